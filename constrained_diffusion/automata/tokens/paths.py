"""Shortest and longest paths of an automaton, in edges."""

from __future__ import annotations

import numpy as np

from constrained_diffusion.jit import kernel

UNREACHABLE = np.int32(2**30)


@kernel
def distances(source, target, start):  # type: ignore[no-untyped-def]
    """Least number of edges from the states of `start`, following edges from `source` to `target`."""
    states = len(start)
    offsets = np.zeros(states + 1, np.int64)
    for s in source:
        offsets[s + 1] += 1
    for s in range(states):
        offsets[s + 1] += offsets[s]
    fill = offsets[:-1].copy()
    following = np.empty(len(source), np.int32)
    for e in range(len(source)):
        following[fill[source[e]]] = target[e]
        fill[source[e]] += 1
    distance = np.full(states, UNREACHABLE, np.int32)
    queue = np.empty(states, np.int32)
    past = 0
    for s in range(states):
        if start[s]:
            distance[s] = 0
            queue[past] = s
            past += 1
    at = 0
    while at < past:
        s = queue[at]
        at += 1
        for k in range(offsets[s], offsets[s + 1]):
            t = following[k]
            if distance[t] == UNREACHABLE:
                distance[t] = distance[s] + 1
                queue[past] = t
                past += 1
    return distance


@kernel
def longest_path(source, target, counts, states):  # type: ignore[no-untyped-def]
    """Greatest number of edges (those that count) of a path from state 0, -1 if there is a cycle."""
    waiting = np.zeros(states, np.int64)
    offsets = np.zeros(states + 1, np.int64)
    for e in range(len(source)):
        if counts[e]:
            waiting[target[e]] += 1
            offsets[source[e] + 1] += 1
    for s in range(states):
        offsets[s + 1] += offsets[s]
    fill = offsets[:-1].copy()
    following = np.empty(offsets[states], np.int32)
    for e in range(len(source)):
        if counts[e]:
            following[fill[source[e]]] = target[e]
            fill[source[e]] += 1
    length = np.zeros(states, np.int64)
    stack = np.empty(states, np.int32)
    depth = 0
    done = 0
    for s in range(states):
        if waiting[s] == 0:
            stack[depth] = s
            depth += 1
    while depth > 0:
        depth -= 1
        s = stack[depth]
        done += 1
        for k in range(offsets[s], offsets[s + 1]):
            t = following[k]
            length[t] = max(length[t], length[s] + 1)
            waiting[t] -= 1
            if waiting[t] == 0:
                stack[depth] = t
                depth += 1
    if done < states:
        return -1
    return length.max()
