"""The Cypher prompt: in a pipe, on a terminal, and what it completes."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from insurgraph.completion import Words, suggestions
from insurgraph.errors import ArgumentError, NotFoundError, QueryError
from insurgraph.graph import schema
from insurgraph.graph.database import Database
from insurgraph.graph.vocabulary import default
from insurgraph.queries import shipped
from insurgraph.shell import Shell, history, schema_table


def piped(shell: Shell, text: str) -> None:
    """Give the shell a text as a pipe does."""
    shell.read_pipe(text.splitlines(keepends=True))


@pytest.fixture
def shell(embedded: Database) -> Shell:
    return Shell(embedded, format="csv")


# -- in a pipe -------------------------------------------------------------------------------------


def test_statements_end_with_a_semicolon_wherever_lines_break(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(shell, "RETURN 1\n AS one; RETURN ';' AS two;\n\n// no; end\nRETURN 3 AS three")
    assert capsys.readouterr().out == "one\n1\ntwo\n;\nthree\n3\n"


def test_parameters_are_set_looked_up_and_taken_away(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(
        shell,
        ":param who:entity IS-K\n:param on:period 2015\n:param n => 3\n"
        "MATCH (e:Entity {id: $who}) RETURN e.id AS id, $on_first AS first, $n + 1 AS n;\n",
    )
    assert capsys.readouterr().out == "id,first,n\norg-isk,2015-01-01,4\n"
    piped(shell, ":param n\n:param\n")
    told = capsys.readouterr().out
    assert "who,org-isk,str" in told
    assert "\nn," not in told
    with pytest.raises(ArgumentError, match=r"\$n is not set: `:param n VALUE`"):
        piped(shell, "RETURN $n;")


def test_named_queries_run_with_names_that_have_blanks(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(shell, ':run leaders organisation="Islamic State Khorasan"\n')
    assert capsys.readouterr().out.startswith("leader,office,start,")
    with pytest.raises(ArgumentError, match="quote a value with blanks"):
        piped(shell, ':run leaders organisation="IS-K\n')
    with pytest.raises(NotFoundError, match="did you mean 'leaders'"):
        piped(shell, ":run laeders\n")
    with pytest.raises(NotFoundError, match="no command :rum; did you mean ':run'"):
        piped(shell, ":rum leaders\n")


def test_queries_and_schema_are_shown(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    piped(shell, ":queries\n:schema\n:help\n:quit\nRETURN 'not reached';")
    told = capsys.readouterr().out
    for name in (*shipped().files, "(:Claim)", "[:RIVAL_OF]", ":param"):
        assert name in told
    assert "not reached" not in told
    piped(shell, ":queries leaders\n:schema CITED\n")
    told = capsys.readouterr().out
    assert "HELD_OFFICE" in told
    assert "credibility" in told
    with pytest.raises(NotFoundError, match="did you mean 'Claim'"):
        schema_table(schema.of(), "Clam")


def test_it_stops_at_the_first_error_and_names_its_line(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(QueryError) as caught:
        piped(shell, "RETURN 1 AS one;\n:param x 1\n\nMATCH (n\n RETURN n;\nRETURN 2;")
    assert caught.value.line == 5
    assert capsys.readouterr().out == "one\n1\n"


def test_it_writes_only_when_it_may(embedded: Database, shell: Shell) -> None:
    with pytest.raises(QueryError, match="only reads unless writing is allowed"):
        piped(shell, "CREATE (:Name {id: 'x'});")
    writing = Shell(embedded, write=True)
    piped(writing, "CREATE (:Name {id: 'x'});\nMATCH (n:Name {id: 'x'}) DETACH DELETE n;")


def test_what_misleads_is_noted_before_the_answer(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(shell, "MATCH (p:Persn) RETURN p.id AS id;")
    told = capsys.readouterr()
    assert told.out == "id\n"
    assert "did you mean 'Person'" in told.err


# -- on a terminal ---------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where lines are remembered."""
    monkeypatch.setenv("INSURGRAPH_HOME", str(tmp_path))
    return tmp_path


def typed(shell: Shell, keys: str) -> None:
    """Type at a prompt until it is left."""
    with create_pipe_input() as source:
        source.send_text(keys)
        shell.prompt(source, DummyOutput())


def test_enter_sends_what_is_whole_and_errors_do_not_end_it(
    shell: Shell, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(shell, "RETURN\r1 AS one;\rMATCH (n;\r:nosuch\r\x03RETURN 2 AS two;\r\x04")
    told = capsys.readouterr()
    assert told.out == "one\n1\ntwo\n2\n"
    assert "reading only; :help helps" in told.err
    assert "Error: line 1, column 9: " in told.err
    assert "\n  MATCH (n\n" in told.err
    assert "Error: no command :nosuch" in told.err
    assert "interrupted" in told.err


def test_lines_are_remembered_for_their_owner_and_without_passwords(
    shell: Shell, home: Path
) -> None:
    typed(shell, "RETURN 1 AS one;\rALTER USER x SET password 'abc';\r:quit\r")
    remembered = home / "shell-history"
    assert stat.S_IMODE(remembered.stat().st_mode) == 0o600
    text = remembered.read_text(encoding="utf-8")
    assert "RETURN 1 AS one;" in text
    assert "abc" not in text
    typed(shell, "\x10\x10\x10\r:quit\r")  # the third line before, sent again


def test_a_prompt_without_a_place_to_remember_works(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    history(blocked / "shell-history").append_string("RETURN 1;")
    assert "lines are not remembered" in capsys.readouterr().err


# -- completion ------------------------------------------------------------------------------------

NAMES = {
    "org-isk": "Islamic State Khorasan",
    "person-khan": "Hafiz Saeed Khan",
    "org-quote": "The 'Red' Front",
}


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("mat", ["MATCH"]),
        ("MATCH (p:Pers", ["Person"]),
        ("MATCH (p)-[:RIVAL", ["RIVAL_OF"]),
        ("MATCH (p)-[:RIVAL_OF|CLASH", ["CLASHED_WITH"]),
        ("MATCH (c:Claim) WHERE c.start_e", ["start_earliest"]),
        ("MATCH (a:Entity)-[r:RIVAL_OF]->(b) RETURN r.temp", ["temporality"]),
        ("MATCH (c:Claim) RETURN c.grade ", []),
        ("MATCH (e:Entity {id: 'khor", ["org-isk"]),
        ("MATCH (e:Entity {id: 'person-k", ["person-khan"]),
        ("MATCH (e:Entity {name: 'red", ["The \\'Red\\' Front"]),
        ("RETURN $w", ["who"]),
        (":ru", [":run"]),
        (":run leaders-f", ["leaders-from-elsewhere"]),
        (":schema clas", ["CLASHED_WITH"]),
        (":param w", ["who"]),
    ],
)
def test_what_can_come_next_is_offered(text: str, offered: list[str]) -> None:
    words = Words(
        default(),
        schema.of(),
        NAMES,
        tuple(shipped().files),
        {"who": 1},
        (":run", ":schema", ":param"),
    )
    found = suggestions(text, words)
    assert [s.text for s in found] == offered
    assert all(s.replaced <= len(text) for s in found)
