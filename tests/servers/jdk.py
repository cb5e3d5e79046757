"""The Java development kits of this machine, and which of them a server can run on."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

#: Where package managers put them: Debian and Fedora, macOS, SDKMAN.
_USUAL_PLACES = (
    (Path("/usr/lib/jvm"), "*"),
    (Path("/Library/Java/JavaVirtualMachines"), "*/Contents/Home"),
    (Path.home() / ".sdkman" / "candidates" / "java", "*"),
)
_VERSION = re.compile(r'^JAVA_VERSION="(?:1\.)?(\d+)', re.MULTILINE)


class MissingTool(RuntimeError):
    """Something that this machine would need is not installed; the message says what."""


def find(majors: Collection[int], *, wanted_by: str) -> Path:
    """The home of the oldest installed JDK whose major version is one of `majors`.

    >>> find(range(17, 99), wanted_by="the example")  # doctest: +SKIP
    PosixPath('/usr/lib/jvm/java-17-openjdk-amd64')

    Raises MissingTool, naming what was found instead.
    """
    found = installed()
    suitable = [home for home, major in found.items() if major in majors]
    if suitable:
        return min(suitable, key=lambda home: found[home])
    seen = ", ".join(f"{major} in {home}" for home, major in found.items()) or "none"
    raise MissingTool(
        f"{wanted_by} needs a JDK {_spoken(majors)} (found: {seen}); install one, for example "
        f"openjdk-{min(majors)}-jdk-headless, or set JAVA_HOME to it"
    )


def installed() -> dict[Path, int]:
    """Every JDK found, by home, with its major version; JAVA_HOME and PATH first."""
    found: dict[Path, int] = {}
    for home in _candidates():
        # a run-time environment alone will not do: the launcher is compiled as it starts
        if (home / "bin" / "javac").exists() and (major := _major(home)):
            found.setdefault(home, major)
    return found


def _candidates() -> Iterator[Path]:
    if named := os.environ.get("JAVA_HOME"):
        yield Path(named).resolve()
    if on_path := shutil.which("javac"):
        yield Path(on_path).resolve().parents[1]
    for place, pattern in _USUAL_PLACES:
        yield from (home.resolve() for home in sorted(place.glob(pattern)))


def _major(home: Path) -> int | None:
    try:
        match = _VERSION.search((home / "release").read_text(encoding="utf-8"))
    except OSError:
        return None
    return int(match[1]) if match else None


def _spoken(majors: Collection[int]) -> str:
    if isinstance(majors, range):
        return f"{majors.start} or later"
    return " or ".join(str(major) for major in sorted(majors))
