"""What the page is told: one plain JSON document, made once, from which its scripts do the rest.

Everything stands in it once and is referred to by id: entities, claims, citations, sources. Text
that is empty, lists that are empty and numbers that are not there are left out.

==============  ====================================================================================
``schema``      1
``title``       heading of the page
``records``     name, title, version, created, licence, attribution of each record
``projection``  which claims became ties, in words
``software``    name and version of what made the page
``vocabulary``  labels, colours, signs, marks and definitions of what occurs: ``kinds``,
                ``families``, ``relations``, ``statuses``, ``stances``, ``reliability``,
                ``credibility``, ``names``, ``links``, ``sources``
``entities``    id, kind, subkind, name, summary, note, record, ``names`` (name, kind, language,
                script, used_by, source); ``record``, here and below, is left out where it is
                the first of ``records``
``claims``      the columns of a claim; ``status``, ``grade``, ``grades`` (texts), ``independent``
                (how many citations), ``span`` (start_earliest, start_latest, end_earliest,
                end_latest as ISO days, ``""`` where there is no bound), ``computed`` (which of
                them were worked out), ``citations`` (their columns but ``claim``)
``sources``     the columns of a source, without the private name and digest of its file
``links``       claim, link, other, note
``opening``     how the page opens: ``most`` entities or 0 for all, ``certainty``, ``undated``;
                ``panels`` (label, first, last) and whether they are ``comparing``
``tables``      title, notes, ``columns`` (name, meaning), ``rows``
``nodes``       id, label, shape, x, y: what is drawn, as pyvis has it
``edges``       from, to, claim, and id where that is not the claim's
==============  ====================================================================================
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..dates import EARLIEST, LATEST, Certainty
from ..knowledge import KnowledgeGraph
from ..model import Citation, Claim, Entity, Name, Source
from ..rows import filled
from ..table import Table, cell
from .panels import Panel

if TYPE_CHECKING:
    import networkx as nx

    from ..vocabulary import Vocabulary

SCHEMA = 1

_PRIVATE = frozenset({"file", "sha256"})
_AS_TEXT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Opening:
    """How the page opens.

    Attributes
    ----------
    panels : tuple of Panel
        Periods to show beside one another. What has no date would be in each of them alike, and
        is left out until the reader asks for it.
    comparing : bool
        Whether there are two, and what came and went is a third.
    certainty : {'possible', 'definite'}
    most : int
        So many of the best connected entities; 0 for all.
    """

    panels: tuple[Panel, ...] = ()
    comparing: bool = False
    certainty: Certainty = "possible"
    most: int = 0

    def row(self) -> Json:
        """As the page reads it."""
        panels = [
            {"label": p.label, "first": p.days.first.isoformat(), "last": p.days.last.isoformat()}
            for p in self.panels
        ]
        return {
            "most": self.most,
            "certainty": self.certainty,
            "undated": not panels,
            "panels": panels,
            "comparing": self.comparing,
        }


def document(
    kg: KnowledgeGraph,
    network: nx.MultiDiGraph[str],
    *,
    title: str,
    software: str,
    tables: Sequence[Table] = (),
    opening: Opening | None = None,
) -> Json:
    """Everything the page is told but ``nodes`` and ``edges``, which pyvis holds.

    Parameters
    ----------
    kg : KnowledgeGraph
        Where the evidence is.
    network : networkx.MultiDiGraph
        The ties that are drawn, keyed by claim id.
    title, software : str
    tables : sequence of Table
        Results to show beside the network; those with a column ``id`` also on the card of the
        entity they speak of.
    opening : Opening, optional
        How the page opens; on everything when not given.

    Returns
    -------
    dict
        See the module's docstring.
    """
    claims = _claims(kg, network)
    citations = [c for claim in claims for c in kg.citations_of(claim.id)]
    entities = _entities(kg, network, claims, citations)
    kept = {claim.id for claim in claims}
    named = [n for e in entities for n in kg.names_of(e.id)]
    home = next(iter(kg.records), "")
    return {
        "schema": SCHEMA,
        "title": title,
        "software": software,
        "records": [_row(r, "") for r in kg.records.values()],
        "projection": str(network.graph.get("projection", "")),
        "opening": (opening or Opening()).row(),
        "vocabulary": _vocabulary(kg.vocabulary, entities, claims),
        "entities": [_entity(kg, e, home) for e in entities],
        "claims": [_claim(kg, c, home) for c in claims],
        "sources": [_row(s, home, _PRIVATE) for s in _sources(kg, citations, named)],
        "links": [_row(x, home) for x in kg.links if x.claim in kept and x.other in kept],
        "tables": [_table(t) for t in tables],
    }


def drawn(nodes: Iterable[Json], edges: Iterable[Json]) -> Json:
    """``nodes`` and ``edges`` as pyvis holds them, without what it adds and nobody reads.

    Examples
    --------
    >>> drawn([], [{"from": "a", "to": "b", "id": "c-1", "claim": "c-1", "arrows": "to"}])["edges"]
    [{'from': 'a', 'to': 'b', 'claim': 'c-1'}]
    """
    keep = ("id", "label", "shape", "x", "y")
    return {
        "nodes": [{k: node[k] for k in keep} for node in nodes],
        "edges": [
            {"from": e["from"], "to": e["to"], "claim": e["claim"]}
            | ({"id": e["id"]} if e["id"] != e["claim"] else {})
            for e in edges
        ],
    }


def as_script(document: Json) -> str:
    """JSON that can stand inside an HTML ``script`` element, whatever the texts hold.

    It is pure ASCII and free of ``<``, ``>`` and ``&``: no text can end the element, and lone
    surrogates or line separators stay what they are.

    Examples
    --------
    >>> as_script({"name": "</script>"})
    '{"name":"\\\\u003c/script\\\\u003e"}'
    """
    text = json.dumps(document, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    for character, escape in _AS_TEXT.items():
        text = text.replace(character, escape)
    return text


def _claims(kg: KnowledgeGraph, network: nx.MultiDiGraph[str]) -> list[Claim]:
    """The ties drawn, what else is claimed of the entities drawn, and what either is linked to.

    What else is claimed: a value, a claim without object, and what is denied or only doubted. A
    claim that could be a tie and is not drawn was left out by the projection, and stays out unless
    a tie is linked to it.
    """
    drawn = {key for _, _, key in network.edges(keys=True)}
    kept = set(drawn)
    for claim in kg.claims():
        involved = claim.subject in network or (claim.object and claim.object in network)
        if involved and not _could_be_tie(kg, claim):
            kept.add(claim.id)
    for link in kg.links:
        if link.claim in drawn:
            kept.add(link.other)
        elif link.other in drawn:
            kept.add(link.claim)
    return [claim for claim in kg.claims() if claim.id in kept]


def _could_be_tie(kg: KnowledgeGraph, claim: Claim) -> bool:
    status = kg.vocabulary.statuses[kg.assess(claim.id).status]
    return bool(claim.object) and kg.relation(claim).tie and status.edge


def _entities(
    kg: KnowledgeGraph,
    network: nx.MultiDiGraph[str],
    claims: Iterable[Claim],
    citations: Iterable[Citation],
) -> list[Entity]:
    """Whoever is drawn, named in a claim, or heard in a citation."""
    named = set(network)
    for claim in claims:
        named.update(claim.entities)
    for citation in citations:
        named.update((citation.claimant, *citation.via))
    for entity in list(named):
        named.update(name.used_by for name in kg.names_of(entity))
    return [entity for entity in kg.entities.values() if entity.id in named]


def _sources(
    kg: KnowledgeGraph, citations: Iterable[Citation], names: Iterable[Name]
) -> list[Source]:
    """What is cited for a claim or a name, and what that was taken from."""
    waiting = [*(c.source for c in citations), *(n.source for n in names)]
    found: set[str] = set()
    while waiting:
        source = waiting.pop()
        if source in kg.sources and source not in found:
            found.add(source)
            waiting.extend(kg.sources[source].derived_from)
    return [source for source in kg.sources.values() if source.id in found]


def _row(row: Any, home: str, without: frozenset[str] = frozenset()) -> Json:
    """A row of the record without what is empty, and without the record it is in if that is
    `home`."""
    found = filled(row, drop=without)
    if found.get("record") == home:
        del found["record"]
    return found


def _entity(kg: KnowledgeGraph, entity: Entity, home: str) -> Json:
    names = [_row(n, home, frozenset({"entity"})) for n in kg.names_of(entity.id)]
    return _row(entity, home) | ({"names": names} if names else {})


def _claim(kg: KnowledgeGraph, claim: Claim, home: str) -> Json:
    found = kg.assess(claim.id)
    span = found.span
    bounds = (span.start_earliest, span.start_latest, span.end_earliest, span.end_latest)
    row = _row(claim, home) | {
        "status": found.status,
        "grade": str(found.grade),
        "independent": found.independent,
        "span": ["" if day in (EARLIEST, LATEST) else day.isoformat() for day in bounds],
        "citations": [_row(c, home, frozenset({"claim"})) for c in kg.citations_of(claim.id)],
    }
    if len(found.grades) > 1:
        row["grades"] = [str(g) for g in found.grades]
    if span.computed:
        row["computed"] = list(span.computed)
    return row


def _vocabulary(
    vocabulary: Vocabulary, entities: Iterable[Entity], claims: Iterable[Claim]
) -> Json:
    """What a reader of this page needs of the vocabulary, in its order."""
    used = {c.relation for c in claims}
    relations = {k: r for k, r in vocabulary.relations.items() if k in used}
    families = {r.family for r in relations.values()}
    kinds = {e.kind for e in entities}
    return {
        "kinds": {
            k: {"label": v.label, "plural": v.plural, "shape": v.shape, "definition": v.definition}
            for k, v in vocabulary.kinds.items()
            if k in kinds
        },
        "families": {
            k: {
                "label": v.label,
                "definition": v.definition,
                "light": v.colour_light,
                "dark": v.colour_dark,
                "dash": list(v.dash),
            }
            for k, v in vocabulary.families.items()
            if k in families
        },
        "relations": {
            k: {
                "label": v.label,
                "inverse": v.inverse,
                "family": v.family,
                "sign": v.sign,
                "temporality": v.temporality,
                "directed": v.directed,
                "tie": v.tie,
                "definition": v.definition,
                "subject": list(v.subject),
                "object": list(v.object),
                "requires": list(v.requires),
            }
            for k, v in relations.items()
        },
        "statuses": {
            k: {"edge": v.edge, "mark": v.mark, "definition": v.definition}
            for k, v in vocabulary.statuses.items()
        },
        "stances": {
            k: {"affirms": v.affirms, "definition": v.definition}
            for k, v in vocabulary.stances.items()
        },
        "credibility": {str(k): v for k, v in vocabulary.credibility.items()},
        **{
            part: dict(getattr(vocabulary, part))
            for part in ("reliability", "names", "links", "sources")
        },
    }


def _table(table: Table) -> Json:
    return {
        "title": table.title,
        "notes": list(table.notes),
        "columns": [{"name": c.name, "meaning": c.meaning} for c in table.columns],
        "rows": [[_plain(v) for v in row] for row in table.rows],
    }


def _plain(value: object) -> object:
    """A value that JSON has, numbers to six digits; what is none, or not finite, as text."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return float(f"{value:.6g}") if value - value == 0 else str(value)
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return cell(value)
