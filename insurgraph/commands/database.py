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
    choose,
    completed,
    connect,
    loader_names,
    on_terminal,
    output_options,
    server_options,
    timeout_option,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..errors import Problem
    from ..graph.engine import Status
    from ..graph.knowledge import KnowledgeGraph
    from ..graph.table import Table
    from ..loaders.publication import Loader


@click.command()
@click.argument("loader", shell_complete=completed(loader_names))
@click.argument("paths", type=click.Path(path_type=Path), nargs=-1)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Folder to write the record to, as CSV tables, in place of loading it.",
)
@click.option("--as", "record", help="Name of the record, to keep two editions side by side.")
@click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    help="YAML file that says otherwise what the publisher's categories mean.",
)
@click.option(
    "--option", "-o", "options", multiple=True, metavar="NAME=VALUE", help="Choice of the loader."
)
@click.option("--strict", is_flag=True, help="Stop at the first bad row.")
@click.option("--skip-bad", is_flag=True, help="Leave bad rows out and say how many.")
@click.option("--suggest", is_flag=True, help="Propose a mapping file for a table, as YAML.")
@click.option(
    "--force", is_flag=True, help="Forget what is there, also when it is a later edition."
)
@server_options
def load(
    loader: str,
    paths: tuple[Path, ...],
    out: Path | None,
    record: str | None,
    mapping: Path | None,
    options: tuple[str, ...],
    strict: bool,
    skip_bad: bool,
    suggest: bool,
    force: bool,
    uri: str | None,
    user: str | None,
    database: str | None,
) -> None:
    """Load a data set into the database.

    It takes the place of its earlier edition.

    LOADER is a format ('insurgraph loaders' lists them); PATHS are the files it reads, the
    curated record when left out. Every bad row is listed with file, row, column and reason, and
    nothing is loaded, unless --skip-bad leaves such rows out. Where editions follow one another, as
    those of a list do, a newer one is laid over what is there: what it no longer has gets an end.

    \b
    Examples:
      insurgraph load ucdp-actor ucdp-actor-241.csv
      insurgraph load ucdp-ged ged241-csv.zip -o country=Pakistan --out events/
      insurgraph load table ties.csv --suggest > ties.yaml
      insurgraph load table ties.csv --mapping ties.yaml --as ties
    """
    from .. import loaders
    from ..graph.export import tables

    if strict and skip_bad:
        raise click.UsageError("--strict and --skip-bad contradict each other")
    if suggest:
        _suggest(loader, paths)
        return
    chosen = loaders.loader(loader)
    left_out = _LeftOut()
    before = None
    if chosen.series and not force:
        before = _before(record or chosen.name, out, uri, user, database)
    with terminal.progress() as report:
        if loader == "curated" and not paths:
            kg = loaders.load()
        else:
            kg = loaders.read(
                loader,
                *paths,
                record=record or "",
                mapping=mapping,
                options=_pairs(options),
                bad=left_out if skip_bad else "stop" if strict else "report",
                progress=report,
                after=before,
            )
    left_out.tell()
    for sentence in _terms(chosen, kg):
        terminal.note(sentence)
    if out is not None:
        tables.write(kg, out)
        click.echo(f"{out}: {kg!r}")
        return
    with connect(uri, user, database) as db, terminal.progress() as report:
        for one in db.load(kg, report, force=force):
            click.echo(one)


def _terms(chosen: Loader, kg: KnowledgeGraph) -> Iterator[str]:
    """On whose terms the records are: the publisher's, or what they say of themselves."""
    publication = chosen.publication
    for record in kg.records.values():
        theirs = record.licence == publication.licence
        said = publication.terms if theirs else record.licence or "no licence is stated"
        yield f"{record.name}: {said}"
        if record.attribution:
            yield f"{record.name}: {record.attribution}"


def _suggest(loader: str, paths: tuple[Path, ...]) -> None:
    from ..loaders import edges

    if loader != "table" or len(paths) != 1:
        raise click.UsageError("--suggest proposes a mapping for one table: load table FILE")
    click.echo(edges.suggest(paths[0]), nl=False)


