"""Exports: what another program reads is what the record says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import insurgraph as ig
from insurgraph.errors import NotFoundError, OutputError
from insurgraph.graph import export
from insurgraph.graph.model import Citation, Claim, Entity
from insurgraph.graph.rules import printable
from tests import records
from tests.properties import examples
from tests.records import graph_of_claims


def read_back(kg: ig.KnowledgeGraph, path: Path) -> nx.MultiDiGraph[str]:
    """The graph that networkx reads from the exported file."""
    export.write(kg, "graphml", path)
    found = nx.read_graphml(path, force_multigraph=True)
    assert isinstance(found, nx.MultiDiGraph)
    return found


def test_graphml_has_every_entity_and_every_tie_by_its_id(tmp_path: Path) -> None:
    kg = records.graph()
    graph = read_back(kg, tmp_path / "a.graphml")
    assert set(graph) == set(kg.entities)
    assert {(u, v, key) for u, v, key in graph.edges(keys=True)} == {
        (c.subject, c.object, c.id) for c in kg.claims() if c.id != "c-0007"
    }
    assert graph.nodes["place-tal"] == {"name": "Tal", "kind": "Place", "subkind": ""}


def test_graphml_keeps_dates_as_worded_and_as_bounds(tmp_path: Path) -> None:
    graph = read_back(records.graph(), tmp_path / "a.graphml")
    tie = graph.edges["person-karim-tal", "org-red-pass-front", "c-0005"]
    assert (tie["start"], tie["end"]) == ("", "")
    assert tie["start_earliest"] == "0001-01-01"
    assert tie["end_latest"] == "2009-04-30"
    tie = graph.edges["person-anwar-dost", "org-red-pass-front", "c-0002"]
    assert (tie["start"], tie["end"]) == ("../2009-05-12", "..")
    assert (tie["start_latest"], tie["end_earliest"]) == ("2009-05-12", "2009-05-12")
    assert (tie["status"], tie["grade"], tie["sign"]) == ("disputed", "C4", 1)
    assert tie["directed"] is True
    assert tie["sources"] == "src-report-2009"


def test_graphml_leaves_out_what_is_no_tie(tmp_path: Path) -> None:
    kg = graph_of_claims(
        Claim("c-1", "RIVAL_OF", "org-a", "org-b"),
        Claim("c-2", "COUNTED", "org-a", "org-b", unit="men", value_low=3.0),
        Claim("c-3", "HAPPENED", "event-e"),
        citations=[Citation("c-1.1", "c-1", "src-a", "para 1", stance="denies")],
    )
    graph = read_back(kg, tmp_path / "a.graphml")
    assert set(graph) == {"org-a", "org-b", "event-e"}
    assert graph.number_of_edges() == 0


def test_graphml_has_ties_of_every_kind_of_entity(tmp_path: Path) -> None:
    kg = graph_of_claims(
        Claim("c-1", "PRESENT_IN", "coll-a", "place-b"), Claim("c-2", "CLAIMED", "org-c", "event-d")
    )
    assert read_back(kg, tmp_path / "a.graphml").number_of_edges() == 2


def test_graphml_of_nothing_is_a_graph(tmp_path: Path) -> None:
    assert len(read_back(ig.KnowledgeGraph(), tmp_path / "a.graphml")) == 0


def test_the_same_record_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in "ab":
        export.write(records.graph(), "graphml", tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


TEXT = st.text(max_size=12).filter(printable)


@examples(40)
@given(TEXT, TEXT, TEXT)
def test_any_text_of_a_record_comes_back_from_graphml(
    tmp_path_factory: pytest.TempPathFactory, name: str, role: str, version: str
) -> None:
    kg = graph_of_claims(
        Claim("c-1", "MEMBER_OF", "person-a", "org-b", role=role),
        entities=[Entity("person-a", "Person", name=name)],
    )
    kg.records["example"] = replace(kg.records["example"], version=version)
    graph = read_back(kg, tmp_path_factory.mktemp("any") / "a.graphml")
    assert graph.nodes["person-a"]["name"] == as_xml_has_it(name)
    assert graph.edges["person-a", "org-b", "c-1"]["role"] == as_xml_has_it(role)
    assert graph.graph["records"] == as_xml_has_it(f"example {version}".strip())


def as_xml_has_it(text: str) -> str:
    """What every XML reader makes of a text: line ends are LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def test_an_unknown_format_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no format 'graph-ml'; did you mean 'graphml'"):
        export.write(records.graph(), "graph-ml", tmp_path / "a")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format", list(export.FORMATS))
def test_a_place_that_cannot_be_written_is_told(format: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot write"):
        export.write(records.graph(), format, tmp_path / "file" / "a")
