"""Tables as publishers leave them: headers, separators, encodings, spreadsheets, archives."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import insurgraph as ig
from insurgraph.errors import RecordError
from insurgraph.loaders import archive, tabular
from insurgraph.loaders.publication import Loader, Publication
from insurgraph.loaders.reading import Reading
from tests.properties import examples

WANTED = tabular.fields("side_a", "year", optional=["note"], year="YEAR yr")


def read(path: Path, problems: list[Any] | None = None) -> list[tuple[int, str, str, str]]:
    """Row, side, year and note of every row; what is wrong goes into `problems`."""
    made = Loader("x", "a table", lambda _r: ig.KnowledgeGraph(), Publication("X"))
    reading = Reading(made, [path], bad="report" if problems is None else problems.append)
    found = [
        (c.place.row, c["side_a"], c["year"], c["note"])
        for c in tabular.rows(reading, path, WANTED)
    ]
    assert problems is not None or not reading.problems, reading.problems
    return found


def table(path: Path, content: str | bytes, name: str = "x.csv") -> Path:
    file = path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


PLAIN = "side_a,year,note\nAmber Front,2008,x\n"
ROWS = [(2, "Amber Front", "2008", "x")]


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        "\ufeff" + PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        PLAIN.replace("side_a", "SideA").replace("year", "Year"),
        PLAIN.replace("side_a,year", "Side A,YR"),
        PLAIN.replace("note\n", 'note,"",other\n').replace("x\n", "x,1,2\n"),
        PLAIN + ",,\n\n ,\t, \n",
        PLAIN.replace("Amber Front", '" Amber \u00a0 Front "'),
        PLAIN.replace("2008,x", "2008,x,,"),
    ],
)  # fmt: skip
def test_a_table_is_read_in_whatever_form_it_comes(tmp_path: Path, content: str) -> None:
    assert read(table(tmp_path, content)) == ROWS


def test_columns_may_stand_in_any_order_and_optional_ones_be_missing(tmp_path: Path) -> None:
    assert read(table(tmp_path, "year,side_a\n2008,Amber Front\n")) == [
        (2, "Amber Front", "2008", "")
    ]


def test_a_file_without_headers_is_given_its_columns(tmp_path: Path) -> None:
    made = Loader("x", "a table", lambda _r: ig.KnowledgeGraph(), Publication("X"))
    path = table(tmp_path, "Amber Front,2008,-\r\nResin Army,2009,-\r\n\x1a")
    reading = Reading(made, [path])
    found = tabular.rows(reading, path, WANTED, ["side_a", "year", "note"])
    assert [(c.place.row, c["side_a"]) for c in found] == [(1, "Amber Front"), (2, "Resin Army")]
    assert reading.problems == []


def test_rows_are_counted_as_a_spreadsheet_counts(tmp_path: Path) -> None:
    content = '\n\nside_a,year\n"Amber\nFront",2008\n\nBasalt,2009\n'
    assert read(table(tmp_path, content)) == [
        (4, "Amber Front", "2008", ""), (6, "Basalt", "2009", ""),
    ]  # fmt: skip


def test_older_exports_are_in_windows_1252(tmp_path: Path) -> None:
    content = PLAIN.replace("Amber", "Brigáda – “údolí”").encode("cp1252")
    assert read(table(tmp_path, content))[0][1] == "Brigáda – “údolí” Front"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the first row is empty"),
        (b"\n\n,,\n", "the first row is empty"),
        (PLAIN.encode("utf-16"), "UTF-16; save it as 'CSV UTF-8'"),
        (PLAIN.encode("utf-16-le"), "no text: it holds zero bytes"),
        (PLAIN.encode() + b'"Basalt,2009,y\n', "a quotation mark that is never closed"),
        (PLAIN.encode() + b"\x81\xff,2009,y\n", "neither UTF-8 nor Windows-1252"),
        (b"side_a,note\nx,y\n", "this column is missing (as year, YEAR, yr)"),
        (b"side_a,year,Side_A\nx,1,y\n", "this column stands there twice"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_such_table_is_refused(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    with pytest.raises(RecordError) as caught:
        read(table(tmp_path, content))
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_row_that_is_cut_off_or_too_long_is_a_problem_of_that_row(tmp_path: Path) -> None:
    problems: list[Any] = []
    found = read(table(tmp_path, PLAIN + "a,1,2,3\nBasalt,2009\nChalk,2010,z\n"), problems)
    assert found == [*ROWS, (5, "Chalk", "2010", "z")]
    assert [(p.row, p.reason.partition(" under")[0]) for p in problems] == [
        (3, "4 cells"), (4, "2 cells"),
    ]  # fmt: skip


def test_numbers_are_read_or_told(tmp_path: Path) -> None:
    made = Loader("x", "a table", lambda _r: ig.KnowledgeGraph(), Publication("X"))
    path = table(tmp_path, "side_a,year\n3.0,2008\n-2.5,x\n,1e9\n")
    reading = Reading(made, [path])
    cells = list(tabular.rows(reading, path, WANTED))
    assert [c.whole("side_a") for c in cells] == [3, None, None]
    assert [c.number("year") for c in cells] == [2008, None, None]
    assert cells[2].filled("side_a") == ""
    assert [(p.row, p.column, p.value) for p in reading.problems] == [
        (3, "side_a", "-2.5"), (3, "year", "x"), (4, "year", "1e9"), (4, "side_a", ""),
    ]  # fmt: skip


# -- spreadsheets --------------------------------------------------------------------------------


def workbook(path: Path, *rows: list[Any]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path / "x.xlsx")
    return path / "x.xlsx"


def test_a_spreadsheet_gives_what_a_csv_of_it_would(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, ["side_a", "year", "note"], ["Amber Front", 2008, date(2008, 5, 1)],
        [None, None, None], ["Basalt", 2009.0, datetime(2009, 1, 2, 3)],
        ["C", 1, True], [None, 2, 0.5],
    )  # fmt: skip
    assert read(path) == [
        (2, "Amber Front", "2008", "2008-05-01"),
        (4, "Basalt", "2009", "2009-01-02 03:00:00"),
        (5, "C", "1", "1"),
        (6, "", "2", "0.5"),
    ]


def test_the_first_sheet_with_rows_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("data")
    sheet.append(["side_a", "year"])
    sheet.append(["Amber Front", 2008])
    book.save(tmp_path / "x.xlsx")
    assert read(tmp_path / "x.xlsx") == [(2, "Amber Front", "2008", "")]


def rewritten(path: Path, member: str, change: Any) -> Path:
    """A zip file in which one member is another."""
    with zipfile.ZipFile(path) as old:
        content = {i.filename: old.read(i) for i in old.infolist()}
    content[member] = change(content.get(member, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, raw in content.items():
            new.writestr(name, raw)
    return path


def test_a_spreadsheet_with_entities_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["side_a", "year"], ["Amber", 2008])
    declared = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet'
    rewritten(path, "xl/worksheets/sheet1.xml", lambda raw: raw.replace(b"<worksheet", declared, 1))
    with pytest.raises(
        RecordError, match="no readable XLSX: its XML is damaged, or declares entities"
    ):
        read(path)


def test_a_spreadsheet_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["side_a", "year"], ["Amber", 2008])
    rewritten(path, "xl/media/a.bin", lambda _raw: bytes(archive.SMALL + 1))
    with pytest.raises(RecordError, match="more than is read here"):
        read(path)


@pytest.mark.parametrize("cut", [0, 10, 400, 2000, -30])
def test_a_damaged_spreadsheet_is_refused(tmp_path: Path, cut: int) -> None:
    path = workbook(tmp_path, ["side_a", "year"], ["Amber", 2008])
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(RecordError, match="no readable XLSX"):
        read(path)


# -- archives ------------------------------------------------------------------------------------


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path / "x.zip", "w", zipfile.ZIP_DEFLATED) as made:
        for name, raw in members.items():
            made.writestr(name.replace("__", "/").replace("_csv", ".csv"), raw)
    return path / "x.zip"


def test_a_table_may_be_packed(tmp_path: Path) -> None:
    packed = table(tmp_path, gzip.compress(PLAIN.encode()), "x.csv.gz")
    assert read(packed) == ROWS
    path = zipped(tmp_path, folder__x_csv=PLAIN.encode(), **{"__MACOSX/._x": b"?"})
    assert read(path) == ROWS


def test_paths_in_an_archive_do_not_matter(tmp_path: Path) -> None:
    made = tmp_path / "inner"
    made.mkdir()
    with zipfile.ZipFile(made / "x.zip", "w") as packed:
        packed.writestr("../../escaped.csv", PLAIN)
    assert read(made / "x.zip") == ROWS
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["inner", "x.zip"]


def test_an_archive_of_several_files_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, a_csv=b"", b_csv=b"")
    with pytest.raises(RecordError, match=r"holds 2 files \(a.csv, b.csv\); unpack it"):
        read(path)


def test_a_spreadsheet_in_a_zip_is_to_be_unpacked(tmp_path: Path) -> None:
    book = workbook(tmp_path, ["side_a", "year"], ["Amber", 2008])
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as packed:
        packed.write(book, "x.xlsx")
    with pytest.raises(RecordError, match=r"holds the spreadsheet x\.xlsx; unpack it"):
        read(tmp_path / "x.zip")


def test_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "SMALL", 2**20)
    path = zipped(tmp_path, a_csv=bytes(2**21))
    with pytest.raises(RecordError, match="more than is read here"):
        read(path)
    packed = table(tmp_path, gzip.compress(b"side_a,year\n" + b"a,1\n" * 2**19), "x.csv.gz")
    with pytest.raises(RecordError, match="unpacks to more than 1,048,576 bytes"):
        read(packed)


@pytest.mark.parametrize("field", [(4, 99), (8, 99), (10, 255), (26, 255), (28, 255)])
@pytest.mark.parametrize("name", ["y.zip", "y.xlsx"])
def test_an_archive_made_to_confuse_is_refused(
    tmp_path: Path, field: tuple[int, int], name: str
) -> None:
    at, value = field  # version, method, time, length of the name, length of what is extra
    raw = bytearray(zipped(tmp_path, x_csv=PLAIN.encode()).read_bytes())
    if name.endswith("xlsx"):
        raw = bytearray(workbook(tmp_path, ["side_a", "year"], ["Amber", 2008]).read_bytes())
    for mark, further in ((b"PK\x03\x04", 0), (b"PK\x01\x02", 2)):
        raw[raw.index(mark) + at + further] = value
    with suppress(RecordError):
        read(table(tmp_path, bytes(raw), name))


@pytest.mark.parametrize("cut", [4, 20, -4])
def test_a_damaged_archive_is_refused(tmp_path: Path, cut: int) -> None:
    for packed in (
        table(tmp_path, gzip.compress(PLAIN.encode())[:cut], "x.csv.gz"),
        table(tmp_path, zipped(tmp_path, x_csv=PLAIN.encode()).read_bytes()[:cut], "y.zip"),
    ):
        with pytest.raises(RecordError, match="damaged archive"):
            read(packed)


def test_a_zip_with_a_password_or_a_folder_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, x_csv=PLAIN.encode())
    raw = bytearray(path.read_bytes())
    for at in (raw.index(b"PK\x03\x04") + 6, raw.index(b"PK\x01\x02") + 8):
        raw[at] |= 1  # the mark of an encrypted member
    path.write_bytes(raw)
    with pytest.raises(RecordError, match=r"cannot be unpacked.*password"):
        read(path)
    with pytest.raises(RecordError, match="is a folder"):
        read(tmp_path)


# -- anything ------------------------------------------------------------------------------------

CELL = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff"),
    max_size=8,
)


@examples(100)
@given(
    st.lists(st.tuples(CELL, st.integers(0, 9999).map(str)), min_size=1, max_size=5),
    st.sampled_from(",;\t"),
    st.sampled_from(["utf-8", "utf-8-sig"]),
)
def test_what_csv_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Any], separator: str, encoding: str
) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([("side_a", "year"), *rows])
    path = table(tmp_path_factory.mktemp("any"), out.getvalue().encode(encoding))
    assert [(a, y) for _, a, y, _ in read(path)] == [(tabular.clean(a), y) for a, y in rows]


@examples(100)
@given(st.binary(max_size=300), st.sampled_from(["x.csv", "x.xlsx", "x.zip", "x.csv.gz"]))
def test_any_bytes_are_rows_or_a_record_error(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes, name: str
) -> None:
    path = tmp_path_factory.mktemp("any") / name
    path.write_bytes(raw)
    with suppress(RecordError):
        read(path, [])
