"""`queries/README.md`: made from the schema, the steps and the query files, and true."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

import insurgraph as ig
from insurgraph.graph import schema
from insurgraph.graph.database import Database
from insurgraph.graph.vocabulary import default
from insurgraph.parameters import free, pairs
from insurgraph.queries import shipped
from insurgraph.queries.linter import RULES
from insurgraph.queries.readme import text
from insurgraph.queries.tutorial import STEPS, Step
from insurgraph.question import Question
from tests.engines import emptied

README = (Path(__file__).parent.parent / "queries" / "README.md").read_text(encoding="utf-8")

#: What a step found on the engine that was asked first.
ROWS: dict[str, object] = {}


@pytest.fixture(scope="module")
def filled(server: Database, kg: ig.KnowledgeGraph) -> Database:
    """A running engine that holds the curated record."""
    emptied(server).load(kg)
    return server


def test_it_is_what_the_code_and_the_queries_say() -> None:
    assert text() == README, "make docs-queries"


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.title)
def test_each_of_the_ten_steps_finds_the_same_on_every_engine(filled: Database, step: Step) -> None:
    found = filled.cypher(step.cypher, free(step.given, filled, None))
    assert len(found)
    assert found.rows == ROWS.setdefault(step.title, found.rows)


def test_there_are_ten_and_the_last_is_a_path_with_its_evidence() -> None:
    assert len(STEPS) == 10
    assert "MATCH p =" in STEPS[-1].cypher
    assert "CITED" in STEPS[-1].cypher


def test_every_query_has_a_command_that_can_be_asked() -> None:
    commands = dict(re.findall(r"^(insurgraph query ([\w-]+).*)$", README, re.MULTILINE))
    asked = {shlex.split(c)[2]: shlex.split(c)[3:] for c in commands if "--" not in c}
    assert set(asked) == set(shipped().files)
    for name, given in asked.items():
        assert set(given[::2]) <= {"-p"}
        Question.named(name).check(pairs(given[1::2]))


def test_the_whole_schema_is_in_it() -> None:
    known = schema.of(default())
    for name in (*known.labels, *known.types, *RULES):
        assert re.search(rf"`[^`]*\b{name}\b[^`]*`", README), name


def test_tables_have_the_same_cells_in_every_row() -> None:
    for table in re.findall(r"(?:^\|.*\n)+", README, re.MULTILINE):
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
        assert len(widths) == 1, table
