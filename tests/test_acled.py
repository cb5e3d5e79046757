"""Exports of ACLED, invented, under new and old headers, with words and numbers."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import insurgraph as ig
from insurgraph.errors import RecordError
from insurgraph.graph.export import tables
from insurgraph.loaders import acled
from tests.properties import examples

SAMPLE = (Path(acled.__file__).parent / "samples" / "acled.csv").read_text("utf-8")


def read(path: Path, text: str) -> ig.KnowledgeGraph:
    (path / "acled.csv").write_bytes(text.encode("utf-8", "surrogatepass"))
    return ig.read("acled", path / "acled.csv")


def ties(kg: ig.KnowledgeGraph, relation: str) -> list[tuple[str, str, str]]:
    return sorted(
        (kg.entity(c.subject).name, kg.entity(c.object).name, c.start)
        for c in kg.claims(relation=relation)
    )


def test_battles_are_clashes_and_the_rest_is_carried_out(tmp_path: Path) -> None:
    kg = read(tmp_path, SAMPLE)
    assert ties(kg, "CLASHED_WITH") == [
        ("Military Forces of Ostrava Vale", "Valley Brigade", "2019-04-01")
    ]
    week = "2019-05-09/2019-05-21"
    assert ties(kg, "CARRIED_OUT") == [
        ("Protesters (Ostrava Vale)", "Peaceful protest, Tal village, 2019-05", "2019-05"),
        ("Valley Brigade", f"Attack, Upper, {week}", week),
    ]
    assert ties(kg, "TARGETED") == [(f"Attack, Upper, {week}", "Civilians (Ostrava Vale)", week)]
    assert {t[1] for t in ties(kg, "LINKED_TO")} == {"Tal clan", "Pass Alliance"}
    assert len([e for e in kg.entities.values() if e.kind == "Event"]) == 3


def test_places_actors_deaths_and_sources(tmp_path: Path) -> None:
    kg = read(tmp_path, SAMPLE)
    assert {t[:2] for t in ties(kg, "LOCATED_IN")} == {
        ("Tal village", "Tal"), ("Tal", "Upper"), ("Upper", "Ostrava Vale"),
    }  # fmt: skip
    kinds = {e.name: (e.kind, e.subkind) for e in kg.entities.values()}
    assert kinds["Valley Brigade"] == ("Organisation", "militant-group")
    assert kinds["Military Forces of Ostrava Vale"] == ("Organisation", "armed-force")
    assert kinds["Civilians (Ostrava Vale)"] == ("Collective", "population")
    assert {c.value_low for c in kg.claims(relation="COUNTED")} == {0, 2, 4}
    via = {v for c in kg.citations.values() for v in c.via}
    assert via == {"Vale Courier", "Nordmark Radio"}


def test_what_is_the_publishers_or_private_is_not_kept(tmp_path: Path) -> None:
    tables.write(read(tmp_path, SAMPLE), tmp_path / "out")
    for file in (tmp_path / "out").iterdir():
        text = file.read_text("utf-8")
        assert "not kept" not in text
        assert "13.25" not in text


def old(text: str) -> str:
    """The header and the codes of the first exports."""
    header, rows = text.split("\n", 1)
    header = (
        header.upper().replace("ASSOC_ACTOR", "ALLY_ACTOR").replace("GEO_PRECISION", "GEO_PRECIS")
    )
    for words, code in (("State forces", "1"), ("Rebel group", "2"), ("Protesters,", "6,")):
        rows = rows.replace(f",{words}", f",{code}")
    rows = rows.replace("),,Civilians,", "),,7,")
    return f"{header}\n{rows}".replace("01 April 2019", "01-Apr-19").replace(
        "15 May 2019", "15/05/2019"
    )


FORMS: dict[str, Callable[[str], str]] = {
    "older header, codes and dates": old,
    "new dates": lambda t: t.replace("01 April 2019", "2019-04-01"),
    "with a mark": lambda t: "\ufeff" + t,
    "another order": lambda t: "\n".join([t.splitlines()[0], *reversed(t.splitlines()[1:])]) + "\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_every_generation_gives_the_same_record(tmp_path: Path, form: str) -> None:
    one, other = read(tmp_path, SAMPLE), read(tmp_path, FORMS[form](SAMPLE))
    assert (one.entities, list(one.claims()), one.citations) == (
        other.entities, list(other.claims()), other.citations,
    )  # fmt: skip


def test_several_exports_are_one_record(tmp_path: Path) -> None:
    lines = SAMPLE.splitlines(keepends=True)
    for name, rows in (("a", lines[:2]), ("b", [lines[0], *lines[2:]])):
        (tmp_path / f"{name}.csv").write_text("".join(rows), "utf-8")
    kg = ig.read("acled", tmp_path / "a.csv", tmp_path / "b.csv")
    assert set(kg.sources) == {"acled.source", "acled.source-2"}
    assert kg.entities == read(tmp_path, SAMPLE).entities


def test_an_unknown_sort_of_event_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordError) as caught:
        read(tmp_path, SAMPLE.replace("Battles", "Skirmishes"))
    (problem,) = caught.value.problems
    assert (problem.row, problem.column, problem.value) == (2, "event_type", "Skirmishes")


@examples(60)
@given(st.integers(0, len(SAMPLE)), st.integers(0, 30), st.text(max_size=4))
def test_any_damage_is_a_record_or_a_record_error(
    tmp_path_factory: pytest.TempPathFactory, at: int, gone: int, junk: str
) -> None:
    with suppress(RecordError):
        read(tmp_path_factory.mktemp("any"), SAMPLE[:at] + junk + SAMPLE[at + gone :])
