"""The invented records of the benchmarks: sound, repeatable, and of the curated one's shape."""

from __future__ import annotations

from collections import Counter

import pytest

import insurgraph as ig
from benchmarks import synthetic
from insurgraph.graph.rules import check
from insurgraph.graph.vocabulary import default


@pytest.mark.parametrize(("claims", "seed"), [(1, 0), (300, 1), (2_500, 0), (2_500, 7)])
def test_an_invented_record_keeps_the_rules(claims: int, seed: int) -> None:
    made = synthetic.rows(claims, seed)
    assert len(made.claims) == claims
    assert check(made, default()) == []


def test_the_same_size_and_seed_give_the_same_record() -> None:
    assert synthetic.rows(900, 3) == synthetic.rows(900, 3)
    assert synthetic.rows(900, 3) != synthetic.rows(900, 4)


def test_whole_rounds_have_the_curated_records_relations_stances_and_links(
    kg: ig.KnowledgeGraph,
) -> None:
    made = synthetic.rows(2 * len(kg))
    for of_mould, of_made in (
        ((c.relation for c in kg.claims()), (c.relation for c in made.claims)),
        ((c.stance for c in kg.citations.values()), (c.stance for c in made.citations)),
        ((x.link for x in kg.links), (x.link for x in made.links)),
    ):
        twice = {word: 2 * count for word, count in Counter(of_mould).items()}
        assert Counter(of_made) == twice


def test_entities_grow_with_the_claims_and_few_of_them_have_most(kg: ig.KnowledgeGraph) -> None:
    made = synthetic.rows(10 * len(kg))
    assert 7 < len(made.entities) / len(kg.entities) < 13
    named = Counter(e for c in made.claims for e in c.entities)
    first = sum(count for _, count in named.most_common(len(made.entities) // 100))
    assert first > named.total() / 10
    assert sorted(named.values())[len(named) // 2] <= 2


def test_nobody_of_the_curated_record_is_in_it(kg: ig.KnowledgeGraph) -> None:
    made = synthetic.rows(800)
    assert not {e.id for e in made.entities} & kg.entities.keys()
    assert not {e.name for e in made.entities} & {e.name for e in kg.entities.values()}
