"""Answers about allies, rivals and what two actors have to do with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from itertools import combinations, pairwise, product

import insurgraph as ig
from insurgraph.graph.dates import LATEST, Period
from insurgraph.graph.grading import Grade
from insurgraph.graph.model import Claim

from .reading import (
    Row,
    by_relation,
    certainty,
    cited,
    ending,
    grade,
    name,
    names,
    of_kind,
    says,
    signed,
    span,
    status,
)
from .reading import ties as all_ties

WORDS = {1: "co-operative", -1: "hostile"}
HELP = ("SUPPORTED", "SHELTERED", "TRAINED", "DIRECTED", "TOLERATED")

Signs = dict[tuple[str, str], list[tuple[int, Claim]]]


def _dyads(kg: ig.KnowledgeGraph, kinds: Collection[str], actor: str, on: Period | None) -> Signs:
    """Signed claims by pair of entities, both of these kinds and one the actor if there is one."""
    found: Signs = defaultdict(list)
    for a, b, sign, claim in signed(kg, on=on):
        one, other = sorted((a, b))
        if actor in ("", one, other) and of_kind(kg, one, kinds) and of_kind(kg, other, kinds):
            found[one, other].append((sign, claim))
    return found


def allies_and_rivals(
    kg: ig.KnowledgeGraph,
    actor: str,
    on: Period,
    kinds: Collection[str],
    families: Collection[str],
    at_least: Grade | None,
) -> list[Row]:
    sides: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for a, b, sign, claim in signed(kg, on=on, families=families, at_least=at_least):
        if actor in (a, b):
            other = b if a == actor else a
            if of_kind(kg, other, kinds):
                sides[WORDS[sign], other].append(claim)
    rows = []
    for (side, other), claims in sides.items():
        claims.sort(key=lambda c: (c.relation, c.id))
        ids, sure = [c.id for c in claims], certainty(kg, claims, on)
        row = (
            side, name(kg, other), kg.entities[other].subkind,
            sorted({c.relation for c in claims}), sure, ids,
        )  # fmt: skip
        rows.append((side, sure, -len(ids), ids, row))
    return [row[-1] for row in sorted(rows)]


def mixed_dyads(kg: ig.KnowledgeGraph, actor: str, on: Period, kinds: Collection[str]) -> list[Row]:
    rows = []
    for (one, other), claims in _dyads(kg, kinds, actor, on).items():
        friendly = [c for sign, c in claims if sign == 1]
        hostile = [c for sign, c in claims if sign == -1]
        if friendly and hostile:
            together = max(_overlap(kg, f, h) for f, h in product(friendly, hostile))
            words = ("apart", "possible", "definite")[together]
            rows.append((by_relation(friendly), by_relation(hostile), one, other, words))
    return [(name(kg, a), name(kg, b), plus, minus, w) for plus, minus, a, b, w in sorted(rows)]


def _overlap(kg: ig.KnowledgeGraph, a: Claim, b: Claim) -> int:
    """2 when both must have held on one day, 1 when both can have, else 0."""
    one, other = span(kg, a), span(kg, b)
    if max(one.start_latest, other.start_latest) <= min(one.end_earliest, other.end_earliest):
        return 2
    return int(
        max(one.start_earliest, other.start_earliest) <= min(one.end_latest, other.end_latest)
    )


def sign_changes(
    kg: ig.KnowledgeGraph, actor: str, on: Period, kinds: Collection[str]
) -> list[Row]:
    rows = []
    for (one, other), claims in _dyads(kg, kinds, actor, None).items():
        dated = [(sign, c) for sign, c in claims if span(kg, c).start_latest != LATEST]
        dated.sort(key=lambda x: (
            span(kg, x[1]).start_latest, span(kg, x[1]).start_earliest, x[1].id
        ))  # fmt: skip
        for (was, before), (now, after) in pairwise(dated):
            first, then = span(kg, before), span(kg, after)
            if was != now and then.start_earliest <= on.last and on.first <= then.start_latest:
                row = (
                    name(kg, one), name(kg, other), f"{WORDS[was]} to {WORDS[now]}",
                    before.relation, before.start, before.id, after.relation, after.start,
                    after.id,
                    "certain" if first.start_latest < then.start_earliest else "likely",
                    "ended" if first.end_latest <= then.start_earliest else "open",
                )  # fmt: skip
                rows.append((then.start_latest, after.id, before.id, row))
    return [row[-1] for row in sorted(rows)]


def rivalry(kg: ig.KnowledgeGraph, organisation: str, other: str, on: Period) -> list[Row]:
    rows = []
    for claim in kg.claims(on=on):
        hostile = kg.relation(claim).sign == -1 or claim.relation == "COUNTED"
        if hostile and sorted((claim.subject, claim.object)) == sorted((organisation, other)):
            row = (
                claim.relation, name(kg, claim.subject), name(kg, claim.object),
                names(kg, claim.place), claim.start, claim.end, claim.value_low,
                claim.value_high, claim.unit, claim.text, status(kg, claim), grade(kg, claim),
                claim.id, cited(kg, claim),
            )  # fmt: skip
            rows.append((claim.relation, claim.id, row))
    return [row[-1] for row in sorted(rows)]


def between(kg: ig.KnowledgeGraph, one: str, other: str, on: Period) -> list[Row]:
    rows = []
    for claim in kg.claims(on=on):
        parts = [
            sorted(
                part
                for part in ("subject", "object", "origin", "third")
                if actor == getattr(claim, part) or (part == "origin" and actor in claim.origin)
            )
            for actor in (one, other)
        ]
        if all(parts):
            bounds = span(kg, claim)
            row = (says(kg, claim), kg.relation(claim).sign, *parts, *ending(kg, claim, on))
            rows.append((bounds.start_latest, bounds.start_earliest, claim.id, row))
    return [row[-1] for row in sorted(rows)]


def supporters(kg: ig.KnowledgeGraph, actor: str, on: Period, at_least: Grade | None) -> list[Row]:
    rows = []
    for claim in all_ties(kg, *HELP, on=on, at_least=at_least):
        if actor in (claim.subject, claim.object):
            gave = claim.subject == actor
            row = (
                "gave" if gave else "received",
                name(kg, claim.object if gave else claim.subject),
                claim.relation, claim.role, name(kg, claim.third), claim.value_low,
                claim.value_high, claim.unit, claim.text, *ending(kg, claim, on),
            )  # fmt: skip
            rows.append((gave, claim.relation, claim.id, row))
    return [row[-1] for row in sorted(rows)]


def triads(kg: ig.KnowledgeGraph, actor: str, on: Period, kinds: Collection[str]) -> list[Row]:
    signs: dict[frozenset[str], int] = defaultdict(int)
    claims: dict[frozenset[str], list[str]] = defaultdict(list)
    for a, b, sign, claim in signed(kg, on=on):
        signs[frozenset((a, b))] += sign
        claims[frozenset((a, b))].append(claim.id)
    near = sorted(
        e for e in kg.entities
        if e != actor and of_kind(kg, e, kinds) and signs.get(frozenset((actor, e)))
    )  # fmt: skip
    rows = []
    for one, other in combinations(near, 2):
        pairs = [frozenset(p) for p in ((actor, one), (actor, other), (one, other))]
        if all(signs.get(p) for p in pairs):
            words = [WORDS[1] if signs[p] > 0 else WORDS[-1] for p in pairs]
            balanced = words.count(WORDS[-1]) % 2 == 0
            row = (
                name(kg, one), name(kg, other), *words,
                "balanced" if balanced else "unbalanced",
                [c for p in pairs for c in sorted(claims[p])],
            )  # fmt: skip
            rows.append((balanced, one, other, row))
    return [row[-1] for row in sorted(rows)]


def enemies_of_enemies(
    kg: ig.KnowledgeGraph, actor: str, on: Period, kinds: Collection[str]
) -> list[Row]:
    foes: dict[str, set[str]] = defaultdict(set)
    own: dict[str, list[Claim]] = defaultdict(list)
    for claim in all_ties(kg, on=on):
        sign = kg.relation(claim).sign
        for a, b in ((claim.subject, claim.object), (claim.object, claim.subject)):
            if sign == -1:
                foes[a].add(b)
            if sign and a == actor:
                own[b].append(claim)
    shared: dict[str, set[str]] = defaultdict(set)
    for enemy in foes[actor]:
        for other in foes[enemy] - {actor} if of_kind(kg, enemy, kinds) else ():
            if of_kind(kg, other, kinds):
                shared[other].add(enemy)
    order = sorted(shared, key=lambda e: (-len(shared[e]), e))
    return [
        (
            name(kg, e), len(shared[e]), [name(kg, x) for x in sorted(shared[e])],
            by_relation(own[e]),
        )
        for e in order
    ]  # fmt: skip
