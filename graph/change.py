"""What a database holds of a record, what it shall hold, and the change from one to the other.

The same for every driver: a `Transaction` runs Cypher in whatever the driver calls by that name,
and everything here happens inside one. Loading compares first and changes only what differs.
Neither side is ever held whole: rows come from the database and from the graph one by one, and of
what the database holds only keys, places and fingerprints are kept to compare with.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, TypeVar

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
Read = TypeVar("Read")

#: How often a record is read that changes meanwhile.
READINGS = 20

#: The property of a record that is another after every change; it is not part of the record.
CHANGED = "changed"

#: Of rows that the database holds and shall hold otherwise: the names of their properties now.
Changed = Mapping[Key, Collection[str]]

T = TypeVar("T", Node, Relationship)


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


class Anew(Protocol):
    """Does some reading in a transaction of its own."""

    def __call__(self, work: Callable[[Run], Read], /) -> Read: ...


class Transaction:
    """A transaction of some driver, and how nodes and relationships are put into its database.

    Parameters
    ----------
    run : callable
        The driver's own, of a transaction that is open.
    """

    def __init__(self, run: Run) -> None:
        self.run = run

    def merge_nodes(self, nodes: Iterable[Node], changed: Changed) -> Iterator[int]:
        """Make nodes be there as they are here.

        Parameters
        ----------
        nodes : iterable of Node
        changed : mapping
            What properties some of them have in the database, for drivers that only add.

        Yields
        ------
        int
            How many rows have been sent, statement by statement.
        """
        return self.send(merges.of_nodes(nodes))

    def merge_relationships(
        self, relationships: Iterable[Relationship], changed: Changed
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


def nodes(run: Run, record: str, tell: Progress = quiet) -> Iterator[Node]:
    """The nodes of a record that the database holds, label by label."""
    done = 0
    for label in LABELS:
        tell(f"reading {label} nodes", done, 0)
        for row in run(
            f"MATCH (n:{label} {{record: $record}}) "
            "RETURN labels(n) AS labels, properties(n) AS properties",
            record=record,
        ):
            done += 1
            others = sorted(set(row["labels"]) - {label})
            properties = _native(row["properties"])
            properties.pop(CHANGED, None)
            yield Node((label, *others), properties)


def relationships(
    run: Run, record: str, tell: Progress = quiet, *, ties: bool = True
) -> Iterator[Relationship]:
    """The relationships of a record that the database holds; without `ties`, which only repeat
    the claims, those that a record is made of."""
    done = 0
    for start, end in sorted({*JOINTS.values(), *([("Entity", "Entity")] if ties else [])}):
        tell(f"reading {start} to {end}", done, 0)
        for row in run(
            f"MATCH (a:{start} {{record: $record}})-[r {{record: $record}}]->(b:{end}) "
            "RETURN type(r) AS type, a.id AS start, b.id AS end, properties(r) AS properties",
            record=record,
        ):
            done += 1
            ends = (start, row["start"]), (end, row["end"])
            yield Relationship(row["type"], *ends, _native(row["properties"]))


def replace(
    tx: Transaction, kg: KnowledgeGraph, record: str, tell: Progress, *, force: bool = False
) -> Loaded:
    """Make the database hold a record as the graph has it.

    Raises
    ------
    QueryError
        If the database holds a later edition and it is not forced, or an id belongs to another
        record there.
    ArgumentError
        If judgements contradict those of other records in the database.
    """
    held = _locked(tx, record)
    if not force:
        _refuse_older(kg.records[record], held)
    change = _Change(tx, record, kg, tell)
    _refuse_foreign(tx.run, change.new, record)
    loaded = change.apply()
    _draw_judgements(tx)
    if loaded.merged or loaded.deleted:
        text = f"MATCH (r:Record {{id: $record}}) SET r.{CHANGED} = $token"
        tx.finish(text, record=record, token=secrets.token_hex(8))
    return loaded


def remove(tx: Transaction, record: str) -> None:
    """Take a record out of the database."""
    _Change(tx, record, None, quiet).apply()
    _draw_judgements(tx)


def read(anew: Anew, record: str | None, tell: Progress) -> KnowledgeGraph:
    """The graph of the record named, or of all that the database has.

    Engines show a transaction what others commit meanwhile, so that a record which changes would be
    half the old one and half the new: what was read while something changed is read again.

    Raises
    ------
    NotFoundError
        If there is no such record.
    QueryError
        If records change all the while.
    """

    def look(run: Run) -> KnowledgeGraph:
        names = chosen(records(run), record)
        return rows.graph(
            (n for name in names for n in nodes(run, name, tell)),
            (r for name in names for r in relationships(run, name, tell, ties=False)),
        )

    for _ in range(READINGS):
        before = anew(last_changes)
        found: KnowledgeGraph | LookupError | QueryError
        try:
            found = anew(look)
        except (LookupError, QueryError) as error:
            found = error  # of half a record, where something is not there yet or any more
        if anew(last_changes) == before:
            if isinstance(found, KnowledgeGraph):
                return found
            raise found
    raise QueryError(
        "records are loaded again and again while they are read; read when that is done"
    )


def last_changes(run: Run) -> dict[str, str]:
    """What tells the last change of every record from any other."""
    found = run(f"MATCH (r:Record) RETURN r.id AS id, r.{CHANGED} AS changed ORDER BY id")
    return {row["id"]: row["changed"] or "" for row in found}


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


class _Held(NamedTuple):
    """What is kept of a row of the database."""

    place: tuple[Any, ...]
    fingerprint: int
    names: tuple[str, ...]


class _Comparison:
    """Rows that the database holds beside those that it shall hold, both read once.

    Attributes
    ----------
    gone : dict of Key to _Held
        What is not wanted, or not in that place.
    changed : dict of Key to names of properties
        What is in its place, with other properties.
    equal : set of Key
    new : list of Key or None
        Of what is wanted and was not held at all, where that is asked for.
    wanted : int
    """

    def __init__(
        self,
        held: Iterable[Node | Relationship],
        wanted: Iterable[Node | Relationship],
        new: list[Key] | None = None,
    ) -> None:
        self.gone = _kept(held)
        self.changed: dict[Key, tuple[str, ...]] = {}
        self.equal: set[Key] = set()
        self.new = new
        self.wanted = 0
        for row in wanted:
            self.wanted += 1
            self._compare(row, self.gone.get(row.key))

    def _compare(self, row: Node | Relationship, held: _Held | None) -> None:
        if held is None:
            if self.new is not None:
                self.new.append(row.key)
        elif held.place == row.place:
            del self.gone[row.key]
            if held.fingerprint == row.fingerprint:
                self.equal.add(row.key)
            else:
                self.changed[row.key] = held.names

    def unequal(self, wanted: Iterable[T]) -> Iterator[T]:
        """Of the rows wanted, those that the database does not hold as they shall be."""
        return (row for row in wanted if row.key not in self.equal)


def _kept(rows: Iterable[Node | Relationship]) -> dict[Key, _Held]:
    """What is kept of rows to compare others with; what is the same in many is kept once."""
    shared: dict[Any, Any] = {}

    def once(value: Any) -> Any:
        return shared.setdefault(value, value)

    return {
        (once(row.key[0]), row.key[1]): _Held(
            once(tuple(once(part) for part in row.place)),
            row.fingerprint,
            once(tuple(row.properties)),
        )
        for row in rows
    }


class _Change:
    """The difference between what is there and what shall be: nothing, where there is no graph."""

    def __init__(
        self, tx: Transaction, record: str, kg: KnowledgeGraph | None, tell: Progress
    ) -> None:
        self.tx, self.record, self.kg, self.tell = tx, record, kg, tell
        self.new: list[Key] = []
        self.nodes = _Comparison(nodes(tx.run, record, tell), self.wanted_nodes(), self.new)
        gone = self.nodes.gone  # and with it goes whatever it is joined to
        self.relationships = _Comparison(
            (
                r
                for r in relationships(tx.run, record, tell)
                if r.start not in gone and r.end not in gone
            ),
            self.wanted_relationships(),
        )

    def wanted_nodes(self) -> Iterable[Node]:
        return rows.nodes(self.kg, self.record) if self.kg is not None else ()

    def wanted_relationships(self) -> Iterable[Relationship]:
        return rows.relationships(self.kg, self.record) if self.kg is not None else ()

    def apply(self) -> Loaded:
        """Delete, then merge nodes, then relationships over them."""
        parts = (self.nodes, self.relationships)
        deleted = sum(len(part.gone) for part in parts)
        wanted = sum(part.wanted for part in parts)
        merged = wanted - sum(len(part.equal) for part in parts)
        done = 0
        for what, steps in self.steps():
            if done == deleted + merged:
                break  # nothing is left to do, and looking for it takes time
            for rows_sent in steps:
                done += rows_sent
                self.tell(what, done, deleted + merged)
        return Loaded(self.record, merged, deleted, wanted - merged)

    def steps(self) -> Iterator[tuple[str, Iterator[int]]]:
        yield "deleting", self.tx.send(self.deletions())
        nodes = self.nodes.unequal(self.wanted_nodes())
        yield "loading nodes", self.tx.merge_nodes(nodes, self.nodes.changed)
        relationships = self.relationships.unequal(self.wanted_relationships())
        yield (
            "loading relationships",
            self.tx.merge_relationships(relationships, self.relationships.changed),
        )

    def deletions(self) -> merges.Statements:
        ties = self.relationships.gone.items()
        for (type_, label), group in grouped(ties, lambda r: (r[0][0], r[1].place[0][0])):
            text = (
                f"UNWIND $rows AS row MATCH (a:{label} {{id: row.start}})"
                f"-[r:{type_} {{id: row.id}}]->() DELETE r"
            )
            yield from batches(text, ({"start": h.place[0][1], "id": k[1]} for k, h in group))
        for label, keys in grouped(self.nodes.gone, lambda k: k[0]):
            text = f"UNWIND $rows AS row MATCH (n:{label} {{id: row}}) DETACH DELETE n"
            yield from batches(text, (id_ for _, id_ in keys))


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
    held = {k: tuple(r.properties) for k, r in there.items()}
    for _ in tx.merge_relationships(missing, held):
        pass


def _locked(tx: Transaction, record: str) -> Record:
    """Hold the record's node first, so that two loads of one record come one after the other.

    Returns which edition it is of.
    """
    tx.finish("MERGE (r:Record {id: $record}) SET r.record = $record", record=record)
    (found,) = tx.run(
        "MATCH (r:Record {id: $record}) RETURN r.version AS version, r.created AS created",
        record=record,
    )
    return Record(record, version=found["version"] or "", created=found["created"] or "")


def _refuse_older(record: Record, held: Record) -> None:
    """An edition must not quietly take the place of a later one."""
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
