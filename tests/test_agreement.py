"""Agreement of two readings, beside figures worked out by hand and what has to hold of any."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insurgraph.graph.agreement import Pair, alpha, share

PAIRS = st.lists(st.tuples(*[st.sampled_from("123456")] * 2), min_size=2, max_size=30)


def test_two_observers_of_a_yes_or_no() -> None:
    """Ten units, fourteen zeros and six ones, four disagreements: 1 - 19 * 4 / (14 * 6)."""
    pairs = list(zip("0100000010", "1110010000", strict=True))
    assert alpha(pairs) == pytest.approx(1 - 76 / 84)


@given(PAIRS)
def test_it_is_one_exactly_if_nothing_disagrees(pairs: list[Pair]) -> None:
    for ordinal in (False, True):
        found = alpha(pairs, ordinal=ordinal)
        if found is None:
            assert len({value for pair in pairs for value in pair}) == 1
        else:
            assert (found == pytest.approx(1)) is (share(pairs) == 1)
            assert found <= 1 + 1e-9


@given(PAIRS)
def test_which_reading_came_first_does_not_matter(pairs: list[Pair]) -> None:
    other = [(b, a) for a, b in pairs]
    for ordinal in (False, True):
        assert alpha(other, ordinal=ordinal) == pytest.approx(alpha(pairs, ordinal=ordinal))


def test_neighbours_disagree_less_than_the_far_ends() -> None:
    same = [(v, v) for v in "112233"]
    near, far = (alpha([*same, pair], ordinal=True) or 0 for pair in [("2", "3"), ("1", "3")])
    assert 1 > near > far > 0
