"""Dates as historians have them: EDTF text, and the earliest and latest day it can mean.

The subset of the Extended Date/Time Format (Library of Congress, 2019; ISO 8601-2:2019):

===================  =====================================  ==========================
form                 means                                  bounds
===================  =====================================  ==========================
``2014``             some day of that year                  2014-01-01 .. 2014-12-31
``2014-10``          some day of that month                 2014-10-01 .. 2014-10-31
``2014-10-26``       that day                               the day itself
``201X``, ``2014-1X``  digits unknown                       the whole range they allow
``2014?`` ``~`` ``%``  uncertain, approximate, both         as without the mark
``2014/2016``        a moment somewhere in that window      first .. last day
``../2014``          at any time up to then                 0001-01-01 .. 2014-12-31
``2014/..``          at any time from then on               2014-01-01 .. 9999-12-31
``[2014,2016-05]``   one of these                           first .. last day
``[2008..2010]``     one of this range                      first .. last day
``..``               still going on (an end only)           0001-01-01 .. 9999-12-31
empty                not known                              0001-01-01 .. 9999-12-31
===================  =====================================  ==========================

Two sentinels, `EARLIEST` and `LATEST`, stand for "no bound", so that no comparison anywhere has
to ask whether there is a date at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from ..errors import ArgumentError, DateError

EARLIEST = date.min
"""0001-01-01: no lower bound."""

LATEST = date.max
"""9999-12-31: no upper bound."""

Certainty = Literal["possible", "definite"]
Temporality = Literal["instant", "state", "count"]

_DATE = re.compile(r"([\dX]{4})(?:-([\dX]{2})(?:-([\dX]{2}))?)?([?~%])?", re.ASCII)
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Moment:
    """One date text and what it can mean.

    Attributes
    ----------
    text : str
        The EDTF text as written.
    earliest, latest : datetime.date
        First and last day it can mean, both included.
    uncertain, approximate : bool
        Whether the text carries ``?`` or ``~`` (``%`` is both).
    """

    text: str
    earliest: date
    latest: date
    uncertain: bool = False
    approximate: bool = False

    @property
    def known(self) -> bool:
        """Whether the text bounds the date on at least one side."""
        return (self.earliest, self.latest) != (EARLIEST, LATEST)


@lru_cache(maxsize=65536)
def parse(text: str) -> Moment:
    """Read one EDTF text.

    Parameters
    ----------
    text : str
        A text of the subset above; empty means unknown.

    Returns
    -------
    Moment

    Raises
    ------
    DateError
        If it is none of the subset, or names a day that no calendar has, or a window or set that
        ends before it begins.

    Examples
    --------
    >>> parse("2014-10").latest
    datetime.date(2014, 10, 31)
    >>> parse("../2017-07-11").earliest
    datetime.date(1, 1, 1)
    >>> parse("2016-02-30")
    Traceback (most recent call last):
    insurgraph.errors.DateError: '2016-02-30' names no day of the calendar
    """
    if text in ("", ".."):
        return Moment(text, EARLIEST, LATEST)
    if text.startswith("["):
        parts = _members(text)
    elif "/" in text:
        parts = [_window(text)]
    else:
        parts = [_single(text, text)]
    return Moment(
        text,
        min(p.earliest for p in parts),
        max(p.latest for p in parts),
        uncertain=any(p.uncertain for p in parts),
        approximate=any(p.approximate for p in parts),
    )


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")


def _window(text: str) -> Moment:
    """``a/b``, ``../b``, ``a/..``."""
    start, _, end = text.partition("/")
    if not start or not end or "/" in end or start == end == "..":
        raise DateError(
            f"{_quoted(text)} is no window of dates; write 2014/2016, ../2014 or 2014/.."
        )
    return _span(text, start, end)


def _members(text: str) -> list[Moment]:
    """``[a,b,c..d]``: one of these."""
    if not text.endswith("]") or len(text) == 2:
        raise DateError(f"{_quoted(text)} is no set of dates; write [2014,2016-05]")
    members = []
    for part in text[1:-1].split(","):
        start, dots, end = (p.strip() for p in part.partition(".."))
        if not dots:
            members.append(_single(start, text))
        elif (start or end) and ".." not in (start, end):
            members.append(_span(text, start or "..", end or ".."))
        else:
            raise DateError(f"{_quoted(text)} has a member that says nothing")
    return members


def _span(text: str, start: str, end: str) -> Moment:
    """The window between two single dates, either of which may be open."""
    first = parse("..") if start == ".." else _single(start, text)
    last = parse("..") if end == ".." else _single(end, text)
    if start != ".." and end != ".." and last.latest < first.earliest:
        raise DateError(f"{_quoted(text)} ends before it begins")
    return Moment(
        text,
        first.earliest,
        last.latest,
        uncertain=first.uncertain or last.uncertain,
        approximate=first.approximate or last.approximate,
    )


def _single(part: str, text: str) -> Moment:
    """A year, month or day, with unknown digits and a mark of doubt."""
    match = _DATE.fullmatch(part)
    if match is None:
        raise DateError(
            f"{_quoted(text)} is no date that is understood here; write 2014, 2014-10, 2014-10-26, "
            "2014?, 201X, 2014/2016, ../2014, [2014,2016]"
        )
    year, month, day, mark = match.groups()
    earliest = _extreme(year, month, day, first=True)
    latest = _extreme(year, month, day, first=False)
    if earliest is None or latest is None:
        raise DateError(f"{_quoted(text)} names no day of the calendar")
    return Moment(
        part, earliest, latest, uncertain=mark in ("?", "%"), approximate=mark in ("~", "%")
    )


def _extreme(year: str, month: str | None, day: str | None, *, first: bool) -> date | None:
    """First or last day that matches the digits, None when no day does.

    Years are tried from that end, 29 February being the only day that may need more than one.
    """
    step = 1 if first else -1
    for y in _matching(year, 1, 9999)[::step]:
        for m in _matching(month or "XX", 1, 12)[::step]:
            days = _matching(day or "XX", 1, _month_length(y, m))[::step]
            if days:
                return date(y, m, days[0])
        if day is None or "X" not in year:
            return None
    return None


@lru_cache(maxsize=4096)
def _matching(digits: str, lowest: int, highest: int) -> tuple[int, ...]:
    if "X" not in digits:
        return (int(digits),) if lowest <= int(digits) <= highest else ()
    pattern = re.compile(digits.replace("X", "[0-9]"))
    width = len(digits)
    return tuple(n for n in range(lowest, highest + 1) if pattern.fullmatch(f"{n:0{width}}"))


def _month_length(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _DAYS[month - 1]


@dataclass(frozen=True, slots=True)
class Period:
    """The days a question is about, first and last included."""

    first: date
    last: date

    def __str__(self) -> str:
        if self.first == self.last:
            return self.first.isoformat()
        return f"{_bound(self.first, EARLIEST)}/{_bound(self.last, LATEST)}"


def _bound(day: date, sentinel: date) -> str:
    return ".." if day == sentinel else day.isoformat()


ALWAYS = Period(EARLIEST, LATEST)
"""The period that every claim falls in."""


def period(on: str | date | Period | None) -> Period:
    """Turn what a caller gave as a date into the days it is about.

    Parameters
    ----------
    on : str, datetime.date, Period or None
        EDTF text (``"2015-06-01"`` a day, ``"2015-06"`` a month, ``"2015/2018"`` four years), a
        day, or None for all time.

    Raises
    ------
    ArgumentError
        If the text is no EDTF, or is a set, an unknown or a doubtful date: a question has to say
        which days it asks about.

    Examples
    --------
    >>> str(period("2015-06"))
    '2015-06-01/2015-06-30'
    """
    if on is None:
        return ALWAYS
    if isinstance(on, Period):
        return on
    if isinstance(on, datetime):
        on = on.date()
    if isinstance(on, date):
        return Period(on, on)
    if not isinstance(on, str):
        raise ArgumentError(f"{on!r} is no date; write it as text: '2015-06'")
    try:
        moment = parse(on.strip())
    except DateError as error:
        raise ArgumentError(str(error)) from None
    if not moment.known or on.strip().startswith("[") or moment.uncertain or moment.approximate:
        raise ArgumentError(f"{on!r} does not say which days are meant; write 2015-06 or 2015/2018")
    return Period(moment.earliest, moment.latest)


@dataclass(frozen=True, slots=True)
class Span:
    """When a claim holds: four bounds, always filled.

    Attributes
    ----------
    start_earliest, start_latest : datetime.date
        Between these it begins. Unknown: `EARLIEST` and `LATEST`.
    end_earliest, end_latest : datetime.date
        Between these it ends. Unknown: `EARLIEST` and `LATEST`. Of an instant they equal the
        start, so that one rule serves instants and states.
    computed : tuple of str
        Names of the bounds that were worked out and not written: ``end_earliest`` from the date
        of the latest affirming passage, ``end_latest`` from a death or a dissolution.
    """

    start_earliest: date
    start_latest: date
    end_earliest: date
    end_latest: date
    computed: tuple[str, ...] = ()

    def holds(self, on: Period, certainty: Certainty = "possible") -> bool:
        """Whether the claim can hold, or must have held, at some time within a period.

        *Possible*: ``start_earliest <= last`` and ``first <= end_latest``; the bounds overlap.
        *Definite*, a state: ``start_latest <= last`` and ``first <= end_earliest``; wherever in
        its bounds it began and ended, some day of it lies inside. *Definite*, an instant: since
        its end is its start, the same rule says that its bounds lie inside the period.

        Examples
        --------
        >>> span = span_of("instant", "2014-10", "")
        >>> span.holds(period("2014"), "definite"), span.holds(period("2018"))
        (True, False)
        """
        if certainty == "possible":
            return self.start_earliest <= on.last and on.first <= self.end_latest
        return self.start_latest <= on.last and on.first <= self.end_earliest


def span_of(
    temporality: Temporality,
    start: str,
    end: str,
    *,
    affirmed: date | None = None,
    ended: date | None = None,
) -> Span:
    """Work out the bounds of a claim.

    Parameters
    ----------
    temporality : {'instant', 'state', 'count'}
        Of an instant, only `start` counts.
    start, end : str
        EDTF texts.
    affirmed : datetime.date, optional
        Latest day on which a passage certainly affirms it (the first day that its ``as_of`` can
        mean): where a state with an open end (``..``) is known to have got to.
    ended : datetime.date, optional
        Latest day on which a death or dissolution that ends it can have been. One that lies
        before the start contradicts the claim and does not shorten it.

    Raises
    ------
    DateError
        If a text is no EDTF, an instant has an end, or the end lies wholly before the start.

    Examples
    --------
    >>> span_of("state", "2014", "..", affirmed=date(2018, 10, 31)).end_earliest
    datetime.date(2018, 10, 31)
    """
    first, last = parse(start), parse(end)
    if start == "..":
        raise DateError("'..' stands for an open end; leave an unknown start empty")
    if temporality == "instant":
        if end:
            raise DateError(f"{end!r}: an instant has a start only")
        return Span(first.earliest, first.latest, first.earliest, first.latest)
    if last.latest < first.earliest:
        raise DateError(f"{end!r} ends before the start {start!r}")
    end_earliest, end_latest, computed = last.earliest, last.latest, []
    if end == ".." and affirmed is not None:
        end_earliest = affirmed
        computed.append("end_earliest")
    if ended is not None and first.earliest <= ended < end_latest:
        end_latest = ended
        computed.append("end_latest")
        if end_earliest > end_latest:
            end_earliest = end_latest
            computed.append("end_earliest")
    return Span(
        first.earliest, first.latest, end_earliest, end_latest, tuple(sorted(set(computed)))
    )
