"""Exports: one module a format, each a function ``write(kg, path)``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ...errors import NotFoundError
from ..knowledge import KnowledgeGraph
from ..vocabulary import nearest


def _graphml(kg: KnowledgeGraph, path: Path) -> None:
    from .graphml import write

    write(kg, path)


FORMATS: Mapping[str, Callable[[KnowledgeGraph, Path], None]] = {"graphml": _graphml}
"""Every format by name."""


def write(kg: KnowledgeGraph, format: str, path: Path) -> None:
    """Write a graph in a format by name.

    Raises
    ------
    NotFoundError
        If there is no such format.
    OutputError
        If the file cannot be written.
    """
    if format not in FORMATS:
        raise NotFoundError(f"no format {format!r}{nearest(format, FORMATS)}")
    FORMATS[format](kg, path)
