"""The small process that starts the embedded engine's server, watches it and ends it.

``python -m insurgraph.graph.supervisor FOLDER`` is started by `insurgraph.graph.engine` in a
session of its own: it outlives the command that needed it, and Ctrl-C there does not reach it. It
holds the folder's lock while it lives, so there is one to a folder. A server whose supervisor was
killed is adopted by the next one.

**What idle means.** The server is in use while a connection to it is open, however silent: a
notebook that holds a driver keeps it, and lets go when its kernel ends, because the system closes
the connections of a dead process. A command too short to be seen connected touches the file
``used``. When neither has happened for the idle time, the server ends. The note for other
commands is taken back before the last look at that file, and they touch it before they read the
note: whoever still finds the server has been seen.

It says one line to whoever started it: ``ready``, or ``error:`` and a sentence.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import FrameType
from typing import NoReturn

import psutil
from filelock import FileLock, Timeout

from ..errors import EngineError
from . import arcadedb, server
from .enginefolder import EngineFolder, State

#: Seconds between looks at the server; its end is noticed at once.
LOOK = 2.0

#: Seconds after which a server that was noted and does not answer is given up.
TURN = 2 * server.GRACE

READY, FAILED = "ready", "error: "

_log = logging.getLogger("insurgraph.engine")


class Supervisor:
    """One server on one folder, from its start to its end.

    Parameters
    ----------
    home : EngineFolder
        Prepared.
    idle : float
        Seconds without use after which the server ends.
    memory : str
        Most that the server's heap may grow to.
    patience : float
        Seconds that it has for getting ready.
    """

    def __init__(self, home: EngineFolder, idle: float, memory: str, patience: float) -> None:
        self.home = home
        self.idle = idle
        self.memory = memory
        self.patience = patience
        self.last_words = ""
        self._ended = threading.Event()

    def run(self) -> None:
        """Serve the folder until nobody needs it, unless another supervisor does.

        Raises
        ------
        EngineError
            If the server cannot be had; nothing is left running.
        """
        lock = FileLock(self.home.lock, timeout=0, mode=0o600)
        if self._take_turn(lock):
            try:
                self._serve()
            finally:
                lock.release()
        else:
            _report(READY)

    def _take_turn(self, lock: FileLock) -> bool:
        """Whether the folder is ours now; not when another supervisor has it and serves it."""
        began = time.monotonic()
        while True:
            with suppress(Timeout):
                lock.acquire()
                return True
            if self.home.running() is not None:
                return False
            # without a note the other one is just starting its server, or ending it
            state = self.home.state()
            if time.monotonic() - began > (self.patience if state is None else TURN):
                who = "another program" if state is None else f"process {state.pid}"
                raise EngineError(
                    f"{self.home.path} is in the hands of {who}, which does not answer: "
                    "`insurgraph db stop` ends it"
                )
            time.sleep(0.05)

    def _serve(self) -> None:
        try:
            process = self._adopted() or self._started()
            state = self._ready(process)
            self.home.publish(state)
            _report(READY)
            self._watch(process, state)
        finally:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            self.home.withdraw()
            for process in server.running_on(self.home.path):
                server.end(process, self.home.owner())
            _note("no server runs any more")

    # -- getting a server ------------------------------------------------------------------------

    def _adopted(self) -> psutil.Process | None:
        """A server that lost its supervisor; one that does not answer is ended."""
        for process in server.running_on(self.home.path):
            if server.ports(process) is not None:
                _note(f"adopted the server of process {process.pid}")
                return process
            server.end(process, self.home.owner())
        return None

    def _started(self) -> psutil.Process:
        installed = arcadedb.installation()
        self.home.adopt_version(installed.version)
        self.home.configure()
        try:
            java = subprocess.Popen(
                arcadedb.command(installed, self.home.path, self.memory),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                cwd=self.home.path,
                env=arcadedb.environment(),
                encoding="utf-8",
                errors="replace",
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise EngineError(f"cannot run {installed.java}: {error.strerror}") from None
        threading.Thread(target=self._listen, args=[java], daemon=True).start()
        _note(f"started engine {installed.version} as process {java.pid}")
        return psutil.Process(java.pid)

    def _listen(self, java: subprocess.Popen[str]) -> None:
        """Keep what the server says; when it says no more, it has ended."""
        for line in java.stdout or ():
            _log.info("%s", line.rstrip())
            if not line[0].isspace():  # neither empty nor the body of a stack trace
                self.last_words = line.rstrip()
        java.wait()
        self._ended.set()

    def _ready(self, process: psutil.Process) -> State:
        deadline = time.monotonic() + self.patience
        while (ports := server.ports(process)) is None:
            if not server.alive(process):
                self._ended.wait(server.GRACE)
                raise EngineError(
                    f"the embedded engine ended at once, saying {self.last_words!r}: "
                    f"more in {self.home.log}"
                )
            if time.monotonic() > deadline:
                raise EngineError(
                    f"the embedded engine was not ready after {self.patience:.0f} s: "
                    f"try again; more in {self.home.log}"
                )
            time.sleep(0.05)
        return State(
            pid=process.pid,
            supervisor=os.getpid(),
            bolt=ports[0],
            http=ports[1],
            version=arcadedb.installation().version,
            started=datetime.fromtimestamp(int(process.create_time()), UTC).isoformat(),
            idle=self.idle,
        )

    # -- watching it -----------------------------------------------------------------------------

    def _watch(self, process: psutil.Process, state: State) -> None:
        """Return when the server has ended by itself or nobody uses it any more."""
        last_use, quiet_since = self.home.last_use(), time.monotonic()
        while server.alive(process):
            if server.clients(process) or self.home.last_use() != last_use:
                last_use, quiet_since = self.home.last_use(), time.monotonic()
            elif time.monotonic() - quiet_since >= self.idle:
                self.home.withdraw()
                if self.home.last_use() == last_use and not server.clients(process):
                    _note(f"not used for {self.idle:g} s")
                    return
                self.home.publish(state)
            self._ended.wait(min(LOOK, self.idle / 4))
        _note("the server has ended, as somebody told it or by itself")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a supervisor as the command line says; the exit status."""
    parser = argparse.ArgumentParser(prog="insurgraph.graph.supervisor", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--idle", type=float, required=True)
    parser.add_argument("--memory", required=True)
    parser.add_argument("--patience", type=float, required=True)
    chosen = parser.parse_args(arguments)
    home = EngineFolder(chosen.folder)
    os.umask(0o077)
    signal.signal(signal.SIGTERM, _leave)
    try:
        with home.told():
            _keep_log(home.log)
            Supervisor(home, chosen.idle, chosen.memory, chosen.patience).run()
    except EngineError as error:
        _note(str(error))
        _report(f"{FAILED}{error}")
        return 1
    except Exception:
        _log.exception("the supervisor failed")
        raise
    return 0


def _leave(_signal: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(0)


def _report(line: str) -> None:
    """Say one line to whoever started us, who may be gone, and nothing more ever after."""
    with suppress(OSError):
        os.write(1, f"{line}\n".encode())
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _keep_log(path: Path) -> None:
    handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=1, encoding="utf-8")
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    _log.propagate = False


def _note(text: str) -> None:
    _log.info("%s supervisor: %s", datetime.now().isoformat(" ", "milliseconds"), text)


if __name__ == "__main__":
    sys.exit(main())
