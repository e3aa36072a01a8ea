"""What all runs through a label weigh, between two bounds that are close to one another however rare the label is.

In `counted_rows` all rows share one floor, so what is much rarer than the likely is left out of them. Here every row is
relative to its own greatest entry, with the logarithm of that beside it, and loses what is below a floor relative to
it. What is lost on the way to a row is kept as an upper bound, *lost*; and what is lost behind it by having backward
rows twice, from below (what was cut is nothing) and from above (what was cut goes on as if nobody counted). Between the
two lies what a label weighs.
"""

from __future__ import annotations

import math
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.interning import with_room
from constrained_diffusion.automata.tokens.counted_arcs import LEAVES, STAYS
from constrained_diffusion.inference.machines.counted_net import Net, Relaxed
from constrained_diffusion.inference.machines.counted_rows import (
    final_weight,
    leaving,
    leaving_back,
    leaving_counts,
    spread_back,
    sum_up,
)
from constrained_diffusion.inference.machines.semiring import SUM, add_row, fill, product
from constrained_diffusion.jit import inner, kernel

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]

MAX_ENTRIES = 1 << 25
"""Of all rows of a canvas; a quarter of a gigabyte."""
MAX_STEPS = 1 << 28
"""Entries that edges are followed from; half a second."""
_FLOORS = (0.0, 1e-60, 1e-20)
"""How far rows go down, relative to their greatest entry, while that is not too much work."""
_FAR = np.int64(1 << 40)
"""More than any count."""
_UNDERFLOW = 1e-290
"""More than is lost of an entry, relative to the greatest, because numbers end."""
_MOST_LOST = 1e250
"""Where more is lost than this, relative to what is left, nothing is known anyway."""
_FAR_BELOW = 500.0
"""What labels weigh is told relative to no less than this below what they might, in nats."""
_HARDLY = 1e-3
"""An edge that brings less than this share of the floor is not followed."""


class Shares(NamedTuple):
    """Logarithms, relative to the potential of the start.

    Attributes:
        lower, upper: [n, labels], bounds on the weight of all runs through a label.
        total, most: bounds on that of all runs.
        steps: how many entries edges were followed from.
    """

    lower: Floats
    upper: Floats
    total: float
    most: float
    steps: int


class _Rows(NamedTuple):
    """[n + 1, states] each: the counts from `low` on, `size` of them, are ``values[at:at + size]``, at most 1.

    Attributes:
        scale: log of what values are relative to.
        lost: the sum of what is not in the row, relative to the same, at most.
    """

    low: Longs
    size: Longs
    at: Longs
    scale: Floats
    lost: Floats


def shares(net: Net, given: Relaxed) -> Shares | None:
    """The bounds with rows that go down as far as may be; None where all take too much memory or time."""
    floors = _FLOORS if full_steps(net, len(given.weights)) <= MAX_STEPS else _FLOORS[1:]
    return next((found for floor in floors if (found := shares_above(net, given, floor)) is not None), None)


def full_steps(net: Net, n: int) -> int:
    """About how many entries edges are followed from if nothing is below the floor, at most."""
    stays = net.kind == STAYS
    most = net.most[net.source[stays]].astype(np.int64) + 1
    reached = net.start_count + 1 + np.arange(n) * int(net.added.max(initial=0))
    widths, copies = np.unique(most, return_counts=True)
    return int(sum(k * np.minimum(width, reached).sum() for width, k in zip(widths, copies, strict=True)))


def shares_above(net: Net, given: Relaxed, floor: float) -> Shares | None:
    """The bounds with rows down to `floor`; None where these take too much memory or time."""
    n, states = len(given.weights), len(net.least)
    low, size, at = (np.zeros((n + 1, states), np.int64) for _ in range(3))
    rows = _Rows(low, size, at, np.full((n + 1, states), -np.inf), np.zeros((n + 1, states)))
    values, past, steps = _ahead(net, given, floor, MAX_ENTRIES, MAX_STEPS, rows, np.empty(1 << 12), np.empty(1 << 12))
    if past < 0:
        return None
    lower, upper = (np.full(given.weights.shape, -np.inf) for _ in range(2))
    width, widest = max(int(size.sum(1).max()), 1), max(int(size.max()), 1)
    total, most = _behind(
        net, given, rows, values, np.empty((2, width)), np.empty((2, width)), np.empty(widest), np.empty((2, widest)),
        lower, upper,
    )  # fmt: skip
    return Shares(lower, upper, total, most, steps)


