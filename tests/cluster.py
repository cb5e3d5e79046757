"""A cluster for tests: a real scheduler and workers, processes that answer on loopback only."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path

from insurgraph.errors import ProjectionError

ROOT = Path(__file__).parent.parent
LOOPBACK = ("--host", "127.0.0.1", "--no-dashboard")


@contextmanager
def scheduler(**settings: str) -> Iterator[str]:
    """A scheduler, with settings of its environment; gives its address."""
    with _running("scheduler", *LOOPBACK, "--port", "0", **settings) as process:
        assert process.stderr is not None
        said = next((line for line in process.stderr if "Scheduler at:" in line), "")
        assert said, "the scheduler did not start"
        _drain(process)
        yield said.split()[-1]


@contextmanager
def worker(
    address: str, folder: Path, *, preload: str = "", **settings: str
) -> Iterator[subprocess.Popen[str]]:
    """A worker with one thread, which may load a module of the tests first."""
    files = ("--local-directory", str(folder), "--no-nanny", "--nthreads", "1")
    more = ("--preload", preload) if preload else ()
    with _running("worker", address, *LOOPBACK, *files, *more, **settings) as process:
        _drain(process)
        yield process


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[str]:
    """A scheduler with so many workers; gives its address."""
    from distributed import Client

    with ExitStack() as parts:
        address = parts.enter_context(scheduler())
        for _ in range(workers):
            parts.enter_context(worker(address, folder))
        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(workers)
        yield address


def refuse(text: str, _share: int) -> None:
    """Work that cannot be done, and says why."""
    raise ProjectionError(text)


@contextmanager
def _running(what: str, *arguments: str, **settings: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | settings,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _drain(process: subprocess.Popen[str]) -> None:
    """Read what a process says to its end, so that it never waits to say it."""

    def read() -> None:
        with process.stderr or nullcontext([]) as said:
            for _ in said:
                pass

    threading.Thread(target=read, daemon=True).start()
