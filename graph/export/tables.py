"""CSV: the record as a folder of tables, the form in which it is kept and read back.

One file a kind of row, sorted, with a ``datapackage.json`` that names the record and describes
every column, the vocabulary where it is not the package's, and ``assessments.csv``: what follows
for each claim, for whoever works in a spreadsheet.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, and so
would run what somebody put into a name. Such cells get an apostrophe in front
(https://owasp.org/www-community/attacks/CSV_Injection), in the middle of a cell too, after a
semicolon, where a spreadsheet of another country may begin a new one. The data package says so and
`insurgraph.loaders.curated` takes them off again. ``raw`` writes all as it is.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from operator import attrgetter
from pathlib import Path
from typing import Any

from ...errors import ArgumentError
from .. import vocabulary as vocabularies
from ..datapackage import LAYOUTS, Field, Layout, described
from ..knowledge import KnowledgeGraph
from ..model import Citation, Claim, Entity, Link, Name, Record, Row, Source
from ..output import replacing, write_text
from ..rows import assessed
from ..table import cell
from .contents import WHOLE

CARRIES = {**WHOLE, "judgements": "no"}
"""What of a record it holds; see `insurgraph.graph.export.contents`."""

#: The tables, in the order in which problems are reported, and the row each holds.
TABLES: Mapping[str, type[Row]] = {
    "sources": Source,
    "entities": Entity,
    "names": Name,
    "claims": Claim,
    "citations": Citation,
    "links": Link,
}

ASSESSMENTS = Layout(
    "What follows for a claim from everything the record holds; nobody types it in.",
    {
        "claim": Field("Id of the claim.", required=True, refers="claims"),
        "status": Field("What follows from all its citations.", words="statuses"),
        "grade": Field("Best Admiralty grade of an affirming passage."),
        "grades": Field("All grades that no other is better than, joined by a semicolon."),
        "start_earliest": Field("First day on which it can have begun; 0001-01-01 is no bound."),
        "start_latest": Field("Last day on which it can have begun; 9999-12-31 is no bound."),
        "end_earliest": Field(
            "Last day for which it is known to have gone on; 0001-01-01 is no bound."
        ),
        "end_latest": Field("Last day on which it can have ended; 9999-12-31 is no bound."),
        "computed": Field("Bounds that were worked out and not written."),
        "sources": Field("Ids of the sources it is cited in, joined by a semicolon."),
        "independent": Field("Number of independent affirming passages.", "integer"),
    },
    ("claim",),
)
"""``assessments.csv``, which only exports have."""

#: Property of a data package whose formulas have an apostrophe in front.
QUOTED = "formulas"

_FORMULA = r"(?='*[=+\-@\t\r\n＝＋－＠])"
_SUSPECT = tuple("'=+-@\t\r\n＝＋－＠")
_BEFORE = re.compile(rf"(^|;){_FORMULA}")
_QUOTED = re.compile(rf"(^|;)'{_FORMULA}")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def columns(table: str) -> tuple[str, ...]:
    """Columns of a table, in the order in which they are written.

    Examples
    --------
    >>> columns("links")
    ('claim', 'link', 'other', 'note')
    """
    return tuple(f.name for f in fields(TABLES[table]) if f.name != "record")


def quoted(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers.

    Examples
    --------
    >>> quoted('=HYPERLINK("x")'), quoted("a;=b"), quoted("'=c"), quoted("-4.5")
    ('\\'=HYPERLINK("x")', "a;'=b", "''=c", '-4.5')
    """
    if ";" not in text and not text.startswith(_SUSPECT):  # nearly every cell
        return text
    return text if _NUMBER.fullmatch(text) else _BEFORE.sub(r"\1'", text)


def unquoted(text: str) -> str:
    """The cell that was quoted.

    Examples
    --------
    >>> unquoted("a;'=b"), unquoted("''=c"), unquoted("'tis")
    ('a;=b', "'=c", "'tis")
    """
    return _QUOTED.sub(r"\1", text) if "'" in text else text


def _as_it_is(text: str) -> str:
    return text


def write(kg: KnowledgeGraph, folder: Path, *, raw: bool = False) -> list[Path]:
    """Write the folder; returns its files.

    Raises
    ------
    ArgumentError
        If the graph holds several records, or none: a folder is one.
    OutputError
        If the folder cannot be written.
    """
    if len(kg.records) != 1:
        names = ", ".join(kg.records) or "none"
        raise ArgumentError(f"a folder of tables holds one record; choose of: {names}")
    (record,) = kg.records.values()
    shape = _as_it_is if raw else quoted
    write_tables(kg, folder, shape)
    _write_table(folder / "assessments.csv", ASSESSMENTS.fields, _assessments(kg), shape)
    package = folder / "datapackage.json"
    made = [folder / f"{t}.csv" for t in (*TABLES, "assessments")]
    if kg.vocabulary != vocabularies.default():
        write_text(folder / "vocabulary.yaml", kg.vocabulary.text)
        made.append(folder / "vocabulary.yaml")
    write_text(package, _json(_package(record, raw=raw)))
    write_text(package, _json(described(kg, folder, {**LAYOUTS, "assessments": ASSESSMENTS})))
    return [*made, package]


def write_tables(kg: KnowledgeGraph, folder: Path, shape: Callable[[str], str] = _as_it_is) -> None:
    """Write the tables alone, sorted, each beside its place and renamed.

    Raises
    ------
    OutputError
        If the folder cannot be written.
    """
    for table, rows in table_rows(kg):
        names = columns(table)
        values_of = attrgetter(*names)
        cells = ([_written(v) for v in values_of(r)] for r in rows)
        _write_table(folder / f"{table}.csv", names, cells, shape)


def table_rows(kg: KnowledgeGraph) -> Iterator[tuple[str, Iterable[Row]]]:
    """Every table with its rows, in order of id."""
    yield "sources", kg.sources.values()
    yield "entities", kg.entities.values()
    yield "names", kg.names
    yield "claims", kg.claims()
    yield "citations", kg.citations.values()
    yield "links", kg.links


def _write_table(
    path: Path, names: Iterable[str], rows: Iterable[list[str]], shape: Callable[[str], str]
) -> None:
    with replacing(path, newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([shape(c) for c in row] for row in rows)


def _assessments(kg: KnowledgeGraph) -> Iterator[list[str]]:
    for claim in kg.claims():
        values = assessed(kg, claim) | {"claim": claim.id}
        found = (values.get(name) for name in ASSESSMENTS.fields)
        yield [";".join(v) if isinstance(v, list) else cell(v) for v in found]


def _written(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return ";".join(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{Decimal(repr(value)):f}"
    return "" if value is None else str(value)


def _package(record: Record, *, raw: bool) -> dict[str, Any]:
    """What of a data package says who the record is."""
    day = record.created
    authors = [a.strip() for a in record.author.split(";") if a.strip()]
    values = {
        "profile": "data-package",
        "name": record.name,
        "title": record.title,
        "version": record.version,
        "created": f"{day}T00:00:00Z" if _DAY.fullmatch(day) else day,
        "licenses": [{"name": record.licence}] if record.licence else [],
        "attribution": record.attribution,
        "contributors": [{"title": a, "role": "author"} for a in authors],
        QUOTED: "" if raw else "quoted",
    }
    return {k: v for k, v in values.items() if v}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
