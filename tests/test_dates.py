"""Dates: what a text can mean, and when a claim holds."""

from __future__ import annotations

import calendar
import re
import warnings
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise, product
from time import struct_time
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from insurgraph.errors import ArgumentError, DateError, InsurgraphError
from insurgraph.graph.dates import (
    ALWAYS,
    EARLIEST,
    LATEST,
    Moment,
    Period,
    Span,
    parse,
    period,
    span_of,
)
from tests.properties import examples

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the package's grammar warns at the parser library
    import edtf

# -- texts ---------------------------------------------------------------------------------------

MEANINGS = [
    # plain
    ("2014", "2014-01-01", "2014-12-31"),
    ("2014-10", "2014-10-01", "2014-10-31"),
    ("2014-10-26", "2014-10-26", "2014-10-26"),
    ("2016-02", "2016-02-01", "2016-02-29"),
    ("2015-02", "2015-02-01", "2015-02-28"),
    ("1900-02", "1900-02-01", "1900-02-28"),
    ("2000-02", "2000-02-01", "2000-02-29"),
    ("0001", "0001-01-01", "0001-12-31"),
    ("0050-03", "0050-03-01", "0050-03-31"),
    ("9999-12-31", "9999-12-31", "9999-12-31"),
    # marks
    ("2014?", "2014-01-01", "2014-12-31"),
    ("2014-10~", "2014-10-01", "2014-10-31"),
    ("2014-10-26%", "2014-10-26", "2014-10-26"),
    # unknown digits
    ("201X", "2010-01-01", "2019-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("2XXX", "2000-01-01", "2999-12-31"),
    ("00XX", "0001-01-01", "0099-12-31"),
    ("XXXX", "0001-01-01", "9999-12-31"),
    ("2X14", "2014-01-01", "2914-12-31"),
    ("2014-XX", "2014-01-01", "2014-12-31"),
    ("2014-1X", "2014-10-01", "2014-12-31"),
    ("2014-0X", "2014-01-01", "2014-09-30"),
    ("2014-X2", "2014-02-01", "2014-12-31"),
    ("2014-X3", "2014-03-01", "2014-03-31"),
    ("2014-10-XX", "2014-10-01", "2014-10-31"),
    ("2014-10-3X", "2014-10-30", "2014-10-31"),
    ("2014-09-3X", "2014-09-30", "2014-09-30"),
    ("2016-02-2X", "2016-02-20", "2016-02-29"),
    ("2014-02-XX", "2014-02-01", "2014-02-28"),
    ("2014-XX-31", "2014-01-31", "2014-12-31"),
    ("2014-1X-31", "2014-10-31", "2014-12-31"),
    ("2014-X2-31", "2014-12-31", "2014-12-31"),
    ("201X-02-29", "2012-02-29", "2016-02-29"),
    ("190X-02-29", "1904-02-29", "1908-02-29"),
    ("XXXX-02-29", "0004-02-29", "9996-02-29"),
    ("XX00-02-29", "0400-02-29", "9600-02-29"),
    ("201X-XX-XX?", "2010-01-01", "2019-12-31"),
    # windows
    ("2014/2016", "2014-01-01", "2016-12-31"),
    ("2014-10/2016-02", "2014-10-01", "2016-02-29"),
    ("2008/2009-05-12", "2008-01-01", "2009-05-12"),
    ("2009-05-12/2009", "2009-05-12", "2009-12-31"),
    ("2014/2014", "2014-01-01", "2014-12-31"),
    ("2014~/2016?", "2014-01-01", "2016-12-31"),
    ("201X/2015-03", "2010-01-01", "2015-03-31"),
    ("2014/201X", "2014-01-01", "2019-12-31"),
    ("../2014", "0001-01-01", "2014-12-31"),
    ("../2017-07-11", "0001-01-01", "2017-07-11"),
    ("2014-10/..", "2014-10-01", "9999-12-31"),
    ("201X/..", "2010-01-01", "9999-12-31"),
    # sets
    ("[2014]", "2014-01-01", "2014-12-31"),
    ("[2014,2016-05]", "2014-01-01", "2016-05-31"),
    ("[2016-02-13,2017-02-13]", "2016-02-13", "2017-02-13"),
    ("[2017,2014]", "2014-01-01", "2017-12-31"),
    ("[2008..2010]", "2008-01-01", "2010-12-31"),
    ("[2008..2009-05-12]", "2008-01-01", "2009-05-12"),
    ("[2001,2008..2009-05-12,201X]", "2001-01-01", "2019-12-31"),
    ("[..2014]", "0001-01-01", "2014-12-31"),
    ("[2014..]", "2014-01-01", "9999-12-31"),
    ("[..2001,2014-05]", "0001-01-01", "2014-05-31"),
    ("[2014, 2016]", "2014-01-01", "2016-12-31"),
    # nothing known, still going on
    ("", "0001-01-01", "9999-12-31"),
    ("..", "0001-01-01", "9999-12-31"),
]

NO_DATES = [
    # of the calendar
    "2014-02-30", "2015-02-29", "1900-02-29", "2014-13", "2014-00", "2014-04-31", "2014-01-00",
    "2014-10-32", "0000", "2014-02-3X", "2014-4X", "2014-10-4X", "201X-02-30",
    "2015-02-29/2016", "[2014,2015-02-29]", "XXXX-02-30", "20X1-02-29", "XX15-02-29",
    # ends before it begins
    "2016/2014", "2016-06/2016-03", "2014-10-26/2014-10-25", "2020/201X", "[2010..2008]",
    # of other notations
    "14", "201", "20145", "2014-1", "2014-1-1", "2014/10/26", "26-10-2014", "26.10.2014",
    "October 2014", "2014-10-26T00:00", "20141026", "-2014", "+2014", "Y12014", "2014-21",
    "~2014", "?", "2014??", "2014?~", "2014?-10", "201x", "201u", "{2014,2016}", "2014,2016",
    "2014 ", " 2014", "2014\n", "2014-10 /2015", "２０１４", "٢٠١٤", "2014–2016", "unknown", "null",
    # windows and sets that say nothing, or too much
    "/", "/2014", "2014/", "../..", "../", "/..", "2014/2015/2016", "2014//2015", "..2014",
    "2014..", "2014..2016", "...", "..?", "2014/..?", "[]", "[", "]", "[,]", "[2014,]", "[,2014]",
    "[2014", "2014]", "[..]", "[....]", "[2014....]", "[....2014]", "[2014...2016]", "[[2014]]",
    "[2014/2016]", "[2014,..]", "[2014]/2016", "[2014]?", "[2014;2016]",
]  # fmt: skip


@pytest.mark.parametrize(("text", "earliest", "latest"), MEANINGS)
def test_a_text_means_the_days_it_can_mean(text: str, earliest: str, latest: str) -> None:
    moment = parse(text)
    assert (str(moment.earliest), str(moment.latest)) == (earliest, latest)
    assert moment.text == text


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_refused_with_the_text_in_the_message(text: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(text)
    assert repr(text) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [
        ("2014", False, False),
        ("2014?", True, False),
        ("2014~", False, True),
        ("2014%", True, True),
        ("2014~/2016?", True, True),
        ("[2014,2016-05?]", True, False),
        ("../2014~", False, True),
    ],
)
def test_marks_of_doubt_are_kept(text: str, uncertain: bool, approximate: bool) -> None:
    moment = parse(text)
    assert (moment.uncertain, moment.approximate) == (uncertain, approximate)


@pytest.mark.parametrize(
    ("text", "known"),
    [("", False), ("..", False), ("XXXX", False), ("../2014", True), ("2014", True)],
)
def test_a_date_is_known_when_one_side_of_it_is(text: str, known: bool) -> None:
    assert parse(text).known is known


@pytest.mark.parametrize("text", ["9" * 100_000, "[" * 10_000, "X" * 50, "[" + "2014," * 9999])
def test_a_huge_text_is_no_date(text: str) -> None:
    with pytest.raises(DateError):
        parse(text)


def test_a_long_set_is_a_date() -> None:
    assert parse("[" + ",".join(["2014", "2016"] * 5000) + "]").latest == date(2016, 12, 31)


@examples(300)
@given(st.one_of(st.text(max_size=30), st.text("0123456789X-/.[],?~% ", max_size=24)))
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    try:
        moment = parse(text)
    except DateError:
        return
    assert EARLIEST <= moment.earliest <= moment.latest <= LATEST
    assert moment.text == text


def test_a_date_error_is_an_error_of_the_library_and_a_value_error() -> None:
    assert issubclass(DateError, InsurgraphError)
    assert issubclass(DateError, ValueError)


# -- against a second opinion --------------------------------------------------------------------

YEARS = st.integers(1, 9999).map("{:04}".format)
MONTHS = st.integers(1, 12).map("{:02}".format)
MARKS = st.sampled_from(["", "", "", "?", "~", "%"])


SIMPLE = st.one_of(
    YEARS,
    st.tuples(YEARS, MONTHS).map("-".join),
    st.dates().map(date.isoformat),
)
UNKNOWN_DIGITS = st.one_of(
    st.from_regex(r"[1-9]([0-9]{2}X|[0-9]XX|XXX)", fullmatch=True),
    st.tuples(st.from_regex(r"[1-9][0-9]{2}X", fullmatch=True), MONTHS)
    .filter(lambda ym: ym[1] != "02")
    .map("-".join),
    st.tuples(YEARS, MONTHS).map(lambda ym: f"{ym[0]}-{ym[1]}-XX"),
    YEARS.map("{}-XX".format),
    YEARS.map("{}-XX-XX".format),
)
MARKED = st.one_of(st.tuples(SIMPLE, MARKS).map("".join), UNKNOWN_DIGITS)
WINDOWS = st.tuples(SIMPLE, MARKS, SIMPLE, MARKS).map(lambda p: f"{p[0]}{p[1]}/{p[2]}{p[3]}")
SETS = st.lists(SIMPLE, min_size=2, max_size=3).map(lambda p: f"[{','.join(p)}]")
YEAR_RANGES = st.tuples(YEARS, YEARS).map(lambda p: f"[{min(p)}..{max(p)}]")


def _day(bound: struct_time) -> date:
    return date(bound.tm_year, bound.tm_mon, bound.tm_mday)


def _second_opinion(text: str) -> tuple[date, date]:
    found: Any = edtf.parse_edtf(text)
    return _day(found.lower_strict()), _day(found.upper_strict())


@examples(60)
@given(st.one_of(MARKED, WINDOWS, SETS, YEAR_RANGES))
def test_bounds_are_those_of_the_edtf_package(text: str) -> None:
    expected = _second_opinion(text)
    if expected[0] > expected[1]:  # which it does not mind
        with pytest.raises(DateError, match="ends before it begins"):
            parse(text)
        return
    moment = parse(text)
    assert (moment.earliest, moment.latest) == expected


@cache
def _two_centuries() -> str:
    """Every day from 1900 to 2099, one a line."""
    first, last = date(1900, 1, 1), date(2099, 12, 31)
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return "\n".join(d.isoformat() for d in days)


@examples(120)
@given(
    st.from_regex(r"(19|20)[0-9X]{2}", fullmatch=True),
    st.from_regex(r"[01X][0-9X]", fullmatch=True),
    st.from_regex(r"[0-3X][0-9X]", fullmatch=True),
    st.sampled_from([1, 2, 3]),
)
def test_unknown_digits_mean_the_calendar_days_that_match(
    year: str, month: str, day: str, parts: int
) -> None:
    pattern = "-".join([*(year, month, day)[:parts], *["[0-9]{2}"] * (3 - parts)])
    days = re.findall(f"^{pattern.replace('X', '[0-9]')}$", _two_centuries(), re.MULTILINE)
    text = "-".join((year, month, day)[:parts])
    if not days:
        with pytest.raises(DateError, match="no day of the calendar"):
            parse(text)
        return
    moment = parse(text)
    assert (str(moment.earliest), str(moment.latest)) == (days[0], days[-1])


# -- algebra of texts ----------------------------------------------------------------------------


@examples(100)
@given(SIMPLE, SIMPLE)
def test_a_window_reaches_from_the_first_day_of_one_to_the_last_of_the_other(
    a: str, b: str
) -> None:
    assume(parse(a).earliest <= parse(b).latest)
    window = parse(f"{a}/{b}")
    assert (window.earliest, window.latest) == (parse(a).earliest, parse(b).latest)
    assert parse(f"../{b}").latest == window.latest
    assert parse(f"{a}/..").earliest == window.earliest
    assert parse(f"[{a}..{b}]").earliest == window.earliest


@examples(100)
@given(st.lists(st.one_of(SIMPLE, UNKNOWN_DIGITS), min_size=1, max_size=4), st.randoms())
def test_a_set_means_what_its_members_mean_in_any_order(members: list[str], random: Any) -> None:
    whole = parse(f"[{','.join(members)}]")
    assert whole.earliest == min(parse(m).earliest for m in members)
    assert whole.latest == max(parse(m).latest for m in members)
    shuffled = members[:]
    random.shuffle(shuffled)
    again = parse(f"[{','.join(shuffled)}]")
    assert (again.earliest, again.latest) == (whole.earliest, whole.latest)


@examples(100)
@given(st.dates())
def test_less_precision_never_means_fewer_days(day: date) -> None:
    texts = [day.isoformat(), f"{day:%Y-%m}".rjust(7, "0"), f"{day.year:04}", "XXXX"]
    moments = [parse(t) for t in texts]
    for narrow, wide in pairwise(moments):
        assert wide.earliest <= narrow.earliest <= narrow.latest <= wide.latest
    assert moments[1].latest.day == calendar.monthrange(day.year, day.month)[1]


# -- questions -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        ("2015-06-01", "2015-06-01", "2015-06-01"),
        ("2015-06", "2015-06-01", "2015-06-30"),
        ("2015/2018", "2015-01-01", "2018-12-31"),
        (" 2015 ", "2015-01-01", "2015-12-31"),
        ("../2015", "0001-01-01", "2015-12-31"),
        ("2015/..", "2015-01-01", "9999-12-31"),
        ("201X", "2010-01-01", "2019-12-31"),
        (date(2015, 6, 1), "2015-06-01", "2015-06-01"),
        (datetime(2015, 6, 1, 12, 30), "2015-06-01", "2015-06-01"),
        (Period(date(2015, 6, 1), date(2015, 6, 2)), "2015-06-01", "2015-06-02"),
        (None, "0001-01-01", "9999-12-31"),
    ],
)
def test_a_question_is_about_a_period(on: Any, first: str, last: str) -> None:
    days = period(on)
    assert (str(days.first), str(days.last)) == (first, last)
    assert type(days.first) is date


