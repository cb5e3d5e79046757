"""The scripts that teach a shell to complete: those of click, for names that have spaces."""

from __future__ import annotations

import click

#: What click's scripts lack: bash has to quote what it inserts, as it does with names of files,
#: and a comma inside a name ends nothing for fish.
_CHANGES = {
    "bash": ("complete -o nosort -F", "complete -o nosort -o filenames -F"),
    "fish": ('string split "," $completion', 'string split --max 1 "," $completion'),
}

SHELLS = ("bash", "zsh", "fish")


def script(shell: str, command: click.Command) -> str:
    """The completion script of one of `SHELLS`.

    Examples
    --------
    >>> "string split" in script("fish", click.Command("insurgraph"))
    True
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is None:
        raise LookupError(shell)
    source = found(command, {}, "insurgraph", "_INSURGRAPH_COMPLETE").source()
    return source.replace(*_CHANGES[shell]) if shell in _CHANGES else source
