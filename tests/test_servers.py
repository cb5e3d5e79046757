"""The test servers themselves: real, closed to others, quiet about secrets, and gone when done."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import neo4j as driver_package
import psutil
import pytest
from neo4j.exceptions import AuthError, Neo4jError

from tests.servers import jars, jdk, neo4j
from tests.servers.jdk import MissingTool
from tests.servers.neo4j import Server, ServerFailed

ROOT = Path(__file__).resolve().parent.parent
FIVE = neo4j.VERSIONS["5.26"]


@pytest.fixture(scope="module", params=neo4j.VERSIONS.values())
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """One server of each tested version, with a password that a parser could stumble on."""
    home = tmp_path_factory.mktemp(request.param)
    try:
        started = neo4j.start(request.param, home=home, password="--p@ss w\u00f6rd '$x")
    except MissingTool as missing:
        pytest.skip(str(missing))
    yield started
    neo4j.stop(started)


def ask(server: Server, query: str) -> list[list[object]]:
    """The rows that a query gives."""
    with server.driver() as driver:
        return [list(row.values()) for row in driver.execute_query(query).records]


def test_it_is_the_community_edition_of_the_version_asked_for(server: Server) -> None:
    rows = ask(server, "CALL dbms.components() YIELD name, versions, edition RETURN *")
    assert ["community", "Neo4j Kernel", [server.version]] in rows


def test_a_wrong_password_is_refused_however_often_and_locks_nobody_out(server: Server) -> None:
    for _ in range(5):
        with (
            driver_package.GraphDatabase.driver(server.uri, auth=(server.user, "neo4j")) as driver,
            pytest.raises(AuthError),
        ):
            driver.verify_connectivity()
    assert ask(server, "RETURN 1") == [[1]]


def test_it_listens_on_loopback_only(server: Server) -> None:
    sockets = psutil.Process(server.process.pid).net_connections(kind="inet")
    listening = {one.laddr for one in sockets if one.status == psutil.CONN_LISTEN or not one.raddr}
    assert {address.port for address in listening} == {server.port}
    assert {address.ip.removeprefix("::ffff:") for address in listening} == {"127.0.0.1"}


def test_nothing_shows_the_password_but_one_file_that_only_its_owner_reads(server: Server) -> None:
    process = psutil.Process(server.process.pid)
    assert server.password not in " ".join(process.cmdline())
    assert server.password not in " ".join(process.environ().values())
    assert server.password not in repr(server)
    secret = server.password.encode()
    files = [file for file in server.home.rglob("*") if file.is_file()]
    holding = [file for file in files if secret in file.read_bytes()]
    assert holding == [server.home / "password"]
    assert holding[0].stat().st_mode & 0o777 == 0o600


def test_files_of_the_machine_are_out_of_reach(server: Server) -> None:
    with pytest.raises(Neo4jError, match="allow_csv_import_from_file_urls"):
        ask(server, "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line")


def test_wiping_leaves_neither_data_nor_schema(server: Server) -> None:
    ask(server, "CREATE CONSTRAINT `a ``name` FOR (n:Entity) REQUIRE n.id IS UNIQUE")
    ask(server, "CREATE INDEX FOR (n:Entity) ON (n.name)")
    ask(server, "UNWIND range(1, 500) AS i CREATE (:Entity {id: i})-[:NEAR]->(:Place)")
    neo4j.wipe(server)
    assert ask(server, "MATCH (n) RETURN count(n)") == [[0]]
    assert ask(server, "SHOW CONSTRAINTS YIELD name") == []
    assert ask(server, "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'") == []
    neo4j.wipe(server)


def test_a_server_ends_with_who_started_it_and_its_home_keeps_data_and_password(
    tmp_path: Path,
) -> None:
    with by_hand(tmp_path) as starter:
        said = [starter.stdout.readline() for _ in range(3)] if starter.stdout else []
        assert said[0].startswith("uri"), "it did not start"
        uri = said[0].split()[1]
        password = (tmp_path / "password").read_text(encoding="utf-8").strip()
        assert password not in "".join(said)
        with driver_package.GraphDatabase.driver(uri, auth=("neo4j", password)) as driver:
            driver.execute_query("CREATE (:Entity {id: 'kept'})")
        (child,) = psutil.Process(starter.pid).children()
        starter.kill()
    assert ended(child)

    with neo4j.running(FIVE, home=tmp_path) as again:
        assert again.password == password
        assert ask(again, "MATCH (n:Entity) RETURN n.id") == [["kept"]]
    assert again.process.returncode == 0
    with pytest.raises(ServerFailed, match="another password"):
        neo4j.start(FIVE, home=tmp_path, password="not that one")


def by_hand(home: Path) -> subprocess.Popen[str]:
    """A server started from the command line."""
    try:
        jars.fetch(FIVE)
        jdk.find(neo4j.generation(FIVE).java, wanted_by="a server")
    except MissingTool as missing:
        pytest.skip(str(missing))
    return subprocess.Popen(
        [sys.executable, "-m", "tests.servers.neo4j", "run", FIVE, "--home", str(home)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def ended(process: psutil.Process) -> bool:
    """Whether a process that is nobody's child ends in time."""
    deadline = time.monotonic() + neo4j.STOP_TIMEOUT
    while time.monotonic() < deadline:
        try:
            if process.status() == psutil.STATUS_ZOMBIE:
                return True
            process.wait(timeout=0.1)
        except psutil.TimeoutExpired:
            continue
        except psutil.NoSuchProcess:
            return True
        return True
    return False


