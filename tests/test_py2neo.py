"""The record through py2neo: the same database as through the official driver, every tie."""

from __future__ import annotations

import gc
import importlib.util
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import py2neo as original
import pytest

import insurgraph as ig
from insurgraph.errors import ArgumentError, NotFoundError, QueryError, ServerUnavailable
from insurgraph.graph import py2neo, rows
from insurgraph.graph.database import Database
from tests.engines import emptied, everything
from tests.test_database import small

#: What a connection that failed leaves open inside py2neo is not ours to close.
leaves_sockets = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def swept() -> Iterator[None]:
    """What is left is gone before another test is blamed for it."""
    yield
    gc.collect()


def reaching(database: Database) -> Any:
    """A graph of py2neo on the same database."""
    at = database.address
    return py2neo.connect(at.uri, user=at.user, password=at.password, database=at.database)


@pytest.fixture
def graph(database: Database) -> Iterator[Any]:
    """A graph of py2neo on an engine that is empty."""
    graph = reaching(database)
    yield graph
    graph.service.connector.close()


def parallel() -> ig.KnowledgeGraph:
    """The small record with a second claim of one relation between the same two."""
    kg = small()
    claims = {c.id: c for c in kg.claims()}
    again = replace(claims["c-4"], id="c-5", start="2011", end="2012", note="")
    citation = replace(kg.citations["c-4.1"], id="c-5.1", claim="c-5")
    return kg.__class__(
        kg.records.values(), kg.entities.values(), kg.names, [*claims.values(), again],
        [*kg.citations.values(), citation], kg.sources.values(), kg.links,
    )  # fmt: skip


def newer(kg: ig.KnowledgeGraph) -> ig.KnowledgeGraph:
    """A later edition: a kind, an end and a date changed, properties and rows gone."""
    claims = {c.id: c for c in kg.claims()}
    changed = [
        replace(claims["c-1"], role="", note="seen again"),
        replace(claims["c-2"], object="org-valley-brigade", origin=("org-red-pass-front",)),
        replace(claims["c-5"], end=""),
    ]
    entities = [
        replace(e, kind="Collective", subkind="", note="") if e.kind == "Person" else e
        for e in kg.entities.values()
    ]
    citations = [c for c in kg.citations.values() if c.claim != "c-3" and c.claim != "c-4"]
    return kg.__class__(
        [replace(kg.records["mine"], version="2", created="2010-01-01", attribution="")],
        entities, [], changed, citations, [replace(s, reliability="") for s in kg.sources.values()],
    )  # fmt: skip


def test_it_gives_the_same_database_as_the_official_driver(
    database: Database, graph: Any, kg: ig.KnowledgeGraph
) -> None:
    theirs = py2neo.load(graph, kg)
    through_py2neo = everything(database)
    ours = emptied(database).load(kg)
    assert theirs == ours
    assert through_py2neo == everything(database)
    assert "date" in repr(through_py2neo)
    assert py2neo.read(graph) == kg


def test_loading_twice_changes_nothing(database: Database, graph: Any) -> None:
    [first] = py2neo.load(graph, parallel())
    before = everything(database)
    [second] = py2neo.load(graph, parallel())
    assert (first.unchanged, second.merged, second.deleted) == (0, 0, 0)
    assert second.unchanged == first.merged
    assert database.load(parallel())[0].merged == 0
    assert everything(database) == before


def test_a_newer_edition_replaces_its_record_and_no_other(database: Database, graph: Any) -> None:
    py2neo.load(graph, parallel())
    py2neo.load(graph, small("theirs", "x-"))
    [done] = py2neo.load(graph, newer(parallel()))
    through_py2neo = everything(database)
    assert done.deleted > 0
    assert py2neo.read(graph, "mine") == newer(parallel())
    assert py2neo.read(graph, "theirs") == small("theirs", "x-")
    emptied(database).load(newer(parallel()))
    database.load(small("theirs", "x-"))
    assert through_py2neo == everything(database)


def test_judgements_are_drawn(database: Database, graph: Any) -> None:
    both = small().merge(small("theirs", "x-"))
    judged = both.judged(
        [ig.Judgement("person-anwar-dost", "person-x-anwar-dost", ig.Verdict.SAME, "me", "2020")]
    )
    py2neo.load(graph, judged)
    through_py2neo = everything(database)
    assert "SAME_AS" in repr(through_py2neo)
    emptied(database).load(judged)
    assert through_py2neo == everything(database)


def test_an_older_edition_and_a_foreign_id_are_refused_and_nothing_changes(
    database: Database, graph: Any
) -> None:
    py2neo.load(graph, newer(parallel()))
    before = everything(database)
    with pytest.raises(QueryError, match="a later edition than 1"):
        py2neo.load(graph, parallel())
    with pytest.raises(QueryError, match="already belongs to record 'mine'"):
        py2neo.load(graph, small("thief"))
    assert everything(database) == before
    py2neo.load(graph, parallel(), force=True)
    assert py2neo.read(graph) == parallel()


def test_what_is_not_there_is_said(graph: Any) -> None:
    py2neo.load(graph, small())
    with pytest.raises(NotFoundError, match="no record 'yours'; there are: mine"):
        py2neo.read(graph, "yours")


