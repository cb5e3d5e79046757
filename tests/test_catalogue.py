"""Headers of query files, and what becomes of the values that a caller gives."""

from __future__ import annotations

from datetime import date

import pytest

from insurgraph.errors import ArgumentError, NotFoundError, VocabularyError
from insurgraph.graph.vocabulary import default
from insurgraph.queries import TYPES, Parameter, catalogue, parse, shipped

HEADER = """\
/*
title: A question
topic: Trial
question: >-
  What is
  there?
active: Everything.
parameters:
{parameters}
columns:
  id: the id
  name: the name
{more}*/
MATCH (e:Entity) RETURN e.id AS id, e.name AS name ORDER BY id
"""


def header(parameters: str = "  one: {type: entity, default: org-isk}", more: str = "") -> str:
    """The text of a query file."""
    return HEADER.format(parameters=parameters, more=more)


def test_a_header_is_read_whole() -> None:
    query = parse(header(more="example:\n- [org-a, 'yes']\n"), "trial")
    assert (query.name, query.title, query.topic) == ("trial", "A question", "Trial")
    assert query.question == "What is there?"
    assert [c.name for c in query.columns] == ["id", "name"]
    assert query.example == (("org-a", "yes"),)
    assert query.example_parameters == {"one": "org-isk"}
    assert query.text.startswith("MATCH (e:Entity)")


#: A few lines whose references stand for thousands of millions of words.
LAUGHS = "[&a0 [x, x], " + ", ".join(f"&a{n} [{f'*a{n - 1}, ' * 10}]" for n in range(1, 10)) + "]"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("MATCH (e:Entity) RETURN e.id AS id", "begins with a header"),
        ("/* a: [ */ RETURN 1", "header: "),
        ("/* only words */ RETURN 1", "is expected"),
        (header("  one: entity"), "parameter one: 'type: ...' is expected"),
        (header("  One: {type: entity}"), "parameter One"),
        (header("  one: {type: entiti}"), "no type 'entiti'; did you mean 'entity'"),
        (header("  one: {type: text, defalt: x}"), "unknown field 'defalt'; did you mean 'defaul"),
        (header("  one: {type: integer, least: few}"), "'few' is no whole number"),
        (header("  - one"), "parameters: a mapping is expected"),
        (header(more="exmple: []\n"), "unknown field 'exmple'; did you mean 'example'"),
        (header(more="example:\n- [org-a]\n"), "rows of 2 cells are expected"),
        (header(more="example: much\n"), "rows of 2 cells are expected"),
        (header().replace("title: A question", "title:"), "title is missing"),
        (header().replace("title: A question", "title: " + "[" * 50_000), "nested deeper"),
        (header().replace("title: A question", f"title: {LAUGHS}"), "more than 1,000,000 values"),
        (header().replace("  id: the id\n  name: the name\n", ""), "columns is missing"),
    ],
)
def test_a_header_that_is_wrong_is_said_so(text: str, reason: str) -> None:
    with pytest.raises(VocabularyError, match="trial: ") as caught:
        parse(text, "trial")
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


GIVEN = [
    (Parameter("x", "entity", ""), "org-a", {"x": "org-a"}),
    (Parameter("x", "entity", "", ""), "", {"x": ""}),
    (Parameter("x", "text", "", ""), "'}) DETACH DELETE n //", {"x": "'}) DETACH DELETE n //"}),
    (Parameter("x", "integer", "", "1"), "12", {"x": 12}),
    (Parameter("x", "integer", "", "1"), 12, {"x": 12}),
    (Parameter("x", "kind", "", many=True), "Person", {"x": ["Person"]}),
    (Parameter("x", "kind", "", many=True), ("Person", "Place"), {"x": ["Person", "Place"]}),
    (Parameter("x", "kind", "", many=True), "", {"x": []}),
    (Parameter("x", "kind", "", many=True), [], {"x": []}),
    (Parameter("x", "family", ""), "rivalry", {"x": "rivalry"}),
    (Parameter("x", "reliability", ""), "C", {"x": "C"}),
    (Parameter("x", "grade", "", ""), "", {"x": []}),
    (Parameter("x", "grade", "", ""), "b2", {"x": ["A1", "A2", "B1", "B2"]}),
    (Parameter("x", "period", ""), date(2015, 6, 1),
     {"x_first": date(2015, 6, 1), "x_last": date(2015, 6, 1)}),
    (Parameter("x", "period", ""), "2015/2016",
     {"x_first": date(2015, 1, 1), "x_last": date(2016, 12, 31)}),
    (Parameter("x", "period", ""), "", {"x_first": date.min, "x_last": date.max}),
]  # fmt: skip


