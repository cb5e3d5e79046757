"""Rivalry and structural balance: signed dyads over time, balanced triangles, frustration, blocks.

A *signed dyad* is a pair of actors with ties of a sign. The vocabulary says which claims draw one:
by the sign of the relation between subject and object, or by the signs it lists by column (a
defector is tied + to what was joined, - to what was left). A dyad with ties of both signs in one
period is **ambivalent**. It is listed, never averaged, and takes no part in the balance below.

*Balance* (D. Cartwright & F. Harary 1956, 10.1037/h0046049). A triangle is balanced when the
product of its three signs is positive; a signed graph is balanced when its nodes fall into two
blocks with positive ties inside and negative ties between. The share of balanced triangles is

.. math:: T = T^{+} / (T^{+} + T^{-})

and the *frustration index* (F. Harary 1959, 10.1002/bs.3830040405) is the least number of ties that
disagree with a division :math:`x` of the nodes in two,

.. math:: L = \\min_{x \\in \\{0, 1\\}^{n}} \\sum_{(i, j)} f_{ij}(x)

where :math:`f_{ij}` is 1 for a positive tie between the blocks or a negative one inside. It is
found exactly, as an integer programme in the manner of S. Aref, A. J. Mason & M. C. Wilson (2020,
10.1002/net.21907), by the HiGHS solver that comes with scipy. The division it implies need not be
the only one.

A share is no finding by itself: with many positive ties most triangles are balanced by chance. So
each figure stands beside its distribution when the signs are shuffled among the same ties (a seeded
permutation test; the comparison of J. Leskovec, D. Huttenlocher & J. Kleinberg 2010,
10.1145/1753326.1753532).

What is assumed
---------------
*Direction* does not count. *Multiplicity*: one signed dyad however many claims. *Time*: as the
projection says; ties of unknown date may have held in every year. Actors without a signed tie are
not there, and the record tells of enmity more readily than of ties that are a matter of course.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ...errors import ArgumentError, ProjectionError
from ..dates import Period
from ..knowledge import KnowledgeGraph
from ..model import Claim
from ..network import APART, Projection, project
from ..table import Column, Table
from .notes import because
from .plots import signed_chart
from .scope import bounds_of, edition, year
from .timeline import over_years, whole, without_on, worded

if TYPE_CHECKING:
    import networkx as nx

Dyad = tuple[str, str]

#: Permutations of which the frustration is solved, too.
_INDICES = 50

#: How a sign is written.
MARKS = {1: "+", -1: "-", 0: "+-"}


def signed_network(
    kg: KnowledgeGraph, projection: Projection | None = None, **choices: Any
) -> nx.Graph[str]:
    """The signed dyads of a projection.

    Parameters
    ----------
    kg : KnowledgeGraph
    projection : Projection, optional
        Which claims count; made from `choices` (`KnowledgeGraph.network`) when not given.

    Returns
    -------
    networkx.Graph
        One edge a dyad with ``sign`` (1, -1, or 0 when ambivalent), ``positive`` and ``negative``
        (ids of the claims). Nodes as in `insurgraph.graph.network.project`.

    Examples
    --------
    >>> import insurgraph as ig
    >>> G = signed_network(ig.load(), on="2017", kinds="Organisation")
    >>> G.edges["org-isk", "org-afghan-taliban"]["sign"]
    -1
    """
    import networkx as nx

    spec = projection or Projection.of(kg, **choices)
    ties = project(kg, spec)
    graph: nx.Graph[str] = nx.Graph()
    graph.graph.update(ties.graph, projection=signed_words(spec.describe()))
    for *_, key in ties.edges(keys=True):
        for pair, sign in _drawn(kg, kg.claim(key), spec):
            _add(kg, graph, pair, sign, key)
    return graph


def signed_words(sentence: str) -> str:
    """A projection in words, of a network that keeps the signs of its ties."""
    said = sentence.removesuffix(APART)
    if said == sentence:
        return sentence.replace("Ties of every sign, pooled,", "Signed ties")
    return said.replace("Ties", "Signed ties", 1)


def _drawn(kg: KnowledgeGraph, claim: Claim, spec: Projection) -> Iterable[tuple[Dyad, int]]:
    """The signed dyads that one claim draws."""
    relation = kg.relation(claim)
    for column, sign in (relation.signs or {"object": relation.sign}).items():
        value = getattr(claim, column)
        for other in value if isinstance(value, tuple) else (value,):
            tied = bool(sign and other) and other != claim.subject
            if tied and kg.entities[other].kind in spec.kinds:
                yield (min(claim.subject, other), max(claim.subject, other)), sign


def _add(kg: KnowledgeGraph, graph: nx.Graph[str], pair: Dyad, sign: int, claim: str) -> None:
    for one in pair:
        entity = kg.entities[one]
        graph.add_node(one, name=entity.name, kind=entity.kind, subkind=entity.subkind)
    if not graph.has_edge(*pair):
        graph.add_edge(*pair, sign=sign, positive=(), negative=())
    data = graph.edges[pair]
    side = "positive" if sign > 0 else "negative"
    data[side] = tuple(dict.fromkeys((*data[side], claim)))
    data["sign"] = sign if data["sign"] == sign else 0


def signed_dyads(kg: KnowledgeGraph, *, years: str | Period | None = None, **choices: Any) -> Table:
    """Signed dyads through the years, those that change sign or are ambivalent first.

    Parameters
    ----------
    kg : KnowledgeGraph
    years : str or Period, optional
        As in `insurgraph.graph.analysis.timeline.timeline`.
    **choices
        Of the projection, without ``on``.

    Returns
    -------
    Table
        ``one``, ``other`` (names), ``signs`` (year by year: ``+``, ``-``, ``+-`` ambivalent,
        ``.`` no tie), ``changes`` (years in which the sign is another than when last seen),
        ``ambivalent`` (years with both), ``positive``, ``negative`` (claims), ``one_id``,
        ``other_id``.

    Raises
    ------
    NotFoundError, ArgumentError
        For choices or years that cannot be used.
    ProjectionError
        If no dyad has a sign.

    Examples
    --------
    >>> import insurgraph as ig
    >>> t = signed_dyads(ig.load(), years="2016/2017", kinds="Organisation")
    >>> set(" ".join(t.column("signs")).split()) <= {"+", "-", "+-", "."}
    True
    """
    spec = Projection.of(kg, **without_on(choices))
    asked = over_years(kg, spec, years)
    seen: dict[Dyad, dict[int, int]] = defaultdict(dict)
    claims: dict[Dyad, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for number in asked:
        graph = signed_network(kg, replace(spec, on=year(number)))
        for u, v, data in graph.edges(data=True):
            pair = (min(u, v), max(u, v))
            seen[pair][number] = data["sign"]
            claims[pair][0].update(data["positive"])
            claims[pair][1].update(data["negative"])
    if not seen:
        raise ProjectionError(f"no dyad has a sign{because(graph)}")
    rows = [_dyad_row(kg, pair, by_year, asked, claims[pair]) for pair, by_year in seen.items()]
    rows.sort(key=lambda r: (-len(r[3]), -len(r[4]), -len(r[5]) - len(r[6]), r[7], r[8]))
    columns = (
        Column("one", "name of one actor"),
        Column("other", "name of the other"),
        Column("signs", f"{asked[0]} to {asked[-1]}: + - or +- (ambivalent); . without a tie"),
        Column("changes", "years in which the sign is another than when last seen"),
        Column("ambivalent", "years with ties of both signs"),
        Column("positive", "ids of the co-operative claims"),
        Column("negative", "ids of the hostile claims"),
        Column("one_id", "id of the one"),
        Column("other_id", "id of the other"),
    )
    both = sum(bool(r[4]) for r in rows)
    notes = (
        f"{signed_words(worded(spec))} Years {asked[0]} to {asked[-1]}.",
        f"{both} of {len(rows)} dyads are ambivalent in some year; they are listed, not averaged.",
        _undated(kg, spec, (c for row in rows for side in (row[5], row[6]) for c in side)),
        edition(kg),
    )
    return Table.of(columns, rows, "Signed dyads", filter(None, notes), signed_chart)


def _undated(kg: KnowledgeGraph, spec: Projection, claims: Iterable[str]) -> str:
    """How many of these claims have no date at all; their ties may have held in every year."""
    if spec.certainty == "definite":
        return ""
    behind = set(claims)
    bare = sum(not bounds_of(kg.assess(claim).span) for claim in behind)
    return (
        f"{bare} of the {len(behind)} claims behind the signs have no date and count in every year."
    )


def _dyad_row(
    kg: KnowledgeGraph,
    pair: Dyad,
    by_year: Mapping[int, int],
    asked: Sequence[int],
    claims: tuple[set[str], set[str]],
) -> tuple[Any, ...]:
    changes, last = [], None
    for number, sign in sorted(by_year.items()):
        if last is not None and sign != last:
            changes.append(number)
        last = sign
    return (
        *(kg.entities[i].name for i in pair),
        " ".join(MARKS[by_year[n]] if n in by_year else "." for n in asked),
        changes,
        [n for n, sign in sorted(by_year.items()) if sign == 0],
        sorted(claims[0]),
        sorted(claims[1]),
        *pair,
    )


def triangles(graph: nx.Graph[Any]) -> Counter[int]:
    """How many triangles have how many negative ties; even numbers are balanced.

    Ambivalent dyads (sign 0) take no part.

    Examples
    --------
    >>> import networkx as nx
    >>> G = nx.Graph()
    >>> G.add_weighted_edges_from([(1, 2, 1), (2, 3, -1), (1, 3, -1)], weight="sign")
    >>> triangles(G)
    Counter({2: 1})
    """
    return _triangles_of(_signs(graph))


def _signs(graph: nx.Graph[Any]) -> dict[tuple[Any, Any], int]:
    """Sign by dyad, ambivalent ones and self-ties left out.

    Raises
    ------
    ArgumentError
        If an edge has no sign, or another than -1, 0 and 1; or the graph is directed or multiple.
    """
    if graph.is_directed() or graph.is_multigraph():
        raise ArgumentError("balance needs an undirected graph with one edge a dyad")
    signs = {}
    for u, v, data in graph.edges(data=True):
        sign = data.get("sign")
        if sign not in (-1, 0, 1):
            raise ArgumentError(f"the edge from {u} to {v} has the sign {sign!r}; give 1, -1 or 0")
        if sign and u != v:
            signs[u, v] = sign
    return signs


def _triangles_of(signs: Mapping[tuple[Any, Any], int]) -> Counter[int]:
    near: dict[Any, dict[Any, int]] = defaultdict(dict)
    for (u, v), sign in signs.items():
        near[u][v] = near[v][u] = sign
    rank = {node: position for position, node in enumerate(near)}
    found: Counter[int] = Counter()
    for (u, v), sign in signs.items():
        for w in near[u].keys() & near[v].keys():
            if rank[w] > rank[u] and rank[w] > rank[v]:
                found[(sign < 0) + (near[u][w] < 0) + (near[v][w] < 0)] += 1
    return found


def frustration(graph: nx.Graph[Any]) -> tuple[int, dict[Any, int]]:
    """The frustration index, exact, and a division in two blocks that has it.

    Parameters
    ----------
    graph : networkx.Graph
        Undirected, one edge a dyad, each with a ``sign`` of 1 or -1 (0 takes no part); from
        `signed_network` or of the caller's own.

    Returns
    -------
    tuple of int and dict
        The least number of ties that disagree, and for every node 0 or 1. The first node of every
        component is in block 0.

    Raises
    ------
    ArgumentError
        If an edge has no such sign.
    ProjectionError
        If the solver finds no optimum in a minute.

    Examples
    --------
    >>> import networkx as nx
    >>> G = nx.Graph()
    >>> G.add_weighted_edges_from([(1, 2, 1), (2, 3, 1), (1, 3, -1)], weight="sign")
    >>> frustration(G)[0]
    1
    """
    import networkx as nx

    signs = _signs(graph)
    plain: nx.Graph[Any] = nx.Graph()
    plain.add_nodes_from(graph)
    plain.add_weighted_edges_from(((u, v, s) for (u, v), s in signs.items()), weight="sign")
    core = nx.k_core(plain, 2)  # a tie that lies on no cycle never disagrees
    total = 0
    block: dict[Any, int] = {}
    for component in nx.connected_components(core):
        nodes = [n for n in graph if n in component]
        inside = {(u, v): s for (u, v), s in signs.items() if u in component and v in component}
        index, division = _solved(nodes, inside)
        total += index
        block |= division
    for component in nx.connected_components(plain):
        _spread(plain, [n for n in graph if n in component], block)
    return total, {n: block[n] for n in graph}


def _spread(plain: nx.Graph[Any], component: Sequence[Any], block: dict[Any, int]) -> None:
    """Give everybody outside the core the block that agrees; the first node is in block 0.

    The 2-core of a component is connected, so what is outside hangs on it as trees.
    """
    import networkx as nx

    start = next((n for n in component if n in block), component[0])
    block.setdefault(start, 0)
    for u, v in nx.bfs_edges(plain, start):
        block.setdefault(v, block[u] ^ (plain.edges[u, v]["sign"] < 0))
    if block[component[0]]:
        for node in component:
            block[node] ^= 1


def _solved(
    nodes: Sequence[Any], signs: Mapping[tuple[Any, Any], int]
) -> tuple[int, dict[Any, int]]:
    """Minimise the ties that disagree: x by node, f by tie, all 0 or 1.

    Positive tie: f >= x_u - x_v and f >= x_v - x_u. Negative: f >= 1 - x_u - x_v and
    f >= x_u + x_v - 1. The first node is held at 0, since blocks can be swapped.
    """
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import lil_array

    place = {node: i for i, node in enumerate(nodes)}
    n, m = len(nodes), len(signs)
    rows = lil_array((2 * m, n + m))
    lower = np.zeros(2 * m)
    for k, ((u, v), sign) in enumerate(signs.items()):
        for row, turn in ((2 * k, 1), (2 * k + 1, -1)):
            rows[row, place[u]] = turn
            rows[row, place[v]] = turn * -sign
            rows[row, n + k] = 1
        if sign < 0:
            lower[2 * k], lower[2 * k + 1] = 1, -1
    upper = np.ones(n + m)
    upper[0] = 0
    solved = milp(
        np.concatenate([np.zeros(n), np.ones(m)]),
        constraints=LinearConstraint(rows.tocsr(), lower, np.inf),
        bounds=Bounds(np.zeros(n + m), upper),
        integrality=np.concatenate([np.ones(n), np.zeros(m)]),
        options={"time_limit": 60.0},
    )
    if not solved.success:
        raise ProjectionError(f"{m} signed ties: no optimum found in a minute; choose fewer")
    return round(solved.fun), {node: round(solved.x[place[node]]) for node in nodes}


def balance(
    kg: KnowledgeGraph,
    *,
    years: str | Period | None = None,
    shuffles: int = 200,
    seed: int = 0,
    **choices: Any,
) -> Table:
    """Structural balance by year, beside what shuffled signs would give.

    Parameters
    ----------
    kg : KnowledgeGraph
    years : str or Period, optional
        As in `insurgraph.graph.analysis.timeline.timeline`; a last row is of all of them together.
    shuffles : int
        Permutations of the signs; 0 leaves the comparison out. The frustration of shuffled signs
        is taken from the first 50 of them, since each is solved exactly.
    seed : int
        Of the permutations.
    **choices
        Of the projection, without ``on``.

    Returns
    -------
    Table
        ``period``, ``actors``, ``dyads`` (of one sign), ``ambivalent``, ``negative`` (share of
        dyads), ``triangles``, ``balanced`` (share), ``balanced_by_chance`` (mean, 5 and 95 %),
        ``p_balanced`` (share of shuffles that are as balanced or more), ``frustration``,
        ``frustration_by_chance`` (mean, 5 and 95 %).

    Raises
    ------
    NotFoundError, ArgumentError
        For choices, years or numbers that cannot be used.
    ProjectionError
        If no dyad has a sign.

    Examples
    --------
    >>> import insurgraph as ig
    >>> t = balance(ig.load(), years="2017/2017", shuffles=20, kinds="Organisation")
    >>> t.column("period")
    ['2017', 'all']
    """
    if shuffles < 0:
        raise ArgumentError(f"shuffles is 0 or more, not {shuffles}")
    spec = Projection.of(kg, **without_on(choices))
    asked = over_years(kg, spec, years)
    periods = [*((str(n), year(n)) for n in asked), ("all", whole(asked))]
    graphs = {label: signed_network(kg, replace(spec, on=days)) for label, days in periods}
    if not graphs["all"].number_of_edges():
        raise ProjectionError(f"no dyad has a sign{because(graphs['all'])}")
    done: dict[frozenset[Any], tuple[Any, ...]] = {}
    rows = []
    for label, graph in graphs.items():
        same = frozenset(((u, v), data["sign"]) for u, v, data in graph.edges(data=True))
        if same not in done:
            done[same] = _balance_row(graph, shuffles, seed)
        rows.append((label, *done[same]))
    columns = (
        Column("period", "calendar year, or all of them together"),
        Column("actors", "with a signed tie"),
        Column("dyads", "with ties of one sign"),
        Column("ambivalent", "with ties of both; they take no part"),
        Column("negative", "share of the dyads that is hostile"),
        Column("triangles", "of three signed dyads"),
        Column("balanced", "share of them whose signs multiply to +"),
        Column("balanced_by_chance", "the same with shuffled signs: mean, 5 %, 95 %"),
        Column("p_balanced", "share of shuffles that are as balanced or more"),
        Column("frustration", "least number of ties that disagree with a division in two; exact"),
        Column("frustration_by_chance", "the same with shuffled signs: mean, 5 %, 95 %"),
    )
    notes = (
        signed_words(worded(spec)),
        f"{shuffles} permutations of the signs among the same ties, seed {seed} (of frustration "
        f"{min(shuffles, _INDICES)}). A share within "
        "its range by chance says nothing of balance; nor does one of a few triangles.",
        _undated(
            kg,
            spec,
            (c for *_, d in graphs["all"].edges(data=True) for c in d["positive"] + d["negative"]),
        ),
        edition(kg),
    )
    return Table.of(columns, rows, "Structural balance", filter(None, notes))


def _balance_row(graph: nx.Graph[Any], shuffles: int, seed: int) -> tuple[Any, ...]:
    signs = _signs(graph)
    found = _triangles_of(signs)
    share = _balanced(found)
    index = frustration(graph)[0]
    chance = list(_shuffled(signs, shuffles, seed))
    shares = [s for s in (_balanced(_triangles_of(c)) for c in chance) if s is not None]
    indices = [_frustration_of(graph, c) for c in chance[:_INDICES]]
    above = sum(s >= share - 1e-12 for s in shares) if share is not None else 0
    return (
        graph.number_of_nodes(),
        len(signs),
        graph.number_of_edges() - len(signs),
        sum(s < 0 for s in signs.values()) / len(signs) if signs else None,
        found.total(),
        share,
        _range(shares),
        above / len(shares) if shares else None,
        index,
        _range(indices),
    )


def _balanced(found: Counter[int]) -> float | None:
    return (found[0] + found[2]) / found.total() if found.total() else None


def _shuffled(
    signs: Mapping[tuple[Any, Any], int], times: int, seed: int
) -> Iterable[dict[tuple[Any, Any], int]]:
    rng = random.Random(seed)  # noqa: S311 - a permutation test, no secret
    values = [signs[pair] for pair in signs]
    for _ in range(times):
        rng.shuffle(values)
        yield dict(zip(signs, values, strict=True))


def _frustration_of(graph: nx.Graph[Any], signs: Mapping[tuple[Any, Any], int]) -> int:
    import networkx as nx

    shuffled: nx.Graph[Any] = nx.Graph()
    shuffled.add_nodes_from(graph)
    shuffled.add_weighted_edges_from(((u, v, s) for (u, v), s in signs.items()), weight="sign")
    return frustration(shuffled)[0]


def _range(values: Sequence[float]) -> list[float] | None:
    """Mean, 5 % and 95 % of what chance gives."""
    if not values:
        return None
    ordered = sorted(values)
    last = len(ordered) - 1
    low, high = ordered[round(0.05 * last)], ordered[round(0.95 * last)]
    return [round(float(x), 4) for x in (sum(ordered) / len(ordered), low, high)]


def blocks(graph: nx.Graph[Any]) -> Table:
    """The two blocks of a signed graph that fewest ties disagree with.

    Parameters
    ----------
    graph : networkx.Graph
        As in `frustration`.

    Returns
    -------
    Table
        ``id``, ``name``, ``kind``, ``component`` (1 is the largest; blocks of different components
        are not related), ``block`` (A or B), ``disagree`` (the actor's own ties that disagree, by
        name of the other). By component, block, name.

    Raises
    ------
    ArgumentError
        If an edge has no sign.
    ProjectionError
        If no dyad has a sign.

    Examples
    --------
    >>> import networkx as nx
    >>> G = nx.Graph()
    >>> G.add_weighted_edges_from([("a", "b", 1), ("b", "c", -1)], weight="sign")
    >>> dict(zip(*(blocks(G).column(c) for c in ("id", "block"))))
    {'a': 'A', 'b': 'A', 'c': 'B'}
    """
    import networkx as nx

    signs = _signs(graph)
    if not signs:
        raise ProjectionError(f"no dyad has a sign{because(graph)}")
    index, block = frustration(graph)
    plain: nx.Graph[Any] = nx.Graph()
    plain.add_edges_from(signs)
    order = {n: i for i, n in enumerate(graph)}
    parts = sorted(
        nx.connected_components(plain), key=lambda c: (-len(c), min(order[n] for n in c))
    )
    against: dict[Any, list[str]] = defaultdict(list)
    for (u, v), sign in signs.items():
        if (block[u] == block[v]) != (sign > 0):
            for one, other in ((u, v), (v, u)):
                against[one].append(str(graph.nodes[other].get("name", other)))
    rows = [
        (
            str(node),
            str(graph.nodes[node].get("name", node)),
            str(graph.nodes[node].get("kind", "")),
            number,
            "AB"[block[node]],
            sorted(against[node]),
        )
        for number, part in enumerate(parts, start=1)
        for node in part
    ]
    columns = (
        Column("id", "entity"),
        Column("name", "its preferred name"),
        Column("kind", "its kind"),
        Column("component", "1 is the largest; blocks of two components are not related"),
        Column("block", "A or B within the component"),
        Column("disagree", "with whom its sign disagrees with the division"),
    )
    notes = (
        str(graph.graph.get("projection", "A graph of the caller's.")),
        f"Frustration index {index} of {len(signs)} signed dyads, exact; "
        f"{graph.number_of_edges() - len(signs)} ambivalent dyads take no part. Other divisions "
        "may have the same index.",
    )
    return Table.of(columns, sorted(rows, key=lambda r: (r[3], r[4], r[1])), "Blocks", notes)
