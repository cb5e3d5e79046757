"""Dates as data sets write them, as EDTF text; the record's own dates work the bounds out."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from ..errors import DateError
from ..graph.dates import parse

Order = Literal["ymd", "dmy", "mdy"]
Precision = Literal["day", "month", "year", "about", "by"]

_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[AP]M)?$", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})")
_WORDS = re.compile(r"(\d{1,2})[-\s]([A-Za-z]{3,9})\.?[-\s](\d{4}|\d{2})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def edtf(text: str, order: Order = "ymd", *, century_from: int = 1940) -> str:
    """A date with or without its time, or with unknown parts, as EDTF.

    Parameters
    ----------
    text : str
        ``2014-10-26``, ``2014-10-26 00:00:00.000``, ``2014-10-00`` (day unknown), ``26/10/2014``,
        ``26 October 2014``, ``26-Oct-14``, ``2014-10``, ``2014``; ``0000-00-00`` is unknown.
    order : {'ymd', 'dmy', 'mdy'}
        How a date in numbers is written that does not begin with a year of four digits.
    century_from : int
        First of the hundred years that a year of two digits may be.

    Raises
    ------
    DateError

    Examples
    --------
    >>> edtf("2014-10-00"), edtf("26/10/14", "dmy"), edtf("5 May 2008"), edtf("")
    ('2014-10', '2014-10-26', '2008-05-05', '')
    """
    bare = _TIME.sub("", text.strip())
    if not bare.strip("0-/."):
        return ""
    if re.fullmatch(r"\d{4}(-\d{2})?", bare):
        return parts(*bare.split("-"))
    if found := _WORDS.fullmatch(bare):
        day, word, year = found.groups()
        if word.casefold()[:3] in _MONTHS:
            month = str(_MONTHS.index(word.casefold()[:3]) + 1)
            return parts(_year(year, century_from), month, day)
    if found := _NUMBERS.fullmatch(bare):
        first, second, third = found.groups()
        if len(first) == 4:
            return parts(first, second, third)
        if order == "ymd":
            raise DateError(f"{text!r} does not begin with its year; say in which order it is")
        day, month = (first, second) if order == "dmy" else (second, first)
        return parts(_year(third, century_from), str(int(month)), day)
    raise DateError(f"{text!r} is no date that is understood here")


def parts(year: str, month: str = "", day: str = "") -> str:
    """A date in parts, of which month and day may be zero or missing, as EDTF.

    Raises
    ------
    DateError

    Examples
    --------
    >>> parts("2014", "7", "0"), parts("2014", "00", "00")
    ('2014-07', '2014')
    """
    numbers = [int(p) if p else 0 for p in (year, month, day)]
    text = f"{numbers[0]:04d}"
    if numbers[1]:
        text += f"-{numbers[1]:02d}"
        if numbers[2]:
            text += f"-{numbers[2]:02d}"
    elif numbers[2]:
        raise DateError(f"{year}-{month}-{day}: a day without a month")
    parse(text)
    return text


def precise(text: str, precision: Precision) -> str:
    """A full date of which only a part is meant, as EDTF.

    Parameters
    ----------
    text : str
        EDTF day.
    precision : {'day', 'month', 'year', 'about', 'by'}
        What of it is known: all, month and year, the year, the year roughly, or only that it was
        not later.

    Examples
    --------
    >>> [precise("1964-12-31", p) for p in ("day", "month", "year", "about", "by")]
    ['1964-12-31', '1964-12', '1964', '1964~', '../1964-12-31']
    """
    if not text:
        return ""
    lengths = {"day": 10, "month": 7, "year": 4, "about": 4}
    if precision == "by":
        return f"../{text}"
    return text[: lengths[precision]] + ("~" if precision == "about" else "")


def window(first: str, last: str) -> str:
    """The moment somewhere between two days, as EDTF.

    Raises
    ------
    DateError

    Examples
    --------
    >>> window("2014-01-02", "2014-01-05"), window("2014-01-02", "2014-01-02")
    ('2014-01-02/2014-01-05', '2014-01-02')
    """
    text = first if first == last or not last else f"{first}/{last}"
    parse(text)
    return text


def _year(text: str, century_from: int) -> str:
    """A year of two digits within the hundred years from `century_from`."""
    if len(text) == 4:
        return text
    if len(text) != 2:
        raise DateError(f"{text!r} is no year")
    year = century_from - century_from % 100 + int(text)
    return str(year if year >= century_from else year + 100)


def is_day(text: str) -> bool:
    """Whether an EDTF text is one day.

    Examples
    --------
    >>> is_day("2014-10-26"), is_day("2014-10")
    (True, False)
    """
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