@pytest.mark.parametrize(("parameter", "value", "bound"), GIVEN)
def test_a_value_becomes_what_the_text_needs(
    parameter: Parameter, value: object, bound: object
) -> None:
    found = parameter.bind(value)
    assert found == bound
    assert tuple(found) == parameter.names()


@pytest.mark.parametrize(
    ("parameter", "value", "reason"),
    [
        (Parameter("x", "entity", ""), "", "x: it is empty; give id of an entity"),
        (Parameter("x", "entity", ""), ["org-a", "org-b"], "is no text"),
        (Parameter("x", "text", ""), 7, "7 is no text"),
        (Parameter("x", "integer", ""), "many", "'many' is no whole number"),
        (Parameter("x", "integer", ""), 1.5, "1.5 is no whole number"),
        (Parameter("x", "integer", ""), True, "True is no whole number"),
        (Parameter("x", "integer", "", least=1), "0", "0 is less than 1"),
        (Parameter("x", "integer", "", most=4), "5", "5 is more than 4"),
        (Parameter("x", "family", ""), "rivalty", "no family 'rivalty'; did you mean 'rivalry'"),
        (Parameter("x", "kind", "", many=True), ["Person", "Planet"], "no kind 'Planet'"),
        (Parameter("x", "kind", "", many=True), ["Person", ""], "it is empty"),
        (Parameter("x", "grade", ""), "Z9", "is no grade"),
        (Parameter("x", "period", ""), "soon", "is no date"),
        (Parameter("x", "period", ""), 2015, "is no date"),
        (Parameter("x", "period", ""), "2015?", "does not say which days"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused(
    parameter: Parameter, value: object, reason: str
) -> None:
    with pytest.raises(ArgumentError, match="x: ") as caught:
        parameter.bind(value)
    assert reason in str(caught.value)


def test_choices_come_from_the_vocabulary() -> None:
    words = default()
    assert Parameter("x", "family", "").choices() == tuple(words.families)
    assert Parameter("x", "relation", "").choices(words) == tuple(words.relations)
    assert Parameter("x", "text", "").choices() == ()


def test_unknown_and_missing_parameters_are_named() -> None:
    query = parse(header("  one: {type: entity, meaning: the group, example: org-isk}"), "trial")
    with pytest.raises(ArgumentError, match=r"no parameter 'won'; did you mean 'one'"):
        query.bind({"won": "x"})
    with pytest.raises(ArgumentError, match=r"needs the parameter 'one': the group.*org-isk"):
        query.bind({})


def test_hostile_words_are_refused_where_words_of_a_vocabulary_or_dates_are_meant() -> None:
    for query in shipped():
        for parameter in query.parameters:
            if parameter.type not in ("entity", "source", "text"):
                for hostile in ("x'}) DETACH DELETE n //", "$on_first", "\u202e\x00"):
                    with pytest.raises(ArgumentError) as caught:
                        query.bind({parameter.name: hostile})
                    assert "\n" not in str(caught.value), f"{query.name}: {parameter.name}"


def test_a_query_is_found_by_name_or_the_nearest_is_named() -> None:
    assert catalogue().get("leaders").name == "leaders"
    with pytest.raises(NotFoundError, match="did you mean 'leaders'"):
        catalogue().get("laeders")


def test_every_query_that_is_shipped_is_described_whole() -> None:
    for query in shipped():
        where = query.name
        assert query.text, where
        assert "\n" not in query.title, where
        for parameter in query.parameters:
            assert parameter.meaning, f"{where}: {parameter.name}"
            assert parameter.type in TYPES, f"{where}: {parameter.name}"
            assert parameter.default is not None, f"{where}: {parameter.name}"
            for name in parameter.names():
                assert f"${name}" in query.text, f"{where}: {name} is not used"
        for column in query.columns:
            assert column.meaning, f"{where}: {column.name}"
        query.bind({})
        query.bind(query.example_parameters)
