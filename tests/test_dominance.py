"""The neighbourhood-inclusion preorder, and the ranks that every index agrees on."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insurgraph.errors import ProjectionError
from insurgraph.graph.analysis.centrality import MEASURES
from insurgraph.graph.analysis.dominance import dominance, inclusion, rank_bounds
from insurgraph.graph.analysis.ensemble import Ensemble
from insurgraph.graph.analysis.ranks import mean_ranked
from insurgraph.graph.model import Claim
from tests.properties import examples
from tests.records import graph_of_claims

PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=18)

#: Measures that respect the preorder (Schoch & Brandes 2016).
RESPECTFUL = ("degree", "closeness", "harmonic", "betweenness", "eigenvector", "katz")


def graph_of(pairs: list[tuple[int, int]]) -> nx.Graph[int]:
    graph: nx.Graph[int] = nx.Graph(pairs)
    graph.add_nodes_from(range(3))
    return graph


@examples(100)
@given(PAIRS)
def test_the_preorder_is_inclusion_of_neighbourhoods(pairs: list[tuple[int, int]]) -> None:
    graph = graph_of([p for p in pairs if p[0] != p[1]])
    found = inclusion(Ensemble.of(graph))
    for i, one in enumerate(graph):
        for j, other in enumerate(graph):
            expected = i != j and set(graph[one]) <= {*graph[other], other}
            assert found[i, j] == expected
    # a preorder: what dominates a dominator dominates (Schoch & Brandes 2016)
    whole = found | np.eye(len(graph), dtype=bool)
    np.testing.assert_array_equal((whole.astype(int) @ whole.astype(int)) > 0, whole)


@pytest.mark.parametrize("name", RESPECTFUL)
@examples(60)
@given(PAIRS)
def test_measures_respect_it(name: str, pairs: list[tuple[int, int]]) -> None:
    """Schoch & Brandes (2016), 10.1017/S0956792516000401: the dominated is never above."""
    network = Ensemble.of(graph_of(pairs))
    values = MEASURES[name](network)[:, 0]
    below = inclusion(network)
    assert all(values[i] <= values[j] + 1e-9 for i, j in np.argwhere(below))


@examples(60)
@given(PAIRS)
def test_ranks_of_a_strict_index_lie_within_the_bounds(pairs: list[tuple[int, int]]) -> None:
    graph = graph_of(pairs)
    network = Ensemble.of(graph)
    best, worst = rank_bounds(network)
    below = inclusion(network)
    strictly, equal = below & ~below.T, below & below.T
    # an index made to respect it: how many one strictly dominates, equals broken by their first
    first = [min([i, *np.flatnonzero(equal[i])]) for i in range(len(graph))]
    values = strictly.sum(axis=0) + 0.01 * np.array(first)
    ranks = mean_ranked(values[:, None])[:, 0] - equal.sum(axis=1) / 2  # equals share the better
    assert (best <= ranks + 1e-9).all()
    assert (ranks <= worst + 1e-9).all()


def test_eleven_nodes_and_their_intervals() -> None:
    """The intervals that the R package netrankr prints for its graph ``dbces11``.

    D. Schoch, Centrality without indices, Social Networks 54 (2018) 50-60,
    10.1016/j.socnet.2017.12.003; the vignette "Partial centrality". Ranks count from below there.
    """
    pairs = "AK BD CE CK DH EI EK FG FH FJ FK GI GJ GK HI HJ IJ"
    graph: nx.Graph[str] = nx.Graph([tuple(p) for p in pairs.split()])  # type: ignore[misc]
    printed = {
        "A": (1, 6), "B": (1, 9), "C": (2, 9), "D": (2, 11), "E": (3, 11), "F": (2, 11),
        "G": (2, 11), "H": (2, 11), "I": (1, 11), "J": (1, 11), "K": (3, 11),
    }  # fmt: skip
    table = dominance(graph)
    found = {row["id"]: (12 - row["lowest"], 12 - row["highest"]) for row in table}
    assert found == printed
    undominated = {row["id"] for row in table if row["dominated_by"] == 0}
    assert undominated == set("DEFGHIJK")


def test_florentine_families_are_mostly_open() -> None:
    """15.2 % of the pairs of families are ordered, and the Castellani are in no order at all.

    The vignette "Use case: Florentine families" of netrankr, on Padgett & Ansell (1993),
    10.1086/230190.
    """
    table = dominance(nx.florentine_families_graph())
    assert table.notes[2].startswith("16 of 105 pairs of actors are ordered")
    assert pytest.approx(0.152381, abs=1e-6) == 16 / 105
    alone = next(row for row in table if row["id"] == "Castellani")
    assert (alone["dominates"], alone["dominated_by"], alone["highest"], alone["lowest"]) == (
        0, 0, 1, 15,
    )  # fmt: skip


def test_everybody_is_in_order_in_a_threshold_graph() -> None:
    """Threshold graphs are those in which the preorder is complete."""
    table = dominance(nx.star_graph(4))
    assert [row["highest"] for row in table] == [row["lowest"] for row in table] == [1, 2, 2, 2, 2]
    assert [row["equal"] for row in table] == [0, 3, 3, 3, 3]


def test_who_has_no_tie_is_below_all() -> None:
    graph: nx.Graph[str] = nx.Graph([("a", "b")])
    graph.add_node("alone")
    table = dominance(graph)
    assert table.rows[-1][0] == "alone"
    assert table.rows[-1][7:] == (3, 3)
    assert dominance(nx.empty_graph(1)).notes[2].startswith("0 of 0 pairs")


def test_a_record_is_measured_on_its_co_operative_ties() -> None:
    kg = graph_of_claims(
        Claim("c-1", "ALLIED_WITH", "org-a", "org-b"),
        Claim("c-2", "RIVAL_OF", "org-b", "org-c"),
    )
    assert set(dominance(kg.network()).column("id")) == {"org-a", "org-b"}
    with pytest.raises(ProjectionError, match="no ties are left"):
        dominance(nx.Graph())
