"""Scripts of others that lie in this tree, unchanged: what each is and where it came from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .checkout import ROOT

#: The file that describes a folder of them.
NOTE = "VENDORED.json"

#: Where such folders are. What lies in the first goes out with the package.
FOLDERS = ("graph/views/vendor", "tests/vendor/axe-core")


@dataclass(frozen=True, slots=True)
class Script:
    """One of them, as its folder's note has it."""

    name: str
    version: str
    licence: str
    homepage: str
    file: Path
    sha256: str
    licence_files: tuple[Path, ...]


def scripts(folder: str) -> Iterator[Script]:
    """Those of one folder."""
    noted = json.loads((ROOT / folder / NOTE).read_text(encoding="utf-8"))
    for name, row in noted.items():
        yield Script(
            name,
            row["version"],
            row["licence"],
            row["homepage"],
            ROOT / folder / row["file"],
            row["sha256"],
            tuple(ROOT / folder / licence for licence in row["licence_files"]),
        )
