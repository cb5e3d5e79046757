"""What other tools are given, and what of it our loaders of their formats make again."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given

import insurgraph as ig
from insurgraph.errors import ArgumentError, InsurgraphError, RecordError
from insurgraph.graph import export
from insurgraph.graph.export.stix import EXTENSION
from insurgraph.graph.model import Citation, Claim, Entity
from insurgraph.loaders import aliases
from insurgraph.loaders.edition import clean
from tests.generated import graphs
from tests.properties import examples
from tests.records import graph_of_claims
from tests.samples import breaches, written


def again(kg: ig.KnowledgeGraph, format: str, folder: Path) -> ig.KnowledgeGraph:
    """What the loader of a format makes of an export; it takes every row."""
    export.write(kg, format, folder / "file.jsonl")
    return ig.read(format, folder / "file.jsonl")


def called(kg: ig.KnowledgeGraph, *kinds: str) -> Counter[tuple[str, str]]:
    """Kind and name of every entity of these kinds."""
    return Counter((e.kind, clean(e.name)) for e in kg.entities.values() if e.kind in kinds)


# -- STIX --------------------------------------------------------------------------------------


def bundle(kg: ig.KnowledgeGraph) -> dict[str, Any]:
    found: dict[str, Any] = json.loads("".join(export.FORMATS["stix"].pieces(kg)))
    return found


def load(folder: Path, made: object, **choices: Any) -> ig.KnowledgeGraph:
    return ig.read("stix", written(folder, "bundle.json", json.dumps(made)), **choices)


def stripped(made: dict[str, Any]) -> dict[str, Any]:
    """A bundle after a platform that does not pass extensions on."""
    return made | {
        "objects": [
            {k: v for k, v in o.items() if k != "extensions"}
            for o in made["objects"]
            if o["type"] != "extension-definition"
        ]
    }


def test_a_bundle_of_the_curated_record_is_that_record(
    kg: ig.KnowledgeGraph, tmp_path: Path
) -> None:
    assert again(kg, "stix", tmp_path) == kg


def test_without_its_extensions_a_bundle_is_read_as_anybodys(
    kg: ig.KnowledgeGraph, tmp_path: Path
) -> None:
    found = load(tmp_path, stripped(bundle(kg)))
    kinds = ("Organisation", "Person", "Place")
    assert called(kg, "Person", "Place") == called(found, "Person", "Place")
    assert called(kg, *kinds) <= called(found, *kinds)  # collectives come as groups
    relations = Counter(c.relation for c in found.claims())
    assert relations["CARRIED_OUT"] > 3
    assert relations["TARGETED"] > 5
    assert relations.keys() <= {"LINKED_TO", "PRESENT_IN", "ATTACKED", "TARGETED", "CARRIED_OUT"}
    assert breaches(found) == []


def test_a_bundle_of_ours_comes_whole_and_under_its_own_name(tmp_path: Path) -> None:
    made = bundle(graph_of_claims(Claim("c-1", "RIVAL_OF", "org-a", "org-b")))
    for choices in ({"record": "mine"}, {"bad": lambda _problem: None}):
        with pytest.raises(ArgumentError, match="loaded whole and under its own name"):
            load(tmp_path, made, **choices)
    foreign = {"type": "threat-actor", "id": f"threat-actor--{EXTENSION[-36:]}", "name": "X"}
    with pytest.raises(RecordError, match="an object of another bundle among ours"):
        load(tmp_path, made | {"objects": [*made["objects"], foreign]})


def test_a_bundle_of_ours_that_lacks_an_object_is_told(tmp_path: Path) -> None:
    made = bundle(graph_of_claims(Claim("c-1", "RIVAL_OF", "org-a", "org-b")))
    made["objects"] = [o for o in made["objects"] if o.get("name") != "A"]
    with pytest.raises(RecordError, match="org-a"):
        load(tmp_path, made)


@pytest.mark.parametrize("wrong", [None, 1, "x", "\x00", [], [[]], {}, {"a": {}}, [None], [{}]])
def test_any_part_of_an_extension_may_be_spoilt(tmp_path: Path, wrong: object) -> None:
    made = bundle(graph_of_claims(Claim("c-1", "RIVAL_OF", "org-a", "org-b")))
    for number, one in enumerate(made["objects"]):
        for key in one.get("extensions", {}).get(EXTENSION, {}):
            spoilt = json.loads(json.dumps(made))
            spoilt["objects"][number]["extensions"][EXTENSION][key] = wrong
            with suppress(InsurgraphError):
                assert breaches(load(tmp_path, spoilt)) == []


# -- FollowTheMoney ----------------------------------------------------------------------------

#: Relations that require what a link cannot hold, and come back as unspecified ties.
UNTOLD = {"DEFECTED_TO", "DEMANDED_OF"}


def test_of_the_curated_record_follow_the_money_gives_back_what_a_link_can_hold(
    kg: ig.KnowledgeGraph, tmp_path: Path
) -> None:
    found = again(kg, "ftm", tmp_path)
    kinds = ("Organisation", "Person", "Event")
    assert {e.kind for e in found.entities.values()} == set(kinds)
    assert called(found, *kinds) == called(kg, *kinds)
    names = {(f"ftm.{kg.vocabulary.kinds[kg.entity(n.entity).kind].prefix}-{n.entity}", n.name)
             for n in kg.names if kg.entity(n.entity).kind in kinds}  # fmt: skip
    held = {(e.id, e.name) for e in found.entities.values()}
    assert names <= {(n.entity, n.name) for n in found.names} | held
    ties = {c.id.removeprefix("ftm."): c for c in found.claims()}
    for claim_id, tie in ties.items():
        claim = kg.claim(claim_id)
        expected = "LINKED_TO" if claim.relation in UNTOLD else claim.relation
        assert tie.relation == expected
        assert found.assess(tie.id).status == kg.assess(claim_id).status
        if expected == claim.relation:
            assert tie.role == claim.role
    expected_ties = {
        c.id
        for c in kg.claims()
        if kg.relation(c).tie
        and c.object
        and {kg.entity(c.subject).kind, kg.entity(c.object).kind} <= set(kinds)
        and c.relation != "DIFFERENT_FROM"
        and kg.assess(c.id).status in kg.vocabulary.ties
    }
    assert ties.keys() == expected_ties
    assert breaches(found) == []


@examples(25)
@given(kg=graphs())
def test_any_record_comes_back_by_its_names_and_ties(
    tmp_path_factory: pytest.TempPathFactory, kg: ig.KnowledgeGraph
) -> None:
    assume(all(clean(e.name) for e in kg.entities.values()))
    found = again(kg, "ftm", tmp_path_factory.mktemp("ftm"))
    assert called(found, "Organisation") == called(kg, "Organisation")
    written_names = (n.name for n in (*kg.names, *kg.entities.values()))
    assert {n.name for n in found.names} <= {
        reading for name in written_names for reading, _ in aliases.readings(clean(name))
    }
    (tie,) = (c for c in kg.claims() if c.id == "c-2")
    affirmed = kg.assess("c-2").status in kg.vocabulary.ties
    assert [c.relation for c in found.claims()] == ["SUPPORTED"] * affirmed
    for claim in found.claims():
        assert found.assess(claim.id).status == kg.assess("c-2").status
        assert claim.role == clean(tie.role)


def test_a_relation_is_told_by_its_label_only_where_it_fits(tmp_path: Path) -> None:
    found = again(
        graph_of_claims(
            Claim("c-1", "DEFECTED_TO", "person-a", "org-b", origin=("org-c",)),
            Claim("c-2", "HELD_OFFICE", "person-a", "org-b", "2014", role="emir"),
            Claim("c-3", "CARRIED_OUT", "org-b", "event-e", "2015-02-01"),
            Claim("c-4", "RIVAL_OF", "org-b", "org-c"),
            citations=[
                Citation("c-4.1", "c-4", "src-a", "para 1"),
                Citation("c-4.2", "c-4", "src-a", "para 2", stance="denies"),
            ],
            entities=[Entity("event-e", "Event", "attack", "E")],
        ),
        "ftm",
        tmp_path,
    )
    told = {c.id: (c.relation, c.start, c.role, found.assess(c.id).status) for c in found.claims()}
    assert told == {
        "ftm.c-1": ("LINKED_TO", "", "defected to", "asserted"),
        "ftm.c-2": ("HELD_OFFICE", "2014", "emir", "asserted"),
        "ftm.c-3": ("CARRIED_OUT", "2015-02-01", "", "asserted"),
        "ftm.c-4": ("RIVAL_OF", "", "", "disputed"),
    }
