"""Completion where it happens: in bash, zsh and fish themselves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from insurgraph.cli import cli
from insurgraph.shellscript import script
from tests.pseudoterminal import PseudoTerminal


def environment(home: Path) -> dict[str, str]:
    """That of a shell in which a command of our name completes as ours and prints its words."""
    command = home / "bin" / "insurgraph"
    command.parent.mkdir()
    command.write_text(
        f"#!/bin/sh\n"
        f'[ -z "$_INSURGRAPH_COMPLETE" ] || exec "{sys.executable}" -m insurgraph\n'
        "printf '<%s>' \"$@\"; echo\n"
    )
    command.chmod(0o755)
    return {
        "HOME": str(home),
        "PATH": f"{command.parent}:{os.environ['PATH']}",
        "TERM": "dumb",
        "LC_ALL": "C.UTF-8",
        "INSURGRAPH_CONFIG": "",
    }


def shell(name: str) -> str:
    """Where a shell is; the test is skipped where it is not."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"no {name} here")
    return found


@pytest.mark.parametrize("name", ["bash", "zsh"])
def test_names_complete_at_the_prompt(name: str, tmp_path: Path) -> None:
    place = tmp_path / "script"
    place.write_text(script(name, cli), "utf-8")
    options = {"bash": ["--norc", "--noprofile", "-i"], "zsh": ["-f", "-i"]}[name]
    prepare = {
        "bash": "",
        "zsh": "autoload -U compinit; compinit -u; unsetopt zle_bracketed_paste; ",
    }
    with PseudoTerminal([shell(name), *options], environment(tmp_path), columns=200) as terminal:
        terminal.type(f"PS1='ready''> '; {prepare[name]}source {place}\r")
        terminal.until("ready> ")
        for typed, expected in (
            ("insurgraph show org-afghan-t\t", "org-afghan-taliban"),
            ("insurgraph show Islamic\\ State\\ Kho\t", "Islamic State Khorasan"),
            ('insurgraph show "Islamic State Kho\t', "Islamic State Khorasan"),
            ("insurgraph centrality --measure betw\t", "betweenness"),
            ("insurgraph successions Islamic\\ State\\ Kho\t", "Islamic State Khorasan"),
        ):
            terminal.type(f"{typed}\r")
            shown = terminal.until("ready> ")
            assert f"<{expected}>" in shown, (typed, shown)


def test_names_complete_in_fish(tmp_path: Path) -> None:
    place = tmp_path / "script"
    place.write_text(script("fish", cli), "utf-8")

    there = environment(tmp_path)

    def completions(typed: str) -> list[str]:
        done = subprocess.run(
            [shell("fish"), "--no-config", "-c", f"source {place}; complete -C '{typed}'"],
            env=there,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
        return [line.partition("\t")[0] for line in done.stdout.splitlines()]

    assert "queries" in completions("insurgraph quer")
    assert completions("insurgraph show org-afghan-t") == ["org-afghan-taliban"]
    assert "Islamic State Khorasan" in completions("insurgraph show Islamic")
    assert any("," in name for name in completions("insurgraph show Judges"))
    assert "betweenness" in completions("insurgraph centrality --measure betw")
