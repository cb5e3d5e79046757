"""How property tests are run: the same examples every time, no clock, nothing kept."""

from __future__ import annotations

from hypothesis import settings


def examples(number: int) -> settings:
    """Settings for a property that is tried on so many examples."""
    return settings(deadline=None, max_examples=number, derandomize=True, database=None)
