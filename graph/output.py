"""Writing files so that a reader finds the old one or the new one, never half of one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TextIO, cast

from ..errors import OutputError


@contextmanager
def replacing(path: Path, *, newline: str = "\n") -> Iterator[IO[str]]:
    """A text file that takes the place of `path` when the block ends well.

    It is written in UTF-8 beside its place and renamed; folders on the way are made. When the
    block fails, nothing is left.

    Raises
    ------
    OutputError
        If folder or file cannot be written; the message says which and why.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> target = Path(mkdtemp()) / "deep" / "a.txt"
    >>> with replacing(target) as out:
    ...     _ = out.write("whole")
    >>> target.read_text()
    'whole'
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(21, "is a folder", str(path))
        handle, beside = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    except OSError as error:
        raise _unwritable(path, error) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline=newline) as out:
            yield out
        _as_new_file(Path(beside))
        Path(beside).replace(path)
    except OSError as error:
        raise _unwritable(path, error) from None
    finally:
        with suppress(OSError):
            Path(beside).unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Put `text` in the place of `path`; see `replacing`."""
    with replacing(path) as out:
        out.write(text)


def write_bytes(path: Path, data: bytes) -> None:
    """Put `data` in the place of `path`; see `replacing`."""
    with replacing(path) as out:
        cast("TextIO", out).buffer.write(data)


def _as_new_file(path: Path) -> None:
    """Give the permissions a new file would have; a temporary one is for its owner only."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)


def _unwritable(path: Path, error: OSError) -> OutputError:
    where = f"{error.filename}: " if error.filename and error.filename != str(path) else ""
    return OutputError(
        f"cannot write {path}: {where}{error.strerror or error}; choose another place"
    )
