"""Files as people have them: plain, gzipped, or alone in a zip; never more than can be held.

What is inside a zip is read and never written to disk, so that no path in it matters. An archive
that unpacks to more than `LARGEST` bytes, or to more than `RATIO` times its own size, is refused
before, or at the latest when, it does.
"""

from __future__ import annotations

import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
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

#: What the modules that unpack raise for a file that was damaged, or made to look so.
DAMAGED = (
    zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, lzma.LZMAError, struct.error, EOFError,
    LookupError, ValueError, NotImplementedError, OverflowError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that is open for reading.

    Attributes
    ----------
    name : str
        Of the file, or of the one in the archive.
    stream : buffered binary file
    """

    name: str
    stream: io.BufferedReader


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
                    yield _bounded(cast("IO[bytes]", inside), path, path.name.removesuffix(".gz"))
            elif start == b"PK\x03\x04" and path.suffix.casefold() == ".zip":
                with _member(raw, path.name) as inside:
                    yield _bounded(inside, path, PurePosixPath(inside.name).name)
            else:
                yield Opened(path.name, raw)
    except IsADirectoryError:
        raise refused(path.name, "is a folder; give the file") from None
    except OSError as error:
        raise refused(path.name, f"cannot be read: {error.strerror or error}") from None


@contextmanager
def unpacking(name: str) -> Iterator[None]:
    """Say of a file what the modules that unpack it say, each in its own way.

    Raises
    ------
    RecordError
    """
    try:
        yield
    except RuntimeError as error:  # another method; a password
        raise refused(name, f"cannot be unpacked: {error}") from None
    except DAMAGED as error:
        raise refused(name, f"damaged archive: {error!s}") from None


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


@contextmanager
def _member(raw: IO[bytes], name: str) -> Iterator[IO[bytes]]:
    """The one file in an archive, open."""
    with ExitStack() as opened_here:
        with unpacking(name):
            archive = opened_here.enter_context(zipfile.ZipFile(raw))
            member = _only_member(archive, name)
            inside = opened_here.enter_context(archive.open(member))
        yield inside


def _bounded(stream: IO[bytes], path: Path, name: str) -> Opened:
    return Opened(name, io.BufferedReader(_Bounded(stream, path.name, path.stat().st_size)))


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
        with unpacking(self.name):
            portion = self.stream.read(len(view))
        self.given += len(portion)
        if self.given > self.most:
            raise refused(self.name, f"unpacks to more than {self.most:,} bytes")
        view[: len(portion)] = portion
        return len(portion)
