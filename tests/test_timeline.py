"""The network over time: centrality by year, births and ends, turnover, changes between dates."""

from __future__ import annotations

from typing import Any

import pytest

import insurgraph as ig
from insurgraph.errors import ArgumentError, NotFoundError, ProjectionError
from insurgraph.graph.model import Claim
from tests.records import graph_of_claims

A, B, C, D = "org-a", "org-b", "org-c", "org-d"


def allied(number: int, one: str, other: str, start: str = "", end: str = "") -> Claim:
    return Claim(f"c-{number}", "ALLIED_WITH", one, other, start, end)


@pytest.fixture
def growing() -> ig.KnowledgeGraph:
    """A star that loses its centre: A in 2010 and 2011, B in 2012."""
    return graph_of_claims(
        allied(1, A, B, "2010", "2011"),
        allied(2, A, C, "2010", "2011"),
        allied(3, B, C, "2011", "2012"),
        allied(4, B, D, "2012", "2012"),
    )


# -- centrality by year --------------------------------------------------------------------------


def test_ranks_and_their_change_are_those_of_each_year(growing: ig.KnowledgeGraph) -> None:
    table = ig.timeline(growing, "degree")
    ranks = {(r["year"], r["id"]): (r["rank"], r["change"]) for r in table}
    assert ranks[2010, A] == (1, None)
    assert ranks[2011, B] == (1, 1)
    assert ranks[2012, B] == (1, 0)
    assert (2012, A) not in ranks


def test_top_keeps_whoever_was_ever_so_high(growing: ig.KnowledgeGraph) -> None:
    table = ig.timeline(growing, "degree", top=1, years="2010/2010")
    assert set(table.column("id")) == {A}
    assert len(ig.timeline(growing, "degree", top=0)) == 3 + 3 + 3


def test_a_year_without_ties_is_named_and_breaks_the_change_of_rank() -> None:
    kg = graph_of_claims(allied(1, A, B, "2010", "2010"), allied(2, A, B, "2012", "2012"))
    table = ig.timeline(kg, "degree")
    assert set(table.column("year")) == {2010, 2012}
    assert "Without a tie: 2011" in table.notes[0]
    assert table.column("change") == [None] * 4


def test_hostile_ties_do_not_count_unless_asked_for() -> None:
    kg = graph_of_claims(
        allied(1, A, B, "2010", "2010"), Claim("c-2", "CLASHED_WITH", A, C, "2010", "2010")
    )
    assert set(ig.timeline(kg).column("id")) == {A, B}
    assert set(ig.timeline(kg, ties="hostile").column("id")) == {A, C}


def test_undated_ties_count_in_every_year_and_are_counted_in_the_notes() -> None:
    kg = graph_of_claims(allied(1, A, B, "2010", "2012"), allied(2, C, D))
    table = ig.timeline(kg, "degree", years="2010/2011")
    assert {(r["year"], r["id"]) for r in table} >= {(2010, C), (2011, C)}
    assert any(note.startswith("1 of 2 ties have no date") for note in table.notes)
    assert C not in ig.timeline(kg, years="2010/2012", certainty="definite").column("id")


# -- births, ends, turnover ----------------------------------------------------------------------


def test_turnover_is_one_less_jaccards_index(growing: ig.KnowledgeGraph) -> None:
    table = {r["year"]: r for r in ig.tie_turnover(growing)}
    assert table[2010]["jaccard"] is None
    assert (table[2011]["kept"], table[2011]["gained"], table[2011]["lost"]) == (2, 1, 0)
    assert table[2011]["jaccard"] == pytest.approx(2 / 3)
    assert table[2012]["turnover"] == pytest.approx(1 - 1 / 4)


def test_births_and_ends_tell_must_from_can() -> None:
    kg = graph_of_claims(allied(1, A, B, "2010/2011", "2012"), allied(2, A, C, "2011", ".."))
    table = {r["year"]: r for r in ig.tie_turnover(kg)}
    assert (table[2010]["born"], table[2010]["born_possibly"]) == (0, 1)
    assert (table[2011]["born"], table[2011]["born_possibly"]) == (1, 2)
    assert (table[2012]["ended"], table[2012]["ended_possibly"]) == (1, 1)


def test_parallel_claims_are_one_dyad_and_several_ties() -> None:
    kg = graph_of_claims(allied(1, A, B, "2010", "2010"), allied(2, B, A, "2010", "2010"))
    (row,) = ig.tie_turnover(kg)
    assert (row["dyads"], row["ties"]) == (1, 2)


# -- between two dates ---------------------------------------------------------------------------


def test_a_change_is_certain_only_when_one_date_must_have_it() -> None:
    kg = graph_of_claims(
        allied(1, A, B, "2010", "2011"),
        allied(2, A, C, "2012/2015", "2016"),
        allied(3, A, D, "2014", ".."),
        allied(4, B, C),
    )
    table = ig.change_between(kg, "2010-12-31", "2014-12-31")
    assert [(r["claim"], r["change"], r["certainty"]) for r in table] == [
        ("c-1", "gone", "certain"),
        ("c-2", "new", "possible"),
        ("c-3", "new", "possible"),
    ]
    assert "1 ties may hold" in table.notes[1]
    sure = ig.change_between(kg, "2010-12-31", "2016")
    assert {r["claim"]: r["certainty"] for r in sure}["c-2"] == "certain"


def test_a_tie_of_a_moment_is_gone_after_it() -> None:
    kg = graph_of_claims(Claim("c-1", "PLEDGED_TO", A, B, "2010-05"))
    (row,) = ig.change_between(kg, "2010", "2011")
    assert (row["change"], row["certainty"]) == ("gone", "certain")


def test_ties_of_every_sign_are_compared() -> None:
    kg = graph_of_claims(Claim("c-1", "CLASHED_WITH", A, B, "2010", "2010"))
    assert ig.change_between(kg, "2010", "2011").column("family") == ["rivalry"]


# -- what cannot be asked ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("analysis", "choices", "error", "said"),
    [
        (ig.timeline, {"measure": "fame"}, NotFoundError, "fame"),
        (ig.timeline, {"on": "2010"}, ArgumentError, "years"),
        (ig.timeline, {"top": -1}, ArgumentError, "0 or more"),
        (ig.timeline, {"years": "2010/.."}, ArgumentError, "no first or last year"),
        (ig.timeline, {"years": "1990/1991"}, ProjectionError, "no year has a tie"),
        (ig.timeline, {"ties": "hostile"}, ProjectionError, "by sign"),
        (ig.tie_turnover, {"at_least": "A1"}, ProjectionError, "by grade"),
        (ig.change_between, {"before": "2010", "after": "2010"}, ArgumentError, "needs two"),
        (ig.change_between, {"before": "1990", "after": "1991"}, ProjectionError, "1991"),
        (ig.change_between, {"before": "x", "after": "1991"}, ArgumentError, "'x'"),
    ],
)
def test_what_cannot_be_used_is_said(
    analysis: Any,
    choices: dict[str, Any],
    error: type[Exception],
    said: str,
    growing: ig.KnowledgeGraph,
) -> None:
    with pytest.raises(error, match=said):
        analysis(growing, **choices)


@pytest.mark.parametrize("analysis", [ig.timeline, ig.tie_turnover])
def test_an_empty_record_and_one_without_dates_say_so(analysis: Any) -> None:
    with pytest.raises(ProjectionError):
        analysis(ig.KnowledgeGraph())
    with pytest.raises(ProjectionError, match="no tie has a date"):
        analysis(graph_of_claims(allied(1, A, B)))