_inlined = partial(inner, forceinline=True)


@_inlined
def _gain(own, then, before, e, net, given):  # type: ignore[no-untyped-def]
    return own[net.label[e]] + given.extra[e] + then[net.target[e]] - before


@kernel
def _ahead(net, given, floor, most_entries, most_steps, rows, values, scratch):  # type: ignore[no-untyped-def]
    """Fills the rows. Values, how many there are (-1: too many, or too many steps), and the steps."""
    n, states = len(given.weights), len(net.least)
    logs, left = np.empty(len(net.source)), np.empty(len(net.source))
    least, most = np.empty(states, np.int64), np.empty(states, np.int64)
    start, top, lost = np.empty(states, np.int64), np.empty(states), np.empty(states)
    values[0] = 1.0
    rows.low[0, 0], rows.size[0, 0], rows.scale[0, 0], rows.lost[0, 0] = net.start_count, 1, 0.0, _UNDERFLOW
    past, steps = np.int64(1), np.int64(0)
    for t in range(n):
        own, then = given.weights[t], given.potential[t + 1]
        lows, sizes, places, scales, losts = rows.low[t], rows.size[t], rows.at[t], rows.scale[t], rows.lost[t]
        for s in range(states):
            least[s], most[s], top[s], lost[s] = _FAR, np.int64(-1), -np.inf, 0.0
        for s in range(states):
            if scales[s] == -np.inf:
                continue
            deep = scales[s] + math.log(losts[s])
            before, summed = given.potential[t, s], False
            for e in range(net.first[s], net.first[s + 1]):
                logs[e] = gain = _gain(own, then, before, e, net, given)
                left[e] = 0.0
                target = net.target[e]
                if gain == -np.inf:
                    continue
                top[target] = max(top[target], gain + deep)
                if sizes[s] == 0:
                    continue
                if net.kind[e] == STAYS:
                    begin = lows[s] + net.added[e]
                    end = min(begin + sizes[s] - 1, np.int64(net.most[s]))
                    if begin > end:
                        continue
                    left[e] = 1.0
                    steps += end - begin
                else:
                    left[e] = 1.0
                    if net.kind[e] == LEAVES:
                        if not summed:
                            scratch = with_room(scratch, sizes[s])
                            sum_up(SUM, values, places[s], sizes[s], given.tilt[s], scratch)
                            summed = True
                        steps += 1
                        d = net.added[e]
                        left[e] = leaving(SUM, values, places[s], lows[s], sizes[s], scratch, s, d, net, given)
                        if left[e] == 0.0:
                            continue
                    begin = end = np.int64(net.entry[e])
                top[target] = max(top[target], gain + scales[s] + math.log(left[e]))
                least[target] = min(least[target], begin)
                most[target] = max(most[target], end)
        width = np.int64(0)
        for s in range(states):
            start[s] = width
            if most[s] >= 0:
                width += most[s] - least[s] + 1
        if past + width > most_entries or steps > most_steps:
            return values, np.int64(-1), steps
        scratch, values = with_room(scratch, width), with_room(values, past + width)
        fill(scratch, 0, width, 0.0)
        for s in range(states):
            if scales[s] == -np.inf:
                continue
            mass = 0.0
            for k in range(places[s], places[s] + sizes[s]):
                mass += values[k]
            for e in range(net.first[s], net.first[s + 1]):
                if logs[e] == -np.inf:
                    continue
                target = net.target[e]
                factor = math.exp(logs[e] + scales[s] - top[target])
                lost[target] += max(factor, _UNDERFLOW) * losts[s]
                if left[e] == 0.0:
                    continue
                if net.kind[e] == STAYS:
                    if factor * mass < _HARDLY * floor:
                        lost[target] += factor * mass
                        continue
                    begin = lows[s] + net.added[e]
                    length = min(sizes[s], net.most[s] + 1 - begin)
                    out = start[target] + begin - least[target]
                    add_row(SUM, scratch, out, factor, values, places[s], length)
                else:
                    scratch[start[target] + net.entry[e] - least[target]] += factor * left[e]
        for s in range(states):
            if top[s] == -np.inf:
                continue
            first, end = start[s], start[s]
            if most[s] >= 0:
                end += most[s] - least[s] + 1
            peak = 0.0
            for k in range(first, end):
                peak = max(peak, scratch[k])
            lost[s] += _UNDERFLOW * (1 + end - first)
            cut = peak * floor
            while first < end and scratch[first] <= cut:
                lost[s] += scratch[first]
                first += 1
            while first < end and scratch[end - 1] <= cut:
                end -= 1
                lost[s] += scratch[end]
            rows.at[t + 1, s], rows.size[t + 1, s] = past, end - first
            rows.scale[t + 1, s], rows.lost[t + 1, s] = top[s], min(lost[s], _MOST_LOST)
            if end > first:
                rows.low[t + 1, s] = least[s] + first - start[s]
                rows.scale[t + 1, s] = top[s] + math.log(peak)
                rows.lost[t + 1, s] = min(lost[s] / peak, _MOST_LOST) if peak > _UNDERFLOW else _MOST_LOST
                for k in range(first, end):
                    values[past] = scratch[k] / peak
                    past += 1
    return values, past, steps


