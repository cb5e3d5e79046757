"""Statements that put nodes and relationships into a database: what they say, and the rows of each.

A loader sends the rows beside the text, as parameters; a script has them in it
(`insurgraph.graph.export.cypher`). One text serves every engine: constraints before data, all
labels inside the ``MERGE``, nodes before the relationships over them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from .rows import LABELS, Node, Relationship

#: Rows of one statement.
BATCH = 5_000

#: What stands in the text for the rows.
ROWS = "$rows"

T = TypeVar("T")
Statements = Iterator[tuple[str, list[Any]]]


def constraints() -> Iterator[str]:
    """Statements that make constraints and indexes, where they are not there yet."""
    for label in LABELS:
        name = label.lower()
        yield (f"CREATE CONSTRAINT {name}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE")
        yield f"CREATE INDEX {name}_record IF NOT EXISTS FOR (n:{label}) ON (n.record)"


def of_nodes(nodes: Iterable[Node], size: int = BATCH) -> Statements:
    """Texts that merge nodes, each with so many rows at most.

    Examples
    --------
    >>> [(text, rows)] = of_nodes([Node(("Entity", "Person"), {"id": "person-x"})])
    >>> text
    'UNWIND $rows AS row MERGE (n:Entity:Person {id: row.id}) SET n = row'
    """
    for labels, group in grouped(nodes, lambda n: n.labels):
        text = f"UNWIND {ROWS} AS row MERGE (n:{':'.join(labels)} {{id: row.id}}) SET n = row"
        yield from batches(text, (n.properties for n in group), size)


def of_relationships(relationships: Iterable[Relationship], size: int = BATCH) -> Statements:
    """Texts that merge relationships over nodes that are there."""
    for (type_, start, end), group in grouped(
        relationships, lambda r: (r.type, r.start[0], r.end[0])
    ):
        text = (
            f"UNWIND {ROWS} AS row "
            f"MATCH (a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end}}) "
            f"MERGE (a)-[r:{type_} {{id: row.properties.id}}]->(b) SET r = row.properties"
        )
        rows = ({"start": r.start[1], "end": r.end[1], "properties": r.properties} for r in group)
        yield from batches(text, rows, size)


def grouped(items: Iterable[T], key: Callable[[T], Any]) -> list[tuple[Any, list[T]]]:
    """Items by what they have in common, in order of it."""
    groups: dict[Any, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return sorted(groups.items(), key=lambda g: g[0])


def batches(text: str, rows: Iterable[Any], size: int = BATCH) -> Statements:
    """A text again and again, each time with the next rows."""
    return ((text, portion) for portion in portions(rows, size))


def portions(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Items in lists of so many at most."""
    left = iter(items)
    while portion := list(islice(left, size)):
        yield portion
