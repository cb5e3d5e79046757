"""How a server would run a query, or ran it, as a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .table import Column, Table

_TEXT = "string-representation"
_RULED = re.compile(r"=+")


def plan_table(plan: Mapping[str, Any] | None) -> Table | None:
    """The plan of a summary as a table, None when there is none.

    Neo4j gives it as a tree: a row an operator, indented by depth, the first one run at the
    bottom. The embedded engine gives it as text: a row a line.

    Examples
    --------
    >>> leaf = {"operatorType": "AllNodesScan@neo4j", "args": {"EstimatedRows": 7.0}}
    >>> tree = {"operatorType": "Filter@neo4j", "args": {}, "children": [leaf]}
    >>> [row[0] for row in plan_table(tree).rows]
    ['Filter', '  AllNodesScan']
    """
    if plan is None:
        return None
    operators = list(_operators(plan))
    if len(operators) == 1 and _TEXT in plan.get("args", {}):
        return _of_text(plan["args"][_TEXT])
    columns = (
        Column("operator", "what is done; indented is done before"),
        Column("details", "to what"),
        Column("estimated rows", "how many rows the server expects"),
        Column("rows", "how many there were"),
        Column("hits", "how often data was looked at"),
    )
    kept = 5 if any(row[3] is not None for row in operators) else 3
    return Table(columns[:kept], tuple(row[:kept] for row in operators), "How it is run")


def _operators(plan: Mapping[str, Any], depth: int = 0) -> Iterator[tuple[Any, ...]]:
    facts = plan.get("args", {})
    estimated = facts.get("EstimatedRows")
    yield (
        "  " * depth + str(plan.get("operatorType", "")).partition("@")[0],
        facts.get("Details", ""),
        None if estimated is None else round(estimated, 1),
        facts.get("Rows"),
        facts.get("DbHits"),
    )
    for child in plan.get("children", ()):
        yield from _operators(child, depth + 1)


def _of_text(text: str) -> Table:
    lines = [line.rstrip() for line in text.splitlines()]
    kept = [line for line in lines if line and not _RULED.fullmatch(line)]
    note = "This engine gives its plan as text."
    return Table((Column("plan"),), tuple((line,) for line in kept), "How it is run", (note,))
