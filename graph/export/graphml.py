"""GraphML: every entity a node, every affirmed claim between two entities an edge.

All kinds and all grades are there; claims with a value, and those denied or unsupported, are not
ties and stay out. Dates stand as worded and as bounds. Gephi, yEd, igraph and networkx read it.

Source: GraphML 1.1, http://graphml.graphdrawing.org/specification.html.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..knowledge import KnowledgeGraph
from ..model import Record
from . import ties
from .contents import NETWORK
from .xml import DECLARATION, escaped, opened

CARRIES = NETWORK
"""What of a record it holds; see `insurgraph.graph.export.contents`."""

left_out = ties.left_out

_ROOT = (
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
    ' http://graphml.graphdrawing.org/xmlns/1.1/graphml.xsd">\n'
)


def pieces(kg: KnowledgeGraph) -> Iterator[str]:
    """The file, piece by piece.

    Examples
    --------
    >>> import insurgraph as ig
    >>> import networkx as nx
    >>> kg = ig.load()
    >>> G = nx.parse_graphml("".join(pieces(kg)), force_multigraph=True)
    >>> G.number_of_nodes() == len(kg.entities)
    True
    """
    whole = {"records": records(kg), "ties": "apart"}
    yield DECLARATION + _ROOT
    for scope, columns in (("graph", dict.fromkeys(whole, "string")), *_SCOPES):
        for name, type_ in columns.items():
            key = {"id": _key(scope, name), "for": scope, "attr.name": name, "attr.type": type_}
            yield f"  <{opened('key', key)}/>\n"
    yield '  <graph edgedefault="directed">\n'
    yield _data("graph", whole, "    ")
    for node in ties.nodes(kg):
        yield f"    <{opened('node', {'id': node.id})}>\n"
        yield _data("node", node.values, "      ") + "    </node>\n"
    for edge in ties.edges(kg):
        ends = {"id": edge.id, "source": edge.start, "target": edge.end}
        yield f"    <{opened('edge', ends)}>\n"
        yield _data("edge", edge.values, "      ") + "    </edge>\n"
    yield "  </graph>\n</graphml>\n"


_SCOPES = (("node", ties.NODE), ("edge", ties.EDGE))


def records(kg: KnowledgeGraph) -> str:
    """Every record with its edition, who made it and what has to be said with it, in one line."""
    return "; ".join(
        ", ".join(filter(None, (f"{r.name} {r.version}".strip(), *_about(r))))
        for r in kg.records.values()
    )


def _about(record: Record) -> tuple[str, ...]:
    return record.title, record.created, record.author, record.licence, record.attribution


def _key(scope: str, name: str) -> str:
    return f"{scope}-{name}"


def _data(scope: str, values: Mapping[str, object], indent: str) -> str:
    return "".join(
        f'{indent}<data key="{_key(scope, name)}">{escaped(value)}</data>\n'
        for name, value in values.items()
    )
