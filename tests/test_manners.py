"""How every command behaves, whatever it does: help, examples, pipes, widths, Ctrl-C."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import click
import pytest
from click.testing import CliRunner

import insurgraph as ig
from insurgraph.cli import cli, run
from insurgraph.graph import engine
from tests.pseudoterminal import PseudoTerminal
from tests.test_cli import insurgraph, printed, refused

ROOT = Path(ig.__file__).parents[1]
SAMPLES, DATA = ROOT / "loaders" / "samples", ROOT / "data"
PROGRAM = [sys.executable, "-m", "insurgraph"]


def commands(
    command: click.Command = cli, name: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command there is, with the words that call it."""
    yield name, command
    if isinstance(command, click.Group):
        for word, below in command.commands.items():
            yield from commands(below, (*name, word))


COMMANDS = dict(commands())


def examples_of(command: click.Command) -> list[str]:
    """The examples in a command's help, each a line of a shell."""
    _, _, block = (command.help or "").partition("Examples:\n")
    return [line.strip() for line in block.partition("\n\n")[0].splitlines() if line.strip()]


#: Those that print nothing when all is well, or nobody types.
SILENT = {
    "insurgraph db shell",
    "insurgraph queries check my-query.cypher",
    "insurgraph release data --check",
}

EXAMPLES = [example for command in COMMANDS.values() for example in examples_of(command)]


# -- help ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_examples_of_itself(name: tuple[str, ...]) -> None:
    command = COMMANDS[name]
    examples = examples_of(command)
    assert examples
    for example in examples:
        assert re.search(rf"\b{' '.join(('insurgraph', *name))}\b", example), example
        assert len(example) <= 88, "an example is one line of a terminal"


def test_help_is_given_by_h_everywhere() -> None:
    for name in (*COMMANDS, ("queries", "leaders")):
        short, long = (CliRunner().invoke(cli, [*name, flag]) for flag in ("-h", "--help"))
        assert short.exit_code == long.exit_code == 0
        assert short.output == long.output
        assert short.output.startswith("Usage: ")


def test_the_overview_has_every_command_in_a_section_and_on_one_line() -> None:
    overview = printed("--help", COLUMNS="80")
    assert sum(line.endswith(":") for line in overview.splitlines()) >= 6
    for name in cli.commands:
        (line,) = re.findall(rf"^  {name} .*", overview, re.MULTILINE)
        assert not line.endswith("...")
        assert len(line) <= 80
    for title in ("The main job", "Ask", "Analyse"):
        assert f"\n{title}:\n" in overview


def test_a_mistyped_word_gets_a_suggestion() -> None:
    assert "Did you mean 'query'?" in refused("quary", status=2)
    assert "Did you mean 'shell'?" in refused("db", "shel", status=2)
    assert "Did you mean '--format'?" in refused("show", "org-isk", "--fromat", "csv", status=2)
    assert "did you mean 'graphml'" in refused("export", "grahpml", "--out", "x")
    assert "did you mean 'leaders'" in refused("queries", "leadrs")


# -- examples --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def desk(
    tmp_path_factory: pytest.TempPathFactory, kg: ig.KnowledgeGraph
) -> Iterator[tuple[Path, dict[str, str]]]:
    """A folder with the files that examples name, and an environment of nobody's."""
    from insurgraph.loaders import curated

    desk = tmp_path_factory.mktemp("desk")
    for name in ("my-tables", "my-older-tables"):
        curated.write(kg, desk / name)
        shutil.copy(DATA / "datapackage.json", desk / name)
    shutil.copytree(DATA, desk / "data")
    shutil.copy(SAMPLES / "ucdp-actor.csv", desk / "ucdp-actor-241.csv")
    with ZipFile(desk / "ged241-csv.zip", "w") as archive:
        text = (SAMPLES / "ucdp-ged.csv").read_text("utf-8")
        archive.writestr("GEDEvent_v24_1.csv", text.replace("Ostrava Vale,991", "Pakistan,991"))
    (desk / "ties.csv").write_text("Source,Target,Type\nA,B,ally\n", "utf-8")
    query = "MATCH (o:Organisation) RETURN o.id AS id, o.name AS name ORDER BY id\n"
    (desk / "my-query.cypher").write_text(query, "utf-8")
    home = desk / "home"
    for folder in (
        ".local/share/bash-completion/completions",
        ".zfunc",
        ".config/fish/completions",
    ):
        (home / folder).mkdir(parents=True)
    environment = {
        **os.environ,
        "HOME": str(home),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONUTF8": "1",
        "INSURGRAPH_HOME": str(desk / "engine home"),
        "INSURGRAPH_CONFIG": str(desk / "config.toml"),
    }
    yield desk, environment
    engine.stop(desk / "engine home" / "engine")


