"""The record as a property graph: which nodes and relationships its rows become, and back.

::

    (:Record {id, title, version, created, licence, attribution})
    (:Entity:<Kind> {id, name, subkind, summary, note, record})
    (:Entity)-[:NAMED]->(:Name {id, text, kind, language, script, used_by, source, record})
    (:Claim {id, says, relation, label, family, sign, temporality, status, grade, grades, start,
             end, start_earliest, start_latest, end_earliest, end_latest, computed, origin, place,
             role, means, value_low, value_high, unit, text, note, sources, independent, record})
    (:Claim)-[:SUBJECT|OBJECT {sign}|ORIGIN {sign}|PLACE|THIRD {sign}]->(:Entity)
    (:Claim)-[:CITED {id, locator, lines, stance, claimant, via, said, as_of, credibility,
                      note}]->(:Source {id, title, author, ...})
    (:Claim)-[:LINKED {kind, note}]->(:Claim)
    (a:Entity)-[:<RELATION> {the claim's own properties}]->(b:Entity)
    (:Judgement {id, one, other, verdict, who, when, why, record})-[:JUDGES]->(:Entity)
    (a:Entity)-[:SAME_AS {id, who, when, why, record}]->(b:Entity)

A relation is there for every claim between two entities whose status makes it a tie, with
``r.id = claim.id``; SAME_AS for every judgement *same* on two entities that the database holds,
with ``r.id = judgement.id``. ``says`` is the claim in words. The ``sign`` of a role is that of the
tie which a signed network draws from the subject to whoever stands there: of a defection 1 to the
object and -1 to the origin; where there is none, there is no sign. What is empty in the record is
no property. Every node and relationship has ``id``, unique in its label or type, and ``record``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from hashlib import sha256
from typing import Any, TypeVar

from . import vocabulary as vocabularies
from .dossier import sentence
from .judgement import Judgement, Verdict
from .knowledge import KnowledgeGraph
from .model import Citation, Claim, Entity, Link, Name, Record, Source

Properties = dict[str, Any]

#: Labels that nodes are keyed by; every one has a constraint on ``id`` and an index on ``record``.
LABELS = ("Record", "Entity", "Name", "Claim", "Source", "Judgement")

#: Relationship types that are not relations of the vocabulary, and the labels they join.
JOINTS: Mapping[str, tuple[str, str]] = {
    "NAMED": ("Entity", "Name"),
    "SUBJECT": ("Claim", "Entity"),
    "OBJECT": ("Claim", "Entity"),
    "ORIGIN": ("Claim", "Entity"),
    "PLACE": ("Claim", "Entity"),
    "THIRD": ("Claim", "Entity"),
    "CITED": ("Claim", "Source"),
    "LINKED": ("Claim", "Claim"),
}

#: Relationship types that judgements draw to and between entities of other records.
JUDGED: Mapping[str, tuple[str, str]] = {
    "JUDGES": ("Judgement", "Entity"),
    "SAME_AS": ("Entity", "Entity"),
}


@dataclass(frozen=True, slots=True)
class Node:
    """A node to be: its labels, the keyed one first, and its properties."""

    labels: tuple[str, ...]
    properties: Properties

    @property
    def key(self) -> tuple[str, str]:
        """Keyed label and id."""
        return self.labels[0], self.properties["id"]

    @property
    def place(self) -> tuple[str, ...]:
        """What cannot change without making it another: its labels."""
        return self.labels

    @property
    def fingerprint(self) -> int:
        """See `fingerprint`."""
        return fingerprint(self.properties)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship to be: its type, the keys of its ends, and its properties."""

    type: str
    start: tuple[str, str]
    end: tuple[str, str]
    properties: Properties

    @property
    def key(self) -> tuple[str, str]:
        """Type and id."""
        return self.type, self.properties["id"]

    @property
    def place(self) -> tuple[tuple[str, str], ...]:
        """What cannot change without making it another: its ends."""
        return self.start, self.end

    @property
    def fingerprint(self) -> int:
        """See `fingerprint`."""
        return fingerprint(self.properties)


def fingerprint(properties: Properties) -> int:
    """64 bits that are the same for equal properties, and differ for others, in one run.

    Numbers go in as text, because Python gives -1 and -2 the same hash; texts are hashed with the
    key of the run, so that nobody can make up two with one fingerprint.

    Examples
    --------
    >>> fingerprint({"n": 1, "l": ["a"]}) == fingerprint({"l": ["a"], "n": 1.0})
    True
    >>> fingerprint({"n": -1}) == fingerprint({"n": -2})
    False
    """
    return hash(frozenset([(k, _hashable(v)) for k, v in properties.items()]))


