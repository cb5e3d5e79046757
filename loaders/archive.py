"""Files as people have them: plain, gzipped, or alone in a zip; never more than can be held.

What is inside a zip is read and never written to disk, so that no path in it matters. An archive
that unpacks to more than `LARGEST` bytes, or to more than `RATIO` times its own size, is refused
before, or at the latest when, it does.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from .reading import refused

LARGEST = 8 * 2**30
"""Bytes that an archive may unpack to."""

RATIO = 200
"""How many times its own size; what is smaller than `SMALL` may have any."""

SMALL = 64 * 2**20
_PORTION = 2**20


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that is open for reading.

    Attributes
    ----------
    name : str
        Of the file, or of the one in the archive.
    stream : binary file
    """

    name: str
    stream: IO[bytes]


def digest(path: Path) -> str:
    """SHA-256 of a file as it lies there.

    Raises
    ------
    RecordError
        If it cannot be read.
    """
    found = sha256()
    try:
        with path.open("rb") as raw:
            while portion := raw.read(_PORTION):
                found.update(portion)
    except OSError as error:
        raise refused(path.name, f"cannot be read: {error.strerror}") from None
    return found.hexdigest()


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Open a file, the content of a ``.gz``, or the one file in a ``.zip``.

    Raises
    ------
    RecordError
        If it cannot be read, is a damaged archive, holds several files, or unpacks to too much.
    """
    try:
        with path.open("rb") as raw:
            start = raw.read(4)
            raw.seek(0)
            if start[:2] == b"\x1f\x8b":
                with gzip.open(raw) as inside:
                    bounded = _Bounded(cast("IO[bytes]", inside), path.name, path.stat().st_size)
                    yield Opened(path.name.removesuffix(".gz"), io.BufferedReader(bounded))
            elif start == b"PK\x03\x04" and path.suffix.casefold() == ".zip":
                with zipfile.ZipFile(raw) as archive:
                    member = _only_member(archive, path.name)
                    with _member(archive, member, path.name) as inside:
                        bounded = _Bounded(inside, path.name, path.stat().st_size)
                        yield Opened(
                            PurePosixPath(member.filename).name, io.BufferedReader(bounded)
                        )
            else:
                yield Opened(path.name, raw)
    except IsADirectoryError:
        raise refused(path.name, "is a folder; give the file") from None
    except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise refused(path.name, f"damaged archive: {error!s}") from None
    except OSError as error:
        raise refused(path.name, f"cannot be read: {error.strerror or error}") from None


def check_zip(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse an archive that says it unpacks to too much.

    Raises
    ------
    RecordError
    """
    unpacked = sum(m.file_size for m in archive.infolist())
    packed = sum(m.compress_size for m in archive.infolist())
    if unpacked > LARGEST or unpacked > max(SMALL, RATIO * packed):
        raise refused(name, f"unpacks to {unpacked:,} bytes, more than is read here")


def _only_member(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    check_zip(archive, name)
    members = [
        m
        for m in archive.infolist()
        if not m.is_dir() and not m.filename.startswith("__MACOSX/")
        and not PurePosixPath(m.filename).name.startswith(".")
    ]  # fmt: skip
    if len(members) != 1:
        there = ", ".join(PurePosixPath(m.filename).name for m in members[:5]) or "nothing"
        raise refused(name, f"holds {len(members)} files ({there}); unpack it and give the one")
    return members[0]


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> IO[bytes]:
    try:
        return archive.open(member)
    except (NotImplementedError, RuntimeError) as error:  # another method; a password
        raise refused(name, f"cannot be unpacked: {error}") from None


class _Bounded(io.RawIOBase):
    """A stream that ends with an error when it gives too much."""

    def __init__(self, stream: IO[bytes], name: str, packed: int) -> None:
        self.stream = stream
        self.name = name
        self.most = min(LARGEST, max(SMALL, RATIO * packed))
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer)
        portion = self.stream.read(len(view))
        self.given += len(portion)
        if self.given > self.most:
            raise refused(self.name, f"unpacks to more than {self.most:,} bytes")
        view[: len(portion)] = portion
        return len(portion)
