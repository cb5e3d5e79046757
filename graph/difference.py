"""What changed from one edition of a record to the next: added, changed and removed rows.

Rows are the same when they have the same id (names and links, which have none: the same bearer
and name, the same two claims and link). Of a claim the status and grade are compared besides its
columns, since both follow from citations that may have changed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from .dossier import evidence, sentence
from .knowledge import KnowledgeGraph
from .model import Citation, Claim, Entity, Link, Name, Source
from .table import Column, Table, cell

Action = Literal["added", "changed", "removed"]

#: The tables that are compared, in the order in which changes are told.
TABLES = ("entities", "names", "claims", "citations", "sources", "links")

COLUMNS = (
    Column("table", "the table the row stands in"),
    Column("action", "added, changed or removed"),
    Column("id", "id of the row"),
    Column("row", "what it is or says, in words"),
    Column("column", "the column that changed"),
    Column("from", "what stood there"),
    Column("to", "what stands there now"),
)

_MARKS: Mapping[Action, str] = {"added": "+", "changed": "~", "removed": "-"}


@dataclass(frozen=True, slots=True)
class Change:
    """One row that is not what it was.

    Attributes
    ----------
    table : str
        One of `TABLES`.
    action : {'added', 'changed', 'removed'}
    id : str
        Id of the row; of a name or link what stands for one.
    words : str
        What it is or says now, or said when it was removed.
    group : str
        What rows of its table are counted by: kind, family, stance ...
    columns : tuple of (str, str, str)
        Column, from, to; empty unless the row changed.
    """

    table: str
    action: Action
    id: str
    words: str
    group: str
    columns: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Difference:
    """Everything that changed from one graph to another.

    Attributes
    ----------
    old, new : str
        What the two are called: version and day of the edition.
    changes : tuple of Change
        In the order of `TABLES`, then of action, then of id.
    totals : mapping of str to int
        Rows of each table now.

    Examples
    --------
    >>> from insurgraph.graph.model import Entity
    >>> one = KnowledgeGraph(entities=[Entity("org-a", "Organisation", name="A")])
    >>> two = KnowledgeGraph(entities=[Entity("org-a", "Organisation", name="B")])
    >>> print(difference(one, two).to_text(), end="")
    From nothing to nothing: 1 change.
    entities: 0 added, 1 changed, 0 removed, 1 now
      ~ org-a B
          name: A -> B
    """

    old: str
    new: str
    changes: tuple[Change, ...]
    totals: Mapping[str, int]

    def __len__(self) -> int:
        return len(self.changes)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def of(self, table: str, action: Action | None = None) -> list[Change]:
        """Changes of one table, or those of one action in it."""
        return [c for c in self.changes if c.table == table and action in (None, c.action)]

    def to_table(self) -> Table:
        """One row for each column that changed, one for each row added or removed."""
        rows = [
            (c.table, c.action, c.id, c.words, *column)
            for c in self.changes
            for column in (c.columns or (("", "", ""),))
        ]
        return Table.of(COLUMNS, rows, f"From {self.old} to {self.new}")

    def to_text(self) -> str:
        """Lines for a terminal: ``+`` added, ``~`` changed, ``-`` removed."""
        count = f"{len(self)} change{'s' * (len(self) != 1)}"
        lines = [f"From {self.old} to {self.new}: {count}."]
        for table in filter(self.of, TABLES):
            lines.append(f"{table}: {self._counted(table)}")
            for change in self.of(table):
                lines.append(f"  {_MARKS[change.action]} {change.id} {change.words}".rstrip())
                lines += [f"      {c}: {_shown(a)} -> {_shown(b)}" for c, a, b in change.columns]
        return "\n".join(lines) + "\n"

    def to_markdown(self) -> str:
        """A section for a change log.

        A table that is wholly new is not listed but counted by its groups: its file is the list.
        """
        first = "first edition" if self.old == NOTHING else f"from {self.old}"
        lines = [f"## {self.new}, {first}", ""]
        lines += ["| | added | changed | removed | now |", "|---|---:|---:|---:|---:|"]
        for table in TABLES:
            cells = [str(len(self.of(table, a))) for a in _MARKS] + [str(self.totals[table])]
            lines.append(f"| {table} | {' | '.join(cells)} |")
        for table in filter(self.of, TABLES):
            lines += ["", f"### {table.capitalize()}", ""]
            new = len(self.of(table, "added")) == self.totals[table] == len(self.of(table))
            lines += self._groups(table) if new else self._listed(table)
        return "\n".join(lines) + "\n"

    def to_json(self) -> str:
        """From, to, totals and changes; of a change its ``columns``: ``{name: [from, to]}``."""
        changes = [
            {
                "table": c.table,
                "action": c.action,
                "id": c.id,
                "row": c.words,
                "columns": {name: [old, new] for name, old, new in c.columns},
            }
            for c in self.changes
        ]
        whole = {"from": self.old, "to": self.new, "totals": self.totals, "changes": changes}
        return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"

    def _counted(self, table: str) -> str:
        counts = (f"{len(self.of(table, action))} {action}" for action in _MARKS)
        return f"{', '.join(counts)}, {self.totals[table]} now"

    def _groups(self, table: str) -> list[str]:
        count = Counter(c.group for c in self.of(table))
        return [", ".join(f"{_md(g)} {n}" for g, n in sorted(count.items())) + "."]

    def _listed(self, table: str) -> list[str]:
        lines = []
        for action in _MARKS:
            for change in self.of(table, action):
                lines.append(f"- {action} `{change.id}` {_md(change.words)}".rstrip())
                lines += [
                    f"  - {c}: {_md(_shown(a))} → {_md(_shown(b))}" for c, a, b in change.columns
                ]
        return lines


NOTHING = "nothing"
"""What an empty graph is called."""


def difference(old: KnowledgeGraph, new: KnowledgeGraph) -> Difference:
    """Compare two graphs, row by row; neither needs to be an edition of the other.

    Parameters
    ----------
    old, new : KnowledgeGraph

    Returns
    -------
    Difference
    """
    order = list(_MARKS)
    changes = sorted(
        (change for table in TABLES for change in _changes(table, old, new)),
        key=lambda c: (TABLES.index(c.table), order.index(c.action), c.id),
    )
    totals = {table: len(_rows(new, table)) for table in TABLES}
    return Difference(_called(old), _called(new), tuple(changes), totals)


def _called(kg: KnowledgeGraph) -> str:
    """``0.1.0 (2026-11-22)``, with the names of the records when there are several."""
    names = []
    for record in kg.records.values():
        name = record.version or record.name
        if record.version and len(kg.records) > 1:
            name = f"{record.name} {record.version}"
        names.append(f"{name} ({record.created})" if record.created else name)
    return ", ".join(names) or NOTHING


def _rows(kg: KnowledgeGraph, table: str) -> dict[str, Any]:
    if table == "names":
        return {":".join(_named(n)): n for n in kg.names}
    if table == "links":
        return {f"{x.claim}:{x.link}:{x.other}": x for x in kg.links}
    if table == "claims":
        return {c.id: c for c in kg.claims()}
    return dict(getattr(kg, table))


def _named(name: Name) -> Iterable[str]:
    return filter(None, (name.entity, name.name, name.kind, name.used_by, name.source))


def _changes(table: str, old: KnowledgeGraph, new: KnowledgeGraph) -> Iterator[Change]:
    before, after = _rows(old, table), _rows(new, table)
    for key in before.keys() - after.keys():
        yield Change(table, "removed", key, *_told(old, before[key]))
    for key in after.keys() - before.keys():
        yield Change(table, "added", key, *_told(new, after[key]))
    for key in after.keys() & before.keys():
        was, now = _values(old, before[key]), _values(new, after[key])
        columns = tuple((c, cell(was[c]), cell(now[c])) for c in now if was[c] != now[c])
        if columns:
            yield Change(table, "changed", key, *_told(new, after[key]), columns)


def _values(kg: KnowledgeGraph, row: Any) -> dict[str, object]:
    """The columns of a row, the record's name apart; of a claim status and grade too."""
    values = {f.name: getattr(row, f.name) for f in fields(row) if f.name != "record"}
    if isinstance(row, Claim):
        found = kg.assess(row.id)
        values |= {"status": found.status, "grade": str(found.grade)}
    return values


def _told(kg: KnowledgeGraph, row: Any) -> tuple[str, str]:
    """A row in words, and the group it is counted in."""
    tell = _WORDS[type(row)]
    return tell(kg, row)


_WORDS: Mapping[type, Callable[[KnowledgeGraph, Any], tuple[str, str]]] = {
    Entity: lambda _kg, e: (e.name, e.kind),
    Name: lambda _kg, n: (n.name, n.kind),
    Claim: lambda kg, c: (sentence(kg, c), kg.vocabulary.families[kg.relation(c).family].label),
    Citation: lambda kg, c: (evidence(kg, c), c.stance),
    Source: lambda _kg, s: (s.title, s.kind or "kind not given"),
    Link: lambda _kg, x: (f"{x.claim} {x.link} {x.other}", x.link),
}


def _shown(text: str) -> str:
    return text or "(empty)"


def _md(text: str) -> str:
    """Text in which nothing is taken for Markdown."""
    for sign in "\\`*_[]<>|":
        text = text.replace(sign, f"\\{sign}")
    return text
