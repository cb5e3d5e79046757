"""A folder of CSV tables in the record's own format -> a graph.

The folder holds ``sources.csv``, ``entities.csv``, ``names.csv``, ``claims.csv``,
``citations.csv`` and ``links.csv`` (UTF-8, one header row, RFC 4180 quoting), may hold a
``vocabulary.yaml`` of its own, and names itself in ``datapackage.json`` (name, title, version,
created, licenses, contributors); without one it is called after the folder. It is loaded whole or
not at all: `read` collects everything that is wrong with it and raises it in one `RecordError`.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from ..errors import NotFoundError, Problem, RecordError, VocabularyError
from ..graph import vocabulary as vocabularies
from ..graph.export.tables import QUOTED, TABLES, columns, unquoted, write_tables
from ..graph.knowledge import KnowledgeGraph
from ..graph.model import Record, Row
from ..graph.rules import Rows, Unread, check, graph_of, printable
from ..graph.vocabulary import Vocabulary, nearest

_LISTS = frozenset({"origin", "place", "via", "derived_from"})
_NUMBERS = frozenset({"value_low", "value_high"})
_TYPED = _LISTS | _NUMBERS | {"credibility"}  # all other columns hold text as it is
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_RECORD_NAME = re.compile(r"[a-z0-9]+(?:[-._][a-z0-9]+)*")
_LONGEST_CELL = 1_000_000


def read(folder: Path | Traversable) -> KnowledgeGraph:
    """Read and check a folder of tables.

    Parameters
    ----------
    folder : path
        The folder, on disk or inside a package.

    Raises
    ------
    NotFoundError
        If there is no such folder.
    RecordError
        If anything in it breaks a rule; ``problems`` has every file, row and column.

    Examples
    --------
    >>> from importlib.resources import files
    >>> read(files("insurgraph.data")).records["curated"].name
    'curated'
    """
    if not folder.is_dir():
        reason = "is a file" if folder.is_file() else "no such folder"
        raise NotFoundError(f"{folder}: {reason}; a record is a folder of CSV tables")
    return _Reader(folder).graph()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a row stands."""

    file: str
    row: int


