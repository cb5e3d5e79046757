"""What comes with an edition of the record: made from it, whole, and not out of date."""

from __future__ import annotations

import csv
import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

import insurgraph as ig
from insurgraph.cli import run
from insurgraph.graph import release
from insurgraph.graph.datapackage import LAYOUTS, described
from insurgraph.loaders import curated
from tests import records

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example as a folder of its own."""
    return records.folder(tmp_path / "example")


# -- the curated edition -------------------------------------------------------------------------


def test_the_files_of_the_edition_are_what_the_record_makes_now(kg: ig.KnowledgeGraph) -> None:
    """If this fails: `make codebook`."""
    assert release.stale(kg, DATA) == []


def test_the_digests_are_those_of_the_files() -> None:
    listed = dict(
        reversed(line.split("  ", 1)) for line in (DATA / "SHA256SUMS").read_text().splitlines()
    )
    for name, digest in listed.items():
        assert sha256((DATA / name).read_bytes()).hexdigest() == digest, name
    assert {"claims.csv", "vocabulary.yaml", "CODEBOOK.md", "LICENSE", "datapackage.json"} <= set(
        listed
    )


def test_the_change_log_begins_with_this_edition_and_counts_it(kg: ig.KnowledgeGraph) -> None:
    record = kg.records["curated"]
    sections = (DATA / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## ")
    assert sections[1].startswith(f"{record.version} ({record.created})")
    assert f" {len(kg.claims())} |\n" in sections[1]


def test_frictionless_finds_the_package_valid() -> None:
    assert _reported(DATA / "datapackage.json") == []


@pytest.mark.parametrize(
    ("table", "old", "new", "kind"),
    [
        ("claims", ",org-valley-brigade,,2008,", ",org-nobody,,2008,", "foreign-key"),
        ("claims", "c-0002,HELD_OFFICE", "c-0001,HELD_OFFICE", "primary-key"),
        ("claims", "c-0001,HELD_OFFICE", "c-0001,HELD_OFFICES", "constraint-error"),
        ("citations", "c-0001.1,c-0001,src-report-2009,para 3,7",
         "c-0001.1,c-0001,src-report-2009,,7", "constraint-error"),
    ],
)  # fmt: skip
def test_frictionless_finds_what_the_package_forbids(
    folder: Path, table: str, old: str, new: str, kind: str
) -> None:
    path = folder / f"{table}.csv"
    good = curated.read(folder)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    (folder / "datapackage.json").write_text(json.dumps(described(good, folder)))
    assert kind in _reported(folder / "datapackage.json")


def _reported(path: Path) -> list[str]:
    """Kinds of error that frictionless reports for a package."""
    import frictionless

    report = frictionless.validate(str(path))
    return [kind for (kind,) in report.flatten(["type"])]


def test_the_package_describes_every_column_of_every_table(kg: ig.KnowledgeGraph) -> None:
    for resource in described(kg, DATA)["resources"]:
        for column in resource.get("schema", {}).get("fields", []):
            assert column["description"], f"{resource['name']}.{column['name']}"


def test_the_layouts_have_the_columns_that_the_loader_reads() -> None:
    for name in curated.TABLES:
        assert tuple(LAYOUTS[name].fields) == curated.columns(name)


def test_every_table_of_the_folder_is_described() -> None:
    assert {path.stem for path in DATA.glob("*.csv")} == set(LAYOUTS)


def test_the_loader_reads_who_the_record_is_from_the_package(kg: ig.KnowledgeGraph) -> None:
    record = kg.records["curated"]
    assert record.title == "insurgraph: the curated record"
    assert re.fullmatch(r"\d+\.\d+\.\d+", record.version)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", record.created)
    assert record.licence == "CC-BY-4.0"
    assert record.author == "insurgraph contributors"


# -- citation files ------------------------------------------------------------------------------

_REQUIRED = {"cff-version", "message", "title", "authors"}
_KNOWN = _REQUIRED | {
    "type", "version", "date-released", "license", "abstract", "keywords", "references",
}  # fmt: skip


@pytest.mark.parametrize("path", [DATA / "CITATION.cff", ROOT / "CITATION.cff"], ids=str)
def test_citation_files_keep_to_their_format(path: Path) -> None:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert _REQUIRED <= found.keys() <= _KNOWN
    assert found["cff-version"] == "1.2.0"
    assert found["type"] in ("software", "dataset")
    assert isinstance(found["version"], str)
    for author in found["authors"]:
        assert author.keys() in ({"name"}, {"family-names", "given-names"})
    for reference in found.get("references", []):
        assert {"type", "title", "authors"} <= reference.keys()


def test_program_and_data_have_versions_of_their_own(kg: ig.KnowledgeGraph) -> None:
    program = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    data = yaml.safe_load((DATA / "CITATION.cff").read_text(encoding="utf-8"))
    assert program["version"] == ig.__version__
    assert data["version"] == kg.records["curated"].version
    assert str(data["date-released"]) == kg.records["curated"].created


# -- making an edition ---------------------------------------------------------------------------


def test_an_edition_is_made_once_and_then_up_to_date(folder: Path) -> None:
    kg = curated.read(folder)
    made = {path.name for path in release.release(kg, folder)}
    assert made == {"CODEBOOK.md", "CHANGELOG.md", "CITATION.cff", "datapackage.json", "SHA256SUMS"}
    assert release.stale(curated.read(folder), folder) == []
    assert release.release(curated.read(folder), folder) == []
    assert curated.read(folder) == kg


def test_a_change_makes_it_stale(folder: Path) -> None:
    release.release(curated.read(folder), folder)
    path = folder / "entities.csv"
    path.write_text(path.read_text().replace("Red Pass Front", "Red Path Front"))
    assert release.stale(curated.read(folder), folder) == ["datapackage.json", "SHA256SUMS"]


def test_what_is_written_by_hand_in_the_package_is_kept(folder: Path) -> None:
    release.release(curated.read(folder), folder)
    package = json.loads((folder / "datapackage.json").read_text())
    assert package["attribution"] == "by nobody"
    assert [r["name"] for r in package["resources"]][:2] == ["sources", "entities"]


def test_the_change_log_of_a_first_edition_follows_the_record(folder: Path) -> None:
    release.release(curated.read(folder), folder)
    path = folder / "entities.csv"
    path.write_text(path.read_text() + "place-mir,Place,,Mir,,\n")
    text = release.changelog(curated.read(folder), folder)
    assert "| entities | 7 | 0 | 0 | 7 |" in text
    assert text.count("\n## ") == 1


def test_a_later_edition_puts_its_changes_before_those_of_the_first(folder: Path) -> None:
    first = curated.read(folder)
    release.release(first, folder)
    path = folder / "entities.csv"
    path.write_text(path.read_text() + "place-mir,Place,,Mir,,\n")
    package = (folder / "datapackage.json").read_text().replace('"0.1"', '"0.2"')
    (folder / "datapackage.json").write_text(package)
    second = curated.read(folder)
    release.release(second, folder)
    assert "## 0.2" not in (folder / "CHANGELOG.md").read_text(), "the edition before is not given"
    release.release(second, folder, since=first)
    text = (folder / "CHANGELOG.md").read_text()
    assert text.index("## 0.2 (2009-05-12), from 0.1") < text.index("## 0.1 (2009-05-12), first")
    assert "- added `place-mir` Mir" in text
    assert release.stale(second, folder) == []
    release.release(second, folder, since=first)
    assert (folder / "CHANGELOG.md").read_text() == text


def test_digests_leave_out_python_and_hidden_files(folder: Path) -> None:
    (folder / "__init__.py").touch()
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "a.txt").touch()
    (folder / ".hidden").touch()
    (folder / "codebook").mkdir()
    (folder / "codebook" / "01.md").write_text("# One\n")
    release.release(curated.read(folder), folder)
    names = [line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text().splitlines()]
    assert names == sorted(names)
    assert "codebook/01.md" in names
    assert not {"__init__.py", ".hidden", "SHA256SUMS", "__pycache__/a.txt"} & set(names)


# -- the commands --------------------------------------------------------------------------------


def test_release_says_what_it_made_and_check_what_is_stale(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["release", str(folder), "--check"]) == 1
    assert "CODEBOOK.md is not what the record makes now" in capsys.readouterr().out
    assert not (folder / "CODEBOOK.md").exists()
    assert run(["release", str(folder)]) == 0
    assert str(folder / "CODEBOOK.md") in capsys.readouterr().out
    assert run(["release", str(folder), "--check"]) == 0
    assert run(["release", str(folder)]) == 0
    assert "up to date" in capsys.readouterr().err


def test_diff_prints_three_forms(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", "nothing", str(folder)]) == 0
    assert "  + c-0001 Anwar Dost held office in" in capsys.readouterr().out
    assert run(["diff", str(folder), str(folder), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["changes"] == []
    assert run(["diff", "nothing", "curated", "-f", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("## ")
    assert run(["diff", str(folder), str(folder / "none")]) == 1
    assert "no such folder" in capsys.readouterr().err


def test_contested_prints_both_sides(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["contested", "--data", str(folder), "--entity", "RPF", "--format", "csv"]
    assert run(arguments) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [(r["claim"], r["side"]) for r in rows] == [("c-0002", "affirms"), ("c-0002", "denies")]


def test_cite_prints_a_claim_of_a_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cite", "c-0003", "--data", str(folder), "--style", "csl-json"]) == 0
    assert [i["id"] for i in json.loads(capsys.readouterr().out)] == [
        "example-c-0003",
        "src-report-2009",
    ]
    assert run(["cite", "c-9999", "--data", str(folder)]) == 1
    assert capsys.readouterr().err.startswith("Error: no claim 'c-9999'")


@pytest.mark.parametrize("command", ["contested", "cite", "diff", "release"])
def test_help_has_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([command, "--help"]) == 0
    assert f"Examples: insurgraph {command}" in " ".join(capsys.readouterr().out.split())
