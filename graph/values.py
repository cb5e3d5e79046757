"""Values that a server gives, as plain Python that any format can hold."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Any


def plain(value: Any) -> Any:
    """A value of the driver as plain Python; temporal ones become ISO text here and only here.

    A node becomes its properties and ``labels``, a relationship its properties and ``type``, a
    path ``nodes`` and ``relationships``, each of these with the ids it goes ``from`` and ``to``.
    What is no number is text, since JSON has no way to write it; bytes are hexadecimal.

    Examples
    --------
    >>> plain([date(2015, 1, 26), float("nan"), {"n": 1.5}])
    ['2015-01-26', 'NaN', {'n': 1.5}]
    """
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else _not_finite(value)
    if hasattr(value, "iso_format"):  # a duration is a tuple, too
        return value.iso_format()
    if isinstance(value, (list, tuple, set, frozenset)):
        return _point(value) if hasattr(value, "srid") else [plain(v) for v in value]
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, date):
        return value.isoformat()
    return _graph(value)


def _not_finite(value: float) -> str:
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def _point(value: Any) -> dict[str, Any]:
    return {"srid": value.srid, "coordinates": [plain(v) for v in tuple(value)]}


def _graph(value: Any) -> Any:
    from neo4j.graph import Node, Path, Relationship

    if isinstance(value, Node):
        return {**_properties(value), "labels": sorted(value.labels)}
    if isinstance(value, Relationship):
        return {**_properties(value), "type": value.type}
    if isinstance(value, Path):
        ties = [
            {**plain(r), "from": _id(r.start_node), "to": _id(r.end_node)}
            for r in value.relationships
        ]
        return {"nodes": [plain(n) for n in value.nodes], "relationships": ties}
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if hasattr(value, "to_native"):  # a vector
        return plain(value.to_native())
    return str(value)


def _properties(value: Any) -> dict[str, Any]:
    return {k: plain(v) for k, v in sorted(value.items())}


def _id(node: Any) -> Any:
    return plain(node.get("id", node.element_id))


def words(value: Any) -> str:
    """A plain node, relationship or path as a reader would draw it; empty when it is none.

    Examples
    --------
    >>> words({"labels": ["Entity", "Person"], "id": "person-x", "name": "Anwar Dost"})
    '(Anwar Dost)'
    >>> words({"type": "RIVAL_OF", "start": "2008"})
    '[RIVAL_OF 2008]'
    """
    if not isinstance(value, Mapping):
        return ""
    if isinstance(value.get("labels"), list):
        return f"({_called(value)})"
    if "nodes" in value and "relationships" in value:
        return _path(value)
    if (isinstance(value.get("type"), str) and "id" in value) or set(value) >= {"type", "start"}:
        return f"[{' '.join(filter(None, (value['type'], str(value.get('start', '')))))}]"
    return ""


def _called(node: Mapping[str, Any]) -> str:
    for key in ("name", "text", "says", "title", "id"):
        if node.get(key):
            return str(node[key])
    return ":".join(node["labels"])


def _path(path: Mapping[str, Any]) -> str:
    nodes = path["nodes"]
    drawn = f"({_called(nodes[0])})" if nodes else ""
    for before, tie, after in zip(nodes, path["relationships"], nodes[1:], strict=False):
        forward = tie.get("from") == before.get("id")
        drawn += f"{'-' if forward else '<-'}{words(tie)}{'->' if forward else '-'}"
        drawn += f"({_called(after)})"
    return drawn
