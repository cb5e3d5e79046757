"""Tables in CSV and XLSX, row by row, under whatever headers an edition gives its columns.

A loader names the fields it wants and the spellings their columns have had; ``SideA``,
``side_a`` and ``Side A`` are one spelling, since case, spaces and joining signs do not count.
Columns that nobody asked for are not read; rows that hold nothing are passed over, as publishers
leave them at the end of spreadsheets.

CSV may be separated by commas, semicolons or tabs, in UTF-8 (with or without a mark at its
beginning) or, as older exports are, in Windows-1252. XLSX needs the extra ``xlsx``; a cell holds
what the spreadsheet last worked out, never a formula.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ArgumentError, Problem, RecordError
from . import archive
from .edition import clean
from .reading import Place, Reading, refused

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_JOINING = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]+)?")
_SEPARATORS = ",;\t|"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_END = "\x1a"  # how DOS marked the end of a text file, and some exports still do
_EVERY = 1000  # rows between two reports of progress


@dataclass(frozen=True, slots=True)
class Field:
    """A column that a loader wants.

    Attributes
    ----------
    spellings : tuple of str
        What it is called, in any edition; the first is the newest.
    required : bool
        Whether a file without it is refused.
    """

    spellings: tuple[str, ...]
    required: bool = True


def fields(*required: str, optional: Iterable[str] = (), **spelled: str) -> dict[str, Field]:
    """Fields by name; each may be spelled as its name, and as listed.

    Examples
    --------
    >>> fields("side_a", optional=["version"], year="YEAR Year_of")["year"].spellings
    ('year', 'YEAR', 'Year_of')
    """
    found = {n: Field((n, *spelled.get(n, "").split()), required=False) for n in optional}
    for name in (*required, *(n for n in spelled if n not in found)):
        found[name] = Field((name, *spelled.get(name, "").split()))
    return found


def folded(header: str) -> str:
    """What of a column's name counts.

    Examples
    --------
    >>> folded("Side A_2nd") == folded("side_a_2nd") == folded("SideA2nd")
    True
    """
    return _JOINING.sub("", header).casefold()


class Cells:
    """One row of a table: its cells by field, and where it stands."""

    __slots__ = ("_columns", "_reading", "_values", "place")

    def __init__(
        self, reading: Reading, place: Place, columns: Mapping[str, str], values: Mapping[str, str]
    ) -> None:
        self.place = place
        self._reading = reading
        self._columns = columns
        self._values = values

    def __getitem__(self, field: str) -> str:
        """What stands there; ``""`` when the cell is empty or this file has no such column."""
        return self._values.get(field, "")

    def __contains__(self, field: str) -> bool:
        """Whether this file has the column."""
        return field in self._columns

    def column(self, field: str) -> str:
        """What this file calls the column."""
        return self._columns.get(field, field)

    def noted(self, *names: str) -> dict[str, str]:
        """These cells by field, whatever this edition calls its columns, for a row's note."""
        return {n: self[n] for n in names if self[n]}

    def bad(self, field: str, reason: str) -> None:
        """Note what is wrong with a cell."""
        self._reading.problem(self.place, self.column(field), self[field], reason)

    def filled(self, field: str) -> str:
        """The cell, which must not be empty."""
        if not self[field]:
            self.bad(field, "this cell must not be empty")
        return self[field]

    def number(self, field: str) -> float | None:
        """The cell as a number; None when it is empty, or is none and now a problem."""
        text = self[field]
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            self.bad(field, "a number is written 3000 or 96.5")
            return None
        return float(text)

    def whole(self, field: str) -> int | None:
        """The same, of whole numbers only; ``3.0`` is one."""
        number = self.number(field)
        if number is not None and not number.is_integer():
            self.bad(field, "a whole number is expected")
            return None
        return None if number is None else int(number)

    def several(self, field: str) -> list[str]:
        """The parts of a cell that lists several, parted by commas or semicolons."""
        return [p for p in (clean(p) for p in re.split("[,;]", self[field])) if p]


def rows(
    reading: Reading, path: Path, wanted: Mapping[str, Field], header: Sequence[str] = ()
) -> Iterator[Cells]:
    """The rows of a table.

    Parameters
    ----------
    reading : Reading
        Where rows that cannot be read are noted.
    path : Path
        A ``.csv``, ``.tsv`` or ``.xlsx`` file; CSV also in ``.gz`` or ``.zip``.
    wanted : mapping of str to Field
    header : sequence of str, optional
        Names of the columns, where the file has no row that names them.

    Yields
    ------
    Cells

    Raises
    ------
    RecordError
        If the file cannot be read, or lacks a column that is needed.
    """
    found = _numbered(path)
    number = 0
    if not header:
        number, header = next(found, (0, ()))
    if not any(header):
        raise refused(path.name, "the first row is empty; it has to name the columns", row=number)
    places = _places(path.name, header, wanted, number)
    columns = {field: header[at] for field, at in places.items()}
    width = len(header)
    for number, cells in found:
        if number % _EVERY == 0:
            reading.tell(f"reading {path.name}", number, 0)
        if not any(cells):
            continue
        place = Place(path.name, number)
        if len(cells) < width or any(cells[width:]):
            reading.problem(
                place,
                "",
                "",
                f"{len(cells)} cells under {width} columns; cut off, or badly quoted?",
            )
            continue
        yield Cells(reading, place, columns, {f: cells[at] for f, at in places.items()})


