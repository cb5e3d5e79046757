"""Work in shares: the same here and on any number of workers, whoever of them dies."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import insurgraph as ig
from insurgraph.cli import cli
from insurgraph.errors import ArgumentError, ClusterError, ProjectionError
from insurgraph.graph.analysis import shares
from insurgraph.graph.analysis.ensemble import BLOCK
from insurgraph.graph.analysis.intervals import Draws, draw
from tests.cluster import cluster, refuse, scheduler, worker

DRAWS = 5 * BLOCK + 3


@pytest.fixture(scope="module", params=[1, 3])
def address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a cluster of one worker, and of three."""
    with cluster(tmp_path_factory.mktemp("workers"), request.param) as found:
        yield found


@pytest.fixture(scope="module")
def here(kg: ig.KnowledgeGraph) -> Draws:
    """What is drawn without a cluster."""
    return draw(kg, "all", draws=DRAWS, seed=4, on="2015/2016")


def alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether all values are the same to the last bit."""
    return one.keys() == other.keys() and all(
        one[name].tobytes() == other[name].tobytes() for name in one
    )


def test_draws_are_the_same_to_the_last_bit_on_any_number_of_workers(
    address: str, kg: ig.KnowledgeGraph, here: Draws
) -> None:
    there = draw(kg, "all", draws=DRAWS, seed=4, on="2015/2016", cluster=address)
    assert alike(there.values, here.values)
    assert there.table() == here.table()


def test_tables_are_the_same_on_any_number_of_workers(address: str, kg: ig.KnowledgeGraph) -> None:
    for table, measure in ((ig.timeline, "betweenness"), (ig.sensitivity, "eigenvector")):
        assert table(kg, measure, cluster=address) == table(kg, measure)  # type: ignore[operator]


def test_results_come_in_the_order_of_the_shares(address: str) -> None:
    assert list(shares.done(pow, 3, range(20), address)) == [3**n for n in range(20)]


def test_an_expected_error_of_a_share_is_told_as_it_is(address: str) -> None:
    with pytest.raises(ProjectionError, match="no ties are left"):
        list(shares.done(refuse, "no ties are left", [1], address))


def test_the_command_prints_the_same_with_a_cluster(address: str) -> None:
    for command in (
        ("ranks", "--draws", "300"),
        ("sensitivity",),
        ("timeline", "--on", "2014/2016"),
    ):
        here = CliRunner().invoke(cli, command)
        there = CliRunner().invoke(cli, [*command, "--cluster", address])
        assert (there.exit_code, there.output) == (0, here.output)


def test_what_the_only_worker_had_done_is_done_again_when_it_dies(
    kg: ig.KnowledgeGraph, here: Draws, tmp_path: Path
) -> None:
    with scheduler() as address, ThreadPoolExecutor(1) as aside:
        with worker(address, tmp_path, preload="tests.dying", DIES_IN="2") as dying:
            asked = aside.submit(
                draw, kg, "all", draws=DRAWS, seed=4, on="2015/2016", cluster=address
            )
            assert dying.wait() == -signal.SIGKILL
        assert not asked.done()
        with worker(address, tmp_path):
            assert alike(asked.result().values, here.values)


def test_a_share_that_every_worker_dies_of_is_given_up(
    kg: ig.KnowledgeGraph, tmp_path: Path
) -> None:
    with (
        scheduler(DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0") as address,
        worker(address, tmp_path, preload="tests.dying", DIES_IN="1"),
        pytest.raises(ClusterError, match="has a worker memory enough for its share"),
    ):
        draw(kg, "degree", draws=DRAWS, cluster=address)


def test_a_cluster_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "PATIENCE", 0.1)
    with scheduler() as address, pytest.raises(ClusterError, match="has no worker; start some"):
        list(shares.done(pow, 3, [1], address))


def test_a_scheduler_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "ANSWER", 0.5)
    with pytest.raises(ClusterError, match=r"^tcp://127\.0\.0\.1:1: no scheduler answers .*0\.5 s"):
        list(shares.done(pow, 3, [1], "tcp://127.0.0.1:1"))


@pytest.mark.parametrize("address", ["", "nobody", "127.0.0.1:8786", "http://host:1", "tcp://host",
                                     "tcp://host:port", "tcp://[1", "tcp://:8786"])  # fmt: skip
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(ArgumentError, match=r"no address of a scheduler; write tcp://127"):
        list(shares.done(pow, 3, [1], address))


def test_a_cluster_of_another_version_is_refused(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ig, "__version__", "99.0")
    with pytest.raises(ClusterError, match=r"the scheduler needs insurgraph 99\.0 \(it has 0"):
        list(shares.done(pow, 3, [1], address))


def test_without_dask_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"pip install 'insurgraph\[cluster\]'"):
        list(shares.done(pow, 3, [1], "tcp://127.0.0.1:8786"))
