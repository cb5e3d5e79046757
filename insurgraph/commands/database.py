"""Commands on the database: loading, and the embedded engine."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import terminal
from ..graph.connection import shown
from ..options import (
    TIMEOUT,
    choose,
    completed,
    connect,
    loader_names,
    on_terminal,
    output_options,
    server_options,
)

if TYPE_CHECKING:
    from ..graph.engine import Status


@click.command()
@click.argument("loader", shell_complete=completed(loader_names))
@click.argument("path", type=click.Path(path_type=Path), required=False)
@server_options
def load(
    loader: str, path: Path | None, uri: str | None, user: str | None, database: str | None
) -> None:
    """Load a record into the database, in place of its earlier edition.

    LOADER is a format ('curated'); PATH is what it reads, the curated record when left out.

    Example: insurgraph load curated my-tables/
    """
    from .. import loaders

    chosen = loaders.loader(loader)
    if path is None and loader != "curated":
        raise click.UsageError(f"{loader} reads {chosen.reads}: give its path")
    kg = loaders.load() if path is None else chosen.read(path)
    with connect(uri, user, database) as db, terminal.progress() as report:
        for one in db.load(kg, report):
            click.echo(one)


@click.group()
def db() -> None:
    """The embedded engine: start it, stop it, see how it is.

    Every command starts it when it is needed; it stops by itself when nobody uses it.
    """


@db.command()
def start() -> None:
    """Start it, if it does not run yet."""
    from ..graph import engine

    endpoint = engine.ensure(engine.default_folder(), notify=terminal.note)
    click.echo(f"running at {endpoint.uri}")


@db.command()
def stop() -> None:
    """Stop it; what it holds stays."""
    from ..graph import engine

    click.echo("stopped" if engine.stop(engine.default_folder()) else "it was not running")


@db.command()
@output_options
def status(format_: str) -> None:
    """Whether it runs, what it holds, and how another client gets in.

    Any Neo4j client can use it: give it the uri, the database, the user that reads (or the one
    that writes) and that user's password, which is in the file that is named.
    """
    from ..graph import engine
    from ..graph.database import of_endpoint
    from ..graph.table import Table

    found = engine.status(engine.default_folder())
    rows = _facts(found)
    if found.endpoint is not None:
        with of_endpoint(found.endpoint) as database:
            rows += [("record", f"{k} {v}".strip()) for k, v in database.records().items()]
    other = os.environ.get("NEO4J_URI")
    if other:
        terminal.note(f"commands use {shown(other)} and not this engine: NEO4J_URI is set")
    terminal.show(Table.of(["what", "value"], rows), format_)


def _facts(found: Status) -> list[tuple[str, object]]:
    from ..graph.enginefolder import EngineFolder

    endpoint = found.endpoint
    rows: list[tuple[str, object]] = [("running", found.running)]
    if endpoint is not None:
        rows += [
            ("uri", endpoint.uri),
            ("database", endpoint.database),
            ("user that reads", endpoint.reader[0]),
            ("user that writes", endpoint.owner[0]),
            ("passwords, by user", str(EngineFolder(found.folder).passwords)),
            ("process", endpoint.pid),
            ("engine", endpoint.version),
            ("started", endpoint.started.isoformat(timespec="seconds")),
            ("clients now", found.clients),
            ("memory now, MB", round(found.memory / 1e6)),
        ]
    return [
        *rows,
        ("stops without use after, s", found.idle_limit),
        ("size on disk, MB", round(found.size_on_disk / 1e6, 1)),
        ("folder", str(found.folder)),
        ("log", str(found.log)),
    ]


@db.command()
@click.option("--limit", type=click.IntRange(min=0), help="At most so many rows, 0 for all.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0),
    default=TIMEOUT,
    show_default=True,
    help="Seconds for one statement, 0 for ever.",
)
@click.option("--write", is_flag=True, help="Let statements write, which is refused otherwise.")
@output_options
@server_options
def shell(
    limit: int | None,
    timeout: float,
    write: bool,
    format_: str,
    uri: str | None,
    user: str | None,
    database: str | None,
) -> None:
    """A prompt for Cypher; in a pipe, statements from standard input.

    Statements end with a semicolon; :help lists the commands.

    Example: echo "MATCH (c:Claim) RETURN count(c);" | insurgraph db shell
    """
    from ..shell import Shell

    with connect(uri, user, database) as db:
        opened = Shell(
            db,
            format=format_,
            limit=limit,
            timeout=timeout or None,
            write=write,
            ask=choose if on_terminal() else None,
        )
        if sys.stdin.isatty():
            opened.prompt()
        else:
            opened.read_pipe(sys.stdin)
