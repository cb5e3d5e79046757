"""Centralities: who stands where in the network of a projection.

All are computed on the simple form of the ties (`network.simple`): one edge a dyad, however many
claims support it, so that an actor does not become central by being written about often. A rank
is a statement about the record, not about the world; `intervals` says how firm it is.

===============  ===========================================================  ==============
measure          what it is                                                   defined in
===============  ===========================================================  ==============
degree           share of the other actors one is tied to                     `degree`
in_degree        share of the others that tie themselves to one               `degree`
out_degree       share of the others that one ties oneself to                 `degree`
strength         number of ties, or sum of their weights                      `degree`
betweenness      share of shortest paths between others through one           `paths`
closeness        inverse mean distance, scaled by how many reach one          `paths`
harmonic         sum of inverse distances                                     `paths`
eigenvector      being tied to those who are central                          `feedback`
katz             the same over walks of every length, discounted              `feedback`
pagerank         the same, damped                                             `feedback`
hubs             tied to good authorities                                     `feedback`
authorities      tied to by good hubs                                         `feedback`
core             k of the innermost part in which all have k ties             `cohesion`
clustering       share of pairs of neighbours tied to each other              `cohesion`
articulation     1 for who holds parts of the network together                `cohesion`
bridges          number of ties that alone hold parts together                `cohesion`
constraint       dependence on contacts who know each other; low is central   `holes`
effective_size   contacts less their ties among themselves                    `holes`
===============  ===========================================================  ==============

Ties have a betweenness too (`tie_centrality`), groups a centrality of their own (`groups`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Any, Literal

from ...errors import ArgumentError, NotFoundError, ProjectionError
from ..network import simple
from ..table import Column, Table
from ..vocabulary import nearest
from .notes import about, because, ensure_ties

if TYPE_CHECKING:
    import networkx as nx

    from .ensemble import Ensemble, Floats

Counts = Literal["ignored", "optional", "counted"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of actors, and what it takes into account.

    Attributes
    ----------
    name, meaning : str
    family : str
        Module that defines it; the function there bears the measure's name.
    direction : {'ignored', 'optional', 'counted'}
    weights : {'ignored', 'optional'}
    low_first : bool
        Whether low values are the central ones.
    """

    name: str
    meaning: str
    family: str
    direction: Counts = "ignored"
    weights: Counts = "ignored"
    low_first: bool = False

    def __call__(self, networks: Ensemble) -> Floats:
        """Values, actors x networks; not a number where the measure is not defined."""
        from importlib import import_module

        found: Callable[[Ensemble], Floats] = getattr(
            import_module(f".{self.family}", __package__), self.name
        )
        return found(networks)

    def directed(self, wanted: bool) -> bool:
        """Whether direction counts when it is wanted, or not."""
        return self.direction == "counted" or (self.direction == "optional" and wanted)

    def weighted(self, wanted: bool) -> bool:
        """Whether weights count when they are wanted, or not."""
        return self.weights == "optional" and wanted


MEASURES: Mapping[str, Measure] = {
    m.name: m
    for m in (
        Measure("degree", "share of the other actors it is tied to", "degree"),
        Measure(
            "betweenness", "share of shortest paths between others that it lies on", "paths",
            "optional", "optional",
        ),
        Measure(
            "closeness", "inverse mean distance, scaled by how many it reaches", "paths",
            "optional", "optional",
        ),
        Measure("eigenvector", "ties to those who are central", "feedback", weights="optional"),
        Measure("pagerank", "the same, damped (0.85)", "feedback", "optional", "optional"),
        Measure("in_degree", "share of the others tied towards it", "degree", "counted"),
        Measure("out_degree", "share of the others it is tied towards", "degree", "counted"),
        Measure("strength", "number of its ties, or sum of their weights", "degree",
                weights="optional"),
        Measure("harmonic", "sum of inverse distances", "paths", "optional", "optional"),
        Measure("katz", "walks of every length that end at it, discounted", "feedback",
                "optional", "optional"),
        Measure("hubs", "ties towards good authorities", "feedback", "counted", "optional"),
        Measure("authorities", "ties from good hubs", "feedback", "counted", "optional"),
        Measure("core", "k of the innermost part in which all have k ties", "cohesion"),
        Measure("clustering", "share of pairs of its neighbours tied to each other", "cohesion",
                weights="optional"),
        Measure("articulation", "1 if others can reach each other only through it", "cohesion"),
        Measure("bridges", "number of its ties that alone hold parts together", "cohesion"),
        Measure("constraint", "dependence on contacts who know each other; rank 1 is lowest",
                "holes", weights="optional", low_first=True),
        Measure("effective_size", "its contacts less their ties among themselves", "holes",
                weights="optional"),
    )
}  # fmt: skip
"""Every measure by name."""

