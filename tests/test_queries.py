"""Named queries: the same rows on every engine as plain Python reads from the record.

Each is asked of the curated record and a crowded invented one side by side: with its defaults, its
example, hostile words and generated parameters. Rows are compared in their order.
"""

from __future__ import annotations

from functools import cache

import pytest

import insurgraph as ig
from insurgraph.graph.cypher import tokens
from insurgraph.graph.database import Database
from insurgraph.queries import shipped
from tests.answers import answer
from tests.answers.given import Given, drawn, fixed
from tests.answers.reading import Row
from tests.crowd import crowd
from tests.engines import emptied
from tests.examples import example_rows

NAMES = tuple(shipped().files)

#: How many generated questions a query is asked that find something.
DRAWS = 5


@cache
def curated() -> ig.KnowledgeGraph:
    """What the examples in the headers are about."""
    return ig.load()


@cache
def asked() -> ig.KnowledgeGraph:
    """What the engines are asked about."""
    return curated().merge(crowd())


@cache
def questions(name: str) -> list[tuple[Given, list[Row]]]:
    """Parameters for a query, and the rows that Python finds; worked out once for all engines."""
    query = shipped().get(name)
    given = [*fixed(query), *drawn(asked(), query, DRAWS)]
    return [(one, answer(asked(), name, one)) for one in given]


@pytest.fixture(scope="module")
def filled(server: Database) -> Database:
    """A running engine that holds it all for every test of this module."""
    emptied(server).load(asked())
    return server


@pytest.mark.parametrize("name", NAMES)
def test_the_rows_are_those_that_python_reads_from_the_record(filled: Database, name: str) -> None:
    for parameters, rows in questions(name):
        assert list(filled.query(name, **parameters).rows) == rows, parameters


@pytest.mark.parametrize("name", NAMES)
def test_turning_the_order_round_turns_the_rows_round(filled: Database, name: str) -> None:
    """Rows that the order leaves undecided stay as they come, and so would not turn round."""
    query = shipped().get(name)
    parameters, _ = max(questions(name), key=lambda asked: len(asked[1]))
    values = query.bind({**parameters, **({"limit": 1000} if _cut(query.text) else {})})
    there, back = (
        filled.cypher(text, values).rows for text in (_whole(query.text), turned(query.text))
    )
    assert back == there[::-1]


def _cut(text: str) -> bool:
    return text.endswith("LIMIT $limit")


def _whole(text: str) -> str:
    return text.removesuffix("LIMIT $limit")


def turned(text: str) -> str:
    """A query with every key of its last ORDER BY the other way round, and all its rows."""
    before, by, after = _whole(text).rpartition("ORDER BY")
    keys, depth = [""], 0
    for token in tokens(after):
        depth += (token.text in "([{") - (token.text in ")]}")
        if token.text == "," and not depth:
            keys.append("")
        else:
            keys[-1] += token.text if token.text == "." else f" {token.text}"
    other = (k.removesuffix(" DESC") if k.endswith(" DESC") else f"{k} DESC" for k in keys)
    return f"{before}{by}{','.join(other)}"


def test_a_server_names_the_columns_as_the_header_does(filled: Database) -> None:
    for query in shipped():
        found = filled.cypher(query.text, query.bind({}))
        assert found.names == tuple(c.name for c in query.columns), query.name


def test_questions_change_nothing(filled: Database) -> None:
    assert filled.read() == asked()


def test_enough_of_the_questions_find_something() -> None:
    for name in NAMES:
        assert answer(curated(), name, {}), f"{name} finds nothing with its defaults"
        assert sum(bool(rows) for _, rows in questions(name)) >= 4, name


@pytest.mark.parametrize("name", NAMES)
def test_the_example_in_the_header_is_what_the_record_says(name: str) -> None:
    query = shipped().get(name)
    assert query.topic
    assert list(query.example) == example_rows(curated(), query), "make docs-queries"


def test_every_query_orders_its_rows_and_bounds_its_paths() -> None:
    for query in shipped():
        last = query.text.rpartition("RETURN")[2]
        assert "ORDER BY" in last, query.name
        assert "*.." not in query.text, query.name
        assert not any(line.rstrip().endswith("*]") for line in query.text.splitlines())
