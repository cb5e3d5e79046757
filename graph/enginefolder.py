"""The folder of an embedded database: what is where, whose it is, who serves it now.

::

    engine.json        who made the folder, and in which format
    credentials.json   owner and reader, with passwords made for this folder
    server.json        the running server: a note for the next command, checked and never trusted
    lock               held by the supervisor for as long as it lives; a stale one holds nothing
    used               touched by every command that comes to use the database
    config/ databases/ log/
"""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..errors import EngineError
from . import arcadedb, private

#: Number of the layout above.
FORMAT = 1

_MAKER = "insurgraph"
_MARKER, _CREDENTIALS, _STATE = "engine.json", "credentials.json", "server.json"


@dataclass(frozen=True, slots=True)
class State:
    """A server that was running when this was written.

    Attributes
    ----------
    pid, supervisor : int
        Processes of the server and of its supervisor.
    bolt, http : int
        Ports.
    version : str
        Of the engine.
    started : str
        ISO 8601, in UTC.
    idle : float
        Seconds without use after which it stops.
    """

    pid: int
    supervisor: int
    bolt: int
    http: int
    version: str
    started: str
    idle: float


class EngineFolder:
    """A folder that is, or is to become, that of an embedded database.

    Parameters
    ----------
    path : Path
        It need not exist.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.expanduser().resolve()
        self.lock = self.path / "lock"
        self.log = self.path / "log" / "engine.log"
        self.passwords = self.path / _CREDENTIALS

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turn what the file system refuses into one line that says what to do about it."""
        try:
            yield
        except OSError as error:
            reason = error.strerror or str(error)
            raise EngineError(
                f"cannot keep the embedded database in {self.path} ({reason}): put that right or "
                "choose another folder with INSURGRAPH_HOME"
            ) from None

    # -- the folder ------------------------------------------------------------------------------

    def prepare(self) -> None:
        """Make the folder, or make sure that it is one of ours and closed to others.

        Raises
        ------
        EngineError
            If it holds something else, was made by a later version, or cannot be written.
        """
        with self.told():
            self._refuse_foreign()
            private.make_folder(self.path)
            if not (self.path / _MARKER).exists():
                self._mark("")
            for name in ("config", "databases", "log"):
                private.make_folder(self.path / name)

    def _refuse_foreign(self) -> None:
        if not self.path.exists():
            return
        marker = self._read(_MARKER) or {}
        empty = all(entry.name.startswith(".") for entry in self.path.iterdir())
        if marker.get("made_by") != _MAKER and not empty:
            raise EngineError(
                f"{self.path} holds something else than a database of insurgraph: "
                "choose another folder with INSURGRAPH_HOME"
            )
        if marker.get("format", FORMAT) != FORMAT:
            raise EngineError(
                f"{self.path} was made by another insurgraph (format {marker['format']}, this one "
                f"knows {FORMAT}): upgrade insurgraph or choose another folder with INSURGRAPH_HOME"
            )

    def adopt_version(self, version: str) -> None:
        """Note the engine's version, on whose files an earlier engine shall not work.

        Raises
        ------
        EngineError
            If a later engine has worked here.
        """
        last = str((self._read(_MARKER) or {}).get("engine", ""))
        if _release(last) > _release(version):
            raise EngineError(
                f"{self.path} was last used by engine {last} and {version} is installed: "
                "upgrade arcadedb-embedded or choose another folder with INSURGRAPH_HOME"
            )
        if last != version:
            self._mark(version)

    def _mark(self, version: str) -> None:
        marker = {"made_by": _MAKER, "format": FORMAT, "engine": version}
        private.write(self.path / _MARKER, json.dumps(marker))

    def size(self) -> int:
        """Bytes of all files in it."""
        total = 0
        for folder, _, names in os.walk(self.path):
            for name in names:
                with suppress(FileNotFoundError):  # the server removes files as it goes
                    total += Path(folder, name).stat().st_size
        return total

    # -- passwords -------------------------------------------------------------------------------

    def credentials(self) -> dict[str, str]:
        """Passwords of owner and reader by name; made when there are none yet."""
        there = self._read(_CREDENTIALS)
        if there is None:
            there = {user: secrets.token_urlsafe(24) for user in (arcadedb.OWNER, arcadedb.READER)}
            private.write(self.path / _CREDENTIALS, json.dumps(there))
        return there

    def owner(self) -> tuple[str, str]:
        """Name and password of the owner."""
        return arcadedb.OWNER, self.credentials()[arcadedb.OWNER]

    def reader(self) -> tuple[str, str]:
        """Name and password of the user who can only read."""
        return arcadedb.READER, self.credentials()[arcadedb.READER]

    def configure(self) -> None:
        """Write the configuration that the server reads when it starts."""
        for name, text in arcadedb.configuration(self.credentials()).items():
            private.write(self.path / "config" / name, text)

    # -- who serves it ---------------------------------------------------------------------------

    def running(self) -> State | None:
        """The server that serves this folder and answers; None when there is none."""
        state = self.state()
        return state if state is not None and self.is_served_by(state) else None

    def is_served_by(self, state: State) -> bool:
        """Whether that server is alive, works on this folder and answers where it said."""
        import psutil

        from . import server

        try:
            process = psutil.Process(state.pid)
        except psutil.NoSuchProcess:
            return False
        return server.serves(process, self.path) and server.answers(state.bolt)

    def state(self) -> State | None:
        """What was noted of a running server, if it can be read."""
        try:
            noted = self._read(_STATE)
            return None if noted is None else State(**noted)
        except (EngineError, TypeError):  # a note that cannot be read is no note
            return None

    def publish(self, state: State) -> None:
        """Note a running server for the next commands."""
        private.write(self.path / _STATE, json.dumps(asdict(state)))

    def withdraw(self) -> None:
        """Take that note back."""
        (self.path / _STATE).unlink(missing_ok=True)

    # -- use -------------------------------------------------------------------------------------

    def touch(self) -> None:
        """Say that somebody comes to use the database."""
        if (self.path / _MARKER).is_file():
            with self.told():
                (self.path / "used").touch(mode=0o600)

    def last_use(self) -> int:
        """Changes whenever somebody comes."""
        with suppress(FileNotFoundError):
            return (self.path / "used").stat().st_mtime_ns
        return 0

    def _read(self, name: str) -> dict[str, Any] | None:
        try:
            content = json.loads((self.path / name).read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except ValueError:
            content = None
        if not isinstance(content, dict):
            raise EngineError(
                f"{self.path / name} is damaged: remove {self.path}, which can be loaded again, "
                "or choose another folder with INSURGRAPH_HOME"
            )
        return content


def _release(version: str) -> tuple[int, ...]:
    """The part of a version that tells file formats apart.

    Examples
    --------
    >>> _release("26.10.2.post1")
    (26, 10)
    """
    return tuple(int(number) for number in re.findall(r"\d+", version)[:2])
