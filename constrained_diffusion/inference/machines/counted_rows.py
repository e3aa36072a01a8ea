"""Sums over the runs of an automaton with a counter: rows over counts, relative to the relaxation (`counted_net`).

A message at a state is a row over the counts that are reached there, from the least to the greatest that weighs
anything to speak of: entries at either end that are below a floor are left out, and what they come to is told. An edge
within a region shifts a row by the items that its tokens add. Forward rows times backward rows are probabilities.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.tokens.counted_arcs import LEAVES, STAYS
from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.inference.machines.counted_net import Net, Relaxed, edge_gain
from constrained_diffusion.inference.machines.semiring import (
    SUM,
    add_row,
    fill,
    one,
    plus,
    pull_row,
    times,
    weight,
    zero,
)
from constrained_diffusion.jit import inner, kernel

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]

MAX_ENTRIES = 1 << 26
"""Of all rows of a canvas; half a gigabyte."""
MAX_STEPS = 6_000_000_000
"""Entries that edges are followed from, in one pass; a logarithm that is summed counts tenfold. A few seconds."""
_LOG_STEPS = 10


class Rows(NamedTuple):
    """Forward rows, [n + 1, states] each: the counts from `low` on, `size` of them, are ``values[at:at + size]``.

    Attributes:
        mass: the sum of every row.
        values: [entries].
        total: the weight of all runs, relative to the potential of the start.
        left_out: what has been left out of it at most.
    """

    low: Longs
    size: Longs
    at: Longs
    mass: Floats
    values: Floats
    total: float
    left_out: float


def forward(semiring: int, net: Net, given: Relaxed, floor: float, most_left_out: float) -> Rows:
    """The rows at all positions, without what is below `floor`.

    Given up, with a total of zero, once more than `most_left_out` is left out.

    Raises:
        ConstraintTooLarge: the rows take too much memory or time.
    """
    n, states = len(given.weights), len(net.least)
    low, size, at = (np.zeros((n + 1, states), np.int64) for _ in range(3))
    mass = np.full((n + 1, states), 0.0 if semiring == SUM else -np.inf)
    values, past, total, left_out = _forward(
        semiring, net, given, floor, most_left_out, low, size, at, mass, np.empty(1 << 12), np.empty(1 << 12),
        np.empty(len(net.source)),
    )  # fmt: skip
    if past < 0:
        raise ConstraintTooLarge(
            f"{states} states with their counts take too much memory or time at {n} positions; lower the counts "
            "(maxLength, maxItems, {m,n}), or the canvas"
        )
    return Rows(low, size, at, mass, values[:past].copy(), total, left_out)


@kernel
def _forward(semiring, net, given, floor, most_left_out, low, size, at, mass, values, scratch, factors):  # type: ignore[no-untyped-def]
    """Values, how many there are (-1: too many, or too many steps), the total and what is left out.

    `scratch` has room for the rows of a position before they are cut, `factors` [edges] for what edges weigh.
    """
    n, states = len(given.weights), len(net.least)
    left_out = zero(semiring)
    values[0] = one(semiring)
    low[0, 0], size[0, 0], mass[0, 0] = net.start_count, 1, one(semiring)
    past, steps = np.int64(1), np.int64(0)
    least, most = np.empty(states, np.int64), np.empty(states, np.int64)
    start = np.empty(states, np.int64)
    for t in range(n):
        if left_out > most_left_out:
            return values, past, zero(semiring), left_out
        for s in range(states):
            least[s], most[s] = np.int64(2**40), np.int64(-1)
        for s in range(states):
            if size[t, s] == 0:
                continue
            for e in range(net.first[s], net.first[s + 1]):
                factors[e] = zero(semiring)
                gain = edge_gain(t, e, net, given)
                if gain == -np.inf:
                    continue
                p = weight(semiring, gain)
                share = times(semiring, p, mass[t, s])
                if share < floor or share == zero(semiring):
                    left_out = plus(semiring, left_out, share)
                    continue
                target = net.target[e]
                if net.kind[e] == STAYS:
                    begin = low[t, s] + net.added[e]
                    end = min(begin + size[t, s] - 1, np.int64(net.most[s]))
                    if begin > end:
                        continue
                    factors[e] = p
                    steps += end - begin
                else:
                    if net.kind[e] == LEAVES:
                        steps += size[t, s]
                        row = values[at[t, s] : at[t, s] + size[t, s]]
                        share = times(semiring, p, leaving(semiring, row, low[t, s], s, net.added[e], net, given))
                        if share == zero(semiring):
                            continue
                    factors[e] = share
                    begin = end = np.int64(net.entry[e])
                least[target] = min(least[target], begin)
                most[target] = max(most[target], end)
        width = np.int64(0)
        for s in range(states):
            start[s] = width
            if most[s] >= 0:
                width += most[s] - least[s] + 1
        if past + width > MAX_ENTRIES or steps * (_LOG_STEPS if semiring > 1 else 1) > MAX_STEPS:
            return values, np.int64(-1), zero(semiring), left_out
        scratch, values = _with_room(scratch, width, np.int64(0)), _with_room(values, past + width, past)
        fill(scratch, 0, width, zero(semiring))
        for s in range(states):
            if size[t, s] == 0:
                continue
            for e in range(net.first[s], net.first[s + 1]):
                if factors[e] == zero(semiring):
                    continue
                target = net.target[e]
                if net.kind[e] == STAYS:
                    begin = low[t, s] + net.added[e]
                    length = min(size[t, s], net.most[s] + 1 - begin)
                    out = start[target] + begin - least[target]
                    add_row(semiring, scratch, out, factors[e], values, at[t, s], length)
                else:
                    k = start[target] + net.entry[e] - least[target]
                    scratch[k] = plus(semiring, scratch[k], factors[e])
        for s in range(states):
            if most[s] < 0:
                continue
            first, end = start[s], start[s] + most[s] - least[s] + 1
            while first < end and (scratch[first] < floor or scratch[first] == zero(semiring)):
                left_out = plus(semiring, left_out, scratch[first])
                first += 1
            while first < end and (scratch[end - 1] < floor or scratch[end - 1] == zero(semiring)):
                end -= 1
                left_out = plus(semiring, left_out, scratch[end])
            low[t + 1, s], size[t + 1, s], at[t + 1, s] = least[s] + first - start[s], end - first, past
            for k in range(first, end):
                values[past] = scratch[k]
                mass[t + 1, s] = plus(semiring, mass[t + 1, s], scratch[k])
                past += 1
    total = zero(semiring)
    for f in range(len(net.final_state)):
        s = net.final_state[f]
        for c in range(max(low[n, s], net.final_low[f]), min(low[n, s] + size[n, s], net.final_high[f] + 1)):
            value = times(semiring, values[at[n, s] + c - low[n, s]], final_weight(semiring, s, c, given))
            total = plus(semiring, total, value)
    return values, past, total, left_out


@inner
def _with_room(array, length, used):  # type: ignore[no-untyped-def]
    """The array, whose first `used` entries are kept, with room for `length`."""
    if length <= len(array):
        return array
    longer = np.empty(2 * length)
    for k in range(used):
        longer[k] = array[k]
    return longer


@inner
def final_weight(semiring, s, c, given):  # type: ignore[no-untyped-def]
    """What it weighs to be done in state s with c items, relative to the potential."""
    return weight(semiring, given.tilt[s] * c - given.potential[-1, s])


@inner
def leave_weight(semiring, s, c, given):  # type: ignore[no-untyped-def]
    """What it weighs, relative to what the edge does, that the region of s is left with c items."""
    return weight(semiring, given.tilt[s] * c - given.pledge[s])


@inner
def leaving_counts(low, size, s, d, net):  # type: ignore[no-untyped-def]
    """Of the counts from `low` on, the first that may leave when d are added, and the first behind those that may."""
    return max(low, np.int64(net.least[s] - d)), min(low + size, np.int64(net.most[s] - d + 1))


@inner
def leaving(semiring, row, low, s, d, net, given):  # type: ignore[no-untyped-def]
    """The sum of the entries of a row that may leave the region of s when d are added."""
    begin, end = leaving_counts(low, len(row), s, d, net)
    total = zero(semiring)
    if given.tilt[s] == 0.0:
        for c in range(begin, end):
            total = plus(semiring, total, row[c - low])
        return total
    for c in range(begin, end):
        total = plus(semiring, total, times(semiring, row[c - low], leave_weight(semiring, s, c + d, given)))
    return total


def label_shares(semiring: int, net: Net, given: Relaxed, rows: Rows) -> Floats:
    """The weight of all runs through every label [n, L], relative to the potential of the start."""
    shares = np.full(given.weights.shape, 0.0 if semiring == SUM else -np.inf)
    most = int(rows.size.sum(1).max())
    behind = np.empty((2, most))
    _backward(semiring, net, given, rows.low, rows.size, rows.at, rows.values, behind, shares)
    return shares


@kernel
def _backward(semiring, net, given, low, size, at, values, behind, shares):  # type: ignore[no-untyped-def]
    """Fills `shares`. `behind` are two lines for the backward rows of a position, laid out as its forward rows are."""
    n, states = len(given.weights), len(net.least)
    then, now = behind[0], behind[1]
    base = _begin(at[n], size[n])
    fill(then, 0, len(then), zero(semiring))
    for f in range(len(net.final_state)):
        s = net.final_state[f]
        for c in range(max(low[n, s], net.final_low[f]), min(low[n, s] + size[n, s], net.final_high[f] + 1)):
            then[at[n, s] - base + c - low[n, s]] = final_weight(semiring, s, c, given)
    for t in range(n - 1, -1, -1):
        now_base = _begin(at[t], size[t])
        fill(now, 0, len(now), zero(semiring))
        for s in range(states):
            if size[t, s] == 0:
                continue
            mine = at[t, s] - now_base
            for e in range(net.first[s], net.first[s + 1]):
                target = net.target[e]
                if size[t + 1, target] == 0:
                    continue
                gain = edge_gain(t, e, net, given)
                if gain == -np.inf:
                    continue
                p, theirs = weight(semiring, gain), at[t + 1, target] - base
                found = zero(semiring)
                if net.kind[e] == STAYS:
                    # the counts that the row of the source and, less what is added, that of the target have in common
                    begin = max(low[t, s], low[t + 1, target] - net.added[e])
                    length = min(low[t, s] + size[t, s], low[t + 1, target] + size[t + 1, target] - net.added[e]) - begin
                    if length <= 0:
                        continue
                    here = begin - low[t, s]
                    found = pull_row(
                        semiring, now, mine + here, p, then, theirs + begin + net.added[e] - low[t + 1, target],
                        values, at[t, s] + here, length,
                    )  # fmt: skip
                else:
                    k = net.entry[e] - low[t + 1, target]
                    if k < 0 or k >= size[t + 1, target] or then[theirs + k] == zero(semiring):
                        continue
                    value = then[theirs + k]
                    if net.kind[e] == LEAVES:
                        row = values[at[t, s] : at[t, s] + size[t, s]]
                        found = times(
                            semiring, value,
                            _leaving_back(
                                semiring, row, low[t, s], s, net.added[e], times(semiring, p, value), now, mine, net,
                                given,
                            ),
                        )  # fmt: skip
                    else:
                        now[mine] = plus(semiring, now[mine], times(semiring, p, value))
                        found = times(semiring, values[at[t, s]], value)
                label = net.label[e]
                shares[t, label] = plus(semiring, shares[t, label], times(semiring, found, p))
        then, now, base = now, then, now_base


@inner
def _begin(at, size):  # type: ignore[no-untyped-def]
    """Where the first row of a position starts."""
    for s in range(len(at)):
        if size[s] > 0:
            return at[s]
    return np.int64(0)


@inner
def _leaving_back(semiring, row, low, s, d, value, now, mine, net, given):  # type: ignore[no-untyped-def]
    """Adds `value` to the backward row of all counts that may leave the region; the forward sum of those that may."""
    begin, end = leaving_counts(low, len(row), s, d, net)
    total = zero(semiring)
    if given.tilt[s] == 0.0:
        for c in range(begin, end):
            now[mine + c - low] = plus(semiring, now[mine + c - low], value)
            total = plus(semiring, total, row[c - low])
        return total
    for c in range(begin, end):
        factor = leave_weight(semiring, s, c + d, given)
        now[mine + c - low] = plus(semiring, now[mine + c - low], times(semiring, factor, value))
        total = plus(semiring, total, times(semiring, factor, row[c - low]))
    return total
