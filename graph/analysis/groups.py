"""Group centrality: how central several actors are together.

For a group :math:`S` of actors,

.. math::

    C_D(S) = \\frac{|N(S) \\setminus S|}{n - |S|}, \\qquad
    C_C(S) = \\frac{n - |S|}{\\sum_{v \\notin S} d(v, S)}, \\qquad
    C_B(S) = \\frac{1}{N} \\sum_{s, t \\notin S} \\frac{\\sigma(s, t \\mid S)}{\\sigma(s, t)}

with :math:`d(v, S)` the distance to the nearest member and :math:`\\sigma(s, t \\mid S)` the
shortest paths through any member. Who cannot reach the group has no distance and adds nothing to
its sum, so closeness is read beside the number of those who can.

*Direction* is ignored. *Sign*: keep hostile ties apart. *Multiplicity*: one tie a dyad, weights
do not count. *Time*: as `paths`.

M. G. Everett, S. P. Borgatti, The centrality of groups and classes, J. Math. Sociol. 23 (1999)
181-201, 10.1080/0022250X.1999.9990219.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...errors import ArgumentError, NotFoundError
from ..network import simple
from ..table import Column, Table
from ..vocabulary import nearest
from .notes import about, ensure_ties

if TYPE_CHECKING:
    import networkx as nx


def group_centrality(graph: nx.Graph[Any], group: Sequence[Any]) -> Table:
    """Degree, closeness and betweenness of several actors taken together.

    Parameters
    ----------
    graph : networkx graph
        From `KnowledgeGraph.network`, or of the caller's own.
    group : sequence
        Nodes of it, as they are or by their text.

    Returns
    -------
    Table
        ``measure``, ``value``, ``meaning``.

    Raises
    ------
    NotFoundError
        If a member is no node of the network.
    ArgumentError
        If the group is empty, or is the whole network.
    ProjectionError
        If no ties are left.

    Examples
    --------
    >>> import networkx as nx
    >>> t = group_centrality(nx.path_graph(5), [1, 3])
    >>> [(row["measure"], row["value"]) for row in t]
    [('degree', 1.0), ('closeness', 1.0), ('reach', 1.0), ('betweenness', 1.0)]
    """
    import networkx as nx

    dyads = simple(graph)
    ensure_ties(graph, dyads)
    members = _members(dyads, group)
    others = [n for n in dyads if n not in members]
    distance = nx.multi_source_dijkstra_path_length(dyads, members, weight=None)
    reached = [distance[n] for n in others if n in distance]
    near = sum(d == 1 for d in reached)
    rows = [
        ("degree", near / len(others), "share of the others tied to a member"),
        (
            "closeness",
            len(reached) / sum(reached) if reached else 0.0,
            "inverse mean distance of those others who can reach a member",
        ),
        ("reach", len(reached) / len(others), "share of the others who can reach a member"),
        (
            "betweenness",
            _betweenness(dyads, members),
            "share of shortest paths between others that pass a member",
        ),
    ]
    names = ", ".join(str(dyads.nodes[m].get("name", m)) for m in members)
    columns = [
        Column("measure", "of the group"),
        Column("value", "of the measure"),
        Column("meaning", "what it is"),
    ]
    return Table.of(columns, rows, f"Centrality of {names} together", about(graph, dyads))


def _members(dyads: nx.Graph[Any], group: Sequence[Any]) -> list[Any]:
    by_text = {str(n): n for n in dyads}
    members = []
    for one in dict.fromkeys(group):
        found = one if one in dyads else by_text.get(str(one))
        if found is None:
            near = nearest(str(one), by_text)
            raise NotFoundError(f"{one} has no tie in this network{near}")
        members.append(found)
    if not members:
        raise ArgumentError("a group has at least one member")
    if len(members) == len(dyads):
        raise ArgumentError("the group is the whole network; nobody is left to be central to")
    return members


def _betweenness(dyads: nx.Graph[Any], members: list[Any]) -> float:
    """Share of the others' connected pairs' paths that pass the group, over all their pairs."""
    import rustworkx as rx

    place = {node: n for n, node in enumerate(dyads)}
    graph: Any = rx.PyGraph()
    graph.add_nodes_from(range(len(dyads)))
    graph.extend_from_edge_list([(place[u], place[v]) for u, v in dyads.edges])
    if len(dyads) - len(members) < 2:
        return 0.0
    return float(rx.group_betweenness_centrality(graph, [place[m] for m in members]))
