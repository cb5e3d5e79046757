"""Shortest-path measures beside networkx, on one random network of 2,000 nodes and 8,000 edges.

Run by `make bench`. Both are timed in this one run, and what they find is compared.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import networkx as nx

from insurgraph.graph.analysis import paths
from insurgraph.graph.analysis.ensemble import Ensemble, Floats

NODES, EDGES, SEED = 2000, 8000, 1

MEASURES: tuple[tuple[str, Callable[[Ensemble], Floats], Callable[[Any], Any]], ...] = (
    ("betweenness", paths.betweenness, nx.betweenness_centrality),
    ("closeness", paths.closeness, nx.closeness_centrality),
    ("edge betweenness", paths.edge_betweenness, nx.edge_betweenness_centrality),
)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def main() -> None:
    graph = nx.gnm_random_graph(NODES, EDGES, seed=SEED)
    paths.closeness(Ensemble.of(nx.path_graph(100)))  # imports are not what is measured
    paths.betweenness(Ensemble.of(nx.path_graph(100)))
    print(f"{NODES} nodes, {EDGES} edges, networkx {nx.__version__}")
    for name, ours, theirs in MEASURES:
        mine, values = timed(lambda ours=ours: ours(Ensemble.of(graph)))
        networkx, expected = timed(lambda theirs=theirs: theirs(graph))
        off = max(abs(a - b) for a, b in zip(values[:, 0], expected.values(), strict=True))
        print(
            f"{name:<18}{mine:8.3f} s  networkx {networkx:7.2f} s  {networkx / mine:7.1f} times, "
            f"largest difference {off:.0e}"
        )


if __name__ == "__main__":
    main()
