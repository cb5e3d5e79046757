"""Answers about where actors are and where they fight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from itertools import combinations

import insurgraph as ig
from insurgraph.graph.dates import Period
from insurgraph.graph.grading import Grade
from insurgraph.graph.model import Claim

from .reading import (
    Row,
    affirmed,
    around,
    by_relation,
    ending,
    name,
    names,
    of_kind,
    parts,
    span,
    ties,
)

FIGHTS = ("CLASHED_WITH", "ATTACKED", "DEFEATED", "OPERATED_AGAINST")
BEING = ("PRESENT_IN", "CONTROLS", "RELOCATED_TO")


def clashes(
    kg: ig.KnowledgeGraph, place: str, actor: str, on: Period, at_least: Grade | None
) -> list[Row]:
    rows, inside = [], parts(kg, place)
    for claim in affirmed(kg, FIGHTS, on, at_least):
        if actor not in ("", claim.subject, claim.object):
            continue
        spots = {p for p in (*claim.place, claim.object) if kg.entities[p].kind == "Place"}
        for spot in spots or {""}:
            if not place or spot in inside:
                row = (
                    name(kg, spot) or "not stated", name(kg, claim.subject), claim.relation,
                    name(kg, claim.object), claim.means, *ending(kg, claim, on),
                )  # fmt: skip
                rows.append((spot, span(kg, claim).start_latest, claim.id, row))
    return [row[-1] for row in sorted(rows)]


def presence(kg: ig.KnowledgeGraph, actor: str, on: Period, at_least: Grade | None) -> list[Row]:
    found = [c for c in ties(kg, *BEING, on=on, at_least=at_least) if c.subject == actor]
    found.sort(key=lambda c: (c.object, span(kg, c).start_latest, c.id))
    return [
        (
            name(kg, c.object), sorted({name(kg, p) for p in around(kg, c.object)}), c.relation,
            c.role, c.text, names(kg, c.origin), *ending(kg, c, on),
        )
        for c in found
    ]  # fmt: skip


def present_in(kg: ig.KnowledgeGraph, place: str, on: Period, kinds: Collection[str]) -> list[Row]:
    rows, inside = [], parts(kg, place)
    for claim in ties(kg, *BEING, on=on):
        actor = kg.entities[claim.subject]
        if of_kind(kg, actor.id, kinds) and claim.object in inside:
            row = (
                actor.name, actor.kind, claim.relation, name(kg, claim.object), claim.role,
                *ending(kg, claim, on),
            )  # fmt: skip
            rows.append((actor.kind, actor.id, span(kg, claim).start_latest, claim.id, row))
    return [row[-1] for row in sorted(rows)]


def shared_places(
    kg: ig.KnowledgeGraph, place: str, actor: str, on: Period, kinds: Collection[str]
) -> list[Row]:
    there: dict[str, list[Claim]] = defaultdict(list)
    for claim in ties(kg, "PRESENT_IN", "CONTROLS", on=on):
        if place in ("", claim.object) and of_kind(kg, claim.subject, kinds):
            there[claim.object].append(claim)
    met: dict[tuple[str, str, str], list[tuple[Claim, Claim]]] = defaultdict(list)
    for spot, claims in there.items():
        for a, b in combinations(sorted(claims, key=lambda c: c.subject), 2):
            if a.subject != b.subject and actor in ("", a.subject, b.subject):
                met[spot, a.subject, b.subject].append((a, b))
    own: dict[frozenset[str], list[Claim]] = defaultdict(list)
    for claim in ties(kg):
        if kg.relation(claim).sign:
            own[frozenset((claim.subject, claim.object))].append(claim)
    rows = []
    for (spot, one, other), pairs in met.items():
        meetings = [(p, _meet(kg, *p, on)) for p in pairs]
        possible = [p for p, how in meetings if how]
        if possible:
            sure = any(how == 2 for _, how in meetings)
            ids = sorted({c.id for p in possible for c in p})
            row = (
                name(kg, spot), name(kg, one), name(kg, other),
                "definite" if sure else "possible",
                by_relation(own[frozenset((one, other))]), ids,
            )  # fmt: skip
            rows.append((spot, ids, row))
    return [row[-1] for row in sorted(rows)]


def _meet(kg: ig.KnowledgeGraph, a: Claim, b: Claim, on: Period) -> int:
    """2 when both must have held on one day of the period, 1 when both can have, else 0."""
    one, other = span(kg, a), span(kg, b)
    first = max(one.start_latest, other.start_latest, on.first)
    if first <= min(one.end_earliest, other.end_earliest, on.last):
        return 2
    first = max(one.start_earliest, other.start_earliest, on.first)
    return int(first <= min(one.end_latest, other.end_latest, on.last))