def test_a_misspelt_setting_is_refused_by_name(tmp_path: Path) -> None:
    misspelt = {"server.memory.heap.max_sizes": "1g"}
    try:
        with pytest.raises(ServerFailed, match=r"server\.memory\.heap\.max_sizes"):
            neo4j.start(FIVE, home=tmp_path, extra_settings=misspelt)
    except MissingTool as missing:
        pytest.skip(str(missing))


def test_a_taken_port_is_said_so_at_once(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as squatter:
        port = squatter.getsockname()[1]
        with pytest.raises(ServerFailed, match=rf"port {port} on 127\.0\.0\.1 is taken"):
            neo4j.start(FIVE, home=tmp_path, port=port)


@pytest.fixture
def maven(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for Maven that copies two jars; fails between them while `down` exists."""
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    script = bin_folder / "mvn"
    script.write_text(
        "#!/bin/sh\n"
        f"cd '{bin_folder}' && echo run >> runs\n"
        'for word; do case "$word" in -DoutputDirectory=*) lib="${word#*=}";; esac; done\n'
        'mkdir -p "$lib" && echo jar > "$lib/one.jar"\n'
        'if [ -e down ]; then echo "[ERROR] the line is down"; exit 1; fi\n'
        'echo jar > "$lib/two.jar"\n'
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{bin_folder}{os.pathsep}{os.environ['PATH']}")
    lock(bin_folder, monkeypatch, b"jar\n")
    return bin_folder


def lock(folder: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """Say that the two jars are locked with this content."""
    digest = sha256(content).hexdigest()
    monkeypatch.setattr(jars, "LOCK", folder / "jars.sha256")
    jars.LOCK.write_text(f"# looked at\n{digest}  one.jar\n{digest}  two.jar\n")


def runs(maven: Path) -> int:
    """How often the stand-in was called."""
    return len((maven / "runs").read_text().splitlines())


def test_a_download_that_was_cut_off_is_made_again_and_a_whole_one_is_kept(
    maven: Path, tmp_path: Path
) -> None:
    (maven / "down").touch()
    with pytest.raises(MissingTool, match=r"could not fetch Neo4j 1\.0: the line is down"):
        jars.fetch("1.0", cache=tmp_path)
    (maven / "down").unlink()
    lib = jars.fetch("1.0", cache=tmp_path)
    assert jars.fetch("1.0", cache=tmp_path) == lib
    assert runs(maven) == 2
    (lib / "one.jar").unlink()
    assert sorted(jar.name for jar in jars.fetch("1.0", cache=tmp_path).iterdir()) == [
        "one.jar",
        "two.jar",
    ]
    assert runs(maven) == 3


def test_a_jar_that_is_not_what_it_was_is_refused_again_and_again(
    maven: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock(maven, monkeypatch, b"jar of before\n")
    for _ in range(2):
        with pytest.raises(jars.OtherJar, match=r"one\.jar, fetched for Neo4j 1\.0, is not among"):
            jars.fetch("1.0", cache=tmp_path)
    assert runs(maven) == 2


def test_several_who_ask_at_once_share_one_download(maven: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: jars.fetch("1.0", cache=tmp_path), range(4)))
    assert set(found) == {tmp_path / "1.0" / "lib"}
    assert runs(maven) == 1


def test_without_maven_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingTool, match="install Maven"):
        jars.fetch("1.0", cache=tmp_path)


def kit(home: Path, version: str) -> Path:
    """What a JDK looks like from outside."""
    (home / "bin").mkdir(parents=True)
    (home / "bin" / "javac").touch()
    (home / "release").write_text(f'IMPLEMENTOR="Nobody"\nJAVA_VERSION="{version}"\n')
    return home


@pytest.fixture
def kits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with Java 8 and 25, and a 17 that cannot compile."""
    monkeypatch.setattr(jdk, "_USUAL_PLACES", [(tmp_path, "*")])
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    kit(tmp_path / "eight", "1.8.0_402")
    kit(tmp_path / "new", "25.0.3")
    (kit(tmp_path / "runtime", "17.0.15") / "bin" / "javac").unlink()
    return tmp_path


def test_the_oldest_suitable_jdk_is_taken(kits: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert jdk.installed() == {kits / "eight": 8, kits / "new": 25}
    assert jdk.find(neo4j.CALENDAR.java, wanted_by="it") == kits / "new"
    kit(kits / "other", "21")
    assert jdk.find(neo4j.CALENDAR.java, wanted_by="it") == kits / "other"
    assert jdk.find(neo4j.FIVE.java, wanted_by="it") == kits / "other"
    monkeypatch.setenv("JAVA_HOME", str(kit(kits / "far" / "away", "17.0.1")))
    assert jdk.find(neo4j.FIVE.java, wanted_by="it") == kits / "far" / "away"


def test_without_a_suitable_jdk_it_says_which_and_what_there_is(kits: Path) -> None:
    with pytest.raises(MissingTool) as problem:
        jdk.find(neo4j.FIVE.java, wanted_by="Neo4j 5.26.30")
    assert str(problem.value).startswith(
        f"Neo4j 5.26.30 needs a JDK 17 or 21 (found: 8 in {kits / 'eight'}, 25 in {kits / 'new'})"
    )
    assert "JAVA_HOME" in str(problem.value)
