"""Minimisation of partial automata over bundles of transitions.

Hopcroft, "An n log n algorithm for minimizing states in a finite automaton" (1971), with two changes. Transitions from
one state to another are one *bundle*, with the set of their classes as a mask, for most states do one thing on most
bytes. And blocks are split by the masks with which their states lead into the block that splits, so into many at once:
the largest part need not split others if the block is not waiting to, because what leads into it is what led into the
whole, less what leads into the other parts.

A partition is a table of six rows: the elements block by block, the place of each there, the block of each, and where
blocks begin, end and how many of their elements, at the front, are marked.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.interning import interned, no_rows, sort, with_room, with_slots
from constrained_diffusion.automata.paths import UNREACHABLE, distances, grouped
from constrained_diffusion.automata.tables import DEAD
from constrained_diffusion.automata.work import spend
from constrained_diffusion.jit import inner, kernel

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

_ELEMENTS, _PLACE, _BLOCK, _BEGIN, _PAST, _MARKED = range(6)
_BITS = 32
"""Classes in one word of a mask."""
_STATE = np.int64((1 << 32) - 1)
_STEPS = 20
"""What a bundle costs (`automata.work`)."""


def blocks_of(table: Ints, accepting: Bools) -> Ints:
    """The block of every state in the coarsest stable partition; `DEAD` for states from which none is accepting.

    All states are reachable from the first.

    Raises:
        ConstraintTooLarge: it would take more work than may be spent.
    """
    tail, head, mask, masks = _bundles(np.ascontiguousarray(table))
    spend(table.size // 2 + _STEPS * len(tail), "minimising an automaton")
    alive = distances(head, tail, accepting) < UNREACHABLE
    blocks = np.full(len(table), DEAD, np.int32)
    if not alive[0]:
        return blocks
    if not alive.all():
        number = np.cumsum(alive).astype(np.int32) - 1
        kept = alive[tail] & alive[head]
        tail, head, mask = number[tail[kept]], number[head[kept]], mask[kept]
    blocks[alive] = _refined(tail, head, mask, masks, accepting[alive])
    return blocks


@kernel
def _bundles(table):  # type: ignore[no-untyped-def]
    """The bundles by their tails: tail, head and mask; and the masks, as interned rows with their number and length.

    Masks have room for one class more than there are.
    """
    states, classes = table.shape
    words = classes // _BITS + 1
    pool, first, slots = no_rows()
    tail, head, mask = np.empty(4 * states, np.int32), np.empty(4 * states, np.int32), np.empty(4 * states, np.int32)
    bundle = np.full(states, -1, np.int64)  # the latest with this head
    rows = np.empty((classes, words), np.int32)
    count, bundles = np.int64(0), np.int64(0)
    for s in range(states):
        begin = bundles
        tail, head = with_room(tail, begin + classes), with_room(head, begin + classes)
        mask = with_room(mask, begin + classes)
        for c in range(classes):
            t = table[s, c]
            if t == DEAD:
                continue
            if bundle[t] < begin:
                bundle[t] = bundles
                tail[bundles], head[bundles] = s, t
                rows[bundles - begin] = 0
                bundles += 1
            rows[bundle[t] - begin, c // _BITS] |= np.int32(1) << np.int32(c % _BITS)
        for k in range(begin, bundles):
            pool, first, slots, count, mask[k] = _numbered(pool, first, slots, count, rows[k - begin])
    return tail[:bundles].copy(), head[:bundles].copy(), mask[:bundles].copy(), (pool, first, slots, count, classes)


@inner
def _numbered(pool, first, slots, count, row):  # type: ignore[no-untyped-def]
    """Interns a row; returns pool, first, slots, the number of rows, and that of the row."""
    past = first[count] + len(row)
    pool = with_room(pool, past)
    for k in range(len(row)):
        pool[first[count] + k] = row[k]
    number = interned(pool, first, slots, count, past)
    if number == count:
        count += 1
        first, slots = with_slots(first, slots, count)
    return pool, first, slots, count, number


@kernel
def _refined(tail, head, mask, masks, accepting):  # type: ignore[no-untyped-def]
    """The block of every state. Whether a state accepts counts as one class more."""
    pool, first, slots, count, classes = masks
    states, words = len(accepting), classes // _BITS + 1
    begins, tails = grouped(head, tail, states)
    _, masks_into = grouped(head, mask, states)
    partition = np.zeros((6, states), np.int32)
    for s in range(states):
        partition[_ELEMENTS, s], partition[_PLACE, s] = s, s
    partition[_PAST, 0] = states
    waiting, waits = np.empty(states, np.int32), np.int64(0)
    reached, members, touched = np.empty(states, np.int32), np.empty(states, np.int32), np.empty(states, np.int32)
    led, stamp, group = np.zeros((states, words), np.int32), np.zeros(states, np.int64), np.empty(states, np.int64)
    keys = np.empty(states, np.int64)
    # at first all states are one block, split by what they do at all
    for k in range(len(tail)):
        for word in range(words):
            led[tail[k], word] |= pool[first[mask[k]] + word]
    for s in range(states):
        if accepting[s]:
            led[s, classes // _BITS] |= np.int32(1) << np.int32(classes % _BITS)
        pool, first, slots, count, group[s] = _numbered(pool, first, slots, count, led[s])
        reached[s] = s
    blocks, waits = _split(partition, reached, states, group, touched, keys, waiting, waits, 1)
    clock = np.int64(0)
    while waits > 0:
        waits -= 1
        block = waiting[waits]
        size = partition[_PAST, block] - partition[_BEGIN, block]
        for k in range(size):
            members[k] = partition[_ELEMENTS, partition[_BEGIN, block] + k]
        clock += 1
        met = np.int64(0)
        for k in range(size):
            for x in range(begins[members[k]], begins[members[k] + 1]):
                s = tails[x]
                if stamp[s] != clock:
                    own = partition[_BLOCK, s]
                    if partition[_PAST, own] - partition[_BEGIN, own] == 1:
                        continue
                    stamp[s] = clock
                    led[s] = 0
                    reached[met] = s
                    met += 1
                for word in range(words):
                    led[s, word] |= pool[first[masks_into[x]] + word]
        for k in range(met):
            s = reached[k]
            pool, first, slots, count, group[s] = _numbered(pool, first, slots, count, led[s])
        blocks, waits = _split(partition, reached, met, group, touched, keys, waiting, waits, blocks)
    return partition[_BLOCK].copy()


@inner
def _split(partition, reached, met, group, touched, keys, waiting, waits, blocks):  # type: ignore[no-untyped-def]
    """Splits blocks by the groups of the states that were reached; those that were not are a group of their own.

    The largest part keeps the number of the block; the others wait, as the block may do. Returns how many blocks there
    are, and how many wait.
    """
    count = np.int64(0)
    for k in range(met):
        count = _mark(partition, reached[k], touched, count)
    for k in range(count):
        block = touched[k]
        begin, past = partition[_BEGIN, block], partition[_PAST, block]
        middle = begin + partition[_MARKED, block]
        partition[_MARKED, block] = 0
        for i in range(begin, middle):
            state = np.int64(partition[_ELEMENTS, i])
            keys[i] = group[state] << np.int64(32) | state
        sort(keys, begin, middle)
        # the largest part: from `kept` on, of which there are `most`
        kept, most, start = middle, past - middle, begin
        for i in range(begin, middle):
            state = keys[i] & _STATE
            partition[_ELEMENTS, i], partition[_PLACE, state] = state, i
            if i + 1 == middle or keys[i + 1] >> np.int64(32) != keys[i] >> np.int64(32):
                if i + 1 - start > most:
                    kept, most = start, i + 1 - start
                start = i + 1
        start = begin
        while start < past:
            end = past
            if start < middle:
                end = start + 1
                while end < middle and keys[end] >> np.int64(32) == keys[start] >> np.int64(32):
                    end += 1
            if start == kept:
                partition[_BEGIN, block], partition[_PAST, block] = start, end
            else:
                partition[_BEGIN, blocks], partition[_PAST, blocks] = start, end
                for i in range(start, end):
                    partition[_BLOCK, partition[_ELEMENTS, i]] = blocks
                waiting[waits] = blocks
                waits += 1
                blocks += 1
            start = end
    return blocks, waits


@inner
def _mark(partition, element, touched, count):  # type: ignore[no-untyped-def]
    """Moves an element to the marked front of its block; returns how many blocks have been touched."""
    block = partition[_BLOCK, element]
    here = partition[_PLACE, element]
    there = partition[_BEGIN, block] + partition[_MARKED, block]
    if partition[_MARKED, block] == 0:
        touched[count] = block
        count += 1
    other = partition[_ELEMENTS, there]
    partition[_ELEMENTS, here], partition[_PLACE, other] = other, here
    partition[_ELEMENTS, there], partition[_PLACE, element] = element, there
    partition[_MARKED, block] += 1
    return count
