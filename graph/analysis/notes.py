"""What every result says of the network it is about, and what to say when there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...errors import ProjectionError
from ..network import weighing

if TYPE_CHECKING:
    import networkx as nx


def about(
    graph: nx.Graph[Any],
    dyads: nx.Graph[Any],
    *,
    directed: bool = False,
    weighted: bool = False,
) -> tuple[str, ...]:
    """The projection in words, the size of the network, and how its ties were counted.

    Parameters
    ----------
    graph : networkx graph
        What the caller gave.
    dyads : networkx graph
        Its simple form, which was measured.
    """
    direction = "direction counted" if directed else "direction not counted"
    weight = f"weight: {weighing(graph)}" if weighted else "number of claims not counted"
    return (
        str(dyads.graph.get("projection", "A graph of the caller's.")),
        f"{dyads.number_of_nodes()} nodes, {dyads.number_of_edges()} dyads; one edge a dyad, "
        f"{direction}, {weight}.",
    )


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
    """The end of a message: how many claims which filter removed, and when they hold."""
    removed = graph.graph.get("left_out") or {}
    if not removed:
        return ""
    parts = ", ".join(f"{n} by {what}" for what, n in sorted(removed.items()))
    dates = graph.graph.get("dates_left_out")
    held = f" (those left out by date alone: {dates})" if dates else ""
    return f"; claims left out: {parts}. Loosen one of these{held}"
