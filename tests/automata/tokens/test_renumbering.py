"""Numbers and rows of what is kept, one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from constrained_diffusion.automata.tokens.renumbering import Renumbering


@given(st.permutations(range(7)), st.integers(0, 7), st.lists(st.integers(0, 3), min_size=7, max_size=7))
def test_in_order(order: list[int], count: int, sizes: list[int]) -> None:
    kept = order[:count]
    renumbering = Renumbering.in_order(np.array(kept, np.intp), 7)
    assert len(renumbering) == count
    expected = [kept.index(number) if number in kept else -1 for number in range(7)] + [-1]
    numbers = np.array([*range(7), -1], np.int32)
    assert renumbering.renumbered(numbers).tolist() == expected
    assert renumbering.renumbered(numbers).dtype == np.int32

    offsets = np.cumsum([0, *sizes]).astype(np.int32)
    values = np.arange(100, 100 + offsets[-1], dtype=np.int32)
    new_offsets, new_values = renumbering.rows_of(offsets, values)
    assert new_offsets.dtype == new_values.dtype == np.int32
    rows = [new_values[new_offsets[i] : new_offsets[i + 1]].tolist() for i in range(count)]
    assert rows == [values[offsets[i] : offsets[i + 1]].tolist() for i in kept]


def test_keeping() -> None:
    renumbering = Renumbering.keeping(np.array([False, True, True, False, True]))
    assert renumbering.new.tolist() == [-1, 0, 1, -1, 2, -1]
    assert renumbering.old.tolist() == [1, 2, 4]
