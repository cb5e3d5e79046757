"""What the answers read from a record again and again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

import insurgraph as ig
from insurgraph.graph.dates import EARLIEST, LATEST, Period, Span
from insurgraph.graph.dossier import sentence
from insurgraph.graph.grading import Grade
from insurgraph.graph.model import Citation, Claim

Row = tuple[Any, ...]

#: Statuses whose claims nobody affirms.
NOT_AFFIRMED = ("denied", "unsupported", "retracted")


def status(kg: ig.KnowledgeGraph, claim: Claim) -> str:
    return kg.assess(claim.id).status


def grade(kg: ig.KnowledgeGraph, claim: Claim) -> str:
    return str(kg.assess(claim.id).grade)


def span(kg: ig.KnowledgeGraph, claim: Claim) -> Span:
    return kg.assess(claim.id).span


def says(kg: ig.KnowledgeGraph, claim: Claim) -> str:
    return sentence(kg, claim)


def cited(kg: ig.KnowledgeGraph, claim: Claim) -> list[str]:
    """Source and paragraph of every citation."""
    return [f"{c.source}, {c.locator}" for c in kg.citations_of(claim.id)]


def affirms(kg: ig.KnowledgeGraph, citation: Citation) -> bool:
    return kg.vocabulary.stances[citation.stance].affirms


def affirmed(
    kg: ig.KnowledgeGraph,
    relations: Collection[str] = (),
    on: Period | None = None,
    at_least: Grade | None = None,
    families: Collection[str] = (),
) -> Iterator[Claim]:
    """Claims that somebody affirms, possible in a period, of these relations or families."""
    for claim in kg.claims(relation=_all(kg, relations, families)):
        found = kg.assess(claim.id)
        if (
            found.status not in NOT_AFFIRMED
            and (on is None or found.span.holds(on))
            and (at_least is None or any(g.at_least(at_least) for g in found.grades))
        ):
            yield claim


def _all(
    kg: ig.KnowledgeGraph, relations: Collection[str], families: Collection[str]
) -> list[str] | None:
    """The relations that are in both, None for all there are."""
    if not relations and not families:
        return None
    return [
        r.name
        for r in kg.vocabulary.relations.values()
        if (not relations or r.name in relations) and (not families or r.family in families)
    ]


def ties(kg: ig.KnowledgeGraph, *relations: str, **choice: Any) -> Iterator[Claim]:
    """Those of them that join two entities."""
    for claim in affirmed(kg, relations, **choice):
        if claim.object and kg.relation(claim).tie:
            yield claim


def signed(kg: ig.KnowledgeGraph, **choice: Any) -> Iterator[tuple[str, str, int, Claim]]:
    """Two entities, the sign of a tie between them, and its claim.

    A defection is a tie to the destination and, with the other sign, to each origin.
    """
    for claim in affirmed(kg, **choice):
        relation = kg.relation(claim)
        signs = dict(relation.signs) or {"object": relation.sign}
        for column, sign in signs.items():
            value = getattr(claim, column)
            for other in (value,) if isinstance(value, str) else value:
                if other and sign:
                    yield claim.subject, other, sign, claim


def certainty(kg: ig.KnowledgeGraph, claims: Claim | Iterable[Claim], on: Period) -> str:
    """Definite when one of the claims must have held within the period."""
    several = (claims,) if isinstance(claims, Claim) else claims
    sure = any(span(kg, c).holds(on, "definite") for c in several)
    return "definite" if sure else "possible"


def name(kg: ig.KnowledgeGraph, entity: str) -> str:
    """Its preferred name, ``""`` for nobody."""
    return kg.entities[entity].name if entity else ""


def names(kg: ig.KnowledgeGraph, entities: Iterable[str]) -> list[str]:
    return sorted(name(kg, e) for e in entities)


def voice(kg: ig.KnowledgeGraph, claimant: str) -> str:
    """The name of a claimant, or the words that stand for one."""
    return kg.entities[claimant].name if claimant in kg.entities else claimant


def of_kind(kg: ig.KnowledgeGraph, entity: str, kinds: Collection[str]) -> bool:
    return not kinds or kg.entities[entity].kind in kinds


def by_relation(claims: Iterable[Claim]) -> list[str]:
    """``RELATION claim``, each once, sorted."""
    return sorted({f"{c.relation} {c.id}" for c in claims})


def passage_grade(kg: ig.KnowledgeGraph, citation: Citation) -> str:
    return f"{kg.sources[citation.source].reliability or 'F'}{citation.credibility or 6}"


def ending(kg: ig.KnowledgeGraph, claim: Claim, on: Period) -> Row:
    """The columns that most queries end with, from start to source."""
    return (
        claim.start, claim.end, certainty(kg, claim, on), status(kg, claim), grade(kg, claim),
        claim.id, cited(kg, claim),
    )  # fmt: skip


def days(bounds: Span) -> tuple[str, str, str, str]:
    """The four bounds as ISO text."""
    return (
        bounds.start_earliest.isoformat(), bounds.start_latest.isoformat(),
        bounds.end_earliest.isoformat(), bounds.end_latest.isoformat(),
    )  # fmt: skip


def undated(bounds: Span) -> bool:
    """Whether no bound is known."""
    starts = (bounds.start_earliest, bounds.start_latest)
    return starts == (bounds.end_earliest, bounds.end_latest) == (EARLIEST, LATEST)


def around(kg: ig.KnowledgeGraph, place: str) -> set[str]:
    """The places that a place lies in, over at most four steps."""
    inside = [(c.subject, c.object) for c in ties(kg, "LOCATED_IN")]
    found: set[str] = set()
    last = {place}
    for _ in range(4):
        last = {outer for inner, outer in inside if inner in last}
        found |= last
    return found


def parts(kg: ig.KnowledgeGraph, place: str) -> set[str]:
    """A place and all that lies in it, over at most four steps."""
    inside = [(c.subject, c.object) for c in ties(kg, "LOCATED_IN")]
    found = last = {place}
    for _ in range(4):
        last = {inner for inner, outer in inside if outer in last}
        found = found | last
    return found
