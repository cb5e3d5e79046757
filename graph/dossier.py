"""Everything the record says of one entity, or in favour of one claim and against it."""

from __future__ import annotations

from datetime import date

from .dates import EARLIEST, LATEST, Span
from .grading import grade_of
from .knowledge import KnowledgeGraph
from .model import Citation, Claim, Link
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


PASSAGES = (
    Column("citation", "id of the citation"),
    Column("stance", "how the document stands to the claim"),
    Column("source", "title of the document"),
    Column("published", "its day of publication, EDTF; empty where none is printed"),
    Column("locator", "where in it"),
    Column("claimant", "who first said so; empty is the document itself"),
    Column("as_of", "the date the passage speaks of, EDTF"),
    Column("grade", "Admiralty grade of the passage"),
    Column("note", "the coder's reasons"),
)


def backing(kg: KnowledgeGraph, claim_id: str) -> Table:
    """A claim in words, what follows for it, and every passage that speaks of it.

    Parameters
    ----------
    kg : KnowledgeGraph
    claim_id : str

    Returns
    -------
    Table
        One row a citation, columns as in `PASSAGES`; the title is the claim in words, the notes
        say its dates, status and grade, what the coder noted, and which other claims bear on it.

    Raises
    ------
    NotFoundError
        If there is no such claim.

    Examples
    --------
    >>> import insurgraph as ig
    >>> backing(ig.load(), "c-0197").column("stance")
    ['asserts']
    """
    claim = kg.claim(claim_id)
    rows = [
        (
            citation.id,
            citation.stance,
            kg.sources[citation.source].title,
            kg.sources[citation.source].published,
            citation.locator,
            _called(kg, citation.claimant),
            citation.as_of,
            str(grade_of(citation, kg.sources)),
            citation.note,
        )
        for citation in kg.citations_of(claim_id)
    ]
    links = [_bearing(kg, claim_id, link) for link in kg.links_of(claim_id)]
    notes = [_standing(kg, claim), _bounds(kg, claim), claim.note, *links]
    title = f"{sentence(kg, claim)} ({claim.id}, {claim.relation})"
    return Table.of(PASSAGES, rows, title, filter(None, notes))


def _standing(kg: KnowledgeGraph, claim: Claim) -> str:
    found = kg.assess(claim.id)
    passages = f"{found.independent} independent passage" + ("s" if found.independent != 1 else "")
    dated = f"dated {when(claim)}" if when(claim) else "not dated"
    return f"{found.status.capitalize()}, {dated}, graded {found.grade}, {passages} for it."


def _bounds(kg: KnowledgeGraph, claim: Claim) -> str:
    temporality = kg.relation(claim).temporality
    return "" if temporality == "count" else bounds(kg.assess(claim.id).span, temporality)


def bounds(span: Span, temporality: str = "state") -> str:
    """In words, when something can have held and when it must have; nothing where nothing is known.

    Examples
    --------
    >>> from datetime import date
    >>> a, b, c = date(2014, 1, 1), date(2014, 12, 31), date(2016, 5, 1)
    >>> bounds(Span(a, b, c, LATEST))
    'Can have held from 2014-01-01 on; must have held from 2014-12-31 to 2016-05-01.'
    >>> bounds(Span(a, b, a, b), "instant")
    'Took place from 2014-01-01 to 2014-12-31, on one of these days.'
    >>> bounds(Span(c, c, c, c), "instant")
    'Took place on 2016-05-01.'
    """
    first, last = span.start_earliest, span.end_latest
    if first == EARLIEST and last == LATEST:
        return ""
    if temporality == "instant":
        if first == last:
            return f"Took place on {first}."
        one = ", on one of these days" if first > EARLIEST and last < LATEST else ""
        return f"Took place {_from_to(first, last)}{one}."
    sure = (
        f"; must have held from {span.start_latest} to {span.end_earliest}"
        if span.start_latest <= span.end_earliest
        else ""
    )
    return f"Can have held {_from_to(first, last)}{sure}."


def _from_to(first: date, last: date) -> str:
    if first == EARLIEST:
        return f"until {last}"
    return f"from {first} on" if last == LATEST else f"from {first} to {last}"


def _bearing(kg: KnowledgeGraph, claim_id: str, link: Link) -> str:
    """What a link says, seen from one of its ends."""
    forward = link.claim == claim_id
    other = link.other if forward else link.claim
    way = link.link.replace("_", " ")
    said = f"{sentence(kg, kg.claim(other))} ({other})"
    note = f" ({link.note})" if link.note else ""
    return f"{way}: {said}{note}" if forward else f"{said}: {way} this claim{note}"


def _called(kg: KnowledgeGraph, voice: str) -> str:
    return kg.entities[voice].name if voice in kg.entities else voice


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
    grade = grade_of(citation, kg.sources)
    said = f", by {_called(kg, citation.claimant)}" if citation.claimant else ""
    return f"{citation.stance} in {source.title}, {citation.locator}{said} [{grade}]"
