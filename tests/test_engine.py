"""The embedded engine as its users meet it: real processes, real connections, no sleeping."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import psutil
import pytest
from filelock import FileLock
from neo4j import Driver, GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from insurgraph.errors import EngineError
from insurgraph.graph import arcadedb, engine, private, server, supervisor
from insurgraph.graph.engine import Endpoint
from insurgraph.graph.enginefolder import EngineFolder, State
from insurgraph.graph.supervisor import Supervisor

ENSURE = """
import sys
from pathlib import Path
from insurgraph.graph import engine
found = engine.ensure(Path(sys.argv[1]), notify=lambda line: print("notified", line))
print("serving", found.pid, found.uri)
assert not any(name.startswith(("jpype", "arcadedb_")) for name in sys.modules)
"""


def wait_until(condition: Callable[[], object], seconds: float = 30.0) -> None:
    """Look until it is so; fail when it is not so in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


@contextmanager
def session(endpoint: Endpoint, user: tuple[str, str] | None = None) -> Iterator[Any]:
    with driver(endpoint, user) as connected, connected.session(database="insurgraph") as opened:
        yield opened


def driver(endpoint: Endpoint, user: tuple[str, str] | None = None) -> Driver:
    return GraphDatabase.driver(endpoint.uri, auth=user or endpoint.owner)


def supervisor_of(endpoint: Endpoint) -> psutil.Process:
    state = EngineFolder(endpoint.folder).state()
    assert state is not None
    return psutil.Process(state.supervisor)


