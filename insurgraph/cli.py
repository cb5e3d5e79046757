"""The command line: ``insurgraph``.

Results go to stdout and can be piped; notes and progress go to stderr. Every expected error is
one line that says what to do next, exit status 1; wrong usage is status 2; Ctrl-C is 130.
"""

from __future__ import annotations

import logging
import os
import sys

import click

from . import __version__, configuration, terminal
from .commands import analyses, build, config, database, network, query, record, release, resolve
from .errors import InsurgraphError, QueryError, RecordError
from .group import Sections
from .interruption import Interruption
from .shellscript import SHELLS, script


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its status."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    logging.getLogger("neo4j").addHandler(logging.NullHandler())  # its errors reach us as such
    words = sys.argv[1:] if arguments is None else arguments
    with Interruption() as interruption:
        try:
            status = cli.main(words, "insurgraph", standalone_mode=False, obj=words)
        except click.exceptions.Exit as done:
            return done.exit_code
        except click.Abort:
            return _interrupted()
        except click.ClickException as error:
            error.show()
            return error.exit_code
        except InsurgraphError as error:
            if interruption.heard:  # and told by a library as an error of its own
                return _interrupted()
            _tell(error)
            return 1
        except SystemExit:  # how click ends when nobody reads on
            return 0
    return status if isinstance(status, int) else 0  # of `ctx.exit`, or what a command returned


def _interrupted() -> int:
    terminal.say("interrupted; nothing was left half done")
    return 130


def _tell(error: InsurgraphError) -> None:
    if isinstance(error, RecordError):
        for problem in error.problems:
            terminal.say(str(problem))
        count = len(error.problems)
        many = "s" * (count != 1)
        terminal.say(f"Error: {error.name}: {count} problem{many}; nothing was loaded")
        return
    terminal.say(f"Error: {error}")
    if isinstance(error, QueryError) and error.pointer:
        terminal.say(error.pointer)


def _show_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.resources import files
        from json import loads

        package = loads((files("insurgraph.data") / "datapackage.json").read_text("utf-8"))
        click.echo(f"insurgraph {__version__} (data {package['version']})")
        ctx.exit()


@click.group(cls=Sections, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the versions of code and data.",
)
@click.pass_context
def cli(ctx: click.Context) -> None:
    """A source-cited, time-aware knowledge graph of militant networks.

    Every claim can be followed to the paragraph of the document it came from. `insurgraph build`
    does the whole job once; the other commands do its parts. `insurgraph COMMAND -h` explains one
    and has examples.

    \b
    Examples:
      insurgraph build
      insurgraph find "Hafez Said"
    """
    asks_for_help = not {"-h", "--help"}.isdisjoint(ctx.obj or ())
    if ctx.invoked_subcommand != "config" and not asks_for_help:  # which a wrong file cannot hinder
        ctx.with_resource(configuration.applied(os.environ))


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the completion script of a SHELL.

    Names of entities, queries, loaders and whatever else is known complete as well.

    \b
    Examples:
      insurgraph completion bash > ~/.local/share/bash-completion/completions/insurgraph
      insurgraph completion zsh > ~/.zfunc/_insurgraph
      insurgraph completion fish > ~/.config/fish/completions/insurgraph.fish
    """
    click.echo(script(shell, cli))


for _title, _commands in {
    "The main job": (build.build,),
    "Ask": (
        record.find,
        record.show,
        query.query,
        query.queries,
        release.contested,
        release.cite,
    ),
    "Analyse": (
        network.centrality,
        network.ranks,
        network.sensitivity,
        analyses.timeline,
        analyses.changes,
        analyses.defections,
        analyses.successions,
        analyses.balance,
        analyses.brokerage,
        analyses.keyplayers,
        analyses.communities,
    ),
    "Draw and hand on": (network.view, record.export),
    "Data": (
        database.load,
        database.loaders,
        record.validate,
        resolve.resolve,
        release.diff,
        release.release,
    ),
    "Database and settings": (database.db, config.config, completion),
}.items():
    cli.add_section(_title, _commands)
