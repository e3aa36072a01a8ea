"""Minimisation of partial automata by refining two partitions, of states and of transitions.

Valmari and Lehtinen, "Efficient Minimization of DFAs with Partial Transition Functions" (STACS 2008). A partition is a
table of six rows: the elements block by block, the place of each there, the block of each, and where blocks begin, end
and how many of their elements, at the front, are marked.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from constrained_diffusion.automata.paths import UNREACHABLE, distances, grouped
from constrained_diffusion.automata.tables import DEAD
from constrained_diffusion.jit import inner, kernel

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

_ELEMENTS, _PLACE, _BLOCK, _BEGIN, _PAST, _MARKED = range(6)


def blocks_of(table: Ints, accepting: Bools) -> Ints:
    """The block of every state in the coarsest stable partition; `DEAD` for states from which none is accepting.

    All states are reachable from the first.
    """
    label, tail = (column.astype(np.int32) for column in np.nonzero(table.T != DEAD))
    head = table[tail, label]
    alive = distances(head, tail, accepting) < UNREACHABLE
    blocks = np.full(len(table), DEAD, np.int32)
    if not alive[0]:
        return blocks
    number = np.cumsum(alive).astype(np.int32) - 1
    kept = alive[tail] & alive[head]
    label, tail, head = label[kept], number[tail[kept]], number[head[kept]]
    final = accepting[alive]
    states = _partition(np.append(np.flatnonzero(final), np.flatnonzero(~final)[::-1]), [final.sum(), (~final).sum()])
    cords = _partition(np.arange(len(tail)), np.bincount(label))
    _refine(tail, head, *states, *cords)
    blocks[alive] = states[0][_BLOCK]
    return blocks


def _partition(elements: NDArray[np.intp], sizes: ArrayLike) -> tuple[Ints, int]:
    """The partition of the elements into blocks of these sizes, and their number. None is empty."""
    sizes = np.array(sizes)
    sizes = sizes[sizes > 0]
    partition = np.zeros((6, len(elements)), np.int32)
    partition[_ELEMENTS] = elements
    partition[_PLACE, elements] = np.arange(len(elements))
    partition[_BLOCK, elements] = np.repeat(np.arange(len(sizes)), sizes)
    partition[_PAST, : len(sizes)] = np.cumsum(sizes)
    partition[_BEGIN, : len(sizes)] = partition[_PAST, : len(sizes)] - sizes
    return partition, len(sizes)


@kernel
def _refine(tail, head, states, blocks, transitions, cords):  # type: ignore[no-untyped-def]
    """Refines the partitions of states and of transitions, whose blocks are called cords, until both are stable."""
    first, into = grouped(head, transitions[_ELEMENTS], states.shape[1])
    touched = np.empty(states.shape[1] + len(tail), np.int32)
    next_block, next_cord = 1, 0
    while next_cord < cords:
        # split states by the tails of a cord
        count = np.int64(0)
        for k in range(transitions[_BEGIN, next_cord], transitions[_PAST, next_cord]):
            count = _mark(states, tail[transitions[_ELEMENTS, k]], touched, count)
        next_cord += 1
        blocks = _split(states, touched, count, blocks)
        # split cords by the heads of each new block
        while next_block < blocks:
            count = np.int64(0)
            for k in range(states[_BEGIN, next_block], states[_PAST, next_block]):
                state = states[_ELEMENTS, k]
                for x in range(first[state], first[state + 1]):
                    count = _mark(transitions, into[x], touched, count)
            next_block += 1
            cords = _split(transitions, touched, count, cords)


@inner
def _mark(partition, element, touched, count):  # type: ignore[no-untyped-def]
    """Moves an element to the marked front of its block; returns how many blocks have been touched."""
    block = partition[_BLOCK, element]
    here = partition[_PLACE, element]
    there = partition[_BEGIN, block] + partition[_MARKED, block]
    if here >= there:
        if partition[_MARKED, block] == 0:
            touched[count] = block
            count += 1
        other = partition[_ELEMENTS, there]
        partition[_ELEMENTS, here], partition[_PLACE, other] = other, here
        partition[_ELEMENTS, there], partition[_PLACE, element] = element, there
        partition[_MARKED, block] += 1
    return count


@inner
def _split(partition, touched, count, blocks):  # type: ignore[no-untyped-def]
    """Makes the smaller of the marked and the unmarked part of every touched block a new one; returns their number."""
    for k in range(count):
        block = touched[k]
        begin, past = partition[_BEGIN, block], partition[_PAST, block]
        middle = begin + partition[_MARKED, block]
        partition[_MARKED, block] = 0
        if middle == past:
            continue
        if middle - begin <= past - middle:
            partition[_BEGIN, block] = middle
            past = middle
        else:
            partition[_PAST, block] = middle
            begin = middle
        partition[_BEGIN, blocks], partition[_PAST, blocks], partition[_MARKED, blocks] = begin, past, 0
        for i in range(begin, past):
            partition[_BLOCK, partition[_ELEMENTS, i]] = blocks
        blocks += 1
    return blocks
