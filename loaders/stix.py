"""STIX 2.1 bundles: actors, places and campaigns, and the relationships between them.

A threat actor or an intrusion set becomes an organisation, an identity what its class says, a
campaign an event; aliases become names. A relationship becomes a claim from its ``start_time`` to
its ``stop_time``, by what its type means; one whose type is the name of a relation of the record
(``defected-to``) is that relation. Of several versions of an object the last counts; what is
*revoked* is kept, a relationship as retracted by whoever made it. ``confidence`` becomes
credibility by the Admiralty scale of the standard's appendix A, but never the best, which needs a
second voice. Relationships that lead to what is not a part of the record are left out with it.

A bundle that `insurgraph.graph.export.stix` made is known by the extension that it defines, and
comes back whole and under its own name: what counts is the rows in the extensions, whatever else
became of the objects.

Format: STIX Version 2.1, OASIS Standard (https://docs.oasis-open.org/cti/stix/v2.1/); what types
mean here is in ``mappings/stix.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import DateError, RecordError
from ..graph import vocabulary as vocabularies
from ..graph.export.stix import EXTENSION
from ..graph.knowledge import KnowledgeGraph
from ..graph.vocabulary import Relation
from . import aliases, jsonfile
from .archive import digest
from .datetext import edtf
from .edition import Edition
from .jsonfile import Members
from .mapping import Meaning
from .objects import KINDS, Reader
from .publication import Loader, Publication
from .reading import Place, Reading, quiet

_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,248}--[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(\.\d+)?Z")

#: Types of object that are about others, and have no rows in a bundle of our own.
_ABOUT = frozenset({"extension-definition", "marking-definition"})

#: Key of an extension -> kind of row.
_ROWS = {
    **{kind: kind for kind in KINDS},
    **{f"{kind}s": kind for kind in KINDS},
    "entities": "entity",
}

#: Lowest confidence of each credibility (appendix A, Admiralty Credibility).
_CREDIBLE = ((60, 2), (40, 3), (20, 4), (0, 5))

_DROPPED = {
    "description, goals, roles, sophistication, resource_level, motivations": "prose, and traits",
    "contact_information, sectors": "of identities",
    "latitude, longitude, street_address, postal_code": "coordinates and addresses",
    "external_references": "addresses of reports, not all of them public documents",
    "relationships of type related-to with a campaign, an incident or a location": "the vocabulary "
        "has no tie of unspecified nature with them",
    "object_marking_refs, granular_markings": "how objects may be shared: heed them yourself",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Object:
    """An object that becomes an entity: what it is, and which of its versions counts."""

    meaning: Meaning
    version: str


def read(reading: Reading) -> KnowledgeGraph:
    """Read bundles, all into one record."""
    known = _known(reading)
    if EXTENSION in known.versions:
        return _ours(reading)
    edition = Edition(reading)
    edition.set_edition(created=max((v[:10] for v in known.versions.values()), default=""))
    for path in reading.paths:
        edition.source(path.name, digest(path))
        for found in _objects(reading, path):
            with edition.row(found.place):
                _one(edition, found, known)
    return edition.graph()


def _ours(reading: Reading) -> KnowledgeGraph:
    """The record in a bundle of our own, row by row out of the extensions."""
    reading.expect_whole()
    reader = Reader(reading.name)
    for path in reading.paths:
        for found in _objects(reading, path):
            at = found.place.row
            extension = found.object("extensions").object(EXTENSION)
            if not extension.names() and found.text("type") not in _ABOUT:
                reader.problem(at, "extensions", "", "an object of another bundle among ours")
            for key in extension.names():
                if key in _ROWS:
                    rows = extension.value(key)
                    for row in rows if isinstance(rows, list) else [rows]:
                        reader.add(at, _ROWS[key], row)
    if reading.problems:
        raise RecordError(reading.name, tuple(reading.problems))
    return reader.graph()


class _Known:
    """What the bundles hold, looked through once before."""

    def __init__(self) -> None:
        self.versions: dict[str, str] = {}  # the last version of every object
        self.meanings: dict[str, Meaning] = {}  # what becomes an entity, as what
        self.done: set[str] = set()

    def add(self, found: Members, meaning: Meaning) -> None:
        key, version = found.text("id"), _version(found)
        if version >= self.versions.get(key, ""):
            self.versions[key] = version
            self.meanings.pop(key, None)
            if meaning.kind:
                self.meanings[key] = meaning

    def counts(self, found: Members) -> bool:
        """Whether this is the last version of its object, and the first time it comes."""
        key = found.text("id")
        if key in self.done or _version(found) != self.versions.get(key, ""):
            return False
        self.done.add(key)
        return True


def _known(reading: Reading) -> _Known:
    known, ahead = _Known(), quiet(reading)
    for path in reading.paths:
        for found in _objects(ahead, path):
            known.add(found, _meaning(ahead, found) or Meaning())
    return known


def _objects(reading: Reading, path: Path) -> Iterator[Members]:
    """The objects of a bundle; `items` gives none of a document that is something else."""
    some = False
    for found in jsonfile.objects(reading, path, "objects.item"):
        some = True
        yield found
    if not some:
        reading.problem(Place(path.name), "objects", "", "no bundle of STIX 2.1, or an empty one")


def _meaning(reading: Reading, found: Members) -> Meaning | None:
    """What an object is; of an identity, its class says so."""
    meaning = reading.meaning(found.place, "type", found.text("type"))
    if meaning is None or meaning.kind or meaning.omit or found.text("type") != "identity":
        return meaning
    return reading.meaning(found.place, "identity_class", found.text("identity_class"))


def _one(edition: Edition, found: Members, known: _Known) -> None:
    meaning = _meaning(edition.reading, found)
    key = found.filled("id")
    if key and not _ID.fullmatch(key):
        found.bad("id", "an id is a type, '--' and a UUID")
    if meaning is None or meaning.omit or not key or not known.counts(found):
        return
    if found.text("type") == "relationship":
        _relationship(edition, found, known)
    else:
        _entity(edition, found, meaning, key)


def _entity(edition: Edition, found: Members, meaning: Meaning, key: str) -> None:
    name = found.text("name") or _place_name(found)
    if not name:
        found.bad("name", "this must not be empty")
        return
    entity = edition.entity(
        meaning.kind, _key(key), name, subkind=meaning.subkind, mention=False,
        note={
            "id stix": key,
            "revoked": "true" if found.flag("revoked") else "",
            "first_seen": found.text("first_seen"),
            "last_seen": found.text("last_seen"),
        },
    )  # fmt: skip
    for alias in (name, *found.texts("aliases"), *found.texts("x_aliases")):
        for reading, kind in aliases.readings(alias):
            edition.name(entity, reading, kind, script=aliases.script_of(reading))


def _place_name(found: Members) -> str:
    """A location may be told by its parts alone."""
    return ", ".join(
        p for k in ("city", "administrative_area", "country", "region") if (p := found.text(k))
    )


def _relationship(edition: Edition, found: Members, known: _Known) -> None:
    code = found.filled("relationship_type")
    source, target = found.filled("source_ref"), found.filled("target_ref")
    meaning = _related(edition.reading, found, code, source, target)
    started, stopped = _day(found, "start_time"), _day(found, "stop_time")
    confidence = _confidence(found)
    if meaning is None or meaning.omit:
        return
    if not source or not target:
        return
    ends = [known.meanings.get(r) for r in (source, target)]
    if None in ends:
        _elsewhere(found, known, source, target)
        return
    one, other = (
        edition.entity_id(m.kind, _key(r)) for m, r in zip(ends, (source, target), strict=True) if m
    )
    relation = vocabularies.default().relations[meaning.relation]
    edition.claim(
        _key(found.text("id")), meaning.relation, *((other, one) if meaning.swap else (one, other)),
        locator=found.text("id"), stance="retracts" if found.flag("revoked") else "asserts",
        claimant=_maker(edition, found, known), said=_day(found, "created"),
        as_of=_day(found, "modified"), credibility=_credibility(confidence),
        **_qualifiers(relation, meaning, started, stopped),
        note={
            "relationship_type": code,
            "confidence": "" if confidence is None else f"{confidence:g}",
            **{k: found.text(k) for k in ("start_time", "stop_time")},
        },
    )  # fmt: skip


def _related(
    reading: Reading, found: Members, code: str, source: str, target: str
) -> Meaning | None:
    """What a relationship means: as mapped, else the relation of that very name."""
    name = code.replace("-", "_").upper()
    ends = (end.partition("--")[0] for end in (source, target))
    key = reading.mapping.narrowest("relationship_type", code, *ends)
    if reading.mapping.meaning("relationship_type", key) is None:
        if name in vocabularies.default().relations:
            return Meaning(relation=name)
        if not code:
            return None
    return reading.meaning(found.place, "relationship_type", key)


def _qualifiers(relation: Relation, meaning: Meaning, started: str, stopped: str) -> dict[str, Any]:
    """Dates and role, as far as the relation has them: an instant has no end."""
    columns: dict[str, Any] = {"start": started, "role": meaning.role}
    if relation.temporality != "instant":
        columns["end"] = stopped
    return columns


def _elsewhere(found: Members, known: _Known, *references: str) -> None:
    """A relationship with what is left out goes with it; one with nothing at all is wrong."""
    for name, reference in zip(("source_ref", "target_ref"), references, strict=True):
        if reference not in known.versions:
            found.bad(name, "no object of the bundle has this id")


def _maker(edition: Edition, found: Members, known: _Known) -> str:
    """Who made the object, by its entity where that is one."""
    maker = found.text("created_by_ref")
    meaning = known.meanings.get(maker)
    return edition.entity_id(meaning.kind, _key(maker)) if meaning else maker.replace("--", " ")


def _key(stix_id: str) -> str:
    """The id of an object as a part of an id here: ``identity.0f1e...``."""
    return stix_id.replace("--", ".", 1)


def _version(found: Members) -> str:
    return found.text("modified") or found.text("created")


def _day(found: Members, name: str) -> str:
    """The day of a timestamp."""
    text = found.text(name)
    stamp = _STAMP.fullmatch(text)
    if text and stamp is None:
        found.bad(name, "a timestamp is written 2016-01-20T12:31:12.123Z")
    try:
        return edtf(stamp[1]) if stamp else ""
    except DateError as error:
        found.bad(name, str(error))
        return ""


def _confidence(found: Members) -> float | None:
    """How sure the maker is, 0 to 100."""
    confidence = found.number("confidence")
    if confidence is None or 0 <= confidence <= 100:
        return confidence
    found.bad("confidence", "a confidence is 0 to 100")
    return None


def _credibility(confidence: float | None) -> int | None:
    """The same on the Admiralty scale, the best of which needs a second voice."""
    if confidence is None:
        return None
    return next(grade for lowest, grade in _CREDIBLE if confidence >= lowest)


LOADERS = {
    "stix": Loader(
        "stix",
        "STIX 2.1 bundles: JSON, one or several; those of `insurgraph export stix` whole",
        read,
        Publication(
            "STIX 2.1 bundle",
            licence="terms of the publisher",
            terms="Whoever gave you the bundle says what may be done with it; heed its markings.",
            url="https://docs.oasis-open.org/cti/stix/v2.1/stix-v2.1.html",
        ),
        mapping="stix.yaml",
        several=True,
        dropped=_DROPPED,
    )
}
