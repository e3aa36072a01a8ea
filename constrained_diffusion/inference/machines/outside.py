"""Outside weights of a chart: how much every label gains the whole."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.inference.machines.chart import WAY, Chart, filled, grown, natural
from constrained_diffusion.inference.machines.layout import Layout
from constrained_diffusion.inference.machines.relaxation import list_ways, weigh_steps
from constrained_diffusion.inference.machines.semiring import SUM, one, plus, times, zero
from constrained_diffusion.jit import inner, kernel

Floats = NDArray[np.float64]

_ROOM = 1 << 10
"""Entries that a table has room for before it has to move."""


def outside(semiring: int, net: Layout, weights: Floats, potential: Floats, chart: Chart) -> Floats:
    """Logarithms [n, labels + 1] of the weight of all canvases with a label at a position, less the label's own weight.

    Relative to the whole, so that adding a label's weight gives its posterior.
    """
    nothing = 0.0 if semiring == SUM else -np.inf
    gains = np.full(weights.shape, nothing)
    frames, calls = len(chart.latest), len(net.return_to)
    _outside(
        semiring, weights, potential, net, *chart[:8], gains,
        np.full(len(chart.items), nothing), np.full(len(chart.closings), nothing), np.full(len(chart.calls), nothing),
        np.full(frames, -1), np.full(len(net.nodes) - 1, nothing), np.empty(len(net.steps)), np.full(net.states, -1),
        np.zeros(_ROOM, WAY), np.empty(_ROOM), np.full(calls, -1), np.empty(calls, np.int64), np.empty(calls, np.int64),
        np.empty(calls, np.int64),
        np.empty(net.states), np.full(net.states, -1), np.empty(frames, np.int64), np.full(frames, -1),
    )  # fmt: skip
    with np.errstate(divide="ignore", invalid="ignore"):
        logarithms = np.log(gains) if semiring == SUM else gains
        return np.where(logarithms > -np.inf, logarithms - weights, -np.inf)


@kernel
def _outside(  # type: ignore[no-untyped-def]
    semiring, weights, potential, net, frames, calls, last, blocks, since, items, closings, floors, gains, outer,
    closed, wanted, block_after, ahead, factors, weighed, ways, met, listed, through, first_way, past_way, returns,
    known, row_of, row_at,
):  # fmt: skip
    """Adds to `gains` what runs through a label weigh.

    `outer`, `closed` and `wanted` are the outside weights of items, closings and calls. Of the rest, `ahead` [nodes] is
    room for what nodes are wanted for, `row_of` where the return states of a frame have theirs at position `row_at`.
    """
    n, states, nodes, steps = len(weights), net.first_state[-1], net.nodes, net.steps
    first_call, latest, block_of = states + len(net.return_of), last.copy(), block_after.copy()
    return_to, slot_of, slots, openings = net.return_to, net.slot_of, net.slots, net.openings
    rows = np.full(_ROOM, zero(semiring))
    for i in range(blocks[since[n]].items, blocks[since[n + 1]].items):
        for s in net.final:
            if items[i].state == s:
                outer[i] = one(semiring)
    block_after[0] = since[n]
    for j in range(n - 1, -1, -1):
        for b in range(since[j], since[j + 1]):
            block_of[blocks[b].frame] = b
        room = 0
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
                continue
            if blocks[b].closings < blocks[b + 1].closings:
                ways, met = _returned_back(
                    semiring, j, f, b, floors[j], frames, calls, closings, blocks[b].closings, blocks[b + 1].closings,
                    potential, states, nodes, return_to, slot_of, ways, met, listed, through, first_way, past_way,
                    returns, known, row_of, row_at, rows, closed, wanted,
                )  # fmt: skip
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
                row_of[f], row_at[f] = room, j
                room += slots[openings[frames[f].opening].procedure if f > 0 else 0]
                rows = filled(rows, room, zero(semiring))
                for i in range(blocks[b].returned, blocks[b + 1].items):
                    if nodes[items[i].state].closing >= 0:  # the entry of a frame has no slot
                        rows[row_of[f] + slot_of[items[i].state]] = outer[i]
        rows[:room] = zero(semiring)
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
        for e in range(natural(nodes[s].outgoing), natural(nodes[s + 1].outgoing)):
            met = ahead[natural(steps[e].target)]
            if met != zero(semiring):
                met = times(semiring, met, factors[e])
                total = plus(semiring, total, met)
                m = natural(steps[e].label)
                gains[m] = plus(semiring, gains[m], times(semiring, value, met))
        outer[i] = total


@partial(inner, forceinline=True)
def _returned_back(  # type: ignore[no-untyped-def]
    semiring, j, f, mark, floor, frames, calls, closings, first, past, potential, states, nodes, return_to, slot_of,
    ways, met, listed, through, first_way, past_way, returns, known, row_of, row_at, rows, closed, wanted,
):  # fmt: skip
    """From what return states of its callers are wanted for to the closings of a frame, and to the calls that opened
    it. Gives back the room for ways and for what they meet.
    """
    past_call, lists = frames[f + 1].calls, 0
    for c in range(frames[f].calls, past_call):
        if times(semiring, calls[c].likely, closings[first].value) < floor:
            past_call = c
            break
        g = calls[c].call
        if row_at[calls[c].caller] == j and listed[g] != mark:
            listed[g], through[lists] = mark, g
            lists += 1
    if lists == 0:
        return ways, met
    ways, met = grown(ways, 0, lists * (past - first)), grown(met, 0, lists * (past - first))
    list_ways(
        semiring, j, through, lists, return_to, closings, first, past, potential, states, nodes, slot_of, returns,
        known, ways, first_way, past_way,
    )  # fmt: skip
    count = past_way[through[lists - 1]]
    met[:count] = zero(semiring)
    _meet(semiring, j, calls, frames[f].calls, past_call, ways, first_way, past_way, row_of, row_at, rows, met, wanted)
    for w in range(count):
        q = ways[w].closing
        closed[q] = plus(semiring, closed[q], times(semiring, met[w], ways[w].returning))
    return ways, met


@partial(inner, forceinline=True)
def _meet(  # type: ignore[no-untyped-def]
    semiring, j, calls, first, past, ways, first_way, past_way, row_of, row_at, rows, met, wanted
):
    """Adds to `met` and `wanted` what the rows of the callers of calls `first` up to `past` hold at their ways."""
    for c in range(first, past):
        g, a, value = calls[c].call, calls[c].caller, calls[c].weight
        if row_at[a] != j:
            continue
        row, total = row_of[a], wanted[c]
        if semiring == SUM:
            for w in range(natural(first_way[g]), natural(past_way[g])):
                outer = rows[natural(row) + natural(ways[w].slot)]
                met[w] += outer * value
                total += outer * ways[w].weight
        else:
            for w in range(first_way[g], past_way[g]):
                outer = rows[row + ways[w].slot]
                met[w] = plus(semiring, met[w], outer + value)
                total = plus(semiring, total, outer + ways[w].weight)
        wanted[c] = total
