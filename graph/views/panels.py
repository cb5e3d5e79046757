"""Small multiples: the same picture for one period after another, or for two dates.

The page works out what is in each panel, by the same rules as its period; here is only which
periods there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ...errors import ArgumentError, ProjectionError
from ..dates import ALWAYS, EARLIEST, LATEST, Period, period

if TYPE_CHECKING:
    import networkx as nx

#: By how many months a panel differs from the next.
STEPS = {"month": 1, "year": 12, "decade": 120}

#: More than these nobody looks through.
MOST = 60

_BOUNDS = ("start_earliest", "start_latest", "end_earliest", "end_latest")


@dataclass(frozen=True, slots=True)
class Panel:
    """One picture of several.

    Attributes
    ----------
    label : str
        What stands over it, ``"2015"``.
    days : Period
        A tie is in it when it holds on one of these days.
    """

    label: str
    days: Period


def by_step(network: nx.MultiDiGraph[str], step: str, on: Period = ALWAYS) -> tuple[Panel, ...]:
    """One panel a month, year or decade.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        From `KnowledgeGraph.network`.
    step : {'month', 'year', 'decade'}
    on : Period
        Where they begin and end; where `on` is open, at the first and last day that a tie names.

    Raises
    ------
    ArgumentError
        If there is no such step, or too many panels.
    ProjectionError
        If no tie is dated.

    Examples
    --------
    >>> import insurgraph as ig
    >>> G = ig.load().network()
    >>> [p.label for p in by_step(G, "year", period("2014/2016"))]
    ['2014', '2015', '2016']
    """
    if step not in STEPS:
        raise ArgumentError(f"panels are by {', '.join(STEPS)}, not by {step!r}")
    days = _known_days(network)
    first = days[0] if on.first == EARLIEST else on.first
    last = days[-1] if on.last == LATEST else on.last
    months = STEPS[step]
    start = _month(first) // months * months
    count = (_month(last) - start) // months + 1
    if count > MOST:
        raise ArgumentError(
            f"{count} panels are more than anybody looks through ({MOST}); choose a shorter "
            "period or a longer step"
        )
    return tuple(_panel(start + n * months, months) for n in range(count))


def compared(dates: Sequence[str]) -> tuple[Panel, Panel]:
    """Two dates, the earlier first; the page adds what came and what went between them.

    Raises
    ------
    ArgumentError
        If there are not two dates, they cannot be read, or they are the same.

    Examples
    --------
    >>> [str(p.days) for p in compared(["2018", "2015-06-01"])]
    ['2015-06-01', '2018-01-01/2018-12-31']
    """
    if len(dates) != 2:
        raise ArgumentError(f"a comparison is of two dates, not of {len(dates)}")
    before, after = sorted(
        (Panel(text.strip(), period(text.strip())) for text in dates),
        key=lambda panel: (panel.days.first, panel.days.last),
    )
    if before.days == after.days:
        raise ArgumentError(f"both dates are {before.days}; a comparison needs two")
    return before, after


def _known_days(network: nx.MultiDiGraph[str]) -> list[date]:
    """The days that bound some tie, in order."""
    texts = {data[name] for *_, data in network.edges(data=True) for name in _BOUNDS}
    days = {date.fromisoformat(text) for text in texts}
    known = sorted(days - {EARLIEST, LATEST})
    if not known:
        raise ProjectionError("no tie has a date; panels over time would all be the same")
    return known


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _panel(start: int, months: int) -> Panel:
    first = date(start // 12, start % 12 + 1, 1)
    end = start + months
    last = date(end // 12, end % 12 + 1, 1).toordinal() - 1
    label = {1: f"{first:%Y-%m}", 12: f"{first.year}", 120: f"{first.year}s"}[months]
    return Panel(label, Period(first, date.fromordinal(last)))
