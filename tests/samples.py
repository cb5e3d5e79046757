"""Invented samples of other people's formats, and the real files where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

import insurgraph as ig
from insurgraph import loaders
from insurgraph.graph.rules import Breach, Rows, check

SAMPLES = Path(loaders.__file__).parent / "samples"
REAL = Path(__file__).parents[2] / "shared" / "realdata"


def sample(name: str) -> str:
    """The text of a sample."""
    return (SAMPLES / name).read_text("utf-8")


def written(folder: Path, name: str, text: str | bytes) -> Path:
    """A file of that text."""
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder / name


def real(name: str) -> Path:
    """A real file; the test is skipped where it is not at hand."""
    path = REAL / name
    if not path.exists():
        pytest.skip(f"no real data here: {path}")
    return path


def names(kg: ig.KnowledgeGraph, entity: str) -> dict[str, str]:
    """The further names of an entity, with their kinds."""
    return {n.name: n.kind for n in kg.names_of(entity)}


def content(kg: ig.KnowledgeGraph) -> tuple[object, ...]:
    """All of a record but the digests of the files it was read from."""
    return kg.entities, kg.names, tuple(kg.claims()), kg.citations, kg.links, kg.records


def breaches(kg: ig.KnowledgeGraph) -> list[Breach]:
    """The rules of the record that its rows break."""
    rows = Rows(
        tuple(kg.entities.values()), kg.names, tuple(kg.claims()), tuple(kg.citations.values()),
        tuple(kg.sources.values()), kg.links,
    )  # fmt: skip
    return check(rows, kg.vocabulary)
