"""Commands on the database: loading, asking, and the embedded engine."""

from __future__ import annotations

from pathlib import Path

import click

from .. import terminal
from ..options import (
    completed,
    connect,
    loader_names,
    output_options,
    query_names,
    record,
    server_options,
)


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


@click.command()
@click.argument("name", required=False, shell_complete=completed(query_names))
@click.option(
    "--parameter",
    "-p",
    "parameters",
    multiple=True,
    metavar="KEY=VALUE",
    help="Parameter of the query; repeat for several.",
)
@click.option("--cypher", help="Cypher to run in place of a named query, read only.")
@output_options
@server_options
def query(
    name: str | None,
    parameters: tuple[str, ...],
    cypher: str | None,
    format_: str,
    uri: str | None,
    user: str | None,
    database: str | None,
) -> None:
    """Ask the database a named question, or one in Cypher.

    An entity parameter takes an id or a name of the curated record.

    Example: insurgraph query defections-to -p organisation=org-isk -p on=2014/2016
    """
    if (name is None) == (cypher is None):
        raise click.UsageError("give the name of a query, or --cypher and a text")
    given = dict(_pair(p) for p in parameters)
    if name is not None:
        from ..queries import catalogue

        wanted = catalogue().get(name)
        entities = {p.name for p in wanted.parameters if p.type == "entity"}
        given = {k: _entity_id(v) if k in entities else v for k, v in given.items()}
        wanted.bind(given)
    with connect(uri, user, database) as db:
        table = db.query(name, **given) if name else db.cypher(cypher or "", given)
    terminal.show(table, format_)


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise click.UsageError(f"-p {text}: write KEY=VALUE")
    return key, value


def _entity_id(text: str) -> str:
    """An id as it is; a name is looked up in the curated record."""
    if text == text.casefold() and " " not in text and "-" in text:
        return text
    return record(None).resolve(text).id


@click.command()
@click.argument("name", required=False, shell_complete=completed(query_names))
@output_options
def queries(name: str | None, format_: str) -> None:
    """List the named queries, or describe one.

    Example: insurgraph queries leaders
    """
    from ..graph.table import Table
    from ..queries import catalogue

    if name is None:
        rows = [(q.name, q.title, ", ".join(p.name for p in q.parameters)) for q in catalogue()]
        terminal.show(Table.of(["query", "title", "parameters"], rows), format_)
        return
    found = catalogue().get(name)
    described = [
        *(("parameter", p.name, f"{p.type}: {p.meaning} (default {p.default!r})")
          for p in found.parameters),
        *(("column", c.name, c.meaning) for c in found.columns),
    ]  # fmt: skip
    notes = (found.question, found.active)
    terminal.show(Table.of(["part", "name", "meaning"], described, found.title, notes), format_)
    if format_ == "table":
        click.echo(f"\n{found.text}")


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
