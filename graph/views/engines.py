"""What draws the picture inside a page: the scripts of others, and how much they can bear."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ...errors import ArgumentError
from ..vocabulary import nearest


@dataclass(frozen=True, slots=True)
class Engine:
    """A library that draws in the browser, and the page's own script that speaks to it.

    Attributes
    ----------
    libraries : tuple of str
        Names in ``vendor/VENDORED.json``, in the order in which they are loaded.
    script : str
        Our side of it; all engines have the same face, described in ``engine_vis.js``.
    entities, ties : int
        More than this no browser draws with it at a pace one can work at.
    part : int
        Above so many entities the page opens on the best connected of them.
    """

    libraries: tuple[str, ...]
    script: str
    entities: int
    ties: int
    part: int


#: By the names that ``engine`` and ``--engine`` take.
ENGINES = {
    "vis": Engine(("vis-network",), "engine_vis.js", 10_000, 40_000, 1_500),
    "sigma": Engine(("graphology", "sigma"), "engine_sigma.js", 50_000, 200_000, 50_000),
}


def engine_named(name: str) -> Engine:
    """An engine by its name.

    Raises
    ------
    ArgumentError
        If there is none of that name.

    Examples
    --------
    >>> engine_named("sigma").entities
    50000
    """
    if name not in ENGINES:
        raise ArgumentError(f"no engine {name!r}{nearest(name, ENGINES)}")
    return ENGINES[name]


@cache
def text(name: str) -> str:
    """A file of this package."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def library(name: str) -> tuple[str, tuple[str, ...]]:
    """A vendored script, and the digests of the style elements that it adds when it starts."""
    noted: dict[str, Any] = json.loads(text("vendor/VENDORED.json"))[name]
    return text(f"vendor/{noted['file']}"), tuple(noted.get("styles", ()))
