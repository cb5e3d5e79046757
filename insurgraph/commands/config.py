"""Commands on the settings that hold for all commands."""

from __future__ import annotations

import os

import click

from .. import terminal
from ..options import completed, output_options


def setting_keys() -> list[str]:
    from ..configuration import SETTINGS

    return list(SETTINGS)


@click.group()
def config() -> None:
    """Settings for all commands: see, choose, take back.

    An option comes first, then a variable of the environment, then the file. A password is never
    kept.

    \b
    Examples:
      insurgraph config show
      insurgraph config set format csv
    """


@config.command()
@output_options
def show(format_: str) -> None:
    """Every setting, what it is and who says so.

    \b
    Examples:
      insurgraph config show
    """
    from ..configuration import SETTINGS, path, read
    from ..graph.connection import shown
    from ..graph.table import Table

    said, rows = read(), []
    for one in SETTINGS.values():
        if one.variable in os.environ:
            value, origin = os.environ[one.variable] or one.otherwise, one.variable
            value = shown(value) if one.key == "uri" else value
        elif one.key in said:
            value, origin = one.read(said[one.key]), str(path())
        else:
            value, origin = one.otherwise, "default"
        rows.append((one.key, value, origin, one.variable, one.meaning))
    terminal.show(Table.of(["setting", "value", "from", "variable", "meaning"], rows), format_)


@config.command()
def path() -> None:
    """Where the file is, or would be.

    \b
    Examples:
      insurgraph config path
    """
    from ..configuration import path as place

    click.echo(place() or "nowhere: INSURGRAPH_CONFIG is empty")


@config.command("set")
@click.argument("key", shell_complete=completed(setting_keys))
@click.argument("value")
def set_(key: str, value: str) -> None:
    """Choose VALUE for KEY from now on.

    \b
    Examples:
      insurgraph config set uri bolt://127.0.0.1:7687
      insurgraph config set timeout 60
    """
    from ..configuration import change

    click.echo(change(key, value))


@config.command()
@click.argument("key", shell_complete=completed(setting_keys))
def unset(key: str) -> None:
    """Take what was chosen for KEY back.

    \b
    Examples:
      insurgraph config unset timeout
    """
    from ..configuration import change

    click.echo(change(key, None))
