"""Minimisation of partial automata by refining two partitions, of states and of transitions, in numba.

Valmari and Lehtinen, "Efficient Minimization of DFAs with Partial Transition Functions" (STACS 2008). A partition is
five arrays: the elements block by block, where each stands, its block, and where blocks begin, end and how much of them
is marked.
"""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True)
def _mark(element, elements, location, block, begin, marked, touched, count):  # type: ignore[no-untyped-def]
    """Moves an element to the marked front of its block; returns how many blocks have been touched."""
    b = block[element]
    i = location[element]
    j = begin[b] + marked[b]
    if i >= j:
        if marked[b] == 0:
            touched[count] = b
            count += 1
        other = elements[j]
        elements[i] = other
        location[other] = i
        elements[j] = element
        location[element] = j
        marked[b] += 1
    return count


@njit(cache=True)
def _split(elements, block, begin, past, marked, touched, count, blocks):  # type: ignore[no-untyped-def]
    """Makes the smaller of the marked and the unmarked part of every touched block a new one; returns their number."""
    for w in range(count):
        b = touched[w]
        j = begin[b] + marked[b]
        if j == past[b]:
            marked[b] = 0
            continue
        if marked[b] <= past[b] - j:
            begin[blocks] = begin[b]
            past[blocks] = j
            begin[b] = j
        else:
            past[blocks] = past[b]
            begin[blocks] = j
            past[b] = j
        for k in range(begin[blocks], past[blocks]):
            block[elements[k]] = blocks
        marked[b] = 0
        blocks += 1
    return blocks


@njit(cache=True)
def blocks_of(table, accepting):  # type: ignore[no-untyped-def]
    """The block of every state in the coarsest stable partition; -1 for states that are unreachable or dead."""
    states, classes = table.shape
    # states from which acceptance can be reached, by a search backward over the transitions
    into = np.zeros(states + 1, np.int64)
    for s in range(states):
        for c in range(classes):
            if table[s, c] >= 0:
                into[table[s, c] + 1] += 1
    for s in range(states):
        into[s + 1] += into[s]
    sources = np.empty(into[states], np.int32)
    cursor = into[:-1].copy()
    for s in range(states):
        for c in range(classes):
            t = table[s, c]
            if t >= 0:
                sources[cursor[t]] = s
                cursor[t] += 1
    useful = np.zeros(states, np.bool_)
    stack = np.empty(states, np.int32)
    depth = 0
    for s in range(states):
        if accepting[s]:
            useful[s] = True
            stack[depth] = s
            depth += 1
    while depth > 0:
        depth -= 1
        t = stack[depth]
        for k in range(into[t], into[t + 1]):
            s = sources[k]
            if not useful[s]:
                useful[s] = True
                stack[depth] = s
                depth += 1
    reached = np.zeros(states, np.bool_)
    if states and useful[0]:
        reached[0] = True
        stack[0] = 0
        depth = 1
    while depth > 0:
        depth -= 1
        s = stack[depth]
        for c in range(classes):
            t = table[s, c]
            if t >= 0 and useful[t] and not reached[t]:
                reached[t] = True
                stack[depth] = t
                depth += 1
    useful &= reached
    # compact numbering of useful states, and their transitions grouped by label
    number = np.full(states, -1, np.int32)
    n = 0
    for s in range(states):
        if useful[s]:
            number[s] = n
            n += 1
    result = np.full(states, -1, np.int32)
    if n == 0:
        return result
    m = 0
    for s in range(states):
        if useful[s]:
            for c in range(classes):
                if table[s, c] >= 0 and useful[table[s, c]]:
                    m += 1
    tail = np.empty(m, np.int32)
    head = np.empty(m, np.int32)
    label_start = np.zeros(classes + 1, np.int64)
    k = 0
    for c in range(classes):
        label_start[c] = k
        for s in range(states):
            t = table[s, c]
            if useful[s] and t >= 0 and useful[t]:
                tail[k] = number[s]
                head[k] = number[t]
                k += 1
    label_start[classes] = k
    # partition of states (E, L, S, F, P as in the paper)
    elements = np.empty(n, np.int32)
    location = np.empty(n, np.int32)
    block = np.zeros(n, np.int32)
    begin = np.empty(n + 1, np.int32)
    past = np.empty(n + 1, np.int32)
    marked = np.zeros(n + 1, np.int32)
    low, top = 0, n
    for s in range(states):
        if useful[s]:
            i = number[s]
            if accepting[s]:
                elements[low] = i
                location[i] = low
                low += 1
            else:
                top -= 1
                elements[top] = i
                location[i] = top
    blocks = 0
    if low > 0:
        begin[0] = 0
        past[0] = low
        blocks = 1
    if low < n:
        begin[blocks] = low
        past[blocks] = n
        for k in range(low, n):
            block[elements[k]] = blocks
        blocks += 1
    # partition of transitions into cords: first by label
    t_elements = np.arange(m).astype(np.int32)
    t_location = np.arange(m).astype(np.int32)
    t_block = np.zeros(m, np.int32)
    t_begin = np.empty(m + 1, np.int32)
    t_past = np.empty(m + 1, np.int32)
    t_marked = np.zeros(m + 1, np.int32)
    cords = 0
    for c in range(classes):
        if label_start[c + 1] > label_start[c]:
            t_begin[cords] = label_start[c]
            t_past[cords] = label_start[c + 1]
            for k in range(label_start[c], label_start[c + 1]):
                t_block[k] = cords
            cords += 1
    # transitions by head
    into_start = np.zeros(n + 1, np.int64)
    for k in range(m):
        into_start[head[k] + 1] += 1
    for i in range(n):
        into_start[i + 1] += into_start[i]
    into_list = np.empty(m, np.int32)
    fill = into_start[:-1].copy()
    for k in range(m):
        into_list[fill[head[k]]] = k
        fill[head[k]] += 1
    touched = np.empty(max(n, m) + 1, np.int32)
    next_block = 1
    next_cord = 0
    while next_cord < cords:
        # split states by the tails of a cord
        count = 0
        for k in range(t_begin[next_cord], t_past[next_cord]):
            count = _mark(tail[t_elements[k]], elements, location, block, begin, marked, touched, count)
        next_cord += 1
        blocks = _split(elements, block, begin, past, marked, touched, count, blocks)
        # split cords by the heads of each new block
        while next_block < blocks:
            count = 0
            for k in range(begin[next_block], past[next_block]):
                q = elements[k]
                for x in range(into_start[q], into_start[q + 1]):
                    count = _mark(into_list[x], t_elements, t_location, t_block, t_begin, t_marked, touched, count)
            next_block += 1
            cords = _split(t_elements, t_block, t_begin, t_past, t_marked, touched, count, cords)
    for s in range(states):
        if useful[s]:
            result[s] = block[number[s]]
    return result