@kernel
def _behind(net, given, rows, values, then, now, sums, until, lower, upper):  # type: ignore[no-untyped-def]
    """Fills the bounds; those of all runs.

    `then` and `now` are backward rows from below and from above, laid out as the forward rows of their position are.
    """
    n, states, labels = len(given.weights), len(net.least), given.weights.shape[1]
    after, shrunk, scale, peaks = np.full(states, -np.inf), np.empty(states), np.empty(states), np.empty(labels)
    base = _begin(rows.at[n], rows.size[n])
    total, most = _at_the_end(net, given, rows.low[n], rows.size[n], rows.at[n], base, values, rows, then, after)
    for t in range(n - 1, -1, -1):
        low, size, at = rows.low[t], rows.size[t], rows.at[t]
        next_low, next_size, next_at = rows.low[t + 1], rows.size[t + 1], rows.at[t + 1]
        now_base = _begin(at, size)
        own, ahead = given.weights[t], given.potential[t + 1]
        fill(now[0], 0, now.shape[1], 0.0)
        fill(now[1], 0, now.shape[1], 0.0)
        for s in range(states):
            shrunk[s] = math.exp(after[s])
        for m in range(labels):
            peaks[m], lower[t, m], upper[t, m] = -np.inf, 0.0, 0.0
        for s in range(states):
            scale[s] = -np.inf
            if rows.scale[t, s] == -np.inf:
                continue
            before = given.potential[t, s]
            for e in range(net.first[s], net.first[s + 1]):
                gain, target, m = _gain(own, ahead, before, e, net, given), net.target[e], net.label[e]
                scale[s] = max(scale[s], gain + after[target])
                if _is_cut(e, s, low[s], size[s], next_low[target], next_size[target], net):
                    scale[s] = max(scale[s], gain)  # from above no row is greater than the potential
                best = gain + rows.scale[t, s]
                peaks[m] = max(peaks[m], best + after[target], best - _FAR_BELOW)
        for s in range(states):
            if rows.scale[t, s] == -np.inf:
                continue
            summed, mine, before = False, at[s] - now_base, given.potential[t, s]
            mass = 0.0
            for k in range(at[s], at[s] + size[s]):
                mass += values[k]
            for e in range(net.first[s], net.first[s + 1]):
                gain = _gain(own, ahead, before, e, net, given)
                if gain == -np.inf:
                    continue
                target, d, m = net.target[e], net.added[e], net.label[e]
                free = math.exp(gain + rows.scale[t, s] - peaks[m])
                upper[t, m] += free * rows.lost[t, s]
                if size[s] == 0:
                    continue
                cut = _is_cut(e, s, low[s], size[s], next_low[target], next_size[target], net)
                open_factor = math.exp(gain - scale[s]) if cut else 0.0
                factor = share = 0.0
                if after[target] > -np.inf:
                    factor = math.exp(gain + after[target] - scale[s])
                    share = free * shrunk[target]
                    if after[target] < -_FAR_BELOW:
                        share = math.exp(gain + rows.scale[t, s] + after[target] - peaks[m])
                theirs = next_at[target] - base
                if net.kind[e] == STAYS:
                    past = min(low[s] + size[s], np.int64(net.most[s] - d + 1))
                    begin = max(low[s], next_low[target] - d)
                    end = min(low[s] + size[s], next_low[target] + next_size[target] - d)
                    if next_size[target] == 0 or end <= begin:
                        begin, end = past, past
                    else:
                        here, there = begin - low[s], theirs + begin + d - next_low[target]
                        length = end - begin
                        lower[t, m] += share * product(SUM, values, at[s] + here, then[0], there, length)
                        upper[t, m] += share * product(SUM, values, at[s] + here, then[1], there, length)
                        add_row(SUM, now[0], mine + here, factor, then[0], there, length)
                        add_row(SUM, now[1], mine + here, factor, then[1], there, length)
                    for c in range(low[s], begin):
                        now[1, mine + c - low[s]] += open_factor
                        upper[t, m] += free * values[at[s] + c - low[s]]
                    for c in range(end, past):
                        now[1, mine + c - low[s]] += open_factor
                        upper[t, m] += free * values[at[s] + c - low[s]]
                    continue
                k = net.entry[e] - next_low[target]
                inside = 0 <= k < next_size[target]
                below = factor * then[0, theirs + k] if inside else 0.0
                above = factor * then[1, theirs + k] if inside else open_factor
                if net.kind[e] == LEAVES:
                    begin, end = leaving_counts(low[s], size[s], s, d, net)
                    if begin >= end:
                        continue
                    if not summed:
                        sum_up(SUM, values, at[s], size[s], given.tilt[s], sums)
                        fill(until[0], 0, size[s], 0.0)
                        fill(until[1], 0, size[s], 0.0)
                        summed = True
                    found = leaving(SUM, values, at[s], low[s], size[s], sums, s, d, net, given)
                    leaving_back(SUM, below, now[0], mine, low[s], size[s], until[0], s, d, net, given)
                    leaving_back(SUM, above, now[1], mine, low[s], size[s], until[1], s, d, net, given)
                else:
                    found = values[at[s]]
                    now[0, mine] += below
                    now[1, mine] += above
                if inside:
                    lower[t, m] += share * found * then[0, theirs + k]
                    upper[t, m] += share * found * then[1, theirs + k]
                else:
                    upper[t, m] += free * found
            if summed:
                spread_back(SUM, now[0], mine, size[s], until[0], s, given)
                spread_back(SUM, now[1], mine, size[s], until[1], s, given)
        for s in range(states):
            after[s] = -np.inf
            if size[s] > 0:
                after[s] = scale[s] + _normalised(now, at[s] - now_base, size[s])
        for m in range(labels):
            upper[t, m] += _UNDERFLOW
            lower[t, m] = math.log(lower[t, m]) + peaks[m] if lower[t, m] > 0.0 else -np.inf
            upper[t, m] = math.log(upper[t, m]) + peaks[m]
        then, now, base = now, then, now_base
    return total, most


