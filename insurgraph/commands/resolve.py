"""The command that finds who may be who across records, and has it judged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import terminal
from ..errors import ArgumentError
from ..options import (
    beside,
    connect,
    data_option,
    on_terminal,
    record,
    server_options,
    with_option,
)

if TYPE_CHECKING:
    from ..graph.knowledge import KnowledgeGraph
    from ..loaders.candidates import Candidate


@click.command()
@with_option
@click.option(
    "--judgements",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("judgements.csv"),
    show_default=True,
    help="Table that the judgements are kept in.",
)
@click.option(
    "--queue",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the pairs that wait to this table and ask nobody. Where there is no terminal, "
    "queue.csv is written.",
)
@click.option("--who", help="Who judges; asked for when not given.")
@click.option(
    "--least",
    type=click.FloatRange(0, 100),
    default=70.0,
    show_default=True,
    help="Lowest score of a pair that is asked about.",
)
@click.option(
    "--accept",
    type=click.FloatRange(90, 100),
    help="Let a rule judge pairs of this score or more to be the same, where neither names alone "
    "of persons nor an alias alone decide, and nobody else is like them.",
)
@click.option("--within", is_flag=True, help="Compare entities of one record as well.")
@click.option("--again", is_flag=True, help="Ask again about pairs that were judged unsure.")
@click.option(
    "--undo", nargs=2, metavar="ID ID", help="Take the judgement on two entities back, and stop."
)
@data_option
@server_options
def resolve(
    others: tuple[tuple[str, Path], ...],
    path: Path,
    queue: Path | None,
    who: str | None,
    least: float,
    accept: float | None,
    within: bool,
    again: bool,
    undo: tuple[str, str] | None,
    data: Path | None,
    uri: str | None,
    user: str | None,
    database: str | None,
) -> None:
    """Find who may be who across records, and judge it.

    The records of the database are compared, or with --with the curated one and data sets.
    Nothing is merged: judgements are kept in a table of their own, each as it is made, and
    `insurgraph load judgements TABLE` puts them into the database.

    \b
    Examples:
      insurgraph resolve --with ucdp-actor ucdp-actor-241.csv
      insurgraph resolve --with ucdp-actor ucdp-actor-241.csv --queue pairs.csv
    """
    from ..loaders import judgements as tables
    from ..loaders.candidates import accept as accepted
    from ..loaders.candidates import candidates, undecided

    if undo is not None:
        _undo(undo, path)
        return
    kg = _records(others, data, uri, user, database, within=within)
    if path.exists():
        kg = kg.judged(tables.read(path))
    _tell_strangers(kg, path)
    with terminal.progress() as report:
        found = candidates(kg, at_least=least, within=within, again=again, progress=report)
    if accept is not None:
        judged = accepted(kg, found, tables.today(), at_least=accept)
        kg = kg.judged([*tables.own(kg), *judged])
        tables.write(tables.own(kg), path)
        click.echo(f"{path}: judged to be the same by rule: {len(judged)}")
    waiting = [c for c in found if undecided(kg.judgements, c.one, c.other, again=again)]
    if queue is not None or not on_terminal():
        target = queue or path.with_name("queue.csv")
        if queue is None:
            terminal.note("there is no terminal to ask at: the pairs are written to a table")
        count = tables.write_queue(kg, waiting, target)
        click.echo(f"{target}: pairs that wait for a judgement: {count}")
        return
    _review(kg, waiting, who, path, again=again)


def _records(
    others: tuple[tuple[str, Path], ...],
    data: Path | None,
    uri: str | None,
    user: str | None,
    database: str | None,
    *,
    within: bool,
) -> KnowledgeGraph:
    """The records to compare, side by side."""
    if others or data is not None:
        kg = beside(record(data), others)
    else:
        with connect(uri, user, database) as db, terminal.progress() as report:
            kg = db.read(progress=report)
    there = {e.record for e in kg.entities.values()}
    if len(there) < 2 and not within:
        named = f"only the record {min(there)!r}" if there else "no record"
        raise ArgumentError(
            f"there is {named} to compare; give another by --with LOADER PATH, or --within"
        )
    return kg


def _tell_strangers(kg: KnowledgeGraph, path: Path) -> None:
    from ..loaders.judgements import strangers

    for entity, near in strangers(kg).items():
        terminal.note(f"{path}: {entity!r} is in none of these records{near}; kept as it is")


def _undo(pair: tuple[str, str], path: Path) -> None:
    from ..loaders import judgements as tables

    held = tables.read(path)
    left = held.without(*pair)
    gone = [j for j in held if j not in set(left)]
    if not gone:
        raise ArgumentError(f"{path} has no judgement on {pair[0]} and {pair[1]}")
    tables.write(left, path)
    click.echo(f"{path}: taken back: {gone[0]}")


def _review(
    kg: KnowledgeGraph, waiting: list[Candidate], who: str | None, path: Path, *, again: bool
) -> None:
    from ..loaders import judgements as tables
    from ..review import Review

    if not waiting:
        click.echo("no pair waits for a judgement")
        return
    who = who or str(click.prompt("who judges", err=True))
    review = Review(
        kg,
        who,
        tables.today(),
        again=again,
        ask=lambda text: str(click.prompt(text, err=True, prompt_suffix="\n> ")),
        say=terminal.say,
        keep=lambda judgements: tables.write(judgements, path),
    )
    try:
        reviewed = review.run(waiting)
    except click.Abort:
        terminal.say("")
        terminal.say(f"{path}: judgements kept: {len(review.held)}")
        raise
    click.echo(
        f"{path}: pairs judged: {reviewed.judged}, left: {reviewed.left}; "
        f"judgements in all: {len(review.held)}"
    )
