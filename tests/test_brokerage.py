"""Brokerage roles, key-player measures and communities; published figures among them."""

from __future__ import annotations

from itertools import combinations, permutations
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import insurgraph as ig
from insurgraph.errors import ArgumentError, NotFoundError, ProjectionError
from insurgraph.graph.analysis.brokerage import (
    GOALS,
    ROLES,
    distance_fragmentation,
    distance_reach,
    fragmentation,
)
from insurgraph.graph.model import Claim
from tests.properties import examples
from tests.records import graph_of_claims

A, B, C = "org-a", "org-b", "org-c"


def roles(graph: Any, groups: Any) -> dict[str, dict[str, int]]:
    """The roles that are not nought, by node."""
    return {r["id"]: {x: r[x] for x in ROLES if r[x]} for r in ig.brokerage(graph, groups)}


# -- brokerage -----------------------------------------------------------------------------------


def test_the_roles_are_those_of_sna_on_four_nodes_in_two_groups() -> None:
    """Counts that the R package sna gives (``brokerage()$raw.nli``; C. T. Butts), as stated and
    worked out by hand in the tests of the R package cograph, of R. V. Gould & R. M. Fernandez
    1989, 10.2307/270949."""
    graph = nx.DiGraph(["AB", "AC", "BC", "BD", "CD", "DA"])
    assert roles(graph, {"A": 1, "B": 1, "C": 2, "D": 2}) == {
        "A": {"itinerant": 1, "gatekeeper": 1},
        "B": {"representative": 1},
        "C": {"gatekeeper": 1},
        "D": {"itinerant": 1, "representative": 1},
    }


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        ((1, 1, 1), "coordinator"),
        ((1, 2, 1), "itinerant"),
        ((1, 1, 2), "representative"),
        ((1, 2, 2), "gatekeeper"),
        ((1, 2, 3), "liaison"),
    ],
)
def test_each_role_has_its_own_pattern_of_groups(groups: tuple[int, ...], role: str) -> None:
    graph = nx.DiGraph([("a", "v"), ("v", "b")])
    assert roles(graph, dict(zip("avb", groups, strict=True))) == {"v": {role: 1}}


def test_nobody_mediates_between_two_who_are_tied() -> None:
    assert roles(nx.DiGraph(["av", "vb", "ab"]), dict.fromkeys("avb", 1)) == {}


def test_an_undirected_tie_is_mediated_both_ways() -> None:
    assert roles(nx.path_graph(3), dict.fromkeys(range(3), "x")) == {"1": {"coordinator": 2}}


@examples(30)
@given(
    st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=14),
    st.lists(st.integers(1, 3), min_size=6, max_size=6),
)
def test_the_total_is_the_number_of_open_paths_of_two(
    arcs: set[tuple[int, int]], groups: list[int]
) -> None:
    graph = nx.DiGraph([a for a in arcs if a[0] != a[1]])
    if not graph.number_of_edges():
        return
    found = roles(graph, dict(enumerate(groups)))
    paths = sum(
        graph.has_edge(a, v) and graph.has_edge(v, b) and not graph.has_edge(a, b)
        for a, v, b in permutations(graph, 3)
    )
    assert sum(sum(r.values()) for r in found.values()) == paths


def test_groups_are_bodies_their_widest_body_or_sides() -> None:
    kg = graph_of_claims(
        Claim("c-1", "HELD_OFFICE", "person-p", B, role="emir"),
        Claim("c-2", "PART_OF", B, A),
        Claim("c-3", "PART_OF", A, B),
        Claim("c-4", "CLASHED_WITH", B, C),
    )
    assert ig.groups_of(kg, "organisation")["person-p"] == B
    assert ig.groups_of(kg, "family")["person-p"] in (A, B)  # a circle ends all the same
    sides = ig.groups_of(kg, "side")
    assert sides["person-p"] == sides[B] != sides[C]


def test_a_person_of_two_bodies_has_a_group_of_both() -> None:
    kg = graph_of_claims(
        Claim("c-1", "HELD_OFFICE", "person-p", A, role="emir"),
        Claim("c-2", "MEMBER_OF", "person-p", B),
    )
    assert ig.groups_of(kg)["person-p"] == f"{A} + {B}"


