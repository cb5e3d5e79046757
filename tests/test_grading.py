"""Status, grade and independence, each rule of the codebook as a table."""

from __future__ import annotations

from itertools import chain, combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insurgraph.errors import ArgumentError
from insurgraph.graph.grading import (
    UNJUDGED,
    Grade,
    ancestry,
    count_independent,
    grades_of,
    independent,
    status_of,
    threshold,
)
from insurgraph.graph.model import Citation, Claim, Source
from insurgraph.graph.vocabulary import default
from tests.properties import examples
from tests.records import graph_of_claims

STANCES = ("asserts", "reports", "alleges", "implies", "doubts", "denies", "retracts")


def cited(*stances: str) -> list[Citation]:
    """One citation a stance."""
    return [Citation(f"c.{n}", "c", "src-a", stance=s) for n, s in enumerate(stances)]


# -- status (rule 7) -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stances", "status"),
    [
        # one stance
        (("asserts",), "asserted"),
        (("reports",), "reported"),
        (("alleges",), "alleged"),
        (("implies",), "inferred"),
        (("doubts",), "unsupported"),
        (("denies",), "denied"),
        (("retracts",), "retracted"),
        # the strongest affirmation counts
        (("implies", "alleges"), "alleged"),
        (("alleges", "reports"), "reported"),
        (("implies", "asserts", "alleges"), "asserted"),
        (("asserts", "asserts"), "asserted"),
        # affirmed and denied
        (("asserts", "denies"), "disputed"),
        (("reports", "denies"), "disputed"),
        (("alleges", "denies"), "disputed"),
        (("implies", "denies"), "disputed"),
        (("asserts", "doubts", "denies"), "disputed"),
        # doubt beside affirmation changes the grade, not the status
        (("asserts", "doubts"), "asserted"),
        (("implies", "doubts"), "inferred"),
        # nothing affirms
        (("denies", "doubts"), "denied"),
        (("doubts", "doubts"), "unsupported"),
        ((), "unsupported"),
        # a retraction beats everything
        (("retracts", "asserts"), "retracted"),
        (("retracts", "asserts", "denies"), "retracted"),
        (("retracts", "denies"), "retracted"),
        (("retracts", "doubts"), "retracted"),
    ],
)
def test_status_is_the_first_rule_that_matches(stances: tuple[str, ...], status: str) -> None:
    for order in permutations(stances):
        assert status_of(cited(*order), default()) == status


def test_every_mixture_of_stances_has_a_status_and_obeys_the_rules() -> None:
    affirming = {"asserts", "reports", "alleges", "implies"}
    mixtures = chain.from_iterable(combinations(STANCES, n) for n in range(len(STANCES) + 1))
    for stances in map(set, mixtures):
        status = status_of(cited(*stances), default())
        assert status in default().statuses
        assert (status == "retracted") == ("retracts" in stances)
        if "retracts" not in stances:
            assert (status == "disputed") == ("denies" in stances and bool(stances & affirming))
            assert (status == "denied") == ("denies" in stances and not stances & affirming)
            assert (status == "unsupported") == (not stances - {"doubts"})


@pytest.mark.parametrize(
    ("status", "tie"),
    [
        ("asserted", True), ("reported", True), ("alleged", True), ("inferred", True),
        ("disputed", True), ("unsupported", False), ("denied", False), ("retracted", False),
    ],
)  # fmt: skip
def test_only_affirmed_claims_become_ties(status: str, tie: bool) -> None:
    assert default().statuses[status].edge is tie


# -- grades (rules 7 and 9) ----------------------------------------------------------------------


def graded(*passages: tuple[str, str, int | None]) -> list[str]:
    """Grades of a claim whose citations have these reliabilities, stances and credibilities."""
    sources = {
        f"src-{r or 'none'}": Source(f"src-{r or 'none'}", reliability=r) for r, _, _ in passages
    }
    citations = [
        Citation(f"c.{n}", "c", f"src-{r or 'none'}", stance=stance, credibility=credibility)
        for n, (r, stance, credibility) in enumerate(passages)
    ]
    found = [
        [str(g) for g in grades_of(order, sources, default())] for order in permutations(citations)
    ]
    assert all(f == found[0] for f in found)  # in whatever order they come
    return found[0]


