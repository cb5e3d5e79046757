"""Communities: groups of actors with more ties among themselves than chance would give.

The method of V. D. Blondel, J.-L. Guillaume, R. Lambiotte & E. Lefebvre (2008,
10.1088/1742-5468/2008/10/P10008; networkx's implementation), which looks for the division with the
highest modularity

.. math:: Q = \\sum_c \\left[ \\frac{e_c}{m} - \\gamma \\left( \\frac{k_c}{2 m} \\right)^2 \\right]

with :math:`e_c` ties inside a community, :math:`k_c` the sum of its degrees, :math:`m` ties in all
and :math:`\\gamma` the resolution. It depends on the order in which nodes are visited, so it is run
with many seeds: the division with the highest modularity is given, and for each actor how many of
the runs put it together with the others of its community. Divisions are compared by the index of
W. M. Rand (1971, 10.1080/01621459.1971.10482356), the share of pairs on which two agree.

What is assumed
---------------
*Direction* does not count. *Sign*: co-operative ties unless the projection says otherwise.
*Multiplicity*: one edge a dyad; its weight counts only with ``weighted=True``. *Time*: as the
projection says.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from ...errors import ArgumentError, ProjectionError
from ..network import simple, weighing
from ..table import Column, Table
from .notes import because, undated

if TYPE_CHECKING:
    import networkx as nx


def communities(
    graph: nx.Graph[Any],
    *,
    runs: int = 50,
    seed: int = 0,
    resolution: float = 1.0,
    weighted: bool = False,
) -> Table:
    """Communities by the Louvain method, with their stability over seeds.

    Parameters
    ----------
    graph : networkx graph
        From `KnowledgeGraph.network`, or of the caller's own.
    runs : int
        How many seeds: `seed`, `seed` + 1, ...
    seed : int
    resolution : float
        Above 1 smaller communities, below 1 larger.
    weighted : bool
        Whether the weights of the simple form count.

    Returns
    -------
    Table
        ``community`` (1 is the largest), ``id``, ``name``, ``kind``, ``stability`` (mean share of
        the runs in which it is together with another of its community; 1 when it is alone), ordered
        by community, then stability.

    Raises
    ------
    ArgumentError
        If `runs` is less than 1 or the resolution not above 0.
    ProjectionError
        If the graph has no tie.

    Examples
    --------
    >>> import networkx as nx
    >>> t = communities(nx.barbell_graph(4, 0), runs=5)
    >>> [sorted(r["id"] for r in t if r["community"] == c) for c in (1, 2)]
    [['0', '1', '2', '3'], ['4', '5', '6', '7']]
    """
    if runs < 1:
        raise ArgumentError(f"runs is 1 or more, not {runs}")
    if resolution <= 0:
        raise ArgumentError(f"resolution is above 0, not {resolution}")
    dyads = simple(graph)
    if not dyads.number_of_edges():
        raise ProjectionError(f"no ties are left to divide{because(graph)}")
    weight = "weight" if weighted else None
    found = [_run(dyads, number, weight, resolution) for number in range(seed, seed + runs)]
    best, chosen = max(found, key=lambda run: run[0])
    order = {n: i for i, n in enumerate(dyads)}
    together = _together([parts for _, parts in found])
    rows = [
        (
            number,
            str(node),
            str(dyads.nodes[node].get("name", node)),
            str(dyads.nodes[node].get("kind", "")),
            _stability(node, part, together, runs),
        )
        for number, part in enumerate(
            sorted(chosen, key=lambda p: (-len(p), min(order[n] for n in p))), start=1
        )
        for node in part
    ]
    columns = (
        Column("community", "1 is the largest"),
        Column("id", "entity"),
        Column("name", "its preferred name"),
        Column("kind", "its kind"),
        Column("stability", "mean share of runs together with another of its community"),
    )
    qualities = [q for q, _ in found]
    agreement = _agreement(len(dyads), together, runs)
    notes = (
        str(graph.graph.get("projection", "A graph of the caller's.")),
        f"{len(dyads)} nodes, {dyads.number_of_edges()} dyads"
        + (f", weight: {weighing(dyads)}" if weighted else "")
        + f"; {len(chosen)} communities, modularity {best:.4f}.",
        f"{runs} runs from seed {seed}: modularity {min(qualities):.4f} to {max(qualities):.4f}, "
        f"two runs agree on {agreement:.1%} of pairs on average.",
        undated(graph, dyads),
    )
    ordered = sorted(rows, key=lambda r: (r[0], -r[4], r[1]))
    return Table.of(columns, ordered, "Communities", filter(None, notes))


def _run(
    dyads: nx.Graph[Any], seed: int, weight: str | None, resolution: float
) -> tuple[float, list[frozenset[Any]]]:
    """One division, after its modularity."""
    import networkx as nx

    parts = nx.community.louvain_communities(dyads, weight=weight, resolution=resolution, seed=seed)
    quality = nx.community.modularity(dyads, parts, weight=weight, resolution=resolution)
    return round(quality, 12), [frozenset(part) for part in parts]


def _together(runs: list[list[frozenset[Any]]]) -> dict[frozenset[Any], int]:
    """In how many runs two nodes are in one community."""
    count: dict[frozenset[Any], int] = {}
    for parts in runs:
        for part in parts:
            for pair in combinations(part, 2):
                key = frozenset(pair)
                count[key] = count.get(key, 0) + 1
    return count


def _stability(
    node: Any, part: frozenset[Any], together: dict[frozenset[Any], int], runs: int
) -> float:
    others = [n for n in part if n != node]
    if not others:
        return 1.0
    return sum(together.get(frozenset((node, n)), 0) for n in others) / len(others) / runs


def _agreement(nodes: int, together: dict[frozenset[Any], int], runs: int) -> float:
    """Mean index of Rand over all pairs of runs: pairs of nodes on which two runs agree."""
    pairs, compared = nodes * (nodes - 1) // 2, runs * (runs - 1) // 2
    if not pairs or not compared:
        return 1.0
    differ = sum(c * (runs - c) for c in together.values())
    return 1 - differ / (pairs * compared)
