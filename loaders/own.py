"""The project's own formats as loaders: a record in one of them comes whole, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ..graph.knowledge import KnowledgeGraph
from . import curated, jsonl, judgements, nodelink
from .publication import Loader, Publication
from .reading import Reading

_RECORD = Publication(
    "A record", licence="terms of the record", terms="As it states; told when it is loaded."
)


def _loader(name: str, reads: str, read: Callable[[Path], KnowledgeGraph]) -> Loader:
    def load(reading: Reading) -> KnowledgeGraph:
        reading.expect_whole()
        return read(reading.paths[0])

    return Loader(name, reads, load, _RECORD)


LOADERS: Mapping[str, Loader] = {
    one.name: one
    for one in (
        _loader("curated", "a folder of CSV tables in the record's own format", curated.read),
        _loader("judgements", "a table of judgements on who is who", judgements.record),
        _loader("jsonl", "JSON lines made by `insurgraph export jsonl`", jsonl.read),
        _loader("json", "node-link JSON made by `insurgraph export json`", nodelink.read),
    )
}
