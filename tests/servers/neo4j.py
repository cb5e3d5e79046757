"""Neo4j community servers for the tests: the real ones, as processes, made from Maven Central.

A test session starts one and keeps it; one start takes some eight seconds:

    with running("5.26.30", home=tmp_path) as server:
        with server.driver() as driver:
            driver.execute_query("RETURN 1")

By hand, from the top of the checkout:

    python -m tests.servers.neo4j fetch 5.26.30
    python -m tests.servers.neo4j run 5.26.30 --port 7687

Every server has authentication on, listens on loopback only, checks its settings strictly, reports
nothing to anybody, and ends with the process that started it.
"""

from __future__ import annotations

import os
import re
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import click
import neo4j

from . import jars, jdk
from .jdk import MissingTool

__all__ = ["VERSIONS", "MissingTool", "Server", "ServerFailed", "running", "start", "stop", "wipe"]

#: The versions that the project is tested on, by the short name that the tests use.
VERSIONS = {"5.26": "5.26.30", "2026": "2026.08.1"}

#: What every server here runs with; `extra_settings` come on top.
SETTINGS = {
    "server.config.strict_validation.enabled": "true",
    "dbms.security.auth_enabled": "true",
    # tests try wrong passwords on a server that others are using: nobody is locked out for that
    "dbms.security.auth_max_failed_attempts": "0",
    "dbms.security.allow_csv_import_from_file_urls": "false",
    "dbms.usage_report.enabled": "false",
    "client.allow_telemetry": "false",
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    "server.memory.heap.initial_size": "512m",
    "server.memory.heap.max_size": "1g",
    "server.memory.pagecache.size": "256m",
    # half a gigabyte of empty transaction log for a database that lives a minute
    "db.tx_log.preallocate": "false",
}

START_TIMEOUT = 300.0
STOP_TIMEOUT = 60.0

_USER = "neo4j"
_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
#: Half the processor time until a server answers; it peaks lower, so benchmarks do without.
_QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")

_CAUSE = re.compile(r"^Caused by: [\w.$]+: (.+)", re.MULTILINE)
_ERROR = re.compile(
    r"^(?:.* ERROR +|(?:Exception in thread \S+ )?[\w.$]*(?:Exception|Error): |(?=Invalid ))(.+)",
    re.MULTILINE,
)


class ServerFailed(RuntimeError):
    """A server did not start, or did not stop; the message has its own last word on it."""


@dataclass(frozen=True, slots=True)
class Generation:
    """What servers of one generation have in common and others do not."""

    #: Major versions of Java they run on.
    java: Collection[int]
    java_options: tuple[str, ...]
    #: Without it each stop waits ten seconds for connections that are long gone.
    quick_stop: tuple[str, str]


_QUIET = "internal.dbms.bolt.netty_server_shutdown_quiet_period"
FIVE = Generation(java=(17, 21), java_options=(), quick_stop=(_QUIET, "0"))
CALENDAR = Generation(
    java=range(21, 100),
    java_options=("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"),
    quick_stop=(f"{_QUIET}_duration", "0s"),
)


