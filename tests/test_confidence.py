"""Numbers for grades: what a claim is worth in a draw, and who may change it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import insurgraph as ig
from insurgraph.errors import ArgumentError
from insurgraph.graph import vocabulary
from insurgraph.graph.confidence import Confidence
from insurgraph.graph.grading import Grade
from insurgraph.graph.model import Citation, Claim, Source
from tests.records import graph_of_claims

DEFAULT = Confidence()


def test_every_grade_and_status_of_the_vocabulary_has_a_number() -> None:
    words = vocabulary.default()
    assert set(DEFAULT.credibility) == set(words.credibility)
    assert set(DEFAULT.reliability) == set(words.reliability)
    assert set(DEFAULT.status) == set(words.statuses)


@pytest.mark.parametrize("part", ["credibility", "reliability"])
def test_a_better_word_never_has_the_lower_number(part: str) -> None:
    judged = list(getattr(DEFAULT, part).values())[:-1]
    assert all(better > worse for better, worse in pairwise(judged))


def test_only_what_can_be_a_tie_can_be_drawn() -> None:
    ties = vocabulary.default().ties
    assert {s for s, factor in DEFAULT.status.items() if factor > 0} == ties


@pytest.mark.parametrize(
    ("status", "grades", "passages", "probability"),
    [
        ("asserted", ["A1"], 1, 0.95),
        ("asserted", ["B3"], 1, 0.7 * 0.95),
        ("alleged", ["B3"], 1, 0.7 * 0.95 * 0.8),
        # the better of two best ones
        ("asserted", ["E2", "B3"], 1, 0.7 * 0.95),
        # half of the doubt goes with every further independent passage
        ("asserted", ["B3"], 2, 1 - (1 - 0.665) / 2),
        ("asserted", ["B3"], 3, 1 - (1 - 0.665) / 4),
        # nobody affirms it
        ("denied", ["F6"], 0, 0.0),
    ],
)
def test_probability_follows_status_best_grade_and_independent_passages(
    status: str, grades: list[str], passages: int, probability: float
) -> None:
    best = [Grade(g[0], int(g[1])) for g in grades]
    assert DEFAULT.probability(status, best, passages) == pytest.approx(probability)


def test_a_claim_is_worth_what_its_citations_say() -> None:
    kg = graph_of_claims(
        Claim("c-1", "RIVAL_OF", "org-a", "org-b"),
        citations=[
            Citation("c-1.1", "c-1", "src-b", "para 1", stance="reports", credibility=3),
            Citation("c-1.2", "c-1", "src-c", "para 1", stance="alleges", credibility=4),
        ],
        sources=[Source("src-b", "B", reliability="B")],
    )
    first = 0.7 * 0.95 * DEFAULT.status["reported"]
    assert DEFAULT.of_claim(kg, "c-1") == pytest.approx(1 - (1 - first) / 2)


def test_numbers_can_be_replaced(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("credibility: {3: 0.5}\nstatus: {alleged: 0}\nfurther: 0.25\n")
    for mine in (
        Confidence.of({"credibility": {3: 0.5}, "status": {"alleged": 0}, "further": 0.25}),
        Confidence.of(file),
        Confidence.of(str(file)),
    ):
        assert (mine.credibility[3], mine.status["alleged"], mine.further) == (0.5, 0, 0.25)
        assert mine.credibility[2] == DEFAULT.credibility[2]
        assert Confidence.of(mine) is mine
    assert Confidence.of() == DEFAULT


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"credability": {}}, "no 'credability'; did you mean 'credibility'"),
        ({"credibility": {7: 0.5}}, "no grade 7"),
        ({"credibility": {"3": 0.5}}, "no grade '3'"),
        ({"credibility": {3: 1.5}}, "credibility, 3: 1.5 is no number from 0 to 1"),
        ({"credibility": {3: "half"}}, "'half' is no number"),
        ({"further": True}, "True is no number"),
        ({"status": 0.5}, "a mapping of grade to number is expected"),
        (Path("no-such-file.yaml"), "no-such-file.yaml: "),
    ],
)
def test_what_is_no_table_is_told(changes: Any, said: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        Confidence.of(changes)
    assert said in str(caught.value)


def test_a_file_that_holds_no_mapping_is_told(tmp_path: Path) -> None:
    for number, text in enumerate(("- 1\n", "a: [\n", "")):
        file = tmp_path / f"{number}.yaml"
        file.write_text(text)
        with pytest.raises(ArgumentError, match=file.name):
            Confidence.of(file)


def test_a_status_of_ones_own_needs_a_number() -> None:
    with pytest.raises(ArgumentError, match="says nothing of claims that are rumoured"):
        DEFAULT.probability("rumoured", [Grade("B", 2)], 1)
    own = Confidence.of({"status": {"rumoured": 0.2}})
    assert own.probability("rumoured", [Grade("A", 1)], 1) == pytest.approx(0.19)


def test_the_table_can_be_read() -> None:
    table = DEFAULT.table()
    assert ("credibility", "3", 0.7) in table.rows
    assert len(table) == 6 + 6 + len(DEFAULT.status) + 1
    assert isinstance(table, ig.Table)