def _before(
    record: str, out: Path | None, uri: str | None, user: str | None, database: str | None
) -> KnowledgeGraph | None:
    """What the place that is loaded into holds of a record already."""
    from ..loaders import load as read_folder

    if out is not None:
        return read_folder(out) if out.is_dir() and any(out.iterdir()) else None
    with connect(uri, user, database) as db:
        return db.read(record) if record in db.records() else None


class _LeftOut:
    """Tells of each bad row as it is left out, and in the end how many they were."""

    def __init__(self) -> None:
        self.rows: set[tuple[str, int]] = set()

    def __call__(self, problem: Problem) -> None:
        terminal.note(str(problem))
        self.rows.add((problem.file, problem.row))

    def tell(self) -> None:
        if self.rows:
            count = len(self.rows)
            terminal.note(f"{count} row{'s' * (count != 1)} left out; the rest is loaded")


def _pairs(options: tuple[str, ...]) -> dict[str, str]:
    """``NAME=VALUE`` as a mapping."""
    for one in options:
        if "=" not in one:
            raise click.UsageError(f"-o {one}: NAME=VALUE is expected")
    return dict(one.split("=", 1) for one in options)


@click.command()
@click.argument("name", required=False, shell_complete=completed(loader_names))
@output_options
def loaders(name: str | None, format_: str) -> None:
    """What can be loaded: formats and data sets.

    With the NAME of one: its terms, how to cite it, its choices, and which fields of the publisher
    are never read, and why.

    \b
    Examples:
      insurgraph loaders
      insurgraph loaders un-sc
    """
    from ..graph.table import Table
    from ..loaders import loader
    from ..loaders import loaders as every

    if name:
        terminal.show(_described(loader(name)), format_)
        return
    rows = [
        (one.name, one.reads, one.publication.licence, one.publication.terms) for one in every()
    ]
    terminal.show(Table.of(["name", "reads", "licence", "terms"], rows), format_)


def _described(one: Loader) -> Table:
    """All there is to know of a loader before using it."""
    from ..graph.table import Table

    about = one.publication
    facts = [
        ("reads", one.reads),
        ("publisher", about.publisher),
        ("where", about.url),
        ("licence", about.licence),
        ("terms", about.terms),
        ("attribution", about.attribution),
        ("cite", about.citation),
        *((f"-o {o.name}={o.default}", o.description) for o in one.options),
        *((f"not read: {fields}", why) for fields, why in one.dropped.items()),
    ]
    return Table.of([one.name, ""], [fact for fact in facts if fact[1]])


@click.group()
def db() -> None:
    """The embedded engine: start it, stop it, see how it is.

    Every command starts it when it is needed; it stops by itself when nobody uses it.

    \b
    Examples:
      insurgraph db status
      insurgraph db stop
    """


@db.command()
def start() -> None:
    """Start it, if it does not run yet.

    \b
    Examples:
      insurgraph db start
    """
    from ..graph import engine

    endpoint = engine.ensure(engine.default_folder(), notify=terminal.note)
    click.echo(f"running at {endpoint.uri}")


@db.command()
def stop() -> None:
    """Stop it; what it holds stays.

    \b
    Examples:
      insurgraph db stop
    """
    from ..graph import engine

    click.echo("stopped" if engine.stop(engine.default_folder()) else "it was not running")


@db.command()
@output_options
def status(format_: str) -> None:
    """Whether it runs, what it holds, and how to get in.

    Any Neo4j client can use it: give it the uri, the database, the user that reads (or the one
    that writes) and that user's password, which is in the file that is named.

    \b
    Examples:
      insurgraph db status
      insurgraph db status --json
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
        terminal.note(
            f"commands use {shown(other)} and not this engine; see insurgraph config show"
        )
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
@timeout_option("Seconds for one statement, 0 for ever.")
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
    """A prompt for Cypher.

    In a pipe, statements are read from standard input. They end with a semicolon; :help lists the
    commands.

    \b
    Examples:
      insurgraph db shell
      echo "MATCH (c:Claim) RETURN count(c);" | insurgraph db shell
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
