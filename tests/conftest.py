"""Fixtures: the record, and every database engine behind one name.

A test that takes `database` runs on each engine, all real: the embedded engine in its own
process, and Neo4j servers started from their jars (`tests.servers`). Each test finds the database
empty.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import insurgraph as ig
from insurgraph.graph import engine
from insurgraph.graph.database import Address, Database, of_endpoint
from tests.engines import emptied

# a shell starts what runs in the background deaf to Ctrl-C, and what that starts is deaf, too
signal.signal(signal.SIGINT, signal.default_int_handler)

ENGINES = ("embedded", "neo4j-5.26", "neo4j-2026")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """With REQUIRE_ALL=1, a skipped test is a failed one."""
    report = yield
    if os.environ.get("REQUIRE_ALL") == "1" and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but REQUIRE_ALL=1: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def kg() -> ig.KnowledgeGraph:
    """The curated record."""
    return ig.load()


@pytest.fixture(autouse=True)
def _nobodys_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the person running the tests has set does not reach them."""
    for name in (
        "NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE", "INSURGRAPH_QUERIES",
        "INSURGRAPH_DATA", "INSURGRAPH_FORMAT", "INSURGRAPH_TIMEOUT", "COLUMNS", "NO_COLOR",
    ):  # fmt: skip
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("INSURGRAPH_CONFIG", "")


@pytest.fixture(scope="session")
def engine_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the embedded engine of this test session keeps its files; stopped at the end."""
    home = tmp_path_factory.mktemp("engine home")
    before = os.environ.get("INSURGRAPH_HOME")
    os.environ["INSURGRAPH_HOME"] = str(home)
    yield home
    engine.stop(engine.default_folder())
    if before is None:
        del os.environ["INSURGRAPH_HOME"]
    else:
        os.environ["INSURGRAPH_HOME"] = before


@contextmanager
def _started(name: str, request: pytest.FixtureRequest) -> Iterator[Database]:
    if name == "embedded":
        request.getfixturevalue("engine_home")
        with of_endpoint(engine.ensure(engine.default_folder())) as database:
            database._seen_filled = True  # these tests fill it themselves
            yield database
        return
    from tests.servers import neo4j

    version = neo4j.VERSIONS[name.removeprefix("neo4j-")]
    home = request.getfixturevalue("tmp_path_factory").mktemp(name)
    try:
        server = neo4j.start(version, home=home)
    except neo4j.MissingTool as missing:
        pytest.skip(str(missing))
    try:
        with Database(Address(server.uri, server.user, server.password)) as database:
            yield database
    finally:
        neo4j.stop(server)


@pytest.fixture(scope="session", params=ENGINES)
def server(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A running engine, whatever it holds."""
    with _started(request.param, request) as database:
        yield database


@pytest.fixture
def database(server: Database) -> Database:
    """A running engine, empty."""
    return emptied(server)


@pytest.fixture(scope="module")
def embedded(request: pytest.FixtureRequest, kg: ig.KnowledgeGraph) -> Iterator[Database]:
    """The embedded engine with the curated record and nothing else."""
    with _started("embedded", request) as database:
        emptied(database).load(kg)
        yield database
