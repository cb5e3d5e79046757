"""The command line, as a process: what it prints where, and with which status it ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

import insurgraph as ig
from insurgraph.graph import engine


def insurgraph(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command and wait for it."""
    return subprocess.run(
        [sys.executable, "-m", "insurgraph", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        timeout=120,
        check=False,
    )


def printed(*arguments: str, **environment: str) -> str:
    """What it prints when all is well."""
    done = insurgraph(*arguments, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def refused(*arguments: str, status: int = 1, **environment: str) -> str:
    """The one line it ends with when something is wrong."""
    done = insurgraph(*arguments, **environment)
    assert done.returncode == status, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    return done.stderr.strip()


@pytest.fixture
def tables(tmp_path: Path, kg: ig.KnowledgeGraph) -> Path:
    """A copy of the curated tables that a test may spoil."""
    from insurgraph.loaders import curated

    folder = tmp_path / "tables"
    curated.write(kg, folder)
    return folder


def test_help_imports_neither_pandas_nor_an_engine_nor_networkx() -> None:
    text = (
        "import sys; from insurgraph.cli import run; run(['--help']); "
        "print([m for m in ('pandas', 'numpy', 'scipy', 'networkx', 'neo4j', 'pyvis', 'rich', "
        "'yaml', 'arcadedb_embedded', 'jpype') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_version_tells_code_and_data() -> None:
    assert printed("--version").startswith(f"insurgraph {ig.__version__} (data ")


def test_a_mistyped_command_is_wrong_usage() -> None:
    assert "No such command" in refused("quary", status=2)


def test_validate_counts_the_record(kg: ig.KnowledgeGraph) -> None:
    assert f"{len(kg)} claims" in printed("validate")


def test_validate_lists_every_bad_row(tables: Path) -> None:
    claims = tables / "claims.csv"
    lines = claims.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[1] = lines[1].replace(lines[1].split(",")[1], "DEFECTED_INTO", 1)
    lines[2] = lines[2].replace(lines[2].split(",")[2], "org-nobody", 1)
    claims.write_text("".join(lines), encoding="utf-8")
    told = refused("validate", str(tables)).splitlines()
    assert any("claims.csv, row 2, relation: no such relation" in line for line in told)
    assert any("claims.csv, row 3, subject: no entity has this id" in line for line in told)
    assert told[-1].startswith("Error: ")
    assert "nothing was loaded" in told[-1]


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    assert "no such folder" in refused("validate", str(tmp_path / "none"))
    (tmp_path / "file").touch()
    assert "is a file" in refused("validate", str(tmp_path / "file"))


def test_find_tells_why() -> None:
    found = json.loads(printed("find", "Hafez Said Khan", "--format", "json"))
    assert found[0]["id"] == "person-hafiz-saeed-khan"
    assert "spelling" in found[0]["reason"]


def test_show_takes_a_name_and_cites() -> None:
    table = printed("show", "Islamic State Khorasan", "--format", "csv")
    assert table.splitlines()[0] == "claim,when,says,status,grade,evidence"
    assert ", para 1" in table


def test_show_takes_a_claim_and_tells_every_passage() -> None:
    table = printed("show", "c-0197", "--format", "csv")
    assert table.splitlines()[0].startswith("citation,stance,source")


def test_show_names_the_nearest_for_a_name_that_nobody_bears() -> None:
    assert "nearest: org-isk" in refused("show", "Islamc State Khorasn X")


def test_centrality_in_every_format_is_one_table() -> None:
    options = ("centrality", "--measure", "degree", "--measure", "betweenness", "--limit", "0")
    csv = printed(*options, "--format", "csv").splitlines()
    rows = json.loads(printed(*options, "--format", "json"))
    lines = printed(*options, "--format", "jsonl").splitlines()
    assert len(csv) - 1 == len(rows) == len(lines)
    assert csv[0] == "id,name,kind,degree,degree_rank,betweenness,betweenness_rank"
    assert rows[0]["degree_rank"] == 1
    assert "Co-operative ties" in printed(*options)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--on", "someday"), "is no date"),
        (("--at-least", "Z9"), "is no grade"),
        (("--relation", "DEFECTED"), "did you mean 'DEFECTED_TO'"),
        (("--measure", "closenes"), "did you mean 'closeness'"),
        (("--at-least", "A1"), "no ties are left to measure; claims left out:"),
    ],
)
def test_centrality_refuses_what_it_cannot_use(options: tuple[str, ...], said: str) -> None:
    assert said in refused("centrality", *options)


def test_export_graphml_keeps_claim_ids_and_dates(tmp_path: Path, kg: ig.KnowledgeGraph) -> None:
    out = tmp_path / "a" / "graph.graphml"
    assert printed("export", "graphml", "--out", str(out)).strip() == str(out)
    graph = nx.read_graphml(out, force_multigraph=True)
    assert set(graph) == set(kg.entities)
    assert {k for _, _, k in graph.edges(keys=True)} <= {c.id for c in kg.claims()}


def test_an_output_below_a_file_is_refused(engine_home: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    told = refused("export", "graphml", "--out", str(tmp_path / "file" / "graph.graphml"))
    assert told.splitlines()[-1].startswith("Error: cannot write")
    assert "build" not in told
    assert "cannot write" in refused("build", "--out", str(tmp_path / "file" / "deep"))


def test_a_server_that_does_not_answer_leaves_no_files(tmp_path: Path) -> None:
    told = refused("build", "--out", str(tmp_path / "out"), NEO4J_URI="bolt://127.0.0.1:1")
    assert "bolt://127.0.0.1:1: no answer" in told
    assert list(tmp_path.iterdir()) == []


def test_view_writes_a_page_and_will_not_replace_somebody_elses_file(tmp_path: Path) -> None:
    page = tmp_path / "isk.html"
    printed("view", "--out", str(page), "--focus", "Islamic State Khorasan", "--on", "2015/2018")
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    printed("view", "--out", str(page))
    page.write_text("my own notes")
    assert "--force" in refused("view", "--out", str(page))
    assert page.read_text() == "my own notes"
    printed("view", "--out", str(page), "--force")


def test_queries_are_listed_and_described() -> None:
    assert "leaders" in printed("queries")
    assert "the organisation led" in printed("queries", "leaders")


def test_the_main_job_from_nothing(engine_home: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = insurgraph("build", "--out", str(out))
    assert done.returncode == 0, done.stderr
    for name in ("network.html", "centrality.csv", "graph.graphml"):
        assert (out / name).stat().st_size > 0
        assert str(out / name) in done.stdout
    for title in ("Defections to an organisation", "The line of leaders", "Rivalry and clashes"):
        assert title in done.stdout
    assert "Hafiz Saeed Khan" in done.stdout
    assert "All columns: insurgraph query leaders -p organisation=org-isk\n" in done.stdout
    assert "\nrow 1\n" not in done.stdout
    assert "Who is who across records, an example on invented samples" in done.stdout
    again = printed("build", "--out", str(out))
    assert "curated: 0 new or changed, 0 removed" in again


def test_query_takes_names_and_gives_every_format(engine_home: Path) -> None:
    asked = ("query", "leaders", "-p", "organisation=Islamic State Khorasan")
    rows = json.loads(printed(*asked, "--format", "json"))
    assert rows[0]["leader"] == "Hafiz Saeed Khan"
    assert len(printed(*asked, "--format", "jsonl").splitlines()) == len(rows)
    count = printed("query", "--cypher", "MATCH (c:Claim) RETURN count(c) AS n", "-f", "csv")
    assert int(count.splitlines()[1]) > 100


def test_a_first_query_fills_the_empty_embedded_database(tmp_path: Path) -> None:
    home = {"INSURGRAPH_HOME": str(tmp_path / "new home")}
    try:
        done = insurgraph("query", "leaders", "--format", "csv", **home)
        assert done.returncode == 0, done.stderr
        assert len(done.stdout.splitlines()) > 3
        assert done.stderr.count("loading") == 1
        assert insurgraph("query", "leaders", **home).stderr == ""
        running = json.loads(printed("db", "status", "-f", "json", **home))
        assert {"what": "running", "value": True} in running
        assert printed("db", "stop", **home).strip() == "stopped"
        assert printed("db", "stop", **home).strip() == "it was not running"
    finally:
        insurgraph("db", "stop", **home)


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("query",), 2, "give the name of a query, or --cypher"),
        (("query", "leader"), 1, "did you mean 'leaders'"),
        (("query", "leaders", "-p", "role"), 2, "write KEY=VALUE"),
        (("query", "leaders", "-p", "office=emir"), 1, "did you mean 'offices'"),
        (("query", "rivalry", "-p", "on=2016-02-30"), 1, "no day of the calendar"),
        (("load", "curate"), 1, "did you mean 'curated'"),
    ],
)
def test_wrong_questions_are_told_before_a_database_is_touched(
    arguments: tuple[str, ...], status: int, said: str, tmp_path: Path
) -> None:
    assert said in refused(*arguments, status=status, INSURGRAPH_HOME=str(tmp_path / "none"))
    assert not (tmp_path / "none").exists()


