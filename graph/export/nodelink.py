"""JSON, node-link: a graph as networkx and D3 read it, with the whole record in it.

Nodes are entities, edges affirmed claims between two of them, keyed by the claim's id. What is
neither stands in the attributes of the graph itself, as lists of objects: ``records``,
``sources``, ``names``, ``claims`` (those that are no edge), ``citations``, ``links`` and
``judgements``.
`insurgraph.loaders.nodelink` reads it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..knowledge import KnowledgeGraph
from ..model import Claim
from ..rows import tie
from . import plain
from .contents import WHOLE

CARRIES = WHOLE
"""What of a record it holds; see `insurgraph.graph.export.contents`."""


def pieces(kg: KnowledgeGraph) -> Iterator[str]:
    """The file, piece by piece.

    Examples
    --------
    >>> import json
    >>> import insurgraph as ig
    >>> import networkx as nx
    >>> data = json.loads("".join(pieces(ig.load())))
    >>> G = nx.node_link_graph(data, edges="edges")
    >>> G.is_multigraph(), G.graph["records"][0]["name"]
    (True, 'curated')
    """
    yield '{\n"directed": true,\n"multigraph": true,\n"graph": {\n"ties": "apart"'
    for name, objects in (
        ("records", (plain.of_record(kg, r) for r in kg.records.values())),
        ("sources", map(plain.of_row, kg.sources.values())),
        ("names", map(plain.of_row, kg.names)),
        ("claims", (plain.of_claim(kg, c) for c in kg.claims() if tie(kg, c) is None)),
        ("citations", map(plain.of_row, kg.citations.values())),
        ("links", map(plain.of_row, kg.links)),
        ("judgements", map(plain.of_row, kg.judgements)),
    ):
        yield f',\n"{name}": '
        yield from _list(objects)
    yield '\n},\n"nodes": '
    yield from _list(map(plain.of_row, kg.entities.values()))
    yield ',\n"edges": '
    yield from _list(_edge(kg, c) for c in kg.claims() if tie(kg, c) is not None)
    yield "\n}\n"


def _edge(kg: KnowledgeGraph, claim: Claim) -> dict[str, object]:
    relation = kg.relation(claim)
    values = plain.of_claim(kg, claim)
    del values["subject"], values["object"]
    ends = {"source": claim.subject, "target": claim.object, "key": values.pop("id")}
    signed = relation.signs.get("object", relation.sign)
    return ends | values | {"directed": relation.directed, "signed": signed}


def _list(objects: Iterable[dict[str, object]]) -> Iterator[str]:
    before = "["
    for one in objects:
        yield f"{before}\n{plain.text(one)}"
        before = ","
    yield "[]" if before == "[" else "\n]"
