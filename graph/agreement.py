"""How far two readings of the same passages agree, beyond what chance would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

Pair = tuple[str, str]


def share(pairs: Sequence[Pair]) -> float:
    """Share of the units to which both readings gave the same value.

    Examples
    --------
    >>> share([("2", "2"), ("2", "3"), ("4", "4"), ("3", "3")])
    0.75
    """
    return sum(a == b for a, b in pairs) / len(pairs)


def alpha(pairs: Sequence[Pair], *, ordinal: bool = False) -> float | None:
    r"""Krippendorff's alpha of two readings without missing values.

    .. math:: \alpha = 1 - \frac{D_o}{D_e}

    with the disagreement observed within the units and the one expected if the same values were
    dealt out to the units at random. 1 is full agreement, 0 what chance gives.

    Parameters
    ----------
    pairs : sequence of (str, str)
        One unit each: its value in the first reading and in the second.
    ordinal : bool
        Count how far apart two values lie in the order of the words, by the values in between;
        otherwise any two different values disagree alike.

    Returns
    -------
    float or None
        None where only one value occurs, so that nothing could disagree.

    References
    ----------
    Hayes and Krippendorff 2007, https://doi.org/10.1080/19312450709336664.

    Examples
    --------
    >>> round(alpha([("1", "1"), ("1", "2"), ("2", "2"), ("4", "4")]), 3)
    0.667
    >>> round(alpha([("1", "1"), ("1", "2"), ("2", "2"), ("4", "4")], ordinal=True), 3)
    0.79
    """
    met = Counter(pairs) + Counter((b, a) for a, b in pairs)
    held = Counter(value for pair in pairs for value in pair)
    apart = _ordinal(held) if ordinal else {(a, b): float(a != b) for a in held for b in held}
    total = sum(held.values())
    expected = sum(held[a] * held[b] * d for (a, b), d in apart.items()) / (total - 1)
    if not expected:
        return None
    return 1 - sum(n * apart[pair] for pair, n in met.items()) / expected


def _ordinal(held: Counter[str]) -> dict[Pair, float]:
    """Squared distances: how many values lie from the middle of the one to that of the other."""
    order = sorted(held)
    ends = accumulate(held[value] for value in order)
    middle = {value: end - held[value] / 2 for value, end in zip(order, ends, strict=True)}
    return {(a, b): (middle[a] - middle[b]) ** 2 for a in order for b in order}
