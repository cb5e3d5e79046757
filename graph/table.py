"""Results as tables: rows with described columns, and ways out to what the reader uses."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from textwrap import indent
from typing import TYPE_CHECKING, Any, Literal

from ..errors import ArgumentError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    from matplotlib.figure import Figure

    from .picture import Picture

Type = Literal["", "text", "whole number", "number", "day", "yes or no", "list"]

Pieces = Callable[[Sequence[str], Iterable[Sequence[Any]]], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Column:
    """Name of a column and what stands in it.

    Attributes
    ----------
    type : str
        text, whole number, number, day, yes or no, list (of text); ``""`` is the one that its
        values share.
    """

    name: str
    meaning: str = ""
    type: Type = ""


@dataclass(frozen=True, repr=False)
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
    picture : callable, optional
        What draws it; see `plot`.

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
    picture: Callable[..., Figure] | None = field(default=None, compare=False)

    @classmethod
    def of(
        cls,
        columns: Sequence[str | Column],
        rows: Iterable[Sequence[Any]],
        title: str = "",
        notes: Iterable[str] = (),
        picture: Callable[..., Figure] | None = None,
    ) -> Table:
        """Make a table from column names (or `Column`) and rows."""
        named = tuple(c if isinstance(c, Column) else Column(c) for c in columns)
        return cls(named, tuple(tuple(r) for r in rows), title, tuple(notes), picture)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(c.name for c in self.columns)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        names = self.names
        return (dict(zip(names, row, strict=True)) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        title = f" {self.title}" if self.title else ""
        more = f" and {len(self.names) - 8} more" if len(self.names) > 8 else ""
        return f"<Table{title}: {len(self)} rows of {', '.join(self.names[:8])}{more}>"

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
        return replace(self, rows=tuple(rows), notes=(*self.notes, note))

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
        """A DataFrame with the same columns, each of one plain dtype.

        Text is ``string``, whole numbers ``Int64``, numbers ``float64``, days ``datetime64[s]``,
        yes or no ``boolean``; lists stay lists, and dates as worded (EDTF) stay text. What is
        missing is pandas's own missing value. ``attrs`` has the title, the notes, and what each
        column means.

        Raises
        ------
        ArgumentError
            If pandas is not installed.

        Examples
        --------
        >>> Table.of(["name", "claims"], [("IS-K", 3), ("TTP", None)]).to_pandas()
           name  claims
        0  IS-K       3
        1   TTP    <NA>
        """
        from . import frames

        return frames.to_pandas(self)

    def to_arrow(self) -> pa.Table:
        """An Arrow table with the same columns, title and notes in its metadata.

        A column has its own type or takes the one that all its values share, else it is text.
        Polars, DuckDB and whoever else speaks Arrow's C interface take a `Table` as it is:
        ``polars.DataFrame(t)``.

        Raises
        ------
        ArgumentError
            If pyarrow is not installed.

        Examples
        --------
        >>> Table.of(["name", "claims"], [("IS-K", 3), ("TTP", None)]).to_arrow().to_pydict()
        {'name': ['IS-K', 'TTP'], 'claims': [3, None]}
        """
        from . import frames

        return frames.to_arrow(self)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def plot(self, **options: Any) -> Picture:
        """The table as a picture, which shows itself in a notebook and can be saved.

        Parameters
        ----------
        **options
            Of the picture, as in `insurgraph.graph.analysis.plots`: how many to draw.

        Raises
        ------
        ArgumentError
            If there is no picture of such a table, or matplotlib is not installed.
        ProjectionError
            If the table has nothing to draw.
        """
        from .picture import Picture

        if self.picture is None:
            raise ArgumentError(
                f"there is no picture of {self.title or 'this table'!r}; rank_intervals, timeline, "
                "successions, defection_matrix and signed_dyads have one, and to_pandas().plot "
                "draws any columns"
            )
        return Picture(self.picture(self, **options))

    def _repr_html_(self) -> str:
        from . import markup

        return markup.of_table(self)


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
