"""Answers about parts, offices and descent of organisations."""

from __future__ import annotations

import insurgraph as ig
from insurgraph.graph.dates import Period
from insurgraph.graph.model import Claim

from .reading import Row, cited, ending, grade, name, status, ties

DESCENT = ("SPLIT_FROM", "MERGED_INTO", "PRECEDED", "FOUNDED")


def structure(kg: ig.KnowledgeGraph, organisation: str, on: Period) -> list[Row]:
    level = {organisation: 0}
    for depth in (1, 2, 3):
        for claim in ties(kg, "PART_OF", on=on):
            if level.get(claim.object) == depth - 1:
                level.setdefault(claim.subject, depth)
    rows = []
    for claim in ties(kg, "PART_OF", "RAN", "HELD_OFFICE", "MEMBER_OF", on=on):
        unit, who = claim.object, claim.subject
        if claim.relation == "RAN":
            unit, who = who, unit
        if unit in level:
            row = (
                level[unit], name(kg, unit), claim.relation, name(kg, who), claim.role,
                *ending(kg, claim, on),
            )  # fmt: skip
            rows.append((level[unit], unit, claim.relation, claim.id, row))
    return [row[-1] for row in sorted(rows)]


def lineage(kg: ig.KnowledgeGraph, organisation: str, on: Period) -> list[Row]:
    bodies = {e.id for e in kg.entities.values() if e.kind == "Organisation"}
    claims = [c for c in ties(kg, *DESCENT, on=on) if {c.subject, c.object} <= bodies]
    rows: list[tuple[list[str], Row]] = []
    waiting: list[tuple[list[str], list[Claim]]] = [([organisation], [])]
    while waiting:
        branch, way = waiting.pop()
        for claim in claims:
            ends = {claim.subject, claim.object}
            if len(way) == 4 or branch[-1] not in ends:
                continue
            (following,) = ends - {branch[-1]}
            if following not in branch:
                longer = ([*branch, following], [*way, claim])
                waiting.append(longer)
                rows.append(([c.id for c in longer[1]], _branch(kg, *longer)))
    return [row for _, row in sorted(rows, key=lambda r: r[0])]


def _branch(kg: ig.KnowledgeGraph, branch: list[str], way: list[Claim]) -> Row:
    last = way[-1]
    return (
        len(way), [name(kg, e) for e in branch], name(kg, last.subject), last.relation,
        name(kg, last.object), last.start, status(kg, last), grade(kg, last), last.id,
        cited(kg, last),
    )  # fmt: skip