def test_an_interrupted_load_leaves_nothing(database: Database, graph: Any) -> None:
    def interrupt(what: str, _done: int, _total: int) -> None:
        if what == "loading relationships":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        py2neo.load(graph, small(), interrupt)
    assert everything(database) == []
    py2neo.load(graph, small())
    assert py2neo.read(graph) == small()


def test_a_subgraph_has_every_node_and_tie_of_the_record() -> None:
    kg = parallel()
    subgraph = py2neo.to_subgraph(kg)
    assert len(subgraph.nodes) == len(list(rows.nodes(kg, "mine")))
    assert len(subgraph.relationships) == len(list(rows.relationships(kg, "mine")))
    rivals = [r for r in subgraph.relationships if type(r).__name__ == "RIVAL_OF"]
    assert {r["id"] for r in rivals} == {"c-4", "c-5"}
    assert {r["start_earliest"] for r in rivals} == {date(1, 1, 1), date(2011, 1, 1)}
    assert {(r.start_node["id"], r.end_node["id"]) for r in rivals} == {
        ("org-valley-brigade", "org-red-pass-front")
    }
    [dost] = [n for n in subgraph.nodes if n["id"] == "person-anwar-dost"]
    assert set(dost.labels) == {"Entity", "Person"}
    assert (dost.__primarylabel__, dost.__primarykey__) == ("Entity", "id")


# -- what its documentation says works, and does not -----------------------------------------------


def test_what_is_said_to_work_works(database: Database, graph: Any) -> None:
    py2neo.load(graph, small())
    found = graph.run("MATCH (c:Claim {id: $id}) RETURN c.note AS note", id="c-4")
    assert found.data() == [{"note": "العربية \U0001f4dc"}]
    assert graph.nodes.match("Person").count() == 1
    assert {r["id"] for r in graph.match(r_type="RIVAL_OF")} == {"c-4"}
    assert graph.run("RETURN $day AS day", day=date(2011, 1, 1)).evaluate().to_native() == date(
        2011, 1, 1
    )
    table = graph.run("MATCH (e:Entity) RETURN e.id AS id ORDER BY id").to_table()
    assert next(iter(table))[0] == "org-red-pass-front"


def test_its_own_way_of_writing_loses_parallel_ties(database: Database, graph: Any) -> None:
    ways = (graph.create, graph.merge)[: 1 if database.embedded else 2]
    for write in ways:
        emptied(database)
        write(py2neo.to_subgraph(parallel()))
        assert rivalries(graph) == 1
        py2neo.load(graph, parallel())
        assert rivalries(graph) == 2


def rivalries(graph: Any) -> int:
    """How many ties of the relation that has two between the same two."""
    found: int = graph.run("MATCH ()-[r:RIVAL_OF]->() RETURN count(r)").evaluate()
    return found


def test_the_embedded_engine_does_not_take_its_merge(embedded: Database) -> None:
    graph = reaching(embedded)
    with pytest.raises(original.errors.Neo4jError):
        graph.merge(py2neo.to_subgraph(small()))
    graph.service.connector.close()


def test_what_is_said_to_fail_fails(graph: Any) -> None:
    with pytest.raises(original.errors.Neo4jError):
        graph.schema.create_index("Thing", "size")
    with pytest.raises(original.errors.Neo4jError):
        graph.schema.get_indexes("Entity")
    with pytest.raises(TypeError):
        graph.run("RETURN $now", now=datetime(2020, 1, 1, tzinfo=UTC))


# -- failures --------------------------------------------------------------------------------------


@leaves_sockets
@pytest.mark.usefixtures("swept")
def test_a_wrong_password_is_one_line(database: Database) -> None:
    at = database.address
    with pytest.raises(ServerUnavailable, match="the user is refused") as caught:
        py2neo.connect(at.uri, user=at.user, password="not-the-password", database=at.database)
    assert "not-the-password" not in str(caught.value)


@leaves_sockets
@pytest.mark.usefixtures("swept")
def test_nobody_there_and_nonsense_are_one_line() -> None:
    with pytest.raises(ServerUnavailable, match=r"^bolt://127\.0\.0\.1:1: no answer"):
        py2neo.connect("bolt://me:secret@127.0.0.1:1")
    with pytest.raises(ArgumentError, match="no address of a server"):
        py2neo.connect("nonsense://127.0.0.1")


def test_what_the_server_refuses_is_one_line(database: Database) -> None:
    at = database.address
    graph = py2neo.connect(at.uri, user=at.user, password=at.password, database="elsewhere")
    with pytest.raises(QueryError, match=r"^bolt://.*elsewhere"):
        py2neo.load(graph, small())
    graph.service.connector.close()


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(py2neo, "find_spec", lambda _name: None)
    for call in (lambda: py2neo.connect("bolt://x"), lambda: py2neo.to_subgraph(small())):
        with pytest.raises(ArgumentError, match=r"pip install 'insurgraph\[py2neo\]'"):
            call()


def test_without_an_address_it_is_the_embedded_engine(
    embedded: Database, kg: ig.KnowledgeGraph
) -> None:
    graph = py2neo.connect()
    assert py2neo.read(graph) == kg
    graph.service.connector.close()
