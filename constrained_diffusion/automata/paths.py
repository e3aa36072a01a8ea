"""Shortest and longest paths of an automaton, in edges. Edges are int32 arrays, `source` and `target`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.jit import inner, kernel

Ints = NDArray[np.int32]

UNREACHABLE = np.int32(2**30)


def distances(source: Ints, target: Ints, start: NDArray[np.bool_]) -> Ints:
    """Least number of edges from the states of `start`, following edges from `source` to `target`."""
    distance = np.where(start, np.int32(0), UNREACHABLE)
    queue = np.empty(len(start), np.int32)
    begun = np.flatnonzero(start)
    queue[: len(begun)] = begun
    _spread(source, target, distance, queue, len(begun))
    return distance


def longest_path(source: Ints, target: Ints, counts: NDArray[np.bool_], states: int) -> int:
    """Greatest number of edges (those that count) of a path from state 0, -1 if there is a cycle."""
    source, target = source[counts], target[counts]
    length = np.zeros(states, np.int32)
    done = _lengthen(source, target, length, np.zeros(states, np.int32))
    return int(length.max()) if done == states else -1


@inner
def grouped(keys, values, groups):  # type: ignore[no-untyped-def]
    """Counting sort: values whose key is g, in the order they came, are ``ordered[first[g]:first[g + 1]]``.

    Returns first, ordered.
    """
    first = np.empty(groups + 2, np.int64)
    for g in range(groups + 2):
        first[g] = 0
    for k in range(len(keys)):
        first[keys[k] + 2] += 1
    for g in range(groups):
        first[g + 2] += first[g + 1]
    ordered = np.empty(len(keys), np.int32)
    for k in range(len(keys)):
        ordered[first[keys[k] + 1]] = values[k]
        first[keys[k] + 1] += 1
    return first, ordered


@kernel
def _spread(source, target, distance, queue, past):  # type: ignore[no-untyped-def]
    """Sets the distances of the states not in the queue, breadth first; those of its states, up to `past`, are set."""
    first, following = grouped(source, target, len(distance))
    at = 0
    while at < past:
        s = queue[at]
        at += 1
        for k in range(first[s], first[s + 1]):
            t = following[k]
            if distance[t] == UNREACHABLE:
                distance[t] = distance[s] + 1
                queue[past] = t
                past += 1


@kernel
def _lengthen(source, target, length, waiting):  # type: ignore[no-untyped-def]
    """Raises the lengths, from zero, to those of the longest paths to all states.

    Returns how many states it came to: fewer than there are if there is a cycle. `waiting`, from zero, counts the edges
    into each state that are still to be followed.
    """
    first, following = grouped(source, target, len(length))
    for e in range(len(target)):
        waiting[target[e]] += 1
    ready = np.empty(len(length), np.int32)
    past = 0
    for s in range(len(length)):
        if waiting[s] == 0:
            ready[past] = s
            past += 1
    at = 0
    while at < past:
        s = ready[at]
        at += 1
        for k in range(first[s], first[s + 1]):
            t = following[k]
            if length[t] <= length[s]:
                length[t] = length[s] + 1
            waiting[t] -= 1
            if waiting[t] == 0:
                ready[past] = t
                past += 1
    return at