@pytest.mark.parametrize(
    "on", ["", "..", "XXXX", "2015?", "2015~", "[2015,2016]", "2015-13", "summer", "2016/2015"]
)
def test_a_question_has_to_say_which_days_it_means(on: str) -> None:
    with pytest.raises(ArgumentError):
        period(on)


@pytest.mark.parametrize("on", [2015, 2015.5, ["2015"]])
def test_a_question_that_is_no_text_is_refused_in_words(on: Any) -> None:
    with pytest.raises(ArgumentError, match=r"2015"):
        period(on)


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2015-06-01", "2015-06-01"),
        ("2015", "2015-01-01/2015-12-31"),
        ("../2015", "../2015-12-31"),
        ("2015/..", "2015-01-01/.."),
    ],
)
def test_a_period_says_its_days_and_is_read_again(on: str, words: str) -> None:
    assert str(period(on)) == words
    assert period(str(period(on))) == period(on)


# -- bounds of a claim ---------------------------------------------------------------------------


def _bounds(span: Span) -> tuple[str, ...]:
    days = (span.start_earliest, span.start_latest, span.end_earliest, span.end_latest)
    return tuple("" if d in (EARLIEST, LATEST) else d.isoformat() for d in days)


@pytest.mark.parametrize(
    ("temporality", "start", "end", "bounds"),
    [
        ("instant", "2014-10", "", ("2014-10-01", "2014-10-31", "2014-10-01", "2014-10-31")),
        ("instant", "", "", ("", "", "", "")),
        ("instant", "../2014", "", ("", "2014-12-31", "", "2014-12-31")),
        ("instant", "2014/..", "", ("2014-01-01", "", "2014-01-01", "")),
        ("instant", "[2016,2018]", "", ("2016-01-01", "2018-12-31", "2016-01-01", "2018-12-31")),
        ("state", "2014", "2016", ("2014-01-01", "2014-12-31", "2016-01-01", "2016-12-31")),
        ("state", "", "2008", ("", "", "2008-01-01", "2008-12-31")),
        ("state", "2014", "", ("2014-01-01", "2014-12-31", "", "")),
        ("state", "2014", "..", ("2014-01-01", "2014-12-31", "", "")),
        ("state", "../2009-05-12", "..", ("", "2009-05-12", "", "")),
        ("state", "2014", "2014", ("2014-01-01", "2014-12-31", "2014-01-01", "2014-12-31")),
        ("state", "2014-06", "2014", ("2014-06-01", "2014-06-30", "2014-01-01", "2014-12-31")),
        ("count", "2017", "2018-06", ("2017-01-01", "2017-12-31", "2018-06-01", "2018-06-30")),
    ],
)
def test_all_four_bounds_are_always_filled(
    temporality: Any, start: str, end: str, bounds: tuple[str, ...]
) -> None:
    span = span_of(temporality, start, end)
    assert _bounds(span) == bounds
    assert span.computed == ()


