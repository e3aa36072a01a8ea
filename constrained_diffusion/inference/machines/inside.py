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

import sys
from functools import partial

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.inference.machines.chart import (
    BLOCK,
    CALL,
    CLOSING,
    FRAME,
    ITEM,
    WAY,
    Chart,
    filled,
    grown,
    natural,
)
from constrained_diffusion.inference.machines.layout import Layout
from constrained_diffusion.inference.machines.relaxation import list_ways, weigh_steps
from constrained_diffusion.inference.machines.semiring import SUM, one, plus, times, zero
from constrained_diffusion.jit import inner, kernel

Floats = NDArray[np.float64]

_ROOM = 1 << 10
"""Entries that a table has room for before it has to move."""

_SPENT = 0.8
"""The share of what may be left out that is expected to be."""

_TELLING = 0.03
"""The share of it from which on it tells what will be."""

_WAITING = np.dtype([("call", np.int64), ("caller", np.int64), ("next", np.int64), ("weight", np.float64)], align=True)
"""A call that may open a frame, and the next one of the same opening."""

_SPAN = np.dtype([("frame", np.int64), ("first", np.int64), ("past", np.int64)], align=True)
"""A frame, and where its items are that a token led to."""


def inside(
    semiring: int,
    net: Layout,
    weights: Floats,
    potential: Floats,
    floor: float,
    most_left_out: float = np.inf,
    most_items: int = sys.maxsize,
) -> Chart:
    """The chart of a canvas under weights [n, labels + 1] (logarithms, -inf: not there), without what is below `floor`.

    The floor of a sum falls as it goes on, so that no more than `most_left_out` is left out. If that is not enough, or
    once it looks as if there will be more than `most_items`, the chart is given up, with a total of zero.
    """
    nodes, through = len(net.nodes) - 1, len(net.return_to)
    since, floors = np.zeros(len(weights) + 2, np.int64), np.full(len(weights), floor)
    frames, calls, latest, blocks, items, closings, counts, total, left_out, reached = _inside(
        semiring, weights, potential, net, floors, most_left_out, most_items, since,
        np.zeros(_ROOM, FRAME), np.zeros(_ROOM, CALL), np.zeros(_ROOM, BLOCK), np.zeros(_ROOM, ITEM),
        np.zeros(_ROOM, CLOSING), np.zeros(_ROOM, _WAITING), np.zeros(_ROOM, _SPAN), np.zeros(_ROOM, _SPAN),
        np.zeros(_ROOM, ITEM), np.zeros(_ROOM, ITEM),
        np.full(nodes, 0.0 if semiring == SUM else -np.inf), np.zeros(nodes, np.int64),
        np.empty(len(net.steps)), np.full(net.states, -1), np.zeros(_ROOM, WAY), np.full(through, -1),
        np.empty(through, np.int64), np.empty(through, np.int64), np.empty(through, np.int64),
        np.empty(net.states), np.full(net.states, -1),
    )  # fmt: skip
    return Chart(
        frames[: counts[0] + 1], calls[: counts[1]], latest[: counts[0]], blocks[: counts[2] + 1], since,
        items[: counts[3]], closings[: counts[4]],
        floors, total, left_out, reached,
    )  # fmt: skip


