"""The same records in a property graph database: Neo4j or the embedded engine, over Bolt.

One class for both, on the official driver. Reads run in read transactions and, on the embedded
engine, as a user who can only read; loading compares first and then changes, in one transaction,
only what differs. Parameters are always sent beside the text; labels and types come from the
vocabulary alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import ArgumentError, NotFoundError, QueryError
from . import cypher, merges, rows
from .connection import Access, Address, Connection, addresses
from .inquiry import PORTION, Inquiry
from .judgement import Judgements
from .knowledge import KnowledgeGraph
from .merges import batches, grouped
from .model import Entity, Name, Record
from .rows import JOINTS, JUDGED, LABELS, Node, Properties, Relationship
from .table import Column, Table
from .vocabulary import Vocabulary, parse

if TYPE_CHECKING:
    from neo4j import ManagedTransaction, Session

    from ..queries import Query
    from .engine import Endpoint

#: Called with what is being done, how many rows are done and how many there are.
Progress = Callable[[str, int, int], None]

T = TypeVar("T")
Key = tuple[str, str]


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
    owner, reader = addresses(endpoint)
    return Database(
        owner, reader=reader, folder=endpoint.folder, notify=notify or (lambda _message: None)
    )


class Database:
    """Records in a database, and the questions asked of them.

    Use it as a context manager; get one from `connect`.

    Parameters
    ----------
    address : Address
    reader : Address, optional
        Who reads, when it is another.
    folder : Path, optional
        Of the embedded engine, when that is the server. It is filled with the curated record when
        a first query finds it empty; a server that the user names is never written to unasked.
    notify : callable
        Told in one sentence what is done unasked.
    """

    def __init__(
        self,
        address: Address,
        *,
        reader: Address | None = None,
        folder: Path | None = None,
        notify: Callable[[str], None] = lambda _message: None,
    ) -> None:
        self.connection = Connection(address, reader=reader, folder=folder, notify=notify)
        self._notify = notify
        self._seen_filled = False

    @property
    def address(self) -> Address:
        """Where it is now, and who writes there."""
        return self.connection.address

    @property
    def embedded(self) -> bool:
        """Whether it is the embedded engine."""
        return self.connection.folder is not None

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
        self.connection.close()

    # -- connections -----------------------------------------------------------------------------

    @contextmanager
    def _session(self, access: Access) -> Iterator[Session]:
        with self.connection.session(access) as session:
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
        with self.connection.telling("WRITE"):
            return str(self.connection.driver(self.address).get_server_info().agent)

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
        with self.stream(query.text, self.bound(query, parameters)) as answer:
            return Table(tuple(query.columns), tuple(answer), query.title, (query.active,))

    def bound(self, query: Query, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """Parameters for the text of a named query, in the vocabulary that this database uses.

        Raises
        ------
        ArgumentError
        """
        try:
            return query.bind(parameters)
        except ArgumentError:
            own = self.vocabulary()
            if own is None:
                raise
            return query.bind(parameters, own)

    def cypher(
        self,
        text: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
    ) -> Table:
        """Ask in Cypher, read only.

        Parameters
        ----------
        text : str
            A query that does not write; `insurgraph.graph.schema` describes what is there.
        parameters : mapping, optional
            Values for its ``$names``.
        timeout : float, optional
            Seconds that it has; for ever when not given.

        Raises
        ------
        QueryError
            If the server refuses it, as it does every attempt to write, or it takes too long.
        """
        with self.stream(text, parameters, timeout=timeout) as answer:
            rows = tuple(answer)
            return Table(tuple(Column(n) for n in answer.columns), rows)

    @contextmanager
    def stream(
        self,
        text: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        write: bool = False,
        portion: int = PORTION,
    ) -> Iterator[Inquiry]:
        """Ask in Cypher and read the rows one by one, however many there are.

        A query that is left before its last row, or interrupted, is ended on the server too.

        Parameters
        ----------
        text : str
        parameters : mapping, optional
        timeout : float, optional
            Seconds until the last row.
        write : bool
            Whether it may write; the server refuses that otherwise.
        portion : int
            Rows to read at once.

        Raises
        ------
        QueryError, ServerUnavailable, ArgumentError, EngineError

        Examples
        --------
        >>> with connect() as db:  # doctest: +SKIP
        ...     with db.stream("MATCH (c:Claim) RETURN c.id ORDER BY c.id") as rows:
        ...         first = next(iter(rows))
        """
        statement = _to_send(text, timeout, write=write)
        self._fill_if_empty()
        with Inquiry(
            self.connection,
            statement,
            parameters or {},
            timeout=timeout,
            write=write,
            portion=portion,
        ) as inquiry:
            yield inquiry

    def explain(
        self,
        text: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        write: bool = False,
    ) -> Table:
        """How the server would run a query, which it does not do.

        Raises
        ------
        QueryError
            If it refuses the text, or has no plan to show.
        """
        statement = _to_send(text, None, write=write)
        with Inquiry(
            self.connection, statement, parameters or {}, write=write, explain=True
        ) as inquiry:
            list(inquiry)
            if inquiry.plan is None:
                raise QueryError("this engine has no plan to show for this text")
            return inquiry.plan

    # -- who and what is there -------------------------------------------------------------------

    def names(self) -> KnowledgeGraph:
        """All entities with their names and nothing else, to find one in."""
        with self.stream("MATCH (e:Entity) RETURN e ORDER BY e.id") as found:
            entities = [_entity(node) for (node,) in found]
        with self.stream(
            "MATCH (e:Entity)-[:NAMED]->(n:Name) "
            "RETURN e.id AS entity, n.text AS name, n.kind AS kind ORDER BY entity, n.id"
        ) as found:
            names = [Name(*row) for row in found]
        return KnowledgeGraph(entities=entities, names=names, vocabulary=self.vocabulary())

    def vocabulary(self) -> Vocabulary | None:
        """The vocabulary that the records brought along, None when it is the package's."""
        text = "MATCH (r:Record) WHERE r.vocabulary IS NOT NULL RETURN r.vocabulary ORDER BY r.id"
        with self.stream(text) as found:
            texts = [own for (own,) in found]
        return parse(texts[0], "the database's vocabulary") if texts else None

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

    def load(
        self, kg: KnowledgeGraph, progress: Progress | None = None, *, force: bool = False
    ) -> list[Loaded]:
        """Make the database hold these records as they are here; others are not touched.

        A record is replaced in one transaction: what is gone is deleted, what is new or changed
        is merged, what is equal is left. Loading twice changes nothing.

        Parameters
        ----------
        kg : KnowledgeGraph
        progress : callable, optional
            See `Progress`.
        force : bool
            Whether an earlier edition may replace a later one.

        Returns
        -------
        list of Loaded
            One a record.

        Raises
        ------
        QueryError
            If the database holds a later edition of a record, an id already belongs to another
            record there, or the server refuses.
        ArgumentError
            If judgements contradict those of other records in the database, or rows of one record
            speak of another's entities, as in a graph that is `joined`.
        """
        _refuse_joined(kg)
        self.prepare()
        tell = progress or (lambda _what, _done, _total: None)
        return [self._load_record(kg, name, tell, force=force) for name in kg.records]

    def prepare(self) -> None:
        """Make constraints and indexes, before any data, where they are not there yet."""
        with self._session("WRITE") as session:
            for statement in merges.constraints():
                session.run(statement).consume()

    def _load_record(
        self, kg: KnowledgeGraph, record: str, tell: Progress, *, force: bool
    ) -> Loaded:
        nodes = {n.key: n for n in rows.nodes(kg, record)}
        relationships = {r.key: r for r in rows.relationships(kg, record)}

        def work(tx: ManagedTransaction) -> Loaded:
            _lock(tx, record)
            there = _State.read(tx, record, tell)
            if not force:
                _refuse_older(kg.records[record], there.nodes[("Record", record)].properties)
            _refuse_foreign(tx, nodes.keys() - there.nodes.keys(), record)
            loaded = _Change(there, nodes, relationships).apply(tx, record, tell)
            _draw_judgements(tx)
            return loaded

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
            _draw_judgements(tx)

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
                f"MATCH (a:{start} {{record: $record}})-[r {{record: $record}}]->(b:{end}) "
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
            ("loading nodes", merges.of_nodes(self.nodes)),
            ("loading relationships", merges.of_relationships(self.relationships)),
        ):
            for text, batch in statements:
                tx.run(text, rows=batch).consume()
                done += len(batch)
                tell(what, done, self.total)
        merged = len(self.nodes) + len(self.relationships)
        deleted = len(self.gone_nodes) + len(self.gone_relationships)
        return Loaded(record, merged, deleted, self.wanted - merged)

    def _deletions(self) -> Iterator[tuple[str, list[Any]]]:
        for (type_, start), group in grouped(
            self.gone_relationships, lambda r: (r.type, r.start[0])
        ):
            text = (
                f"UNWIND $rows AS row MATCH (a:{start} {{id: row.start}})"
                f"-[r:{type_} {{id: row.id}}]->() DELETE r"
            )
            yield from batches(text, ({"start": r.start[1], "id": r.key[1]} for r in group))
        for label, nodes in grouped(self.gone_nodes, lambda n: n.labels[0]):
            text = f"UNWIND $rows AS row MATCH (n:{label} {{id: row}}) DETACH DELETE n"
            yield from batches(text, (n.key[1] for n in nodes))


