"""Node-link JSON as `insurgraph export json` writes it -> a graph of one or more records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..errors import NotFoundError, Problem, RecordError
from ..graph.knowledge import KnowledgeGraph
from .objects import Reader, decoded

#: Lists of the graph's own attributes, and what each holds.
_LISTS = {
    "records": "record",
    "sources": "source",
    "names": "name",
    "claims": "claim",
    "citations": "citation",
    "links": "link",
    "judgements": "judgement",
}
_OF_THE_TIE = ("directed", "signed")


def read(path: Path) -> KnowledgeGraph:
    """Read and check one file; what is wrong is told with the object it is in.

    Raises
    ------
    NotFoundError
        If there is no such file.
    RecordError
        If it is no such graph, or anything in it breaks a rule.

    Examples
    --------
    >>> import insurgraph as ig
    >>> from insurgraph.graph import export
    >>> from tempfile import mkdtemp
    >>> file = Path(mkdtemp()) / "record.json"
    >>> export.write(ig.load(), "json", file)
    >>> read(file) == ig.load()
    True
    """
    if not path.is_file():
        raise NotFoundError(f"{path}: no such file; make one with `insurgraph export json`")
    reader = Reader(path.name)
    data = _data(path)
    attributes = data["graph"]
    for name, kind in _LISTS.items():
        for value in _list(path, {name: [], **attributes}, name):
            reader.add(0, kind, value)
    for value in _list(path, data, "nodes"):
        reader.add(0, "entity", value)
    for value in _list(path, data, "edges"):
        reader.add(0, "claim", _claim(value))
    return reader.graph()


def _data(path: Path) -> dict[str, Any]:
    try:
        data = decoded(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise _broken(path, "", str(error)) from None
    if not isinstance(data, dict) or not isinstance(data.get("graph"), dict):
        raise _broken(path, "graph", "no node-link graph with the attributes of a record")
    return data


def _list(path: Path, data: dict[str, Any], name: str) -> list[Any]:
    found = data.get(name)
    if not isinstance(found, list):
        raise _broken(path, name, "a list is expected")
    return found


def _claim(edge: object) -> object:
    """An edge as the claim it was."""
    if not isinstance(edge, dict):
        return edge
    values = {k: v for k, v in edge.items() if k not in _OF_THE_TIE}
    for end, column in (("source", "subject"), ("target", "object"), ("key", "id")):
        if end in values:
            values[column] = values.pop(end)
    return values


def _broken(path: Path, column: str, reason: str) -> RecordError:
    return RecordError(path.name, (Problem(path.name, 0, column, "", reason),))
