"""Every sample of a loader, cut off, mangled or made to do harm: an error or a report, no more."""

from __future__ import annotations

import csv
import io
import json
import socket
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

import insurgraph as ig
from insurgraph.errors import InsurgraphError, Problem, RecordError
from insurgraph.loaders.edition import Edition
from tests.properties import examples
from tests.samples import SAMPLES, breaches, content, sample, written

#: Loader, sample, and the choices it needs.
CASES = [
    ("un-sc", "un-sc.xml", {}),
    ("canada-list", "canada-list.json", {}),
    ("misp-galaxy", "misp-galaxy.json", {}),
    ("ofac-sdn", "ofac-sdn.csv", {"edition": "2031-01-31"}),
    ("stix", "stix.json", {}),
    ("ftm", "ftm-entities.jsonl", {}),
    ("ftm", "ftm-statements.jsonl", {}),
    ("ucdp-actor", "ucdp-actor.csv", {}),
    ("ucdp-dyadic", "ucdp-dyadic.csv", {}),
    ("ucdp-nonstate", "ucdp-nonstate.csv", {}),
    ("ucdp-ged", "ucdp-ged.csv", {}),
    ("acled", "acled.csv", {}),
    ("militants", "militants.csv", {}),
]


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> NoReturn:
        raise AssertionError("a loader reaches for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def loaded(folder: Path, loader: str, name: str, raw: bytes, options: dict[str, str]) -> None:
    """Load what may be anything: a valid record, or an error of one line for each problem."""
    path = written(folder, name, raw)
    told: list[Problem] = []
    said: list[str] = []
    for bad in ("report", "stop", told.append):
        try:
            kg = ig.read(loader, path, options=options, bad=bad)  # type: ignore[arg-type]
            assert breaches(kg) == []
        except InsurgraphError as error:
            said.append(str(error))
    assert not any("\n" in line for line in (*said, *map(str, told)))


@pytest.mark.parametrize(("loader", "name", "options"), CASES)
@given(data=st.data())
@examples(20)
def test_a_file_that_is_cut_off_or_mangled(
    tmp_path_factory: pytest.TempPathFactory,
    loader: str,
    name: str,
    options: dict[str, str],
    data: st.DataObject,
) -> None:
    raw = (SAMPLES / name).read_bytes()
    at = data.draw(st.integers(0, len(raw)))
    to = data.draw(st.integers(at, min(at + 40, len(raw))))
    put = data.draw(st.binary(max_size=8))
    cut = data.draw(st.booleans())
    mangled = raw[:at] + put + (b"" if cut else raw[to:])
    loaded(tmp_path_factory.mktemp("hostile"), loader, name, mangled, options)


def turned(name: str) -> str:
    """A sample with its entries in the opposite order."""
    text = sample(name)
    if name.endswith(".xml"):
        root = ElementTree.fromstring(text)
        for part in root:
            part[:] = reversed(part)
        return ElementTree.tostring(root, encoding="unicode")
    if name.endswith(".json"):
        whole = json.loads(text)
        return json.dumps({k: v[::-1] if isinstance(v, list) else v for k, v in whole.items()})
    if name.endswith(".jsonl") or name.startswith("ofac"):  # no line is a header
        return "\n".join(reversed(text.splitlines()))
    head, *rows = csv.reader(io.StringIO(text))
    out = io.StringIO()
    csv.writer(out).writerows([head, *reversed(rows)])
    return out.getvalue()


@pytest.mark.parametrize(("loader", "name", "options"), CASES)
def test_entries_in_the_opposite_order_are_the_same_record(
    tmp_path: Path, loader: str, name: str, options: dict[str, str]
) -> None:
    one = ig.read(loader, written(tmp_path, name, sample(name)), options=options)
    other = ig.read(loader, written(tmp_path, name, turned(name)), options=options)
    if name == "ftm-statements.jsonl":  # of several names the first that is stated is preferred
        assert one.entities.keys() == other.entities.keys()
        assert one.claims() == other.claims()
    else:
        assert content(one) == content(other)


@pytest.mark.parametrize(("loader", "name", "options"), CASES)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_no_matter_and_another_encoding_is_one_line(
    tmp_path: Path, loader: str, name: str, options: dict[str, str], encoding: str
) -> None:
    text = sample(name)
    plain = ig.read(loader, written(tmp_path, name, text), options=options)
    path = written(tmp_path, name, text.encode(encoding))
    if encoding == "utf-8-sig":
        assert content(ig.read(loader, path, options=options)) == content(plain)
    else:
        with pytest.raises(RecordError) as caught:
            ig.read(loader, path, options=options)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("loader", "name", "options"), CASES)
