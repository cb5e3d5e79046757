"""Results as tables: rows with described columns, and ways out to what the reader uses."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.util import find_spec
from itertools import chain
from textwrap import indent
from typing import TYPE_CHECKING, Any

from ..errors import ArgumentError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


Pieces = Callable[[Sequence[str], Iterable[Sequence[Any]]], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Column:
    """Name of a column and what stands in it."""

    name: str
    meaning: str = ""


@dataclass(frozen=True)
class Table:
    """A result: columns, rows, a title, and the words that say how it came about.

    Attributes
    ----------
    columns : tuple of Column
    rows : tuple of tuple
        Plain values: text, numbers, booleans, None, dates, lists of these.
    title : str
    notes : tuple of str
        Sentences a reader needs with it: the projection, what was left out.

    Examples
    --------
    >>> t = Table.of(["name", "claims"], [("IS-K", 3), ("TTP", 2)])
    >>> [row["name"] for row in t]
    ['IS-K', 'TTP']
    >>> print(t.to_csv(), end="")
    name,claims
    IS-K,3
    TTP,2
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    title: str = ""
    notes: tuple[str, ...] = field(default=())

    @classmethod
    def of(
        cls,
        columns: Sequence[str | Column],
        rows: Iterable[Sequence[Any]],
        title: str = "",
        notes: Iterable[str] = (),
    ) -> Table:
        """Make a table from column names (or `Column`) and rows."""
        named = tuple(c if isinstance(c, Column) else Column(c) for c in columns)
        return cls(named, tuple(tuple(r) for r in rows), title, tuple(notes))

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(c.name for c in self.columns)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        names = self.names
        return (dict(zip(names, row, strict=True)) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> list[Any]:
        """All values of one column."""
        at = self.names.index(name)
        return [row[at] for row in self.rows]

    def only(self, *names: str) -> Table:
        """The columns of these names, in this order.

        Examples
        --------
        >>> Table.of(["id", "name", "n"], [("org-isk", "IS-K", 3)]).only("n", "name").rows
        ((3, 'IS-K'),)
        """
        at = [self.names.index(name) for name in names]
        rows = tuple(tuple(row[i] for i in at) for row in self.rows)
        return Table(tuple(self.columns[i] for i in at), rows, self.title, self.notes)

    def first(self, number: int, of: str = "") -> Table:
        """The first rows, 0 for all; the first for every value of a column when `of` names one.

        A note says how many rows there are when some are left out.

        Examples
        --------
        >>> Table.of(["n"], [[1], [2], [3]]).first(2).notes
        ('The first 2 of 3 rows.',)
        """
        if not number:
            return self
        at = self.names.index(of) if of else None
        seen: Counter[Any] = Counter()
        rows = []
        for row in self.rows:
            part = None if at is None else row[at]
            seen[part] += 1
            if seen[part] <= number:
                rows.append(row)
        if len(rows) == len(self.rows):
            return self
        each = f" for each {of}" if of else ""
        note = f"The first {number} of {max(seen.values())} rows{each}."
        return Table(self.columns, tuple(rows), self.title, (*self.notes, note))

    def to_csv(self) -> str:
        """Comma-separated text with a header row; lists joined by ``"; "``, None empty."""
        return "".join(csv_pieces(self.names, self.rows))

    def to_json(self) -> str:
        """A JSON array of objects; dates are ISO text."""
        return "".join(json_pieces(self.names, self.rows))

    def to_jsonl(self) -> str:
        """One JSON object a line."""
        return "".join(jsonl_pieces(self.names, self.rows))

    def to_pandas(self) -> pd.DataFrame:
        """A DataFrame with the same columns.

        Raises
        ------
        ImportError
            If pandas is not installed.
        """
        import pandas

        return pandas.DataFrame([list(r) for r in self.rows], columns=list(self.names))

    def to_arrow(self) -> pa.Table:
        """An Arrow table with the same columns, title and notes in its metadata.

        A column takes the type that all its values share, else it is text. Polars, DuckDB and
        whoever else speaks Arrow's C interface take a `Table` as it is: ``polars.DataFrame(t)``.

        Raises
        ------
        ArgumentError
            If pyarrow is not installed.

        Examples
        --------
        >>> Table.of(["name", "claims"], [("IS-K", 3), ("TTP", None)]).to_arrow().to_pydict()
        {'name': ['IS-K', 'TTP'], 'claims': [3, None]}
        """
        if find_spec("pyarrow") is None:
            raise ArgumentError("Arrow needs pyarrow; pip install 'insurgraph[parquet]'")
        import pyarrow as pa

        about = {"title": self.title, "notes": json.dumps(self.notes, ensure_ascii=False)}
        arrays = [_arrow(self.column(name)) for name in self.names]
        return pa.Table.from_arrays(arrays, names=list(self.names), metadata=about)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def _repr_html_(self) -> str:
        from html import escape

        def line(tag: str, values: Iterable[Any]) -> str:
            cells = "".join(f'<{tag} dir="auto">{escape(cell(v))}</{tag}>' for v in values)
            return f"<tr>{cells}</tr>"

        caption = f"<caption>{escape(self.title)}</caption>" if self.title else ""
        notes = "".join(f"<p>{escape(n)}</p>" for n in self.notes)
        body = "".join(line("td", row) for row in self.rows)
        head = line("th", self.names)
        return f"<table>{caption}<thead>{head}</thead><tbody>{body}</tbody></table>{notes}"


def _arrow(values: list[Any]) -> pa.Array:
    """The values as a column of one type; as text when they have none in common."""
    import pyarrow as pa

    try:
        return pa.array(values)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
        return pa.array([None if v is None else cell(v) for v in values], pa.string())


def csv_pieces(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Comma-separated text, row by row, header first."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in chain([names], rows):
        writer.writerow([cell(v) for v in row])
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def json_pieces(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """A JSON array, object by object.

    Examples
    --------
    >>> "".join(json_pieces(["a"], []))
    '[]\\n'
    """
    before = "["
    for row in rows:
        text = json.dumps(
            dict(zip(names, row, strict=True)), default=_plain, ensure_ascii=False, indent=2
        )
        yield f"{before}\n{indent(text, '  ')}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def jsonl_pieces(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """One JSON object a line."""
    for row in rows:
        values = dict(zip(names, row, strict=True))
        yield json.dumps(values, default=_plain, ensure_ascii=False) + "\n"


#: How rows are written one after another, by format.
PIECES: Mapping[str, Pieces] = {"csv": csv_pieces, "json": json_pieces, "jsonl": jsonl_pieces}


def cell(value: object) -> str:
    """A value as text for a cell: None is empty, a list is joined by ``"; "``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if value.is_integer():
            return str(int(value))
        return f"{value:.6g}" if abs(value) < 1 else repr(round(value, 6))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return json.dumps(value, default=_plain, ensure_ascii=False)
    if isinstance(value, (list, tuple)):
        return "; ".join(cell(v) for v in value)
    return str(value)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else str(value)
