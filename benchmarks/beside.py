"""The library beside what one would use without it, on the same rows, in one run.

``python -m benchmarks.beside`` loads an invented record (`benchmarks.synthetic`) into a Neo4j
server, made as the tests make it, in four ways, asks it and the library the same questions, and
starts the command line beside a bare program of click. Each way of loading finds the database
empty, and the server has loaded something before, so that none pays for its warming up.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx

import insurgraph as ig
from benchmarks import synthetic
from benchmarks.harness import Refused, measured, table
from insurgraph.graph import export, merges, rows
from insurgraph.graph.database import Address, Database
from insurgraph.graph.rows import Node, Properties, Relationship
from tests.servers import neo4j

BARE = "import click\n@click.command()\ndef main(): ...\nmain()\n"

Rows = tuple[list[Node], list[Relationship]]


# -- loading ---------------------------------------------------------------------------------------


def by_library(database: Database, kg: ig.KnowledgeGraph, _rows: Rows, _folder: Path) -> None:
    database.load(kg)


def by_hand(database: Database, _kg: ig.KnowledgeGraph, held: Rows, _folder: Path) -> None:
    """What anybody would write who had the rows ready: UNWIND, 5,000 at a time."""
    nodes, relationships = held
    with database.connection.session("WRITE") as session:
        for statement in merges.constraints():
            session.run(statement).consume()
        for text, batch in (*merges.of_nodes(nodes), *merges.of_relationships(relationships)):
            session.run(text, rows=batch).consume()


def by_py2neo(database: Database, _kg: ig.KnowledgeGraph, held: Rows, _folder: Path) -> None:
    """`py2neo.bulk`, 5,000 at a time."""
    import py2neo
    from py2neo import bulk

    nodes, relationships = held
    at = database.address
    graph = py2neo.Graph(at.uri, auth=(at.user, at.password))
    for statement in merges.constraints():
        graph.run(statement)
    for labels, part in merges.apart(nodes, lambda n: n.labels):
        bulk.merge_nodes(graph.auto(), [n.properties for n in part], (labels, "id"))
    for (type_, start, end), part in merges.apart(
        relationships, lambda r: (r.type, r.start[0], r.end[0])
    ):
        data = [(r.start[1], r.properties, r.end[1]) for r in part]
        bulk.merge_relationships(graph.auto(), data, (type_, "id"), (start, "id"), (end, "id"))


def by_csv(database: Database, _kg: ig.KnowledgeGraph, _held: Rows, folder: Path) -> None:
    """LOAD CSV of files that lie on the server's own disk (`write_csv`)."""
    with database.connection.session("WRITE") as session:
        for statement in merges.constraints():
            session.run(statement).consume()
        for file in sorted(folder.glob("*.cypher")):
            session.run(file.read_text(encoding="utf-8")).consume()


def write_csv(held: Rows, folder: Path) -> None:
    """A file for each kind of node and relationship, and the statement that loads it."""
    nodes, relationships = held
    parts: dict[tuple[str, ...], list[Properties]] = defaultdict(list)
    for node in nodes:
        parts["0", *node.labels].append(node.properties)
    for r in relationships:
        ends = {"_start": r.start[1], "_end": r.end[1]}
        parts["1", r.type, r.start[0], r.end[0]].append(r.properties | ends)
    for number, (kind, part) in enumerate(sorted(parts.items())):
        name = f"{number:03}.csv"
        columns = list(dict.fromkeys(c for row in part for c in row))
        with (folder / name).open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(columns)
            writer.writerows([_cell(row.get(c)) for c in columns] for row in part)
        text = _load_csv(name, kind, {c: _kind(c, part) for c in columns if c[0] != "_"})
        (folder / f"{number:03}.cypher").write_text(text, encoding="utf-8")


def _load_csv(name: str, kind: tuple[str, ...], columns: Mapping[str, str]) -> str:
    values = ", ".join(f"{c}: {how.format(f'row.{c}')}" for c, how in columns.items())
    if kind[0] == "0":
        what = f"MERGE (x:{':'.join(kind[1:])} {{id: row.id}})"
    else:
        _, type_, start, end = kind
        what = (
            f"MATCH (a:{start} {{id: row._start}}) MATCH (b:{end} {{id: row._end}}) "
            f"MERGE (a)-[x:{type_} {{id: row.id}}]->(b)"
        )
    return (
        f"LOAD CSV WITH HEADERS FROM 'file:///{name}' AS row CALL (row) {{ "
        f"{what} SET x = {{{values}}} }} IN TRANSACTIONS OF 5000 ROWS"
    )


def _kind(column: str, part: Iterable[Properties]) -> str:
    value = next(row[column] for row in part if column in row)
    if isinstance(value, list):
        return "split({}, '|')"
    if isinstance(value, date):
        return "date({})"
    if isinstance(value, int):
        return "toInteger({})"
    return "toFloat({})" if isinstance(value, float) else "{}"


def _cell(value: Any) -> Any:
    return "|".join(value) if isinstance(value, list) else value


WAYS: Mapping[str, Callable[[Database, ig.KnowledgeGraph, Rows, Path], None]] = {
    "insurgraph": by_library,
    "UNWIND by hand": by_hand,
    "py2neo.bulk": by_py2neo,
    "LOAD CSV": by_csv,
}


