"""A user's own folder of queries, which stand beside those that are shipped.

``INSURGRAPH_QUERIES`` names the folder. Its ``.cypher`` files have headers like ours, and the name
of the file is the name of the query.
"""

from __future__ import annotations

import os
from pathlib import Path

from ..errors import ArgumentError

#: The variable that names the folder.
VARIABLE = "INSURGRAPH_QUERIES"


def files() -> dict[str, Path]:
    """The user's own query files by the name of the query; none when no folder is named.

    Raises
    ------
    ArgumentError
        If the folder cannot be read.

    Examples
    --------
    >>> os.environ.pop(VARIABLE, None) and None
    >>> files()
    {}
    """
    named = os.environ.get(VARIABLE)
    if not named:
        return {}
    folder = Path(named).expanduser()
    try:
        found = sorted(f for f in folder.iterdir() if f.suffix == ".cypher" and f.is_file())
    except OSError as error:
        raise ArgumentError(f"{VARIABLE}: cannot read {folder} ({error.strerror})") from None
    return {f.stem: f for f in found}