@kernel
def _inside(  # type: ignore[no-untyped-def]
    semiring, weights, potential, net, floors, most_left_out, most_items, since, frames, calls, blocks, items, closings,
    waiting, spans, new_spans, now, then, sums, touched, factors, weighed,
    ways, listed, through, first_way, past_way, returns, known,
):  # fmt: skip
    """The tables of a chart, how many rows of each are filled, `total`, `left_out`, `reached`; fills `since`.

    The tables come in with room for some rows. `now` and `then` are items before and after a token. `sums` [nodes] is
    what nodes gain, `touched` the nodes that gain something. `factors` and `returns` hold the weights of the steps out
    of states and of returns to them at the position that `weighed` and `known` tell. `ways` are those that the closings
    of a frame lead through its calls, from `first_way` up to `past_way`; which calls these are `listed` and `through`
    tell.
    """
    n, states, nodes, steps, openings = len(weights), net.first_state[-1], net.nodes, net.steps, net.openings
    return_to, slot_of, slots, first_call = net.return_to, net.slot_of, net.slots, states + len(net.return_of)
    frame_count, call_count, block_count, item_count, closing_count = 1, 0, 0, 0, 0
    chance, latest = np.empty(_ROOM), np.empty(_ROOM, np.int64)
    rest = np.empty(_ROOM)  # of a call, the chance that it or one behind it opened the frame
    chances, order = np.empty(_ROOM), np.empty(_ROOM, np.int64)
    living = np.empty(_ROOM, np.int64)  # by caller: calls whose frames live
    # what is returned into a frame at a position, by slot from `row_of` on; the states that something is returned to
    row_of, row_at, returned = np.empty(_ROOM, np.int64), np.full(_ROOM, -1), np.empty(_ROOM, np.int64)
    gained, gaining = np.full(_ROOM, zero(semiring)), np.empty(_ROOM, np.int32)
    heads = np.empty(len(openings) - 1, np.int64)
    frames[0].position, frames[0].opening, frames[0].calls, frames[1].calls = 0, -1, 0, 0
    chance[0], latest[0], returned[0], living[0] = one(semiring), -1, 0, 0
    now[0].state, now[0].value = 0, one(semiring)
    spans[0].frame, spans[0].first, spans[0].past = 0, 0, 1
    old, new, left_out, reached, before = 1, 0, zero(semiring), n, zero(semiring)
    for j in range(n):
        if left_out > most_left_out or _are_too_many(item_count, j, n, most_items):
            reached = j
            break
        if semiring == SUM and j > 0:
            floors[j] = floors[j - 1] * _lowered(left_out - before, left_out, j, n, most_left_out)
        floor, before = floors[j], left_out
        since[j] = block_count
        ahead, kept, wait, room = 0, 0, 0, 0
        blocks = grown(blocks, block_count, old + new + 1)
        new_spans = grown(new_spans, 0, old + new + len(openings))
        heads[:] = -1
        for k in range(old + new):
            # frames that the last token opened come last and are the latest
            span = spans[old + new - 1 - k] if k < new else spans[k - new]
            f, likely = span.frame, chance[span.frame]
            if span.first == span.past and returned[f] == 0 and living[f] > 0:  # it waits for its callees
                new_spans[kept].frame, new_spans[kept].first, new_spans[kept].past = f, 0, 0
                kept += 1
                continue
            block = blocks[block_count]
            block.frame, block.items, block.closings = f, item_count, closing_count
            block_count += 1
            items = grown(items, item_count, span.past - span.first + len(weighed))
            for i in range(span.first, span.past):
                items[item_count] = now[i]
                item_count += 1
            block.returned = item_count
            for i in range(row_of[f], row_of[f] + returned[f]):
                s = gaining[i]
                k = row_of[f] + slot_of[s]
                if times(semiring, gained[k], likely) < floor:
                    left_out = plus(semiring, left_out, times(semiring, gained[k], likely))
                else:
                    items[item_count].state, items[item_count].value = s, gained[k]
                    item_count += 1
                gained[k] = zero(semiring)
            returned[f] = 0
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
                ways, gained, gaining, room, left_out = _returned(
                    semiring, j, f, floor, frames, calls, rest, closings, block.closings, closing_count, block_count,
                    potential, states, nodes, return_to, slot_of, slots, openings, ways, listed, through, first_way,
                    past_way, returns, known, row_of, row_at, returned, gained, gaining, room, left_out,
                )  # fmt: skip
            if ahead == begun and wait == waited and living[f] == 0:
                for c in range(frames[f].calls, frames[f + 1].calls):
                    living[calls[c].caller] -= 1
            else:
                new_spans[kept].frame, new_spans[kept].first, new_spans[kept].past = f, begun, ahead
                kept += 1
        old, new = kept, 0
        chances, order = grown(chances, 0, wait), grown(order, 0, wait)
        for u in range(len(openings) - 1):
            if heads[u] < 0:
                continue
            likely, k, found = zero(semiring), heads[u], 0
            while k >= 0:
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
            row_of, returned, living = grown(row_of, f, 1), grown(returned, f, 1), grown(living, f, 1)
            row_at = filled(row_at, f + 1, -1)
            frames[f].position, frames[f].opening = j, u
            chance[f], latest[f], returned[f], living[f] = likely, -1, 0, 0
            calls = grown(calls, call_count, found)
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
    if reached == n and left_out <= most_left_out:
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


