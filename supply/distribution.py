"""The sdist and the wheel, the same bytes from whichever checkout and whenever they are made.

    python -m supply.distribution           writes both and SHA256SUMS into dist/
    python -m supply.distribution check     installs them and tries them, on every Python there is

What decides the bytes: the files that pyproject.toml names, the time of the last commit
(``SOURCE_DATE_EPOCH`` where it is set), the locked version of setuptools, and the zlib that packs
them. What does not: the version of Python, times, modes and owners of the files, their order on the
disk, what else lies about. So a copy of the files is built from; the sdist is packed anew with
settled times, modes and owners; and the wheel is built from what the sdist holds, which shows that
it holds everything.
"""

from __future__ import annotations

import gzip
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import click

from . import checkout, trial

ROOT = checkout.ROOT

#: Everything else that a distribution is made of is named in pyproject.toml.
BESIDES = ("pyproject.toml", "MANIFEST.in", "CHANGELOG.md", "CITATION.cff")


def build(target: Path, epoch: int, root: Path = ROOT) -> tuple[Path, Path]:
    """Make the sdist and the wheel of a checkout.

    Parameters
    ----------
    target : Path
        The folder to write into; made where it is not there.
    epoch : int
        The time of every file in them, in seconds since 1970.
    root : Path
        The checkout.

    Returns
    -------
    tuple of Path
        The sdist, the wheel.
    """
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        _copy(root, work / "copy")
        made = _backend("build_sdist", work / "copy", work / "made", epoch)
        sdist = target / made.name
        sdist.write_bytes(_repacked(made, epoch))
        with tarfile.open(sdist) as archive:
            archive.extractall(work / "unpacked", filter="data")
        [source] = (work / "unpacked").iterdir()
        wheel = _backend("build_wheel", source, target.resolve(), epoch)
    return sdist, target / wheel.name


def sources(root: Path = ROOT) -> Iterator[str]:
    """The files and folders that a distribution is made of, by their names in the checkout."""
    described = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    folders = described["tool"]["setuptools"]["package-dir"].values()
    files = (described["project"]["readme"], *described["project"]["license-files"])
    plain = (f for f in files if "/" not in f)  # the others lie in the folders
    yield from dict.fromkeys((*BESIDES, *plain, *folders))


def _copy(root: Path, target: Path) -> None:
    target.mkdir()
    for name in sources(root):
        if (root / name).is_dir():
            shutil.copytree(
                root / name, target / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy(root / name, target / name)


def _backend(hook: str, source: Path, target: Path, epoch: int) -> Path:
    """Run the build backend that is installed here, nothing fetched; what it made."""
    program = (
        "import os, sys; from setuptools import build_meta; os.umask(0o022); "
        "made = getattr(build_meta, sys.argv[1])(sys.argv[2]); "
        "print('\\n' + made)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program, hook, str(target)],
        cwd=source,
        env=os.environ | {"SOURCE_DATE_EPOCH": str(epoch), "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise click.ClickException(f"{hook}: {done.stderr.strip()[-2000:]}")
    return target / done.stdout.splitlines()[-1]


def _repacked(sdist: Path, epoch: int) -> bytes:
    """The same files in order of their names, with one time, one owner and two modes."""
    packed = io.BytesIO()
    with (
        tarfile.open(sdist) as archive,
        gzip.GzipFile("", "wb", 9, packed, mtime=epoch) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as new,
    ):
        for member in sorted(archive.getmembers(), key=lambda m: m.name):
            plain = tarfile.TarInfo(member.name)
            plain.type, plain.size, plain.mtime = member.type, member.size, epoch
            plain.mode = 0o755 if member.isdir() else 0o644
            new.addfile(plain, archive.extractfile(member) if member.isfile() else None)
    return packed.getvalue()


@click.group(invoke_without_command=True)
@click.option("--out", type=click.Path(path_type=Path), default=ROOT / "dist")
@click.pass_context
def main(context: click.Context, out: Path) -> None:
    """Make sdist and wheel of what is committed, with their digests."""
    context.obj = out
    if context.invoked_subcommand:
        return
    if not checkout.is_committed():
        raise click.ClickException("commit first: a distribution is made of what is committed")
    shutil.rmtree(out, ignore_errors=True)
    made = build(out, checkout.epoch())
    sums = "".join(f"{sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in made)
    (out / "SHA256SUMS").write_text(sums, encoding="utf-8")
    click.echo(sums, nl=False)


@main.command()
@click.argument("pythons", nargs=-1)
@click.pass_obj
def check(out: Path, pythons: tuple[str, ...]) -> None:
    """Install the wheel and what is locked into a new environment of each Python, and try it.

    PYTHONS are commands; without them, those of python3.11 to python3.14 that are there.
    """
    [wheel] = out.glob("*.whl")
    for python in pythons or trial.pythons():
        with tempfile.TemporaryDirectory() as folder:
            environment = trial.environment(Path(folder), python, ROOT / "requirements/run.txt")
            environment.install(wheel)
            click.echo(f"{environment.version()}: {environment.attempt(Path(folder))}")


if __name__ == "__main__":
    main()
