"""What somebody has chosen once for all commands: a small TOML file in the platform's place.

An option of a command comes first, then the environment, then this file. So each setting is a
variable of the environment as well, and what the file says is put there where nothing else is.
There is no setting for a password: nothing keeps one.

Environment
-----------
``INSURGRAPH_CONFIG``
    The file, in place of the platform's; empty for none.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from .errors import ArgumentError

#: The variable that names the file.
VARIABLE = "INSURGRAPH_CONFIG"


def _address(value: object) -> str:
    text = _text(value)
    if "@" in urlsplit(text).netloc:
        raise ValueError("write the address without user and password; `user` is a setting")
    return text


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise ValueError("a text of one line is expected")
    return value


def _folder(value: object) -> str:
    path = Path(_text(value)).expanduser()
    if not path.is_absolute():
        raise ValueError("write the whole path: commands are run from anywhere")
    return str(path)


def _format(value: object) -> str:
    from .terminal import FORMATS

    if value not in FORMATS:
        raise ValueError(f"expected one of {', '.join(FORMATS)}")
    return str(value)


def _seconds(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e9:
        raise ValueError("a number of seconds is expected")
    return f"{value:g}"


def _some_seconds(value: object) -> str:
    if not float(_seconds(value)):
        raise ValueError("a number of seconds above 0 is expected")
    return _seconds(value)


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be chosen.

    Attributes
    ----------
    key : str
        Its name in the file.
    variable : str
        Its name in the environment.
    read : callable
        From a value of the file to the text of the variable; a ValueError says what is wrong.
    meaning : str
    otherwise : str
        What holds when nobody chooses.
    """

    key: str
    variable: str
    read: Callable[[object], str]
    meaning: str
    otherwise: str


#: All settings by key.
SETTINGS: Mapping[str, Setting] = {
    s.key: s
    for s in (
        Setting("uri", "NEO4J_URI", _address, "Neo4j server, bolt://host:7687", "embedded engine"),
        Setting("user", "NEO4J_USERNAME", _text, "user on that server", "neo4j"),
        Setting("database", "NEO4J_DATABASE", _text, "database on that server", "its default"),
        Setting("data", "INSURGRAPH_DATA", _folder, "folder of CSV tables", "the curated record"),
        Setting("format", "INSURGRAPH_FORMAT", _format, "how tables are printed", "table"),
        Setting("queries", "INSURGRAPH_QUERIES", _folder, "folder of your own queries", "none"),
        Setting("timeout", "INSURGRAPH_TIMEOUT", _seconds, "seconds for a query, 0: no end", "300"),
        Setting(
            "idle", "INSURGRAPH_IDLE", _some_seconds,
            "seconds without use after which the embedded engine stops", "900",
        ),
    )
}  # fmt: skip


def path() -> Path | None:
    """The file, whether it exists or not; None when there is to be none.

    Examples
    --------
    >>> import os
    >>> before = os.environ.pop("INSURGRAPH_CONFIG", None)
    >>> str(path()).endswith("config.toml")
    True
    >>> os.environ.update({} if before is None else {"INSURGRAPH_CONFIG": before})
    """
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named).expanduser() if named else None
    from platformdirs import user_config_path

    return user_config_path("insurgraph", appauthor=False) / "config.toml"


def setting(key: str) -> Setting:
    """A setting by its key.

    Raises
    ------
    ArgumentError
        If there is none of that name.

    Examples
    --------
    >>> setting("user").variable
    'NEO4J_USERNAME'
    """
    if key in SETTINGS:
        return SETTINGS[key]
    if key == "password":
        raise ArgumentError(
            "a password is kept in no file: set NEO4J_PASSWORD, or wait to be asked for it"
        )
    from .graph.vocabulary import nearest

    raise ArgumentError(
        f"no setting {key!r}{nearest(key, SETTINGS)}; there are {', '.join(SETTINGS)}"
    )


def read() -> dict[str, object]:
    """What the file says, by key; nothing when there is none.

    Raises
    ------
    ArgumentError
        If it cannot be read, is no TOML, or has a key or a value that cannot be used.
    """
    found = path()
    if found is None:
        return {}
    try:
        text = found.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8 text"
        raise ArgumentError(f"{found}: {reason}") from None
    return _parsed(text, found)


def _parsed(text: str, name: Path) -> dict[str, object]:
    import tomllib

    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ArgumentError(f"{name}: no TOML: {error}") from None
    for key, value in said.items():
        try:
            setting(key).read(value)
        except ArgumentError as error:
            raise ArgumentError(f"{name}: {error}") from None
        except ValueError as error:
            shown = "" if key == "uri" else f" = {value!r}"  # which may have a password in it
            raise ArgumentError(f"{name}: {key}{shown}: {error}") from None
    return said


@contextmanager
def applied(environment: MutableMapping[str, str]) -> Iterator[None]:
    """Put what the file says into an environment, where that says nothing, for a while.

    Raises
    ------
    ArgumentError
        As `read`.
    """
    said = {SETTINGS[key]: value for key, value in read().items()}
    added = {s.variable: s.read(v) for s, v in said.items() if s.variable not in environment}
    environment.update(added)
    try:
        yield
    finally:
        for variable in added:
            environment.pop(variable, None)


def change(key: str, value: str | None) -> Path:
    """Write a setting into the file, or take it out; all other lines stay as they are.

    Returns
    -------
    Path
        Of the file.

    Raises
    ------
    ArgumentError
        If there is no such setting, the value cannot be used, or the file has it over several
        lines.
    OutputError
        If the file cannot be written.
    """
    import re

    from .graph.output import write_text

    target = path()
    if target is None:
        raise ArgumentError(f"{VARIABLE} is empty: there is to be no file")
    chosen = None if value is None else _typed(setting(key), value)
    setting(key)
    said = read()
    lines = target.read_text(encoding="utf-8").split("\n") if target.exists() else []
    kept = [line for line in lines if not re.match(rf"\s*{key}\s*=", line)]
    if kept and not kept[-1]:
        kept.pop()
    text = "".join(f"{line}\n" for line in [*kept, *([] if chosen is None else [chosen])])
    wanted = {k: v for k, v in said.items() if k != key}
    found = _parsed(text, target)
    if {k: v for k, v in found.items() if k != key} != wanted or (key in found) != bool(chosen):
        raise ArgumentError(f"{target}: {key} stands there over several lines; edit it by hand")
    write_text(target, text)
    return target


def _typed(one: Setting, value: str) -> str:
    """The line of the file that says it."""
    import json

    typed: object = value
    if one.read in (_seconds, _some_seconds):
        try:
            typed = float(value) if "." in value else int(value)
        except ValueError:
            raise ArgumentError(f"{one.key} {value!r}: a number of seconds is expected") from None
    elif one.read is _folder:
        typed = str(Path(value).expanduser().absolute())
    try:
        one.read(typed)
    except ValueError as error:
        raise ArgumentError(f"{one.key}: {error}") from None
    return f"{one.key} = {json.dumps(typed, ensure_ascii=False)}"
