"""JSON, object by object, and JSON lines, line by line."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from .archive import opened
from .edition import clean
from .reading import Place, Reading, refused

_LONGEST = 10 * 2**20  # bytes of one line
_DEEPEST = 100  # objects and arrays within one another
_EVERY = 1000  # objects between two reports of progress


def items(path: Path, prefix: str) -> Iterator[Any]:
    """The values of an array inside a JSON document, without holding the whole of it.

    Parameters
    ----------
    path : Path
        A JSON file, also in ``.gz`` or ``.zip``.
    prefix : str
        Where the array is: ``"values.item"`` for each value of ``{"values": [...]}``,
        ``"item"`` for each of an array that is the whole document; ``"version"`` for one value.

    Raises
    ------
    RecordError
        If it is not JSON, or nests beyond bounds; what stands before that is given out first.
    """
    import ijson

    with opened(path) as file:
        if file.stream.peek(3).startswith(BOM_UTF8):
            file.stream.read(len(BOM_UTF8))
        try:
            yield from _values(file.name, ijson.basic_parse(file.stream, use_float=True), prefix)
        except (ijson.JSONError, UnicodeDecodeError, RecursionError) as error:
            raise refused(file.name, f"not JSON: {' '.join(str(error).split())}") from None


def _values(name: str, events: Iterable[tuple[str, Any]], prefix: str) -> Iterator[Any]:
    """The values at a prefix; no more is remembered of where they are than `_DEEPEST` steps."""
    from ijson import ObjectBuilder

    wanted, outside = prefix.split("."), 0
    steps: list[str] = []
    builder: Any = None
    for event, value in events:
        if event == "map_key":
            steps[-1] = value
        elif event.startswith("end_"):
            steps.pop()
        elif builder is None and steps == wanted:
            builder, outside = ObjectBuilder(), len(steps)
        if builder is not None:
            builder.event(event, value)
        if event.startswith("start_"):
            steps.append("item" if event == "start_array" else "")
        if len(steps) > _DEEPEST:
            raise refused(name, f"nested deeper than {_DEEPEST} levels")
        if builder is not None and len(steps) == outside and event != "map_key":
            yield builder.value
            builder = None


def lines(reading: Reading, path: Path) -> Iterator[tuple[Place, dict[str, Any]]]:
    """The objects of a file with one on each line; a line that is none becomes a problem.

    Raises
    ------
    RecordError
        If it cannot be read at all.
    """
    with opened(path) as file:
        number = 0
        while raw := file.stream.readline(_LONGEST + 1):
            number += 1
            place = Place(path.name, number)
            if len(raw) > _LONGEST:
                raise refused(path.name, f"a line of more than {_LONGEST:,} bytes", row=number)
            if not raw.strip():
                continue
            try:
                value = json.loads(raw.decode("utf-8-sig"))
            except (ValueError, RecursionError) as error:
                reading.problem(place, "", "", f"not JSON: {error}")
                continue
            if isinstance(value, dict):
                yield place, value
            else:
                reading.problem(place, "", raw[:60].decode("utf-8", "replace"), "no object")


class Members:
    """The members of one JSON object, by name, each of the type that is asked for.

    What has another type becomes a problem of the row; what is missing is empty.

    Parameters
    ----------
    reading : Reading
    place : Place
    values : mapping
    path : str, optional
        Where the object stands within the row, for messages.
    """

    __slots__ = ("_path", "_reading", "_values", "place")

    def __init__(
        self, reading: Reading, place: Place, values: Mapping[str, Any], path: str = ""
    ) -> None:
        self.place = place
        self._reading, self._values, self._path = reading, values, path

    def __contains__(self, name: str) -> bool:
        return self._values.get(name) is not None

    def names(self) -> list[str]:
        """Which members there are."""
        return list(self._values)

    def value(self, name: str) -> Any:
        """A member as it is."""
        return self._values.get(name)

    def column(self, name: str) -> str:
        """The member as a message calls it: ``meta.synonyms``."""
        return f"{self._path}.{name}" if self._path else name

    def bad(self, name: str, reason: str) -> None:
        """Note what is wrong with a member."""
        value = self._values.get(name)
        shown = value if isinstance(value, str) else json.dumps(value, default=str)[:60]
        self._reading.problem(self.place, self.column(name), "" if value is None else shown, reason)

    def text(self, name: str) -> str:
        """A text, cleaned."""
        value = self._values.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.bad(name, "a text is expected here")
            return ""
        return clean(value)

    def filled(self, name: str) -> str:
        """A text that must not be missing."""
        text = self.text(name)
        if not text and not isinstance(self._values.get(name), (int, float, list, dict)):
            self.bad(name, "this must not be empty")
        return text

    def texts(self, name: str) -> list[str]:
        """A list of texts, each once; one text alone is a list of one."""
        value = self._values.get(name)
        several = value if isinstance(value, list) else [] if value is None else [value]
        if not all(isinstance(v, str) for v in several):
            self.bad(name, "a list of texts is expected here")
            return []
        return list(dict.fromkeys(c for v in several if (c := clean(v))))

    def number(self, name: str) -> float | None:
        """A number."""
        value = self._values.get(name)
        if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)):
            return value
        self.bad(name, "a number is expected here")
        return None

    def flag(self, name: str) -> bool:
        """True or false; false when it is missing."""
        value = self._values.get(name)
        if value is not None and not isinstance(value, bool):
            self.bad(name, "true or false is expected here")
        return value is True

    def object(self, name: str) -> Members:
        """An object within this one, empty when it is missing."""
        value = self._values.get(name)
        if value is not None and not isinstance(value, dict):
            self.bad(name, "an object is expected here")
        values = value if isinstance(value, dict) else {}
        return Members(self._reading, self.place, values, self.column(name))

    def objects(self, name: str) -> list[Members]:
        """A list of objects."""
        value = self._values.get(name)
        several = [] if value is None else value
        if not isinstance(several, list) or not all(isinstance(v, dict) for v in several):
            self.bad(name, "a list of objects is expected here")
            return []
        return [
            Members(self._reading, self.place, v, f"{self.column(name)}[{n}]")
            for n, v in enumerate(several)
        ]


def objects(reading: Reading, path: Path, prefix: str) -> Iterator[Members]:
    """The objects of an array inside a JSON document; what is no object becomes a problem.

    Raises
    ------
    RecordError
        If it cannot be read at all.
    """
    for number, value in enumerate(items(path, prefix), start=1):
        place = Place(path.name, number)
        if number % _EVERY == 0:
            reading.tell(f"reading {path.name}", number, 0)
        if isinstance(value, dict):
            yield Members(reading, place, value)
        else:
            reading.problem(place, "", str(value)[:60], "an object is expected here")
