"""Commands that ask the database: named queries, texts of one's own, and the check of both."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import terminal
from ..errors import ArgumentError, InsurgraphError
from ..options import (
    choose,
    completed,
    connect,
    on_terminal,
    output_options,
    query_names,
    server_options,
    timeout_option,
)

if TYPE_CHECKING:
    from ..parameters import Given
    from ..queries import Parameter
    from ..question import Question


@click.command()
@click.argument("name", required=False, shell_complete=completed(query_names))
@click.option(
    "--parameter",
    "-p",
    "parameters",
    multiple=True,
    metavar="KEY=VALUE",
    help="Parameter of the query; repeat for several, and for the values of a list.",
)
@click.option("--cypher", help="Cypher to run in place of a named query.")
@click.option(
    "--file",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="File with Cypher to run, with a header or without; - is standard input.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    help="At most so many rows, 0 for all  [1000 in a table, else all]",
)
@timeout_option("Seconds until the last row, 0 for ever.")
@click.option("--explain", is_flag=True, help="Show how it would be run, and do not run it.")
@click.option("--write", is_flag=True, help="Let it write, which is refused otherwise.")
@output_options
@server_options
def query(
    name: str | None,
    parameters: tuple[str, ...],
    cypher: str | None,
    file: Path | None,
    limit: int | None,
    timeout: float,
    explain: bool,
    write: bool,
    format_: str,
    uri: str | None,
    user: str | None,
    database: str | None,
) -> None:
    """Ask the database a named question, or one in Cypher.

    An entity is given by its id or any of its names, a date as EDTF. In Cypher of your own a value
    that is JSON is that and others are text; KEY:entity=NAME and KEY:period=2015/2018 are read as
    in named queries.

    \b
    Examples:
      insurgraph query leaders -p "organisation=Islamic State Khorasan"
      insurgraph query defections-to -p organisation=org-isk -p on=2014/2016
      insurgraph query --cypher "MATCH (o:Organisation) RETURN o.name LIMIT 5"
    """
    from ..question import portion, show

    question = _question(name, cypher, file)
    given = _given(parameters)
    question.check(given)
    with connect(uri, user, database) as db:
        values = question.values(given, db, choose if on_terminal() else None)
        for finding in () if name or write else question.misleading(db):
            terminal.note(f"note: {finding}")
        if explain:
            terminal.show(db.explain(question.text, values, write=write), format_)
            return
        with db.stream(
            question.text,
            values,
            timeout=timeout or None,
            write=write,
            portion=portion(limit, format_),
        ) as rows:
            show(rows, format_, limit, question.query)


def _question(name: str | None, cypher: str | None, file: Path | None) -> Question:
    from ..question import Question

    if sum(given is not None for given in (name, cypher, file)) != 1:
        raise click.UsageError("give the name of a query, or --cypher and a text, or --file")
    if name is not None:
        return Question.named(name)
    if cypher is not None:
        return Question.of(cypher, "--cypher")
    return Question.of(_read(str(file)), str(file))


def _given(parameters: tuple[str, ...]) -> Given:
    from ..parameters import pairs

    try:
        return pairs(parameters)
    except ArgumentError as error:
        raise click.UsageError(str(error)) from None


def _read(path: str) -> str:
    """What a file says, or standard input."""
    try:
        with click.open_file(path, encoding="utf-8") as file:
            return str(file.read())
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8 text"
        raise click.UsageError(f"{path}: {reason}") from None


class _Queries(click.Group):
    """``queries NAME`` beside ``queries check``."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return super().get_command(ctx, cmd_name) or _described(cmd_name)

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        from click.shell_completion import CompletionItem

        known = [name for name in query_names() if name.startswith(incomplete)]
        return [*super().shell_complete(ctx, incomplete), *map(CompletionItem, known)]


@click.group(
    cls=_Queries,
    invoke_without_command=True,
    subcommand_metavar="[NAME | check [FILE]...]",
)
@output_options
@click.pass_context
def queries(ctx: click.Context, format_: str) -> None:
    """List the named queries, describe one, or check some.

    Your own are read from the folder INSURGRAPH_QUERIES, beside those that are shipped.

    \b
    Examples:
      insurgraph queries
      insurgraph queries leaders
    """
    if ctx.invoked_subcommand is None:
        _list(format_)


def _list(format_: str) -> None:
    from ..queries import catalogue
    from ..question import listing

    known, found, broken = catalogue(), [], []
    for name in known.files:
        try:
            found.append(known.get(name))
        except InsurgraphError as error:
            broken.append(str(error))
    terminal.show(listing(found, format_), format_)
    for problem in broken:
        terminal.say(f"Error: {problem}")
    if broken:
        raise click.exceptions.Exit(1)


def _described(name: str) -> click.Command:
    """The command that describes a query."""

    @click.command(name, help=f"Describe the query {name}.")
    @output_options
    def describe(format_: str) -> None:
        _describe(name, format_)

    return describe


def _describe(name: str, format_: str) -> None:
    from ..graph.table import Table
    from ..queries import catalogue

    found = catalogue().get(name)
    parts = [
        *(("parameter", p.name, _parameter(p)) for p in found.parameters),
        *(("column", c.name, c.meaning) for c in found.columns),
    ]
    notes = (found.question, found.active)
    terminal.show(Table.of(["part", "name", "meaning"], parts, found.title, notes), format_)
    if format_ == "table":
        click.echo(f"\n{found.text}")


def _parameter(parameter: Parameter) -> str:
    several = ", several" if parameter.many else ""
    default = parameter.default
    if default is None:
        otherwise = "has to be given"
    elif default in ("", ()):
        otherwise = "can be left out"
    else:
        shown = default if isinstance(default, str) else ", ".join(default)
        otherwise = f"{shown!r} when left out"
    return f"{parameter.type}{several}: {parameter.meaning} ({otherwise})"


@queries.command()
@click.argument(
    "files", nargs=-1, type=click.Path(dir_okay=False, allow_dash=True), metavar="[FILE]..."
)
@click.option("--cypher", multiple=True, help="A text to check; repeat for several.")
@output_options
def check(files: tuple[str, ...], cypher: tuple[str, ...], format_: str) -> None:
    """Say what is wrong with queries, and what to write instead.

    Without FILE, all queries of the catalogue are checked. The exit status is 1 when something
    was found.

    \b
    Examples:
      insurgraph queries check my-query.cypher
    """
    from ..graph.table import Table
    from ..queries import catalogue
    from ..queries.linter import check as lint

    texts = {name: _read(name) for name in files}
    texts |= {f"--cypher {n}": text for n, text in enumerate(cypher, 1)}
    if not texts:
        known = catalogue()
        every = (*known.files.values(), *known.clashes.values())
        texts = {str(f): _read(str(f)) for f in every}
    found = [(name, finding) for name, text in texts.items() for finding in lint(text)]
    if format_ == "table":
        for name, finding in found:
            click.echo(f"{name}:{finding}")
    else:
        names = ["file", "line", "column", "rule", "message", "instead"]
        rows = [(n, f.line, f.column, f.rule, f.message, f.instead) for n, f in found]
        terminal.show(Table.of(names, rows), format_)
    asked, many = "query" if len(texts) == 1 else "queries", "s" * (len(found) != 1)
    terminal.note(f"{len(texts)} {asked}, {len(found)} finding{many}")
    if found:
        raise click.exceptions.Exit(1)
