"""One way through a chart, from its end to its beginning: the best, or one drawn by weight."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.inference.machines.chart import Chart
from constrained_diffusion.inference.machines.layout import Layout
from constrained_diffusion.inference.machines.relaxation import step_weight
from constrained_diffusion.inference.machines.semiring import LOG, MAX, times
from constrained_diffusion.jit import inner, kernel

Floats = NDArray[np.float64]


def picks(n: int, net: Layout) -> int:
    """The most picks on a way through a canvas of n positions.

    One for the state in which it ends; one for what every token reads; and for every frame one each for which frame it
    is, for the state that calls it and for the state that closes it. A token opens a frame by an opening at most once.
    """
    return 1 + n * (1 + 3 * (len(net.openings) - 1))


TASK = np.dtype([("frame", np.int64), ("stop", np.int64), ("closing", np.int64)], align=True)
"""A frame that is still to be walked: where it ends, and by which closing, -1 for none."""


def trace(
    semiring: int, net: Layout, weights: Floats, potential: Floats, chart: Chart, uniforms: Floats
) -> NDArray[np.int32]:
    """Labels [n] of one way through the chart: the best (`MAX`), or one drawn by weight.

    `uniforms` are `picks` numbers in [0, 1).
    """
    n = len(weights)
    labels = np.full(n, -1, np.int32)
    most = max(int(np.diff(net.nodes["edges"]).max()), len(net.final), len(chart.calls))
    tasks = np.zeros(len(chart.frames), TASK)
    tasks[0] = 0, n, -1
    _trace(
        semiring, weights, potential, net, *chart[:7], uniforms, labels,
        np.empty(most), np.empty(most, np.int64), np.empty(most, np.int64), tasks,
    )  # fmt: skip
    return labels


@kernel
def _trace(  # type: ignore[no-untyped-def]
    semiring, weights, potential, net, frames, calls, latest, blocks, since, items, closings, uniforms, labels,
    options, froms, edges, tasks,
):  # fmt: skip
    """Fills `labels`; the last four are room for picks and tasks."""
    n, states, nodes, steps, return_of = len(weights), net.first_state[-1], net.nodes, net.steps, net.return_of
    first_call, free = states + len(return_of), weights.shape[1] - 1
    waiting, picked = 1, 0
    while waiting > 0:
        waiting -= 1
        f, j, q = tasks[waiting].frame, tasks[waiting].stop, tasks[waiting].closing
        entry = net.openings[frames[f].opening].entry if f > 0 else 0
        if q < 0:
            b, count = since[n], 0
            for i in range(blocks[b].items, blocks[b + 1].items):
                for s in net.final:
                    if items[i].state == s:
                        options[count], froms[count] = items[i].value, s
                        count += 1
            s = froms[pick(semiring, options, count, uniforms[picked])]
        else:
            s = _step(
                semiring, j, states + q, _block(f, j, blocks, since), weights, potential, states, nodes, steps, blocks,
                items, options, froms, edges, uniforms[picked], free, labels,
            )  # fmt: skip
        picked += 1
        while j > frames[f].position or s != entry:
            node = s
            q = nodes[s].closing
            if q >= 0:
                count, k = 0, latest[f]
                while k >= 0:
                    if return_of[q, calls[k].call] == s and frames[calls[k].frame].position < j:
                        b = _block(calls[k].frame, j, blocks, since)
                        if b >= 0:
                            for c in range(blocks[b].closings, blocks[b + 1].closings):
                                if closings[c].closing == q:
                                    options[count] = times(semiring, closings[c].value, calls[k].weight)
                                    froms[count] = k
                                    count += 1
                    k = calls[k].earlier
                k = froms[pick(semiring, options, count, uniforms[picked])]
                picked += 1
                callee = calls[k].frame
                tasks[waiting].frame, tasks[waiting].stop, tasks[waiting].closing = callee, j, q
                waiting += 1
                node, j = first_call + calls[k].call, frames[callee].position
            else:
                j -= 1
            s = _step(
                semiring, j, node, _block(f, j, blocks, since), weights, potential, states, nodes, steps, blocks,
                items, options, froms, edges, uniforms[picked], free, labels,
            )  # fmt: skip
            picked += 1


@inner
def _block(f, j, blocks, since):  # type: ignore[no-untyped-def]
    """The block of a frame at a position, -1 where it has none."""
    for b in range(since[j], since[j + 1]):
        if blocks[b].frame == f:
            return b
    return -1


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
def _step(  # type: ignore[no-untyped-def]
    semiring, j, node, b, weights, potential, states, nodes, steps, blocks, items, options, froms, edges, uniform, free,
    labels,
):  # fmt: skip
    """Picks a step into a node, read at j by an item of block b; notes its label. The state that it comes from."""
    count = 0
    for i in range(blocks[b].items, blocks[b + 1].items):
        s = items[i].state
        for e in range(nodes[s].outgoing, nodes[s + 1].outgoing):
            if steps[e].target == node:
                factor = step_weight(semiring, j, s, steps[e], weights, potential, states)
                if factor > -np.inf:
                    options[count], froms[count], edges[count] = times(semiring, items[i].value, factor), s, e
                    count += 1
    k = pick(semiring, options, count, uniform)
    if steps[edges[k]].label != free:
        labels[j] = steps[edges[k]].label
    return froms[k]