def _draw_judgements(tx: ManagedTransaction) -> None:
    """Make what judgements draw between entities agree with the judgements and entities there are.

    Judgements and entities come and go with their own records, in any order; so this is done
    whenever a record has changed. Those that contradict each other are refused.
    """
    judgements = Judgements(
        rows.judgement(row["properties"])
        for row in tx.run("MATCH (j:Judgement) RETURN properties(j) AS properties")
    )
    wanted = {r.key: r for j in judgements for r in rows.judged(j)}
    there = {}
    for type_, (start, end) in JUDGED.items():
        for row in tx.run(
            f"MATCH (a:{start})-[r:{type_}]->(b:{end}) "
            "RETURN a.id AS start, b.id AS end, properties(r) AS properties"
        ):
            ends = (start, row["start"]), (end, row["end"])
            found = Relationship(type_, *ends, _native(row["properties"]))
            there[found.key] = found
    for type_, id_ in there.keys() - wanted.keys():
        tx.run(f"MATCH ()-[r:{type_} {{id: $id}}]->() DELETE r", id=id_).consume()
    missing = [r for k, r in wanted.items() if there.get(k) != r]
    for text, batch in merges.of_relationships(missing):
        tx.run(text, rows=batch).consume()


def _refuse_joined(kg: KnowledgeGraph) -> None:
    """Rows of one record on another's entities would be lost when that record is loaded anew."""
    subjects = ((c.record, c.subject) for c in kg.claims())
    bearers = ((n.record, n.entity) for n in kg.names)
    for record, entity in (*subjects, *bearers):
        if kg.entities[entity].record != record:
            raise ArgumentError(
                f"record {record!r} speaks of {entity}, which belongs to "
                f"{kg.entities[entity].record!r}; load the graph that was joined instead"
            )


