"""Commands on the database: loading, and the embedded engine."""

from __future__ import annotations

from pathlib import Path

import click

from .. import terminal
from ..options import completed, connect, loader_names, output_options, server_options


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
    """Whether it runs, where, and what it holds."""
    from ..graph import engine
    from ..graph.database import of_endpoint
    from ..graph.table import Table

    found = engine.status(engine.default_folder())
    rows: list[tuple[str, object]] = [("running", found.running), ("folder", str(found.folder))]
    if found.endpoint is not None:
        rows += [
            ("uri", found.endpoint.uri),
            ("database", found.endpoint.database),
            ("user that reads", found.endpoint.reader[0]),
        ]
        with of_endpoint(found.endpoint) as database:
            rows += [("record", f"{k} {v}".strip()) for k, v in database.records().items()]
    terminal.show(Table.of(["what", "value"], rows), format_)
