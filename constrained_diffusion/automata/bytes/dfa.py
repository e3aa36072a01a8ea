"""Deterministic byte automata: subset construction, minimisation, intersection and difference.

Subsets are built over classes of bytes (bytes that no edge tells apart). Every automaton that leaves this module is
minimal and trim: from each state some text leads to acceptance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.bytes.minimisation import blocks_of
from constrained_diffusion.automata.bytes.subsets import subsets
from constrained_diffusion.automata.interning import interned, no_rows, with_room, with_slots
from constrained_diffusion.automata.tables import DEAD
from constrained_diffusion.automata.work import spend, steps_left
from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.jit import kernel

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

MAX_STATES = 1_000_000
MAX_ENTRIES = 100_000_000
"""Of a table: states times classes of bytes."""
_STEPS = 2
"""What an edge that is followed costs (`automata.work`)."""
_ODD = np.uint64(0x9E3779B97F4A7C15)
BYTES = 256
"""The number of bytes; symbols from here on are calls of other automata (`body_automaton`)."""


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
        byte_class: [256] uint8, the class of every byte; int32 [256 + calls] where there are calls.
        table: [states, classes] int32, the next state, -1 where there is none.
        accepting: [states] bool.
    """

    byte_class: NDArray[np.uint8] | Ints
    table: Ints
    accepting: Bools

    @property
    def nbytes(self) -> int:
        """What the arrays take in memory."""
        return self.byte_class.nbytes + self.table.nbytes + self.accepting.nbytes

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
        borders = np.flatnonzero(np.diff(self.byte_class, prepend=-1, append=-1)).astype(np.int32)
        return _ranges(self.table, self.byte_class[borders[:-1]].astype(np.int32), borders)  # type: ignore[no-any-return]


