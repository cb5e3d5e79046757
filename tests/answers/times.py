"""Answers about what happened when, and what is said of a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

import insurgraph as ig
from insurgraph.graph.dates import EARLIEST, LATEST, Period
from insurgraph.graph.model import Claim

from .evidence import about
from .reading import (
    Row,
    affirmed,
    cited,
    ending,
    grade,
    name,
    names,
    parts,
    says,
    span,
    status,
    ties,
)


def changes(kg: ig.KnowledgeGraph, on: Period, entity: str, families: Collection[str]) -> list[Row]:
    rows = []
    for claim in affirmed(kg, families=families):
        if about(kg, entity, claim):
            for change, earliest, latest in _changes(kg, claim):
                if earliest <= on.last and on.first <= latest:
                    sure = on.first <= earliest and latest <= on.last
                    row = (
                        change, earliest.isoformat(), latest.isoformat(),
                        "definite" if sure else "possible", says(kg, claim),
                        status(kg, claim), grade(kg, claim), claim.id, cited(kg, claim),
                    )  # fmt: skip
                    rows.append((latest, earliest, claim.id, change, row))
    return [row[-1] for row in sorted(rows)]


def _changes(kg: ig.KnowledgeGraph, claim: Claim) -> list[tuple[str, date, date]]:
    """What a claim tells to have come about, and between which days, where it tells them."""
    bounds, kind = span(kg, claim), kg.relation(claim).temporality
    start = (bounds.start_earliest, bounds.start_latest)
    told = []
    if kind in ("instant", "state") and start != (EARLIEST, LATEST):
        told.append(("happened" if kind == "instant" else "began", *start))
    if kind == "state" and bounds.end_latest != LATEST:
        told.append(("ended", bounds.end_earliest, bounds.end_latest))
    return told


def events(kg: ig.KnowledgeGraph, on: Period, actor: str, place: str) -> list[Row]:
    said: dict[str, list[Claim]] = defaultdict(list)
    for claim in affirmed(kg):
        for entity in {claim.subject, claim.object}:
            if entity and kg.entities[entity].kind == "Event":
                said[entity].append(claim)
    rows, inside = [], parts(kg, place)
    for event in kg.entities.values():
        if event.kind != "Event":
            continue
        claims = said[event.id]
        happened = [c for c in claims if c.relation == "HAPPENED"]
        doers = {c.subject for c in claims if c.object == event.id
                 and c.relation in ("CARRIED_OUT", "CLAIMED", "INSPIRED")}  # fmt: skip
        spots = {p for c in happened for p in (c.object, *c.place) if p}
        if (
            (not happened or any(span(kg, c).holds(on) for c in happened))
            and (not actor or actor in doers)
            and (not place or spots & inside)
        ):
            dated = sorted(
                (c for c in happened if c.start), key=lambda c: (span(kg, c).start_latest, c.id)
            )
            first = span(kg, dated[0]).start_latest if dated else LATEST
            row = (
                event.name,
                event.subkind,
                [c.start for c in dated],
                sorted({name(kg, s) for s in spots}),
                *_event(kg, event.id, claims),
            )
            rows.append((first, event.id, row))
    return [row[-1] for row in sorted(rows)]


def _event(kg: ig.KnowledgeGraph, event: str, claims: list[Claim]) -> Row:
    def told(relation: str) -> list[Claim]:
        return [c for c in claims if c.relation == relation]

    shown = ("HAPPENED", "CARRIED_OUT", "CLAIMED", "TARGETED", "COUNTED")
    return (
        [
            f"{name(kg, c.subject)}{', ' * bool(c.role)}{c.role} ({status(kg, c)})"
            for c in told("CARRIED_OUT")
        ],
        [f"{name(kg, c.subject)} ({status(kg, c)})" for c in told("CLAIMED")],
        [name(kg, c.object) for c in told("TARGETED")],
        [_toll(c) for c in told("COUNTED") if c.subject == event],
        [c.id for c in claims if c.relation in shown],
    )


def _toll(claim: Claim) -> str:
    low, high = claim.value_low, claim.value_high
    if low is None and high is None:
        number = claim.text
    elif low is None or high is None:
        bound = f"at most {int(high)}" if high is not None else f"at least {int(low or 0)}"
        number = bound
    else:
        number = f"{int(low)}" if low == high else f"{int(low)} to {int(high)}"
    return f"{number} {claim.unit}"


def designations(kg: ig.KnowledgeGraph, on: Period, authority: str, listed: str) -> list[Row]:
    found = [
        c for c in ties(kg, "LISTED_BY", on=on)
        if authority in ("", c.object) and listed in ("", c.subject)
    ]  # fmt: skip
    found.sort(key=lambda c: (span(kg, c).start_latest, c.id))
    return [
        (
            name(kg, c.subject), name(kg, c.object), c.role, name(kg, c.third),
            *ending(kg, c, on),
        )
        for c in found
    ]  # fmt: skip


def counts(kg: ig.KnowledgeGraph, entity: str, on: Period, unit: str) -> list[Row]:
    included: dict[str, list[str]] = defaultdict(list)
    for link in kg.links:
        if link.link == "includes":
            included[link.claim].append(link.other)
    found = [
        c for c in affirmed(kg, ("COUNTED",), on)
        if entity in (c.subject, c.object) and unit.lower() in c.unit.lower()
    ]  # fmt: skip
    found.sort(key=lambda c: (span(kg, c).start_latest, c.id))
    return [
        (
            c.unit, c.value_low, c.value_high, c.text, name(kg, c.subject),
            name(kg, c.object), names(kg, c.place), sorted(included[c.id]), *ending(kg, c, on),
        )
        for c in found
    ]  # fmt: skip


def aims(kg: ig.KnowledgeGraph, actor: str, on: Period, relations: Collection[str]) -> list[Row]:
    found = [
        c for c in affirmed(kg, on=on)
        if c.subject == actor
        and kg.relation(c).value == "text"
        and (not relations or c.relation in relations)
    ]  # fmt: skip
    found.sort(key=lambda c: (c.relation, c.id))
    return [
        (
            c.relation, c.text, name(kg, c.third), names(kg, c.place), c.means,
            *ending(kg, c, on),
        )
        for c in found
    ]  # fmt: skip
