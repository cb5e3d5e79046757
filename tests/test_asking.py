"""Asking at the command line: what a question is given, how it is answered, what is refused."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from neo4j import GraphDatabase

from insurgraph.cli import run
from insurgraph.errors import AmbiguousError
from insurgraph.graph.database import Database
from insurgraph.options import choose
from insurgraph.parameters import named
from insurgraph.queries import shipped

ISK = "organisation=Islamic State Khorasan"
COUNT = "MATCH (c:Claim) RETURN count(c) AS n"
MINE = """\
/*
title: My own question
question: Which of them?
active: Dates play no part.
parameters:
  one: {type: entity, meaning: one of them, example: org-isk}
  most: {type: integer, default: "2", meaning: how many}
columns:
  id: the id
*/
MATCH (e:Entity {id: $one}) RETURN e.id AS id ORDER BY id LIMIT $most
"""

Asked = Callable[..., tuple[str, str]]


@pytest.fixture
def ask(embedded: Database, capsys: pytest.CaptureFixture[str]) -> Asked:
    """Asks, expects a status, and gives what stood on stdout and on stderr."""

    def asked(*arguments: str, status: int = 0) -> tuple[str, str]:
        capsys.readouterr()
        got = run(list(arguments))
        told = capsys.readouterr()
        assert got == status, told
        assert "Traceback" not in told.err
        return told.out, told.err

    return asked


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own queries, with one in it."""
    monkeypatch.setenv("INSURGRAPH_QUERIES", str(tmp_path))
    (tmp_path / "mine.cypher").write_text(MINE, encoding="utf-8")
    return tmp_path


def column(text: str, name: str) -> list[str]:
    """One column of CSV."""
    return [row[name] for row in csv.DictReader(io.StringIO(text))]


# -- who is meant ----------------------------------------------------------------------------------


def test_an_entity_is_given_by_its_id_or_any_of_its_names(ask: Asked) -> None:
    answers = {
        ask("query", "leaders", "-p", f"organisation={name}", "-f", "csv")[0]
        for name in ("org-isk", "Islamic State Khorasan", "IS-K", "islamic state khorassan")
    }
    assert len(answers) == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("entity=Taliban", "org-afghan-taliban or org-taliban-unspecified; give the id"),
        ("entity=Hafez", "nearest: person-hafiz-saeed-khan (Hafiz Saeed Khan)"),
        ("entity=Xyzzyq", "nothing in the record is named like 'Xyzzyq'"),
        ("entity=x'}) DETACH DELETE n //", "entity: nothing"),
    ],
)
def test_a_name_that_names_nobody_or_several_is_one_line(ask: Asked, given: str, said: str) -> None:
    out, err = ask("query", "dossier", "-p", given, status=1)
    assert out == ""
    assert err.count("\n") == 1
    assert said in err


def test_who_can_be_asked_is(
    embedded: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    query, given = shipped().get("dossier"), {"entity": "Taliban"}
    monkeypatch.setattr(click, "prompt", lambda *_args, **_more: 2)
    assert named(query, given, embedded, choose)["entity"] == "org-taliban-unspecified"
    told = capsys.readouterr().err
    assert "entity: who is meant by 'Taliban'?" in told
    assert "  1  org-afghan-taliban" in told
    monkeypatch.setattr(click, "prompt", lambda *_args, **_more: 0)
    with pytest.raises(AmbiguousError):
        named(query, given, embedded, choose)


def test_lists_repeat_and_each_of_them_is_looked_up(ask: Asked) -> None:
    text = "MATCH (e:Entity) WHERE e.id IN $who AND e.id <> $not RETURN e.id AS id ORDER BY id"
    given = ("who:entity=IS-K", "who:entity=org-ttp", "not=x")
    out, _ = ask("query", "--cypher", text, *(w for g in given for w in ("-p", g)), "-f", "csv")
    assert column(out, "id") == ["org-isk", "org-ttp"]


# -- texts of one's own ----------------------------------------------------------------------------


def test_a_value_that_is_json_is_that_and_others_are_text(ask: Asked) -> None:
    text = "RETURN $n + 1 AS n, $l AS l, $t AS t, $d_first AS first, $d_last AS last, $b AS b"
    given = ("n=2", 'l=[1, "a"]', "t=2015-06", "d:period=2015-06", "b=true")
    out, _ = ask("query", "--cypher", text, *(w for g in given for w in ("-p", g)), "-f", "json")
    assert json.loads(out) == [
        {"n": 3, "l": [1, "a"], "t": "2015-06", "first": "2015-06-01", "last": "2015-06-30",
         "b": True}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--cypher", "RETURN $one"), 1, "the query needs $one: give -p one=VALUE"),
        (("--cypher", "RETURN $one", "-p", "won=1"), 1, "the query needs $one"),
        (("--cypher", "RETURN $a", "-p", "a=1", "-p", "b=1"), 1, "there is no $b in the query"),
        (("--cypher", "RETURN $a", "-p", "a:entiti=x"), 1, "did you mean 'entity'"),
        (("--cypher", "RETURN $a", "-p", "a:kind=Persn"), 1, "did you mean 'Person'"),
        (("--cypher", ""), 1, "no query in the text"),
        (("--cypher", "RETURN 1; RETURN 2"), 1, "2 statements in the text"),
        (("--cypher", "RETURN 1", "leaders"), 2, "give the name of a query, or --cypher"),
        (("--file", "/nowhere/at-all"), 2, "/nowhere/at-all"),
        (("leaders", "-p", "organisation=org-isk", "-p", "organisation=org-ttp"), 1, "one value"),
        (("paths", "-p", "steps=9"), 1, "9 is more than 3"),
        (("paths", "-p", "steps=few"), 1, "'few' is no whole number"),
        (("paths", "-p", "families=rivalty"), 1, "did you mean 'rivalry'"),
        (("paths", "-p", "at_least=Q9"), 1, "'Q9' is no grade"),
        (("leaders", "--limit", "-1"), 2, "--limit"),
        (("leaders", "--timeout", "nan"), 1, "number of seconds"),
    ],
)
def test_what_cannot_be_asked_says_what_to_give(
    ask: Asked, arguments: tuple[str, ...], status: int, said: str
) -> None:
    out, err = ask("query", *arguments, status=status)
    assert out == ""
    assert said in err


