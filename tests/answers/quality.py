"""Answers about what the record lacks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import insurgraph as ig
from insurgraph.graph.model import Claim

from .evidence import about
from .reading import NOT_AFFIRMED, Row, affirmed, cited, grade, of_kind, says, span, status, ties
from .reading import undated as without_bounds


def _ungraded(kg: ig.KnowledgeGraph, claim: Claim) -> bool:
    return not any(g.judged for g in kg.assess(claim.id).grades)


def undated(kg: ig.KnowledgeGraph, entity: str, families: Collection[str]) -> list[Row]:
    rows = []
    for claim in kg.claims():
        relation = kg.relation(claim)
        if (
            without_bounds(span(kg, claim))
            and about(kg, entity, claim)
            and (not families or relation.family in families)
        ):
            passages = kg.citations_of(claim.id)
            published = {kg.sources[c.source].published for c in passages}
            rows.append((
                says(kg, claim), relation.temporality,
                sorted({c.as_of for c in passages} - {""}), sorted(published - {""}),
                status(kg, claim), grade(kg, claim), claim.id, cited(kg, claim),
            ))  # fmt: skip
    return rows


def ungraded(kg: ig.KnowledgeGraph, entity: str) -> list[Row]:
    rows = []
    for claim in affirmed(kg):
        best = kg.assess(claim.id).grade
        if about(kg, entity, claim) and _ungraded(kg, claim):
            missing = [
                *(["reliability"] if best.reliability == "F" else []),
                *(["credibility"] if best.credibility == 6 else []),
            ]
            what = missing[0] if len(missing) == 1 else "both"
            rows.append(
                (says(kg, claim), str(best), what, status(kg, claim), claim.id, cited(kg, claim))
            )
    return rows


def inferred(kg: ig.KnowledgeGraph, entity: str) -> list[Row]:
    rows = []
    for claim in kg.claims(status="inferred"):
        if about(kg, entity, claim):
            grounds = [
                x.other for x in kg.links if x.link == "inferred_from" and x.claim == claim.id
            ]
            rows.append((
                says(kg, claim),
                [c.note for c in kg.citations_of(claim.id) if c.stance == "implies" and c.note],
                [f"{g} {says(kg, kg.claim(g))}" for g in sorted(grounds)],
                grade(kg, claim), claim.id, cited(kg, claim),
            ))  # fmt: skip
    return rows


def data_quality(kg: ig.KnowledgeGraph, entity: str) -> list[Row]:
    families: dict[str, list[Claim]] = defaultdict(list)
    for claim in kg.claims():
        if about(kg, entity, claim):
            families[kg.relation(claim).family].append(claim)
    rows = []
    for family, claims in families.items():
        statuses = [status(kg, c) for c in claims]
        rows.append((
            family,
            len(claims),
            sum(without_bounds(span(kg, c)) for c in claims),
            sum(_ungraded(kg, c) for c in claims),
            *(statuses.count(s) for s in ("inferred", "alleged", "disputed")),
            sum(s in NOT_AFFIRMED for s in statuses),
            sum(len({x.source for x in kg.citations_of(c.id)}) == 1 for c in claims),
        ))  # fmt: skip
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def unconnected(kg: ig.KnowledgeGraph, kinds: Collection[str]) -> list[Row]:
    tied = {e for c in ties(kg) for e in (c.subject, c.object)}
    rows = [
        (e.name, e.kind, e.subkind, e.id, len(kg.claims(entity=e.id)))
        for e in kg.entities.values()
        if e.id not in tied and of_kind(kg, e.id, kinds)
    ]
    return sorted(rows, key=lambda row: (row[1], row[3]))
