"""The projection: which claims become ties, and what it says of itself."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import insurgraph as ig
from insurgraph.errors import ArgumentError, NotFoundError
from insurgraph.graph.grading import threshold
from insurgraph.graph.model import Citation, Claim, Source
from insurgraph.graph.network import Projection, project, simple
from tests import records
from tests.properties import examples
from tests.records import graph_of_claims

STANCES = ("asserts", "reports", "alleges", "implies", "doubts", "denies", "retracts")


def web() -> ig.KnowledgeGraph:
    """A network with something for every filter to leave out.

    ::

        person-a --1 office 2014-..-- org-x --3 ally-- org-y --5 rival-- org-z --7 clash-- org-w
        person-a --2 defected 2014 (from org-y)-- org-x
        org-x --4 rival, denied-- org-z
        coll-m --6 member-- org-x          org-x --8 present-- place-p
        org-x --9 counted 40 fights with-- org-y       org-w --10 aims at something
    """
    office = Claim("c-01", "HELD_OFFICE", "person-a", "org-x", "2014", "..", role="emir")
    claims = (
        office,
        Claim("c-02", "DEFECTED_TO", "person-a", "org-x", "2014", origin=("org-y",)),
        Claim("c-03", "ALLIED_WITH", "org-x", "org-y", "2015", "2016"),
        Claim("c-04", "RIVAL_OF", "org-x", "org-z"),
        Claim("c-05", "RIVAL_OF", "org-y", "org-z", "2017", ".."),
        Claim("c-06", "MEMBER_OF", "coll-m", "org-x"),
        Claim("c-07", "CLASHED_WITH", "org-z", "org-w", "2018-05-02", "2018-05-02"),
        Claim("c-08", "PRESENT_IN", "org-x", "place-p"),
        Claim("c-09", "COUNTED", "org-x", "org-y", value_low=40.0, unit="fights"),
        Claim("c-10", "AIMED_AT", "org-w", text="rule"),
    )
    citations = [
        Citation("c-01.1", "c-01", "src-b", "para 1", as_of="2018-01-01", credibility=3),
        Citation("c-02.1", "c-02", "src-b", "para 1", credibility=2),
        Citation("c-03.1", "c-03", "src-c", "para 1", stance="alleges", credibility=4),
        Citation("c-04.1", "c-04", "src-c", "para 1", stance="denies", credibility=2),
        Citation("c-05.1", "c-05", "src-c", "para 1", stance="reports", credibility=3),
        Citation("c-07.1", "c-07", "src-u", "para 1", credibility=3),
    ]
    sources = [Source(f"src-{r.lower()}", r, reliability=r) for r in "BC"]
    return graph_of_claims(*claims, citations=citations, sources=[*sources, Source("src-u", "U")])


def ties(graph: nx.MultiDiGraph[str]) -> list[str]:
    """Numbers of the claims that became ties."""
    return sorted(key.removeprefix("c-") for _, _, key in graph.edges(keys=True))


# -- filters -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choices", "left", "left_out"),
    [
        ({}, "01 02 03 05 07", {"no second entity": 2, "kind": 2, "status": 1}),
        (
            {"relations": "RIVAL_OF"}, "05",
            {"no second entity": 2, "relation": 6, "status": 1},
        ),
        (
            {"relations": ["RIVAL_OF", "CLASHED_WITH"]}, "05 07",
            {"no second entity": 2, "relation": 5, "status": 1},
        ),
        ({"families": "rivalry"}, "05 07", {"no second entity": 2, "relation": 5, "status": 1}),
        (
            {"families": "rivalry", "relations": "HELD_OFFICE"}, "01 05 07",
            {"no second entity": 2, "relation": 4, "status": 1},
        ),
        (
            # a defection is a tie with the organisation that is joined
            {"ties": "co-operative"}, "01 02 03",
            {"no second entity": 2, "sign": 4, "kind": 1},
        ),
        ({"ties": "hostile"}, "05 07", {"no second entity": 2, "sign": 5, "status": 1}),
        ({"kinds": "Organisation"}, "03 05 07", {"no second entity": 2, "kind": 4, "status": 1}),
        (
            {"kinds": ["Organisation", "Person", "Collective", "Place", "Event"]},
            "01 02 03 05 06 07 08", {"no second entity": 2, "status": 1},
        ),
        ({"statuses": "alleged"}, "03", {"no second entity": 2, "kind": 2, "status": 5}),
        (
            {"statuses": ["asserted", "denied"]}, "01 02 04 07",
            {"no second entity": 2, "kind": 2, "status": 2},
        ),
        (
            {"at_least": "C3"}, "01 02 05",
            {"no second entity": 2, "kind": 2, "status": 1, "grade": 2},
        ),
        (
            {"at_least": "B2"}, "02",
            {"no second entity": 2, "kind": 2, "status": 1, "grade": 4},
        ),
        (
            {"on": "2015-06-01"}, "01 03",
            {"no second entity": 2, "kind": 2, "status": 1, "date": 3},
        ),
        (
            {"on": "2014/2015"}, "01 02 03",
            {"no second entity": 2, "kind": 2, "status": 1, "date": 2},
        ),
        (
            {"on": "2030"}, "01 05",
            {"no second entity": 2, "kind": 2, "status": 1, "date": 3},
        ),
        (
            {"on": "2015-06-01", "certainty": "definite"}, "01",
            {"no second entity": 2, "kind": 2, "status": 1, "date": 4},
        ),
        (
            {"on": "2018", "certainty": "definite"}, "01 07",
            {"no second entity": 2, "kind": 2, "status": 1, "date": 3},
        ),
        (
            {"on": "2018-01-02", "certainty": "definite"}, "",
            {"no second entity": 2, "kind": 2, "status": 1, "date": 5},
        ),
        ({"certainty": "definite"}, "01 02 03 05 07",
         {"no second entity": 2, "kind": 2, "status": 1}),
        ({"record": "example"}, "01 02 03 05 07", {"no second entity": 2, "kind": 2, "status": 1}),
        ({"focus": "org-w"}, "07", {"no second entity": 2, "kind": 2, "status": 1, "focus": 4}),
    ],
)  # fmt: skip
def test_each_filter_leaves_out_what_it_says_and_counts_it(
    choices: dict[str, Any], left: str, left_out: dict[str, int]
) -> None:
    graph = web().network(**choices)
    assert ties(graph) == left.split()
    assert graph.graph["left_out"] == left_out
    assert sum(left_out.values()) + graph.number_of_edges() == len(web())


def test_only_ties_of_one_record_when_asked() -> None:
    second = graph_of_claims(
        Claim("d-1", "RIVAL_OF", "org-m", "org-n"),
        citations=[Citation("d-1.1", "d-1", "src-d", "para 1")],
        record="second",
    )
    graph = web().merge(second).network(record="second")
    assert list(graph.edges(keys=True)) == [("org-m", "org-n", "d-1")]
    assert graph.graph["left_out"] == {"record": 8, "no second entity": 2}
    assert graph.graph["records"] == "example; second"


@pytest.mark.parametrize(
    ("focus", "hops", "nodes"),
    [
        ("person-a", 1, "org-x person-a"),
        ("person-a", 2, "org-x org-y person-a"),
        ("person-a", 3, "org-x org-y org-z person-a"),
        ("person-a", 9, "org-w org-x org-y org-z person-a"),
        # direction apart
        ("org-w", 1, "org-w org-z"),
        # nobody: a place is no actor here
        ("place-p", 1, ""),
    ],
)
def test_the_surroundings_of_one_actor(focus: str, hops: int, nodes: str) -> None:
    graph = web().network(focus=focus, hops=hops)
    assert sorted(graph) == nodes.split()
    assert isinstance(graph, nx.MultiDiGraph)
    assert f"within {hops} step(s) of {focus}" in graph.graph["projection"]


def test_an_ego_network_has_the_ties_among_the_others_too() -> None:
    kg = graph_of_claims(
        Claim("c-1", "RIVAL_OF", "org-a", "org-b"),
        Claim("c-2", "RIVAL_OF", "org-a", "org-c"),
        Claim("c-3", "RIVAL_OF", "org-b", "org-c"),
        Claim("c-4", "RIVAL_OF", "org-c", "org-d"),
    )
    assert ties(kg.network(focus="org-a")) == ["1", "2", "3"]


def test_nodes_and_ties_come_in_one_order_every_time() -> None:
    names = [f"org-{c}" for c in "qwertzuiopasdfghjklyxcvbnm"]
    claims = [
        Claim(f"c-{n:02}", "RIVAL_OF", a, b) for n, (a, b) in enumerate(pairwise(names), start=1)
    ]
    kg = graph_of_claims(*claims)
    assert list(kg.network()) == names
    near = kg.network(focus="org-p", hops=4, ties="hostile")
    assert list(near) == names[5:14]
    assert [key for *_, key in near.edges(keys=True)] == [c.id for c in claims[5:13]]
    assert list(simple(near)) == names[5:14]


# -- what a tie carries --------------------------------------------------------------------------


def test_ties_are_keyed_by_claim_and_carry_what_is_known_of_it() -> None:
    graph = web().network()
    assert set(graph["person-a"]["org-x"]) == {"c-01", "c-02"}
    assert graph.edges["person-a", "org-x", "c-01"] == {
        "id": "c-01", "relation": "HELD_OFFICE", "family": "membership", "sign": 1,
        "signed": 1, "directed": True, "status": "asserted", "grade": "B3", "start": "2014",
        "end": "..",
        "start_earliest": "2014-01-01", "start_latest": "2014-12-31",
        "end_earliest": "2018-01-01", "end_latest": "9999-12-31", "role": "emir",
        "sources": "src-b", "record": "example",
    }  # fmt: skip
    assert graph.edges["org-y", "org-z", "c-05"]["directed"] is False
    assert graph.nodes["person-a"] == {"name": "A", "kind": "Person", "subkind": ""}


def test_only_who_has_a_tie_is_there() -> None:
    assert set(web().network(relations="CLASHED_WITH")) == {"org-z", "org-w"}
    assert len(web().network(relations="TRAINED")) == 0


def test_every_tie_goes_from_subject_to_object() -> None:
    kg = records.graph()
    for subject, object_, key in kg.network().edges(keys=True):
        assert (subject, object_) == (kg.claim(key).subject, kg.claim(key).object)


def test_a_graph_without_claims_has_an_empty_network() -> None:
    graph = ig.KnowledgeGraph().network()
    assert len(graph) == 0
    assert graph.graph == {
        "projection": "Ties between Organisation and Person, of all time, of any grade. "
        "Measures count the co-operative ones.",
        "measured": "Co-operative ties between Organisation and Person, of all time, of any grade.",
        "on": "",
        "ties": "apart",
        "weight": "claims",
        "through": "",
        "records": "",
        "left_out": {},
    }


# -- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        (
            {},
            "Ties between Organisation and Person, of all time, of any grade. Measures count the "
            "co-operative ones.",
        ),
        (
            {"ties": "all"},
            "Ties of every sign, pooled, between Organisation and Person, of all time, of any "
            "grade.",
        ),
        (
            {"through": "Organisation"},
            "Co-operative ties between Person through each Organisation they share, of all time, "
            "of any grade.",
        ),
        (
            {"relations": "RIVAL_OF", "families": ["attack"], "at_least": "c3"},
            "Ties between Organisation and Person, by RIVAL_OF, family attack, of all time, "
            "graded C3 at least.",
        ),
        (
            {"on": "2015-06", "kinds": "Organisation", "ties": "co-operative"},
            "Co-operative ties between Organisation, that may have held on "
            "2015-06-01/2015-06-30, of any grade.",
        ),
        (
            {"on": date(2015, 6, 1), "certainty": "definite", "ties": "hostile"},
            "Hostile ties between Organisation and Person, that certainly held on 2015-06-01, "
            "of any grade.",
        ),
        (
            {"statuses": ["asserted", "reported"], "record": "example"},
            "Ties between Organisation and Person, of all time, asserted or reported, "
            "of any grade, of record example. Measures count the co-operative ones.",
        ),
    ],
)
def test_a_projection_says_what_it_is(choices: dict[str, Any], words: str) -> None:
    assert web().network(**choices).graph["projection"] == words


@pytest.mark.parametrize(
    ("choices", "error", "words"),
    [
        ({"relations": "RIVALS_OF"}, NotFoundError, "did you mean 'RIVAL_OF'"),
        ({"families": "rivals"}, NotFoundError, "no family 'rivals'"),
        ({"kinds": ["Organization"]}, NotFoundError, "did you mean 'Organisation'"),
        ({"statuses": "sure"}, NotFoundError, "no status 'sure'"),
        ({"focus": "org-v"}, NotFoundError, "no entity 'org-v'"),
        ({"record": "exampel"}, NotFoundError, "did you mean 'example'"),
        ({"at_least": "F6"}, ArgumentError, "no grade to compare with"),
        ({"on": "2015-13"}, ArgumentError, "no day of the calendar"),
        ({"on": "2015~"}, ArgumentError, "does not say which days"),
        ({"ties": "friendly"}, ArgumentError, "'co-operative', 'hostile' or 'all'"),
        ({"weight": "grades"}, ArgumentError, "'claims', 'sources' or 'grade'"),
        ({"through": "Organization"}, NotFoundError, "did you mean 'Organisation'"),
        ({"through": "Person", "kinds": "Person"}, ArgumentError, "nobody is left to tie"),
        ({"through": "Person", "weight": "grade"}, ArgumentError, "leave weight out"),
        ({"certainty": "sure"}, ArgumentError, "'possible' or 'definite'"),
        ({"hops": 0, "focus": "org-x"}, ArgumentError, "1 or more"),
    ],
)
def test_a_choice_that_cannot_be_made_is_told(
    choices: dict[str, Any], error: type[Exception], words: str
) -> None:
    with pytest.raises(error) as caught:
        web().network(**choices)
    assert words in str(caught.value)


def test_a_projection_made_by_hand_means_what_one_from_words_means() -> None:
    by_hand = project(web(), Projection(ties="hostile", at_least=threshold("C3")))
    from_words = web().network(ties="hostile", at_least="C3")
    assert nx.utils.graphs_equal(by_hand, from_words)
    assert by_hand.graph == from_words.graph
    assert nx.utils.graphs_equal(project(web()), web().network())


# -- what follows from a filter ------------------------------------------------------------------

DAYS = st.sampled_from(["2013", "2014-06-01", "2015/2016", "2018-05-02", "2014/..", "../2016"])


@examples(60)
@given(DAYS, st.sampled_from(["all", "co-operative", "hostile"]), st.sampled_from(["E5", "C3"]))
def test_definite_ties_are_possible_and_stricter_filters_leave_fewer(
    on: str, sign: Any, grade: str
) -> None:
    kg = web()
    possible = set(ties(kg.network(on=on)))
    definite = set(ties(kg.network(on=on, certainty="definite")))
    assert definite <= possible <= set(ties(kg.network()))
    assert set(ties(kg.network(on=on, ties=sign, at_least=grade))) <= possible
    assert possible == {c.id.removeprefix("c-") for c in kg.claims(on=on)} & set(ties(kg.network()))


@examples(60)
@given(st.lists(st.sampled_from(STANCES), max_size=3))
def test_a_claim_is_a_tie_exactly_when_its_status_is_one(stances: list[str]) -> None:
    kg = graph_of_claims(
        Claim("c-1", "RIVAL_OF", "org-a", "org-b"),
        citations=[
            Citation(f"c-1.{n}", "c-1", "src-a", "para 1", stance=s) for n, s in enumerate(stances)
        ],
    )
    status = kg.assess("c-1").status
    assert kg.network().number_of_edges() == kg.vocabulary.statuses[status].edge
    assert kg.network(statuses=status).number_of_edges() == 1


# -- the simple form -----------------------------------------------------------------------------


def test_one_edge_a_dyad_counts_the_claims_behind_it() -> None:
    dyads = simple(web().network(ties="all"))
    assert type(dyads) is nx.Graph
    assert dyads.edges["org-x", "person-a"] == {"weight": 2, "claims": ("c-01", "c-02")}
    assert dyads.number_of_edges() == 4
    assert dyads.nodes["person-a"]["name"] == "A"
    assert dyads.graph["projection"] == web().network(ties="all").graph["projection"]


def test_the_simple_form_keeps_hostile_ties_apart() -> None:
    whole = web().network()
    assert ties(whole) == ["01", "02", "03", "05", "07"]
    dyads = simple(whole)
    assert {frozenset(e) for e in dyads.edges} == {
        frozenset(("org-x", "person-a")), frozenset(("org-x", "org-y")),
    }  # fmt: skip
    assert dyads.adj == simple(web().network(ties="co-operative")).adj
    assert nx.utils.graphs_equal(simple(dyads), dyads)
    assert dyads.graph["projection"].startswith("Co-operative ties between")
    # who has no co-operative tie is no actor of that network; naming the relation is choosing it
    assert "org-w" not in dyads
    assert set(simple(web().network(relations="RIVAL_OF")).edges) == {("org-y", "org-z")}


def test_the_directed_simple_form_has_both_ways_of_an_undirected_tie() -> None:
    arcs = simple(web().network(ties="all"), directed=True)
    assert type(arcs) is nx.DiGraph
    assert set(arcs.edges) == {
        ("person-a", "org-x"), ("org-x", "org-y"), ("org-y", "org-x"),
        ("org-y", "org-z"), ("org-z", "org-y"), ("org-z", "org-w"), ("org-w", "org-z"),
    }  # fmt: skip
    assert arcs.edges["person-a", "org-x"]["claims"] == ("c-01", "c-02")
    assert set(simple(nx.path_graph(2), directed=True).edges) == {(0, 1), (1, 0)}
    assert set(simple(nx.DiGraph([(0, 1)]), directed=True).edges) == {(0, 1)}


# -- what parallel claims become -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("weight", "expected"),
    [
        # three claims; two of them rest on the same document
        ("claims", 3),
        ("sources", 2),
        # the best of B2, B3, C4
        ("grade", 0.85 * 0.95),
    ],
)
def test_a_dyad_weighs_what_the_projection_says(weight: Any, expected: float) -> None:
    kg = graph_of_claims(
        Claim("c-1", "ALLIED_WITH", "org-a", "org-b"),
        Claim("c-2", "SUPPORTED", "org-a", "org-b"),
        Claim("c-3", "SUPPORTED", "org-b", "org-a"),
        Claim("c-4", "ALLIED_WITH", "org-b", "org-c"),
        citations=[
            Citation("c-1.1", "c-1", "src-b", "para 1", credibility=2),
            Citation("c-2.1", "c-2", "src-b", "para 2", credibility=3),
            Citation("c-3.1", "c-3", "src-c", "para 1", credibility=4),
            # a denial is no passage that speaks for the tie
            Citation("c-3.2", "c-3", "src-d", "para 1", stance="denies"),
        ],
        sources=[Source("src-b", "B", reliability="B")],
    )
    graph = kg.network(weight=weight)
    dyads = simple(graph)
    assert dyads.edges["org-a", "org-b"]["weight"] == pytest.approx(expected)
    assert dyads.edges["org-a", "org-b"]["claims"] == ("c-1", "c-2", "c-3")
    assert simple(dyads).edges["org-a", "org-b"] == dyads.edges["org-a", "org-b"]


def test_a_weight_that_is_no_number_is_told() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("a", "b", weight="heavy")
    with pytest.raises(ArgumentError, match="from a to b weighs 'heavy', no number"):
        simple(graph)


# -- one mode through the other ------------------------------------------------------------------


def club() -> ig.KnowledgeGraph:
    """Breiger (1974), 10.2307/2576011, in small: four persons, three groups, and one rivalry."""
    held = [("a", "x"), ("b", "x"), ("b", "y"), ("c", "y"), ("c", "x"), ("d", "z")]
    claims = [
        Claim(f"c-{n}", "MEMBER_OF", f"person-{p}", f"org-{o}") for n, (p, o) in enumerate(held)
    ]
    claims += [
        Claim("c-7", "HELD_OFFICE", "person-b", "org-y", start="2016", end="2017"),
        Claim("c-8", "KILLED_BY", "person-d", "org-x", start="2017"),
        Claim("c-9", "RIVAL_OF", "person-a", "person-d"),
    ]
    return graph_of_claims(*claims)


def test_persons_are_tied_once_for_every_organisation_they_share() -> None:
    graph = club().network(through="Organisation")
    assert {(u, v, k) for u, v, k in graph.edges(keys=True)} == {
        ("person-a", "person-b", "org-x"), ("person-a", "person-c", "org-x"),
        ("person-b", "person-c", "org-x"), ("person-b", "person-c", "org-y"),
    }  # fmt: skip
    shared = graph.edges["person-b", "person-c", "org-y"]
    assert (shared["claims"], shared["directed"]) == ("c-2;c-7;c-3", False)
    weights = nx.get_edge_attributes(simple(graph), "weight")
    assert weights == {
        ("person-a", "person-b"): 1, ("person-a", "person-c"): 1, ("person-b", "person-c"): 2,
    }  # fmt: skip


def test_organisations_are_tied_through_the_persons_they_share() -> None:
    graph = club().network(through="Person")
    assert set(graph.edges(keys=True)) == {
        ("org-x", "org-y", "person-b"), ("org-x", "org-y", "person-c"),
    }  # fmt: skip
    assert {kind for _, kind in graph.nodes(data="kind")} == {"Organisation"}


def test_hostile_ties_bind_nobody_through_an_organisation_unless_asked() -> None:
    killed = club().network(through="Organisation", ties="all")
    assert killed.has_edge("person-c", "person-d", "org-x")
    assert not club().network(through="Organisation").has_node("person-d")


def test_both_sides_of_a_shared_tie_count_on_the_days_asked() -> None:
    graph = club().network(through="Organisation", relations="HELD_OFFICE", on="2016")
    assert len(graph) == 0
    kg = graph_of_claims(
        Claim("c-1", "MEMBER_OF", "person-a", "org-x", "2010", "2012"),
        Claim("c-2", "MEMBER_OF", "person-b", "org-x", "2014", "2016"),
    )
    assert len(kg.network(through="Organisation")) == 2
    assert len(kg.network(through="Organisation", on="2011")) == 0


PERSONS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=1, max_size=12)


@examples(40)
@given(PERSONS)
def test_weights_through_a_kind_are_the_matrix_product(held: list[tuple[int, int]]) -> None:
    """Breiger (1974): the number of groups shared is an entry of A times its transpose."""
    claims = [
        Claim(f"c-{n:02}", "MEMBER_OF", f"person-{p}", f"org-{o}") for n, (p, o) in enumerate(held)
    ]
    dyads = simple(graph_of_claims(*claims).network(through="Organisation"))
    for p in range(5):
        for q in range(p):
            shared = {o for x, o in held if x == p} & {o for x, o in held if x == q}
            found = dyads.get_edge_data(f"person-{p}", f"person-{q}", {"weight": 0})
            assert found["weight"] == len(shared)


# -- any graph -----------------------------------------------------------------------------------


def test_opposite_ties_become_one_and_loops_none() -> None:
    graph: nx.DiGraph[str] = nx.DiGraph([("a", "b"), ("b", "a"), ("a", "a"), ("b", "c")])
    graph.add_node("alone")
    dyads = simple(graph)
    assert dict(dyads.edges) == {
        ("a", "b"): {"weight": 2, "claims": ()},
        ("b", "c"): {"weight": 1, "claims": ()},
    }
    assert "alone" in dyads


def test_a_plain_graph_keeps_its_weights() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("a", "b", weight=2.5)
    graph.add_edge("b", "c")
    assert [d["weight"] for _, _, d in simple(graph).edges(data=True)] == [2.5, 1]


def test_a_plain_multigraph_adds_weights_and_keeps_its_keys() -> None:
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    graph.add_edge("a", "b", weight=2)
    graph.add_edge("b", "a", weight=3)
    assert simple(graph).edges["a", "b"] == {"weight": 5, "claims": (0, 1)}


KINDS = st.sampled_from([nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
PAIRS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=15)


@examples(100)
@given(KINDS, PAIRS)
def test_the_simple_form_of_any_graph(kind: Any, pairs: list[tuple[int, int]]) -> None:
    graph = kind(pairs)
    for node in graph:
        graph.nodes[node]["name"] = str(node)
    before = graph.copy()
    dyads = simple(graph)
    assert nx.utils.graphs_equal(graph, before)
    assert list(dyads) == list(graph)
    assert {frozenset(e) for e in dyads.edges} == {frozenset(p) for p in pairs if p[0] != p[1]}
    edges = [e for e in graph.edges if e[0] != e[1]]
    assert sum(d["weight"] for _, _, d in dyads.edges(data=True)) == len(edges)
    dyads.add_edge("new", "edge")
    for node in dyads:
        dyads.nodes[node]["name"] = "changed"
    assert nx.utils.graphs_equal(graph, before)
