"""Subset construction over classes of bytes. A subset is a row (`automata.interning`) of states in rising order."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.interning import interned, no_rows, sort, with_room, with_slots
from constrained_diffusion.automata.tables import DEAD
from constrained_diffusion.jit import inner, kernel

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]


def subsets(
    offsets: Ints, low: Ints, high: Ints, target: Ints, silent_offsets: Ints, silent_target: Ints,
    start: int, end: int, classes: int, limit: int, work: int,
) -> tuple[Ints, Bools, bool, int]:  # fmt: skip
    """The subsets that are reached from that of `start`, which is the first.

    The edges of state s are ``offsets[s]:offsets[s + 1]``; they read the classes `low` to `high` into `target`. A
    subset holds only the states that read something, and the end.

    Returns:
        the table, [subsets, classes]; which subsets accept; whether there are no more than `limit`, and they took no
        more than `work` edges to be looked at (if not, nothing else holds); what is left of `work`.
    """
    table, count, pool, first, work = _explore(
        offsets, low, high, target, silent_offsets, silent_target, start, end, classes, limit, work
    )
    accepting = np.zeros(count, np.bool_)
    accepting[np.searchsorted(first[: count + 1], np.flatnonzero(pool[: first[count]] == end), "right") - 1] = True
    return table[: count * classes].reshape(count, classes), accepting, count <= limit and work > 0, work


@kernel
def _explore(offsets, low, high, target, silent_offsets, silent_target, start, end, classes, limit, work):  # type: ignore[no-untyped-def]
    """The table, row by row, the number of subsets, the subsets as interned rows (pool and first), and the work
    left."""
    states = len(offsets) - 1
    pool, first, slots = no_rows()
    pool = with_room(pool, states)
    table = np.empty(classes << 9, np.int32)
    edges = np.empty(len(low), np.int32)
    border = np.empty(classes + 1, np.int32)
    reached = np.empty(states, np.int32)
    stamp = np.empty(states, np.int32)
    for s in range(states):
        stamp[s] = 0
    clock = np.int64(1)
    reached[0], stamp[start] = start, clock
    count = np.int64(0)
    past, _ = _close(reached, clock, stamp, clock, offsets, silent_offsets, silent_target, end, pool, count)
    count += interned(pool, first, slots, count, past) + 1
    at = 0
    while at < count and count <= limit and work > 0:
        leaving = _leaving(pool, first[at], first[at + 1], offsets, low, high, edges, border)
        for c in range(classes):
            here = at * classes + c
            if c > 0 and border[c] == 0:  # the same edges fit
                table[here] = table[here - 1]
                continue
            if work <= 0:
                break
            clock += 1
            depth = _step(edges, leaving, low, high, target, c, reached, stamp, clock)
            past, steps = _close(
                reached, depth, stamp, clock, offsets, silent_offsets, silent_target, end, pool, first[count]
            )
            work -= leaving + steps + 8 * (past - first[count]) + 8
            table[here] = DEAD
            if past > first[count]:
                table[here] = interned(pool, first, slots, count, past)
            if table[here] == count:
                count += 1
                first, slots = with_slots(first, slots, count)
                pool = with_room(pool, past + states)
                table = with_room(table, (count + 1) * classes)
        at += 1
    return table, count, pool, first, work


@inner
def _leaving(pool, begin, past, offsets, low, high, edges, border):  # type: ignore[no-untyped-def]
    """Lists the edges that leave a subset, and marks the classes at which the set of those that fit changes."""
    count = 0
    for c in range(len(border)):
        border[c] = 0
    for k in range(begin, past):
        for e in range(offsets[pool[k]], offsets[pool[k] + 1]):
            edges[count] = e
            count += 1
            border[low[e]] = 1
            border[high[e] + 1] = 1
    return count


@inner
def _step(edges, leaving, low, high, target, c, reached, stamp, clock):  # type: ignore[no-untyped-def]
    """Lists the states that the edges lead to on class `c`, and stamps them; returns how many."""
    count = 0
    for k in range(leaving):
        e = edges[k]
        if low[e] <= c and c <= high[e] and stamp[target[e]] != clock:
            stamp[target[e]] = clock
            reached[count] = target[e]
            count += 1
    return count


@inner
def _close(reached, depth, stamp, clock, offsets, silent_offsets, silent_target, end, pool, at):  # type: ignore[no-untyped-def]
    """Follows silent edges, and writes the subset to the pool from `at` on; returns where it ends, and the steps taken.

    `reached` is a stack of states that bear the stamp.
    """
    past, steps = at, np.int64(0)
    while depth > 0:
        depth -= 1
        state = reached[depth]
        steps += 2 + silent_offsets[state + 1] - silent_offsets[state]
        if state == end or offsets[state + 1] > offsets[state]:
            pool[past] = state
            past += 1
        for k in range(silent_offsets[state], silent_offsets[state + 1]):
            if stamp[silent_target[k]] != clock:
                stamp[silent_target[k]] = clock
                reached[depth] = silent_target[k]
                depth += 1
    sort(pool, at, past)
    return past, steps
