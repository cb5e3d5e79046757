"""The codebook of a record: chapters written by hand, and tables that follow from the data.

The chapters are Markdown files in ``codebook/``, put together in the order of their names. A line
that holds nothing but ``<!-- relations -->`` in one of them is where that part is inserted; parts
that no chapter asks for follow at the end. What the parts say is read from the vocabulary, the
tables and the counts of the record, so that the codebook cannot say anything else.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from ..errors import Problem, RecordError
from .agreement import alpha, share
from .datapackage import LAYOUTS
from .knowledge import KnowledgeGraph
from .model import Record
from .vocabulary import Relation

_MARKER = re.compile(r"^<!-- ([a-z-]+) -->$", re.MULTILINE)
_SIGNS = {1: "co-operation (+)", -1: "hostility (−)", 0: "neither (0)"}
_TIMES = {
    "instant": "instant: a start only",
    "state": "state: start and end",
    "count": "count: start and end are the period counted",
}

Tables = Mapping[str, Sequence[Mapping[str, str]]]

#: Tables beside the record that parts are made from.
TABLES = ("agreement", "second-reading", "crosswalk")


def codebook(kg: KnowledgeGraph, folder: Path) -> str:
    """The codebook of the record in a folder, as Markdown.

    Parameters
    ----------
    kg : KnowledgeGraph
        The record as read from the folder.
    folder : Path
        With ``codebook/*.md``; ``agreement.csv``, ``second-reading.csv`` and ``crosswalk.csv`` are
        used if they are there.

    Raises
    ------
    RecordError
        If a chapter asks for a part that there is not, or that another chapter has.
    """
    tables = {name: _read(folder / f"{name}.csv") for name in TABLES}
    parts = {name: write(kg, tables) for name, write in PARTS.items()}
    chapters = []
    for path in sorted((folder / "codebook").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        for name in _MARKER.findall(text):
            if name not in parts:
                reason = "no such part of a codebook, or an earlier chapter has it"
                problem = Problem(f"codebook/{path.name}", 0, "", name, reason)
                raise RecordError(str(folder), (problem,))
            text = text.replace(f"<!-- {name} -->", parts.pop(name))
        chapters.append(text)
    chapters += [f"# {TITLES[name]}\n\n{text}" for name, text in parts.items() if text]
    titles: list[str] = []
    body = "\n".join(_demoted(chapter, titles) for chapter in chapters)
    (record,) = kg.records.values()
    return f"{_head(record)}\n{_contents(titles)}\n\n{body}"


def _demoted(chapter: str, titles: list[str]) -> str:
    """A chapter with its headings one level lower; those of the first are numbered and noted."""
    lines, code = [], False
    for line in chapter.strip().splitlines():
        code ^= line.startswith("```")
        if line.startswith("# ") and not code:
            titles.append(line[2:])
            line = f"# {len(titles)}. {line[2:]}"  # noqa: PLW2901
        lines.append(f"#{line}" if line.startswith("#") and not code else line)
    return "\n".join(lines) + "\n"


def _head(record: Record) -> str:
    edition = (
        f"Edition {record.version} of {record.created}" if record.version else "Undated edition"
    )
    return (
        f"# Codebook of {record.title or record.name}\n\n{edition}.\n\n"
        "This file is generated: change `vocabulary.yaml`, the chapters in `codebook/` or the "
        "tables, then make it anew.\n"
    )


def _contents(titles: Sequence[str]) -> str:
    """Links to the chapters, with the anchors that code hosts give their headings."""
    return "\n".join(f"{i}. [{title}](#{i}-{_anchor(title)})" for i, title in enumerate(titles, 1))


def _anchor(title: str) -> str:
    return re.sub(r"[^\w\- ]", "", title.casefold()).replace(" ", "-")


def _read(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; numbers to the right.

    Examples
    --------
    >>> print(table(["kind", "claims"], [("a|b", 3)]), end="")
    | kind | claims |
    |---|---:|
    | a\\|b | 3 |
    """
    body = [list(row) for row in rows]
    numeric = [
        bool(body) and all(isinstance(row[i], int) for row in body) for i in range(len(head))
    ]
    lines = [
        f"| {' | '.join(head)} |",
        f"|{'|'.join('---:' if n else '---' for n in numeric)}|",
        *(f"| {' | '.join(_cell(value) for value in row)} |" for row in body),
    ]
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    return str(value).replace("\n", " ").replace("|", "\\|")


# -- the generated parts -------------------------------------------------------------------------


def _kinds(kg: KnowledgeGraph, _tables: Tables) -> str:
    count = Counter(e.kind for e in kg.entities.values())
    finer = Counter((e.kind, e.subkind) for e in kg.entities.values())
    parts = []
    for kind in kg.vocabulary.kinds.values():
        rows = [(f"`{s}`", what, finer[kind.name, s]) for s, what in kind.subkinds.items()]
        head = f"## {kind.label} ({count[kind.name]})\n\n{kind.definition} Ids begin with "
        parts.append(f"{head}`{kind.prefix}-`.\n\n{table(['subkind', 'what it is', 'here'], rows)}")
    return "\n".join(parts)


def _relations(kg: KnowledgeGraph, _tables: Tables) -> str:
    parts = []
    count = Counter(c.relation for c in kg.claims())
    for family in kg.vocabulary.families.values():
        relations = [r for r in kg.vocabulary.relations.values() if r.family == family.name]
        total = sum(count[r.name] for r in relations)
        parts.append(f"## {family.label} ({total})\n\n{family.definition}\n")
        parts += [_relation(kg, relation) for relation in relations]
    return "\n".join(parts)


def _relation(kg: KnowledgeGraph, one: Relation) -> str:
    rows = [
        ("reads", f"subject *{one.label}* object; object *{one.inverse}* subject"),
        ("joins", _ends(one)),
        ("sign", _sign(one)),
        ("time", _time(one)),
        ("may say", _qualifiers(one)),
        ("example", one.example),
        ("not this", one.counter_example),
        ("in the record", _claims(kg, one)),
    ]
    lines = [f"- {what}: {text}" for what, text in rows if text]
    return "\n".join([f"### {one.name}", "", one.definition, "", *lines, ""])


def _ends(one: Relation) -> str:
    value = f"a {one.value}" if one.value else ""
    to = " or ".join(one.object)
    if one.object_optional and to:
        to += " (or nobody named)"
    ends = f"{' or '.join(one.subject)} {'→' if one.directed else '↔'} {to}" if to else ""
    joined = ends or " or ".join(one.subject)
    same = ", both of one kind" if one.same_kind else ""
    return joined + same + (f", with {value}" if value else "")


def _sign(one: Relation) -> str:
    if not one.signs:
        return _SIGNS[one.sign] if one.tie else "none: never a tie"
    drawn = (f"{'+' if sign > 0 else '−'} towards {column}" for column, sign in one.signs.items())
    return f"{_SIGNS[one.sign]}; in a signed network {', '.join(drawn)}"


def _time(one: Relation) -> str:
    parts = [_TIMES[one.temporality]]
    if one.ended_by:
        parts.append(f"ended by death or dissolution of {' or '.join(one.ended_by)}")
    if one.terminates:
        parts.append(f"ends the life of its {one.terminates}")
    return "; ".join(parts)


def _qualifiers(one: Relation) -> str:
    return ", ".join(f"**{q}**" if q in one.requires else q for q in one.qualifiers)


def _claims(kg: KnowledgeGraph, one: Relation) -> str:
    status = Counter(kg.assess(c.id).status for c in kg.claims(relation=one.name))
    if not status:
        return "no claim"
    told = ", ".join(f"{status[s]} {s}" for s in kg.vocabulary.statuses if status[s])
    total = status.total()
    return f"{total} claim{'s' * (total > 1)} ({told})"


def _qualifier_list(kg: KnowledgeGraph, _tables: Tables) -> str:
    rows = [(f"`{name}`", what) for name, what in kg.vocabulary.qualifiers.items()]
    return table(["column", "what stands in it"], rows)


def _stances(kg: KnowledgeGraph, _tables: Tables) -> str:
    count = Counter(c.stance for c in kg.citations.values())
    rows = [
        (f"`{s.name}`", s.definition, "yes" if s.affirms else "no", s.status, count[s.name])
        for s in kg.vocabulary.stances.values()
    ]
    return table(["stance", "what it means", "affirms", "status if alone", "citations"], rows)


def _statuses(kg: KnowledgeGraph, _tables: Tables) -> str:
    count = Counter(kg.assess(c.id).status for c in kg.claims())
    rows = [
        (f"`{s.name}`", s.definition, "yes" if s.edge else "no", count[s.name])
        for s in kg.vocabulary.statuses.values()
    ]
    return table(["status", "what it means", "becomes a tie", "claims"], rows)


def _grades(kg: KnowledgeGraph, _tables: Tables) -> str:
    sources = Counter(s.reliability or "F" for s in kg.sources.values())
    passages = Counter(c.credibility or 6 for c in kg.citations.values())
    words = kg.vocabulary
    reliability = [(k, what, sources[k]) for k, what in words.reliability.items()]
    credibility = [(str(k), what, passages[k]) for k, what in words.credibility.items()]
    return (
        table(["reliability", "what it means", "sources"], reliability)
        + "\n"
        + table(["credibility", "what it means", "citations"], credibility)
    )


def _sources(kg: KnowledgeGraph, _tables: Tables) -> str:
    count = Counter(c.source for c in kg.citations.values())
    rows = [
        (s.title, f"`{s.id}`", s.kind, s.published or "n.d.", s.reliability or "F",
         s.reliability_note, count[s.id])
        for s in kg.sources.values()
    ]  # fmt: skip
    head = ["source", "id", "kind", "published", "reliability", "why", "citations"]
    return table(head, rows)


def _words(part: str, counted: Callable[[KnowledgeGraph], Counter[str]], what: str) -> Writer:
    """A part that is one list of the vocabulary, with counts."""

    def write(kg: KnowledgeGraph, _tables: Tables) -> str:
        count = counted(kg)
        rows = [(f"`{k}`", text, count[k]) for k, text in getattr(kg.vocabulary, part).items()]
        return table([what, "what it means", "here"], rows)

    return write


def _agreement(_kg: KnowledgeGraph, tables: Tables) -> str:
    rows = tables["agreement"]
    return table(list(rows[0]), [list(row.values()) for row in rows]) if rows else ""


#: What a second reading judges, and whether its values have an order.
_READ = {"stance": False, "credibility": True}


def _second_reading(kg: KnowledgeGraph, tables: Tables) -> str:
    """Agreement on stance and credibility: a table of figures computed from the two readings."""
    units: dict[str, list[Mapping[str, str]]] = {}
    for row in tables["second-reading"]:
        units.setdefault(kg.citations[row["citation"]].source, []).append(row)
    if not units:
        return ""
    whole = {**units, "all of them": [row for rows in units.values() for row in rows]}
    head = ["article", "field", "units", "agreement", "alpha", "ordinal alpha", "still apart"]
    return table(head, [_agreed(kg, name, of, whole[name]) for name in whole for of in _READ])


def _agreed(
    kg: KnowledgeGraph, article: str, field: str, rows: Sequence[Mapping[str, str]]
) -> list[object]:
    pairs = [(row[field], row[f"second_{field}"]) for row in rows]
    now = [str(getattr(kg.citations[row["citation"]], field)) for row in rows]
    apart = sum(a != b for a, (_, b) in zip(now, pairs, strict=True))
    ordinal = _figure(alpha(pairs, ordinal=True)) if _READ[field] else ""
    return [
        article, field, len(pairs), f"{share(pairs):.0%}", _figure(alpha(pairs)), ordinal, apart,
    ]  # fmt: skip


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _crosswalk(_kg: KnowledgeGraph, tables: Tables) -> str:
    """One table a scheme, in the order of the file; what has no term is named below it."""
    schemes = dict.fromkeys(row["scheme"] for row in tables["crosswalk"])
    parts = []
    for scheme in schemes:
        mine = [row for row in tables["crosswalk"] if row["scheme"] == scheme]
        rows = [(r["relation"], r["term"] or "–", r["fit"], r["note"]) for r in mine]
        parts.append(f"## {scheme}\n\n{table(['relation', 'term', 'fit', 'note'], rows)}")
    return "\n".join(parts)


def _tables(_kg: KnowledgeGraph, _read: Tables) -> str:
    parts = []
    for name, layout in LAYOUTS.items():
        rows = [(f"`{column}`", one.description) for column, one in layout.fields.items()]
        head = f"## {name}.csv\n\n{layout.description} A row is told by {', '.join(layout.key)}."
        parts.append(f"{head}\n\n{table(['column', 'what stands in it'], rows)}")
    return "\n".join(parts)


Writer = Callable[[KnowledgeGraph, Tables], str]

PARTS: Mapping[str, Writer] = {
    "kinds": _kinds,
    "relations": _relations,
    "qualifiers": _qualifier_list,
    "stances": _stances,
    "statuses": _statuses,
    "grades": _grades,
    "sources": _sources,
    "names": _words("names", lambda kg: Counter(n.kind for n in kg.names), "kind of name"),
    "links": _words("links", lambda kg: Counter(x.link for x in kg.links), "link"),
    "source-kinds": _words(
        "sources", lambda kg: Counter(s.kind for s in kg.sources.values()), "kind of source"
    ),
    "agreement": _agreement,
    "second-reading": _second_reading,
    "crosswalk": _crosswalk,
    "tables": _tables,
}
"""Every generated part by the name that chapters ask for it."""

TITLES: Mapping[str, str] = {
    "kinds": "Kinds of entities",
    "relations": "Relations",
    "qualifiers": "Qualifiers",
    "stances": "Stances",
    "statuses": "Statuses",
    "grades": "Grades",
    "sources": "The sources and the reasons for their grades",
    "names": "Kinds of names",
    "links": "Links between claims",
    "source-kinds": "Kinds of sources",
    "agreement": "Agreement, all figures",
    "second-reading": "Agreement on stance and credibility",
    "crosswalk": "Crosswalk to other schemes",
    "tables": "Tables and columns",
}
"""Headings of the parts that no chapter asks for."""
