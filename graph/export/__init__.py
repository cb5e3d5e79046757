"""Exports: one module a format, and the registry that knows them by name.

A module of a text format has ``pieces(kg)``, which yields the file piece by piece; one that makes
a folder has ``write(kg, folder)``. Either has ``CARRIES`` (what of a record it holds, see
`insurgraph.graph.export.contents`) and may have ``left_out(kg)``: in words, what of this graph
stays behind. The same record gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

from ...errors import ArgumentError, NotFoundError
from ..knowledge import KnowledgeGraph
from ..output import replacing
from ..vocabulary import nearest
from .contents import present


@dataclass(frozen=True, slots=True)
class Format:
    """An exchange format.

    Attributes
    ----------
    name : str
    title : str
        What it is and who reads it.
    module : str
        The module of this package that writes it.
    folder : bool
        Whether it makes a folder of files rather than one text.
    quotes : bool
        Whether it guards what a spreadsheet would run, and can be had raw.
    loader : str
        Name of the loader that reads it back whole; empty when there is none.
    """

    name: str
    title: str
    module: str
    folder: bool = False
    quotes: bool = False
    loader: str = ""

    @property
    def carries(self) -> Mapping[str, str]:
        """What of a record it holds, by part; see `insurgraph.graph.export.contents`."""
        carries: Mapping[str, str] = self._module.CARRIES
        return carries

    def left_out(self, kg: KnowledgeGraph) -> list[str]:
        """In words, what this format leaves behind: parts of any record, claims of this one."""
        parts = [p for p in present(kg) if self.carries[p] == "no" and p != "other claims"]
        own = getattr(self._module, "left_out", None)
        never = [f"it has no place for: {', '.join(parts)}"] if parts else []
        return never + (own(kg) if own else [])

    def refuse(self, *, raw: bool = False, text: bool = False) -> None:
        """Raise `ArgumentError` when it cannot be had so: raw, or as one text."""
        if raw and not self.quotes:
            raise ArgumentError(f"{self.name} is written as it is; raw is for csv")
        if text and self.folder:
            raise ArgumentError(f"{self.name} makes a folder of files; name one with --out")

    def pieces(self, kg: KnowledgeGraph) -> Iterator[str]:
        """The text, piece by piece.

        Raises
        ------
        ArgumentError
            If it is a folder and no text.
        """
        self.refuse(text=True)
        pieces: Iterator[str] = self._module.pieces(kg)
        return pieces

    def write(self, kg: KnowledgeGraph, path: Path, *, raw: bool = False) -> None:
        """Write the file, or the folder; see `insurgraph.graph.export.write`."""
        self.refuse(raw=raw)
        if self.folder:
            self._module.write(kg, path, **({"raw": raw} if self.quotes else {}))
            return
        with replacing(path) as out:
            out.writelines(self.pieces(kg))

    @property
    def _module(self) -> ModuleType:
        return import_module(f".{self.module}", __name__)


FORMATS: Mapping[str, Format] = {
    f.name: f
    for f in (
        Format(
            "csv",
            "tables for spreadsheets, statistics and this program",
            "tables",
            folder=True,
            quotes=True,
            loader="curated",
        ),
        Format("graphml", "network for Gephi, yEd, igraph and networkx", "graphml"),
        Format("gexf", "network over time for Gephi", "gexf"),
        Format(
            "json", "node-link graph for networkx, D3 and this program", "nodelink", loader="json"
        ),
        Format(
            "jsonl",
            "one JSON object a row, for jq, pandas and this program",
            "jsonl",
            loader="jsonl",
        ),
        Format("cypher", "script that fills Neo4j or the embedded engine", "cypher"),
        Format("parquet", "typed columns for pandas, Polars, DuckDB, R", "parquet", folder=True),
        Format("stix", "STIX 2.1 bundle for threat intelligence platforms", "stix", loader="stix"),
        Format("ftm", "FollowTheMoney entities for Aleph and its kin", "ftm"),
    )
}
"""Every format by name."""


def format_named(name: str) -> Format:
    """The format of that name.

    Raises
    ------
    NotFoundError
        If there is none; the message names all.
    """
    if name not in FORMATS:
        raise NotFoundError(
            f"no format {name!r}{nearest(name, FORMATS)}; there are: {', '.join(FORMATS)}"
        )
    return FORMATS[name]


def write(kg: KnowledgeGraph, format: str, path: Path, *, raw: bool = False) -> None:
    """Write a graph in a format by name.

    Parameters
    ----------
    kg : KnowledgeGraph
        Whole, or the part that `KnowledgeGraph.excerpt` makes.
    format : str
        One of `FORMATS`.
    path : Path
        The file, or the folder, to write.
    raw : bool
        Of `csv`: cells as they are (`insurgraph.graph.export.tables`).

    Raises
    ------
    NotFoundError
        If there is no such format.
    ArgumentError
        If it cannot hold this graph, or needs what is not installed.
    OutputError
        If the file cannot be written.

    Examples
    --------
    >>> import insurgraph as ig
    >>> from tempfile import mkdtemp
    >>> write(ig.load(), "jsonl", Path(mkdtemp()) / "record.jsonl")
    """
    format_named(format).write(kg, path, raw=raw)
