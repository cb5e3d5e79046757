"""Everything that can be expected to go wrong, as one tree.

::

    InsurgraphError
    ├── DateError            a date that is no EDTF, or no date at all   (also a ValueError)
    ├── VocabularyError      a vocabulary that contradicts itself        (also a ValueError)
    ├── RecordError          rows that break the rules; .problems has every one of them
    ├── NotFoundError        no entity, claim, query, measure of that name   (also a LookupError)
    ├── AmbiguousError       a name that several entities bear           (also a LookupError)
    ├── ArgumentError        a value that cannot be used here            (also a ValueError)
    ├── ProjectionError      a choice of ties that leaves no network
    ├── OutputError          a file that cannot be written
    ├── ClusterError         workers that cannot be reached, or cannot do their share
    └── DatabaseError
        ├── ServerUnavailable      nobody answers there
        ├── AuthenticationFailed   somebody answers and says no
        ├── EngineError            the embedded engine cannot start or cannot go on
        └── QueryError             the server refused the query, or it took too long

``str(error)`` is always one line that says what is wrong, where, and what to do about it. What it
quotes from files may hold anything: a sign that would end the line, move the cursor or turn the
direction of letters is shown as its number. The library raises these and never prints; the command
line turns each into that one line. A notebook shows that line and the one of the cell that led to
it; ``traceback.print_exception(sys.last_value)`` has the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MOST_SHOWN = 10
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def on_one_line(text: str) -> str:
    """A text with every sign that does something shown as its number.

    Examples
    --------
    >>> on_one_line("two" + chr(10) + "lines, " + chr(27) + "[31mred, جبهة")
    'two\\\\x0alines, \\\\x1b[31mred, جبهة'
    """
    return _UNSHOWN.sub(as_number, text)


def as_number(match: re.Match[str]) -> str:
    """A sign as an escape that shows which it is."""
    number = ord(match[0])
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}"


class InsurgraphError(Exception):
    """Root of every error that the library expects."""

    def __str__(self) -> str:
        return on_one_line(super().__str__())

    def _render_traceback_(self) -> list[str]:
        """What IPython and Jupyter show: what is wrong, and the line of the cell that led to it."""
        import linecache
        import traceback

        asked = ""
        for frame, number in traceback.walk_tb(self.__traceback__):
            if frame.f_globals.get("__name__") == "__main__":
                line = linecache.getline(frame.f_code.co_filename, number, frame.f_globals)
                asked = f"  line {number}: {line.strip()}"
        told = [f"{type(self).__name__}: {self}", asked, *self._details()]
        return [line for line in told if line]

    def _details(self) -> list[str]:
        """Further lines for whoever has room for more than one."""
        return []


class DateError(InsurgraphError, ValueError):
    """A text that is not a date of the EDTF subset."""


class VocabularyError(InsurgraphError, ValueError):
    """A vocabulary file that does not describe a usable vocabulary."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place of a record's files.

    Attributes
    ----------
    file : str
        Name of the file, as the user knows it.
    row : int
        Line of the spreadsheet, the header being row 1; 0 when it is the file as a whole.
    column : str
        Name of the column, ``""`` when it is the row as a whole.
    value : str
        What stands there.
    reason : str
        Why it cannot stay.
    """

    file: str
    row: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        place = self.file
        if self.row:
            place += f", row {self.row}"
        if self.column:
            place += f", {self.column}"
        shown = self.value if len(self.value) <= 60 else self.value[:57] + "..."
        return on_one_line(f"{place}: {self.reason}") + (f" ({shown!r})" if self.value else "")


class RecordError(InsurgraphError):
    """Rows that break the rules of the record; nothing of it was loaded.

    Attributes
    ----------
    problems : tuple of Problem
        Every one of them, in the order of the files.
    """

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        self.name = name
        self.problems = problems
        count = f"{len(problems)} problem" + ("s" if len(problems) != 1 else "")
        super().__init__(f"{name}: {count}; the first: {problems[0]}" if problems else name)

    def _details(self) -> list[str]:
        more = len(self.problems) - _MOST_SHOWN
        told = [f"  {p}" for p in self.problems[:_MOST_SHOWN]]
        return told + ([f"  and {more} more, in its .problems"] if more > 0 else [])


class NotFoundError(InsurgraphError, LookupError):
    """Nothing bears that id or name."""


class AmbiguousError(InsurgraphError, LookupError):
    """Several things bear that name."""


class ArgumentError(InsurgraphError, ValueError):
    """A value that cannot be used where it was given."""


class ProjectionError(InsurgraphError):
    """The filters leave no network to analyse or draw."""


class OutputError(InsurgraphError):
    """A file or folder that cannot be written."""


class ClusterError(InsurgraphError):
    """A cluster that cannot be reached, cannot do the work, or is lost."""


class DatabaseError(InsurgraphError):
    """Root of what can go wrong between here and a database."""


class ServerUnavailable(DatabaseError):
    """No server answers at that address."""


class AuthenticationFailed(DatabaseError):
    """The server answers and refuses the user or password."""


class EngineError(DatabaseError):
    """The embedded engine cannot start, or is in somebody else's hands."""


class QueryError(DatabaseError):
    """The server refused a query or a load, or it took longer than allowed.

    Attributes
    ----------
    line, column : int
        Place in the query's text, from 1; 0 when it is not about a place.
    pointer : str
        That line of the text with a caret below the place, ``""`` without a place.
    """

    def __init__(self, message: str, *, line: int = 0, column: int = 0, pointer: str = "") -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        self.pointer = pointer

    def _details(self) -> list[str]:
        return self.pointer.splitlines()
