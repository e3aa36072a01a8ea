"""Interned rows against a dictionary of tuples."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numba import njit

from constrained_diffusion.automata.interning import interned, no_rows, sort, with_room, with_slots


@njit
def _numbers(data, ends):  # type: ignore[no-untyped-def]
    """Interns the rows of `data` that end at `ends`: the number of each, and the rows kept."""
    pool, first, slots = no_rows()
    numbers = np.empty(len(ends), np.int32)
    count = np.int64(0)
    k = 0
    for row in range(len(ends)):
        past = first[count]
        pool = with_room(pool, past + ends[row] - k)
        while k < ends[row]:
            pool[past] = data[k]
            past += 1
            k += 1
        numbers[row] = interned(pool, first, slots, count, past)
        if numbers[row] == count:
            count += 1
            first, slots = with_slots(first, slots, count)
    return numbers, pool, first[: count + 1]


@njit
def _sorted(row, begin, past):  # type: ignore[no-untyped-def]
    sort(row, begin, past)


def _check(rows: list[tuple[int, ...]]) -> None:
    numbered = {row: k for k, row in enumerate(dict.fromkeys(rows))}
    data = np.array([value for row in rows for value in row], np.int32)
    numbers, pool, first = _numbers(data, np.cumsum([len(row) for row in rows], dtype=np.int64))
    assert numbers.tolist() == [numbered[row] for row in rows]
    assert [tuple(pool[first[k] : first[k + 1]].tolist()) for k in range(len(first) - 1)] == list(numbered)


@given(st.lists(st.lists(st.integers(-2, 3), max_size=5).map(tuple), min_size=1, max_size=80))
def test_equal_rows_have_one_number(rows: list[tuple[int, ...]]) -> None:
    _check(rows)


@settings(max_examples=10)
@given(st.integers(0, 2**32 - 1), st.integers(1, 12), st.sampled_from([3, 200, 2**31 - 1]))
def test_pool_and_hash_table_grow(seed: int, longest: int, greatest: int) -> None:
    rng = np.random.default_rng(seed)
    rows = [tuple(rng.integers(-greatest, greatest, rng.integers(longest + 1)).tolist()) for _ in range(6000)]
    _check(rows + rows[::-1])


@given(st.lists(st.integers(-(2**31), 2**31 - 1), max_size=200), st.data())
def test_sort(values: list[int], data: st.DataObject) -> None:
    past = data.draw(st.integers(0, len(values)))
    begin = data.draw(st.integers(0, past))
    row = np.array(values, np.int32)
    _sorted(row, begin, past)
    assert row.tolist() == [*values[:begin], *sorted(values[begin:past]), *values[past:]]
