"""Options that commands share, how they complete, and what they stand for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from . import terminal
from .errors import InsurgraphError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from .graph.database import Database
    from .graph.knowledge import KnowledgeGraph
    from .graph.names import Match

#: Seconds that a query has when nothing else is said.
TIMEOUT = 300.0

#: Where the context of a command keeps that ``--json`` was given.
_JSON = f"{__name__}.json"

F = TypeVar("F", bound=Callable[..., Any])


def completed(list_names: Callable[[], list[str]]) -> Callable[..., list[str]]:
    """Completion from a list of names that is worked out when it is asked for."""

    def complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
        try:
            return [n for n in list_names() if n.startswith(incomplete)]
        except InsurgraphError:
            return []

    return complete


def complete_entity(
    ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Completion of an entity by its id, or by any of its names once it is begun."""
    from click.shell_completion import CompletionItem

    from . import configuration
    from .loaders import load

    try:
        with configuration.applied(os.environ):
            kg = load(ctx.params.get("data") or os.environ.get("INSURGRAPH_DATA"))
    except InsurgraphError:
        return []
    begun = incomplete.casefold()
    ids = [
        CompletionItem(e.id, help=e.name) for e in kg.entities.values() if e.id.startswith(begun)
    ]
    named = [(e.name, e.id) for e in kg.entities.values()] + [(n.name, n.entity) for n in kg.names]
    names = [
        CompletionItem(n, help=e) for n, e in named if begun and n.casefold().startswith(begun)
    ]
    return [*ids, *names]


def vocabulary_names(part: str) -> Callable[[], list[str]]:
    def names() -> list[str]:
        from .graph.vocabulary import default

        return [str(n) for n in getattr(default(), part)]

    return names


def query_names() -> list[str]:
    from .queries import catalogue

    return list(catalogue().files)


def loader_names() -> list[str]:
    from .loaders import HOME

    return list(HOME)


def export_names() -> list[str]:
    from .graph.export import FORMATS

    return list(FORMATS)


def measure_names() -> list[str]:
    from .graph.analysis.centrality import MEASURES

    return [*MEASURES, "all"]


def output_options(command: F) -> F:
    """``--format`` for every command that has a table, and ``--json`` for short."""
    for option in (
        json_option,
        click.option(
            "--format",
            "-f",
            "format_",
            type=click.Choice(terminal.FORMATS),
            default="table",
            show_default=True,
            envvar="INSURGRAPH_FORMAT",
            callback=chosen_format,
            help="How to print the table.",
        ),
    ):
        command = option(command)
    return command


