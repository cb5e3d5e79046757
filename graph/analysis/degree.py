"""Degree: how many others an actor is tied to.

Of an undirected network of :math:`n` actors with the adjacency matrix :math:`A`,

.. math:: C_D(i) = \\frac{1}{n - 1} \\sum_j [A_{ij} > 0]

In-degree counts those who tie themselves to the actor, out-degree those the actor ties itself to.
Strength adds up the weights of the ties in place of counting them.

*Direction*: degree and strength ignore it, in- and out-degree are about nothing else (an
undirected tie counts both ways). *Sign*: whatever the projection let through; pooled signs make
no sense of it. *Multiplicity*: one tie a dyad; strength is what takes several claims into
account. *Time*: ties of the days that the projection is about, however long they lasted.

L. C. Freeman, Centrality in social networks: conceptual clarification, Social Networks 1 (1978)
215-239, 10.1016/0378-8733(78)90021-7. Strength: A. Barrat et al., The architecture of complex
weighted networks, PNAS 101 (2004) 3747-3752, 10.1073/pnas.0400087101.
"""

from __future__ import annotations

import numpy as np

from .ensemble import Ensemble, Floats


def degree(networks: Ensemble) -> Floats:
    """Share of the other actors that one is tied to.

    Examples
    --------
    >>> import networkx as nx
    >>> degree(Ensemble.of(nx.star_graph(4)))[:, 0].tolist()
    [1.0, 0.25, 0.25, 0.25, 0.25]
    """
    return in_degree(networks)


def in_degree(networks: Ensemble) -> Floats:
    """Share of the other actors that tie themselves to one.

    Examples
    --------
    >>> import networkx as nx
    >>> in_degree(Ensemble.of(nx.DiGraph([(0, 1), (2, 1)]), directed=True))[:, 0].tolist()
    [0.0, 1.0, 0.0]
    """
    frame = networks.frame
    return _share(networks, frame.into @ networks.present[frame.arcs.tie].astype(float))


def out_degree(networks: Ensemble) -> Floats:
    """Share of the other actors that one ties oneself to.

    Examples
    --------
    >>> import networkx as nx
    >>> out_degree(Ensemble.of(nx.DiGraph([(0, 1), (2, 1)]), directed=True))[:, 0].tolist()
    [0.5, 0.0, 0.5]
    """
    frame = networks.frame
    return _share(networks, frame.out_of @ networks.present[frame.arcs.tie].astype(float))


def strength(networks: Ensemble) -> Floats:
    """Sum of the weights of one's ties.

    Examples
    --------
    >>> import networkx as nx
    >>> g = nx.Graph()
    >>> g.add_edge("a", "b", weight=3)
    >>> g.add_edge("b", "c", weight=2)
    >>> strength(Ensemble.of(g, weighted=True))[:, 0].tolist()
    [3.0, 5.0, 2.0]
    """
    return networks.received(np.ones(networks.shape))


def _share(networks: Ensemble, count: Floats) -> Floats:
    return count / max(1, len(networks.frame) - 1)
