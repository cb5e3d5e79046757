"""Whatever is read is a value or an error of ours in one line; `make torture` tries far more."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from torture.mutation import mutated
from torture.targets import attempt, targets

#: Targets whose inputs are whole tables and documents: a few hundred a second.
SLOW = 2


@pytest.mark.parametrize("name", targets())
def test_every_reader_takes_any_input_or_refuses_it_in_one_line(name: str) -> None:
    target = targets()[name]
    assert [attempt(target, seed) for seed in target.seeds].count("value") > 0

    made = st.integers(0, 2**32).map(lambda seed: next(mutated(target.seeds, Random(seed))))

    @examples(40 if target.share <= SLOW else 120)
    @given(made | st.binary(max_size=200) | st.text(max_size=80).map(str.encode))
    def takes(data: bytes) -> None:
        attempt(target, data)

    takes()