@inner
def _are_too_many(items, j, n, most):  # type: ignore[no-untyped-def]
    """Whether there will be more than `most` items at n, given how many there are at position j.

    The number grows about as the square of the position.
    """
    return 16 * items > most and items * float(n * n) > most * float(j * j)


@inner
def _lowered(latest, left_out, j, n, most):  # type: ignore[no-untyped-def]
    """By what the floor has to fall for no more than `most` to be left out by position n, given what was up to j.

    What is left out a position (`latest`, of the last) grows about as the position does, and with the floor to the
    power of 0.7. First positions tell little.
    """
    expected = min(latest / (2.0 * j), left_out / (j * j)) * (n * n - j * j)
    if left_out < _TELLING * most or expected <= _SPENT * (most - left_out):
        return 1.0
    return max((_SPENT * (most - left_out) / expected) ** 1.4, 0.01)


@partial(inner, forceinline=True)
def _returned(  # type: ignore[no-untyped-def]
    semiring, j, f, floor, frames, calls, rest, closings, first, past, mark, potential, states, nodes, return_to,
    slot_of, slots, openings, ways, listed, through, first_way, past_way, returns, known, row_of, row_at, returned,
    gained, gaining, room, left_out,
):  # fmt: skip
    """Sorts the closings of a frame, and adds to the rows of its callers what these return to them.

    Gives back the room for ways and rows, how much of it rows take, and `left_out`.
    """
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
    past_call, lists = frames[f + 1].calls, 0
    for c in range(frames[f].calls, past_call):
        # what is behind is no likelier, and returns weigh one at most
        if times(semiring, calls[c].likely, closings[first].value) < floor:
            left_out, past_call = plus(semiring, left_out, times(semiring, rest[c], closed)), c
            break
        g, a = calls[c].call, calls[c].caller
        if listed[g] != mark:
            listed[g], through[lists] = mark, g
            lists += 1
        if row_at[a] != j:
            row_at[a], row_of[a] = j, room
            room += slots[openings[frames[a].opening].procedure if a > 0 else 0]
    ways = grown(ways, 0, lists * (past - first))
    gained, gaining = filled(gained, room, zero(semiring)), filled(gaining, room, np.int32(0))
    list_ways(
        semiring, j, through, lists, return_to, closings, first, past, potential, states, nodes, slot_of, returns,
        known, ways, first_way, past_way,
    )  # fmt: skip
    _gain(
        semiring, calls, frames[f].calls, past_call, ways, first_way, past_way, row_of, returned, gained, gaining,
    )  # fmt: skip
    return ways, gained, gaining, room, left_out


@partial(inner, forceinline=True)
def _gain(  # type: ignore[no-untyped-def]
    semiring, calls, first, past, ways, first_way, past_way, row_of, returned, gained, gaining
):
    """Adds what calls `first` up to `past` return to the rows of their callers."""
    for c in range(first, past):
        g, a, value = calls[c].call, calls[c].caller, calls[c].weight
        row, count = row_of[a], returned[a]
        if semiring == SUM:
            for w in range(natural(first_way[g]), natural(past_way[g])):
                gain, k = value * ways[w].weight, natural(row) + natural(ways[w].slot)
                if gained[k] == 0.0:
                    if gain == 0.0:
                        continue
                    gaining[row + count] = ways[w].state
                    count += 1
                gained[k] += gain
        else:
            for w in range(first_way[g], past_way[g]):
                gain, k = value + ways[w].weight, row + ways[w].slot
                if gained[k] == -np.inf:
                    if gain == -np.inf:
                        continue
                    gaining[row + count] = ways[w].state
                    count += 1
                gained[k] = plus(semiring, gained[k], gain)
        returned[a] = count


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
            for e in range(natural(first_step), natural(past_step)):
                gain, added = here * factors[e], value * factors[e]
                if gain < floor or added == 0.0:  # what underflows would be met as new each time
                    small += gain
                    continue
                t = natural(steps[e].target)
                if sums[t] == 0.0:
                    touched[found] = steps[e].target
                    found += 1
                sums[t] += added
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