def test_an_unknown_bound_is_the_sentinel_that_makes_nothing_definite() -> None:
    assert span_of("state", "", "") == Span(EARLIEST, LATEST, EARLIEST, LATEST)


@pytest.mark.parametrize(
    ("temporality", "start", "end", "why"),
    [
        ("instant", "2014", "2016", "start only"),
        ("instant", "2014", "..", "start only"),
        ("state", "2016", "2014", "before the start"),
        ("state", "2016-05-02", "2016-05-01", "before the start"),
        ("state", "2016/..", "2014", "before the start"),
        ("count", "2016", "../2015", "before the start"),
        ("state", "..", "2014", "open end"),
        ("instant", "..", "", "open end"),
        ("state", "2014-02-30", "", "calendar"),
        ("state", "2014", "soon", "no date"),
    ],
)
def test_dates_that_contradict_each_other_are_refused(
    temporality: Any, start: str, end: str, why: str
) -> None:
    with pytest.raises(DateError, match=why):
        span_of(temporality, start, end)


@pytest.mark.parametrize(
    ("start", "end", "affirmed", "ended", "expected", "computed"),
    [
        # still so when a passage last said it
        ("2014", "..", "2018-10-31", None, ("2018-10-31", ""), ("end_earliest",)),
        ("2014", "", "2018-10-31", None, ("", ""), ()),
        ("2014", "2016", "2018-10-31", None, ("2016-01-01", "2016-12-31"), ()),
        # a death ends it
        ("2014", "", None, "2016-07-26", ("", "2016-07-26"), ("end_latest",)),
        ("", "", None, "2016-07-26", ("", "2016-07-26"), ("end_latest",)),
        ("2014", "..", None, "2016-07-26", ("", "2016-07-26"), ("end_latest",)),
        (
            "2014", "..", "2015", "2016-07-26", ("2015-01-01", "2016-07-26"),
            ("end_earliest", "end_latest"),
        ),
        # whoever affirms it later than that did not know
        (
            "2014", "..", "2018-10-31", "2016-07-26", ("2016-07-26", "2016-07-26"),
            ("end_earliest", "end_latest"),
        ),
        ("2014", "2016", None, "2016-07-26", ("2016-01-01", "2016-07-26"), ("end_latest",)),
        (
            "2014", "2018", None, "2016-07-26", ("2016-07-26", "2016-07-26"),
            ("end_earliest", "end_latest"),
        ),
        # it was over before
        ("2014", "2015", None, "2016-07-26", ("2015-01-01", "2015-12-31"), ()),
        ("2014", "2016-07-26", None, "2016-07-26", ("2016-07-26", "2016-07-26"), ()),
        # a death before the start contradicts the claim and shortens nothing
        ("2017", "", None, "2016-07-26", ("", ""), ()),
        ("2016-07-26", "", None, "2016-07-26", ("", "2016-07-26"), ("end_latest",)),
    ],
)  # fmt: skip
def test_what_affirms_and_what_ends_a_state(
    start: str,
    end: str,
    affirmed: str | None,
    ended: str | None,
    expected: tuple[str, str],
    computed: tuple[str, ...],
) -> None:
    span = span_of(
        "state",
        start,
        end,
        affirmed=parse(affirmed).earliest if affirmed else None,
        ended=parse(ended).latest if ended else None,
    )
    assert _bounds(span)[2:] == expected
    assert span.computed == computed


