"""The embedded engine: a database server that is there when it is needed.

It runs as a process of its own, is found by every later command in milliseconds, and stops when
nobody has used it for a quarter of an hour. See `insurgraph.graph.supervisor` for who watches it
and what "used" means.

Environment
-----------
``INSURGRAPH_HOME``
    Folder for its files, in place of the platform's folder for user data.
``INSURGRAPH_IDLE``
    Seconds without use after which it stops, in place of 900.
``INSURGRAPH_ENGINE_MEMORY``
    Most that its heap may grow to, in place of ``1g``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from ..errors import EngineError
from . import arcadedb
from .enginefolder import EngineFolder, State

#: Seconds that a server has for getting ready.
PATIENCE = 60.0

_SLACK = 60.0  # a supervisor that needs longer than it was told has failed
_IDLE, _MEMORY = "900", "1g"
_OTHERS = "NEO4J_"  # another server's address and password: not for a process that lives long
_SUPERVISOR = f"{__package__}.supervisor"

Notify = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a running engine answers, and who may ask.

    Attributes
    ----------
    uri : str
        For the driver, ``bolt://127.0.0.1:PORT``.
    database : str
    owner, reader : tuple of str
        Name and password; the reader can change nothing. Passwords are not shown.
    pid : int
        The server's process.
    version : str
        The engine's.
    folder : Path
    started : datetime
        In UTC.
    """

    uri: str
    database: str
    owner: tuple[str, str] = field(repr=False)
    reader: tuple[str, str] = field(repr=False)
    pid: int
    version: str
    folder: Path
    started: datetime


@dataclass(frozen=True, slots=True)
class Status:
    """What can be said of an engine's folder without starting anything.

    Attributes
    ----------
    running : bool
    endpoint : Endpoint or None
        None when it is not running.
    folder : Path
    size_on_disk : int
        Bytes.
    idle_limit : float
        Seconds without use after which it stops, or would stop.
    clients : int
        Connections open now.
    memory : int
        Bytes of memory in use now.
    log : Path
    """

    running: bool
    endpoint: Endpoint | None
    folder: Path
    size_on_disk: int
    idle_limit: float
    clients: int
    memory: int
    log: Path


def default_folder() -> Path:
    """The folder of the embedded database: below ``INSURGRAPH_HOME`` or the user's data folder.

    Examples
    --------
    >>> default_folder().name
    'engine'
    """
    home = os.environ.get("INSURGRAPH_HOME")
    if home:
        return Path(home) / "engine"
    from platformdirs import user_data_path

    return user_data_path("insurgraph", appauthor=False) / "engine"


def obstacle() -> str | None:
    """Why the engine cannot run on this machine, in one line; None when it can.

    Examples
    --------
    >>> if (reason := obstacle()) is not None:
    ...     print(reason)
    """
    try:
        arcadedb.installation()
    except EngineError as error:
        return str(error)
    return None


def find(folder: Path) -> Endpoint | None:
    """A running engine on `folder`, alive and answering; None when there is none.

    Counts as use of the engine.

    Parameters
    ----------
    folder : Path

    Examples
    --------
    >>> find(Path("no-such-folder")) is None
    True
    """
    home = EngineFolder(folder)
    home.touch()
    state = home.running()
    return None if state is None else _endpoint(home, state)


def ensure(
    folder: Path, *, notify: Notify = lambda _message: None, patience: float = PATIENCE
) -> Endpoint:
    """The engine on `folder`, running; it is started in the background when it is not.

    Commands that come at the same time start one.

    Parameters
    ----------
    folder : Path
        Made when it is not there.
    notify : callable, optional
        Told in one line when the engine has to be started.
    patience : float, optional
        Seconds that it has for getting ready.

    Returns
    -------
    Endpoint
        Answering, with its users known to it.

    Raises
    ------
    EngineError
        If it is not installed, cannot start, is in somebody else's hands, or `folder` holds
        something else or cannot be written.
    """
    home = EngineFolder(folder)
    settings = _settings()
    endpoint = find(folder)
    if endpoint is not None and _supervised(home):
        return endpoint
    arcadedb.installation()
    home.prepare()
    if endpoint is None:
        notify(f"starting the embedded engine in {home.path}, {_spoken(settings[0])}")
    _supervise(home, settings, patience)
    endpoint = find(folder)
    if endpoint is None:
        raise EngineError(f"the embedded engine ended while it started: more in {home.log}")
    _log_in(endpoint)
    return endpoint


def stop(folder: Path) -> bool:
    """End the engine on `folder`, whether it answers or not; nothing acknowledged is lost.

    Returns
    -------
    bool
        Whether there was one.
    """
    from filelock import FileLock, Timeout

    from . import server

    home = EngineFolder(folder)
    if not home.path.is_dir():
        return False
    found = server.running_on(home.path)
    for process in found:
        server.end(process, home.owner())
    if found:
        with suppress(Timeout), FileLock(home.lock, timeout=server.GRACE, mode=0o600):
            home.withdraw()
    return bool(found)


