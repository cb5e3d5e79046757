"""The rules that rows have to keep, checked at the border, all in one go.

Whoever makes a record calls `check`; what comes back names every row, column and reason. Rules
that hold for one row come before those that need others, and a row is reported for each rule it
breaks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeVar

from ..errors import DateError
from . import grading
from .dates import parse, span_of
from .knowledge import KnowledgeGraph
from .model import Citation, Claim, Entity, Link, Name, Row, Source
from .vocabulary import QUALIFIERS, Relation, Vocabulary, nearest

_ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_RANGE = re.compile(r"([1-9][0-9]{0,8})(?:-([1-9][0-9]{0,8}))?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_URL = re.compile(r"https?://\S+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Breach:
    """One rule that one row breaks.

    Attributes
    ----------
    row : Row
        The row itself.
    column : str
        ``""`` when it is the row as a whole.
    value : str
        What stands there.
    reason : str
        Why it cannot stay, and what would do.
    """

    row: Row
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a record before anybody trusts them."""

    entities: tuple[Entity, ...] = ()
    names: tuple[Name, ...] = ()
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    sources: tuple[Source, ...] = ()
    links: tuple[Link, ...] = ()

    def __iter__(self) -> Iterator[Row]:
        yield from self.sources
        yield from self.entities
        yield from self.names
        yield from self.claims
        yield from self.citations
        yield from self.links


@dataclass(frozen=True, slots=True)
class Unread:
    """What of a record could not be read, so that nobody can say it is missing.

    Attributes
    ----------
    tables : collection of str
        Names of the tables of which rows were lost, ``"entities"``.
    words : collection of str
        Words in single rows that were lost, ids among them.
    """

    tables: Collection[str] = frozenset()
    words: Collection[str] = frozenset()


def printable(text: str) -> bool:
    """Whether a text can stand in every format: no control characters, no half characters.

    Examples
    --------
    >>> printable("Dost"), printable("Do\\x00st")
    (True, False)
    """
    return _CONTROL.search(text) is None


def check(rows: Rows, vocabulary: Vocabulary, unread: Unread | None = None) -> list[Breach]:
    """Every breach of the rules in these rows.

    Parameters
    ----------
    rows : Rows
    vocabulary : Vocabulary
    unread : Unread, optional
        What could not be read beside them.

    Returns
    -------
    list of Breach
        Empty when the rows may become a `KnowledgeGraph`.

    Examples
    --------
    >>> from insurgraph.graph.vocabulary import default
    >>> [b.reason for b in check(Rows(entities=(Entity("org-x", "Planet", name="X"),)), default())]
    ["no such kind; did you mean 'Place'?"]
    """
    return list(_Check(rows, vocabulary, unread or Unread()).breaches())


#: Table that holds what a row refers to.
_TABLES = {"source": "sources", "entity": "entities", "claim": "claims"}

#: Everything that stands in a row, by the type of it.
_VALUES = {
    type_: attrgetter(*type_.__dataclass_fields__)
    for type_ in (Entity, Name, Claim, Citation, Source, Link)
}

T = TypeVar("T", Entity, Claim, Citation, Source)


