"""GEXF 1.3: the network over time, for Gephi and other tools with a time line.

As in GraphML, every entity is a node and every affirmed claim between two entities an edge. An
edge has a *spell*: the days on which the tie can hold, from its earliest possible start to its
latest possible end, both included; a side without a bound is open, and a tie without any date has
no spell and is always there. The days on which it *must* have held are between the attributes
``start_latest`` and ``end_earliest``. Entities have no spells: the record gives them no dates.

Parallel claims of one relation stay apart by their ids. Gephi draws edges of one pair and one
``kind`` (the relation) as one unless told otherwise when it opens the file ("Edges merge
strategy: don't merge").

Source: GEXF 1.3, https://gexf.net/schema.html.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..dates import EARLIEST, LATEST
from ..knowledge import KnowledgeGraph
from . import ties
from .contents import NETWORK
from .graphml import records
from .xml import DECLARATION, escaped, opened

CARRIES = NETWORK
"""What of a record it holds; see `insurgraph.graph.export.contents`."""

left_out = ties.left_out

_ROOT = (
    '<gexf xmlns="http://gexf.net/1.3"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">\n'
)
_TYPES: Mapping[ties.Type, str] = {"int": "integer"}


def pieces(kg: KnowledgeGraph) -> Iterator[str]:
    """The file, piece by piece.

    Examples
    --------
    >>> import insurgraph as ig
    >>> '<spell start="2015-' in "".join(pieces(ig.load()))
    True
    """
    yield DECLARATION + _ROOT + _meta(kg)
    # every edge says its own type: with a default, Gephi ignores those of the other
    graph = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    yield f"  <{opened('graph', graph)}>\n"
    yield from _columns("node", ties.NODE)
    yield from _columns("edge", ties.EDGE)
    yield "    <nodes>\n"
    for node in ties.nodes(kg):
        yield f"      <{opened('node', {'id': node.id, 'label': node.values['name']})}>\n"
        yield _values(node.values) + "      </node>\n"
    yield "    </nodes>\n    <edges>\n"
    for edge in ties.edges(kg):
        yield _edge(edge)
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _meta(kg: KnowledgeGraph) -> str:
    day = max((r.created for r in kg.records.values()), default="")
    title = "; ".join(r.title or r.name for r in kg.records.values())
    return (
        f"  <{opened('meta', {'lastmodifieddate': day})}>\n"
        "    <creator>insurgraph</creator>\n"
        f"    <title>{escaped(title)}</title>\n"
        f"    <description>{escaped(records(kg))}</description>\n"
        "  </meta>\n"
    )


def _columns(scope: str, columns: Mapping[str, ties.Type]) -> Iterator[str]:
    yield f'    <attributes class="{scope}" mode="static">\n'
    for name, type_ in columns.items():
        column = {"id": name, "title": name, "type": _TYPES.get(type_, type_)}
        yield f"      <{opened('attribute', column)}/>\n"
    yield "    </attributes>\n"


def _edge(edge: ties.Edge) -> str:
    ends = {
        "id": edge.id,
        "source": edge.start,
        "target": edge.end,
        "type": "directed" if edge.directed else "undirected",
        "kind": edge.values["relation"],
        "label": edge.values["label"],
    }
    days = {
        "start": "" if edge.earliest == EARLIEST else edge.earliest.isoformat(),
        "end": "" if edge.latest == LATEST else edge.latest.isoformat(),
    }
    spell = f"        <spells><{opened('spell', days)}/></spells>\n" if any(days.values()) else ""
    return f"      <{opened('edge', ends)}>\n{spell}{_values(edge.values)}      </edge>\n"


def _values(values: Mapping[str, object]) -> str:
    """What an element's columns hold; an empty one is left out."""
    found = [
        f"          <{opened('attvalue', {'for': k, 'value': v})}/>\n"
        for k, v in values.items()
        if v != ""
    ]
    return f"        <attvalues>\n{''.join(found)}        </attvalues>\n" if found else ""
