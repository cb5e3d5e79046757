"""What an edition of a record comes with, made from the record itself.

========================  ========================================================================
``CODEBOOK.md``           chapters and generated parts (`insurgraph.graph.codebook`)
``CHANGELOG.md``          one section an edition (`insurgraph.graph.difference`)
``CITATION.cff``          how to cite it (Citation File Format 1.2.0)
``datapackage.json``      tables, columns, keys (`insurgraph.graph.datapackage`)
``SHA256SUMS``            digest of every other file, as ``sha256sum --check`` reads it
========================  ========================================================================

Whoever makes an edition sets ``version`` and ``created`` in ``datapackage.json``; that version is
the data's own and says nothing of the program's.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path

from .codebook import codebook
from .datapackage import Descriptor, described
from .difference import difference
from .knowledge import KnowledgeGraph
from .output import write_text

SUMS = "SHA256SUMS"
CHANGES = "CHANGELOG.md"

_HEAD = """\
# Changes of the record

Made by `insurgraph diff`, one section an edition. The program has a change log of its own.

"""
_SECTION = re.compile(r"^(?=## )", re.MULTILINE)


def release(kg: KnowledgeGraph, folder: Path, since: KnowledgeGraph | None = None) -> list[Path]:
    """Make what comes with an edition anew, in place.

    Parameters
    ----------
    kg : KnowledgeGraph
        The record as read from the folder.
    folder : Path
        Its folder, with a ``datapackage.json``.
    since : KnowledgeGraph, optional
        The edition before, to tell the changes from. The first edition needs none; without it
        the change log of a later one stays as it is.

    Returns
    -------
    list of Path
        The files, those that had to change.

    Raises
    ------
    OutputError
        If one cannot be written.
    """
    changed = []
    for name, make in _MAKERS.items():
        text = make(kg, folder) if name != CHANGES else changelog(kg, folder, since)
        path = folder / name
        if not path.is_file() or path.read_bytes() != text.encode():
            write_text(path, text)
            changed.append(path)
    return changed


def stale(kg: KnowledgeGraph, folder: Path) -> list[str]:
    """Names of the files that `release` would change: none, when the edition is whole.

    Files are compared one by one with what the others in the folder now give.
    """
    made = {
        name: make(kg, folder) if name != CHANGES else changelog(kg, folder)
        for name, make in _MAKERS.items()
    }
    return [
        name
        for name, text in made.items()
        if not (folder / name).is_file() or (folder / name).read_bytes() != text.encode()
    ]


def changelog(kg: KnowledgeGraph, folder: Path, since: KnowledgeGraph | None = None) -> str:
    """The change log with the section of this edition, before those of the editions before it."""
    path = folder / CHANGES
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    (record,) = kg.records.values()
    sections = _SECTION.split(text)[1:]
    earlier = [s for s in sections if not s.startswith(f"## {record.version} ")]
    if earlier and since is None:
        return text
    section = difference(since or KnowledgeGraph(), kg).to_markdown()
    return _HEAD + "\n".join([section, *earlier])


def citation(kg: KnowledgeGraph, folder: Path) -> str:
    """A citation file for the data set."""
    (record,) = kg.records.values()
    package: Descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    authors = [{"name": name.strip()} for name in record.author.split(";") if name.strip()]
    values = {
        "cff-version": "1.2.0",
        "message": "If you use this data set, cite it with its version.",
        "type": "dataset",
        "title": record.title or record.name,
        "authors": authors or [{"name": record.name}],
        "version": record.version,
        "date-released": record.created,
        "license": record.licence,
        "abstract": package.get("description", ""),
        "keywords": package.get("keywords", []),
    }
    return "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n"
        for key, value in values.items()
        if value
    )


def package(kg: KnowledgeGraph, folder: Path) -> str:
    """The data package as JSON text."""
    return json.dumps(described(kg, folder), ensure_ascii=False, indent=2) + "\n"


def sums(_kg: KnowledgeGraph, folder: Path) -> str:
    """Digests of all files of the folder, those of Python apart, in order of path."""
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and _released(p.relative_to(folder)))
    return "".join(
        f"{sha256(p.read_bytes()).hexdigest()}  {p.relative_to(folder).as_posix()}\n" for p in paths
    )


def _released(path: Path) -> bool:
    hidden = any(part.startswith((".", "__")) for part in path.parts)
    return not hidden and path.suffix not in (".py", ".pyc") and path.name != SUMS


#: What makes each file, in the order in which one needs the other.
_MAKERS = {
    "CODEBOOK.md": codebook,
    CHANGES: changelog,
    "CITATION.cff": citation,
    "datapackage.json": package,
    SUMS: sums,
}
