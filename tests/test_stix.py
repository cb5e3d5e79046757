"""STIX 2.1 bundles: an invented one, and what is wrong with others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import insurgraph as ig
from insurgraph.errors import RecordError
from tests.samples import breaches, content, names, sample, written

BUNDLE: dict[str, Any] = json.loads(sample("stix.json"))


def read(folder: Path, bundle: object = BUNDLE, **choices: Any) -> ig.KnowledgeGraph:
    return ig.read("stix", written(folder, "bundle.json", json.dumps(bundle)), **choices)


def uuid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def claim(kg: ig.KnowledgeGraph, number: int) -> str:
    return kg.claim(f"stix.relationship.{uuid(number)}").id


def changed(type_: str, number: int, **members: Any) -> dict[str, Any]:
    """The bundle with other members in one object."""
    return {
        **BUNDLE,
        "objects": [
            {**o, **members} if o["id"] == f"{type_}--{uuid(number)}" else o
            for o in BUNDLE["objects"]
        ],
    }


def test_objects_are_what_their_type_or_class_says(tmp_path: Path) -> None:
    kg = read(tmp_path)
    assert {e.name: e.kind for e in kg.entities.values()} == {
        "Amber Front": "Organisation", "Resin Army, later": "Organisation",
        "Valley Institute": "Organisation", "Anwar Dost": "Person",
        "Traders of Tal": "Collective", "XX, central-asia": "Place",
    }  # fmt: skip
    assert names(kg, f"stix.org-threat-actor.{uuid(1)}") == {
        "Front of Amber": "alias", "FOA": "acronym",
    }  # fmt: skip
    assert kg.records["stix"].created == "2022-02-03"
    assert "Some Street" not in repr(content(kg))


def test_a_relationship_is_a_claim_by_what_its_type_means(tmp_path: Path) -> None:
    kg = read(tmp_path)
    assert {kg.claim(claim(kg, n)).relation for n in (101, 102, 103, 105, 106)} == {
        "LINKED_TO", "ATTACKED", "PRESENT_IN", "SPLIT_FROM",
    }  # fmt: skip
    assert len(kg.claims()) == 5  # what leads to software is left out
    first = kg.claim(claim(kg, 101))
    assert (first.start, first.end, first.role) == ("2019-03-01", "2020-01-01", "attributed to it")
    (cited,) = kg.citations_of(first.id)
    assert (cited.claimant, cited.credibility) == (f"stix.org-identity.{uuid(3)}", 2)
    split = kg.claim(claim(kg, 106))
    assert (split.start, split.end) == ("2018-02-01", "")
    assert breaches(kg) == []


def test_what_is_revoked_is_retracted(tmp_path: Path) -> None:
    kg = read(tmp_path)
    assert kg.assess(claim(kg, 105)).status == "retracted"
    revoked = read(tmp_path, changed("threat-actor", 1, revoked=True))
    assert "revoked: true" in revoked.entity(f"stix.org-threat-actor.{uuid(1)}").note


@pytest.mark.parametrize(
    ("confidence", "credibility"),
    [(0, 5), (19, 5), (20, 4), (39, 4), (40, 3), (59, 3), (60, 2), (100, 2)],
)
def test_confidence_is_credibility(tmp_path: Path, confidence: int, credibility: int) -> None:
    kg = read(tmp_path, changed("relationship", 102, confidence=confidence))
    assert kg.citations_of(claim(kg, 102))[0].credibility == credibility


def test_the_order_of_objects_does_not_matter(tmp_path: Path) -> None:
    shuffled = {**BUNDLE, "objects": BUNDLE["objects"][::-1]}
    assert content(read(tmp_path, shuffled)) == content(read(tmp_path))


@pytest.mark.parametrize(
    ("type_", "number", "members", "problem"),
    [
        ("threat-actor", 1, {"name": ""}, "name: this must not be empty"),
        ("threat-actor", 1, {"aliases": 3}, "aliases: a list of texts"),
        ("threat-actor", 1, {"type": "x-group"}, "no such category of type"),
        ("identity", 3, {"identity_class": "crowd"}, "no such category of identity_class"),
        ("relationship", 102, {"relationship_type": "likes"}, "no such category of relation"),
        ("relationship", 102, {"relationship_type": ""}, "relationship_type: this must not be"),
        ("relationship", 102, {"confidence": 300}, "a confidence is 0 to 100"),
        ("relationship", 102, {"confidence": "high"}, "confidence: a number is expected"),
        ("relationship", 102, {"start_time": "2020"}, "a timestamp is written"),
        ("relationship", 102, {"start_time": "2020-02-31T00:00:00Z"}, "no day of the calendar"),
        ("relationship", 102, {"target_ref": f"identity--{uuid(99)}"}, "no object of the bundle"),
        ("relationship", 102, {"target_ref": f"location--{uuid(7)}", "relationship_type":
            "split-from"}, "SPLIT_FROM takes Organisation as object, not Place"),
        ("relationship", 102, {"revoked": "yes"}, "revoked: true or false"),
        ("relationship", 102, {"id": "102"}, "an id is a type, '--' and a UUID"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(
    tmp_path: Path, type_: str, number: int, members: dict[str, Any], problem: str
) -> None:
    with pytest.raises(RecordError) as caught:
        read(tmp_path, changed(type_, number, **members))
    assert any(problem in str(p) for p in caught.value.problems), caught.value.problems
    told: list[object] = []
    assert read(tmp_path, changed(type_, number, **members), bad=told.append).entities
    assert told


@pytest.mark.parametrize("document", [{}, [], {"objects": {}}, {"objects": []}, "x"])
def test_what_is_no_bundle_is_refused(tmp_path: Path, document: object) -> None:
    with pytest.raises(RecordError, match=r"no bundle of STIX 2\.1"):
        read(tmp_path, document)
