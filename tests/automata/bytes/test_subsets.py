"""Subset construction against sets of states in Python."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from constrained_diffusion.automata.bytes.subsets import subsets

STATES, CLASSES = 7, 4
NUMBERS = st.integers(0, STATES - 1)
READS = st.lists(st.tuples(NUMBERS, st.integers(0, CLASSES - 1), st.integers(0, CLASSES - 1), NUMBERS), max_size=16)
SILENT = st.lists(st.tuples(NUMBERS, NUMBERS), max_size=8)
Reads = list[tuple[int, int, int, int]]


def _closed(states: set[int], reads: Reads, silent: list[tuple[int, int]], end: int) -> frozenset[int]:
    while True:
        more = {t for s, t in silent if s in states} - states
        if not more:
            return frozenset(s for s in states if s == end or any(source == s for source, *_ in reads))
        states = states | more


def _expected(reads: Reads, silent: list[tuple[int, int]], start: int, end: int) -> list[tuple[list[int], bool]]:
    found = [_closed({start}, reads, silent, end)]
    rows = []
    for subset in found:
        row = []
        for c in range(CLASSES):
            after = _closed({t for s, low, high, t in reads if s in subset and low <= c <= high}, reads, silent, end)
            if after and after not in found:
                found.append(after)
            row.append(found.index(after) if after else -1)
        rows.append((row, end in subset))
    return rows


@settings(max_examples=300)
@given(READS, SILENT, NUMBERS, NUMBERS, st.integers(1, 12))
def test_against_sets(reads: Reads, silent: list[tuple[int, int]], start: int, end: int, limit: int) -> None:
    reads = sorted((s, min(low, high), max(low, high), t) for s, low, high, t in reads)
    silent = sorted(silent)
    source, low, high, target = np.array(reads, np.int32).reshape(-1, 4).T.copy()
    silent_source, silent_target = np.array(silent, np.int32).reshape(-1, 2).T.copy()
    states = np.arange(STATES + 1)
    offsets = np.searchsorted(source, states).astype(np.int32)
    silent_offsets = np.searchsorted(silent_source, states).astype(np.int32)
    table, accepting, complete, left = subsets(
        offsets, low, high, target, silent_offsets, silent_target, start, end, CLASSES, limit, 10**6
    )
    expected = _expected(reads, silent, start, end)
    assert complete == (len(expected) <= limit)
    assert 0 < left < 10**6
    if complete:
        assert list(zip(table.tolist(), accepting.tolist(), strict=True)) == expected