@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00" * 99,
        b"\xff\xfe" * 9,
        b"{" * 100_000,
        b"[" * 100_000,
        b"<a>" * 100_000,
        b'{"values": ' * 9000,
        b'{"objects": [' + b'{"a":' * 9000,
        b'{"id": "' + b"x" * 1_000_000,
        b'"' + b"," * 9999,
    ],
)
def test_what_is_no_such_file_at_all(
    tmp_path: Path, loader: str, name: str, options: dict[str, str], raw: bytes
) -> None:
    with pytest.raises(RecordError) as caught:
        ig.read(loader, written(tmp_path, name, raw), options=options)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 600


def laughs() -> str:
    """Ten entities, each ten times the one before."""
    names = "abcdefghi"
    grown = (f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in pairwise(names))
    return f"<!DOCTYPE a [<!ENTITY a 'a'>{''.join(grown)}]>"


def harmful() -> Iterator[str]:
    """Lists that would expand, fetch or read something."""
    head, _, rest = sample("un-sc.xml").partition("?>\n")
    for declared in (
        laughs(),
        "<!DOCTYPE a [<!ENTITY i SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE a [<!ENTITY i SYSTEM 'http://lists.example/x'>]>",
        "<!DOCTYPE a SYSTEM 'http://lists.example/x.dtd'>",
        "<!DOCTYPE a [<!ENTITY % i SYSTEM 'http://lists.example/x'> %i;]>",
    ):
        yield f"{head}?>\n{declared}\n{rest.replace('AMBER FRONT', '&i;')}"


@pytest.mark.parametrize("text", [*harmful()])
def test_a_list_with_entities_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(RecordError, match="document type declaration"):
        ig.read("un-sc", written(tmp_path, "x.xml", text))


def objects_of(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a JSON value."""
    if isinstance(value, dict):
        yield value
    for inner in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from objects_of(inner)


@pytest.mark.parametrize(
    "wrong", [None, 1, 1.5, True, "x", "\x00", [], [[]], {}, {"a": {}}, [None]]
)
@pytest.mark.parametrize(
    ("loader", "name", "options"), [c for c in CASES if c[1].endswith((".json", ".jsonl"))]
)
def test_any_member_of_another_type(
    tmp_path: Path, loader: str, name: str, options: dict[str, str], wrong: object
) -> None:
    lines = sample(name).splitlines() if name.endswith("l") else [sample(name)]
    documents = [json.loads(line) for line in lines]
    total = sum(len(o) for d in documents for o in objects_of(d))
    for number in range(0, total, 7):
        spoilt, at = json.loads(json.dumps(documents)), number
        for found in (o for d in spoilt for o in objects_of(d)):
            if at < len(found):
                found[list(found)[at]] = wrong
                break
            at -= len(found)
        text = "\n".join(json.dumps(d) for d in spoilt)
        loaded(tmp_path, loader, name, text.encode(), options)


def test_a_field_without_end_is_no_name(tmp_path: Path) -> None:
    text = sample("canada-list.json").replace("Front of Amber", "a, (" * 100_000)
    kg = ig.read("canada-list", written(tmp_path, "x.json", text))
    assert len(kg.names) < 20


def test_memory_does_not_hold_what_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Entries of lists that were not asked for never reach the record in the making."""
    made: list[str] = []
    entity = Edition.entity

    def counted(self: Edition, kind: str, key: str, name: str, **more: Any) -> str:
        made.append(key)
        return entity(self, kind, key, name, **more)

    monkeypatch.setattr(Edition, "entity", counted)
    ig.read("un-sc", written(tmp_path, "x.xml", sample("un-sc.xml")))
    assert "kpi.903" not in made
