"""What a ranking hangs on: one claim or one document at a time."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest

import insurgraph as ig
from insurgraph.errors import ArgumentError, NotFoundError, ProjectionError
from insurgraph.graph.analysis.ranks import mean_ranked
from insurgraph.graph.analysis.sensitivity import sensitivity
from insurgraph.graph.model import Citation, Claim
from insurgraph.graph.network import simple
from tests.records import graph_of_claims


def two_camps() -> ig.KnowledgeGraph:
    """Two triangles that one claim holds together; a second claim doubles a side of one.

    Document a says all of the first triangle, b the rest; one side of the first has both.
    """
    sides = ["ab", "bc", "ca", "de", "ef", "fd", "ad", "ab"]
    claims = [
        Claim(f"c-{n}", "ALLIED_WITH", f"org-{x}", f"org-{y}") for n, (x, y) in enumerate(sides)
    ]
    citations = [
        Citation(f"c-{n}.1", f"c-{n}", "src-a" if n < 3 else "src-b", "para 1", credibility=3)
        for n in range(len(sides))
    ]
    citations.append(Citation("c-1.2", "c-1", "src-b", "para 2", credibility=3))
    return graph_of_claims(*claims, citations=citations)


def row_of(table: ig.Table, removed: str) -> dict[str, Any]:
    return next(row for row in table if row["removed"] == removed)


def test_the_claim_that_holds_two_camps_together_moves_betweenness_most() -> None:
    table = sensitivity(two_camps())
    first = next(iter(table))
    assert first["removed"] == "c-6"
    assert "allied" in first["says"].lower()
    assert (first["claims"], first["ties"]) == (1, 1)
    # without it nobody lies between anybody: all six share the mean place of 3.5
    assert (first["most"], first["from_rank"], first["to_rank"]) == ("A", 1.5, 3.5)
    assert first["actors"] == 6
    assert first["moved"] == pytest.approx((2 * 2 + 4 * 1) / 6)


def test_a_claim_that_another_stands_beside_moves_nothing() -> None:
    row = row_of(sensitivity(two_camps()), "c-7")
    assert (row["ties"], row["moved"], row["actors"], row["most"]) == (0, 0, 0, "")
    assert (row["from_rank"], row["to_rank"], row["out"], row["in"]) == (None, None, (), ())


@pytest.mark.parametrize("measure", ["degree", "closeness", "constraint"])
def test_every_row_is_the_ranking_without_that_claim(measure: str) -> None:
    kg = two_camps()
    whole = simple(kg.network())
    table = sensitivity(kg, measure)
    assert sorted(table.column("removed")) == [c.id for c in kg.claims()]
    ranks = {}
    for removed in [None, *table.column("removed")]:
        claims = [c for c in kg.claims() if c.id != removed]
        plain: nx.Graph[str] = nx.Graph()
        plain.add_nodes_from(whole)
        plain.add_edges_from((c.subject, c.object) for c in claims)
        values = ig.centrality(plain, measure)
        found = dict(zip(values.column("id"), values.column(measure), strict=True))
        column = [[float("nan") if found[n] is None else found[n]] for n in whole]
        ranks[removed] = mean_ranked(np.array(column), low_first=measure == "constraint")[:, 0]
    for row in table:
        places = abs(ranks[row["removed"]] - ranks[None])
        assert row["moved"] == pytest.approx(places.mean())


def test_a_document_falls_with_all_that_it_alone_says() -> None:
    table = sensitivity(two_camps(), "degree", by="source")
    assert set(table.column("removed")) == {"src-a", "src-b"}
    # ab has a second claim and bc a second document: only ca falls with the first
    first = row_of(table, "src-a")
    assert (first["claims"], first["ties"]) == (2, 1)
    second = row_of(table, "src-b")
    assert (second["claims"], second["ties"]) == (5, 4)
    assert first["says"] == "A paper"


def test_a_document_that_denies_holds_nothing_up_but_counts() -> None:
    kg = graph_of_claims(
        Claim("c-1", "ALLIED_WITH", "org-a", "org-b"),
        Claim("c-2", "ALLIED_WITH", "org-b", "org-c"),
        citations=[
            Citation("c-1.1", "c-1", "src-a", "para 1", credibility=3),
            Citation("c-1.2", "c-1", "src-b", "para 1", stance="denies", credibility=3),
        ],
    )
    row = row_of(sensitivity(kg, "degree", by="source", statuses="disputed"), "src-b")
    # no longer disputed, and so not of this network any more
    assert (row["claims"], row["ties"]) == (1, 1)


def test_who_leaves_and_enters_the_highest_is_named() -> None:
    kg = graph_of_claims(
        Claim("c-1", "ALLIED_WITH", "org-a", "org-b"),
        Claim("c-2", "ALLIED_WITH", "org-a", "org-c"),
        Claim("c-3", "ALLIED_WITH", "org-d", "org-e"),
        Claim("c-4", "ALLIED_WITH", "org-d", "org-f"),
        Claim("c-5", "ALLIED_WITH", "org-d", "org-g"),
    )
    row = row_of(sensitivity(kg, "degree", top=1), "c-5")
    assert (row["out"], row["in"]) == (("D",), ())
    assert (row["most"], row["from_rank"], row["to_rank"]) == ("G", 5, 7)


def test_the_notes_say_what_was_ranked() -> None:
    table = sensitivity(two_camps(), "degree", on="2015")
    assert table.notes[0].startswith("Co-operative ties between")
    assert table.notes[1].startswith("6 actors ranked by degree")
    assert all(c.meaning for c in table.columns)


@pytest.mark.parametrize(
    ("how", "error", "said"),
    [
        ({"by": "paragraph"}, ArgumentError, "'claim' or 'source', not 'paragraph'"),
        ({"top": 0}, ArgumentError, "top is 1 or more"),
        ({"measure": "degre"}, NotFoundError, "did you mean 'degree'"),
        ({"ties": "hostile"}, ProjectionError, "claims left out: 8 by sign"),
    ],
)
def test_what_cannot_be_asked_is_told(
    how: dict[str, Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error) as caught:
        sensitivity(two_camps(), **how)
    assert said in str(caught.value)
