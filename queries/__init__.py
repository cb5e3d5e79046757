"""Named Cypher queries: one ``.cypher`` file each, and the catalogue that reads them.

A file begins with a block comment that holds YAML; the catalogue, the command line, the
documentation and the tests all live from it::

    /*
    title: Defections to an organisation
    topic: Defection
    question: Who went over to X, from where and when?
    active: Instants; those that can have fallen in the period count.
    parameters:
      organisation: {type: entity, default: org-isk, meaning: the organisation gone over to}
      on: {type: period, default: "", example: 2014/2016, meaning: the period}
      families: {type: family, many: true, default: [], meaning: families that count; none is all}
    columns:
      origin: name of the organisation left
    example:
    - [Haqqani Network]
    */
    MATCH ... RETURN ... ORDER BY ...

`insurgraph.queries.parameter` has the types of parameters and what the text gets for them: a
``period`` called ``on`` becomes ``$on_first`` and ``$on_last``, a ``grade`` the list of grades
that are good enough. A parameter without default has to be given. Result columns come from the
header, because an empty result has none on every engine. The example has the first rows of the
answer to the parameters' examples, every cell as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from ..errors import AmbiguousError, ArgumentError, NotFoundError, VocabularyError
from ..graph.table import Column
from ..graph.vocabulary import Vocabulary, nearest, plain_yaml
from .own import files as own_files
from .parameter import TYPES, Default, Parameter, ParameterType, of_header

__all__ = [
    "TYPES", "Catalogue", "Parameter", "ParameterType", "Query", "catalogue", "parse", "shipped",
]  # fmt: skip

_HERE = Path(__file__).parent
_HEADER = re.compile(r"\s*/\*(.*?)\*/", re.DOTALL)
_FIELDS = ("title", "topic", "question", "active", "parameters", "columns", "example")


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
    topic : str
        What it is listed under.
    example : tuple of tuple of str
        First rows of the answer to `example_parameters`, cells as text.
    """

    name: str
    title: str
    question: str
    active: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: str
    topic: str = ""
    example: tuple[tuple[str, ...], ...] = ()

    @property
    def example_parameters(self) -> dict[str, Default]:
        """What the example result was asked with."""
        return {p.name: p.example for p in self.parameters if p.example is not None}

    def bind(
        self, given: Mapping[str, Any], vocabulary: Vocabulary | None = None
    ) -> dict[str, Any]:
        """Parameters for the text, from what a caller gives.

        Words are looked up in `vocabulary`, the package's own when it is not given.

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
            values |= parameter.bind(value, vocabulary)
        return values


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All queries by name; each is read when it is first asked for.

    Attributes
    ----------
    files : mapping of str to file
        Those that are shipped and the user's own.
    clashes : mapping of str to file
        The user's own that bear the name of one that is shipped.
    """

    files: Mapping[str, Traversable]
    clashes: Mapping[str, Traversable]

    def __iter__(self) -> Iterator[Query]:
        return (self.get(name) for name in self.files)

    def get(self, name: str) -> Query:
        """The query of that name.

        Raises
        ------
        NotFoundError
            If there is none; the message names the nearest.
        AmbiguousError
            If the user's own folder has one of the same name.
        VocabularyError
            If its file cannot be read; the message names the file.
        """
        if name not in self.files:
            near = nearest(name, self.files)
            raise NotFoundError(f"no query {name!r}{near} ('insurgraph queries' lists them)")
        if name in self.clashes:
            raise AmbiguousError(
                f"two queries are called {name!r}, one of them in {self.clashes[name]}: "
                "give that file another name"
            )
        file = self.files[name]
        where = str(file) if isinstance(file, Path) and file.parent != _HERE else name
        try:
            return replace(parse(file.read_text(encoding="utf-8"), where), name=name)
        except (OSError, UnicodeDecodeError) as error:
            raise VocabularyError(f"{where}: cannot be read ({error})") from None


def catalogue() -> Catalogue:
    """The queries that come with the package and the user's own, in order of name.

    Raises
    ------
    ArgumentError
        If the user's folder cannot be read (`insurgraph.queries.own`).
    """
    ours, own = shipped().files, own_files()
    clashes = {name: file for name, file in own.items() if name in ours}
    return Catalogue(dict(sorted({**own, **ours}.items())), clashes)


def shipped() -> Catalogue:
    """The queries that come with the package, in order of name."""
    found = {
        f.name.removesuffix(".cypher"): f
        for f in files(__name__).iterdir()
        if f.name.endswith(".cypher")
    }
    return Catalogue(dict(sorted(found.items())), {})


@lru_cache(maxsize=256)
def parse(text: str, name: str) -> Query:
    """Read one ``.cypher`` file.

    Raises
    ------
    VocabularyError
        If the header is missing or incomplete.
    """
    match = _HEADER.match(text)
    if match is None:
        raise VocabularyError(f"{name}: a query file begins with a header in /* */")
    header = plain_yaml(match[1], f"{name}: header", words_only=True)
    if not isinstance(header, dict):
        raise VocabularyError(f"{name}: header: 'title: ...' and so on is expected")
    for field in header:
        if field not in _FIELDS:
            near = nearest(str(field), _FIELDS)
            raise VocabularyError(f"{name}: header: unknown field {field!r}{near}")
    for field in ("title", "question", "active", "columns"):
        if not header.get(field):
            raise VocabularyError(f"{name}: header: {field} is missing")
    for field in ("columns", "parameters"):
        if not isinstance(header.get(field) or {}, dict):
            raise VocabularyError(f"{name}: header: {field}: a mapping is expected")
    parameters = header.get("parameters") or {}
    columns = tuple(Column(k, " ".join(str(v).split())) for k, v in header["columns"].items())
    return Query(
        name=name,
        title=str(header["title"]),
        question=" ".join(str(header["question"]).split()),
        active=" ".join(str(header["active"]).split()),
        parameters=tuple(of_header(name, k, v) for k, v in parameters.items()),
        columns=columns,
        text=text[match.end() :].strip(),
        topic=str(header.get("topic", "")),
        example=_example(name, header.get("example") or [], len(columns)),
    )


def _example(query: str, rows: object, width: int) -> tuple[tuple[str, ...], ...]:
    """The rows of an example result."""
    if not isinstance(rows, list) or not all(
        isinstance(row, list) and len(row) == width for row in rows
    ):
        raise VocabularyError(f"{query}: header: example: rows of {width} cells are expected")
    return tuple(tuple(str(cell) for cell in row) for row in rows)
