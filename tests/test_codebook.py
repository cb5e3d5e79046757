"""The codebook: chapters in order, generated parts where they are asked for, nothing left out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import insurgraph as ig
from insurgraph.errors import RecordError
from insurgraph.graph.codebook import PARTS, TITLES, codebook, table
from tests import records

DATA = Path(__file__).parents[1] / "data"


def _folder(path: Path, **chapters: str) -> Path:
    records.folder(path)
    (path / "codebook").mkdir()
    for name, text in chapters.items():
        (path / "codebook" / f"{name}.md").write_text(text, encoding="utf-8")
    return path


def test_chapters_stand_in_the_order_of_their_names_numbered_before_the_parts(
    tmp_path: Path,
) -> None:
    folder = _folder(tmp_path, b02="# Scope\n\nIn.\n", a01="# Limits\n\nFirst.\n\n## Detail\n")
    text = codebook(records.graph(), folder)
    assert text.startswith("# Codebook of An example\n\nEdition 0.1 of 2009-05-12.\n")
    assert "1. [Limits](#1-limits)\n2. [Scope](#2-scope)\n3. [Kinds of entities]" in text
    order = ["## 1. Limits", "### Detail", "## 2. Scope", "## 3. Kinds of entities"]
    assert [text.index(heading) for heading in order] == sorted(map(text.index, order))


def test_a_marker_puts_a_part_into_a_chapter_and_only_there(tmp_path: Path) -> None:
    folder = _folder(tmp_path, a01="# Words\n\nBefore.\n\n<!-- stances -->\n\nAfter.\n")
    text = codebook(records.graph(), folder)
    assert text.count("| stance | what it means |") == 1
    assert "Before.\n\n| stance |" in text
    assert "## 2. Stances" not in text
    assert "<!--" not in text


@pytest.mark.parametrize("marker", ["stancez", "stances"])
def test_a_marker_of_no_part_or_of_one_used_before_is_named(tmp_path: Path, marker: str) -> None:
    folder = _folder(tmp_path, a01="<!-- stances -->\n", a02=f"<!-- {marker} -->\n")
    with pytest.raises(RecordError, match=f"codebook/a02.md: no such part.*'{marker}'"):
        codebook(records.graph(), folder)


def test_headings_in_code_stay_as_they_are(tmp_path: Path) -> None:
    folder = _folder(tmp_path, a01="# Use\n\n```\n# a comment\n```\n")
    assert "```\n# a comment\n```" in codebook(records.graph(), folder)


def test_a_relation_is_told_with_everything_the_vocabulary_and_the_record_say(
    tmp_path: Path,
) -> None:
    text = codebook(records.graph(), _folder(tmp_path))
    start = text.index("#### DEFECTED_TO")
    told = text[start : text.index("####", start + 4)]
    relation = records.graph().vocabulary.relation("DEFECTED_TO")
    assert relation.definition in told
    assert f"- example: {relation.example}" in told
    assert f"- not this: {relation.counter_example}" in told
    assert "- joins: Person or Collective → Organisation\n" in told
    assert "+ towards object, − towards origin" in told
    assert "- may say: **origin**, " in told
    assert "- in the record: 1 claim (1 inferred)" in told


def test_every_relation_kind_and_source_is_in_the_codebook(kg: ig.KnowledgeGraph) -> None:
    text = codebook(kg, DATA)
    for name in kg.vocabulary.relations:
        assert f"#### {name}\n" in text
    for kind in kg.vocabulary.kinds.values():
        assert kind.definition in text
    for source in kg.sources.values():
        assert source.reliability_note.replace("|", "\\|") in text


def test_limits_come_first(kg: ig.KnowledgeGraph) -> None:
    assert "\n1. [Known limits](#1-known-limits)\n" in codebook(kg, DATA)


def test_cells_keep_their_place_in_a_table() -> None:
    text = table(["a", "n"], [("x|y\nz", 1), ("w", 22)])
    assert text == "| a | n |\n|---|---:|\n| x\\|y z | 1 |\n| w | 22 |\n"


def test_every_part_has_a_title() -> None:
    assert TITLES.keys() == PARTS.keys()


def test_a_record_without_agreement_or_crosswalk_has_no_such_chapters(tmp_path: Path) -> None:
    text = codebook(records.graph(), _folder(tmp_path))
    assert "Crosswalk" not in text
    assert "Agreement" not in text


def test_a_record_without_version_is_undated(tmp_path: Path) -> None:
    kg = records.graph()
    bare = replace(kg.records["example"], version="")
    kg = ig.KnowledgeGraph([bare], kg.entities.values())
    assert "Undated edition." in codebook(kg, _folder(tmp_path))


def test_a_second_reading_is_summed_up_from_its_rows(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    (folder / "second-reading.csv").write_text(
        "citation,stance,second_stance,credibility,second_credibility\n"
        "c-0001.1,asserts,asserts,3,3\n"
        "c-0002.1,asserts,alleges,3,4\n"
        "c-0002.2,denies,denies,5,5\n"
        "c-0004.1,asserts,asserts,3,4\n",
        encoding="utf-8",
    )
    text = codebook(records.graph(), folder)
    assert "| src-report-2009 | stance | 4 | 75% | 0.59 |  | 0 |" in text
    assert "| all of them | credibility | 4 | 50% | 0.30 | 0.56 | 1 |" in text