def test_a_file_has_a_header_or_none_and_can_be_standard_input(
    ask: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    headed, bare, binary = (tmp_path / n for n in ("headed.cypher", "bare.cypher", "binary"))
    headed.write_text(MINE, encoding="utf-8")
    bare.write_text(f"// a count\n{COUNT};\n", encoding="utf-8")
    binary.write_bytes(b"RETURN \xff")
    assert ask("query", "--file", str(headed), "-p", "one=IS-K", "-f", "csv")[0] == "id\norg-isk\n"
    assert "for example -p one=org-isk" in ask("query", "--file", str(headed), status=1)[1]
    counted, _ = ask("query", "--file", str(bare), "-f", "csv")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(bare.read_bytes())))
    assert ask("query", "--file", "-", "-f", "csv")[0] == counted
    assert "it is no UTF-8 text" in ask("query", "--file", str(binary), status=2)[1]


def test_a_syntax_error_points_at_the_place_in_the_file(ask: Asked, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.cypher"
    wrong.write_text(MINE.replace("$one})", "$one)"), encoding="utf-8")
    _, err = ask("query", "--file", str(wrong), "-p", "one=org-isk", status=1)
    line, shown, caret = err.splitlines()
    assert line.startswith("Error: line 11, column ")
    assert shown.strip().startswith("MATCH (e:Entity")
    assert caret.strip() == "^"


# -- answers ---------------------------------------------------------------------------------------


def test_nodes_and_paths_are_plain_objects_and_dates_iso(ask: Asked) -> None:
    text = (
        "MATCH p = (a:Person {id: $id})-[r:DEFECTED_TO]->(:Entity) "
        "RETURN a, r, p, r.start_earliest AS day ORDER BY r.id LIMIT 1"
    )
    given = ("-p", "id=person-qari-hekmatullah")
    out, _ = ask("query", "--cypher", text, *given, "-f", "jsonl")
    found = json.loads(out)
    assert found["a"]["labels"] == ["Entity", "Person"]
    assert found["r"]["type"] == "DEFECTED_TO"
    assert found["p"]["nodes"][0] == found["a"]
    assert found["day"] == found["r"]["start_earliest"] == "2016-01-01"
    drawn, _ = ask("query", "--cypher", text, *given)
    assert "(Qari Hekmatullah)" in drawn


def test_a_table_stops_and_says_so_and_other_formats_do_not(ask: Asked) -> None:
    text = "UNWIND range(1, 1500) AS i RETURN i ORDER BY i"
    drawn, note = ask("query", "--cypher", text)
    assert drawn.split()[-1] == "1000"
    assert "there are more than 1000 rows; --limit 0 shows all" in note
    assert ask("query", "--cypher", text, "--limit", "0")[0].split()[-1] == "1500"
    assert len(column(ask("query", "--cypher", text, "-f", "csv")[0], "i")) == 1500
    few, note = ask("query", "--cypher", text, "-f", "csv", "--limit", "3")
    assert (column(few, "i"), note) == (["1", "2", "3"], "")


def test_an_answer_fits_the_width_and_keeps_its_scripts(
    ask: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    drawn, _ = ask("query", "rivalry")
    assert max(map(len, drawn.splitlines())) <= 80
    out, _ = ask("query", "--cypher", "RETURN $t AS t", "-p", "t=جبهة النصرة", "-f", "csv")
    assert out == "t\nجبهة النصرة\n"
    assert "جبهة النصرة" in ask("query", "--cypher", "RETURN $t AS t", "-p", "t=جبهة النصرة")[0]


def test_a_plan_is_shown_in_place_of_the_answer(ask: Asked) -> None:
    out, _ = ask("query", "leaders", "--explain", "-f", "csv")
    assert "HELD_OFFICE" in out
    assert "Hafiz Saeed Khan" not in out


def test_what_takes_too_long_is_ended_and_said_so(ask: Asked) -> None:
    endless = "UNWIND range(1, 900000) AS a UNWIND range(1, 900000) AS b RETURN max(a + b) AS n"
    _, err = ask("query", "--cypher", endless, "--timeout", "0.5", status=1)
    assert "took longer than 0.5 s and was ended" in err


def test_only_who_says_so_writes(ask: Asked) -> None:
    create = "CREATE (:Name {id: $id})"
    gone = "MATCH (n:Name {id: $id}) DETACH DELETE n"
    _, err = ask("query", "--cypher", create, "-p", "id=x-1", status=1)
    assert "a query only reads unless writing is allowed" in err
    ask("query", "--cypher", create, "-p", "id=x-1", "--write")
    ask("query", "--cypher", gone, "-p", "id=x-1", "--write")
    load = "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line"
    assert "LOAD CSV" in ask("query", "--cypher", load, status=1)[1]


def test_what_misleads_is_noted_beside_the_answer(ask: Asked) -> None:
    out, err = ask("query", "--cypher", "MATCH (c:Claim) RETURN max(c.idd) AS id", "-f", "csv")
    assert out == 'id\n""\n'
    assert err == "note: 1:30: unknown-property: there is no property 'idd'; did you mean 'id'?\n"


# -- the catalogue ---------------------------------------------------------------------------------


def test_queries_stand_under_their_topics_and_fit(
    ask: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    _, _, *lines = ask("queries")[0].strip().splitlines()
    assert max(map(len, lines)) <= 90
    assert len(lines) == len(shipped().files)  # no title wraps
    topics = [line.split()[0] for line in lines if not line.startswith("  ")]
    assert topics == sorted({q.topic for q in shipped()})
    listed = json.loads(ask("queries", "-f", "json")[0])
    assert {q["query"] for q in listed} == set(shipped().files)
    (leaders,) = (q for q in listed if q["query"] == "leaders")
    assert leaders["parameters"] == "organisation, offices"


def test_a_query_is_described_with_its_text(ask: Asked) -> None:
    out, _ = ask("queries", "paths")
    for word in ("Every step may have held", "how many steps at most", "MATCH p ="):
        assert word in out
    assert "did you mean 'paths'" in ask("queries", "pathz", status=1)[1]


def test_ones_own_stand_beside_those_that_are_shipped(ask: Asked, own: Path) -> None:
    assert "Other" in ask("queries")[0].strip().splitlines()[-1]
    assert ask("query", "mine", "-p", "one=IS-K", "-f", "csv")[0] == "id\norg-isk\n"
    assert "mine needs the parameter 'one'" in ask("query", "mine", status=1)[1]
    assert "My own question" in ask("queries", "mine")[0]


def test_ones_own_that_cannot_be_read_are_named_and_the_others_listed(
    ask: Asked, own: Path
) -> None:
    (own / "broken.cypher").write_text("RETURN 1", encoding="utf-8")
    out, err = ask("queries", status=1)
    assert "My own question" in out
    assert f"Error: {own / 'broken.cypher'}: a query file begins with a header" in err
    (own / "leaders.cypher").write_text(MINE, encoding="utf-8")
    assert "give that file another name" in ask("query", "leaders", status=1)[1]


def test_a_folder_that_is_none_is_said_so(
    ask: Asked, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSURGRAPH_QUERIES", str(own / "none"))
    assert "INSURGRAPH_QUERIES: cannot read" in ask("query", "leaders", status=1)[1]


def test_queries_are_checked(ask: Asked, own: Path) -> None:
    out, err = ask("queries", "check")
    assert (out, err) == ("", f"{len(shipped().files) + 1} queries, 0 findings\n")
    wrong = own / "wrong.cypher"
    wrong.write_text(MINE.replace("e:Entity", "e:Entiti"), encoding="utf-8")
    out, err = ask("queries", "check", str(wrong), status=1)
    assert out.startswith(f"{wrong}:11:10: unknown-label: ")
    assert err == "1 query, 1 finding\n"
    out, _ = ask("queries", "check", "--cypher", "MATCH (c:Claim) RETURN c.id", "-f", "csv",
                 status=1)  # fmt: skip
    assert column(out, "rule") == ["unordered"]


# -- other clients ---------------------------------------------------------------------------------


def test_any_client_gets_in_with_what_the_status_says(ask: Asked) -> None:
    told = {row["what"]: row["value"] for row in json.loads(ask("db", "status", "-f", "json")[0])}
    passwords = json.loads(Path(told["passwords, by user"]).read_text(encoding="utf-8"))
    user = told["user that reads"]
    with GraphDatabase.driver(told["uri"], auth=(user, passwords[user])) as driver:
        (record,) = driver.execute_query(COUNT, database_=told["database"]).records
    assert record["n"] > 100
    assert passwords[user] not in ask("db", "status")[0]
