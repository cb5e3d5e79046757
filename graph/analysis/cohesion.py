"""Cohesion: how tightly knit the surroundings of an actor are, and what holds parts together.

* *Core number*: the largest :math:`k` such that the actor is in a part of the network in which
  everybody is tied to at least :math:`k` others of that part.
* *Clustering*: the share of pairs of one's neighbours who are tied to each other,
  :math:`2 t_i / (k_i (k_i - 1))` with :math:`t_i` triangles and :math:`k_i` neighbours; 0 with
  fewer than two. When weights count, each triangle counts the geometric mean of its three weights
  over the largest weight of the network.
* *Articulation point*: 1 for an actor without whom some others could no longer reach each other.
* *Bridges*: how many of one's ties are such that without the tie its two ends could not.

*Direction* is ignored. *Sign*: a rival is no neighbour here; keep hostile ties apart.
*Multiplicity*: one tie a dyad. *Time*: ties count as if they held at once. Articulation points
and bridges are fragile: one claim more may undo them, so read them with `intervals`.

Core: S. B. Seidman, Network structure and minimum degree, Social Networks 5 (1983) 269-287,
10.1016/0378-8733(83)90028-X. Clustering: D. J. Watts, S. H. Strogatz, Collective dynamics of
"small-world" networks, Nature 393 (1998) 440-442, 10.1038/30918; weighted: J.-P. Onnela et al.,
Intensity and coherence of motifs in weighted complex networks, Phys. Rev. E 71 (2005) 065103,
10.1103/PhysRevE.71.065103. Articulation points and bridges: R. Tarjan, Depth-first search and
linear graph algorithms, SIAM J. Comput. 1 (1972) 146-160, 10.1137/0201010.
"""

from __future__ import annotations

import numpy as np

from .ensemble import Ensemble, Flags, Floats, incidence, ratio


def core(networks: Ensemble) -> Floats:
    """Core number.

    Examples
    --------
    >>> import networkx as nx
    >>> core(Ensemble.of(nx.lollipop_graph(3, 1)))[:, 0].tolist()
    [2.0, 2.0, 2.0, 1.0]
    """
    frame = networks.frame
    there = networks.present[frame.arcs.tie].astype(float)
    inside = np.ones(networks.shape)
    out = np.zeros(networks.shape)
    k = 1
    while inside.any():
        left = (frame.into @ (there * inside[frame.arcs.tail]) >= k) * inside
        if (left == inside).all():
            out[inside > 0] = k
            k += 1
        inside = left
    return out


def clustering(networks: Ensemble) -> Floats:
    """Share of pairs of one's neighbours who are tied to each other.

    Examples
    --------
    >>> import networkx as nx
    >>> clustering(Ensemble.of(nx.lollipop_graph(3, 1)))[:, 0].round(3).tolist()
    [1.0, 1.0, 0.333, 0.0]
    """
    frame = networks.frame
    size = networks.weight / networks.weight.max(axis=0, initial=1e-300)
    size = np.cbrt(size) if networks.weighted else size
    closed = np.zeros(networks.shape)
    for actors, ties in frame.triangles():
        each = size[ties[:, 0]] * size[ties[:, 1]] * size[ties[:, 2]]
        for corner in actors.T:
            closed += incidence(corner, len(frame)) @ each
    neighbours = frame.into @ networks.present[frame.arcs.tie].astype(float)
    pairs = neighbours * (neighbours - 1)
    return ratio(2 * closed, pairs)


def articulation(networks: Ensemble) -> Floats:
    """1 for an articulation point, 0 for others.

    Examples
    --------
    >>> import networkx as nx
    >>> articulation(Ensemble.of(nx.lollipop_graph(3, 1)))[:, 0].tolist()
    [0.0, 0.0, 1.0, 0.0]
    """
    import rustworkx as rx

    out = np.zeros(networks.shape)
    for network, graph in enumerate(networks.compiled):
        out[list(rx.articulation_points(graph)), network] = 1
    return out


def bridges(networks: Ensemble) -> Floats:
    """How many of one's ties are bridges.

    Examples
    --------
    >>> import networkx as nx
    >>> bridges(Ensemble.of(nx.lollipop_graph(3, 1)))[:, 0].tolist()
    [0.0, 0.0, 1.0, 1.0]
    """
    found = bridge_ties(networks)[networks.frame.arcs.tie].astype(float)
    counted: Floats = networks.frame.into @ found
    return counted


def bridge_ties(networks: Ensemble) -> Flags:
    """Which ties are bridges, ties x networks."""
    import rustworkx as rx

    place = {
        frozenset(ends): tie
        for tie, ends in enumerate(
            zip(networks.frame.tail.tolist(), networks.frame.head.tolist(), strict=True)
        )
    }
    out = np.zeros(networks.weight.shape, dtype=bool)
    for network, graph in enumerate(networks.compiled):
        out[[place[frozenset(ends)] for ends in rx.bridges(graph)], network] = True
    return out