@pytest.mark.parametrize(
    ("passages", "grades"),
    [
        ([("B", "asserts", 2)], ["B2"]),
        ([("B", "asserts", 3), ("C", "asserts", 3)], ["B3"]),
        ([("B", "asserts", 3), ("B", "alleges", 2)], ["B2"]),
        # neither is better than the other
        ([("B", "asserts", 4), ("C", "asserts", 3)], ["C3", "B4"]),
        ([("A", "asserts", 5), ("B", "asserts", 4), ("C", "asserts", 3)], ["C3", "B4", "A5"]),
        ([("A", "asserts", 5), ("B", "asserts", 4), ("C", "asserts", 4)], ["B4", "A5"]),
        # what cannot be judged
        ([("B", "asserts", None)], ["B6"]),
        ([("B", "asserts", 6)], ["B6"]),
        ([("", "asserts", 3)], ["F3"]),
        ([("F", "asserts", None)], ["F6"]),
        ([("F", "asserts", 6), ("C", "asserts", 3)], ["C3"]),
        ([("F", "asserts", 3), ("C", "asserts", 3)], ["C3"]),
        # an unjudged part never stands above a judged grade
        ([("F", "asserts", 2), ("C", "asserts", 3)], ["C3", "F2"]),
        ([("A", "asserts", None), ("D", "asserts", 5)], ["D5", "A6"]),
        # only affirming passages count
        ([("A", "denies", 1), ("C", "asserts", 3)], ["C3"]),
        ([("A", "retracts", 1), ("C", "asserts", 3)], ["C3"]),
        ([("A", "denies", 2)], ["F6"]),
        ([("A", "doubts", 2)], ["F6"]),
        ([], ["F6"]),
        # doubt beside affirmation caps credibility at 4
        ([("B", "asserts", 2), ("D", "doubts", 3)], ["B4"]),
        ([("B", "asserts", 4), ("D", "doubts", 3)], ["B4"]),
        ([("B", "asserts", 5), ("D", "doubts", 3)], ["B5"]),
        ([("B", "asserts", None), ("D", "doubts", 3)], ["B6"]),
        ([("B", "asserts", 2), ("C", "asserts", 1), ("D", "doubts", 3)], ["B4"]),
        # a denial is a dispute, and no cap
        ([("B", "asserts", 2), ("D", "denies", 3)], ["B2"]),
    ],
)  # fmt: skip
def test_grades_of_a_claim_are_those_that_no_other_is_better_than(
    passages: list[tuple[str, str, int | None]], grades: list[str]
) -> None:
    assert graded(*passages) == grades


PASSAGES = st.lists(
    st.tuples(
        st.sampled_from(["", *"ABCDEF"]),
        st.sampled_from(STANCES),
        st.none() | st.integers(1, 6),
    ),
    max_size=4,
)


@examples(80)
@given(PASSAGES, st.sampled_from("ABCDE"), st.integers(1, 5))
def test_a_claim_passes_a_threshold_when_one_affirming_passage_does(
    passages: list[tuple[str, str, int | None]], reliability: str, credibility: int
) -> None:
    limit = Grade(reliability, credibility)
    doubted = any(stance == "doubts" for _, stance, _ in passages)
    one_does = any(
        default().stances[stance].affirms
        and "A" <= r <= reliability
        and (max(c, 4) if doubted and c else c or 6) <= credibility
        for r, stance, c in passages
    )
    found = [Grade(g[0], int(g[1])) for g in graded(*passages)]
    assert any(g.at_least(limit) for g in found) is one_does
    assert found[0].judged or not any(g.judged for g in found)


@pytest.mark.parametrize(
    ("grade", "limit", "passes"),
    [
        ("C3", "C3", True), ("B3", "C3", True), ("C2", "C3", True), ("A1", "C3", True),
        ("D3", "C3", False), ("C4", "C3", False), ("A4", "C3", False), ("D1", "C3", False),
        ("F6", "E5", False), ("F3", "E5", False), ("B6", "E5", False), ("E5", "E5", True),
    ],
)  # fmt: skip
def test_a_filter_asks_for_both_parts_and_leaves_out_what_cannot_be_judged(
    grade: str, limit: str, passes: bool
) -> None:
    assert Grade(grade[0], int(grade[1])).at_least(threshold(limit)) is passes


@pytest.mark.parametrize(("text", "grade"), [("C3", "C3"), ("a1", "A1"), (" e5 ", "E5")])
def test_a_threshold_is_a_letter_and_a_digit(text: str, grade: str) -> None:
    assert str(threshold(text)) == grade


@pytest.mark.parametrize("text", ["", "C", "3", "3C", "C 3", "F6", "C6", "F3", "G1", "C0", "C33"])
def test_what_is_no_threshold_is_refused(text: str) -> None:
    with pytest.raises(ArgumentError, match="write a letter"):
        threshold(text)


def test_unjudged_is_f6() -> None:
    assert str(UNJUDGED) == "F6"
    assert not UNJUDGED.judged


# -- independence (rule 8) -----------------------------------------------------------------------

