"""The command line: ``insurgraph``.

Results go to stdout and can be piped; notes and progress go to stderr. Every expected error is
one line that says what to do next, exit status 1; wrong usage is status 2; Ctrl-C is 130.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from . import __version__, terminal
from .errors import InsurgraphError, RecordError

if TYPE_CHECKING:
    from .graph.database import Database
    from .graph.knowledge import KnowledgeGraph
    from .graph.table import Table

F = TypeVar("F", bound=Callable[..., Any])

#: The three questions that `build` asks, with their parameters.
FIRST_QUESTIONS: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("defections-to", {"organisation": "org-isk"}),
    ("leaders", {"organisation": "org-isk", "role": "emir"}),
    ("rivalry", {"organisation": "org-isk", "other": "org-afghan-taliban"}),
)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its status."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    try:
        cli.main(args=arguments, prog_name="insurgraph", standalone_mode=False)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.Abort:
        terminal.note("interrupted; nothing was left half done")
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except RecordError as error:
        for problem in error.problems:
            terminal.note(str(problem))
        count = len(error.problems)
        terminal.note(
            f"Error: {error.name}: {count} problem{'s' * (count != 1)}; nothing was loaded"
        )
        return 1
    except InsurgraphError as error:
        terminal.note(f"Error: {error}")
        return 1
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - nobody reads on
        return 0
    return 0


# -- shared options --------------------------------------------------------------------------------


def _completed(list_names: Callable[[], list[str]]) -> Callable[..., list[str]]:
    """Completion from a list of names that is worked out when it is asked for."""

    def complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
        try:
            return [n for n in list_names() if n.startswith(incomplete)]
        except InsurgraphError:
            return []

    return complete


def _vocabulary_names(part: str) -> Callable[[], list[str]]:
    def names() -> list[str]:
        from .graph.vocabulary import default

        return [str(n) for n in getattr(default(), part)]

    return names


def _entity_ids() -> list[str]:
    from .loaders import load

    return list(load().entities)


def _query_names() -> list[str]:
    from .queries import catalogue

    return list(catalogue().files)


def _loader_names() -> list[str]:
    from .loaders import LOADERS

    return list(LOADERS)


def _export_names() -> list[str]:
    from .graph.export import FORMATS

    return list(FORMATS)


def _measure_names() -> list[str]:
    from .graph.analysis.centrality import MEASURES

    return list(MEASURES)


def output_options(command: F) -> F:
    """``--format`` for every command that has a table."""
    return click.option(
        "--format",
        "-f",
        "format_",
        type=click.Choice(terminal.FORMATS),
        default="table",
        show_default=True,
        help="How to print the table.",
    )(command)


def data_option(command: F) -> F:
    """``--data`` for every command that works without a database."""
    return click.option(
        "--data",
        type=click.Path(path_type=Path),
        help="Folder of CSV tables to use in place of the curated record.",
    )(command)


def server_options(command: F) -> F:
    """``--uri`` and its companions; the password comes from the environment or a prompt."""
    for option in (
        click.option("--database", help="Database on that server  [NEO4J_DATABASE]"),
        click.option("--user", help="User on that server  [NEO4J_USERNAME, else neo4j]"),
        click.option(
            "--uri",
            help="Neo4j server, bolt://host:7687; the password is read from NEO4J_PASSWORD or "
            "asked for  [NEO4J_URI, else the embedded engine]",
        ),
    ):
        command = option(command)
    return command


def network_options(command: F) -> F:
    """What becomes a tie; see `insurgraph.graph.network.Projection`."""
    for option in (
        click.option(
            "--ties",
            type=click.Choice(["all", "co-operative", "hostile"]),
            help="Ties by sign.",
        ),
        click.option(
            "--kind",
            "kinds",
            multiple=True,
            shell_complete=_completed(_vocabulary_names("kinds")),
            help="Kind of entity that becomes a node; repeat for several.",
        ),
        click.option(
            "--family",
            "families",
            multiple=True,
            shell_complete=_completed(_vocabulary_names("families")),
            help="Family of relations that count; repeat for several.",
        ),
        click.option(
            "--relation",
            "relations",
            multiple=True,
            shell_complete=_completed(_vocabulary_names("relations")),
            help="Relation that counts; repeat for several.",
        ),
        click.option("--at-least", help="Weakest grade that counts, such as C3."),
        click.option(
            "--definite", is_flag=True, help="Ties that certainly held then, not only possibly."
        ),
        click.option("--on", help="Day or period, EDTF: 2015-06-01, 2015-06, 2015/2018."),
    ):
        command = option(command)
    return command


def _choices(
    *, definite: bool = False, relations: Any = (), families: Any = (), **more: Any
) -> dict[str, Any]:
    """Options of `network_options` as arguments of `KnowledgeGraph.network`."""
    choices = {k: v for k, v in more.items() if v not in (None, (), "")}
    certainty = "definite" if definite else "possible"
    return {**choices, "certainty": certainty, "relations": relations, "families": families}


def _record(data: Path | None) -> KnowledgeGraph:
    from .loaders import load

    return load(data)


def _connect(uri: str | None, user: str | None, database: str | None) -> Database:
    from .graph.database import connect

    password = os.environ.get("NEO4J_PASSWORD")
    server = uri or os.environ.get("NEO4J_URI")
    if server and password is None and sys.stdin.isatty():
        password = click.prompt(f"Password for {user or 'neo4j'}", hide_input=True, err=True)
    return connect(uri, user=user, password=password, database=database, notify=terminal.note)


# -- commands --------------------------------------------------------------------------------------


def _show_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.resources import files
        from json import loads

        package = loads((files("insurgraph.data") / "datapackage.json").read_text("utf-8"))
        click.echo(f"insurgraph {__version__} (data {package['version']})")
        ctx.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the versions of code and data.",
)
def cli() -> None:
    """A source-cited, time-aware knowledge graph of militant networks.

    Every claim can be followed to the paragraph of the document it came from. `insurgraph build`
    does the whole job once; the other commands do its parts.
    """


@cli.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("out"),
    show_default=True,
    help="Folder for the files.",
)
@data_option
@server_options
def build(
    out: Path, data: Path | None, uri: str | None, user: str | None, database: str | None
) -> None:
    """Validate, load, analyse and draw; say what was made.

    Example: insurgraph build --out out
    """
    from .graph import export
    from .graph.analysis.centrality import centrality
    from .graph.output import write_text

    kg = _record(data)
    view = kg.view(kinds=tuple(kg.vocabulary.kinds))
    table = centrality(kg.network(ties="co-operative"))
    made = {
        "interactive page": out / "network.html",
        "centralities": out / "centrality.csv",
        "graph": out / "graph.graphml",
    }
    write_text(made["centralities"], table.to_csv())
    export.write(kg, "graphml", made["graph"])
    view.save(made["interactive page"], force=True)
    with _connect(uri, user, database) as db:
        with terminal.progress() as report:
            loaded = db.load(kg, report)
        for name, parameters in FIRST_QUESTIONS:
            if all(kg.entities.get(v) for k, v in parameters.items() if k != "role"):
                terminal.show(db.query(name, **parameters))
                click.echo()
        where = db.address.uri
    terminal.show(_top(table))
    click.echo(f"\nrecord      {kg!r}")
    for one in loaded:
        click.echo(f"database    {where}: {_sentence(one)}")
    for what, path in made.items():
        click.echo(f"{what:<11} {path}" if len(what) < 11 else f"{what}  {path}")


def _top(table: Table) -> Table:
    from .graph.table import Table

    return Table(table.columns, table.rows[:10], "The ten most tied, by degree", table.notes)


def _sentence(loaded: Any) -> str:
    return (
        f"{loaded.record}: {loaded.merged} new or changed, {loaded.deleted} removed, "
        f"{loaded.unchanged} as they were"
    )


@cli.command()
@click.argument("loader", shell_complete=_completed(_loader_names))
@click.argument("path", type=click.Path(path_type=Path), required=False)
@server_options
def load(
    loader: str, path: Path | None, uri: str | None, user: str | None, database: str | None
) -> None:
    """Load a record into the database, in place of its earlier edition.

    LOADER is a format ('curated'); PATH is what it reads, the curated record when left out.

    Example: insurgraph load curated my-tables/
    """
    from . import loaders

    chosen = loaders.loader(loader)
    if path is None and loader != "curated":
        raise click.UsageError(f"{loader} reads {chosen.reads}: give its path")
    kg = loaders.load() if path is None else chosen.read(path)
    with _connect(uri, user, database) as db, terminal.progress() as report:
        for one in db.load(kg, report):
            click.echo(_sentence(one))


@cli.command()
@click.argument("path", type=click.Path(path_type=Path), required=False)
def validate(path: Path | None) -> None:
    """Check a folder of CSV tables, the curated record when PATH is left out.

    Every bad row is listed with file, row, column, value and reason.

    Example: insurgraph validate my-tables/
    """
    kg = _record(path)
    click.echo(
        f"{path or 'curated record'}: {len(kg.entities)} entities, {len(kg.names)} further names, "
        f"{len(kg)} claims, {len(kg.citations)} citations, {len(kg.sources)} sources, "
        f"{len(kg.links)} links; no problem found"
    )


@cli.command()
@click.argument("name", required=False, shell_complete=_completed(_query_names))
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
        from .queries import catalogue

        wanted = catalogue().get(name)
        entities = {p.name for p in wanted.parameters if p.type == "entity"}
        given = {k: _entity_id(v) if k in entities else v for k, v in given.items()}
        wanted.bind(given)
    with _connect(uri, user, database) as db:
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
    return _record(None).resolve(text).id


@cli.command()
@click.argument("name", required=False, shell_complete=_completed(_query_names))
@output_options
def queries(name: str | None, format_: str) -> None:
    """List the named queries, or describe one.

    Example: insurgraph queries leaders
    """
    from .graph.table import Table
    from .queries import catalogue

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


@cli.command()
@click.argument("entity", shell_complete=_completed(_entity_ids))
@output_options
@data_option
def show(entity: str, format_: str, data: Path | None) -> None:
    """Everything the record says of one entity, with sources.

    ENTITY is an id or a name. Example: insurgraph show "Hafiz Saeed Khan"
    """
    from .graph.dossier import dossier

    kg = _record(data)
    terminal.show(dossier(kg, kg.resolve(entity).id), format_)


@cli.command()
@click.argument("text")
@click.option("--limit", default=10, show_default=True, help="At most so many entities.")
@output_options
@data_option
def find(text: str, limit: int, format_: str, data: Path | None) -> None:
    """Entities that bear a name like TEXT, best first.

    Example: insurgraph find "Hafez Said"
    """
    from .graph.table import Table

    kg = _record(data)
    matches = kg.find(text, limit)
    if not matches:
        terminal.note(f"nothing in the record is named like {text!r}")
    rows = [(m.entity, kg.entities[m.entity].kind, m.name, m.score, m.reason) for m in matches]
    terminal.show(Table.of(["id", "kind", "name", "score", "reason"], rows), format_)


@cli.command()
@click.option(
    "--measure",
    "measures",
    multiple=True,
    shell_complete=_completed(_measure_names),
    help="Measure to compute; repeat for several  [default: all]",
)
@click.option("--limit", default=20, show_default=True, help="Rows to show; 0 shows all.")
@network_options
@output_options
@data_option
def centrality(
    measures: tuple[str, ...], limit: int, format_: str, data: Path | None, **choices: Any
) -> None:
    """Who is central in the network of the record; needs no database.

    Co-operative ties between organisations and persons count unless --ties, --family or
    --relation says otherwise.

    Example: insurgraph centrality --on 2015/2016 --measure betweenness
    """
    from .graph.analysis.centrality import centrality as compute
    from .graph.table import Table

    if not choices["ties"]:
        named = choices["families"] or choices["relations"]
        choices["ties"] = "all" if named else "co-operative"
    table = compute(_record(data).network(**_choices(**choices)), measures)
    shown = table.rows[:limit] if limit else table.rows
    terminal.show(Table(table.columns, shown, table.title, table.notes), format_)


@cli.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("network.html"),
    show_default=True,
    help="File to write.",
)
@click.option(
    "--focus", help="Only what is near this entity (id or name).",
    shell_complete=_completed(_entity_ids),
)  # fmt: skip
@click.option("--hops", default=1, show_default=True, help="How near, in steps.")
@click.option("--force", is_flag=True, help="Replace a file that is no page of insurgraph.")
@network_options
@data_option
def view(
    out: Path, focus: str | None, hops: int, force: bool, data: Path | None, **choices: Any
) -> None:
    """Draw the network as one HTML file that opens offline, with the evidence inside.

    Example: insurgraph view --out isk.html --focus org-isk --on 2015/2018
    """
    kg = _record(data)
    kinds = choices.pop("kinds") or tuple(kg.vocabulary.kinds)
    if focus:
        choices |= {"focus": kg.resolve(focus).id, "hops": hops}
    path = kg.view(**_choices(kinds=kinds, **choices)).save(out, force=force)
    click.echo(path)


@cli.command()
@click.argument("format_", metavar="FORMAT", shell_complete=_completed(_export_names))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write.")
@data_option
def export(format_: str, out: Path, data: Path | None) -> None:
    """Write the record in an exchange FORMAT ('graphml').

    Example: insurgraph export graphml --out graph.graphml
    """
    from .graph import export as formats

    formats.write(_record(data), format_, out)
    click.echo(out)


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a SHELL.

    Example: insurgraph completion bash > ~/.local/share/bash-completion/completions/insurgraph
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is not None:
        click.echo(found(cli, {}, "insurgraph", "_INSURGRAPH_COMPLETE").source())


# -- the embedded engine ---------------------------------------------------------------------------


@cli.group()
def db() -> None:
    """The embedded engine: start it, stop it, see how it is.

    Every command starts it when it is needed; it stops by itself when nobody uses it.
    """


@db.command()
def start() -> None:
    """Start it, if it does not run yet."""
    from .graph import engine

    endpoint = engine.ensure(engine.default_folder(), notify=terminal.note)
    click.echo(f"running at {endpoint.uri}")


@db.command()
def stop() -> None:
    """Stop it; what it holds stays."""
    from .graph import engine

    click.echo("stopped" if engine.stop(engine.default_folder()) else "it was not running")


@db.command()
@output_options
def status(format_: str) -> None:
    """Whether it runs, where, and what it holds."""
    from .graph import engine
    from .graph.database import of_endpoint
    from .graph.table import Table

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
