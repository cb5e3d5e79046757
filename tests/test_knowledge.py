"""The graph in memory: what it answers, and what follows from rows together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import insurgraph as ig
from insurgraph.errors import ArgumentError, NotFoundError
from insurgraph.graph.dates import EARLIEST, LATEST, Period
from insurgraph.graph.dossier import dossier, evidence, sentence, when
from insurgraph.graph.model import Citation, Claim, Entity, Link, Name, Record, Source
from insurgraph.graph.vocabulary import parse
from tests import records
from tests.records import graph_of_claims
from tests.test_vocabulary import SMALL

DOST, KARIM = "person-anwar-dost", "person-karim-tal"
FRONT, BRIGADE = "org-red-pass-front", "org-valley-brigade"


def ids(claims: list[Claim]) -> list[str]:
    """Numbers of the claims of the example."""
    return [c.id.removeprefix("c-000") for c in claims]


# -- the worked example --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "status", "grade", "start", "end", "computed"),
    [
        ("c-0001", "asserted", "C3", ("", ""), ("2008-01-01", "2008-12-31"), ()),
        # somebody affirms and somebody denies
        (
            "c-0002", "disputed", "C4", ("", "2009-05-12"), ("2009-05-12", ""),
            ("end_earliest",),
        ),
        # the coder's own
        ("c-0003", "inferred", "C4", *2 * (("2008-01-01", "2009-05-12"),), ()),
        ("c-0004", "asserted", "C3", *2 * (("2008-01-01", "2009-05-12"),), ()),
        # his post ends with his death without anybody typing it
        ("c-0005", "inferred", "C4", ("", ""), ("", "2009-04-30"), ("end_latest",)),
        ("c-0006", "asserted", "C3", *2 * (("2009-04-01", "2009-04-30"),), ()),
        ("c-0007", "asserted", "C6", ("2009-01-01", "2009-12-31"), ("", ""), ()),
    ],
)  # fmt: skip
def test_what_follows_for_the_claims_of_the_example(
    claim: str,
    status: str,
    grade: str,
    start: tuple[str, str],
    end: tuple[str, str],
    computed: tuple[str, ...],
) -> None:
    found = records.graph().assess(claim)
    assert (found.status, str(found.grade)) == (status, grade)
    span = found.span
    days = (span.start_earliest, span.start_latest, span.end_earliest, span.end_latest)
    shown = ["" if d in (EARLIEST, LATEST) else d.isoformat() for d in days]
    assert (tuple(shown[:2]), tuple(shown[2:])) == (start, end)
    assert span.computed == computed
    assert found.sources == ("src-report-2009",)
    assert found.independent == 1


def test_who_led_the_front_when() -> None:
    kg = records.graph()
    held: dict[str, Any] = {"relation": "HELD_OFFICE", "object": FRONT}
    assert ids(kg.claims(**held, on="2009-05-01")) == ["2"]
    assert ids(kg.claims(**held, on="2009-04")) == ["2", "5"]
    assert ids(kg.claims(**held, on="2009-05-12", certainty="definite")) == ["2"]
    assert ids(kg.claims(**held, on="2009-05-13", certainty="definite")) == []
    assert ids(kg.claims(**held, on="2009-05-13")) == ["2"]


def test_an_instant_is_not_active_later() -> None:
    kg = records.graph()
    assert ids(kg.claims(relation="DEFECTED_TO", on="2009-01")) == ["3"]
    assert ids(kg.claims(relation="DEFECTED_TO", on="2010")) == []
    assert ids(kg.claims(relation="DEFECTED_TO", on="2008/2009", certainty="definite")) == ["3"]


# -- claims --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choices", "found"),
    [
        ({}, "1234567"),
        ({"relation": "HELD_OFFICE"}, "125"),
        ({"relation": ["DEFECTED_TO", "KILLED_BY"]}, "36"),
        ({"relation": []}, ""),
        ({"family": "defection"}, "34"),
        ({"family": ["membership", "force"]}, "1256"),
        ({"family": "force", "relation": "COUNTED"}, "67"),
        ({"subject": DOST}, "123"),
        ({"object": FRONT}, "2345"),
        ({"subject": DOST, "object": FRONT}, "23"),
        ({"subject": DOST, "relation": "HELD_OFFICE", "object": BRIGADE}, "1"),
        ({"subject": BRIGADE, "object": DOST}, ""),
        ({"entity": BRIGADE}, "134"),
        ({"entity": "place-tal"}, "6"),
        ({"entity": BRIGADE, "subject": BRIGADE}, "4"),
        ({"source": "src-report-2009"}, "1234567"),
        ({"status": "inferred"}, "35"),
        ({"status": ["inferred", "disputed"]}, "235"),
        ({"status": "denied"}, ""),
        ({"record": "example"}, "1234567"),
        ({"at_least": "C3"}, "146"),
        ({"at_least": "c4"}, "123456"),
        ({"at_least": "B4"}, ""),
        ({"on": "2007"}, "125"),
        ({"on": "2009-06-01"}, "27"),
        ({"on": date(2009, 6, 1)}, "27"),
        ({"on": Period(date(2009, 4, 1), date(2009, 4, 30)), "certainty": "definite"}, "6"),
        ({"on": "2008", "certainty": "definite"}, ""),
        ({"on": "2008-05-01", "certainty": "possible", "subject": DOST}, "123"),
        ({"certainty": "definite"}, "1234567"),
    ],
)
def test_claims_are_filtered_by_what_is_asked(choices: dict[str, Any], found: str) -> None:
    assert ids(records.graph().claims(**choices)) == list(found)


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"relation": "DEFECTED"}, "no relation 'DEFECTED'; did you mean 'DEFECTED_TO'?"),
        ({"relation": ["JOINED", "X"]}, "no relation 'X'"),
        ({"family": "defections"}, "no family 'defections'; did you mean 'defection'?"),
        ({"status": "confirmed"}, "no status 'confirmed'"),
        ({"subject": "org-x"}, "no entity 'org-x'"),
        ({"object": "person-anwar-dos"}, "did you mean 'person-anwar-dost'?"),
        ({"entity": ""}, "no entity ''"),
        ({"source": "src-x"}, "no source 'src-x'"),
        ({"record": "curated"}, "no record 'curated'"),
    ],
)
def test_what_is_not_there_is_told_with_the_nearest(choices: dict[str, Any], words: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        records.graph().claims(**choices)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "choices",
    [
        {"on": "2009-13"},
        {"on": "2009?"},
        {"on": "[2008,2009]"},
        {"on": 2009},
        {"at_least": "F6"},
        {"certainty": "sure"},
        {"certainty": "sure", "on": "2009"},
    ],
)
def test_what_cannot_be_used_is_told(choices: dict[str, Any]) -> None:
    with pytest.raises(ArgumentError):
        records.graph().claims(**choices)


def test_rows_are_found_by_id() -> None:
    kg = records.graph()
    assert kg.entity(DOST).name == "Anwar Dost"
    assert kg.claim("c-0003").origin == (BRIGADE,)
    assert [c.id for c in kg.citations_of("c-0002")] == ["c-0002.1", "c-0002.2"]
    assert [x.other for x in kg.links_of("c-0003")] == ["c-0001", "c-0002"]
    assert [x.claim for x in kg.links_of("c-0001")] == ["c-0003"]
    assert {n.name for n in kg.names_of(FRONT)} == {"RPF", "جبهة"}
    assert (kg.citations_of("c-9"), kg.links_of("c-9"), kg.names_of("org-x")) == ((), (), ())
    with pytest.raises(NotFoundError, match="they run from c-0001 to c-0007"):
        kg.claim("c-9999")
    with pytest.raises(NotFoundError, match="the graph is empty"):
        ig.KnowledgeGraph().claim("c-1")
    with pytest.raises(NotFoundError):
        kg.assess("c-9999")


def test_a_claim_names_its_entities_once() -> None:
    claim = Claim("c", "R", "a", "b", origin=("b", "c"), place=("d",), third="a")
    assert claim.entities == ("a", "b", "c", "d")


def test_a_graph_says_what_it_is() -> None:
    kg = records.graph()
    assert repr(kg) == "<KnowledgeGraph example 0.1: 6 entities, 7 claims, 1 sources>"
    assert len(kg) == 7
    assert "empty" in repr(ig.KnowledgeGraph())


def test_graphs_are_equal_when_their_rows_are() -> None:
    kg = records.graph()
    kg.assess("c-0001")
    assert kg == records.graph()
    assert kg != 7
    held = records.rows()
    for table, change in (
        ("entities", {"summary": "other"}),
        ("names", {"language": "ps"}),
        ("claims", {"note": "other"}),
        ("citations", {"credibility": 5}),
        ("sources", {"title": "other"}),
        ("links", {"note": "other"}),
    ):
        rows = getattr(held, table)
        changed: Any = (*rows[:-1], replace(rows[-1], **change))
        assert records.graph(replace(held, **{table: changed})) != kg
    assert records.graph(record="other") != kg


# -- what ends a state ---------------------------------------------------------------------------

OFFICE = Claim("c-1", "HELD_OFFICE", "person-a", "org-x", "2014", "..", role="emir")


def killed(id: str, start: str, who: str = "person-a") -> Claim:
    """A death."""
    return Claim(id, "KILLED_BY", who, "org-army", start)


def ends(*claims: Claim, citations: tuple[Citation, ...] = (), of: str = "c-1") -> str:
    """Latest possible end of a claim, empty when open."""
    latest = graph_of_claims(*claims, citations=citations).assess(of).span.end_latest
    return "" if latest == LATEST else latest.isoformat()


@pytest.mark.parametrize(
    ("deaths", "end"),
    [
        ([], ""),
        (["2016-07-26"], "2016-07-26"),
        (["2016"], "2016-12-31"),
        (["2016-07/2017-02"], "2017-02-28"),
        (["../2016"], "2016-12-31"),
        (["2016/.."], ""),
        ([""], ""),
        # where they disagree, the latest counts; a death without a date says nothing of when
        (["2016-07-26", "2017-04"], "2017-04-30"),
        (["2016-07-26", ""], "2016-07-26"),
        (["2016-07-26", "2016/.."], "2016-07-26"),
        # before the start: a contradiction, which shortens nothing
        (["2013"], ""),
    ],
)
def test_death_ends_a_persons_states(deaths: list[str], end: str) -> None:
    assert ends(OFFICE, *(killed(f"c-{n}", d) for n, d in enumerate(deaths, 2))) == end


@pytest.mark.parametrize(
    ("stances", "ended"),
    [
        (["asserts"], True),
        (["reports"], True),
        (["alleges"], False),
        (["implies"], False),
        (["denies"], False),
        (["doubts"], False),
        (["asserts", "denies"], False),
        (["asserts", "retracts"], False),
        (["asserts", "doubts"], True),
        (["reports", "alleges"], True),
    ],
)
def test_only_a_death_that_is_established_ends_anything(stances: list[str], ended: bool) -> None:
    citations = tuple(
        Citation(f"c-2.{n}", "c-2", "src-a", "para 1", stance=s) for n, s in enumerate(stances)
    )
    assert ends(OFFICE, killed("c-2", "2016"), citations=citations) == "2016-12-31" * ended


def test_dissolution_ends_an_organisations_states() -> None:
    merged = Claim("c-2", "MERGED_INTO", "org-x", "org-y", "2015-03")
    assert ends(OFFICE, merged) == "2015-03-31"
    assert ends(Claim("c-1", "RIVAL_OF", "org-z", "org-x", "2014"), merged) == "2015-03-31"
    assert ends(Claim("c-1", "PRESENT_IN", "org-x", "place-p", "2014"), merged) == "2015-03-31"


def test_what_ends_first_ends_the_state() -> None:
    merged = Claim("c-2", "MERGED_INTO", "org-x", "org-y", "2018")
    assert ends(OFFICE, merged, killed("c-3", "2016")) == "2016-12-31"
    assert ends(OFFICE, merged, killed("c-3", "2019")) == "2018-12-31"
    # a death that contradicts the claim does not hide the dissolution
    assert ends(OFFICE, merged, killed("c-3", "2012")) == "2018-12-31"


@pytest.mark.parametrize(
    "claim",
    [
        # an instant, and states that the vocabulary lets outlive those they are about
        Claim("c-1", "PLEDGED_TO", "person-a", "org-x"),
        Claim("c-1", "LISTED_BY", "person-a", "org-x", "2014"),
        Claim("c-1", "DIFFERENT_FROM", "person-a", "person-b"),
        Claim("c-1", "COUNTED", "person-a", start="2014", unit="wives", value_low=4.0),
        # the death of a third party
        Claim("c-1", "HELD_OFFICE", "person-b", "org-x", "2014", third="person-a", role="r"),
    ],
)
def test_death_ends_nothing_else(claim: Claim) -> None:
    assert ends(claim, killed("c-2", "2016")) == ""


def test_the_killer_lives_on() -> None:
    claim = Claim("c-1", "MEMBER_OF", "person-b", "org-x", "2014")
    death = Claim("c-2", "KILLED_BY", "person-a", "person-b", "2016")
    assert ends(claim, death) == ""


@pytest.mark.parametrize(
    ("passages", "until"),
    [
        ([("asserts", "2015-06-01")], "2015-06-01"),
        ([("asserts", "2015")], "2015-01-01"),
        ([("asserts", "2015"), ("alleges", "2018-10-31")], "2018-10-31"),
        ([("asserts", "2015"), ("denies", "2018-10-31")], "2015-01-01"),
        ([("asserts", "2015"), ("doubts", "2018")], "2015-01-01"),
        ([("asserts", "")], ""),
        ([("asserts", "../2018")], ""),
        ([("asserts", "2016/2018")], "2016-01-01"),
        ([("denies", "2018")], ""),
    ],
)
def test_a_state_is_known_to_go_on_until_it_is_last_affirmed(
    passages: list[tuple[str, str]], until: str
) -> None:
    citations = tuple(
        Citation(f"c-1.{n}", "c-1", "src-a", "para 1", stance=stance, as_of=as_of)
        for n, (stance, as_of) in enumerate(passages)
    )
    span = graph_of_claims(OFFICE, citations=citations).assess("c-1").span
    assert span.end_earliest == (date.fromisoformat(until) if until else EARLIEST)
    assert span.computed == (("end_earliest",) if until else ())
    assert span.end_latest == LATEST


def test_sources_and_grades_come_from_all_citations_together() -> None:
    kg = graph_of_claims(
        OFFICE,
        citations=[
            Citation("c-1.1", "c-1", "src-c", "para 1", credibility=3),
            Citation("c-1.2", "c-1", "src-b", "para 1", stance="alleges", credibility=4),
            Citation("c-1.3", "c-1", "src-a", "para 1", stance="denies", credibility=1),
        ],
        sources=[
            Source("src-a", "A", reliability="A"), Source("src-b", "B", reliability="B"),
            Source("src-c", "C", reliability="C"),
        ],
    )  # fmt: skip
    found = kg.assess("c-1")
    assert [str(g) for g in found.grades] == ["C3", "B4"]
    assert str(found.grade) == "C3"
    assert found.sources == ("src-a", "src-b", "src-c")
    assert [c.id for c in kg.claims(at_least="B4")] == ["c-1"]
    assert kg.claims(at_least="B3") == []


# -- records side by side ------------------------------------------------------------------------


def other() -> ig.KnowledgeGraph:
    """A second record, of other ids."""
    return graph_of_claims(Claim("d-1", "RIVAL_OF", "org-m", "org-n"), record="second")


def test_merging_puts_records_side_by_side_and_changes_neither() -> None:
    one, two = records.graph(), other()
    both = one.merge(two)
    assert list(both.records) == ["example", "second"]
    assert len(both) == 8
    assert [c.id for c in both.claims(record="second")] == ["d-1"]
    assert both.only("example") == one == records.graph()
    assert both.only("second") == two == other()
    assert both == two.merge(one)
    assert one.merge(ig.KnowledgeGraph()) == one


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (records.graph(), "both graphs have the record 'example'"),
        (records.graph(record="copy"), "both graphs have the entity"),
        (
            ig.KnowledgeGraph([Record("r")], sources=[Source("src-report-2009", record="r")]),
            "both graphs have the source 'src-report-2009'",
        ),
        (
            ig.KnowledgeGraph([Record("r")], claims=[Claim("c-0001", "R", "a", record="r")]),
            "both graphs have the claim 'c-0001'",
        ),
        (ig.KnowledgeGraph(vocabulary=parse(SMALL, "s")), "different vocabularies"),
    ],
)
def test_what_cannot_stand_side_by_side_is_refused(second: ig.KnowledgeGraph, words: str) -> None:
    with pytest.raises(ArgumentError, match=words):
        records.graph().merge(second)


def test_one_record_alone() -> None:
    with pytest.raises(NotFoundError, match="did you mean 'example'"):
        records.graph().only("exampel")


# -- words ---------------------------------------------------------------------------------------


def test_a_dossier_tells_what_is_said_of_an_entity_in_order_of_time() -> None:
    table = dossier(records.graph(), DOST)
    assert table.title == "Anwar Dost (person-anwar-dost, commander)"
    assert table.column("claim") == ["c-0002", "c-0003", "c-0001"]
    assert table.column("status") == ["disputed", "inferred", "asserted"]
    assert table.notes[1] == "Also named: Anouar Doost"
    assert table.column("evidence")[0] == [
        "alleges in The Front, a report, para 3, by two unnamed officials [C4]",
        "denies in The Front, a report, para 3, by Valley Brigade [C5]",
    ]
    with pytest.raises(NotFoundError):
        dossier(records.graph(), "person-x")


def test_an_entity_of_which_nothing_is_said_has_an_empty_dossier() -> None:
    kg = ig.KnowledgeGraph(entities=[Entity("org-x", "Organisation", name="X")])
    table = dossier(kg, "org-x")
    assert len(table) == 0
    assert table.title == "X (org-x, Organisation)"
    assert table.notes == ()


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("c-0001", "Anwar Dost held office in Valley Brigade (head of northern wing)"),
        ("c-0003", "Anwar Dost defected to Red Pass Front from Valley Brigade"),
        ("c-0004", "Valley Brigade lost members to Red Pass Front (district men): several"),
        ("c-0006", "Karim was killed by the army in Tal by shelling"),
        ("c-0007", "Red Pass Front counted: 96.5 to 3000 fighters"),
    ],
)
def test_a_claim_in_words(claim: str, words: str) -> None:
    kg = records.graph()
    assert sentence(kg, kg.claim(claim)) == words


@pytest.mark.parametrize(
    ("low", "high", "text", "words"),
    [
        (600.0, 800.0, "", "600 to 800 men"),
        (600.0, 600.0, "", "600 men"),
        (600.0, None, "", "600 or more men"),
        (None, 800.0, "", "up to 800 men"),
        (0.0, 0.0, "", "0 men"),
        (600.0, None, "about", "600 or more men (about)"),
        (None, None, "many", "many"),
    ],
)
def test_a_number_in_words(low: float | None, high: float | None, text: str, words: str) -> None:
    kg = graph_of_claims(
        Claim("c-1", "COUNTED", "org-x", unit="men", value_low=low, value_high=high, text=text)
    )
    assert sentence(kg, kg.claim("c-1")) == f"X counted: {words}"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2014", "", "2014"), ("2014", "..", "2014 to .."), ("", "2008", "unknown to 2008"),
        ("", "", ""), ("../2014", "2016?", "../2014 to 2016?"),
    ],
)  # fmt: skip
def test_dates_in_words(start: str, end: str, words: str) -> None:
    assert when(Claim("c", "R", "a", start=start, end=end)) == words


def test_evidence_that_cannot_be_judged_is_f6() -> None:
    kg = graph_of_claims(
        OFFICE,
        citations=[Citation("c-1.1", "c-1", "src-u", "para 2")],
        sources=[Source("src-u", "Leaflet")],
    )
    assert evidence(kg, kg.citations_of("c-1")[0]) == "asserts in Leaflet, para 2 [F6]"


def test_rows_are_kept_in_one_order_whatever_order_they_come_in() -> None:
    held = records.rows()
    kg = records.graph(replace(held, names=held.names[::-1], links=held.links[::-1]))
    assert kg == records.graph()
    assert [n.entity for n in kg.names] == sorted(n.entity for n in kg.names)
    assert isinstance(kg.links[0], Link)
    assert isinstance(kg.names[0], Name)