@pytest.mark.parametrize("example", dict.fromkeys(EXAMPLES))
def test_the_examples_run(
    example: str,
    desk: tuple[Path, dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    folder, environment = desk
    if " config " not in example:  # what that chooses is not for the others
        environment = {**environment, "INSURGRAPH_CONFIG": ""}
    monkeypatch.chdir(folder)
    if "|" in example or ">" in example:
        shell = ["bash", "-e", "-o", "pipefail", "-c", example]
        status = subprocess.run(shell, env=environment, check=False).returncode
    else:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "stdin", StringIO())
        status = run(shlex.split(example)[1:])
    printed, told = capfd.readouterr()
    assert status == 0, told
    if "--json" in example:
        assert isinstance(json.loads(printed), list)
    if ">" in example:
        target = example.partition("> ")[2].replace("~", environment["HOME"])
        assert (folder / target).stat().st_size > 0
    else:
        assert printed or example in SILENT


# -- options that all have -------------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS, ids=" ".join)
def test_what_has_a_format_has_json_and_what_does_something_has_quiet(
    name: tuple[str, ...],
) -> None:
    command = COMMANDS[name]
    flags = {flag for parameter in command.params for flag in parameter.opts}
    assert ("--format" in flags) == ("--json" in flags)
    does_something = not isinstance(command, click.Group) or command.invoke_without_command
    assert ("--quiet" in flags) == does_something


def test_json_is_short_for_format_json() -> None:
    assert printed("find", "ISK", "--json") == printed("find", "ISK", "--format", "json")
    assert "contradict" in refused("find", "ISK", "--json", "--format", "csv", status=2)
    assert json.loads(printed("queries", "--json", "leaders"))
    assert json.loads(printed("diff", "curated", "curated", "--json")) is not None


def test_validate_gives_problems_as_a_table(tmp_path: Path, kg: ig.KnowledgeGraph) -> None:
    from insurgraph.loaders import curated

    curated.write(kg, tmp_path / "tables")
    assert printed("validate", str(tmp_path / "tables"), "--json").strip() == "[]"
    claims = tmp_path / "tables" / "claims.csv"
    claims.write_text(claims.read_text("utf-8").replace("MEMBER_OF", "MEMBR_OF", 1), "utf-8")
    done = insurgraph("validate", str(tmp_path / "tables"), "--json")
    assert done.returncode == 1
    (problem,) = json.loads(done.stdout)
    assert (problem["file"], problem["column"]) == ("claims.csv", "relation")


def test_quiet_leaves_notes_out_and_keeps_errors(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["find", "zzzzzzzzzz"]) == 0
    assert capsys.readouterr().err.startswith("nothing in the record")
    assert run(["find", "zzzzzzzzzz", "--quiet"]) == 0
    assert capsys.readouterr().err == ""
    assert run(["show", "zzzzzzzzzz", "-q"]) == 1
    assert capsys.readouterr().err.startswith("Error: nothing in the record")
    assert run(["find", "zzzzzzzzzz"]) == 0
    assert capsys.readouterr().err, "quiet is one command, not the next"


# -- terminals and pipes ---------------------------------------------------------------------------


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the command prints when it is run in this process."""
    assert run([*arguments]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("columns", [1, 40, 80, 200])
def test_a_table_fits_the_columns_there_are(
    columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    table = shown(capsys, "centrality", "--measure", "degree", "--limit", "5")
    assert max(map(len, table.splitlines())) <= max(columns, 20)


@pytest.mark.parametrize("columns", ["", "0", "-3", "wide"])
def test_columns_that_are_no_number_are_as_none(
    columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = shown(capsys, "find", "ISK")
    monkeypatch.setenv("COLUMNS", columns)
    assert shown(capsys, "find", "ISK") == expected


def test_help_fits_a_narrow_terminal() -> None:
    with PseudoTerminal([*PROGRAM, "show", "-h"], os.environ, columns=60) as terminal:
        shown, status = terminal.rest()
    assert status == 0
    lines = [line for line in shown.splitlines() if "    insurgraph " not in line]
    assert max(map(len, lines)) <= 60


@pytest.mark.parametrize(
    ("environment", "expected"),
    [({"TERM": "xterm-256color"}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
    ids=str,
)
def test_colour_is_for_terminals_that_want_it(
    environment: dict[str, str], expected: bool, tmp_path: Path
) -> None:
    out = str(tmp_path / "out")
    command = [*PROGRAM, "load", "un-sc", str(SAMPLES / "un-sc.xml"), "--out", out]
    with PseudoTerminal(command, {**os.environ, "TERM": "xterm", **environment}) as terminal:
        shown, status = terminal.rest()
    assert status == 0, shown
    assert bool(re.search(r"\x1b\[[\d;]*3\d[;m]", shown)) == expected


def test_a_bar_tells_how_fast() -> None:
    from rich.console import Console

    from insurgraph.progress import bar

    drawn = Console(file=StringIO(), force_terminal=True, width=100)
    with bar(drawn) as report:
        for done in range(1, 1001):
            report("claims", done, 1000)
        report("reading", 5, 0)
    assert isinstance(drawn.file, StringIO)
    assert "claims" in drawn.file.getvalue()


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "org-isk"),
        ("show", "org-isk", "-f", "csv"),
        ("find", "Khan", "--json"),
        ("queries",),
        ("export", "jsonl", "--out", "-"),
        ("--help",),
        ("cite",),
        ("completion", "fish"),
        ("config", "show"),
    ],
    ids=" ".join,
)
def test_nobody_reading_on_is_no_error(arguments: tuple[str, ...]) -> None:
    with subprocess.Popen(
        [*PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read().decode()
        assert "Traceback" not in told
        assert "Broken" not in told
        assert process.wait(60) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("queries", "check", "FIFO"),
        ("query", "--file", "FIFO"),
        ("load", "table", "ties.csv", "--mapping", "FIFO"),
        ("ranks", "--confidence", "FIFO"),
        ("load", "un-sc", "FIFO", "--out", "out"),
    ],
    ids=" ".join,
)
def test_ctrl_c_ends_any_command_with_one_line(arguments: tuple[str, ...], tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    (tmp_path / "ties.csv").write_text("Source,Target,Type\nA,B,ally\n", "utf-8")
    given = [str(fifo) if a == "FIFO" else a for a in arguments]
    with subprocess.Popen(
        [*PROGRAM, *given], cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        with fifo.open("w"):  # it is at work: it has opened the other end
            process.send_signal(signal.SIGINT)
            said, told = process.communicate(timeout=60)
        assert told.strip() == "interrupted; nothing was left half done"
        assert said == ""
        assert process.returncode == 130
    assert {p.name for p in tmp_path.iterdir()} == {"fifo", "ties.csv"}


def test_what_a_library_makes_of_ctrl_c_is_still_ctrl_c(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from insurgraph.errors import ServerUnavailable

    def swallow(*_args: object, **_kwargs: object) -> None:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            raise ServerUnavailable("no answer") from None

    monkeypatch.setattr("insurgraph.graph.knowledge.KnowledgeGraph.find", swallow)
    assert run(["find", "ISK"]) == 130
    assert capsys.readouterr().err.strip() == "interrupted; nothing was left half done"
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
