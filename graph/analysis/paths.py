"""Paths: who lies between others, and who is near to them.

With :math:`\\sigma(s, t)` shortest paths from :math:`s` to :math:`t`, of which
:math:`\\sigma(s, t \\mid v)` pass through :math:`v` and :math:`d(s, t)` is the length,

.. math::

    C_B(v) = \\frac{1}{N} \\sum_{s \\ne v \\ne t} \\frac{\\sigma(s, t \\mid v)}{\\sigma(s, t)},
    \\qquad
    C_C(v) = \\frac{r}{n - 1} \\cdot \\frac{r}{\\sum_{s} d(s, v)},
    \\qquad
    C_H(v) = \\sum_{s \\ne v} \\frac{1}{d(s, v)}

where :math:`N` is the number of pairs of others, :math:`n` that of actors, and :math:`r` that of
those who can reach :math:`v`; nobody who cannot counts in any sum.

*Direction*: ignored unless it is told to count; then paths follow it, and closeness is that of
others *to* the actor. *Sign*: a path through a rival is none: keep hostile ties apart.
*Multiplicity*: one tie a dyad; when weights count, a tie is as long as the inverse of its weight
(Newman 2001, 10.1103/PhysRevE.64.016132). *Time*: all ties count as if they held at once; over a
long period a path may lead through ties that never did. Ask for a day, or a short period.

Betweenness: L. C. Freeman, A set of measures of centrality based on betweenness, Sociometry 40
(1977) 35-41, 10.2307/3033543; computed as in U. Brandes, A faster algorithm for betweenness
centrality, J. Math. Sociol. 25 (2001) 163-177, 10.1080/0022250X.2001.9990249. Of ties: M. Girvan,
M. E. J. Newman, Community structure in social and biological networks, PNAS 99 (2002) 7821-7826,
10.1073/pnas.122653799. Closeness of a disconnected network: S. Wasserman, K. Faust, Social network
analysis (1994), 10.1017/CBO9780511815478, equation 5.22. Harmonic: M. Marchiori, V. Latora, Harmony
in the small-world, Physica A 285 (2000) 539-546, 10.1016/S0378-4371(00)00311-3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .ensemble import BLOCK, Ensemble, Floats, ratio

if TYPE_CHECKING:
    import networkx as nx


#: Actors from which on all cores count the paths of one network together. They add up in any order,
#: so values agree to some fifteen digits then; of smaller networks they are the same bit for bit.
_TOGETHER = 2000


def betweenness(networks: Ensemble) -> Floats:
    """Share of the shortest paths between others that lead through one; ends do not count.

    Counted by rustworkx; by networkx, and slowly, when weights count.

    Examples
    --------
    >>> import networkx as nx
    >>> betweenness(Ensemble.of(nx.path_graph(4)))[:, 0].round(3).tolist()
    [0.0, 0.667, 0.667, 0.0]
    """
    import rustworkx as rx

    out = np.zeros(networks.shape)
    for network in range(len(networks)):
        if networks.weighted:
            import networkx as nx

            found = nx.betweenness_centrality(_lengths(networks, network), weight="length")
            out[:, network] = [found[n] for n in range(len(networks.frame))]
        else:
            counted = rx.betweenness_centrality(
                networks.compiled[network], parallel_threshold=_TOGETHER
            )
            out[:, network] = list(counted.values())
    return out


def edge_betweenness(networks: Ensemble) -> Floats:
    """Share of all shortest paths that lead along a tie, ties x networks.

    Examples
    --------
    >>> import networkx as nx
    >>> edge_betweenness(Ensemble.of(nx.path_graph(3)))[:, 0].round(3).tolist()
    [0.667, 0.667]
    """
    import rustworkx as rx

    out = np.zeros(networks.weight.shape)
    for network in range(len(networks)):
        there = np.flatnonzero(networks.present[:, network])
        if networks.weighted:
            import networkx as nx

            found = nx.edge_betweenness_centrality(_lengths(networks, network), weight="length")
            ends = zip(networks.frame.tail.tolist(), networks.frame.head.tolist(), strict=True)
            of_ends = [found[e] if e in found else found.get(e[::-1], 0.0) for e in ends]
            out[:, network] = of_ends
        else:
            counted = rx.edge_betweenness_centrality(
                networks.compiled[network], parallel_threshold=_TOGETHER
            )
            out[there, network] = list(counted.values())
    return out


def closeness(networks: Ensemble) -> Floats:
    """Inverse mean distance of those who can reach one, scaled by their share of all others.

    Examples
    --------
    >>> import networkx as nx
    >>> closeness(Ensemble.of(nx.path_graph(3)))[:, 0].round(3).tolist()
    [0.667, 1.0, 0.667]
    """
    others, distance, _ = _distances(networks)
    share = others / max(1, len(networks.frame) - 1)
    return ratio(share * others, distance)


def harmonic(networks: Ensemble) -> Floats:
    """Sum of the inverse distances of all others to one; who cannot reach one adds nothing.

    Examples
    --------
    >>> import networkx as nx
    >>> harmonic(Ensemble.of(nx.path_graph(3)))[:, 0].tolist()
    [1.5, 2.0, 1.5]
    """
    return _distances(networks)[2]


def _distances(networks: Ensemble) -> tuple[Floats, Floats, Floats]:
    """How many reach an actor, the sum of their distances and of the inverse distances."""
    if not networks.weighted:
        others, distance, nearness, _ = networks.reach
        return others, distance, nearness
    from scipy.sparse.csgraph import dijkstra

    others, distance, nearness = np.zeros((3, *networks.shape))
    actors = np.arange(len(networks.frame))
    for network in range(len(networks)):
        lengths = networks.lengths(network).T.tocsr()  # searched from the end of the paths
        for some in np.split(actors, range(BLOCK, len(actors), BLOCK)):
            found = dijkstra(lengths, indices=some)
            found[np.arange(len(some)), some] = np.inf
            finite = np.isfinite(found)
            others[some, network] = finite.sum(axis=1)
            distance[some, network] = found.sum(axis=1, where=finite)
            nearness[some, network] = (1 / found).sum(axis=1)
    return others, distance, nearness


def _lengths(networks: Ensemble, network: int) -> nx.Graph[int]:
    """One network as a networkx graph of positions, with the ``length`` of every tie."""
    import networkx as nx

    graph: nx.Graph[int] = nx.DiGraph() if networks.frame.directed else nx.Graph()
    graph.add_nodes_from(range(len(networks.frame)))
    for tie in np.flatnonzero(networks.present[:, network]).tolist():
        ends = int(networks.frame.tail[tie]), int(networks.frame.head[tie])
        graph.add_edge(*ends, length=1 / float(networks.weight[tie, network]))
    return graph
