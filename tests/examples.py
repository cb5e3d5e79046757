"""The example results in the headers of the queries, from the record as it is.

`make docs-queries` writes them; a test tells when that has to be done again.
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml

import insurgraph as ig
from insurgraph.graph.table import cell
from insurgraph.queries import Query, shipped
from tests.answers import answer

FOLDER = Path(__file__).parent.parent / "queries"
_EXAMPLE = re.compile(r"^example:\n(?:(?:-|  ).*\n)*", re.MULTILINE)

#: An example has so many rows, fewer when they are as long as that.
ROWS, LENGTH = 3, 900


def example_rows(kg: ig.KnowledgeGraph, query: Query) -> list[tuple[str, ...]]:
    """The first rows of the answer to the query's example parameters, every cell as text."""
    rows = answer(kg, query.name, query.example_parameters)[:ROWS]
    cells = [tuple(cell(v) for v in row) for row in rows]
    long = sum(len(c) for row in cells for c in row) > LENGTH
    return cells[: ROWS - 1] if long else cells


def write(kg: ig.KnowledgeGraph) -> None:
    """Put every example into its file."""
    for query in shipped():
        path = FOLDER / f"{query.name}.cypher"
        text = path.read_text(encoding="utf-8")
        rows = [list(row) for row in example_rows(kg, query)]
        lines = yaml.safe_dump(
            rows, default_flow_style=None, allow_unicode=True, width=78, sort_keys=False
        )
        header, end, body = _EXAMPLE.sub("", text, count=1).partition("*/")
        assert "*/" not in lines
        path.write_text(f"{header}example:\n{lines}{end}{body}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(ig.load())
