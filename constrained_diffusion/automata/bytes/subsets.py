"""Subset construction over classes of bytes, in numba. Subsets are kept in one pool and found again by a hash table."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True)
def subsets(offsets, low, high, target, silent_offsets, silent_target, start, end, classes, limit):  # type: ignore[no-untyped-def]
    """Subset construction. A subset holds only the states that read something, and the end."""
    states = len(offsets) - 1
    pool = np.empty(1 << 14, np.int32)
    first = np.empty(1 << 10, np.int64)
    first[0] = 0
    table = np.full((1 << 9, classes), -1, np.int32)
    accepting = np.zeros(1 << 9, np.bool_)
    size = 1 << 12
    slots = np.full(size, -1, np.int32)
    hashes = np.empty(1 << 9, np.uint64)
    stamp = np.full(states, -1, np.int64)
    stack = np.empty(states + 1, np.int32)
    found = np.empty(states + 1, np.int32)
    live = np.empty(64, np.int32)
    border = np.zeros(classes + 1, np.bool_)
    count = 0
    clock = np.int64(0)
    at = -1
    while True:
        if at < 0:
            segments = 1
        else:
            # the edges that leave the subset, and the classes at which the set of those that fit changes
            edges = 0
            for k in range(first[at], first[at + 1]):
                edges += offsets[pool[k] + 1] - offsets[pool[k]]
            if edges > len(live):
                live = np.empty(2 * edges, np.int32)
            edges = 0
            border[:] = False
            for k in range(first[at], first[at + 1]):
                for e in range(offsets[pool[k]], offsets[pool[k] + 1]):
                    live[edges] = e
                    edges += 1
                    border[low[e]] = True
                    border[high[e] + 1] = True
            segments = classes
        k = 0
        while k < segments:
            past = k + 1
            clock += 1
            depth = 0
            if at < 0:
                stack[0] = start
                depth = 1
                stamp[start] = clock
            else:
                while past < classes and not border[past]:
                    past += 1
                for i in range(edges):
                    e = live[i]
                    if low[e] <= k and k <= high[e] and stamp[target[e]] != clock:
                        stamp[target[e]] = clock
                        stack[depth] = target[e]
                        depth += 1
            members = 0
            final = False
            mix = np.uint64(0)
            while depth > 0:
                depth -= 1
                state = stack[depth]
                if state == end:
                    final = True
                if state == end or offsets[state + 1] > offsets[state]:
                    found[members] = state
                    members += 1
                    h = np.uint64(state + 1) * np.uint64(0x9E3779B97F4A7C15)
                    h ^= h >> np.uint64(29)
                    mix += h * np.uint64(0xBF58476D1CE4E5B9)
                for s in range(silent_offsets[state], silent_offsets[state + 1]):
                    reached = silent_target[s]
                    if stamp[reached] != clock:
                        stamp[reached] = clock
                        stack[depth] = reached
                        depth += 1
            if members > 0 or at < 0:
                if members < 24:
                    for i in range(1, members):
                        value = found[i]
                        j = i - 1
                        while j >= 0 and found[j] > value:
                            found[j + 1] = found[j]
                            j -= 1
                        found[j + 1] = value
                else:
                    found[:members] = np.sort(found[:members])
                slot = np.int64((mix ^ (mix >> np.uint64(31))) & np.uint64(size - 1))
                known = -1
                while slots[slot] >= 0:
                    other = slots[slot]
                    if hashes[other] == mix and first[other + 1] - first[other] == members:
                        same = True
                        for i in range(members):
                            if pool[first[other] + i] != found[i]:
                                same = False
                                break
                        if same:
                            known = other
                            break
                    slot = (slot + 1) & (size - 1)
                if known < 0:
                    if count >= limit:
                        return table[:1], accepting[:1], False
                    known = count
                    slots[slot] = count
                    if count + 2 > len(first):
                        grown = np.empty(2 * len(first), np.int64)
                        grown[: len(first)] = first
                        first = grown
                    if count == len(table):
                        taller = np.full((2 * count, classes), -1, np.int32)
                        taller[:count] = table
                        table = taller
                        longer = np.zeros(2 * count, np.bool_)
                        longer[:count] = accepting
                        accepting = longer
                        wider = np.empty(2 * count, np.uint64)
                        wider[:count] = hashes
                        hashes = wider
                    if first[count] + members > len(pool):
                        deeper = np.empty(2 * len(pool) + members, np.int32)
                        deeper[: len(pool)] = pool
                        pool = deeper
                    for i in range(members):
                        pool[first[count] + i] = found[i]
                    first[count + 1] = first[count] + members
                    hashes[count] = mix
                    accepting[count] = final
                    count += 1
                    if 2 * count > size:
                        size *= 4
                        slots = np.full(size, -1, np.int32)
                        for i in range(count):
                            h = hashes[i]
                            again = np.int64((h ^ (h >> np.uint64(31))) & np.uint64(size - 1))
                            while slots[again] >= 0:
                                again = (again + 1) & (size - 1)
                            slots[again] = i
                if at >= 0:
                    for c in range(k, past):
                        table[at, c] = known
            k = past
        at += 1
        if at == count:
            break
    return table[:count], accepting[:count], True
