"""JSON object by object, JSON lines line by line."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

import insurgraph as ig
from insurgraph.errors import RecordError
from insurgraph.loaders import jsonfile
from insurgraph.loaders.publication import Loader, Publication
from insurgraph.loaders.reading import Place, Reading


def file(path: Path, raw: bytes) -> Path:
    (path / "x.json").write_bytes(raw)
    return path / "x.json"


def test_the_values_of_an_array_come_one_by_one(tmp_path: Path) -> None:
    path = file(tmp_path, b'{"version": 3, "values": [{"a": "\\u00fc", "n": 1.5}, {"a": []}]}')
    assert list(jsonfile.items(path, "values.item")) == [{"a": "ü", "n": 1.5}, {"a": []}]
    assert list(jsonfile.items(path, "version")) == [3]
    assert list(jsonfile.items(path, "none.item")) == []
    path.write_bytes(gzip.compress(b"[1, 2]"))
    assert list(jsonfile.items(path, "item")) == [1, 2]


@pytest.mark.parametrize("raw", [b"", b'{"values": [{"a": 1}', b"[1 2]", b'["\xff"]', b"[" * 99])
def test_what_is_no_json_is_refused(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(RecordError, match=r"x.json: not JSON") as caught:
        list(jsonfile.items(file(tmp_path, raw), "values.item"))
    assert "\n" not in str(caught.value)


def test_a_line_that_is_no_object_is_a_problem_of_that_line(tmp_path: Path) -> None:
    path = file(tmp_path, b'\xef\xbb\xbf{"a": 1}\n\n[1]\n{"a":\n{"a": 2}\n\xff\n' + b"[" * 9999)
    problems: list[Any] = []
    made = Loader("x", "x", lambda _r: ig.KnowledgeGraph(), Publication("X"))
    reading = Reading(made, [path], bad=problems.append)
    assert [(p.row, v) for p, v in jsonfile.lines(reading, path)] == [(1, {"a": 1}), (5, {"a": 2})]
    assert [(p.row, p.reason.partition(":")[0]) for p in problems] == [
        (3, "no object"), (4, "not JSON"), (6, "not JSON"), (7, "not JSON"),
    ]  # fmt: skip


def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonfile, "_LONGEST", 10)
    made = Loader("x", "x", lambda _r: ig.KnowledgeGraph(), Publication("X"))
    path = file(tmp_path, b'{"a": "' + b"x" * 20)
    with pytest.raises(RecordError, match="a line of more than 10 bytes"):
        list(jsonfile.lines(Reading(made, [path]), path))


def members(tmp_path: Path, values: dict[str, Any]) -> tuple[jsonfile.Members, list[Any]]:
    problems: list[Any] = []
    made = Loader("x", "x", lambda _r: ig.KnowledgeGraph(), Publication("X"))
    reading = Reading(made, [file(tmp_path, b"{}")], bad=problems.append)
    return jsonfile.Members(reading, Place("x.json", 3), values), problems


def test_members_have_the_type_that_is_asked_for(tmp_path: Path) -> None:
    one, problems = members(
        tmp_path,
        {
            "text": " a\n b ", "texts": ["a", "a", " ", "b"], "number": 1.5, "flag": True,
            "object": {"text": "c"}, "objects": [{"text": "d"}], "null": None,
        },
    )  # fmt: skip
    assert (one.text("text"), one.filled("text"), one.text("null")) == ("a b", "a b", "")
    assert (one.texts("texts"), one.texts("text"), one.texts("none")) == (["a", "b"], ["a b"], [])
    assert (one.number("number"), one.number("none")) == (1.5, None)
    assert (one.flag("flag"), one.flag("none")) == (True, False)
    assert one.object("object").text("text") == "c"
    assert [m.text("text") for m in one.objects("objects")] == ["d"]
    assert ("null" in one, "text" in one) == (False, True)
    assert problems == []


def test_a_member_of_another_type_is_a_problem_with_its_path(tmp_path: Path) -> None:
    one, problems = members(
        tmp_path,
        {"a": 1, "b": [1], "c": "x", "d": "x", "e": [], "f": [1], "g": {"h": [{}]}, "i": True},
    )
    assert (one.text("a"), one.filled("a"), one.filled("none")) == ("", "", "")
    assert (one.texts("b"), one.number("c"), one.number("i"), one.flag("d")) == (
        [],
        None,
        None,
        False,
    )
    assert (one.object("e").text("x"), one.objects("f")) == ("", [])
    assert one.object("g").objects("h")[0].filled("k") == ""
    assert [(p.row, p.column, p.value) for p in problems] == [
        (3, "a", "1"), (3, "a", "1"), (3, "none", ""), (3, "b", "[1]"), (3, "c", "x"),
        (3, "i", "true"), (3, "d", "x"), (3, "e", "[]"), (3, "f", "[1]"), (3, "g.h[0].k", ""),
    ]  # fmt: skip


def test_what_is_no_object_in_an_array_is_a_problem(tmp_path: Path) -> None:
    problems: list[Any] = []
    made = Loader("x", "x", lambda _r: ig.KnowledgeGraph(), Publication("X"))
    path = file(tmp_path, b'{"values": [{"a": "b"}, 1, null, {"a": "c"}]}')
    found = jsonfile.objects(Reading(made, [path], bad=problems.append), path, "values.item")
    assert [m.text("a") for m in found] == ["b", "c"]
    assert [p.row for p in problems] == [2, 3]


def test_arrays_without_end_are_refused_before_they_fill_the_memory(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="nested deeper than 100 levels"):
        list(jsonfile.items(file(tmp_path, b"[" * 100_000), "values.item"))
