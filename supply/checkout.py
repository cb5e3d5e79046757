"""This checkout: where it is, when its state was committed, what it locks."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

_PACKAGE = re.compile(r"^([\w.-]+)==(\S+)")
_DIGEST = re.compile(r"--hash=sha256:(\w+)")


def epoch() -> int:
    """``SOURCE_DATE_EPOCH``, else the time of the last commit, in seconds since 1970."""
    return int(os.environ.get("SOURCE_DATE_EPOCH") or _git("log", "-1", "--format=%ct"))


def is_committed() -> bool:
    """Whether nothing here differs from the last commit."""
    return not _git("status", "--porcelain")


def locks() -> list[Path]:
    """The files of locked requirements."""
    return sorted((ROOT / "requirements").glob("*.txt"))


def locked(lock: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    """The SHA-256 digests under which a file locks packages, by name and version."""
    found: dict[tuple[str, str], list[str]] = {}
    digests: list[str] = []
    for line in lock.read_text(encoding="utf-8").splitlines():
        if package := _PACKAGE.match(line):
            digests = found.setdefault((package[1], package[2]), [])
        digests += _DIGEST.findall(line)
    return {package: tuple(digests) for package, digests in found.items()}


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()
