"""Editions of a list, one over the other: what ends, what begins, what is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import insurgraph as ig
from insurgraph.errors import ArgumentError
from insurgraph.loaders.edition import Edition
from insurgraph.loaders.listing import LISTED, continued
from insurgraph.loaders.publication import Loader, Publication
from insurgraph.loaders.reading import Place, Reading
from tests.properties import examples
from tests.samples import breaches

MADE = Loader("red-list", "a list", lambda _r: ig.KnowledgeGraph(), Publication("Red list"))


def edition(day: str, *entries: str, since: str = "2010-01-01", role: str = "red") -> (
    ig.KnowledgeGraph
):  # fmt: skip
    """An edition of a list with these entries."""
    made = Edition(Reading(MADE, [Path(__file__)]), version=day, created=day, dated=True)
    made.source("list.csv", "0" * 64)
    with made.row(Place("list.csv", 1)):
        council = made.entity("Organisation", "council", "Council")
        for entry in entries:
            listed = made.entity("Organisation", entry, entry.upper(), mention=False)
            made.claim(
                (entry, "listed"), LISTED, listed, council, locator=f"entry {entry}",
                start=since.format(day=day), end="..", role=role, as_of=day, claimant=council,
            )  # fmt: skip
    return made.graph()


def spells(kg: ig.KnowledgeGraph) -> list[tuple[str, str, str]]:
    """Who was listed, from when to when."""
    return sorted((kg.entity(c.subject).name, c.start, c.end) for c in kg.claims(relation=LISTED))


def test_an_entry_that_is_gone_has_an_end_between_the_two_editions() -> None:
    kg = continued(edition("2020-01-01", "a", "b"), edition("2021-06-01", "b", "c"))
    assert spells(kg) == [
        ("A", "2010-01-01", "2020-01-01/2021-06-01"),
        ("B", "2010-01-01", ".."),
        ("C", "2010-01-01", ".."),
    ]
    last, gone = kg.citations_of("red-list.a.listed")
    assert (last.stance, last.source, last.as_of) == (
        "asserts", "red-list.source-2020-01-01", "2020-01-01",
    )  # fmt: skip
    assert (gone.stance, gone.source, gone.as_of, gone.locator) == (
        "implies", "red-list.source-2021-06-01", "2021-06-01", "no entry a",
    )  # fmt: skip
    assert breaches(kg) == []
    assert not kg.claims(relation=LISTED, subject="red-list.org-a", on="2022")
    assert kg.claims(relation=LISTED, subject="red-list.org-a", on="2019")


def test_every_edition_is_cited_and_all_are_one_voice() -> None:
    kg = continued(edition("2020-01-01", "a"), edition("2021-06-01", "a"))
    assert len(kg.citations_of("red-list.a.listed")) == 2
    assert kg.assess("red-list.a.listed").independent == 1
    kg = continued(kg, edition("2022-01-01", "b"))
    assert len(kg.citations_of("red-list.a.listed")) == 3
    assert kg.assess("red-list.a.listed").independent == 1


def test_loading_an_edition_again_changes_nothing() -> None:
    first, second = edition("2020-01-01", "a", "b"), edition("2021-06-01", "b")
    both = continued(first, second)
    assert continued(first, first) == first
    assert continued(both, second) == both


def test_an_older_edition_after_a_newer_one_is_refused() -> None:
    with pytest.raises(ArgumentError, match="edition of 2020-01-01, and what is there is of 2021"):
        continued(edition("2021-06-01", "a"), edition("2020-01-01", "a"))
    with pytest.raises(ArgumentError, match="has none; say it with -o edition="):
        continued(edition("", "a"), edition("2020-01-01", "a"))


def test_what_could_not_be_read_says_nothing() -> None:
    kg = continued(edition("2020-01-01", "a"), edition("2021-06-01", "b"), complete=False)
    assert spells(kg) == [("A", "2010-01-01", ".."), ("B", "2010-01-01", "..")]


def test_lists_that_were_not_asked_for_are_left_as_they_are() -> None:
    before = continued(edition("2020-01-01", "a"), edition("2020-01-01", "x", role="blue"))
    kg = continued(before, edition("2021-06-01", "b"), lists=lambda role: role == "red")
    assert spells(kg) == [
        ("A", "2010-01-01", "2020-01-01/2021-06-01"),
        ("B", "2010-01-01", ".."),
        ("X", "2010-01-01", ".."),
    ]


def test_a_new_name_does_not_take_the_old_one_away() -> None:
    before = edition("2020-01-01", "a")
    renamed = ig.KnowledgeGraph(
        records=edition("2021-06-01", "a").records.values(),
        **{
            "entities": [
                e if e.name != "A" else type(e)(e.id, e.kind, name="ALPHA", record=e.record)
                for e in before.entities.values()
            ],
            "claims": edition("2021-06-01", "a").claims(),
            "citations": edition("2021-06-01", "a").citations.values(),
            "sources": edition("2021-06-01", "a").sources.values(),
        },
    )
    kg = continued(before, renamed)
    assert kg.entity("red-list.org-a").name == "ALPHA"
    assert [(n.name, n.source) for n in kg.names_of("red-list.org-a")] == [
        ("A", "red-list.source-2020-01-01")
    ]


def test_a_listing_that_is_dated_otherwise_keeps_what_was_said_before() -> None:
    kg = continued(edition("2020-01-01", "a"), edition("2021-06-01", "a", since="2011-01-01"))
    assert spells(kg) == [("A", "2011-01-01", "..")]
    assert [c.note for c in kg.citations_of("red-list.a.listed")] == [
        "listed on 2010-01-01 in this edition", "",
    ]  # fmt: skip


def test_a_second_listing_is_another_claim() -> None:
    kg = continued(edition("2020-01-01", "a"), edition("2021-01-01", "b"))
    kg = continued(kg, edition("2022-01-01", "a", "b", since="2021-07-01"))
    again = ("A", "2021-07-01", "..")
    assert spells(kg)[:2] == [("A", "2010-01-01", "2020-01-01/2021-01-01"), again]
    kg = continued(kg, edition("2023-01-01", "a", "b", since="2021-07-01"))
    assert again in spells(kg)
    kg = continued(kg, edition("2024-01-01", "b", since="2021-07-01"))
    assert ("A", "2021-07-01", "2023-01-01/2024-01-01") in spells(kg)
    assert breaches(kg) == []


def test_an_entry_that_was_missing_once_by_mistake_goes_on() -> None:
    kg = continued(edition("2020-01-01", "a"), edition("2021-01-01", "b"))
    kg = continued(kg, edition("2022-01-01", "a", "b"))
    assert spells(kg) == [("A", "2010-01-01", ".."), ("B", "2010-01-01", "..")]
    assert [c.stance for c in kg.citations_of("red-list.a.listed")] == [
        "asserts", "implies", "asserts",
    ]  # fmt: skip


def test_a_list_without_dates_is_dated_by_its_editions() -> None:
    kg = continued(
        edition("2020-01-01", "a", since="../{day}"),
        edition("2021-01-01", "a", "b", since="../{day}"),
    )
    assert spells(kg) == [("A", "../2020-01-01", ".."), ("B", "2020-01-01/2021-01-01", "..")]


@given(st.lists(st.frozensets(st.sampled_from("abcd"), min_size=1), min_size=1, max_size=6))
@examples(60)
def test_runs_of_editions_are_the_spells_of_an_entry(editions: list[frozenset[str]]) -> None:
    """Each maximal run of editions with an entry is one listing, open only at the last."""
    made = [
        edition(f"20{n:02}-01-01", *sorted(entries), since="../{day}")
        for n, entries in enumerate(editions, start=10)
    ]
    kg = made[0]
    for one in made[1:]:
        kg = continued(kg, one)
    assert breaches(kg) == []
    for entry in "abcd":
        there = [entry in entries for entries in editions]
        runs = sum(now and not before for before, now in zip([False, *there], there, strict=False))
        found = [s for s in spells(kg) if s[0] == entry.upper()]
        assert len(found) == runs
        assert [s[2] for s in found].count("..") == there[-1]
    assert continued(kg, made[-1]) == kg
