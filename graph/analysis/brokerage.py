"""Brokerage roles and key-player measures: what the structure of a network rests on.

**Brokerage** (R. V. Gould & R. M. Fernandez 1989, 10.2307/270949). :math:`v` mediates between
:math:`a` and :math:`b` when there are ties :math:`a \\to v \\to b` and none :math:`a \\to b`. With
groups, five roles:

==============  ==============  =================================================================
role            groups          the broker
==============  ==============  =================================================================
coordinator     A - A - A       mediates within its own group
itinerant       A - B - A       mediates within another group
representative  A - A - B       passes on from its own group
gatekeeper      A - B - B       passes on into its own group
liaison         A - B - C       mediates between two groups, neither its own
==============  ==============  =================================================================

**Key-player measures** (S. P. Borgatti 2006, 10.1007/s10588-006-7084-x) say how the connectedness
of a network depends on a set :math:`S` of :math:`k` nodes. KPP-Neg, of the :math:`m` nodes outside
the set, in components of sizes :math:`s_c`:

.. math:: F = 1 - \\frac{\\sum_c s_c (s_c - 1)}{m (m - 1)}, \\qquad
    D_F = 1 - \\frac{\\sum_{i \\ne j} 1 / d_{ij}}{m (m - 1)}

and KPP-Pos, with :math:`d_{Sj}` from the nearest of the set and 1 for its own members:

.. math:: R = \\frac{1}{n} \\sum_j \\frac{1}{d_{Sj}}

They are structural descriptions of what is on record, of **organisations only**: a network with
persons in it is refused. A set says which organisations the record connects the others through; it
is no advice, and a tie that the record lacks changes it.

What is assumed
---------------
*Direction* counts for brokerage (an undirected tie is two arcs) and not for key players. *Sign*:
co-operative ties unless the projection says otherwise. *Multiplicity*: one arc or edge however many
claims. *Time*: as the projection says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, Any

from ...errors import ArgumentError, NotFoundError, ProjectionError
from ..knowledge import KnowledgeGraph
from ..network import Projection, select, simple
from ..table import Column, Table
from ..vocabulary import nearest
from .balance import frustration, signed_network
from .notes import because, undated

if TYPE_CHECKING:
    import networkx as nx

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")
GROUPINGS = ("organisation", "family", "side", "subkind")

#: Families and relations that say to what an actor belongs, the one place where they are named.
MEMBERSHIP, PART = "membership", "PART_OF"

#: Sets up to this many are all looked at.
EXACT = 5_000

ORGANISATION = "Organisation"


# -- brokerage -----------------------------------------------------------------------------------


def groups_of(kg: KnowledgeGraph, by: str = "organisation", **choices: Any) -> dict[str, str]:
    """The group of every actor, for `brokerage`.

    Parameters
    ----------
    kg : KnowledgeGraph
    by : {'organisation', 'family', 'side', 'subkind'}
        *organisation*: a person belongs to the organisation of its posts and memberships within
        the projection (to several together where there are several), an organisation to itself.
        *family*: the same, with every organisation replaced by the widest one it is part of.
        *side*: the block of the signed network (`insurgraph.graph.analysis.balance`) within its
        component. *subkind*: as in the vocabulary.
    **choices
        Of the projection (`KnowledgeGraph.network`).

    Raises
    ------
    NotFoundError
        If there is no such grouping.

    Examples
    --------
    >>> import insurgraph as ig
    >>> groups_of(ig.load(), "family")["org-isk-media-office"]
    'org-islamic-state'
    """
    if by not in GROUPINGS:
        raise NotFoundError(
            f"no grouping {by!r}{nearest(by, GROUPINGS)}; there are {', '.join(GROUPINGS)}"
        )
    if by == "subkind":
        return {e.id: e.subkind or e.kind for e in kg.entities.values()}
    if by == "side":
        return _sides(kg, choices)
    wider = _wider(kg, choices) if by == "family" else {}
    own = {e.id: _top(e.id, wider) for e in kg.entities.values()}
    bodies: dict[str, set[str]] = {}
    for claim in _told(kg, choices, families=MEMBERSHIP):
        if kg.entities[claim.subject].kind != ORGANISATION:
            bodies.setdefault(claim.subject, set()).add(own[claim.object])
    return own | {who: " + ".join(sorted(those)) for who, those in bodies.items()}


def _told(kg: KnowledgeGraph, choices: Mapping[str, Any], **named: Any) -> Iterable[Any]:
    kept = {k: v for k, v in choices.items() if k in ("on", "certainty", "at_least", "record")}
    return select(kg, Projection.of(kg, **kept, **named)).claims


def _wider(kg: KnowledgeGraph, choices: Mapping[str, Any]) -> dict[str, str]:
    if PART not in kg.vocabulary.relations:
        return {}
    return {c.subject: c.object for c in reversed(list(_told(kg, choices, relations=PART)))}


def _top(one: str, wider: Mapping[str, str]) -> str:
    seen = {one}
    while one in wider and wider[one] not in seen:
        one = wider[one]
        seen.add(one)
    return one


def _sides(kg: KnowledgeGraph, choices: Mapping[str, Any]) -> dict[str, str]:
    import networkx as nx

    graph = signed_network(kg, Projection.of(kg, **{**choices, "ties": "all"}))
    _, block = frustration(graph)
    sides = {e: e for e in kg.entities}
    parts = sorted(nx.connected_components(graph), key=lambda c: (-len(c), min(c)))
    for number, part in enumerate(parts, start=1):
        sides |= {node: f"{number}{'AB'[block[node]]}" for node in part}
    return sides


def brokerage(graph: nx.Graph[Any], groups: Mapping[Any, Any] | str = "subkind") -> Table:
    """Gould-Fernandez roles of every broker.

    Parameters
    ----------
    graph : networkx graph
        From `KnowledgeGraph.network`, or of the caller's own; of an undirected one every edge is
        two arcs.
    groups : mapping or str
        Group of every node (`groups_of`), or the node attribute that holds it.

    Returns
    -------
    Table
        ``id``, ``name``, ``kind``, ``group``, the five roles (how many ordered pairs mediated so),
        ``total``; highest total first. Nodes that mediate nothing are left out.

    Raises
    ------
    ArgumentError
        If a node has no group.
    ProjectionError
        If the graph has no tie.

    Examples
    --------
    >>> import networkx as nx
    >>> G = nx.DiGraph([("a", "v"), ("v", "b")])
    >>> next(iter(brokerage(G, {"a": 1, "v": 1, "b": 2})))["representative"]
    1
    """
    arcs = simple(graph, directed=True)
    if not arcs.number_of_edges():
        raise ProjectionError(f"no ties are left to mediate{because(graph)}")
    group = _grouped(arcs, groups)
    counts = {node: _roles(arcs, node, group) for node in arcs}
    rows: list[tuple[Any, ...]] = [
        (
            str(node),
            str(arcs.nodes[node].get("name", node)),
            str(arcs.nodes[node].get("kind", "")),
            str(group[node]),
            *(count[role] for role in ROLES),
            count.total(),
        )
        for node, count in counts.items()
        if count.total()
    ]
    columns = (
        Column("id", "entity"),
        Column("name", "its preferred name"),
        Column("kind", "its kind"),
        Column("group", "its group: id of a body, subkind, or component and block (1A, 1B)"),
        Column("coordinator", "pairs mediated within the own group"),
        Column("itinerant", "pairs mediated within one other group"),
        Column("representative", "pairs mediated from the own group to another"),
        Column("gatekeeper", "pairs mediated from another group into the own"),
        Column("liaison", "pairs mediated between two other groups"),
        Column("total", "all of them"),
    )
    notes = (
        str(graph.graph.get("projection", "A graph of the caller's.")),
        f"{len(arcs)} nodes in {len({group[n] for n in arcs})} groups, {arcs.number_of_edges()} "
        "arcs. A count is about the record: a direct tie that it lacks makes a broker.",
        undated(graph, arcs),
    )
    ordered = sorted(rows, key=lambda r: (-r[-1], r[0]))
    return Table.of(columns, ordered, "Brokerage", filter(None, notes))


def _grouped(arcs: nx.Graph[Any], groups: Mapping[Any, Any] | str) -> dict[Any, Any]:
    if isinstance(groups, str):
        given: Mapping[Any, Any] = {
            n: data[groups] for n, data in arcs.nodes(data=True) if groups in data
        }
    else:
        given = groups
    for node in arcs:
        if node not in given:
            raise ArgumentError(f"node {node} has no group; give one for every node")
    return {node: given[node] for node in arcs}


def _roles(arcs: Any, node: Any, group: Mapping[Any, Any]) -> Counter[str]:
    found: Counter[str] = Counter()
    own = group[node]
    for a in arcs.predecessors(node):
        for b in arcs.successors(node):
            if a != b and not arcs.has_edge(a, b):
                found[_role(group[a], own, group[b])] += 1
    return found


def _role(a: Any, own: Any, b: Any) -> str:
    if a == b:
        return "coordinator" if a == own else "itinerant"
    if a == own:
        return "representative"
    return "gatekeeper" if b == own else "liaison"


# -- key players ---------------------------------------------------------------------------------


def fragmentation(graph: nx.Graph[Any]) -> float:
    """Share of pairs that are not connected, :math:`F`; 0 of fewer than two nodes.

    Examples
    --------
    >>> import networkx as nx
    >>> round(fragmentation(nx.Graph([(1, 2), (3, 4)])), 3)
    0.667
    """
    import networkx as nx

    n = len(graph)
    if n < 2:
        return 0.0
    sizes = [len(c) for c in nx.connected_components(graph)]
    return 1 - sum(s * (s - 1) for s in sizes) / (n * (n - 1))


def distance_fragmentation(graph: nx.Graph[Any]) -> float:
    """The same weighted by distance, :math:`D_F`: 0 when all are adjacent, 1 when none is.

    Examples
    --------
    >>> import networkx as nx
    >>> distance_fragmentation(nx.complete_graph(4))
    0.0
    """
    import networkx as nx

    n = len(graph)
    if n < 2:
        return 0.0
    return 1 - nx.global_efficiency(graph)


def distance_reach(graph: nx.Graph[Any], chosen: Iterable[Any]) -> float:
    """Distance-weighted reach of a set, :math:`R`: 1 when everybody is in it or adjacent to it.

    Examples
    --------
    >>> import networkx as nx
    >>> distance_reach(nx.path_graph(3), [0])
    0.8333333333333334
    """
    import networkx as nx

    start = set(chosen)
    if not start:
        return 0.0
    distance = nx.multi_source_dijkstra_path_length(graph, start, weight=None)
    return sum(1 / max(1, d) for d in distance.values()) / len(graph)


def _without(measure: Callable[[nx.Graph[Any]], float]) -> Callable[..., float]:
    """The measure of what is outside a set."""

    def outside(graph: nx.Graph[Any], chosen: Sequence[Any]) -> float:
        rest = graph.copy()
        rest.remove_nodes_from(chosen)
        return measure(rest)

    return outside


GOALS: Mapping[str, Callable[..., float]] = {
    "fragmentation": _without(fragmentation),
    "distance": _without(distance_fragmentation),
    "reach": distance_reach,
}
"""The measures of a set, by name."""


def key_players(
    graph: nx.Graph[Any], size: int = 2, goal: str = "distance", *, exact: int = EXACT
) -> Table:
    """The sets of organisations that the connectedness of a network depends on most.

    Parameters
    ----------
    graph : networkx graph
        From ``kg.network(kinds="Organisation")``, or of the caller's own; direction and weights do
        not count.
    size : int
        Nodes in the set.
    goal : {'fragmentation', 'distance', 'reach'}
        :math:`F` or :math:`D_F` of what is outside the set (KPP-Neg), or :math:`R` of the set
        (KPP-Pos).
    exact : int
        Look at every set when there are no more of them than this; otherwise grow one greedily and
        swap members while that helps, which finds a good set and perhaps not the best. The notes
        say which was done.

    Returns
    -------
    Table
        ``set`` (ids), ``names``, ``value``, ``before`` (the same of the whole network: KPP-Neg with
        nothing left out), ``gain``; best first, up to 10 sets where all were looked at.

    Raises
    ------
    NotFoundError
        If there is no such goal.
    ArgumentError
        If a node is no organisation, or the size does not fit.
    ProjectionError
        If the graph has no tie.

    Examples
    --------
    >>> import networkx as nx
    >>> next(iter(key_players(nx.star_graph(4), 1, "fragmentation")))["set"]
    ['0']
    """
    if goal not in GOALS:
        raise NotFoundError(f"no goal {goal!r}{nearest(goal, GOALS)}; there are {', '.join(GOALS)}")
    _ensure_organisations(graph)
    dyads = simple(graph)
    if not dyads.number_of_edges():
        raise ProjectionError(f"no ties are left to measure{because(graph)}")
    if not 1 <= size < len(dyads):
        raise ArgumentError(f"size is 1 to {len(dyads) - 1} of {len(dyads)} nodes, not {size}")
    measure = GOALS[goal]
    before = measure(dyads, ())
    found, how = _best(dyads, size, measure, exact)
    rows = [
        (
            [str(n) for n in chosen],
            [str(dyads.nodes[n].get("name", n)) for n in chosen],
            value,
            before,
            value - before,
        )
        for value, chosen in found
    ]
    columns = (
        Column("set", "ids of the organisations"),
        Column("names", "their preferred names"),
        Column("value", _MEANING[goal]),
        Column("before", "the same of the whole network"),
        Column("gain", "the difference"),
    )
    notes = (
        str(graph.graph.get("projection", "A graph of the caller's.")),
        f"{len(dyads)} nodes, {dyads.number_of_edges()} dyads. {how}",
        "A description of how the record connects organisations, and no advice.",
        undated(graph, dyads),
    )
    return Table.of(columns, rows, f"Key players: {goal}", filter(None, notes))


_MEANING = {
    "fragmentation": "share of pairs outside the set that are not connected (KPP-Neg, F)",
    "distance": "one less the mean inverse distance outside the set (KPP-Neg, distance-weighted)",
    "reach": "mean inverse distance from the set, 1 for its members (KPP-Pos, distance-weighted)",
}


def _ensure_organisations(graph: nx.Graph[Any]) -> None:
    for node, data in graph.nodes(data=True):
        if data.get("kind") not in (None, "", ORGANISATION):
            raise ArgumentError(
                f"key-player measures are of organisations only, and {node} is none; choose "
                "kinds='Organisation'"
            )


def _best(
    dyads: nx.Graph[Any], size: int, measure: Callable[..., float], exact: int
) -> tuple[list[tuple[float, tuple[Any, ...]]], str]:
    """The best sets with their values, and in words how they were found."""
    number = comb(len(dyads), size)
    if number > exact:
        how = f"Greedy with swaps: of {number} sets of {size}, a good one and perhaps not the best."
        return [_greedy(dyads, size, measure)], how
    scored = [(measure(dyads, c), c) for c in combinations(sorted(dyads, key=str), size)]
    scored.sort(key=lambda s: (-s[0], list(map(str, s[1]))))
    return scored[:10], f"Exact: all {number} sets of {size} were looked at."


def _greedy(
    dyads: nx.Graph[Any], size: int, measure: Callable[..., float]
) -> tuple[float, tuple[Any, ...]]:
    """Grow a set by the best node each time, then swap while that helps (Borgatti 2006)."""
    nodes = sorted(dyads, key=str)
    chosen: list[Any] = []
    for _ in range(size):
        rest = [n for n in nodes if n not in chosen]
        chosen.append(max(rest, key=lambda n: measure(dyads, [*chosen, n])))
    value = measure(dyads, chosen)
    better = True
    while better:
        better = False
        for place in range(size):
            for node in nodes:
                if node in chosen:
                    continue
                other = [*chosen[:place], node, *chosen[place + 1 :]]
                swapped = measure(dyads, other)
                if swapped > value + 1e-12:
                    chosen, value, better = other, swapped, True
    return value, tuple(sorted(chosen, key=str))
