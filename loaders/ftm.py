"""FollowTheMoney: entities, or single statements about them, one JSON object on a line.

Organisations, public bodies, companies, persons, places and events become entities with their
names; memberships, directorships, links and sanctions become claims by what their schema means. A
Sanction is a LISTED_BY the authority that it names, its programme being the role. Statements are
put together by their ``canonical_id`` first: what several data sets say of one entity is one
entity here, as whoever made the file judged, and each data set passed it on (``via``).

Which schemata are left out, and why, is in ``mappings/ftm.yaml``: what is no actor, relatives,
addresses, papers, property. Of persons no property is read but names; those whose only topic
there is being close to an office-holder are left out as well.

Format: https://followthemoney.tech (entity and statement model, version 4).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import DateError
from ..graph import vocabulary as vocabularies
from ..graph.knowledge import KnowledgeGraph
from . import aliases, jsonfile, listing
from .archive import digest
from .datetext import edtf
from .edition import Edition
from .jsonfile import Members
from .mapping import Meaning
from .publication import Loader, Publication
from .reading import Place, Reading, quiet

#: The two ends of each schema of relationships, in the order in which its relation has them.
_ENDS = {
    "Membership": ("member", "organization"),
    "Employment": ("employee", "employer"),
    "Directorship": ("director", "organization"),
    "UnknownLink": ("subject", "object"),
    "Associate": ("person", "associate"),
    "Representation": ("agent", "client"),
    "Succession": ("predecessor", "successor"),
    "Ownership": ("owner", "asset"),
    "Sanction": ("entity", "authority"),
}

#: Schemata of which another is the narrower one, when statements name both.
_WIDER = {
    "Thing": (
        "LegalEntity",
        "Organization",
        "Company",
        "PublicBody",
        "Person",
        "Event",
        "Territory",
    ),
    "LegalEntity": ("Organization", "Company", "PublicBody", "Person"),
    "Organization": ("Company", "PublicBody"),
}

#: Properties that are read of anything.
_READ = frozenset(
    {
        "name", "alias", "abbreviation", "previousName", "weakAlias", "topics", "wikidataId",
        "startDate", "endDate", "listingDate", "date", "role", "relationship", "program",
        "modifiedAt", *(end for ends in _ENDS.values() for end in ends),
    }
)  # fmt: skip

_DROPPED = {
    "birthDate, birthPlace, birthCountry, deathDate": "birth details",
    "address, addressEntity, email, phone, website": "addresses and contact data",
    "idNumber, passportNumber, taxNumber, registrationNumber and other identifiers":
        "numbers of papers",
    "nationality, citizenship, gender, religion, ethnicity, political": "personal details",
    "description, summary, notes, reason, sourceUrl and every other property": "prose, and what "
        "has no place in the record",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Thing:
    """An entity of FollowTheMoney: its properties, and where it stands."""

    place: Place
    id: str
    schema: str
    caption: str
    datasets: tuple[str, ...]
    properties: Mapping[str, Sequence[str]]

    def first(self, *names: str) -> str:
        """The first value of the first of these properties that has any."""
        return next((v for n in names for v in self.properties.get(n, ())), "")


def read(reading: Reading) -> KnowledgeGraph:
    """Read files of entities or of statements, all into one record."""
    edition = Edition(reading)
    kinds = {
        thing.id: meaning.kind
        for path in reading.paths
        for thing in _things(quiet(reading), path)
        if (meaning := _kept(reading, thing)) and meaning.kind
    }
    for path in reading.paths:
        edition.source(path.name, digest(path))
        for thing in _things(reading, path):
            with edition.row(thing.place):
                _one(edition, thing, kinds)
    return edition.graph()


def _kept(reading: Reading, thing: _Thing) -> Meaning | None:
    """What an entity is; nothing when it is left out or nobody says."""
    meaning = reading.mapping.meaning("schema", thing.schema)
    if meaning is None or meaning.omit:
        return None
    topics = [reading.mapping.meaning("topics", t) for t in thing.properties.get("topics", ())]
    if meaning.kind == "Person" and topics and all(t and t.omit for t in topics):
        return None
    return meaning


# -- lines ----------------------------------------------------------------------------------------


def _things(reading: Reading, path: Path) -> Iterator[_Thing]:
    """The entities of a file, one by one, or put together from statements at its end."""
    gathered: dict[str, _Gathered] = {}
    for number, (place, values) in enumerate(jsonfile.lines(reading, path), start=1):
        if number % 1000 == 0:
            reading.tell(f"reading {path.name}", number, 0)
        line = Members(reading, place, values)
        if "properties" in line:
            if thing := _entity(line):
                yield thing
        elif "prop" in line:
            _gather(gathered, line)
        else:
            line.bad("properties", "neither an entity nor a statement: no properties, no prop")
    for key, found in gathered.items():
        if found.schema:
            yield _Thing(
                found.place, key, found.schema, "", tuple(found.datasets), dict(found.properties)
            )


def _entity(line: Members) -> _Thing | None:
    key, schema = line.filled("id"), line.filled("schema")
    properties = line.object("properties")
    if not key or not schema:
        return None
    return _Thing(
        line.place, key, schema, line.text("caption"), tuple(line.texts("datasets")),
        {name: properties.texts(name) for name in properties.names() if name in _READ},
    )  # fmt: skip


@dataclass(slots=True)
class _Gathered:
    """What statements say of one entity."""

    place: Place
    schema: str = ""
    properties: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    datasets: dict[str, None] = field(default_factory=dict)


def _gather(gathered: dict[str, _Gathered], line: Members) -> None:
    key = line.text("canonical_id") or line.filled("entity_id")
    schema, name, value = line.filled("schema"), line.filled("prop"), line.filled("value")
    if not key or not schema or not name or not value:
        return
    found = gathered.setdefault(key, _Gathered(line.place))
    if schema in _WIDER.get(found.schema, ()) or not found.schema:
        found.schema = schema
    elif schema != found.schema and found.schema not in _WIDER.get(schema, ()):
        line.bad("schema", f"{key} was a {found.schema} before")
    if dataset := line.text("dataset"):
        found.datasets[dataset] = None
    if name in _READ and value not in found.properties[name]:
        found.properties[name].append(value)


# -- the record -----------------------------------------------------------------------------------


def _one(edition: Edition, thing: _Thing, kinds: Mapping[str, str]) -> None:
    meaning = edition.reading.meaning(thing.place, "schema", thing.schema)
    if meaning is None or meaning.omit:
        return
    if not meaning.kind:
        _ties(edition, thing, meaning, kinds)
    elif thing.id in kinds:
        _named(edition, thing, meaning)


def _named(edition: Edition, thing: _Thing, meaning: Meaning) -> None:
    tables = edition.reading.mapping.tables["names"]
    names = [(n, m.name) for key, m in tables.items() for n in thing.properties.get(key, ())]
    called = thing.caption or next((n for n, _ in names), "")
    if not called:
        edition.problem("name", thing.id, "an entity needs a name")
        return
    entity = edition.entity(
        meaning.kind, thing.id, called, subkind=meaning.subkind, mention=False,
        note={
            "id ftm": thing.id,
            "id wikidata": thing.first("wikidataId"),
            "schema": thing.schema,
            "datasets": ", ".join(thing.datasets),
        },
    )  # fmt: skip
    for name, kind in names:
        for reading, sort in aliases.readings(name):
            script = aliases.script_of(reading)
            edition.name(entity, reading, kind if sort == "alias" else sort, script=script)


def _ties(edition: Edition, thing: _Thing, meaning: Meaning, kinds: Mapping[str, str]) -> None:
    """The claims of a relationship: one for each pair of its ends that are in the record."""
    if thing.schema not in _ENDS:
        edition.problem("schema", thing.schema, "no relationship, so that it makes no claim")
        return
    first, second = (thing.properties.get(end, ()) for end in _ENDS[thing.schema])
    for one in first:
        for other in second:
            subject = _end(edition, one, kinds)
            listed = thing.schema == "Sanction"
            object_ = _authority(edition, other) if listed else _end(edition, other, kinds)
            if subject and object_:
                key = (thing.id,) if len(first) == len(second) == 1 else (thing.id, one, other)
                _tie(edition, thing, meaning, key, subject, object_)


def _tie(
    edition: Edition, thing: _Thing, meaning: Meaning, key: Sequence[str], one: str, other: str
) -> None:
    relation = vocabularies.default().relations[meaning.relation]
    start, end = _day(edition, thing, "listingDate", "startDate", "date"), ""
    if relation.temporality != "instant":
        end = _day(edition, thing, "endDate") or (
            ".." if meaning.relation == listing.LISTED else ""
        )
    ends = (other, one) if meaning.swap else (one, other)
    edition.claim(
        key, meaning.relation, *ends, locator=f"id {thing.id}", start=start, end=end,
        role=thing.first("program", "role", "relationship") or meaning.role,
        via=thing.datasets, as_of=_day(edition, thing, "modifiedAt"),
        note={"schema": thing.schema},
    )  # fmt: skip


def _end(edition: Edition, key: str, kinds: Mapping[str, str]) -> str:
    """An end of a relationship, ``""`` when it is not in the record."""
    return edition.entity_id(kinds[key], key) if key in kinds else ""


def _authority(edition: Edition, name: str) -> str:
    """Whoever keeps a list, of whom a sanction has the name alone."""
    return edition.entity("Organisation", f"authority {name}", name, subkind="government-body")


def _day(edition: Edition, thing: _Thing, *names: str) -> str:
    text = thing.first(*names)
    try:
        return edtf(text)
    except DateError as error:
        edition.problem(names[0], text, str(error))
        return ""


LOADERS = {
    "ftm": Loader(
        "ftm",
        "FollowTheMoney entities or statements: JSON lines, one or several files",
        read,
        Publication(
            "FollowTheMoney data",
            licence="terms of the publisher",
            terms="Whoever publishes the data set says what may be done with it.",
            url="https://followthemoney.tech",
        ),
        mapping="ftm.yaml",
        several=True,
        dropped=_DROPPED,
    )
}
