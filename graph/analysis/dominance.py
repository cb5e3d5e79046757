"""Dominance: what every reasonable centrality agrees on.

Actor :math:`j` *dominates* :math:`i` when all who are tied to :math:`i` are tied to :math:`j` too:

.. math:: i \\preceq j \\iff N(i) \\subseteq N[j]

with the neighbours :math:`N(i)` and :math:`N[j] = N(j) \\cup \\{j\\}`. Degree, closeness, harmonic
and eigenvector centrality, Katz's and betweenness all respect this preorder: they never place
:math:`i` above :math:`j`. (PageRank, clustering and the measures of structural holes need not.) It
leaves most pairs open, and that is the point: between the best rank an actor can have,
one behind all who strictly dominate it, and the worst, ahead of all it strictly dominates, any
ranking is some index's ranking. Equal actors (each dominates the other) share a rank. An index
that does not tell a dominated actor from its dominator, as betweenness may with those who lie on
no path, can fall out of the bounds by that tie alone.

*Direction* is ignored. *Sign*: neighbours are allies; keep hostile ties apart. *Multiplicity*: one
tie a dyad, no weights. *Time*: as `paths`.

D. Schoch, U. Brandes, Re-conceptualizing centrality in social networks, Eur. J. Appl. Math. 27
(2016) 971-985, 10.1017/S0956792516000401. Rank intervals: D. Schoch, Centrality without indices,
Social Networks 54 (2018) 50-60, 10.1016/j.socnet.2017.12.003, and the R package netrankr, whose
ranks count from below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ..network import simple
from ..table import Column, Table
from .ensemble import Ensemble, Flags, Ints
from .notes import about, ensure_ties

if TYPE_CHECKING:
    import networkx as nx


def dominance(graph: nx.Graph[Any]) -> Table:
    """How many each actor dominates, and the ranks it can have under any index.

    Parameters
    ----------
    graph : networkx graph
        From `KnowledgeGraph.network`, or of the caller's own.

    Returns
    -------
    Table
        ``id``, ``name``, ``kind``, ``degree`` (number of others it is tied to), ``dominates`` and
        ``dominated_by`` (numbers of actors, strictly), ``equal`` (to it in this respect),
        ``highest`` and ``lowest`` (rank, 1 is most central); ordered by these two.

    Raises
    ------
    ProjectionError
        If no ties are left.

    Examples
    --------
    >>> import networkx as nx
    >>> t = dominance(nx.star_graph(3))
    >>> t.rows[0]
    ('0', '0', '', 3, 3, 0, 0, 1, 1)
    """
    dyads = simple(graph)
    ensure_ties(graph, dyads)
    network = Ensemble.of(dyads)
    below = inclusion(network)
    strictly, equal = below & ~below.T, below & below.T
    highest, lowest = rank_bounds(network)
    rows = [
        (
            str(node), str(data.get("name", node)), str(data.get("kind", "")), dyads.degree(node),
            int(strictly[:, n].sum()), int(strictly[n].sum()), int(equal[n].sum()),
            int(highest[n]), int(lowest[n]),
        )
        for n, (node, data) in enumerate(dyads.nodes(data=True))
    ]  # fmt: skip
    rows.sort(key=lambda row: (row[7], row[8], row[0]))
    columns = (
        Column("id", "entity"),
        Column("name", "its preferred name"),
        Column("kind", "of the entity"),
        Column("degree", "number of others it is tied to"),
        Column("dominates", "actors all of whose ties it has too, and not the other way round"),
        Column("dominated_by", "actors that have all its ties too, and more"),
        Column("equal", "actors that dominate it and are dominated by it"),
        Column("highest", "best rank under any index that respects dominance; 1 is highest"),
        Column("lowest", "worst rank under any such index"),
    )
    pairs = len(dyads) * (len(dyads) - 1) // 2
    ordered = int(np.triu(below | below.T, 1).sum())
    share = f"{ordered} of {pairs} pairs of actors are ordered before any index is chosen"
    share += f" ({ordered / pairs:.0%})." if pairs else "."
    return Table.of(columns, rows, "Dominance", (*about(graph, dyads), share))


def inclusion(network: Ensemble) -> Flags:
    """The preorder as a matrix: whether the actor of the row is dominated by that of the column.

    Parameters
    ----------
    network : Ensemble
        Undirected; its first network counts.

    Examples
    --------
    >>> import networkx as nx
    >>> inclusion(Ensemble.of(nx.path_graph(3))).astype(int).tolist()
    [[0, 1, 1], [0, 0, 0], [1, 1, 0]]
    """
    from scipy.sparse import csr_array, eye_array

    size = len(network.frame)
    tail, head, tie = network.frame.arcs
    there = network.present[tie, 0]
    ones = np.ones(int(there.sum()), dtype=np.int64)
    ties = csr_array((ones, (tail[there], head[there])), shape=(size, size))
    shared = (ties @ (ties + eye_array(size, dtype=np.int64, format="csr"))).toarray()
    found: Flags = shared == ties.sum(axis=1)[:, None]
    np.fill_diagonal(found, val=False)
    return found


def rank_bounds(network: Ensemble) -> tuple[Ints, Ints]:
    """Best and worst rank of every actor under any index that respects dominance.

    Examples
    --------
    >>> import networkx as nx
    >>> best, worst = rank_bounds(Ensemble.of(nx.path_graph(4)))
    >>> best.tolist(), worst.tolist()
    ([3, 1, 1, 3], [4, 2, 2, 4])
    """
    below = inclusion(network)
    strictly, equal = below & ~below.T, below & below.T
    best: Ints = 1 + strictly.sum(axis=1)
    worst: Ints = len(below) - strictly.sum(axis=0) - equal.sum(axis=1)
    return best, worst
