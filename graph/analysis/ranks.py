"""Ranks: who is before whom, in one network or in many.

1 is the most central. Values are equal when they differ by less than a ten-thousand-millionth of
the largest: less than that is the order in which numbers were added up. Equal actors share a rank,
and there are two ways to:

* the *better* one, as in a competition: two firsts, then a third. One list reads best so.
* the *mean* of their places: two at 1.5, then a third. Ranks of several networks compare only so:
  of fifty actors through whom no path leads, all are seventh in a competition of six others, and
  none of them has come anywhere near the top.

What is not defined is last.
"""

from __future__ import annotations

import numpy as np

from .ensemble import Flags, Floats, Ints

_EQUAL = 1e-10


def ranked(values: Floats, *, low_first: bool = False) -> Ints:
    """Ranks within every column; equal values share the better one.

    Parameters
    ----------
    values : array, actors x networks
        Not a number where undefined.
    low_first : bool
        Whether low values are the central ones.

    Returns
    -------
    array of int, actors x networks

    Examples
    --------
    >>> ranked(np.array([[3.0], [1.0], [3.0], [np.nan]]))[:, 0].tolist()
    [1, 3, 1, 4]
    """
    order, begins = _steps(values, low_first)
    places = np.arange(1, values.shape[0] + 1)
    first = np.maximum.accumulate(np.where(begins, places, 0), axis=1)
    return _back(order, first)


def mean_ranked(values: Floats, *, low_first: bool = False) -> Floats:
    """Ranks within every column; equal values share the mean of their places.

    Examples
    --------
    >>> mean_ranked(np.array([[3.0], [1.0], [3.0], [np.nan]]))[:, 0].tolist()
    [1.5, 3.0, 1.5, 4.0]
    """
    order, begins = _steps(values, low_first)
    actors = values.shape[0]
    places = np.arange(1, actors + 1)
    first = np.maximum.accumulate(np.where(begins, places, 0), axis=1)
    ends = np.concatenate((begins[:, 1:], np.ones((len(begins), 1), dtype=bool)), axis=1)
    backwards = np.where(ends, places, actors)[:, ::-1]
    last = np.minimum.accumulate(backwards, axis=1)[:, ::-1]
    return _back(order, first + last).astype(np.float64) / 2


def _steps(values: Floats, low_first: bool) -> tuple[Ints, Flags]:
    """The order of every column, networks x actors, and where in it a new value begins."""
    defined = np.isfinite(values)
    size = np.where(defined, values if low_first else -values, np.inf).T
    order = np.argsort(size, axis=1, kind="stable")
    ordered = np.take_along_axis(size, order, axis=1)
    scale = np.abs(values).max(axis=0, where=defined, initial=0)[:, None] * _EQUAL
    with np.errstate(invalid="ignore"):  # undefined after undefined: no step either
        step = np.diff(ordered, axis=1) > scale
    return order, np.concatenate((np.ones((len(step), 1), dtype=bool), step), axis=1)


def _back(order: Ints, places: Ints) -> Ints:
    out = np.empty_like(order)
    np.put_along_axis(out, order, places, axis=1)
    found: Ints = out.T
    return found
