"""FollowTheMoney: entities as JSON lines, for Aleph, OpenAleph and other tools of that model.

Organisations, persons, events and places become entities of the schemata Organization, Person,
Event and Address (FollowTheMoney has places only so), sources Articles. An affirmed claim between
two of them becomes an entity of its own: of the schema that ``data/crosswalk.csv`` gives where it
says no more than the claim and joins such entities, else UnknownLink. An office is an Occupancy of
a Position made of role and organisation.

A link's ``recordId`` is the claim's id, ``status`` its status, ``summary`` the claim in words;
dates that are plain days, months or years are there as such, and ``description`` has all dates as
worded and as bounds, the grades, and where the claim stands in which source. Collectives have no
schema there and are left out, as are claims that the crosswalk maps to nothing.

`insurgraph.loaders.ftm` reads of this file what it reads of anybody's: organisations, persons and
events with their names, and the claims between them by relation, plain dates, role and status. It
reads no address, and so no place; a relation that requires what a link cannot hold, as a defection
its origin, comes back as an unspecified tie in that role.

Source: https://followthemoney.tech.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from ..dossier import evidence, sentence
from ..knowledge import KnowledgeGraph
from ..model import Claim, Entity, Source
from ..rows import tie
from . import plain
from .contents import WHOLE, counted
from .crosswalk import terms

CARRIES = {
    **WHOLE,
    "records": "part: name, edition and title",
    "vocabulary": "no",
    "entities": "part: not collectives; kind and subkind as schema and keyword",
    "names": "part: the names, former and weak ones told apart",
    "ties": "part: not of collectives, nor those the crosswalk maps to nothing",
    "other claims": "no",
    "sources": "part: title, author, publisher, address, reliability and its reason",
    "citations": "part: stance, passage, claimant and grade, in words",
    "links": "no",
    "judgements": "no",
}
"""What of a record it holds; see `insurgraph.graph.export.contents`."""

SCHEME = "FollowTheMoney"
"""Name of the scheme in the crosswalk."""

SCHEMATA: Mapping[str, str] = {
    "Organisation": "Organization",
    "Person": "Person",
    "Event": "Event",
    "Place": "Address",
}
"""Kind of entity -> schema."""

#: Schemata of links: the properties of both ends, and what can stand there.
_LINKS = {
    "Membership": (("member", ("Organization", "Person")), ("organization", ("Organization",))),
    "Succession": (("predecessor", ("Organization", "Person")),
                   ("successor", ("Organization", "Person"))),
    "UnknownLink": (("subject", tuple(SCHEMATA.values())), ("object", tuple(SCHEMATA.values()))),
}  # fmt: skip

_NAMES = {"former": "previousName", "weak": "weakAlias"}
_PLAIN_DATE = re.compile(r"\d{4}(-\d\d){0,2}")

Object = dict[str, Any]


def pieces(kg: KnowledgeGraph) -> Iterator[str]:
    """The entities, one a line.

    Examples
    --------
    >>> import json
    >>> import insurgraph as ig
    >>> sorted({json.loads(line)["schema"] for line in pieces(ig.load())})[:3]
    ['Address', 'Article', 'Event']
    """
    for one in objects(kg):
        yield plain.text(one) + "\n"


def objects(kg: KnowledgeGraph) -> Iterator[Object]:
    """Every entity of FollowTheMoney: sources, entities, posts and links."""
    for source in kg.sources.values():
        yield _article(source)
    for entity in kg.entities.values():
        if entity.kind in SCHEMATA:
            yield _entity(kg, entity)
    posts: set[str] = set()
    for claim in kg.claims():
        link = _link(kg, claim)
        if link is None:
            continue
        if link["schema"] == "Occupancy":
            post = _position(kg, claim)
            if post["id"] not in posts:
                posts.add(post["id"])
                yield post
        yield link


def left_out(kg: KnowledgeGraph) -> list[str]:
    """In words, what of this graph has no schema there."""
    collectives = sum(e.kind not in SCHEMATA for e in kg.entities.values())
    claims = sum(_link(kg, c) is None for c in kg.claims())
    return [
        *counted(collectives, "entity has no schema and is", "entities have no schema and are"),
        *counted(
            claims,
            "claim is no link between two that have one and is",
            "claims are no link between two that have one and are",
        ),
    ]


def _article(source: Source) -> Object:
    reliability = f"reliability {source.reliability or 'F'}"
    return _object(
        source.id, "Article",
        title=source.title, name=source.title, author=source.author, publisher=source.publisher,
        publishedAt=source.published if _PLAIN_DATE.fullmatch(source.published) else "",
        sourceUrl=source.url, fileName=source.file,
        notes=": ".join(filter(None, (reliability, source.reliability_note))),
    )  # fmt: skip


def _entity(kg: KnowledgeGraph, entity: Entity) -> Object:
    record = kg.records[entity.record]
    made = _object(
        entity.id, SCHEMATA[entity.kind],
        name=entity.name, summary=entity.summary, notes=entity.note, keywords=entity.subkind,
        publisher=": ".join(filter(None, (f"{record.name} {record.version}".strip(),
                                          record.title))),
        full=entity.name if entity.kind == "Place" else "",
    )  # fmt: skip
    for name in kg.names_of(entity.id):
        held = made["properties"].setdefault(_NAMES.get(name.kind, "alias"), [])
        if name.name not in held:
            held.append(name.name)
    return made


def _link(kg: KnowledgeGraph, claim: Claim) -> Object | None:
    """The link that an affirmed claim is, None where it is none."""
    found = terms(SCHEME).get(claim.relation, ("UnknownLink",))
    if tie(kg, claim) is None or not found:
        return None
    kinds = kg.entities[claim.subject].kind, kg.entities[claim.object].kind
    if not all(k in SCHEMATA for k in kinds):
        return None
    if "Occupancy" in found and kinds == ("Person", "Organisation"):
        ends = {"holder": claim.subject, "post": _post(claim)}
        return _claimed(kg, claim, "Occupancy", ends)
    for schema in (*found, "UnknownLink"):
        (first, firsts), (second, seconds) = _LINKS.get(schema, (("", ()), ("", ())))
        if SCHEMATA[kinds[0]] in firsts and SCHEMATA[kinds[1]] in seconds:
            return _claimed(kg, claim, schema, {first: claim.subject, second: claim.object})
    return None


def _claimed(kg: KnowledgeGraph, claim: Claim, schema: str, ends: Mapping[str, str]) -> Object:
    found, relation = kg.assess(claim.id), kg.relation(claim)
    start, end = "startDate" if relation.temporality != "instant" else "date", "endDate"
    dates = {k: v for k, v in ((start, claim.start), (end, claim.end)) if _PLAIN_DATE.fullmatch(v)}
    role = relation.label + (f" ({claim.role})" if claim.role else "")
    urls = [u for s in found.sources if (u := kg.sources[s].url)]
    return _object(
        claim.id, schema,
        **ends, **dates, recordId=claim.id, status=found.status, summary=sentence(kg, claim),
        role=role if schema != "Occupancy" else "", description=_description(kg, claim),
        sourceUrl=urls, publisher=[kg.sources[s].title for s in found.sources],
    )  # fmt: skip


def _description(kg: KnowledgeGraph, claim: Claim) -> str:
    """What a link has no property for, in lines."""
    found = kg.assess(claim.id)
    span = found.span
    lines = [
        f"start {claim.start or 'not known'}: {span.start_earliest} to {span.start_latest}",
        f"end {claim.end or 'not known'}: {span.end_earliest} to {span.end_latest}",
        f"grades {', '.join(map(str, found.grades))}",
        *(f"{c.source}: {evidence(kg, c)}" for c in kg.citations_of(claim.id)),
    ]
    more = {"means": claim.means, "third": claim.third, "unit": claim.unit, "text": claim.text,
            "note": claim.note, "origin": "; ".join(claim.origin), "place": "; ".join(claim.place),
            "at least": claim.value_low, "at most": claim.value_high}  # fmt: skip
    lines += [f"{k} {v}" for k, v in more.items() if v not in ("", None)]
    return "\n".join(lines)


def _position(kg: KnowledgeGraph, claim: Claim) -> Object:
    organisation = kg.entities[claim.object]
    name = f"{claim.role or 'office'}, {organisation.name}"
    return _object(_post(claim), "Position", name=name, organization=claim.object)


def _post(claim: Claim) -> str:
    """Id of the post that a role in an organisation is."""
    return f"{claim.object}-{sha256(claim.role.encode()).hexdigest()[:12]}"


def _object(id_: str, schema: str, **properties: str | list[str]) -> Object:
    """An entity; every value is a list there, and an empty one is none."""
    filled = {k: [v] if isinstance(v, str) else v for k, v in properties.items() if v}
    return {"id": id_, "schema": schema, "properties": filled}
