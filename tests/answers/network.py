"""Answers about chains, neighbours and brokers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import combinations

import insurgraph as ig
from insurgraph.graph.dates import Period
from insurgraph.graph.grading import Grade
from insurgraph.graph.model import Claim

from .reading import Row, affirmed, by_relation, cited, ending, grade, name, of_kind, status, ties

BELONGING = ("MEMBER_OF", "HELD_OFFICE", "JOINED", "LEFT", "DEFECTED_TO")

#: For each entity, whom its claims lead to.
Steps = dict[str, list[tuple[str, Claim]]]


def _steps(kg: ig.KnowledgeGraph, claims: Iterator[Claim]) -> Steps:
    found: Steps = defaultdict(list)
    for claim in claims:
        found[claim.subject].append((claim.object, claim))
        found[claim.object].append((claim.subject, claim))
    return found


def _chains(
    kg: ig.KnowledgeGraph, steps: Steps, one: str, other: str, kinds: Collection[str]
) -> Iterator[tuple[list[str], list[Claim]]]:
    """Every chain of at most three steps that visits nobody twice: who is on it, by what."""
    waiting: list[tuple[list[str], list[Claim]]] = [([one], [])]
    while waiting:
        way, claims = waiting.pop()
        for following, claim in steps.get(way[-1], ()):
            if following == other and other not in way:
                yield [*way, other], [*claims, claim]
            elif following not in way and len(claims) < 2 and of_kind(kg, following, kinds):
                waiting.append(([*way, following], [*claims, claim]))


def paths(
    kg: ig.KnowledgeGraph,
    one: str,
    other: str,
    on: Period,
    families: Collection[str],
    kinds: Collection[str],
    at_least: Grade | None,
    steps: int,
    limit: int,
) -> list[Row]:
    joined = _steps(kg, ties(kg, on=on, families=families, at_least=at_least))
    found = [c for c in _chains(kg, joined, one, other, kinds) if len(c[1]) <= steps]
    found.sort(key=lambda chain: (len(chain[1]), [c.id for c in chain[1]]))
    rows = []
    for number, (way, claims) in enumerate(found[:limit], 1):
        for step, claim in enumerate(claims, 1):
            start, end = way[step - 1 : step + 1]
            label = kg.relation(claim).label
            words = f"{label} ->" if claim.subject == start else f"<- {label}"
            rows.append((
                number, step, name(kg, start), words, name(kg, end), claim.start, claim.end,
                status(kg, claim), grade(kg, claim), claim.id, cited(kg, claim),
            ))  # fmt: skip
    return rows


def brokers(
    kg: ig.KnowledgeGraph,
    one: str,
    other: str,
    on: Period,
    families: Collection[str],
    kinds: Collection[str],
) -> list[Row]:
    joined = _steps(kg, ties(kg, on=on, families=families))
    chains = {tuple(way) for way, _ in _chains(kg, joined, one, other, kinds) if len(way) > 2}
    shortest = min((len(c) for c in chains), default=0)
    chains = {c for c in chains if len(c) == shortest}
    through: dict[str, int] = defaultdict(int)
    for chain in chains:
        for broker in chain[1:-1]:
            through[broker] += 1
    return [
        (
            name(kg, e), kg.entities[e].kind, shortest - 1, through[e], len(chains),
            through[e] / len(chains),
        )
        for e in sorted(through, key=lambda e: (-through[e], e))
    ]  # fmt: skip


def ego_network(
    kg: ig.KnowledgeGraph,
    actor: str,
    on: Period,
    families: Collection[str],
    kinds: Collection[str],
    at_least: Grade | None,
) -> list[Row]:
    found = list(ties(kg, on=on, families=families, at_least=at_least))
    near = {c.subject if c.object == actor else c.object
            for c in found if actor in (c.subject, c.object)}  # fmt: skip
    circle = {e for e in near if of_kind(kg, e, kinds)} | {actor}
    rows = [
        (
            1 if actor in (c.subject, c.object) else 2, name(kg, c.subject), c.relation,
            name(kg, c.object), *ending(kg, c, on),
        )
        for c in found
        if {c.subject, c.object} <= circle
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row[0], row[-2]))


def common_neighbours(
    kg: ig.KnowledgeGraph,
    one: str,
    other: str,
    on: Period,
    families: Collection[str],
    kinds: Collection[str],
    at_least: Grade | None,
) -> list[Row]:
    joined = _steps(kg, ties(kg, on=on, families=families, at_least=at_least))
    sides = []
    for actor in (one, other):
        side: dict[str, list[Claim]] = defaultdict(list)
        for neighbour, claim in joined.get(actor, ()):
            side[neighbour].append(claim)
        sides.append(side)
    shared = [
        kg.entities[e] for e in sides[0].keys() & sides[1].keys() if of_kind(kg, e, kinds)
    ]  # fmt: skip
    return [
        (e.name, e.kind, by_relation(sides[0][e.id]), by_relation(sides[1][e.id]))
        for e in sorted(shared, key=lambda e: (e.kind, e.id))
    ]


def go_betweens(
    kg: ig.KnowledgeGraph,
    on: Period,
    families: Collection[str],
    kinds: Collection[str],
    limit: int,
) -> list[Row]:
    near: dict[str, set[str]] = defaultdict(set)
    for claim in ties(kg, on=on, families=families):
        if of_kind(kg, claim.subject, kinds) and of_kind(kg, claim.object, kinds):
            near[claim.subject].add(claim.object)
            near[claim.object].add(claim.subject)
    rows = []
    for actor, others in near.items():
        pairs = list(combinations(sorted(others), 2))
        opened = sum(b not in near[a] for a, b in pairs)
        if opened:
            entity = kg.entities[actor]
            row = (entity.name, entity.kind, len(others), opened, len(pairs))
            rows.append((-opened, actor, row))
    return [row[-1] for row in sorted(rows)][:limit]


def most_connected(
    kg: ig.KnowledgeGraph,
    on: Period,
    families: Collection[str],
    kinds: Collection[str],
    at_least: Grade | None,
    limit: int,
) -> list[Row]:
    joined = _steps(
        kg,
        (
            c for c in ties(kg, on=on, families=families, at_least=at_least)
            if of_kind(kg, c.subject, kinds) and of_kind(kg, c.object, kinds)
        ),
    )  # fmt: skip
    rows = []
    for actor, found in joined.items():
        entity, claims = kg.entities[actor], [c for _, c in found]
        others = {other for other, _ in found}
        sources = {c.source for claim in claims for c in kg.citations_of(claim.id)}
        signs = [kg.relation(c).sign for c in claims]
        row = (
            entity.name, entity.kind, len(others), len(claims), signs.count(1),
            signs.count(-1), len(sources),
        )  # fmt: skip
        rows.append((-len(others), -len(claims), actor, row))
    return [row[-1] for row in sorted(rows)][:limit]


def shared_people(kg: ig.KnowledgeGraph, organisation: str, on: Period) -> list[Row]:
    been: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for claim in affirmed(kg, BELONGING, on):
        for body in (claim.object, *claim.origin):
            been[claim.subject][body].add(claim.id)
    people: dict[tuple[str, str], list[str]] = defaultdict(list)
    for person in sorted(been):
        for one, other in combinations(sorted(been[person]), 2):
            if organisation in ("", one, other):
                people[one, other].append(person)
    rows = []
    for (one, other), who in people.items():
        claims = [c for p in who for c in sorted(been[p][one] | been[p][other])]
        row = (name(kg, one), name(kg, other), [name(kg, p) for p in who], claims)
        rows.append((-len(who), one, other, row))
    return [row[-1] for row in sorted(rows)]
