"""Everything the record says of one entity, in the order of time, each with its evidence."""

from __future__ import annotations

from .dates import LATEST
from .knowledge import KnowledgeGraph
from .model import Citation, Claim
from .table import Column, Table, cell

COLUMNS = (
    Column("claim", "id of the claim"),
    Column("when", "dates as worded, EDTF"),
    Column("says", "the proposition in words"),
    Column("status", "asserted, reported, alleged, inferred, disputed, denied ..."),
    Column("grade", "Admiralty grade of the best affirming passage"),
    Column("evidence", "stance, source, paragraph and claimant of every citation"),
)


def dossier(kg: KnowledgeGraph, entity_id: str) -> Table:
    """The claims that name an entity.

    Parameters
    ----------
    kg : KnowledgeGraph
    entity_id : str

    Returns
    -------
    Table
        Columns as in `COLUMNS`; dated claims first, by latest possible start, then id.

    Raises
    ------
    NotFoundError
        If there is no such entity.
    """
    entity = kg.entity(entity_id)
    claims = sorted(
        kg.claims(entity=entity_id),
        key=lambda c: (
            kg.assess(c.id).span.start_latest == LATEST,
            kg.assess(c.id).span.start_latest,
            c.id,
        ),
    )
    rows = [
        (
            claim.id,
            when(claim),
            sentence(kg, claim),
            kg.assess(claim.id).status,
            str(kg.assess(claim.id).grade),
            [evidence(kg, c) for c in kg.citations_of(claim.id)],
        )
        for claim in claims
    ]
    names = sorted({n.name for n in kg.names_of(entity_id)})
    notes = [entity.summary, "Also named: " + "; ".join(names) if names else "", entity.note]
    title = f"{entity.name} ({entity.id}, {entity.subkind or entity.kind})"
    return Table.of(COLUMNS, rows, title, filter(None, notes))


def when(claim: Claim) -> str:
    """The dates of a claim as worded.

    Examples
    --------
    >>> when(Claim("c-1", "R", "a", start="2014", end=".."))
    '2014 to ..'
    """
    if not claim.end:
        return claim.start
    return f"{claim.start or 'unknown'} to {claim.end}"


def sentence(kg: KnowledgeGraph, claim: Claim) -> str:
    """A claim in words, from the labels of the vocabulary."""
    name = {e: kg.entities[e].name for e in claim.entities}
    parts = [name[claim.subject], kg.relation(claim).label]
    if claim.object:
        parts.append(name[claim.object])
    if claim.role:
        parts.append(f"({claim.role})")
    for word, ids in (("from", claim.origin), ("in", claim.place)):
        if ids:
            parts.append(f"{word} {', '.join(name[i] for i in ids)}")
    if claim.third:
        parts.append(f"with {name[claim.third]}")
    if claim.means:
        parts.append(f"by {claim.means}")
    value = _value(claim)
    return " ".join(parts) + (f": {value}" if value else "")


def _value(claim: Claim) -> str:
    low, high = claim.value_low, claim.value_high
    if low is None and high is None:
        return claim.text
    if low == high or high is None:
        number = cell(low) + ("" if high is not None else " or more")
    else:
        number = f"up to {cell(high)}" if low is None else f"{cell(low)} to {cell(high)}"
    return " ".join(filter(None, (number, claim.unit, f"({claim.text})" if claim.text else "")))


def evidence(kg: KnowledgeGraph, citation: Citation) -> str:
    """One citation in words."""
    source = kg.sources[citation.source]
    who = kg.entities[citation.claimant].name if citation.claimant in kg.entities else ""
    grade = f"{source.reliability or 'F'}{citation.credibility or 6}"
    said = f", by {who or citation.claimant}" if citation.claimant else ""
    return f"{citation.stance} in {source.title}, {citation.locator}{said} [{grade}]"
