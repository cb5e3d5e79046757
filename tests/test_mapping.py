"""Mapping files: what categories mean, said by the loader and overridden by a reader."""

from __future__ import annotations

from pathlib import Path

import pytest

import insurgraph as ig
from insurgraph.errors import ArgumentError, NotFoundError, RecordError
from insurgraph.graph.vocabulary import default
from insurgraph.loaders import loaders, mapping
from insurgraph.loaders.mapping import Mapping, parse


def read(text: str) -> Mapping:
    return parse(text, "m.yaml", default())


def test_categories_are_found_whatever_their_case() -> None:
    found = read("tables: {type: {Ally: {relation: ALLIED_WITH}, 3: {relation: RIVAL_OF}}}")
    assert found.meaning("type", "ALLY") == found.meaning("type", "ally")
    assert found.meaning("type", "3") == mapping.Meaning(relation="RIVAL_OF")
    assert found.meaning("type", "enemy") is None
    assert "no such category of type in m.yaml; did you mean 'Ally'" in found.unknown("type", "Aly")


def test_one_mapping_is_laid_over_another() -> None:
    below = read(
        "{grading: {reliability: B, credibility: 3}, tables: {t: {'1': {omit: x}, '2': {}}}}"
    )
    over = read("{grading: {credibility: 4}, tables: {t: {'1': {relation: RIVAL_OF}}}}").over(below)
    assert over.grading == mapping.Grading("B", "", 4)
    assert over.tables["t"] == {"1": mapping.Meaning(relation="RIVAL_OF"), "2": mapping.Meaning()}
    with pytest.raises(ArgumentError, match="no table 'tt'; did you mean 't'"):
        read("tables: {tt: {'1': {omit: x}}}").over(below)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("tables: {t: {'1': {relation: ALIED_WITH}}}", "t: 1: no relation 'ALIED_WITH'; did you"),
        ("tables: {t: {'1': {kind: Org}}}", "no kind 'Org'"),
        ("tables: {t: {'1': {kind: Person, subkind: state}}}", "no subkind 'state' of Person"),
        ("tables: {t: {'1': {subkind: state}}}", "no subkind 'state' of nothing"),
        ("tables: {t: {'1': {relations: RIVAL_OF}}}", "unknown key 'relations'; did you mean"),
        ("tables: {t: {'1': {role: 3}}}", "role: text is expected"),
        ("tables: {t: {'1': {value_low: yes}}}", "value_low: a number is expected"),
        ("tables: {t: {'1': {credibility: 2.5}}}", "credibility: a whole number is expected"),
        ("tables: {t: {'1': {credibility: 7}}}", "credibility is 1 to 6"),
        ("tables: {t: {'1': {swap: x}}}", "swap: true or false is expected"),
        ("tables: {t: {'1': RIVAL_OF}}", "a mapping is expected here"),
        ("tables: {t: {no: {omit: x}}}", "write the category False in quotation marks"),
        ("tables: [1]", "tables: a mapping is expected"),
        ("table: {}", "unknown key 'table'; did you mean 'tables'"),
        ("grading: {reliability: Z}", "reliability is a letter A to F"),
        ("grading: {credibility: 9}", "credibility is 1 to 6"),
        ("a: [", "not YAML"),
        ("[" * 50 + "]" * 50, "nested deeper"),
        ("- a", "file: a mapping is expected"),
    ],
)
def test_what_is_no_mapping_is_told(text: str, reason: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        read(text)
    assert reason in str(caught.value)
    assert str(caught.value).startswith("m.yaml: ")
    assert "\n" not in str(caught.value)


def test_a_mapping_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no such file"):
        mapping.read(tmp_path / "none.yaml")
    (tmp_path / "large.yaml").write_bytes(b" " * 1_000_001)
    (tmp_path / "latin.yaml").write_bytes("about: Brigáda".encode("cp1252"))
    for name, why in (("large", "too large"), ("latin", "not UTF-8")):
        with pytest.raises(ArgumentError, match=why):
            mapping.read(tmp_path / f"{name}.yaml")
    with pytest.raises(ArgumentError, match="cannot be read"):
        mapping.read(tmp_path)


def test_every_shipped_mapping_is_one_and_grades_its_data_set() -> None:
    for name in {one.mapping for one in loaders() if one.mapping}:
        found = mapping.shipped(name)
        assert bool(found.grading.reliability) == bool(found.grading.reliability_note)


def test_a_reader_overrides_what_a_category_means(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("tables: {Relations: {JoinGroup: {relation: MERGED_INTO}}}")
    sample = Path(mapping.__file__).parent / "samples" / "ucdp-actor.csv"
    relations = {c.relation for c in ig.read("ucdp-actor", sample, mapping=own).claims()}
    assert "MERGED_INTO" in relations
    assert "MERGED_INTO" not in {c.relation for c in ig.read("ucdp-actor", sample).claims()}


def test_an_unknown_category_is_refused_and_never_guessed(tmp_path: Path) -> None:
    sample = Path(mapping.__file__).parent / "samples" / "ucdp-actor.csv"
    spoilt = tmp_path / "actor.csv"
    spoilt.write_text(
        sample.read_text("utf-8").replace("Tal clan,0,,,,3", "Tal clan,0,,,,7"), "utf-8"
    )
    with pytest.raises(RecordError) as caught:
        ig.read("ucdp-actor", spoilt)
    (problem,) = caught.value.problems
    assert (problem.row, problem.column, problem.value) == (5, "Org", "7")
    assert "there are: 1, 2, 3, 4" in problem.reason
