"""The command line: ``insurgraph``.

Results go to stdout and can be piped; notes and progress go to stderr. Every expected error is
one line that says what to do next, exit status 1; wrong usage is status 2; Ctrl-C is 130.
"""

from __future__ import annotations

import logging
import sys

import click

from . import __version__, terminal
from .commands import analyses, build, database, network, query, record, release, resolve
from .errors import InsurgraphError, QueryError, RecordError


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its status."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    logging.getLogger("neo4j").addHandler(logging.NullHandler())  # its errors reach us as such
    try:
        status = cli.main(args=arguments, prog_name="insurgraph", standalone_mode=False)
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
        if isinstance(error, QueryError) and error.pointer:
            terminal.note(error.pointer)
        return 1
    except SystemExit:  # how click ends when nobody reads on
        return 0
    return status if isinstance(status, int) else 0  # of `ctx.exit`, or what a command returned


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


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a SHELL.

    Example: insurgraph completion bash > ~/.local/share/bash-completion/completions/insurgraph
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is not None:
        click.echo(found(cli, {}, "insurgraph", "_INSURGRAPH_COMPLETE").source())


for _command in (
    build.build,
    database.load,
    database.loaders,
    query.query,
    query.queries,
    database.db,
    record.validate,
    record.show,
    record.find,
    resolve.resolve,
    record.export,
    release.contested,
    release.cite,
    release.diff,
    release.release,
    network.centrality,
    network.ranks,
    network.sensitivity,
    network.view,
    analyses.defections,
    analyses.successions,
    analyses.timeline,
    analyses.changes,
    analyses.balance,
    analyses.brokerage,
    analyses.keyplayers,
    analyses.communities,
    completion,
):
    cli.add_command(_command)
