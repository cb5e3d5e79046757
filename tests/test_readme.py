"""What the README tells a newcomer to type does what it says."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import insurgraph as ig
from insurgraph.graph import engine
from insurgraph.graph.database import of_endpoint
from insurgraph.graph.dossier import sentence

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Every fenced block of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def commands(program: str) -> list[list[str]]:
    """Every command of a program in the shell blocks, comments taken away."""
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    return [shlex.split(line, comments=True) for line in lines if line.startswith(program)]


def test_the_python_runs(engine_home: Path, tmp_path: Path) -> None:
    (text,) = blocks("python")
    assert len(text.splitlines()) <= 13
    done = subprocess.run(
        [sys.executable, "-c", text],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for expected in (
        "person-hafiz-saeed-khan",
        "person-qari-hekmatullah 2016",
        "leader,office,start",
    ):
        assert expected in done.stdout
    assert (tmp_path / "isk.html").exists()


def test_the_cypher_finds_rows(engine_home: Path, kg: ig.KnowledgeGraph) -> None:
    (text,) = blocks("cypher")
    assert len(text.splitlines()) == 5
    with of_endpoint(engine.ensure(engine.default_folder())) as database:
        database.load(kg)
        for query in filter(str.strip, text.split(";")):
            assert len(database.cypher(query)), query


@pytest.mark.parametrize("command", commands("insurgraph"), ids=" ".join)
def test_the_commands_run(command: list[str], engine_home: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_the_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for _make, target in commands("make"):
        assert f"\n{target}:" in makefile


def test_the_claim_that_is_shown_is_in_the_record(kg: ig.KnowledgeGraph) -> None:
    shown = re.search(r"\| `(c-\d+)` \| (.*?) \|\n\| status \| (\w+) \|", README)
    assert shown is not None
    claim = kg.claim(shown[1])
    words = sentence(kg, claim)
    for name in [kg.entities[e].name.partition(" (")[0] for e in (claim.subject, claim.object)]:
        assert name in shown[2]
        assert name in words
    assert claim.start in shown[2]
    assert kg.assess(claim.id).status == shown[3]
    (citation,) = kg.citations_of(claim.id)
    assert f"{citation.source}, {citation.locator}: {citation.stance}, graded" in README
    assert f"graded {kg.assess(claim.id).grade}" in README


def test_links_lead_to_files() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
