"""Who may be who across records: which pairs are found, why, and what a rule may settle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

import insurgraph as ig
from insurgraph.graph.judgement import Judgement, Judgements, Verdict
from insurgraph.graph.model import Citation, Claim, Entity, Name, Record, Source
from insurgraph.loaders import candidates as module
from insurgraph.loaders.candidates import Candidate, accept, candidates
from tests.properties import examples

TODAY = "2024-01-02"


def record(
    name: str,
    entities: Iterable[Entity],
    names: Iterable[Name] = (),
    claims: Sequence[Claim] = (),
) -> ig.KnowledgeGraph:
    """A record of these rows; every claim is asserted in one source."""
    from dataclasses import replace

    source = Source(f"src-{name}", "A paper", reliability="B", record=name)
    cited = [Citation(f"{c.id}.1", c.id, source.id, "p", credibility=2, record=name)
             for c in claims]  # fmt: skip
    return ig.KnowledgeGraph(
        [Record(name)],
        [replace(e, record=name) for e in entities],
        [replace(n, record=name) for n in names],
        [replace(c, record=name) for c in claims],
        cited,
        [source],
    )


def org(entity: str, name: str, note: str = "", subkind: str = "") -> Entity:
    return Entity(entity, "Organisation", subkind, name, note=note)


def person(entity: str, name: str) -> Entity:
    return Entity(entity, "Person", name=name)


def found(*records: ig.KnowledgeGraph, **more: object) -> list[Candidate]:
    both = records[0]
    for other in records[1:]:
        both = both.merge(other)
    return candidates(both, **more)  # type: ignore[arg-type]


def pairs(all_: Iterable[Candidate]) -> list[tuple[str, str]]:
    return [(c.one, c.other) for c in all_]


def parts(candidate: Candidate) -> dict[str, float]:
    return {p.what: p.points for p in candidate.parts}


# -- who is found --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "other",
    [
        "Front of the Red Pass", "Jabhat Red Pass", "RED PASS  FRONT", "Redpass Front", "RPF",
        "Red Paas Front",
    ],
)  # fmt: skip
def test_names_meet_however_they_are_written(other: str) -> None:
    one = record("a", [org("org-a", "Red Pass Front")])
    assert pairs(found(one, record("b", [org("b.org-1", other)]))) == [("b.org-1", "org-a")]


def test_further_names_of_both_are_compared_too() -> None:
    one = record("a", [org("org-a", "Valley Brigade")], [Name("org-a", "Liwa al-Wadi")])
    other = record("b", [org("org-b", "LW")], [Name("org-b", "Liwaa al-Wadi", "former")])
    (candidate,) = found(one, other)
    assert candidate.parts[0].why == (
        "'Liwa al-Wadi' and 'Liwaa al-Wadi' (alias and former name): same words in another spelling"
    )
    assert not candidate.firm


def test_two_kinds_or_two_of_one_record_are_not_proposed_unasked() -> None:
    one = record("a", [org("org-a", "Red Pass Front"), org("org-c", "Red Pass Front")])
    other = record("b", [person("person-b", "Red Pass Front")])
    assert found(one, other) == []
    assert pairs(found(one, other, within=True)) == [("org-a", "org-c")]


def test_what_is_judged_does_not_come_again_save_the_unsure_when_asked() -> None:
    one, other = record("a", [org("org-a", "Red Pass Front")]), record("b", [org("org-b", "RPF")])
    both = one.merge(other)

    def left(verdict: Verdict, *, again: bool) -> int:
        judged = both.judged([Judgement("org-a", "org-b", verdict)])
        return len(candidates(judged, again=again))

    assert left(Verdict.SAME, again=True) == left(Verdict.DIFFERENT, again=True) == 0
    assert (left(Verdict.UNSURE, again=False), left(Verdict.UNSURE, again=True)) == (0, 1)


def test_initials_of_others_are_not_alike_by_their_sound() -> None:
    one = record("a", [org("org-a", "Red Pass Front")], [Name("org-a", "RPF", "acronym")])
    other = record("b", [org("org-b", "Ripoff League")], [Name("org-b", "RPAF")])
    assert found(one, other) == []


def test_a_key_that_everybody_shares_is_left_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CROWD", 3)
    ones = [person(f"person-a{n}", f"Hamza {w}") for n, w in enumerate(("Dost", "Tal", "Wadi"))]
    others = [person(f"person-b{n}", f"Hamza {w}") for n, w in enumerate(("Dost", "Kohat", "Zor"))]
    assert pairs(found(record("a", ones), record("b", others))) == [("person-a0", "person-b0")]


# -- what speaks for and against -----------------------------------------------------------------


def test_the_score_is_the_sum_of_its_parts() -> None:
    one = record(
        "a",
        [
            org("org-a", "Red Pass Front", subkind="militant-group"),
            Entity("place-a", "Place", name="Tal"),
        ],
        [Name("org-a", "Valley Lions")],
        [Claim("c-1", "PRESENT_IN", "org-a", "place-a", "2009", "2012")],
    )  # fmt: skip
    other = record(
        "b",
        [
            org("org-b", "Front of the Red Pass", subkind="party"),
            Entity("place-b", "Place", name="TAL"),
        ],
        [Name("org-b", "Lions of the Valley")],
        [Claim("c-2", "PRESENT_IN", "org-b", "place-b", "2010", "2011")],
    )  # fmt: skip
    (candidate,) = found(one, other)
    assert parts(candidate) == {
        "names": 99.0, "further names": 4.0, "subkind": -4.0, "places": 4.0, "dates": 2.0
    }  # fmt: skip
    assert candidate.score == min(100.0, sum(parts(candidate).values()))


def test_who_ended_before_the_other_began_is_hardly_the_same() -> None:
    one = record(
        "a",
        [person("person-a", "Anwar Dost"), org("org-a", "the army")],
        claims=[Claim("c-1", "KILLED_BY", "person-a", "org-a", "2009-04")],
    )
    other = record(
        "b",
        [person("person-b", "Anwar Doost"), org("org-b", "a party")],
        claims=[Claim("c-2", "JOINED", "person-b", "org-b", "2014")],
    )
    (candidate,) = found(one, other)
    assert parts(candidate)["dates"] == -20
    assert "person-a ended by 2009-04-30, person-b is first heard of in 2014" in candidate.why


def test_identifiers_that_two_data_sets_share_weigh_most() -> None:
    one = record("a", [org("org-a", "Red Pass Front", "id other-list: 7")])
    alike = record("b", [org("org-b", "Wadi Council", "id other-list: 7")])
    clashing = record("b", [org("org-b", "Red Pass Front", "id other-list: 8")])
    (shared,) = found(one, alike, at_least=50)
    assert shared.firm
    assert parts(shared)["identifiers"] == 60
    assert parts(found(one, clashing)[0])["identifiers"] == -30


def test_namesakes_weaken_each_other() -> None:
    one = record("a", [org("org-a", "Red Pass Front")])
    other = record("b", [org("org-b", "Red Pass Front"), org("org-c", "Red Pass Front")])
    assert {parts(c)["namesakes"] for c in found(one, other)} == {-8.0}


# -- what a rule may settle ----------------------------------------------------------------------


def by_rule(*records: ig.KnowledgeGraph) -> list[tuple[str, str]]:
    both = records[0]
    for other in records[1:]:
        both = both.merge(other)
    return [j.pair for j in accept(both, candidates(both), TODAY, at_least=90)]


def test_a_rule_joins_organisations_alike_in_preferred_name_alone() -> None:
    one = record("a", [org("org-a", "Red Pass Front")])
    assert by_rule(one, record("b", [org("org-b", "Front of the Red Pass")])) == [
        ("org-a", "org-b")
    ]


@pytest.mark.parametrize(
    ("names", "kind"), [("Front of the Red Pass", "alias"), ("RPF", "acronym"), ("Front", "weak")]
)
def test_a_rule_never_joins_on_an_alias_alone(names: str, kind: str) -> None:
    one = record("a", [org("org-a", "Red Pass Front")], [Name("org-a", names, kind)])
    other = record("b", [org("org-b", "Wadi Council")], [Name("org-b", names, kind)])
    assert by_rule(one, other) == []


def test_a_rule_never_joins_persons_by_name_alone() -> None:
    one, other = record("a", [person("person-a", "Anwar Dost")]), [person("person-b", "Anwar Dost")]
    assert by_rule(one, record("b", other)) == []
    more = [Name("person-b", "Hamza the Lame")]
    assert by_rule(
        record("a", [person("person-a", "Anwar Dost")], [Name("person-a", "Hamza the Lame")]),
        record("b", other, more),
    ) == [("person-a", "person-b")]


def test_a_rule_leaves_field_words_to_a_person() -> None:
    one = record("a", [org("org-a", "Islamic Army")])
    assert by_rule(one, record("b", [org("org-b", "Islamic Army")])) == []


def test_a_rule_leaves_namesakes_to_a_person() -> None:
    one = record("a", [org("org-a", "Red Pass Front")])
    two = record("b", [org("org-b", "Red Pass Front"), org("org-c", "Front of the Red Pass")])
    assert by_rule(one, two) == []


def test_a_rule_does_not_go_against_what_a_person_judged() -> None:
    one = record("a", [org("org-a", "Red Pass Front")])
    two, three = record("b", [org("org-b", "RP Front")]), record("c", [org("org-c", "RPF")])
    both = one.merge(two).merge(three)
    held = [
        Judgement("org-a", "org-c", Verdict.SAME),
        Judgement("org-b", "org-c", Verdict.DIFFERENT),
    ]
    clear = Candidate("org-a", "org-b", 100.0, (), firm=True)
    assert accept(both.judged(held), [clear], TODAY) == []
    assert len(accept(both.judged(held[:1]), [clear], TODAY)) == 1


ids = [f"org-{r}{n}" for r in "abc" for n in range(3)]
across = [(a, b) for a in ids for b in ids if a[4] < b[4]]
links = st.lists(st.sampled_from(across), max_size=12)


@given(links, links)
@examples(150)
def test_a_rule_never_makes_one_of_two_entries_of_a_record(
    proposed: list[tuple[str, str]], apart: list[tuple[str, str]]
) -> None:
    graph = record("a", [org(i, i) for i in ids if i[4] == "a"])
    for name in "bc":
        graph = graph.merge(record(name, [org(i, i) for i in ids if i[4] == name]))
    graph = graph.judged([Judgement(a, b, Verdict.DIFFERENT) for a, b in dict.fromkeys(apart)])
    clear = [Candidate(a, b, 100.0, (), firm=True) for a, b in proposed]
    judged = Judgements([*graph.judgements, *accept(graph, clear, TODAY)])
    for group in judged.groups():
        records = [i[4] for i in group]
        assert len(records) == len(set(records))
