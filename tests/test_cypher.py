"""Cypher as text: what is code in it, where its statements end, where a place is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insurgraph.graph.cypher import columns, parameters, pointer, reads_files, statements, tokens


def test_strings_comments_and_quoted_names_are_no_code() -> None:
    text = "MATCH (n) /* ( */ WHERE n.`a)b` = ')' // )\nRETURN n"
    assert [t.text for t in tokens(text) if t.text in ("(", ")")] == ["(", ")"]


def test_places_count_lines_and_columns_from_one() -> None:
    (*_, last) = tokens("MATCH (n)\n/* a\nb */ RETURN n")
    assert (last.text, last.line, last.column) == ("n", 3, 13)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("RETURN 1", ["RETURN 1"]),
        ("RETURN 1;", ["RETURN 1"]),
        (";;RETURN 1;;", ["RETURN 1"]),
        ("RETURN ';' ; RETURN `;`", ["RETURN ';'", "RETURN `;`"]),
        ("// a;\nRETURN 1 /* ; */;", ["RETURN 1"]),
        ("RETURN 'it\\'s;'", ["RETURN 'it\\'s;'"]),
        ("RETURN 'never closed;", ["RETURN 'never closed;"]),
        ("  // nothing\n", []),
    ],
)
def test_a_semicolon_ends_a_statement_where_it_is_code(text: str, found: list[str]) -> None:
    assert [s.text for s in statements(text)] == found


@given(st.text(alphabet="a;'\"`\\/*\n $(", max_size=30))
def test_any_text_can_be_taken_apart(text: str) -> None:
    found = tokens(text)
    assert all(text[t.start : t.end] == t.text for t in found)
    assert all(text.split("\n")[t.line - 1][t.column - 1 :][:1] == t.text[:1] for t in found)
    for statement in statements(text):
        assert text[statement.start :].startswith(statement.text)


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("LOAD CSV FROM $x AS l RETURN l", True),
        ("load\n//\ncsv from $x as l return l", True),
        ("L\\u004FAD CSV FROM $x AS l RETURN l", True),
        ("LOAD\\u0020CSV FROM $x AS l RETURN l", True),
        ("RETURN '\\u0027 LOAD CSV FROM $x AS l RETURN l", True),
        ("RETURN 'LOAD CSV' AS `LOAD CSV` // LOAD CSV", False),
        ("MATCH (load) RETURN load.csv", False),
    ],
)
def test_reading_files_is_seen_however_it_is_written(text: str, reads: bool) -> None:
    assert reads_files(text) is reads


def test_parameters_are_named_once() -> None:
    assert parameters("RETURN $a + $b + $a + '$c' // $d") == ("a", "b")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("RETURN 1 AS one, n.name", ("one", "n.name")),
        ("MATCH (n) WITH n RETURN DISTINCT n AS `a b`, [x IN [1, 2] | x] ORDER BY n LIMIT 1",
         ("a b", "[x IN [1, 2] | x]")),
        ("CALL { RETURN 1 AS x } RETURN x", ("x",)),
        ("MATCH (n) RETURN *", ()),
        ("CREATE (n)", ()),
    ],
)  # fmt: skip
def test_columns_are_those_of_the_last_return(text: str, names: tuple[str, ...]) -> None:
    assert columns(text) == names


def test_a_long_line_is_shown_around_the_place() -> None:
    text = "RETURN " + "1 + " * 100 + "oops"
    line, caret = pointer(text, 1, len(text) - 3).split("\n")
    assert len(line) <= 78
    assert line[caret.index("^") :] == "oops"


def test_a_place_that_is_not_there_has_no_pointer() -> None:
    assert pointer("RETURN 1", 0, 0) == pointer("RETURN 1", 2, 1) == ""
