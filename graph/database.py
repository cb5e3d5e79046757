"""The same records in a property graph database: Neo4j or the embedded engine, over Bolt.

One class for both, on the official driver. Reads run in read transactions and, on the embedded
engine, as a user who can only read; loading compares first and then changes, in one transaction,
only what differs. Parameters are always sent beside the text; labels and types come from the
vocabulary alone.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, TypeVar
from urllib.parse import urlsplit

from ..errors import (
    ArgumentError,
    AuthenticationFailed,
    DatabaseError,
    NotFoundError,
    QueryError,
    ServerUnavailable,
)
from . import rows
from .knowledge import KnowledgeGraph
from .rows import JOINTS, LABELS, Node, Properties, Relationship
from .table import Column, Table

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, Session

    from ..queries import Query
    from .engine import Endpoint

#: Rows sent in one statement.
BATCH = 5_000

#: Called with what is being done, how many rows are done and how many there are.
Progress = Callable[[str, int, int], None]

T = TypeVar("T")
Key = tuple[str, str]

_LOAD_CSV = re.compile(r"\bLOAD\s+CSV\b", re.IGNORECASE)
_NOT_CODE = re.compile(
    r"//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did to one record: how many nodes and relationships.

    Attributes
    ----------
    record : str
    merged : int
        New or changed.
    deleted : int
        Gone from the record, or in the way of what replaced them.
    unchanged : int
    """

    record: str
    merged: int
    deleted: int
    unchanged: int

    def __str__(self) -> str:
        return (
            f"{self.record}: {self.merged} new or changed, {self.deleted} removed, "
            f"{self.unchanged} as they were"
        )


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is and who asks; the password is never shown."""

    uri: str
    user: str
    password: str
    database: str | None = None

    def __repr__(self) -> str:
        return f"Address({self.uri!r}, user={self.user!r}, database={self.database!r})"


def connect(
    uri: str | None = None,
    *,
    user: str | None = None,
    password: str | None = None,
    database: str | None = None,
    notify: Callable[[str], None] | None = None,
) -> Database:
    """A database: the server named here or by ``NEO4J_URI``, else the embedded engine.

    Parameters
    ----------
    uri, user, password, database : str, optional
        As the driver takes them; what is not given comes from ``NEO4J_URI``,
        ``NEO4J_USERNAME``, ``NEO4J_PASSWORD``, ``NEO4J_DATABASE``.
    notify : callable, optional
        Told in one sentence when the embedded engine is started or its empty database is filled.

    Raises
    ------
    ServerUnavailable, AuthenticationFailed, EngineError, ArgumentError
    """
    tell = notify or (lambda _message: None)
    uri = uri or os.environ.get("NEO4J_URI") or ""
    if not uri:
        return _embedded(tell)
    address = Address(
        uri,
        user or os.environ.get("NEO4J_USERNAME") or "neo4j",
        password if password is not None else os.environ.get("NEO4J_PASSWORD", ""),
        database or os.environ.get("NEO4J_DATABASE") or None,
    )
    return Database(address, notify=tell)


def _embedded(tell: Callable[[str], None]) -> Database:
    from . import engine

    endpoint = engine.ensure(engine.default_folder(), notify=tell)
    return of_endpoint(endpoint, tell)


def of_endpoint(endpoint: Endpoint, notify: Callable[[str], None] | None = None) -> Database:
    """The database behind a running embedded engine."""
    owner, reader = (
        Address(endpoint.uri, user, password, endpoint.database)
        for user, password in (endpoint.owner, endpoint.reader)
    )
    return Database(owner, reader=reader, embedded=True, notify=notify or (lambda _message: None))


class Database:
    """Records in a database, and the questions asked of them.

    Use it as a context manager; get one from `connect`.

    Attributes
    ----------
    address : Address
    embedded : bool
        Whether it is the embedded engine, which is filled with the curated record when a first
        query finds it empty. A server that the user names is never written to unasked.
    """

    def __init__(
        self,
        address: Address,
        *,
        reader: Address | None = None,
        embedded: bool = False,
        notify: Callable[[str], None] = lambda _message: None,
    ) -> None:
        self.address = address
        self.embedded = embedded
        self._reader_address = reader
        self._notify = notify
        self._drivers: dict[Address, Driver] = {}
        self._seen_filled = False

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        for driver in self._drivers.values():
            driver.close()
        self._drivers.clear()

    # -- connections -----------------------------------------------------------------------------

    def _driver(self, address: Address) -> Driver:
        """The driver for an address, reached once before any work, so that failing is quick."""
        if address not in self._drivers:
            driver = self._drivers[address] = _open(address)
            try:
                driver.verify_connectivity()
            except ValueError as error:  # how the driver says that a host has no address
                raise ServerUnavailable(f"{_shown(address.uri)}: {_first_line(error)}") from None
        return self._drivers[address]

    @contextmanager
    def _session(self, access: Literal["READ", "WRITE"]) -> Iterator[Session]:
        reading = access == "READ"
        address = (self._reader_address if reading else None) or self.address
        with (
            _told(address),
            self._driver(address).session(
                database=address.database, default_access_mode=access
            ) as session,
        ):
            yield session

    def _read(self, work: Callable[[ManagedTransaction], T]) -> T:
        with self._session("READ") as session:
            return session.execute_read(work)

    def _write(self, work: Callable[[ManagedTransaction], T]) -> T:
        with self._session("WRITE") as session:
            return session.execute_write(work)

    def verify(self) -> str:
        """Reach the server and log in; returns the server's name and version.

        Raises
        ------
        ServerUnavailable, AuthenticationFailed
        """
        with _told(self.address):
            return str(self._driver(self.address).get_server_info().agent)

    # -- questions -------------------------------------------------------------------------------

    def query(self, name: str, **parameters: Any) -> Table:
        """Ask a named query (see `insurgraph.queries`).

        Parameters
        ----------
        name : str
            Name of a query of the catalogue.
        **parameters
            Its parameters; those left out take their defaults.

        Raises
        ------
        NotFoundError
            If there is no such query.
        ArgumentError
            If a parameter is unknown, missing or of the wrong type.
        QueryError
            If the server refuses.
        """
        from ..queries import catalogue

        query: Query = catalogue().get(name)
        values = query.bind(parameters)
        records, _ = self._ask(query.text, values)
        table = _table(records, [c.name for c in query.columns])
        return Table(tuple(query.columns), table.rows, query.title, (query.active,))

    def cypher(self, text: str, parameters: Mapping[str, Any] | None = None) -> Table:
        """Ask in Cypher, read only.

        Parameters
        ----------
        text : str
            A query that does not write; `rows` describes the schema.
        parameters : mapping, optional
            Values for its ``$names``.

        Raises
        ------
        QueryError
            If the server refuses it, as it does every attempt to write.
        """
        if _LOAD_CSV.search(_NOT_CODE.sub(" ", text)):
            raise QueryError("LOAD CSV reads files of the server and is refused here")
        records, keys = self._ask(text, dict(parameters or {}))
        return _table(records, keys)

    def _ask(self, text: str, parameters: Mapping[str, Any]) -> tuple[list[list[Any]], list[str]]:
        self._fill_if_empty()

        def work(tx: ManagedTransaction) -> tuple[list[list[Any]], list[str]]:
            result = tx.run(text, dict(parameters))
            keys = list(result.keys())
            return [[plain(v) for v in record.values()] for record in result], keys

        return self._read(work)

    def _fill_if_empty(self) -> None:
        if self._seen_filled or not self.embedded:
            return
        if not self.records():
            from ..loaders import load

            kg = load()
            self._notify(f"the embedded database is empty: loading {_titles(kg)}")
            self.load(kg)
        self._seen_filled = True

    def records(self) -> dict[str, str]:
        """Name and version of every record in the database."""

        def work(tx: ManagedTransaction) -> dict[str, str]:
            found = tx.run("MATCH (r:Record) RETURN r.id AS id, r.version AS version ORDER BY id")
            return {row["id"]: row["version"] or "" for row in found}

        return self._read(work)

    # -- loading ---------------------------------------------------------------------------------

    def load(self, kg: KnowledgeGraph, progress: Progress | None = None) -> list[Loaded]:
        """Make the database hold these records as they are here; others are not touched.

        A record is replaced in one transaction: what is gone is deleted, what is new or changed
        is merged, what is equal is left. Loading twice changes nothing.

        Parameters
        ----------
        kg : KnowledgeGraph
        progress : callable, optional
            See `Progress`.

        Returns
        -------
        list of Loaded
            One a record.

        Raises
        ------
        QueryError
            If an id already belongs to another record of the database, or the server refuses.
        """
        self.prepare()
        tell = progress or (lambda _what, _done, _total: None)
        return [self._load_record(kg, name, tell) for name in kg.records]

    def prepare(self) -> None:
        """Make constraints and indexes, before any data, where they are not there yet."""
        with self._session("WRITE") as session:
            for label in LABELS:
                for statement in (
                    f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS "
                    f"FOR (n:{label}) REQUIRE n.id IS UNIQUE",
                    f"CREATE INDEX {label.lower()}_record IF NOT EXISTS "
                    f"FOR (n:{label}) ON (n.record)",
                ):
                    session.run(statement).consume()

    def _load_record(self, kg: KnowledgeGraph, record: str, tell: Progress) -> Loaded:
        nodes = {n.key: n for n in rows.nodes(kg, record)}
        relationships = {r.key: r for r in rows.relationships(kg, record)}

        def work(tx: ManagedTransaction) -> Loaded:
            _lock(tx, record)
            there = _State.read(tx, record, tell)
            _refuse_foreign(tx, nodes.keys() - there.nodes.keys(), record)
            return _Change(there, nodes, relationships).apply(tx, record, tell)

        loaded = self._write(work)
        self._seen_filled = True
        return loaded

    def delete(self, record: str) -> None:
        """Take one record out of the database.

        Raises
        ------
        NotFoundError
            If it is not there.
        """
        if record not in self.records():
            raise NotFoundError(f"the database holds no record {record!r}")

        def work(tx: ManagedTransaction) -> None:
            there = _State.read(tx, record, lambda _what, _done, _total: None)
            _Change(there, {}, {}).apply(tx, record, lambda _what, _done, _total: None)

        self._write(work)

    def read(self, record: str | None = None, progress: Progress | None = None) -> KnowledgeGraph:
        """The records in the database, as they were loaded.

        Parameters
        ----------
        record : str, optional
            One of them; all of them side by side when not given.

        Raises
        ------
        NotFoundError
            If there is no such record.
        """
        tell = progress or (lambda _what, _done, _total: None)
        names = self.records()
        if record is not None and record not in names:
            there = ", ".join(names) or "none"
            raise NotFoundError(f"the database holds no record {record!r}; there are: {there}")

        def work(tx: ManagedTransaction) -> KnowledgeGraph:
            states = [_State.read(tx, name, tell) for name in ([record] if record else names)]
            return rows.graph(
                [node for s in states for node in s.nodes.values()],
                [r for s in states for r in s.relationships.values()],
            )

        return self._read(work)


# -- what is there, and what has to change ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _State:
    """Nodes and relationships of one record, as the database has them."""

    nodes: dict[Key, Node]
    relationships: dict[Key, Relationship]

    @classmethod
    def read(cls, tx: ManagedTransaction, record: str, tell: Progress) -> _State:
        nodes: dict[Key, Node] = {}
        for label in LABELS:
            tell(f"reading {label} nodes", len(nodes), 0)
            for row in tx.run(
                f"MATCH (n:{label} {{record: $record}}) "
                "RETURN labels(n) AS labels, properties(n) AS properties",
                record=record,
            ):
                others = sorted(set(row["labels"]) - {label})
                node = Node((label, *others), _native(row["properties"]))
                nodes[node.key] = node
        relationships: dict[Key, Relationship] = {}
        for start, end in sorted({*JOINTS.values(), ("Entity", "Entity")}):
            tell(f"reading {start} to {end}", len(relationships), 0)
            for row in tx.run(
                f"MATCH (a:{start} {{record: $record}})-[r]->(b:{end}) "
                "RETURN type(r) AS type, a.id AS start, b.id AS end, properties(r) AS properties",
                record=record,
            ):
                found = Relationship(
                    row["type"],
                    (start, row["start"]),
                    (end, row["end"]),
                    _native(row["properties"]),
                )
                relationships[found.key] = found
        return cls(nodes, relationships)


class _Change:
    """The difference between what is there and what shall be."""

    def __init__(
        self,
        there: _State,
        nodes: Mapping[Key, Node],
        relationships: Mapping[Key, Relationship],
    ) -> None:
        self.there = there
        self.gone_nodes = [
            n for k, n in there.nodes.items() if k not in nodes or nodes[k].labels != n.labels
        ]
        gone = {n.key for n in self.gone_nodes}
        self.nodes = [n for k, n in nodes.items() if k in gone or there.nodes.get(k) != n]
        self.gone_relationships = [
            r
            for k, r in there.relationships.items()
            if r.start not in gone
            and r.end not in gone
            and (k not in relationships or _ends(relationships[k]) != _ends(r))
        ]
        self.relationships = [
            r
            for k, r in relationships.items()
            if r.start in gone or r.end in gone or there.relationships.get(k) != r
        ]
        self.total = len(self.gone_nodes) + len(self.gone_relationships)
        self.total += len(self.nodes) + len(self.relationships)
        self.wanted = len(nodes) + len(relationships)

    def apply(self, tx: ManagedTransaction, record: str, tell: Progress) -> Loaded:
        """Delete, then merge nodes, then relationships over them."""
        done = 0
        for what, statements in (
            ("deleting", self._deletions()),
            ("loading nodes", self._node_merges()),
            ("loading relationships", self._relationship_merges()),
        ):
            for text, batch in statements:
                tx.run(text, rows=batch).consume()
                done += len(batch)
                tell(what, done, self.total)
        merged = len(self.nodes) + len(self.relationships)
        deleted = len(self.gone_nodes) + len(self.gone_relationships)
        return Loaded(record, merged, deleted, self.wanted - merged)

    def _deletions(self) -> Iterator[tuple[str, list[Any]]]:
        for (type_, start), group in _grouped(
            self.gone_relationships, lambda r: (r.type, r.start[0])
        ):
            text = (
                f"UNWIND $rows AS row MATCH (a:{start} {{id: row.start}})"
                f"-[r:{type_} {{id: row.id}}]->() DELETE r"
            )
            yield from _batches(text, ({"start": r.start[1], "id": r.key[1]} for r in group))
        for label, nodes in _grouped(self.gone_nodes, lambda n: n.labels[0]):
            text = f"UNWIND $rows AS row MATCH (n:{label} {{id: row}}) DETACH DELETE n"
            yield from _batches(text, (n.key[1] for n in nodes))

    def _node_merges(self) -> Iterator[tuple[str, list[Any]]]:
        for labels, group in _grouped(self.nodes, lambda n: n.labels):
            text = f"UNWIND $rows AS row MERGE (n:{':'.join(labels)} {{id: row.id}}) SET n = row"
            yield from _batches(text, (n.properties for n in group))

    def _relationship_merges(self) -> Iterator[tuple[str, list[Any]]]:
        for (type_, start, end), group in _grouped(
            self.relationships, lambda r: (r.type, r.start[0], r.end[0])
        ):
            text = (
                f"UNWIND $rows AS row "
                f"MATCH (a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end}}) "
                f"MERGE (a)-[r:{type_} {{id: row.properties.id}}]->(b) SET r = row.properties"
            )
            yield from _batches(
                text,
                ({"start": r.start[1], "end": r.end[1], "properties": r.properties} for r in group),
            )


def _ends(relationship: Relationship) -> tuple[Key, Key]:
    return relationship.start, relationship.end


def _grouped(items: Iterable[T], key: Callable[[T], Any]) -> list[tuple[Any, list[T]]]:
    groups: dict[Any, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return sorted(groups.items(), key=lambda g: g[0])


def _batches(text: str, items: Iterable[Any]) -> Iterator[tuple[str, list[Any]]]:
    batch: list[Any] = []
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            yield text, batch
            batch = []
    if batch:
        yield text, batch


def _lock(tx: ManagedTransaction, record: str) -> None:
    """Hold the record's node first, so that two loads of one record come one after the other."""
    tx.run("MERGE (r:Record {id: $record}) SET r.record = $record", record=record).consume()


