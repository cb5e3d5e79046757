"""Gathers the pages of the documentation: those that are written, and those that are made.

``python -m docs.site FOLDER`` fills a folder for Sphinx. The README, the queries, the exports, the
codebook and the change logs are the files of the tree themselves; the command line, the loaders
and the interface for Python are made from the program, so that none of them can say something
else than it does.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import FunctionType

import click

ROOT = Path(__file__).parents[1]

#: Pages that are files of the tree: page by file.
FILES: Mapping[str, str] = {
    "docs/index.md": "index.md",
    "docs/install.md": "install.md",
    "docs/cluster.md": "cluster.md",
    "docs/troubleshooting.md": "troubleshooting.md",
    "README.md": "overview.md",
    "queries/README.md": "queries.md",
    "graph/export/README.md": "exports.md",
    "data/CODEBOOK.md": "codebook.md",
    "data/CHANGELOG.md": "data-changes.md",
    "CHANGELOG.md": "changes.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "docs/security.md": "tried.md",
}

#: Pages that are made from the program.
MADE = ("cli.md", "loaders.md", "api.rst")

#: Modules whose public names stand beside those of `insurgraph` itself.
MODULES = ("insurgraph.errors", "insurgraph.graph.dates")

#: Drawn by a script from elsewhere, where it is drawn; the tables below it say the same.
_DIAGRAM = re.compile(r"^```mermaid\n.*?^```\n", re.MULTILINE | re.DOTALL)

#: What the highlighter has no rules for, or wrong ones.
_LANGUAGE = re.compile(r"^( *```)(?:cypher|csv)\b.*", re.MULTILINE)

_LINK = re.compile(r"(!?)\[([^\]]*)\]\((?!https?:|#|mailto:)([^)#\s]+)(#[^)]*)?\)")


def pages() -> dict[str, str]:
    """Text by name of every page.

    Raises
    ------
    LookupError
        If a page links to a file that does not exist.
    """
    found = {
        page: _relinked((ROOT / file).read_text("utf-8"), file) for file, page in FILES.items()
    }
    made = (command_line(), loaders(), interface())
    return found | dict(zip(MADE, made, strict=True))


def _relinked(text: str, file: str) -> str:
    """A text whose links to files of the tree lead to their pages, or are their names."""

    def relink(match: re.Match[str]) -> str:
        picture, words, target, part = match.groups()
        if target in MADE:
            return match[0]
        path = (ROOT / file).parent.joinpath(target).resolve()
        if not path.exists():
            raise LookupError(f"{file} links to {target}, which does not exist")
        name = path.relative_to(ROOT).as_posix()
        if picture:
            return f"![{words}]({path.name})"
        page = FILES.get(name)
        return f"[{words}]({page}{part or ''})" if page else f"{words} (`{name}`)"

    return _LANGUAGE.sub(r"\1text", _DIAGRAM.sub("", _LINK.sub(relink, text)))


# -- the command line ------------------------------------------------------------------------------


def command_line() -> str:
    """The help of every command, as a page."""
    from insurgraph.cli import cli

    parts = [
        "# Command line\n",
        "Every command explains itself with `-h`; this is what they say.\n",
    ]
    for words, told in helps(cli, ("insurgraph",)):
        parts.append(f"{'#' * min(len(words) + 1, 4)} {' '.join(words)}\n\n```text\n{told}\n```\n")
    return "\n".join(parts)


def helps(
    command: click.Command, words: tuple[str, ...], parent: click.Context | None = None
) -> Iterator[tuple[tuple[str, ...], str]]:
    """The words that call a command and its help, for it and all below it."""
    with click.Context(
        command, info_name=words[-1], parent=parent, max_content_width=88, terminal_width=88,
        **command.context_settings,
    ) as ctx:  # fmt: skip
        yield words, command.get_help(ctx)
        if isinstance(command, click.Group):
            for name in command.list_commands(ctx):
                if (below := command.get_command(ctx, name)) is not None:
                    yield from helps(below, (*words, name), ctx)


# -- the loaders -----------------------------------------------------------------------------------


def loaders() -> str:
    """What can be loaded, with terms, choices and what is never read, as a page."""
    from insurgraph.loaders import loaders as every

    parts = [
        "# Loaders\n",
        "`insurgraph load LOADER FILE` reads a data set of somebody else as a record of its own;\n"
        "`insurgraph.read(LOADER, FILE)` does it in Python. Nothing is downloaded: get the file\n"
        "from its publisher, under the publisher's terms.\n",
    ]
    for one in every():
        about = one.publication
        parts.append(f"## {one.name}\n\nReads {one.reads}.\n")
        facts = {
            "Title": about.title,
            "Publisher": about.publisher,
            "Licence": about.licence,
            "Terms": about.terms,
            "Attribution": about.attribution,
        }
        parts.append("\n".join(f"* {what}: {said}" for what, said in facts.items() if said) + "\n")
        if one.options:
            parts.append("| choice | default | meaning |\n|---|---|---|")
            parts += [f"| `{o.name}` | {o.default or ''} | {o.description} |" for o in one.options]
            parts.append("")
        if one.dropped:
            parts.append("| never read | why |\n|---|---|")
            parts += [f"| {field} | {why} |" for field, why in one.dropped.items()]
            parts.append("")
    return "\n".join(parts)


# -- the interface for Python ----------------------------------------------------------------------


def interface() -> str:
    """All public names by the module they live in, for autodoc."""
    import insurgraph

    homes: dict[str, list[str]] = {}
    for name in insurgraph.__all__:
        if name != "__version__":
            home = getattr(insurgraph, name).__module__
            homes.setdefault(home, []).append(name)
    for home in MODULES:
        module = import_module(home)
        homes[home] = [
            name
            for name, value in vars(module).items()
            if not name.startswith("_")
            and isinstance(value, type | FunctionType)
            and value.__module__ == home
        ]
    parts = ["Interface for Python", "====================", ""]
    parts += [
        "``import insurgraph as ig`` has the names below, each imported when it is first used:",
        "``ig.load``, ``ig.centrality`` and so on. Every example is run by the tests.",
        "",
    ]
    for home, names in sorted(homes.items()):
        title = (import_module(home).__doc__ or home).splitlines()[0].rstrip(".")
        parts += [title, "-" * len(title), ""]
        for name in names:
            value = getattr(import_module(home), name)
            kind = (
                "exception"
                if _is_error(value)
                else "class"
                if isinstance(value, type)
                else "function"
            )
            parts += [f".. auto{kind}:: {home}.{name}", *_members(kind), ""]
    return "\n".join(parts)


def _is_error(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, Exception)


def _members(kind: str) -> list[str]:
    return ["   :members:"] if kind == "class" else []


def write(folder: Path) -> None:
    """Fill a folder with all pages."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, "utf-8")
    for picture in (ROOT / "docs").glob("*.png"):
        (folder / picture.name).write_bytes(picture.read_bytes())


if __name__ == "__main__":
    write(Path(sys.argv[1]))