def test_a_server_that_does_not_answer_is_one_line() -> None:
    told = refused("query", "leaders", NEO4J_URI="bolt://127.0.0.1:1", NEO4J_PASSWORD="secret-x")
    assert told.startswith("Error: bolt://127.0.0.1:1: no answer")
    assert "secret-x" not in told


def test_completion_scripts_are_printed() -> None:
    for shell in ("bash", "zsh", "fish"):
        assert "_INSURGRAPH_COMPLETE" in printed("completion", shell)


def test_names_complete() -> None:
    words = {"_INSURGRAPH_COMPLETE": "bash_complete", "COMP_CWORD": "2"}
    assert "person-abu-sayed" in printed(COMP_WORDS="insurgraph show person-abu-s", **words)


def test_a_closed_pipe_ends_quietly() -> None:
    command = [sys.executable, "-m", "insurgraph", "centrality", "--limit", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


def test_ctrl_c_is_said_and_has_its_status() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        uri = f"bolt://127.0.0.1:{silent.getsockname()[1]}"
        command = [sys.executable, "-m", "insurgraph", "query", "leaders", "--uri", uri]
        environment = {**os.environ, "NEO4J_PASSWORD": "x"}
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as asked:
            connection, _ = silent.accept()
            with connection:
                assert connection.recv(4)  # it has greeted us and waits
                asked.send_signal(signal.SIGINT)
                assert asked.stderr is not None
                assert asked.stderr.read().strip().startswith("interrupted")
                assert asked.wait(60) == 130


def test_the_engine_of_the_tests_is_not_the_users(engine_home: Path) -> None:
    assert engine.default_folder().is_relative_to(engine_home)


# -- other people's data -------------------------------------------------------------------------

SAMPLE = str(Path(ig.__file__).parents[1] / "loaders" / "samples" / "ucdp-actor.csv")


def test_a_data_set_becomes_a_folder_that_is_valid(tmp_path: Path) -> None:
    out = tmp_path / "actors"
    done = insurgraph("load", "ucdp-actor", SAMPLE, "--out", str(out), "--as", "actors")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{out}: <KnowledgeGraph actors 99.1: ")
    assert "actors: UCDP Actor Dataset, Uppsala Conflict Data Program" in done.stderr
    assert "no problem found" in printed("validate", str(out))


def test_bad_rows_are_left_out_only_when_asked(tmp_path: Path) -> None:
    spoilt = tmp_path / "actor.csv"
    text = Path(SAMPLE).read_text("utf-8").replace("n/a,Tal clan,0,,,,3", "n/a,Tal clan,0,,,,7")
    spoilt.write_text(text, "utf-8")
    out = str(tmp_path / "out")
    told = refused("load", "ucdp-actor", str(spoilt), "--out", out).splitlines()
    assert told[0].startswith("actor.csv, row 5, Org: no such category of Org in ucdp.yaml")
    assert told[-1] == f"Error: {spoilt}: 1 problem; nothing was loaded"
    done = insurgraph("load", "ucdp-actor", str(spoilt), "--out", out, "--skip-bad")
    assert done.returncode == 0
    assert "1 row left out; the rest is loaded" in done.stderr
    assert "contradict" in refused("load", "ucdp-actor", SAMPLE, "--strict", "--skip-bad", status=2)
    assert "NAME=VALUE" in refused("load", "ucdp-actor", SAMPLE, "-o", "x", status=2)


def test_a_proposal_for_a_table_is_printed(tmp_path: Path) -> None:
    table = tmp_path / "ties.csv"
    table.write_text("Source,Target,Type\nA,B,ally\n", "utf-8")
    assert "relation: ALLIED_WITH" in printed("load", "table", str(table), "--suggest")
    assert "load table FILE" in refused("load", "acled", str(table), "--suggest", status=2)


def test_loaders_lists_terms() -> None:
    assert "CC BY 4.0" in printed("loaders", "-f", "csv")


def test_a_newer_edition_of_a_list_is_laid_over_the_older(tmp_path: Path) -> None:
    old = Path(SAMPLE).parent / "un-sc.xml"
    newer = old.read_text("utf-8").replace("2031-04-19T", "2032-02-27T")
    new = tmp_path / "new.xml"
    new.write_text(newer.replace("QDe.912<", "QDe.990<"), "utf-8")
    out = str(tmp_path / "list")
    printed("load", "un-sc", str(old), "--out", out)
    assert "2032-02-27: 8 entities, 5 claims" in printed("load", "un-sc", str(new), "--out", out)
    assert "no problem found" in printed("validate", out)
    told = refused("load", "un-sc", str(old), "--out", out)
    assert told.startswith("Error: un-sc: this is the edition of 2031-04-19, and what is there")
    again = printed("load", "un-sc", str(old), "--out", out, "--force")
    assert "2031-04-19: 7 entities" in again


def test_a_loader_says_what_it_never_reads() -> None:
    told = printed("loaders", "un-sc", "-f", "csv")
    assert "not read: INDIVIDUAL_DOCUMENT,numbers of papers" in told
    assert '"-o regimes=Al-Qaida,Taliban",' in told
    assert "no loader 'un-cs'; did you mean 'un-sc'" in refused("loaders", "un-cs")