def _refuse_foreign(tx: ManagedTransaction, keys: Iterable[Key], record: str) -> None:
    """An id that another record of the database uses would be taken from it."""
    for label, group in _grouped(keys, lambda k: k[0]):
        for text, batch in _batches(
            f"UNWIND $rows AS id MATCH (n:{label} {{id: id}}) WHERE n.record <> $record "
            "RETURN n.id AS id, n.record AS record LIMIT 1",
            (k[1] for k in group),
        ):
            taken = tx.run(text, rows=batch, record=record).single()
            if taken is not None:
                raise QueryError(
                    f"{label} {taken['id']!r} already belongs to record {taken['record']!r} of "
                    f"this database; give it another id, or name the record {taken['record']!r}"
                )


# -- values and errors -----------------------------------------------------------------------------


def _native(properties: Properties) -> Properties:
    return {k: v.to_native() if hasattr(v, "to_native") else v for k, v in properties.items()}


def plain(value: Any) -> Any:
    """A value of the driver as plain Python; temporal ones become ISO text here and only here.

    Nodes, relationships and paths become dictionaries.
    """
    from neo4j.graph import Node as GraphNode
    from neo4j.graph import Path
    from neo4j.graph import Relationship as GraphRelationship

    if isinstance(value, GraphNode):
        return {"labels": sorted(value.labels), **{k: plain(v) for k, v in sorted(value.items())}}
    if isinstance(value, GraphRelationship):
        return {"type": value.type, **{k: plain(v) for k, v in sorted(value.items())}}
    if isinstance(value, Path):
        return {
            "nodes": [plain(n) for n in value.nodes],
            "relationships": [plain(r) for r in value.relationships],
        }
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, date) or hasattr(value, "iso_format"):
        return value.iso_format() if hasattr(value, "iso_format") else value.isoformat()
    return value


