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
    for labels, portion in apart(nodes, lambda n: n.labels, size):
        text = f"UNWIND {ROWS} AS row MERGE (n:{':'.join(labels)} {{id: row.id}}) SET n = row"
        yield text, [n.properties for n in portion]


def of_relationships(relationships: Iterable[Relationship], size: int = BATCH) -> Statements:
    """Texts that merge relationships over nodes that are there."""
    for (type_, start, end), portion in apart(
        relationships, lambda r: (r.type, r.start[0], r.end[0]), size
    ):
        text = (
            f"UNWIND {ROWS} AS row "
            f"MATCH (a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end}}) "
            f"MERGE (a)-[r:{type_} {{id: row.properties.id}}]->(b) SET r = row.properties"
        )
        yield (
            text,
            [{"start": r.start[1], "end": r.end[1], "properties": r.properties} for r in portion],
        )


def grouped(items: Iterable[T], key: Callable[[T], Any]) -> list[tuple[Any, list[T]]]:
    """Items by what they have in common, in order of it."""
    groups: dict[Any, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return sorted(groups.items(), key=lambda g: g[0])


def apart(
    items: Iterable[T], key: Callable[[T], Any], size: int = BATCH
) -> Iterator[tuple[Any, list[T]]]:
    """Items by what they have in common, in lists of so many at most, never holding all of them.

    Full lists come first; the rest follows in order of what it has in common.

    Examples
    --------
    >>> list(apart("bab", str, 2))
    [('b', ['b', 'b']), ('a', ['a'])]
    """
    waiting: dict[Any, list[T]] = defaultdict(list)
    for item in items:
        common = key(item)
        waiting[common].append(item)
        if len(waiting[common]) == size:
            yield common, waiting.pop(common)
    yield from sorted(waiting.items(), key=lambda g: g[0])


def batches(text: str, rows: Iterable[Any], size: int = BATCH) -> Statements:
    """A text again and again, each time with the next rows."""
    return ((text, portion) for portion in portions(rows, size))


def portions(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Items in lists of so many at most."""
    left = iter(items)
    while portion := list(islice(left, size)):
        yield portion
