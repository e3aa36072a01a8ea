"""One way through a chart, from its end to its beginning: the best, or one drawn by weight.

Only the frames on the way are looked into; their inside weights are computed again, a frame at a time.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.inference.machines.inside import Chart
from constrained_diffusion.inference.machines.layout import Layout
from constrained_diffusion.inference.machines.relaxation import edge_weight, return_weight
from constrained_diffusion.inference.machines.semiring import LOG, MAX, one, plus, times, zero
from constrained_diffusion.jit import inner, kernel

Floats = NDArray[np.float64]


def picks(n: int, net: Layout) -> int:
    """The most picks on a way through a canvas of n positions.

    One for the state in which it ends; one for what every token reads; and for every frame one each for which frame it
    is, for the state that calls it and for the state that closes it. A token opens a frame by an opening at most once.
    """
    return 1 + n * (1 + 3 * (len(net.openings) - 1))


def trace(
    semiring: int, net: Layout, weights: Floats, potential: Floats, chart: Chart, uniforms: Floats
) -> NDArray[np.int32]:
    """Labels [n] of one way through the chart: the best (`MAX`), or one drawn by weight.

    `uniforms` are `picks` numbers in [0, 1).
    """
    frames, n = chart.frames, len(weights)
    rows = int(frames.table["rows"][frames.since[n]])
    most = max(int(np.diff(net.nodes["edges"]).max()), len(net.final), rows)
    labels = np.full(n, -1, np.int32)
    tasks = np.zeros(frames.since[n], TASK)
    tasks[0] = 0, n, -1
    _trace(
        semiring, weights, potential, net, frames, chart.called, chart.closed, chart.closed_start, uniforms, labels,
        np.empty((n + 1) * int(np.diff(net.first_state).max())),
        np.empty(rows, CALLEE), np.empty(most), tasks,
    )  # fmt: skip
    return labels


CALLEE = np.dtype(
    [("frame", np.int64), ("procedure", np.int64), ("call", np.int64), ("weight", np.float64)], align=True
)
"""A frame that another one may have called, its procedure, by which call, and with what weight."""

TASK = np.dtype([("frame", np.int64), ("stop", np.int64), ("closing", np.int64)], align=True)
"""A frame that is still to be walked: where it ends, and by which closing, -1 for none."""


@kernel
def _trace(  # type: ignore[no-untyped-def]
    semiring, weights, potential, net, frames, called, closed, closed_start, uniforms, labels, layers, callees,
    options, tasks,
):  # fmt: skip
    """Fills `labels`. The last arguments are room for `_layers`, for `_find_callees`, for a pick, and for tasks."""
    states, edges, nodes = net.first_state[-1], net.edges, net.nodes
    openings, return_of = net.openings, net.return_of
    table, since, row_start = frames.table, frames.since, frames.row_start
    first_call, free = states + len(return_of), weights.shape[1] - 1
    waiting, picked = since[0], row_start[0]
    while waiting > 0:
        waiting -= 1
        frame, stop, q = tasks[waiting].frame, tasks[waiting].stop, tasks[waiting].closing
        u, begin = table[frame].opening, table[frame].position
        entry = openings[u].entry if u >= 0 else 0
        p = nodes[entry].procedure
        first, past = net.first_state[p], net.first_state[p + 1]
        found = _find_callees(
            semiring, table[frame].anchor, p, frame + 1, since[stop], first_call, nodes, openings, table, row_start,
            called, callees,
        )  # fmt: skip
        _layers(
            semiring, begin, stop, first, past, entry, weights, potential, states, edges, nodes, net.outgoing,
            return_of, table, closed, closed_start, callees, found, layers,
        )  # fmt: skip
        j, shift = stop, (stop - begin) * (past - first) - first
        if q < 0:
            for k in range(len(net.final)):
                options[k] = layers[shift + net.final[k]]
            s = net.final[pick(semiring, options, len(net.final), uniforms[picked])]
        else:
            s = _step(
                semiring, j, states + q, weights, potential, states, edges, nodes, layers, shift, options,
                uniforms[picked], free, labels,
            )  # fmt: skip
        picked += 1
        while j > begin or s != entry:
            q = nodes[s].closing
            if q >= 0:
                _returns(semiring, j, q, s, return_of, table, closed, closed_start[j, q], callees, found, options)
                callee = callees[pick(semiring, options, found, uniforms[picked])]
                picked += 1
                tasks[waiting].frame, tasks[waiting].stop, tasks[waiting].closing = callee.frame, j, q
                waiting += 1
                node, j = first_call + callee.call, table[callee.frame].position
            else:
                node, j = s, j - 1
            s = _step(
                semiring, j, node, weights, potential, states, edges, nodes, layers,
                (j - begin) * (past - first) - first, options, uniforms[picked], free, labels,
            )  # fmt: skip
            picked += 1


@inner
def pick(semiring, options, count, uniform):  # type: ignore[no-untyped-def]
    """An index below `count`: the greatest weight for `MAX`, else drawn by weight with a number in [0, 1)."""
    best = 0
    for k in range(count):
        if options[k] > options[best]:
            best = k
    if semiring == MAX:
        return best
    peak, total = options[best], 0.0
    for k in range(count):
        if semiring == LOG:
            options[k] = math.exp(options[k] - peak)
        total += options[k]
    left = uniform * total
    drawn = best
    for k in range(count):
        if options[k] > 0.0:
            drawn = k
            left -= options[k]
            if left < 0.0:
                break
    return drawn


@inner
def _step(semiring, j, node, weights, potential, states, edges, nodes, layers, shift, options, uniform, free, labels):  # type: ignore[no-untyped-def]
    """Picks an edge into a node, read at j; notes its label. The state that it comes from."""
    first, count = nodes[node].edges, nodes[node + 1].edges - nodes[node].edges
    for k in range(count):
        options[k] = zero(semiring)
        before = layers[shift + edges[first + k].source]
        if before != zero(semiring):
            factor = edge_weight(semiring, j, edges[first + k], weights, potential, states)
            if factor > -np.inf:
                options[k] = times(semiring, before, factor)
    edge = edges[first + pick(semiring, options, count, uniform)]
    if edge.label != free:
        labels[j] = edge.label
    return edge.source


@inner
def _returns(semiring, j, q, s, return_of, table, closed, first_closed, callees, found, options):  # type: ignore[no-untyped-def]
    """What ways through the callees weigh that close by q at j and return to state s."""
    for k in range(found):
        options[k] = zero(semiring)
        callee = callees[k]
        if table[callee.frame].position < j and return_of[q, callee.call] == s:
            options[k] = times(semiring, closed[first_closed + table[callee.frame].anchor], callee.weight)


@inner
def _find_callees(semiring, a, p, first, past, first_call, nodes, openings, table, row_start, called, callees):  # type: ignore[no-untyped-def]
    """Lists those of the frames `first` up to `past` that were called from anchor a of procedure p; how many."""
    found = 0
    for f in range(first, past):
        row, u = table[f].rows, table[f].opening
        for g in range(openings[u].calls, openings[u + 1].calls):
            entry = row_start[row] + a
            row += 1
            if nodes[first_call + g].procedure == p and entry < row_start[row] and called[entry] != zero(semiring):
                callees[found].frame, callees[found].procedure = f, openings[u].procedure
                callees[found].call, callees[found].weight = g, called[entry]
                found += 1
    return found


@inner
def _layers(  # type: ignore[no-untyped-def]
    semiring, begin, stop, first, past, entry, weights, potential, states, edges, nodes, outgoing, return_of, table,
    closed, closed_start, callees, found, layers,
):  # fmt: skip
    """Inside weights of one frame: a layer of the states `first` up to `past` for every position up to `stop`."""
    for k in range(past - first):
        layers[k] = zero(semiring)
    layers[entry - first] = one(semiring)
    for j in range(begin, stop + 1):
        shift = (j - begin) * (past - first) - first
        if j < len(weights):
            _return_to(
                semiring, j, potential, states, nodes, return_of, table, closed, closed_start, callees, found, layers,
                shift,
            )  # fmt: skip
        if j < stop:
            _read(semiring, j, first, past, weights, potential, states, edges, nodes, outgoing, layers, shift)


@inner
def _return_to(  # type: ignore[no-untyped-def]
    semiring, j, potential, states, nodes, return_of, table, closed, closed_start, callees, found, layers, shift
):
    """Adds to a layer what callees return to at j."""
    for k in range(found):
        callee = callees[k]
        frame = table[callee.frame]
        if frame.position >= j:
            break
        for q in range(len(return_of)):
            if nodes[states + q].procedure != callee.procedure or return_of[q, callee.call] < 0:
                continue
            value, s = closed[closed_start[j, q] + frame.anchor], return_of[q, callee.call]
            if value != zero(semiring):
                factor = return_weight(semiring, j, s, potential, states, nodes)
                if factor > -np.inf:
                    value = times(semiring, times(semiring, callee.weight, value), factor)
                    layers[shift + s] = plus(semiring, layers[shift + s], value)


@inner
def _read(semiring, j, first, past, weights, potential, states, edges, nodes, outgoing, layers, shift):  # type: ignore[no-untyped-def]
    """Fills the layer after the token at j from the one before it."""
    following = shift + past - first
    for t in range(first, past):
        layers[following + t] = zero(semiring)
    for s in range(first, past):
        before = layers[shift + s]
        if before == zero(semiring):
            continue
        for k in range(nodes[s].outgoing, nodes[s + 1].outgoing):
            edge = edges[outgoing[k]]
            factor = edge_weight(semiring, j, edge, weights, potential, states)
            if factor > -np.inf:
                t = following + edge.target
                layers[t] = plus(semiring, layers[t], times(semiring, before, factor))