def _note_json(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted:
        ctx.meta[_JSON] = True


def json_option(command: F) -> F:
    """``--json``, for commands whose ``--format`` has `chosen_format` to look after it."""
    return click.option(
        "--json",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_note_json,
        help="Short for --format json.",
    )(command)


def chosen_format(ctx: click.Context, param: click.Parameter, format_: str) -> str:
    """The format that ``--format`` and ``--json`` give together."""
    if not ctx.meta.get(_JSON):
        return format_
    given = ctx.get_parameter_source(str(param.name)) is ParameterSource.COMMANDLINE
    if given and format_ != "json":
        raise click.UsageError(f"--json and --format {format_} contradict each other")
    return "json"


def data_option(command: F) -> F:
    """``--data`` for every command that works without a database."""
    return click.option(
        "--data",
        type=click.Path(path_type=Path),
        envvar="INSURGRAPH_DATA",
        help="Folder of CSV tables to use in place of the curated record  [INSURGRAPH_DATA]",
    )(command)


def with_option(command: F) -> F:
    """``--with`` for commands that set other people's data beside the record; see `beside`."""
    return click.option(
        "--with",
        "others",
        type=(str, click.Path(path_type=Path)),
        multiple=True,
        metavar="LOADER PATH",
        help="Data set to compare the record with; repeat for several.",
    )(command)


def beside(kg: KnowledgeGraph, others: Sequence[tuple[str, Path]]) -> KnowledgeGraph:
    """The record and the data sets of `with_option`, side by side."""
    from .loaders import read

    with terminal.progress() as report:
        for name, path in others:
            kg = kg.merge(read(name, path, progress=report))
    return kg


def timeout_option(meaning: str) -> Callable[[F], F]:
    """``--timeout`` for every command that asks the database; `meaning` is its help."""
    return click.option(
        "--timeout",
        type=click.FloatRange(min=0),
        default=TIMEOUT,
        show_default=True,
        envvar="INSURGRAPH_TIMEOUT",
        help=meaning,
    )


def limit_option(command: F) -> F:
    """``--limit`` for tables that are longer than a screen."""
    return click.option(
        "--limit",
        type=click.IntRange(min=0),
        default=20,
        show_default=True,
        help="Rows to show; 0 shows all.",
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


def through_option(command: F) -> F:
    """``--through`` for measures of actors; see `insurgraph.graph.network.Projection`."""
    return click.option(
        "--through",
        shell_complete=completed(vocabulary_names("kinds")),
        help="Kind that becomes the ties: Organisation ties persons who share one.",
    )(command)


def weight_option(command: F) -> F:
    """``--weight`` for measures that can let ties weigh."""
    return click.option(
        "--weight",
        type=click.Choice(["claims", "sources", "grade"]),
        help="Let ties weigh: number of claims, of independent passages, best grade.",
    )(command)


def cluster_option(command: F) -> F:
    """``--cluster`` for analyses that split; see `insurgraph.graph.analysis.shares`."""
    return click.option(
        "--cluster",
        metavar="ADDRESS",
        help="Scheduler of Dask whose workers do it, tcp://host:8786 (needs insurgraph[cluster]).",
    )(command)


def network_options(command: F) -> F:
    """What becomes a tie; see `insurgraph.graph.network.Projection`."""
    for option in (
        click.option("--record", "record_", help="Only what this record says."),
        click.option(
            "--status",
            "statuses",
            multiple=True,
            shell_complete=completed(vocabulary_names("statuses")),
            help="Status of claims that count; repeat for several.",
        ),
        click.option(
            "--ties",
            type=click.Choice(["all", "co-operative", "hostile"]),
            help="Ties by sign.",
        ),
        click.option(
            "--kind",
            "kinds",
            multiple=True,
            shell_complete=completed(vocabulary_names("kinds")),
            help="Kind of entity that becomes a node; repeat for several.",
        ),
        click.option(
            "--family",
            "families",
            multiple=True,
            shell_complete=completed(vocabulary_names("families")),
            help="Family of relations that count; repeat for several.",
        ),
        click.option(
            "--relation",
            "relations",
            multiple=True,
            shell_complete=completed(vocabulary_names("relations")),
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


def claim_options(command: F) -> F:
    """Which claims; see `insurgraph.graph.knowledge.KnowledgeGraph.claims`."""
    for option in (
        click.option("--record", "record_", help="Only this record."),
        click.option(
            "--status",
            "statuses",
            multiple=True,
            shell_complete=completed(vocabulary_names("statuses")),
            help="Claims of this status; repeat for several.",
        ),
        click.option(
            "--family",
            "families",
            multiple=True,
            shell_complete=completed(vocabulary_names("families")),
            help="Claims of this family of relations; repeat for several.",
        ),
        click.option(
            "--relation",
            "relations",
            multiple=True,
            shell_complete=completed(vocabulary_names("relations")),
            help="Claims of this relation; repeat for several.",
        ),
        click.option(
            "--entity",
            shell_complete=complete_entity,
            help="Claims that name this entity, an id or a name.",
        ),
        click.option("--at-least", help="Claims graded so at least, such as C3."),
        click.option("--definite", is_flag=True, help="Certainly held then, not only possibly."),
        click.option("--on", help="Claims that hold then, EDTF: 2015-06-01, 2015-06, 2015/2018."),
    ):
        command = option(command)
    return command


def chosen(
    kg: KnowledgeGraph,
    *,
    record_: str | None = None,
    entity: str | None = None,
    relations: tuple[str, ...] = (),
    families: tuple[str, ...] = (),
    statuses: tuple[str, ...] = (),
    at_least: str | None = None,
    on: str | None = None,
    definite: bool = False,
) -> KnowledgeGraph:
    """What of a graph the options of `claim_options` choose: all of it when none is given."""
    kg = kg.only(record_) if record_ else kg
    filters = {
        "entity": kg.resolve(entity).id if entity else None,
        "relation": relations or None,
        "family": families or None,
        "status": statuses or None,
        "at_least": at_least,
        "on": on,
    }
    if all(value is None for value in filters.values()):
        if definite:
            raise click.UsageError("--definite needs --on: held when?")
        return kg
    certainty = "definite" if definite else "possible"
    return kg.excerpt(kg.claims(certainty=certainty, **filters))  # type: ignore[arg-type]  # one each


def _drawable(_ctx: click.Context, _param: click.Parameter, plot: Path | None) -> Path | None:
    """Refuse a picture that cannot be drawn before anything is worked out."""
    if plot is not None:
        from .graph import picture

        picture.check(plot)
    return plot


def plot_option(command: F) -> F:
    """``--plot`` for every command that has a picture."""
    return click.option(
        "--plot",
        type=click.Path(path_type=Path),
        callback=_drawable,
        help="Draw it, too: a file that ends in .svg or .png (needs insurgraph[plots]).",
    )(command)


def drawn(plot: Path | None, picture: Callable[[], Any]) -> None:
    """Write the picture that was asked for, and say so."""
    if plot is not None:
        from .graph.picture import save

        terminal.note(f"drew {save(picture(), plot)}")


def choices_of(
    *,
    definite: bool = False,
    relations: Any = (),
    families: Any = (),
    record_: str | None = None,
    **more: Any,
) -> dict[str, Any]:
    """Options of `network_options` as arguments of `KnowledgeGraph.network`."""
    choices = {k: v for k, v in {**more, "record": record_}.items() if v not in (None, (), "")}
    certainty = "definite" if definite else "possible"
    return {**choices, "certainty": certainty, "relations": relations, "families": families}


def record(data: Path | None) -> KnowledgeGraph:
    from .loaders import load

    return load(data)


def connect(uri: str | None, user: str | None, database: str | None) -> Database:
    from .graph.database import connect

    password = os.environ.get("NEO4J_PASSWORD")
    server = uri or os.environ.get("NEO4J_URI")
    if server and password is None and sys.stdin.isatty():
        password = click.prompt(f"Password for {user or 'neo4j'}", hide_input=True, err=True)
    return connect(uri, user=user, password=password, database=database, notify=terminal.note)


def on_terminal() -> bool:
    """Whether there is somebody who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def choose(parameter: str, text: str, candidates: list[Match]) -> str | None:
    """Ask which entity is meant."""
    terminal.say(f"{parameter}: who is meant by {text!r}?")
    for number, match in enumerate(candidates, 1):
        about = "; ".join(filter(None, (match.reason, match.note)))
        terminal.say(f"  {number}  {match.entity}  {match.name}  ({about})")
    chosen: int = click.prompt(
        "number, 0 for none of them", type=click.IntRange(0, len(candidates)), err=True
    )
    return candidates[chosen - 1].entity if chosen else None
