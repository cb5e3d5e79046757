"""STIX 2.1: a bundle for platforms that hold threat intelligence.

* A militant group or alliance is a ``threat-actor``, another organisation an ``identity`` of the
  class organization.
* A person is an ``identity`` of the class individual, whatever is said of them; a collective one of
  the class group.
* A place is a ``location``. Its ``region``, an open vocabulary, is the place's name: the record has
  no codes and no coordinates.
* An attack, series, battle or operation is a ``campaign``; other events are no object.
* An affirmed claim is a ``relationship`` of the type that ``data/crosswalk.csv`` gives, where the
  standard has it between such objects, else ``related-to``.
* Any other claim is a ``note`` on whoever it names.
* The record is the ``identity`` that created the rest, its licence and attribution a marking.

``start_time`` and ``stop_time`` are the outer bounds of a claim's dates: the first and the last day
on which it can hold. ``confidence`` is the credibility of the best affirming passage on the scale
of the standard's appendix A (1 is 90, 2 is 70, 3 is 50, 4 is 30, 5 is 10; 6, which cannot be
judged, has none); reliability has no place there. Sources are external references. All that the
standard has no property for - the claim's id, dates as worded, the four bounds, status, grades,
citations, links - is in a property extension, which the bundle defines; software that does not
know it passes it on. What is no object at all (sources, judgements, other events and what is said
of them alone) is in the extension of the record's identity. `insurgraph.loaders.stix` reads the
extensions back, which makes the record whole again; of the objects without them it reads what it
reads of anybody's. Ids are UUIDs of version 5, so that the same record has the same ids.

Source: STIX 2.1, OASIS Standard, https://docs.oasis-open.org/cti/stix/v2.1/os/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from ..dates import EARLIEST, LATEST
from ..dossier import evidence, sentence
from ..judgement import Judgement
from ..knowledge import KnowledgeGraph
from ..model import Claim, Entity, Link, Record, Row
from ..rows import tie
from . import plain
from .contents import WHOLE
from .crosswalk import terms

CARRIES = WHOLE
"""What of a record it holds; see `insurgraph.graph.export.contents`."""

SCHEME = "STIX 2.1"
"""Name of the scheme in the crosswalk."""

#: Ids are made in this namespace.
NAMESPACE = uuid5(NAMESPACE_OID, "insurgraph")

EXTENSION = f"extension-definition--{uuid5(NAMESPACE, 'extension')}"
"""Id of the property extension that holds the rows of a record."""

CONFIDENCE: Mapping[int, int] = {1: 90, 2: 70, 3: 50, 4: 30, 5: 10}
"""Admiralty credibility -> confidence (appendix A of the standard)."""

_ACTORS = frozenset({"militant-group", "militant-alliance"})
_CAMPAIGNS = frozenset({"attack", "series", "battle", "operation"})
_CLASSES = {"Organisation": "organization", "Person": "individual", "Collective": "group"}

#: Types of relationship, and between which objects the standard has them (its appendix B).
_ALLOWED = {
    "targets": {("threat-actor", "identity"), ("threat-actor", "location"),
                ("campaign", "identity"), ("campaign", "location")},
    "located-at": {("threat-actor", "location"), ("identity", "location")},
    "attributed-to": {("campaign", "threat-actor")},
}  # fmt: skip

_DAY = re.compile(r"\d{4}-\d\d-\d\d")

_SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What a record says, and what follows from it",
    "type": "object",
    "properties": {
        "extension_type": {"const": "property-extension"},
        "record": {"type": "object", "description": "the record, with its own vocabulary"},
        "entity": {"type": "object", "description": "the entity"},
        "names": {"type": "array", "description": "its further names"},
        "claim": {"type": "object", "description": "the claim: dates as worded, bounds, status"},
        "citations": {"type": "array", "description": "the passages it stands in"},
        "links": {"type": "array", "description": "how it bears on other claims"},
        "sources": {"type": "array", "description": "of a record: the documents cited"},
        "judgements": {"type": "array", "description": "of a record: who is who across records"},
        "entities": {"type": "array", "description": "of a record: those that are no object"},
        "claims": {"type": "array", "description": "of a record: those that are no object"},
    },
    "required": ["extension_type"],
}

Object = dict[str, Any]


def pieces(kg: KnowledgeGraph) -> Iterator[str]:
    """The bundle, object by object.

    Examples
    --------
    >>> import json
    >>> import insurgraph as ig
    >>> bundle = json.loads("".join(pieces(ig.load())))
    >>> bundle["type"], bundle["objects"][0]["type"]
    ('bundle', 'identity')
    """
    names = "; ".join(f"{r.name} {r.version}" for r in kg.records.values())
    yield f'{{\n"type": "bundle",\n"id": "{_id("bundle", names)}",\n"objects": '
    before = "["
    for one in objects(kg):
        yield f"{before}\n{plain.text(one)}"
        before = ","
    yield "[]\n}\n" if before == "[" else "\n]\n}\n"


def objects(kg: KnowledgeGraph) -> Iterator[Object]:
    """Every object of the bundle, definitions first."""
    for record in kg.records.values():
        yield _record(kg, record)
        yield _marking(record)
    if kg.records:
        yield _definition(next(iter(kg.records.values())))
    for entity in kg.entities.values():
        if _type(entity):
            yield _entity(kg, entity)
    for claim in kg.claims():
        made = _relationship(kg, claim) or _note(kg, claim)
        if made:
            yield made


def left_out(kg: KnowledgeGraph) -> list[str]:
    """In words, what of this graph only this program finds in the file."""
    events = sum(not _type(e) for e in kg.entities.values())
    alone = sum(not _named(kg, c) for c in kg.claims())
    told = "in the extension of the record and in no object"
    return [
        f"{number} {noun if number == 1 else plural} {told}"
        for number, noun, plural in (
            (events, "event that is no attack is", "events that are no attacks are"),
            (alone, "claim about such alone is", "claims about such alone are"),
        )
        if number
    ]


# -- objects ---------------------------------------------------------------------------------------


def _record(kg: KnowledgeGraph, record: Record) -> Object:
    made = _stamped(record, "identity", f"record:{record.name}")
    del made["created_by_ref"], made["object_marking_refs"]
    return made | {
        "name": record.title or record.name,
        "identity_class": "unknown",
        "extensions": _extension(record=plain.of_record(kg, record), **_aside(kg, record.name)),
    }


def _aside(kg: KnowledgeGraph, record: str) -> dict[str, list[Object]]:
    """The rows of a record that are no object and belong to none."""
    entities = [e for e in kg.entities.values() if e.record == record and not _type(e)]
    claims = [c for c in kg.claims() if c.record == record and not _named(kg, c)]
    rows: Mapping[str, Iterable[Row | Judgement]] = {
        "sources": (s for s in kg.sources.values() if s.record == record),
        "judgements": (j for j in kg.judgements if j.record == record),
        "entities": entities,
        "names": (n for e in entities for n in kg.names_of(e.id)),
        "claims": claims,
        "citations": (c for claim in claims for c in kg.citations_of(claim.id)),
        "links": (x for claim in claims for x in _links(kg, claim)),
    }
    return {kind: made for kind, found in rows.items() if (made := [*map(plain.of_row, found)])}


def _links(kg: KnowledgeGraph, claim: Claim) -> list[Link]:
    """How a claim bears on others."""
    return [x for x in kg.links_of(claim.id) if x.claim == claim.id]


def _marking(record: Record) -> Object:
    """Terms of use: the licence, and the sentence that has to go with it."""
    made = _stamped(record, "marking-definition", f"marking:{record.name}")
    del made["modified"], made["object_marking_refs"]
    words = ". ".join(filter(None, (record.licence, record.attribution)))
    statement = words or f"{record.title or record.name}: no licence is stated"
    return made | {"definition_type": "statement", "definition": {"statement": statement}}


def _definition(record: Record) -> Object:
    made = _stamped(record, "extension-definition", "extension")
    return made | {
        "name": "insurgraph",
        "description": "A row of a source-cited record, with what follows for it.",
        "schema": json.dumps(_SCHEMA),
        "version": "1.0.0",
        "extension_types": ["property-extension"],
    }


def _entity(kg: KnowledgeGraph, entity: Entity) -> Object:
    type_ = _type(entity)
    made = _stamped(kg.records[entity.record], type_, f"entity:{entity.id}")
    names = kg.names_of(entity.id)
    made["name"] = entity.name
    if entity.summary:
        made["description"] = entity.summary
    if type_ in ("threat-actor", "campaign") and names:
        made["aliases"] = list(dict.fromkeys(n.name for n in names))
    if type_ == "identity":
        made["identity_class"] = _CLASSES[entity.kind]
    if type_ == "location":
        made["region"] = entity.name
    if type_ == "threat-actor" and (goals := _goals(kg, entity)):
        made["goals"] = goals
    made["external_references"] = [{"source_name": entity.record, "external_id": entity.id}]
    held = {"names": [plain.of_row(n) for n in names]} if names else {}
    return made | {"extensions": _extension(entity=plain.of_row(entity), **held)}


def _goals(kg: KnowledgeGraph, entity: Entity) -> list[str]:
    """Texts of the affirmed claims whose relation the crosswalk has as a threat actor's goals."""
    return [
        c.text
        for c in kg.claims(subject=entity.id)
        if c.text
        and "threat-actor.goals" in terms(SCHEME).get(c.relation, ())
        and kg.assess(c.id).status in kg.vocabulary.ties
    ]


