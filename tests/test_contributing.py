"""Whoever follows CONTRIBUTING.md gets there: its blocks are taken as they stand."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml

import insurgraph as ig
from insurgraph import loaders
from insurgraph.cli import run
from insurgraph.graph.vocabulary import parse
from insurgraph.queries import catalogue
from tests import records

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"


def block(words: str) -> str:
    """The fenced block that is so headed, without its indentation."""
    (found,) = re.findall(rf"^ *```{re.escape(words)}\n(.*?)^ *```", TEXT, re.MULTILINE | re.DOTALL)
    return str(found)


def namespace(words: str) -> dict[str, Any]:
    """What a block of Python defines."""
    found: dict[str, Any] = {}
    exec(compile(dedent(block(words)), words, "exec"), found)
    return found


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the record to work on."""
    return Path(shutil.copytree(ROOT / "data", tmp_path / "data"))


def test_a_claim_can_be_added(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for table in ("sources", "entities", "claims", "citations"):
        with (data / f"{table}.csv").open("a", encoding="utf-8") as file:
            file.write(dedent(block(f"csv data/{table}.csv")))
    assert run(["validate", str(data)]) == 0
    assert run(["show", "c-9001", "--data", str(data), "-f", "csv"]) == 0
    assert "An example of a report,2020-05-01,para 4" in capsys.readouterr().out
    grade = str(ig.load(data).assess("c-9001").grade)
    assert grade == "B3"


def test_a_relation_can_be_added(data: Path) -> None:
    file = data / "vocabulary.yaml"
    text = file.read_text("utf-8")
    added = dedent(block("yaml data/vocabulary.yaml"))
    lines = "".join(f"  {line}\n" if line else "\n" for line in added.rstrip().splitlines())
    changed = parse(text.replace("\nrelations:\n", f"\nrelations:\n{lines}", 1), "vocabulary.yaml")
    assert changed.relations["VISITED"].label == "visited"


def test_a_loader_can_be_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys
    from types import ModuleType

    module = ModuleType("insurgraph.loaders.clashes")
    vars(module).update(namespace("python loader"))
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(loaders, "HOME", {**loaders.HOME, "clashes": "clashes"})
    table = tmp_path / "clashes.csv"
    table.write_text("id,side_a,side_b,year\n1,Front,Brigade,2019\n", "utf-8")
    (claim,) = ig.read("clashes", table).claims()
    assert (claim.relation, claim.start) == ("CLASHED_WITH", "2019")


def test_every_loader_stands_where_the_steps_say() -> None:
    for name in loaders.HOME:
        assert loaders.loader(name).name == name
        mapping = loaders.loader(name).mapping
        assert not mapping or (ROOT / "loaders" / "mappings" / mapping).is_file()


def test_a_query_can_be_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, embedded: ig.Database
) -> None:
    file = tmp_path / "most-names.cypher"
    file.write_text(dedent(block("cypher query")), "utf-8")
    monkeypatch.setenv("INSURGRAPH_QUERIES", str(tmp_path))
    assert run(["queries", "check", str(file)]) == 0
    assert catalogue().get("most-names").title == "Organisations with most names"
    rows = embedded.query("most-names", at_least="3")
    assert rows.names == ("organisation", "names", "id")
    assert all(row[1] >= 3 for row in rows.rows)
    assert len(rows)


def test_an_analysis_can_be_added() -> None:
    table = namespace("python analysis")["isolates"](records.graph().network(ties="hostile"))
    assert table.names == ("id", "name")


def test_what_the_steps_name_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"`make ([\w-]+)`", TEXT):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    named = re.findall(r"`((?:data|loaders|graph|queries|insurgraph)/[\w./-]*)`", TEXT)
    assert len(named) > 10
    for name in named:
        assert (ROOT / name).exists(), name


@pytest.mark.parametrize("form", ["data-correction", "problem"])
def test_the_forms_of_issues_are_forms(form: str) -> None:
    said = yaml.safe_load((FORMS / f"{form}.yml").read_text("utf-8"))
    assert {"name", "description", "body"} <= said.keys()
    fields = [part for part in said["body"] if part["type"] != "markdown"]
    assert {part["type"] for part in said["body"]} <= {"markdown", "input", "textarea", "dropdown"}
    assert len({part["id"] for part in fields}) == len(fields)
    assert all(part["attributes"]["label"] for part in fields)
    assert all(part["attributes"].get("options", True) for part in fields)


def test_reporting_invents_no_address() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    assert "private vulnerability reporting" in text
    assert "@" not in text
    assert "http" not in text