def test_an_instant_is_neither_affirmed_nor_ended() -> None:
    span = span_of("instant", "2014", "", affirmed=date(2018, 1, 1), ended=date(2014, 3, 1))
    assert span == span_of("instant", "2014", "")


# -- when a claim holds --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "on", "possible", "definite"),
    [
        ("2014", "2016", "2013", False, False),
        ("2014", "2016", "2014", True, True),
        ("2014", "2016", "2014-06-01", True, False),
        ("2014", "2016", "2014-12-31", True, True),
        ("2014", "2016", "2015-06", True, True),
        ("2014", "2016", "2016-01-01", True, True),
        ("2014", "2016", "2016-01-02", True, False),
        ("2014", "2016", "2017", False, False),
        ("2014", "2016", "2010/2020", True, True),
        ("2014", "2016", "2016-06/2020", True, False),
        ("", "2008", "1990", True, False),
        ("", "2008", "2009", False, False),
        ("2014", "", "2090", True, False),
        ("2014", "", "2013", False, False),
        ("", "", "2014", True, False),
        ("../2009-05-12", "..", "2009-05-12", True, False),
        ("2014", "2014", "2014-06-01", True, False),
        ("2014", "2014", "2014", True, True),
        ("2014-06-01", "2014-06-01", "2014-06-01", True, True),
    ],
)
def test_a_state_on_a_day_and_in_a_period(
    start: str, end: str, on: str, possible: bool, definite: bool
) -> None:
    span = span_of("state", start, end)
    assert span.holds(period(on)) is possible
    assert span.holds(period(on), "definite") is definite


