"""All measures of 1,000 draws of the curated record, beside the obvious loop over networkx.

Run by `make bench`. The loop makes a networkx graph of each draw and asks it for every measure; it
is given the first of the same draws, and what both find is compared.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from math import isnan
from typing import Any

import networkx as nx
import numpy as np

import insurgraph as ig
from insurgraph.graph.analysis.centrality import MEASURES
from insurgraph.graph.analysis.intervals import draw, measured
from insurgraph.graph.analysis.support import Support
from insurgraph.graph.confidence import Confidence

DRAWS, LOOPED, SEED = 1000, 50, 0


def eigenvector(graph: nx.Graph[int]) -> Mapping[int, float]:
    part = max(nx.connected_components(graph), key=len)
    found = dict.fromkeys(graph, 0.0)
    if len(part) > 2:
        return found | nx.eigenvector_centrality_numpy(graph.subgraph(sorted(part)))
    return found | dict.fromkeys(part, 0.5**0.5 if len(part) == 2 else 0.0)


def katz(graph: nx.Graph[int]) -> Mapping[int, float]:
    alpha = 1 / (1 + max(d for _, d in graph.degree()))
    return nx.katz_centrality_numpy(graph, alpha=alpha)


def articulation(graph: nx.Graph[int]) -> Mapping[int, float]:
    points = set(nx.articulation_points(graph))
    return {n: float(n in points) for n in graph}


def bridges(graph: nx.Graph[int]) -> Mapping[int, float]:
    found = list(nx.bridges(graph))
    return {n: float(sum(n in b for b in found)) for n in graph}


LOOP: Mapping[str, Callable[[Any], Mapping[int, float]]] = {
    "degree": nx.degree_centrality,
    "betweenness": nx.betweenness_centrality,
    "closeness": nx.closeness_centrality,
    "eigenvector": eigenvector,
    "pagerank": lambda g: nx.pagerank(g, tol=1e-12, max_iter=1000),
    "in_degree": nx.in_degree_centrality,
    "out_degree": nx.out_degree_centrality,
    "strength": lambda g: dict(g.degree()),
    "harmonic": nx.harmonic_centrality,
    "katz": katz,
    "hubs": lambda g: nx.hits(g)[0],
    "authorities": lambda g: nx.hits(g)[1],
    "core": nx.core_number,
    "clustering": nx.clustering,
    "articulation": articulation,
    "bridges": bridges,
    "constraint": nx.constraint,
    "effective_size": nx.effective_size,
}

#: Where networkx takes any one of several solutions, or stops early.
UNCOMPARED = ("hubs", "authorities", "eigenvector")


def graphs(support: Support, kept: Any) -> tuple[nx.Graph[int], nx.DiGraph[int]]:
    """One draw, as anybody would make it."""
    place = {actor: n for n, actor in enumerate(support.actors)}
    plain: nx.Graph[int] = nx.Graph()
    arcs: nx.DiGraph[int] = nx.DiGraph()
    for graph in (plain, arcs):
        graph.add_nodes_from(place.values())
    for claim, there in zip(support.claims, kept, strict=True):
        if there:
            u, v = place[claim.subject], place[claim.object]
            plain.add_edge(u, v)
            arcs.add_edge(u, v)
            if not support.kg.relation(claim).directed:
                arcs.add_edge(v, u)
    return plain, arcs


def loop(support: Support, kept: Any) -> dict[str, Any]:
    found: dict[str, list[list[float]]] = {name: [] for name in LOOP}
    for column in kept.T:
        plain, arcs = graphs(support, column)
        for name, measure in LOOP.items():
            values = measure(arcs if MEASURES[name].direction == "counted" else plain)
            found[name].append([values[n] for n in range(len(plain))])
    return {name: np.array(values).T for name, values in found.items()}


def difference(one: Any, other: Any) -> float:
    return max(
        0.0 if isnan(a) and isnan(b) else abs(a - b)
        for a, b in zip(one.ravel(), other.ravel(), strict=True)
    )


def main() -> None:
    kg = ig.load()
    draw(kg, "all", draws=2)  # imports are not what is measured
    start = time.perf_counter()
    drawn = draw(kg, "all", draws=DRAWS, seed=SEED)
    mine = time.perf_counter() - start
    support = Support.of(kg)
    chances = np.array([Confidence().of_claim(kg, c.id) for c in support.claims])
    kept = np.random.default_rng(SEED).random((len(chances), LOOPED)) < chances[:, None]
    ours = measured(support.ties, list(MEASURES.values()), kept)
    start = time.perf_counter()
    theirs = loop(support, kept)
    networkx = (time.perf_counter() - start) / LOOPED * DRAWS
    off = max(difference(ours[n], theirs[n]) for n in LOOP if n not in UNCOMPARED)
    print(
        f"{DRAWS} draws of all {len(MEASURES)} measures, {len(support.actors)} actors, "
        f"{len(support.claims)} claims: {mine:.2f} s with ranks; loop over networkx "
        f"{networkx:.1f} s ({LOOPED} draws timed); {networkx / mine:.0f} times, "
        f"largest difference {off:.0e}"
    )
    del drawn


if __name__ == "__main__":
    main()
