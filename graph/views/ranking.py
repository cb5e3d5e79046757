"""The tables of ranks that a page has beside the network."""

from __future__ import annotations

from typing import Any

from ...errors import ProjectionError
from ..analysis.intervals import rank_intervals
from ..knowledge import KnowledgeGraph
from ..network import ACTORS
from ..table import Table

#: So often is the record drawn for the intervals: enough for whole ranks.
DRAWS = 200

#: Above so many claims, drawing takes longer than making the page.
MOST_CLAIMS = 5_000


def ranking(kg: KnowledgeGraph, **choices: Any) -> tuple[Table, ...]:
    """Ranks of organisations and persons in a network, with intervals.

    Parameters
    ----------
    kg : KnowledgeGraph
    **choices
        As in `insurgraph.graph.network.Projection`. Kinds do not count: ranks are of actors.

    Returns
    -------
    tuple of Table
        One; none where no co-operative tie is left to rank by, or there are too many claims.

    Examples
    --------
    >>> import insurgraph as ig
    >>> [table.title for table in ranking(ig.load(), on="2016")]
    ['Ranks with intervals']
    """
    if len(kg) > MOST_CLAIMS:
        return ()
    try:
        return (rank_intervals(kg, draws=DRAWS, **(choices | {"kinds": ACTORS})),)
    except ProjectionError:
        return ()
