"""Blocks of states against the pairs of states that some text tells apart."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from constrained_diffusion.automata.bytes.minimisation import blocks_of


@st.composite
def automata(draw: st.DrawFn) -> tuple[list[list[int]], list[bool]]:
    """Partial automata all states of which are reachable, numbered as they are reached."""
    states, classes = draw(st.integers(1, 9)), draw(st.integers(1, 3))
    states = min(states, 1 + classes * 3)
    table = [[draw(st.integers(-1, states - 1)) for _ in range(classes)] for _ in range(states)]
    free = draw(st.permutations([(s, c) for s in range(states) for c in range(classes)]))
    used: set[tuple[int, int]] = set()
    for state in range(1, states):  # an edge from an earlier state, where one is free
        earlier = next((place for place in free if place[0] < state and place not in used), None)
        if earlier is None:
            break
        used.add(earlier)
        table[earlier[0]][earlier[1]] = state
    reached = [0]
    for s in reached:
        reached += [t for t in dict.fromkeys(table[s]) if t >= 0 and t not in reached]
    number = {-1: -1} | {s: k for k, s in enumerate(reached)}
    accepting = draw(st.lists(st.booleans(), min_size=len(reached), max_size=len(reached)))
    return [[number[t] for t in table[s]] for s in reached], accepting


@settings(max_examples=300)
@given(automata(), st.sampled_from([1, 1, 11, 31, 32, 40]))
def test_blocks(automaton: tuple[list[list[int]], list[bool]], copies: int) -> None:
    """With as many copies of every class, so that masks of classes take several words."""
    table, accepting = automaton
    wide = np.tile(np.array(table, np.int32), (1, copies))
    states, classes = len(table), len(table[0])
    alive = set(np.flatnonzero(accepting).tolist())
    for _ in range(states):
        alive |= {s for s in range(states) if alive & set(table[s])}
    # the dead are one state more, -1, that tells itself apart from all others
    apart = {(s, t) for s, t in itertools.product([-1, *range(states)], repeat=2) if (s in alive) != (t in alive)}
    apart |= {(s, t) for s, t in itertools.product(alive, repeat=2) if accepting[s] != accepting[t]}
    for _ in range(states**2):
        apart |= {
            (s, t)
            for s, t in itertools.product(alive, repeat=2)
            if any((table[s][c], table[t][c]) in apart for c in range(classes))
        }
    blocks = blocks_of(wide, np.array(accepting)).tolist()
    assert {s for s in range(states) if blocks[s] >= 0} == (alive if 0 in alive else set())
    for s, t in itertools.product(alive if 0 in alive else [], repeat=2):
        assert (blocks[s] == blocks[t]) == ((s, t) not in apart)
    assert sorted(set(blocks) - {-1}) == list(range(len(set(blocks) - {-1})))