def _relationship(kg: KnowledgeGraph, claim: Claim) -> Object | None:
    """The relationship that an affirmed claim is, None where it is none."""
    found = terms(SCHEME).get(claim.relation, ("related-to",))
    if tie(kg, claim) is None or not found:
        return None
    subject, other = kg.entities[claim.subject], kg.entities[claim.object]
    ends = _type(subject), _type(other)
    if not all(ends):
        return None
    kinds = [t for t in found if ends in _ALLOWED.get(t, ())]
    turned = [t for t in found if t == "attributed-to" and ends[::-1] in _ALLOWED[t]]
    if turned:
        subject, other = other, subject
    made = _claimed(kg, claim, "relationship")
    return made | {
        "relationship_type": (kinds + turned + ["related-to"])[0],
        "description": sentence(kg, claim),
        "source_ref": _ref(subject),
        "target_ref": _ref(other),
        **_times(kg, claim),
    }


def _note(kg: KnowledgeGraph, claim: Claim) -> Object | None:
    """A claim that is no relationship, said of whoever it names."""
    named = _named(kg, claim)
    if not named:
        return None
    status = kg.assess(claim.id).status
    return _claimed(kg, claim, "note") | {
        "abstract": f"{kg.relation(claim).label} ({status})",
        "content": f"{sentence(kg, claim)} ({status})",
        "object_refs": [_ref(e) for e in named],
    }


