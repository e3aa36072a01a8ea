"""Inside weights of a token pushdown over a canvas: the chart.

A frame at a position holds items, states and their weights. What its callees close there with returns into it (the
weight with which the frame called them, times that with which they close), and is then pushed on with all the others:
to states after the token, to the closings of the frame, to calls. Callees are looked at before their callers, so that
one turn through the frames of a position is all there is; then the calls of all frames open new ones. With one frame,
that of the whole text, this is the forward pass of a finite automaton.

Weights are kept relative to a potential (`machines.relaxation`). Every number then is a probability of a Markov chain
that may die, at most one; sums need no logarithms, and nothing of weight is lost to underflow unless the relaxation is
off by hundreds of orders of magnitude, which the caller checks.

So is the chance that a frame is ever opened, and with it the chance of everything that happens in it. What falls below
a floor is left out of the chart and counted; the caller runs again with a lower floor where that could matter.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.inference.machines.chart import BLOCK, CALL, CLOSING, FRAME, ITEM, Chart, grown
from constrained_diffusion.inference.machines.layout import Layout
from constrained_diffusion.inference.machines.relaxation import return_weight, weigh_steps
from constrained_diffusion.inference.machines.semiring import SUM, one, plus, times, zero
from constrained_diffusion.jit import inner, kernel

Floats = NDArray[np.float64]

_ROOM = 1 << 10
"""Entries that a table has room for before it has to move."""

_WAITING = np.dtype([("call", np.int64), ("caller", np.int64), ("next", np.int64), ("weight", np.float64)], align=True)
"""A call that may open a frame, and the next one of the same opening."""

_SPAN = np.dtype([("frame", np.int64), ("first", np.int64), ("past", np.int64)], align=True)
"""A frame, and where its items are that a token led to."""


def inside(
    semiring: int, net: Layout, weights: Floats, potential: Floats, floor: float, most_left_out: float = np.inf
) -> Chart:
    """The chart of a canvas under weights [n, labels + 1] (logarithms, -inf: not there), without what is below `floor`.

    Given up, with a total of zero, once more than `most_left_out` is left out.
    """
    nodes = len(net.nodes) - 1
    since = np.zeros(len(weights) + 2, np.int64)
    frames, calls, latest, blocks, items, closings, counts, total, left_out, reached = _inside(
        semiring, weights, potential, net, floor, most_left_out, since,
        np.zeros(_ROOM, FRAME), np.zeros(_ROOM, CALL), np.zeros(_ROOM, BLOCK), np.zeros(_ROOM, ITEM),
        np.zeros(_ROOM, CLOSING), np.zeros(_ROOM, _WAITING), np.zeros(_ROOM, _SPAN), np.zeros(_ROOM, _SPAN),
        np.zeros(_ROOM, ITEM), np.zeros(_ROOM, ITEM),
        np.full(nodes, 0.0 if semiring == SUM else -np.inf), np.zeros(nodes, np.int64),
        np.empty(len(net.steps)), np.empty(net.states), np.full(net.states, -1), np.full(net.states, -1),
    )  # fmt: skip
    return Chart(
        frames[: counts[0] + 1].copy(), calls[: counts[1]].copy(), latest[: counts[0]].copy(),
        blocks[: counts[2] + 1].copy(), since, items[: counts[3]].copy(), closings[: counts[4]].copy(),
        floor, total, left_out, reached,
    )  # fmt: skip


@kernel
def _inside(  # type: ignore[no-untyped-def]
    semiring, weights, potential, net, floor, most_left_out, since, frames, calls, blocks, items, closings, waiting,
    spans, new_spans, now, then, sums, touched, factors, returns, weighed, returned,
):  # fmt: skip
    """The tables of a chart, how many rows of each are filled, `total`, `left_out`, `reached`; fills `since`.

    The tables come in with room for some rows. `now` and `then` are items before and after a token. `sums` [nodes] is
    what nodes gain, `touched` the nodes that gain something. `factors` and `returns` hold the weights of the steps out
    of states and of returns to them at the position that `weighed` and `returned` tell.
    """
    n, states, nodes, steps, openings = len(weights), net.first_state[-1], net.nodes, net.steps, net.openings
    first_call = states + len(net.return_of)
    frame_count, call_count, block_count, item_count, closing_count = 1, 0, 0, 0, 0
    chance, latest, block_of = np.empty(_ROOM), np.empty(_ROOM, np.int64), np.empty(_ROOM, np.int64)
    rest = np.empty(_ROOM)  # of a call, the chance that it or one behind it opened the frame
    chances, order = np.empty(_ROOM), np.empty(_ROOM, np.int64)
    ready = np.empty(_ROOM, np.int64)  # of a call whose frame closes, the next of those by the same caller
    first_ready, living = np.empty(_ROOM, np.int64), np.empty(_ROOM, np.int64)  # by caller: calls whose frames live
    heads = np.empty(len(openings) - 1, np.int64)
    frames[0].position, frames[0].opening, frames[0].calls, frames[1].calls = 0, -1, 0, 0
    chance[0], latest[0], first_ready[0], living[0] = one(semiring), -1, -1, 0
    now[0].state, now[0].value = 0, one(semiring)
    spans[0].frame, spans[0].first, spans[0].past = 0, 0, 1
    old, new, left_out, reached = 1, 0, zero(semiring), n
    for j in range(n):
        if left_out > most_left_out:
            reached = j
            break
        since[j] = block_count
        ahead, kept, wait = 0, 0, 0
        blocks = grown(blocks, block_count, old + new + 1)
        new_spans = grown(new_spans, 0, old + new + len(openings))
        heads[:] = -1
        for k in range(old + new):
            # frames that the last token opened come last and are the latest
            span = spans[old + new - 1 - k] if k < new else spans[k - new]
            f, likely = span.frame, chance[span.frame]
            if span.first == span.past and first_ready[f] < 0 and living[f] > 0:  # it waits for its callees
                new_spans[kept].frame, new_spans[kept].first, new_spans[kept].past = f, 0, 0
                kept += 1
                continue
            block = blocks[block_count]
            block.frame, block.items, block.closings = f, item_count, closing_count
            block_of[f] = block_count
            block_count += 1
            items = grown(items, item_count, span.past - span.first + len(weighed))
            for i in range(span.first, span.past):
                items[item_count] = now[i]
                item_count += 1
            block.returned = item_count
            found, left_out = _returned(
                semiring, j, first_ready[f], likely, floor, potential, states, nodes, net.return_to, calls, ready,
                blocks, block_of, closings, sums, touched, returns, returned, left_out,
            )  # fmt: skip
            first_ready[f] = -1
            for i in range(found):
                s = touched[i]
                items[item_count].state, items[item_count].value = s, sums[s]
                sums[s] = zero(semiring)
                item_count += 1
            closings = grown(closings, closing_count, first_call - states)
            then = grown(then, ahead, states)
            waiting = grown(waiting, wait, len(nodes) - first_call)
            begun, waited = ahead, wait
            ahead, closing_count, wait, left_out = _led_on(
                semiring, j, f, items, block.items, item_count, likely, floor, weights, potential, nodes, steps, states,
                first_call, net.opening_of, sums, touched, factors, weighed, then, ahead, closings, closing_count,
                waiting, wait, heads, left_out,
            )  # fmt: skip
            if closing_count > block.closings:
                left_out = _made_ready(
                    semiring, f, floor, frames, calls, rest, closings, block.closings, closing_count, ready,
                    first_ready, left_out,
                )  # fmt: skip
            if ahead == begun and wait == waited and living[f] == 0:
                for c in range(frames[f].calls, frames[f + 1].calls):
                    living[calls[c].caller] -= 1
            else:
                new_spans[kept].frame, new_spans[kept].first, new_spans[kept].past = f, begun, ahead
                kept += 1
        old, new = kept, 0
        for u in range(len(openings) - 1):
            if heads[u] < 0:
                continue
            likely, k, found = zero(semiring), heads[u], 0
            while k >= 0:
                chances, order = grown(chances, found, 1), grown(order, found, 1)
                chances[found], order[found] = times(semiring, chance[waiting[k].caller], waiting[k].weight), k
                likely = plus(semiring, likely, chances[found])
                found, k = found + 1, waiting[k].next
            if likely == zero(semiring) or likely < floor:
                left_out = plus(semiring, left_out, likely)
                continue
            f = frame_count
            frame_count += 1
            frames = grown(frames, frame_count, 1)
            chance, latest = grown(chance, f, 1), grown(latest, f, 1)
            block_of, first_ready, living = grown(block_of, f, 1), grown(first_ready, f, 1), grown(living, f, 1)
            frames[f].position, frames[f].opening = j, u
            chance[f], latest[f], first_ready[f], living[f] = likely, -1, -1, 0
            calls, ready = grown(calls, call_count, found), grown(ready, call_count, found)
            rest, likely_rest = grown(rest, call_count, found), zero(semiring)
            c = call_count + found
            for i in np.argsort(chances[:found]):  # the least likely are put last
                c -= 1
                k = order[i]
                a = waiting[k].caller
                calls[c].call, calls[c].frame, calls[c].caller = waiting[k].call, f, a
                calls[c].earlier, calls[c].weight, calls[c].likely = latest[a], waiting[k].weight, chances[i]
                latest[a] = c
                living[a] += 1
                likely_rest = plus(semiring, likely_rest, chances[i])
                rest[c] = likely_rest
            call_count += found
            frames[frame_count].calls = call_count
            blocks = grown(blocks, block_count, 2)
            block = blocks[block_count]
            block.frame, block.items, block.returned, block.closings = f, item_count, item_count, closing_count
            block_of[f] = block_count
            block_count += 1
            items = grown(items, item_count, 1)
            items[item_count].state, items[item_count].value = openings[u].entry, one(semiring)
            item_count += 1
            then = grown(then, ahead, states)
            waiting = grown(waiting, wait, len(nodes) - first_call)
            begun = ahead
            ahead, closing_count, wait, left_out = _led_on(
                semiring, j, f, items, block.items, item_count, likely, floor, weights, potential, nodes, steps, states,
                first_call, net.opening_of, sums, touched, factors, weighed, then, ahead, closings, closing_count,
                waiting, wait, heads, left_out,
            )  # fmt: skip
            new_spans[old + new].frame, new_spans[old + new].first, new_spans[old + new].past = f, begun, ahead
            new += 1
        now, then = then, now
        spans, new_spans = new_spans, spans
    total = zero(semiring)
    since[n] = block_count
    blocks = grown(blocks, block_count, 2)
    if left_out <= most_left_out:
        block = blocks[block_count]
        block.frame, block.items, block.closings = 0, item_count, closing_count
        block_count += 1
        for k in range(old):
            if spans[k].frame == 0:
                items = grown(items, item_count, spans[k].past - spans[k].first)
                for i in range(spans[k].first, spans[k].past):
                    items[item_count] = now[i]
                    item_count += 1
                    for s in net.final:
                        if now[i].state == s:
                            total = plus(semiring, total, now[i].value)
        block.returned = item_count
    since[n + 1] = block_count
    blocks[block_count].items, blocks[block_count].closings = item_count, closing_count
    counts = frame_count, call_count, block_count, item_count, closing_count
    return frames, calls, latest, blocks, items, closings, counts, total, left_out, reached


@partial(inner, forceinline=True)
def _returned(  # type: ignore[no-untyped-def]
    semiring, j, k, likely, floor, potential, states, nodes, return_to, calls, ready, blocks, block_of, closings, sums,
    touched, returns, returned, left_out,
):  # fmt: skip
    """Adds to `sums` what is returned into a frame by the callees of its calls k, `ready[k]` and so on; how many states
    are touched, and `left_out`.
    """
    found = 0
    while k >= 0:
        b, back = block_of[calls[k].frame], return_to[calls[k].call]
        for c in range(blocks[b].closings, blocks[b + 1].closings):
            if times(semiring, calls[k].likely, closings[c].value) < floor:  # so are all that follow
                left_out = plus(semiring, left_out, times(semiring, calls[k].likely, closings[c].rest))
                break
            s = back[closings[c].closing]
            if s < 0:
                continue
            if returned[s] != j:
                returned[s], returns[s] = j, return_weight(semiring, j, s, potential, states, nodes)
            if returns[s] == -np.inf:
                continue
            value = times(semiring, times(semiring, calls[k].weight, closings[c].value), returns[s])
            if value == zero(semiring) or times(semiring, value, likely) < floor:
                left_out = plus(semiring, left_out, times(semiring, value, likely))
                continue
            if sums[s] == zero(semiring):
                touched[found] = s
                found += 1
            sums[s] = plus(semiring, sums[s], value)
        k = ready[k]
    return found, left_out


@inner
def _made_ready(  # type: ignore[no-untyped-def]
    semiring, f, floor, frames, calls, rest, closings, first, past, ready, first_ready, left_out
):
    """Sorts the closings of a frame, and lists its calls for their callers; adds to `left_out` what is too unlikely."""
    for c in range(first + 1, past):
        sorted_in = closings[c].closing, closings[c].value
        k = c
        while k > first and closings[k - 1].value < sorted_in[1]:
            closings[k].closing, closings[k].value = closings[k - 1].closing, closings[k - 1].value
            k -= 1
        closings[k].closing, closings[k].value = sorted_in
    closed = zero(semiring)
    for c in range(past - 1, first - 1, -1):
        closed = plus(semiring, closed, closings[c].value)
        closings[c].rest = closed
    for c in range(frames[f].calls, frames[f + 1].calls):
        # what is behind is no likelier, and returns weigh one at most
        if times(semiring, calls[c].likely, closings[first].value) < floor:
            return plus(semiring, left_out, times(semiring, rest[c], closed))
        a = calls[c].caller
        ready[c], first_ready[a] = first_ready[a], c
    return left_out


@partial(inner, forceinline=True)
def _led_on(  # type: ignore[no-untyped-def]
    semiring, j, f, items, first, past, likely, floor, weights, potential, nodes, steps, states, first_call, opening_of,
    sums, touched, factors, weighed, then, ahead, closings, closing_count, waiting, wait, heads, left_out,
):  # fmt: skip
    """Leads the items `first` up to `past` of frame f on: to items after the token, to closings of the frame, to calls
    that wait; how many there are of each then, and `left_out`.
    """
    found = 0
    for i in range(first, past):
        s, value = items[i].state, items[i].value
        if weighed[s] != j:
            weighed[s] = j
            weigh_steps(semiring, j, s, weights, potential, nodes, steps, states, factors)
        here, first_step, past_step = times(semiring, value, likely), nodes[s].outgoing, nodes[s + 1].outgoing
        if semiring == SUM:
            small = 0.0
            for e in range(first_step, past_step):
                gain = here * factors[e]
                if gain < floor or factors[e] == 0.0:
                    small += gain
                    continue
                t = steps[e].target
                if sums[t] == 0.0:
                    touched[found] = t
                    found += 1
                sums[t] += value * factors[e]
            left_out += small
        else:
            for e in range(first_step, past_step):
                gain = here + factors[e]
                if gain < floor or factors[e] == -np.inf:
                    left_out = plus(semiring, left_out, gain)
                    continue
                t = steps[e].target
                if sums[t] == -np.inf:
                    touched[found] = t
                    found += 1
                sums[t] = plus(semiring, sums[t], value + factors[e])
    for k in range(found):
        t = touched[k]
        value = sums[t]
        sums[t] = zero(semiring)
        if t < states:
            then[ahead].state, then[ahead].value = t, value
            ahead += 1
        elif t < first_call:
            closings[closing_count].closing, closings[closing_count].value = t - states, value
            closing_count += 1
        else:
            u = opening_of[t - first_call]
            waiting[wait].call, waiting[wait].caller, waiting[wait].weight = t - first_call, f, value
            waiting[wait].next, heads[u] = heads[u], wait
            wait += 1
    return ahead, closing_count, wait, left_out
