"""Outside weights of a chart: how much every label gains the whole."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.inference.machines.chart import Chart
from constrained_diffusion.inference.machines.layout import Layout
from constrained_diffusion.inference.machines.relaxation import return_weight, weigh_steps
from constrained_diffusion.inference.machines.semiring import SUM, one, plus, times, zero
from constrained_diffusion.jit import inner, kernel

Floats = NDArray[np.float64]


def outside(semiring: int, net: Layout, weights: Floats, potential: Floats, chart: Chart) -> Floats:
    """Logarithms [n, labels + 1] of the weight of all canvases with a label at a position, less the label's own weight.

    Relative to the whole, so that adding a label's weight gives its posterior.
    """
    nothing = 0.0 if semiring == SUM else -np.inf
    gains = np.full(weights.shape, nothing)
    frames = len(chart.latest)
    _outside(
        semiring, weights, potential, net, *chart[:8], gains,
        np.full(len(chart.items), nothing), np.full(len(chart.closings), nothing), np.full(len(chart.calls), nothing),
        np.empty(len(chart.calls), np.int64), np.full(frames, -1), np.full(frames, -1), np.full(frames, -1),
        np.full(len(net.nodes) - 1, nothing),
        np.empty(len(net.steps)), np.empty(net.states), np.full(net.states, -1), np.full(net.states, -1),
    )  # fmt: skip
    with np.errstate(divide="ignore", invalid="ignore"):
        logarithms = np.log(gains) if semiring == SUM else gains
        return np.where(logarithms > -np.inf, logarithms - weights, -np.inf)


@kernel
def _outside(  # type: ignore[no-untyped-def]
    semiring, weights, potential, net, frames, calls, last, blocks, since, items, closings, floor, gains, outer,
    closed, wanted, ready, first_ready, block_of, block_after, ahead, factors, returns, weighed, returned,
):  # fmt: skip
    """Adds to `gains` what runs through a label weigh.

    `outer`, `closed` and `wanted` are the outside weights of items, closings and calls. Of the rest, `ahead` [nodes] is
    room for what nodes are wanted for.
    """
    n, states, nodes, steps = len(weights), net.first_state[-1], net.nodes, net.steps
    first_call, latest = states + len(net.return_of), last.copy()
    for i in range(blocks[since[n]].items, blocks[since[n + 1]].items):
        for s in net.final:
            if items[i].state == s:
                outer[i] = one(semiring)
    block_after[0] = since[n]
    for j in range(n - 1, -1, -1):
        for b in range(since[j], since[j + 1]):
            f, c = blocks[b].frame, blocks[b].closings
            block_of[f] = b
            if c < blocks[b + 1].closings:
                for k in range(frames[f].calls, frames[f + 1].calls):
                    if times(semiring, calls[k].likely, closings[c].value) < floor:
                        break
                    a = calls[k].caller
                    ready[k], first_ready[a] = first_ready[a], k
        for b in range(since[j + 1] - 1, since[j] - 1, -1):  # callers before callees
            f = blocks[b].frame
            after, k = block_after[f], latest[f]
            if not since[j + 1] <= after < since[j + 2]:
                after = -1
            begun = k
            while k >= 0 and frames[calls[k].frame].position == j:
                ahead[first_call + calls[k].call] = wanted[k]
                k = calls[k].earlier
            latest[f] = k
            if blocks[b].items == blocks[b + 1].items:
                first_ready[f] = -1
                continue
            if after >= 0:
                for i in range(blocks[after].items, blocks[after].returned):
                    ahead[items[i].state] = outer[i]
            for c in range(blocks[b].closings, blocks[b + 1].closings):
                ahead[states + closings[c].closing] = closed[c]
            _pulled(
                semiring, j, items, blocks[b].items, blocks[b + 1].items, weights, potential, nodes, steps, states,
                ahead, outer, gains[j], factors, weighed,
            )  # fmt: skip
            if after >= 0:
                for i in range(blocks[after].items, blocks[after].returned):
                    ahead[items[i].state] = zero(semiring)
            for c in range(blocks[b].closings, blocks[b + 1].closings):
                ahead[states + closings[c].closing] = zero(semiring)
            while begun != k:
                ahead[first_call + calls[begun].call] = zero(semiring)
                begun = calls[begun].earlier
            if blocks[b].returned < blocks[b + 1].items:
                for i in range(blocks[b].returned, blocks[b + 1].items):
                    ahead[items[i].state] = outer[i]
                _returned_back(
                    semiring, j, first_ready[f], potential, states, nodes, net.return_to, calls, ready, blocks,
                    block_of, closings, floor, closed, wanted, ahead, returns, returned,
                )  # fmt: skip
                for i in range(blocks[b].returned, blocks[b + 1].items):
                    ahead[items[i].state] = zero(semiring)
            first_ready[f] = -1
        block_of, block_after = block_after, block_of


@partial(inner, forceinline=True)
def _pulled(  # type: ignore[no-untyped-def]
    semiring, j, items, first, past, weights, potential, nodes, steps, states, ahead, outer, gains, factors, weighed
):
    """Outside weights of the items `first` up to `past` from those that are `ahead`; what labels gain by them."""
    for i in range(first, past):
        s, value, total = items[i].state, items[i].value, zero(semiring)
        if weighed[s] != j:
            weighed[s] = j
            weigh_steps(semiring, j, s, weights, potential, nodes, steps, states, factors)
        for e in range(nodes[s].outgoing, nodes[s + 1].outgoing):
            met = ahead[steps[e].target]
            if met != zero(semiring):
                met = times(semiring, met, factors[e])
                total = plus(semiring, total, met)
                m = steps[e].label
                gains[m] = plus(semiring, gains[m], times(semiring, value, met))
        outer[i] = total


@inner
def _returned_back(  # type: ignore[no-untyped-def]
    semiring, j, k, potential, states, nodes, return_to, calls, ready, blocks, block_of, closings, floor, closed,
    wanted, ahead, returns, returned,
):  # fmt: skip
    """From return states of a frame to the closings of its callees, and to the calls that opened them: k, `ready[k]`
    and so on.
    """
    while k >= 0:
        b, back = block_of[calls[k].frame], return_to[calls[k].call]
        for c in range(blocks[b].closings, blocks[b + 1].closings):
            if times(semiring, calls[k].likely, closings[c].value) < floor:
                break
            s = back[closings[c].closing]
            if s < 0 or ahead[s] == zero(semiring):
                continue
            if returned[s] != j:
                returned[s], returns[s] = j, return_weight(semiring, j, s, potential, states, nodes)
            if returns[s] > -np.inf:
                met = times(semiring, ahead[s], returns[s])
                closed[c] = plus(semiring, closed[c], times(semiring, met, calls[k].weight))
                wanted[k] = plus(semiring, wanted[k], times(semiring, met, closings[c].value))
        k = ready[k]
