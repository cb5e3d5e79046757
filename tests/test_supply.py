"""What comes into the project: locked by hash, under known licences, unchanged, and listed."""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path

import pytest
from click.testing import CliRunner
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from supply import advisories, checkout, licences, sbom, vendored

ROOT = checkout.ROOT


# -- locks -----------------------------------------------------------------------------------------


def test_every_package_is_locked_by_digest() -> None:
    for lock in checkout.locks():
        found = checkout.locked(lock)
        assert found
        assert [name for name, digests in found.items() if not digests] == []


def test_what_is_installed_is_what_is_locked() -> None:
    locked = set(checkout.locked(ROOT / "requirements/run.txt"))
    required = licences.parts(extras=False)
    assert {(p.name, p.version) for p in required.values()} - locked == {
        ("insurgraph", distribution("insurgraph").version)
    }
    tested = set(checkout.locked(ROOT / "requirements/test.txt"))
    assert {(p.name, p.version) for n, p in licences.parts().items() if n not in required} <= tested


def test_the_build_backend_is_locked_too() -> None:
    names = {name for name, _version in checkout.locked(ROOT / "requirements/run.txt")}
    assert "setuptools" in names


def test_nothing_is_installed_without_its_digest() -> None:
    lines = [
        line.strip()
        for file in ("Makefile", ".ci/run")
        for line in (ROOT / file).read_text("utf-8").splitlines()
        if ("pip" in line and "install" in line) or "$(PIP)" in line
    ]
    installs = [line for line in lines if not line.startswith(("#", "PIP :="))]
    assert installs
    for line in installs:
        assert "--require-hashes" in line or "--no-deps --no-build-isolation" in line, line


# -- licences --------------------------------------------------------------------------------------


def test_every_dependency_is_under_a_licence_that_may_come_along() -> None:
    parts = licences.parts()
    assert {n: p.refused for n, p in parts.items() if p.refused} == {}
    assert {"neo4j", "networkx", "py2neo", "pandas", "pyarrow"} <= parts.keys()


@pytest.mark.parametrize(
    ("name", "file", "licence"),
    [
        ("numpy", "numpy.libs/libgfortran*", "GPL-3.0-or-later WITH GCC-exception-3.1"),
        ("numpy", "numpy.libs/libquadmath*", "LGPL-2.1-or-later"),
        ("scipy", "scipy.libs/libgfortran*", "GPL-3.0-or-later WITH GCC-exception-3.1"),
        ("scipy", "scipy.libs/libquadmath*", "LGPL-2.1-or-later"),
        (
            "arcadedb-embedded",
            "arcadedb_embedded/jre/bin/java",
            "GPL-2.0-only WITH Classpath-exception-2.0",
        ),
        ("matplotlib", "matplotlib/mpl-data/fonts/ttf/*", "OFL-1.1"),
    ],
)
def test_what_a_wheel_brings_along_is_told(name: str, file: str, licence: str) -> None:
    site = Path(str(distribution(name).locate_file("")))
    part = licences.parts()[name]
    assert licence in part.inside or not list(site.glob(file))
    assert licences.refused(part.whole_licence) == ()


@pytest.mark.parametrize(
    ("expression", "refused"),
    [
        ("MIT", ()),
        ("", ("none said",)),
        ("GPL-3.0-only", ("GPL-3.0-only",)),
        ("GPL-3.0-only OR MIT", ()),
        ("MIT AND GPL-3.0-only", ("GPL-3.0-only",)),
        ("MIT AND (GPL-3.0-only OR Apache-2.0)", ()),
        ("(GPL-3.0-only OR AGPL-3.0-only) AND MIT", ("GPL-3.0-only",)),
        ("GPL-2.0-only WITH Classpath-exception-2.0", ()),
        ("GPL-2.0-only WITH Font-exception-2.0", ("GPL-2.0-only WITH Font-exception-2.0",)),
        ("Free for friends", ("Free", "for", "friends")),
    ],
)
def test_an_expression_is_allowed_when_it_can_be_kept(
    expression: str, refused: tuple[str, ...]
) -> None:
    assert licences.refused(expression) == refused


# -- scripts of others -----------------------------------------------------------------------------


