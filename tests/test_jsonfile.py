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
from insurgraph.loaders.reading import Reading


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
