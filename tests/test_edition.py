"""The record that a loader makes: ids, names, problems, editions, the way back from a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import insurgraph as ig
from insurgraph.errors import ArgumentError, NotFoundError, Problem, QueryError, RecordError
from insurgraph.graph.database import Database
from insurgraph.graph.export import tables
from insurgraph.graph.model import Record
from insurgraph.loaders import HOME, loader, loaders
from insurgraph.loaders.edition import Edition, clean, identifiers, noted, slug
from insurgraph.loaders.publication import Loader, Option, Publication
from insurgraph.loaders.reading import Bad, Place, Reading
from tests.properties import examples


def rows_of(edition: Edition, *found: tuple[str, str, str]) -> ig.KnowledgeGraph:
    """A record of clashes between two groups in a year, one a row."""
    edition.source("x.csv", "0" * 64)
    for number, (one, other, year) in enumerate(found, start=2):
        with edition.row(Place("x.csv", number)):
            if not year:
                edition.problem("year", year, "no year")
            ends = [edition.entity("Organisation", n.casefold(), n) for n in (one, other)]
            edition.claim(
                (one, other, year), "CLASHED_WITH", *ends, locator=f"{one}, {other}", start=year
            )
    return edition.graph()


def reading(tmp_path: Path, bad: Bad = "report", **choices: Any) -> Reading:
    path = tmp_path / "x.csv"
    path.touch()
    made = Loader("groups", "a table", lambda _reading: ig.KnowledgeGraph(), Publication("Groups"))
    return Reading(made, [path], bad=bad, **choices)


GOOD = [("Amber", "Basalt", "2008"), ("Basalt", "Chalk", "2009")]


def test_a_record_is_named_after_its_loader_and_every_id_begins_with_it(tmp_path: Path) -> None:
    edition = Edition(reading(tmp_path), version="1.2")
    kg = rows_of(edition, *GOOD)
    assert [(r.name, r.version) for r in kg.records.values()] == [("groups", "1.2")]
    everything = [*kg.entities, *kg.sources, *kg.citations, *(c.id for c in kg.claims())]
    assert all(i.startswith("groups.") for i in everything)
    assert set(kg.entities) == {"groups.org-amber", "groups.org-basalt", "groups.org-chalk"}
    other = rows_of(Edition(reading(tmp_path, record="mine")), *GOOD)
    assert len(kg.merge(other).entities) == 6


@pytest.mark.parametrize("order", [1, -1])
def test_what_most_rows_call_it_is_its_name_whatever_their_order(
    tmp_path: Path, order: int
) -> None:
    edition = Edition(reading(tmp_path))
    edition.source("x.csv", "0" * 64)
    for name in ["Amber", "AMBER", "Amber Front", "AMBER"][::order]:
        edition.entity("Organisation", "1", name)
    kg = edition.graph()
    assert kg.entity("groups.org-1").name == "AMBER"
    assert [(n.name, n.kind) for n in kg.names] == [("Amber", "alias"), ("Amber Front", "alias")]


def test_a_row_about_an_entity_comes_before_those_that_mention_it(tmp_path: Path) -> None:
    edition = Edition(reading(tmp_path))
    edition.source("x.csv", "0" * 64)
    edition.entity("Organisation", "1", "AF")
    edition.entity("Organisation", "1", "Amber Front", subkind="militant-group", mention=False)
    edition.entity("Organisation", "1", "AF")
    found = edition.graph().entity("groups.org-1")
    assert (found.name, found.subkind) == ("Amber Front", "militant-group")
    edition.entity("Organisation", "1", "Amber", mention=False)
    with pytest.raises(RecordError, match="a second row about 1"):
        edition.graph()


def test_all_problems_come_in_one_error_and_nothing_is_made(tmp_path: Path) -> None:
    edition = Edition(reading(tmp_path))
    bad = [("A", "B", ""), *GOOD, ("C", "C", "2010"), ("D", "E", "2010-13")]
    with pytest.raises(RecordError) as caught:
        rows_of(edition, *bad)
    assert [(p.row, p.column) for p in caught.value.problems] == [
        (2, "year"), (5, "object"), (6, "start"),
    ]  # fmt: skip


def test_strict_stops_at_the_first(tmp_path: Path) -> None:
    with pytest.raises(RecordError) as caught:
        rows_of(Edition(reading(tmp_path, "stop")), ("A", "B", ""), ("C", "D", ""))
    assert [p.row for p in caught.value.problems] == [2]


def test_bad_rows_can_be_left_out_and_are_told(tmp_path: Path) -> None:
    told: list[Problem] = []
    bad = [("A", "B", ""), *GOOD, ("C", "C", "2010")]
    kg = rows_of(Edition(reading(tmp_path, told.append)), *bad)
    assert {c.start for c in kg.claims()} == {"2008", "2009"}
    assert sorted({p.row for p in told}) == [2, 5]
    assert "groups.org-a" not in kg.entities


def test_a_record_of_nothing_is_no_record(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no row of it can be loaded"):
        rows_of(Edition(reading(tmp_path, lambda _problem: None)), ("A", "B", ""))


def test_the_same_key_twice_is_a_problem_of_the_second_row(tmp_path: Path) -> None:
    with pytest.raises(RecordError) as caught:
        rows_of(Edition(reading(tmp_path)), *GOOD, GOOD[0])
    assert [(p.row, p.reason) for p in caught.value.problems] == [
        (4, "Amber, Basalt says CLASHED_WITH twice")
    ]


def test_what_is_asked_of_a_loader_has_to_fit_it(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no such file"):
        ig.read("ucdp-actor", tmp_path / "none.csv")
    with pytest.raises(ArgumentError, match="give its path"):
        ig.read("ucdp-actor")
    with pytest.raises(ArgumentError, match="has no option 'regions'; it has none"):
        reading(tmp_path, options={"regions": "all"})
    with pytest.raises(ArgumentError, match="lower-case"):
        reading(tmp_path, record="My Record")
    with pytest.raises(ArgumentError, match="no categories to map"):
        reading(tmp_path, mapping=tmp_path / "m.yaml")
    option = Option("regimes", "which", "some", ("some", "all"))
    made = Loader("x", "x", lambda _r: ig.KnowledgeGraph(), Publication("X"), options=(option,))
    assert Reading(made, [tmp_path]).options == {"regimes": "some"}
    with pytest.raises(ArgumentError, match="regimes=none: one of some, all"):
        Reading(made, [tmp_path], options={"regimes": "none"})
    with pytest.raises(ArgumentError, match="one file at a time"):
        Reading(made, [tmp_path, tmp_path])


def test_every_loader_says_what_it_is() -> None:
    assert [one.name for one in loaders()] == list(HOME)
    for one in loaders():
        assert one.reads
        assert one.publication.terms


@examples(200)
@given(st.text(min_size=1, max_size=80), st.text(min_size=1, max_size=80))
def test_slugs_are_ids_and_differ_when_texts_do(one: str, other: str) -> None:
    record = Record(slug(one))
    assert record.name == slug(one)
    assert (slug(one) == slug(other)) == (one == other)
    assert slug(slug(one)) == slug(one)


@given(st.dictionaries(st.sampled_from(["id a", "id b", "c"]), st.text(max_size=8).map(clean)))
def test_identifiers_are_read_from_notes(values: dict[str, str]) -> None:
    wanted = {(k[3:], v.replace("|", "¦")) for k, v in values.items() if v and k.startswith("id ")}
    assert identifiers(noted(values)) == wanted


# -- as a folder, and in a database --------------------------------------------------------------


def test_a_record_written_as_a_folder_is_read_back(tmp_path: Path) -> None:
    kg = rows_of(Edition(reading(tmp_path), version="1.2", created="2020-05-01"), *GOOD)
    tables.write(kg, tmp_path / "folder")
    assert ig.load(tmp_path / "folder") == kg
    with pytest.raises(ArgumentError, match="holds one record"):
        tables.write(ig.KnowledgeGraph(), tmp_path / "none")


def test_a_record_in_its_own_format_is_loaded_whole(tmp_path: Path) -> None:
    kg = rows_of(Edition(reading(tmp_path)), *GOOD)
    tables.write(kg, tmp_path / "folder")
    assert ig.read("curated", tmp_path / "folder") == kg
    with pytest.raises(ArgumentError, match="loaded whole"):
        ig.read("curated", tmp_path / "folder", bad=print)


@pytest.mark.parametrize(
    ("one", "other", "precedes"),
    [
        (Record("x", version="9.1"), Record("x", version="22.1"), True),
        (Record("x", version="22.1"), Record("x", version="22.1"), False),
        (Record("x", version="22.1"), Record("x", version="9.1"), False),
        (Record("x", "", "22.1", "2020-01-01"), Record("x", "", "9.1", "2021-01-01"), True),
        (Record("x", version="b", created=""), Record("x", version="c"), False),
    ],
)  # fmt: skip
def test_which_edition_precedes(one: Record, other: Record, precedes: bool) -> None:
    assert one.precedes(other) is precedes


def test_an_earlier_edition_does_not_replace_a_later_one(
    database: Database, tmp_path: Path
) -> None:
    later = rows_of(Edition(reading(tmp_path), version="24.1"), *GOOD)
    earlier = rows_of(Edition(reading(tmp_path), version="9.1"), GOOD[0])
    database.load(earlier)
    database.load(later)
    (again,) = database.load(later)
    assert (again.merged, again.deleted) == (0, 0)
    with pytest.raises(QueryError, match=r"holds groups 24\.1, a later edition than 9\.1; --force"):
        database.load(earlier)
    assert database.read() == later
    database.load(earlier, force=True)
    assert database.read() == earlier


def test_a_loader_by_name() -> None:
    assert loader("ucdp-actor").mapping == "ucdp.yaml"
    with pytest.raises(NotFoundError, match=r"did you mean 'curated'.*there are: curated"):
        loader("curate")
