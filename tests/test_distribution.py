"""What is handed out: sdist and wheel with the right files, the same bytes every time, at work."""

from __future__ import annotations

import os
import shutil
import tarfile
import tomllib
import zipfile
from dataclasses import dataclass
from email import message_from_bytes
from hashlib import sha256
from pathlib import Path

import pytest

import insurgraph as ig
from supply import distribution, trial

ROOT = distribution.ROOT
EPOCH = 1_700_000_000
LARGEST = 3_000_000

#: What may go into the package besides modules.
DATA = (
    "data/", "graph/views/", "loaders/mappings/", "loaders/samples/", "loaders/words.yaml",
    "py.typed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """A distribution of this checkout."""

    sdist: Path
    wheel: Path

    def packed(self) -> list[str]:
        """The names in the wheel."""
        with zipfile.ZipFile(self.wheel) as archive:
            return archive.namelist()

    def described(self, name: str) -> bytes:
        """A file of the wheel's own description."""
        with zipfile.ZipFile(self.wheel) as archive:
            return archive.read(f"insurgraph-{ig.__version__}.dist-info/{name}")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Made once, from here."""
    return Made(*distribution.build(tmp_path_factory.mktemp("dist"), EPOCH))


def test_another_checkout_gives_the_same_bytes(made: Made, tmp_path: Path) -> None:
    other = tmp_path / "another checkout"
    other.mkdir()
    for name in reversed(list(distribution.sources())):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, other / name)
    for path in other.rglob("*"):  # another umask, other times, and what a day's work leaves
        path.chmod(0o700 if path.is_dir() else 0o600)
        os.utime(path, (1, 1))
    (other / "graph" / "__pycache__").mkdir(exist_ok=True)
    (other / "graph" / "notes.txt").write_text("mine")
    (other / "data" / "~lock.claims.csv#").write_text("somebody's")
    again = Made(*distribution.build(tmp_path / "dist", EPOCH, other))
    for one, two in ((made.sdist, again.sdist), (made.wheel, again.wheel)):
        assert one.name == two.name
        assert sha256(one.read_bytes()).digest() == sha256(two.read_bytes()).digest()


def test_the_wheel_has_the_package_and_nothing_else(made: Made) -> None:
    for name in made.packed():
        top, _, rest = name.partition("/")
        assert top in {"insurgraph", f"insurgraph-{ig.__version__}.dist-info"}
        if top == "insurgraph":
            assert rest.startswith(DATA) or rest.endswith((".py", ".cypher")), name
        assert "test" not in rest.split("/")
    assert made.wheel.stat().st_size < LARGEST


def test_the_wheel_has_every_file_that_the_checkout_uses(made: Made) -> None:
    described = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    folders = described["tool"]["setuptools"]["package-dir"]
    wanted = {
        f"{package.replace('.', '/')}/{path.relative_to(ROOT / folder).as_posix()}"
        for package, folder in folders.items()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name != "README.md"
    }
    assert wanted <= set(made.packed())
    assert "insurgraph/py.typed" in wanted


def test_the_sdist_is_the_checkout_without_tests(made: Made) -> None:
    with tarfile.open(made.sdist) as archive:
        members = archive.getmembers()
    tops = {m.name.partition("/")[2].partition("/")[0] for m in members}
    made_by_setuptools = {"", "PKG-INFO", "setup.cfg", "insurgraph.egg-info"}
    assert tops - made_by_setuptools == set(distribution.sources())
    assert {m.mode for m in members} == {0o644, 0o755}
    assert {(m.mtime, m.uid, m.uname) for m in members} == {(EPOCH, 0, "")}
    assert made.sdist.stat().st_size < LARGEST


def test_the_description_is_complete(made: Made) -> None:
    found = message_from_bytes(made.described("METADATA"))
    assert found["Version"] == ig.__version__
    for header in ("Summary", "Author", "Keywords", "Requires-Python", "License-Expression"):
        assert found[header], header
    assert found["Description-Content-Type"] == "text/markdown"
    text = found.get_payload(decode=True)
    assert isinstance(text, bytes)
    assert text.decode("utf-8").strip() == (ROOT / "README.md").read_text("utf-8").strip()
    classified = found.get_all("Classifier")
    assert {f"Programming Language :: Python :: 3.{n}" for n in range(11, 15)} <= set(classified)
    for licence in found.get_all("License-File"):
        assert made.described(f"licenses/{licence}") == (ROOT / licence).read_bytes()
    assert made.described("entry_points.txt").split() == [
        b"[console_scripts]", b"insurgraph", b"=", b"insurgraph.cli:main",
    ]  # fmt: skip


def test_what_was_installed_from_the_wheel_works(made: Made, tmp_path: Path) -> None:
    environment = trial.borrowing(tmp_path)
    environment.install(made.wheel)
    assert environment.imported_from().is_relative_to(environment.folder)
    assert environment.attempt(tmp_path).startswith(f"insurgraph {ig.__version__} ")


def test_the_sdist_installs_offline_and_gives_the_same_files(made: Made, tmp_path: Path) -> None:
    environment = trial.borrowing(tmp_path)
    environment.install(made.sdist)
    package = environment.imported_from()
    installed = {
        p.relative_to(package.parent).as_posix()
        for p in package.rglob("*")
        if p.is_file() and "__pycache__" not in p.parts
    }
    assert installed == {n for n in made.packed() if n.startswith("insurgraph/")}
