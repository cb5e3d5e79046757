"""The record as a flat network: what graph formats hold, whose attributes are single values.

Every entity is a node, every affirmed claim between two entities an edge of its own. Lists are
joined by ``"; "``, dates stand as worded and as bounds in ISO form, what is not known is empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from ..dossier import evidence
from ..knowledge import KnowledgeGraph
from ..rows import tie
from .contents import counted

Type = Literal["string", "int", "double", "boolean"]
Value = str | int | float | bool

NODE: Mapping[str, Type] = {
    "name": "string",
    "kind": "string",
    "subkind": "string",
    "summary": "string",
    "note": "string",
    "names": "string",
    "record": "string",
}
"""Attributes of a node, in their order."""

EDGE: Mapping[str, Type] = {
    "relation": "string",
    "label": "string",
    "family": "string",
    "sign": "int",
    "signed": "int",
    "directed": "boolean",
    "temporality": "string",
    "status": "string",
    "grade": "string",
    "grades": "string",
    "start": "string",
    "end": "string",
    "start_earliest": "string",
    "start_latest": "string",
    "end_earliest": "string",
    "end_latest": "string",
    "computed": "string",
    "origin": "string",
    "place": "string",
    "third": "string",
    "role": "string",
    "means": "string",
    "value_low": "double",
    "value_high": "double",
    "unit": "string",
    "text": "string",
    "note": "string",
    "sources": "string",
    "evidence": "string",
    "independent": "int",
    "record": "string",
}
"""Attributes of an edge, in their order; its key is the claim's id."""


@dataclass(frozen=True, slots=True)
class Node:
    """An entity and its attributes."""

    id: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Edge:
    """A claim between two entities and its attributes.

    Attributes
    ----------
    earliest, latest : datetime.date
        First and last day on which it can hold; sentinels stand for "no bound".
    """

    id: str
    start: str
    end: str
    directed: bool
    earliest: date
    latest: date
    values: Mapping[str, Value]


def nodes(kg: KnowledgeGraph) -> Iterator[Node]:
    """Every entity, tied or not."""
    for entity in kg.entities.values():
        values = {c: getattr(entity, c) for c in NODE if c != "names"}
        values["names"] = [n.name for n in kg.names_of(entity.id)]
        yield Node(entity.id, _flat(values, NODE))


def edges(kg: KnowledgeGraph) -> Iterator[Edge]:
    """Every affirmed claim between two entities."""
    for claim in kg.claims():
        found = tie(kg, claim)
        if found is None:
            continue
        relation, span = kg.relation(claim), kg.assess(claim.id).span
        values = found.properties | {
            "relation": claim.relation,
            "signed": relation.signs.get("object", relation.sign),
            "directed": relation.directed,
            "note": claim.note,
            "evidence": [evidence(kg, c) for c in kg.citations_of(claim.id)],
        }
        yield Edge(
            claim.id,
            claim.subject,
            claim.object,
            relation.directed,
            span.start_earliest,
            span.end_latest,
            _flat(values, EDGE),
        )


def left_out(kg: KnowledgeGraph) -> list[str]:
    """In words, which claims are no edge of such a network; nothing when there is none."""
    out = [claim for claim in kg.claims() if tie(kg, claim) is None]
    alone = sum(not (c.object and kg.relation(c).tie) for c in out)
    return [
        *counted(len(out) - alone, "claim that is not affirmed is", "claims not affirmed are"),
        *counted(
            alone,
            "claim that has a value or no second entity is",
            "claims that have a value or no second entity are",
        ),
    ]


def _flat(values: Mapping[str, Any], columns: Mapping[str, Type]) -> dict[str, Value]:
    """One value for every column, numbers that are not known apart."""
    flat: dict[str, Value] = {}
    for name, type_ in columns.items():
        value = values.get(name)
        if value is None:
            if type_ == "string":
                flat[name] = ""
        elif isinstance(value, list):
            flat[name] = "; ".join(value)
        else:
            flat[name] = value.isoformat() if isinstance(value, date) else value
    return flat
