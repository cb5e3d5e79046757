"""Answers about people who changed sides."""

from __future__ import annotations

from collections import defaultdict

import insurgraph as ig
from insurgraph.graph.dates import Period
from insurgraph.graph.grading import Grade
from insurgraph.graph.model import Claim

from .reading import Row, affirmed, cited, grade, name, span, status


def defections_to(
    kg: ig.KnowledgeGraph,
    organisation: str,
    on: Period,
    origin: str,
    rank: str,
    at_least: Grade | None,
) -> list[Row]:
    rows = []
    for claim in affirmed(kg, ("DEFECTED_TO", "LOST_MEMBERS_TO"), on, at_least):
        if claim.object != organisation or rank.lower() not in claim.role.lower():
            continue
        flow = claim.relation == "LOST_MEMBERS_TO"
        who = "members" if flow else name(kg, claim.subject)
        for left in (claim.subject,) if flow else claim.origin or ("",):
            if origin in ("", left):
                row = (name(kg, left) or "not stated", who, *_told(kg, claim))
                rows.append((row[0], span(kg, claim).start_latest, claim.id, row))
    return [row[-1] for row in sorted(rows)]


def defections_from(
    kg: ig.KnowledgeGraph, organisation: str, on: Period, rank: str, at_least: Grade | None
) -> list[Row]:
    rows = []
    for claim in affirmed(kg, on=on, at_least=at_least):
        left = {
            "DEFECTED_TO": claim.origin,
            "LOST_MEMBERS_TO": (claim.subject,),
            "LEFT": (claim.object,),
            "SURRENDERED_TO": (claim.third,),
        }.get(claim.relation, ())
        if organisation in left and rank.lower() in claim.role.lower():
            gone = "" if claim.relation == "LEFT" else name(kg, claim.object)
            flow = claim.relation == "LOST_MEMBERS_TO"
            who = "members" if flow else name(kg, claim.subject)
            row = (gone or "not stated", who, claim.relation, *_told(kg, claim))
            rows.append((row[0], span(kg, claim).start_latest, claim.id, row))
    return [row[-1] for row in sorted(rows)]


def _told(kg: ig.KnowledgeGraph, claim: Claim) -> Row:
    return (
        claim.role, claim.text, claim.start, status(kg, claim), grade(kg, claim), claim.id,
        cited(kg, claim),
    )  # fmt: skip


def defection_matrix(kg: ig.KnowledgeGraph, on: Period, at_least: Grade | None) -> list[Row]:
    moves: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in affirmed(kg, ("DEFECTED_TO", "LOST_MEMBERS_TO"), on, at_least):
        flow = claim.relation == "LOST_MEMBERS_TO"
        if claim.object:
            for origin in (claim.subject,) if flow else claim.origin:
                moves[origin, claim.object].append(claim)
    order = sorted(moves, key=lambda pair: (-len(moves[pair]), pair))
    return [
        (
            name(kg, origin),
            name(kg, destination),
            sum(c.relation == "DEFECTED_TO" for c in moves[origin, destination]),
            sum(c.relation == "LOST_MEMBERS_TO" for c in moves[origin, destination]),
            min(span(kg, c).start_earliest for c in moves[origin, destination]).isoformat(),
            max(span(kg, c).start_latest for c in moves[origin, destination]).isoformat(),
            [c.id for c in moves[origin, destination]],
        )
        for origin, destination in order
    ]