FIRST = ("degree", "betweenness", "closeness", "eigenvector", "pagerank")
"""The measures of a table when none is named."""


def measures_named(names: str | Sequence[str], otherwise: Sequence[str] = FIRST) -> list[Measure]:
    """The measures of these names; `otherwise` when there are none, all for ``'all'``.

    Raises
    ------
    NotFoundError
        If there is no such measure; the message lists those there are.
    """
    chosen = (names,) if isinstance(names, str) else tuple(names)
    if "all" in chosen:
        return list(MEASURES.values())
    for name in chosen:
        if name not in MEASURES:
            raise NotFoundError(
                f"no measure {name!r}{nearest(name, MEASURES)}; there are {', '.join(MEASURES)}"
            )
    return [MEASURES[name] for name in dict.fromkeys(chosen or otherwise)]


def measure_named(name: str) -> Measure:
    """The one measure of this name.

    Raises
    ------
    NotFoundError
        As `measures_named`.
    ArgumentError
        If it is ``'all'``, which is more than one.
    """
    if name == "all":
        raise ArgumentError(f"one measure at a time, not all; there are {', '.join(MEASURES)}")
    return measures_named(name)[0]


def centrality(
    graph: nx.Graph[Any],
    measures: str | Sequence[str] = (),
    *,
    directed: bool = False,
    weighted: bool = False,
) -> Table:
    """Centralities of every node, with ranks.

    Parameters
    ----------
    graph : networkx graph
        From `KnowledgeGraph.network`, or any networkx graph of your own.
    measures : str or sequence of str
        Some of `MEASURES`, or ``"all"``; the `FIRST` of them when empty.
    directed : bool
        Let direction count in the measures that can; in- and out-degree, hubs and authorities
        always count it.
    weighted : bool
        Let weights count in the measures that can: what the projection makes of parallel claims,
        or the ``weight`` of the edges of your own graph.

    Returns
    -------
    Table
        ``id``, ``name``, ``kind``, then for each measure its value and ``<measure>_rank``
        (1 is most central; equal values share the better rank; a value that is not defined is None
        and last), ordered by the first measure's rank, then id. The notes say what the network is.

    Raises
    ------
    NotFoundError
        If there is no such measure.
    ProjectionError
        If the graph has no node.
    ArgumentError
        If weights count and one is no positive number.

    Examples
    --------
    >>> import networkx as nx
    >>> t = centrality(nx.star_graph(3), ["degree", "betweenness"])
    >>> t.rows[0]
    ('0', '0', '', 1.0, 1, 1.0, 1)
    """
    from .ensemble import Ensemble

    chosen = measures_named(measures)
    dyads = simple(graph)
    ensure_ties(graph, dyads)
    forms: dict[tuple[bool, bool], Ensemble] = {}
    scores: dict[str, dict[Any, float]] = {}
    for measure in chosen:
        form = measure.directed(directed), measure.weighted(weighted)
        if form not in forms:
            forms[form] = Ensemble.of(graph, directed=form[0], weighted=form[1])
        values = measure(forms[form])[:, 0].tolist()
        scores[measure.name] = dict(zip(forms[form].frame.actors, values, strict=True))
    ranks = {m.name: _ranks(scores[m.name], low_first=m.low_first) for m in chosen}
    first = ranks[chosen[0].name]
    rows = [
        (
            *_who(node, data),
            *(x for name in scores for x in (_defined(scores[name][node]), ranks[name][node])),
        )
        for node, data in sorted(dyads.nodes(data=True), key=lambda n: (first[n[0]], str(n[0])))
    ]
    columns = list(_WHO)
    for measure in chosen:
        rank = "1 is lowest" if measure.low_first else "1 is highest"
        columns += [Column(measure.name, measure.meaning), Column(f"{measure.name}_rank", rank)]
    notes = about(
        graph, dyads,
        directed=any(form[0] for form in forms),
        weighted=any(form[1] for form in forms),
    )  # fmt: skip
    return Table.of(columns, rows, "Centrality", notes)


_WHO = (Column("id", "entity"), Column("name", "its preferred name"), Column("kind", "its kind"))


def _who(node: Any, data: Mapping[str, Any]) -> tuple[str, str, str]:
    return str(node), str(data.get("name", node)), str(data.get("kind", ""))


def _defined(value: float) -> float | None:
    return None if isnan(value) else value


def _ranks(values: Mapping[Any, float], *, low_first: bool = False) -> dict[Any, int]:
    """Competition ranks of the values of one network."""
    import numpy as np

    from .ranks import ranked

    column = np.array(list(values.values()), dtype=float)[:, None]
    return dict(zip(values, ranked(column, low_first=low_first)[:, 0].tolist(), strict=True))


