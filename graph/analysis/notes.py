"""What every result says of the network it is about, and what to say when there is none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from ...errors import ProjectionError
from ..network import keyed, weighing
from .scope import because_of, known

if TYPE_CHECKING:
    import networkx as nx


def about(
    graph: nx.Graph[Any],
    dyads: nx.Graph[Any],
    *,
    directed: bool = False,
    weighted: bool = False,
) -> tuple[str, ...]:
    """The projection in words, the size of the network, how its ties were counted, and how many
    have no date.

    Parameters
    ----------
    graph : networkx graph
        What the caller gave.
    dyads : networkx graph
        Its simple form, which was measured.
    """
    direction = "direction counted" if directed else "direction not counted"
    weight = f"weight: {weighing(graph)}" if weighted else "number of claims not counted"
    words = (
        str(dyads.graph.get("projection", "A graph of the caller's.")),
        f"{dyads.number_of_nodes()} nodes, {dyads.number_of_edges()} dyads; one edge a dyad, "
        f"{direction}, {weight}.",
        undated(graph, dyads),
    )
    return tuple(filter(None, words))


def ensure_ties(graph: nx.Graph[Any], dyads: nx.Graph[Any]) -> None:
    """Make sure that there is a network.

    Raises
    ------
    ProjectionError
        If its simple form has no node; the message says which filter removed how many claims.
    """
    if dyads:
        return
    apart = graph.number_of_edges()
    if apart:
        raise ProjectionError(
            f"no co-operative ties are left to measure; {apart} hostile or neutral ones are kept "
            "apart. Take ties='hostile', name relations, or pool them with ties='all'"
        )
    raise ProjectionError(f"no ties are left to measure{because(graph)}")


def because(graph: nx.Graph[Any]) -> str:
    """The end of a message: how many claims which filter removed, and when they hold.

    Empty for a network from which nothing was removed, or of the caller's own.
    """
    removed = graph.graph.get("left_out") or {}
    if not removed:
        return ""
    dates = graph.graph.get("dates_left_out")
    held = f" (those left out by date alone: {dates})" if dates else ""
    return because_of(removed) + held


def days_of(tie: Mapping[str, Any]) -> list[date]:
    """The known bounds of a tie; none of one that carries no bounds.

    Examples
    --------
    >>> days_of({"start_earliest": "2014-10-01", "start_latest": "9999-12-31"})
    [datetime.date(2014, 10, 1)]
    """
    names = ("start_earliest", "start_latest", "end_earliest", "end_latest")
    days = [date.fromisoformat(tie[n]) for n in names if n in tie]
    return [day for day in days if known(day)]


def undated(graph: nx.Graph[Any], dyads: nx.Graph[Any]) -> str:
    """How many ties of a network of some days have no date; empty if none, or of all time."""
    if not graph.graph.get("on"):
        return ""
    behind = {claim for *_, data in dyads.edges(data=True) for claim in data.get("claims", ())}
    ties = [data for _, _, key, data in keyed(graph) if key in behind]
    bare = sum("start_earliest" in tie and not days_of(tie) for tie in ties)
    return f"{bare} of {len(ties)} ties have no date and may have held at any time." * bool(bare)
