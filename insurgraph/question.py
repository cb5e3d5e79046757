"""A question to the database as the command line has it: named, typed or in a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from . import terminal
from .errors import ArgumentError
from .parameters import Ask, Given, check, free, named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .graph.database import Database
    from .graph.inquiry import Inquiry
    from .graph.table import Table
    from .graph.vocabulary import Vocabulary
    from .queries import Query
    from .queries.linter import Finding

#: Rows that a table for the eye has when nothing else is said; other formats have them all.
TABLE_ROWS = 1_000

_HEADER = re.compile(r"\s*/\*\s*title\s*:")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Attributes
    ----------
    text : str
        Cypher.
    query : Query or None
        What its header says, when it has one.
    """

    text: str
    query: Query | None = None

    @classmethod
    def named(cls, name: str) -> Question:
        """A query of the catalogue.

        Raises
        ------
        NotFoundError, VocabularyError
        """
        from .queries import catalogue

        query = catalogue().get(name)
        return cls(query.text, query)

    @classmethod
    def of(cls, text: str, name: str) -> Question:
        """A text, with a header or without; `name` is what to call it.

        Raises
        ------
        VocabularyError
            If there is a header and it cannot be read.
        """
        from .queries import parse

        return cls(text, parse(text, name) if _HEADER.match(text) else None)

    def check(self, given: Given) -> None:
        """Find what is wrong with its parameters before a database is touched.

        Raises
        ------
        ArgumentError
        """
        if self.query is not None:
            check(self.query, given)
            return
        from .graph.cypher import parameters
        from .graph.vocabulary import nearest

        wanted = parameters(self.text)
        keys = {key.partition(":")[0] for key in given}
        for name in wanted:
            if name not in keys and re.sub("_(first|last)$", "", name) not in keys:
                raise ArgumentError(f"the query needs ${name}: give -p {name}=VALUE")
        for key in keys:
            if not any(name in (key, f"{key}_first", f"{key}_last") for name in wanted):
                raise ArgumentError(f"there is no ${key} in the query{nearest(key, wanted)}")

    def values(self, given: Given, database: Database, ask: Ask | None = None) -> dict[str, Any]:
        """What its text gets for what is given.

        Raises
        ------
        ArgumentError, NotFoundError, AmbiguousError
        """
        if self.query is not None:
            return named(self.query, given, database, ask)
        return free(given, database, ask)

    def misleading(self, database: Database) -> list[Finding]:
        """What makes a text of one's own answer something else than meant."""
        from .queries.linter import check as lint

        def found(vocabulary: Vocabulary | None) -> list[Finding]:
            return [f for f in lint(self.text, vocabulary) if f.misleads]

        return found(database.vocabulary()) if found(None) else []


def listing(queries: Iterable[Query], format: str = "table") -> Table:
    """Queries under their topics; for the eye each topic is said once, and parameters are not.

    Those without a topic of their own stand last, under "Other".

    Examples
    --------
    >>> from insurgraph.queries import shipped
    >>> listing([shipped().get(n) for n in ("leaders", "leaders-on")]).rows[1][:2]
    ('', 'leaders-on')
    """
    from .graph.table import Table

    ordered = sorted(queries, key=lambda q: (not q.topic, q.topic, q.name))
    rows = [(q.topic or "Other", q.name, q.title) for q in ordered]
    if format != "table":
        names = [", ".join(p.name for p in q.parameters) for q in ordered]
        full = [(*row, wanted) for row, wanted in zip(rows, names, strict=True)]
        return Table.of(["topic", "query", "title", "parameters"], full)
    before = ["", *(topic for topic, *_ in rows)]
    once = [
        ("" if topic == last else topic, *rest)
        for last, (topic, *rest) in zip(before, rows, strict=False)
    ]
    return Table.of(["topic", "query", "title"], once)


def show(
    rows: Inquiry,
    format: str,
    limit: int | None,
    query: Query | None = None,
    *,
    page: bool = False,
) -> None:
    """Print an answer: a table when all of it is there, other formats row by row.

    Parameters
    ----------
    rows : Inquiry
    format : str
    limit : int or None
        At most so many rows; 0 is all; None is `TABLE_ROWS` in a table and all elsewhere.
    query : Query, optional
        Whose columns they are.
    page : bool
        Whether a long table is shown page by page.
    """
    from .graph.table import Table

    columns = query.columns if query else ()
    names = [c.name for c in columns] if columns else list(rows.columns)
    if format != "table":
        terminal.stream(names, islice(rows, limit or None), format)
        return
    most = TABLE_ROWS if limit is None else limit
    found = list(islice(rows, most + 1 if most else None))
    kept = found[: most or None]
    if names and (kept or rows.plan is None):
        title, notes = (query.title, (query.active,)) if query else ("", ())
        terminal.show(Table.of(names, kept, title, notes), page=page)
    if rows.plan is not None:
        terminal.show(rows.plan, page=page)
    if rows.changes:
        changes = (f"{name.replace('_', ' ')}: {n}" for name, n in rows.changes.items())
        terminal.note(", ".join(changes))
    if most and len(found) > most:
        terminal.note(f"there are more than {most} rows; --limit 0 shows all, -f csv writes all")


def portion(limit: int | None, format: str) -> int:
    """How many rows to read at once: no more than are shown."""
    from .graph.inquiry import PORTION

    most = TABLE_ROWS if limit is None and format == "table" else limit
    return min(PORTION, most + 1) if most else PORTION
