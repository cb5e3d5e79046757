"""The same draws of one record without a cluster and with one, two and four workers of one.

Run by `make bench`; scheduler and workers are processes on this machine. What is found is compared
bit by bit. On a machine whose cores are fewer than the workers, or busy, more workers cannot be
faster: the figures then show what a cluster costs, and the first of them what it can gain.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from benchmarks import synthetic
from benchmarks.harness import here, table
from insurgraph.graph.analysis.intervals import draw
from tests.cluster import cluster

CLAIMS, DRAWS, MEASURES = 10_000, 1024, ("betweenness", "closeness", "eigenvector")


def main() -> None:
    kg = synthetic.graph(CLAIMS)
    draw(kg, MEASURES, draws=2)  # imports are not what is measured
    alone = here(lambda: draw(kg, MEASURES, draws=DRAWS))
    lines = [["none", f"{alone.seconds:.1f}", "1.0"]]
    for workers in (1, 2, 4):
        with tempfile.TemporaryDirectory() as folder, cluster(Path(folder), workers) as address:
            draw(kg, MEASURES, draws=2, cluster=address)
            shared = here(lambda at=address: draw(kg, MEASURES, draws=DRAWS, cluster=at))
        same = all(
            shared.found.values[m].tobytes() == alone.found.values[m].tobytes() for m in MEASURES
        )
        if not same:
            raise SystemExit(f"{workers} workers found something else")
        ratio = alone.seconds / shared.seconds
        lines.append([str(workers), f"{shared.seconds:.1f}", f"{ratio:.1f}"])
    print(
        f"{DRAWS} draws of {', '.join(MEASURES)}, {CLAIMS} claims, "
        f"{len(alone.found.support.actors)} actors, {os.cpu_count()} cores; equal to the last bit"
    )
    print(table(["workers", "seconds", "times as fast as without"], lines))


if __name__ == "__main__":
    main()