@inner
def _at_the_end(net, given, low, size, at, base, values, rows, then, after):  # type: ignore[no-untyped-def]
    """Fills the last backward rows, whose scale is zero; bounds on the logarithm of the weight of all runs."""
    n = len(given.weights)
    fill(then[0], 0, then.shape[1], 0.0)
    fill(then[1], 0, then.shape[1], _UNDERFLOW)
    greatest = -np.inf
    for s in range(len(size)):
        if size[s] > 0:
            after[s] = 0.0
        greatest = max(greatest, rows.scale[n, s])
    for f in range(len(net.final_state)):
        s = net.final_state[f]
        for c in range(max(low[s], net.final_low[f]), min(low[s] + size[s], net.final_high[f] + 1)):
            k = at[s] - base + c - low[s]
            then[0, k] = final_weight(SUM, s, c, given)
            then[1, k] = then[0, k] + _UNDERFLOW
    total, most = 0.0, 0.0
    for s in range(len(size)):
        if given.potential[n, s] > -np.inf and rows.scale[n, s] > -np.inf:
            share = math.exp(rows.scale[n, s] - greatest)
            total += share * product(SUM, values, at[s], then[0], at[s] - base, size[s])
            most += share * (product(SUM, values, at[s], then[1], at[s] - base, size[s]) + rows.lost[n, s])
    return math.log(total) + greatest if total > 0.0 else -np.inf, math.log(most) + greatest if most > 0.0 else -np.inf


