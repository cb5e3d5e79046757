"""Commands on the record itself; none needs a database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .. import terminal
from ..errors import Problem, RecordError
from ..options import (
    chosen,
    claim_options,
    complete_entity,
    completed,
    data_option,
    export_names,
    output_options,
    record,
)


@click.command()
@click.argument("path", type=click.Path(path_type=Path), required=False)
@output_options
def validate(path: Path | None, format_: str) -> None:
    """Check a folder of CSV tables.

    The curated record is checked when PATH is left out. Every bad row is listed with file, row,
    column, value and reason, and the status is 1; as CSV or JSON the list is the result, empty
    when all is well.

    \b
    Examples:
      insurgraph validate
      insurgraph validate my-tables --json
    """
    from ..graph.table import Table

    problems: tuple[Problem, ...] = ()
    try:
        kg = record(path)
    except RecordError as error:
        if format_ == "table":
            raise
        problems = error.problems
    if format_ != "table":
        rows = [(p.file, p.row, p.column, p.value, p.reason) for p in problems]
        terminal.show(Table.of(["file", "row", "column", "value", "reason"], rows), format_)
        raise click.exceptions.Exit(1 if problems else 0)
    click.echo(
        f"{path or 'curated record'}: {len(kg.entities)} entities, {len(kg.names)} further names, "
        f"{len(kg)} claims, {len(kg.citations)} citations, {len(kg.sources)} sources, "
        f"{len(kg.links)} links; no problem found"
    )


@click.command()
@click.argument("entity", shell_complete=complete_entity)
@output_options
@data_option
def show(entity: str, format_: str, data: Path | None) -> None:
    """Everything the record says of one entity or claim.

    Of a claim, all that speaks for it and against it. ENTITY is an id or a name, or the id of a
    claim.

    \b
    Examples:
      insurgraph show org-isk
      insurgraph show "Hafiz Saeed Khan"
      insurgraph show c-0197
    """
    terminal.show(record(data).show(entity), format_)


@click.command()
@click.argument("text")
@click.option("--limit", default=10, show_default=True, help="At most so many entities.")
@output_options
@data_option
def find(text: str, limit: int, format_: str, data: Path | None) -> None:
    """Entities that bear a name like TEXT, best first.

    Each with why it was found. TEXT may be misspelt, in another transliteration, initials, or in
    Arabic script.

    \b
    Examples:
      insurgraph find "Hafez Said"
      insurgraph find ISK --json
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
    """Write the record, or some claims, in a FORMAT.

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
      insurgraph export jsonl --relation DEFECTED_TO --out - | head -n 1
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
