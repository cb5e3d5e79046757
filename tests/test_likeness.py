"""How alike two names are, and how often that is right on the labelled pairs."""

from __future__ import annotations

import csv
from dataclasses import astuple, fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.likeness import RESULT, SETS, Row, pairs, result
from insurgraph.loaders.likeness import ALIKE, likeness
from tests.properties import examples

names = st.text(
    st.sampled_from("abdhiklmnorstuz al-حسنАбдш'., "), min_size=1, max_size=24
) | st.sampled_from([p.one for name in SETS for p in pairs(name)])
kinds = st.sampled_from(["Organisation", "Person"])


def test_precision_and_recall_are_those_under_version_control() -> None:
    with RESULT.open(encoding="utf-8", newline="") as file:
        kept = list(csv.reader(file))
    found = [[str(v) for v in astuple(row)] for row in result()]
    assert kept == [[f.name for f in fields(Row)], *found]


@pytest.mark.parametrize("name", SETS)
def test_the_labelled_pairs_are_enough_and_each_there_once(name: str) -> None:
    labelled = pairs(name)
    assert len(labelled) >= 400
    assert len({frozenset((p.one, p.other, p.category)) for p in labelled}) == len(labelled)
    assert {p.verdict for p in labelled} == {"same", "different"}
    both = {frozenset((p.one, p.other)) for p in labelled if p.verdict == "same"}
    assert not both & {frozenset((p.one, p.other)) for p in labelled if p.verdict == "different"}


@given(names, names, kinds)
@examples(300)
def test_likeness_is_the_same_both_ways_and_within_its_bounds(a: str, b: str, kind: str) -> None:
    assert likeness(a, b, kind).score == likeness(b, a, kind).score
    assert 0 <= likeness(a, b, kind).score <= 100


@given(names)
@examples(200)
def test_no_name_is_more_alike_than_the_name_itself(name: str) -> None:
    assert likeness(name, name).score == 100


@pytest.mark.parametrize(
    ("one", "other", "ground"),
    [
        ("Red Pass Front", "red pass  FRONT", "same name"),
        ("RPF", "Red Pass Front", "initials"),
        ("Front of the Red Pass", "Red Pass Jabhat", "same words in another spelling"),
        ("Redpassfront", "Red Pass Frönt", "same name"),
    ],
)
def test_the_ground_is_told(one: str, other: str, ground: str) -> None:
    found = likeness(one, other)
    assert (found.ground, found.score >= ALIKE) == (ground, True)


def test_words_of_one_meaning_translate_but_do_not_stand_for_each_other() -> None:
    assert likeness("Harakat al-Wadi", "Wadi Movement").score >= ALIKE
    assert likeness("Tehrik-e Wadi", "Wadi Movement").score >= ALIKE
    assert likeness("Harakat al-Wadi", "Tehrik-e Wadi").score < ALIKE


def test_a_given_name_or_a_title_alone_tells_nobody() -> None:
    assert likeness("Mullah Khalid", "Khaled", "Person").score < ALIKE
    assert likeness("Khalid", "Khalid", "Person").score < ALIKE
    assert likeness("Khalid", "Khalid", "Organisation").score == 100
