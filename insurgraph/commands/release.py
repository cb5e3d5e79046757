"""Commands on the record as a publication: what is contested, references, changes, editions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import terminal
from ..options import (
    chosen_format,
    complete_entity,
    data_option,
    json_option,
    output_options,
    record,
)

if TYPE_CHECKING:
    from ..graph.knowledge import KnowledgeGraph

STYLES = ("apa", "bibtex", "csl-json")


@click.command()
@click.option(
    "--entity",
    help="Only contests about this entity (id or name).",
    shell_complete=complete_entity,
)
@output_options
@data_option
def contested(entity: str | None, format_: str, data: Path | None) -> None:
    """What is both affirmed and denied, or contradicts itself.

    With the evidence of both sides.

    \b
    Examples:
      insurgraph contested
      insurgraph contested --entity org-isk
    """
    from ..graph.contest import contested as compute

    kg = record(data)
    terminal.show(compute(kg, kg.resolve(entity).id if entity else ""), format_)


@click.command()
@click.argument("claim", required=False, default="")
@click.option(
    "--style", type=click.Choice(STYLES), default="apa", show_default=True, help="Form to print."
)
@data_option
def cite(claim: str, style: str, data: Path | None) -> None:
    """The reference of the data set, or of one CLAIM.

    That of a claim comes with the sources it is cited from.

    \b
    Examples:
      insurgraph cite
      insurgraph cite c-0024 --style bibtex
    """
    from ..graph.reference import cite as compute

    click.echo(compute(record(data), claim, style), nl=False)


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    callback=chosen_format,
    help="How to print the changes.",
)
@json_option
def diff(old: str, new: str, format_: str) -> None:
    """What changed from one edition of a record to another.

    OLD and NEW are folders of CSV tables, 'curated' for the record that comes along, or 'nothing'
    for an empty one.

    \b
    Examples:
      insurgraph diff curated my-tables
      insurgraph diff my-older-tables my-tables --format markdown
    """
    from ..graph.difference import difference

    found = difference(_edition(old), _edition(new))
    tell = {"text": found.to_text, "markdown": found.to_markdown, "json": found.to_json}
    click.echo(tell[format_](), nl=False)


def _edition(text: str) -> KnowledgeGraph:
    if text == "nothing":
        from ..graph.knowledge import KnowledgeGraph

        return KnowledgeGraph()
    return record(None if text == "curated" else Path(text))


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--since", help="The edition before, to tell the changes from: as OLD of `diff`.")
@click.option("--check", is_flag=True, help="Only say what is not up to date; status 1 if any.")
@click.pass_context
def release(ctx: click.Context, folder: Path, since: str | None, check: bool) -> None:
    """Make what comes with an edition of the record in FOLDER anew.

    That is the codebook, the change log, the citation file, the data package and the digests of
    all files. Version and day of the edition are those in its datapackage.json.

    \b
    Examples:
      insurgraph release my-tables --since my-older-tables
      insurgraph release data --check
    """
    from ..graph import release as editions

    kg = record(folder)
    if check:
        for name in (found := editions.stale(kg, folder)):
            click.echo(f"{folder / name} is not what the record makes now")
        ctx.exit(1 if found else 0)
    made = editions.release(kg, folder, _edition(since) if since else None)
    for path in made:
        click.echo(path)
    if not made:
        terminal.note("all files of the edition are up to date")
