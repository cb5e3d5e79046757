"""JSON objects as rows of a record: whatever our own JSON formats hold, read back and checked."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import MISSING, fields
from typing import Any

from ..errors import Problem, RecordError, VocabularyError
from ..graph import vocabulary as vocabularies
from ..graph.export.plain import WORKED_OUT
from ..graph.judgement import Judgement, Verdict
from ..graph.knowledge import KnowledgeGraph
from ..graph.model import Citation, Claim, Entity, Link, Name, Record, Row, Source
from ..graph.rules import Rows, check, graph_of, printable
from ..graph.vocabulary import Vocabulary, nearest

KINDS: Mapping[str, type[Record] | type[Row] | type[Judgement]] = {
    "record": Record,
    "source": Source,
    "entity": Entity,
    "name": Name,
    "claim": Claim,
    "citation": Citation,
    "link": Link,
    "judgement": Judgement,
}
"""What an object can be."""

VERDICTS = tuple(v.value for v in Verdict)

_LISTS = frozenset({"origin", "place", "via", "derived_from"})
_NUMBERS = frozenset({"value_low", "value_high"})


def decoded(text: str) -> object:
    """A JSON text as a value.

    Raises
    ------
    ValueError
        If it is no JSON, with the reason in words.
    """
    try:
        return json.loads(text, parse_constant=_refused)
    except RecursionError:
        raise ValueError("nested too deep") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg}, character {error.pos + 1}") from None


def _refused(constant: str) -> object:
    raise ValueError(f"{constant} is no number of JSON")


class Reader:
    """Collects rows and what is wrong with them, and gives the graph or all that is wrong.

    Parameters
    ----------
    file : str
        What to call the file in a message.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.rows: dict[str, list[Any]] = {kind: [] for kind in KINDS}
        self.places: dict[int, int] = {}
        self.vocabularies: set[str] = set()
        self.announced: dict[str, object] = {}

    def problem(self, at: int, column: str, value: object, reason: str) -> None:
        """Note what is wrong, `at` a line (0: in the file as a whole)."""
        self.problems.append(Problem(self.file, at, column, str(value or ""), reason))

    def add(self, at: int, kind: str, value: object) -> None:
        """Take one object for a row of a kind."""
        if not isinstance(value, dict):
            self.problem(at, "", value, "an object is expected")
            return
        if kind == "record" and (own := value.pop("vocabulary", "")):
            self.vocabularies.add(str(own))
        if kind == "record" and "rows" in value:
            self.announced[str(value.get("name"))] = value.pop("rows")
        make = KINDS[kind]
        known = {f.name: f for f in fields(make)}
        ignored = WORKED_OUT if kind == "claim" else frozenset()
        values: dict[str, Any] = {}
        before = len(self.problems)
        for name, one in value.items():
            if name in known:
                values[name] = self._value(at, name, one)
            elif name not in ignored:
                self.problem(at, name, one, f"unknown key{nearest(name, known)}")
        for name, field in known.items():
            if name not in values and _must(field):
                self.problem(at, name, "", "this key is missing")
        if len(self.problems) == before:
            row = make(**values)
            self.rows[kind].append(row)
            self.places[id(row)] = at

    def _value(self, at: int, name: str, value: object) -> object:
        """A value of JSON as the model holds it."""
        if name in _LISTS:
            if isinstance(value, list) and all(isinstance(v, str) and v for v in value):
                return tuple(value)
            self.problem(at, name, value, "a list of texts is expected")
        elif name in _NUMBERS:
            if isinstance(value, int | float) and not isinstance(value, bool):
                with suppress(OverflowError):
                    return float(value)
            self.problem(at, name, value, "a number is expected")
        elif name == "credibility":
            if isinstance(value, int) and not isinstance(value, bool):
                return value
            self.problem(at, name, value, "a whole number is expected")
        elif name == "verdict":
            if value in VERDICTS:
                return Verdict(value)
            self.problem(at, name, value, f"a verdict is {', '.join(VERDICTS)}")
        elif isinstance(value, str):
            return value
        else:
            self.problem(at, name, value, "a text is expected")
        return None

    def graph(self) -> KnowledgeGraph:
        """The graph of all rows.

        Raises
        ------
        RecordError
            If anything is wrong with any of them.
        """
        vocabulary = self._vocabulary()
        records = {r.name: r for r in self.rows["record"]}
        if not records:
            self.problem(0, "", "", "no object says which record this is")
        if len(records) < len(self.rows["record"]):
            self.problem(0, "", "", "a record is described twice")
        rows = Rows(
            entities=tuple(self.rows["entity"]),
            names=tuple(self.rows["name"]),
            claims=tuple(self.rows["claim"]),
            citations=tuple(self.rows["citation"]),
            sources=tuple(self.rows["source"]),
            links=tuple(self.rows["link"]),
        )
        judgements = self.rows["judgement"]
        self._check_records((*rows, *judgements), records)
        if not self.problems:
            for breach in check(rows, vocabulary):
                at = self.places[id(breach.row)]
                self.problem(at, breach.column, breach.value, breach.reason)
        self._count((*rows, *judgements))
        if self.problems:
            self.problems.sort(key=lambda p: p.row)
            raise RecordError(self.file, tuple(self.problems))
        return graph_of(
            rows, records=records.values(), vocabulary=vocabulary, judgements=judgements
        )

    def _check_records(
        self, rows: Iterable[Row | Judgement], records: Mapping[str, Record]
    ) -> None:
        """Every row belongs to a record that is described, in words that every format can hold."""
        for row in rows:
            if row.record not in records:
                near = nearest(row.record, records)
                self.problem(self.places[id(row)], "record", row.record, f"no such record{near}")
        for record in records.values():
            for f in fields(record):
                if not printable(value := getattr(record, f.name)):
                    reason = "a control character or half a character"
                    self.problem(self.places[id(record)], f.name, value, reason)

    def _count(self, rows: Iterable[Row | Judgement]) -> None:
        """A file that lacks rows it announces was cut off, whatever else is right with it."""
        there = Counter(row.record for row in rows)
        for name, number in self.announced.items():
            if not self.problems and there[name] != number:
                reason = (
                    f"{number} rows are announced and {there[name]} there; if it was edited and "
                    "not cut off, take 'rows' out of the record's line"
                )
                self.problem(0, "rows", name, reason)

    def _vocabulary(self) -> Vocabulary:
        if not self.vocabularies:
            return vocabularies.default()
        if len(self.vocabularies) > 1:
            self.problem(0, "vocabulary", "", "the records follow different vocabularies")
            return vocabularies.default()
        try:
            return vocabularies.parse(self.vocabularies.pop(), "vocabulary")
        except VocabularyError as error:
            self.problem(0, "vocabulary", "", str(error))
            return vocabularies.default()


def _must(field: Any) -> bool:
    return field.default is MISSING