SOURCES = {
    s.id: s
    for s in (
        Source("src-a"),
        Source("src-b"),
        Source("src-c"),
        Source("src-from-a", derived_from=("src-a",)),
        Source("src-from-that", derived_from=("src-from-a",)),
        Source("src-also-from-a", derived_from=("src-a", "src-c")),
    )
}


def passage(source: str, claimant: str = "", *via: str, id: str = "") -> Citation:
    """A citation in a source, by somebody, through somebody."""
    return Citation(id or f"c.{source}.{claimant}.{via}", "c", source, claimant=claimant, via=via)


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        (passage("src-a"), passage("src-b"), True),
        (passage("src-a", "one"), passage("src-b", "two"), True),
        (passage("src-a", "one", "x"), passage("src-b", "two", "y"), True),
        # the same source
        (passage("src-a"), passage("src-a"), False),
        (passage("src-a", "one"), passage("src-a", "two"), False),
        # a source derived from the other, however far back, or both from a third
        (passage("src-a"), passage("src-from-a"), False),
        (passage("src-a"), passage("src-from-that"), False),
        (passage("src-b"), passage("src-from-that"), True),
        (passage("src-from-a"), passage("src-also-from-a"), False),
        (passage("src-c"), passage("src-from-a"), True),
        # the same utterer, the same messenger
        (passage("src-a", "org-x"), passage("src-b", "org-x"), False),
        (passage("src-a", "A Wire"), passage("src-b", "a wire"), False),
        (passage("src-a", "one", "a wire"), passage("src-b", "two", "a wire"), False),
        (passage("src-a", "one", "x", "a wire"), passage("src-b", "two", "a wire", "y"), False),
        # who passes on here what he utters there
        (passage("src-a", "a wire"), passage("src-b", "two", "a wire"), False),
        # that nobody is named is nothing shared
        (passage("src-a", ""), passage("src-b", ""), True),
    ],
)
def test_two_passages_count_as_two_when_they_share_nobody(
    a: Citation, b: Citation, apart: bool
) -> None:
    assert independent(a, b, SOURCES) is apart
    assert independent(b, a, SOURCES) is apart


def test_sources_derived_from_each_other_in_a_circle_are_one() -> None:
    sources = {
        "src-x": Source("src-x", derived_from=("src-y",)),
        "src-y": Source("src-y", derived_from=("src-x", "src-gone")),
    }
    assert ancestry("src-x", sources) == {"src-x", "src-y", "src-gone"}
    assert not independent(passage("src-x"), passage("src-y"), sources)


@pytest.mark.parametrize(
    ("passages", "count"),
    [
        ([], 0),
        ([passage("src-a")], 1),
        ([passage("src-a"), passage("src-a", "one")], 1),
        ([passage("src-a"), passage("src-b"), passage("src-c")], 3),
        ([passage("src-a"), passage("src-from-a"), passage("src-b")], 2),
        # the middle one shares with both ends: the two ends count
        ([passage("src-b", "x"), passage("src-c", "x", "y"), passage("src-a", "y")], 2),
        # three that share pairwise
        ([passage("src-a", "x", "y"), passage("src-b", "y", "z"), passage("src-c", "z", "x")], 1),
    ],
)
def test_how_many_passages_are_independent(passages: list[Citation], count: int) -> None:
    for order in permutations(passages):
        assert count_independent(order, SOURCES) == count


VOICES = st.sampled_from(["", "u", "v", "w"])


@examples(150)
@given(st.lists(st.tuples(st.sampled_from(sorted(SOURCES)), VOICES, VOICES), max_size=6))
def test_the_number_of_independent_passages_is_never_more_than_the_truth(
    drawn: list[tuple[str, str, str]],
) -> None:
    passages = [passage(s, c, v, id=f"c.{n}") for n, (s, c, v) in enumerate(drawn)]
    truth = max(
        len(group)
        for size in range(len(passages) + 1)
        for group in combinations(passages, size)
        if all(independent(a, b, SOURCES) for a, b in combinations(group, 2))
    )
    assert (1 if passages else 0) <= count_independent(passages, SOURCES) <= truth


def test_only_affirming_passages_are_counted_as_independent_support() -> None:
    kg = graph_of_claims(
        Claim("c-1", "RIVAL_OF", "org-a", "org-b"),
        citations=[
            Citation("c-1.1", "c-1", "src-a"),
            Citation("c-1.2", "c-1", "src-b", stance="denies"),
            Citation("c-1.3", "c-1", "src-c", stance="alleges", claimant="org-a"),
        ],
    )
    assert kg.assess("c-1").independent == 2
    assert kg.assess("c-1").sources == ("src-a", "src-b", "src-c")
    assert kg.assess("c-1").status == "disputed"
