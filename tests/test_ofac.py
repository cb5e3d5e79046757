"""The Specially Designated Nationals, in the CSV set: an invented edition."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import insurgraph as ig
from insurgraph.errors import ArgumentError, RecordError
from tests.samples import breaches, content, names, sample

FILES = {f: sample(f"ofac-{f}.csv") for f in ("sdn", "alt", "add", "comments")}
DAY = "2031-01-31"


def read(folder: Path, day: str = DAY, programmes: str = "terrorism", **files: str) -> (
    ig.KnowledgeGraph
):  # fmt: skip
    return edition(folder, day, programmes, files)


def edition(
    folder: Path, day: str, programmes: str, files: dict[str, str], **choices: Any
) -> ig.KnowledgeGraph:
    """An edition of the list in a folder."""
    for name, text in {**FILES, **files}.items():
        (folder / f"{name}.csv").write_bytes(text.encode())
    options = {"edition": day, "programmes": programmes}
    return ig.read("ofac-sdn", folder, options=options, **choices)


def test_entries_are_listed_once_for_every_programme(tmp_path: Path) -> None:
    kg = read(tmp_path)
    claims = kg.claims(relation="LISTED_BY")
    assert [(kg.entity(c.subject).name, c.role) for c in claims] == [
        ("AMBER FRONT", "SDN list, FTO: Foreign Terrorist Organization"),
        ("AMBER FRONT", "SDN list, SDGT: Specially Designated Global Terrorist"),
        ("Anwar DOST", "SDN list, SDGT: Specially Designated Global Terrorist"),
        ("RED PASS FRONT", "SDN list, SDGT: Specially Designated Global Terrorist"),
    ]
    assert {(c.start, c.end) for c in claims} == {(f"../{DAY}", "..")}
    assert breaches(kg) == []


def test_names_come_from_every_file_of_the_set(tmp_path: Path) -> None:
    kg = read(tmp_path)
    assert names(kg, "ofac-sdn.org-7001") == {
        "FRONT OF AMBER": "alias", "AMBER BRIGADE": "former", "AB": "acronym",
    }  # fmt: skip
    assert names(kg, "ofac-sdn.person-7002") == {
        "DOST, Anwar": "alias", "DOOST, Anouar": "alias", "Anouar DOOST": "alias",
        "ABU AL-SAID": "weak", "THE OLD": "weak",
    }  # fmt: skip
    assert kg.entity("ofac-sdn.org-7003").summary == ""  # its title is -0-


def test_whom_an_entry_is_linked_to_is_a_claim_when_it_is_an_entry(tmp_path: Path) -> None:
    linked = [
        (c.subject.rpartition("-")[2], c.object.rpartition("-")[2])
        for c in read(tmp_path).claims(relation="LINKED_TO")
    ]
    assert linked == [("7001", "7003"), ("7002", "7001"), ("7002", "7003")]
    kg = read(tmp_path, sdn=FILES["sdn"].replace("Linked To: AMBER FRONT", "Linked To: NOBODY"))
    assert "linked to, not an entry: NOBODY" in kg.entity("ofac-sdn.person-7002").note


def test_nothing_of_birth_papers_addresses_and_ships_is_kept(tmp_path: Path) -> None:
    everything = repr(content(read(tmp_path, programmes="all")))
    for dropped in ("1961", "4711", "Street", "SHIP", "x.example", "DOB"):
        assert dropped not in everything
    assert "SOME BANK" in everything


def test_programmes_can_be_named(tmp_path: Path) -> None:
    kg = read(tmp_path, programmes="cuba, fto")
    assert {c.role for c in kg.claims(relation="LISTED_BY")} == {
        "SDN list, CUBA", "SDN list, FTO: Foreign Terrorist Organization",
    }  # fmt: skip


def test_editions_date_what_the_files_do_not(tmp_path: Path) -> None:
    before = read(tmp_path)
    rest = FILES["sdn"].replace('7003,"RED PASS FRONT"', '7009,"RED PASS FRONT"')
    kg = edition(tmp_path, "2031-03-01", "terrorism", {"sdn": rest}, after=before)
    dates = {
        c.subject.rpartition("-")[2]: (c.start, c.end) for c in kg.claims(relation="LISTED_BY")
    }
    assert dates == {
        "7001": (f"../{DAY}", ".."),
        "7002": (f"../{DAY}", ".."),
        "7003": (f"../{DAY}", f"{DAY}/2031-03-01"),
        "7009": (f"{DAY}/2031-03-01", ".."),
    }
    assert edition(tmp_path, "2031-03-01", "terrorism", {"sdn": rest}, after=kg) == kg
    assert breaches(kg) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("sdn", "individual", "robot", "no such category of SDN_Type"),
        ("sdn", '"DOST, Anwar"', '""', "SDN_Name: this cell must not be empty"),
        ("sdn", "individual,", "", "columns; cut off, or badly quoted?"),
        ("alt", '"aka"', '"maybe"', "no such category of alt_type"),
        ("sdn", '7003,"RED', '7001,"RED', "a second row about 7001"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, file: str, old: str, new: str, problem: str) -> None:
    with pytest.raises(RecordError) as caught:
        read(tmp_path, **{file: FILES[file].replace(old, new)})
    assert any(problem in str(p) for p in caught.value.problems), caught.value.problems


def test_the_day_and_the_main_file_are_needed(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="do not say of which day they are"):
        read(tmp_path, "")
    alone = tmp_path / "alt.csv"
    with pytest.raises(RecordError, match=r"sdn\.csv is not among the files"):
        ig.read("ofac-sdn", alone, options={"edition": DAY})
    alone.write_text("a,b,c\n")
    with pytest.raises(RecordError, match="no file of the set: 3 columns"):
        ig.read("ofac-sdn", alone, options={"edition": DAY})
