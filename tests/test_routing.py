"""Clusters of Neo4j: what goes to which member, and that what was written is read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from neo4j.api import BookmarkManager

import insurgraph as ig
from insurgraph.graph.connection import Address, Connection
from insurgraph.graph.database import Database
from insurgraph.graph.model import Claim
from tests.cluster import ROOT
from tests.records import graph_of_claims


@pytest.fixture
def routed(database: Database) -> Iterator[Database]:
    """The same server by way of its routing table; the embedded engine has none, and no cluster."""
    uri = database.address.uri
    if not database.embedded:
        uri = uri.replace("bolt://", "neo4j://")
    address = Address(uri, database.address.user, database.address.password)
    with Database(address) as found:
        yield found


def small() -> ig.KnowledgeGraph:
    return graph_of_claims(Claim("c-1", "ALLIED_WITH", "org-a", "org-b"))


def test_a_record_is_loaded_and_read_by_way_of_a_routing_table(routed: Database) -> None:
    routed.load(small())
    assert [c.id for c in routed.read().claims()] == ["c-1"]
    assert routed.cypher("MATCH (c:Claim) RETURN c.id AS id").rows == (("c-1",),)


class Remembered(BookmarkManager):
    """The bookmarks of a connection, and in which order they were given and asked for."""

    def __init__(self, inner: BookmarkManager) -> None:
        self.inner = inner
        self.given: list[set[str]] = []
        self.asked: list[set[str]] = []

    def update_bookmarks(
        self, previous_bookmarks: Collection[str], new_bookmarks: Collection[str]
    ) -> None:
        self.given.append(set(new_bookmarks))
        self.inner.update_bookmarks(previous_bookmarks, new_bookmarks)

    def get_bookmarks(self) -> Collection[str]:
        found = self.inner.get_bookmarks()
        self.asked.append(set(found))
        return found


def test_a_session_waits_for_what_the_sessions_before_it_wrote(routed: Database) -> None:
    remembered = Remembered(routed.connection.bookmarks)
    vars(routed.connection)["bookmarks"] = remembered
    routed.load(small())
    given, asked = len(remembered.given), len(remembered.asked)
    assert given
    assert list(routed.records()) == ["example"]
    assert remembered.asked[asked] == remembered.given[given - 1] != set()


class Recorder:
    """Stands in for a driver: keeps how its sessions were opened."""

    def __init__(self) -> None:
        self.opened: list[dict[str, Any]] = []

    def session(self, **how: Any) -> Recorder:
        self.opened.append(how)
        return self

    def close(self) -> None:
        pass


@contextmanager
def recorded(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Connection, Recorder]]:
    recorder = Recorder()
    connection = Connection(Address("neo4j://cluster.example:7687", "u", "p", "records"))
    monkeypatch.setattr(connection, "driver", lambda _address: recorder)
    yield connection, recorder


def test_reads_are_routed_to_readers_and_all_sessions_share_bookmarks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with recorded(monkeypatch) as (connection, recorder):
        for access in ("WRITE", "READ", "READ"):
            with connection.session(access):
                pass
    assert [how["default_access_mode"] for how in recorder.opened] == ["WRITE", "READ", "READ"]
    assert {how["database"] for how in recorder.opened} == {"records"}
    assert {id(how["bookmark_manager"]) for how in recorder.opened} == {id(connection.bookmarks)}


def test_connections_do_not_wait_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    with recorded(monkeypatch) as (one, _), recorded(monkeypatch) as (other, _):
        assert one.bookmarks is not other.bookmarks


def test_the_ties_that_are_handed_to_other_algorithms_are_those_of_the_network(
    database: Database, kg: ig.KnowledgeGraph
) -> None:
    """As far as a server without the plugin goes: the pattern, not the projection."""
    page = (ROOT / "docs" / "cluster.md").read_text(encoding="utf-8")
    pattern = page.split("```cypher\n")[1].split("WITH gds.graph.project(")[0]
    database.load(kg)
    found = database.cypher(pattern + "RETURN r.id AS id ORDER BY id").column("id")
    ties = kg.network(on="2015", ties="co-operative").edges(keys=True)
    assert list(found) == sorted(key for *_, key in ties)
