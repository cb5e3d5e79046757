"""Packages that only some uses need: whether one is there, and how to get it."""

from __future__ import annotations

from importlib.util import find_spec

from ..errors import ArgumentError


def need(package: str, what: str, extra: str) -> None:
    """Go on only if a package is installed.

    Raises
    ------
    ArgumentError
        If it is not; the message names the extra that brings it.

    Examples
    --------
    >>> need("csv", "tables need", "anything")
    >>> need("no_such_package", "pictures need", "plots")
    Traceback (most recent call last):
    ...
    insurgraph.errors.ArgumentError: pictures need no_such_package; pip install 'insurgraph[plots]'
    """
    if find_spec(package) is None:
        raise ArgumentError(f"{what} {package}; pip install 'insurgraph[{extra}]'")
