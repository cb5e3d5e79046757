"""Tables with a tie in each row, whatever their columns are called.

``table``
    Any such table. A mapping file says which column is what and what the words of the relation
    mean; `suggest` proposes one.
``militants``
    The same with the columns that maps of militant organisations have: two groups, a type, a date
    of which parts may be unknown (``2014-00-00``, ``14-05-02``).

Who stands at the ends is told by an id where there is one, else by name: two names are two
entities, however alike, until somebody judges otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, cast

from ..errors import DateError
from ..graph import vocabulary as vocabularies
from ..graph.knowledge import KnowledgeGraph
from ..graph.vocabulary import nearest
from .archive import digest
from .datetext import Order, edtf
from .edition import Edition
from .mapping import Meaning
from .publication import Loader, Option, Publication
from .reading import Reading, quiet, refused
from .tabular import Cells, Field, folded, header, rows

_MANY = 2000  # rows that a suggestion looks at
_FEW = 40  # different words that a column of relations has at most

ORDER = Option(
    "dates", "order of dates that do not begin with a year of four digits", "ymd",
    ("ymd", "dmy", "mdy"),
)  # fmt: skip


def edges(reading: Reading) -> KnowledgeGraph:
    """Read a table of ties."""
    edition = Edition(reading, version=reading.options["version"])
    wanted = {
        name: Field(spellings, required=False)
        for name, spellings in reading.mapping.columns.items()
        if spellings
    }
    for path in reading.paths:
        _refuse_without_ends(reading, path)
        edition.source(path.name, digest(path))
        for cells in rows(reading, path, wanted):
            with edition.row(cells.place):
                _tie(edition, cells)
    return edition.graph()


def _refuse_without_ends(reading: Reading, path: Path) -> None:
    there = {folded(name) for name in header(path)}
    for end in ("subject", "object"):
        spellings = (*reading.mapping.columns[end], *reading.mapping.columns[f"{end}_id"])
        if not there & {folded(s) for s in spellings}:
            said = ", ".join(spellings) or "nothing yet"
            raise refused(
                path.name,
                f"no column is the {end} (it would be called: {said}); say which one is with "
                f"--mapping, `insurgraph load table {path.name} --suggest` proposes a file",
            )


def _tie(edition: Edition, cells: Cells) -> None:
    code = cells["relation"]
    meaning = tie_meaning(edition.reading, cells, code)
    dates = {
        d: day(cells, d, cast("Order", edition.reading.options["dates"])) for d in ("start", "end")
    }
    names = [cells[end] or cells.filled(f"{end}_id") for end in ("subject", "object")]
    if meaning is None or meaning.omit or not all(names):
        return
    ends = []
    for end, name in zip(("subject", "object"), names, strict=True):
        sort, number = edition.reading.mapping.tables["ends"][end], cells[f"{end}_id"]
        note = {f"id {edition.reading.record}": number}
        ends.append(
            edition.entity(sort.kind, number or name, name, subkind=sort.subkind, note=note)
        )
    draw_tie(edition, cells, meaning, ends, dates, locator=_locator(cells, names))


def _locator(cells: Cells, names: Sequence[str]) -> str:
    words = (*names, cells["relation"], cells["start"])
    return ", ".join(w for w in words if w)


def draw_tie(
    edition: Edition,
    cells: Cells,
    meaning: Meaning,
    ends: Sequence[str],
    dates: Mapping[str, str],
    *,
    locator: str,
    others: Mapping[str, tuple[str, ...]] | None = None,
) -> None:
    """The claim that a row, or an edge, stands for.

    What its relation has no use for - a role, an end - stays in its note. `others` are the
    entities in the columns origin, place and third.
    """
    relation = vocabularies.default().relation(meaning.relation)
    subject, object_ = ends[::-1] if meaning.swap else ends
    said: dict[str, Any] = {q: getattr(meaning, q) or cells[q] for q in ("role", "text")}
    entities = others or {}
    said |= {q: e if q != "third" else "".join(e[:1]) for q, e in entities.items()}
    used = {q: v for q, v in said.items() if v and q in relation.qualifiers}
    ends_then = relation.temporality != "instant"
    kept = ["relation", "start", "end", "note", *(q for q in said if q not in used)]
    edition.claim(
        " ".join((locator, *(cells[f] for f in ("end", "role", "text", "note")))),
        meaning.relation, subject, object_, locator=locator, start=dates["start"],
        end=dates["end"] if ends_then else "", note=cells.noted(*kept), **used,
    )  # fmt: skip


def tie_meaning(reading: Reading, cells: Cells, code: str) -> Meaning | None:
    """What a word for a relation means: what the mapping says, or the vocabulary itself."""
    found = reading.mapping.meaning("relation", code or "*")
    if found is not None and (found.relation or found.omit):
        return found
    if code in vocabularies.default().relations:
        return Meaning(relation=code)
    if not code:
        reason = "no word for the relation; give all of them one with {relation: {'*': ...}}"
        reading.problem(cells.place, cells.column("relation"), "", f"{reason} and --mapping")
        return None
    near = nearest(code, vocabularies.default().relations)
    reading.problem(
        cells.place, cells.column("relation"), code,
        f"{reading.mapping.unknown('relation', code)}; no relation of the vocabulary either{near}",
    )  # fmt: skip
    return None


def day(cells: Cells, field: str, order: Order) -> str:
    """A cell as EDTF, ``""`` and a problem when it is none."""
    if order == "ymd" and cells[field].count("-") == 2 and len(cells[field]) == 8:
        return day_of_short_year(cells, field)
    try:
        return edtf(cells[field], order)
    except DateError as error:
        cells.bad(field, str(error))
        return ""


def day_of_short_year(cells: Cells, field: str) -> str:
    """``14-05-00``: a year of two digits first, as some spreadsheets write it."""
    year, month, number = cells[field].split("-")
    try:
        return edtf(f"{number}-{month}-{year}", "dmy")
    except DateError as error:
        cells.bad(field, str(error))
        return ""


# -- a proposal ----------------------------------------------------------------------------------

#: How columns of such tables are often called.
_OFTEN: Mapping[str, str] = {
    "subject": "subject source from group1 groupa sidea actor1 node1 org1 organisation1 group1name",
    "object": "object target to group2 groupb sideb actor2 node2 org2 organisation2 group2name",
    "subject_id": "subjectid sourceid fromid group1id sideaid actor1id",
    "object_id": "objectid targetid toid group2id sidebid actor2id",
    "relation": "relation relationship type relationtype relationshiptype edgetype tie",
    "start": "start startdate date date1 since begin year fromdate",
    "end": "end enddate date2 until todate",
    "role": "role",
    "text": "",
    "note": "note notes description comment context",
}

#: Words by which a relation may be told.
_WORDS: Sequence[tuple[str, str]] = (
    ("merg", "MERGED_INTO"), ("splint", "SPLIT_FROM"), ("split", "SPLIT_FROM"),
    ("all", "ALLIED_WITH"), ("affil", "ALLIED_WITH"), ("rival", "RIVAL_OF"),
    ("enem", "RIVAL_OF"), ("fought", "CLASHED_WITH"), ("clash", "CLASHED_WITH"),
    ("pledg", "PLEDGED_TO"), ("support", "SUPPORTED"), ("part", "PART_OF"),
    ("member", "PART_OF"), ("train", "TRAINED"), ("attack", "ATTACKED"),
)  # fmt: skip


def suggest(path: Path) -> str:
    """A mapping file for a table, from its header and the words in its rows.

    What cannot be told is left open, as a line that begins with ``#``.

    Parameters
    ----------
    path : Path
        A CSV or XLSX file.

    Returns
    -------
    str
        YAML.

    Raises
    ------
    RecordError
        If it cannot be read.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> file = Path(mkdtemp()) / "ties.csv"
    >>> _ = file.write_text("Source,Target,Type\\nAmber,Basalt,ally\\n")
    >>> [line for line in suggest(file).splitlines() if '"' in line][-2:]
    ['  relation: "Type"', '    "ally": {relation: ALLIED_WITH}  # is it?']
    """
    import json

    names = [n for n in header(path) if n]
    found = {
        field: name
        for field, often in _OFTEN.items()
        for name in [next((n for n in names if folded(n) in often.split()), "")]
    }
    lines = [f"about: {json.dumps(f'what the columns of {path.name} are')}", "columns:"]
    for field, name in found.items():
        if name:
            lines.append(f"  {field}: {json.dumps(name, ensure_ascii=False)}")
        elif field in ("subject", "object", "relation", "start"):
            lines.append(f"  # {field}: one of {', '.join(names)}")
    lines += ["tables:", "  ends:"]
    lines += [f"    {end}: {{kind: Organisation}}" for end in ("subject", "object")]
    words = _words(path, found["relation"])
    proposed = [_proposal(json.dumps(w, ensure_ascii=False), w) for w in words]
    if not found["relation"]:
        proposed = ["    '*': {relation: LINKED_TO}  # every row, for want of a column"]
    lines.append("  relation:" + ("" if any("#" not in p[:5] for p in proposed) else " {}"))
    return "\n".join([*lines, *proposed]) + "\n"


def _proposal(quoted: str, word: str) -> str:
    if word in vocabularies.default().relations:
        return f"    {quoted}: {{relation: {word}}}"
    for part, relation in _WORDS:
        if part in word.casefold():
            return f"    {quoted}: {{relation: {relation}}}  # is it?"
    return f"    # {quoted}: {{relation: }}  or  {quoted}: {{omit: why}}"


def _words(path: Path, column: str) -> list[str]:
    """The different words of a column, most frequent first."""
    if not column:
        return []
    reading = quiet(Reading(LOADERS["table"], [path]))
    wanted = {"relation": Field((column,))}
    cells: Iterable[Cells] = islice(rows(reading, path, wanted), _MANY)
    return [w for w, _ in Counter(c["relation"] for c in cells if c["relation"]).most_common(_FEW)]


VERSION = Option("version", "edition of the table")

LOADERS: Mapping[str, Loader] = {
    one.name: one
    for one in (
        Loader(
            "table",
            "any CSV or XLSX table with a tie in each row, by a mapping file (--suggest)",
            edges,
            Publication(
                "A table of ties",
                licence="terms of its maker",
                terms="Whoever made it says what may be done with it.",
            ),
            mapping="table.yaml",
            options=(ORDER, VERSION),
        ),
        Loader(
            "militants",
            "CSV or XLSX of relationships between two groups, as Mapping Militants publishes them",
            edges,
            Publication(
                "Relationships between militant organisations",
                licence="terms of the publisher",
                terms="For your own download; ask its publisher before passing it on.",
            ),
            mapping="militants.yaml",
            options=(ORDER, VERSION),
        ),
    )
}
