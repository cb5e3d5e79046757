"""Jars: copied once from Maven Central into the checkout, used from there ever after.

Those of a server lie in `.cache/neo4j/<version>/lib`, a single one in `.cache/<name>/lib`. Beside
`lib` stands `complete`, a list of what is in there, written last: a download that was cut off, or a
folder that was tidied by somebody, is made again. What is fetched is used only if `jars.sha256`
has it.
"""

from __future__ import annotations

import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

from filelock import FileLock

from .jdk import MissingTool

HERE = Path(__file__).resolve().parent
CACHE = HERE.parents[1] / ".cache" / "neo4j"

#: The jars that may be used, by digest and name.
LOCK = HERE / "jars.sha256"

#: A first download over a slow line; a repeated one takes none.
TIMEOUT = 1800.0


class OtherJar(RuntimeError):
    """A jar that is not what it was when it was looked at."""


def fetch(version: str, *, cache: Path = CACHE) -> Path:
    """The folder with the jars of Neo4j `version`, downloaded if they are not there yet.

    Any number of processes may ask at once: one downloads, the others wait. OtherJar is raised for
    what is not locked.

    >>> fetch("5.26.30")  # doctest: +SKIP
    PosixPath('.../.cache/neo4j/5.26.30/lib')

    Raises MissingTool without Maven or when the download fails.
    """
    return _fetched(f"Neo4j {version}", cache / version, _of_server(version))


def fetch_one(artifact: str, *, cache: Path = CACHE.parent) -> Path:
    """The one jar that Maven knows as ``group:name:version:jar:classifier``, alone.

    >>> fetch_one("org.gephi:gephi-toolkit:0.10.1:jar:all")  # doctest: +SKIP
    PosixPath('.../.cache/gephi-toolkit/lib/gephi-toolkit-0.10.1-all.jar')

    Raises MissingTool without Maven or when the download fails.
    """
    name = artifact.split(":")[1]
    goal = [f"{_PLUGIN}:copy", f"-Dartifact={artifact}"]
    (jar,) = _fetched(artifact, cache / name, goal).glob("*.jar")
    return jar


def _fetched(what: str, folder: Path, goal: list[str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_name(f"{folder.name}.lock")):
        if not _is_complete(folder):
            _download(what, folder, goal)
    return folder / "lib"


def _is_complete(folder: Path) -> bool:
    try:
        return (folder / "complete").read_text(encoding="utf-8") == _listing(folder / "lib")
    except FileNotFoundError:
        return False


def _listing(lib: Path) -> str:
    return "".join(f"{jar.stat().st_size} {jar.name}\n" for jar in sorted(lib.glob("*.jar")))


def _download(what: str, folder: Path, goal: list[str]) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise MissingTool(
            f"the jars of {what} are not in {folder} and there is no mvn to fetch them; "
            "install Maven (Debian: maven)"
        )
    (folder / "complete").unlink(missing_ok=True)
    shutil.rmtree(folder / "lib", ignore_errors=True)
    log = folder / "maven.log"
    with log.open("wb") as out:
        try:
            done = subprocess.run(
                [maven, *_QUIETLY, f"-DoutputDirectory={folder / 'lib'}", *goal],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                timeout=TIMEOUT,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            done = -1
    listing = _listing(folder / "lib")
    if done != 0 or not listing:
        raise MissingTool(f"Maven could not fetch {what}: {_complaint(log)} (see {log})")
    _refuse_other_jars(what, folder / "lib")
    # written aside and moved, so that half a marker is never read as a whole one
    marker = folder / "complete.new"
    marker.write_text(listing, encoding="utf-8")
    marker.replace(folder / "complete")


def _refuse_other_jars(what: str, lib: Path) -> None:
    """What comes over the line must be what came when it was looked at."""
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    locked = {tuple(line.split()) for line in lines if not line.startswith("#")}
    for jar in sorted(lib.glob("*.jar")):
        if (sha256(jar.read_bytes()).hexdigest(), jar.name) not in locked:
            raise OtherJar(
                f"{jar.name}, fetched for {what}, is not among the jars that {LOCK.name} locks; "
                f"it is in {lib}"
            )


#: As in pom.xml.
_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1"
_QUIETLY = ("--batch-mode", "--no-transfer-progress", "--strict-checksums")


def _of_server(version: str) -> list[str]:
    pom = HERE / "pom.xml"
    return [f"--file={pom}", f"-Dneo4j.version={version}", "dependency:copy-dependencies"]


def _complaint(log: Path) -> str:
    text = log.read_text(encoding="utf-8", errors="replace")
    errors = [line for line in text.splitlines() if line.startswith("[ERROR]")]
    return errors[0].removeprefix("[ERROR]").strip() if errors else "it was cut off"
