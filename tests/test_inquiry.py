"""Asking a database: what it may, how long it may take, what is said when it goes wrong."""

from __future__ import annotations

import math
import threading
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path

import pytest
from neo4j.spatial import WGS84Point
from neo4j.time import DateTime, Duration

import insurgraph as ig
from insurgraph.errors import ArgumentError, EngineError, QueryError, ServerUnavailable
from insurgraph.graph import engine, timelimit
from insurgraph.graph.database import Database, of_endpoint
from insurgraph.graph.inquiry import Inquiry
from insurgraph.graph.timelimit import TimeLimit
from insurgraph.graph.values import plain, words
from tests.engines import emptied
from tests.proxy import wired

#: A product of two lists, which comes to no end in the time of a test.
ENDLESS = (
    "UNWIND range(1, 900000) AS a UNWIND range(1, 900000) AS b WITH a, b WHERE a + b = -1 "
    "RETURN count(*) AS n"
)
#: A loop within one expression, for which no server looks at the clock; it ends after seconds.
STUBBORN = (
    "RETURN reduce(s = 0, a IN range(1, 15000) | "
    "s + reduce(t = 0, b IN range(1, 15000) | t + b)) AS n"
)
#: More rows than anybody waits for.
MANY = "UNWIND range(1, 10000) AS a UNWIND range(1, 10000) AS b RETURN a, b"


@pytest.fixture(scope="module")
def filled(server: Database, kg: ig.KnowledgeGraph) -> Database:
    """A running engine that holds the curated record."""
    emptied(server).load(kg)
    return server


