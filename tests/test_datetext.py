"""Dates of data sets as EDTF."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insurgraph.errors import DateError
from insurgraph.graph.dates import parse
from insurgraph.loaders.datetext import Order, edtf, is_day, parts, precise, window


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("2014-10-26", "ymd", "2014-10-26"),
        ("2014/10/26", "ymd", "2014-10-26"),
        ("2014-10-26 00:00:00.000", "ymd", "2014-10-26"),
        ("2014-10-26T00:00:00Z", "ymd", "2014-10-26"),
        ("2014-10-00", "ymd", "2014-10"),
        ("2014-00-00", "ymd", "2014"),
        ("2014", "ymd", "2014"),
        ("2014-10", "ymd", "2014-10"),
        ("10/26/2014 12:00:00 AM", "mdy", "2014-10-26"),
        ("26.10.2014", "dmy", "2014-10-26"),
        ("26/10/14", "dmy", "2014-10-26"),
        ("1/2/39", "dmy", "2039-02-01"),
        ("1/2/40", "dmy", "1940-02-01"),
        ("00/00/2014", "mdy", "2014"),
        ("26 October 2014", "ymd", "2014-10-26"),
        ("26-Oct-14", "ymd", "2014-10-26"),
        ("0000-00-00", "ymd", ""),
        ("", "ymd", ""),
    ],
)
def test_forms(text: str, order: Order, expected: str) -> None:
    assert edtf(text, order) == expected


@pytest.mark.parametrize(
    "text",
    ["26/10/2014", "2014-13-01", "2014-02-30", "32 May 2014", "soon", "2014-00-05", "1/2/345"],
)
def test_what_is_no_date_or_could_be_two_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        edtf(text)


@given(st.dates(date(1000, 1, 1)))
def test_every_day_is_read_in_every_form(day: date) -> None:
    iso = day.isoformat()
    assert edtf(iso) == edtf(f"{day:%d/%m/}{day.year}", "dmy") == iso
    assert edtf(f"{day:%m/%d/}{day.year}", "mdy") == parts(*iso.split("-")) == iso
    assert is_day(iso)
    assert parse(precise(iso, "month")).earliest <= day <= parse(precise(iso, "month")).latest
    assert parse(precise(iso, "by")).latest == day


@given(st.text(max_size=20) | st.from_regex(r"[0-9]{1,4}[-/][0-9]{1,2}[-/][0-9]{1,4}"))
def test_any_text_is_edtf_or_a_date_error(text: str) -> None:
    for order in ("ymd", "dmy", "mdy"):
        with suppress(DateError):
            parse(edtf(text, order))  # type: ignore[arg-type]


def test_windows() -> None:
    assert window("2014-01-02", "") == window("2014-01-02", "2014-01-02") == "2014-01-02"
    with pytest.raises(DateError, match=re.escape("ends before it begins")):
        window("2014-01-05", "2014-01-02")
    assert precise("", "day") == ""
