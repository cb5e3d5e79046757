"""Structural holes: whether one's contacts are contacts of each other.

With :math:`p_{ij}` for the share of :math:`i`'s ties (by weight) that goes to :math:`j`, and
:math:`m_{jq}` for the weight of the tie of :math:`j` and :math:`q` over the largest weight of a tie
of :math:`j`,

.. math::

    C(i) = \\sum_{j \\in N(i)} \\Bigl( p_{ij} + \\sum_{q} p_{iq} \\, p_{qj} \\Bigr)^2,
    \\qquad
    E(i) = \\sum_{j \\in N(i)} \\Bigl( 1 - \\sum_{q} p_{iq} \\, m_{jq} \\Bigr)

*Constraint* is high where all depends on few contacts who know each other: low values are the
free position, and rank 1 is the lowest. *Effective size* is the number of contacts less their mean
number of ties among themselves (without weights: :math:`k - 2 t / k`). Neither is defined for an
actor without ties: not a number, last in rank.

*Direction* is ignored. *Sign*: contacts are allies; keep hostile ties apart. *Multiplicity*: one
tie a dyad; weights when told to. *Time*: as `paths`.

R. S. Burt, Structural holes (1992), 10.4159/9780674029095; S. P. Borgatti, Structural holes:
unpacking Burt's redundancy measures, Connections 20 (1997) 35-38.
"""

from __future__ import annotations

from itertools import permutations

import numpy as np

from .ensemble import Ensemble, Floats, incidence, ratio


def constraint(networks: Ensemble) -> Floats:
    """Burt's constraint.

    Examples
    --------
    >>> import networkx as nx
    >>> constraint(Ensemble.of(nx.path_graph(3)))[:, 0].tolist()
    [1.0, 0.5, 1.0]
    """
    frame = networks.frame
    share = _share(networks)
    indirect = np.zeros_like(share)
    for actors, ties in frame.triangles():
        for i, j, q in permutations(range(3)):
            ij = frame.arc_of(ties[:, q], actors[:, i])
            iq = frame.arc_of(ties[:, j], actors[:, i])
            qj = frame.arc_of(ties[:, i], actors[:, q])
            indirect += incidence(ij, len(indirect)) @ (share[iq] * share[qj])
    invested = np.where(share > 0, share + indirect, 0) ** 2
    return _undefined_alone(networks, frame.out_of @ invested)


def effective_size(networks: Ensemble) -> Floats:
    """Effective size of one's circle of contacts.

    Examples
    --------
    >>> import networkx as nx
    >>> effective_size(Ensemble.of(nx.lollipop_graph(3, 1)))[:, 0].round(3).tolist()
    [1.0, 1.0, 2.333, 1.0]
    """
    frame = networks.frame
    share = _share(networks)
    largest = np.zeros(networks.shape)
    for _, head, tie in frame.rounds:  # undirected: every arc has its opposite
        largest[head] = np.maximum(largest[head], networks.weight[tie])
    beside = largest[frame.arcs.tail]
    marginal = ratio(networks.along, beside)
    size: Floats = frame.out_of @ networks.present[frame.arcs.tie].astype(float)
    for actors, ties in frame.triangles():
        for i, j, q in permutations(range(3)):
            iq = frame.arc_of(ties[:, j], actors[:, i])
            jq = frame.arc_of(ties[:, i], actors[:, j])
            there = networks.present[ties[:, q]]
            size -= incidence(actors[:, i], len(size)) @ (share[iq] * marginal[jq] * there)
    return _undefined_alone(networks, size)


def _share(networks: Ensemble) -> Floats:
    """Share of an actor's ties that each of them is, arcs x networks."""
    total = (networks.frame.out_of @ networks.along)[networks.frame.arcs.tail]
    return ratio(networks.along, total)


def _undefined_alone(networks: Ensemble, values: Floats) -> Floats:
    frame = networks.frame
    alone = (frame.out_of @ networks.present[frame.arcs.tie].astype(float)) == 0
    return np.where(alone, np.nan, values)
