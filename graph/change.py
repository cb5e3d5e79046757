"""What a database holds of a record, what it shall hold, and the change from one to the other.

The same for every driver: a `Transaction` runs Cypher in whatever the driver calls by that name,
and everything here happens inside one. Loading compares first and changes only what differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import ArgumentError, NotFoundError, QueryError
from . import merges, rows
from .judgement import Judgements
from .knowledge import KnowledgeGraph
from .merges import batches, grouped
from .model import Record
from .rows import JOINTS, JUDGED, LABELS, Node, Properties, Relationship

#: Called with what is being done, how many rows are done and how many there are.
Progress = Callable[[str, int, int], None]

#: Runs a text with parameters by name; gives its rows by column.
Run = Callable[..., Iterable[Mapping[str, Any]]]

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


class Transaction:
    """A transaction of some driver, and how nodes and relationships are put into its database.

    Parameters
    ----------
    run : callable
        The driver's own, of a transaction that is open.
    """

    def __init__(self, run: Run) -> None:
        self.run = run

    def merge_nodes(self, nodes: Iterable[Node], there: Mapping[Key, Node]) -> Iterator[int]:
        """Make nodes be there as they are here.

        Parameters
        ----------
        nodes : iterable of Node
        there : mapping
            What the database holds under these keys, for drivers that only add.

        Yields
        ------
        int
            How many rows have been sent, statement by statement.
        """
        return self.send(merges.of_nodes(nodes))

    def merge_relationships(
        self, relationships: Iterable[Relationship], there: Mapping[Key, Relationship]
    ) -> Iterator[int]:
        """Make relationships be there as they are here, over nodes that are; see `merge_nodes`."""
        return self.send(merges.of_relationships(relationships))

    def send(self, statements: merges.Statements) -> Iterator[int]:
        """Run statements to their ends, each with its rows."""
        for text, batch in statements:
            self.finish(text, rows=batch)
            yield len(batch)

    def finish(self, text: str, **parameters: Any) -> None:
        """Run a text for what it does."""
        for _ in self.run(text, **parameters):
            pass


def quiet(_what: str, _done: int, _total: int) -> None:
    """Progress that nobody looks at."""


@dataclass(frozen=True, slots=True)
class State:
    """Nodes and relationships of one record, as the database has them or shall have them."""

    nodes: dict[Key, Node]
    relationships: dict[Key, Relationship]

    @classmethod
    def of(cls, kg: KnowledgeGraph, record: str) -> State:
        """What a database that holds the record has."""
        return cls(
            {n.key: n for n in rows.nodes(kg, record)},
            {r.key: r for r in rows.relationships(kg, record)},
        )

    @classmethod
    def read(cls, run: Run, record: str, tell: Progress = quiet) -> State:
        """Look the record up, the nodes of each label and then what joins them."""
        nodes: dict[Key, Node] = {}
        for label in LABELS:
            tell(f"reading {label} nodes", len(nodes), 0)
            for row in run(
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
            for row in run(
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


def replace(
    tx: Transaction, record: Record, wanted: State, tell: Progress, *, force: bool = False
) -> Loaded:
    """Make the database hold a record as is wanted.

    Raises
    ------
    QueryError
        If the database holds a later edition and it is not forced, or an id belongs to another
        record there.
    ArgumentError
        If judgements contradict those of other records in the database.
    """
    _lock(tx, record.name)
    there = State.read(tx.run, record.name, tell)
    if not force:
        _refuse_older(record, there.nodes[("Record", record.name)].properties)
    _refuse_foreign(tx.run, wanted.nodes.keys() - there.nodes.keys(), record.name)
    loaded = _Change(there, wanted).apply(tx, record.name, tell)
    _draw_judgements(tx)
    return loaded


def remove(tx: Transaction, record: str) -> None:
    """Take a record out of the database."""
    there = State.read(tx.run, record)
    _Change(there, State({}, {})).apply(tx, record)
    _draw_judgements(tx)


def read(run: Run, records: Iterable[str], tell: Progress) -> KnowledgeGraph:
    """The graph of the records named, as the database has them."""
    states = [State.read(run, name, tell) for name in records]
    return rows.graph(
        [node for s in states for node in s.nodes.values()],
        [r for s in states for r in s.relationships.values()],
    )


def records(run: Run) -> dict[str, str]:
    """Name and version of every record in the database."""
    found = run("MATCH (r:Record) RETURN r.id AS id, r.version AS version ORDER BY id")
    return {row["id"]: row["version"] or "" for row in found}


def chosen(there: Mapping[str, str], record: str | None) -> list[str]:
    """The records to read: the one named, else all that are there.

    Raises
    ------
    NotFoundError
    """
    if record is None:
        return list(there)
    if record not in there:
        names = ", ".join(there) or "none"
        raise NotFoundError(f"the database holds no record {record!r}; there are: {names}")
    return [record]


def refuse_joined(kg: KnowledgeGraph) -> None:
    """Rows of one record on another's entities would be lost when that record is loaded anew.

    Raises
    ------
    ArgumentError
    """
    subjects = ((c.record, c.subject) for c in kg.claims())
    bearers = ((n.record, n.entity) for n in kg.names)
    for record, entity in (*subjects, *bearers):
        if kg.entities[entity].record != record:
            raise ArgumentError(
                f"record {record!r} speaks of {entity}, which belongs to "
                f"{kg.entities[entity].record!r}; load the graph that was joined instead"
            )


class _Change:
    """The difference between what is there and what shall be."""

    def __init__(self, there: State, wanted: State) -> None:
        self.there = there
        nodes, relationships = wanted.nodes, wanted.relationships
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

    def apply(self, tx: Transaction, record: str, tell: Progress = quiet) -> Loaded:
        """Delete, then merge nodes, then relationships over them."""
        done = 0
        for what, steps in (
            ("deleting", tx.send(self._deletions())),
            ("loading nodes", tx.merge_nodes(self.nodes, self.there.nodes)),
            (
                "loading relationships",
                tx.merge_relationships(self.relationships, self.there.relationships),
            ),
        ):
            for rows_sent in steps:
                done += rows_sent
                tell(what, done, self.total)
        merged = len(self.nodes) + len(self.relationships)
        deleted = len(self.gone_nodes) + len(self.gone_relationships)
        return Loaded(record, merged, deleted, self.wanted - merged)

    def _deletions(self) -> merges.Statements:
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


def _draw_judgements(tx: Transaction) -> None:
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
        tx.finish(f"MATCH ()-[r:{type_} {{id: $id}}]->() DELETE r", id=id_)
    missing = [r for k, r in wanted.items() if there.get(k) != r]
    for _ in tx.merge_relationships(missing, there):
        pass


def _ends(relationship: Relationship) -> tuple[Key, Key]:
    return relationship.start, relationship.end


def _lock(tx: Transaction, record: str) -> None:
    """Hold the record's node first, so that two loads of one record come one after the other."""
    tx.finish("MERGE (r:Record {id: $record}) SET r.record = $record", record=record)


def _refuse_older(record: Record, there: Properties) -> None:
    """An edition must not quietly take the place of a later one."""
    held = Record(record.name, version=there.get("version", ""), created=there.get("created", ""))
    if record.precedes(held):
        raise QueryError(
            f"the database holds {record.name} {held.edition}, a later edition than "
            f"{record.edition}; --force (force=True) replaces it all the same"
        )


def _refuse_foreign(run: Run, keys: Iterable[Key], record: str) -> None:
    """An id that another record of the database uses would be taken from it."""
    for label, group in grouped(keys, lambda k: k[0]):
        for text, batch in batches(
            f"UNWIND $rows AS id MATCH (n:{label} {{id: id}}) WHERE n.record <> $record "
            "RETURN n.id AS id, n.record AS record LIMIT 1",
            (k[1] for k in group),
        ):
            for taken in run(text, rows=batch, record=record):
                raise QueryError(
                    f"{label} {taken['id']!r} already belongs to record {taken['record']!r} of "
                    f"this database; give it another id, or name the record {taken['record']!r}"
                )


def _native(properties: Properties) -> Properties:
    return {k: v.to_native() if hasattr(v, "to_native") else v for k, v in properties.items()}
