"""What a graph holds, in a handful of rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from .dates import EARLIEST, LATEST
from .knowledge import KnowledgeGraph
from .table import Column, Table

COLUMNS = (
    Column("what", "kind of row", "text"),
    Column("number", "how many there are", "whole number"),
    Column("of_which", "how many of which kind, most first", "text"),
)

CAUTION = (
    "The absence of a tie is no evidence that there was none: a record knows the documents it was "
    "made from and no others."
)


def overview(kg: KnowledgeGraph) -> Table:
    """Numbers of rows, the days they are about, and under which terms they may be used.

    Returns
    -------
    Table
        ``what``, ``number``, ``of_which``; the title names records and versions.

    Examples
    --------
    >>> import insurgraph as ig
    >>> overview(ig.load()).column("what")
    ['entities', 'further names', 'claims', 'citations', 'sources', 'links']
    """
    claims = kg.claims()
    rows = [
        ("entities", len(kg.entities), _most(e.kind for e in kg.entities.values())),
        ("further names", len(kg.names), _most(n.kind for n in kg.names)),
        ("claims", len(claims), _most(kg.assess(c.id).status for c in claims)),
        ("citations", len(kg.citations), _most(c.stance for c in kg.citations.values())),
        ("sources", len(kg.sources), _most(s.kind or "other" for s in kg.sources.values())),
        ("links", len(kg.links), _most(x.link.replace("_", " ") for x in kg.links)),
    ]
    titles = "; ".join(f"{r.title or r.name} {r.version}".strip() for r in kg.records.values())
    terms = [f"{r.name}: {r.licence}." for r in kg.records.values() if r.licence]
    notes = [_days(kg), *terms, "References: cite().", CAUTION]
    return Table.of(COLUMNS, rows, titles or "An empty graph", filter(None, notes))


def _most(words: Iterable[str]) -> str:
    return ", ".join(f"{word} {n:,}" for word, n in Counter(words).most_common())


def _days(kg: KnowledgeGraph) -> str:
    spans = [kg.assess(c.id).span for c in kg.claims()]
    days = [
        day
        for s in spans
        for day in (s.start_earliest, s.start_latest, s.end_earliest, s.end_latest)
        if day not in (EARLIEST, LATEST)
    ]
    return f"Dates from {min(days)} to {max(days)}." if days else ""
