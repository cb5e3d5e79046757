"""JSON lines: one object a row, the whole record in one file that can be read line by line.

``row`` says which row an object is: record, source, entity, name, claim, citation, link or
judgement, in this order. Columns are those of the tables; a claim also has what follows for it
(status, grades, bounds, sources), a record how many rows it has (``rows``), so that a file that was
cut off is noticed. `insurgraph.loaders.jsonl` reads it back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from ..judgement import Judgement
from ..knowledge import KnowledgeGraph
from ..model import Row
from . import plain
from .contents import WHOLE

CARRIES = WHOLE
"""What of a record it holds; see `insurgraph.graph.export.contents`."""


def pieces(kg: KnowledgeGraph) -> Iterator[str]:
    """The file, line by line.

    Examples
    --------
    >>> import insurgraph as ig
    >>> next(pieces(ig.load()))[:36]
    '{"row": "record", "name": "curated",'
    """
    number = Counter(row.record for row in _rows(kg))
    for record in kg.records.values():
        yield _line("record", plain.of_record(kg, record) | {"rows": number[record.name]})
    for kind, rows in (
        ("source", kg.sources.values()),
        ("entity", kg.entities.values()),
        ("name", kg.names),
    ):
        for row in rows:
            yield _line(kind, plain.of_row(row))
    for claim in kg.claims():
        yield _line("claim", plain.of_claim(kg, claim))
    for citation in kg.citations.values():
        yield _line("citation", plain.of_row(citation))
    for link in kg.links:
        yield _line("link", plain.of_row(link))
    for judgement in kg.judgements:
        yield _line("judgement", plain.of_row(judgement))


def _rows(kg: KnowledgeGraph) -> Iterator[Row | Judgement]:
    """Every row that becomes a line, records apart."""
    return chain(
        kg.sources.values(),
        kg.entities.values(),
        kg.names,
        kg.claims(),
        kg.citations.values(),
        kg.links,
        kg.judgements,
    )


def _line(kind: str, values: dict[str, object]) -> str:
    return plain.text({"row": kind} | values) + "\n"