class _Check:
    def __init__(self, rows: Rows, vocabulary: Vocabulary, unread: Unread) -> None:
        self.rows = rows
        self.vocabulary = vocabulary
        self.unread = unread
        self.entities = {e.id: e for e in rows.entities}
        self.kinds = {e.id: e.kind for e in rows.entities if e.kind in vocabulary.kinds}
        self.claims = {c.id: c for c in rows.claims}
        self.sources = {s.id: s for s in rows.sources}

    def breaches(self) -> Iterator[Breach]:
        for row in self.rows:
            yield from self.text(row)
        yield from self.ids(self.rows.sources)
        yield from self.ids(self.rows.entities)
        yield from self.ids(self.rows.claims)
        yield from self.ids(self.rows.citations)
        for source in self.rows.sources:
            yield from self.source(source)
        for entity in self.rows.entities:
            yield from self.entity(entity)
        for name in self.rows.names:
            yield from self.name(name)
        for claim in self.rows.claims:
            yield from self.claim(claim)
        for citation in self.rows.citations:
            yield from self.citation(citation)
        for link in self.rows.links:
            yield from self.link(link)
        yield from self.twice(self.rows.names)
        yield from self.twice(self.rows.links)
        yield from self.cited()

    def twice(self, group: Iterable[Name] | Iterable[Link]) -> Iterator[Breach]:
        """Rows without an id of their own stand only once, notes apart."""
        count = Counter(_identity(row) for row in group)
        for row in group:
            if count[_identity(row)] > 1:
                yield Breach(row, "", "", "this row stands there twice")

    def text(self, row: Row) -> Iterator[Breach]:
        """No control characters, which databases, XML and HTML each treat in their own way."""
        if _all_words(row).isprintable():  # nearly every row, and quickly seen
            return
        for column in row.__dataclass_fields__:
            for word in _words_in(row, column):
                if not printable(word):
                    yield Breach(row, column, word, "a control character or half a character")

    def ids(self, group: Iterable[T]) -> Iterator[Breach]:
        count = Counter(row.id for row in group)
        for row in group:
            if not _ID.fullmatch(row.id):
                yield Breach(row, "id", row.id, "an id has lower-case letters, digits, '-' and '.'")
            elif count[row.id] > 1:
                yield Breach(row, "id", row.id, f"this id stands {count[row.id]} times")

    def one_of(self, row: Row, column: str, known: Iterable[str], what: str) -> Iterator[Breach]:
        value = getattr(row, column)
        known = list(known)
        if value not in known:
            yield Breach(row, column, value, f"no such {what}{nearest(value, known)}")

    def refers(self, row: Row, column: str, known: Collection[str], what: str) -> Iterator[Breach]:
        for one in _words_in(row, column):
            yield from self.there(row, column, one, known, what)

    def there(
        self, row: Row, column: str, one: str, known: Collection[str], what: str
    ) -> Iterator[Breach]:
        if one in known or one in self.unread.words or _TABLES[what] in self.unread.tables:
            return
        yield Breach(row, column, one, f"no {what} has this id{nearest(one, known)}")

    def voices(self, row: Citation | Name, *columns: str) -> Iterator[Breach]:
        """Somebody in words, or by id: what begins like the id of an entity has to be one."""
        for column in columns:
            for one in _words_in(row, column):
                if "-" in one and _ID.fullmatch(one) and self.vocabulary.kind_of_id(one):
                    yield from self.there(row, column, one, self.entities, "entity")

    def date(self, row: Row, column: str) -> Iterator[Breach]:
        try:
            parse(getattr(row, column))
        except DateError as error:
            yield Breach(row, column, getattr(row, column), str(error))

    # -- one kind of row each --------------------------------------------------------------------

    def source(self, row: Source) -> Iterator[Breach]:
        if not row.title:
            yield Breach(row, "title", "", "a source needs a title, or words that stand for one")
        if row.kind:
            yield from self.one_of(row, "kind", self.vocabulary.sources, "kind of source")
        if row.reliability:
            yield from self.one_of(row, "reliability", self.vocabulary.reliability, "reliability")
        if row.url and not _URL.fullmatch(row.url):
            yield Breach(row, "url", row.url, "an address begins with http:// or https://")
        if row.sha256 and not _SHA256.fullmatch(row.sha256):
            yield Breach(row, "sha256", row.sha256, "a digest has 64 hexadecimal digits")
        yield from self.date(row, "published")
        yield from self.lines(row, row.lines)
        yield from self.refers(row, "derived_from", self.sources, "source")
        if any(row.id in grading.ancestry(s, self.sources) for s in row.derived_from):
            yield Breach(row, "derived_from", row.id, "a source cannot be derived from itself")

    def entity(self, row: Entity) -> Iterator[Breach]:
        if not row.name:
            yield Breach(row, "name", "", "an entity needs a name")
        kind = self.vocabulary.kinds.get(row.kind)
        if kind is None:
            yield from self.one_of(row, "kind", self.vocabulary.kinds, "kind")
            return
        if row.subkind and row.subkind not in kind.subkinds:
            near = nearest(row.subkind, kind.subkinds)
            yield Breach(row, "subkind", row.subkind, f"no such subkind of {row.kind}{near}")

    def name(self, row: Name) -> Iterator[Breach]:
        if not row.name:
            yield Breach(row, "name", "", "an empty name")
        if not row.entity:
            yield Breach(row, "entity", "", "a name needs the entity that bears it")
        yield from self.refers(row, "entity", self.entities, "entity")
        yield from self.refers(row, "source", self.sources, "source")
        yield from self.voices(row, "used_by")
        yield from self.one_of(row, "kind", self.vocabulary.names, "kind of name")
        if row.language and not _LANGUAGE.fullmatch(row.language):
            yield Breach(row, "language", row.language, "a language is written as in BCP 47: ps")

    def claim(self, row: Claim) -> Iterator[Breach]:
        relation = self.vocabulary.relations.get(row.relation)
        if relation is None:
            yield from self.one_of(row, "relation", self.vocabulary.relations, "relation")
            yield from self.named(row)
            yield from self.date(row, "start")
            yield from self.date(row, "end")
            return
        yield from self.named(row)
        yield from self.ends_of(row, relation)
        yield from self.qualifiers(row, relation)
        yield from self.span(row, relation)

    def named(self, row: Claim) -> Iterator[Breach]:
        """Whatever entity the claim names exists."""
        if not row.subject:
            yield Breach(row, "subject", "", "a claim needs a subject")
        for column in ("subject", "object", "origin", "place", "third"):
            yield from self.refers(row, column, self.entities, "entity")

    def ends_of(self, row: Claim, relation: Relation) -> Iterator[Breach]:
        """Subject and object are of a kind that the relation takes."""
        if not row.object and relation.object and not relation.object_optional:
            yield Breach(row, "object", "", f"{row.relation} needs an object")
        if row.object and not relation.object:
            yield Breach(row, "object", row.object, f"{row.relation} has a value, not an object")
        for column, allowed in (("subject", relation.subject), ("object", relation.object)):
            entity = getattr(row, column)
            kind = self.kinds.get(entity)
            if kind and allowed and kind not in allowed:
                takes = " or ".join(allowed)
                yield Breach(
                    row, column, entity, f"{row.relation} takes {takes} as {column}, not {kind}"
                )
        for place in row.place:
            if self.kinds.get(place, "Place") != "Place":
                yield Breach(row, "place", place, "a place has to be an entity of kind Place")
        if row.object and row.object == row.subject:
            yield Breach(row, "object", row.object, "a tie of an entity to itself")
        subject, other = self.kinds.get(row.subject), self.kinds.get(row.object)
        if relation.same_kind and subject and other and subject != other:
            yield Breach(row, "object", row.object, f"{row.relation} joins two of one kind")

    def qualifiers(self, row: Claim, relation: Relation) -> Iterator[Breach]:
        filled = {q: getattr(row, q) for q in QUALIFIERS if getattr(row, q) not in ("", (), None)}
        for column, value in filled.items():
            if column not in relation.qualifiers:
                allowed = ", ".join(relation.qualifiers) or "none"
                reason = f"{row.relation} has no {column} (it may have: {allowed})"
                yield Breach(row, column, _words(value), reason)
        for column in relation.requires:
            if column not in filled:
                yield Breach(row, column, "", f"{row.relation} needs {column}")
        if relation.value and not filled.keys() & {"text", "value_low", "value_high"}:
            yield Breach(row, "text", "", f"{row.relation} needs a value: text or a number")
        low, high = row.value_low, row.value_high
        if low is not None and high is not None and low > high:
            yield Breach(row, "value_high", _words(high), f"lower than value_low {_words(low)}")

    def span(self, row: Claim, relation: Relation) -> Iterator[Breach]:
        for column in ("start", "end"):
            breaches = list(self.date(row, column))
            yield from breaches
            if breaches:
                return
        try:
            span_of(relation.temporality, row.start, row.end)
        except DateError as error:
            yield Breach(row, "end" if row.end else "start", row.end or row.start, str(error))

    def citation(self, row: Citation) -> Iterator[Breach]:
        for column, known, what in (
            ("claim", self.claims, "claim"),
            ("source", self.sources, "source"),
        ):
            if not getattr(row, column):
                yield Breach(row, column, "", f"a citation needs a {what}")
            yield from self.refers(row, column, known, what)
        yield from self.one_of(row, "stance", self.vocabulary.stances, "stance")
        yield from self.voices(row, "claimant", "via")
        for column in ("said", "as_of"):
            yield from self.date(row, column)
        if row.as_of == "..":
            yield Breach(row, "as_of", "..", "a passage speaks of a date, or of none: leave empty")
        if row.credibility is not None and row.credibility not in self.vocabulary.credibility:
            yield Breach(
                row, "credibility", str(row.credibility), "credibility is 1 to 6, or empty"
            )
        yield from self.inferred(row)
        if not row.locator:
            yield Breach(row, "locator", "", "a citation needs a place in the document: para 4")
        yield from self.lines(row, row.lines)
        source = self.sources.get(row.source)
        if source:
            yield from self.inside(row, source)

    def inferred(self, row: Citation) -> Iterator[Breach]:
        """An inference is the coder's own and is charged to nobody."""
        stance = self.vocabulary.stances.get(row.stance)
        for column in ("claimant", "via", "said"):
            if stance and stance.inferred and getattr(row, column):
                reason = "an inference is the coder's: say in the note whose words it rests on"
                yield Breach(row, column, _words(getattr(row, column)), reason)

    def lines(self, row: Row, lines: str) -> Iterator[Breach]:
        if lines and _bounds(lines) is None:
            yield Breach(row, "lines", lines, "lines are written 20 or 20-21")

    def inside(self, row: Citation, source: Source) -> Iterator[Breach]:
        cited, whole = _bounds(row.lines), _bounds(source.lines)
        if cited and whole and not (whole[0] <= cited[0] and cited[1] <= whole[1]):
            reason = f"outside the lines {source.lines} of {source.id}"
            yield Breach(row, "lines", row.lines, reason)

    def link(self, row: Link) -> Iterator[Breach]:
        for column in ("claim", "other"):
            if not getattr(row, column):
                yield Breach(row, column, "", "a link joins two claims")
            yield from self.refers(row, column, self.claims, "claim")
        if row.claim and row.claim == row.other:
            yield Breach(row, "other", row.other, "a link of a claim to itself")
        yield from self.one_of(row, "link", self.vocabulary.links, "link")

    # -- rules over several rows -----------------------------------------------------------------

    def cited(self) -> Iterator[Breach]:
        """Every claim is cited; a credibility of 1 is confirmed by an independent citation."""
        if "citations" in self.unread.tables:
            return
        by_claim: dict[str, list[Citation]] = {c: [] for c in self.claims}
        for citation in self.rows.citations:
            if citation.claim in by_claim:
                by_claim[citation.claim].append(citation)
        for claim_id, citations in by_claim.items():
            if not citations and claim_id not in self.unread.words:
                yield Breach(self.claims[claim_id], "id", claim_id, "no citation supports it")
            for one in citations:
                if one.credibility == 1 and not self.confirmed(one, citations):
                    reason = "credibility 1 needs a second, independent citation"
                    yield Breach(one, "credibility", "1", reason)

    def confirmed(self, one: Citation, citations: Iterable[Citation]) -> bool:
        return any(
            other is not one
            and other.stance in self.vocabulary.stances
            and self.vocabulary.stances[other.stance].affirms
            and grading.independent(one, other, self.sources)
            for other in citations
        )