def generation(version: str) -> Generation:
    """The generation of a version: the last of the numbered ones, or those named by date."""
    return FIVE if version.startswith("5.") else CALENDAR


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it answers, and whom it lets in."""

    version: str
    port: int
    home: Path
    password: str = field(repr=False)
    process: subprocess.Popen[bytes] = field(repr=False, compare=False)
    user: str = _USER
    name: str = "neo4j"

    @property
    def uri(self) -> str:
        """The address that a driver takes."""
        return f"bolt://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """The variables by which a program is told to use this server."""
        return {
            "NEO4J_URI": self.uri,
            "NEO4J_USERNAME": self.user,
            "NEO4J_PASSWORD": self.password,
            "NEO4J_DATABASE": self.name,
        }

    def driver(self) -> neo4j.Driver:
        """A new driver, logged in; close it after use."""
        return neo4j.GraphDatabase.driver(self.uri, auth=(self.user, self.password))


@contextmanager
def running(
    version: str,
    *,
    home: Path,
    port: int | None = None,
    password: str | None = None,
    extra_settings: Mapping[str, str] | None = None,
    quick: bool = True,
) -> Iterator[Server]:
    """A server for the length of a `with` block; the arguments are those of `start`."""
    server = start(
        version,
        home=home,
        port=port,
        password=password,
        extra_settings=extra_settings,
        quick=quick,
    )
    try:
        yield server
    finally:
        stop(server)


def start(
    version: str,
    *,
    home: Path,
    port: int | None = None,
    password: str | None = None,
    extra_settings: Mapping[str, str] | None = None,
    quick: bool = True,
) -> Server:
    """A server that answers queries, to be stopped by the caller; `running` is the usual way.

    Parameters
    ----------
    home
        Its folder. One that was used before brings back its data and its password, which lies in
        `home/password`, mode 0600.
    port
        Where Bolt listens on loopback; without it, any free port.
    password
        Of the user neo4j in a new home; without it, a random one.
    extra_settings
        Lines for neo4j.conf, by name; they win over `SETTINGS`.
    quick
        Start quickly rather than be fast later. A benchmark wants False.

    Raises MissingTool when this machine lacks a JDK, Maven or the jars, ServerFailed when the
    server does not start.
    """
    if port is not None and _listens(port):
        raise ServerFailed(f"port {port} on 127.0.0.1 is taken; choose another")
    lib = jars.fetch(version)
    java = jdk.find(generation(version).java, wanted_by=f"Neo4j {version}")
    secret, is_new = _password(home, password)
    for last_try in (port is not None, False, True):
        chosen = port or _free_port()
        settings = _write_settings(version, home, chosen, extra_settings or {})
        process = _launch(_command(version, java, lib, home, settings, quick=quick), home)
        server = Server(version, chosen, home.resolve(), secret, process)
        try:
            _tell_password(process, secret if is_new else "")
            _await_answer(server)
        except BaseException as problem:
            _end(process)
            # somebody else may take a free port in the seconds before the server does
            if last_try or "Address already in use" not in str(problem):
                raise
        else:
            break
    return server


def stop(server: Server) -> None:
    """Stop a server in order; one that is gone already is no mistake.

    Raises ServerFailed when it had to be killed because it did not end by itself.
    """
    if not _end(server.process):
        raise ServerFailed(
            f"Neo4j {server.version} in {server.home} did not stop in {STOP_TIMEOUT:.0f} s: killed"
        )


def wipe(server: Server) -> None:
    """Empty the database between tests: nodes, relationships, constraints and indexes.

    The names of labels, types and properties stay in the store; no query finds them.
    """
    with server.driver() as driver, driver.session(database=server.name) as session:
        for kind in ("CONSTRAINT", "INDEX"):
            listed = f"SHOW {kind} YIELD name, type WHERE type <> 'LOOKUP' RETURN name"
            for name in session.run(listed).value():
                session.run(f"DROP {kind} `{name.replace('`', '``')}`").consume()
        in_batches = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"
        session.run(in_batches).consume()


def settings_for(version: str, port: int, extra: Mapping[str, str]) -> dict[str, str]:
    """Everything that neo4j.conf says: ours, those of the generation, then `extra`."""
    bolt = {"server.bolt.listen_address": f"127.0.0.1:{port}"}
    return SETTINGS | dict([generation(version).quick_stop]) | bolt | dict(extra)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _password(home: Path, wanted: str | None) -> tuple[str, bool]:
    """The password of a home, and whether the home is new."""
    home.mkdir(parents=True, exist_ok=True)
    file = home / "password"
    if file.exists():
        known = file.read_text(encoding="utf-8").rstrip("\n")
        if wanted not in (None, known):
            raise ServerFailed(f"{home} is in use with another password, the one in {file}")
        return known, not (home / "data" / "databases").exists()
    secret = wanted or secrets.token_urlsafe(24)
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:  # noqa: PTH123
        out.write(f"{secret}\n")
    return secret, True


def _write_settings(
    version: str, home: Path, port: int, extra: Mapping[str, str]
) -> dict[str, str]:
    settings = settings_for(version, port, extra)
    conf = home / "conf"
    conf.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"{name}={value}\n" for name, value in settings.items())
    (conf / "neo4j.conf").write_text(lines, encoding="utf-8")
    return settings


def _command(
    version: str, java: Path, lib: Path, home: Path, settings: Mapping[str, str], *, quick: bool
) -> list[str]:
    # the heap's size is a setting that only the server's own start script would read
    return [
        str(java / "bin" / "java"),
        f"-Xms{settings['server.memory.heap.initial_size']}",
        f"-Xmx{settings['server.memory.heap.max_size']}",
        *(_QUICK if quick else ()),
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED),
        *generation(version).java_options,
        "-cp",
        f"{lib}/*",
        str(jars.HERE / "Start.java"),
        str(home.resolve()),
    ]


def _launch(command: list[str], home: Path) -> subprocess.Popen[bytes]:
    with (home / "console.log").open("wb") as console:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            bufsize=0,
            stdout=console,
            stderr=subprocess.STDOUT,
            cwd=home,
            # Ctrl-C is for the tests; the server ends when its standard input does
            start_new_session=True,
        )


def _tell_password(process: subprocess.Popen[bytes], password: str) -> None:
    assert process.stdin is not None
    with suppress(BrokenPipeError):  # it has died already; whoever waits for it will say why
        process.stdin.write(f"{password}\n".encode())


def _await_answer(server: Server) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while not _listens(server.port):
        if _ended(server.process, within=0.05):
            raise _not_started(server)
        if time.monotonic() > deadline:
            raise ServerFailed(
                f"Neo4j {server.version} did not answer in {START_TIMEOUT:.0f} s; "
                f"see {server.home / 'logs'}"
            )
    try:
        with server.driver() as driver:
            driver.execute_query("RETURN 1", database_=server.name)
    except (neo4j.exceptions.DriverError, neo4j.exceptions.Neo4jError) as problem:
        if _ended(server.process, within=5):  # it was somebody else who listened
            raise _not_started(server) from problem
        raise


def _not_started(server: Server) -> ServerFailed:
    return ServerFailed(f"Neo4j {server.version} did not start: {_last_word(server.home)}")


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _ended(process: subprocess.Popen[bytes], *, within: float) -> bool:
    try:
        process.wait(within)
    except subprocess.TimeoutExpired:
        return False
    return True


def _end(process: subprocess.Popen[bytes]) -> bool:
    """Whether the process ended when its standard input did; if not, it was killed."""
    if process.stdin is not None:
        process.stdin.close()
    if _ended(process, within=STOP_TIMEOUT):
        return True
    process.kill()
    process.wait()
    return False


def _last_word(home: Path) -> str:
    """Why a server gave up: the innermost cause in its output, which has hundreds of lines.

    The log of a home grows with each start, the console's is this start's: it is asked first.
    """
    for file in (home / "console.log", home / "logs" / "neo4j.log"):
        text = file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""
        if found := _CAUSE.findall(text)[-1:] or _ERROR.findall(text)[:1]:
            return str(found[0])
    return f"it does not say why; see {home / 'console.log'}"


@click.group(help="Real Neo4j community servers, from Maven Central, without Docker.")
def main() -> None:
    """The command line: `python -m tests.servers.neo4j`."""


@main.command("fetch")
@click.argument("versions", nargs=-1)
def fetch_command(versions: tuple[str, ...]) -> None:
    """Download the jars of VERSIONS; without any, of all that are tested."""
    for version in versions or VERSIONS.values():
        with _plainly():
            click.echo(jars.fetch(version))


@main.command("run")
@click.argument("version", default=VERSIONS["5.26"])
@click.option("--port", type=click.IntRange(1, 65535), help="Default: any free port.")
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    help="Its folder, kept. Default: one in the checkout's .cache.",
)
def run_command(version: str, port: int | None, home: Path | None) -> None:
    """Run a server until it is interrupted (Ctrl-C)."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    home = home or jars.CACHE / "homes" / version
    with _plainly(), running(version, home=home, port=port) as server:
        click.echo(f"uri       {server.uri}")
        click.echo(f"user      {server.user}")
        click.echo(f"password  in {server.home / 'password'}")
        try:
            server.process.wait()
        except KeyboardInterrupt:
            click.echo("stopping", err=True)


@contextmanager
def _plainly() -> Iterator[None]:
    try:
        yield
    except (MissingTool, ServerFailed) as problem:
        raise click.ClickException(str(problem)) from problem


if __name__ == "__main__":
    main()
