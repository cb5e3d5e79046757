"""One query on its way: sent, read in portions, ended in time, on whichever engine.

What the two engines need is different. Neo4j ends a query whose time is over by itself, and one
whose connection is closed; the embedded engine does neither, but a second session can end the
query, which is found by a comment at the end of its text. A loop within one expression goes on
even so, on both: then the connection is given up on Neo4j, and the embedded engine is restarted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any

from ..errors import ArgumentError, InsurgraphError, QueryError, ServerUnavailable
from .connection import Access, Connection, first_line, shown
from .cypher import Statement, columns, pointer, tokens
from .plan import plan_table
from .table import Table
from .timelimit import TimeLimit
from .values import plain

if TYPE_CHECKING:
    from neo4j import Result, Transaction
    from neo4j.exceptions import Neo4jError

Row = tuple[Any, ...]

#: Rows that are read at once.
PORTION = 500

#: Seconds that Neo4j has for taking back rows that nobody wants.
PATIENCE = 2.0

#: What a query can change, in the driver's words.
CHANGES = (
    "nodes_created", "nodes_deleted", "relationships_created", "relationships_deleted",
    "properties_set", "labels_added", "labels_removed", "indexes_added", "indexes_removed",
    "constraints_added", "constraints_removed", "system_updates",
)  # fmt: skip

_EXPLAIN = "EXPLAIN "
_PLACES = (
    (re.compile(r"\(line (\d+), column (\d+) \(offset: \d+\)\)"), 0),  # Neo4j
    (re.compile(r"(?:Syntax error )?at line (\d+):(\d+) - "), 1),  # the embedded engine
    (re.compile(r"at line (\d+), column (\d+)"), 1),
)
_MARK = re.compile(r"(?:\n|\\n)?/\* insurgraph \w+\.\d+ \*/")  # a line break may be told as such
_UNKNOWN_WORD = re.compile(r"(?:Variable|Unknown function) '(\w+)'")
_READ_ONLY = ("Neo.ClientError.Statement.AccessMode", "Neo.ClientError.Security.Forbidden")


class Inquiry:
    """A query that is running. Use it as a context manager, and read its rows once.

    Parameters
    ----------
    connection : Connection
    statement : Statement
    parameters : mapping
    timeout : float, optional
        Seconds until the last row; None is for ever.
    write : bool
        Whether it may write.
    explain : bool
        Ask for the plan only.
    portion : int
        Rows to read at once.

    Attributes
    ----------
    columns : tuple of str
        Their names. The embedded engine has none for an empty result: they are read in the text.
    plan : Table or None
        After the last row: how it was run, when the text asked for that.
    changes : mapping
        After the last row: what it changed, in the server's words.
    """

    def __init__(
        self,
        connection: Connection,
        statement: Statement,
        parameters: Mapping[str, Any],
        *,
        timeout: float | None = None,
        write: bool = False,
        explain: bool = False,
        portion: int = PORTION,
    ) -> None:
        self.columns: tuple[str, ...] = ()
        self.plan: Table | None = None
        self.changes: Mapping[str, int] = {}
        self._connection = connection
        self._statement = statement
        self._parameters = dict(parameters)
        self._access: Access = "WRITE" if write else "READ"
        self._prefix = _EXPLAIN if explain else ""
        self._portion = portion
        self._limit = TimeLimit(timeout, ask=self._ask_to_end, make=self._make_end)
        self._opened_last = ExitStack()  # closed last
        self._opened = ExitStack()
        self._mark = ""
        self._transaction: Transaction | None = None
        self._result: Result | None = None
        self._first: Sequence[Row] = ()
        self._exhausted = False

    def __enter__(self) -> Inquiry:
        try:
            if self._connection.folder is not None:
                self._mark = self._opened_last.enter_context(self._connection.mark())
            self._opened_last.enter_context(self._limit)
            self._send_twice()
        except BaseException:
            self._end(in_order=False)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end(in_order=error is None)

    def _end(self, *, in_order: bool) -> None:
        with self._opened_last:
            if self._exhausted:
                self._opened.close()
            else:
                self._leave(in_order=in_order)

    def __iter__(self) -> Iterator[Row]:
        rows = self._first
        while rows:
            yield from rows
            rows = () if self._exhausted else self._guarded(self._read)

    # -- sending and reading ---------------------------------------------------------------------

    def _send_twice(self) -> None:
        """Send it; a read that came to nothing because the server was gone, once more."""
        try:
            self._first = self._guarded(self._send)
        except ServerUnavailable:
            if self._access == "WRITE" or self._limit.passed:
                raise
            self._close_session()
            self._first = self._guarded(self._send)

    def _send(self) -> Sequence[Row]:
        from neo4j import Query

        session = self._opened.enter_context(self._connection.session(self._access))
        text = f"{self._prefix}{self._statement.text}\n{self._mark}".rstrip()
        seconds = self._limit.seconds
        try:
            if self._access == "WRITE":  # some statements open transactions of their own
                self._result = session.run(Query(text, timeout=seconds), self._parameters)
            else:
                self._transaction = session.begin_transaction(timeout=seconds)
                self._result = self._transaction.run(text, self._parameters)
        except (TypeError, ValueError, OverflowError) as error:
            raise ArgumentError(f"a parameter cannot be sent: {first_line(error)}") from None
        self.columns = tuple(self._result.keys()) or columns(self._statement.text)
        return self._read()

    def _read(self) -> Sequence[Row]:
        assert self._result is not None  # noqa: S101 - it was sent
        records = self._result.fetch(self._portion)
        rows = [tuple(plain(v) for v in record.values()) for record in records]
        if len(rows) < self._portion:
            self._finish(self._result)
        return rows

    def _finish(self, result: Result) -> None:
        summary = result.consume()
        if self._transaction is not None:
            self._transaction.commit()  # only then the embedded engine refuses some changes
        self.plan = plan_table(summary.profile or summary.plan)
        counters = summary.counters
        self.changes = {name: n for name in CHANGES if (n := getattr(counters, name))}
        self._exhausted = True

    def _guarded(self, work: Callable[[], Sequence[Row]]) -> Sequence[Row]:
        """Send or read, and tell what goes wrong: the time, the place in the text, the server."""
        try:
            with self._connection.telling(self._access, self._refusal):
                return self._limit.call(work)
        except Exception:
            if self._limit.passed:
                raise self._too_long() from None
            raise

    def _too_long(self) -> InsurgraphError:
        self._limit.stop()
        return self._limit.failure or QueryError(
            f"{self._where}: the query took longer than {self._limit.seconds:g} s and was ended; "
            "ask for less, or give it more time"
        )

    def _refusal(self, error: Neo4jError) -> QueryError:
        before = 0 if self._mark else len(self._prefix)  # the embedded engine does not count it
        return refusal(error, self._where, self._statement, before)

    @property
    def _where(self) -> str:
        return shown(self._connection.address_of(self._access).uri)

    # -- ending ----------------------------------------------------------------------------------

    def _ask_to_end(self) -> None:
        """The embedded engine is asked to end it; Neo4j has the time limit itself."""
        if self._mark:
            self._connection.terminate(self._mark, self._access)

    def _make_end(self) -> None:
        if self._connection.folder is None:
            self._connection.close()
        else:
            self._connection.restart()

    def _leave(self, *, in_order: bool) -> None:
        """End it in the middle, whether its reader has enough or something went wrong."""
        self._limit.stop()
        if self._mark:
            limit = TimeLimit(0, ask=self._ask_to_end, make=self._make_end, waiting=True)
        else:
            limit = TimeLimit(PATIENCE, ask=lambda: None, make=self._make_end, waiting=True)
            if not in_order:
                self._connection.close()
        with limit:
            limit.call(self._close_session, late=True)

    def _close_session(self) -> None:
        # of a connection that was cut the driver raises anything, and nobody needs it any more
        with suppress(Exception):
            self._opened.close()


def refusal(error: Neo4jError, where: str, statement: Statement, before: int = 0) -> QueryError:
    """Our error for what a server refuses, with the place in the text when it is about one.

    Parameters
    ----------
    error : Neo4jError
    where : str
        The server's address.
    statement : Statement
        What was refused; places are those of the text that it is from.
    before : int
        How many letters were put before it.
    """
    said = _MARK.sub("", error.message or str(error))
    if error.code in _READ_ONLY:
        reason = first_line(said)
        return QueryError(f"{where}: a query only reads unless writing is allowed: {reason}")
    line, column = _place(said, statement.text)
    if line == 1:
        column -= before
    last = statement.text.split("\n")
    line, column = min((line, column), (len(last), len(last[-1]) + 1))  # behind it is the mark
    if line == 1:
        column += statement.column - 1
    line += statement.line - 1
    caret = pointer(statement.in_place, line, column) if column > 0 else ""
    if not caret:
        return QueryError(f"{where}: {first_line(said)}")
    for pattern, _ in _PLACES:
        said = pattern.sub("", said)
    return QueryError(
        f"line {line}, column {column}: {first_line(said).strip()}",
        line=line,
        column=column,
        pointer=caret,
    )


def _place(said: str, text: str) -> tuple[int, int]:
    """Line and column, from 1, that a message is about; 0 when it is about none."""
    for pattern, first_column in _PLACES:
        match = pattern.search(said)
        if match:
            return int(match[1]), int(match[2]) + first_column
    unknown = _UNKNOWN_WORD.search(said)
    for token in tokens(text) if unknown else ():
        if unknown and token.value == unknown[1]:
            return token.line, token.column
    return 0, 0
