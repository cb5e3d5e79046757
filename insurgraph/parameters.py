"""What is given to a query on the command line, as the values that it gets.

``-p KEY=VALUE``, repeated for lists. A named query says itself of which type each is. For a text
of one's own the value says it - a number, ``true``, ``false``, ``null`` or anything else in JSON
is that, the rest is text - or the key does: ``-p who:entity="Lashkar-e-Taiba"`` is looked up,
``-p on:period=2015/2018`` becomes ``$on_first`` and ``$on_last``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast, get_args

from .errors import AmbiguousError, ArgumentError, NotFoundError

if TYPE_CHECKING:
    from .graph.database import Database
    from .graph.knowledge import KnowledgeGraph
    from .graph.names import Match
    from .queries import Parameter, Query

Given = Mapping[str, str | tuple[str, ...]]
"""By key; several values where a key was repeated."""

Ask = Callable[[str, str, list["Match"]], str | None]
"""Asks which of several is meant: parameter, text, candidates; gives an id, or None."""


def pairs(texts: Iterable[str]) -> Given:
    """Keys and values of ``KEY=VALUE`` texts.

    Raises
    ------
    ArgumentError
        If one is no such text.

    Examples
    --------
    >>> pairs(["on=2015", "kinds=Person", "kinds=Place"])
    {'on': '2015', 'kinds': ('Person', 'Place')}
    """
    found: dict[str, list[str]] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals or not key.strip():
            raise ArgumentError(f"-p {text}: write KEY=VALUE")
        found.setdefault(key.strip(), []).append(value)
    return {k: v[0] if len(v) == 1 else tuple(v) for k, v in found.items()}


def check(query: Query, given: Given) -> None:
    """Find what is wrong with the parameters of a named query before a database is touched.

    Names of entities and words of a vocabulary are left to the database, which may have others.

    Raises
    ------
    ArgumentError
    """
    told: dict[str, Any] = dict(given)
    for parameter in query.parameters:
        value = given.get(parameter.name)
        if isinstance(value, tuple) and not parameter.many:
            raise ArgumentError(f"{parameter.name} takes one value, and is given {len(value)}")
        if value is not None and parameter.choices():
            told[parameter.name] = parameter.choices()[: 1 if not parameter.many else None]
            if not parameter.many:
                told[parameter.name] = parameter.choices()[0]
    query.bind(told)


def named(query: Query, given: Given, database: Database, ask: Ask | None) -> dict[str, Any]:
    """What the text of a named query gets.

    Raises
    ------
    ArgumentError, NotFoundError, AmbiguousError
    """
    entities = [p for p in query.parameters if p.type == "entity" and p.name in given]
    found = _entities({p.name: given[p.name] for p in entities}, database, ask)
    return database.bound(query, {**given, **found})


def free(given: Given, database: Database, ask: Ask | None) -> dict[str, Any]:
    """What a text of one's own gets.

    Raises
    ------
    ArgumentError, NotFoundError, AmbiguousError

    Examples
    --------
    >>> from unittest.mock import Mock
    >>> free({"n": "3", "name": "Tal", "on:period": "2015"}, Mock(), None)["on_first"].year
    2015
    """
    values: dict[str, Any] = {}
    for key, value in given.items():
        parameter = _typed(key, many=isinstance(value, tuple))
        if parameter is None:
            values[key] = [_json(v) for v in value] if isinstance(value, tuple) else _json(value)
        elif parameter.type == "entity":
            values |= _entities({parameter.name: value}, database, ask)
        else:
            values |= parameter.bind(value)
    return values


def _typed(key: str, *, many: bool) -> Parameter | None:
    """The parameter that ``KEY:TYPE`` speaks of, None when it names no type."""
    from .graph.vocabulary import nearest
    from .queries import Parameter, ParameterType

    name, colon, type_ = key.partition(":")
    if not colon:
        return None
    if type_ not in get_args(ParameterType):
        raise ArgumentError(f"-p {key}: no type {type_!r}{nearest(type_, get_args(ParameterType))}")
    return Parameter(name, cast("ParameterType", type_), "", default="", many=many)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


# -- who is meant ----------------------------------------------------------------------------------


def _entities(given: Given, database: Database, ask: Ask | None) -> dict[str, Any]:
    """Ids for ids and names, all names being read only when one is no id."""
    texts = [t for value in given.values() for t in _several(value) if t]
    known = set(
        database.cypher(
            "MATCH (e:Entity) WHERE e.id IN $ids RETURN e.id AS id ORDER BY id", {"ids": texts}
        ).column("id")
        if texts
        else ()
    )
    names = database.names() if set(texts) - known else None

    def one(key: str, text: str) -> str:
        return text if text in known or not text or names is None else _who(names, key, text, ask)

    return {
        key: [one(key, t) for t in value] if isinstance(value, tuple) else one(key, value)
        for key, value in given.items()
    }


def _several(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,)


def _who(names: KnowledgeGraph, key: str, text: str, ask: Ask | None) -> str:
    try:
        return names.resolve(text).id
    except (AmbiguousError, NotFoundError) as error:
        candidates = names.find(text, 9)
        chosen = ask(key, text, candidates) if ask and candidates else None
        if chosen is None:
            raise type(error)(f"{key}: {error}") from None
        return chosen