# -- key players ---------------------------------------------------------------------------------

#: Two triangles, A-B-C and D-E-F, joined by C-D.
TWO_TRIANGLES = ["AB", "AC", "BC", "CD", "DE", "DF", "EF"]


def test_distance_fragmentation_is_that_of_the_keyplayer_package() -> None:
    """1 - 8/20 without C: the value of ``keyplayer::fragment`` (W. An & Y.-H. Liu), as worked out
    in the tests of the R package cograph, of S. P. Borgatti 2006, 10.1007/s10588-006-7084-x."""
    rest = nx.Graph(TWO_TRIANGLES)
    rest.remove_node("C")
    assert distance_fragmentation(rest) == pytest.approx(1 - 8 / 20)
    assert fragmentation(rest) == pytest.approx(1 - (2 * 1 + 3 * 2) / 20)
    best = next(iter(ig.key_players(nx.Graph(TWO_TRIANGLES), 1, "distance")))
    assert best["set"] in (["C"], ["D"])
    assert best["value"] == pytest.approx(0.6)


@pytest.mark.parametrize(("graph", "value"), [(nx.complete_graph(5), 0), (nx.empty_graph(5), 1)])
def test_the_measures_run_from_nought_to_one(graph: Any, value: float) -> None:
    """The extremes that Borgatti 2006 states: a complete network, and one of isolates."""
    assert fragmentation(graph) == value
    assert distance_fragmentation(graph) == value


def test_the_most_tied_of_the_kite_holds_nothing_together() -> None:
    """Krackhardt's kite stays whole without its node of highest degree and falls in two without
    that of highest betweenness: 10.1007/978-1-4419-7142-5_24, after S. P. Borgatti."""
    kite = nx.krackhardt_kite_graph()
    table = ig.key_players(kite, 1, "fragmentation")
    values = dict(zip((row[0][0] for row in table.rows), table.column("value"), strict=True))
    diane, heather = "3", "7"
    assert max(kite.degree, key=lambda n: n[1])[0] == int(diane)
    assert values[diane] == 0
    assert values[heather] == max(values.values()) == pytest.approx(1 - (7 * 6 + 2 * 1) / (9 * 8))


def test_without_its_centre_a_star_is_all_fragments() -> None:
    best = next(iter(ig.key_players(nx.star_graph(5), 1, "fragmentation")))
    assert (best["set"], best["value"], best["before"]) == (["0"], 1.0, 0.0)


def test_reach_counts_the_members_of_the_set_as_one() -> None:
    assert distance_reach(nx.star_graph(5), [0]) == 1.0
    assert distance_reach(nx.path_graph(4), [0]) == pytest.approx((1 + 1 + 1 / 2 + 1 / 3) / 4)
    assert distance_reach(nx.Graph([(0, 1), (2, 3)]), [0]) == pytest.approx(0.5)


@examples(20)
@given(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=3, max_size=12))
def test_exact_is_the_best_of_all_sets_and_greedy_never_above_it(
    pairs: set[tuple[int, int]],
) -> None:
    graph = nx.Graph([p for p in pairs if p[0] != p[1]])
    if len(graph) < 4 or not graph.number_of_edges():
        return
    for goal, measure in GOALS.items():
        best = max(measure(graph, c) for c in combinations(graph, 2))
        exact = ig.key_players(graph, 2, goal)
        assert exact.rows[0][2] == pytest.approx(best)
        assert "Exact" in exact.notes[1]
        greedy = ig.key_players(graph, 2, goal, exact=0)
        assert greedy.rows[0][2] <= best + 1e-12
        assert "Greedy" in greedy.notes[1]


def test_key_players_are_organisations_only(kg: ig.KnowledgeGraph) -> None:
    with pytest.raises(ArgumentError, match="organisations only"):
        ig.key_players(kg.network())
    table = ig.key_players(kg.network(kinds="Organisation"), 1)
    assert all(one.startswith("org-") for row in table.column("set") for one in row)


