"""Which claims an analysis of the record itself is about, and the sentence that says so.

Networks have `insurgraph.graph.network.Projection`. Analyses of moves and of offices read claims
that a network has no place for - a loss of members with no destination told, people who are no
actor - so they have a `Scope`: the same questions of time, certainty, grade and record, asked of
claims.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...errors import ArgumentError, NotFoundError, ProjectionError
from ..dates import ALWAYS, EARLIEST, LATEST, Certainty, Period, Span, period
from ..grading import Grade, threshold
from ..knowledge import KnowledgeGraph
from ..model import Claim
from ..vocabulary import nearest


@dataclass(frozen=True, slots=True)
class Scope:
    """Which claims count.

    Attributes
    ----------
    on : Period
    certainty : {'possible', 'definite'}
        Whether a claim can hold then or must.
    at_least : Grade or None
        Weakest grade that counts; what cannot be judged is then left out.
    record : str
        Name of the one record that counts, ``""`` all.
    """

    on: Period = ALWAYS
    certainty: Certainty = "possible"
    at_least: Grade | None = None
    record: str = ""

    @classmethod
    def of(
        cls,
        kg: KnowledgeGraph,
        *,
        on: str | date | Period | None = None,
        certainty: Certainty = "possible",
        at_least: str | None = None,
        record: str = "",
    ) -> Scope:
        """A scope from what a caller writes.

        Raises
        ------
        NotFoundError
            If there is no such record.
        ArgumentError
            If the date, certainty or grade cannot be used.

        Examples
        --------
        >>> import insurgraph as ig
        >>> Scope.of(ig.load(), on="2016", at_least="C3").describe(("DEFECTED_TO",))
        'Claims by DEFECTED_TO that may have held on 2016-01-01/2016-12-31, graded C3 at least.'
        """
        if certainty not in ("possible", "definite"):
            raise ArgumentError(f"certainty is 'possible' or 'definite', not {certainty!r}")
        if record and record not in kg.records:
            raise NotFoundError(f"no record {record!r}{nearest(record, kg.records)}")
        grade = None if at_least is None else threshold(at_least)
        return cls(period(on), certainty, grade, record)

    def describe(self, relations: Sequence[str]) -> str:
        """The choice in one sentence."""
        verb = "may have held" if self.certainty == "possible" else "certainly held"
        when = "of all time" if self.on == ALWAYS else f"that {verb} on {self.on}"
        grade = "of any grade" if self.at_least is None else f"graded {self.at_least} at least"
        parts = [f"Claims by {', '.join(relations)} {when}", grade]
        if self.record:
            parts.append(f"of record {self.record}")
        return ", ".join(parts) + "."

    def claims(self, kg: KnowledgeGraph, relations: Sequence[str]) -> list[Claim]:
        """The claims by these relations that count, in order of id.

        Raises
        ------
        ProjectionError
            If none is left; the message says which filter removed how many.
        """
        left_out: Counter[str] = Counter()
        chosen = []
        known = [r for r in relations if r in kg.vocabulary.relations]
        for claim in kg.claims(relation=known) if known else []:
            reason = self._left_out(kg, claim)
            if reason:
                left_out[reason] += 1
            else:
                chosen.append(claim)
        if not chosen:
            raise ProjectionError(
                f"no claim by {', '.join(relations)} is left{because_of(left_out)}"
            )
        return chosen

    def _left_out(self, kg: KnowledgeGraph, claim: Claim) -> str:
        assessment = kg.assess(claim.id)
        if self.record and claim.record != self.record:
            return "record"
        if assessment.status not in kg.vocabulary.ties:
            return "status"
        if self.at_least and not any(g.at_least(self.at_least) for g in assessment.grades):
            return "grade"
        return "" if assessment.span.holds(self.on, self.certainty) else "date"


def because_of(left_out: Mapping[str, int]) -> str:
    """The end of a message: how many claims which filter removed."""
    if not left_out:
        return "; the record has none"
    parts = ", ".join(f"{n} by {what}" for what, n in sorted(left_out.items()))
    return f"; claims left out: {parts}. Loosen one of these"


def bounds(kg: KnowledgeGraph, claim: Claim) -> tuple[date | None, date | None]:
    """First and last day on which a claim can have begun; None where nothing is known."""
    span = kg.assess(claim.id).span
    return known(span.start_earliest), known(span.start_latest)


def known(day: date) -> date | None:
    """The day, None when it is one of the sentinels that stand for "no bound"."""
    return None if day in (EARLIEST, LATEST) else day


def bounds_of(span: Span) -> list[date]:
    """The bounds of a span that are known."""
    days = (span.start_earliest, span.start_latest, span.end_earliest, span.end_latest)
    return [day for day in days if known(day)]


def by_time(kg: KnowledgeGraph, claims: Iterable[Claim]) -> list[Claim]:
    """Claims in the order of time: by latest, then earliest possible start, undated ones last."""

    def order(claim: Claim) -> tuple[date, date, str]:
        span: Span = kg.assess(claim.id).span
        return span.start_latest, span.start_earliest, claim.id

    return sorted(claims, key=order)


def years(kg: KnowledgeGraph, claims: Iterable[Claim]) -> range:
    """The years from the first to the last day that these claims name; empty when none does."""
    days = [day.year for c in claims for day in bounds_of(kg.assess(c.id).span)]
    return range(min(days), max(days) + 1) if days else range(0)


def year(number: int) -> Period:
    """All days of a year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def names(kg: KnowledgeGraph, ids: Iterable[str]) -> list[str]:
    """Preferred names of entities."""
    return [kg.entities[i].name for i in ids]


def edition(kg: KnowledgeGraph) -> str:
    """The records and their versions, for a note or the foot of a picture."""
    listed = "; ".join(f"{r.title or r.name} {r.version}".strip() for r in kg.records.values())
    return f"Source: {listed}." if listed else ""