@_inlined
def _is_cut(e, s, low, size, next_low, next_size, net):  # type: ignore[no-untyped-def]
    """Whether an edge leads some count of a row to what is not in the row of its target."""
    d = net.added[e]
    if size == 0:
        return False
    if net.kind[e] == STAYS:
        past = min(low + size, np.int64(net.most[s] - d + 1))
        return past > low and (next_size == 0 or low + d < next_low or past + d > next_low + next_size)
    return not next_low <= net.entry[e] < next_low + next_size


@inner
def _normalised(now, at, size):  # type: ignore[no-untyped-def]
    """Makes the greatest entry of the row from above one; the logarithm of what it was."""
    peak = 0.0
    for k in range(at, at + size):
        now[1, k] += _UNDERFLOW
        peak = max(peak, now[1, k])
    for k in range(at, at + size):
        now[0, k] /= peak
        now[1, k] /= peak
    return math.log(peak)


@inner
def _begin(at, size):  # type: ignore[no-untyped-def]
    """Where the first row of a position starts."""
    for s in range(len(at)):
        if size[s] > 0:
            return at[s]
    return np.int64(0)


def relaxed_shares(net: Net, given: Relaxed) -> Floats:
    """What labels weigh [n, labels] if nobody counts: no less than what they do."""
    upper = np.full(given.weights.shape, -np.inf)
    _uncounted(net, given, upper)
    return upper


@kernel
def _uncounted(net, given, upper):  # type: ignore[no-untyped-def]
    n, states, labels = len(given.weights), len(net.least), given.weights.shape[1]
    now, then, gains = np.full(states, -np.inf), np.empty(states), np.empty(len(net.source))
    now[0] = 0.0
    top, sums, peaks, shares = np.empty(states), np.empty(states), np.empty(labels), np.empty(labels)
    for t in range(n):
        own, after = given.weights[t], given.potential[t + 1]
        for s in range(states):
            top[s], sums[s] = -np.inf, 0.0
        for m in range(labels):
            peaks[m], shares[m] = -np.inf, 0.0
        for s in range(states):
            if now[s] == -np.inf:
                continue
            for e in range(net.first[s], net.first[s + 1]):
                gains[e] = now[s] + _gain(own, after, given.potential[t, s], e, net, given)
                top[net.target[e]] = max(top[net.target[e]], gains[e])
                peaks[net.label[e]] = max(peaks[net.label[e]], gains[e])
        for s in range(states):
            if now[s] == -np.inf:
                continue
            for e in range(net.first[s], net.first[s + 1]):
                if gains[e] > -np.inf:
                    sums[net.target[e]] += math.exp(gains[e] - top[net.target[e]])
                    shares[net.label[e]] += math.exp(gains[e] - peaks[net.label[e]])
        for s in range(states):
            then[s] = top[s] + math.log(sums[s]) if sums[s] > 0.0 else -np.inf
        for m in range(labels):
            upper[t, m] = peaks[m] + math.log(shares[m]) if shares[m] > 0.0 else -np.inf
        now, then = then, now
