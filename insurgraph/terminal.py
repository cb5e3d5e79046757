"""What the command line shows: results on stdout, notes and progress on stderr.

Nothing here knows what a result means. Colour and progress appear on a terminal only.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from .graph.table import Table

#: Columns of a table that nobody looks at on a terminal, unless COLUMNS says otherwise.
PIPE_WIDTH = 160

FORMATS = ("table", "csv", "json", "jsonl")


def show(table: Table, format: str = "table", *, page: bool = False) -> None:
    """Print a table to stdout in one of `FORMATS`; a long drawing page by page when asked to."""
    if format == "table":
        _print(drawn(table), page=page)
    else:
        stream(table.names, table.rows, format)


def _print(text: str, *, page: bool) -> None:
    height = os.get_terminal_size().lines if page and sys.stdout.isatty() else 0
    if height and text.count("\n") >= height - 1:
        click.echo_via_pager(text + "\n")
    else:
        click.echo(text)


def stream(names: Sequence[str], rows: Iterable[Sequence[Any]], format: str) -> None:
    """Print rows to stdout as they come, in a format other than a table."""
    from .graph.table import PIECES

    pieces = PIECES[format](names, rows)
    while together := "".join(islice(pieces, 200)):
        click.echo(together, nl=False)


def note(message: str) -> None:
    """One line on stderr."""
    click.echo(message, err=True)


def drawn(table: Table) -> str:
    """A table as text that fits the terminal."""
    from rich.console import Console

    from .drawing import draw

    width = None if sys.stdout.isatty() else int(os.environ.get("COLUMNS") or PIPE_WIDTH)
    console = Console(width=width)
    with console.capture() as captured:
        draw(table, console)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A function to report with: what, how many done, how many in all (0: not known).

    Draws a bar with its rate on a terminal, does nothing elsewhere.
    """
    if not sys.stderr.isatty():
        yield lambda _what, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("", total=None)

        def report(what: str, done: int, total: int) -> None:
            bars.update(task, description=what, completed=done, total=total or None)

        yield report