def tie_centrality(
    graph: nx.Graph[Any], *, directed: bool = False, weighted: bool = False
) -> Table:
    """Betweenness of every tie, and whether it is a bridge.

    Parameters
    ----------
    graph, directed, weighted
        As in `centrality`.

    Returns
    -------
    Table
        ``from``, ``to``, ``from_name``, ``to_name``, ``betweenness``, ``rank``, ``bridge`` (whether
        its ends cannot reach each other without it, direction apart) and ``claims`` (ids of the
        claims behind it), ordered by rank.

    Examples
    --------
    >>> import networkx as nx
    >>> t = tie_centrality(nx.lollipop_graph(3, 1))
    >>> t.rows[0]
    ('2', '3', '2', '3', 0.5, 1, True, ())
    """
    from .cohesion import bridge_ties
    from .ensemble import Ensemble
    from .paths import edge_betweenness

    dyads = simple(graph, directed=directed)
    if not dyads.number_of_edges():
        ensure_ties(graph, simple(graph))
        raise ProjectionError(f"the network has no tie{because(graph)}")
    measured = Ensemble.of(graph, directed=directed, weighted=weighted)
    values = dict(zip(dyads.edges, edge_betweenness(measured)[:, 0].tolist(), strict=True))
    plain = Ensemble.of(graph)
    ends = zip(plain.frame.tail, plain.frame.head, bridge_ties(plain)[:, 0], strict=True)
    bridge = {
        frozenset((plain.frame.actors[u], plain.frame.actors[v])): bool(b) for u, v, b in ends
    }
    ranks = _ranks(values)
    rows = [
        (
            str(u), str(v), *(str(dyads.nodes[n].get("name", n)) for n in (u, v)), values[u, v],
            ranks[u, v], bridge[frozenset((u, v))], dyads.edges[u, v]["claims"],
        )
        for u, v in sorted(dyads.edges, key=lambda e: (ranks[e], str(e[0]), str(e[1])))
    ]  # fmt: skip
    columns = (
        Column("from", "entity"),
        Column("to", "entity"),
        Column("from_name", "its preferred name"),
        Column("to_name", "its preferred name"),
        Column("betweenness", "share of all shortest paths that lead along the tie"),
        Column("rank", "1 is highest"),
        Column("bridge", "whether its ends cannot reach each other without it"),
        Column("claims", "claims behind it"),
    )
    notes = about(graph, dyads, directed=directed, weighted=weighted)
    return Table.of(columns, rows, "Ties by betweenness", notes)


def degree_by_family(graph: nx.Graph[Any]) -> Table:
    """How many others each actor is tied to, in all, each way, and by family of relations.

    Ties of every sign are there, since families keep them apart.

    Parameters
    ----------
    graph : networkx graph
        From `KnowledgeGraph.network`; edges of your own graph count under their ``family``.

    Returns
    -------
    Table
        ``id``, ``name``, ``kind``, ``all``, ``in``, ``out`` and a column a family (``none`` for
        edges without one): numbers of others. An undirected tie counts both ways.

    Examples
    --------
    >>> import networkx as nx
    >>> g = nx.MultiDiGraph()
    >>> _ = g.add_edge("a", "b", family="kin"), g.add_edge("c", "b", family="trade")
    >>> degree_by_family(g).rows[0]
    ('b', 'b', '', 2, 2, 0, 1, 1)
    """
    ensure_ties(graph, graph)
    others: dict[Any, dict[str, set[Any]]] = {node: {} for node in graph}
    families: dict[str, None] = {}
    for u, v, data in graph.edges(data=True):
        if u == v:
            continue
        family = str(data.get("family") or "none")
        families[family] = None
        ways = ("out", "in") if data.get("directed", graph.is_directed()) else ("in", "out")
        both = ways[0] == "in"
        for one, other, way in ((u, v, ways[0]), (v, u, ways[1])):
            for part in ("all", way, family, *(("in", "out") if both else ())):
                others[one].setdefault(part, set()).add(other)
    parts = ("all", "in", "out", *sorted(families))
    rows = [
        (*_who(n, graph.nodes[n]), *(len(found.get(p, ())) for p in parts))
        for n, found in sorted(others.items(), key=lambda n: (-len(n[1].get("all", ())), str(n[0])))
    ]
    columns = [
        *_WHO,
        Column("all", "others it is tied to"),
        Column("in", "others tied towards it"),
        Column("out", "others it is tied towards"),
        *(
            Column(f, f"others it is tied to by relations of the family {f}")
            for f in sorted(families)
        ),
    ]
    return Table.of(columns, rows, "Degree by family", _whole(graph))


def _whole(graph: nx.Graph[Any]) -> Iterable[str]:
    words = str(graph.graph.get("projection", "A graph of the caller's."))
    return (words.partition(" Measures count")[0], "Ties of every sign, each in its family.")