def _words_in(row: Row, column: str) -> tuple[str, ...]:
    """The words that stand in a column, none when it is empty or a number."""
    value = getattr(row, column)
    if isinstance(value, str):
        return (value,) if value else ()
    if isinstance(value, tuple):
        return tuple([w for w in value if isinstance(w, str) and w])
    return ()


def _all_words(row: Row) -> str:
    """Every word that stands in a row, one after the other."""
    words: list[str] = []
    for value in _VALUES[type(row)](row):
        if isinstance(value, str):
            words.append(value)
        elif isinstance(value, tuple):
            words += [w for w in value if isinstance(w, str)]
    return "".join(words)


def _identity(row: Name | Link) -> tuple[str, ...]:
    if isinstance(row, Link):
        return row.claim, row.link, row.other
    return row.entity, row.name, row.kind, row.used_by, row.source


def _bounds(lines: str) -> tuple[int, int] | None:
    match = _RANGE.fullmatch(lines)
    if match is None:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    return (first, last) if first <= last else None


def _words(value: object) -> str:
    return (
        "; ".join(value)
        if isinstance(value, tuple)
        else f"{value:g}"
        if isinstance(value, float)
        else str(value)
    )


def graph_of(rows: Rows, **parts: object) -> KnowledgeGraph:
    """The graph of rows that keep the rules; `parts` are its records and vocabulary."""
    return KnowledgeGraph(
        entities=rows.entities,
        names=rows.names,
        claims=rows.claims,
        citations=rows.citations,
        sources=rows.sources,
        links=rows.links,
        **parts,  # type: ignore[arg-type]
    )
