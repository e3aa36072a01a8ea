"""Sets of configurations of an automaton with a counter, and what an edge does to them.

A configuration is a state and a count. Of the counts at a state only those below the least that the region asks for are
told apart; of the others one says all. Whoever has enough items can go on as anyone can who has more: so of the counts
that are *reached* the least such counts, and of those from which the rest can be *completed* the greatest.

So a row of a state is a bit set of the counts below `Arcs.least`, and one number for all from there on: `NONE_REACHED`
or `NONE_COMPLETES` where there is none. States outside regions have the count 0, and bounds (0, 0).
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.jit import inner, kernel

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]
Words = NDArray[np.uint64]

OUTWARD, STAYS, LEAVES = 0, 1, 2
"""The kinds of edges: from outside of regions; within one visit to a region; out of a region that is left."""
NO_REGION = -1
"""In the place of a count with which a region is entered: none is."""

MAX_WORDS = 1 << 26
"""Of sets of configurations, 64 counts a word; half a gigabyte."""

NONE_REACHED = 2**31 - 1
NONE_COMPLETES = -1

_ONE, _NONE = np.uint64(1), np.uint64(0)

_inlined = partial(inner, forceinline=True)


class Arcs(NamedTuple):
    """Edges in columns [edges], and the bounds of the region of every state [states].

    Attributes:
        source, target, label: int32.
        added: int32, the items added to the count, in the region of the source.
        entered: int32, the count with which the region of the target is entered, `NO_REGION` if none is.
        kind: int8, `OUTWARD`, `STAYS` or `LEAVES`.
        least, most: int32 [states], 0 outside of regions.
    """

    source: Ints
    target: Ints
    label: Ints
    added: Ints
    entered: Ints
    kind: NDArray[np.int8]
    least: Ints
    most: Ints


class Sets(NamedTuple):
    """Rows of sets of configurations: bits [..., states, words] and beyond [..., states], int32."""

    bits: Words
    beyond: Ints


def words_of(least: Ints) -> int:
    """How many words a bit set of the counts below any of `least` takes."""
    return int(least.max(initial=0)) + 63 >> 6


def no_sets(rows: int, arcs: Arcs, nothing: int) -> Sets:
    """Empty sets; `nothing` is `NONE_REACHED` or `NONE_COMPLETES`.

    Raises:
        ConstraintTooLarge: they take too much memory.
    """
    states, words = len(arcs.least), words_of(arcs.least)
    if rows * states * words > MAX_WORDS:
        raise ConstraintTooLarge(
            f"{states} states with up to {int(arcs.least.max())} items that are required take too much memory",
            "lower the least counts (minLength, minItems, {m,n}), or the canvas",
        )
    return Sets(np.zeros((rows, states, words), np.uint64), np.full((rows, states), nothing, np.int32))


@inner
def least_from(bits, s, start):  # type: ignore[no-untyped-def]
    """The least count of the bits of state s from `start` on, `NONE_REACHED` if there is none."""
    start = max(start, 0)
    word = start >> 6
    if word >= bits.shape[1]:
        return NONE_REACHED
    left = bits[s, word] >> np.uint64(start & 63)
    if left != _NONE:
        return start + _trailing(left)
    word += 1
    while word < bits.shape[1]:
        if bits[s, word] != _NONE:
            return 64 * word + _trailing(bits[s, word])
        word += 1
    return NONE_REACHED


@inner
def _trailing(word):  # type: ignore[no-untyped-def]
    """The number of the lowest bit that is set."""
    number = 0
    if word & np.uint64(0xFFFFFFFF) == _NONE:
        number += 32
        word >>= np.uint64(32)
    if word & np.uint64(0xFFFF) == _NONE:
        number += 16
        word >>= np.uint64(16)
    if word & np.uint64(0xFF) == _NONE:
        number += 8
        word >>= np.uint64(8)
    while word & _ONE == _NONE:
        number += 1
        word >>= _ONE
    return number


@inner
def _shifted(bits, s, d, word):  # type: ignore[no-untyped-def]
    """A word of the bits of state s whose counts are greater by d (less, where d is below zero)."""
    at = 64 * word - d  # the count that becomes the lowest of the word
    first, past = at >> 6, at & 63
    value = _NONE
    if 0 <= first < bits.shape[1]:
        value |= bits[s, first] >> np.uint64(past)
    if past > 0 and 0 <= first + 1 < bits.shape[1]:
        value |= bits[s, first + 1] << np.uint64(64 - past)
    return value


@inner
def _below(least, word):  # type: ignore[no-untyped-def]
    """The bits of a word that stand for counts below `least`."""
    size = least - 64 * word
    if size <= 0:
        return _NONE
    return ~_NONE if size >= 64 else (_ONE << np.uint64(size)) - _ONE


@_inlined
def _leaves_with(bits, beyond, s, d, least, most):  # type: ignore[no-untyped-def]
    """Whether some count that is reached at s may leave the region when d are added.

    Outside of regions: whether s is reached.
    """
    return beyond[s] <= most - d or (least > 0 and least_from(bits, s, least - d) <= most - d)


@_inlined
def _completes_after(bits, beyond, t, k, then_least):  # type: ignore[no-untyped-def]
    """Whether the rest can be completed from t with k items, which may be `NO_REGION`."""
    if 0 <= k < then_least:
        return (bits[t, k >> 6] >> np.uint64(k & 63)) & _ONE != _NONE
    return max(k, 0) <= beyond[t]


@_inlined
def reach(bits, beyond, s, t, d, k, kind, least, most, then_least, to_bits, to_beyond):  # type: ignore[no-untyped-def]
    """Adds to the rows `to_bits`, `to_beyond` [states, ...] what is reached by an edge from those of its source.

    The edge leads from s to t, adds d, enters with k, and is of that kind; `least` and `most` are the bounds at s,
    `then_least` is the lower one at t.
    """
    if kind != STAYS:
        if _leaves_with(bits, beyond, s, d, least, most):
            if 0 <= k < then_least:
                to_bits[t, k >> 6] |= _ONE << np.uint64(k & 63)
            else:
                to_beyond[t] = min(to_beyond[t], max(k, 0))
        return
    if beyond[s] <= most - d:
        to_beyond[t] = min(to_beyond[t], beyond[s] + d)
    if least > 0:
        _shift_up(bits, s, t, d, least, most, to_bits, to_beyond)


@inner
def _shift_up(bits, s, t, d, least, most, to_bits, to_beyond):  # type: ignore[no-untyped-def]
    for word in range(least + 63 >> 6):
        to_bits[t, word] |= _shifted(bits, s, d, word) & _below(least, word)
    found = least_from(bits, s, least - d)
    if found <= most - d:
        to_beyond[t] = min(to_beyond[t], found + d)


@_inlined
def complete(bits, beyond, s, t, d, k, kind, least, most, then_least, to_bits, to_beyond):  # type: ignore[no-untyped-def]
    """Adds to the rows `to_bits`, `to_beyond` from where an edge leads on to completion, given those of its target."""
    if kind != STAYS:
        if not _completes_after(bits, beyond, t, k, then_least):
            return
        greatest = most - d
    else:
        if least > 0:
            _shift_down(bits, s, t, d, least, to_bits)
        if beyond[t] == NONE_COMPLETES:
            return
        greatest = beyond[t] - d
    if greatest >= least:
        to_beyond[s] = max(to_beyond[s], greatest)
    if least > 0:
        _fill_from(s, least - d, greatest, least, to_bits)


@inner
def _shift_down(bits, s, t, d, least, to_bits):  # type: ignore[no-untyped-def]
    for word in range(least + 63 >> 6):
        to_bits[s, word] |= _shifted(bits, t, -d, word) & _below(least, word)


@inner
def _fill_from(s, low, greatest, least, to_bits):  # type: ignore[no-untyped-def]
    """Adds the counts from `low` up to the greatest, as far as they are below the least."""
    for word in range(max(low, 0) >> 6, least + 63 >> 6):
        to_bits[s, word] |= _below(min(least, greatest + 1), word) & ~_below(low, word)


@_inlined
def meets(bits, beyond, s, t, d, k, kind, least, most, then_least, then_bits, then_beyond):  # type: ignore[no-untyped-def]
    """Whether some count reached at the source of an edge can be completed by way of it; given the rows of both."""
    if kind != STAYS:
        return _leaves_with(bits, beyond, s, d, least, most) and _completes_after(
            then_bits, then_beyond, t, k, then_least
        )
    return beyond[s] <= then_beyond[t] - d or (least > 0 and _meets_below(bits, s, t, d, least, then_bits, then_beyond))


@inner
def _meets_below(bits, s, t, d, least, then_bits, then_beyond):  # type: ignore[no-untyped-def]
    for word in range(least + 63 >> 6):
        if _shifted(bits, s, d, word) & then_bits[t, word] != _NONE:
            return True
    return least_from(bits, s, least - d) <= then_beyond[t] - d


@inner
def is_reached(bits, beyond, s):  # type: ignore[no-untyped-def]
    """Whether a state is reached at any count."""
    return beyond[s] != NONE_REACHED or (bits.shape[1] > 0 and least_from(bits, s, 0) != NONE_REACHED)


@kernel
def reach_until(arcs, bits, beyond, final_state, final_bits, final_beyond):  # type: ignore[no-untyped-def]
    """The least number of edges from the configurations of the first row to final ones; -1: none is ever reached.

    `bits` and `beyond` have two rows, the first of which holds the start. `final_state` are the states whose rows of
    `final_bits` and `final_beyond` are not empty.
    """
    source, target, _, added, entered, kind, least, most = arcs
    edges = 0
    while True:
        for s in final_state:
            if beyond[0, s] <= final_beyond[s]:
                return edges
            for word in range(bits.shape[2]):
                if bits[0, s, word] & final_bits[s, word] != _NONE:
                    return edges
        bits[1], beyond[1] = bits[0], beyond[0]
        now_bits, now, then_bits, then = bits[0], beyond[0], bits[1], beyond[1]
        for e in range(len(source)):
            s, t = source[e], target[e]
            reach(now_bits, now, s, t, added[e], entered[e], kind[e], least[s], most[s], least[t], then_bits, then)
        if np.array_equal(bits[0], bits[1]) and np.array_equal(beyond[0], beyond[1]):
            return -1
        bits[0], beyond[0] = bits[1], beyond[1]
        edges += 1


@kernel
def complete_within(arcs, bits, beyond, room):  # type: ignore[no-untyped-def]
    """Adds to the first row, of final configurations, all from which `room` edges lead to those; there are two rows."""
    source, target, _, added, entered, kind, least, most = arcs
    for _ in range(room):
        bits[1], beyond[1] = bits[0], beyond[0]
        now_bits, now, then_bits, then = bits[0], beyond[0], bits[1], beyond[1]
        for e in range(len(source)):
            s, t = source[e], target[e]
            complete(now_bits, now, s, t, added[e], entered[e], kind[e], least[s], most[s], least[t], then_bits, then)
        if np.array_equal(bits[0], bits[1]) and np.array_equal(beyond[0], beyond[1]):
            return
        bits[0], beyond[0] = bits[1], beyond[1]
