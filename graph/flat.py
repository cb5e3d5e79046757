"""The record as flat tables: a row with the names of whatever it refers to and all that follows.

This is what data frames are made of (`KnowledgeGraph.to_frame`). Nothing has to be joined to read
a row; whoever wants the tables as they are kept has `insurgraph.graph.export`. Days are bounds,
with 0001-01-01 and 9999-12-31 where there is none, so that ``start_earliest <= day`` and ``day <=
end_latest`` need no word about missing values; ``start`` and ``end`` are EDTF as worded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ..errors import NotFoundError
from .datapackage import LAYOUTS
from .dossier import sentence
from .grading import grade_of
from .knowledge import KnowledgeGraph
from .model import Claim
from .rows import assessed
from .table import Column, Table, Type
from .vocabulary import nearest

TYPES: Mapping[str, Type] = {
    **dict.fromkeys(("origin", "place", "via", "derived_from"), "list"),
    **dict.fromkeys(
        ("grades", "computed", "sources", "names", "origin_name", "place_name"), "list"
    ),
    **dict.fromkeys(("value_low", "value_high"), "number"),
    **dict.fromkeys(("credibility", "independent", "sign", "claims", "citations"), "whole number"),
    **dict.fromkeys(("start_earliest", "start_latest", "end_earliest", "end_latest"), "day"),
    "tie": "yes or no",
}
"""Columns that are no text, and what they are."""

_MEANINGS: Mapping[str, str] = {
    "record": "name of the record the row belongs to",
    "names": "further names",
    "claims": "number of claims that name it, or that it is cited for",
    "citations": "number of citations of the claim",
    "says": "the claim in words",
    "other_says": "the other claim in words",
    "label": "the relation in words",
    "family": "kind of relation",
    "sign": "1 co-operative, -1 hostile, 0 neither",
    "temporality": "instant, state or count",
    "tie": "whether it is a tie of networks and a relationship of databases",
    "status": "what follows from all its citations",
    "grade": "Admiralty grade: of a claim, the best affirming passage",
    "grades": "all grades that no other is better than",
    "start_earliest": "first day on which it can have begun; 0001-01-01 is no bound",
    "start_latest": "last day on which it can have begun; 9999-12-31 is no bound",
    "end_earliest": "last day for which it is known to have gone on; 0001-01-01 is no bound",
    "end_latest": "last day on which it can have ended; 9999-12-31 is no bound",
    "computed": "bounds that were worked out and not written",
    "sources": "ids of the sources it is cited in",
    "independent": "number of independent affirming passages",
    "reliability": "Admiralty reliability of the source",
    "title": "title of the source",
}

Row = dict[str, Any]


def flat(kg: KnowledgeGraph, which: str = "claims") -> Table:
    """One of the flat tables of a graph.

    Parameters
    ----------
    kg : KnowledgeGraph
    which : {'claims', 'citations', 'entities', 'names', 'sources', 'links'}

    Returns
    -------
    Table
        One row a claim, citation and so on, in order of id; columns as in `COLUMNS`.

    Raises
    ------
    NotFoundError
        If there is no such table.

    Examples
    --------
    >>> import insurgraph as ig
    >>> t = flat(ig.load(), "claims")
    >>> row = next(row for row in t if row["id"] == "c-0197")
    >>> row["subject_name"], row["start"], row["status"], row["start_earliest"].isoformat()
    ('Qari Hekmatullah', '2016', 'asserted', '2016-01-01')
    """
    if which not in COLUMNS:
        raise NotFoundError(
            f"no table {which!r}{nearest(which, COLUMNS)}; there are {', '.join(COLUMNS)}"
        )
    names = COLUMNS[which]
    columns = [Column(n, _meaning(which, n), TYPES.get(n, "text")) for n in names]
    rows = ([row.get(n, _empty(n)) for n in names] for row in _ROWS[which](kg))
    titles = "; ".join(f"{r.title or r.name} {r.version}".strip() for r in kg.records.values())
    return Table.of(columns, rows, f"{which.capitalize()}: {titles}" if titles else which)


def _meaning(table: str, column: str) -> str:
    kept = LAYOUTS[table].fields.get(column)
    if kept:
        return kept.description
    if column.endswith("_name"):
        return f"name of {column.removesuffix('_name')}"
    return _MEANINGS[column]


def _empty(column: str) -> Any:
    return {"text": "", "list": []}.get(TYPES.get(column, "text"))


def _claims(kg: KnowledgeGraph) -> Iterator[Row]:
    for claim in kg.claims():
        status = kg.assess(claim.id).status
        yield (
            _fields(claim, "claims")
            | _named(kg, claim, ("subject", "object", "origin", "place", "third"))
            | assessed(kg, claim)
            | {
                "says": sentence(kg, claim),
                "tie": bool(claim.object)
                and kg.relation(claim).tie
                and status in kg.vocabulary.ties,
                "citations": len(kg.citations_of(claim.id)),
            }
        )


def _citations(kg: KnowledgeGraph) -> Iterator[Row]:
    for citation in kg.citations.values():
        source = kg.sources[citation.source]
        yield (
            _fields(citation, "citations")
            | _named(kg, citation, ("claimant",))
            | {
                "says": sentence(kg, kg.claim(citation.claim)),
                "title": source.title,
                "reliability": source.reliability,
                "grade": str(grade_of(citation, kg.sources)),
            }
        )


def _entities(kg: KnowledgeGraph) -> Iterator[Row]:
    for entity in kg.entities.values():
        yield _fields(entity, "entities") | {
            "names": sorted({n.name for n in kg.names_of(entity.id)}),
            "claims": len(kg.claims(entity=entity.id)),
        }


def _names(kg: KnowledgeGraph) -> Iterator[Row]:
    for name in kg.names:
        yield _fields(name, "names") | _named(kg, name, ("entity", "used_by"))


def _sources(kg: KnowledgeGraph) -> Iterator[Row]:
    for source in kg.sources.values():
        yield _fields(source, "sources") | {"claims": len(kg.claims(source=source.id))}


def _links(kg: KnowledgeGraph) -> Iterator[Row]:
    for link in kg.links:
        yield _fields(link, "links") | {
            "says": sentence(kg, kg.claim(link.claim)),
            "other_says": sentence(kg, kg.claim(link.other)),
        }


def _fields(row: Any, table: str) -> Row:
    names = (*LAYOUTS[table].fields, "record")
    values = {name: getattr(row, name) for name in names}
    return {k: list(v) if isinstance(v, tuple) else v for k, v in values.items()}


def _named(kg: KnowledgeGraph, row: Claim | Any, columns: Iterable[str]) -> Row:
    """The names of the entities that these columns refer to; words that are no id stay words."""

    def name(one: str) -> str:
        return kg.entities[one].name if one in kg.entities else one

    values = {column: getattr(row, column) for column in columns}
    return {
        f"{column}_name": [name(v) for v in value] if isinstance(value, tuple) else name(value)
        for column, value in values.items()
    }


_ROWS: Mapping[str, Callable[[KnowledgeGraph], Iterator[Row]]] = {
    "claims": _claims,
    "citations": _citations,
    "entities": _entities,
    "names": _names,
    "sources": _sources,
    "links": _links,
}

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "claims": (
        *("id", "says", "relation", "label", "family", "sign", "temporality", "tie"),
        *("subject", "subject_name", "object", "object_name", "start", "end"),
        *("start_earliest", "start_latest", "end_earliest", "end_latest", "computed"),
        *("status", "grade", "grades", "citations", "independent", "sources"),
        *("origin", "origin_name", "place", "place_name", "third", "third_name"),
        *("role", "means", "value_low", "value_high", "unit", "text", "note", "record"),
    ),
    "citations": (
        *("id", "claim", "says", "stance", "source", "title", "locator", "lines"),
        *("claimant", "claimant_name", "via", "said", "as_of", "reliability", "credibility"),
        *("grade", "note", "record"),
    ),
    "entities": ("id", "name", "kind", "subkind", "names", "claims", "summary", "note", "record"),
    "names": (
        *("entity", "entity_name", "name", "kind", "language", "script", "used_by"),
        *("used_by_name", "source", "record"),
    ),
    "sources": (
        *("id", "title", "author", "publisher", "published", "kind", "language", "url"),
        *("reliability", "reliability_note", "derived_from", "claims", "file", "lines"),
        *("sha256", "record"),
    ),
    "links": ("claim", "says", "link", "other", "other_says", "note", "record"),
}
"""The tables and their columns, in their order."""
