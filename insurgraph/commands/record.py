"""Commands on the record itself; none needs a database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .. import terminal
from ..options import (
    chosen,
    claim_options,
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
    """Everything the record says of one entity, or all that speaks for a claim and against it.

    ENTITY is an id or a name, or the id of a claim.

    Example: insurgraph show "Hafiz Saeed Khan"
    """
    terminal.show(record(data).show(entity), format_)


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
@click.option(
    "--out",
    type=click.Path(path_type=Path, allow_dash=True),
    required=True,
    help="File to write, a folder for csv and parquet; - is standard output.",
)
@click.option("--raw", is_flag=True, help="csv: cells as they are, not guarded for spreadsheets.")
@claim_options
@data_option
def export(format_: str, out: Path, raw: bool, data: Path | None, **choices: Any) -> None:
    """Write the record, or the claims chosen, in an exchange FORMAT.

    \b
    csv        tables for spreadsheets, statistics and this program
    graphml    network for Gephi, yEd, igraph and networkx
    gexf       network over time for Gephi
    json       node-link graph for networkx, D3 and this program
    jsonl      one JSON object a row, for jq, pandas and this program
    cypher     script that fills Neo4j or the embedded engine
    parquet    typed columns for pandas, Polars, DuckDB, R
    stix       STIX 2.1 bundle for threat intelligence platforms
    ftm        FollowTheMoney entities for Aleph and its kin

    Chosen claims come with their citations, sources and whoever they name, and keep the status,
    grade and dates that the whole record gives them. What a format cannot hold is said.

    \b
    Examples:
      insurgraph export graphml --out graph.graphml
      insurgraph export gexf --entity org-isk --on 2015/2018 --out isk.gexf
      insurgraph export csv --out tables/
      insurgraph export jsonl --relation DEFECTED_TO --out - | jq .says
    """
    from ..graph import export as formats

    format_of = formats.format_named(format_)
    format_of.refuse(raw=raw, text=str(out) == "-")
    kg = chosen(record(data), **choices)
    if not len(kg):
        terminal.note("no claim is left; take a filter away")
    for sentence in format_of.left_out(kg):
        terminal.note(f"{format_of.name}: {sentence}")
    if str(out) == "-":
        for piece in format_of.pieces(kg):
            click.echo(piece, nl=False)
        return
    formats.write(kg, format_of.name, out, raw=raw)
    click.echo(out)
