"""What changed from one edition to another, and how it is told."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

import insurgraph as ig
from insurgraph.graph.difference import TABLES, Difference
from insurgraph.graph.model import Citation, Claim, Entity, Name
from insurgraph.graph.rules import Rows
from tests import records


def _changed(**tables: tuple[object, ...]) -> Difference:
    """From the example to the example with other tables."""
    held = records.rows()
    return ig.difference(records.graph(held), records.graph(replace(held, **tables)))  # type: ignore[arg-type]


def test_equal_graphs_do_not_differ() -> None:
    found = ig.difference(records.graph(), records.graph())
    assert len(found) == 0
    assert found.to_text() == "From 0.1 (2009-05-12) to 0.1 (2009-05-12): 0 changes.\n"


def test_the_name_of_the_record_is_no_difference() -> None:
    assert len(ig.difference(records.graph(record="one"), records.graph(record="two"))) == 0


def test_a_new_row_is_added_and_a_lost_one_removed() -> None:
    rows = records.rows().entities
    place = Entity("place-mir", "Place", name="Mir")
    found = _changed(entities=(*rows[:-1], place))
    assert [(c.action, c.id, c.words) for c in found] == [
        ("added", "place-mir", "Mir"),
        ("removed", "place-tal", "Tal"),
    ]


def test_a_changed_row_says_which_columns_from_what_to_what() -> None:
    *rest, last = records.rows().entities
    found = _changed(entities=(*rest, replace(last, name="Tall", note="")))
    (change,) = found
    assert change.action == "changed"
    assert change.columns == (("name", "Tal", "Tall"), ("note", "which Tal is not said", ""))


def test_a_claim_tells_that_its_status_changed_with_its_citations() -> None:
    denial = Citation("c-0001.2", "c-0001", "src-report-2009", "para 4", "8", "denies")
    found = _changed(citations=(*records.rows().citations, denial))
    by_id = {c.id: c for c in found}
    assert by_id["c-0001.2"].action == "added"
    assert by_id["c-0001"].columns == (("status", "asserted", "disputed"),)


def test_names_and_links_are_told_apart_by_what_they_join() -> None:
    held = records.rows()
    name = replace(held.names[0], language="ps")
    found = _changed(names=(name, *held.names[1:]), links=held.links[:1])
    assert [(c.table, c.action, c.columns) for c in found] == [
        ("names", "changed", (("language", "en", "ps"),)),
        ("links", "removed", ()),
    ]


def test_numbers_that_print_alike_still_differ() -> None:
    held = records.rows()
    counted = replace(held.claims[-1], value_low=96.50000001)
    assert len(_changed(claims=(*held.claims[:-1], counted))) == 1


def test_changes_stand_in_the_order_of_tables_actions_and_ids() -> None:
    found = ig.difference(ig.KnowledgeGraph(), records.graph())
    keys = [(TABLES.index(c.table), c.id) for c in found]
    assert keys == sorted(keys)
    assert {c.action for c in found} == {"added"}
    assert len(found.of("claims")) == 7


def test_markdown_counts_what_is_wholly_new_by_group() -> None:
    text = ig.difference(ig.KnowledgeGraph(), records.graph()).to_markdown()
    assert text.startswith("## 0.1 (2009-05-12), first edition\n")
    assert "| claims | 7 | 0 | 0 | 7 |" in text
    assert "Organisation 3, Person 2, Place 1." in text
    assert "c-0001" not in text


def test_markdown_lists_what_is_new_beside_the_old_and_escapes_it() -> None:
    place = Entity("place-mir", "Place", name="[Mir] *_|<b>")
    text = _changed(entities=(*records.rows().entities, place)).to_markdown()
    assert "- added `place-mir` \\[Mir\\] \\*\\_\\|\\<b\\>\n" in text
    assert "from 0.1 (2009-05-12)" in text


def test_text_marks_what_was_done() -> None:
    *rest, last = records.rows().entities
    text = _changed(entities=(*rest, replace(last, name="Tall"))).to_text()
    assert "  ~ place-tal Tall\n      name: Tal -> Tall\n" in text


def test_json_and_table_hold_everything() -> None:
    *rest, last = records.rows().entities
    found = _changed(entities=(*rest[1:], replace(last, name="Tall")))
    told = json.loads(found.to_json())
    assert told["from"] == told["to"] == "0.1 (2009-05-12)"
    assert {c["action"] for c in told["changes"]} == {"changed", "removed"}
    assert told["changes"][0]["columns"] == {"name": ["Tal", "Tall"]}
    assert found.to_table().column("to") == ["Tall", ""]


@pytest.mark.parametrize("extra", [(), ("second",)])
def test_several_records_are_named_with_their_versions(extra: tuple[str, ...]) -> None:
    kg = records.graph()
    if extra:
        entity = Entity("org-x", "Organisation", name="X", record="second")
        kg = kg.merge(ig.KnowledgeGraph([ig.Record("second", version="2")], [entity]))
    expected = "example 0.1 (2009-05-12), second 2" if extra else "0.1 (2009-05-12)"
    assert ig.difference(ig.KnowledgeGraph(), kg).new == expected


def test_rows_of_every_table_can_be_told() -> None:
    held = Rows(
        entities=(
            Entity("org-a", "Organisation", name="A"), Entity("org-b", "Organisation", name="B"),
        ),
        names=(Name("org-a", "AA", "acronym"),),
        claims=(Claim("c-1", "RIVAL_OF", "org-a", "org-b"),),
        citations=(Citation("c-1.1", "c-1", "src-a", "para 1"),),
        sources=(ig.Source("src-a", "A paper"),),
        links=(ig.Link("c-1", "includes", "c-1"),),
    )  # fmt: skip
    told = {c.id: c.words for c in ig.difference(ig.KnowledgeGraph(), records.graph(held))}
    assert told == {
        "org-a": "A",
        "org-b": "B",
        "org-a:AA:acronym": "AA",
        "c-1": "A is a rival of B",
        "c-1.1": "asserts in A paper, para 1 [F6]",
        "src-a": "A paper",
        "c-1:includes:c-1": "c-1 includes c-1",
    }
