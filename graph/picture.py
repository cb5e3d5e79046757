"""Pictures as files: a figure of matplotlib as SVG or PNG, the same bytes for the same figure."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ArgumentError
from .extras import need
from .output import write_bytes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = (".svg", ".png")
"""Endings of files that can be written."""

_SETTINGS: Mapping[str, Any] = {
    "svg.hashsalt": "insurgraph",
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def save(figure: Figure, path: str | Path) -> Path:
    """Write a picture as the ending of `path` says.

    Raises
    ------
    ArgumentError
        If it ends neither in ``.svg`` nor in ``.png``.
    OutputError
        If the file cannot be written.
    """
    target = check(path)
    write_bytes(target, _drawn(figure, target.suffix.lower()[1:]))
    return target


def _drawn(figure: Figure, format_: str) -> bytes:
    out = BytesIO()
    metadata = {"Date": None} if format_ == "svg" else {"Software": None}
    with style():
        figure.savefig(out, format=format_, dpi=150, metadata=metadata, facecolor="white")
    return out.getvalue()


def check(path: str | Path) -> Path:
    """The path, if a picture can be written there at all.

    Raises
    ------
    ArgumentError
        If it ends neither in ``.svg`` nor in ``.png``, or matplotlib is not installed.

    Examples
    --------
    >>> check("a.svg").name
    'a.svg'
    """
    target = Path(path)
    if target.suffix.lower() not in FORMATS:
        raise ArgumentError(f"{target}: a picture ends in {' or '.join(FORMATS)}")
    need("matplotlib", "pictures need", "plots")
    return target


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that shows itself in a notebook.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
        To be changed as any figure of matplotlib.
    """

    figure: Figure

    def save(self, path: str | Path) -> Path:
        """Write it as SVG or PNG; see `save`."""
        return save(self.figure, path)

    def _repr_svg_(self) -> str:
        return _drawn(self.figure, "svg").decode()


def style() -> AbstractContextManager[Any]:
    """How every picture is drawn and written, the same bytes for the same figure."""
    need("matplotlib", "pictures need", "plots")
    import matplotlib as mpl

    settings: Any = dict(_SETTINGS)  # matplotlib's names are a type of their own
    return mpl.rc_context(settings)
