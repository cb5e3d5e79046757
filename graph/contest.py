"""What the record holds on both sides: claims that somebody denies or doubts, and pairs of claims
that cannot both be true.

Nothing is decided here. A contest is kept because the documents disagree, and both sides are shown
with their evidence (codebook, rules 6 and 7; links of the kind contradicts).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .dossier import evidence, sentence, when
from .grading import UNJUDGED, Grade, grade_of
from .knowledge import KnowledgeGraph
from .model import Citation, Claim, Link
from .table import Column, Table

COLUMNS = (
    Column("contest", "id of the claim, or of the two claims that contradict each other"),
    Column("kind", "denial, doubt, retraction (within one claim), contradiction (between two)"),
    Column("side", "affirms, denies, doubts or retracts; of a contradiction first and second"),
    Column("claim", "id of the claim of this side"),
    Column("says", "its proposition in words"),
    Column("when", "its dates as worded, EDTF"),
    Column("status", "status of the claim, from all its citations"),
    Column("grade", "Admiralty grade of the best passage on this side"),
    Column("evidence", "stance, source, paragraph and claimant of every citation on this side"),
    Column("note", "what the coder noted on the contest: on the link, or on these citations"),
)

_KINDS = {"denies": "denial", "doubts": "doubt", "retracts": "retraction"}

Row = Sequence[Any]


def contested(kg: KnowledgeGraph, entity: str = "") -> Table:
    """Every contest of the record, one row a side.

    Parameters
    ----------
    kg : KnowledgeGraph
    entity : str
        Id of an entity: only contests in which a claim names it.

    Returns
    -------
    Table
        Columns as in `COLUMNS`. First what is affirmed and not affirmed of one claim, then
        contradictions, each in order of id; the rows of one contest stand together.

    Raises
    ------
    NotFoundError
        If there is no such entity.

    Examples
    --------
    >>> import insurgraph as ig
    >>> "contradiction" in contested(ig.load()).column("kind")
    True
    """
    claims = kg.claims(entity=entity or None)
    named = {c.id for c in claims}
    rows = [row for claim in claims for row in _within(kg, claim)]
    inside = len({row[0] for row in rows})
    pairs = [x for x in kg.links if x.link == "contradicts" and {x.claim, x.other} & named]
    rows += [row for pair in pairs for row in _between(kg, pair)]
    about = f" about {kg.entity(entity).name}" if entity else ""
    note = (
        f"{inside} claims that are affirmed by one passage and denied, doubted or retracted by "
        f"another, {len(pairs)} pairs of claims that contradict each other; no side is preferred"
    )
    return Table.of(COLUMNS, rows, f"Contested claims{about}", [note])


def _within(kg: KnowledgeGraph, claim: Claim) -> Iterator[Row]:
    """The sides of one claim, none when all its citations are on one side."""
    citations = kg.citations_of(claim.id)
    affirms = kg.vocabulary.stances
    sides: dict[str, list[Citation]] = {}
    for citation in citations:
        side = "affirms" if affirms[citation.stance].affirms else citation.stance
        sides.setdefault(side, []).append(citation)
    if "affirms" not in sides or len(sides) == 1:
        return
    against = [s for s in affirms if s in sides]
    kind = ", ".join(_KINDS.get(s, s) for s in against)
    for side in ("affirms", *against):
        notes = "; ".join(c.note for c in sides[side] if c.note)
        yield _row(kg, claim, (claim.id, kind, side), sides[side], notes)


def _between(kg: KnowledgeGraph, link: Link) -> Iterator[Row]:
    """The two claims of a contradiction."""
    contest = f"{link.claim} / {link.other}"
    for side, claim_id in (("first", link.claim), ("second", link.other)):
        cited = kg.citations_of(claim_id)
        head = (contest, "contradiction", side)
        yield _row(kg, kg.claim(claim_id), head, cited, link.note)


def _row(
    kg: KnowledgeGraph,
    claim: Claim,
    head: tuple[str, str, str],
    cited: Sequence[Citation],
    note: str,
) -> Row:
    return (
        *head,
        claim.id,
        sentence(kg, claim),
        when(claim),
        kg.assess(claim.id).status,
        str(_best(kg, cited)),
        [evidence(kg, c) for c in cited],
        note,
    )


def _best(kg: KnowledgeGraph, cited: Sequence[Citation]) -> Grade:
    """The best grade among passages, whichever side they are on."""
    grades = [grade_of(c, kg.sources) for c in cited]
    return min(grades, key=lambda g: (not g.judged, g.credibility, g.reliability), default=UNJUDGED)
