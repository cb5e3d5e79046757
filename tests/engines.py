"""What tests do with a running engine, whichever it is."""

from __future__ import annotations

from insurgraph.graph.change import CHANGED
from insurgraph.graph.database import Database


def emptied(server: Database) -> Database:
    """The engine after everything in it was deleted."""
    with server._session("WRITE") as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
    return server


def everything(database: Database) -> list[str]:
    """All that is in the database, types and all, in one order; not when it was changed."""
    nodes = database.cypher(
        "MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties, n.id AS id "
        "ORDER BY id, labels[0]"
    )
    ties = database.cypher(
        "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS type, b.id AS b, r.id AS id, "
        "properties(r) AS properties ORDER BY a, type, b, id"
    )
    return [
        *(
            repr((sorted(labels), sorted((k, v) for k, v in properties.items() if k != CHANGED)))
            for labels, properties, _ in nodes.rows
        ),
        *(repr((*ends, sorted(properties.items()))) for *ends, properties in ties.rows),
    ]
