"""The network: which claims become ties, the one place where that is decided and said.

A `Projection` is the choice in so many fields; `project` applies it and writes it, in words, into
``G.graph["projection"]``, so that a result can always say what it is a result about. Two forms:

* `project` gives the ties one by one, a ``networkx.MultiDiGraph`` whose edge keys are claim ids;
* `simple` collapses them into a simple graph, one edge a dyad, which most measures need.

What is chosen unless something else is said, and why:

* *Hostile ties are kept apart.* Allies and rivals pooled in one measure mean nothing. The first
  form has every tie, each with its sign; the second, and so every measure, takes the co-operative
  ones alone. Relations or families that are named count whatever their sign: to name them is to
  choose. ``ties="all"`` pools, and says so. A relation without a sign counts by the one that the
  vocabulary gives it towards its object: a defection is a tie with the organisation joined.
* *Organisations and persons.* Collectives describe people, several at once and nobody by name;
  places and events are no actors.
* *An instant is a tie of the days it falls in*, and of no later ones: who defected in 2014 is not
  still defecting in 2018.
* *Parallel claims* stay parallel in the first form; in the second they are one edge that weighs
  as many as they are, or as `Projection.weight` says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal, cast

from ..errors import ArgumentError, NotFoundError
from .confidence import Confidence
from .dates import ALWAYS, EARLIEST, LATEST, Certainty, Period, period
from .grading import Grade, count_independent, threshold
from .knowledge import KnowledgeGraph
from .model import Claim
from .vocabulary import Relation, nearest

if TYPE_CHECKING:
    import networkx as nx

Ties = Literal["apart", "co-operative", "hostile", "all"]
Weight = Literal["claims", "sources", "grade"]

#: What a projection that keeps hostile ties apart says at its end.
APART = " Measures count the co-operative ones."

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
    ties : {'apart', 'co-operative', 'hostile', 'all'}
        By sign. *Apart*: every tie is there, and the simple form takes the co-operative ones; `of`
        takes ``'all'`` instead when relations or families are named.
    through : str
        A kind that becomes the ties: two entities of `kinds` are tied once for every entity of
        this kind that both have a tie to, at whatever time within `on` (Breiger 1974,
        10.2307/2576011); ties among themselves do not count then. Persons through organisations,
        or organisations through persons.
    weight : {'claims', 'sources', 'grade'}
        What parallel claims become in the simple form: how many they are; how many independent
        passages there are behind all of them together (codebook, rule 8); or the probability of
        the best graded one (`insurgraph.graph.confidence`). Measures count weights only when they
        are told to.
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
    ties: Ties = "apart"
    through: str = ""
    weight: Weight = "claims"
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
        ties: Ties | None = None,
        through: str = "",
        weight: Weight = "claims",
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
            If a date, grade, sign, weight or number of hops cannot be used, or `through` leaves
            nobody to tie.
        """
        vocabulary = kg.vocabulary
        ties = ties or ("all" if relations or families else "apart")
        _one_of("certainty is", certainty, ("possible", "definite"))
        _one_of("ties are", ties, ("apart", "co-operative", "hostile", "all"))
        _one_of("weight is", weight, tuple(_WEIGHING))
        if hops < 1:
            raise ArgumentError(f"hops is 1 or more, not {hops}")
        kinds = _known(kinds, vocabulary.kinds, "kind")
        if through:
            (through,) = _known(through, vocabulary.kinds, "kind")
            kinds = tuple(k for k in kinds if k != through)
            if not kinds:
                raise ArgumentError(f"through {through}, nobody is left to tie; name another kind")
            if weight != "claims":
                raise ArgumentError(
                    f"ties through {through} weigh as many as are shared; leave weight out"
                )
        return cls(
            on=period(on),
            certainty=certainty,
            relations=_known(relations, vocabulary.relations, "relation"),
            families=_known(families, vocabulary.families, "family"),
            kinds=kinds,
            statuses=_known(statuses, vocabulary.statuses, "status"),
            at_least=None if at_least is None else threshold(at_least),
            ties=ties,
            through=through,
            weight=weight,
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
        named = [*self.relations, *(f"family {f}" for f in self.families)]
        pooled = "Ties" if named else "Ties of every sign, pooled,"
        parts = [f"{_WHICH.get(self.ties, pooled)} between {' and '.join(self.kinds)}"]
        if self.through:
            parts[0] += f" through each {self.through} they share"
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
        apart = APART if self.ties == "apart" else ""
        return ", ".join(parts) + "." + apart

    @property
    def measured(self) -> Projection:
        """The same choice with the ties that measures count: co-operative ones for ``'apart'``."""
        return replace(self, ties="co-operative") if self.ties == "apart" else self


_WHICH = {"apart": "Ties", "co-operative": "Co-operative ties", "hostile": "Hostile ties"}
_VERB = {"possible": "may have held", "definite": "certainly held"}
_WEIGHING = {
    "claims": "number of claims",
    "sources": "number of independent passages",
    "grade": "probability of the best graded claim",
}


def weighing(graph: nx.Graph[Any]) -> str:
    """In words, what the ``weight`` of an edge of the simple form is."""
    if graph.graph.get("through"):
        return f"number shared, of kind {graph.graph['through']}"
    return _WEIGHING.get(graph.graph.get("weight", ""), "the edges' own weight")


def _one_of(what: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        *first, last = map(repr, known)
        raise ArgumentError(f"{what} {', '.join(first)} or {last}, not {value!r}")


def _known(value: str | Sequence[str], known: Iterable[str], what: str) -> tuple[str, ...]:
    words = (value,) if isinstance(value, str) else tuple(value)
    names = list(known)
    for word in words:
        if word not in names:
            raise NotFoundError(f"no {what} {word!r}{nearest(word, names)}")
    return words


@dataclass(frozen=True, slots=True)
class Selection:
    """The claims that a projection lets through, and how many which filter removed.

    Attributes
    ----------
    claims : tuple of Claim
        In order of id.
    left_out : mapping of str to int
        Filter -> number of claims; the first filter that removes a claim counts.
    dates : Period or None
        The days of the claims that only their date removed; None when there is none.
    """

    claims: tuple[Claim, ...]
    left_out: Mapping[str, int]
    dates: Period | None = None


def select(kg: KnowledgeGraph, projection: Projection) -> Selection:
    """The claims that a projection lets through, before they become ties.

    Examples
    --------
    >>> import insurgraph as ig
    >>> kg = ig.load()
    >>> found = select(kg, Projection.of(kg))
    >>> len(found.claims) + sum(found.left_out.values()) == len(kg)
    True
    """
    claims = []
    undated = []
    left_out: Counter[str] = Counter()
    for claim in kg.claims():
        reason = _left_out(kg, claim, projection)
        if not reason:
            claims.append(claim)
            continue
        left_out[reason] += 1
        if reason == "date":
            undated.append(kg.assess(claim.id).span)
    first = [d for s in undated for d in (s.start_earliest, s.end_latest) if _bounds(d)]
    dates = Period(min(first), max(first)) if first else None
    return Selection(tuple(claims), dict(left_out), dates)


def _bounds(day: date) -> bool:
    return day not in (EARLIEST, LATEST)


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
        ``family``, ``sign``, ``signed`` (its sign in a signed network, where a relation without
        one may have one), ``directed``, ``status``, ``grade``, ``start``, ``end`` (as worded), the
        four bounds as ISO text, ``role`` and ``sources`` (joined by ``";"``, so that every exchange
        format can hold them), and ``weight`` where it is another than 1. Ties *through*
        a kind are keyed by the entity that both share and carry ``claims``, the ids of the claims
        on both sides. ``G.graph`` has ``projection`` (words), ``on`` (the period, empty for all
        time), ``ties``, ``weight``, ``through``, ``records`` and ``left_out`` (how many claims
        which filter removed); ``measured`` (words) where the simple form is about fewer ties.

    Examples
    --------
    >>> import insurgraph as ig
    >>> kg = ig.load()
    >>> G = project(kg)
    >>> G.has_edge("person-hafiz-saeed-khan", "org-isk")
    True
    >>> P = project(kg, Projection.of(kg, through="Organisation"))
    >>> {kind for _, kind in P.nodes(data="kind")}
    {'Person'}
    """
    import networkx as nx

    spec = projection or Projection.of(kg)
    spec = spec.measured if spec.through else spec
    selected = select(kg, spec)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for u, v, key, data in _through(kg, selected, spec) if spec.through else _direct(kg, selected):
        for entity_id in (u, v):
            entity = kg.entities[entity_id]
            graph.add_node(entity_id, name=entity.name, kind=entity.kind, subkind=entity.subkind)
        graph.add_edge(u, v, key=key, **data)
    if spec.weight != "claims":
        _weigh(kg, graph, spec.weight)
    left_out = dict(selected.left_out)
    if spec.focus:
        before = graph.number_of_edges()
        graph = _around(graph, spec.focus, spec.hops)
        if before > graph.number_of_edges():
            left_out["focus"] = before - graph.number_of_edges()
    graph.graph.update(
        projection=spec.describe(),
        on="" if spec.on == ALWAYS else str(spec.on),
        ties=spec.ties,
        weight=spec.weight,
        through=spec.through,
        records="; ".join(f"{r.name} {r.version}".strip() for r in kg.records.values()),
        left_out=left_out,
    )
    if spec.ties == "apart":
        graph.graph["measured"] = spec.measured.describe()
    if selected.dates:
        graph.graph["dates_left_out"] = str(selected.dates)
    return graph


Tie = tuple[str, str, str, dict[str, Any]]


def _direct(kg: KnowledgeGraph, selected: Selection) -> Iterable[Tie]:
    """A tie for every claim."""
    return ((c.subject, c.object, c.id, _tie(kg, c)) for c in selected.claims)


def _through(kg: KnowledgeGraph, selected: Selection, spec: Projection) -> Iterable[Tie]:
    """A tie for every entity that two others share (Breiger 1974)."""
    for shared, sides in sorted(affiliations(kg, selected.claims, spec.through).items()):
        for u, v in combinations(sorted(sides), 2):
            claims = [*sides[u], *sides[v]]
            sources = sorted({s for c in claims for s in kg.assess(c).sources})
            yield (
                u, v, shared,
                {
                    "id": shared, "relation": "", "family": "", "sign": 0, "signed": 0,
                    "directed": False, "claims": ";".join(claims), "sources": ";".join(sources),
                },
            )  # fmt: skip


def affiliations(
    kg: KnowledgeGraph, claims: Iterable[Claim], through: str
) -> dict[str, dict[str, list[str]]]:
    """Of every entity of kind `through`: who has a tie to it, by which claims."""
    sides: dict[str, dict[str, list[str]]] = {}
    for claim in claims:
        shared, actor = claim.subject, claim.object
        if kg.entities[shared].kind != through:
            shared, actor = actor, shared
        sides.setdefault(shared, {}).setdefault(actor, []).append(claim.id)
    return sides


def _weigh(kg: KnowledgeGraph, graph: nx.MultiDiGraph[str], weight: Weight) -> None:
    """Give every tie its weight; independent passages are counted by dyad."""
    confidence = Confidence()
    behind: dict[frozenset[str], list[str]] = {}
    for u, v, key in graph.edges(keys=True):
        behind.setdefault(frozenset((u, v)), []).append(key)
    for u, v, key, data in graph.edges(keys=True, data=True):
        if weight == "sources":
            data["weight"] = _independent(kg, behind[frozenset((u, v))])
        else:
            data["weight"] = confidence.of_claim(kg, key)


def _independent(kg: KnowledgeGraph, claims: Iterable[str]) -> int:
    stances = kg.vocabulary.stances
    passages = [c for x in claims for c in kg.citations_of(x) if stances[c.stance].affirms]
    return max(1, count_independent(passages, kg.sources))


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
    if spec.ties in _SIGN and _signed(relation) != _SIGN[spec.ties]:
        return "sign"
    if not _between(spec, kg.entities[claim.subject].kind, kg.entities[claim.object].kind):
        return "kind"
    assessment = kg.assess(claim.id)
    wanted = spec.statuses or kg.vocabulary.ties
    if assessment.status not in wanted:
        return "status"
    if spec.at_least and not any(g.at_least(spec.at_least) for g in assessment.grades):
        return "grade"
    return "" if assessment.span.holds(spec.on, spec.certainty) else "date"


_SIGN = {"co-operative": 1, "hostile": -1}


def _signed(relation: Relation) -> int:
    return relation.sign or relation.signs.get("object", 0)


def _between(spec: Projection, subject: str, object_: str) -> bool:
    """Whether kinds of both ends are those that can be tied."""
    if not spec.through:
        return subject in spec.kinds and object_ in spec.kinds
    return (subject == spec.through and object_ in spec.kinds) or (
        object_ == spec.through and subject in spec.kinds
    )


def _tie(kg: KnowledgeGraph, claim: Claim) -> dict[str, Any]:
    relation, assessment = kg.relation(claim), kg.assess(claim.id)
    span = assessment.span
    return {
        "id": claim.id,
        "relation": claim.relation,
        "family": relation.family,
        "sign": relation.sign,
        "signed": _signed(relation),
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


def simple(graph: nx.Graph[Any], *, directed: bool = False) -> nx.Graph[Any]:
    """One edge a dyad, or one arc each way.

    Of a network whose signs are kept apart, the co-operative ties, and those who have one.
    Parallel ties become one edge with ``weight`` and ``claims`` (the ids behind it); ties of a
    node to itself are left out. Weights are added up, unless the projection weighs by independent
    sources or best grade: then the highest counts. Any networkx graph will do; one that is simple
    and undirected already keeps its weights.

    Parameters
    ----------
    graph : networkx graph
        From `project`, or of the caller's own; ``weight`` is 1 where an edge has none.
    directed : bool
        Keep direction: a `networkx.DiGraph`, in which an undirected tie is two arcs. Otherwise
        opposite ties become one edge too.

    Returns
    -------
    networkx.Graph or networkx.DiGraph
        A new graph; the one given is not touched. Nodes keep their order and attributes.

    Raises
    ------
    ArgumentError
        If a weight is no number.

    Examples
    --------
    >>> import networkx as nx
    >>> simple(nx.MultiDiGraph([("a", "b"), ("b", "a")])).edges["a", "b"]["weight"]
    2
    """
    import networkx as nx

    out: nx.Graph[Any] = nx.DiGraph() if directed else nx.Graph()
    out.graph.update(graph.graph)
    out.add_nodes_from(graph.nodes(data=True))
    best = graph.graph.get("weight") in ("sources", "grade")
    apart = graph.graph.get("ties") == "apart"
    collapse = graph.is_multigraph() or graph.is_directed()
    for u, v, key, data in keyed(graph):
        if u == v or (apart and data.get("signed", 0) != 1):
            continue
        weight = _number(u, v, data)
        both = directed and not data.get("directed", graph.is_directed())
        for tail, head in ((u, v), (v, u))[: 1 + both]:
            if not out.has_edge(tail, head):
                out.add_edge(tail, head, weight=0, claims=())
            edge = out.edges[tail, head]
            summed = edge["weight"] + weight if collapse else weight
            edge["weight"] = max(edge["weight"], weight) if best else summed
            edge["claims"] += (key,) if key != "" else _behind(data)
    if apart:
        out.remove_nodes_from([n for n in graph if graph.degree(n) and not out.degree(n)])
        words = out.graph.pop("measured", out.graph.get("projection", ""))
        out.graph |= {"ties": "co-operative", "projection": words}
    return out


def _behind(data: Mapping[str, Any]) -> tuple[Any, ...]:
    claims = data.get("claims", ())
    return claims if isinstance(claims, tuple) else ()


def _number(u: object, v: object, data: Mapping[str, Any]) -> Any:
    weight = data.get("weight", 1)
    try:
        0 + weight
    except TypeError:
        raise ArgumentError(f"the edge from {u} to {v} weighs {weight!r}, no number") from None
    return weight


def keyed(graph: nx.Graph[Any]) -> Iterable[tuple[Any, Any, Any, Mapping[str, Any]]]:
    """Every edge with its key, ``""`` where there is none."""
    if graph.is_multigraph():
        return cast("nx.MultiGraph[Any]", graph).edges(keys=True, data=True)
    return ((u, v, "", data) for u, v, data in graph.edges(data=True))
