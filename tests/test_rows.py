"""Nodes and relationships of a record, and the record that comes back out of them."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given

import insurgraph as ig
from insurgraph.graph import rows
from insurgraph.graph.model import Citation, Claim
from insurgraph.graph.vocabulary import default, parse
from tests import records
from tests.properties import examples
from tests.records import graph_of_claims
from tests.test_curated import graphs
from tests.test_vocabulary import SMALL


def back(kg: ig.KnowledgeGraph) -> ig.KnowledgeGraph:
    """The graph made of the nodes and relationships of all its records."""
    nodes = [n for record in kg.records for n in rows.nodes(kg, record)]
    relationships = [r for record in kg.records for r in rows.relationships(kg, record)]
    for part in (nodes, relationships):
        assert max(Counter(one.key for one in part).values(), default=1) == 1
    return rows.graph(reversed(nodes), reversed(relationships))


@pytest.mark.parametrize("kg", [records.graph(), ig.load(), ig.KnowledgeGraph()], ids=repr)
def test_a_record_comes_back_as_it_was(kg: ig.KnowledgeGraph) -> None:
    assert back(kg) == kg


@examples(60)
@given(graphs())
def test_any_record_comes_back_as_it_was(kg: ig.KnowledgeGraph) -> None:
    assert back(kg) == kg


def test_records_side_by_side_come_back_together() -> None:
    second = graph_of_claims(Claim("d-1", "RIVAL_OF", "org-m", "org-n"), record="second")
    both = records.graph().merge(second)
    assert back(both) == both


def test_a_vocabulary_of_its_own_comes_back_with_its_record() -> None:
    kg = graph_of_claims(
        Claim("c-1", "CALLED_AT", "ship-a", "port-b"), words=parse(SMALL, "ships.yaml")
    )
    assert back(kg) == kg
    assert "vocabulary" not in next(rows.nodes(records.graph(), "example")).properties


def test_nodes_carry_labels_and_what_follows_from_the_citations() -> None:
    found = {n.key: n for n in rows.nodes(records.graph(), "example")}
    assert found["Entity", "org-red-pass-front"].labels == ("Entity", "Organisation")
    claim = found["Claim", "c-0002"].properties
    assert (claim["status"], claim["grade"], claim["grades"]) == ("disputed", "C4", ["C4"])
    assert claim["end_earliest"].isoformat() == "2009-05-12"
    assert claim["computed"] == ["end_earliest"]
    assert claim["sources"] == ["src-report-2009"]
    assert "note" not in claim
    assert found["Claim", "c-0007"].properties["value_low"] == 96.5


def test_every_node_has_the_four_bounds() -> None:
    for node in rows.nodes(records.graph(), "example"):
        if node.labels == ("Claim",):
            bounds = ("start_earliest", "start_latest", "end_earliest", "end_latest")
            assert all(node.properties[b] for b in bounds)


def test_a_claim_between_two_entities_is_one_relationship_of_its_own_id() -> None:
    kg = records.graph()
    ties = {
        r.properties["id"]: r
        for r in rows.relationships(kg, "example")
        if r.type in default().relations
    }
    assert set(ties) == {c.id for c in kg.claims()} - {"c-0007"}
    defection = ties["c-0003"]
    assert defection.type == "DEFECTED_TO"
    assert defection.start == ("Entity", "person-anwar-dost")
    assert defection.end == ("Entity", "org-red-pass-front")
    assert defection.properties["origin"] == ["org-valley-brigade"]


@pytest.mark.parametrize("stance", list(default().stances))
def test_what_is_not_affirmed_is_a_claim_and_no_relationship(stance: str) -> None:
    kg = graph_of_claims(
        Claim("c-1", "RIVAL_OF", "org-a", "org-b"),
        citations=[Citation("c-1.1", "c-1", "src-a", "para 1", stance=stance)],
    )
    types = {r.type for r in rows.relationships(kg, "example")}
    assert ("RIVAL_OF" in types) is default().stances[stance].affirms
    assert {"SUBJECT", "OBJECT", "CITED"} <= types


def test_an_entity_in_two_parts_of_a_claim_has_a_relationship_for_each() -> None:
    claim = Claim(
        "c-1", "DEFECTED_TO", "person-a", "org-x", origin=("org-y", "org-z", "org-y"),
        place=("place-p",), third="org-y",
    )  # fmt: skip
    kg = graph_of_claims(claim)
    parts = [(r.type, r.end[1]) for r in rows.relationships(kg, "example") if r.start[1] == "c-1"]
    assert sorted(parts) == [
        ("CITED", "src-a"), ("OBJECT", "org-x"), ("ORIGIN", "org-y"), ("ORIGIN", "org-z"),
        ("PLACE", "place-p"), ("SUBJECT", "person-a"), ("THIRD", "org-y"),
    ]  # fmt: skip
    assert back(kg) == kg
