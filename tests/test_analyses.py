"""The commands that analyse: their examples, their pictures, and what they refuse."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from insurgraph.cli import cli, run

COMMANDS = (
    "defections", "successions", "timeline", "changes", "balance", "brokerage", "keyplayers",
    "communities",
)  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [
        *(["defections", "--table", t] for t in ("flow", "chains", "followers")),
        ["defections", "--table", "matrix", "--by", "year"],
        *(["successions", "--table", t] for t in ("origins", "turnover", "around")),
        ["successions", "TTP", "--all"],
        ["timeline", "--table", "turnover", "--definite"],
        ["balance", "--table", "dyads", "--on", "2016/2017"],
        ["balance", "--table", "blocks", "--on", "2017"],
        ["brokerage", "--by", "side"],
        ["communities", "--weight", "sources", "--runs", "3"],
    ],
    ids=" ".join,
)
def test_every_table_is_printed(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 0
    out = capfd.readouterr().out
    assert "(no rows)" not in out
    assert out.strip()


@pytest.mark.parametrize(
    "arguments",
    [
        ["defections"],
        ["successions"],
        ["timeline", "--on", "2014/2017"],
        ["balance", "--table", "dyads", "--on", "2016/2017"],
        ["ranks", "--draws", "10"],
    ],
    ids=" ".join,
)
def test_a_picture_is_drawn_beside_the_table(
    arguments: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "a.svg"
    assert run([*arguments, "--plot", str(target)]) == 0
    assert target.exists()
    assert capfd.readouterr().err.strip() == f"drew {target}"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["defections", "--on", "yesterday"], 1, "yesterday"),
        (["defections", "--by", "year"], 2, "--table matrix"),
        (["defections", "--plot", "a.pdf"], 1, ".svg or .png"),
        (["successions", "Nobody at all"], 1, "Nobody at all"),
        (["successions", "org-isk", "--role", "king"], 1, "offices on record"),
        (["timeline", "--measure", "fame"], 1, "fame"),
        (["timeline", "--table", "turnover", "--plot", "a.svg"], 2, "--plot"),
        (["changes", "2014", "2014"], 1, "needs two"),
        (["changes", "2014", "2015", "--on", "2016"], 2, "arguments"),
        (["balance", "--plot", "a.svg"], 2, "--table dyads"),
        (["ranks", "--table", "pairs", "--plot", "a.svg"], 2, "intervals"),
        (["keyplayers", "--kind", "Person"], 1, "organisations only"),
        (["keyplayers", "--size", "0"], 1, "size is 1"),
        (["communities", "--runs", "0"], 1, "runs is 1"),
        (["brokerage", "--on", "1950", "--definite"], 1, "by date"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_cannot_be_used_is_one_line(
    arguments: list[str], status: int, said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == status
    captured = capfd.readouterr()
    assert captured.out == ""
    assert said in captured.err


def test_their_help_imports_nothing_heavy() -> None:
    text = (
        "import sys\n"
        "from insurgraph.cli import run\n"
        f"for name in {COMMANDS!r}: run([name, '--help'])\n"
        "heavy = {'numpy', 'networkx', 'scipy', 'matplotlib', 'pandas', 'rustworkx'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or None)\n"
    )
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_analysis_is_a_command() -> None:
    assert set(COMMANDS) <= set(cli.commands)
    assert all(isinstance(cli.commands[name], click.Command) for name in COMMANDS)
