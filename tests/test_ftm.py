"""FollowTheMoney entities and statements: invented lines of both."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

import insurgraph as ig
from insurgraph.errors import RecordError
from tests.samples import breaches, content, names, sample, written

ENTITIES = sample("ftm-entities.jsonl")
STATEMENTS = sample("ftm-statements.jsonl")


def read(folder: Path, text: str = ENTITIES, **choices: Any) -> ig.KnowledgeGraph:
    return ig.read("ftm", written(folder, "x.jsonl", text), **choices)


def test_bodies_and_persons_are_entities_with_their_names(tmp_path: Path) -> None:
    kg = read(tmp_path)
    assert {e.name: e.kind for e in kg.entities.values()} == {
        "Red Pass Front": "Organisation", "Amber Front": "Organisation", "Anwar Dost": "Person",
        "Council of Ostrava Vale": "Organisation",
    }  # fmt: skip
    assert names(kg, "ftm.org-o-1") == {
        "Front of the Red Pass": "alias", "جبهة": "alias", "RPF": "acronym",
        "Valley Brigade": "former", "Brigade": "weak",
    }  # fmt: skip
    assert breaches(kg) == []


def test_relatives_papers_and_addresses_are_left_out(tmp_path: Path) -> None:
    everything = repr(content(read(tmp_path)))
    for dropped in ("Relative", "1961", "4711", "Street", "brother", "Nobody"):
        assert dropped not in everything


def test_relationships_are_claims_between_what_is_there(tmp_path: Path) -> None:
    kg = read(tmp_path)
    found = {
        c.id: (c.relation, kg.entity(c.object).name, c.start, c.end, c.role) for c in kg.claims()
    }
    assert found == {
        "ftm.l-1": ("LINKED_TO", "Amber Front", "", "", "trade"),
        "ftm.m-1": ("MEMBER_OF", "Red Pass Front", "2019-03", "2021", "commander"),
        "ftm.s-1": ("LISTED_BY", "Council of Ostrava Vale", "2020-05-06", "..", "Red list"),
        "ftm.s-2": (
            "LISTED_BY", "Council of Ostrava Vale", "2020-05-06", "2022-07-08", "sanctions list",
        ),
    }  # fmt: skip
    assert kg.citations_of("ftm.s-1")[0].via == ("vale_list",)
    assert kg.citations_of("ftm.s-1")[0].as_of == "2024-01-02"


def test_statements_are_put_together_first(tmp_path: Path) -> None:
    kg = read(tmp_path, STATEMENTS)
    (front,) = (e for e in kg.entities.values() if e.name == "Red Pass Front")
    assert front.kind == "Organisation"  # the narrower of two schemata
    assert "datasets: valley_press, vale_list" in front.note
    assert [(c.relation, c.start, c.end) for c in kg.claims()] == [
        ("LISTED_BY", "2020-05-06", "..")
    ]
    lines = STATEMENTS.splitlines()
    shuffled = read(tmp_path, "\n".join(lines[::-1]))
    assert {e.id for e in shuffled.entities.values()} == {e.id for e in kg.entities.values()}


def test_the_order_of_entities_does_not_matter(tmp_path: Path) -> None:
    shuffled = "\n".join(ENTITIES.splitlines()[::-1])
    assert content(read(tmp_path, shuffled)) == content(read(tmp_path))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ({"id": "a", "schema": "Ship", "properties": {}}, "no such category of schema"),
        ({"id": "a", "schema": "Person", "properties": {}}, "an entity needs a name"),
        ({"id": "a", "schema": "Person", "properties": [1]}, "properties: an object is expected"),
        ({"schema": "Person", "properties": {}}, "id: this must not be empty"),
        ({"id": "a", "schema": "Person"}, "neither an entity nor a statement"),
        ({"id": "a", "schema": "Person", "properties": {"name": [1]}}, "properties.name: a list"),
        ({"id": "a", "schema": "Sanction", "properties": {"entity": ["o-1"], "authority": ["X"],
            "startDate": ["soon"]}}, "no date that is understood"),
        ({"prop": "name", "value": "X", "schema": "Person", "entity_id": 3}, "entity_id"),
        ({"prop": "name", "value": "", "schema": "Person", "entity_id": "a"}, "value: this must"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(tmp_path: Path, line: dict[str, Any], problem: str) -> None:
    text = ENTITIES + json.dumps(line) + "\n"
    with pytest.raises(RecordError) as caught:
        read(tmp_path, text)
    assert any(problem in str(p) for p in caught.value.problems), caught.value.problems
    told: list[object] = []
    assert content(read(tmp_path, text, bad=told.append)) == content(read(tmp_path))
    assert told


def test_one_entity_is_not_a_person_and_a_body(tmp_path: Path) -> None:
    other = json.loads(STATEMENTS.splitlines()[0]) | {"schema": "Person", "id": "x9"}
    with pytest.raises(RecordError, match="NK-1 was a Organization before"):
        read(tmp_path, STATEMENTS + json.dumps(other) + "\n")


def entity(key: str, schema: str, **properties: str) -> str:
    return json.dumps(
        {"id": key, "schema": schema, "properties": {k: [v] for k, v in properties.items()}}
    )


ACTORS = [
    entity("p", "Person", name="Anwar Dost"),
    entity("o", "Organization", name="Amber Front"),
    entity("c", "Company", name="Amber Traders"),
    entity("e", "Event", name="Talks in Tal"),
]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([entity("t", "Position", name="emir", organization="o"),
          entity("x", "Occupancy", holder="p", post="t", startDate="2014")],
         ("HELD_OFFICE", "Anwar Dost", "Amber Front", "emir", "2014")),
        ([entity("t", "Position", name="minister"), entity("x", "Occupancy", holder="p", post="t")],
         None),
        ([entity("x", "Occupancy", holder="p", post="nothing")], None),
        ([entity("x", "Ownership", owner="o", asset="c")],
         ("LINKED_TO", "Amber Front", "Amber Traders", "owner", "")),
        ([entity("x", "Ownership", owner="o", asset="a-lorry")], None),
        ([entity("x", "Control", controller="p", controlled="c")],
         ("LINKED_TO", "Anwar Dost", "Amber Traders", "controls it", "")),
        ([entity("x", "UnknownLink", subject="o", object="c", role="supported (with money)")],
         ("SUPPORTED", "Amber Front", "Amber Traders", "with money", "")),
        ([entity("x", "UnknownLink", subject="o", object="c", role="held office in")],
         ("LINKED_TO", "Amber Front", "Amber Traders", "held office in", "")),
        ([entity("x", "UnknownLink", subject="o", object="e", role="was there")], None),
    ],
)  # fmt: skip
def test_what_a_relationship_says_and_no_more(
    tmp_path: Path, lines: list[str], told: tuple[str, ...] | None
) -> None:
    kg = read(tmp_path, "\n".join([*lines, *ACTORS]))
    found = [
        (c.relation, kg.entity(c.subject).name, kg.entity(c.object).name, c.role, c.start)
        for c in kg.claims()
    ]
    assert found == ([told] if told else [])


@pytest.mark.parametrize("status", ["alleged", "reported", "inferred", "disputed", "asserted"])
def test_a_status_of_the_vocabulary_is_kept(tmp_path: Path, status: str) -> None:
    link = entity("x", "UnknownLink", subject="o", object="c", status=status)
    kg = read(tmp_path, "\n".join([link, *ACTORS]))
    assert kg.assess("ftm.x").status == status


def test_statements_can_be_a_table(tmp_path: Path) -> None:
    lines = [json.loads(line) for line in STATEMENTS.splitlines()]
    columns = ["id", "canonical_id", "entity_id", "dataset", "prop", "schema", "value", "lang"]
    table = io.StringIO()
    writer = csv.DictWriter(table, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(lines)
    kg = ig.read("ftm", written(tmp_path, "statements.csv", table.getvalue()))
    assert content(kg) == content(read(tmp_path, STATEMENTS))
    with pytest.raises(RecordError, match="canonical_id"):
        ig.read("ftm", written(tmp_path, "other.csv", "id,name\n1,x\n"))
