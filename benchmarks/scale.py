"""Every step of the main job at growing sizes: time, peak memory, and how they grow.

``python -m benchmarks.scale 1000 10000`` measures invented records (`benchmarks.synthetic`) of
these numbers of claims; ``--steps`` picks steps by a word in their name, ``--limit`` says how long
one may take. Each step runs in a process of its own, from the record that it needs. With
``--neo4j 5.26`` the database steps run on a Neo4j server, made as the tests make it; else on the
embedded engine, in a folder of its own.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import insurgraph as ig
from benchmarks import synthetic
from benchmarks.harness import Cost, Refused, exponent, here, measured, table
from insurgraph.graph import change, engine, export, merges, rows
from insurgraph.graph.database import Address, Database, of_endpoint

#: Measures that take time in proportion to the network, whatever its size.
QUICK = ("degree", "in_degree", "out_degree", "strength", "core", "pagerank")
DRAWS = 100

Step = Callable[[], Any]


def of_graph(kg: ig.KnowledgeGraph, folder: Path) -> Mapping[str, Step]:
    """What starts from a record in memory."""
    network = kg.network()
    exports = {
        f"export {name}": partial(export.write, kg, name, folder / f"whole.{name}")
        for name in ("jsonl", "graphml", "cypher")
    }
    return {
        "assess every claim": lambda: [kg.assess(c.id) for c in kg.claims()] and None,
        "load, the server apart": lambda: str(
            change.replace(change.Transaction(_nowhere), kg, synthetic.RECORD, change.quiet)
        ),
        "project the network": lambda: str(kg.network()),
        "quick centralities": lambda: ig.centrality(network, QUICK) and None,
        "betweenness": lambda: ig.centrality(network, "betweenness") and None,
        "all centralities": lambda: ig.centrality(network, "all") and None,
        f"rank intervals, {DRAWS} draws": lambda: ig.rank_intervals(kg, draws=DRAWS) and None,
        "export csv": lambda: _write(kg, folder / "again"),
        **exports,
        "page": lambda: kg.view(engine="sigma").save(folder / "page.html").stat().st_size,
    }


def of_database(kg: ig.KnowledgeGraph, address: Callable[[], Database]) -> Mapping[str, Step]:
    """What needs a database, in the order in which it has to be done."""

    def asked(work: Callable[[Database], Any]) -> Any:
        with address() as database:
            return work(database)

    def warm_up(database: Database) -> None:
        database.load(synthetic.graph(1_000, seed=1))
        database.delete(synthetic.RECORD)

    return {
        "warm the server up": lambda: asked(warm_up),
        "load": lambda: asked(lambda d: str(*d.load(kg))),
        "load again, unchanged": lambda: asked(lambda d: str(*d.load(kg))),
        "read back": lambda: asked(lambda d: d.read(synthetic.RECORD) == kg),
        "empty, load by hand": lambda: asked(lambda d: f"{_by_hand(d, kg):.2f} s of it loading"),
    }


def _nowhere(text: str, **_parameters: Any) -> list[dict[str, Any]]:
    """What an empty server that takes no time answers."""
    return [{"version": None, "created": None}] if "r.created" in text else []


def _by_hand(database: Database, kg: ig.KnowledgeGraph) -> float:
    """Seconds of what anybody would write who had the rows ready: UNWIND, 5,000 at a time."""
    import time

    nodes = list(merges.of_nodes(rows.nodes(kg, synthetic.RECORD)))
    relationships = list(merges.of_relationships(rows.relationships(kg, synthetic.RECORD)))
    with database.connection.session("WRITE") as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
        start = time.perf_counter()
        for statement in merges.constraints():
            session.run(statement).consume()
        for text, batch in (*nodes, *relationships):
            session.run(text, rows=batch).consume()
        return time.perf_counter() - start


def _write(kg: ig.KnowledgeGraph, folder: Path) -> None:
    export.write(kg, "csv", folder)


@contextmanager
def database(version: str, folder: Path) -> Iterator[Callable[[], Database]]:
    """A server for one size, empty; gives what connects to it."""
    if version:
        from tests.servers import neo4j

        version = neo4j.VERSIONS[version]
        with neo4j.running(version, home=folder / "neo4j", quick=False) as server:
            address = Address(server.uri, server.user, server.password)
            yield lambda: Database(address)
        return
    home = folder / "engine"
    os.environ["INSURGRAPH_HOME"] = str(home)
    yield lambda: of_endpoint(engine.ensure(engine.default_folder()))
    engine.stop(engine.default_folder())


class Run:
    """The sizes and steps of one run, and what came of them."""

    def __init__(self, chosen: argparse.Namespace) -> None:
        self.chosen = chosen
        self.costs: dict[str, dict[int, Cost]] = {}
        self.refused: dict[str, dict[int, str]] = {}
        self.served: set[str] = set()

    def size(self, size: int) -> None:
        """All steps at one size."""
        print(f"\n{size:,} claims", flush=True)
        with tempfile.TemporaryDirectory(prefix="insurgraph-scale-") as name:
            folder = Path(name)
            (folder / "again").mkdir()
            self.step(
                "make the record, write CSV",
                lambda: _write(synthetic.graph(size), folder / "record"),
                size,
            )
            loaded = here(lambda: ig.load(str(folder / "record")))
            kg = loaded.found
            self.took("validate and index", loaded, size)
            print(f"{len(kg.entities):,} entities, {len(kg.citations):,} citations")
            if "memory" in self.chosen.parts:
                self.steps(of_graph(kg, folder), size)
            if "database" in self.chosen.parts:
                with database(self.chosen.neo4j, folder) as address:
                    steps = of_database(kg, address)
                    self.served.update(steps)
                    self.steps(steps, size)

    def steps(self, steps: Mapping[str, Step], size: int) -> None:
        for name, work in steps.items():
            if any(word in name for word in self.chosen.steps):
                self.step(name, work, size)

    def step(self, name: str, work: Step, size: int) -> None:
        try:
            cost = measured(work, limit=self.chosen.limit)
        except Refused as refusal:
            self.refused.setdefault(name, {})[size] = str(refusal)
            print(f"  {name:<28} {refusal}", flush=True)
            return
        self.took(name, cost, size)

    def took(self, name: str, cost: Cost, size: int) -> None:
        self.costs.setdefault(name, {})[size] = cost
        told = "" if cost.found is None else f"  {cost.found}"
        print(f"  {name:<28}{cost}{told}", flush=True)

    def report(self, sizes: list[int]) -> str:
        """Seconds and memory by size, and the exponents with which they grow."""
        lines = []
        for name in dict.fromkeys((*self.costs, *self.refused)):
            costs = self.costs.get(name, {})
            cells = [str(costs.get(n) or self.refused.get(name, {}).get(n, "")) for n in sizes]
            grown = (
                exponent({n: self.seconds(name, c) for n, c in costs.items()}),
                exponent({n: c.megabytes for n, c in costs.items()}),
            )
            lines.append([name, *cells, *("" if g is None else f"{g:.2f}" for g in grown)])
        return table(["step", *(f"{n:,}" for n in sizes), "time grows", "memory grows"], lines)

    def seconds(self, name: str, cost: Cost) -> float:
        """What growth is fitted to: of the processor, which others on the machine do not change
        much; where a server does most of the work, of the clock on the wall."""
        return cost.seconds if name in self.served else cost.processor


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000])
    parser.add_argument("--steps", nargs="*", default=[""], help="words in the names of steps")
    parser.add_argument("--parts", nargs="*", default=["memory", "database"])
    parser.add_argument("--neo4j", default="", help="version of a server: 5.26, 2026")
    parser.add_argument("--limit", type=int, default=600, help="seconds for one step")
    run = Run(parser.parse_args())
    for size in run.chosen.sizes:
        run.size(size)
    print(f"\n{run.report(run.chosen.sizes)}")


if __name__ == "__main__":
    main()
