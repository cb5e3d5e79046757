"""Judgements on who is who, kept as a table beside the records they are about; and the queue of
pairs that wait for one.

``one, other, verdict, who, when, why``: CSV in UTF-8 with one header row, sorted by pair, so that
two people's work can be compared and merged line by line. A queue has the same columns and behind
them what the pair looks like; filled in and read, it is a table of judgements, and rows whose
verdict is empty are left waiting.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from ..errors import NotFoundError, Problem, RecordError
from ..graph.export.tables import quoted, unquoted
from ..graph.judgement import RECORD, Judgement, Judgements, Verdict, contradictions
from ..graph.knowledge import KnowledgeGraph
from ..graph.output import replacing
from ..graph.rules import printable
from ..graph.vocabulary import nearest
from .candidates import Candidate

COLUMNS = ("one", "other", "verdict", "who", "when", "why")
"""Columns of a table of judgements."""

SHOWN = ("score", "kind", "one_name", "one_record", "other_name", "other_record", "parts")
"""What a queue shows of each pair behind them."""

_VERDICTS = tuple(map(str, Verdict))
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")


def read(path: Path) -> Judgements:
    """The judgements of a table, or of a queue that was filled in.

    Raises
    ------
    NotFoundError
        If there is no such file.
    RecordError
        If a row cannot be used, a pair is there twice, or judgements contradict each other;
        ``problems`` has every row.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> path = Path(mkdtemp()) / "judgements.csv"
    >>> write(Judgements([Judgement("org-a", "un-b", Verdict.SAME, "Ann", "2024-01-02")]), path)
    >>> str(next(iter(read(path))))
    'org-a same un-b (Ann, 2024-01-02)'
    """
    if not path.is_file():
        raise NotFoundError(f"{path}: no such file; judgements are a table of {', '.join(COLUMNS)}")
    reading = _Reading(path)
    rows = list(reading.judgements())
    reading.contradictions(rows)
    if reading.problems:
        raise RecordError(str(path), tuple(sorted(reading.problems, key=lambda p: p.row)))
    return Judgements(judgement for _, judgement in rows)


class _Reading:
    """One reading of one table, collecting problems as it goes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def problem(self, row: int, column: str, value: str, reason: str) -> None:
        self.problems.append(Problem(self.path.name, row, column, value, reason))

    def judgements(self) -> Iterator[tuple[int, Judgement]]:
        """Every judgement with its row."""
        seen: dict[tuple[str, str], int] = {}
        for row, cells in self.rows():
            if not cells["verdict"] or not self.fits(row, cells):
                continue
            found = Judgement.between(
                cells["one"], cells["other"], Verdict(cells["verdict"]),
                cells["who"], cells["when"], cells["why"],
            )  # fmt: skip
            first = seen.setdefault(found.pair, row)
            if first != row:
                self.problem(row, "", "", f"this pair was judged in row {first} already")
            else:
                yield row, found

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Every row that has a cell under each column, with its number."""
        try:
            text = self.path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            row = error.object[: error.start].count(b"\n") + 1
            self.problem(row, "", "", "not UTF-8; save the table as 'CSV UTF-8'")
            return
        except OSError as error:
            self.problem(0, "", "", f"cannot be read: {error.strerror}")
            return
        lines = csv.reader(io.StringIO(text, newline=""), strict=True)
        row = 0
        try:
            header = next(lines, [])
            if not self.header_fits(header):
                return
            for row, cells in enumerate(lines, start=2):
                if len(cells) == len(header):
                    yield row, dict(zip(header, map(unquoted, map(str.strip, cells)), strict=True))
                elif any(cells):
                    told = f"{len(cells)} cells under {len(header)} columns; a comma unquoted?"
                    self.problem(row, "", "", told)
        except csv.Error as error:
            self.problem(row + 1, "", "", f"not CSV: {error}")

    def header_fits(self, header: Sequence[str]) -> bool:
        before = len(self.problems)
        known = (*COLUMNS, *SHOWN)
        for column in COLUMNS:
            if header.count(column) != 1:
                reason = "stands there twice" if column in header else "is missing"
                self.problem(1, column, "", f"this column {reason}")
        for column in header:
            if column not in known:
                self.problem(1, column, "", f"unknown column{nearest(column, known)}")
        return len(self.problems) == before

    def fits(self, row: int, cells: dict[str, str]) -> bool:
        """Whether every cell can be used; those that cannot become problems."""
        before = len(self.problems)
        for column in ("one", "other"):
            if not _ID.fullmatch(cells[column]):
                self.problem(row, column, cells[column], "an entity's id is expected")
        if cells["one"] == cells["other"]:
            self.problem(row, "other", cells["other"], "an entity is not judged beside itself")
        if cells["verdict"] not in _VERDICTS:
            told = f"a verdict is {', '.join(_VERDICTS)}{nearest(cells['verdict'], _VERDICTS)}"
            self.problem(row, "verdict", cells["verdict"], told)
        if not cells["who"]:
            self.problem(row, "who", "", "a judgement says who judged")
        if not _is_day(cells["when"]):
            self.problem(row, "when", cells["when"], "a day is written 2024-01-31")
        for column in COLUMNS:
            if not printable(cells[column]):
                self.problem(row, column, cells[column], "a control character")
        return len(self.problems) == before

    def contradictions(self, rows: Sequence[tuple[int, Judgement]]) -> None:
        numbers = {judgement: row for row, judgement in rows}
        for found in contradictions(numbers):
            told = f"contradicts others: {found}; take one of them back"
            self.problem(numbers[found.different], "", "", told)


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def record(path: Path) -> KnowledgeGraph:
    """A record that has the judgements of a table and nothing else, as a loader gives it.

    Raises
    ------
    NotFoundError, RecordError
    """
    return KnowledgeGraph().judged(read(path))


def own(kg: KnowledgeGraph) -> Judgements:
    """Of the judgements of a graph those that belong to the record of that name."""
    return Judgements(j for j in kg.judgements if j.record == RECORD)


def strangers(kg: KnowledgeGraph) -> dict[str, str]:
    """Entities that are judged and are not here, each with a hint at the nearest id that is.

    Their records may only not be loaded; so this is no error, and their judgements are kept.
    """
    unknown = {e for j in kg.judgements for e in j.pair} - kg.entities.keys()
    return {e: nearest(e, kg.entities) for e in sorted(unknown)}


def write(judgements: Iterable[Judgement], path: Path) -> None:
    """Put judgements in the place of a table, sorted, beside and renamed.

    Cells that a spreadsheet would take for a formula have an apostrophe in front, which `read`
    takes away.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    rows = ([j.one, j.other, str(j.verdict), j.who, j.when, j.why] for j in Judgements(judgements))
    _write(path, COLUMNS, rows)


def write_queue(kg: KnowledgeGraph, found: Iterable[Candidate], path: Path) -> int:
    """Put pairs that wait for a judgement into a table, best first; returns how many.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    rows = [_queued(kg, c) for c in found]
    _write(path, (*COLUMNS, *SHOWN), rows)
    return len(rows)


def _queued(kg: KnowledgeGraph, candidate: Candidate) -> list[str]:
    one, other = kg.entities[candidate.one], kg.entities[candidate.other]
    return [
        one.id, other.id, "", "", "", "", f"{candidate.score:g}", one.kind, one.name, one.record,
        other.name, other.record, candidate.why,
    ]  # fmt: skip


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with replacing(path, newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([quoted(cell) for cell in row] for row in rows)


def today() -> str:
    """The day to put down for a judgement made now, ISO."""
    return date.today().isoformat()
