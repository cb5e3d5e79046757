"""GraphML: every entity a node, every claim between two entities an edge.

All kinds and all grades are there; claims with a value, and those denied or unsupported, are not
ties and stay out. Dates stand as worded and as bounds. Gephi, yEd, igraph and networkx read it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..knowledge import KnowledgeGraph
from ..output import replacing

if TYPE_CHECKING:
    import networkx as nx


def write(kg: KnowledgeGraph, path: Path) -> None:
    """Write one GraphML file.

    Parameters
    ----------
    kg : KnowledgeGraph
    path : Path

    Raises
    ------
    OutputError
        If the file cannot be written.
    """
    import networkx as nx

    graph = _whole(kg)
    with replacing(path) as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        for line in nx.generate_graphml(graph, named_key_ids=True):
            out.write(line + "\n")


def _whole(kg: KnowledgeGraph) -> nx.MultiDiGraph[str]:
    """Every tie of every kind, and the entities without one."""
    graph = kg.network(kinds=tuple(kg.vocabulary.kinds))
    graph.graph.pop("left_out")
    for entity in kg.entities.values():
        graph.add_node(entity.id, name=entity.name, kind=entity.kind, subkind=entity.subkind)
    for _, _, data in graph.edges(data=True):
        del data["id"]  # the edge's own key
    return graph
