"""A terminal that a test types at, for what behaves otherwise when somebody looks on."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType


class PseudoTerminal:
    """A process on a terminal of its own.

    Parameters
    ----------
    command : sequence of str
    environment : mapping
        All of it.
    columns : int
    """

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], *, columns: int = 100
    ) -> None:
        self._end, other = pty.openpty()
        fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        self._process = subprocess.Popen(
            command,
            stdin=other,
            stdout=other,
            stderr=other,
            env=dict(environment),
            start_new_session=True,
        )
        os.close(other)
        self.seen = ""

    def __enter__(self) -> PseudoTerminal:
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._end)

    def type(self, text: str) -> None:
        """Press keys."""
        os.write(self._end, text.encode())

    def until(self, text: str, patience: float = 60) -> str:
        """What is shown from here on, up to a text that has to come."""
        deadline = time.monotonic() + patience
        while (found := self.seen.find(text)) < 0:
            ready, _, _ = select.select([self._end], [], [], max(0, deadline - time.monotonic()))
            piece = self._read() if ready else b""
            assert piece, f"{text!r} did not come; there is {self.seen!r}"
            self.seen += piece.decode(errors="replace")
        shown, self.seen = self.seen[:found], self.seen[found + len(text) :]
        return shown

    def rest(self) -> tuple[str, int]:
        """What is shown until the process ends, and its status."""
        while piece := self._read():
            self.seen += piece.decode(errors="replace")
        return self.seen, self._process.wait(60)

    def _read(self) -> bytes:
        try:
            return os.read(self._end, 65536)
        except OSError:  # how Linux says that nobody holds the other end
            return b""
