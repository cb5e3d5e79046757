"""Ranks of the values of many networks at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata

from insurgraph.graph.analysis.ranks import mean_ranked, ranked
from tests.properties import examples

COLUMNS = st.integers(1, 4).flatmap(
    lambda n: st.lists(st.lists(st.integers(-4, 4), min_size=n, max_size=n), min_size=1, max_size=8)
)


@examples(100)
@given(COLUMNS, st.booleans())
def test_ranks_are_those_of_scipy(rows: list[list[int]], low_first: bool) -> None:
    values = np.array(rows, dtype=float)
    order = values if low_first else -values
    best = rankdata(order, method="min", axis=0)
    np.testing.assert_array_equal(ranked(values, low_first=low_first), best)
    mean = rankdata(order, method="average", axis=0)
    np.testing.assert_array_equal(mean_ranked(values, low_first=low_first), mean)


def test_the_last_digits_of_a_sum_make_no_rank() -> None:
    values = np.array([[0.1 + 0.2], [0.3], [0.2]])
    assert ranked(values)[:, 0].tolist() == [1, 1, 3]
    assert mean_ranked(values)[:, 0].tolist() == [1.5, 1.5, 3]


@pytest.mark.parametrize("low_first", [False, True])
def test_what_is_not_defined_is_last(low_first: bool) -> None:
    values = np.array([[np.nan], [1.0], [np.nan], [1.0]])
    assert ranked(values, low_first=low_first)[:, 0].tolist() == [3, 1, 3, 1]
    assert mean_ranked(values, low_first=low_first)[:, 0].tolist() == [3.5, 1.5, 3.5, 1.5]
    nothing = np.full((2, 1), np.nan)
    assert ranked(nothing)[:, 0].tolist() == [1, 1]


def test_no_networks_have_no_ranks() -> None:
    assert ranked(np.empty((3, 0))).shape == (3, 0)
    assert mean_ranked(np.empty((3, 0))).shape == (3, 0)