def header(path: Path) -> Sequence[str]:
    """The names of a table's columns.

    Raises
    ------
    RecordError
    """
    return next(_numbered(path), (0, ()))[1]


def _places(
    file: str, header: Sequence[str], wanted: Mapping[str, Field], row: int
) -> dict[str, int]:
    """Which field stands in which column."""
    there: dict[str, list[int]] = {}
    for at, name in enumerate(header):
        if name:
            there.setdefault(folded(name), []).append(at)
    places: dict[str, int] = {}
    problems = []
    for name, field in wanted.items():
        spellings = [folded(s) for s in field.spellings]
        found = next((there[s] for s in spellings if s in there), [])
        if len(found) > 1:
            twice = "this column stands there twice"
            problems.append(Problem(file, row, header[found[0]], "", twice))
        elif found:
            places[name] = found[0]
        elif field.required:
            known = ", ".join(dict.fromkeys(field.spellings))
            problems.append(Problem(file, row, name, "", f"this column is missing (as {known})"))
    if problems:
        raise RecordError(file, tuple(problems))
    return places


def _numbered(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    """Rows from the header on, each with its number in a spreadsheet, cells cleaned."""
    started = False
    source = _spreadsheet(path) if _is_spreadsheet(path) else _separated(path)
    for number, cells in source:
        cleaned = [clean(c) for c in cells if c != _END]
        if started or any(cleaned):
            started = True
            yield number, cleaned


# -- CSV ------------------------------------------------------------------------------------------


def _separated(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    encoding = encoding_of(path)
    with archive.opened(path) as file:
        text = io.TextIOWrapper(file.stream, encoding=encoding, newline="")
        number = 0
        try:
            lines = enumerate(text, start=1)
            at, first = next(((n, line) for n, line in lines if line.strip()), (1, ""))
            again = chain([first], (line for _, line in lines))
            parser = csv.reader(again, delimiter=_separator(first), strict=True)
            for number, cells in enumerate(parser, start=at):
                yield number, cells
        except csv.Error as error:
            why = "a quotation mark that is never closed" if "end of data" in str(error) else error
            raise refused(path.name, f"not CSV: {why}", row=number + 1) from None
        except UnicodeDecodeError:
            raise refused(path.name, "neither UTF-8 nor Windows-1252", row=number + 1) from None
        finally:
            text.detach()


def _separator(line: str) -> str:
    """The sign that parts the columns of a header."""
    bare = re.sub(r'"[^"]*"', "", line)
    return max(_SEPARATORS, key=bare.count)


def encoding_of(path: Path) -> str:
    """Encoding of a text file: UTF-8, with a mark or without, else Windows-1252.

    Raises
    ------
    RecordError
        If it is UTF-16, or no text.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    with archive.opened(path) as file:
        if _is_spreadsheet(Path(file.name)):
            raise refused(path.name, f"holds the spreadsheet {file.name}; unpack it and give that")
        portion = file.stream.read(2**16)
        if portion.startswith(_UTF16):
            raise refused(path.name, "UTF-16; save it as 'CSV UTF-8'")
        try:
            while portion:
                if b"\0" in portion:
                    raise refused(path.name, "no text: it holds zero bytes; save it as 'CSV UTF-8'")
                decoder.decode(portion)
                portion = file.stream.read(2**16)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


# -- XLSX -----------------------------------------------------------------------------------------


def _is_spreadsheet(path: Path) -> bool:
    return path.suffix.casefold() in (".xlsx", ".xlsm")


def _spreadsheet(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows of the first sheet that has any."""
    try:
        import defusedxml
        import openpyxl
    except ImportError:
        raise ArgumentError(
            f"{path}: reading XLSX needs: pip install 'insurgraph[xlsx]'; or save it as CSV UTF-8"
        ) from None
    try:
        with path.open("rb") as raw:
            with zipfile.ZipFile(raw) as packed:
                archive.check_zip(packed, path.name)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # about styles and extensions, which are not read
                book = openpyxl.load_workbook(raw, read_only=True, data_only=True)
            yield from _first_sheet(book)
    except defusedxml.DefusedXmlException:
        raise refused(path.name, "no readable XLSX: it declares XML entities") from None
    except (*archive.DAMAGED, OSError, SyntaxError, TypeError, AttributeError) as error:
        # SyntaxError is what ElementTree raises; ValueError what openpyxl makes of most of these,
        # and the last two what it stumbles over where a part is missing
        why = " ".join(str(error).split()) or "it ends too early"
        if "Unable to read workbook" in why:
            why = "its XML is damaged, or declares entities"
        raise refused(path.name, f"no readable XLSX: {why}") from None


def _first_sheet(book: Workbook) -> Iterator[tuple[int, Sequence[str]]]:
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # which some writers get wrong
        width = 0  # of the header; empty cells at the end of a row are not stored
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            if width or any(c is not None for c in cells):
                width = width or len(cells)
                yield number, [_text(c) for c in cells] + [""] * (width - len(cells))
        if width:
            return


def _text(value: Any) -> str:
    """A cell as CSV would have it: whole numbers without a point, days without a time."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)
