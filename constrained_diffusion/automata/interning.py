"""Interned rows: rows of int32 of any length in one pool, each kept once, numbered, and found again by its hash.

Row k is ``pool[first[k]:first[k + 1]]``. A kernel makes room behind the last row (`with_room`), writes a row there and
asks for its number (`interned`). That is the number of rows so far if the row is new: it is kept by counting it and
making room for the next (`with_slots`). Rows are equal if they are so element by element, so that a set is written in
rising order (`sort`).

The hash table has open addresses and is at most half full. An entry is the row's hash and, in its lower half, the
row's number.

Numba compiles an `inner` function anew for every type that an argument has while types are being inferred, literals
among them. Numbers that kernels count with and pass on begin as ``np.int64(0)``, therefore.
"""

from __future__ import annotations

import numpy as np

from constrained_diffusion.jit import inner

_ROWS, _ELEMENTS = 1 << 10, 1 << 14
"""What there is room for at first."""

_FREE = -1
_HALF = 32
_NUMBER = (1 << _HALF) - 1

_EVEN, _ODD = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
_UPPER = np.uint64(33)


@inner
def no_rows():  # type: ignore[no-untyped-def]
    """Pool, first and slots that hold no row."""
    first = np.empty(_ROWS, np.int64)
    first[0] = 0
    return np.empty(_ELEMENTS, np.int32), first, _free(2 * _ROWS)


@inner
def with_room(array, size):  # type: ignore[no-untyped-def]
    """The array, moved to one of at least twice its length if it is shorter than `size`."""
    if size <= len(array):
        return array
    larger = np.empty(len(array) + size, array.dtype)
    for k in range(len(array)):
        larger[k] = array[k]
    return larger


@inner
def interned(pool, first, slots, count, past):  # type: ignore[no-untyped-def]
    """The number of the row from ``first[count]`` to `past`: that of an equal one, or `count`, if it is new."""
    begin = first[count]
    mixed = _hash(pool, begin, past)
    slot = mixed & (len(slots) - 1)
    while slots[slot] != _FREE:
        known = slots[slot] & _NUMBER
        if slots[slot] >> _HALF == mixed and _equal(pool, first[known], first[known + 1], begin, past):
            return known
        slot = (slot + 1) & (len(slots) - 1)
    slots[slot] = mixed << _HALF | count
    first[count + 1] = past
    return count


@inner
def with_slots(first, slots, count):  # type: ignore[no-untyped-def]
    """First and slots with room for one row more than `count`."""
    if count + 1 < len(first):
        return first, slots
    longer = np.empty(2 * len(first), np.int64)
    for k in range(len(first)):
        longer[k] = first[k]
    wider = _free(2 * len(slots))
    for k in range(len(slots)):
        if slots[k] != _FREE:
            slot = (slots[k] >> _HALF) & (len(wider) - 1)
            while wider[slot] != _FREE:
                slot = (slot + 1) & (len(wider) - 1)
            wider[slot] = slots[k]
    return longer, wider


@inner
def sort(row, begin, past):  # type: ignore[no-untyped-def]
    """Sorts a part of a row in place (Shell's method: parts are short, or nearly in order)."""
    gap = 1
    while 3 * gap < past - begin:
        gap = 3 * gap + 1
    while gap > 0:
        for k in range(begin + gap, past):
            value = row[k]
            free = k
            while free >= begin + gap and row[free - gap] > value:
                row[free] = row[free - gap]
                free -= gap
            row[free] = value
        gap //= 3


@inner
def _free(size):  # type: ignore[no-untyped-def]
    slots = np.empty(size, np.int64)
    for slot in range(size):
        slots[slot] = _FREE
    return slots


@inner
def _hash(pool, begin, past):  # type: ignore[no-untyped-def]
    """31 bits, from two polynomials, of the elements at even and at odd places, that do not wait for each other."""
    even, odd = np.uint64(past - begin), np.uint64(0)
    for k in range(begin, past - 1, 2):
        even = (even ^ np.uint64(pool[k])) * _EVEN
        odd = (odd ^ np.uint64(pool[k + 1])) * _ODD
    if (past - begin) & 1:
        even = (even ^ np.uint64(pool[past - 1])) * _EVEN
    return np.int64((even ^ (odd >> _UPPER)) * _EVEN >> _UPPER)


@inner
def _equal(pool, begin, past, other, other_past):  # type: ignore[no-untyped-def]
    if past - begin != other_past - other:
        return False
    k = 0
    while begin + k < past and pool[begin + k] == pool[other + k]:
        k += 1
    return begin + k == past
