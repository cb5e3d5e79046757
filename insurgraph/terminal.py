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

#: A table is never drawn narrower than this.
NARROWEST = 20

FORMATS = ("table", "csv", "json", "jsonl")

#: Where the context of a command keeps that it was asked to be quiet.
HUSHED = f"{__name__}.hushed"


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
    """One line on stderr that can be missed: ``--quiet`` leaves it out."""
    if not hushed():
        say(message)


def say(message: str) -> None:
    """One line on stderr that cannot be missed: an error, or half of a conversation."""
    click.echo(message, err=True)


def hushed() -> bool:
    """Whether the command that runs was asked to be quiet."""
    ctx = click.get_current_context(silent=True)
    return ctx is not None and bool(ctx.meta.get(HUSHED))


def width() -> int | None:
    """Columns to draw a table in: ``COLUMNS``, else those of the terminal, which are None here."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal() and int(asked):
        return max(NARROWEST, int(asked))
    return None if sys.stdout.isatty() else PIPE_WIDTH


def drawn(table: Table) -> str:
    """A table as text that fits the terminal."""
    from rich.console import Console

    from .drawing import draw

    console = Console(width=width())
    with console.capture() as captured:
        draw(table, console)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A function to report with: what, how many done, how many in all (0: not known).

    Draws a bar with its rate on a terminal, does nothing elsewhere.
    """
    if hushed() or not sys.stderr.isatty():
        yield lambda _what, _done, _total: None
        return
    from rich.console import Console

    from .progress import bar

    with bar(Console(stderr=True)) as report:
        yield report
