"""Commands that analyse the record over time; none needs a database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from .. import terminal
from ..options import (
    choices_of,
    cluster_option,
    complete_entity,
    completed,
    data_option,
    drawn,
    measure_names,
    network_options,
    output_options,
    plot_option,
    record,
    weight_option,
)

F = TypeVar("F", bound=Callable[..., Any])


def scope_options(command: F) -> F:
    """Which claims count; see `insurgraph.graph.analysis.scope`."""
    for option in (
        click.option("--at-least", help="Weakest grade that counts, such as C3."),
        click.option(
            "--definite", is_flag=True, help="Claims that certainly held then, not only possibly."
        ),
        click.option("--on", help="Day or period, EDTF: 2015-06-01, 2015-06, 2015/2018."),
    ):
        command = option(command)
    return command


def scope_of(on: str | None, definite: bool, at_least: str | None) -> dict[str, Any]:
    """Options of `scope_options` as arguments of an analysis."""
    return {
        "on": on,
        "certainty": "definite" if definite else "possible",
        "at_least": at_least,
    }


@click.command()
@click.option(
    "--table",
    "which",
    type=click.Choice(["moves", "matrix", "flow", "chains", "followers"]),
    default="moves",
    show_default=True,
    help="Every move, origins and destinations, what each gained and lost, the way of each "
    "mover, or who followed whom.",
)
@click.option(
    "--move",
    "kinds",
    type=click.Choice(["defection", "loss of members", "surrender", "departure"]),
    multiple=True,
    help="Kind of move; repeat for several  [default: all]",
)
@click.option(
    "--by", default="", help="With --table matrix: year, or periods such as '2013/2014;2015/2016'."
)
@plot_option
@scope_options
@output_options
@data_option
def defections(
    which: str,
    kinds: tuple[str, ...],
    by: str,
    plot: Path | None,
    on: str | None,
    definite: bool,
    at_least: str | None,
    format_: str,
    data: Path | None,
) -> None:
    """Who passed from which organisation to which, and after whom.

    Persons are counted; claims about unnamed members are listed in words and never added up.

    \b
    Examples:
      insurgraph defections --on 2014/2016
      insurgraph defections --table matrix --move defection
    """
    from ..graph.analysis import defections as analysis
    from ..graph.analysis import plots

    if by and which != "matrix":
        raise click.UsageError("--by goes with --table matrix")
    kg, scope = record(data), scope_of(on, definite, at_least)
    if which == "matrix":
        table = analysis.defection_matrix(kg, kinds, by=by, **scope)
    else:
        table = {
            "moves": analysis.defections,
            "flow": analysis.net_flow,
            "chains": analysis.defection_chains,
            "followers": analysis.defection_followers,
        }[which](kg, kinds, **scope)
    terminal.show(table, format_)
    drawn(plot, lambda: plots.defection_flow(analysis.defection_matrix(kg, kinds, **scope)))


@click.command()
@click.argument("organisation", required=False, shell_complete=complete_entity)
@click.option("--role", default="", help="Title of one office, as the record words it.")
@click.option(
    "--table",
    "which",
    type=click.Choice(["tenures", "origins", "turnover", "around"]),
    default="tenures",
    show_default=True,
    help="Tenures with gaps and ends, where holders came from, how fast offices changed hands, or "
    "what else happened near each change.",
)
@click.option("--days", type=int, default=90, show_default=True, help="With --table around: near.")
@click.option("--all", "every", is_flag=True, help="Offices of which no succession is told, too.")
@plot_option
@scope_options
@output_options
@data_option
def successions(
    organisation: str | None,
    role: str,
    which: str,
    days: int,
    every: bool,
    plot: Path | None,
    on: str | None,
    definite: bool,
    at_least: str | None,
    format_: str,
    data: Path | None,
) -> None:
    """Lines of leaders: who came after whom, for how long.

    With how each tenure began and ended, and the gaps between them.
    ORGANISATION is an id or a name; without it, every office of which a succession is told.

    \b
    Examples:
      insurgraph successions org-isk
      insurgraph successions org-isk --role emir --table around
    """
    from ..graph.analysis import plots
    from ..graph.analysis import succession as analysis
    from ..graph.analysis.scope import Scope

    kg, scope = record(data), scope_of(on, definite, at_least)
    body = kg.resolve(organisation).id if organisation else ""
    told = False if every else None
    if which == "around":
        table = analysis.around_successions(kg, body, role, days=days, told=told, **scope)
    else:
        table = {
            "tenures": analysis.successions,
            "origins": analysis.leader_origins,
            "turnover": analysis.leadership_turnover,
        }[which](kg, body, role, told=told, **scope)
    terminal.show(table, format_)
    within = Scope.of(kg, **scope)
    lines = analysis.lines_of(kg, body, role, told=told, scope=within)
    drawn(plot, lambda: plots.leadership_timeline(kg, lines))


def over_time(choices: dict[str, Any]) -> dict[str, Any]:
    """Options of `network_options` as arguments of an analysis over time: --on is its years."""
    years = choices.pop("on", None)
    return {"years": years, **choices_of(**choices)}


@click.command()
@click.option(
    "--table",
    "which",
    type=click.Choice(["centrality", "turnover"]),
    default="centrality",
    show_default=True,
    help="Centrality by year, or births, ends and turnover of ties.",
)
@click.option(
    "--measure",
    default="degree",
    show_default=True,
    shell_complete=completed(measure_names),
    help="Measure to compute.",
)
@click.option("--top", type=int, default=5, show_default=True, help="Actors ever ranked so high.")
@cluster_option
@plot_option
@network_options
@output_options
@data_option
def timeline(
    which: str,
    measure: str,
    top: int,
    cluster: str | None,
    plot: Path | None,
    format_: str,
    data: Path | None,
    **choices: Any,
) -> None:
    """The network year by year; --on gives the years.

    Co-operative ties between organisations and persons count unless --ties, --family or
    --relation says otherwise. Ties without a date count in every year; --definite leaves them out.

    \b
    Examples:
      insurgraph timeline --on 2013/2018 --measure betweenness
      insurgraph timeline --on 2013/2018 --table turnover
    """
    from ..graph.analysis import plots
    from ..graph.analysis import timeline as analysis

    if plot and which == "turnover":
        raise click.UsageError("--plot draws the table of centralities")
    if cluster and which == "turnover":
        raise click.UsageError("--cluster goes with the table of centralities")
    kg, asked = record(data), over_time(choices)
    if which == "turnover":
        table = analysis.tie_turnover(kg, **asked)
    else:
        table = analysis.timeline(kg, measure, top=top, cluster=cluster, **asked)
    terminal.show(table, format_)
    drawn(plot, lambda: plots.slope_chart(table))


@click.command()
@click.argument("before")
@click.argument("after")
@network_options
@output_options
@data_option
def changes(
    before: str, after: str, format_: str, data: Path | None, on: str | None, **choices: Any
) -> None:
    """What changed between two dates, tie by tie.

    BEFORE and AFTER are days or periods, EDTF.

    \b
    Examples:
      insurgraph changes 2014 2017 --kind Organisation
    """
    from ..graph.analysis.timeline import change_between

    if on is not None or choices["definite"]:
        raise click.UsageError("changes takes its two dates as arguments, and says how sure it is")
    terminal.show(change_between(record(data), before, after, **choices_of(**choices)), format_)


@click.command()
@click.option(
    "--table",
    "which",
    type=click.Choice(["balance", "dyads", "blocks"]),
    default="balance",
    show_default=True,
    help="Balance by year beside chance, signed dyads through the years, or the two blocks.",
)
@click.option(
    "--shuffles", type=int, default=200, show_default=True, help="Permutations of the signs."
)
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the permutations.")
@plot_option
@network_options
@output_options
@data_option
def balance(
    which: str,
    shuffles: int,
    seed: int,
    plot: Path | None,
    format_: str,
    data: Path | None,
    **choices: Any,
) -> None:
    """Allies and rivals: balance, frustration, blocks.

    Signed dyads through the years, balanced triangles, and the two blocks that signs imply.
    --on gives the years, or the period of the blocks. Dyads with ties of both signs are listed and
    take no part in the balance.

    \b
    Examples:
      insurgraph balance --on 2014/2018 --kind Organisation
      insurgraph balance --on 2016 --table blocks
    """
    from ..graph.analysis import balance as analysis
    from ..graph.analysis import plots

    if plot and which != "dyads":
        raise click.UsageError("--plot draws --table dyads")
    kg = record(data)
    if which == "blocks":
        table = analysis.blocks(analysis.signed_network(kg, **choices_of(**choices)))
    elif which == "dyads":
        table = analysis.signed_dyads(kg, **over_time(choices))
    else:
        table = analysis.balance(kg, shuffles=shuffles, seed=seed, **over_time(choices))
    terminal.show(table, format_)
    drawn(plot, lambda: plots.signed_chart(table))


def pooled_only_by_choice(choices: dict[str, Any]) -> dict[str, Any]:
    """Options of `network_options`, with co-operative ties unless something else is chosen."""
    named = choices["families"] or choices["relations"]
    choices["ties"] = choices["ties"] or ("all" if named else "co-operative")
    return choices_of(**choices)


@click.command()
@click.option(
    "--by",
    type=click.Choice(["organisation", "family", "side", "subkind"]),
    default="organisation",
    show_default=True,
    help="Groups: organisation, the widest body it is part of, block of the signed network, or "
    "subkind.",
)
@network_options
@output_options
@data_option
def brokerage(by: str, format_: str, data: Path | None, **choices: Any) -> None:
    """Who mediates within and between groups.

    The roles are those of Gould and Fernandez.

    \b
    Examples:
      insurgraph brokerage --by family --on 2015/2018
    """
    from ..graph.analysis import brokerage as analysis

    kg, asked = record(data), pooled_only_by_choice(choices)
    groups = analysis.groups_of(kg, by, **asked)
    terminal.show(analysis.brokerage(kg.network(**asked), groups), format_)


@click.command()
@click.option("--size", type=int, default=2, show_default=True, help="Organisations in a set.")
@click.option(
    "--goal",
    type=click.Choice(["fragmentation", "distance", "reach"]),
    default="distance",
    show_default=True,
    help="Connectedness outside the set, the same by distance, or reach of the set.",
)
@network_options
@output_options
@data_option
def keyplayers(size: int, goal: str, format_: str, data: Path | None, **choices: Any) -> None:
    """On which organisations connectedness depends.

    Borgatti's measures, of organisations only; a description of what is on record.

    \b
    Examples:
      insurgraph keyplayers --size 3 --goal reach
    """
    from ..graph.analysis.brokerage import ORGANISATION, key_players

    choices["kinds"] = choices["kinds"] or (ORGANISATION,)
    graph = record(data).network(**pooled_only_by_choice(choices))
    terminal.show(key_players(graph, size, goal), format_)


@click.command()
@click.option("--runs", type=int, default=50, show_default=True, help="Seeds to run with.")
@click.option("--seed", type=int, default=0, show_default=True, help="The first of them.")
@click.option("--resolution", type=float, default=1.0, show_default=True, help="Above 1: smaller.")
@weight_option
@network_options
@output_options
@data_option
def communities(
    runs: int,
    seed: int,
    resolution: float,
    weight: str | None,
    format_: str,
    data: Path | None,
    **choices: Any,
) -> None:
    """Communities (Louvain), and how stable they are.

    \b
    Examples:
      insurgraph communities --on 2015/2018 --runs 100
    """
    from ..graph.analysis.communities import communities as compute

    graph = record(data).network(**pooled_only_by_choice({"weight": weight, **choices}))
    table = compute(graph, runs=runs, seed=seed, resolution=resolution, weighted=weight is not None)
    terminal.show(table, format_)
