"""Answers about leaders and careers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import insurgraph as ig
from insurgraph.graph.dates import Period
from insurgraph.graph.model import Claim

from .reading import (
    Row,
    affirmed,
    certainty,
    cited,
    days,
    ending,
    grade,
    name,
    names,
    span,
    status,
    ties,
)

FATES = (
    "KILLED_BY", "DETAINED_BY", "CHARGED_BY", "CONVICTED_BY", "SURRENDERED_TO", "LEFT",
    "DEFECTED_TO",
)  # fmt: skip


def leaders(kg: ig.KnowledgeGraph, organisation: str, offices: Collection[str]) -> list[Row]:
    held = [
        c
        for c in ties(kg, "HELD_OFFICE")
        if c.object == organisation and (not offices or c.role in offices)
    ]
    held.sort(key=lambda c: (span(kg, c).end_latest, span(kg, c).start_latest, c.id))
    return [
        (
            name(kg, c.subject), c.role, c.start, *days(span(kg, c)), _ends(kg, c),
            _successors(kg, c), status(kg, c), grade(kg, c), c.id, cited(kg, c),
        )
        for c in held
    ]  # fmt: skip


def _ends(kg: ig.KnowledgeGraph, office: Claim) -> list[str]:
    """What the holder met with or did while the tenure can have lasted, by its date."""
    rows = []
    for claim in ties(kg, "KILLED_BY", "DETAINED_BY", "SURRENDERED_TO", "LEFT", "DEFECTED_TO"):
        left = {"LEFT": (claim.object,), "DEFECTED_TO": claim.origin}.get(claim.relation)
        when, tenure = span(kg, claim), span(kg, office)
        if (
            claim.subject == office.subject
            and (left is None or office.object in left)
            and when.start_earliest <= tenure.end_latest
            and tenure.start_earliest <= when.start_latest
        ):
            how = f"{kg.relation(claim).label} {name(kg, claim.object)}"
            rows.append((when.start_latest, claim.id, f"{how}, {claim.start or 'date unknown'}"))
    return [row[-1] for row in sorted(rows)]


def _successors(kg: ig.KnowledgeGraph, office: Claim) -> list[str]:
    rows = [
        (span(kg, c).start_latest, c.id, name(kg, c.subject))
        for c in ties(kg, "SUCCEEDED")
        if (c.object, c.third) == (office.subject, office.object)
        and (c.role or office.role) == office.role
    ]
    return [row[-1] for row in sorted(rows)]


def leaders_on(
    kg: ig.KnowledgeGraph, organisation: str, on: Period, offices: Collection[str]
) -> list[Row]:
    held = [
        c
        for c in ties(kg, "HELD_OFFICE", on=on)
        if c.object == organisation and (not offices or c.role in offices)
    ]
    held.sort(key=lambda c: (certainty(kg, c, on), span(kg, c).start_latest, c.id))
    return [
        (
            name(kg, c.subject), c.role, certainty(kg, c, on), *days(span(kg, c)),
            status(kg, c), grade(kg, c), c.id, cited(kg, c),
        )
        for c in held
    ]  # fmt: skip


def leaders_from_elsewhere(
    kg: ig.KnowledgeGraph, organisation: str, offices: Collection[str]
) -> list[Row]:
    held: dict[str, list[Claim]] = defaultdict(list)
    for claim in ties(kg, "HELD_OFFICE"):
        if claim.object == organisation and (not offices or claim.role in offices):
            held[claim.subject].append(claim)
    rows = []
    for claim in affirmed(kg, ("DEFECTED_TO", "HELD_OFFICE", "MEMBER_OF")):
        posts = held.get(claim.subject, [])
        others: Collection[str] = ()
        if claim.relation == "DEFECTED_TO":
            others = claim.origin if claim.object == organisation else ()
        else:
            begun = span(kg, claim).start_earliest
            posts = [p for p in posts if begun < span(kg, p).start_latest]
            others = (claim.object,)
        for other in others:
            if other == organisation or not posts:
                continue
            began = min(span(kg, p).start_earliest for p in posts)
            sure = claim.relation == "DEFECTED_TO" or span(kg, claim).start_latest < began
            row = (
                name(kg, claim.subject), sorted({p.role for p in posts}), name(kg, other),
                claim.relation, claim.role, claim.start, "definite" if sure else "possible",
                status(kg, claim), grade(kg, claim), claim.id, cited(kg, claim),
            )  # fmt: skip
            rows.append((claim.subject, claim.id, other, row))
    return [row[-1] for row in sorted(rows)]


def leadership_losses(kg: ig.KnowledgeGraph, organisation: str, on: Period) -> list[Row]:
    offices: dict[str, set[str]] = defaultdict(set)
    for claim in ties(kg, "HELD_OFFICE"):
        if claim.object == organisation:
            offices[claim.subject].add(claim.role)
    rows = []
    for claim in ties(kg, *FATES, on=on):
        elsewhere = claim.relation == "LEFT" and claim.object != organisation
        gone_from_others = claim.relation == "DEFECTED_TO" and organisation not in claim.origin
        if claim.subject in offices and not elsewhere and not gone_from_others:
            row = (
                name(kg, claim.subject), sorted(offices[claim.subject]), claim.relation,
                name(kg, claim.object), names(kg, claim.place), claim.means,
                *ending(kg, claim, on),
            )  # fmt: skip
            rows.append((span(kg, claim).start_latest, claim.id, row))
    return [row[-1] for row in sorted(rows)]


def career(kg: ig.KnowledgeGraph, person: str, on: Period, families: Collection[str]) -> list[Row]:
    found = [
        c for c in affirmed(kg, on=on, families=families) if c.subject == person and c.object
    ]  # fmt: skip
    found.sort(key=lambda c: (span(kg, c).start_latest, span(kg, c).start_earliest, c.id))
    return [
        (
            c.relation, name(kg, c.object), c.role, names(kg, c.origin), names(kg, c.place),
            *ending(kg, c, on),
        )
        for c in found
    ]  # fmt: skip
