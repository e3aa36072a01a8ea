"""One run of an automaton with a counter, from its end to its beginning: the best, or one drawn by weight."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.tokens.counted_arcs import LEAVES, STAYS
from constrained_diffusion.inference.machines.counted_net import Net, Relaxed
from constrained_diffusion.inference.machines.counted_rows import (
    Rows,
    final_weight,
    leave_weight,
    leaving,
    leaving_counts,
    sum_up,
)
from constrained_diffusion.inference.machines.semiring import times, weight, zero
from constrained_diffusion.inference.machines.trace import pick
from constrained_diffusion.jit import kernel

Floats = NDArray[np.float64]


def picks(n: int) -> int:
    """The picks on a run of n tokens: of how it ends, and for every token of the edge and of the count before it."""
    return 1 + 2 * n


def trace(semiring: int, net: Net, given: Relaxed, rows: Rows, uniforms: Floats) -> NDArray[np.int32]:
    """Labels [n] of one run: the best (`MAX`), or one drawn by weight with `picks` numbers in [0, 1)."""
    labels = np.full(len(given.weights), -1, np.int32)
    ends = len(net.final_state) * int(rows.size[-1].max())
    options = np.empty(max(ends, int(np.diff(net.into).max(initial=0)), int(rows.size.max())))
    sums = np.empty(max(1, int(rows.size.max())))
    _trace(semiring, net, given, rows.low, rows.size, rows.at, rows.values, uniforms, options, sums, labels)
    return labels


@kernel
def _trace(semiring, net, given, low, size, at, values, uniforms, options, sums, labels):  # type: ignore[no-untyped-def]
    """Fills `labels`; `options` is room for what there is to pick from, `sums` for those of `sum_up`."""
    n, extra = len(labels), given.extra
    width = max(np.int64(1), np.max(size[n]))
    ends = len(net.final_state) * width
    for k in range(ends):
        f, c = k // width, k % width
        s = net.final_state[f]
        count = low[n, s] + c
        options[k] = zero(semiring)
        if c < size[n, s] and net.final_low[f] <= count <= net.final_high[f]:
            options[k] = times(semiring, values[at[n, s] + c], final_weight(semiring, s, count, given))
    k = pick(semiring, options, ends, uniforms[2 * n])
    s = np.int64(net.final_state[k // width])
    count = low[n, s] + k % width
    for t in range(n - 1, -1, -1):
        first, past = net.into[s], net.into[s + 1]
        summed = np.int64(-1)
        own, then, before = given.weights[t], given.potential[t + 1, s], given.potential[t]
        lows, sizes, places = low[t], size[t], at[t]
        for k in range(first, past):
            # what all runs weigh that come by the edge, to this state with this count
            e = net.incoming[k]
            options[k - first] = zero(semiring)
            source, kind = np.int64(net.source[e]), net.kind[e]
            if sizes[source] == 0 or (kind != STAYS and net.entry[e] != count):
                continue
            gain = own[net.label[e]] + extra[e] + then - before[source]
            if gain == -np.inf:
                continue
            place = places[source]
            if kind == STAYS:
                c = count - net.added[e] - lows[source]
                if c < 0 or c >= sizes[source]:
                    continue
                total = values[place + c]
            elif kind == LEAVES:
                if source != summed:  # edges come by their sources, so that each is summed once
                    sum_up(semiring, values, place, sizes[source], given.tilt[source], sums)
                    summed = source
                total = leaving(
                    semiring, values, place, lows[source], sizes[source], sums, source, net.added[e], net, given
                )
            else:
                total = values[place]
            options[k - first] = times(semiring, total, weight(semiring, gain))
        e = net.incoming[first + pick(semiring, options, past - first, uniforms[2 * t])]
        labels[t] = net.label[e]
        s = np.int64(net.source[e])
        if net.kind[e] == STAYS:
            count -= net.added[e]
        elif net.kind[e] == LEAVES:
            begin, end = leaving_counts(low[t, s], size[t, s], s, net.added[e], net)
            for c in range(begin, end):
                factor = leave_weight(semiring, s, c + net.added[e], given)
                options[c - begin] = times(semiring, values[at[t, s] + c - low[t, s]], factor)
            count = begin + pick(semiring, options, end - begin, uniforms[2 * t + 1])
        else:
            count = np.int64(0)