def restart(folder: Path, *, notify: Notify = lambda _message: None) -> Endpoint:
    """End the engine and start it again, as when a query cannot be ended otherwise.

    Raises
    ------
    EngineError
        As `ensure` does.
    """
    stop(folder)
    return ensure(folder, notify=notify)


def status(folder: Path) -> Status:
    """What is known of the engine on `folder`; neither starts nor uses it.

    Raises
    ------
    EngineError
        If ``INSURGRAPH_IDLE`` is no number.

    Examples
    --------
    >>> status(Path("no-such-folder")).running
    False
    """
    import psutil

    from . import server

    home = EngineFolder(folder)
    state = home.running()
    clients = memory = 0
    if state is not None:
        with suppress(psutil.Error):
            process = psutil.Process(state.pid)
            clients, memory = server.clients(process), process.memory_info().rss
    return Status(
        running=state is not None,
        endpoint=None if state is None else _endpoint(home, state),
        folder=home.path,
        size_on_disk=home.size(),
        idle_limit=_settings()[0] if state is None else state.idle,
        clients=clients,
        memory=memory,
        log=home.log,
    )


# -- the supervisor, seen from here ----------------------------------------------------------------


def _supervised(home: EngineFolder) -> bool:
    """Whether the server's supervisor still lives."""
    import psutil

    state = home.state()
    if state is None:
        return False
    try:
        return _SUPERVISOR in psutil.Process(state.supervisor).cmdline()
    except psutil.Error:
        return False


def _supervise(home: EngineFolder, settings: tuple[float, str], patience: float) -> None:
    """Start a supervisor, which outlives us, and wait for the one line that it says."""
    from .supervisor import FAILED, READY

    idle, memory = settings
    process = subprocess.Popen(
        [
            *(sys.executable, "-P", "-m", _SUPERVISOR, str(home.path)),
            *("--idle", str(idle), "--memory", memory, "--patience", str(patience)),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=home.path,
        env={name: value for name, value in os.environ.items() if not name.startswith(_OTHERS)},
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
        creationflags=getattr(subprocess, "DETACHED_PROCESS", 0)
        | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )
    said: SimpleQueue[str] = SimpleQueue()
    Thread(target=_attend, args=[process, said], daemon=True).start()
    try:
        last = said.get(timeout=patience + _SLACK).strip().rpartition("\n")[2]
    except Empty:
        last = ""
    if last.startswith(FAILED):
        raise EngineError(last.removeprefix(FAILED))
    if last != READY:
        raise EngineError(
            f"the supervisor of the embedded engine failed, saying {last!r}: "
            f"try again; more in {home.log}"
        )


def _attend(process: subprocess.Popen[str], said: SimpleQueue[str]) -> None:
    """Pass on what a supervisor says; then wait for its end, that it be buried."""
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    with process.stdout:
        said.put(process.stdout.read())
    process.wait()


def _log_in(endpoint: Endpoint) -> None:
    """Make sure that the users are known to the server."""
    from neo4j import GraphDatabase
    from neo4j.exceptions import DriverError, Neo4jError

    try:
        with GraphDatabase.driver(endpoint.uri, auth=endpoint.reader) as driver:
            driver.execute_query("RETURN 1", database_=endpoint.database)
    except (Neo4jError, DriverError) as error:
        reason = str(error).partition("\n")[0]
        raise EngineError(f"the embedded engine lets nobody in ({reason}): try again") from None


def _endpoint(home: EngineFolder, state: State) -> Endpoint:
    return Endpoint(
        uri=f"bolt://127.0.0.1:{state.bolt}",
        database=arcadedb.DATABASE,
        owner=home.owner(),
        reader=home.reader(),
        pid=state.pid,
        version=state.version,
        folder=home.path,
        started=datetime.fromisoformat(state.started),
    )


# -- settings --------------------------------------------------------------------------------------


def _settings() -> tuple[float, str]:
    """Idle seconds and memory, as the environment has them."""
    idle = os.environ.get("INSURGRAPH_IDLE") or _IDLE
    memory = os.environ.get("INSURGRAPH_ENGINE_MEMORY") or _MEMORY
    try:
        seconds = float(idle)
    except ValueError:
        seconds = 0
    if not seconds > 0:
        raise EngineError(
            f"INSURGRAPH_IDLE is {idle!r}: write a number of seconds, such as {_IDLE}"
        )
    if not re.fullmatch(r"[1-9]\d*[kmgKMG]", memory):
        raise EngineError(
            f"INSURGRAPH_ENGINE_MEMORY is {memory!r}: write a size such as 512m or {_MEMORY}"
        )
    return seconds, memory


def _spoken(idle: float) -> str:
    """When it stops, in words.

    Examples
    --------
    >>> _spoken(900)
    'which stops when nobody has used it for 15 minutes'
    """
    length = f"{idle / 60:.0f} minutes" if idle >= 120 else f"{idle:g} seconds"
    return f"which stops when nobody has used it for {length}"
