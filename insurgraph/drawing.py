"""Tables drawn for the eye: they fit the width, wrap, and keep every script in its own cell.

What is drawn is for reading, not for reading in: text of a right-to-left script is set apart by
two invisible signs on every line of its cell, so that it does not pull its neighbours about, and
what would move the cursor or turn the direction of others is shown as its number. The machine
formats have the values as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from .errors import as_number
from .graph.table import Table, cell
from .graph.values import words

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
    from rich.measure import Measurement

#: Columns get narrower than their widest word only down to this; then rows are drawn as blocks.
NARROWEST = 14

#: Cells between two columns, and between the name of a value and the value.
_BETWEEN, _GAP = 3, 2
_ISOLATE, _END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_WORD = re.compile(r"\S+\s*|\s+")
_PIECE = re.compile(r"[-_/]*[^-_/]+[-_/]*|[-_/]+")
_RIGHT_TO_LEFT = ("R", "AL", "RLE", "RLO", "AN")


def shown(value: object) -> str:
    """A value as the text of a cell; nodes and paths as drawn, signs that do something as numbers.

    Examples
    --------
    >>> shown(["a", None, "b"]), shown(chr(27) + "[31mred")
    ('a; ; b', '\\\\x1b[31mred')
    >>> shown({"labels": ["Entity"], "name": "Anwar Dost"})
    '(Anwar Dost)'
    """
    return _UNSHOWN.sub(as_number, _text(value))


def _text(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return "; ".join(_text(v) for v in value)
    return words(value) or cell(value)


def isolated(line: str) -> str:
    """A line between isolating signs when it has letters that run from right to left.

    Examples
    --------
    >>> isolated("Red Pass Front")
    'Red Pass Front'
    >>> len(isolated("جبهة")) - len("جبهة")
    2
    """
    turns = any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in line)
    return f"{_ISOLATE}{line}{_END}" if turns else line


def broken(text: str, width: int) -> Iterator[str]:
    """The lines of a text in a column: broken between words, where it must be inside one.

    A word that is wider than the column is broken after a hyphen, an underscore or a slash; what is
    still wider, anywhere.

    Examples
    --------
    >>> list(broken("org-islamic-state joined", 12))
    ['org-islamic-', 'state joined']
    """
    from rich.cells import cell_len

    for paragraph in text.expandtabs().splitlines() or [""]:
        line = ""
        for word in _WORD.findall(paragraph):
            if cell_len(line + word.rstrip()) <= width:
                line += word
                continue
            if line.strip():
                yield line.rstrip()
            line = word.lstrip()
            while cell_len(line.rstrip()) > width:
                start = _fitting(line, width)
                yield start
                line = line[len(start) :]
        yield line.rstrip()


def _fitting(word: str, width: int) -> str:
    """As much of a word as fits, up to its last good place to break."""
    from rich.cells import cell_len, chop_cells

    start = ""
    for piece in _PIECE.findall(word):
        if cell_len(start + piece) > width:
            break
        start += piece
    return start or chop_cells(word, width)[0] or word[0]


def draw(table: Table, console: Console) -> None:
    """Draw a table on a console; rows as blocks where columns would be too narrow to read."""
    from rich.text import Text

    rows = [[shown(value) for value in row] for row in table.rows]
    names = [shown(name) for name in table.names]
    if table.title:
        console.print(Text(table.title, style="bold"))
    if rows and _needed(names, rows) > console.width:
        _draw_blocks(names, rows, console)
    else:
        _draw_grid(names, rows, console)
    if not rows:
        console.print("(no rows)")
    for sentence in table.notes:
        console.print(Text(sentence, style="italic"))


def _needed(names: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """The least width at which the columns can be read."""
    from rich.cells import cell_len

    def widest(texts: Iterable[str]) -> int:
        return max(cell_len(word) for text in texts for word in (text.split() or [""]))

    columns = zip(names, *rows, strict=True)
    return sum(min(NARROWEST, widest(column)) + _BETWEEN for column in columns)


def _draw_grid(names: Sequence[str], rows: Iterable[Sequence[str]], console: Console) -> None:
    from rich import box
    from rich.table import Table as Grid

    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in names:
        grid.add_column(_Cell(name))
    for row in rows:
        grid.add_row(*(_Cell(text) for text in row))
    console.print(grid)


def _draw_blocks(names: Sequence[str], rows: Iterable[Sequence[str]], console: Console) -> None:
    from rich.table import Table as Grid
    from rich.text import Text

    for number, row in enumerate(rows, 1):
        console.print(Text(f"row {number}", style="bold"))
        grid = Grid.grid(padding=(0, _GAP))
        for name, text in zip(names, row, strict=True):
            if text:
                grid.add_row(Text(name, style="dim"), _Cell(text))
        console.print(grid)


class _Cell:
    """The text of a cell, each of its lines isolated after it was wrapped."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        from rich.measure import Measurement
        from rich.text import Text

        return Measurement.get(console, options, Text(self.text))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from _lines(broken(self.text, options.max_width))


def _lines(lines: Iterable[str]) -> Iterator[RenderableType]:
    from rich.segment import Segment

    segments: list[Any] = []
    for line in lines:
        segments += [Segment(isolated(line)), Segment.line()]
    yield from segments