STATE = State(2**22 + 1, 2**22 + 2, 7687, 2480, "26.10.2", "2026-01-01T00:00:00+00:00", 900.0)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder for an engine, which is ended afterwards with whatever else the test started."""
    path = tmp_path / "engine"
    yield path
    engine.stop(path)
    assert server.running_on(path) == []


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """One engine for all tests that only look at it."""
    path = tmp_path_factory.mktemp("shared") / "engine"
    yield engine.ensure(path)
    assert engine.stop(path)


# -- what one gets ---------------------------------------------------------------------------------


def test_owner_writes_and_reader_reads(running: Endpoint) -> None:
    with session(running) as owner:
        owner.run("CREATE (:Person {id: 'p1', name: 'عبد الله'})").consume()
    with session(running, running.reader) as reader:
        found = reader.run("MATCH (p:Person {id: 'p1'}) RETURN p.name AS name").single()
    assert found["name"] == "عبد الله"


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE (:Intruder {id: 1})",
        "CREATE (:Kept {id: 2})",
        "MERGE (:Kept {id: 3})",
        "MATCH (k:Kept) SET k.id = 4",
        "MATCH (k:Kept) SET k += {extra: 1}",
        "MATCH (k:Kept) SET k:Intruder",
        "MATCH (k:Kept) REMOVE k.name",
        "MATCH (k:Kept) DELETE k",
        "MATCH (k:Kept) DETACH DELETE k",
        "MATCH (k:Kept) CREATE (k)-[:KNOWS]->(k)",
        "UNWIND [1, 2] AS i CREATE (:Kept {id: i})",
        "FOREACH (i IN [1, 2] | CREATE (:Kept {id: i}))",
        "UNWIND [1, 2] AS i CALL (i) { CREATE (:Kept {id: i}) } IN TRANSACTIONS",
        "CREATE CONSTRAINT c IF NOT EXISTS FOR (k:Kept) REQUIRE k.id IS UNIQUE",
        "CREATE INDEX i IF NOT EXISTS FOR (k:Kept) ON (k.name)",
        "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
        "LOAD CSV FROM 'http://127.0.0.1/x.csv' AS line RETURN line",
    ],
)
def test_reader_is_refused_every_change(running: Endpoint, statement: str) -> None:
    with session(running) as owner:
        owner.run("MERGE (k:Kept {id: 1}) SET k.name = 'kept'").consume()
        before = everything(owner)
        with session(running, running.reader) as reader, pytest.raises(Neo4jError):
            reader.run(statement).consume()
        assert everything(owner) == before


def everything(opened: Any) -> list[Any]:
    """All nodes, relationships and the schema, to be compared."""
    return [
        opened.run(question).data()
        for question in (
            "MATCH (n) RETURN labels(n) AS labels, properties(n) AS held ORDER BY elementId(n)",
            "MATCH ()-[r]->() RETURN type(r) AS type, properties(r) AS held",
            "SHOW INDEXES",
            "SHOW CONSTRAINTS",
        )
    ]


@pytest.mark.parametrize("user", ["owner", "reader"])
def test_nobody_reads_files_through_it(running: Endpoint, user: str) -> None:
    with session(running, getattr(running, user)) as opened:
        for where in ("file:///etc/passwd", "/etc/passwd", "http://127.0.0.1:1/x.csv"):
            with pytest.raises(Neo4jError):
                opened.run("LOAD CSV FROM $where AS line RETURN line", where=where).consume()


def test_wrong_password_is_refused(running: Endpoint) -> None:
    for user in (running.owner[0], running.reader[0], "neo4j"):
        with pytest.raises((Neo4jError, DriverError)), session(running, (user, "wrong")) as opened:
            opened.run("RETURN 1").consume()


def test_first_and_last_day_survive_the_round_trip(running: Endpoint) -> None:
    days = [date(1, 1, 1), date(2014, 2, 28), date(9999, 12, 31)]
    with session(running) as owner:
        owner.run("CREATE (:Dated {first: $d[0], middle: $d[1], last: $d[2]})", d=days).consume()
        found = owner.run(
            "MATCH (n:Dated) WHERE n.first <= $middle AND n.last >= $middle "
            "RETURN [n.first, n.middle, n.last] AS days",
            middle=days[1],
        ).single()
    assert [day.to_native() for day in found["days"]] == days


def test_a_query_without_end_can_be_ended(running: Endpoint) -> None:
    endless = "/* mark-1 */ UNWIND range(1, 99999) AS a UNWIND range(1, 99999) AS b RETURN count(*)"
    with ThreadPoolExecutor() as pool, session(running, running.reader) as other:
        asked = pool.submit(ask, running, endless)
        found: list[str] = []
        while not found:
            found = other.run(
                "SHOW TRANSACTIONS YIELD transactionId AS id, currentQuery AS query "
                "WHERE query STARTS WITH '/* mark-1 */' RETURN id"
            ).value()
        other.run("TERMINATE TRANSACTIONS $found", found=found).consume()
        with pytest.raises(Neo4jError, match="terminated"):
            asked.result(timeout=30)


def ask(endpoint: Endpoint, text: str) -> Any:
    with session(endpoint, endpoint.reader) as reader:
        return reader.run(text).single()


def test_a_list_without_end_is_refused(running: Endpoint) -> None:
    with session(running, running.reader) as reader, pytest.raises(Neo4jError, match="range"):
        reader.run("UNWIND range(1, 100000000) AS i RETURN count(i)").consume()


# -- how it runs -----------------------------------------------------------------------------------


def test_it_is_found_by_another_process(running: Endpoint) -> None:
    assert engine.find(running.folder) == running
    assert engine.ensure(running.folder, notify=pytest.fail) == running
    said = subprocess.run(
        [sys.executable, "-c", ENSURE, running.folder], capture_output=True, text=True, check=True
    ).stdout
    assert said == f"serving {running.pid} {running.uri}\n"


def test_it_outlives_the_terminal_that_started_it(running: Endpoint) -> None:
    assert os.getsid(supervisor_of(running).pid) != os.getsid(0)
    assert os.getsid(running.pid) != os.getsid(0)


def test_only_this_machine_can_reach_it(running: Endpoint) -> None:
    for process in (psutil.Process(running.pid), supervisor_of(running)):
        hosts = {c.laddr.ip for c in process.net_connections("all") if c.status == "LISTEN"}
        assert hosts <= {"127.0.0.1"}
        assert not process.net_connections("udp")


def test_no_secret_leaves_the_two_files_that_hold_it(running: Endpoint) -> None:
    with session(running) as owner:
        owner.run("RETURN 1").consume()
    secrets = [running.owner[1], running.reader[1]]
    shown = [repr(running), str(running)]
    for process in (psutil.Process(running.pid), supervisor_of(running)):
        shown += [*process.cmdline(), *process.environ().values()]
    shown += [
        path.read_text(errors="replace")
        for path in running.folder.rglob("*")
        if path.is_file() and path.name != "credentials.json"
    ]
    assert not [text for text in shown if any(secret in text for secret in secrets)]


def test_addresses_of_other_servers_are_not_passed_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "of-another-server")
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-Xmx1k")
    monkeypatch.setenv("INSURGRAPH_ENGINE_MEMORY", "300m")
    started = engine.ensure(folder)
    java, watcher = psutil.Process(started.pid), supervisor_of(started)
    assert "of-another-server" not in [*java.environ().values(), *watcher.environ().values()]
    assert "-Xmx300m" in java.cmdline()
    # and what Windows uses in place of a signal
    assert server.shut_down(java, ("reader", started.reader[1])) is False
    assert server.shut_down(java, started.owner) is True
    wait_until(lambda: not server.alive(java))


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps folders of a user private by itself")
def test_nobody_else_can_open_its_files(running: Endpoint) -> None:
    assert running.folder.stat().st_mode & 0o777 == 0o700
    open_to_others = [
        path for path in running.folder.rglob("*") if path.is_file() and path.stat().st_mode & 0o077
    ]
    assert open_to_others == []


def test_status_tells_what_is_there(running: Endpoint) -> None:
    with session(running) as owner:
        owner.run("RETURN 1").consume()
        said = engine.status(running.folder)
    assert said.running
    assert said.endpoint == running
    assert said.clients >= 1
    assert said.memory > 1_000_000
    assert said.size_on_disk > 10_000
    assert said.idle_limit == 900


def test_commands_at_the_same_time_start_one(tmp_path: Path) -> None:
    folder = tmp_path / "a folder, with Ünï cødé and 資料"
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "1"}
    try:
        commands = [
            subprocess.Popen(
                [sys.executable, "-c", ENSURE, folder],
                stdout=subprocess.PIPE,
                encoding="utf-8",
                env=environment,
            )
            for _ in range(3)
        ]
        said = [command.communicate(timeout=120)[0].splitlines()[-1] for command in commands]
        assert [command.returncode for command in commands] == [0, 0, 0]
        assert len(set(said)) == 1
        assert len(server.running_on(folder)) == 1
    finally:
        assert engine.stop(folder)
    assert not engine.status(folder).running
    assert engine.stop(folder) is False


def test_it_stops_when_nobody_uses_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSURGRAPH_IDLE", "3")
    started = engine.ensure(folder)
    java, watcher = psutil.Process(started.pid), supervisor_of(started)
    assert engine.status(folder).idle_limit == 3
    wait_until(lambda: not server.alive(java) and not server.alive(watcher))
    assert engine.find(folder) is None
    assert not (folder / "server.json").exists()


@pytest.fixture
def watched(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Supervisor]:
    """A supervisor of a server that never ends by itself and has no clients."""
    home = EngineFolder(folder)
    home.prepare()
    home.touch()
    monkeypatch.setattr(server, "alive", lambda _process: True)
    monkeypatch.setattr(server, "clients", lambda _process: 0)
    yield Supervisor(home, idle=0.05, memory="1g", patience=1)
    monkeypatch.undo()


def test_silent_client_is_use(watched: Supervisor, monkeypatch: pytest.MonkeyPatch) -> None:
    connected = [1] * 10
    monkeypatch.setattr(server, "clients", lambda _process: connected.pop() if connected else 0)
    watched._watch(psutil.Process(), STATE)
    assert connected == []


def test_who_comes_at_the_last_moment_is_served(
    watched: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, came, published = watched.home, [1, 2, 3], []

    def withdraw_as_somebody_comes() -> None:
        if came:
            os.utime(home.path / "used", ns=(came[-1], came.pop()))

    monkeypatch.setattr(home, "withdraw", withdraw_as_somebody_comes)
    monkeypatch.setattr(home, "publish", published.append)
    watched._watch(psutil.Process(), STATE)
    assert published == [STATE] * 3


# -- what goes wrong, and how it goes on -----------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_killed_server_loses_nothing_and_is_started_again(folder: Path) -> None:
    lines: list[str] = []
    first = engine.ensure(folder, notify=lines.append)
    stop_writing, acknowledged = threading.Event(), [0]

    def write() -> None:
        with session(first) as owner:
            while not stop_writing.is_set():
                owner.run("CREATE (:Kept {id: $id})", id=acknowledged[0] + 1).consume()
                acknowledged[0] += 1

    with ThreadPoolExecutor() as pool:
        writing = pool.submit(write)
        wait_until(lambda: acknowledged[0] >= 25 or writing.done())
        os.kill(first.pid, signal.SIGKILL)
        with pytest.raises((Neo4jError, DriverError)):
            writing.result(timeout=60)
    second = engine.ensure(folder, notify=lines.append)
    with session(second, second.reader) as reader:
        kept = reader.run("MATCH (k:Kept) RETURN collect(k.id) AS ids").single()["ids"]
    assert set(kept) >= set(range(1, acknowledged[0] + 1))
    assert second.pid != first.pid
    assert second.owner == first.owner
    assert len(lines) == 2


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_server_of_a_killed_supervisor_is_adopted(folder: Path) -> None:
    first = engine.ensure(folder)
    lost = supervisor_of(first)
    with session(first) as open_all_the_while:
        lost.kill()
        wait_until(lambda: not server.alive(lost))
        assert engine.ensure(folder, notify=pytest.fail).uri == first.uri
        adopter = supervisor_of(first)
        assert adopter != lost
        with pytest.raises(Neo4jError):  # it writes to a log that nobody reads any more
            open_all_the_while.run("RETURN toInteger({})").consume()
        assert open_all_the_while.run("RETURN 1 AS one").single()["one"] == 1
    adopter.terminate()
    wait_until(lambda: not server.alive(adopter))
    assert server.running_on(folder) == []
    assert engine.status(folder).running is False


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_server_that_does_not_answer_is_named_and_can_be_ended(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = engine.ensure(folder)
    os.kill(started.pid, signal.SIGSTOP)
    monkeypatch.setattr(supervisor, "TURN", 0.5)
    monkeypatch.setattr(server, "GRACE", 0.5)
    with pytest.raises(EngineError, match=f"process {started.pid}.*insurgraph db stop"):
        Supervisor(EngineFolder(folder), 900, "1g", 60).run()
    assert engine.stop(folder)
    assert engine.restart(folder).pid != started.pid


def test_folder_in_the_hands_of_another_program(folder: Path) -> None:
    EngineFolder(folder).prepare()
    with (
        FileLock(folder / "lock"),
        pytest.raises(EngineError, match=r"in the hands of another program.*db stop"),
    ):
        engine.ensure(folder, patience=0.3)


def test_stale_lock_file_is_no_lock(folder: Path) -> None:
    EngineFolder(folder).prepare()
    (folder / "lock").write_text("12345")
    with FileLock(folder / "lock", timeout=0):
        pass


def test_stale_notes_are_not_believed(folder: Path) -> None:
    EngineFolder(folder).prepare()
    home = EngineFolder(folder)
    home.publish(STATE)  # a process number that nobody bears
    assert engine.find(folder) is None
    with socket.create_server(("127.0.0.1", 0)) as taken:  # one that another process bears
        home.publish(replace(STATE, pid=os.getpid(), bolt=taken.getsockname()[1]))
        assert engine.find(folder) is None
    for damaged in ("", "{", "[]", '{"pid": 1}', '{"pid": "x", "unknown": 1}'):
        (folder / "server.json").write_text(damaged)
        assert engine.find(folder) is None


def test_java_that_fails_at_once_is_quoted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSURGRAPH_ENGINE_MEMORY", "1k")
    with pytest.raises(EngineError, match=r"ended at once, saying '.*heap.*engine\.log") as failed:
        engine.ensure(folder)
    assert "\n" not in str(failed.value)
    assert not (folder / "server.json").exists()


def test_start_that_takes_too_long_leaves_nothing(folder: Path) -> None:
    with pytest.raises(EngineError, match=r"not ready after 0 s: try again"):
        engine.ensure(folder, patience=0.2)
    assert server.running_on(folder) == []


def test_missing_package_names_the_other_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    assert engine.obstacle() is None
    monkeypatch.setattr(arcadedb, "MODULE", "a_module_that_is_not_there")
    reason = engine.obstacle()
    assert reason is not None
    assert "docker compose" in reason
    assert "NEO4J_URI" in reason
    with pytest.raises(EngineError, match="NEO4J_URI"):
        engine.ensure(Path("anywhere"))


def test_incomplete_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hollow").mkdir()
    (tmp_path / "hollow" / "__init__.py").write_text("raise SystemExit('it was run')")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(arcadedb, "MODULE", "hollow")
    assert "java" in (engine.obstacle() or "")


def test_foreign_folder_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine")
    with pytest.raises(EngineError, match=r"holds something else.*INSURGRAPH_HOME"):
        engine.ensure(folder)
    assert [path.name for path in folder.iterdir()] == ["thesis.txt"]


def test_folder_of_another_format_is_left_alone(folder: Path) -> None:
    EngineFolder(folder).prepare()
    marker = json.loads((folder / "engine.json").read_text())
    (folder / "engine.json").write_text(json.dumps({**marker, "format": 99}))
    with pytest.raises(EngineError, match=r"format 99.*upgrade insurgraph"):
        engine.ensure(folder)


def test_folder_of_a_later_engine_is_left_alone(folder: Path) -> None:
    home = EngineFolder(folder)
    home.prepare()
    home.adopt_version("99.1.0")
    with pytest.raises(EngineError, match=r"last used by engine 99\.1\.0"):
        engine.ensure(folder)


def test_damaged_marker_is_named(folder: Path) -> None:
    EngineFolder(folder).prepare()
    (folder / "engine.json").write_text("{")
    with pytest.raises(EngineError, match=r"engine\.json is damaged"):
        engine.ensure(folder)


@pytest.mark.parametrize("below", ["", "engine"])
def test_file_in_the_way_is_named(tmp_path: Path, below: str) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    with pytest.raises(EngineError, match=r"cannot keep.*file.*INSURGRAPH_HOME"):
        engine.ensure(file / below)
    assert engine.find(file / below) is None
    assert engine.stop(file / below) is False
    assert not engine.status(file / below).running
    assert file.read_text() == "mine"


def test_full_disk_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _text: str) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(private, "write", full)
    with pytest.raises(EngineError, match=r"No space left on device.*INSURGRAPH_HOME"):
        engine.ensure(folder)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("INSURGRAPH_IDLE", "soon"),
        ("INSURGRAPH_IDLE", "-1"),
        ("INSURGRAPH_IDLE", "nan"),
        ("INSURGRAPH_ENGINE_MEMORY", "lots"),
        ("INSURGRAPH_ENGINE_MEMORY", "1g -XX:+Anything"),
    ],
)
def test_unusable_settings_are_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(EngineError, match=f"{name} is {re.escape(repr(value))}"):
        engine.ensure(folder)
    assert not folder.exists()


# -- small parts -----------------------------------------------------------------------------------


def test_home_is_chosen_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSURGRAPH_HOME", str(tmp_path))
    assert engine.default_folder() == tmp_path / "engine"
    monkeypatch.delenv("INSURGRAPH_HOME")
    assert "insurgraph" in str(engine.default_folder())


@pytest.mark.skipif(os.name == "nt", reason="modes")
def test_private_files_are_private_and_whole(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("old")
    secret.chmod(0o644)
    private.write(secret, "new")
    assert secret.read_text() == "new"
    assert secret.stat().st_mode & 0o777 == 0o600
    with pytest.raises(UnicodeEncodeError):
        private.write(secret, "half of it \udcff")
    assert secret.read_text() == "new"
    assert list(tmp_path.iterdir()) == [secret]


def test_passwords_differ_from_folder_to_folder(tmp_path: Path) -> None:
    both = []
    for name in ("one", "two"):
        home = EngineFolder(tmp_path / name)
        home.prepare()
        assert home.credentials() == home.credentials()
        both += list(home.credentials().values())
    assert len(set(both)) == 4
    assert min(map(len, both)) >= 32


def test_log_is_bounded(tmp_path: Path) -> None:
    (tmp_path / "log").mkdir()
    path = tmp_path / "log" / "engine.log"
    supervisor._keep_log(path)
    try:
        for _ in range(300):
            supervisor._log.info("%s", "x" * 10_000)
        assert sum(file.stat().st_size for file in path.parent.iterdir()) < 2_100_000
    finally:
        for handler in supervisor._log.handlers[:]:
            handler.close()
            supervisor._log.removeHandler(handler)
