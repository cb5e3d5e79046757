"""Every named query with its defaults, on the curated record, beside the second that it may take.

Run by `make bench`, on the embedded engine unless NEO4J_URI names a server that holds the record.
The first asking, for which the server has to make a plan, and the median of those after it.
"""

from __future__ import annotations

import statistics
import time

import insurgraph as ig
from insurgraph.graph.database import Database
from insurgraph.queries import shipped

AGAIN = 5
MOST = 1.0


def timed(database: Database, name: str) -> float:
    start = time.perf_counter()
    database.query(name)
    return time.perf_counter() - start


def main() -> None:
    with ig.connect() as database:
        print(database.verify())
        database.cypher("MATCH (n) RETURN count(n)")  # connecting is not what is measured
        rows = []
        for name in shipped().files:
            first = timed(database, name)
            again = statistics.median(timed(database, name) for _ in range(AGAIN))
            rows.append((again, first, name))
        for again, first, name in sorted(rows, reverse=True):
            slow = f"  more than {MOST:g} s" if again > MOST else ""
            print(f"{name:<24}{again * 1000:8.1f} ms  first {first * 1000:8.1f} ms{slow}")


if __name__ == "__main__":
    main()
