"""Shares: work cut into pieces that can be done here or by the workers of a cluster.

An analysis that splits says what all its pieces have in common, what each share is, and which
function makes a result of the two; `done` has them done. What a share gives depends on nothing
but those two: a share that draws has a seed of its own. Results come back in the order of the
shares. So an analysis finds the same, to the last bit, here and on any number of workers, and the
share of a worker that dies is done again by another. (Betweenness of networks of 2,000 actors or
more agrees to some fifteen digits, here as there: see `insurgraph.graph.analysis.paths`.)

A cluster is a scheduler of Dask *distributed* (https://distributed.dask.org), given by its
address; it and its workers need the same insurgraph installed. Whoever reaches a scheduler can run
programs on its workers, and what workers send back is trusted: keep a cluster on loopback or on a
network of its own, or use Dask's ``tls://``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from ...errors import ArgumentError, ClusterError
from ..connection import first_line

if TYPE_CHECKING:
    from distributed import Client, Future

C = TypeVar("C")
S = TypeVar("S")
R = TypeVar("R")

#: Seconds that a scheduler has to answer.
ANSWER = 10.0

#: Seconds that a cluster may be without any worker.
PATIENCE = 60.0


def done(
    work: Callable[[C, S], R], common: C, shares: Iterable[S], cluster: str | None = None
) -> Iterator[R]:
    """What `work` makes of every share, in the order of the shares.

    Parameters
    ----------
    work : callable
        A function of a module, called with `common` and a share.
    common : object
        What all shares need; sent to a worker once.
    shares : iterable
    cluster : str, optional
        Address of a scheduler; the work is done here, one share after the other, without it.

    Raises
    ------
    ArgumentError
        If `cluster` is no address.
    ClusterError
        If nobody answers there, no worker can do the work, or the scheduler is lost.

    Examples
    --------
    >>> list(done(pow, 2, range(4)))
    [1, 2, 4, 8]
    """
    if cluster is None:
        return (work(common, share) for share in shares)
    return _by_workers(work, common, shares, cluster)


def _by_workers(
    work: Callable[[C, S], R], common: C, shares: Iterable[S], cluster: str
) -> Iterator[R]:
    with _client(cluster) as client:
        # a result and no scattered value: it can be made again when those who hold it die
        there = client.submit(_same, common, pure=False)
        waiting = deque(
            client.submit(work, there, share, pure=False, priority=-number)
            for number, share in enumerate(shares)
        )
        while waiting:
            yield _result(client, waiting.popleft(), cluster)


def _same(value: C) -> C:
    return value


@contextmanager
def _client(cluster: str) -> Iterator[Client]:
    """A connection to a cluster that has a worker, and whose workers have this insurgraph."""
    try:
        import dask
        from distributed import Client
    except ImportError:
        raise ClusterError(
            "work on a cluster needs Dask: pip install 'insurgraph[cluster]'"
        ) from None
    _ensure_address(cluster)
    try:
        with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 TB"}):
            client = Client(cluster, timeout=ANSWER, set_as_default=False, name="insurgraph")
    except OSError as error:
        raise ClusterError(
            f"{cluster}: no scheduler answers ({first_line(error)}); start one with `dask "
            f"scheduler`, and workers with `dask worker {cluster}`"
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise _nobody(cluster) from None
        _ensure_alike(client, cluster)
        yield client


def _ensure_address(cluster: str) -> None:
    try:
        parts = urlsplit(cluster)
        usable = parts.scheme in ("tcp", "tls") and parts.hostname and parts.port
    except ValueError:
        usable = False
    if not usable:
        raise ArgumentError(
            f"{cluster!r} is no address of a scheduler; write tcp://127.0.0.1:8786, or tls://"
        )


def _nobody(cluster: str) -> ClusterError:
    return ClusterError(
        f"{cluster}: the scheduler has no worker; start some with `dask worker {cluster}`"
    )


def _ensure_alike(client: Client, cluster: str) -> None:
    """Refuse a scheduler that would not understand, and workers that would do something else."""
    here = _version()
    try:
        versions = {"scheduler": client.run_on_scheduler(_version)}
    except ImportError as error:
        versions = {"scheduler": error}
    for worker, found in client.run(_version, on_error="return").items():
        versions[f"worker at {worker}"] = found
    for who, there in versions.items():
        if there != here:
            found = first_line(there) if isinstance(there, Exception) else f"it has {there}"
            raise ClusterError(f"{cluster}: the {who} needs insurgraph {here} ({found})")


def _version() -> str:
    from ... import __version__

    return __version__


def _result(client: Client, future: Future[R], cluster: str) -> R:
    """The result of one share, waited for while there is anybody who can bring it.

    Raises
    ------
    ClusterError
    """
    from concurrent.futures import CancelledError

    from distributed import KilledWorker

    while True:
        try:
            return future.result(timeout=PATIENCE)
        except KilledWorker as error:
            raise ClusterError(
                f"{cluster}: {first_line(error)}; has a worker memory enough for its share?"
            ) from None
        except TimeoutError:
            if not future.done() and not client.scheduler_info()["workers"]:
                raise _nobody(cluster) from None
        except (CancelledError, OSError) as error:
            raise ClusterError(
                f"{cluster}: the scheduler was lost ({first_line(error)}); begin again when it runs"
            ) from None
