"""Parquet: the tables as typed columns, for pandas, Polars, DuckDB, Spark and R.

One file a table. Lists are lists, numbers numbers, bounds dates; the table of claims also has what
follows for each. The record itself stands in the metadata of every file, under ``insurgraph``.
Needs the extra: ``pip install 'insurgraph[parquet]'``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ..extras import need
from ..flat import TYPES
from ..frames import arrow_type
from ..knowledge import KnowledgeGraph
from ..output import write_bytes
from ..rows import assessed
from . import plain
from .contents import WHOLE
from .tables import columns, table_rows

CARRIES = WHOLE
"""What of a record it holds; see `insurgraph.graph.export.contents`."""

#: Columns of the table of claims that follow from the record.
_ASSESSED = (
    *("status", "grade", "grades", "family", "sign", "temporality", "start_earliest"),
    *("start_latest", "end_earliest", "end_latest", "computed", "sources", "independent"),
)


def write(kg: KnowledgeGraph, folder: Path) -> None:
    """Write the folder.

    Raises
    ------
    ArgumentError
        If pyarrow is not installed.
    OutputError
        If the folder cannot be written.
    """
    need("pyarrow", "Parquet needs", "parquet")
    import pyarrow as pa
    from pyarrow import parquet

    about = plain.text({"records": [plain.of_record(kg, r) for r in kg.records.values()]})
    for name, names, rows in _tables(kg):
        types = [arrow_type(TYPES.get(c, "text")) for c in names]
        schema = pa.schema(list(map(pa.field, names, types)), {"insurgraph": about})
        values = list(rows)
        held = [pa.array([v.get(c) for v in values], t) for c, t in zip(names, types, strict=True)]
        out = pa.BufferOutputStream()
        parquet.write_table(pa.Table.from_arrays(held, schema=schema), out)
        write_bytes(folder / f"{name}.parquet", out.getvalue().to_pybytes())


def _tables(
    kg: KnowledgeGraph,
) -> Iterator[tuple[str, tuple[str, ...], Iterable[dict[str, Any]]]]:
    """Name, columns and rows of every table; what is empty is not there."""
    for name, rows in table_rows(kg):
        names = (*columns(name), "record")
        if name == "claims":
            claims = ({**plain.of_row(c), **assessed(kg, c)} for c in kg.claims())
            yield name, (*names, *_ASSESSED), claims
        else:
            yield name, names, map(plain.of_row, rows)
    judgements = ("one", "other", "verdict", "who", "when", "why", "record")
    yield "judgements", judgements, map(plain.of_row, kg.judgements)
