"""How much the record has to hold at least and at most, so that nothing gets lost or doubled
unnoticed. A change of the record that leaves these bounds on purpose changes them here."""

from __future__ import annotations

from collections import Counter

import pytest

import insurgraph as ig

WHOLE = {
    "entities": (250, 400),
    "claims": (700, 1200),
    "citations": (780, 1500),
    "sources": (10, 10),
    "names": (100, 400),
    "links": (80, 300),
}

KINDS = {
    "Organisation": (70, 120),
    "Person": (20, 45),
    "Collective": (80, 160),
    "Place": (50, 100),
    "Event": (12, 40),
}

FAMILIES = {
    "membership": (45, 100),
    "allegiance": (40, 100),
    "defection": (28, 80),
    "lineage": (10, 40),
    "rivalry": (40, 100),
    "attack": (45, 110),
    "force": (20, 60),
    "statement": (28, 80),
    "presence": (80, 180),
    "identity": (25, 80),
    "value": (270, 480),
}


@pytest.mark.parametrize(("table", "bounds"), WHOLE.items())
def test_tables(kg: ig.KnowledgeGraph, table: str, bounds: tuple[int, int]) -> None:
    rows = kg.claims() if table == "claims" else getattr(kg, table)
    assert bounds[0] <= len(rows) <= bounds[1]


@pytest.mark.parametrize(("kind", "bounds"), KINDS.items())
def test_entities_by_kind(kg: ig.KnowledgeGraph, kind: str, bounds: tuple[int, int]) -> None:
    count = Counter(e.kind for e in kg.entities.values())
    assert bounds[0] <= count[kind] <= bounds[1]


@pytest.mark.parametrize(("family", "bounds"), FAMILIES.items())
def test_claims_by_family(kg: ig.KnowledgeGraph, family: str, bounds: tuple[int, int]) -> None:
    assert bounds[0] <= len(kg.claims(family=family)) <= bounds[1]


def test_no_kind_and_no_family_is_left_out(kg: ig.KnowledgeGraph) -> None:
    assert KINDS.keys() == kg.vocabulary.kinds.keys()
    assert FAMILIES.keys() == kg.vocabulary.families.keys()


def test_no_claim_is_without_citation_and_no_entity_without_use(kg: ig.KnowledgeGraph) -> None:
    used = {e for c in kg.claims() for e in c.entities}
    used |= {v for c in kg.citations.values() for v in (c.claimant, *c.via)}
    used |= {n.used_by for n in kg.names}
    assert not kg.entities.keys() - used
    assert all(kg.citations_of(c.id) for c in kg.claims())


@pytest.mark.parametrize("source", ig.load().sources)
def test_no_passage_lies_outside_its_article(kg: ig.KnowledgeGraph, source: str) -> None:
    first, last = map(int, kg.sources[source].lines.split("-"))
    for citation in kg.citations.values():
        if citation.source == source:
            begin, _, end = citation.lines.partition("-")
            assert first <= int(begin) <= int(end or begin) <= last, citation.id
