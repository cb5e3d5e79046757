"""``graph/export/README.md``, made from what the formats say of themselves.

``python -m insurgraph.graph.export.readme``; a test compares the file with what is made here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from inspect import getdoc

from . import FORMATS, Format
from .contents import PARTS

_NOTICE = "<!-- made by `make docs-exports` from the modules of this folder: change those -->"

_HEAD = """\
# Exports

`insurgraph export FORMAT --out FILE` writes the record, or the claims that its options choose, for
another tool; from Python, `insurgraph.graph.export.write(kg, FORMAT, path)`. One module a format,
behind the registry in `__init__.py`. The same record gives the same bytes. A file takes its place
when it is whole; `--out -` prints a text. What a format cannot hold is said on stderr each time.

Chosen claims come with their citations, their sources and whoever they name, and keep the status,
grade and dates that the whole record gives them."""


def readme() -> str:
    """The file.

    Examples
    --------
    >>> readme().splitlines()[2]
    '# Exports'
    """
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield f"{_NOTICE}\n\n{_HEAD}\n"
    yield "| format | what it is | makes | read back by |\n|---|---|---|---|"
    for one in FORMATS.values():
        made = "a folder" if one.folder else "a file, or text"
        back = f"`insurgraph load {one.loader}`" if one.loader else ""
        yield f"| `{one.name}` | {one.title} | {made} | {back} |"
    yield "\n## What each carries\n"
    yield f"| part | {' | '.join(f'`{name}`' for name in FORMATS)} |"
    yield f"|---|{'---|' * len(FORMATS)}"
    for part in PARTS:
        cells = [_mark(one.carries[part]) for one in FORMATS.values()]
        yield f"| {part} | {' | '.join(cells)} |"
    yield "\n● all of it  ◐ a part, see below  – none of it\n"
    for part, meaning in PARTS.items():
        yield f"* *{part}*: {meaning[0].lower()}{meaning[1:]}"
    for one in FORMATS.values():
        yield from _section(one)


def _mark(how: str) -> str:
    return {"yes": "●", "no": "–"}.get(how, "◐")


def _section(one: Format) -> Iterator[str]:
    yield f"\n## `{one.name}`\n"
    doc = getdoc(import_module(f".{one.module}", __package__)) or ""
    yield doc.replace("``", "`")
    parts = {p: how.removeprefix("part: ") for p, how in one.carries.items() if ":" in how}
    if parts:
        yield "\nOf these parts it holds some:\n"
        yield from (f"* *{part}*: {how}" for part, how in parts.items())


def main() -> None:
    """Print the file."""
    sys.stdout.write(readme())


if __name__ == "__main__":
    main()
