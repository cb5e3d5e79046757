"""One reading of a publisher's files: what was asked for, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Mapping as Map
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..errors import ArgumentError, NotFoundError, Problem, RecordError
from ..graph.knowledge import KnowledgeGraph
from ..graph.vocabulary import nearest
from . import mapping as mappings
from .mapping import Mapping, Meaning
from .publication import Loader

#: What to do with rows that cannot be read: collect all of them and load nothing, stop at the
#: first, or leave them out and tell of each.
Bad = Literal["report", "stop"] | Callable[[Problem], None]

#: Called with what is being done, how many rows are done and how many there are (0: not known).
Progress = Callable[[str, int, int], None]

_RECORD_NAME = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file, and a row of it as a spreadsheet counts (0: the whole)."""

    file: str
    row: int = 0


def refused(
    file: str, reason: str, *, row: int = 0, column: str = "", value: str = ""
) -> RecordError:
    """The error for a file that cannot be read at all, whatever is done with bad rows.

    Examples
    --------
    >>> str(refused("x.csv", "the file is empty"))
    'x.csv: 1 problem; the first: x.csv: the file is empty'
    """
    return RecordError(file, (Problem(file, row, column, value, reason),))


class Reading:
    """What a loader is asked to read, and how.

    Parameters
    ----------
    loader : Loader
    paths : sequence of Path
    record : str, optional
        Name of the record to make; the loader's own when not given.
    mapping : Path, optional
        A mapping file to lay over the loader's.
    options : mapping of str to str, optional
        Choices among the loader's options.
    bad : {'report', 'stop'} or callable
        See `Bad`.
    progress : callable, optional
        See `Progress`.
    after : KnowledgeGraph, optional
        The record so far, of earlier editions, for a loader whose editions follow one another.

    Attributes
    ----------
    problems : list of Problem
        All that was found so far.

    Raises
    ------
    ArgumentError, NotFoundError
        If a path is missing, or an option or the mapping is none of this loader.
    """

    def __init__(
        self,
        loader: Loader,
        paths: Sequence[Path],
        *,
        record: str = "",
        mapping: Path | None = None,
        options: Map[str, str] | None = None,
        bad: Bad = "report",
        progress: Progress | None = None,
        after: KnowledgeGraph | None = None,
    ) -> None:
        self.loader = loader
        self.paths = tuple(paths)
        self.record = record or loader.name
        self.options = _chosen(loader, options or {})
        self.mapping = _mapping(loader, mapping)
        self.bad = bad
        self.tell: Progress = progress or (lambda _what, _done, _total: None)
        self.problems: list[Problem] = []
        self.after = after if after is not None and self.record in after.records else None
        if not _RECORD_NAME.fullmatch(self.record):
            raise ArgumentError(f"{self.record!r}: a record's name is lower-case, without spaces")
        if not self.paths:
            raise ArgumentError(f"{loader.name} reads {loader.reads}: give its path")
        if len(self.paths) > 1 and not loader.several:
            raise ArgumentError(f"{loader.name} reads one file at a time, not {len(self.paths)}")
        for path in self.paths:
            if not path.exists():
                raise NotFoundError(f"{path}: no such file; {loader.name} reads {loader.reads}")

    @property
    def name(self) -> str:
        """The files, as a message calls them."""
        return ", ".join(str(p) for p in self.paths)

    @property
    def skips(self) -> bool:
        """Whether bad rows are left out and the rest is loaded."""
        return callable(self.bad)

    def expect_whole(self) -> None:
        """Raise `ArgumentError` if parts are asked for of a record in a format of our own."""
        if self.skips or self.record != self.loader.name:
            raise ArgumentError(
                f"{self.name}: a record in its own format is loaded whole and under its own name"
            )

    def problem(self, place: Place, column: str, value: str, reason: str) -> None:
        """Note what is wrong; raises when it was asked to stop at the first.

        Raises
        ------
        RecordError
        """
        found = Problem(place.file, place.row, column, value, reason)
        self.problems.append(found)
        if self.bad == "stop":
            raise RecordError(self.name, (found,))
        if callable(self.bad):
            self.bad(found)

    def meaning(self, place: Place, table: str, code: str, column: str = "") -> Meaning | None:
        """What a category means; None, and a problem of the row, when nobody says.

        Parameters
        ----------
        place : Place
        table : str
            Table of the mapping.
        code : str
        column : str, optional
            Column it stands in, when that is called otherwise than the table.
        """
        found = self.mapping.meaning(table, code)
        if found is None:
            self.problem(place, column or table, code, self.mapping.unknown(table, code))
        return found


def _chosen(loader: Loader, options: Map[str, str]) -> dict[str, str]:
    """All options of a loader, with what was chosen."""
    known = {o.name: o for o in loader.options}
    for name, value in options.items():
        if name not in known:
            has = f"; it has: {', '.join(known)}" if known else "; it has none"
            raise ArgumentError(f"{loader.name} has no option {name!r}{nearest(name, known)}{has}")
        choices = known[name].choices
        if choices and value not in choices:
            raise ArgumentError(f"{name}={value}: one of {', '.join(choices)} is expected")
    return {name: options.get(name, option.default) for name, option in known.items()}


def _mapping(loader: Loader, path: Path | None) -> Mapping:
    if not loader.mapping:
        if path is not None:
            raise ArgumentError(f"{loader.name} has no categories to map; leave --mapping out")
        return Mapping()
    below = mappings.shipped(loader.mapping)
    return below if path is None else mappings.read(path).over(below)


def quiet(reading: Reading) -> Reading:
    """The same reading for looking ahead; what is wrong is told when the rows are read again."""
    ahead = copy(reading)
    ahead.problems, ahead.bad = [], lambda _problem: None
    return ahead