@pytest.mark.parametrize(
    ("start", "on", "possible", "definite"),
    [
        ("2014-10", "2014-10-10", True, False),
        ("2014-10", "2014-10", True, True),
        ("2014-10", "2014", True, True),
        ("2014-10", "2014-10-02/2014-10-31", True, False),
        ("2014-10", "2014-11", False, False),
        ("2014-10", "2018", False, False),
        ("2014-10-26", "2014-10-26", True, True),
        ("", "2014", True, False),
        ("../2014", "2014", True, False),
        ("../2014", "../2014", True, True),
        ("[2012,2016]", "2014", True, False),
    ],
)
def test_an_instant_on_a_day_and_in_a_period(
    start: str, on: str, possible: bool, definite: bool
) -> None:
    span = span_of("instant", start, "")
    assert span.holds(period(on)) is possible
    assert span.holds(period(on), "definite") is definite


def test_a_state_affirmed_at_a_day_is_definite_until_then() -> None:
    span = span_of("state", "2014", "..", affirmed=date(2018, 10, 31))
    assert span.holds(period("2018-10-31"), "definite")
    assert not span.holds(period("2018-11-01"), "definite")
    assert span.holds(period("2018-11-01"))


# A world of ten days, small enough to try every day on which a claim can begin and end.
WORLD = [date(2020, 3, d) for d in range(1, 11)]
WRITTEN = st.one_of(
    st.sampled_from(["", *map(str, WORLD[1:9])]),
    st.tuples(st.sampled_from(WORLD[1:9]), st.sampled_from(WORLD[1:9])).map(
        lambda p: f"{min(p)}/{max(p)}"
    ),
    st.sampled_from(WORLD[1:9]).map("../{}".format),
    st.sampled_from(WORLD[1:9]).map("{}/..".format),
)
PERIODS = st.tuples(st.sampled_from(WORLD[1:9]), st.sampled_from(WORLD[1:9])).map(
    lambda p: Period(min(p), max(p))
)


