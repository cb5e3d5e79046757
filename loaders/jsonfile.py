"""JSON, object by object, and JSON lines, line by line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .archive import opened
from .reading import Place, Reading, refused

_LONGEST = 10 * 2**20  # bytes of one line


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
        If it is not JSON; what stands before that is given out first.
    """
    import ijson

    with opened(path) as file:
        try:
            yield from ijson.items(file.stream, prefix, use_float=True)
        except (ijson.JSONError, UnicodeDecodeError, RecursionError) as error:
            raise refused(file.name, f"not JSON: {' '.join(str(error).split())}") from None


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
