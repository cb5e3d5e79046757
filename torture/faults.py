"""What the library works with is killed, cut and filled at random moments; then it is looked at.

``python -m torture.faults`` does all of it and prints a table: after every fault the database holds
the whole old or the whole new record, the same command again ends well and makes it the new one,
and a file that is written is the old one or the new one. Whatever else is found is a finding, and
the exit status is 1. ``--times`` is how often loading is killed on the embedded engine; Neo4j gets
half of it, everything else a fifth.
"""

from __future__ import annotations

import argparse
import os
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Event, Thread, Timer

import psutil

import insurgraph as ig
from insurgraph.errors import InsurgraphError
from insurgraph.graph import engine
from insurgraph.graph.database import Database
from insurgraph.graph.knowledge import KnowledgeGraph
from insurgraph.graph.model import Record
from insurgraph.loaders import curated
from tests.crowd import crowd
from tests.proxy import wired
from tests.servers import neo4j

ROOT = Path(__file__).resolve().parents[1]
RECORD = "crowd"

#: Loads a record and says when it begins with the database, and when it has done it.
LOAD = """
import sys
import insurgraph as ig
kg = ig.load(sys.argv[1])
with ig.connect() as db:
    db.records()
    print("begun", flush=True)
    db.load(kg)
print("done", flush=True)
"""


class Broken(AssertionError):
    """Something that must not be."""


@dataclass(slots=True)
class Report:
    """How often each thing was tried, and how it ended."""

    rows: dict[str, Counter[str]] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)

    def trials(self, what: str, number: int, trial: Callable[[], str]) -> None:
        """Try something so many times; what must not be is noted, and the next is tried."""
        ended = self.rows.setdefault(what, Counter())
        began = time.monotonic()
        for turn in range(number):
            try:
                ended[trial()] += 1
            except (Broken, InsurgraphError, subprocess.SubprocessError) as error:
                ended["FINDING"] += 1
                self.findings.append(f"{what}, {turn}: {type(error).__name__}: {error}")
        parts = ", ".join(f"{name} {count}" for name, count in sorted(ended.items()))
        print(f"{what:<58} {number:>3}  {parts}  ({time.monotonic() - began:.0f} s)", flush=True)


# -- a database under attack -----------------------------------------------------------------------


class Site:
    """A server with one record of two editions, and ways of hurting it.

    Parameters
    ----------
    name : str
    environment : mapping
        By which a command is told to use it.
    folder : Path
        For the two editions.
    kill : callable
        Kills the server with a signal that it cannot catch.
    revive : callable
        Makes it run again, where the next command does not do so itself.
    """

    def __init__(
        self,
        name: str,
        environment: dict[str, str],
        folder: Path,
        kill: Callable[[], None],
        revive: Callable[[], None] = lambda: None,
    ) -> None:
        self.name = name
        self.environment = {**os.environ, **environment}
        self.kill, self.revive = kill, revive
        self.folders = [folder / str(number) / RECORD for number in (0, 1)]
        for kg, place in zip(editions(), self.folders, strict=True):
            curated.write(kg, place)
        self.editions = [ig.load(place) for place in self.folders]
        self.current = 0
        self.begin(0).communicate(timeout=600)
        self.seconds = self._measure()

    def connect(self) -> Database:
        with _environment(self.environment):
            return ig.connect()

    def begin(self, edition: int) -> subprocess.Popen[str]:
        """A process that loads an edition, which has begun with the database."""
        return begun([sys.executable, "-c", LOAD, str(self.folders[edition])], self.environment)

    def load(self, edition: int) -> None:
        """Load an edition, and see that it is there."""
        with self.connect() as database:
            database.load(self.editions[edition])
            if self.which(database.read(RECORD)) != edition:
                raise Broken("it was loaded and is not there")
        self.current = edition

    def held(self) -> int:
        """Which edition the database holds, whole."""
        with self.connect() as database:
            return self.which(database.read(RECORD))

    def which(self, kg: KnowledgeGraph) -> int:
        """Which edition a graph is."""
        for number, edition in enumerate(self.editions):
            if kg == edition:
                return number
        raise Broken(f"half a record: {len(kg.entities)} entities, {len(kg)} claims")

    def _measure(self) -> float:
        """How long loading takes once it has begun with the database."""
        for edition in (1, 0):
            process = self.begin(edition)
            began = time.monotonic()
            process.communicate(timeout=600)
        return time.monotonic() - began


