"""The least number of positions that hold a member of a context-free language.

Knuth, "A generalization of Dijkstra's algorithm" (1977): where the weight of a rule never is below that of what it is
made from, the least weights of the nonterminals of a context-free grammar come out in rising order. Here a nonterminal
is a frame of opening u on its way in state s, or until closing q, and its weight the number of positions it takes:

    (u, entry of u)  ->                      0
    (u, t)           ->  (u, s)              + 1 for an edge from s to t
    [u, q]           ->  (u, s)              for s among the states from which q pops
    (u, t)           ->  (u, s) [v, q]       for a call that s makes of opening v, and t where q returns from it
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.paths import UNREACHABLE
from constrained_diffusion.jit import inner, kernel

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]


def least_positions(
    *, source: Ints, target: Ints, accepting: Bools, procedure: Ints,
    closing_offsets: Ints, closing_members: Ints, return_closing: Ints, return_call: Ints, return_state: Ints,
    opening_entry: Ints, call_opening: Ints, call_offsets: Ints, call_members: Ints,
) -> int:  # fmt: skip
    """The least number of positions from the start to acceptance, `UNREACHABLE` if there is none.

    The arrays are those of `TokenPushdown`.
    """
    states, calls, closings = len(accepting), len(call_opening), len(closing_offsets) - 1
    closing_at, closing = _by_row(closing_members, states, np.repeat(np.arange(closings), np.diff(closing_offsets)))
    member_call = np.repeat(np.arange(calls), np.diff(call_offsets))
    call_at, call = _by_row(call_members, states, member_call)
    return_at, leads_to, back = _by_row(return_call, calls, return_closing, return_state)
    # State s in a frame of opening u is item base[u] + s. The frame of the whole text is one more opening.
    entry = np.append(opening_entry, 0)
    entered = procedure[entry]
    first = np.searchsorted(procedure, np.arange(int(procedure[-1]) + 2))
    size = first[entered + 1] - first[entered]
    base = (np.cumsum(size) - size - first[entered]).astype(np.int32)
    items = int(size.sum())
    # Who calls an opening: every member of its calls, in the frames of every opening of the member's procedure.
    frame_at, frame = _by_row(entered, len(first) - 1, np.arange(len(entry)))
    owner = procedure[call_members]
    member, place = _each(frame_at[owner + 1] - frame_at[owner])
    item = base[frame[frame_at[owner[member]] + place]] + call_members[member]
    caller_at, caller, calling = _by_row(call_opening[member_call[member]], len(entry), item, member_call[member])
    weight = np.full(items, UNREACHABLE, np.int32)
    weight[base + entry] = 0
    heap, at = np.empty(items, np.int32), np.full(items, -1, np.int32)
    heap[: len(entry)] = base + entry
    at[base + entry] = np.arange(len(entry))
    opening_of = np.repeat(np.arange(len(entry), dtype=np.int32), size)
    within = np.full((len(entry), closings), UNREACHABLE, np.int32)
    least = _least(
        _offsets(source, states), target, accepting, closing_at, closing, call_at, call, call_opening,
        return_at, leads_to, back, caller_at, caller, calling, opening_of, base, within, weight, heap, at,
    )  # fmt: skip
    return int(least)


def _offsets(row: NDArray[np.integer], rows: int) -> Ints:
    """Where the entries of every row start, in a rising `row`."""
    return np.searchsorted(row, np.arange(rows + 1)).astype(np.int32)


def _by_row(row: NDArray[np.integer], rows: int, *columns: NDArray[np.integer]) -> tuple[Ints, ...]:
    """The columns sorted by row, after the offsets of the rows."""
    order = np.argsort(row, kind="stable")
    return (_offsets(row[order], rows), *(column[order].astype(np.int32) for column in columns))


def _each(counts: NDArray[np.integer]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Every i ``counts[i]`` times, and which time it is."""
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)


@kernel
def _least(  # type: ignore[no-untyped-def]
    edge_at, target, accepting, closing_at, closing, call_at, call, call_opening,
    return_at, leads_to, back, caller_at, caller, calling, opening_of, base, within, weight, heap, at,
):  # fmt: skip
    """Knuth's algorithm up to the first accepting state; `within` [u, q] and `weight` [items] are filled in.

    `heap` holds the items whose weight is not final, by weight; `at` is where in the heap an item is. The entries of
    all openings are in it.
    """
    size = len(base)
    whole = size - 1
    while size > 0:
        item = heap[0]
        size = _without_first(size, weight, heap, at)
        u, d = opening_of[item], weight[item]
        s = item - base[u]
        if u == whole and accepting[s]:
            return d
        for k in range(edge_at[s], edge_at[s + 1]):
            size = _lightened(base[u] + target[k], d + 1, size, weight, heap, at)
        for c in range(call_at[s], call_at[s + 1]):
            g = call[c]
            for k in range(return_at[g], return_at[g + 1]):
                takes = within[call_opening[g], leads_to[k]]
                size = _lightened(base[u] + back[k], d + takes, size, weight, heap, at)
        for c in range(closing_at[s], closing_at[s + 1]):
            q = closing[c]
            if d >= within[u, q]:
                continue
            within[u, q] = d
            for w in range(caller_at[u], caller_at[u + 1]):
                g, v = calling[w], opening_of[caller[w]]
                for k in range(return_at[g], return_at[g + 1]):
                    if leads_to[k] == q:
                        size = _lightened(base[v] + back[k], d + weight[caller[w]], size, weight, heap, at)
    return UNREACHABLE


@inner
def _lightened(item, found, size, weight, heap, at):  # type: ignore[no-untyped-def]
    """Puts an item into the heap, or further up, if it weighs less than was known; the new size of the heap."""
    if found >= weight[item]:
        return size
    weight[item] = found
    k = at[item]
    if k < 0:
        k = size
        size += 1
    while k > 0 and weight[heap[(k - 1) >> 1]] > found:
        heap[k] = heap[(k - 1) >> 1]
        at[heap[k]] = k
        k = (k - 1) >> 1
    heap[k] = item
    at[item] = k
    return size


@inner
def _without_first(size, weight, heap, at):  # type: ignore[no-untyped-def]
    """Takes the lightest item out of the heap; the new size of the heap."""
    size -= 1
    item, k = heap[size], 0
    while 2 * k + 1 < size:
        child = 2 * k + 1
        if child + 1 < size and weight[heap[child + 1]] < weight[heap[child]]:
            child += 1
        if weight[heap[child]] >= weight[item]:
            break
        heap[k] = heap[child]
        at[heap[k]] = k
        k = child
    heap[k] = item
    at[item] = k
    return size
