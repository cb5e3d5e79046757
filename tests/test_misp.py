"""Clusters of MISP galaxies, and Canada's list in one: invented samples, and the real files."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import insurgraph as ig
from insurgraph.errors import ArgumentError, RecordError
from tests.samples import breaches, names, real, sample, written

GALAXY = sample("misp-galaxy.json")
LIST = sample("canada-list.json")
ONE, TWO, THREE = (f"00000000-0000-4000-8000-00000000010{n}" for n in (1, 2, 3))


def galaxy(folder: Path, text: str = GALAXY, **choices: Any) -> ig.KnowledgeGraph:
    return ig.read("misp-galaxy", written(folder, "galaxy.json", text), **choices)


def listed(folder: Path, text: str = LIST, **choices: Any) -> ig.KnowledgeGraph:
    return ig.read("canada-list", written(folder, "list.json", text), **choices)


def test_values_are_organisations_with_their_synonyms(tmp_path: Path) -> None:
    kg = galaxy(tmp_path)
    assert {e.name: e.kind for e in kg.entities.values()} == dict.fromkeys(
        ("Amber Front", "Resin Army", "Basalt Army"), "Organisation"
    )
    assert names(kg, f"misp-galaxy.org-{ONE}") == {
        "Front of Amber": "alias", "AMBER": "alias", "AMBER (AF)": "alias",
    }  # fmt: skip
    assert "revoked: true" in kg.entity(f"misp-galaxy.org-{THREE}").note
    assert kg.records["misp-galaxy"].version == "7"


def test_relations_have_the_credibility_of_their_likelihood(tmp_path: Path) -> None:
    kg = galaxy(tmp_path, options={"edition": "2031-01-31"})
    similar, part = (
        kg.claim(f"misp-galaxy.{ONE}.{end}") for end in (f"similar.{TWO}", f"part-of.{THREE}")
    )
    assert (similar.relation, similar.role) == ("LINKED_TO", "similar")
    assert [(c.credibility, c.as_of) for c in kg.citations_of(similar.id)] == [
        (2, "2031-01-31"), (3, "2031-01-31"),
    ]  # fmt: skip
    assert part.relation == "PART_OF"
    assert [(c.stance, c.credibility) for c in kg.citations_of(part.id)] == [("doubts", 5)]
    assert kg.assess(part.id).status == "unsupported"


def test_what_leads_elsewhere_is_noted(tmp_path: Path) -> None:
    note = galaxy(tmp_path).entity(f"misp-galaxy.org-{ONE}").note
    assert "related elsewhere: uses 00000000-0000-4000-8000-000000000999" in note
    assert len(galaxy(tmp_path).claims()) == 2


def test_clusters_can_be_read_together(tmp_path: Path) -> None:
    cluster = json.loads(GALAXY)
    first = written(tmp_path, "a.json", json.dumps({**cluster, "values": cluster["values"][:1]}))
    other = written(tmp_path, "b.json", json.dumps({**cluster, "values": cluster["values"][1:]}))
    kg = ig.read("misp-galaxy", first, other)
    assert len(kg.sources) == 2
    assert len(kg.claims()) == 2
    assert len(ig.read("misp-galaxy", first).claims()) == 0


def test_a_list_is_one_of_listings(tmp_path: Path) -> None:
    kg = listed(tmp_path)
    claims = kg.claims(relation="LISTED_BY")
    assert [(c.start, c.end) for c in claims] == [
        ("2022-07-23", ".."), ("2023-01-02", ".."), ("2025-12-08", ".."),
    ]  # fmt: skip
    assert {kg.entity(c.object).name for c in claims} == {"Government of Canada"}
    assert [kg.citations_of(c.id)[0].said for c in claims] == [
        "2024-06-07", "2023-01-02", "2025-12-08",
    ]  # fmt: skip
    assert kg.records["canada-list"].created == "2025-12-08"  # the last day it names
    amber, basalt, number = (c.subject for c in claims)
    assert names(kg, amber)["Front of Amber"] == "alias"
    assert names(kg, amber)["FOA"] == "acronym"
    assert names(kg, amber)["Trade Party"] == "weak"  # or the end of a longer name
    assert names(kg, basalt) == {
        "Army of Stone": "weak", "BA": "acronym", "Basalt": "alias", "Basalt Army, The": "alias",
        "Men of Stone": "alias", "Stone Men": "alias",
    }  # fmt: skip
    assert (kg.entity(number).name, names(kg, number)) == ("313", {})


def test_a_newer_edition_ends_a_listing(tmp_path: Path) -> None:
    cluster = json.loads(LIST)
    before = listed(tmp_path)
    newer = json.dumps({**cluster, "values": cluster["values"][1:]})
    kg = listed(tmp_path, newer, after=before, options={"edition": "2026-02-01"})
    assert [c.end for c in kg.claims()] == ["2025-12-08/2026-02-01", "..", ".."]
    assert listed(tmp_path, after=before) == before
    assert breaches(kg) == []


@pytest.mark.parametrize(
    ("loader", "old", "new", "problem"),
    [
        ("misp-galaxy", '"type": "threat-actor"', '"type": "tool"', "no such category of type"),
        ("misp-galaxy", '"type": "threat-actor"', '"type": 3', "no such category of type"),
        ("misp-galaxy", '"type": "threat-actor",', "", "it has no type"),
        ("misp-galaxy", '"type": "part-of"', '"type": "foe-of"', "related[1].type"),
        ("misp-galaxy", "unlikely", "perhaps", "no such category of likelihood-probability"),
        ("misp-galaxy", '["Front of Amber", "AMBER (AF)"]', '{"a": 1}', "meta.synonyms"),
        ("misp-galaxy", '"value": "Amber Front"', '"value": [1]', "a text is expected here"),
        ("misp-galaxy", TWO, ONE, "a second row about"),
        ("canada-list", '"2023-01-02"', '"in January"', "meta.published"),
        ("canada-list", "canada-listed-terrorist-entities", "threat-actor", "no such category"),
    ],
)
def test_what_is_wrong_is_told(
    tmp_path: Path, loader: str, old: str, new: str, problem: str
) -> None:
    text = (GALAXY if loader == "misp-galaxy" else LIST).replace(old, new)
    with pytest.raises(RecordError) as caught:
        ig.read(loader, written(tmp_path, "x.json", text))
    assert any(problem in str(p) for p in caught.value.problems), caught.value.problems


def test_a_list_is_no_cluster_of_groups(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="load it with canada-list"):
        galaxy(tmp_path, LIST)
    with pytest.raises(ArgumentError, match="a day is expected"):
        listed(tmp_path, options={"edition": "2026"})


# -- the real clusters ---------------------------------------------------------------------------


def test_the_real_list_has_ninety_entries_and_finds_them() -> None:
    path = real("misp_galaxy/clusters/terrorist-groups.json")
    kg = ig.read("canada-list", path)
    claims = kg.claims(relation="LISTED_BY")
    assert len(claims) == 90
    assert all(c.start for c in claims)
    assert Counter(kg.entity(c.subject).kind for c in claims) == {"Organisation": 88, "Person": 2}
    assert kg == ig.read("canada-list", path, after=kg)
    for name in ("Tehrik-e-Taliban Pakistan", "Islamic State Khorasan", "Haqqani Network", "IMU"):
        assert kg.find(name)[0].score == 100, name


def test_the_real_cluster_has_its_values_and_relations() -> None:
    path = real("misp_galaxy/clusters/threat-actor.json")
    kg = ig.read("misp-galaxy", path)
    assert len(kg.entities) == 1041
    with_related = {e for c in kg.claims() for e in (c.subject, c.object)} | {
        e.id for e in kg.entities.values() if "related elsewhere" in e.note
    }
    values = json.loads(path.read_text("utf-8"))["values"]
    related = {f"misp-galaxy.org-{v['uuid']}" for v in values if v.get("related")}
    assert len(related) == 166
    assert related <= with_related
    assert Counter(c.relation for c in kg.claims()) == {"LINKED_TO": 58, "PART_OF": 2}
    assert kg == ig.read("misp-galaxy", path)
