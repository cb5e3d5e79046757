"""What tests do with a running engine, whichever it is."""

from __future__ import annotations

from insurgraph.graph.database import Database


def emptied(server: Database) -> Database:
    """The engine after everything in it was deleted."""
    with server._session("WRITE") as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
    return server
