"""The main job: validate, load, analyse and draw."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import terminal
from ..options import (
    connect,
    data_option,
    record,
    server_options,
)

if TYPE_CHECKING:
    from ..graph.table import Table

#: The three questions that `build` asks, with their parameters.
FIRST_QUESTIONS: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("defections-to", {"organisation": "org-isk"}),
    ("leaders", {"organisation": "org-isk"}),
    ("rivalry", {"organisation": "org-isk", "other": "org-afghan-taliban"}),
)


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("out"),
    show_default=True,
    help="Folder for the files.",
)
@data_option
@server_options
def build(
    out: Path, data: Path | None, uri: str | None, user: str | None, database: str | None
) -> None:
    """Validate, load, analyse and draw; say what was made.

    Example: insurgraph build --out out
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
    write_text(made["centralities"], table.to_csv())
    export.write(kg, "graphml", made["graph"])
    view.save(made["interactive page"], force=True)
    with connect(uri, user, database) as db:
        with terminal.progress() as report:
            loaded = db.load(kg, report, force=True)
        for name, parameters in FIRST_QUESTIONS:
            if parameters["organisation"] in kg.entities:
                terminal.show(db.query(name, **parameters))
                click.echo()
        where = db.address.uri
    terminal.show(_top(table))
    click.echo(f"\n{'record':<17}{kg!r}")
    for one in loaded:
        click.echo(f"{'database':<17}{where}: {one}")
    for what, path in made.items():
        click.echo(f"{what:<17}{path}")


def _top(table: Table) -> Table:
    from ..graph.table import Table

    return Table(table.columns, table.rows[:10], "The ten most tied, by degree", table.notes)
