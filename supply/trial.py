"""A new environment with an installed insurgraph in it, and whether that does what it should."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

#: What is tried, in order: a main job of each part, without a database and offline.
COMMANDS = (
    "validate",
    "find 'Hafez Said'",
    "show org-isk",
    "queries --format json",
    "loaders",
    "centrality --on 2015/2016 --measure betweenness --format csv",
    "successions org-isk",
    "export json --out record.json",
    "view --out page.html --focus org-isk",
    "cite",
)

#: What the person who tries it has set does not reach it.
THEIRS = ("PYTHON", "NEO4J_", "INSURGRAPH_", "XDG_")


class TrialFailed(RuntimeError):
    """A command that should have worked; the message has what it said."""


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtual environment."""

    folder: Path

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self._program("python")

    def _program(self, name: str) -> Path:
        return self.folder / ("Scripts" if os.name == "nt" else "bin") / name

    def version(self) -> str:
        """What its Python calls itself."""
        return _run([str(self.python), "--version"], self.folder).strip()

    def install(self, distribution: Path) -> None:
        """Install a wheel or an sdist and nothing else, from nowhere else."""
        _run(
            [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python",
             str(self.python), "install", "--quiet", "--no-index", "--no-deps",
             "--no-build-isolation", str(distribution.resolve())],
            self.folder,
        )  # fmt: skip

    def attempt(self, folder: Path) -> str:
        """Try the command line there, in an empty folder; what it calls itself.

        Raises
        ------
        TrialFailed
        """
        where = folder / "somewhere else"
        where.mkdir()
        program = str(self._program("insurgraph"))
        for command in COMMANDS:
            _run([program, *shlex.split(command)], where, HOME=str(folder))
        for made in ("record.json", "page.html"):
            if not (where / made).stat().st_size:
                raise TrialFailed(f"{made} is empty")
        return _run([program, "--version"], where).strip()

    def imported_from(self) -> Path:
        """Where its insurgraph lies."""
        program = "import insurgraph; print(insurgraph.__file__)"
        return Path(_run([str(self.python), "-c", program], self.folder).strip()).parent


def pythons() -> Iterator[str]:
    """Commands of the Pythons of this machine that insurgraph runs on."""
    for minor in range(11, 15):
        command = f"python3.{minor}"
        if shutil.which(command) and _answers(command):
            yield command


def environment(folder: Path, python: str, requirements: Path) -> Environment:
    """A new environment with what a file of requirements locks, by hash."""
    made = Environment(folder / "environment")
    _run([python, "-m", "venv", str(made.folder)], folder)
    _run(
        [str(made.python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet",
         "--require-hashes", "--requirement", str(requirements)],
        folder,
    )  # fmt: skip
    return made


def borrowing(folder: Path) -> Environment:
    """A new environment that sees what is installed here, but no insurgraph."""
    made = Environment(folder / "environment")
    _run([sys.executable, "-m", "venv", "--without-pip", str(made.folder)], folder)
    program = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(_run([str(made.python), "-c", program], folder).strip())
    # a path in such a file is searched, but the files of its kind that lie there are not read:
    # not the one by which the checkout is installed here
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return made


def _answers(command: str) -> bool:
    return not subprocess.run([command, "-c", ""], capture_output=True, check=False).returncode


def _run(command: list[str], folder: Path, **environment: str) -> str:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(THEIRS)}
    done = subprocess.run(
        command,
        cwd=folder,
        env=kept | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise TrialFailed(f"{' '.join(command)}: {(done.stderr or done.stdout).strip()[-2000:]}")
    return done.stdout
