"""The notebooks, run from a clean kernel, and the text of the cells that are tagged ``checked``.

``python -m tests.notebooks`` writes the texts anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[1] / "notebooks"
OUTPUTS = Path(__file__).parent / "notebook_outputs"
NAMES = sorted(path.stem for path in FOLDER.glob("*.ipynb"))

CHECKED = "checked"
_MARK = "=== "


def stored(name: str) -> Any:
    """The notebook as it is kept."""
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def run(name: str, folder: Path) -> Any:
    """The notebook after every cell has been run, in a folder of its own.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell fails that is not tagged ``raises-exception``.
    """
    book = stored(name)
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(book, timeout=300, kernel_name="python3", resources=resources).execute()
    return book


def tags(cell: Any) -> list[str]:
    """The tags of a cell."""
    return list(cell.metadata.get("tags", ()))


def text(cell: Any) -> str:
    """What a cell printed, gave and raised, as plain text."""
    parts = []
    for output in cell.outputs:
        if output.output_type == "stream":
            parts.append(output.text)
        elif output.output_type == "error":
            parts.append("\n".join(output.traceback))
        else:
            parts.append(output.data.get("text/plain", ""))
    lines = "\n".join(parts).splitlines()
    return "\n".join(line.rstrip() for line in lines)


def checked(book: Any) -> dict[str, str]:
    """The texts of the cells that are tagged, by id."""
    return {cell.id: text(cell) for cell in book.cells if CHECKED in tags(cell)}


def expected(name: str) -> dict[str, str]:
    """The texts that are kept, none where no cell is tagged."""
    path = OUTPUTS / f"{name}.txt"
    parts = path.read_text(encoding="utf-8").split(_MARK)[1:] if path.exists() else []
    pairs = (part.split("\n", 1) for part in parts)
    return {id_: body.rstrip("\n") for id_, body in pairs}


def keep(name: str, texts: Mapping[str, str]) -> None:
    """Write the texts of a notebook, if there are any."""
    path = OUTPUTS / f"{name}.txt"
    if not texts:
        path.unlink(missing_ok=True)
        return
    body = "\n".join(f"{_MARK}{id_}\n{told}\n" for id_, told in texts.items())
    path.write_text(body, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    OUTPUTS.mkdir(exist_ok=True)
    for one in NAMES:
        with TemporaryDirectory() as place:
            keep(one, checked(run(one, Path(place))))