def _table(records: Sequence[Sequence[Any]], names: Sequence[str]) -> Table:
    return Table(tuple(Column(n) for n in names), tuple(tuple(r) for r in records))


def _titles(kg: KnowledgeGraph) -> str:
    return ", ".join(f"{r.title or r.name} {r.version}".strip() for r in kg.records.values())


def _open(address: Address) -> Driver:
    from neo4j import GraphDatabase, NotificationMinimumSeverity
    from neo4j.exceptions import ConfigurationError

    try:
        return GraphDatabase.driver(
            address.uri,
            auth=(address.user, address.password),
            user_agent="insurgraph",
            notifications_min_severity=NotificationMinimumSeverity.OFF,
            connection_timeout=10,
            max_transaction_retry_time=15,
        )
    except (ConfigurationError, ValueError) as error:
        raise ArgumentError(
            f"{_shown(address.uri)}: no address of a server ({_first_line(error)}); "
            "write bolt://127.0.0.1:7687 or neo4j://host"
        ) from None


@contextmanager
def _told(address: Address) -> Iterator[None]:
    """Turn what the driver raises into our own errors, each one line."""
    from neo4j.exceptions import AuthError, DriverError, Neo4jError, ServiceUnavailable

    where = _shown(address.uri)
    try:
        yield
    except AuthError as error:
        raise AuthenticationFailed(
            f"{where}: user {address.user!r} was refused ({_first_line(error)}); "
            "set NEO4J_USERNAME and NEO4J_PASSWORD"
        ) from None
    except (ServiceUnavailable, OSError) as error:
        raise ServerUnavailable(
            f"{where}: no answer ({_first_line(error)}); is the server running there? "
            "Without NEO4J_URI the embedded engine is used"
        ) from None
    except Neo4jError as error:
        raise QueryError(f"{where}: {_first_line(error.message or error)}") from None
    except DriverError as error:
        raise DatabaseError(f"{where}: {_first_line(error)}") from None


def _shown(uri: str) -> str:
    """An address without whatever stands before ``@``."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return "the address given"
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _first_line(error: object) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
