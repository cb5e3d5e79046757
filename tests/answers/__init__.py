"""What every named query has to answer, worked out from the record in plain Python.

One small function a query, written from the question in its header. `answer` finds it by the
query's name, gives it the parameters as values (a `Period`, a `Grade`, a number, tuples of words)
and returns the rows as a database gives them: dates as ISO text, lists as lists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import insurgraph as ig
from insurgraph.graph.dates import period
from insurgraph.graph.grading import threshold
from insurgraph.queries import Parameter, shipped

from . import defection, evidence, leadership, lineage, network, places, quality, ties, times
from .reading import Row

MODULES = (defection, evidence, leadership, lineage, network, places, quality, ties, times)


def answer(kg: ig.KnowledgeGraph, name: str, given: Mapping[str, Any]) -> list[Row]:
    """The rows that a query has to return; what is not given takes its default."""
    parameters = shipped().get(name).parameters
    values = {p.name: _value(p, given.get(p.name, p.default)) for p in parameters}
    rows: list[Row] = _function(name)(kg, **values)
    return rows


def _function(name: str) -> Callable[..., list[Row]]:
    """The function that answers a query: the one of its name that a module here defines."""
    named = name.replace("-", "_")
    (found,) = (
        f for m in MODULES if (f := vars(m).get(named)) and f.__module__ == m.__name__
    )  # fmt: skip
    return found


def _value(parameter: Parameter, value: Any) -> Any:
    if parameter.type == "period":
        return period(value or None)
    if parameter.type == "grade":
        return threshold(value) if value else None
    if parameter.type == "integer":
        return int(value)
    return tuple(value) if parameter.many else value
