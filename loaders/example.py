"""Several records in one graph: the links that a rule makes between them, as a table.

The package ships an invented sample of each data set that it reads; those of a few, which speak of
the same invented groups, stand in where nobody has the real files at hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from ..graph.judgement import Judgements
from ..graph.knowledge import KnowledgeGraph
from ..graph.table import Column, Table
from . import read
from .candidates import RULE, accept, candidates, undecided

#: Loaders whose samples are compared.
SAMPLES = ("misp-galaxy", "ucdp-actor", "ucdp-dyadic", "un-sc")

COLUMNS = (
    Column("one", "id of the one entity"),
    Column("name", "its name"),
    Column("other", "id of the other"),
    Column("other_name", "its name"),
    Column("verdict", "same, different or unsure"),
    Column("why", "the parts of the score"),
)


def samples() -> Iterator[KnowledgeGraph]:
    """The samples of `SAMPLES`, each as a record.

    Examples
    --------
    >>> {"ucdp-actor", "ucdp-dyadic"} <= {name for kg in samples() for name in kg.records}
    True
    """
    folder = Path(str(files("insurgraph.loaders") / "samples"))
    for name in SAMPLES:
        (path,) = folder.glob(f"{name}.*")
        yield read(name, path)


def links(kg: KnowledgeGraph, when: str) -> Table:
    """Who is who across the records of a graph, as far as a rule may say.

    Parameters
    ----------
    kg : KnowledgeGraph
        Of several records, side by side.
    when : str
        Day to put down, ISO.

    Returns
    -------
    Table
        Columns as in `COLUMNS`, one row a judgement; a note says how many pairs wait for a person.

    Examples
    --------
    >>> kg = KnowledgeGraph()
    >>> for sample in samples():
    ...     kg = kg.merge(sample)
    >>> {verdict for *_, verdict, _ in links(kg, "2024-01-02").rows}
    {'same'}
    """
    found = candidates(kg)
    judged = accept(kg, found, when)
    held = Judgements([*kg.judgements, *judged])
    waiting = sum(undecided(held, c.one, c.other) for c in found)
    rows = [
        (j.one, kg.entities[j.one].name, j.other, kg.entities[j.other].name, str(j.verdict), j.why)
        for j in judged
    ]
    notes = [
        f"Records: {', '.join(kg.records)}.",
        f"Judged by {RULE!r}, {when}.",
        f"Pairs that wait for a person: {waiting} (insurgraph resolve).",
    ]
    return Table.of(COLUMNS, rows, "Who is who across records", notes)
