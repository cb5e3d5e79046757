"""Who is who: the algebra of judgements, and the graph as they have it."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import insurgraph as ig
from insurgraph.errors import ArgumentError
from insurgraph.graph.database import Database
from insurgraph.graph.judgement import Judgement, Judgements, Verdict, contradictions
from insurgraph.graph.model import Claim, Entity, Link, Name, Record
from tests.properties import examples
from tests.records import graph, graph_of_claims

SAME, DIFFERENT, UNSURE = Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE
IDS = "abcdef"

pairs = st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda p: p[0] < p[1])
judgement = st.builds(lambda p, v: Judgement(*p, v), pairs, st.sampled_from(Verdict))


@st.composite
def accepted(draw: st.DrawFn) -> Judgements:
    """Judgements that do not contradict each other: those that do are left out as they come."""
    held = Judgements()
    for one in draw(st.lists(judgement, max_size=12)):
        try:
            held = held.add(one)
        except ArgumentError:
            continue
    return held


# -- the algebra ---------------------------------------------------------------------------------


def test_verdicts_combine_in_any_order_and_same_changes_nothing() -> None:
    for a, b, c in product(Verdict, repeat=3):
        assert a.then(b) is b.then(a)
        assert a.then(b).then(c) is a.then(b.then(c))
    assert all(SAME.then(v) is v and UNSURE.then(v) is UNSURE for v in Verdict)
    assert DIFFERENT.then(DIFFERENT) is UNSURE


@given(accepted())
@examples(300)
def test_what_follows_is_as_the_algebra_says(held: Judgements) -> None:
    for a, b, c in permutations(IDS, 3):
        first, second = held.verdict(a, b), held.verdict(b, c)
        assert held.verdict(b, a) is first
        if first and second:
            follows = first.then(second)
            assert follows is UNSURE or held.verdict(a, c) is follows


@given(accepted())
@examples(200)
def test_what_was_judged_stands_and_what_is_unsure_gives_way(held: Judgements) -> None:
    for one in held:
        stands = held.verdict(*one.pair)
        assert stands is one.verdict or one.verdict is UNSURE


@given(accepted(), judgement)
@examples(300)
def test_taking_a_judgement_back_restores_what_was(held: Judgements, one: Judgement) -> None:
    before = [j for j in held if j.pair == one.pair]
    try:
        after = held.add(one)
    except ArgumentError:
        return
    assert after.without(*one.pair) == held.without(*one.pair)
    assert Judgements([*after.without(*one.pair), *before]) == held


@given(accepted(), judgement)
@examples(300)
def test_a_judgement_is_refused_exactly_when_the_opposite_follows(
    held: Judgements, one: Judgement
) -> None:
    without = held.without(*one.pair)
    opposite = {SAME: DIFFERENT, DIFFERENT: SAME}.get(one.verdict)
    try:
        held.add(one)
    except ArgumentError:
        assert without.verdict(*one.pair) is opposite
    else:
        assert opposite is None or without.verdict(*one.pair) is not opposite


@given(st.lists(judgement, max_size=14))
@examples(300)
def test_a_contradiction_names_a_chain_from_end_to_end(rows: list[Judgement]) -> None:
    for found in contradictions(rows):
        here = found.different.one
        for link in found.chain:
            assert link.verdict is SAME
            assert here in link.pair
            here = link.other if here == link.one else link.one
        assert here == found.different.other


def test_a_contradiction_is_one_line_with_who_and_when() -> None:
    rows = [
        Judgement("org-a", "un-b", SAME, "Ann", "2024-01-02"),
        Judgement("ucdp-c", "un-b", SAME, "Ann", "2024-01-03"),
        Judgement("org-a", "ucdp-c", DIFFERENT, "Bob", "2024-02-01"),
    ]
    with pytest.raises(ArgumentError) as caught:
        Judgements(rows)
    assert str(caught.value) == (
        "org-a same un-b (Ann, 2024-01-02), ucdp-c same un-b (Ann, 2024-01-03), "
        "but org-a different ucdp-c (Bob, 2024-02-01); take one of them back"
    )


@given(accepted(), st.sets(st.sampled_from(IDS)))
@examples(200)
def test_whoever_stands_for_others_is_one_of_them_and_there(
    held: Judgements, there: set[str]
) -> None:
    records = {e: "curated" if e > "c" else "other" for e in there}
    stands = held.canonical(records)
    for entity, chosen in stands.items():
        assert held.verdict(entity, chosen) is SAME
        assert stands[chosen] == chosen
        group = {e for e in (*held.same_as(entity), entity) if e in there}
        assert {stands[e] for e in group} == {chosen}
        curated = {e for e in group if records[e] == "curated"}
        assert chosen == min(curated or group)


# -- the graph -----------------------------------------------------------------------------------


def listed() -> ig.KnowledgeGraph:
    """A list that knows the man and the front of the example by other ids."""
    rows = graph_of_claims(
        Claim("l-1", "HELD_OFFICE", "person-listed-7", "org-listed-3", role="emir"),
        Claim("l-2", "SPLIT_FROM", "org-listed-4", "org-listed-3", "2010"),
        entities=[
            Entity("person-listed-7", "Person", name="Anouar Dost"),
            Entity("org-listed-3", "Organisation", name="Front of the Red Pass"),
            Entity("org-listed-4", "Organisation", name="Red Pass, northern wing"),
        ],
        names=[Name("org-listed-3", "RPF", "acronym")],
        record="listed",
    )
    sources = {s: replace(row, id="src-l") for s, row in rows.sources.items()}
    cited = [replace(c, source=sources[c.source].id) for c in rows.citations.values()]
    return ig.KnowledgeGraph(
        rows.records.values(), rows.entities.values(), rows.names, rows.claims(), cited,
        sources.values(),
    )  # fmt: skip


FRONT = Judgement("org-listed-3", "org-red-pass-front", SAME, "Ann", "2024-01-02", "same names")
WING = Judgement("org-listed-4", "org-red-pass-front", SAME, "Ann", "2024-01-03")
MAN = Judgement("person-anwar-dost", "person-listed-7", UNSURE, "Ann", "2024-01-02")


def test_joining_makes_one_of_the_same_and_edits_no_record() -> None:
    both = graph(record="curated").merge(listed()).judged([FRONT, MAN])
    joined = both.joined()
    assert "org-listed-3" not in joined.entities
    assert joined.claim("l-1").object == "org-red-pass-front"
    assert joined.claim("l-1").record == "listed"
    assert {n.name for n in joined.names_of("org-red-pass-front")} >= {
        "Front of the Red Pass", "RPF", "جبهة"
    }  # fmt: skip
    assert both.only("listed") == listed()
    assert both.only("curated") == graph(record="curated")
    assert joined.joined() == joined
    ends = set(both.network().edges(keys=True)) - set(joined.network().edges(keys=True))
    assert {key for _, _, key in ends} == {"l-1", "l-2"}


def test_a_tie_of_an_entity_to_itself_is_left_out() -> None:
    both = graph(record="curated").merge(listed()).judged([FRONT, WING])
    assert "l-2" not in {c.id for c in both.joined().claims()}
    assert "l-2" in {c.id for c in both.claims()}
    assert len(both.joined().citations) == len(both.citations) - 1


def test_without_judgements_on_who_is_here_joining_changes_nothing() -> None:
    one = graph()
    assert one.judged([Judgement("org-x", "org-y", SAME)]).joined().entities == one.entities


def test_two_kinds_cannot_be_the_same() -> None:
    both = graph().merge(listed())
    with pytest.raises(ArgumentError, match="they cannot be the same"):
        both.judged([Judgement("org-red-pass-front", "person-listed-7", SAME)])


def test_judgements_have_a_record_of_their_own() -> None:
    with pytest.raises(ArgumentError, match="record 'example' has entities"):
        graph().judged([], Record("example"))
    anns = graph().merge(listed()).judged([FRONT], Record("ann"))
    both = anns.judged([replace(FRONT, who="Bob")], Record("bob"))
    assert [j.record for j in both.judgements] == ["ann", "bob"]
    assert [j.record for j in both.judged([], Record("ann")).judgements] == ["bob"]
    assert [j.who for j in both.only("bob").judgements] == ["Bob"]


# -- the database --------------------------------------------------------------------------------


def test_judgements_come_back_and_can_be_followed(database: Database) -> None:
    both = graph().merge(listed()).judged([FRONT, MAN])
    database.load(both)
    assert database.read() == both
    assert database.read("judgements").judgements == both.judgements
    (row,) = database.cypher(
        "MATCH (:Entity {id: 'org-red-pass-front'})-[s:SAME_AS]-(b:Entity) "
        "RETURN b.id, s.who, s.when, s.why"
    ).rows
    assert row == ("org-listed-3", "Ann", "2024-01-02", "same names")
    (row,) = database.cypher(
        "MATCH (j:Judgement {verdict: 'unsure'})-[:JUDGES]->(e:Entity) "
        "RETURN j.one, j.other, count(e)"
    ).rows
    assert row == ("person-anwar-dost", "person-listed-7", 2)
    assert [one.merged for one in database.load(both)] == [0, 0, 0]


def test_judgements_are_drawn_whatever_is_loaded_first_and_outlive_their_entities(
    database: Database,
) -> None:
    def same() -> list[str]:
        text = "MATCH (:Entity)-[s:SAME_AS]->(b:Entity) RETURN b.id ORDER BY b.id"
        return [b for (b,) in database.cypher(text).rows]

    database.load(ig.KnowledgeGraph().judged([FRONT, WING]))
    assert same() == []
    database.load(graph())
    database.load(listed())
    assert same() == ["org-red-pass-front"] * 2
    database.delete("listed")
    assert same() == []
    assert len(database.read("judgements").judgements) == 2
    database.load(listed())
    assert same() == ["org-red-pass-front"] * 2
    database.load(ig.KnowledgeGraph().judged([replace(FRONT, verdict=UNSURE), WING]))
    assert same() == ["org-red-pass-front"]
    database.delete("judgements")
    assert same() == []


def test_judgements_that_contradict_those_of_others_are_refused_and_nothing_changes(
    database: Database,
) -> None:
    database.load(ig.KnowledgeGraph().judged([FRONT], Record("ann")))
    against = ig.KnowledgeGraph().judged([replace(FRONT, verdict=DIFFERENT)], Record("bob"))
    with pytest.raises(ArgumentError, match="but org-listed-3 different org-red-pass-front"):
        database.load(against)
    assert list(database.records()) == ["ann"]


def test_the_view_of_a_graph_is_not_loaded_in_its_place(database: Database) -> None:
    both = graph(record="curated").merge(listed()).judged([FRONT])
    with pytest.raises(ArgumentError, match="load the graph that was joined"):
        database.load(both.joined())


def test_a_link_of_a_claim_that_is_left_out_goes_with_it() -> None:
    rows = listed()
    linked = ig.KnowledgeGraph(
        rows.records.values(), rows.entities.values(), rows.names, rows.claims(),
        rows.citations.values(), rows.sources.values(),
        [Link("l-2", "inferred_from", "l-1", record="listed")],
    )  # fmt: skip
    joined = graph().merge(linked).judged([FRONT, WING]).joined()
    assert not [x for x in joined.links if x.claim == "l-2"]
