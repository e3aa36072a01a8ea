"""Inside and outside weights of a token pushdown over a canvas, in numba.

A *frame* is a procedure opened at a position by an opening. What happens inside it does not depend on what lies under
it, so its weights are kept relative to its opening: ``inside[s][f]`` is the weight of all ways from the entry of frame
f to state s at the current position, a row of consecutive frames per state. A closing sums the states that pop into
``closed``; a return multiplies it with the weights with which the frame was called (``called``, one row of the
caller's frames per call) into the return state. With one frame, that of the whole text, all of this is the forward pass
of a finite automaton.

Weights are kept relative to a potential: ``potential[j, s]`` is the weight of all ways from s at j to the end of the
canvas if every return went to the caller that promises most (a finite-state relaxation, never too small). Every number
then is a probability of a Markov chain that may die, at most one; sums need no logarithms, and nothing of weight is
lost to underflow unless the relaxation is off by hundreds of orders of magnitude, which the caller checks (`SUM` falls
back to `LOG`).

So is the chance that a frame is ever opened, and with it the chance of everything that happens in it. What falls below
a floor is left out of the chart and counted; the caller runs again with a lower floor where that could matter.

A semiring is one of `SUM` (numbers as they are), `MAX` (logarithms, the best way) and `LOG` (logarithms, summed).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numba import njit

SUM, MAX, LOG = 0, 1, 2

TILE = 128
"""Frames whose rows are worked on together: those of all states of a procedure, before and after, fit in the cache."""


class Layout(NamedTuple):
    """A token pushdown as arrays for the kernels. All int64 but `accepting`.

    Attributes:
        source, target, label: [edges], sorted by source.
        first_edge: [states + 1].
        procedure, local: [states], the procedure and the number of the state within it.
        size: [procedures], states of each.
        closing_offsets, closing_members, closing_labels, closing_procedure: see `TokenPushdown`.
        closing_local: [closings], number of the closing among those of its procedure.
        virtual_offsets, virtual_states: the distinct return states of every closing.
        closing_of: [states], the closing whose return state it is, -1 for others.
        return_of: [closings, calls], the state that a return leads to, -1 where there is none.
        opening_procedure, opening_entry, opening_calls: [openings], and offsets [openings + 1] into the calls.
        call_offsets, call_members, call_labels, call_procedure: see `TokenPushdown`. The last column of weights is
            that of the label `free`, 0.
        accepting: [states] bool.
    """

    source: np.ndarray
    target: np.ndarray
    label: np.ndarray
    first_edge: np.ndarray
    procedure: np.ndarray
    local: np.ndarray
    size: np.ndarray
    closing_offsets: np.ndarray
    closing_members: np.ndarray
    closing_labels: np.ndarray
    closing_procedure: np.ndarray
    closing_local: np.ndarray
    virtual_offsets: np.ndarray
    virtual_states: np.ndarray
    closing_of: np.ndarray
    return_of: np.ndarray
    opening_procedure: np.ndarray
    opening_entry: np.ndarray
    opening_calls: np.ndarray
    call_offsets: np.ndarray
    call_members: np.ndarray
    call_labels: np.ndarray
    call_procedure: np.ndarray
    accepting: np.ndarray


class Relaxation(NamedTuple):
    """Potentials: of states [n + 1, S], and of closings (the greatest of their return states) [n + 1, closings]."""

    state: np.ndarray
    closing: np.ndarray


class Chart(NamedTuple):
    """What frames there are and how they are called and closed; enough to rebuild any row of inside weights.

    Attributes:
        position, opening, anchor: [frames], where each was opened, how, and its number among the frames of its
            procedure. Frame 0 is that of the whole text.
        frame_of: [procedures, frames], frame by procedure and anchor.
        frames_before: [n + 1, procedures], frames of a procedure opened before a position.
        row_start, row_length: [calls made], rows of `called`; those of frame f start at `first_row[f]`, one a call of
            its opening.
        first_row: [frames + 1].
        called: the rows.
        closed: what frames close with at position j begins at `closed_start[j]`: a row of `widest` closings for each
            frame opened before it.
        closed_start: [n].
        widest: the most closings that a procedure has.
        total: the weight of the whole canvas, relative to the potential of the start.
        left_out: the summed weight of what was left out for being below the floor.
    """

    position: np.ndarray
    opening: np.ndarray
    anchor: np.ndarray
    frame_of: np.ndarray
    frames_before: np.ndarray
    row_start: np.ndarray
    row_length: np.ndarray
    first_row: np.ndarray
    called: np.ndarray
    closed: np.ndarray
    closed_start: np.ndarray
    widest: int
    total: float
    left_out: float


@njit(cache=True, inline="always")
def _log_add(a, b):  # type: ignore[no-untyped-def]
    if a < b:
        a, b = b, a
    if b == -np.inf:
        return a
    return a + math.log1p(math.exp(b - a))


@njit(cache=True)
def _plus(semiring, a, b):  # type: ignore[no-untyped-def]
    if semiring == SUM:
        return a + b
    if semiring == MAX:
        return max(a, b)
    return _log_add(a, b)


@njit(cache=True)
def _log_plus(semiring, a, b):  # type: ignore[no-untyped-def]
    """As `_plus`, of logarithms."""
    return max(a, b) if semiring == MAX else _log_add(a, b)


@njit(cache=True)
def _times(semiring, a, b):  # type: ignore[no-untyped-def]
    return a * b if semiring == SUM else a + b


@njit(cache=True)
def _weight(semiring, logarithm):  # type: ignore[no-untyped-def]
    return math.exp(logarithm) if semiring == SUM else logarithm


@njit(cache=True)
def _zero(semiring):  # type: ignore[no-untyped-def]
    return 0.0 if semiring == SUM else -np.inf


@njit(cache=True, fastmath={"contract", "nsz"})
def _add_row(semiring, out, start, weight, row, row_start, length):  # type: ignore[no-untyped-def]
    """out[start:][:length] += weight * row[row_start:][:length]."""
    target = out[start : start + length]
    values = row[row_start : row_start + length]
    if semiring == SUM:
        for a in range(length):
            target[a] += weight * values[a]
    elif semiring == MAX:
        for a in range(length):
            target[a] = max(target[a], weight + values[a])
    else:
        for a in range(length):
            target[a] = _log_add(target[a], weight + values[a])


@njit(cache=True)
def relax(semiring, n, net, weights):  # type: ignore[no-untyped-def]
    """The potentials, in logarithms, summed (`SUM`, `LOG`) or maximised, of weights [n, labels + 1] (logarithms)."""
    states, closings = len(net.procedure), len(net.closing_procedure)
    state = np.full((n + 1, states), -np.inf)
    closing = np.full((n + 1, closings), -np.inf)
    for s in range(states):
        if net.accepting[s]:
            state[n, s] = 0.0
    for j in range(n - 1, -1, -1):
        for s in range(states):
            peak = -np.inf
            for e in range(net.first_edge[s], net.first_edge[s + 1]):
                peak = max(peak, weights[j, net.label[e]] + state[j + 1, net.target[e]])
            state[j, s] = peak
            if semiring != MAX and peak > -np.inf:
                total = 0.0
                for e in range(net.first_edge[s], net.first_edge[s + 1]):
                    total += math.exp(weights[j, net.label[e]] + state[j + 1, net.target[e]] - peak)
                state[j, s] = peak + math.log(total)
        for u in range(len(net.opening_entry) - 1, -1, -1):
            value = state[j, net.opening_entry[u]]
            if value > -np.inf:
                for k in range(net.call_offsets[net.opening_calls[u]], net.call_offsets[net.opening_calls[u + 1]]):
                    s = net.call_members[k]
                    state[j, s] = _log_plus(semiring, state[j, s], weights[j, net.call_labels[k]] + value)
        for q in range(closings - 1, -1, -1):
            total = -np.inf
            for k in range(net.virtual_offsets[q], net.virtual_offsets[q + 1]):
                total = max(total, state[j, net.virtual_states[k]])
            closing[j, q] = total
            if total > -np.inf:
                for k in range(net.closing_offsets[q], net.closing_offsets[q + 1]):
                    s = net.closing_members[k]
                    state[j, s] = _log_plus(semiring, state[j, s], weights[j, net.closing_labels[k]] + total)
    return Relaxation(state, closing)


@njit(cache=True)
def capacities(n, net, alive):  # type: ignore[no-untyped-def]
    """The most frames that each procedure may have, given the states alive at every position [n + 1, S]."""
    most = np.zeros(len(net.size), np.int64)
    most[0] = 1
    for u in range(len(net.opening_entry)):
        for j in range(n):
            if alive[j, net.opening_entry[u]]:
                most[net.opening_procedure[u]] += 1
    return most


@njit(cache=True)
def row_starts(net, most):  # type: ignore[no-untyped-def]
    """Where the row of every state starts in a buffer, and the size of the buffer."""
    base = np.zeros(len(most) + 1, np.int64)
    for p in range(len(most)):
        base[p + 1] = base[p] + net.size[p] * most[p]
    start = np.empty(len(net.procedure), np.int64)
    for s in range(len(start)):
        p = net.procedure[s]
        start[s] = base[p] + net.local[s] * most[p]
    return start, base[-1]


@njit(cache=True)
def _clear(net, zero, buffer, start, alive):  # type: ignore[no-untyped-def]
    for s in range(len(start)):
        buffer[start[s] : start[s] + alive[net.procedure[s]]] = zero


@njit(cache=True)
def _read_edges(semiring, net, weights, potential, following, now, then, start, alive):  # type: ignore[no-untyped-def]
    """Rows `then` of the states after a token from rows `now` of those before it."""
    _clear(net, _zero(semiring), then, start, alive)
    factors = np.empty(len(net.source))
    for e in range(len(factors)):
        s, t = net.source[e], net.target[e]
        gain = weights[net.label[e]] + following[t]
        # what leads nowhere is -inf in every semiring here, to be told from a weight of zero
        factors[e] = -np.inf if potential[s] == -np.inf or gain == -np.inf else _weight(semiring, gain - potential[s])
    first = 0
    for p in range(len(net.size)):
        last = first + net.size[p]
        for tile in range(0, alive[p], TILE):
            length = min(TILE, alive[p] - tile)
            for s in range(first, last):
                for e in range(net.first_edge[s], net.first_edge[s + 1]):
                    if factors[e] > -np.inf:
                        _add_row(semiring, then, start[net.target[e]] + tile, factors[e], now, start[s] + tile, length)
        first = last


@njit(cache=True)
def inside(semiring, n, net, weights, relaxation, floor, most_left_out):  # type: ignore[no-untyped-def]
    """The chart of a canvas under weights [n, labels + 1] (logarithms, -inf: not there), without what is below `floor`.

    Given up, with a total of zero, once more than `most_left_out` is left out.
    """
    zero, one = _zero(semiring), 1.0 if semiring == SUM else 0.0
    procedures, closings = len(net.size), len(net.closing_procedure)
    most = capacities(n, net, relaxation.state > -np.inf)
    start, size = row_starts(net, most)
    frames = most.sum()
    position = np.zeros(frames, np.int64)
    opening = np.full(frames, -1, np.int64)
    anchor = np.zeros(frames, np.int64)
    frame_of = np.zeros((procedures, most.max()), np.int64)
    frames_before = np.zeros((n + 1, procedures), np.int64)
    chance = np.full(frames, zero)  # of being opened, at most
    chance[0] = one
    left_out = zero
    first_row = np.zeros(frames + 1, np.int64)
    row_start = np.zeros(1024, np.int64)
    row_length = np.zeros(1024, np.int64)
    called = np.empty(1 << 14)
    factors = np.empty(len(net.procedure))
    widest = net.closing_local.max() + 1 if closings else 1
    closed = np.empty(1 << 14)
    closed_start = np.zeros(n, np.int64)
    closed_past = 0
    alive = np.zeros(procedures, np.int64)
    alive[0] = 1
    count, rows, past = 1, 0, 0
    now, then = np.full(size, zero), np.full(size, zero)
    now[start[0]] = one
    sums = np.empty(most.max())
    for j in range(n):
        potential = relaxation.state[j]
        frames_before[j] = alive
        if left_out > most_left_out:
            break
        closed_start[j] = closed_past
        closed_past += count * widest
        while closed_past > len(closed):
            closed = np.concatenate((closed, closed))
        closed[closed_start[j] : closed_past] = zero
        for q in range(closings):
            value = relaxation.closing[j, q]
            p = net.closing_procedure[q]
            length = alive[p]
            if value == -np.inf or length == 0:
                continue
            sums[:length] = zero
            for k in range(net.closing_offsets[q], net.closing_offsets[q + 1]):
                s = net.closing_members[k]
                logarithm = weights[j, net.closing_labels[k]] + value - potential[s]
                if potential[s] > -np.inf and logarithm > -np.inf:
                    _add_row(semiring, sums, 0, _weight(semiring, logarithm), now, start[s], length)
            for k in range(net.virtual_offsets[q], net.virtual_offsets[q + 1]):
                virtual = net.virtual_states[k]
                factors[virtual] = _weight(semiring, potential[virtual] - value)
            for a in range(length):
                if sums[a] == zero:
                    continue
                f = frame_of[p, a]
                likely = _times(semiring, chance[f], sums[a])
                if likely < floor:
                    left_out = _plus(semiring, left_out, likely)
                    continue
                closed[closed_start[j] + f * widest + net.closing_local[q]] = sums[a]
                u = opening[f]
                for k in range(net.opening_calls[u + 1] - net.opening_calls[u]):
                    virtual = net.return_of[q, net.opening_calls[u] + k]
                    if virtual >= 0 and potential[virtual] > -np.inf:
                        row = first_row[f] + k
                        weight = _times(semiring, sums[a], factors[virtual])
                        _add_row(semiring, now, start[virtual], weight, called, row_start[row], row_length[row])
        for u in range(len(net.opening_entry)):
            entry = net.opening_entry[u]
            if potential[entry] == -np.inf:
                continue
            begun, filled = rows, past
            most_likely = zero
            for g in range(net.opening_calls[u], net.opening_calls[u + 1]):
                caller = net.call_procedure[g]
                length = alive[caller]
                if rows == len(row_start):
                    row_start = np.concatenate((row_start, row_start))
                    row_length = np.concatenate((row_length, row_length))
                while past + length > len(called):
                    called = np.concatenate((called, called))
                called[past : past + length] = zero
                for k in range(net.call_offsets[g], net.call_offsets[g + 1]):
                    s = net.call_members[k]
                    value = weights[j, net.call_labels[k]] + potential[entry] - potential[s]
                    if potential[s] > -np.inf and value > -np.inf:
                        _add_row(semiring, called, past, _weight(semiring, value), now, start[s], length)
                for a in range(length):
                    if called[past + a] != zero:
                        weight = _times(semiring, chance[frame_of[caller, a]], called[past + a])
                        most_likely = _plus(semiring, most_likely, weight)
                row_start[rows] = past
                row_length[rows] = length
                rows += 1
                past += length
            if most_likely == zero or most_likely < floor:
                left_out = _plus(semiring, left_out, most_likely)
                rows, past = begun, filled
                continue
            p = net.opening_procedure[u]
            a = alive[p]
            alive[p] += 1
            chance[count] = most_likely
            position[count] = j
            opening[count] = u
            anchor[count] = a
            frame_of[p, a] = count
            first_row[count] = begun
            first_row[count + 1] = rows
            count += 1
            origin = start[entry] - net.local[entry] * most[p]
            for x in range(net.size[p]):
                now[origin + x * most[p] + a] = zero
            now[start[entry] + a] = one
        _read_edges(semiring, net, weights[j], potential, relaxation.state[j + 1], now, then, start, alive)
        now, then = then, now
    frames_before[n] = alive
    total = zero
    for s in range(len(start)):
        if net.accepting[s] and left_out <= most_left_out:
            total = _plus(semiring, total, now[start[s]])
    return Chart(
        position[:count].copy(), opening[:count].copy(), anchor[:count].copy(), frame_of, frames_before,
        row_start[:rows].copy(), row_length[:rows].copy(), first_row[: count + 1].copy(), called[:past].copy(),
        closed[:closed_past].copy(), closed_start, widest, total, left_out,
    )  # fmt: skip


@njit(cache=True, inline="always")
def _closed(net, chart, j, f, q):  # type: ignore[no-untyped-def]
    """The weight with which frame f, opened before j, closes by closing q at j."""
    return chart.closed[chart.closed_start[j] + f * chart.widest + net.closing_local[q]]


@njit(cache=True)
def _frame_layers(semiring, net, weights, relaxation, chart, frame, stop):  # type: ignore[no-untyped-def]
    """Inside weights [stop - begin + 1, states of the procedure] of one frame, virtual states included."""
    begin, u, a = chart.position[frame], chart.opening[frame], chart.anchor[frame]
    p = net.opening_procedure[u] if u >= 0 else 0
    entry = net.opening_entry[u] if u >= 0 else 0
    shift = entry - net.local[entry]  # states of a procedure are consecutive
    zero = _zero(semiring)
    layers = np.full((stop - begin + 1, net.size[p]), zero)
    layers[0, net.local[entry]] = 1.0 if semiring == SUM else 0.0
    frames = len(chart.position)
    for j in range(begin, stop + 1):
        layer = layers[j - begin]
        if j == len(weights):
            break
        potential = relaxation.state[j]
        if j > begin:
            for f in range(frame + 1, frames):
                i = chart.position[f]
                if i >= j:
                    break
                if i < begin:
                    continue
                v = chart.opening[f]
                callee = net.opening_procedure[v]
                for g in range(net.opening_calls[v], net.opening_calls[v + 1]):
                    row = chart.first_row[f] + g - net.opening_calls[v]
                    if net.call_procedure[g] != p or a >= chart.row_length[row]:
                        continue
                    weight = chart.called[chart.row_start[row] + a]
                    if weight == zero:
                        continue
                    for q in range(len(net.closing_procedure)):
                        if net.closing_procedure[q] != callee:
                            continue
                        virtual = net.return_of[q, g]
                        value = _closed(net, chart, j, f, q)
                        if virtual >= 0 and value != zero and potential[virtual] > -np.inf:
                            factor = _weight(semiring, potential[virtual] - relaxation.closing[j, q])
                            product = _times(semiring, _times(semiring, weight, value), factor)
                            x = net.local[virtual]
                            layer[x] = _plus(semiring, layer[x], product)
        if j == stop:
            break
        following = layers[j - begin + 1]
        for x in range(net.size[p]):
            if layer[x] == zero:
                continue
            s = shift + x
            for e in range(net.first_edge[s], net.first_edge[s + 1]):
                t = net.target[e]
                value = weights[j, net.label[e]] + relaxation.state[j + 1, t] - potential[s]
                if value > -np.inf:
                    y = net.local[t]
                    following[y] = _plus(semiring, following[y], _times(semiring, layer[x], _weight(semiring, value)))
    return layers


@njit(cache=True)
def _pick(semiring, options, count):  # type: ignore[no-untyped-def]
    """An index below `count`: the greatest weight for `MAX`, else drawn by weight."""
    if semiring == MAX:
        return np.argmax(options[:count])
    if semiring == LOG:
        peak = options[:count].max()
        for k in range(count):
            options[k] = math.exp(options[k] - peak)
    total = options[:count].sum()
    left = np.random.random() * total
    chosen = -1
    for k in range(count):
        if options[k] > 0.0:
            chosen = k
            left -= options[k]
            if left < 0.0:
                break
    return chosen


@njit(cache=True)
def trace(semiring, n, net, weights, relaxation, chart, incoming, into, seed):  # type: ignore[no-untyped-def]
    """Labels [n] of one way through the chart: the best (`MAX`), or one drawn by weight.

    `incoming` are the edges sorted by target, `into` [states + 1] where those of every state start.
    """
    np.random.seed(seed)
    labels = np.full(n, -1, np.int64)
    free = weights.shape[1] - 1
    states = len(net.procedure)
    width = max(
        states + len(net.call_members) + len(net.closing_members), len(chart.position) * (net.return_of.shape[1] + 1)
    )
    options = np.empty(width)
    first = np.empty(width, np.int64)
    second = np.empty(width, np.int64)
    tasks = [(np.int64(0), np.int64(n), np.int64(-1))]
    while len(tasks) > 0:
        frame, stop, closing = tasks.pop()
        layers = _frame_layers(semiring, net, weights, relaxation, chart, frame, stop)
        begin, u, a = chart.position[frame], chart.opening[frame], chart.anchor[frame]
        entry = net.opening_entry[u] if u >= 0 else 0
        p = net.procedure[entry]
        shift = entry - net.local[entry]
        zero = _zero(semiring)
        count = 0
        if closing < 0:
            for x in range(net.size[p]):
                if net.accepting[shift + x]:
                    options[count] = layers[-1, x]
                    first[count] = shift + x
                    count += 1
        else:
            for k in range(net.closing_offsets[closing], net.closing_offsets[closing + 1]):
                s = net.closing_members[k]
                value = (
                    weights[stop, net.closing_labels[k]] + relaxation.closing[stop, closing] - relaxation.state[stop, s]
                )
                if relaxation.state[stop, s] > -np.inf and value > -np.inf:
                    options[count] = _times(semiring, layers[-1, net.local[s]], _weight(semiring, value))
                    first[count] = s
                    second[count] = net.closing_labels[k]
                    count += 1
        k = _pick(semiring, options, count)
        s = first[k]
        if closing >= 0 and second[k] != free:
            labels[stop] = second[k]
        j = stop
        while not (j == begin and s == entry):
            q = net.closing_of[s]
            count = 0
            if q >= 0:
                for f in range(frame + 1, len(chart.position)):
                    if chart.position[f] >= j:
                        break
                    v = chart.opening[f]
                    if chart.position[f] < begin or net.opening_procedure[v] != net.closing_procedure[q]:
                        continue
                    value = _closed(net, chart, j, f, q)
                    if value == zero:
                        continue
                    for g in range(net.opening_calls[v], net.opening_calls[v + 1]):
                        row = chart.first_row[f] + g - net.opening_calls[v]
                        if net.return_of[q, g] == s and net.call_procedure[g] == p and a < chart.row_length[row]:
                            options[count] = _times(semiring, value, chart.called[chart.row_start[row] + a])
                            first[count] = f
                            second[count] = g
                            count += 1
                k = _pick(semiring, options, count)
                f, g = first[k], second[k]
                tasks.append((f, np.int64(j), np.int64(q)))
                j = chart.position[f]
                callee_entry = net.opening_entry[chart.opening[f]]
                count = 0
                for k in range(net.call_offsets[g], net.call_offsets[g + 1]):
                    x = net.call_members[k]
                    value = weights[j, net.call_labels[k]] + relaxation.state[j, callee_entry] - relaxation.state[j, x]
                    if relaxation.state[j, x] > -np.inf and value > -np.inf:
                        options[count] = _times(semiring, layers[j - begin, net.local[x]], _weight(semiring, value))
                        first[count] = k
                        count += 1
                k = first[_pick(semiring, options, count)]
                s = net.call_members[k]
                if net.call_labels[k] != free:
                    labels[j] = net.call_labels[k]
                continue
            for k in range(into[s], into[s + 1]):
                e = incoming[k]
                x = net.source[e]
                before = layers[j - 1 - begin, net.local[x]]
                value = weights[j - 1, net.label[e]] + relaxation.state[j, s] - relaxation.state[j - 1, x]
                if before != zero and value > -np.inf:
                    options[count] = _times(semiring, before, _weight(semiring, value))
                    first[count] = e
                    count += 1
            e = first[_pick(semiring, options, count)]
            if net.label[e] != free:
                labels[j - 1] = net.label[e]
            s = net.source[e]
            j -= 1
    return labels


@njit(cache=True)
def _refill(semiring, j, net, relaxation, chart, now, start, most):  # type: ignore[no-untyped-def]
    """Rows of the virtual states at position j, from those of the states between tokens and the chart."""
    potential = relaxation.state[j]
    zero, one = _zero(semiring), 1.0 if semiring == SUM else 0.0
    alive = chart.frames_before[j]
    for q in range(len(net.closing_procedure)):
        p = net.closing_procedure[q]
        value = relaxation.closing[j, q]
        if value == -np.inf:
            continue
        for a in range(alive[p]):
            f = chart.frame_of[p, a]
            weight = _closed(net, chart, j, f, q)
            if weight == zero:
                continue
            u = chart.opening[f]
            for k in range(net.opening_calls[u + 1] - net.opening_calls[u]):
                virtual = net.return_of[q, net.opening_calls[u] + k]
                if virtual >= 0 and potential[virtual] > -np.inf:
                    row = chart.first_row[f] + k
                    product = _times(semiring, weight, _weight(semiring, potential[virtual] - value))
                    _add_row(
                        semiring,
                        now,
                        start[virtual],
                        product,
                        chart.called,
                        chart.row_start[row],
                        chart.row_length[row],
                    )
    for p in range(len(net.size)):
        for a in range(alive[p], chart.frames_before[j + 1, p]):
            entry = net.opening_entry[chart.opening[chart.frame_of[p, a]]]
            origin = start[entry] - net.local[entry] * most[p]
            for x in range(net.size[p]):
                now[origin + x * most[p] + a] = zero
            now[start[entry] + a] = one


@njit(cache=True)
def outside(semiring, n, net, weights, relaxation, chart):  # type: ignore[no-untyped-def]
    """Logarithms [n, labels + 1] of the weight of all canvases with a label at a position, less the label's own weight.

    Relative to the whole, so that adding a label's weight gives its posterior. Rows of inside weights are rebuilt from
    checkpoints, a square root of n at a time.
    """
    zero = _zero(semiring)
    most = chart.frames_before[n]
    start, size = row_starts(net, most)
    block = max(1, int(math.sqrt(n)))
    blocks = (n + block - 1) // block
    checkpoints = np.full((blocks, size), zero)
    layers = np.full((block, size), zero)
    now, then = np.full(size, zero), np.full(size, zero)
    now[start[0]] = 1.0 if semiring == SUM else 0.0
    for j in range(n):
        if j % block == 0:
            checkpoints[j // block] = now
        if j >= (blocks - 1) * block:
            break
        _refill(semiring, j, net, relaxation, chart, now, start, most)
        alive = chart.frames_before[j + 1]
        _read_edges(semiring, net, weights[j], relaxation.state[j], relaxation.state[j + 1], now, then, start, alive)
        now, then = then, now
    gains = np.full(weights.shape, zero)
    behind, ahead = np.full(size, zero), np.full(size, zero)
    for s in range(len(start)):
        if net.accepting[s]:
            behind[start[s]] = 1.0 if semiring == SUM else 0.0
    wanted = np.full(len(chart.called), zero)  # outside weights of the calls
    for b in range(blocks - 1, -1, -1):
        stop = min(n, (b + 1) * block)
        layers[0] = checkpoints[b]
        for j in range(b * block, stop):
            row = layers[j - b * block]
            _refill(semiring, j, net, relaxation, chart, row, start, most)
            if j + 1 < stop:
                alive = chart.frames_before[j + 1]
                _read_edges(
                    semiring, net, weights[j], relaxation.state[j], relaxation.state[j + 1],
                    row, layers[j + 1 - b * block], start, alive,
                )  # fmt: skip
        for j in range(stop - 1, b * block - 1, -1):
            _step_outside(
                semiring,
                j,
                net,
                weights[j],
                relaxation,
                chart,
                layers[j - b * block],
                behind,
                ahead,
                wanted,
                gains[j],
                start,
            )
            behind, ahead = ahead, behind
    for j in range(n):
        for m in range(gains.shape[1]):
            value = math.log(gains[j, m]) if semiring == SUM and gains[j, m] > 0.0 else gains[j, m]
            if semiring == SUM and gains[j, m] == 0.0:
                value = -np.inf
            gains[j, m] = value - weights[j, m] if value > -np.inf else -np.inf
    return gains


@njit(cache=True)
def _dot(semiring, first, start, second, other, length):  # type: ignore[no-untyped-def]
    a, b = first[start : start + length], second[other : other + length]
    if semiring == SUM:
        total = 0.0
        for k in range(length):
            total += a[k] * b[k]
        return total
    total = -np.inf
    for k in range(length):
        total = _log_add(total, a[k] + b[k])
    return total


@njit(cache=True)
def _step_outside(semiring, j, net, weights, relaxation, chart, inner, behind, ahead, wanted, gains, start):  # type: ignore[no-untyped-def]
    """Outside rows `ahead` at position j from rows `behind` at j + 1; adds to `wanted` and `gains`."""
    zero = _zero(semiring)
    potential, following = relaxation.state[j], relaxation.state[j + 1]
    alive = chart.frames_before[j + 1]
    _clear(net, zero, ahead, start, alive)
    for s in range(len(start)):
        length = alive[net.procedure[s]]
        if potential[s] == -np.inf or length == 0:
            continue
        for e in range(net.first_edge[s], net.first_edge[s + 1]):
            t, m = net.target[e], net.label[e]
            value = weights[m] + following[t] - potential[s]
            if value > -np.inf:
                weight = _weight(semiring, value)
                _add_row(semiring, ahead, start[s], weight, behind, start[t], length)
                product = _dot(semiring, inner, start[s], behind, start[t], length)
                if product != zero:
                    gains[m] = _plus(semiring, gains[m], _times(semiring, weight, product))
    for f in range(len(chart.position)):
        if chart.position[f] > j:
            break
        if f == 0 or chart.position[f] < j:
            continue
        u = chart.opening[f]
        entry = net.opening_entry[u]
        for g in range(net.opening_calls[u], net.opening_calls[u + 1]):
            row = chart.first_row[f] + g - net.opening_calls[u]
            for k in range(net.call_offsets[g], net.call_offsets[g + 1]):
                s, m = net.call_members[k], net.call_labels[k]
                value = weights[m] + potential[entry] - potential[s]
                if potential[s] > -np.inf and value > -np.inf:
                    weight = _weight(semiring, value)
                    begin, length = chart.row_start[row], chart.row_length[row]
                    _add_row(semiring, ahead, start[s], weight, wanted, begin, length)
                    product = _dot(semiring, inner, start[s], wanted, begin, length)
                    if product != zero:
                        gains[m] = _plus(semiring, gains[m], _times(semiring, weight, product))
    for q in range(len(net.closing_procedure) - 1, -1, -1):
        p = net.closing_procedure[q]
        value = relaxation.closing[j, q]
        if value == -np.inf:
            continue
        for a in range(chart.frames_before[j, p]):
            f = chart.frame_of[p, a]
            closed = _closed(net, chart, j, f, q)
            if closed == zero:
                continue  # no inside weight to meet it
            u = chart.opening[f]
            total = zero
            for k in range(net.opening_calls[u + 1] - net.opening_calls[u]):
                virtual = net.return_of[q, net.opening_calls[u] + k]
                if virtual < 0 or potential[virtual] == -np.inf:
                    continue
                row = chart.first_row[f] + k
                begin, length = chart.row_start[row], chart.row_length[row]
                factor = _weight(semiring, potential[virtual] - value)
                product = _dot(semiring, chart.called, begin, ahead, start[virtual], length)
                total = _plus(semiring, total, _times(semiring, factor, product))
                _add_row(semiring, wanted, begin, _times(semiring, closed, factor), ahead, start[virtual], length)
            if total == zero:
                continue
            for k in range(net.closing_offsets[q], net.closing_offsets[q + 1]):
                s, m = net.closing_members[k], net.closing_labels[k]
                logarithm = weights[m] + value - potential[s]
                if potential[s] > -np.inf and logarithm > -np.inf:
                    weight = _times(semiring, total, _weight(semiring, logarithm))
                    ahead[start[s] + a] = _plus(semiring, ahead[start[s] + a], weight)
                    gains[m] = _plus(semiring, gains[m], _times(semiring, weight, inner[start[s] + a]))
