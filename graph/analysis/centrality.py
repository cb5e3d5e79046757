"""Centralities: who stands where in the network of a projection.

All are computed by networkx on the simple undirected graph of the ties (`network.simple`): one
edge a dyad, however many claims support it, so that an actor does not become central by being
written about often. A rank is a statement about the record, not about the world.

=============  =====================================================================================
measure        definition and source
=============  =====================================================================================
degree         share of the other actors one is tied to (Freeman 1978, 10.1016/0378-8733(78)90021-7)
betweenness    share of shortest paths between others that one lies on (Freeman 1977,
               10.2307/3033543); normalised, ends not counted
closeness      inverse mean distance to those one can reach, scaled by how many they are (Wasserman
               & Faust 1994, 10.1017/CBO9780511815478), so that components compare
eigenvector    being tied to those who are central (Bonacich 1972, 10.1080/0022250X.1972.9989806),
               within the largest component; 0 outside it
pagerank       the same with damping 0.85 (Brin & Page 1998, 10.1016/S0169-7552(98)00110-X)
=============  =====================================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ...errors import NotFoundError, ProjectionError
from ..network import simple
from ..table import Column, Table
from ..vocabulary import nearest

if TYPE_CHECKING:
    import networkx as nx

Scores = Mapping[Any, float]


def centrality(graph: nx.Graph[Any], measures: str | Sequence[str] = ()) -> Table:
    """Centralities of every node, with ranks.

    Parameters
    ----------
    graph : networkx graph
        From `KnowledgeGraph.network`, or any networkx graph of your own; direction, multiplicity
        and weights do not count.
    measures : str or sequence of str
        Some of `MEASURES`; all of them when empty.

    Returns
    -------
    Table
        ``id``, ``name``, ``kind``, then for each measure its value and ``<measure>_rank``
        (1 is highest; equal values share the better rank), ordered by the first measure's rank,
        then id. The notes say what the network is.

    Raises
    ------
    NotFoundError
        If there is no such measure.
    ProjectionError
        If the graph has no node.

    Examples
    --------
    >>> import networkx as nx
    >>> t = centrality(nx.star_graph(3), ["degree", "betweenness"])
    >>> t.rows[0]
    ('0', '0', '', 1.0, 1, 1.0, 1)
    """
    chosen = (measures,) if isinstance(measures, str) else tuple(measures)
    for name in chosen:
        if name not in MEASURES:
            raise NotFoundError(
                f"no measure {name!r}{nearest(name, MEASURES)}; there are {', '.join(MEASURES)}"
            )
    dyads = simple(graph)
    if not dyads:
        raise ProjectionError(f"no ties are left to measure{_left_out(graph)}")
    scores = {name: MEASURES[name](dyads) for name in chosen or MEASURES}
    ranks = {name: _ranks(values) for name, values in scores.items()}
    first = next(iter(ranks.values()))
    rows = [
        (
            str(node),
            str(data.get("name", node)),
            str(data.get("kind", "")),
            *(x for name in scores for x in (float(scores[name][node]), ranks[name][node])),
        )
        for node, data in sorted(dyads.nodes(data=True), key=lambda n: (first[n[0]], str(n[0])))
    ]
    columns = [Column("id", "entity"), Column("name", "its preferred name"), Column("kind", "")]
    for name in scores:
        columns += [Column(name, _MEANING[name]), Column(f"{name}_rank", "1 is highest")]
    notes = (
        str(graph.graph.get("projection", "A graph of the caller's.")),
        f"{dyads.number_of_nodes()} nodes, {dyads.number_of_edges()} dyads; one edge a dyad, "
        "direction and number of claims not counted.",
    )
    return Table.of(columns, rows, "Centrality", notes)


def _left_out(graph: nx.Graph[Any]) -> str:
    removed = graph.graph.get("left_out") or {}
    if not removed:
        return ""
    parts = ", ".join(f"{n} by {what}" for what, n in sorted(removed.items()))
    return f"; claims left out: {parts}. Loosen one of these"


def _ranks(values: Scores) -> dict[Any, int]:
    """Competition ranks: equal values (to 12 digits) share the better one."""
    ranks: dict[Any, int] = {}
    ordered = sorted(values, key=lambda n: -values[n])
    for position, node in enumerate(ordered, start=1):
        before = ordered[position - 2] if position > 1 else None
        same = before is not None and abs(values[before] - values[node]) <= 1e-12
        ranks[node] = ranks[before] if same else position
    return ranks


def _degree(graph: nx.Graph[Any]) -> Scores:
    import networkx as nx

    return nx.degree_centrality(graph) if len(graph) > 1 else dict.fromkeys(graph, 0.0)


def _betweenness(graph: nx.Graph[Any]) -> Scores:
    import networkx as nx

    return nx.betweenness_centrality(graph)


def _closeness(graph: nx.Graph[Any]) -> Scores:
    import networkx as nx

    return nx.closeness_centrality(graph)


def _eigenvector(graph: nx.Graph[Any]) -> Scores:
    """Of the largest component (the first of equals, in node order); elsewhere it is undefined."""
    import networkx as nx

    largest = max(nx.connected_components(graph), key=len)
    scores = dict.fromkeys(graph, 0.0)
    if len(largest) > 2:
        part = graph.copy()  # a subgraph would be in another order every time
        part.remove_nodes_from([n for n in graph if n not in largest])
        scores.update(nx.eigenvector_centrality_numpy(part))
    elif len(largest) == 2:
        scores.update(dict.fromkeys(largest, 0.5**0.5))
    return scores


def _pagerank(graph: nx.Graph[Any]) -> Scores:
    import networkx as nx

    return nx.pagerank(graph, alpha=0.85, weight=None)


MEASURES: Mapping[str, Callable[[nx.Graph[Any]], Scores]] = {
    "degree": _degree,
    "betweenness": _betweenness,
    "closeness": _closeness,
    "eigenvector": _eigenvector,
    "pagerank": _pagerank,
}
"""Every measure by name."""

_MEANING = {
    "degree": "share of the other actors it is tied to",
    "betweenness": "share of shortest paths between others that it lies on",
    "closeness": "inverse mean distance, scaled by how many it reaches",
    "eigenvector": "ties to those who are central",
    "pagerank": "the same, damped (0.85)",
}