def _hashable(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return tuple(value)
    return (None, repr(float(value))) if isinstance(value, int | float) else value


def nodes(kg: KnowledgeGraph, record: str) -> Iterator[Node]:
    """Every node of one record."""
    yield Node(("Record",), _record(kg, record))
    for entity in _of(kg.entities.values(), record):
        yield Node(("Entity", entity.kind), filled(entity, drop=("kind",)))
    for name in _of(kg.names, record):
        properties = filled(name, drop=("entity", "name")) | {"text": name.name}
        yield Node(("Name",), properties | {"id": _name_id(name)})
    for source in _of(kg.sources.values(), record):
        yield Node(("Source",), filled(source))
    for claim in kg.claims(record=record):
        properties = filled(claim, drop=("subject", "object", "third"))
        worked_out = {"says": sentence(kg, claim), **assessed(kg, claim)}
        yield Node(("Claim",), properties | worked_out)
    for judgement in kg.judgements:
        if judgement.record == record:
            yield Node(("Judgement",), filled(judgement) | {"id": _judgement_id(judgement)})


def relationships(kg: KnowledgeGraph, record: str) -> Iterator[Relationship]:
    """Every relationship of one record."""
    for name in _of(kg.names, record):
        name_id = _name_id(name)
        yield _joint("NAMED", name.entity, name_id, name_id, record)
    for claim in kg.claims(record=record):
        yield from _roles(kg, claim, record)
        found = tie(kg, claim)
        if found is not None:
            yield found
    for citation in _of(kg.citations.values(), record):
        properties = filled(citation, drop=("claim", "source"))
        ends = ("Claim", citation.claim), ("Source", citation.source)
        yield Relationship("CITED", *ends, properties)
    for link in _of(kg.links, record):
        extra = {"kind": link.link, "note": link.note} if link.note else {"kind": link.link}
        link_id = f"{link.claim}:{link.link}:{link.other}"
        yield _joint("LINKED", link.claim, link.other, link_id, record, extra)


def judged(judgement: Judgement) -> Iterator[Relationship]:
    """What a judgement draws, where its entities are there."""
    id_ = _judgement_id(judgement)
    for entity in judgement.pair:
        ends = ("Judgement", id_), ("Entity", entity)
        yield Relationship("JUDGES", *ends, {"id": f"{id_}:{entity}", "record": judgement.record})
    if judgement.verdict is Verdict.SAME:
        properties = filled(judgement, drop=("one", "other", "verdict")) | {"id": id_}
        ends = ("Entity", judgement.one), ("Entity", judgement.other)
        yield Relationship("SAME_AS", *ends, properties)


def _judgement_id(judgement: Judgement) -> str:
    return f"{judgement.record}:{judgement.one}:{judgement.other}"


def _roles(kg: KnowledgeGraph, claim: Claim, record: str) -> Iterator[Relationship]:
    """From a claim to each entity it names."""
    relation = kg.relation(claim)
    signs = relation.signs or {"object": relation.sign}
    named = {
        "SUBJECT": (claim.subject,),
        "OBJECT": (claim.object,),
        "ORIGIN": claim.origin,
        "PLACE": claim.place,
        "THIRD": (claim.third,),
    }
    for role, entities in named.items():
        sign = signs.get(role.lower(), 0)
        extra = {"sign": sign} if sign else None
        for entity in filter(None, dict.fromkeys(entities)):
            yield _joint(role, claim.id, entity, f"{claim.id}:{entity}", record, extra)


def tie(kg: KnowledgeGraph, claim: Claim) -> Relationship | None:
    """The relationship that a claim becomes; None for a value, and for what is not affirmed."""
    relation = kg.relation(claim)
    worked_out = assessed(kg, claim)
    if not (claim.object and relation.tie and kg.vocabulary.statuses[worked_out["status"]].edge):
        return None
    properties = filled(claim, drop=("relation", "subject", "object", "note")) | worked_out
    ends = ("Entity", claim.subject), ("Entity", claim.object)
    return Relationship(claim.relation, *ends, properties)


def _joint(
    type_: str, start: str, end: str, id_: str, record: str, extra: Mapping[str, Any] | None = None
) -> Relationship:
    labels = JOINTS[type_]
    properties = {"id": id_, "record": record, **(extra or {})}
    return Relationship(type_, (labels[0], start), (labels[1], end), properties)


def assessed(kg: KnowledgeGraph, claim: Claim) -> Properties:
    """What follows for a claim, as properties."""
    found, relation = kg.assess(claim.id), kg.relation(claim)
    span = found.span
    properties = {
        "status": found.status,
        "grade": str(found.grade),
        "grades": [str(g) for g in found.grades],
        "label": relation.label,
        "family": relation.family,
        "sign": relation.sign,
        "temporality": relation.temporality,
        "start_earliest": span.start_earliest,
        "start_latest": span.start_latest,
        "end_earliest": span.end_earliest,
        "end_latest": span.end_latest,
        "sources": list(found.sources),
        "independent": found.independent,
    }
    return properties | ({"computed": list(span.computed)} if span.computed else {})


def _record(kg: KnowledgeGraph, record: str) -> Properties:
    row = kg.records[record]
    properties = {f.name: getattr(row, f.name) for f in fields(row) if getattr(row, f.name)}
    properties |= {"id": properties.pop("name"), "record": record}
    if kg.vocabulary != vocabularies.default():
        properties["vocabulary"] = kg.vocabulary.text
    return properties


R = TypeVar("R", Entity, Name, Claim, Citation, Source, Link)


def _of(rows: Iterable[R], record: str) -> Iterator[R]:
    return (row for row in rows if row.record == record)


def filled(row: Any, drop: Collection[str] = ()) -> Properties:
    """The fields of a row that are not empty; lists as lists."""
    properties = {}
    for column in _columns(row.__class__):
        value = getattr(row, column)
        if value not in ("", (), None) and column not in drop:
            plain = str(value) if isinstance(value, Verdict) else value
            properties[column] = list(plain) if isinstance(plain, tuple) else plain
    return properties


def _name_id(name: Name) -> str:
    parts = (name.entity, name.name, name.kind, name.used_by, name.source)
    return f"{name.entity}:{sha256(chr(0).join(parts).encode()).hexdigest()[:12]}"


def graph(nodes: Iterable[Node], relationships: Iterable[Relationship]) -> KnowledgeGraph:
    """The graph whose nodes and relationships these are.

    Status, grade and bounds are not read but worked out again.
    """
    named: dict[str, str] = {}
    roles: dict[str, dict[str, str]] = {"SUBJECT": {}, "OBJECT": {}, "THIRD": {}}
    citations: list[Citation] = []
    links: list[Link] = []
    for r in relationships:
        start, end = r.start[1], r.end[1]
        if r.type in roles:
            roles[r.type][start] = end
        elif r.type == "NAMED":
            named[end] = start
        elif r.type == "CITED":
            citations.append(_row(Citation, r.properties, claim=start, source=end))
        elif r.type == "LINKED":
            kind = r.properties["kind"]
            links.append(_row(Link, r.properties, claim=start, link=kind, other=end))
    made: dict[str, list[Any]] = {label: [] for label in LABELS}
    texts = set()
    for node in nodes:
        made[node.labels[0]].append(_of_node(node, named, roles))
        texts.add(node.properties.get("vocabulary", "") if node.labels[0] == "Record" else "")
    own = max(texts, default="")
    return KnowledgeGraph(
        records=made["Record"],
        entities=made["Entity"],
        names=made["Name"],
        claims=made["Claim"],
        citations=citations,
        sources=made["Source"],
        links=links,
        vocabulary=vocabularies.parse(own, "vocabulary") if own else None,
        judgements=made["Judgement"],
    )


def _of_node(
    node: Node, named: Mapping[str, str], roles: Mapping[str, Mapping[str, str]]
) -> Record | Entity | Name | Claim | Source | Judgement:
    """The row that a node is made of; `named` and `roles` tell what relationships say of it."""
    properties, id_ = node.properties, node.properties["id"]
    made: Record | Entity | Name | Claim | Source | Judgement
    match node.labels[0]:
        case "Record":
            made = _row(Record, properties, name=id_)
        case "Entity":
            made = _row(Entity, properties, kind=node.labels[1])
        case "Name":
            made = _row(Name, properties, name=properties["text"], entity=named[id_])
        case "Claim":
            parts = {role.lower(): there.get(id_, "") for role, there in roles.items()}
            made = _row(Claim, properties, **parts)
        case "Source":
            made = _row(Source, properties)
        case _:
            made = judgement(properties)
    return made


def judgement(properties: Properties) -> Judgement:
    """The judgement that a node is made of."""
    row: Judgement = _row(Judgement, properties | {"verdict": Verdict(properties["verdict"])})
    return row


def _row(make: Callable[..., Any], properties: Properties, **more: str) -> Any:
    """A row from properties; what is no field of it is left out."""
    known = _columns(make)
    values = {
        k: tuple(v) if isinstance(v, list) else v for k, v in properties.items() if k in known
    }
    return make(**(values | more))


@cache
def _columns(row: Any) -> Mapping[str, None]:
    """The names of the fields of a type of row, in order."""
    return dict.fromkeys(f.name for f in fields(row))
