"""Deterministic byte automata: subset construction, minimisation, intersection and difference.

Subsets are built over classes of bytes (bytes that no edge tells apart), minimisation is Valmari and Lehtinen's
algorithm for partial automata (STACS 2008, O(m log n) in the number of transitions m). Every automaton that leaves
this module is minimal and trim: from each state some text leads to acceptance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from constrained_diffusion.errors import ConstraintTooLarge

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

MAX_STATES = 400_000


@dataclass(frozen=True, slots=True)
class Edges:
    """A nondeterministic automaton: `count` states, edges that read a byte from `low` to `high`, and silent edges."""

    count: int
    source: Ints
    low: Ints
    high: Ints
    target: Ints
    silent_source: Ints
    silent_target: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Dfa:
    """A trim, minimal deterministic automaton over bytes; state 0 is the start.

    Attributes:
        byte_class: [256] uint8, the class of every byte.
        table: [states, classes] int32, the next state, -1 where there is none.
        accepting: [states] bool.
    """

    byte_class: NDArray[np.uint8]
    table: Ints
    accepting: Bools

    @property
    def is_empty(self) -> bool:
        """Whether the automaton accepts no text at all."""
        return not bool(self.accepting.any())

    def accepts(self, text: bytes) -> bool:
        """Whether `text` is in the language."""
        state = 0
        for byte in text:
            state = int(self.table[state, self.byte_class[byte]])
            if state < 0:
                return False
        return bool(self.accepting[state])

    def ranges(self) -> tuple[Ints, Ints, Ints, Ints]:
        """The transitions as columns (source, lowest byte, highest byte, target)."""
        full = self.table[:, self.byte_class]
        starts = np.ones(full.shape, np.bool_)
        starts[:, 1:] = full[:, 1:] != full[:, :-1]
        source, low = np.nonzero(starts)
        ends = np.ones(full.shape, np.bool_)
        ends[:, :-1] = starts[:, 1:]
        high = np.nonzero(ends)[1]
        target = full[source, low]
        live = target >= 0
        return (
            source[live].astype(np.int32), low[live].astype(np.int32), high[live].astype(np.int32), target[live]
        )  # fmt: skip


def determinise(edges: Edges, start: int, end: int) -> Dfa:
    """The minimal automaton of the texts that lead from `start` to `end`.

    Raises:
        ConstraintTooLarge: more than `MAX_STATES` subsets are reached.
    """
    byte_class, count = _byte_classes(edges.low, edges.high)
    order = np.argsort(edges.source, kind="stable")
    offsets = np.searchsorted(edges.source[order], np.arange(edges.count + 1)).astype(np.int32)
    silent_order = np.argsort(edges.silent_source, kind="stable")
    silent_offsets = np.searchsorted(edges.silent_source[silent_order], np.arange(edges.count + 1)).astype(np.int32)
    low, high = byte_class[edges.low[order]].astype(np.int32), byte_class[edges.high[order]].astype(np.int32)
    table, accepting, complete = _subsets(
        offsets, low, high, edges.target[order], silent_offsets, edges.silent_target[silent_order],
        start, end, count, MAX_STATES,
    )  # fmt: skip
    if not complete:
        raise ConstraintTooLarge(
            f"the language needs more than {MAX_STATES} states; "
            "lower its counts (maxLength, maxItems, {m,n}) or its nesting"
        )
    return minimal(byte_class, table, accepting)


def intersection(first: Dfa, second: Dfa) -> Dfa:
    """The texts of both."""
    return _product(first, second, keep_second=True)


def difference(first: Dfa, second: Dfa) -> Dfa:
    """The texts of `first` that are not in `second`."""
    return _product(first, second, keep_second=False)


def _product(first: Dfa, second: Dfa, *, keep_second: bool) -> Dfa:
    pairs, byte_class = np.unique(first.byte_class.astype(np.int32) * 256 + second.byte_class, return_inverse=True)
    one = np.ascontiguousarray(first.table[:, pairs // 256])
    two = np.ascontiguousarray(second.table[:, pairs % 256])
    table, accepting, complete = _pairs(one, two, first.accepting, second.accepting, keep_second, MAX_STATES)
    if not complete:
        raise ConstraintTooLarge(f"combining two languages needs more than {MAX_STATES} states; lower their counts")
    return minimal(byte_class.astype(np.uint8), table, accepting)


def minimal(byte_class: NDArray[np.uint8], table: Ints, accepting: Bools) -> Dfa:
    """The trim minimal automaton of the one given (state 0 the start), with equal byte classes merged."""
    blocks = _blocks(table, accepting)
    count = int(blocks.max()) + 1 if len(blocks) else 0
    if blocks[0] < 0:
        return Dfa(np.zeros(256, np.uint8), np.full((1, 1), -1, np.int32), np.zeros(1, np.bool_))
    # the start's block becomes 0
    swap = np.arange(count + 1, dtype=np.int32)
    swap[[0, blocks[0]]] = swap[[blocks[0], 0]]
    swap[-1] = -1
    blocks = swap[blocks]
    _, representative = np.unique(blocks, return_index=True)
    if blocks.min() < 0:
        representative = representative[1:]
    rows = table[representative]
    rows = np.where(rows >= 0, blocks[rows], -1).astype(np.int32)
    columns, merged = _distinct_columns(rows)
    return Dfa(merged[byte_class].astype(np.uint8), np.ascontiguousarray(rows[:, columns]), accepting[representative])


def _distinct_columns(rows: Ints) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The first of each kind of column, and the kind of every column."""
    kinds: dict[bytes, int] = {}
    columns = []
    merged = np.empty(rows.shape[1], np.intp)
    turned = np.ascontiguousarray(rows.T)
    for index in range(len(turned)):
        key = turned[index].tobytes()
        if key not in kinds:
            kinds[key] = len(kinds)
            columns.append(index)
        merged[index] = kinds[key]
    return np.array(columns, np.intp), merged


