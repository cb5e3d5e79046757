"""Commands on the record itself; none needs a database."""

from __future__ import annotations

from pathlib import Path

import click

from .. import terminal
from ..options import (
    completed,
    data_option,
    entity_ids,
    export_names,
    output_options,
    record,
)


@click.command()
@click.argument("path", type=click.Path(path_type=Path), required=False)
def validate(path: Path | None) -> None:
    """Check a folder of CSV tables, the curated record when PATH is left out.

    Every bad row is listed with file, row, column, value and reason.

    Example: insurgraph validate my-tables/
    """
    kg = record(path)
    click.echo(
        f"{path or 'curated record'}: {len(kg.entities)} entities, {len(kg.names)} further names, "
        f"{len(kg)} claims, {len(kg.citations)} citations, {len(kg.sources)} sources, "
        f"{len(kg.links)} links; no problem found"
    )


@click.command()
@click.argument("entity", shell_complete=completed(entity_ids))
@output_options
@data_option
def show(entity: str, format_: str, data: Path | None) -> None:
    """Everything the record says of one entity, with sources.

    ENTITY is an id or a name. Example: insurgraph show "Hafiz Saeed Khan"
    """
    from ..graph.dossier import dossier

    kg = record(data)
    terminal.show(dossier(kg, kg.resolve(entity).id), format_)


@click.command()
@click.argument("text")
@click.option("--limit", default=10, show_default=True, help="At most so many entities.")
@output_options
@data_option
def find(text: str, limit: int, format_: str, data: Path | None) -> None:
    """Entities that bear a name like TEXT, best first, and why each was found.

    TEXT may be misspelt, in another transliteration, initials, or in Arabic script.

    Example: insurgraph find "Hafez Said"
    """
    from ..graph.table import Table

    kg = record(data)
    matches = kg.find(text, limit)
    if not matches:
        terminal.note(f"nothing in the record is named like {text!r}")
    rows = [
        (m.entity, kg.entities[m.entity].kind, m.name, m.score, m.reason, m.note) for m in matches
    ]
    terminal.show(Table.of(["id", "kind", "name", "score", "reason", "note"], rows), format_)


@click.command()
@click.argument("format_", metavar="FORMAT", shell_complete=completed(export_names))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write.")
@data_option
def export(format_: str, out: Path, data: Path | None) -> None:
    """Write the record in an exchange FORMAT ('graphml').

    Example: insurgraph export graphml --out graph.graphml
    """
    from ..graph import export as formats

    formats.write(record(data), format_, out)
    click.echo(out)
