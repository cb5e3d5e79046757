"""Parameters of a query: what a caller may give, and what the text gets for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, cast, get_args

from ..errors import ArgumentError, VocabularyError
from ..graph.dates import Period, period
from ..graph.grading import Grade, threshold
from ..graph.vocabulary import Vocabulary, default, nearest

ParameterType = Literal[
    "entity", "source", "text", "integer", "period", "grade",
    "relation", "family", "kind", "status", "stance", "link", "reliability",
]  # fmt: skip

TYPES: Mapping[str, str] = {
    "entity": "id of an entity",
    "source": "id of a source",
    "text": "any text",
    "integer": "a whole number",
    "period": "a day or period as EDTF text; empty is all time",
    "grade": "the weakest Admiralty grade that counts, C3; empty is any",
    "relation": "a relation of the vocabulary",
    "family": "a family of relations",
    "kind": "a kind of entity",
    "status": "a status of claims",
    "stance": "a stance of documents",
    "link": "a kind of link between claims",
    "reliability": "a reliability of sources, A to F",
}
"""What a value of each type is."""

#: Where the vocabulary has the words that a parameter of this type may take.
_WORDS: Mapping[str, str] = {
    "relation": "relations",
    "family": "families",
    "kind": "kinds",
    "status": "statuses",
    "stance": "stances",
    "link": "links",
    "reliability": "reliability",
}

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_FIELDS = ("type", "meaning", "default", "example", "many", "least", "most")

Default = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a query.

    Attributes
    ----------
    name : str
    type : str
        One of `TYPES`.
    meaning : str
    default : str, tuple of str or None
        None when it has to be given. ``""`` makes it one that can be left empty.
    example : str, tuple of str or None
        Value that the header's example result was asked with.
    many : bool
        Whether it takes several values, none of which usually stands for all.
    least, most : int or None
        Bounds of a whole number.
    """

    name: str
    type: ParameterType
    meaning: str
    default: Default | None = None
    example: Default | None = None
    many: bool = False
    least: int | None = None
    most: int | None = None

    def bind(self, value: Any, vocabulary: Vocabulary | None = None) -> dict[str, Any]:
        """What the text gets for a value.

        A period becomes two dates, a grade the list of grades that are good enough (none when
        any is), several values a list, everything else one value under the parameter's name.

        Raises
        ------
        ArgumentError
            If the value is not of the type.

        Examples
        --------
        >>> Parameter("on", "period", "when").bind("2015")["on_last"]
        datetime.date(2015, 12, 31)
        >>> Parameter("at_least", "grade", "weakest grade", "").bind("A2")
        {'at_least': ['A1', 'A2']}
        """
        words = vocabulary or default()
        if self.type == "period":
            days = self._period(value)
            return {f"{self.name}_first": days.first, f"{self.name}_last": days.last}
        if self.type == "grade":
            return {self.name: self._grades(value, words)}
        if self.many:
            return {self.name: [self._one(v, words) for v in self._several(value)]}
        return {self.name: self._one(value, words)}

    def names(self) -> tuple[str, ...]:
        """The names that stand in the text after ``$``."""
        if self.type == "period":
            return (f"{self.name}_first", f"{self.name}_last")
        return (self.name,)

    def choices(self, vocabulary: Vocabulary | None = None) -> tuple[str, ...]:
        """The words it may take, none when they cannot be listed."""
        part = _WORDS.get(self.type)
        return tuple(getattr(vocabulary or default(), part)) if part else ()

    def fail(self, reason: str) -> ArgumentError:
        """The error for a value that cannot be used."""
        return ArgumentError(f"{self.name}: {reason}")

    def _period(self, value: Any) -> Period:
        if not isinstance(value, (str, date, Period)):
            raise self.fail(f"{value!r} is no date; write it as text: '2015-06'")
        try:
            return period(None if value == "" else value)
        except ArgumentError as error:
            raise self.fail(str(error)) from None

    def _grades(self, value: Any, vocabulary: Vocabulary) -> list[str]:
        if value == "":
            return []
        try:
            weakest = threshold(str(value))
        except ArgumentError as error:
            raise self.fail(str(error)) from None
        grades = (Grade(r, c) for r in vocabulary.reliability for c in vocabulary.credibility)
        return [str(g) for g in grades if g.at_least(weakest)]

    def _several(self, value: Any) -> Sequence[Any]:
        if isinstance(value, (list, tuple)):
            return value
        return [value] if value != "" else []

    def _one(self, value: Any, vocabulary: Vocabulary) -> str | int:
        if self.type == "integer":
            return self._integer(value)
        if not isinstance(value, str):
            raise self.fail(f"{value!r} is no text")
        if value == "" and self.default != "":
            raise self.fail(f"it is empty; give {TYPES[self.type]}")
        choices = self.choices(vocabulary)
        if choices and value and value not in choices:
            raise self.fail(f"no {self.type} {value!r}{nearest(value, choices)}")
        return value

    def _integer(self, value: Any) -> int:
        if isinstance(value, bool) or not _INTEGER.fullmatch(str(value).strip()):
            raise self.fail(f"{value!r} is no whole number")
        number = int(value)
        if self.least is not None and number < self.least:
            raise self.fail(f"{number} is less than {self.least}")
        if self.most is not None and number > self.most:
            raise self.fail(f"{number} is more than {self.most}")
        return number


def of_header(query: str, name: str, value: object) -> Parameter:
    """The parameter that a header describes; `query` is what to call it in a message.

    Raises
    ------
    VocabularyError
        If the description is no mapping, names no type, or has a field that nobody knows.
    """
    where = f"{query}: header: parameter {name}"
    if not isinstance(value, dict) or not _NAME.fullmatch(name):
        raise VocabularyError(f"{where}: 'type: ...' is expected")
    for field in value:
        if field not in _FIELDS:
            raise VocabularyError(f"{where}: unknown field {field!r}{nearest(field, _FIELDS)}")
    type_ = value.get("type")
    if type_ not in get_args(ParameterType):
        raise VocabularyError(f"{where}: no type {type_!r}{nearest(str(type_), TYPES)}")
    standard = _value(value.get("default"))
    example = _value(value.get("example"))
    return Parameter(
        name=name,
        type=cast("ParameterType", type_),
        meaning=str(value.get("meaning", "")),
        default=standard,
        example=standard if example is None else example,
        many=value.get("many") == "true",
        least=_number(where, value.get("least")),
        most=_number(where, value.get("most")),
    )


def _value(given: object) -> Default | None:
    if given is None:
        return None
    return tuple(str(v) for v in given) if isinstance(given, list) else str(given)


def _number(where: str, given: object) -> int | None:
    if given is None:
        return None
    if not isinstance(given, str) or not _INTEGER.fullmatch(given):
        raise VocabularyError(f"{where}: {given!r} is no whole number")
    return int(given)
