"""Shortest and longest paths against all walks of small graphs."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from constrained_diffusion.automata.paths import UNREACHABLE, distances, longest_path

STATES = 6
EDGES = st.lists(st.tuples(st.integers(0, STATES - 1), st.integers(0, STATES - 1), st.booleans()), max_size=14)


def _after(states: set[int], edges: list[tuple[int, int]]) -> set[int]:
    return {t for s, t in edges if s in states}


@given(EDGES, st.lists(st.booleans(), min_size=STATES, max_size=STATES))
def test_distances(edges: list[tuple[int, int, bool]], start: list[bool]) -> None:
    columns = np.array(edges, np.int32).reshape(-1, 3).T.copy()
    found = distances(columns[0], columns[1], np.array(start))
    expected = [int(UNREACHABLE)] * STATES
    states = {s for s in range(STATES) if start[s]}
    for length in range(STATES):
        for s in states:
            expected[s] = min(expected[s], length)
        states = _after(states, [(s, t) for s, t, _ in edges])
    assert found.tolist() == expected


@given(EDGES)
def test_longest_path(edges: list[tuple[int, int, bool]]) -> None:
    """No walk visits more than `STATES` states, unless there is a cycle."""
    columns = np.array(edges, np.int32).reshape(-1, 3).T.copy()
    counted = [(s, t) for s, t, counts in edges if counts]
    states = set(range(STATES))
    length = -1
    while states and length < STATES:
        states, length = _after(states, counted), length + 1
    found = longest_path(columns[0], columns[1], columns[2].astype(np.bool_), STATES)
    assert found == (length if length < STATES else -1)
