"""Other people's documents and data sets -> records, one module a format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from ..errors import NotFoundError
from ..graph.knowledge import KnowledgeGraph
from ..graph.vocabulary import nearest


@dataclass(frozen=True, slots=True)
class Loader:
    """A format that can be loaded: its name, what it reads, and the function that reads it."""

    name: str
    reads: str
    read: Callable[[Path], KnowledgeGraph]


def _curated(path: Path) -> KnowledgeGraph:
    from . import curated

    return curated.read(path)


def _jsonl(path: Path) -> KnowledgeGraph:
    from . import jsonl

    return jsonl.read(path)


def _nodelink(path: Path) -> KnowledgeGraph:
    from . import nodelink

    return nodelink.read(path)


LOADERS: Mapping[str, Loader] = {
    "curated": Loader("curated", "a folder of CSV tables in the record's own format", _curated),
    "jsonl": Loader("jsonl", "JSON lines made by `insurgraph export jsonl`", _jsonl),
    "json": Loader("json", "node-link JSON made by `insurgraph export json`", _nodelink),
}
"""Every loader by name."""


def loader(name: str) -> Loader:
    """The loader of that name.

    Raises
    ------
    NotFoundError
        If there is none.
    """
    if name not in LOADERS:
        raise NotFoundError(
            f"no loader {name!r}{nearest(name, LOADERS)}; there are: {', '.join(LOADERS)}"
        )
    return LOADERS[name]


def load(folder: str | Path | None = None) -> KnowledgeGraph:
    """The curated record, or any folder of tables in its format.

    Parameters
    ----------
    folder : path, optional
        The folder; the record that comes with the package when not given.

    Raises
    ------
    NotFoundError
        If there is no such folder.
    RecordError
        If anything in it breaks a rule.

    Examples
    --------
    >>> len(load()) > 100
    True
    """
    from . import curated

    return curated.read(files("insurgraph.data") if folder is None else Path(folder))