@pytest.fixture(scope="module")
def own_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of an embedded engine that a test may end."""
    folder = tmp_path_factory.mktemp("own") / "engine"
    yield folder
    engine.stop(folder)


@pytest.fixture
def own(own_engine: Path, kg: ig.KnowledgeGraph) -> Iterator[tuple[Database, list[str]]]:
    """The database of that engine, with the curated record, and what it says unasked."""
    said: list[str] = []
    with of_endpoint(engine.ensure(own_engine), said.append) as database:
        database.load(kg)
        yield database, said


def held(database: Database) -> list[object]:
    """Enough of all that is in a database to see whether anything was changed."""
    return [
        database.cypher(text).rows
        for text in (
            "MATCH (n) RETURN count(n), sum(size(keys(n))), sum(size(labels(n)))",
            "MATCH ()-[r]->() RETURN count(r), sum(size(keys(r)))",
            "MATCH (r:Record) RETURN r.version ORDER BY r.id",
            "SHOW INDEXES YIELD name RETURN name ORDER BY name",
            "SHOW CONSTRAINTS YIELD name RETURN name ORDER BY name",
        )
    ]


def running(database: Database, mark: str) -> int:
    """How many queries with a mark in them the server is busy with."""
    return len(
        database.cypher(
            "SHOW TRANSACTIONS YIELD transactionId AS id, currentQuery AS query "
            "WHERE query CONTAINS $mark RETURN id",
            {"mark": mark},
        )
    )


def read(rows: Iterable[object], after_the_first: Callable[[], object]) -> None:
    """Read all rows, and do something after the first."""
    for number, _ in enumerate(rows):
        if number == 0:
            after_the_first()


# -- reading only ----------------------------------------------------------------------------------

WRITING = [
    "CREATE (:Entity {id: 'org-x'})",
    "INSERT (:Entity {id: 'org-x'})",
    "MERGE (n:Claim {id: 'c-x'}) RETURN n",
    "MATCH (n:Record) SET n.version = '99'",
    "MATCH (n:Record) SET n += {extra: 1}",
    "MATCH (n:Record) SET n = {id: 'other'}",
    "MATCH (n:Record) SET n:Entity",
    "MATCH (n:Record) SET n['extra'] = 1",
    "MATCH (n:Record) REMOVE n.version",
    "MATCH (n:Record) REMOVE n:Record",
    "MATCH (n:Name) DELETE n",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n:Name) NODETACH DELETE n",
    "MATCH (a:Record) CREATE (a)-[:OWNS]->(a)",
    "MATCH (a:Record) MERGE (a)-[:OWNS]->(a)",
    "FOREACH (i IN [1, 2] | CREATE (:Entity {id: i}))",
    "UNWIND [1, 2] AS i CREATE (:Entity {id: i})",
    "CALL { CREATE (x:Entity {id: 'x'}) RETURN x } RETURN x.id",
    "UNWIND [1, 2] AS i CALL (i) { CREATE (:Entity {id: i}) } IN TRANSACTIONS",
    "UNWIND [1, 2] AS i CALL { WITH i CREATE (:Entity {id: i}) } IN TRANSACTIONS OF 1 ROWS",
    "UNWIND [1] AS i CALL (i) { CREATE (:Entity {id: i}) } IN 2 CONCURRENT TRANSACTIONS",
    "MERGE (n:Record {id: 'curated'}) ON MATCH SET n.version = '99'",
    "PROFILE CREATE (:Entity {id: 'org-x'})",
    "CREATE INDEX x IF NOT EXISTS FOR (n:Entity) ON (n.summary)",
    "CREATE CONSTRAINT x IF NOT EXISTS FOR (n:Entity) REQUIRE n.name IS UNIQUE",
    "CREATE FULLTEXT INDEX x FOR (n:Name) ON EACH [n.text]",
    "DROP INDEX entity_record",
    "DROP CONSTRAINT entity_id",
    "CREATE USER eve SET PASSWORD 'abcdefgh1' CHANGE NOT REQUIRED",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'abcdefgh1'",
    "CREATE DATABASE other",
    "DROP DATABASE neo4j",
    "STOP DATABASE neo4j",
    "GRANT ROLE admin TO eve",
    "CALL db.createLabel('Other')",
    "CALL db.createProperty('other')",
    "CALL db.createRelationshipType('OTHER')",
    "CALL apoc.create.node(['Entity'], {id: 'org-x'})",
    "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
    "LOAD CSV FROM 'http://127.0.0.1:1/x.csv' AS line RETURN line",
    "load /* and */ csv from 'file:///etc/hostname' as line return line",
    "L\\u004FAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
    "MATCH (n:Record) CALL (n) { LOAD CSV FROM n.title AS line RETURN line } RETURN line",
]


@pytest.fixture(scope="module")
def content(filled: Database) -> list[object]:
    """What the engine holds, and goes on holding."""
    return held(filled)


@pytest.mark.parametrize("text", WRITING)
def test_nothing_is_written_by_who_only_asks(
    filled: Database, content: list[object], text: str
) -> None:
    with pytest.raises(QueryError) as caught:
        filled.cypher(text)
    assert "\n" not in str(caught.value)
    assert held(filled) == content


def test_what_may_write_does(filled: Database, content: list[object]) -> None:
    for text in (
        "CREATE (:Name {id: 'x-1'}), (:Name {id: 'x-2'})",
        "UNWIND ['x-3', 'x-4'] AS id CALL (id) { CREATE (:Name {id: id}) } IN TRANSACTIONS",
    ):
        with filled.stream(text, write=True) as rows:
            assert list(rows) == []
    names = "MATCH (n:Name) WHERE n.id STARTS WITH 'x-' RETURN count(n) AS n"
    assert filled.cypher(names).column("n") == [4]
    with filled.stream(
        "MATCH (n:Name) WHERE n.id STARTS WITH 'x-' DETACH DELETE n", write=True
    ) as rows:
        list(rows)
    assert filled.embedded or rows.changes == {"nodes_deleted": 4}
    assert held(filled) == content


# -- time ------------------------------------------------------------------------------------------


def test_a_query_that_takes_too_long_is_ended_on_the_server_too(filled: Database) -> None:
    with pytest.raises(QueryError, match=r"took longer than 0\.5 s and was ended"):
        filled.cypher(f"{ENDLESS} // too-long", timeout=0.5)
    assert running(filled, "too-long") == 0
    assert filled.cypher("RETURN 1 AS one").rows == ((1,),)


def test_rows_that_take_too_long_are_ended_too(filled: Database) -> None:
    with (
        pytest.raises(QueryError, match="took longer"),
        filled.stream(MANY + " // slow-rows", timeout=0.5) as rows,
    ):
        list(rows)
    assert running(filled, "slow-rows") == 0


def test_who_has_enough_leaves_nothing_running(filled: Database) -> None:
    with filled.stream(MANY + " // enough") as rows:
        assert next(iter(rows)) == (1, 1)
    assert running(filled, "enough") == 0


def test_rows_without_end_take_no_more_memory_than_a_portion(filled: Database) -> None:
    with filled.stream(MANY + " // memory") as rows:
        found = iter(rows)
        list(islice(found, 2_000))  # whatever is loaded once is loaded
        tracemalloc.start()
        try:
            count = sum(1 for _ in islice(found, 20_000))
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert count == 20_000
    assert peak < 1_000_000  # bytes; all of these rows at once have twice as many


def test_who_is_interrupted_leaves_nothing_running(filled: Database) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), filled.stream(MANY + " // interrupted") as rows:
        read(rows, interrupt)
    assert running(filled, "interrupted") == 0


def test_a_loop_that_cannot_be_ended_holds_nobody_up(
    filled: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timelimit, "GRACE", 0.3)
    if filled.embedded:
        monkeypatch.setattr(filled.connection, "restart", filled.connection.close)
    with pytest.raises(QueryError, match="took longer"):
        filled.cypher(STUBBORN, timeout=0.2)
    assert filled.cypher("RETURN 1 AS one").rows == ((1,),)


def test_the_embedded_engine_is_restarted_when_nothing_else_helps(
    own: tuple[Database, list[str]], kg: ig.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, said = own
    monkeypatch.setattr(timelimit, "GRACE", 0.3)
    before = database.address.uri
    with pytest.raises(QueryError, match="took longer"):
        database.cypher(STUBBORN.replace("15000", "100000"), timeout=0.2)
    assert said == ["a query cannot be ended: restarting the embedded engine; no data is lost"]
    assert database.address.uri != before
    assert database.read() == kg


@pytest.mark.parametrize("seconds", [0, -1, math.nan])
def test_a_time_limit_is_a_number_of_seconds(filled: Database, seconds: float) -> None:
    with pytest.raises(ArgumentError, match="number of seconds"):
        filled.cypher("RETURN 1", timeout=seconds)


def test_a_limit_asks_first_and_then_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timelimit, "GRACE", 0.05)
    done: list[str] = []
    released = threading.Event()

    def make() -> None:
        done.append("made")
        released.set()

    with TimeLimit(0, ask=lambda: done.append("asked"), make=make, waiting=True) as limit:
        limit.call(released.wait, late=True)
    assert done == ["asked", "made"]
    with pytest.raises(TimeoutError):
        limit.call(lambda: None)


def test_a_limit_that_cannot_be_kept_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timelimit, "GRACE", 0.0)
    released = threading.Event()

    def fail() -> None:
        released.set()
        raise EngineError("it will not start")

    with TimeLimit(0, ask=lambda: None, make=fail, waiting=True) as limit:
        limit.call(released.wait, late=True)
    assert str(limit.failure) == "it will not start"


# -- what goes wrong -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("MATCH (n RETURN n", 1, 10),
        ("MATCH (n)\n RETURN m", 2, 9),
        ("/* a\n b */ MATCH (n RETURN n", 2, 16),
        ("RETURN nosuch(1)", 1, 8),
        ("  RETURN 'a", 1, 10),
        ("MATCH (n", 1, 9),
        ("MATCH (n)\nRETURN", 2, 7),
    ],
)
def test_a_syntax_error_points_at_the_place(
    filled: Database, text: str, line: int, column: int
) -> None:
    for ask in (filled.cypher, filled.explain):
        with pytest.raises(QueryError) as caught:
            ask(text)
        assert (caught.value.line, caught.value.column) == (line, column)
        assert str(caught.value).startswith(f"line {line}, column {column}: ")
        shown, caret = caught.value.pointer.split("\n")
        assert shown.strip() in text
        assert caret.index("^") == column + 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no query in the text"),
        ("// nothing", "no query in the text"),
        ("RETURN 1; RETURN 2", "2 statements in the text, the second in line 1"),
    ],
)
def test_what_is_no_query_is_not_sent(filled: Database, text: str, said: str) -> None:
    with pytest.raises(ArgumentError, match=said):
        filled.cypher(text)


def test_a_statement_may_end_with_a_semicolon(filled: Database) -> None:
    assert filled.cypher("RETURN 1 AS one; // done").rows == ((1,),)


def test_a_value_that_cannot_be_sent_is_said_so(filled: Database) -> None:
    for value in (object(), 2**70):
        with pytest.raises(ArgumentError, match="a parameter cannot be sent"):
            filled.cypher("RETURN $x AS x", {"x": value})


def test_a_server_that_is_lost_midway_is_one_line(filled: Database) -> None:
    with (
        wired(filled.connection.reader) as (address, wire),
        Database(address) as database,
        pytest.raises(ServerUnavailable) as caught,
        database.stream(MANY) as rows,
    ):
        read(rows, wire.cut)
    assert "no answer" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_embedded_engine_is_found_again_or_started_again(
    own: tuple[Database, list[str]], own_engine: Path
) -> None:
    database, said = own
    count = "MATCH (c:Claim) RETURN count(c) AS n"
    before = database.cypher(count)
    engine.stop(own_engine)
    assert database.cypher(count) == before
    assert len(said) == 1
    assert said[0].startswith("starting the embedded engine")


def test_the_embedded_engine_that_ends_midway_is_one_line(
    own: tuple[Database, list[str]], own_engine: Path
) -> None:
    database, _ = own
    with pytest.raises(ServerUnavailable) as caught, database.stream(MANY) as rows:
        read(rows, lambda: engine.stop(own_engine))
    assert "\n" not in str(caught.value)
    assert database.cypher("RETURN 1 AS one").rows == ((1,),)


# -- what comes back -------------------------------------------------------------------------------


def test_the_columns_of_an_empty_answer_are_those_of_the_text(filled: Database) -> None:
    table = filled.cypher("MATCH (n:Claim {id: $x}) RETURN n.id AS id, n.status", {"x": "no"})
    assert (table.names, table.rows) == (("id", "n.status"), ())


def test_rows_come_in_portions_whatever_their_number(filled: Database) -> None:
    for size in (0, 1, 6, 7, 8, 14):
        with filled.stream(
            "UNWIND range(1, $n) AS i RETURN i ORDER BY i", {"n": size}, portion=7
        ) as rows:
            assert [i for (i,) in rows] == list(range(1, size + 1))


def test_a_plan_is_a_table(filled: Database) -> None:
    plan = filled.explain("MATCH (c:Claim {id: $id}) RETURN c.says AS says", {"id": "c-0001"})
    assert len(plan) > 1
    assert plan.names in (("plan",), ("operator", "details", "estimated rows"))
    with filled.stream("PROFILE MATCH (c:Claim) RETURN count(c) AS n") as rows:
        list(rows)
    assert rows.plan is not None


def test_entities_are_found_by_any_name_that_the_database_has(
    filled: Database, kg: ig.KnowledgeGraph
) -> None:
    names = filled.names()
    assert names.resolve("IS-K") == names.entities["org-isk"]
    assert set(names.entities) == set(kg.entities)
    assert {(n.entity, n.name, n.kind) for n in names.names} == {
        (n.entity, n.name, n.kind) for n in kg.names
    }
    assert filled.vocabulary() is None


def test_an_inquiry_is_over_when_its_last_row_was_read(filled: Database) -> None:
    with filled.stream("UNWIND [1, 2] AS i RETURN i ORDER BY i") as rows:
        assert isinstance(rows, Inquiry)
        assert list(rows) == [(1,), (2,)]


def test_values_are_plain() -> None:
    assert plain(
        [
            date(2015, 1, 26),
            DateTime(2015, 1, 26, 10, 30),
            Duration(days=1),
            WGS84Point((70.0, 34.0)),
            b"\x01\xff",
            {"a": (1, 2.5, None, True)},
            math.inf,
            -math.inf,
            math.nan,
        ]
    ) == [
        "2015-01-26",
        "2015-01-26T10:30:00.000000000",
        "P1D",
        {"srid": 4326, "coordinates": [70.0, 34.0]},
        "01ff",
        {"a": [1, 2.5, None, True]},
        "Infinity",
        "-Infinity",
        "NaN",
    ]


def test_paths_are_drawn_with_their_directions(filled: Database) -> None:
    (path,) = filled.cypher(
        "MATCH p = (:Person {id: 'person-qari-hekmatullah'})-[:DEFECTED_TO]->(o:Organisation)"
        "<-[:HELD_OFFICE]-(:Person {id: 'person-hafiz-saeed-khan'}) "
        "WHERE o.id = 'org-isk' RETURN p ORDER BY length(p) LIMIT 1"
    ).column("p")
    assert [(r["from"], r["to"]) for r in path["relationships"]] == [
        ("person-qari-hekmatullah", "org-isk"),
        ("person-hafiz-saeed-khan", "org-isk"),
    ]
    drawn = words(path)
    assert drawn.startswith("(Qari Hekmatullah)-[DEFECTED_TO 2016]->(Islamic State Khorasan)<-[")
    assert drawn.endswith("]-(Hafiz Saeed Khan)")
