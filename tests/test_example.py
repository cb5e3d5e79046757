"""Several records in one graph: the links that a rule makes, shown as an example."""

from __future__ import annotations

import insurgraph as ig
from insurgraph.graph.judgement import Judgement, Verdict
from insurgraph.loaders.example import COLUMNS, links, samples
from tests.records import graph
from tests.test_candidates import org, record


def test_the_invented_samples_are_linked_among_each_other_and_not_with_the_record(
    kg: ig.KnowledgeGraph,
) -> None:
    together = kg
    for sample in samples():
        together = together.merge(sample)
    table = links(together, "2024-01-02")
    assert table.names == tuple(c.name for c in COLUMNS)
    assert len(table) > 3
    ends = {entity for row in table.rows for entity in (row[0], row[2])}
    assert not ends & kg.entities.keys()


def test_what_waits_for_a_person_is_counted() -> None:
    both = graph().merge(
        record(
            "list", [org("list.org-1", "Front of the Red Pass"), org("list.org-2", "The Brigade")]
        )
    )
    table = links(both, "2024-01-02")
    assert [row[:5] for row in table.rows] == [
        ("list.org-1", "Front of the Red Pass", "org-red-pass-front", "Red Pass Front", "same")
    ]
    assert "Pairs that wait for a person: 1 (insurgraph resolve)." in table.notes
    settled = both.judged([Judgement("list.org-1", "org-red-pass-front", Verdict.DIFFERENT)])
    assert len(links(settled, "2024-01-02")) == 0
