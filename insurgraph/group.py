"""How the commands stand together: in sections, and with what each of them understands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from . import terminal


class Sections(click.Group):
    """A group whose help lists its commands under headings, in the order they are given.

    Examples
    --------
    >>> group = Sections("tool", sections={"Ask": [click.Command("find"), click.Command("show")]})
    >>> list(group.commands)
    ['find', 'show']
    """

    def __init__(
        self,
        name: str | None = None,
        *,
        sections: Mapping[str, Sequence[click.Command]] | None = None,
        **settings: object,
    ) -> None:
        super().__init__(name, **settings)  # type: ignore[arg-type]  # what click.Group takes
        self.sections: dict[str, list[str]] = {}
        for title, commands in (sections or {}).items():
            self.add_section(title, commands)

    def add_section(self, title: str, commands: Sequence[click.Command]) -> None:
        """Add commands below a heading; each learns what all commands understand."""
        for command in commands:
            make_hushable(command)
            self.add_command(command)
            self.sections.setdefault(title, []).append(str(command.name))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, section by section."""
        return [name for names in self.sections.values() for name in names]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the sections, all with one width for the names."""
        widest = max(map(len, self.list_commands(ctx)), default=0)
        room = formatter.width - widest - 6
        for title, names in self.sections.items():
            rows = [(n.ljust(widest), self.commands[n].get_short_help_str(room)) for n in names]
            with formatter.section(title):
                formatter.write_dl(rows)


def make_hushable(command: click.Command) -> None:
    """Give a command, and all below it, ``--quiet``."""
    if isinstance(command, click.Group):
        for below in command.commands.values():
            make_hushable(below)
    if not isinstance(command, click.Group) or command.invoke_without_command:
        command.params.append(
            click.Option(
                ["--quiet", "-q"],
                is_flag=True,
                expose_value=False,
                callback=_hush,
                help="Print the result, and else only errors.",
            )
        )


def _hush(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted:
        ctx.meta[terminal.HUSHED] = True
