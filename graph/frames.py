"""Columns of results as pandas and Arrow hold them: typed, also where a value is missing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from .extras import need
from .table import Table, Type, cell

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

DTYPES: Mapping[Type, str] = {
    "text": "string",
    "whole number": "Int64",
    "number": "float64",
    "day": "datetime64[s]",
    "yes or no": "boolean",
    "list": "object",
    "": "object",
}
"""The dtype of each type of column in pandas; seconds, for years 1 and 9999 have a place there."""

_PYTHON: Sequence[tuple[type | tuple[type, ...], Type]] = (
    (bool, "yes or no"),  # before int, which it is, too
    (int, "whole number"),
    (float, "number"),
    (str, "text"),
    (date, "day"),
    ((list, tuple), "list"),
)
_LARGEST = 2**63


def type_of(values: Sequence[Any]) -> Type:
    """The type that all values but None share; ``""`` when they share none, or there is none.

    Examples
    --------
    >>> type_of([1, None, 2]), type_of([1, 2.5]), type_of(["a", 1]), type_of([None])
    ('whole number', 'number', '', '')
    """
    found = {_type(v) for v in values if v is not None}
    if found == {"whole number", "number"}:
        return "number"
    return found.pop() if len(found) == 1 else ""


def _type(value: Any) -> Type:
    if isinstance(value, int) and not -_LARGEST <= value < _LARGEST:
        return ""
    return next((type_ for of, type_ in _PYTHON if isinstance(value, of)), "")


def to_pandas(table: Table) -> pd.DataFrame:
    """See `insurgraph.graph.table.Table.to_pandas`."""
    need("pandas", "DataFrames need", "pandas")
    import pandas

    held = {n: _series(table.column(c.name), c.type) for n, c in enumerate(table.columns)}
    frame = pandas.DataFrame(held, index=pandas.RangeIndex(len(table)))
    frame.columns = pandas.Index(list(table.names), dtype="object")
    frame.attrs = {
        "title": table.title,
        "notes": list(table.notes),
        "meanings": {c.name: c.meaning for c in table.columns},
    }
    return frame


def _series(values: list[Any], declared: Type) -> pd.Series[Any]:
    import numpy as np
    import pandas

    type_ = declared or type_of(values)
    if type_ == "day":
        days = np.array(["NaT" if v is None else v.isoformat() for v in values], "datetime64[s]")
        return pandas.Series(days)
    return pandas.Series(values, dtype=DTYPES[type_])


def to_arrow(table: Table) -> pa.Table:
    """See `insurgraph.graph.table.Table.to_arrow`."""
    need("pyarrow", "Arrow needs", "parquet")
    import pyarrow as pa

    about = {"title": table.title, "notes": json.dumps(table.notes, ensure_ascii=False)}
    arrays = [_array(table.column(c.name), c.type) for c in table.columns]
    return pa.Table.from_arrays(arrays, names=list(table.names), metadata=about)


def _array(values: list[Any], declared: Type) -> pa.Array:
    """The values as a column of one type; as text when they have none in common."""
    import pyarrow as pa

    try:
        return pa.array(values, arrow_type(declared) if declared else None)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
        return pa.array([None if v is None else cell(v) for v in values], pa.string())


def arrow_type(type_: Type) -> pa.DataType:
    """The type of a column in Arrow; lists are lists of text."""
    import pyarrow as pa

    found = {
        "whole number": pa.int64(),
        "number": pa.float64(),
        "day": pa.date32(),
        "yes or no": pa.bool_(),
        "list": pa.list_(pa.string()),
    }
    return found.get(type_, pa.string())
