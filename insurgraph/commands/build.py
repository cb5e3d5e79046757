"""The main job: validate, load, analyse and draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import terminal
from ..options import (
    beside,
    connect,
    data_option,
    record,
    server_options,
    with_option,
)

if TYPE_CHECKING:
    from ..graph.knowledge import KnowledgeGraph
    from ..graph.table import Table


@dataclass(frozen=True, slots=True)
class _Question:
    """A named query, and which of its columns an overview shows."""

    name: str
    parameters: Mapping[str, str]
    shown: str

    @property
    def command(self) -> str:
        """The command that asks it and shows everything."""
        given = "".join(f" -p {name}={value}" for name, value in self.parameters.items())
        return f"insurgraph query {self.name}{given}"


#: The three questions that `build` asks.
FIRST_QUESTIONS = (
    _Question(
        "defections-to",
        {"organisation": "org-isk"},
        "origin who rank number when grade claim",
    ),
    _Question(
        "leaders",
        {"organisation": "org-isk"},
        "leader start ended_by status grade claim",
    ),
    _Question(
        "rivalry",
        {"organisation": "org-isk", "other": "org-afghan-taliban"},
        "relation subject place start at_least unit grade claim",
    ),
)


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("out"),
    show_default=True,
    help="Folder for the files.",
)
@with_option
@data_option
@server_options
def build(
    out: Path,
    others: tuple[tuple[str, Path], ...],
    data: Path | None,
    uri: str | None,
    user: str | None,
    database: str | None,
) -> None:
    """Validate, load, analyse and draw; say what was made.

    Who is who in the data sets of --with and the record is shown too; for the curated record
    without any, as an example, in the invented samples that come along.

    \b
    Examples:
      insurgraph build
      insurgraph build --data my-tables --out out
    """
    from ..graph import export
    from ..graph.analysis.centrality import centrality
    from ..graph.output import write_text
    from ..graph.views.ranking import ranking

    kg = record(data)
    table = centrality(kg.network(ties="co-operative"))
    view = kg.view(kinds=tuple(kg.vocabulary.kinds), tables=ranking(kg))
    made = {
        "interactive page": out / "network.html",
        "centralities": out / "centrality.csv",
        "graph": out / "graph.graphml",
    }
    with connect(uri, user, database) as db:
        db.verify()
        write_text(made["centralities"], table.to_csv())
        export.write(kg, "graphml", made["graph"])
        view.save(made["interactive page"], force=True)
        with terminal.progress() as report:
            loaded = db.load(kg, report, force=True)
        for question in FIRST_QUESTIONS:
            if question.parameters["organisation"] in kg.entities:
                rows = db.query(question.name, **question.parameters)
                terminal.show(rows.only(*question.shown.split()))
                click.echo(f"All columns: {question.command}\n")
        where = db.address.uri
    terminal.show(_top(table))
    if others or data is None:
        click.echo()
        terminal.show(_links(kg, others))
    click.echo("\nWhere a claim stands in its document: insurgraph cite c-0001")
    click.echo(f"\n{'record':<17}{_summary(kg)}")
    for one in loaded:
        click.echo(f"{'database':<17}{where}: {one}")
    for what, path in made.items():
        click.echo(f"{what:<17}{path}")


def _links(kg: KnowledgeGraph, others: tuple[tuple[str, Path], ...]) -> Table:
    """Who is who across the record and other data sets, of which nothing is loaded."""
    from ..loaders.example import links, samples
    from ..loaders.judgements import today

    if others:
        table = links(beside(kg, others), today())
        ours = [row for row in table.rows if {row[0], row[2]} & kg.entities.keys()]
        rest = f"Between the others there are {len(table) - len(ours)} links more."
        table = replace(table, rows=tuple(ours), notes=(*table.notes, rest))
        return table.first(12).only("one", "name", "other", "other_name", "why")
    for sample in samples():
        kg = kg.merge(sample)
    table = links(kg, today()).first(4).only("name", "other_name", "verdict", "why")
    return replace(table, title=f"{table.title}, an example on invented samples")


def _top(table: Table) -> Table:
    """The first ten, without ids, kinds and ranks, which the file has."""
    measured = [n for n in table.names if n not in {"id", "kind"} and not n.endswith("_rank")]
    shown = replace(table, rows=table.rows[:10], title="The ten most tied, by degree")
    return shown.only(*measured)


def _summary(kg: KnowledgeGraph) -> str:
    (record,) = kg.records.values()
    counts = f"{len(kg.entities)} entities, {len(kg)} claims, {len(kg.sources)} sources"
    return f"{record.name} {record.version}: {counts}"
