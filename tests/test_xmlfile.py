"""XML, element by element, and what is refused in it."""

from __future__ import annotations

import gzip
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insurgraph.errors import RecordError
from insurgraph.loaders import xmlfile
from insurgraph.loaders.xmlfile import elements
from tests.properties import examples

LIST = """<?xml version="1.0" encoding="UTF-8"?>
<l:LIST xmlns:l="urn:x" l:made="2020-01-01"><PART><ONE id="1"><NAME>Amber &amp; Co</NAME></ONE>
<ONE id="2"><ONE>inside</ONE></ONE></PART><OTHER>x</OTHER></l:LIST>"""


def file(path: Path, text: str, encoding: str = "utf-8") -> Path:
    (path / "x.xml").write_bytes(text.encode(encoding))
    return path / "x.xml"


def refused(path: Path, text: str) -> str:
    with pytest.raises(RecordError) as caught:
        list(elements(file(path, text), {"ONE"}))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_root_comes_first_and_then_each_outermost_element(tmp_path: Path) -> None:
    root, one, two = elements(file(tmp_path, LIST), {"ONE"})
    assert (root.tag, root.attrib, len(root)) == ("LIST", {"made": "2020-01-01"}, 0)
    assert (one.get("id"), one.findtext("NAME")) == ("1", "Amber & Co")
    assert (two.get("id"), two.findtext("ONE")) == ("2", "inside")


def test_encodings_and_archives(tmp_path: Path) -> None:
    utf16 = file(tmp_path, LIST.replace("UTF-8", "UTF-16"), "utf-16")
    assert len(list(elements(utf16, {"ONE"}))) == 3
    packed = tmp_path / "x.xml.gz"
    packed.write_bytes(gzip.compress(LIST.encode()))
    assert len(list(elements(packed, {"ONE"}))) == 3


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "x"> %p;]>',
        "<!DOCTYPE x>",
    ],
)
def test_a_document_type_is_refused_before_anything_in_it_counts(
    tmp_path: Path, declared: str
) -> None:
    told = refused(tmp_path, f"{declared}<x><ONE>&a;</ONE></x>")
    assert "row 1: has a document type declaration" in told


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not well-formed XML: no element found"),
        (LIST[:-30], "not well-formed XML"),
        ("<x><ONE>&nbsp;</ONE></x>", "undefined entity"),
        ("<x><ONE></x></ONE>", "mismatched tag"),
        ("<?xml version='1.0' encoding='x-unknown'?><x/>", "unknown encoding"),
        ("<?xml version='1.0' encoding='gb2312'?><x/>", "cannot be decoded"),
        ("<x>" * 101, "nested deeper than 100"),
        ("<x><ONE>" + "a" * 3000 + "</ONE></x>", "an element of more than 2,000 characters"),
    ],
)
def test_what_cannot_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, reason: str
) -> None:
    monkeypatch.setattr(xmlfile, "_LONGEST", 2000)
    assert reason in refused(tmp_path, text)


@examples(100)
@given(st.integers(0, len(LIST)), st.text(max_size=6))
def test_any_damage_is_elements_or_a_record_error(
    tmp_path_factory: pytest.TempPathFactory, at: int, junk: str
) -> None:
    path = tmp_path_factory.mktemp("any") / "x.xml"
    path.write_bytes((LIST[:at] + junk + LIST[at + 1 :]).encode("utf-8", "surrogatepass"))
    with suppress(RecordError):
        list(elements(path, {"ONE"}))
