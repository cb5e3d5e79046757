"""What a notebook shows of a value: HTML without script, and without colour of its own.

Everything is escaped, text of any script keeps its direction within its cell, and nothing says
what is light and what is dark: the notebook does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from html import escape
from typing import Any

from .table import Column, Table, cell
from .values import words

#: Rows of a table that are shown; all of them are in the table.
MOST_ROWS = 60

_TEXT = "text-align:left;vertical-align:top"
_NUMBER = "text-align:right;vertical-align:top;font-variant-numeric:tabular-nums"
_WORD = f"{_TEXT};white-space:nowrap"
_SMALL = "font-size:smaller;max-width:100ch;margin:.3em 0"
#: Text without a space that is no longer is not broken: ids and dates.
_SHORT = 22
_TITLE = "caption-side:top;text-align:left;font-weight:bold"


def encodable(text: str) -> str:
    """Text that UTF-8 and HTML have room for; what they have not becomes a question mark.

    Examples
    --------
    >>> encodable("a" + chr(0) + "b" + chr(0xD800))
    'a?b?'
    """
    return text.replace("\0", "?").encode("utf-8", "replace").decode("utf-8")


def escaped(value: object) -> str:
    """A value as text of a cell that is no markup.

    Examples
    --------
    >>> escaped("<b>"), escaped(["a", 2.0]), escaped({"labels": ["Entity"], "name": "Dost"})
    ('&lt;b&gt;', 'a; 2', '(Dost)')
    """
    return escape(encodable(words(value) or cell(value)))


def of_table(table: Table) -> str:
    """A table: title, columns that say what they mean when pointed at, rows, notes."""
    caption = f'<caption style="{_TITLE}">{escaped(table.title)}</caption>' if table.title else ""
    head = "".join(map(_head, table.columns))
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows[:MOST_ROWS])
    return (
        f'<div style="overflow-x:auto"><table>{caption}<thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>{''.join(map(_note, _notes(table)))}"
    )


def _head(column: Column) -> str:
    meaning = f' title="{escaped(column.meaning)}"' if column.meaning else ""
    return f'<th dir="auto" scope="col" style="{_TEXT}"{meaning}>{escaped(column.name)}</th>'


def _cell(value: object) -> str:
    return f'<td dir="auto" style="{_style(value)}">{escaped(value)}</td>'


def _style(value: object) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _NUMBER
    short = isinstance(value, str) and len(value) <= _SHORT and " " not in value
    return _WORD if short else _TEXT


def _notes(table: Table) -> Iterator[str]:
    if len(table) > MOST_ROWS:
        yield f"The first {MOST_ROWS} of {len(table):,} rows are shown; to_pandas() has them all."
    elif not table.rows:
        yield "No rows."
    yield from table.notes


def _note(text: str) -> str:
    return f'<p dir="auto" style="{_SMALL}">{escaped(text)}</p>'


def of_row(row: Any) -> str:
    """A row of a record: the fields that are filled, as they are written.

    Examples
    --------
    >>> from insurgraph.graph.model import Link
    >>> "contradicts" in of_row(Link("c-1", "contradicts", "c-2"))
    True
    """
    filled = ((f.name, getattr(row, f.name)) for f in fields(row))
    lines = ((name, value) for name, value in filled if value not in ("", (), None))
    return f"<table>{_caption(row)}<tbody>{''.join(_lines(lines))}</tbody></table>"


def _caption(row: Any) -> str:
    return f'<caption style="{_TITLE}">{type(row).__name__}</caption>'


def _lines(pairs: Iterable[tuple[str, object]]) -> Iterator[str]:
    for name, value in pairs:
        yield f'<tr><th scope="row" style="{_TEXT}">{escaped(name)}</th>'
        yield f'<td dir="auto" style="{_TEXT}">{escaped(value)}</td></tr>'
