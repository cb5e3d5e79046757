"""JSON lines as `insurgraph export jsonl` writes them -> a graph of one or more records.

Read line by line and checked as a whole: what is wrong is told with the number of its line, and
nothing is loaded.
"""

from __future__ import annotations

from pathlib import Path

from ..errors import NotFoundError
from ..graph.knowledge import KnowledgeGraph
from ..graph.vocabulary import nearest
from .objects import KINDS, Reader, decoded


def read(path: Path) -> KnowledgeGraph:
    """Read and check one file.

    Raises
    ------
    NotFoundError
        If there is no such file.
    RecordError
        If anything in it breaks a rule; ``problems`` has every line and key.

    Examples
    --------
    >>> import insurgraph as ig
    >>> from insurgraph.graph import export
    >>> from tempfile import mkdtemp
    >>> file = Path(mkdtemp()) / "record.jsonl"
    >>> export.write(ig.load(), "jsonl", file)
    >>> read(file) == ig.load()
    True
    """
    if not path.is_file():
        raise NotFoundError(f"{path}: no such file; make one with `insurgraph export jsonl`")
    reader = Reader(path.name)
    with path.open(encoding="utf-8-sig", newline="\n") as lines:
        try:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    _take(reader, number, line)
        except UnicodeDecodeError:
            reader.problem(0, "", "", "not UTF-8")
    return reader.graph()


def _take(reader: Reader, number: int, line: str) -> None:
    try:
        value = decoded(line)
    except ValueError as error:
        reader.problem(number, "", "", str(error))
        return
    kind = value.pop("row", None) if isinstance(value, dict) else ""
    if isinstance(kind, str) and kind in KINDS:
        reader.add(number, kind, value)
    elif isinstance(value, dict):
        near = nearest(str(kind), KINDS) if kind else f"; it is one of {', '.join(KINDS)}"
        reader.problem(number, "row", kind, f"no such row{near}")
    else:
        reader.problem(number, "", "", "an object is expected")
