"""The consolidated list of the United Nations: an invented edition, and the real one."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

import insurgraph as ig
from insurgraph.errors import ArgumentError, InsurgraphError, RecordError
from insurgraph.graph.database import Database
from insurgraph.loaders import un
from insurgraph.loaders.edition import identifiers
from tests.samples import breaches, content, names, real, sample, written

LIST = sample("un-sc.xml")
NEWER = LIST.replace("2031-04-19T", "2032-02-27T")
REAL = "un_sc/consolidated-2025-04-19.xml"


def read(folder: Path, text: str | bytes = LIST, **choices: object) -> ig.KnowledgeGraph:
    return ig.read("un-sc", written(folder, "list.xml", text), **choices)  # type: ignore[arg-type]


def without(text: str, number: str) -> str:
    """The list without an entry."""
    entries = re.split(r"(<(?:INDIVIDUAL|ENTITY)>.*?</(?:INDIVIDUAL|ENTITY)>)", text, flags=re.S)
    return "".join(e for e in entries if number not in e.partition("REFERENCE_NUMBER>")[2][:7])


def refused(folder: Path, text: str | bytes) -> str:
    with pytest.raises(RecordError) as caught:
        read(folder, text)
    assert all("\n" not in str(p) for p in caught.value.problems)
    return str(caught.value.problems[0])


def test_an_entry_is_listed_by_the_council_since_its_day(tmp_path: Path) -> None:
    kg = read(tmp_path)
    claim = kg.claim("un-sc.qde.911.listed")
    assert (claim.relation, claim.start, claim.end) == ("LISTED_BY", "2019-05-14", "..")
    assert claim.role == "ISIL (Da'esh) and Al-Qaida sanctions list"
    assert kg.entity(claim.object).name == "United Nations Security Council"
    assert "1267 (1999)" in kg.entity(claim.third).name
    (cited,) = kg.citations_of(claim.id)
    assert (cited.locator, cited.said, cited.as_of, cited.claimant) == (
        "REFERENCE_NUMBER QDe.911", "2022-04-01", "2031-04-19", claim.object,
    )  # fmt: skip
    assert "LAST_DAY_UPDATED: 2022-04-01" in claim.note
    (record,) = kg.records.values()
    assert (record.name, record.version, record.created) == ("un-sc", "2031-04-19", "2031-04-19")
    (source,) = kg.sources.values()
    assert (source.kind, source.published) == ("official-list", "2031-04-19")


def test_a_day_with_its_time_zone_is_that_day(tmp_path: Path) -> None:
    claim = read(tmp_path).claim("un-sc.tai.901.listed")
    assert claim.start == "2021-02-23"
    assert "LISTED_ON: 2021-02-23-04:00" in claim.note


def test_names_have_their_quality_and_script(tmp_path: Path) -> None:
    kg = read(tmp_path)
    front = kg.entity("un-sc.org-qde.911")
    assert front.name == "RED PASS FRONT - VALLEY (RPF-V)"  # though a line is broken in it
    assert names(kg, front.id) == {
        "RED PASS FRONT - VALLEY": "alias", "RPF-V": "acronym", "جبهة": "alias",
        "Front of the Red Pass, Valley": "alias", "Valley Brigade": "former", "VB": "acronym",
        "Brigade 313": "alias",
    }  # fmt: skip
    assert {n.script for n in kg.names_of(front.id)} == {"Latn", "Arab"}
    assert identifiers(front.note) == {("un-sc", "QDe.911")}
    assert "comments name: QDe.912 | links: https://lists.example/narrative/911" in front.note
    assert names(kg, "un-sc.org-qde.912") == {}  # one alias, which is empty


def test_of_a_person_names_and_offices_are_kept_and_nothing_else(tmp_path: Path) -> None:
    kg = read(tmp_path)
    person = kg.entity("un-sc.person-tai.901")
    assert (person.subkind, person.summary) == ("listed-person", "Commander of the Red Pass Front")
    assert names(kg, person.id) == {
        "Anouar Doost": "alias", "Anvar Dust": "alias", "The Old": "weak", "Dost": "alias",
        "Doost": "alias", "دوست": "alias", "انور دوست": "alias",
    }  # fmt: skip
    everything = repr(content(kg))
    for dropped in ("4711", "196", "Street", "Ostrava", "born", "Born", "Brother", "TAi.902"):
        assert dropped not in everything


def test_other_lists_are_read_when_asked_for(tmp_path: Path) -> None:
    assert "un-sc.person-kpi.903" not in read(tmp_path).entities
    assert "un-sc.person-kpi.903" in read(tmp_path, options={"regimes": "all"}).entities
    kg = read(tmp_path, options={"regimes": "dprk, Taliban"})
    assert {c.id for c in kg.claims()} == {"un-sc.kpi.903.listed", "un-sc.tai.901.listed"}
    with pytest.raises(ArgumentError, match="did you mean 'Taliban'"):
        read(tmp_path, options={"regimes": "Talibn"})


def test_a_delisting_ends_a_listing_and_deletes_nothing(tmp_path: Path) -> None:
    before = read(tmp_path)
    newer = without(NEWER, "QDe.911").replace("2018-03-02", "2018-03-03")
    kg = read(tmp_path, newer.replace("QDi.902", "QDi.990"), after=before)
    ended = {c.subject: c.end for c in kg.claims(relation="LISTED_BY") if c.end != ".."}
    assert ended == {
        "un-sc.org-qde.911": "2031-04-19/2032-02-27",
        "un-sc.person-qdi.902": "2031-04-19/2032-02-27",
    }
    assert before.entities.keys() < kg.entities.keys()
    assert set(before.names) < set(kg.names) | set(before.names)
    assert {n.name for n in before.names} <= {n.name for n in kg.names}
    assert kg.claim("un-sc.qde.912.listed").start == "2018-03-03"  # amended
    assert kg.claim("un-sc.qdi.990.listed").end == ".."  # added
    assert breaches(kg) == []
    assert {s.id for s in kg.sources.values()} == {
        "un-sc.source-2031-04-19", "un-sc.source-2032-02-27",
    }  # fmt: skip


def test_editions_can_be_given_together_in_any_order(tmp_path: Path) -> None:
    old = written(tmp_path, "old.xml", LIST)
    new = written(tmp_path, "new.xml", without(NEWER, "QDe.911"))
    kg = ig.read("un-sc", new, old)
    assert kg == ig.read("un-sc", old, new) == ig.read("un-sc", new, after=ig.read("un-sc", old))
    assert ig.read("un-sc", new, after=kg) == kg
    with pytest.raises(ArgumentError, match="load the older one first"):
        ig.read("un-sc", old, after=kg)


def test_editions_follow_one_another_in_a_database(tmp_path: Path, database: Database) -> None:
    older = read(tmp_path)
    database.load(older)
    newer = read(tmp_path, without(NEWER, "QDe.911"), after=database.read("un-sc"))
    database.load(newer)
    held = database.read("un-sc")
    assert held == newer
    assert older.entities.keys() <= held.entities.keys()
    assert held.claim("un-sc.qde.911.listed").end == "2031-04-19/2032-02-27"
    with pytest.raises(ArgumentError, match="load the older one first"):
        read(tmp_path, after=held)
    with pytest.raises(InsurgraphError, match="a later edition"):
        database.load(older)
    assert database.read("un-sc") == newer


def test_entries_of_lists_not_read_are_not_ended(tmp_path: Path) -> None:
    everything = read(tmp_path, options={"regimes": "all"})
    kg = read(tmp_path, NEWER, after=everything)
    assert {c.end for c in kg.claims(relation="LISTED_BY")} == {".."}
    assert "un-sc.person-kpi.903" in kg.entities


def test_an_entry_that_was_left_out_as_bad_is_not_delisted(tmp_path: Path) -> None:
    before = read(tmp_path)
    told: list[object] = []
    spoilt = NEWER.replace("<LISTED_ON>2018-03-02", "<LISTED_ON>in March")
    kg = read(tmp_path, spoilt, after=before, bad=told.append)
    assert len(told) == 1
    assert {c.end for c in kg.claims(relation="LISTED_BY")} == {".."}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("<UN_LIST_TYPE>DPRK<", "<UN_LIST_TYPE>Moon<", "no such category of UN_LIST_TYPE"),
        (">a.k.a.<", ">maybe<", "QDe.911: QUALITY: no such category of QUALITY"),
        (">2019-05-14<", ">14 of May<", "QDe.911: LISTED_ON"),
        (">2022-04-01<", ">2022-04-31<", "QDe.911: LAST_DAY_UPDATED"),
        (">QDe.911<", "><", "no number: REFERENCE_NUMBER: this must not be empty"),
        (">QDe.911<", ">QDe.912<", "a second row about qde.912"),
        (">AMBER FRONT<", "> <", "QDe.912: FIRST_NAME: this must not be empty"),
        ('dateGenerated="2031-04-19', 'dateGenerated="yesterday', "dateGenerated"),
        ("CONSOLIDATED_LIST", "OTHER_LIST", "no consolidated list: its root is <OTHER_LIST>"),
        ("</CONSOLIDATED_LIST>", "", "not well-formed XML"),
    ],
)
def test_what_is_wrong_is_told_with_its_entry(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    assert problem in refused(tmp_path, LIST.replace(old, new))


def test_the_order_of_entries_does_not_matter(tmp_path: Path) -> None:
    root = ElementTree.fromstring(LIST)
    for part in root:
        part[:] = reversed(part)
        for entry in part:
            entry[:] = sorted(entry, key=lambda e: e.tag, reverse=True)
    shuffled = ElementTree.tostring(root, encoding="unicode")
    assert content(read(tmp_path, shuffled)) == content(read(tmp_path))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_the_encoding_is_the_documents_own(tmp_path: Path, encoding: str) -> None:
    text = LIST.replace('encoding="UTF-8"', f'encoding="{encoding.removesuffix("-sig")}"')
    assert content(read(tmp_path, text.encode(encoding))) == content(read(tmp_path))


def test_every_field_of_the_sample_is_read_or_dropped_by_the_list() -> None:
    assert unread(LIST.encode()) == set()


# -- the real list -------------------------------------------------------------------------------


def unread(raw: bytes) -> set[str]:
    """Elements of the entries that the loader neither reads nor says it drops."""
    read = Path(un.__file__).read_text("utf-8")
    said = read + " ".join(un.DROPPED)
    return {
        field.tag
        for entry in ElementTree.fromstring(raw).iter()
        if entry.tag in ("INDIVIDUAL", "ENTITY")
        for field in entry
        if field.tag.removeprefix(f"{entry.tag}_") not in said and field.tag not in said
    }


def test_the_real_list_has_the_entries_it_is_known_to_have() -> None:
    path = real(REAL)
    kg = ig.read("un-sc", path)
    counts = Counter((kg.entity(c.subject).kind, c.role) for c in kg.claims(relation="LISTED_BY"))
    alqaida, taliban = (
        "ISIL (Da'esh) and Al-Qaida sanctions list", "1988 (Taliban) sanctions list",
    )  # fmt: skip
    assert counts == {
        ("Person", alqaida): 254, ("Organisation", alqaida): 89,
        ("Person", taliban): 135, ("Organisation", taliban): 5,
    }  # fmt: skip
    everything = ig.read("un-sc", path, options={"regimes": "all"})
    kinds = Counter(everything.entity(c.subject).kind for c in everything.claims())
    assert kinds == {"Person": 684, "Organisation": 193}
    assert ig.read("un-sc", path, after=kg) == kg
    assert unread(path.read_bytes()) == set()


def test_known_entries_are_found_by_name() -> None:
    kg = ig.read("un-sc", real(REAL))
    found = {
        name: kg.find(name)[0].entity.rpartition("-")[2]
        for name in (
            "Islamic State Khorasan", "Tehrik-e Taliban Pakistan", "Lashkar-e-Tayyiba",
            "Islamic Movement of Uzbekistan", "Haqqani Network", "Jamaat-ul-Ahrar",
        )
    }  # fmt: skip
    assert found == {
        "Islamic State Khorasan": "qde.161", "Tehrik-e Taliban Pakistan": "qde.132",
        "Lashkar-e-Tayyiba": "qde.118", "Islamic Movement of Uzbekistan": "qde.010",
        "Haqqani Network": "tae.012", "Jamaat-ul-Ahrar": "qde.152",
    }  # fmt: skip


def test_a_newer_edition_of_the_real_list_ends_what_it_lacks(tmp_path: Path) -> None:
    text = real(REAL).read_text("utf-8")
    newer = without(text, "QDe.161").replace("2025-04-19T", "2026-02-27T")
    before = ig.read("un-sc", real(REAL))
    kg = read(tmp_path, newer, after=before)
    assert [c.id for c in kg.claims() if c.end != ".."] == ["un-sc.qde.161.listed"]
    assert len(kg.claims()) == len(before.claims())
    assert breaches(kg) == []
