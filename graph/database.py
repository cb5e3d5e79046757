"""The same records in a property graph database: Neo4j or the embedded engine, over Bolt.

One class for both, on the official driver. Reads run in read transactions and, on the embedded
engine, as a user who can only read; loading compares first and then changes, in one transaction,
only what differs. Parameters are always sent beside the text; labels and types come from the
vocabulary alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import ArgumentError, NotFoundError, QueryError
from . import change, cypher, merges
from .change import Loaded, Progress, Run, Transaction, quiet
from .connection import Access, Address, Connection, addresses, given
from .inquiry import PORTION, Inquiry
from .knowledge import KnowledgeGraph
from .model import Entity, Name
from .table import Column, Table
from .vocabulary import Vocabulary, parse

if TYPE_CHECKING:
    from neo4j import ManagedTransaction, Session

    from ..queries import Query
    from .engine import Endpoint

T = TypeVar("T")


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
    address = given(uri, user, password, database)
    if address is None:
        return _embedded(tell)
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
        return self._read(lambda tx: change.records(tx.run))

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
        change.refuse_joined(kg)
        self.prepare()
        return [self._load_record(kg, name, progress or quiet, force=force) for name in kg.records]

    def prepare(self) -> None:
        """Make constraints and indexes, before any data, where they are not there yet."""
        with self._session("WRITE") as session:
            for statement in merges.constraints():
                session.run(statement).consume()

    def _load_record(
        self, kg: KnowledgeGraph, record: str, tell: Progress, *, force: bool
    ) -> Loaded:
        loaded = self._write(
            lambda tx: change.replace(Transaction(tx.run), kg, record, tell, force=force)
        )
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
        self._write(lambda tx: change.remove(Transaction(tx.run), record))

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
        QueryError
            If records are loaded there all the while.
        """

        def anew(work: Callable[[Run], T]) -> T:
            return self._read(lambda tx: work(tx.run))

        return change.read(anew, record, progress or quiet)


# -- values -----------------------------------------------------------------------------


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
