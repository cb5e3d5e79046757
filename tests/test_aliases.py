"""Names in free text, taken apart as far as the text says where they end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insurgraph.loaders.aliases import (
    acronyms,
    brackets,
    names_in,
    readings,
    script_of,
    variants,
    without_particulars,
)
from tests.properties import examples

NAME_LISTS = [
    ("", {}),
    (" N/A ", {}),
    ("Amber Front", {"Amber Front": "alias"}),
    ("Amber, Resin, and Stone.", {"Amber": "alias", "Resin": "alias", "Stone": "alias"}),
    ("Amber; Resin, the Old; and Stone", {
        "Amber": "alias", "Resin, the Old": "alias", "Stone": "alias"}),
    ("AF, Amber Front", {"AF": "acronym", "Amber Front": "alias"}),
    ("Amber (Army, of Tal), Resin", {
        "Amber": "alias", "Amber (Army, of Tal)": "alias", "Resin": "alias"}),
    ("Amber, Stone and Sons", {
        "Amber": "alias", "Stone and Sons": "weak", "Stone": "weak", "Sons": "weak"}),
    ("Islamic Group, (IG).", {"Islamic Group": "alias", "IG": "acronym"}),
    ("Amber, Trading Co. Ltd.", {"Amber": "alias", "Trading Co. Ltd": "alias"}),
    ("Amber, M.K.Y.", {"Amber": "alias", "M.K.Y.": "acronym"}),
    ("Amber (unclosed, Resin", {"Amber (unclosed, Resin": "alias"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAME_LISTS)
def test_names_in_a_free_text(text: str, expected: dict[str, str]) -> None:
    found = dict(names_in(text))
    if "unclosed" in text:
        assert set(found.values()) == {"alias"}
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("alias", "expected"),
    [
        ("Dost, Anwar", ["Dost, Anwar"]),
        ("Dost; Doost; Dust", ["Dost", "Doost", "Dust"]),
        ("دوست (Dost; Doost)", ["دوست", "Dost", "Doost"]),
        ("Dost (دوست (original script); Doost)", ["Dost", "دوست", "Doost"]),
        ("Dost (original script: Дост)", ["Dost", "Дост"]),
        ("Dost (the Younger)", ["Dost (the Younger)"]),
        ("", []),
        ("()", []),
    ],
)
def test_an_alias_that_lists_several_is_taken_apart(alias: str, expected: list[str]) -> None:
    assert variants(alias) == expected


@pytest.mark.parametrize(
    ("alias", "kept"),
    [
        ("Dost", "Dost"),
        ("Dost, born in Tal on 01 Jan.1961", "Dost"),
        ("Dost (passport 4711, withdrawn)", "Dost"),
        ("Dost son of Karim (دوست ),", "Dost son of Karim (دوست )"),
        ("Dost 4711", ""),
        ("Dost ١٢", ""),
    ],
)
def test_particulars_of_persons_are_cut_off(alias: str, kept: str) -> None:
    assert without_particulars(alias) == kept


def test_acronyms_are_told_from_places() -> None:
    assert acronyms("AMBER FRONT OF TAL (AFT) (NORDMARK)") == ["AFT"]
    assert acronyms("Armed Group of Tal (GAT)") == ["GAT"]
    assert readings("Amber Front (AF, Front)") == [
        ("Amber Front", "alias"), ("Amber Front (AF, Front)", "alias"), ("AF", "acronym"),
    ]  # fmt: skip


@given(st.text("aB ,;()./and\n'é", max_size=40))
@examples(300)
def test_any_text_gives_clean_names(text: str) -> None:
    for name, kind in names_in(text):
        assert name == " ".join(name.split()) != ""
        assert kind in {"alias", "acronym", "weak"}
    for name in variants(text):
        assert name.strip(" ().,;")
    outside, inside = brackets(text)
    assert "(" not in outside
    assert all(inside)


@given(st.text(max_size=40))
@examples(100)
def test_a_script_is_one_or_none(text: str) -> None:
    assert script_of(text) == "" or len(script_of(text)) == 4
    assert not any(c.isdecimal() for c in without_particulars(text))