def editions() -> tuple[KnowledgeGraph, KnowledgeGraph]:
    """One record twice: in the second, most rows have changed, some are new and some are gone."""
    first = crowd()
    rows = {c.id: c for c in first.claims()}
    gone = set(list(rows)[::9])
    second = KnowledgeGraph(
        [Record(RECORD, "A crowd", "1")],
        [replace(e, note=f"{e.note} again".strip()) for e in first.entities.values()],
        first.names,
        [replace(c, note=f"{c.note} again".strip()) for c in rows.values() if c.id not in gone],
        [c for c in first.citations.values() if c.claim not in gone],
        first.sources.values(),
        [x for x in first.links if not {x.claim, x.other} & gone],
        first.vocabulary,
    )
    return first, second


def begun(command: list[str], environment: dict[str, str]) -> subprocess.Popen[str]:
    """A process that has said its first line."""
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    if process.stdout.readline() != "begun\n":
        _, said = process.communicate()
        raise Broken(f"it did not begin: {said.strip().splitlines()[-1:]}")
    return process


@contextmanager
def _environment(wanted: dict[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(wanted)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


# -- trials ----------------------------------------------------------------------------------------


def loader_dies(site: Site, random: Random, how: int) -> str:
    """A loading process gets a signal at a random moment."""
    edition = 1 - site.current
    process = site.begin(edition)
    time.sleep(random.random() * site.seconds * 1.05)
    process.send_signal(how)
    out, _ = process.communicate(timeout=120)
    return _afterwards(site, edition, acknowledged="done" in out)


def server_dies(site: Site, random: Random) -> str:
    """The server is killed while a record is loaded."""
    edition = 1 - site.current
    process = site.begin(edition)
    time.sleep(random.random() * site.seconds * 1.05)
    site.kill()
    site.revive()
    out, said = process.communicate(timeout=300)
    if process.returncode and "insurgraph.errors." not in said.splitlines()[-1]:
        raise Broken(f"not one of our errors: {said.splitlines()[-1]}")
    return _afterwards(site, edition, acknowledged="done" in out)


def wire_is_cut(site: Site, random: Random) -> str:
    """The connection is cut while a record is loaded."""
    edition = 1 - site.current
    acknowledged = False
    with (
        site.connect() as direct,
        wired(direct.address) as (address, wire),
        Database(address) as database,
    ):
        database.records()
        scissors = Timer(random.random() * site.seconds, wire.cut)
        scissors.start()
        with suppress(InsurgraphError):
            database.load(site.editions[edition])
            acknowledged = True
        scissors.join()
    return _afterwards(site, edition, acknowledged=acknowledged)


def _afterwards(site: Site, edition: int, *, acknowledged: bool) -> str:
    """Which edition is there, and whether the same command again makes it the new one."""
    held = site.held()
    if acknowledged and held != edition:
        raise Broken("what was acknowledged is lost")
    site.current = held
    site.load(edition)
    return "acknowledged, new" if acknowledged else ("new" if held == edition else "old")


def two_load(site: Site) -> str:
    """Two processes load two editions of one record at the same time."""
    processes = [site.begin(edition) for edition in (0, 1)]
    for process in processes:
        _, said = process.communicate(timeout=300)
        if process.returncode and "insurgraph.errors." not in said.splitlines()[-1]:
            raise Broken(f"not one of our errors: {said.splitlines()[-1]}")
    site.current = site.held()
    site.load(1 - site.current)
    return f"{sum(p.returncode == 0 for p in processes)} of 2 loaded, whole"


def reads_beside(site: Site) -> str:
    """Somebody reads the record over and over while it changes."""
    seen: Counter[int] = Counter()
    stop, wrong = Event(), []

    def read() -> None:
        with site.connect() as database:
            while not stop.is_set():
                try:
                    seen[site.which(database.read(RECORD))] += 1
                except (Broken, InsurgraphError) as error:
                    wrong.append(error)

    reader = Thread(target=read)
    reader.start()
    try:
        for _ in range(3):
            site.load(1 - site.current)
    finally:
        stop.set()
        reader.join()
    if wrong:
        raise Broken(f"{len(wrong)} of {seen.total() + len(wrong)} reads: {wrong[0]}")
    return "whole records only"


def older_over_newer(site: Site) -> str:
    """An older edition comes after a newer one."""
    held = site.editions[site.current]
    older, newer = (
        KnowledgeGraph(
            [replace(held.records[RECORD], version=version)], held.entities.values(), held.names,
            held.claims(), held.citations.values(), held.sources.values(), held.links,
            held.vocabulary,
        )
        for version in ("1", "2")
    )  # fmt: skip
    with site.connect() as database:
        database.load(newer)
        try:
            database.load(older)
        except InsurgraphError:
            if database.read(RECORD) != newer:
                raise Broken("refused, and yet changed") from None
            database.load(held, force=True)
            return "refused, newer kept"
    raise Broken("an older record took the place of a newer one")


# -- files -----------------------------------------------------------------------------------------

COMMANDS = {
    "build": ("build", "--out", "."),
    "view": ("view", "--out", "network.html"),
    "export jsonl": ("export", "jsonl", "--out", "graph.jsonl"),
    "export tables": ("export", "csv", "--out", "tables"),
}


def writer_dies(site: Site, random: Random, what: str, how: int) -> str:
    """A command that writes files ends at a random moment; the files are old or new, and whole."""
    command = [sys.executable, "-m", "insurgraph", *COMMANDS[what]]
    with TemporaryDirectory() as place:
        folder = Path(place)
        run = partial(
            subprocess.run, cwd=folder, env=site.environment, capture_output=True, check=True
        )
        began = time.monotonic()
        run([*command, "--data", str(site.folders[0])])
        seconds = time.monotonic() - began
        old = _digests(folder)
        process = subprocess.Popen(
            [*command, "--data", str(site.folders[1])], cwd=folder, env=site.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        time.sleep(seconds * (0.3 + 0.75 * random.random()))
        process.send_signal(how)
        process.communicate(timeout=120)
        found = _digests(folder)
        run([*command, "--data", str(site.folders[1])])
        new = _digests(folder)
    strays = [name for name in found if name not in {*old, *new}]
    if how == signal.SIGINT and strays:
        raise Broken(f"Ctrl-C left {strays}")
    for name in found.keys() - set(strays):
        if found[name] not in (old.get(name), new.get(name)):
            raise Broken(f"{name} is neither the old nor the new one")
    changed = sum(found.get(n) != old.get(n) for n in new)
    return f"{'all' if changed == len(new) else 'some' if changed else 'none'} new"


def _digests(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file() and not p.name.endswith("~")
    }


def no_room(site: Site, what: str, limit: int) -> str:
    """A command that writes files finds no room for them."""
    command = [sys.executable, "-m", "insurgraph", *COMMANDS[what], "--data", str(site.folders[0])]
    with TemporaryDirectory() as place:
        done = subprocess.run(
            command, cwd=place, env=site.environment, capture_output=True, text=True, check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        )  # fmt: skip
        left = [p for p in Path(place).rglob("*") if p.is_file() and p.stat().st_size >= limit]
    lines = done.stderr.strip().splitlines()
    if done.returncode != 1 or not lines[-1].startswith("Error: cannot write") or left:
        raise Broken(f"status {done.returncode}, {lines[-1:]}, left {left}")
    return "told in one line, nothing left"


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[None]:
    """A file system of that size."""
    place.mkdir()
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0700", "tmpfs", str(place)],
        check=True,
    )
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def disk_fills(folder: Path, random: Random) -> str:
    """The disk that the embedded engine works on is full while a record is loaded."""
    place = folder / f"disk-{random.randrange(10**9)}"
    with small_disk(place, 60), ExitStack() as stack:
        home = {"INSURGRAPH_HOME": str(place)}
        stack.callback(engine.stop, place / "engine")
        site = Site("small disk", home, place.with_suffix(".editions"), lambda: None)
        free = os.statvfs(place).f_bavail * os.statvfs(place).f_frsize
        ballast = place / "ballast"
        ballast.write_bytes(bytes(max(0, free - random.randrange(20, 300) * 1024)))
        process = site.begin(1)
        _, said = process.communicate(timeout=300)
        if process.returncode and "insurgraph.errors." not in said.splitlines()[-1]:
            raise Broken(f"not one of our errors: {said.splitlines()[-1]}")
        ballast.unlink()
        _afterwards(site, 1, acknowledged=process.returncode == 0)
        return "loaded in what room there was" if process.returncode == 0 else "refused, old kept"


# -- the campaign ----------------------------------------------------------------------------------


@contextmanager
def embedded(folder: Path) -> Iterator[Site]:
    """The embedded engine."""
    home = folder / "home"
    engine_folder = home / "engine"

    def kill() -> None:
        found = engine.find(engine_folder)
        if found is not None:
            with suppress(psutil.NoSuchProcess):
                psutil.Process(found.pid).kill()

    try:
        yield Site("embedded", {"INSURGRAPH_HOME": str(home)}, folder, kill)
    finally:
        engine.stop(engine_folder)


@contextmanager
def served(folder: Path, version: str) -> Iterator[Site]:
    """A Neo4j server."""
    running = [neo4j.start(neo4j.VERSIONS[version], home=folder / "home")]
    port = running[0].port

    def kill() -> None:
        for process in psutil.Process(running[0].process.pid).children(recursive=True):
            process.kill()
        running[0].process.kill()
        running[0].process.wait()

    def revive() -> None:
        running[0] = neo4j.start(neo4j.VERSIONS[version], home=folder / "home", port=port)

    try:
        yield Site(f"neo4j {version}", running[0].environment, folder, kill, revive)
    finally:
        neo4j.stop(running[0])


def attack(report: Report, site: Site, random: Random, times: int) -> None:
    """Everything on one server."""
    few = max(1, times // 5)
    where = site.name
    kill = getattr(signal, "SIGKILL", signal.SIGTERM)
    report.trials(f"{where}: loader killed", times - few, partial(loader_dies, site, random, kill))
    report.trials(f"{where}: server killed while loading", few, partial(server_dies, site, random))
    report.trials(f"{where}: Ctrl-C", few, partial(loader_dies, site, random, signal.SIGINT))
    report.trials(f"{where}: connection cut", few, partial(wire_is_cut, site, random))
    report.trials(f"{where}: two loaders at once", max(1, few // 2), partial(two_load, site))
    report.trials(f"{where}: reader beside a writer", max(1, few // 2), partial(reads_beside, site))
    report.trials(f"{where}: older edition after a newer", 1, partial(older_over_newer, site))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the campaign; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--on", nargs="*", default=["embedded", "neo4j", "files", "disk"])
    chosen = parser.parse_args(arguments)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background it is ignored
    report, random = Report(), Random(chosen.seed)
    few = max(1, chosen.times // 10)
    with TemporaryDirectory() as place:
        folder = Path(place)
        if {"embedded", "files"} & {*chosen.on}:
            with embedded(_made(folder / "embedded")) as site:
                if "embedded" in chosen.on:
                    attack(report, site, random, chosen.times)
                if "files" in chosen.on:
                    _files(report, site, random, few)
        if "neo4j" in chosen.on:
            with served(_made(folder / "neo4j"), "2026") as site:
                attack(report, site, random, max(1, chosen.times // 2))
        if "disk" in chosen.on and os.geteuid() == 0:
            report.trials("embedded: disk full", few, partial(disk_fills, folder, random))
    for finding in report.findings:
        print(finding)
    print(f"{sum(r.total() for r in report.rows.values())} faults, {len(report.findings)} findings")
    return 1 if report.findings else 0


def _files(report: Report, site: Site, random: Random, times: int) -> None:
    for what in COMMANDS:
        for name, how in (("killed", signal.SIGKILL), ("Ctrl-C", signal.SIGINT)):
            trial = partial(writer_dies, site, random, what, how)
            report.trials(f"files: {what}, {name}", times, trial)
        report.trials(f"files: {what}, no room", 1, partial(no_room, site, what, 4096))


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


if __name__ == "__main__":
    sys.exit(main())