def _claimed(kg: KnowledgeGraph, claim: Claim, type_: str) -> Object:
    """What every object has that is made of a claim."""
    found = kg.assess(claim.id)
    made = _stamped(kg.records[claim.record], type_, f"claim:{claim.id}")
    confidence = CONFIDENCE.get(found.grade.credibility)
    if confidence is not None:
        made["confidence"] = confidence
    links = [plain.of_row(x) for x in _links(kg, claim)]
    made["external_references"] = [
        {"source_name": claim.record, "external_id": claim.id},
        *(_reference(kg, source, claim) for source in found.sources),
    ]
    made["extensions"] = _extension(
        claim=plain.of_claim(kg, claim),
        citations=[plain.of_row(c) for c in kg.citations_of(claim.id)],
        **({"links": links} if links else {}),
    )
    return made


def _reference(kg: KnowledgeGraph, source_id: str, claim: Claim) -> Object:
    """A source, and in words where in it the claim stands."""
    source = kg.sources[source_id]
    cited = [evidence(kg, c) for c in kg.citations_of(claim.id) if c.source == source_id]
    reference = {"source_name": source.title, "external_id": source_id}
    reference["description"] = "; ".join(cited)
    return reference | ({"url": source.url} if source.url else {})


def _times(kg: KnowledgeGraph, claim: Claim) -> Object:
    span = kg.assess(claim.id).span
    times = {}
    if span.start_earliest != EARLIEST:
        times["start_time"] = f"{span.start_earliest.isoformat()}T00:00:00Z"
    if span.end_latest != LATEST:
        times["stop_time"] = f"{span.end_latest.isoformat()}T23:59:59Z"
    return times


# -- what they have in common ----------------------------------------------------------------------


def _type(entity: Entity) -> str:
    """The type of object that an entity becomes; empty when there is none."""
    if entity.kind == "Organisation" and entity.subkind in _ACTORS:
        return "threat-actor"
    if entity.kind == "Event":
        return "campaign" if entity.subkind in _CAMPAIGNS else ""
    if entity.kind == "Place":
        return "location"
    return "identity" if entity.kind in _CLASSES else ""


def _named(kg: KnowledgeGraph, claim: Claim) -> list[Entity]:
    """Those whom a claim names and who have an object."""
    return [kg.entities[e] for e in claim.entities if _type(kg.entities[e])]


def _stamped(record: Record, type_: str, key: str) -> Object:
    day = record.created if _DAY.fullmatch(record.created) else date(1970, 1, 1).isoformat()
    return {
        "type": type_,
        "spec_version": "2.1",
        "id": _id(type_, key),
        "created_by_ref": _id("identity", f"record:{record.name}"),
        "created": f"{day}T00:00:00.000Z",
        "modified": f"{day}T00:00:00.000Z",
        "object_marking_refs": [_id("marking-definition", f"marking:{record.name}")],
    }


def _extension(**values: object) -> Object:
    return {EXTENSION: {"extension_type": "property-extension", **values}}


def _ref(entity: Entity) -> str:
    return _id(_type(entity), f"entity:{entity.id}")


def _id(type_: str, key: str) -> str:
    return f"{type_}--{uuid5(NAMESPACE, key)}"
