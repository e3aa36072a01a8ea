"""A cover covers, and is as large as the largest matching, found by brute force and by scipy."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching

from constrained_diffusion.automata.tokens.cover import minimum_vertex_cover

EDGES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12)


def _largest_matching(edges: list[tuple[int, int]]) -> int:
    if not edges:
        return 0
    (left, right), rest = edges[0], edges[1:]
    apart = [(a, b) for a, b in rest if a != left and b != right]
    return max(1 + _largest_matching(apart), _largest_matching(rest))


def _is_cover(edges: list[tuple[int, int]], left: set[int], right: set[int]) -> bool:
    return all(a in left or b in right for a, b in edges)


@given(EDGES, st.randoms())
def test_small_graphs(edges: list[tuple[int, int]], order: random.Random) -> None:
    left, right = minimum_vertex_cover(edges)
    assert _is_cover(edges, left, right)
    assert len(left) + len(right) == _largest_matching(edges)
    order.shuffle(edges)
    assert minimum_vertex_cover(edges) == (left, right)


def test_large_graphs() -> None:
    rng = np.random.default_rng(0)
    for _ in range(60):
        lefts, rights = rng.integers(1, 300, 2)
        count = int(rng.integers(1, 2 * (lefts + rights)))
        pairs = np.stack([rng.integers(0, lefts, count), rng.integers(0, rights, count)])
        graph = csr_matrix((np.ones(count, np.int8), tuple(pairs)), (lefts, rights))
        edges = [(int(a), int(b)) for a, b in pairs.T]
        left, right = minimum_vertex_cover(edges)
        assert _is_cover(edges, left, right)
        assert len(left) + len(right) == (maximum_bipartite_matching(graph) >= 0).sum()


def test_long_paths_take_no_recursion() -> None:
    edges = [(i, i) for i in range(20_000)] + [(i + 1, i) for i in range(20_000)]
    left, right = minimum_vertex_cover(edges)
    assert (len(left), len(right)) == (0, 20_000)


def test_any_hashable_values() -> None:
    pairs = [("a", (1, 2)), ("a", frozenset()), ("b", frozenset()), ("c", frozenset())]
    assert minimum_vertex_cover(pairs) == ({"a"}, {frozenset()})
    assert minimum_vertex_cover([("a", 1), ("a", 2), ("a", 2)]) == ({"a"}, set())
    assert minimum_vertex_cover([]) == (set(), set())
