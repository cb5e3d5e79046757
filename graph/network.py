"""The network: which claims become ties, the one place where that is decided and said.

A `Projection` is the choice in so many fields; `project` applies it and writes it, in words, into
``G.graph["projection"]``, so that a result can always say what it is a result about. Two forms:

* `project` gives the ties one by one, a ``networkx.MultiDiGraph`` whose edge keys are claim ids;
* `simple` collapses them into an undirected ``networkx.Graph``, one edge a dyad, which most
  measures need.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, cast

from ..errors import ArgumentError, NotFoundError
from .dates import ALWAYS, Certainty, Period, period
from .grading import Grade, threshold
from .knowledge import KnowledgeGraph
from .model import Claim
from .vocabulary import nearest

if TYPE_CHECKING:
    import networkx as nx

Ties = Literal["all", "co-operative", "hostile"]

#: Who can be an actor of a network when nothing else is said.
ACTORS = ("Organisation", "Person")


@dataclass(frozen=True, slots=True)
class Projection:
    """Which claims become ties.

    Attributes
    ----------
    on : Period
        The days that count.
    certainty : {'possible', 'definite'}
        Whether a tie can hold then or must.
    relations : tuple of str
        Relations that count; those of `families` are added; empty with no family means every
        relation between two entities.
    families : tuple of str
    kinds : tuple of str
        Kinds of entity that become nodes.
    statuses : tuple of str
        Statuses that count; when empty, those that the vocabulary lets become ties.
    at_least : Grade or None
        Weakest grade that counts; what cannot be judged is then left out.
    ties : {'all', 'co-operative', 'hostile'}
        By sign. Pooling allies and rivals in one measure is seldom meant.
    focus : str
        Keep only what lies within `hops` steps of this entity.
    hops : int
    record : str
        Keep only the ties of this record.
    """

    on: Period = ALWAYS
    certainty: Certainty = "possible"
    relations: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ACTORS
    statuses: tuple[str, ...] = ()
    at_least: Grade | None = None
    ties: Ties = "all"
    focus: str = ""
    hops: int = 1
    record: str = ""

    @classmethod
    def of(
        cls,
        kg: KnowledgeGraph,
        *,
        on: str | date | Period | None = None,
        certainty: Certainty = "possible",
        relations: str | Sequence[str] = (),
        families: str | Sequence[str] = (),
        kinds: str | Sequence[str] = ACTORS,
        statuses: str | Sequence[str] = (),
        at_least: str | None = None,
        ties: Ties = "all",
        focus: str = "",
        hops: int = 1,
        record: str = "",
    ) -> Projection:
        """A projection from what a caller writes, checked against the graph's vocabulary.

        Raises
        ------
        NotFoundError
            If a relation, family, kind, status, record or the focus is unknown.
        ArgumentError
            If a date, grade, sign or number of hops cannot be used.
        """
        vocabulary = kg.vocabulary
        if certainty not in ("possible", "definite"):
            raise ArgumentError(f"certainty is 'possible' or 'definite', not {certainty!r}")
        if ties not in ("all", "co-operative", "hostile"):
            raise ArgumentError(f"ties are 'all', 'co-operative' or 'hostile', not {ties!r}")
        if hops < 1:
            raise ArgumentError(f"hops is 1 or more, not {hops}")
        return cls(
            on=period(on),
            certainty=certainty,
            relations=_known(relations, vocabulary.relations, "relation"),
            families=_known(families, vocabulary.families, "family"),
            kinds=_known(kinds, vocabulary.kinds, "kind"),
            statuses=_known(statuses, vocabulary.statuses, "status"),
            at_least=None if at_least is None else threshold(at_least),
            ties=ties,
            focus=kg.entity(focus).id if focus else "",
            hops=hops,
            record=_known(record or (), kg.records, "record")[0] if record else "",
        )

    def describe(self) -> str:
        """The choice in one sentence.

        Examples
        --------
        >>> Projection(ties="hostile").describe()
        'Hostile ties between Organisation and Person, of all time, of any grade.'
        """
        which = {"all": "Ties", "co-operative": "Co-operative ties", "hostile": "Hostile ties"}
        named = [*self.relations, *(f"family {f}" for f in self.families)]
        parts = [f"{which[self.ties]} between {' and '.join(self.kinds)}"]
        if named:
            parts.append("by " + ", ".join(named))
        parts.append(
            "of all time" if self.on == ALWAYS else f"that {_VERB[self.certainty]} on {self.on}"
        )
        if self.statuses:
            parts.append(" or ".join(self.statuses))
        parts.append(
            "of any grade" if self.at_least is None else f"graded {self.at_least} at least"
        )
        if self.focus:
            parts.append(f"within {self.hops} step(s) of {self.focus}")
        if self.record:
            parts.append(f"of record {self.record}")
        return ", ".join(parts) + "."


_VERB = {"possible": "may have held", "definite": "certainly held"}


def _known(value: str | Sequence[str], known: Iterable[str], what: str) -> tuple[str, ...]:
    words = (value,) if isinstance(value, str) else tuple(value)
    names = list(known)
    for word in words:
        if word not in names:
            raise NotFoundError(f"no {what} {word!r}{nearest(word, names)}")
    return words


def project(kg: KnowledgeGraph, projection: Projection | None = None) -> nx.MultiDiGraph[str]:
    """The ties a projection lets through.

    Parameters
    ----------
    kg : KnowledgeGraph
    projection : Projection, optional
        Every tie between organisations and persons when not given.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are entity ids with ``name``, ``kind``, ``subkind``; only entities with a tie are
        there, so absence says nothing. Edges are keyed by claim id and carry ``relation``,
        ``family``, ``sign``, ``directed``, ``status``, ``grade``, ``start``, ``end`` (as worded),
        the four bounds as ISO text, ``role`` and ``sources`` (joined by ``";"``, so that every
        exchange format can hold them). ``G.graph`` has ``projection`` (words), ``records`` and
        ``left_out`` (how many claims which filter removed).

    Examples
    --------
    >>> import insurgraph as ig
    >>> G = project(ig.load())
    >>> G.has_edge("person-hafiz-saeed-khan", "org-isk")
    True
    """
    import networkx as nx

    projection = projection or Projection.of(kg)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    left_out: Counter[str] = Counter()
    for claim in kg.claims():
        reason = _left_out(kg, claim, projection)
        if reason:
            left_out[reason] += 1
            continue
        for entity_id in (claim.subject, claim.object):
            entity = kg.entities[entity_id]
            graph.add_node(entity_id, name=entity.name, kind=entity.kind, subkind=entity.subkind)
        graph.add_edge(claim.subject, claim.object, key=claim.id, **_tie(kg, claim))
    if projection.focus:
        graph = _around(graph, projection.focus, projection.hops)
    graph.graph.update(
        projection=projection.describe(),
        records="; ".join(f"{r.name} {r.version}".strip() for r in kg.records.values()),
        left_out=dict(left_out),
    )
    return graph


def _left_out(kg: KnowledgeGraph, claim: Claim, spec: Projection) -> str:
    """Which filter keeps a claim out, ``""`` when none does; cheap tests first."""
    relation = kg.relation(claim)
    if not claim.object or not relation.tie:
        return "no second entity"
    if spec.record and claim.record != spec.record:
        return "record"
    if (spec.relations or spec.families) and not (
        claim.relation in spec.relations or relation.family in spec.families
    ):
        return "relation"
    if spec.ties != "all" and relation.sign != (1 if spec.ties == "co-operative" else -1):
        return "sign"
    if not {kg.entities[claim.subject].kind, kg.entities[claim.object].kind} <= set(spec.kinds):
        return "kind"
    assessment = kg.assess(claim.id)
    wanted = spec.statuses or kg.vocabulary.ties
    if assessment.status not in wanted:
        return "status"
    if spec.at_least and not any(g.at_least(spec.at_least) for g in assessment.grades):
        return "grade"
    return "" if assessment.span.holds(spec.on, spec.certainty) else "date"


def _tie(kg: KnowledgeGraph, claim: Claim) -> dict[str, Any]:
    relation, assessment = kg.relation(claim), kg.assess(claim.id)
    span = assessment.span
    return {
        "id": claim.id,
        "relation": claim.relation,
        "family": relation.family,
        "sign": relation.sign,
        "directed": relation.directed,
        "status": assessment.status,
        "grade": str(assessment.grade),
        "start": claim.start,
        "end": claim.end,
        "start_earliest": span.start_earliest.isoformat(),
        "start_latest": span.start_latest.isoformat(),
        "end_earliest": span.end_earliest.isoformat(),
        "end_latest": span.end_latest.isoformat(),
        "role": claim.role,
        "sources": ";".join(assessment.sources),
        "record": claim.record,
    }


def _around(graph: nx.MultiDiGraph[str], focus: str, hops: int) -> nx.MultiDiGraph[str]:
    """The ego network: all ties among those within `hops` steps, direction apart.

    The others are taken away rather than these picked out, which keeps the order of nodes.
    """
    import networkx as nx

    if focus not in graph:
        return nx.MultiDiGraph()
    near = nx.single_source_shortest_path_length(graph.to_undirected(as_view=True), focus, hops)
    graph.remove_nodes_from([n for n in graph if n not in near])
    return graph


def simple(graph: nx.Graph[Any]) -> nx.Graph[Any]:
    """One undirected edge a dyad.

    Parallel and opposite ties become one edge with ``weight`` (how many claims) and ``claims``
    (their ids); ties of a node to itself are left out. Any networkx graph will do; one that is
    simple and undirected already keeps its weights.

    Returns
    -------
    networkx.Graph
        A new graph; the one given is not touched. Nodes keep their order and attributes.
    """
    import networkx as nx

    out: nx.Graph[Any] = nx.Graph()
    out.graph.update(graph.graph)
    out.add_nodes_from(graph.nodes(data=True))
    collapse = graph.is_multigraph() or graph.is_directed()
    for u, v, key, data in _keyed(graph):
        if u == v:
            continue
        weight = data.get("weight", 1)
        if not out.has_edge(u, v):
            out.add_edge(u, v, weight=0, claims=())
        edge = out.edges[u, v]
        edge["weight"] = edge["weight"] + weight if collapse else weight
        edge["claims"] = (*edge["claims"], *(() if key == "" else (key,)))
    return out


def _keyed(graph: nx.Graph[Any]) -> Iterable[tuple[Any, Any, Any, Mapping[str, Any]]]:
    """Every edge with its key, ``""`` where there is none."""
    if graph.is_multigraph():
        return cast("nx.MultiGraph[Any]", graph).edges(keys=True, data=True)
    return ((u, v, "", data) for u, v, data in graph.edges(data=True))
