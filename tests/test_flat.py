"""The record as flat tables and data frames: joined, typed, the same when empty."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

import insurgraph as ig
from insurgraph.errors import NotFoundError
from insurgraph.graph.flat import COLUMNS, flat
from insurgraph.graph.frames import DTYPES
from tests import records


@pytest.mark.parametrize("which", COLUMNS)
def test_every_column_has_a_meaning_and_the_dtype_of_its_type(
    which: str, kg: ig.KnowledgeGraph
) -> None:
    table = kg.table(which)
    assert table.names == COLUMNS[which]
    assert all(c.meaning for c in table.columns)
    frame = table.to_pandas()
    assert [str(d) for d in frame.dtypes] == [DTYPES[c.type] for c in table.columns]
    assert frame.attrs["meanings"] == {c.name: c.meaning for c in table.columns}


@pytest.mark.parametrize("which", COLUMNS)
def test_an_empty_graph_has_the_same_dtypes(which: str, kg: ig.KnowledgeGraph) -> None:
    empty, full = ig.KnowledgeGraph().to_frame(which), kg.to_frame(which)
    assert len(empty) == 0 < len(full)
    assert empty.dtypes.equals(full.dtypes)


def test_a_claim_has_its_names_and_all_that_follows_in_one_row() -> None:
    rows = {row["id"]: row for row in flat(records.graph())}
    moved = rows["c-0003"]
    assert moved["subject_name"] == "Anwar Dost"
    assert (moved["origin"], moved["origin_name"]) == (["org-valley-brigade"], ["Valley Brigade"])
    assert moved["says"] == "Anwar Dost defected to Red Pass Front from Valley Brigade"
    assert (moved["start"], moved["start_earliest"]) == ("2008/2009-05-12", date(2008, 1, 1))
    assert (moved["status"], moved["grade"], moved["citations"]) == ("inferred", "C4", 1)
    assert (moved["tie"], rows["c-0007"]["tie"]) == (True, False)
    assert rows["c-0007"]["object_name"] == ""
    assert rows["c-0005"]["computed"] == ["end_latest"]


def test_a_citation_has_what_it_is_about_and_its_own_grade() -> None:
    rows = {row["id"]: row for row in flat(records.graph(), "citations")}
    denied = rows["c-0002.2"]
    assert (denied["claimant_name"], denied["grade"]) == ("Valley Brigade", "C5")
    assert rows["c-0002.1"]["claimant_name"] == "two unnamed officials"
    assert rows["c-0007.1"]["grade"] == "C6"
    assert denied["says"] == "Anwar Dost held office in Red Pass Front (leader)"


def test_the_other_tables_say_how_much_hangs_on_a_row() -> None:
    kg = records.graph()
    entities = {row["id"]: row for row in flat(kg, "entities")}
    assert entities["person-anwar-dost"]["claims"] == 3
    assert entities["person-anwar-dost"]["names"] == ["Anouar Doost"]
    assert flat(kg, "sources").column("claims") == [7]
    assert flat(kg, "names").column("used_by_name") == ["", "its spokesman", "", "Valley Brigade"]
    assert flat(kg, "links").column("other_says")[0].startswith("Anwar Dost held office")


def test_days_without_a_bound_can_still_be_compared(kg: ig.KnowledgeGraph) -> None:
    frame = kg.to_frame()
    day = pd.Timestamp("2016-06-01")
    found = frame[(frame.start_earliest <= day) & (day <= frame.end_latest)]
    assert list(found.id) == [c.id for c in kg.claims(on="2016-06-01")]


def test_chosen_claims_are_a_frame_of_their_own(kg: ig.KnowledgeGraph) -> None:
    chosen = kg.claims(relation="DEFECTED_TO")
    frame = kg.excerpt(chosen).to_frame()
    assert list(frame.id) == [c.id for c in chosen]
    assert list(frame.status) == [kg.assess(c.id).status for c in chosen]


def test_a_table_that_is_not_there_is_said(kg: ig.KnowledgeGraph) -> None:
    with pytest.raises(NotFoundError, match="did you mean 'claims'"):
        kg.table("claim")
