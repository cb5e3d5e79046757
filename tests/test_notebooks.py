"""Every notebook, from a clean kernel: no error, no warning, the outputs that are expected."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

from insurgraph.graph import engine
from insurgraph.graph.database import of_endpoint
from tests import notebooks
from tests.engines import emptied


@pytest.fixture
def clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine_home: Path) -> Path:
    """A folder to run in, an empty database, and nobody's settings of Jupyter and IPython."""
    with of_endpoint(engine.ensure(engine.default_folder())) as database:
        emptied(database)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    work = tmp_path / "work"
    work.mkdir()
    return work


@pytest.mark.parametrize("name", notebooks.NAMES)
def test_a_notebook_runs_and_says_what_is_expected(name: str, clean: Path) -> None:
    book = notebooks.run(name, clean)
    assert notebooks.checked(book) == notebooks.expected(name)
    for cell in book.cells:
        outputs = cell.get("outputs", ())
        assert not [o.text for o in outputs if o.get("name") == "stderr"], cell.id
        raised = any(o.output_type == "error" for o in outputs)
        assert raised == ("raises-exception" in notebooks.tags(cell)), cell.id
    assert not list(clean.iterdir()), "a notebook leaves nothing behind"


@pytest.mark.parametrize("name", notebooks.NAMES)
def test_a_notebook_is_kept_without_outputs_and_with_ids_to_read(name: str) -> None:
    book = notebooks.stored(name)
    nbformat.validate(book)
    for cell in book.cells:
        assert re.fullmatch("[a-z][a-z0-9-]*", cell.id)
        if cell.cell_type == "code":
            assert (cell.outputs, cell.execution_count) == ([], None), cell.id
    assert book.cells[0].cell_type == "markdown"
    assert book.cells[0].source.startswith("# ")


def test_the_list_of_notebooks_has_each_of_them() -> None:
    listed = (notebooks.FOLDER / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"\(([\w-]+)\.ipynb\)", listed) == notebooks.NAMES
