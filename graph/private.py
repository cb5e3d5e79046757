"""Files and folders for one user alone, whole or not at all.

On POSIX the mode is set when a file is made, not after, so that nobody else can read it even for
a moment. On Windows a folder below the user's profile is private already.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def make_folder(path: Path) -> None:
    """Make a folder that only its owner can enter, or take that from others.

    Raises
    ------
    OSError
        If it cannot be made, is no folder, or belongs to somebody else.
    """
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o700)


def write(path: Path, text: str) -> None:
    """Put `text` in the place of `path`, readable by its owner alone.

    It is written beside its place, brought to disk and renamed: a reader finds the old text or
    the new one, and so does the next start after a power cut.

    Raises
    ------
    OSError

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> secret = Path(mkdtemp()) / "secret"
    >>> write(secret, "k9")
    >>> secret.read_text()
    'k9'
    """
    handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        Path(beside).replace(path)
    finally:
        with suppress(OSError):
            Path(beside).unlink(missing_ok=True)
