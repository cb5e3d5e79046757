"""Pictures: drawn from what the analyses give, the same bytes each time, with their source."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import insurgraph as ig
from insurgraph.errors import ArgumentError, OutputError, ProjectionError
from insurgraph.graph.analysis import plots
from insurgraph.graph.analysis.succession import lines_of
from insurgraph.graph.model import Claim
from insurgraph.graph.picture import FORMATS, check, save
from insurgraph.graph.table import Table
from tests.records import graph_of_claims


def slope(kg: ig.KnowledgeGraph) -> Any:
    return plots.slope_chart(ig.timeline(kg, years="2014/2017", top=5))


def leaders(kg: ig.KnowledgeGraph) -> Any:
    return plots.leadership_timeline(kg, lines_of(kg, "org-isk"))


def flow(kg: ig.KnowledgeGraph) -> Any:
    return plots.defection_flow(ig.defection_matrix(kg))


def dyads(kg: ig.KnowledgeGraph) -> Any:
    return plots.signed_chart(ig.signed_dyads(kg, years="2014/2017"))


def ranks(kg: ig.KnowledgeGraph) -> Any:
    return plots.rank_chart(ig.rank_intervals(kg, ["degree", "betweenness"], draws=20), top=5)


PICTURES = [slope, leaders, flow, dyads, ranks]


def words(path: Path) -> str:
    return " ".join(ET.parse(path).getroot().itertext())


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_names_its_source_and_the_version_of_the_data(
    picture: Any, kg: ig.KnowledgeGraph, tmp_path: Path
) -> None:
    said = words(save(picture(kg), tmp_path / "a.svg"))
    version = next(iter(kg.records.values())).version
    assert "Source: insurgraph" in said
    assert version in said
    assert "Islamic State Khorasan" in said


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("picture", PICTURES)
def test_the_same_input_gives_the_same_bytes(
    picture: Any, ending: str, kg: ig.KnowledgeGraph, tmp_path: Path
) -> None:
    once = save(picture(kg), tmp_path / f"a{ending}").read_bytes()
    assert save(picture(kg), tmp_path / f"b{ending}").read_bytes() == once
    assert once.startswith({".svg": b"<?xml", ".png": b"\x89PNG"}[ending])


def test_an_open_or_unknown_date_is_drawn_all_the_same(tmp_path: Path) -> None:
    held = [
        Claim("c-1", "HELD_OFFICE", "person-p", "org-a", "2010", "..", role="emir"),
        Claim("c-2", "HELD_OFFICE", "person-q", "org-a", "../2010", "2010", role="emir"),
        Claim("c-3", "HELD_OFFICE", "person-r", "org-a", role="emir"),
    ]
    kg = graph_of_claims(*held)
    said = words(save(plots.leadership_timeline(kg, lines_of(kg, "org-a")), tmp_path / "a.svg"))
    assert {"P", "Q", "R"} <= set(said.split())


def test_long_offices_are_wrapped_not_cut(tmp_path: Path) -> None:
    role = "deputy commander of the third battalion of the northern front"
    kg = graph_of_claims(Claim("c-1", "HELD_OFFICE", "person-p", "org-a", "2010", "..", role=role))
    figure = plots.leadership_timeline(kg, lines_of(kg, "org-a"))
    save(figure, tmp_path / "a.svg")
    (label,) = figure.axes[0].get_yticklabels()
    assert label.get_text().replace("\n", " ") == f"P {role}, A"
    assert label.get_window_extent().x0 > 0


def test_ranks_are_drawn_measure_by_measure_down_to_the_number_asked_for(tmp_path: Path) -> None:
    allied = [Claim(f"c-{n}", "ALLIED_WITH", "org-a", f"org-{x}") for n, x in enumerate("bcde")]
    table = ig.rank_intervals(graph_of_claims(*allied), ["degree", "core"], draws=20)
    figure = plots.rank_chart(table, top=2)
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert [labels[0], labels[3]] == ["Degree", "Core"]
    assert len(labels) == 6
    said = words(save(figure, tmp_path / "a.svg"))
    assert "100%" in said
    assert "share of draws in which it is among the 10 highest" in said


@pytest.mark.parametrize("name", ["picture.pdf", "picture", "picture.svg.txt"])
def test_another_ending_is_refused(name: str) -> None:
    with pytest.raises(ArgumentError, match=r"ends in \.svg or \.png"):
        check(name)


def test_without_matplotlib_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("insurgraph.graph.extras.find_spec", lambda _name: None)
    with pytest.raises(ArgumentError, match=r"insurgraph\[plots\]"):
        check("a.svg")


def test_a_place_that_cannot_be_written_is_said(kg: ig.KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError):
        save(flow(kg), tmp_path / "file" / "a.svg")


def test_nothing_to_draw_is_said() -> None:
    empty = Table.of(["rank", "signs"], [])
    for picture in (plots.slope_chart, plots.defection_flow, plots.signed_chart, plots.rank_chart):
        with pytest.raises(ProjectionError, match="to draw"):
            picture(empty)
    kg = graph_of_claims(Claim("c-1", "HELD_OFFICE", "person-p", "org-a", role="emir"))
    with pytest.raises(ProjectionError, match="to draw"):
        plots.leadership_timeline(kg, lines_of(kg, "org-a"))