def loading(kg: ig.KnowledgeGraph, server: neo4j.Server, rounds: int) -> None:
    """Print how long each way takes, the best of some rounds, and that all made the same."""
    record = synthetic.RECORD
    held = (list(rows.nodes(kg, record)), list(rows.relationships(kg, record)))
    folder = server.home / "import"
    folder.mkdir(exist_ok=True)
    write_csv(held, folder)
    count = len(held[0]) + len(held[1])
    best: dict[str, float] = {}
    same: dict[str, str] = {}
    with Database(Address(server.uri, server.user, server.password)) as database:
        by_hand(database, kg, held, folder)  # plans are made and code is compiled once
        for _ in range(rounds):
            for name, way in WAYS.items():
                neo4j.wipe(server)
                try:
                    seconds = measured(lambda way=way: way(database, kg, held, folder)).seconds
                except Refused as refusal:
                    same[name] = str(refusal)
                    continue
                best[name] = min(best.get(name, seconds), seconds)
                same[name] = "the same" if database.read() == kg else "another record"
    print(f"\nLoading {count:,} nodes and relationships, best of {rounds}\n")
    ours = best["insurgraph"]
    lines = [
        [
            name,
            f"{best[name]:.1f} s" if name in best else "",
            f"{best[name] / ours:.2f}" if name in best else "",
            same[name],
        ]
        for name in WAYS
    ]
    print(table(["way", "time", "to insurgraph's", "read back"], lines), flush=True)


# -- asking ----------------------------------------------------------------------------------------

CYPHER = """
MATCH (a:Entity)-[r]->(b:Entity) WHERE (a:Organisation OR a:Person) AND (b:Organisation OR b:Person)
RETURN a.id, b.id, r.id
"""


def asking(kg: ig.KnowledgeGraph, server: neo4j.Server) -> None:
    """Print how long it takes to get at the ties, and to count those of each actor."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "record"
        export.write(kg, "csv", folder)
        with Database(Address(server.uri, server.user, server.password)) as database:
            database.load(kg)

            def cypher() -> str:
                return _counted(
                    nx.MultiDiGraph((a, b, i) for a, b, i in database.cypher(CYPHER).rows)
                )

            ways: Mapping[str, Callable[[], str]] = {
                "insurgraph, record in memory": lambda: _counted(kg.network()),
                "insurgraph, from CSV": lambda: _counted(ig.load(str(folder)).network()),
                "networkx, from CSV, nothing checked": lambda: _counted(_plain(folder)),
                "Cypher on Neo4j": cypher,
            }
            lines = []
            for way, work in ways.items():
                cost = measured(work)
                lines.append([way, f"{cost.seconds:.2f} s", cost.found])
    print("\nAll ties between organisations and persons, as a networkx graph\n")
    print(table(["way", "time", "found"], lines), flush=True)


def _plain(folder: Path) -> nx.MultiDiGraph[str]:
    """What one makes of the tables without asking what they mean: denied claims are ties too."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    with (folder / "claims.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            ends = row["subject"], row["object"]
            if all(e.startswith(("org-", "person-")) for e in ends):
                graph.add_edge(*ends, key=row["id"], **row)
    return graph


def _counted(graph: nx.MultiDiGraph[str]) -> str:
    most = max(degree for _, degree in graph.degree())
    return f"{graph.number_of_nodes():,} actors, {graph.number_of_edges():,} ties, at most {most}"


# -- starting --------------------------------------------------------------------------------------


def starting(rounds: int = 9) -> None:
    """Print how long the command line takes to start."""
    programs = {
        "python": [sys.executable, "-c", ""],
        "bare click program --help": [sys.executable, "-c", BARE, "--help"],
        "insurgraph --help": [sys.executable, "-m", "insurgraph", "--help"],
        "insurgraph --version": [sys.executable, "-m", "insurgraph", "--version"],
    }
    best = dict.fromkeys(programs, float("inf"))
    for _ in range(rounds):
        for name, command in programs.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            best[name] = min(best[name], time.perf_counter() - start)
    bare = best["bare click program --help"]
    print(f"\nStart to end of the command line, best of {rounds}\n")
    lines = [[name, f"{s:.3f} s", f"{s / bare:.2f}"] for name, s in best.items()]
    print(table(["program", "time", "to bare click"], lines), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--size", type=int, default=2_000, help="claims")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--neo4j", default="5.26", choices=tuple(neo4j.VERSIONS))
    chosen = parser.parse_args()
    starting()
    kg = synthetic.graph(chosen.size)
    settings = {
        "dbms.security.allow_csv_import_from_file_urls": "true",
        "server.directories.import": "import",
    }
    with (
        tempfile.TemporaryDirectory(prefix="insurgraph-beside-") as home,
        neo4j.running(
            neo4j.VERSIONS[chosen.neo4j],
            home=Path(home) / "neo4j",
            extra_settings=settings,
            quick=False,
        ) as server,
    ):
        loading(kg, server, chosen.rounds)
        asking(kg, server)


if __name__ == "__main__":
    main()
