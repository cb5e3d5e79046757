"""The same records in the same database, through py2neo, for whoever works with its objects.

py2neo has reached the end of its life: its author says so, 2021.2.4 is its last version, and the
extra pins that one. It still reaches Neo4j 5.26, 2026.x and the embedded engine, over Bolt 4.3;
Cypher, tables, transactions, ``graph.nodes``, ``graph.match`` and `py2neo.bulk` work there, and the
tests here hold it to that. What does not: **``graph.create`` and ``graph.merge`` make one
relationship of parallel ones of one type**, so that of two claims between the same two one is lost
without a word - `load` keeps both - and the embedded engine refuses ``graph.merge`` altogether;
``graph.schema`` cannot make or list indexes and constraints, its syntax has been removed from
Neo4j; a datetime with a zone is no parameter (TypeError); a refused password cannot be told from a
server that hangs up; nothing has a time limit; ``Cursor.to_subgraph`` slows down as it goes, to
minutes for two thousand relationships. For new work take `insurgraph.connect`, on the official
driver.

Needs the extra: ``pip install 'insurgraph[py2neo]'``.

>>> import insurgraph as ig
>>> from insurgraph.graph import py2neo
>>> graph = py2neo.connect()                          # NEO4J_*, or embedded  # doctest: +SKIP
>>> py2neo.load(graph, ig.load())                     # doctest: +SKIP
>>> graph.nodes.match("Person").count()               # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import ArgumentError, DatabaseError, QueryError, ServerUnavailable
from . import change, merges, rows
from .change import Changed, Key, Loaded, Progress, Run, quiet
from .connection import addresses, first_line, given, shown
from .knowledge import KnowledgeGraph
from .merges import apart
from .rows import Node, Properties, Relationship

if TYPE_CHECKING:
    import py2neo

T = TypeVar("T")


def connect(
    uri: str | None = None,
    *,
    user: str | None = None,
    password: str | None = None,
    database: str | None = None,
    notify: Callable[[str], None] | None = None,
) -> py2neo.Graph:
    """A py2neo graph on the server named here or by ``NEO4J_URI``, else on the embedded engine.

    Parameters
    ----------
    uri, user, password, database : str, optional
        As for `insurgraph.connect`.
    notify : callable, optional
        Told in one sentence when the embedded engine is started.

    Returns
    -------
    py2neo.Graph
        Reads and writes; an empty database stays empty until `load`.

    Raises
    ------
    ServerUnavailable
        If nobody answers there, or the user is refused: py2neo does not tell which.
    EngineError, ArgumentError
    """
    _need()
    from py2neo import Graph

    address = given(uri, user, password, database)
    if address is None:
        from . import engine

        tell = notify or (lambda _message: None)
        address, _ = addresses(engine.ensure(engine.default_folder(), notify=tell))
    with _told(address.uri):
        try:
            return Graph(address.uri, auth=(address.user, address.password), name=address.database)
        except ValueError as error:
            raise ArgumentError(
                f"{shown(address.uri)}: no address of a server ({first_line(error)}); "
                "write bolt://127.0.0.1:7687 or neo4j://host"
            ) from None


def to_subgraph(kg: KnowledgeGraph) -> py2neo.Subgraph:
    """The nodes and relationships of the records as objects of py2neo, in no database.

    Labels, types and properties are those of `insurgraph.graph.rows`, parallel ties included;
    the primary label is the first label, the primary key ``id``. To write them use `load`:
    ``graph.create`` and ``graph.merge`` lose parallel ties.

    Raises
    ------
    ArgumentError
        Without the extra ``py2neo``.

    Examples
    --------
    >>> import insurgraph as ig
    >>> subgraph = to_subgraph(ig.load())
    >>> {"Entity", "Claim", "Source"} <= set(subgraph.labels())
    True
    """
    _need()
    from py2neo import Subgraph

    nodes: dict[Key, py2neo.Node] = {}
    ties: list[Relationship] = []
    for record in kg.records:
        nodes |= {node.key: _node(node) for node in rows.nodes(kg, record)}
        ties += rows.relationships(kg, record)
    drawn = (r for j in kg.judgements for r in rows.judged(j))
    ties += [r for r in drawn if r.start in nodes and r.end in nodes]
    return Subgraph(nodes.values(), [_relationship(r, nodes) for r in ties])


def load(
    graph: py2neo.Graph,
    kg: KnowledgeGraph,
    progress: Progress | None = None,
    *,
    force: bool = False,
) -> list[Loaded]:
    """Make the database hold these records as they are here; others are not touched.

    What `insurgraph.Database.load` does, with the same outcome, on `py2neo.bulk`: relationships
    are merged by type and ``id``, which keeps parallel ones apart.

    Parameters
    ----------
    graph : py2neo.Graph
        From `connect`, or one's own.
    kg : KnowledgeGraph
    progress : callable, optional
        See `insurgraph.graph.change.Progress`.
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
    ServerUnavailable
    ArgumentError
        If judgements contradict those of other records in the database, or rows of one record
        speak of another's entities, as in a graph that is `joined`.
    """
    change.refuse_joined(kg)
    with _told(graph.service.uri):
        for statement in merges.constraints():
            graph.run(statement).stats()
    loaded = []
    for record in kg.records:
        with _transaction(graph) as tx:
            loaded.append(change.replace(_Bulk(tx), kg, record, progress or quiet, force=force))
    return loaded


def read(
    graph: py2neo.Graph, record: str | None = None, progress: Progress | None = None
) -> KnowledgeGraph:
    """The records in the database, as they were loaded.

    Parameters
    ----------
    graph : py2neo.Graph
    record : str, optional
        One of them; all of them side by side when not given.
    progress : callable, optional

    Raises
    ------
    NotFoundError
        If there is no such record.
    QueryError, ServerUnavailable
    """

    def anew(work: Callable[[Run], T]) -> T:
        with _transaction(graph, readonly=True) as tx:
            return work(tx.run)

    return change.read(anew, record, progress or quiet)


class _Bulk(change.Transaction):
    """A transaction of py2neo, which puts nodes and relationships there by its bulk functions."""

    def __init__(self, tx: py2neo.Transaction) -> None:
        super().__init__(tx.run)
        self._tx = tx

    def merge_nodes(self, nodes: Iterable[Node], changed: Changed) -> Iterator[int]:
        from py2neo.bulk import merge_nodes

        for labels, portion in apart(nodes, lambda n: n.labels):
            merge_nodes(self._tx, [_exactly(n, changed) for n in portion], (labels, "id"))
            yield len(portion)

    def merge_relationships(
        self, relationships: Iterable[Relationship], changed: Changed
    ) -> Iterator[int]:
        from py2neo.bulk import merge_relationships

        for (type_, start, end), portion in apart(
            relationships, lambda r: (r.type, r.start[0], r.end[0])
        ):
            data = [(r.start[1], _exactly(r, changed), r.end[1]) for r in portion]
            merge_relationships(self._tx, data, (type_, "id"), (start, "id"), (end, "id"))
            yield len(portion)


def _exactly(row: Node | Relationship, changed: Changed) -> Properties:
    """Properties, and null for what goes: py2neo adds to what is there."""
    return dict.fromkeys(changed.get(row.key, ())) | row.properties


def _node(node: Node) -> py2neo.Node:
    import py2neo

    made = py2neo.Node(*node.labels, **node.properties)
    made.__primarylabel__, made.__primarykey__ = node.labels[0], "id"
    return made


def _relationship(row: Relationship, nodes: Mapping[Key, py2neo.Node]) -> py2neo.Relationship:
    import py2neo

    return py2neo.Relationship(nodes[row.start], row.type, nodes[row.end], **row.properties)


def _need() -> None:
    if find_spec("py2neo") is None:
        raise ArgumentError("this needs py2neo; pip install 'insurgraph[py2neo]'")


# -- transactions ----------------------------------------------------------------------------------


@contextmanager
def _transaction(graph: py2neo.Graph, *, readonly: bool = False) -> Iterator[Any]:
    """A transaction, committed when all went well; what goes wrong is told in one line."""
    with _told(graph.service.uri):
        tx = graph.begin(readonly=readonly)
        try:
            yield tx
        except BaseException:
            with suppress(*_failures(), ValueError):  # it may have ended with its connection
                graph.rollback(tx)
            raise
        graph.commit(tx)


@contextmanager
def _told(uri: str) -> Iterator[None]:
    from py2neo.errors import Neo4jError, ProtocolError

    where = shown(uri)
    try:
        yield
    except Neo4jError as error:
        raise QueryError(f"{where}: {first_line(error.message)}") from None
    except ProtocolError as error:
        raise DatabaseError(f"{where}: {first_line(error)}") from None
    except _failures() as error:
        raise ServerUnavailable(
            f"{where}: no answer, or the user is refused, py2neo does not tell which "
            f"({first_line(error.__cause__ or error)}); is the server running there? "
            "Are NEO4J_USERNAME and NEO4J_PASSWORD right?"
        ) from None


def _failures() -> tuple[type[Exception], ...]:
    """How py2neo says that a server does not answer, or no longer."""
    from py2neo import errors

    return (
        errors.ConnectionUnavailable,
        errors.ConnectionBroken,
        errors.ConnectionLimit,
        errors.ServiceUnavailable,
        OSError,
    )
