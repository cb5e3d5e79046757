"""Named Cypher queries: one ``.cypher`` file each, and the catalogue that reads them.

A file begins with a block comment that holds YAML; the catalogue, the command line, the
documentation and the tests all live from it::

    /*
    title: Defections to an organisation
    question: Who went over to X, from where and when?
    active: Instants; those that can have fallen in the period count.
    parameters:
      organisation: {type: entity, default: org-isk, meaning: the organisation gone over to}
    columns:
      origin: name of the organisation left
    */
    MATCH ... RETURN ... ORDER BY ...

Types of parameters: ``entity`` (an id), ``text``, ``integer`` and ``period`` (EDTF; the text gets
two dates, ``$on_first`` and ``$on_last`` for a parameter ``on``). A parameter without default has
to be given. Result columns come from the header, because an empty result has none on every
engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal, cast

from ..errors import ArgumentError, NotFoundError, VocabularyError
from ..graph.dates import period
from ..graph.table import Column
from ..graph.vocabulary import nearest

ParameterType = Literal["entity", "text", "integer", "period"]

_HEADER = re.compile(r"\s*/\*(.*?)\*/", re.DOTALL)
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a query; `default` is None when it has to be given."""

    name: str
    type: ParameterType
    meaning: str
    default: str | None = None
    example: str | None = None

    def bind(self, value: Any) -> dict[str, Any]:
        """What the text gets for a value.

        Raises
        ------
        ArgumentError
            If the value is not of the type.
        """
        if self.type == "period":
            days = period(str(value) if value else None)
            return {f"{self.name}_first": days.first, f"{self.name}_last": days.last}
        if self.type == "integer":
            try:
                return {self.name: int(value)}
            except (TypeError, ValueError):
                raise ArgumentError(f"{self.name}: {value!r} is no whole number") from None
        return {self.name: str(value)}


@dataclass(frozen=True, slots=True)
class Query:
    """A named query.

    Attributes
    ----------
    name : str
        Name of its file.
    title, question, active : str
        What it is called, what it asks, and what counts as active or in time in it.
    parameters : tuple of Parameter
    columns : tuple of Column
    text : str
        The Cypher, without the header.
    """

    name: str
    title: str
    question: str
    active: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: str

    def bind(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Parameters for the text, from what a caller gives.

        Raises
        ------
        ArgumentError
            If one is unknown, missing or of the wrong type.

        Examples
        --------
        >>> catalogue().get("leaders").bind({})["organisation"]
        'org-isk'
        """
        known = {p.name: p for p in self.parameters}
        for name in given:
            if name not in known:
                there = ", ".join(known) or "none"
                raise ArgumentError(
                    f"{self.name} has no parameter {name!r}{nearest(name, known)} (it has: {there})"
                )
        values: dict[str, Any] = {}
        for name, parameter in known.items():
            value = given.get(name, parameter.default)
            if value is None:
                raise ArgumentError(
                    f"{self.name} needs the parameter {name!r}: {parameter.meaning}; "
                    f"for example -p {name}={parameter.example}"
                )
            values |= parameter.bind(value)
        return values


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All queries by name; each is read when it is first asked for."""

    files: Mapping[str, Traversable]

    def __iter__(self) -> Iterator[Query]:
        return (self.get(name) for name in self.files)

    def get(self, name: str) -> Query:
        """The query of that name.

        Raises
        ------
        NotFoundError
            If there is none; the message names the nearest.
        """
        if name not in self.files:
            near = nearest(name, self.files)
            raise NotFoundError(f"no query {name!r}{near} ('insurgraph queries' lists them)")
        return parse(self.files[name].read_text(encoding="utf-8"), name)


@cache
def catalogue() -> Catalogue:
    """The queries that come with the package, in order of name."""
    found = {
        f.name.removesuffix(".cypher"): f
        for f in files(__name__).iterdir()
        if f.name.endswith(".cypher")
    }
    return Catalogue(dict(sorted(found.items())))


def parse(text: str, name: str) -> Query:
    """Read one ``.cypher`` file.

    Raises
    ------
    VocabularyError
        If the header is missing or incomplete.
    """
    import yaml

    match = _HEADER.match(text)
    if match is None:
        raise VocabularyError(f"{name}: a query file begins with a header in /* */")
    try:
        header = yaml.load(match[1], Loader=yaml.BaseLoader)  # noqa: S506 - text only, `on` too
    except yaml.YAMLError as error:
        raise VocabularyError(f"{name}: header: {' '.join(str(error).split())}") from None
    if not isinstance(header, dict):
        raise VocabularyError(f"{name}: header: 'title: ...' and so on is expected")
    for field in ("title", "question", "active", "columns"):
        if not header.get(field):
            raise VocabularyError(f"{name}: header: {field} is missing")
    parameters = header.get("parameters") or {}
    return Query(
        name=name,
        title=str(header["title"]),
        question=" ".join(str(header["question"]).split()),
        active=" ".join(str(header["active"]).split()),
        parameters=tuple(_parameter(name, k, v) for k, v in parameters.items()),
        columns=tuple(Column(k, str(v)) for k, v in header["columns"].items()),
        text=text[match.end() :].strip(),
    )


def _parameter(query: str, name: str, value: object) -> Parameter:
    if not isinstance(value, dict) or not _NAME.fullmatch(name):
        raise VocabularyError(f"{query}: header: parameter {name}: 'type: ...' is expected")
    kind = value.get("type")
    if kind not in ("entity", "text", "integer", "period"):
        raise VocabularyError(f"{query}: header: parameter {name}: no type {kind!r}")
    return Parameter(
        name=name,
        type=cast("ParameterType", kind),
        meaning=str(value.get("meaning", "")),
        default=value.get("default"),
        example=value.get("example", value.get("default")),
    )
