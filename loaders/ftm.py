"""FollowTheMoney: entities, or single statements about them, one JSON object on a line.

Organisations, public bodies, companies, persons, places and events become entities with their
names; memberships, directorships, links and sanctions become claims by what their schema means. A
Sanction is a LISTED_BY the authority that it names, its programme being the role; an Occupancy an
office in the organisation whose post it is, where the post names one. To own or to control a body
is no more than a tie of unspecified nature here: neither says who runs it. Statements, which may
also be a CSV table, are put together by their ``canonical_id`` first: what several data sets say
of one entity is one entity here, as whoever made the file judged, and each data set passed it on
(``via``).

An UnknownLink whose role is the label of a relation of the vocabulary (``defected to``), as
`insurgraph.graph.export.ftm` writes it, is that relation; ``status`` then says how it is known.

Which schemata are left out, and why, is in ``mappings/ftm.yaml``: what is no actor, relatives,
addresses, papers, property. Of persons no property is read but names; those whose only topic
there is being close to an office-holder are left out as well.

Format: https://followthemoney.tech (entity and statement model, version 4).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from ..errors import DateError
from ..graph import vocabulary as vocabularies
from ..graph.knowledge import KnowledgeGraph
from ..graph.vocabulary import Relation
from . import aliases, jsonfile, listing
from .archive import digest
from .datetext import edtf
from .edition import Edition
from .jsonfile import Members
from .mapping import Meaning
from .publication import Loader, Publication
from .reading import Place, Reading, quiet
from .tabular import fields, rows

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
    "Control": ("controller", "controlled"),
    "Occupancy": ("holder", "post"),
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

#: Columns of statements in a table.
_STATEMENT = fields(
    "canonical_id", "entity_id", "schema", "prop", "value", optional=("dataset",)
)  # fmt: skip

#: Properties that are read of anything.
_READ = frozenset(
    {
        "name", "alias", "abbreviation", "previousName", "weakAlias", "topics", "wikidataId",
        "startDate", "endDate", "listingDate", "date", "role", "relationship", "program",
        "modifiedAt", "status", *(end for ends in _ENDS.values() for end in ends),
    }
)  # fmt: skip

_DROPPED = {
    "birthDate, birthPlace, birthCountry, deathDate": "birth details",
    "address, addressEntity, email, phone, website": "addresses and contact data",
    "idNumber, passportNumber, taxNumber, registrationNumber and other identifiers":
        "numbers of papers",
    "Address, and links with it": "addresses, and places that are written as such",
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
    known = _known(reading)
    for path in reading.paths:
        edition.source(path.name, digest(path))
        for thing in _things(reading, path):
            with edition.row(thing.place):
                _one(edition, thing, known)
    return edition.graph()


@dataclass(frozen=True, slots=True)
class _Known:
    """What the files hold, looked through once before."""

    kinds: dict[str, str] = field(default_factory=dict)  # of what becomes an entity
    names: dict[str, str] = field(default_factory=dict)  # what that is called
    posts: dict[str, _Thing] = field(default_factory=dict)


def _known(reading: Reading) -> _Known:
    known = _Known()
    for path in reading.paths:
        for thing in _things(quiet(reading), path):
            meaning = _kept(reading, thing)
            if thing.schema == "Position":
                known.posts[thing.id] = thing
            elif meaning and meaning.kind:
                known.kinds[thing.id] = meaning.kind
                known.names[thing.id] = thing.caption or thing.first("name")
    return known


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
    for number, (place, values) in enumerate(_lines(reading, path), start=1):
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


def _lines(reading: Reading, path: Path) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    """The objects of a file: lines of JSON, or rows of a table of statements."""
    if not {".csv", ".tsv"} & {suffix.lower() for suffix in path.suffixes}:
        yield from jsonfile.lines(reading, path)
        return
    for cells in rows(reading, path, _STATEMENT):
        yield cells.place, {name: cells[name] for name in _STATEMENT}


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


def _one(edition: Edition, thing: _Thing, known: _Known) -> None:
    meaning = edition.reading.meaning(thing.place, "schema", thing.schema)
    if meaning is None or meaning.omit:
        return
    if meaning.relation:
        _ties(edition, thing, meaning, known)
    elif thing.id in known.kinds:
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


def _ties(edition: Edition, thing: _Thing, meaning: Meaning, known: _Known) -> None:
    """The claims of a relationship: one for each pair of its ends that are in the record."""
    if thing.schema not in _ENDS:
        edition.problem("schema", thing.schema, "no relationship, so that it makes no claim")
        return
    pairs = list(_pairs(thing, known))
    for one, other, words in pairs:
        kinds = known.kinds.get(one), known.kinds.get(other)
        listed = thing.schema == "Sanction"
        if listed:
            kinds = kinds[0], "Organisation"  # the authority, of which there is the name alone
        if not kinds[0] or not kinds[1]:
            continue
        told = _told(edition.reading, thing, meaning, words, kinds[0], kinds[1])
        if told.omit:
            continue
        key = (thing.id,) if len(pairs) == 1 else (thing.id, one, other)
        subject = edition.entity_id(kinds[0], one)
        object_ = _authority(edition, other) if listed else edition.entity_id(kinds[1], other)
        _tie(edition, thing, told, key, subject, object_)


def _pairs(thing: _Thing, known: _Known) -> Iterator[tuple[str, str, str]]:
    """The ends of a relationship, each with each, and the role; an occupancy's is the post."""
    first, second = (thing.properties.get(end, ()) for end in _ENDS[thing.schema])
    for one, other in product(first, second):
        if thing.schema != "Occupancy":
            yield one, other, thing.first("program", "role", "relationship")
        elif post := known.posts.get(other):
            for body in post.properties.get("organization", ()):
                name = post.caption or post.first("name")
                yield one, body, name.removesuffix(f", {known.names.get(body)}")


