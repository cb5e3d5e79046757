"""What is contested, and that both sides of it are shown."""

from __future__ import annotations

import pytest

import insurgraph as ig
from insurgraph.errors import NotFoundError
from insurgraph.graph.model import Citation, Claim, Link, Source
from tests import records


def _rival(id_: str, start: str = "") -> Claim:
    return Claim(id_, "RIVAL_OF", "org-a", "org-b", start)


def _cited(id_: str, claim: str, stance: str, credibility: int, note: str = "") -> Citation:
    return Citation(
        id_, claim, "src-a", "para 1", stance=stance, credibility=credibility, note=note
    )


def test_a_claim_that_is_only_affirmed_is_not_contested() -> None:
    kg = records.graph_of_claims(_rival("c-1"))
    table = ig.contested(kg)
    assert len(table) == 0
    assert table.notes[0].startswith("0 claims")


@pytest.mark.parametrize(
    ("stance", "kind"), [("denies", "denial"), ("doubts", "doubt"), ("retracts", "retraction")]
)
def test_each_side_of_a_claim_has_its_own_row_grade_evidence_and_note(
    stance: str, kind: str
) -> None:
    kg = records.graph_of_claims(
        _rival("c-1", "2014"),
        citations=[
            _cited("c-1.1", "c-1", "asserts", 3),
            _cited("c-1.2", "c-1", "alleges", 2),
            _cited("c-1.3", "c-1", stance, 4, "its spokesman"),
        ],
    )
    one, other = ig.contested(kg)
    assert (one["contest"], one["kind"], one["side"]) == ("c-1", kind, "affirms")
    assert (other["contest"], other["kind"], other["side"]) == ("c-1", kind, stance)
    assert one["says"] == other["says"] == "A is a rival of B"
    assert one["when"] == "2014"
    assert (one["grade"], other["grade"]) == ("C2", "C4")
    assert (len(one["evidence"]), len(other["evidence"])) == (2, 1)
    assert (one["note"], other["note"]) == ("", "its spokesman")
    assert one["status"] == kg.assess("c-1").status


def test_denial_and_doubt_are_two_sides_against() -> None:
    kg = records.graph_of_claims(
        _rival("c-1"),
        citations=[
            _cited("c-1.1", "c-1", "asserts", 3),
            _cited("c-1.2", "c-1", "denies", 3),
            _cited("c-1.3", "c-1", "doubts", 3),
        ],
    )
    table = ig.contested(kg)
    assert table.column("side") == ["affirms", "doubts", "denies"]
    assert set(table.column("kind")) == {"doubt, denial"}


def test_a_claim_that_nobody_affirms_has_one_side_only() -> None:
    kg = records.graph_of_claims(_rival("c-1"), citations=[_cited("c-1.1", "c-1", "denies", 3)])
    assert len(ig.contested(kg)) == 0


def test_an_ungraded_passage_stands_below_a_graded_one() -> None:
    kg = records.graph_of_claims(
        _rival("c-1"),
        citations=[
            Citation("c-1.1", "c-1", "src-f", "para 1", credibility=1),
            _cited("c-1.2", "c-1", "asserts", 5),
            _cited("c-1.3", "c-1", "denies", 3),
        ],
        sources=[Source("src-f", "A leaflet")],
    )
    assert ig.contested(kg).column("grade") == ["C5", "C3"]


def _contradicting() -> ig.KnowledgeGraph:
    kg = records.graph_of_claims(
        _rival("c-1"),
        Claim("c-2", "ALLIED_WITH", "org-a", "org-b"),
        Claim("c-3", "LEFT", "coll-c", "org-b"),
    )
    return ig.KnowledgeGraph(
        kg.records.values(), kg.entities.values(), (), kg.claims(), kg.citations.values(),
        kg.sources.values(),
        [Link("c-2", "contradicts", "c-1", "not both"), Link("c-3", "same_event", "c-1")],
    )  # fmt: skip


def test_claims_that_contradict_each_other_stand_side_by_side_with_the_note_of_the_link() -> None:
    first, second = ig.contested(_contradicting())
    assert {first["contest"], second["contest"]} == {"c-2 / c-1"}
    assert [(r["side"], r["claim"]) for r in (first, second)] == [
        ("first", "c-2"),
        ("second", "c-1"),
    ]
    assert {r["note"] for r in (first, second)} == {"not both"}
    assert {r["kind"] for r in (first, second)} == {"contradiction"}


def test_contests_of_one_entity() -> None:
    kg = _contradicting()
    assert len(ig.contested(kg, "org-a")) == 2
    assert len(ig.contested(kg, "coll-c")) == 0
    with pytest.raises(NotFoundError, match="no entity 'org-z'"):
        ig.contested(kg, "org-z")


def test_every_contest_of_the_curated_record_has_two_sides_with_evidence(
    kg: ig.KnowledgeGraph,
) -> None:
    table = ig.contested(kg)
    sides: dict[str, int] = {}
    for row in table:
        sides[row["contest"]] = sides.get(row["contest"], 0) + 1
        assert row["evidence"]
        assert row["says"]
    assert sides
    assert min(sides.values()) >= 2
    linked = [x for x in kg.links if x.link == "contradicts"]
    assert table.column("kind").count("contradiction") == 2 * len(linked)
    assert all(x.note for x in linked), "a contradiction is explained"