@pytest.mark.parametrize("folder", vendored.FOLDERS)
def test_vendored_files_are_what_their_note_says(folder: str) -> None:
    noted = {vendored.NOTE}
    for script in vendored.scripts(folder):
        assert sha256(script.file.read_bytes()).hexdigest() == script.sha256
        assert licences.refused(script.licence) == ()
        assert script.homepage.startswith("https://")
        assert script.licence_files
        assert all(f.read_text("utf-8").strip() for f in script.licence_files)
        noted |= {script.file.name, *(f.name for f in script.licence_files)}
    assert {f.name for f in (ROOT / folder).iterdir()} == noted


def test_no_script_of_others_lies_elsewhere() -> None:
    mine = [ROOT / top for top in ("insurgraph", "graph", "loaders", "queries", "tests", "supply")]
    found = {
        path.parent.relative_to(ROOT).as_posix()
        for top in mine
        for path in top.rglob("*")
        if path.name == vendored.NOTE
        or path.suffix in {".jar", ".woff", ".woff2", ".ttf", ".whl", ".so"}
        or ".min." in path.name
    }
    assert found == set(vendored.FOLDERS)


# -- the bill of materials -------------------------------------------------------------------------


def test_the_bill_is_valid_and_lists_every_part() -> None:
    text = sbom.text(1_700_000_000)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bill = json.loads(text)
    parts = {n: p for n, p in licences.parts().items() if n != "insurgraph"}
    scripts = list(vendored.scripts(vendored.FOLDERS[0]))
    listed = {(c["name"], c["version"]) for c in bill["components"]}
    assert listed == {(p.name, p.version) for p in parts.values()} | {
        (s.name, s.version) for s in scripts
    }
    assert bill["metadata"]["component"]["name"] == "insurgraph"
    by_name = {c["name"]: c for c in bill["components"]}
    assert by_name["networkx"]["scope"] == "required"
    assert by_name["py2neo"]["scope"] == "optional"
    assert by_name["sigma"]["hashes"][0]["content"] == scripts[-1].sha256
    assert all(by_name[n]["externalReferences"][0]["hashes"] for n in parts)
    [own] = [d for d in bill["dependencies"] if d["ref"].startswith("insurgraph==")]
    assert {"neo4j", "networkx"} <= {ref.partition("==")[0] for ref in own["dependsOn"]}


def test_the_same_parts_give_the_same_bill() -> None:
    assert sbom.text(1_700_000_000) == sbom.text(1_700_000_000)


# -- known weaknesses ------------------------------------------------------------------------------

UNKNOWN = {"name": "a", "skip_reason": "Dependency not found on PyPI"}
SOUND = {"name": "b", "version": "1", "vulns": []}
WEAK = {"name": "c", "version": "1", "vulns": [{"id": "PYSEC-0", "fix_versions": ["2"]}]}


def report(*rows: object) -> str:
    """What pip-audit writes."""
    return json.dumps({"dependencies": rows, "fixes": []})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nobody answers for any of 3 packages: nothing is known of them"),
        (report(UNKNOWN), "nobody answers for any of 3 packages: nothing is known of them"),
        (report(SOUND, UNKNOWN), "0 known weaknesses in 1 packages; nobody answers for 2 more"),
        (report(SOUND, SOUND, WEAK), "1 known weaknesses in 3 packages"),
    ],
)
def test_silence_is_not_taken_for_soundness(text: str, said: str) -> None:
    assert str(advisories.read(text, 3)) == said


@pytest.mark.parametrize(
    ("rows", "status", "said"),
    [([UNKNOWN], 0, "nothing is known of them"), ([SOUND], 0, "0 known weaknesses"),
     ([WEAK], 1, "c 1: PYSEC-0, mended in 2")],
)  # fmt: skip
def test_a_weakness_is_a_failure_and_silence_is_none(
    tmp_path: Path, rows: list[object], status: int, said: str
) -> None:
    program = tmp_path / "pip-audit"
    program.write_text(
        f"#!{sys.executable}\nimport sys\n"
        f"open(sys.argv[sys.argv.index('--output') + 1], 'w').write({report(*rows)!r})\n"
    )
    program.chmod(0o755)
    done = CliRunner().invoke(advisories.main, [str(program)])
    assert done.exit_code == status
    assert said in done.output


def test_a_service_that_fails_is_said(tmp_path: Path) -> None:
    program = tmp_path / "pip-audit"
    program.write_text(f"#!{sys.executable}\nimport sys\nsys.exit('no route to the service')\n")
    program.chmod(0o755)
    done = CliRunner().invoke(advisories.main, [str(program)])
    assert done.exit_code == 0
    assert "no route to the service" in done.output
    assert "nothing is known of them" in done.output
