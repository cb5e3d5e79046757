"""Commands on the network of the record; none needs a database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .. import terminal
from ..options import (
    choices_of,
    completed,
    data_option,
    entity_ids,
    measure_names,
    network_options,
    output_options,
    record,
)


@click.command()
@click.option(
    "--measure",
    "measures",
    multiple=True,
    shell_complete=completed(measure_names),
    help="Measure to compute; repeat for several  [default: all]",
)
@click.option("--limit", default=20, show_default=True, help="Rows to show; 0 shows all.")
@network_options
@output_options
@data_option
def centrality(
    measures: tuple[str, ...], limit: int, format_: str, data: Path | None, **choices: Any
) -> None:
    """Who is central in the network of the record; needs no database.

    Co-operative ties between organisations and persons count unless --ties, --family or
    --relation says otherwise.

    Example: insurgraph centrality --on 2015/2016 --measure betweenness
    """
    from ..graph.analysis.centrality import centrality as compute
    from ..graph.table import Table

    if not choices["ties"]:
        named = choices["families"] or choices["relations"]
        choices["ties"] = "all" if named else "co-operative"
    table = compute(record(data).network(**choices_of(**choices)), measures)
    shown = table.rows[:limit] if limit else table.rows
    terminal.show(Table(table.columns, shown, table.title, table.notes), format_)


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("network.html"),
    show_default=True,
    help="File to write.",
)
@click.option(
    "--focus", help="Only what is near this entity (id or name).",
    shell_complete=completed(entity_ids),
)  # fmt: skip
@click.option("--hops", default=1, show_default=True, help="How near, in steps.")
@click.option("--force", is_flag=True, help="Replace a file that is no page of insurgraph.")
@network_options
@data_option
def view(
    out: Path, focus: str | None, hops: int, force: bool, data: Path | None, **choices: Any
) -> None:
    """Draw the network as one HTML file that opens offline, with the evidence inside.

    Example: insurgraph view --out isk.html --focus org-isk --on 2015/2018
    """
    kg = record(data)
    kinds = choices.pop("kinds") or tuple(kg.vocabulary.kinds)
    if focus:
        choices |= {"focus": kg.resolve(focus).id, "hops": hops}
    path = kg.view(**choices_of(kinds=kinds, **choices)).save(out, force=force)
    click.echo(path)