def _told(
    reading: Reading, thing: _Thing, meaning: Meaning, words: str, one: str, other: str
) -> Meaning:
    """What a relationship means between two kinds, and in which role.

    A link of unknown nature may say by its role which relation it is; what that relation requires
    must be there, or the words stay a role.
    """
    label, _, rest = words.partition(" (")
    relation, role = _labelled().get(label), rest.removesuffix(")")
    if relation and (
        relation.name == meaning.relation
        or (
            thing.schema == "UnknownLink"
            and one in relation.subject
            and other in relation.object
            and set(relation.requires) <= ({"role"} if role else set())
        )
    ):
        return replace(meaning, relation=relation.name, role=role or meaning.role)
    key = reading.mapping.narrowest("schema", thing.schema, one, other)
    found = reading.mapping.meaning("schema", key) or meaning
    return replace(found, role=words or found.role)


@cache
def _labelled() -> Mapping[str, Relation]:
    """Relations by the words that they have in a sentence."""
    return {r.label: r for r in vocabularies.default().relations.values() if r.tie}


def _tie(
    edition: Edition, thing: _Thing, meaning: Meaning, key: Sequence[str], one: str, other: str
) -> None:
    vocabulary = vocabularies.default()
    relation = vocabulary.relations[meaning.relation]
    start, end = _day(edition, thing, "listingDate", "startDate", "date"), ""
    if relation.temporality != "instant":
        end = _day(edition, thing, "endDate") or (
            ".." if meaning.relation == listing.LISTED else ""
        )
    status = thing.first("status")
    stance = next(
        (s for s in vocabulary.stances.values() if s.affirms and s.status == status), None
    )
    locator = f"id {thing.id}"
    claim = edition.claim(
        key, meaning.relation, *((other, one) if meaning.swap else (one, other)),
        locator=locator, start=start, end=end, role=meaning.role,
        stance=stance.name if stance else "asserts",
        via=() if stance and stance.inferred else thing.datasets,
        as_of=_day(edition, thing, "modifiedAt"), note={"schema": thing.schema},
    )  # fmt: skip
    if status == "disputed":
        edition.cite(claim, locator=locator, key="denied", stance="denies", via=thing.datasets)


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
        "FollowTheMoney entities or statements: JSON lines, statements also CSV; several files",
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
