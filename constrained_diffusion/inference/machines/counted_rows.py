"""Sums over the runs of an automaton with a counter: rows over counts, relative to the relaxation (`counted_net`).

A message at a state is a row over the counts that are reached there, from the least to the greatest that weighs
anything to speak of: entries at either end that are below a floor are left out, and what they come to is told. An edge
within a region shifts a row by the items that its tokens add. Forward rows times backward rows are probabilities.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.interning import with_room
from constrained_diffusion.automata.tokens.counted_arcs import LEAVES, STAYS
from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.inference.machines.counted_net import Net, Relaxed
from constrained_diffusion.inference.machines.semiring import (
    LOG,
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
_FAR = np.int64(1 << 40)
"""More than any count."""
_LARGE = 20.0
"""Of the logarithm of a factor. What goes with it may be hardly a number any more, and is not to be made one again."""


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
    steps = MAX_STEPS // (_LOG_STEPS if semiring == LOG else 1)
    low, size, at = (np.zeros((n + 1, states), np.int64) for _ in range(3))
    mass = np.full((n + 1, states), 0.0 if semiring == SUM else -np.inf)
    values, past, total, left_out = _forward(
        semiring, net, given, floor, most_left_out, MAX_ENTRIES, steps, low, size, at, mass, np.empty(1 << 12),
        np.empty(1 << 12), np.empty(len(net.source)),
    )  # fmt: skip
    if past < 0:
        raise ConstraintTooLarge(
            f"{states} states with their counts take too much memory or time at {n} positions",
            "lower the counts (maxLength, maxItems, {m,n}), or the canvas",
        )
    return Rows(low, size, at, mass, values[:past].copy(), total, left_out)


@kernel
def _forward(  # type: ignore[no-untyped-def]
    semiring, net, given, floor, most_left_out, most_entries, most_steps, low, size, at, mass, values, scratch, factors
):
    """Values, how many there are (-1: too many, or too many steps), the total and what is left out.

    `scratch` has room for the rows of a position before they are cut, `factors` [edges] for what edges weigh.
    """
    n, states = len(given.weights), len(net.least)
    nothing = zero(semiring)
    left_out = nothing
    values[0] = one(semiring)
    low[0, 0], size[0, 0], mass[0, 0] = net.start_count, 1, one(semiring)
    past, steps = np.int64(1), np.int64(0)
    least, most = np.empty(states, np.int64), np.empty(states, np.int64)
    start = np.empty(states, np.int64)
    for t in range(n):
        if left_out > most_left_out:
            return values, past, nothing, left_out
        own, then, before = given.weights[t], given.potential[t + 1], given.potential[t]
        lows, sizes, places, masses = low[t], size[t], at[t], mass[t]
        for s in range(states):
            least[s], most[s] = _FAR, np.int64(-1)
        for s in range(states):
            if sizes[s] == 0:
                continue
            summed = False
            for e in range(net.first[s], net.first[s + 1]):
                factors[e] = nothing
                target = net.target[e]
                gain = own[net.label[e]] + given.extra[e] + then[target] - before[s]
                if gain == -np.inf:
                    continue
                p = weight(semiring, gain)
                share = times(semiring, p, masses[s])
                if share < floor or share == nothing:
                    left_out = plus(semiring, left_out, share)
                    continue
                if net.kind[e] == STAYS:
                    begin = lows[s] + net.added[e]
                    end = min(begin + sizes[s] - 1, np.int64(net.most[s]))
                    if begin > end:
                        continue
                    factors[e] = p
                    steps += end - begin
                else:
                    if net.kind[e] == LEAVES:
                        if not summed:
                            scratch = with_room(scratch, sizes[s])
                            sum_up(semiring, values, places[s], sizes[s], given.tilt[s], scratch)
                            summed = True
                        steps += 1
                        d = net.added[e]
                        share = leaving(semiring, values, places[s], lows[s], sizes[s], scratch, s, d, net, given)
                        share = times(semiring, p, share)
                        if share == nothing:
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
        if past + width > most_entries or steps > most_steps:
            return values, np.int64(-1), nothing, left_out
        scratch, values = with_room(scratch, width), with_room(values, past + width)
        fill(scratch, 0, width, nothing)
        for s in range(states):
            if sizes[s] == 0:
                continue
            for e in range(net.first[s], net.first[s + 1]):
                if factors[e] == nothing:
                    continue
                target = net.target[e]
                if net.kind[e] == STAYS:
                    begin = lows[s] + net.added[e]
                    length = min(sizes[s], net.most[s] + 1 - begin)
                    out = start[target] + begin - least[target]
                    add_row(semiring, scratch, out, factors[e], values, places[s], length)
                else:
                    k = start[target] + net.entry[e] - least[target]
                    scratch[k] = plus(semiring, scratch[k], factors[e])
        for s in range(states):
            if most[s] < 0:
                continue
            first, end = start[s], start[s] + most[s] - least[s] + 1
            while first < end and (scratch[first] < floor or scratch[first] == nothing):
                left_out = plus(semiring, left_out, scratch[first])
                first += 1
            while first < end and (scratch[end - 1] < floor or scratch[end - 1] == nothing):
                end -= 1
                left_out = plus(semiring, left_out, scratch[end])
            low[t + 1, s], size[t + 1, s], at[t + 1, s] = least[s] + first - start[s], end - first, past
            whole = nothing
            for k in range(first, end):
                values[past] = scratch[k]
                whole = plus(semiring, whole, scratch[k])
                past += 1
            mass[t + 1, s] = whole
    total = nothing
    for f in range(len(net.final_state)):
        s = net.final_state[f]
        for c in range(max(low[n, s], net.final_low[f]), min(low[n, s] + size[n, s], net.final_high[f] + 1)):
            value = times(semiring, values[at[n, s] + c - low[n, s]], final_weight(semiring, s, c, given))
            total = plus(semiring, total, value)
    return values, past, total, left_out


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
def sum_up(semiring, values, at, size, tilt, sums):  # type: ignore[no-untyped-def]
    """sums[k]: the first k + 1 entries of a row summed, each weighed by the tilt up to the last count of the row.

    Not for tilts below zero, for which `is_summed` is never true.
    """
    if tilt < 0.0:
        return
    total = zero(semiring)
    for k in range(size):
        value = values[at + k]
        if tilt != 0.0:
            value = times(semiring, value, weight(semiring, tilt * (k - size + 1)))
        total = plus(semiring, total, value)
        sums[k] = total


@inner
def summed_weight(semiring, last, s, d, given):  # type: ignore[no-untyped-def]
    """What `sum_up` of a row whose last count is `last` lacks to what it weighs to leave when d are added."""
    return weight(semiring, given.tilt[s] * (last + d) - given.pledge[s])


@inner
def is_summed(begin, low, last, s, d, given):  # type: ignore[no-untyped-def]
    """Whether what may leave is a sum of `sum_up`, and that no number is too large for it."""
    return begin == low and given.tilt[s] >= 0.0 and given.tilt[s] * (last + d) - given.pledge[s] < _LARGE


@inner
def leaving(semiring, values, at, low, size, sums, s, d, net, given):  # type: ignore[no-untyped-def]
    """The sum of the entries of a row that may leave the region of s when d are added; `sums` is of `sum_up`."""
    begin, end = leaving_counts(low, size, s, d, net)
    if begin >= end:
        return zero(semiring)
    last = low + size - 1
    if is_summed(begin, low, last, s, d, given):
        return times(semiring, sums[end - 1 - low], summed_weight(semiring, last, s, d, given))
    total = zero(semiring)
    for c in range(begin, end):
        factor = leave_weight(semiring, s, c + d, given)
        total = plus(semiring, total, times(semiring, values[at + c - low], factor))
    return total


def label_shares(semiring: int, net: Net, given: Relaxed, rows: Rows) -> Floats:
    """The weight of all runs through every label [n, L], relative to the potential of the start."""
    shares = np.full(given.weights.shape, 0.0 if semiring == SUM else -np.inf)
    behind = np.empty((2, int(rows.size.sum(1).max())))
    widest = int(rows.size.max())
    _backward(
        semiring, net, given, rows.low, rows.size, rows.at, rows.values, behind, np.empty(widest), np.empty(widest),
        shares,
    )  # fmt: skip
    return shares


@kernel
def _backward(semiring, net, given, low, size, at, values, behind, sums, until, shares):  # type: ignore[no-untyped-def]
    """Fills `shares`. `behind` are two lines for the backward rows of a position, laid out as its forward rows are.

    `sums` is room for those of `sum_up`, `until` for what all counts of a row up to one of them gain.
    """
    n, states = len(given.weights), len(net.least)
    nothing = zero(semiring)
    then, now = behind[0], behind[1]
    base = _begin(at[n], size[n])
    fill(then, 0, len(then), nothing)
    for f in range(len(net.final_state)):
        s = net.final_state[f]
        for c in range(max(low[n, s], net.final_low[f]), min(low[n, s] + size[n, s], net.final_high[f] + 1)):
            then[at[n, s] - base + c - low[n, s]] = final_weight(semiring, s, c, given)
    for t in range(n - 1, -1, -1):
        now_base = _begin(at[t], size[t])
        own, after, before = given.weights[t], given.potential[t + 1], given.potential[t]
        lows, sizes, places, share = low[t], size[t], at[t], shares[t]
        next_lows, next_sizes, next_places = low[t + 1], size[t + 1], at[t + 1]
        fill(now, 0, len(now), nothing)
        for s in range(states):
            if sizes[s] == 0:
                continue
            mine = places[s] - now_base
            summed = False
            for e in range(net.first[s], net.first[s + 1]):
                target = net.target[e]
                if next_sizes[target] == 0:
                    continue
                gain = own[net.label[e]] + given.extra[e] + after[target] - before[s]
                if gain == -np.inf:
                    continue
                p, theirs, d = weight(semiring, gain), next_places[target] - base, net.added[e]
                found = nothing
                if net.kind[e] == STAYS:
                    # the counts that the row of the source and, less what is added, that of the target have in common
                    begin = max(lows[s], next_lows[target] - d)
                    length = min(lows[s] + sizes[s], next_lows[target] + next_sizes[target] - d) - begin
                    if length <= 0:
                        continue
                    here = begin - lows[s]
                    found = pull_row(
                        semiring, now, mine + here, p, then, theirs + begin + d - next_lows[target],
                        values, places[s] + here, length,
                    )  # fmt: skip
                else:
                    k = net.entry[e] - next_lows[target]
                    if k < 0 or k >= next_sizes[target] or then[theirs + k] == nothing:
                        continue
                    value = then[theirs + k]
                    if net.kind[e] == LEAVES:
                        if not summed:
                            sum_up(semiring, values, places[s], sizes[s], given.tilt[s], sums)
                            fill(until, 0, sizes[s], nothing)
                            summed = True
                        found = leaving(semiring, values, places[s], lows[s], sizes[s], sums, s, d, net, given)
                        found = times(semiring, found, value)
                        leaving_back(
                            semiring, times(semiring, p, value), now, mine, lows[s], sizes[s], until, s, d, net, given
                        )
                    else:
                        now[mine] = plus(semiring, now[mine], times(semiring, p, value))
                        found = times(semiring, values[places[s]], value)
                label = net.label[e]
                share[label] = plus(semiring, share[label], times(semiring, found, p))
            if summed:
                spread_back(semiring, now, mine, sizes[s], until, s, given)
        then, now, base = now, then, now_base


@inner
def _begin(at, size):  # type: ignore[no-untyped-def]
    """Where the first row of a position starts."""
    for s in range(len(at)):
        if size[s] > 0:
            return at[s]
    return np.int64(0)


@inner
def leaving_back(semiring, value, now, mine, low, size, until, s, d, net, given):  # type: ignore[no-untyped-def]
    """Adds `value` to what all counts gain that may leave the region of s when d are added."""
    begin, end = leaving_counts(low, size, s, d, net)
    if begin >= end:
        return
    last = low + size - 1
    if is_summed(begin, low, last, s, d, given):
        k = end - 1 - low
        until[k] = plus(semiring, until[k], times(semiring, value, summed_weight(semiring, last, s, d, given)))
        return
    for c in range(begin, end):
        factor = leave_weight(semiring, s, c + d, given)
        now[mine + c - low] = plus(semiring, now[mine + c - low], times(semiring, factor, value))


@inner
def spread_back(semiring, now, mine, size, until, s, given):  # type: ignore[no-untyped-def]
    """Adds to every count what `leaving_back` has noted for all up to a count that is no less."""
    total, tilt = zero(semiring), given.tilt[s]
    for k in range(size - 1, -1, -1):
        total = plus(semiring, total, until[k])
        if total == zero(semiring):
            continue
        factor = weight(semiring, tilt * (k - size + 1)) if tilt != 0.0 else one(semiring)
        now[mine + k] = plus(semiring, now[mine + k], times(semiring, total, factor))
