"""ArcadeDB as it comes in its wheel: where it is, how it is started, what it is told.

The one module that knows the names of the package, of the server's settings and of its files.
The wheel's Python module is never imported: it would load a Java machine into this process. Only
its folder is looked up, and the server in it runs as a process of its own.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from ..errors import EngineError

#: The import name and the distribution that brings it.
MODULE, DISTRIBUTION = "arcadedb_embedded", "arcadedb-embedded"

#: The database that is made on first start.
DATABASE = "insurgraph"

#: The owner bears the one name that the server lets end it and end queries; the other only reads.
OWNER, READER = "root", "reader"

_ROOT_PATH = "-Darcadedb.server.rootPath="
_LOG_SETTINGS = "log.properties"


@dataclass(frozen=True, slots=True)
class Installation:
    """An installed wheel.

    Attributes
    ----------
    folder : Path
        The package, with the Java runtime and the server's libraries in it.
    version : str
    """

    folder: Path
    version: str

    @property
    def java(self) -> Path:
        """The runtime's launcher."""
        return self.folder / "jre" / "bin" / ("java.exe" if os.name == "nt" else "java")


def installation() -> Installation:
    """The wheel that is installed here; its code is not run.

    Raises
    ------
    EngineError
        If there is none, as on platforms it is not made for.
    """
    spec = find_spec(MODULE)
    if spec is None or not spec.submodule_search_locations:
        raise EngineError(
            f"the embedded engine ({DISTRIBUTION}) is not installed, and some platforms have no "
            "wheel of it: start Neo4j with `docker compose up -d` and set NEO4J_URI, or "
            f"`pip install {DISTRIBUTION}`"
        )
    from importlib.metadata import version

    found = Installation(Path(spec.submodule_search_locations[0]), version(DISTRIBUTION))
    if not found.java.is_file():
        raise EngineError(
            f"the embedded engine is incomplete, {found.java} is missing: "
            f"`pip install --force-reinstall {DISTRIBUTION}`"
        )
    return found


def command(installed: Installation, folder: Path, memory: str) -> list[str]:
    """The command line of a server on `folder`; there is no secret in it.

    Parameters
    ----------
    installed : Installation
    folder : Path
        Absolute; databases, configuration and logs are below it.
    memory : str
        Most that the Java heap may grow to, such as ``"1g"``.
    """
    settings = {
        "server.databaseDirectory": folder / "databases",
        "server.configDirectory": folder / "config",
        "server.logsDirectory": folder / "log",
        "server.defaultDatabases": f"{DATABASE}[{OWNER}]",
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        # port 0: the system chooses when the server binds, so nobody can take it in between
        "bolt.host": "127.0.0.1",
        "bolt.port": 0,
        "server.httpIncomingHost": "127.0.0.1",
        "server.httpIncomingPort": 0,
        # a commit that was acknowledged survives a power cut
        "txWalFlush": 1,
        # no query reads files of this machine or pages of another, or makes a list without end
        "opencypher.loadCsv.allowFileUrls": "false",
        "opencypher.loadCsv.allowRemoteUrls": "false",
        "queryMaxRangeSize": 1_000_000,
        # four stuck queries do not keep out the one that comes to end them
        "queryMaxConcurrent": -1,
        # nothing is sent anywhere, and what nobody uses is not started
        "support.autoRegister": "false",
        "serverMetrics": "false",
        "polyglotEngineEnabled": "false",
    }
    return [
        str(installed.java),
        f"-Xmx{memory}",
        "-XX:+UseSerialGC",
        # out of memory is a clean end and a new start, not a server that half works
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-UsePerfData",
        "-XX:-CreateCoredumpOnCrash",
        f"-XX:ErrorFile={folder / 'log' / 'java-crash.log'}",
        "-Djava.net.preferIPv4Stack=true",
        f"-Djava.util.logging.config.file={folder / 'config' / _LOG_SETTINGS}",
        "--add-modules=jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED",
        f"{_ROOT_PATH}{folder}",
        *(f"-Darcadedb.{name}={value}" for name, value in settings.items()),
        "-cp",
        str(installed.folder / "jars" / "*"),
        "com.arcadedb.server.ArcadeDBServer",
    ]


def environment() -> dict[str, str]:
    """What a server sees of the environment: no variable that would change Java, no secret.

    The locale is UTF-8, or Java cannot open folders with letters beyond ASCII.
    """
    needed = ("HOME", "PATH", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "USERPROFILE", "LOCALAPPDATA")
    return {"LC_ALL": "C.UTF-8", **{n: os.environ[n] for n in needed if n in os.environ}}


def served_folder(command_line: list[str]) -> Path | None:
    """The folder that a process with this command line serves, if it is such a server.

    Examples
    --------
    >>> served_folder(["java", "-Darcadedb.server.rootPath=engine", "-cp", "jars"]).name
    'engine'
    >>> served_folder(["python", "-m", "http.server"])
    """
    for argument in command_line:
        if argument.startswith(_ROOT_PATH):
            return Path(argument.removeprefix(_ROOT_PATH))
    return None


def configuration(passwords: Mapping[str, str]) -> dict[str, str]:
    """The files of the ``config`` folder, by name: users, what they may do, what is logged.

    Parameters
    ----------
    passwords : mapping
        Of `OWNER` and `READER`.
    """
    groups = {OWNER: "admin", READER: "reader"}
    users = [
        {"name": user, "password": password_hash(password), "databases": {"*": [groups[user]]}}
        for user, password in passwords.items()
    ]
    return {
        "server-users.jsonl": "".join(json.dumps(user) + "\n" for user in users),
        "server-groups.json": json.dumps({"version": 2, "databases": {"*": {"groups": _GROUPS}}}),
        _LOG_SETTINGS: _LOGGING,
    }


def password_hash(password: str, salt: str | None = None) -> str:
    """A password as the server stores it: PBKDF2 over the salt's text.

    Examples
    --------
    >>> password_hash("secret", "c2FsdA==")
    'PBKDF2WithHmacSHA256$65536$c2FsdA==$nkeVLO9IwHq1DnkuFkdXsknGaPqfjTI80t3IUg16jG8='
    """
    rounds = 65_536
    salt = salt or base64.b64encode(secrets.token_bytes(24)).decode()
    digest = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), rounds, 32)
    return f"PBKDF2WithHmacSHA256${rounds}${salt}${base64.b64encode(digest).decode()}"


def _group(database: list[str], records: list[str]) -> dict[str, object]:
    return {
        "resultSetLimit": -1,
        "readTimeout": -1,
        "access": database,
        "types": {"*": {"access": records}},
    }


_GROUPS = {
    "admin": _group(
        ["updateSecurity", "updateSchema", "updateDatabaseSettings"],
        ["createRecord", "readRecord", "updateRecord", "deleteRecord"],
    ),
    "reader": _group([], ["readRecord"]),
    "*": _group([], []),
}

# to the console only: the supervisor keeps what is said there in a file of bounded size
_LOGGING = """\
handlers = java.util.logging.ConsoleHandler
.level = WARNING
com.arcadedb.level = INFO
java.util.logging.ConsoleHandler.level = INFO
java.util.logging.ConsoleHandler.formatter = com.arcadedb.log.LogFormatter
"""