def determinise(edges: Edges, start: int, end: int, symbols: int = BYTES) -> Dfa:
    """The minimal automaton of the texts (of bytes, and of calls up to `symbols`) that lead from `start` to `end`.

    Raises:
        ConstraintTooLarge: more than `MAX_STATES` subsets are reached, or more edges followed than may be.
    """
    byte_class, count = _symbol_classes(edges.low, edges.high, symbols)
    order = np.argsort(edges.source, kind="stable")
    offsets = np.searchsorted(edges.source[order], np.arange(edges.count + 1)).astype(np.int32)
    silent_order = np.argsort(edges.silent_source, kind="stable")
    silent_offsets = np.searchsorted(edges.silent_source[silent_order], np.arange(edges.count + 1)).astype(np.int32)
    low, high = byte_class[edges.low[order]].astype(np.int32), byte_class[edges.high[order]].astype(np.int32)
    steps = steps_left() // _STEPS
    table, accepting, complete, left = subsets(
        offsets, low, high, edges.target[order], silent_offsets, edges.silent_target[silent_order],
        start, end, count, min(MAX_STATES, MAX_ENTRIES // count), steps,
    )  # fmt: skip
    spend(_STEPS * (steps - left), "making an automaton deterministic")
    if not complete:
        raise ConstraintTooLarge(
            f"the language needs more than {min(MAX_STATES, MAX_ENTRIES // count)} states",
            "lower its counts (maxLength, maxItems, {m,n}) or its nesting",
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
    limit = min(MAX_STATES, MAX_ENTRIES // len(pairs))
    table, members, count = _pairs(one, two, keep_second, limit)
    spend(8 * len(table), "combining two languages")
    if count > limit:
        raise ConstraintTooLarge(f"combining two languages needs more than {limit} states", "lower their counts")
    a, b = members[: 2 * count].reshape(count, 2).T
    accepting = first.accepting[a] & ((second.accepting[b] & (b != DEAD)) == keep_second)
    return minimal(byte_class.astype(np.uint8), table[: count * len(pairs)].reshape(count, -1), accepting)


def minimal(byte_class: NDArray[np.uint8] | Ints, table: Ints, accepting: Bools) -> Dfa:
    """The trim minimal automaton of the one given, with equal byte classes merged.

    State 0 is the start, and all states are reachable from it.
    """
    blocks = blocks_of(table, accepting)
    count = int(blocks.max()) + 1
    if blocks[0] < 0:
        return Dfa(np.zeros_like(byte_class), np.full((1, 1), -1, np.int32), np.zeros(1, np.bool_))
    # the start's block becomes 0
    swap = np.arange(count + 1, dtype=np.int32)
    swap[[0, blocks[0]]] = swap[[blocks[0], 0]]
    swap[-1] = -1
    rows, kept = _quotient(np.ascontiguousarray(table), swap[blocks], count)
    return with_merged_columns(byte_class, rows, accepting[kept])


@kernel
def _quotient(table, blocks, count):  # type: ignore[no-untyped-def]
    """The table of the blocks, and a state of each."""
    kept = np.full(count, -1, np.int32)
    for s in range(len(blocks)):
        if blocks[s] != DEAD and kept[blocks[s]] < 0:
            kept[blocks[s]] = s
    rows = np.empty((count, table.shape[1]), np.int32)
    for b in range(count):
        for c in range(table.shape[1]):
            t = table[kept[b], c]
            rows[b, c] = DEAD if t == DEAD else blocks[t]
    return rows, kept


@kernel
def _ranges(table, classes, borders):  # type: ignore[no-untyped-def]
    """The transitions as columns, source, lowest and highest byte, target; class k stands from border k to the next."""
    size, count = np.int64(4 * len(table)), np.int64(0)
    source, low, high = np.empty(size, np.int32), np.empty(size, np.int32), np.empty(size, np.int32)
    target = np.empty(size, np.int32)
    for s in range(len(table)):
        room = count + len(classes)
        source, low, high = with_room(source, room), with_room(low, room), with_room(high, room)
        target = with_room(target, room)
        k = 0
        while k < len(classes):
            t = table[s, classes[k]]
            first = k
            k += 1
            while k < len(classes) and table[s, classes[k]] == t:
                k += 1
            if t != DEAD:
                source[count], low[count], high[count], target[count] = s, borders[first], borders[k] - 1, t
                count += 1
    return source[:count].copy(), low[:count].copy(), high[:count].copy(), target[:count].copy()


def with_merged_columns(byte_class: NDArray[np.uint8] | Ints, rows: Ints, accepting: Bools) -> Dfa:
    """The automaton of these arrays, which is minimal and trim, with equal classes merged."""
    merged = _kinds_of_columns(rows)
    columns = np.flatnonzero(merged == np.arange(len(merged)))
    if len(columns) < len(merged):
        rows, merged = np.ascontiguousarray(rows[:, columns]), np.searchsorted(columns, merged)
    return Dfa(_like(byte_class, merged[byte_class]), rows, accepting)


@kernel
def _kinds_of_columns(rows):  # type: ignore[no-untyped-def]
    """The first column that is equal to each."""
    states, classes = rows.shape
    mixed = np.zeros(classes, np.uint64)
    for s in range(states):
        for c in range(classes):
            mixed[c] = (mixed[c] ^ np.uint64(rows[s, c])) * _ODD
    kind = np.empty(classes, np.int64)
    for c in range(classes):
        kind[c] = c
        for other in range(c):
            if kind[other] == other and mixed[other] == mixed[c]:
                s = 0
                while s < states and rows[s, c] == rows[s, other]:
                    s += 1
                if s == states:
                    kind[c] = other
                    break
    return kind


def _symbol_classes(low: Ints, high: Ints, symbols: int) -> tuple[NDArray[np.uint8] | Ints, int]:
    """Symbols between two borders of edges act alike."""
    border = np.zeros(symbols + 1, np.bool_)
    border[low] = True
    border[high + 1] = True
    border[0] = False
    counted = np.cumsum(border[:symbols])
    narrow = counted.astype(np.uint8) if symbols == BYTES else counted.astype(np.int32)
    return narrow, int(counted[-1]) + 1


def _like(old: NDArray[np.uint8] | Ints, new: NDArray[np.intp]) -> NDArray[np.uint8] | Ints:
    return new.astype(np.uint8) if old.dtype == np.uint8 else new.astype(np.int32)


@kernel
def _pairs(one, two, keep_second, limit):  # type: ignore[no-untyped-def]
    """The reachable pairs of states, the first (0, 0); the second may be `DEAD` where its texts are subtracted.

    Returns the table, row by row, the pairs, one after another, and their number; no more pairs are sought once there
    are more than `limit`.
    """
    classes = one.shape[1]
    pool, first, slots = no_rows()
    table = np.empty(classes << 6, np.int32)
    pool[0], pool[1] = 0, 0
    count = np.int64(0)
    past = count + 2
    count += interned(pool, first, slots, count, past) + 1
    at = 0
    while at < count and count <= limit:
        a, b = pool[2 * at], pool[2 * at + 1]
        for c in range(classes):
            x, y = one[a, c], DEAD
            if b != DEAD:
                y = two[b, c]
            table[at * classes + c] = DEAD
            if x == DEAD or (keep_second and y == DEAD):
                continue
            pool[2 * count], pool[2 * count + 1] = x, y
            after = interned(pool, first, slots, count, 2 * count + 2)
            table[at * classes + c] = after
            if after == count:
                count += 1
                first, slots = with_slots(first, slots, count)
                pool = with_room(pool, 2 * count + 2)
                table = with_room(table, (count + 1) * classes)
        at += 1
    return table, pool, count