def _ends(relationship: Relationship) -> tuple[Key, Key]:
    return relationship.start, relationship.end


def _lock(tx: ManagedTransaction, record: str) -> None:
    """Hold the record's node first, so that two loads of one record come one after the other."""
    tx.run("MERGE (r:Record {id: $record}) SET r.record = $record", record=record).consume()


def _refuse_older(record: Record, there: Properties) -> None:
    """An edition must not quietly take the place of a later one."""
    held = Record(record.name, version=there.get("version", ""), created=there.get("created", ""))
    if record.precedes(held):
        raise QueryError(
            f"the database holds {record.name} {held.edition}, a later edition than "
            f"{record.edition}; --force (force=True) replaces it all the same"
        )


def _refuse_foreign(tx: ManagedTransaction, keys: Iterable[Key], record: str) -> None:
    """An id that another record of the database uses would be taken from it."""
    for label, group in grouped(keys, lambda k: k[0]):
        for text, batch in batches(
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


# -- values -----------------------------------------------------------------------------


def _native(properties: Properties) -> Properties:
    return {k: v.to_native() if hasattr(v, "to_native") else v for k, v in properties.items()}


def _entity(node: Mapping[str, Any]) -> Entity:
    kinds = [label for label in node["labels"] if label != "Entity"]
    fields = {k: node.get(k, "") for k in ("subkind", "name", "summary")}
    return Entity(node["id"], kinds[0] if kinds else "", **fields)


def _to_send(text: str, timeout: float | None, *, write: bool) -> cypher.Statement:
    """The one statement of a text; what need not be sent is refused."""
    if timeout is not None and not timeout > 0:
        raise ArgumentError(f"a time limit is a number of seconds, not {timeout}")
    found = cypher.statements(text)
    if not found:
        raise ArgumentError("there is no query in the text")
    if len(found) > 1:
        raise ArgumentError(
            f"there are {len(found)} statements in the text, the second in line {found[1].line}; "
            "give one at a time, or all to `insurgraph db shell`"
        )
    if not write and cypher.reads_files(text):
        raise QueryError("LOAD CSV reads files of the server and is refused here")
    return found[0]


def _titles(kg: KnowledgeGraph) -> str:
    return ", ".join(f"{r.title or r.name} {r.version}".strip() for r in kg.records.values())