def _byte_classes(low: Ints, high: Ints) -> tuple[NDArray[np.uint8], int]:
    """Bytes between two borders of edges act alike."""
    border = np.zeros(257, np.bool_)
    border[low] = True
    border[high + 1] = True
    border[0] = False
    byte_class = np.cumsum(border[:256]).astype(np.uint8)
    return byte_class, int(byte_class[-1]) + 1


@njit(cache=True)
def _subsets(offsets, low, high, target, silent_offsets, silent_target, start, end, classes, limit):  # type: ignore[no-untyped-def]
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


@njit(cache=True)
def _pairs(one, two, first_accepts, second_accepts, keep_second, limit):  # type: ignore[no-untyped-def]
    """The reachable part of the product; `two` may be dead (-1) where its texts are subtracted."""
    classes = one.shape[1]
    index = {}
    index[np.int64(1)] = np.int32(0)
    members = [(np.int32(0), np.int32(0))]
    table = np.full((64, classes), -1, np.int32)
    width = np.int64(len(two) + 1)
    at = 0
    while at < len(members):
        a, b = members[at]
        if at == len(table):
            taller = np.full((2 * at, classes), -1, np.int32)
            taller[:at] = table
            table = taller
        for c in range(classes):
            x = one[a, c]
            if x < 0:
                continue
            y = two[b, c] if b >= 0 else np.int32(-1)
            if y < 0 and keep_second:
                continue
            key = np.int64(x) * width + y + 1
            if key not in index:
                if len(members) >= limit:
                    return table[:1], first_accepts[:1], False
                index[key] = np.int32(len(members))
                members.append((x, y))
            table[at, c] = index[key]
        at += 1
    accepting = np.zeros(at, np.bool_)
    for i in range(at):
        a, b = members[i]
        other = b >= 0 and second_accepts[b]
        accepting[i] = first_accepts[a] and other == keep_second
    return table[:at], accepting, True


@njit(cache=True)
def _blocks(table, accepting):  # type: ignore[no-untyped-def]
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
        number_touched = 0
        for k in range(t_begin[next_cord], t_past[next_cord]):
            e = tail[t_elements[k]]
            b = block[e]
            i = location[e]
            j = begin[b] + marked[b]
            if i >= j:
                if marked[b] == 0:
                    touched[number_touched] = b
                    number_touched += 1
                other = elements[j]
                elements[i] = other
                location[other] = i
                elements[j] = e
                location[e] = j
                marked[b] += 1
        next_cord += 1
        for w in range(number_touched):
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
        # split cords by the heads of each new block
        while next_block < blocks:
            number_touched = 0
            for k in range(begin[next_block], past[next_block]):
                q = elements[k]
                for x in range(into_start[q], into_start[q + 1]):
                    e = into_list[x]
                    b = t_block[e]
                    i = t_location[e]
                    j = t_begin[b] + t_marked[b]
                    if i >= j:
                        if t_marked[b] == 0:
                            touched[number_touched] = b
                            number_touched += 1
                        other = t_elements[j]
                        t_elements[i] = other
                        t_location[other] = i
                        t_elements[j] = e
                        t_location[e] = j
                        t_marked[b] += 1
            next_block += 1
            for w in range(number_touched):
                b = touched[w]
                j = t_begin[b] + t_marked[b]
                if j == t_past[b]:
                    t_marked[b] = 0
                    continue
                if t_marked[b] <= t_past[b] - j:
                    t_begin[cords] = t_begin[b]
                    t_past[cords] = j
                    t_begin[b] = j
                else:
                    t_past[cords] = t_past[b]
                    t_begin[cords] = j
                    t_past[b] = j
                for k in range(t_begin[cords], t_past[cords]):
                    t_block[t_elements[k]] = cords
                t_marked[b] = 0
                cords += 1
    for s in range(states):
        if useful[s]:
            result[s] = block[number[s]]
    return result
