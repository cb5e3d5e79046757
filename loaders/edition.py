"""The record that a loader makes of one edition of a data set.

Every row gets an id that begins with the record's name, so that records never collide, and goes
on with the publisher's own keys, so that loading again changes nothing. The publisher's wording
of what is kept stands beside the cleaned one in the row's ``note``, written by `noted`:
``Org: 1 | NameOrig: ...``; an identifier that other data sets use too is written
``id SCHEME: VALUE`` there and read back by `identifiers`. What a file says is cited at a
``locator`` made of the publisher's keys, not of row numbers, which change when a file is sorted.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from ..errors import RecordError
from ..graph import vocabulary as vocabularies
from ..graph.knowledge import KnowledgeGraph
from ..graph.model import Citation, Claim, Entity, Link, Name, Record, Source
from ..graph.names import fold
from ..graph.rules import Breach, Rows, check, graph_of
from .reading import Place, Reading, refused

_UNFIT = re.compile(r"[^a-z0-9]+")
_FIT = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_LONGEST = 60  # characters of a key that are kept readable in an id
_JOINT = " | "
_IDENTIFIER = "id "


def clean(text: str) -> str:
    """A text of a data set as a record holds it: one kind of space, composed letters.

    Examples
    --------
    >>> clean("  Anwar \\u00a0 Dost\\n")
    'Anwar Dost'
    """
    return " ".join(unicodedata.normalize("NFC", text).replace("\ufeff", "").split())


def slug(text: str) -> str:
    """Part of an id that stands for a text: the text itself where it can, else also a digest.

    Examples
    --------
    >>> slug("234"), slug("Valley Brigade")
    ('234', 'valley-brigade-b6fac3')
    """
    if _FIT.fullmatch(text) and len(text) <= _LONGEST:
        return text
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    readable = _UNFIT.sub("-", fold(text))[: _LONGEST - 7].strip("-")
    return f"{readable}-{digest}" if readable else digest


def noted(values: Mapping[str, str]) -> str:
    """Original values as a note; empty ones are left out.

    Examples
    --------
    >>> noted({"id ucdp-actor": "234", "Org": "1", "NewName": ""})
    'id ucdp-actor: 234 | Org: 1'
    """
    return _JOINT.join(f"{k}: {v.replace('|', '¦')}" for k, v in values.items() if v)


def identifiers(note: str) -> frozenset[tuple[str, str]]:
    """The identifiers in a note that `noted` wrote, as pairs of scheme and value.

    Examples
    --------
    >>> sorted(identifiers("id ucdp-actor: 234 | Org: 1"))
    [('ucdp-actor', '234')]
    """
    parts = [p.partition(": ") for p in note.split(_JOINT) if p.startswith(_IDENTIFIER)]
    return frozenset((name.removeprefix(_IDENTIFIER), value) for name, _, value in parts)


@dataclass(slots=True)
class _Draft:
    """Rows that are made, and where each was found."""

    defined: dict[str, Entity] = field(default_factory=dict)
    mentioned: dict[str, Entity] = field(default_factory=dict)
    called: dict[str, Counter[str]] = field(default_factory=dict)
    names: dict[tuple[str, str], Name] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    citations: list[Citation] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    places: dict[int, Place] = field(default_factory=dict)

    def mention(self, row: Entity) -> None:
        """Of several mentions keep the one that says most, whatever their order."""
        there = self.mentioned.get(row.id)
        if there is None or _fullness(row) > _fullness(there):
            self.mentioned[row.id] = row

    def add(self, other: _Draft) -> None:
        self.defined |= other.defined
        for row in other.mentioned.values():
            self.mention(row)
        for entity, names in other.called.items():
            self.called.setdefault(entity, Counter()).update(names)
        self.names |= other.names
        self.claims |= other.claims
        self.citations += other.citations
        self.links += other.links
        self.places |= other.places


class Edition:
    """A record in the making.

    Parameters
    ----------
    reading : Reading
    version : str, optional
        Edition, as the publisher numbers it; `set_edition` says it later.
    created : str, optional
        Day of the edition, ISO.
    dated : bool
        Whether several editions will stand in one record, so that the ids of sources and
        citations go on with that day.

    Examples
    --------
    A loader's function makes one, adds the rows of each row of the file inside `row`, and returns
    `graph`::

        edition = Edition(reading)
        for cells in tabular.rows(reading, FIELDS):
            edition.set_edition(version=cells["version"])
            with edition.row(cells.place):
                one = edition.entity("Organisation", cells["side_a_id"], cells["side_a"])
                other = edition.entity("Organisation", cells["side_b_id"], cells["side_b"])
                edition.claim(
                    cells["dyad_id"], "CLASHED_WITH", one, other,
                    locator=f"dyad_id {cells['dyad_id']}", start=cells["year"],
                )
        return edition.graph()
    """

    def __init__(
        self, reading: Reading, *, version: str = "", created: str = "", dated: bool = False
    ) -> None:
        self.reading = reading
        self._day = created if dated else ""
        self.version = version
        self.created = created
        self.sources: list[Source] = []
        self._kept = _Draft()
        self._draft = self._kept
        self._place = Place(reading.name)

    # -- what it is ------------------------------------------------------------------------------

    def set_edition(self, *, version: str = "", created: str = "") -> None:
        """Say which edition it is, the first time it is told."""
        self.version = self.version or version
        self.created = self.created or created

    def id(self, *parts: str) -> str:
        """An id of this record: its name and the publisher's keys, joined by dots."""
        return ".".join((self.reading.record, *(slug(p) for p in parts if p)))

    def source(self, file: str, digest: str) -> str:
        """The file as a source of the record; returns its id.

        Files are numbered in the order in which they are read, so that a renamed file does not
        change what cites it.
        """
        publication, grading = self.reading.loader.publication, self.reading.mapping.grading
        more = str(len(self.sources) + 1) if self.sources else ""
        self.sources.append(
            Source(
                self.id("-".join(filter(None, ("source", self._day, more)))),
                title=publication.title,
                publisher=publication.publisher,
                kind=publication.kind,
                url=publication.url,
                published=self._day,
                reliability=grading.reliability,
                reliability_note=grading.reliability_note,
                file=file,
                sha256=digest,
                record=self.reading.record,
            )
        )
        return self.sources[-1].id

    # -- rows ------------------------------------------------------------------------------------

    @contextmanager
    def row(self, place: Place) -> Iterator[None]:
        """What one row of a file gives; nothing of it is kept when the row has a problem."""
        before = len(self.reading.problems)
        self._draft, self._place = _Draft(), place
        try:
            yield
            if len(self.reading.problems) == before:
                self._kept.add(self._draft)
        finally:
            self._draft, self._place = self._kept, Place(self.reading.name)

    def problem(self, column: str, value: str, reason: str) -> None:
        """Note what is wrong with the row at hand."""
        self.reading.problem(self._place, column, value, reason)

    def entity(
        self,
        kind: str,
        key: str,
        name: str,
        *,
        subkind: str = "",
        summary: str = "",
        note: Mapping[str, str] | None = None,
        mention: bool = True,
        otherwise: str = "",
    ) -> str:
        """An entity by the publisher's key; returns its id.

        It may be named in any number of rows: what most of them call it becomes its name, and
        the others aliases, whatever the order of the rows. A row that is about the entity
        (``mention=False``) comes before all that only mention it, and there is one at most.

        Parameters
        ----------
        kind : str
            From the vocabulary.
        key : str
            The publisher's own, or the name where there is none.
        note : mapping, optional
            Original values, see `noted`.
        mention : bool
            Whether the row only mentions it.
        otherwise : str
            What to call it when no row names it.
        """
        entity_id = self.entity_id(kind, key)
        record = self.reading.record
        named = clean(name)
        row = Entity(
            entity_id, kind, subkind, named or otherwise, clean(summary), noted(note or {}), record
        )
        if not mention:
            if entity_id in self._kept.defined or entity_id in self._draft.defined:
                self.problem("", key, f"a second row about {key}")
            self._draft.defined[entity_id] = self._placed(row)
        else:
            self._draft.mention(self._placed(row))
        if named:
            self._draft.called.setdefault(entity_id, Counter())[named] += 1
        return entity_id

    def entity_id(self, kind: str, key: str) -> str:
        """The id of an entity by the publisher's key: the record, the kind's prefix, the key."""
        known = vocabularies.default().kinds.get(kind)
        return f"{self.reading.record}.{known.prefix if known else 'entity'}-{slug(key)}"

    def name(
        self,
        entity: str,
        name: str,
        kind: str = "alias",
        *,
        language: str = "",
        script: str = "",
        used_by: str = "",
        source: str = "",
    ) -> None:
        """One more name of an entity, unless it is empty or there already."""
        name = clean(name)
        if name and (entity, name) not in self._kept.names:
            source = source or (self.sources[-1].id if self.sources else "")
            self._draft.names.setdefault(
                (entity, name),
                self._placed(
                    Name(entity, name, kind, language, script, used_by, source, self.reading.record)
                ),
            )

    def claim(
        self,
        key: str | Sequence[str],
        relation: str,
        subject: str,
        object: str = "",
        *,
        locator: str,
        stance: str = "asserts",
        claimant: str = "",
        via: Iterable[str] = (),
        said: str = "",
        as_of: str = "",
        credibility: int | None = None,
        citation_key: str = "",
        citation_note: str = "",
        note: Mapping[str, str] | None = None,
        **columns: Any,
    ) -> str:
        """A claim and its citation in the file that is being read; returns the claim's id.

        Parameters
        ----------
        key : str or sequence of str
            The publisher's keys that tell it from every other claim of the record.
        relation, subject, object : str
        locator : str
            Where it stands, in the publisher's keys: ``dyad_id 411, year 2015``.
        stance, claimant, via, said, as_of, credibility, citation_key, citation_note
            Of the citation; credibility is the mapping's when not given.
        note : mapping, optional
            Original values, see `noted`.
        **columns
            Further columns of the claim: start, end, origin, place, third, role, means,
            value_low, value_high, unit, text.
        """
        parts = (key,) if isinstance(key, str) else key
        claim_id = self.id(*parts)
        if claim_id in self._draft.claims or claim_id in self._kept.claims:
            self.problem("", "", f"{locator} says {relation} twice")
            return claim_id
        self._draft.claims[claim_id] = self._placed(
            Claim(
                claim_id,
                relation,
                subject,
                object,
                note=noted(note or {}),
                record=self.reading.record,
                **columns,
            )
        )
        self.cite(
            claim_id, locator=locator, key=citation_key, stance=stance, claimant=claimant, via=via,
            said=said, as_of=as_of, credibility=credibility, note=citation_note,
        )  # fmt: skip
        return claim_id

    def cite(
        self,
        claim: str,
        *,
        locator: str,
        key: str = "",
        stance: str = "asserts",
        claimant: str = "",
        via: Iterable[str] = (),
        said: str = "",
        as_of: str = "",
        credibility: int | None = None,
        note: str = "",
    ) -> None:
        """A claim once more, where the file that is being read says it again.

        Parameters
        ----------
        claim : str
            Id of the claim.
        key : str
            What tells this citation from the first that the edition has of the claim.
        locator, stance, claimant, via, said, as_of, credibility, note
            Of the citation, as in `claim`.
        """
        if credibility is None:
            credibility = self.reading.mapping.grading.credibility
        self._draft.citations.append(
            self._placed(
                Citation(
                    ".".join(filter(None, (claim, self._day or "c", key))),
                    claim,
                    self.sources[-1].id,
                    locator,
                    stance=stance,
                    claimant=clean(claimant),
                    via=_voices(via),
                    said=said,
                    as_of=as_of,
                    credibility=credibility,
                    note=note,
                    record=self.reading.record,
                )
            )
        )

    def has(self, key: Sequence[str]) -> bool:
        """Whether there is a claim of that key already."""
        claim_id = self.id(*key)
        return claim_id in self._draft.claims or claim_id in self._kept.claims

    def claim_once(
        self, key: Sequence[str], relation: str, subject: str, object: str = "", **columns: Any
    ) -> str:
        """The same for what every row of a group repeats: the first of them makes the claim."""
        return (
            self.id(*key)
            if self.has(key)
            else self.claim(key, relation, subject, object, **columns)
        )

    def link(self, claim: str, link: str, other: str, note: str = "") -> None:
        """How one claim bears on another."""
        self._draft.links.append(self._placed(Link(claim, link, other, note, self.reading.record)))

    def _placed(self, row: Any) -> Any:
        self._draft.places[id(row)] = self._place
        return row

    # -- the record ------------------------------------------------------------------------------

    def graph(self) -> KnowledgeGraph:
        """The record, once every row is there.

        Raises
        ------
        RecordError
            If anything is wrong with any row, unless bad rows are left out; if nothing is left.
        """
        reading = self.reading
        draft = self._kept
        entities = tuple(self._entities())
        rows = Rows(
            entities, tuple(draft.names.values()), tuple(draft.claims.values()),
            tuple(draft.citations), tuple(self.sources), tuple(draft.links),
        )  # fmt: skip
        while breaches := check(rows, vocabularies.default()):
            for breach in breaches:
                reading.problem(self._place_of(breach), breach.column, breach.value, breach.reason)
            if not reading.skips:
                break
            rows = _without(rows, breaches)
        if reading.problems and not reading.skips:
            raise RecordError(reading.name, tuple(reading.problems))
        if not rows.entities:
            raise refused(reading.name, "no row of it can be loaded")
        return graph_of(rows, records=[self._record()], vocabulary=None)

    def _entities(self) -> Iterator[Entity]:
        """Every entity under the name that it has most often; the others become aliases."""
        draft = self._kept
        for entity_id, mentioned in (draft.mentioned | draft.defined).items():
            called = draft.called.get(entity_id, Counter())
            usual = min(called, key=lambda n: (-called[n], n), default=mentioned.name)
            own = draft.defined[entity_id].name if entity_id in draft.defined else usual
            row = mentioned if mentioned.name == own else replace(mentioned, name=own)
            draft.places[id(row)] = draft.places[id(mentioned)]
            for name in called:
                self.name(entity_id, name)
            draft.names.pop((entity_id, own), None)
            yield row

    def _place_of(self, breach: Breach) -> Place:
        return self._kept.places.get(id(breach.row), Place(self.reading.name))

    def _record(self) -> Record:
        publication = self.reading.loader.publication
        return Record(
            self.reading.record,
            title=publication.title,
            version=clean(self.version),
            created=self.created,
            licence=publication.licence,
            attribution=publication.attribution,
            author=publication.publisher,
        )


def _fullness(row: Entity) -> tuple[object, ...]:
    return bool(row.subkind), len(row.note), row.note, row.subkind


def _voices(words: Iterable[str]) -> tuple[str, ...]:
    """Who passed something on; a semicolon would part one of them in two in a table."""
    return tuple(dict.fromkeys(c for w in words if (c := clean(w.replace(";", ",")))))


def _without(rows: Rows, breaches: Sequence[Breach]) -> Rows:
    """The rows that break no rule."""
    bad = {id(b.row) for b in breaches}
    kept = {
        table: tuple(r for r in getattr(rows, table) if id(r) not in bad)
        for table in Rows.__dataclass_fields__
    }
    return replace(rows, **kept)