class _Reader:
    """One reading of one folder, collecting problems as it goes."""

    def __init__(self, folder: Path | Traversable) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.numbers: dict[str, list[int]] = {name: [] for name in TABLES}  # of rows in the files
        self.shared: dict[str, str] = {}  # each text once, however many cells hold it
        self.unread_tables: set[str] = set()
        self.unread_words: set[str] = set()
        self.quoted = False  # whether formulas have an apostrophe in front
        self.record = self.read_record()

    def graph(self) -> KnowledgeGraph:
        vocabulary = self.read_vocabulary()
        tables = {name: tuple(self.read_table(name)) for name in TABLES}
        rows = Rows(**tables)  # type: ignore[arg-type]  # each table holds its own rows
        if vocabulary is not None:
            breaches = check(rows, vocabulary, Unread(self.unread_tables, self.unread_words))
            places = self.places(tables) if breaches else {}
            for breach in breaches:
                place = places[id(breach.row)]
                self.problem(place, breach.column, breach.value, breach.reason)
        if self.problems or vocabulary is None:
            order = {f"{name}.csv": i for i, name in enumerate(TABLES)}
            self.problems.sort(key=lambda p: (order.get(p.file, -1), p.row))
            raise RecordError(str(self.folder), tuple(self.problems))
        return graph_of(rows, records=[self.record], vocabulary=vocabulary)

    def places(self, tables: Mapping[str, Sequence[Row]]) -> dict[int, _Place]:
        """Where each row stands."""
        return {
            id(row): _Place(f"{name}.csv", number)
            for name, rows in tables.items()
            for row, number in zip(rows, self.numbers[name], strict=True)
        }

    def problem(self, place: _Place, column: str, value: str, reason: str) -> None:
        self.problems.append(Problem(place.file, place.row, column, value, reason))

    # -- files that are no tables ----------------------------------------------------------------

    def read_record(self) -> Record:
        """Who the record is: its data package, or the folder's own name."""
        file = self.folder / "datapackage.json"
        place = _Place("datapackage.json", 0)
        if not file.is_file():
            name = re.sub(r"[^a-z0-9._-]+", "-", self.folder.name.casefold()).strip("-._")
            return Record(name or "record", title=self.folder.name)
        try:
            package = json.loads(file.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError, RecursionError) as error:
            self.problem(place, "", "", f"not JSON: {error}")
            return Record("record")
        if not isinstance(package, dict):
            self.problem(place, "", "", "an object is expected")
            return Record("record")
        self.quoted = package.get(QUOTED) == "quoted"
        name = _said(package, "name")
        if not _RECORD_NAME.fullmatch(name):
            self.problem(place, "name", name, "a record's name is lower-case, without spaces")
        record = Record(
            name,
            title=_said(package, "title"),
            version=_said(package, "version"),
            created=_said(package, "created")[:10],
            licence=_licence(package),
            attribution=_said(package, "attribution"),
            author=_author(package),
        )
        for f in fields(record):
            if not printable(value := getattr(record, f.name)):
                self.problem(place, f.name, value, "a control character or half a character")
        return record

    def read_vocabulary(self) -> Vocabulary | None:
        file = self.folder / "vocabulary.yaml"
        if not file.is_file():
            return vocabularies.default()
        try:
            text = file.read_text(encoding="utf-8")
            default = vocabularies.default()
            return default if text == default.text else vocabularies.parse(text, file.name)
        except UnicodeDecodeError:
            reason = "not UTF-8"
        except (VocabularyError, OSError) as error:
            reason = str(error).removeprefix(f"{file.name}: ")
        self.problem(_Place(file.name, 0), "", "", reason)
        return None

    # -- tables ----------------------------------------------------------------------------------

    def read_table(self, table: str) -> Iterator[Row]:
        """The rows of one table; what cannot be read at all becomes a problem of the file."""
        file = self.folder / f"{table}.csv"
        place = _Place(f"{table}.csv", 0)
        self.unread_tables.add(table)  # until the end of it is seen
        if not file.is_file():
            if table not in ("names", "links"):
                self.problem(place, "", "", "this table is missing")
            return
        text = self.decoded(file, place)
        if text is None:
            return
        lines = csv.reader(io.StringIO(text, newline=""), strict=True)
        limit = csv.field_size_limit(_LONGEST_CELL)
        number = 0
        try:
            header = next(lines, None)
            if header is None:
                self.problem(place, "", "", "the file is empty; it needs a header row")
                return
            if not self.header_fits(table, header, place):
                return
            number = 1
            for number, cells in enumerate(lines, start=2):
                yield from self.row(table, header, cells, _Place(place.file, number))
            self.unread_tables.discard(table)
        except csv.Error as error:
            why = "a quotation mark that is never closed" if "end of data" in str(error) else error
            self.problem(_Place(place.file, number + 1), "", "", f"not CSV: {why}")
        finally:
            csv.field_size_limit(limit)

    def decoded(self, file: Path | Traversable, place: _Place) -> str | None:
        try:
            raw = file.read_bytes()
        except OSError as error:
            self.problem(place, "", "", f"cannot be read: {error.strerror}")
            return None
        with suppress(UnicodeDecodeError):
            text = raw.decode("utf-8-sig")
            if "\0" not in text.partition("\n")[0]:  # which UTF-16 would have all over
                return text
        at = _first_undecodable(raw)
        line = raw[:at].count(b"\n") + 1
        self.problem(_Place(place.file, line), "", "", "not UTF-8; save the table as 'CSV UTF-8'")
        return None

    def header_fits(self, table: str, header: list[str], place: _Place) -> bool:
        wanted = columns(table)
        first = _Place(place.file, 1)
        if not any(c.strip() for c in header):
            self.problem(first, "", "", "the first row is empty; it has to name the columns")
            return False
        if len(header) == 1 and any(s in header[0] for s in ";\t"):
            self.problem(first, "", header[0], "columns are separated by commas")
            return False
        problems = len(self.problems)
        for name in wanted:
            if name not in header:
                self.problem(first, name, "", "this column is missing")
        for name in dict.fromkeys(header):
            if not name:
                self.problem(first, "", "", "a column without a name")
            elif name not in wanted:
                self.problem(first, name, "", f"unknown column{nearest(name, wanted)}")
            elif header.count(name) > 1:
                self.problem(first, name, "", "this column stands there twice")
        return len(self.problems) == problems

    def row(self, table: str, header: list[str], cells: list[str], place: _Place) -> Iterator[Row]:
        if not any(c.strip() for c in cells):
            return
        if len(cells) != len(header):
            self.problem(
                place, "", "", f"{len(cells)} cells under {len(header)} columns; a comma unquoted?"
            )
            self.unread_words.update(c.strip() for c in cells)
            return
        values: dict[str, Any] = {"record": self.record.name}
        for column, cell in zip(header, cells, strict=True):
            written = unquoted(cell) if self.quoted else cell
            text = written.strip()
            if text != written:
                self.problem(place, column, written, "spaces around the value")
            text = self.shared.setdefault(text, text)
            values[column] = self.value(table, column, text, place) if column in _TYPED else text
        self.numbers[table].append(place.row)
        yield TABLES[table](**values)

    def value(self, table: str, column: str, text: str, place: _Place) -> object:
        """One cell as the model holds it."""
        if column in _LISTS:
            parts = tuple(p.strip() for p in text.split(";")) if text else ()
            if "" in parts:
                self.problem(place, column, text, "an empty part between ';'")
            return tuple(self.shared.setdefault(p, p) for p in parts if p)
        if column in _NUMBERS and table == "claims":
            return self.number(column, text, place, float)
        if column == "credibility":
            return self.number(column, text, place, int)
        return text

    def number(
        self, column: str, text: str, place: _Place, make: Callable[[str], float]
    ) -> float | None:
        if not text:
            return None
        if not _NUMBER.fullmatch(text) or (make is int and "." in text) or len(text) > 15:
            self.problem(place, column, text, "a number is written 3000 or 96.5")
            return None
        return make(text)


def _said(package: Mapping[str, Any], key: str) -> str:
    value = package.get(key)
    return "" if value is None else str(value)


def _licence(package: Mapping[str, Any]) -> str:
    licences = package.get("licenses")
    if isinstance(licences, list) and licences and isinstance(licences[0], dict):
        return _said(licences[0], "name")
    return ""


def _author(package: Mapping[str, Any]) -> str:
    """The contributors of a data package whose role is author, or is not given."""
    named = package.get("contributors")
    people = [c for c in named if isinstance(c, dict)] if isinstance(named, list) else []
    return "; ".join(
        str(c["title"]) for c in people if "title" in c and c.get("role", "author") == "author"
    )


def _first_undecodable(raw: bytes) -> int:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def write(graph: KnowledgeGraph, folder: Path) -> None:
    """Write one record's tables in the form that `read` takes, and nothing beside them.

    Raises
    ------
    OutputError
        If the folder cannot be written.
    """
    write_tables(graph, folder)
