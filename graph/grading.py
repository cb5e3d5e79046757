"""How sure a record is of a claim: status, Admiralty grade, independence of citations.

All three follow from a claim's citations by fixed rules (codebook, rules 6 to 9) and are never
typed in. The grades are those of the NATO "Admiralty" system (AJP-2.1): reliability A-F of the
source, credibility 1-6 of the passage, judged apart. F and 6 mean *cannot be judged*; they lie
outside the order and are not "worst".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..errors import ArgumentError
from .model import Citation, Source
from .vocabulary import Vocabulary

_JUDGED = re.compile(r"([A-E])([1-5])")


@dataclass(frozen=True, slots=True, order=True)
class Grade:
    """Reliability of a source and credibility of a passage in it.

    Examples
    --------
    >>> str(Grade("C", 3)), Grade("B", 2).at_least(Grade("C", 3))
    ('C3', True)
    """

    reliability: str = "F"
    credibility: int = 6

    def __str__(self) -> str:
        return f"{self.reliability}{self.credibility}"

    @property
    def judged(self) -> bool:
        """Whether both parts could be judged."""
        return self.reliability != "F" and self.credibility != 6

    def at_least(self, threshold: Grade) -> bool:
        """Whether both parts are judged and no worse than those of `threshold`."""
        return (
            self.judged
            and self.reliability <= threshold.reliability
            and self.credibility <= threshold.credibility
        )


UNJUDGED = Grade()
"""F6."""


def threshold(text: str) -> Grade:
    """Read the threshold of a filter, ``"C3"``.

    Raises
    ------
    ArgumentError
        If it is no letter A-E with a digit 1-5.
    """
    match = _JUDGED.fullmatch(text.strip().upper())
    if match is None:
        raise ArgumentError(f"{text!r} is no grade to compare with; write a letter A-E and 1-5: C3")
    return Grade(match[1], int(match[2]))


def status_of(citations: Iterable[Citation], vocabulary: Vocabulary) -> str:
    """Status of a claim, the first rule that matches (codebook, rule 7).

    A retraction: retracted. An affirming stance and a denial: disputed. Only denials: denied.
    Only doubts: unsupported. Else the strongest affirming stance gives it. Without any citation a
    claim is unsupported.

    Returns
    -------
    str
        A status of the vocabulary.
    """
    stances = {c.stance for c in citations}
    known = vocabulary.stances
    affirming = [s for s in known if s in stances and known[s].affirms]
    if "retracts" in stances:
        return known["retracts"].status
    if "denies" in stances:
        return "disputed" if affirming else known["denies"].status
    return known[affirming[0] if affirming else "doubts"].status


def grade_of(citation: Citation, sources: Mapping[str, Source]) -> Grade:
    """The grade of one passage, whatever its stance.

    Examples
    --------
    >>> str(grade_of(Citation("c-1.1", "c-1", "s", credibility=3), {"s": Source("s")}))
    'F3'
    """
    return Grade(sources[citation.source].reliability or "F", citation.credibility or 6)


def grades_of(
    citations: Sequence[Citation], sources: Mapping[str, Source], vocabulary: Vocabulary
) -> tuple[Grade, ...]:
    """Grades of the affirming passages of one claim that no other of them is better than.

    A grade has two parts that are judged apart, so there may be several best ones (B4 and C3).
    Doubt beside affirmation caps credibility at 4.

    Returns
    -------
    tuple of Grade
        Judged ones first, then best credibility first; ``(F6,)`` when nothing affirms it.
    """
    doubted = any(c.stance == "doubts" for c in citations)
    grades = set()
    for citation in citations:
        if vocabulary.stances[citation.stance].affirms:
            credibility = citation.credibility or 6
            if doubted and credibility < 4:
                credibility = 4
            grades.add(Grade(sources[citation.source].reliability or "F", credibility))
    best = [
        g
        for g in grades
        if not any(
            o != g and o.reliability <= g.reliability and o.credibility <= g.credibility
            for o in grades
        )
    ]
    order = sorted(best, key=lambda g: (not g.judged, g.credibility, g.reliability))
    return tuple(order) or (UNJUDGED,)


def independent(a: Citation, b: Citation, sources: Mapping[str, Source]) -> bool:
    """Whether two passages can count as two (codebook, rule 8).

    They do when they share neither source, nor a source derived from the other's, nor claimant,
    nor anybody who passed it on.
    """
    if ancestry(a.source, sources) & ancestry(b.source, sources):
        return False
    return not (_voices(a) & _voices(b))


def count_independent(citations: Sequence[Citation], sources: Mapping[str, Source]) -> int:
    """How many pairwise independent passages there are among these.

    The largest such set, found greedily from the passage that shares least: exact where the
    sharing has no cycles, never more than the truth otherwise.
    """
    shares = {
        i: {
            j
            for j, other in enumerate(citations)
            if i != j and not independent(one, other, sources)
        }
        for i, one in enumerate(citations)
    }
    count = 0
    while shares:
        chosen = min(shares, key=lambda i: (len(shares[i]), i))
        gone = shares[chosen] | {chosen}
        shares = {i: s - gone for i, s in shares.items() if i not in gone}
        count += 1
    return count


def ancestry(source: str, sources: Mapping[str, Source]) -> frozenset[str]:
    """A source and all it is derived from, however far back."""
    found: set[str] = set()
    waiting = [source]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting.extend(sources[current].derived_from if current in sources else ())
    return frozenset(found)


def _voices(citation: Citation) -> set[str]:
    return {v.casefold() for v in (citation.claimant, *citation.via) if v}
