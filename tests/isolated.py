"""Packages that cannot live with ours, in a folder of their own for one test to look into.

They are installed once, from wheels and by hash, into `.cache/<name>/lib` and used from there.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from filelock import FileLock

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".cache"


def installed(name: str) -> Path:
    """The folder with what ``requirements/<name>.txt`` locks.

    Beside it stands a copy of that file, written last: another lock, or an installation that was
    cut off, is made again.
    """
    wanted = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    wanted += f"# {sys.version_info[:2]}\n"
    folder = CACHE / name
    folder.mkdir(parents=True, exist_ok=True)
    marker = folder / "complete"
    with FileLock(CACHE / f"{name}.lock"):
        if not marker.is_file() or marker.read_text(encoding="utf-8") != wanted:
            marker.unlink(missing_ok=True)
            shutil.rmtree(folder / "lib", ignore_errors=True)
            _install(name, folder / "lib")
            marker.write_text(wanted, encoding="utf-8")
    return folder / "lib"


def _install(name: str, target: Path) -> None:
    requirements = ROOT / "requirements" / f"{name}.txt"
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    command += ["--require-hashes", "--only-binary", ":all:", "--no-compile"]
    command += ["--target", str(target), "--requirement", str(requirements)]
    subprocess.run(command, check=True, timeout=600)


def run(name: str, program: str, text: str) -> str:
    """What a program prints that reads a text and sees only those packages."""
    program = f"import sys; sys.path.insert(0, {str(installed(name))!r})\n{program}"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-X", "utf8", "-c", program],
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
