"""What the command line shows: results on stdout, notes and progress on stderr.

Nothing here knows what a result means. Colour and progress appear on a terminal only.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from .graph.table import Table

#: Columns of a table that nobody looks at on a terminal, unless COLUMNS says otherwise.
PIPE_WIDTH = 160

FORMATS = ("table", "csv", "json", "jsonl")


def show(table: Table, format: str = "table") -> None:
    """Print a table to stdout in one of `FORMATS`."""
    if format == "table":
        _draw(table)
    else:
        text = {"csv": table.to_csv, "json": table.to_json, "jsonl": table.to_jsonl}[format]()
        click.echo(text, nl=False)


def note(message: str) -> None:
    """One line on stderr."""
    click.echo(message, err=True)


def _draw(table: Table) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    from .graph.table import cell

    width = None if sys.stdout.isatty() else int(os.environ.get("COLUMNS") or PIPE_WIDTH)
    console = Console(width=width)
    drawn = Drawn(
        title=Text(table.title, style="bold") if table.title else None,
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
    )
    for column in table.columns:
        drawn.add_column(Text(column.name), overflow="fold")
    for row in table.rows:
        drawn.add_row(*(Text(cell(value)) for value in row))
    with console.capture() as captured:
        console.print(drawn)
        if not table.rows:
            console.print("(no rows)")
        for sentence in table.notes:
            console.print(Text(sentence, style="italic"))
    lines = captured.get().splitlines()
    click.echo("\n".join(line.rstrip() for line in lines))


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
