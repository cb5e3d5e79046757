"""What the benchmarks measure with: time and peak memory of a step, tables, ratios, growth."""

from __future__ import annotations

import math
import os
import pickle
import resource
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Cost:
    """What one step took.

    Attributes
    ----------
    seconds : float
        By the clock on the wall.
    processor : float
        Seconds of processor time of the step's own process; a server's are its own.
    megabytes : float
        Most memory that the process held, with what it was given to start from.
    found : object
        What the step returned.
    """

    seconds: float
    processor: float
    megabytes: float
    found: Any = None

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s ({self.processor:.2f}), {self.megabytes:,.0f} MB"


class Refused(Exception):
    """A step that failed or took too long; the message says which."""


def measured(work: Callable[[], Any], *, limit: int = 600) -> Cost:
    """Run a step in a process of its own, a copy of this one, and see what it takes.

    Raises
    ------
    Refused
        If it fails, or is not done in `limit` seconds.
    """
    ours, theirs = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if not child:
        os.close(ours)
        signal.alarm(limit)
        _answer(work, theirs)
    os.close(theirs)
    with os.fdopen(ours, "rb") as answers:
        answer = answers.read()
    _, status, used = os.wait4(child, 0)
    if os.WIFSIGNALED(status):
        ended = os.WTERMSIG(status)
        late = ended == signal.SIGALRM
        raise Refused(f"more than {limit} s" if late else f"ended by signal {ended}")
    seconds, failure, found = pickle.loads(answer)  # noqa: S301 - our own child's
    if failure:
        raise Refused(failure)
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, found)


def here(work: Callable[[], Any]) -> Cost:
    """Run a step in this process, whose memory until then counts too."""
    wall, processor = time.perf_counter(), time.process_time()
    found = work()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Cost(time.perf_counter() - wall, time.process_time() - processor, most, found)


def _answer(work: Callable[[], Any], answers: int) -> None:
    """Do the step, tell how it went, and leave without what the parent would do at its end."""
    start = time.perf_counter()
    found, failure = None, ""
    try:
        found = work()
    except BaseException as error:  # noqa: BLE001 - told to the parent, which raises it
        failure = f"{type(error).__name__}: {error}"
    seconds = time.perf_counter() - start
    with os.fdopen(answers, "wb") as out:
        pickle.dump((seconds, failure, found), out)
    os._exit(0)


def exponent(costs: Mapping[int, float]) -> float | None:
    """How a cost grows with size: the slope of its logarithm by that of the size.

    1 is linear: ten times the size, ten times the cost. None with fewer than two sizes.

    Examples
    --------
    >>> exponent({10: 1.0, 100: 100.0, 1_000: 10_000.0})
    2.0
    """
    if len(costs) < 2:
        return None
    x = [math.log(size) for size in costs]
    y = [math.log(max(cost, 1e-9)) for cost in costs.values()]
    middle, level = sum(x) / len(x), sum(y) / len(y)
    slope = sum((a - middle) * (b - level) for a, b in zip(x, y, strict=True))
    return round(slope / sum((a - middle) ** 2 for a in x), 2)


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown, its columns aligned.

    Examples
    --------
    >>> print(table(("step", "s"), [("load", "2.00")]))
    | step | s    |
    |------|------|
    | load | 2.00 |
    """
    widths = [max(len(row[i]) for row in (columns, *rows)) for i in range(len(columns))]

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(c.ljust(w) for c, w in zip(cells, widths, strict=True)) + " |"

    rule = "|" + "|".join("-" * (w + 2) for w in widths) + "|"
    return "\n".join([line(columns), rule, *map(line, rows)])