@pytest.mark.parametrize(
    "table",
    [
        lambda kg: ig.key_players(kg.network(kinds="Organisation"), 1),
        lambda kg: ig.brokerage(kg.network(), ig.groups_of(kg)),
    ],
)
def test_no_output_names_an_action(table: Any, kg: ig.KnowledgeGraph) -> None:
    shown = table(kg)
    text = " ".join([shown.title, *shown.notes, *(c.meaning for c in shown.columns)]).lower()
    for word in ("remove", "target", "kill", "disrupt", "strike", "arrest", "neutral"):
        assert word not in text


# -- communities ---------------------------------------------------------------------------------


def test_two_cliques_are_two_communities_in_every_run() -> None:
    table = ig.communities(nx.barbell_graph(5, 0), runs=10)
    assert table.column("community").count(1) == table.column("community").count(2) == 5
    assert table.column("stability") == [1.0] * 10


def test_zacharys_club_reaches_the_modularity_of_the_literature() -> None:
    """0.4198, in four communities, is the highest there is (U. Brandes et al. 2008,
    10.1109/TKDE.2007.190689)."""
    club: nx.Graph[Any] = nx.Graph(nx.karate_club_graph().edges())
    table = ig.communities(club, runs=30)
    assert "4 communities, modularity 0.4198" in table.notes[1]


def test_communities_are_the_same_for_the_same_seed(kg: ig.KnowledgeGraph) -> None:
    graph = kg.network(on="2017")
    assert ig.communities(graph, runs=5, seed=7) == ig.communities(graph, runs=5, seed=7)


def test_weights_divide_where_numbers_of_ties_do_not() -> None:
    square: nx.Graph[str] = nx.Graph()
    square.add_weighted_edges_from([("a", "b", 9), ("b", "c", 1), ("c", "d", 9), ("d", "a", 1)])
    table = ig.communities(square, runs=5, weighted=True)
    parts = dict(zip(table.column("id"), table.column("community"), strict=True))
    assert parts["a"] == parts["b"] != parts["c"] == parts["d"]
    assert "weight: the edges' own weight" in table.notes[1]
    assert "weight" not in ig.communities(square, runs=5).notes[1]


def test_one_alone_is_a_community_of_its_own() -> None:
    graph = nx.Graph([(1, 2)])
    graph.add_node(3)
    alone = [r for r in ig.communities(graph, runs=3) if r["id"] == "3"]
    assert alone[0]["stability"] == 1.0


# -- what cannot be used -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (lambda: ig.brokerage(nx.Graph(), {}), ProjectionError, "no ties"),
        (lambda: ig.brokerage(nx.path_graph(2), {0: 1}), ArgumentError, "node 1 has no group"),
        (lambda: ig.brokerage(nx.path_graph(2), "party"), ArgumentError, "has no group"),
        (lambda: ig.key_players(nx.path_graph(3), 1, "fame"), NotFoundError, "no goal 'fame'"),
        (lambda: ig.key_players(nx.path_graph(3), 0), ArgumentError, "size is 1 to 2"),
        (lambda: ig.key_players(nx.path_graph(3), 3), ArgumentError, "size is 1 to 2"),
        (lambda: ig.key_players(nx.Graph()), ProjectionError, "no ties"),
        (lambda: ig.key_players(nx.empty_graph(1)), ProjectionError, "no ties"),
        (lambda: ig.communities(nx.empty_graph(1)), ProjectionError, "no ties"),
        (lambda: ig.communities(nx.path_graph(2), runs=0), ArgumentError, "1 or more"),
        (lambda: ig.communities(nx.path_graph(2), resolution=0), ArgumentError, "above 0"),
        (lambda: ig.groups_of(ig.KnowledgeGraph(), "x"), NotFoundError, "no grouping 'x'"),
    ],
)
def test_what_cannot_be_used_is_said(call: Any, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        call()


def test_a_projection_that_leaves_nothing_says_what_removed_it(kg: ig.KnowledgeGraph) -> None:
    nothing = kg.network(on="1950", certainty="definite", kinds="Organisation")
    for analysis in (ig.key_players, ig.communities, ig.brokerage):
        with pytest.raises(ProjectionError, match="by date"):
            analysis(nothing)