def _choices(first: date, last: date) -> list[date]:
    return [d for d in WORLD if first <= d <= last]


@examples(200)
@given(WRITTEN, PERIODS)
def test_an_instant_holds_as_trying_every_day_says(start: str, on: Period) -> None:
    span = span_of("instant", start, "")
    inside = [on.first <= d <= on.last for d in _choices(span.start_earliest, span.start_latest)]
    assert span.holds(on) is any(inside)
    assert span.holds(on, "definite") is all(inside)


@examples(400)
@given(
    WRITTEN,
    WRITTEN | st.just(".."),
    st.none() | st.sampled_from(WORLD[1:9]),
    st.none() | st.sampled_from(WORLD[1:9]),
    PERIODS,
)
def test_a_state_holds_as_trying_every_beginning_and_end_says(
    start: str, end: str, affirmed: date | None, ended: date | None, on: Period
) -> None:
    try:
        span = span_of("state", start, end, affirmed=affirmed, ended=ended)
    except DateError:
        assert parse(end).latest < parse(start).earliest
        return
    lives = [
        (s, e)
        for s, e in product(
            _choices(span.start_earliest, span.start_latest),
            _choices(span.end_earliest, span.end_latest),
        )
        if s <= e
    ]
    held = [s <= on.last and on.first <= e for s, e in lives]
    assert span.holds(on) is any(held)
    # Of a beginning or end that is not known on the side that counts, nothing is definite, even
    # where the other one would allow the conclusion.
    if span.holds(on, "definite"):
        assert all(held)
    elif (
        span.start_latest <= span.end_latest < LATEST
        and EARLIEST < span.start_earliest <= span.end_earliest
    ):
        assert not all(held)


@examples(200)
@given(st.sampled_from(["instant", "state", "count"]), MARKED | WINDOWS | SETS, st.dates())
def test_definite_implies_possible(temporality: Any, start: str, day: date) -> None:
    try:
        span = span_of(temporality, start, "")
    except DateError:
        assume(False)
    on = Period(day, day)
    assert span.holds(on) or not span.holds(on, "definite")
    assert span.holds(ALWAYS)
    assert span.start_earliest <= span.start_latest
    assert span.end_earliest <= span.end_latest


@examples(200)
@given(WRITTEN, WRITTEN, PERIODS, PERIODS)
def test_a_longer_period_holds_whatever_a_shorter_one_does(
    start: str, end: str, one: Period, other: Period
) -> None:
    try:
        span = span_of("state", start, end)
    except DateError:
        assume(False)
    both = Period(min(one.first, other.first), max(one.last, other.last))
    for certainty in ("possible", "definite"):
        if span.holds(one, certainty):
            assert span.holds(both, certainty)


def test_moments_are_values() -> None:
    assert parse("2014") == Moment("2014", date(2014, 1, 1), date(2014, 12, 31))
    assert len({parse("2014"), parse("2014"), parse("2015")}) == 2
