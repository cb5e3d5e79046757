"""Centralities: those of networkx, on the simple form of the ties, with ranks."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import insurgraph as ig
from insurgraph.errors import NotFoundError, ProjectionError
from insurgraph.graph.analysis.centrality import FIRST, MEASURES, centrality
from insurgraph.graph.model import Citation, Claim
from insurgraph.graph.network import simple
from tests import records
from tests.properties import examples
from tests.records import graph_of_claims

PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20)
KINDS = st.sampled_from([nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])


def scores(graph: Any, measure: str) -> dict[str, float]:
    """Value of a measure by id."""
    table = centrality(graph, measure)
    return dict(zip(table.column("id"), table.column(measure), strict=True))


# -- values --------------------------------------------------------------------------------------


@examples(50)
@given(KINDS, PAIRS)
def test_values_are_those_of_networkx_on_the_simple_graph(
    kind: Any, pairs: list[tuple[int, int]]
) -> None:
    graph = kind(pairs)
    assume(len(graph) > 1)
    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(graph)
    plain.add_edges_from((u, v) for u, v in pairs if u != v)
    for measure, of_networkx in (
        ("degree", nx.degree_centrality),
        ("betweenness", nx.betweenness_centrality),
        ("closeness", nx.closeness_centrality),
        ("pagerank", lambda g: nx.pagerank(g, tol=1e-14, max_iter=1000)),
    ):
        expected = {str(n): v for n, v in of_networkx(plain).items()}
        assert scores(graph, measure) == pytest.approx(expected, abs=1e-9)


@examples(40)
@given(PAIRS)
def test_eigenvector_is_that_of_the_largest_component(pairs: list[tuple[int, int]]) -> None:
    graph: nx.Graph[int] = nx.Graph((u, v) for u, v in pairs if u != v)
    assume(len(graph) > 1)
    found = scores(graph, "eigenvector")
    sizes = sorted(map(len, nx.connected_components(graph)), reverse=True)
    inside = {int(n) for n, v in found.items() if v > 1e-9}
    assert inside in list(nx.connected_components(graph))
    assert len(inside) == sizes[0]
    assert sum(v * v for v in found.values()) == pytest.approx(1)
    # what defines it: every value is the same multiple of the sum of its neighbours' values
    part = graph.subgraph(inside)
    around = {n: sum(found[str(m)] for m in part[n]) for n in part}
    ratio = sum(around.values()) / sum(found[str(n)] for n in part)
    assert around == pytest.approx({n: ratio * found[str(n)] for n in part}, abs=1e-6)


@pytest.mark.parametrize(
    ("measure", "centre", "leaf"),
    [
        ("degree", 1.0, 1 / 3),
        ("betweenness", 1.0, 0.0),
        ("closeness", 1.0, 0.6),
        ("eigenvector", 0.5**0.5, 6**-0.5),
        ("pagerank", 0.4797, 0.1734),
    ],
)
def test_a_star_has_the_values_of_the_textbook(measure: str, centre: float, leaf: float) -> None:
    found = scores(nx.star_graph(3), measure)
    assert found["0"] == pytest.approx(centre, abs=1e-4)
    assert [found[n] for n in "123"] == pytest.approx([leaf] * 3, abs=1e-4)


def test_being_written_about_often_makes_nobody_central() -> None:
    claims = [
        Claim("c-1", "RIVAL_OF", "org-a", "org-b"),
        Claim("c-2", "RIVAL_OF", "org-b", "org-c"),
    ]
    often = [Claim(f"c-9{n}", "RIVAL_OF", "org-b", "org-a") for n in range(5)]
    once, many = (graph_of_claims(*c).network(ties="hostile") for c in (claims, claims + often))
    assert many.number_of_edges() == 7
    for measure in MEASURES:
        assert scores(once, measure) == pytest.approx(scores(many, measure), abs=1e-9)


@pytest.mark.parametrize("measure", list(MEASURES))
def test_weights_do_not_count(measure: str) -> None:
    plain: nx.Graph[str] = nx.Graph([("a", "b"), ("b", "c"), ("c", "d")])
    weighted: nx.Graph[str] = nx.Graph()
    weighted.add_weighted_edges_from([("a", "b", 9), ("b", "c", 0.1), ("c", "d", 3)])
    assert scores(plain, measure) == pytest.approx(scores(weighted, measure), abs=1e-9)


@pytest.mark.parametrize(
    "graph",
    [
        nx.empty_graph(1), nx.empty_graph(3), nx.path_graph(2), nx.path_graph(3),
        nx.complete_graph(3), nx.Graph([(0, 0)]), nx.MultiDiGraph([(0, 1), (1, 0), (0, 1)]),
        nx.disjoint_union(nx.path_graph(2), nx.path_graph(2)),
        nx.star_graph(30), nx.complete_bipartite_graph(3, 4),
    ],
    ids=lambda g: f"{type(g).__name__} {len(g)} {g.number_of_edges()}",
)  # fmt: skip
def test_small_and_even_graphs_have_all_measures(graph: Any) -> None:
    table = centrality(graph)
    assert len(table) == len(graph)
    for measure in FIRST:
        assert all(0 <= value <= 1 + 1e-9 for value in table.column(measure))
    assert centrality(graph).column("id") == table.column("id")
    whole = centrality(graph, "all")
    for measure in MEASURES:
        ranks = whole.column(f"{measure}_rank")
        assert min(ranks) == 1
        assert max(ranks) <= len(graph)


def test_the_graph_given_is_not_touched() -> None:
    graph = records.graph().network()
    before = graph.copy()
    centrality(graph)
    assert nx.utils.graphs_equal(graph, before)
    assert graph.graph == before.graph


# -- the table -----------------------------------------------------------------------------------


def test_columns_are_the_entity_and_each_measure_with_its_rank() -> None:
    table = centrality(records.graph().network(), ["closeness", "degree"])
    assert table.names == (
        "id", "name", "kind", "closeness", "closeness_rank", "degree", "degree_rank",
    )  # fmt: skip
    assert all(c.meaning or c.name == "kind" for c in table.columns)
    assert table.rows[0][:3] == ("org-red-pass-front", "Red Pass Front", "Organisation")
    assert centrality(records.graph().network()).names[3::2] == FIRST
    assert centrality(records.graph().network(), "all").names[3::2] == tuple(MEASURES)
    assert centrality(nx.path_graph(2), "degree").names[3:] == ("degree", "degree_rank")


def test_equal_values_share_the_better_rank() -> None:
    graph: nx.Graph[str] = nx.Graph([("a", "b"), ("a", "c"), ("b", "c"), ("c", "d"), ("d", "e")])
    table = centrality(graph, "degree")
    assert dict(zip(table.column("id"), table.column("degree_rank"), strict=True)) == {
        "c": 1, "a": 2, "b": 2, "d": 2, "e": 5,
    }  # fmt: skip
    assert table.column("id") == ["c", "a", "b", "d", "e"]


@examples(40)
@given(PAIRS)
def test_ranks_follow_values(pairs: list[tuple[int, int]]) -> None:
    graph: nx.Graph[int] = nx.Graph(pairs)
    assume(len(graph))
    table = centrality(graph)
    for measure in FIRST:
        values, ranks = table.column(measure), table.column(f"{measure}_rank")
        for value, rank in zip(values, ranks, strict=True):
            assert rank == 1 + sum(other > value + 1e-12 for other in values) or any(
                0 < abs(other - value) <= 1e-9 for other in values
            )
    assert table.column("degree_rank") == sorted(table.column("degree_rank"))


def test_the_notes_say_what_was_measured() -> None:
    table = centrality(records.graph().network(ties="hostile"), "degree")
    assert table.notes[0].startswith("Hostile ties between Organisation and Person")
    assert table.notes[1].startswith("2 nodes, 1 dyads;")
    assert centrality(nx.path_graph(3), "degree").notes[0] == "A graph of the caller's."


def test_nodes_of_any_type_are_welcome() -> None:
    graph: nx.Graph[Any] = nx.Graph([(1, "a"), ("a", (2, 3)), (1, 10)])
    assert set(centrality(graph, "degree").column("id")) == {"1", "a", "(2, 3)", "10"}


def test_the_same_graph_gives_the_same_table() -> None:
    graph = records.graph().network()
    first, second = centrality(graph), centrality(simple(graph))
    assert first.column("id") == second.column("id")
    assert [row[4::2] for row in first.rows] == [row[4::2] for row in second.rows]


# -- what cannot be measured ---------------------------------------------------------------------


def test_an_unknown_measure_is_told_with_those_there_are() -> None:
    with pytest.raises(NotFoundError, match=r"did you mean 'betweenness'\?; there are degree, "):
        centrality(nx.path_graph(3), "betweeness")
    with pytest.raises(NotFoundError):
        ig.centrality(nx.path_graph(3), ["degree", "x"])


def test_no_network_is_told_with_what_was_left_out() -> None:
    kg = graph_of_claims(
        Claim("c-1", "RIVAL_OF", "org-a", "org-b"),
        Claim("c-2", "PRESENT_IN", "org-a", "place-p"),
        citations=[Citation("c-1.1", "c-1", "src-a", "para 1", stance="denies")],
    )
    with pytest.raises(
        ProjectionError,
        match=r"no ties are left to measure; claims left out: 1 by kind, 1 by status\. Loosen",
    ):
        centrality(kg.network())
    with pytest.raises(ProjectionError, match=r"no ties are left to measure$"):
        centrality(nx.Graph())
