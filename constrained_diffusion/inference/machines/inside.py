"""Inside weights of a token pushdown over a canvas: the chart.

What happens inside a frame does not depend on what lies under it, so its weights are kept relative to its opening: the
row of state s holds, for every frame, the weight of all ways from its entry to s at the current position. A closing
sums the states that pop into `closed`; a return multiplies it with the weights with which the frame was called
(`called`, one row of the caller's frames per call) into the return state. With one frame, that of the whole text, all
of this is the forward pass of a finite automaton.

Weights are kept relative to a potential (`machines.relaxation`). Every number then is a probability of a Markov chain
that may die, at most one; sums need no logarithms, and nothing of weight is lost to underflow unless the relaxation is
off by hundreds of orders of magnitude, which the caller checks.

So is the chance that a frame is ever opened, and with it the chance of everything that happens in it. What falls below
a floor is left out of the chart and counted; the caller runs again with a lower floor where that could matter.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.inference.machines.frames import Frames, frame_table, next_position, open_frame, opened, room
from constrained_diffusion.inference.machines.layout import Layout, Longs
from constrained_diffusion.inference.machines.relaxation import weigh
from constrained_diffusion.inference.machines.semiring import (
    SUM,
    TILE,
    add_row,
    fill,
    one,
    plus,
    product,
    sum_edges,
    times,
    zero,
)
from constrained_diffusion.jit import inner, kernel

Floats = NDArray[np.float64]

_ROOM = 1 << 14
"""Numbers that there is room for before rows have to move."""


class Chart(NamedTuple):
    """What frames there are and how they are called and closed; enough to rebuild any row of inside weights.

    Attributes:
        frames: the frames.
        called: the weights with which they were called, rows of `frames`.
        closed: the weights with which frames close; those of the frames of a procedure, opened before position j, by
            closing q begin at `closed_start[j, q]`.
        closed_start: [n, closings].
        total: the weight of the whole canvas, relative to the potential of the start.
        left_out: the summed weight of what was left out for being below the floor.
    """

    frames: Frames
    called: Floats
    closed: Floats
    closed_start: Longs
    total: float
    left_out: float


def inside(semiring: int, net: Layout, weights: Floats, potential: Floats, floor: float, most_left_out: float) -> Chart:
    """The chart of a canvas under weights [n, labels + 1] (logarithms, -inf: not there), without what is below `floor`.

    Given up, with a total of zero, once more than `most_left_out` is left out.
    """
    times_opened = opened(net, potential)
    frames = frame_table(net, times_opened, len(weights))
    row_of = net.rows(room(net, times_opened))
    closed_start = np.zeros((len(weights), len(net.return_of)), np.int64)
    layers = np.empty(2 * row_of[-1])
    begin_text(semiring, net, layers, row_of)
    chance = np.full(len(frames.of), 1.0 if semiring == SUM else 0.0)
    called, calls, closed, closings, total, left_out = _inside(
        semiring, weights, potential, net, frames, floor, most_left_out, row_of, closed_start, layers, chance,
        np.empty(len(net.edges)), np.empty(net.states), np.empty(_ROOM), np.empty(_ROOM),
    )  # fmt: skip
    return Chart(frames, called[:calls].copy(), closed[:closings].copy(), closed_start, total, left_out)


def begin_text(semiring: int, net: Layout, layers: Floats, row_of: Longs) -> None:
    """Puts the frame of the whole text into the first rows: it is in the start state."""
    layers[row_of[: net.first_state[1]]] = 0.0 if semiring == SUM else -np.inf
    layers[row_of[0]] = 1.0 if semiring == SUM else 0.0


@kernel
def _inside(  # type: ignore[no-untyped-def]
    semiring, weights, potential, net, frames, floor, most_left_out, row_of, closed_start, layers, chance, factors,
    returns, called, closed,
):  # fmt: skip
    """`called` and `closed` with their lengths, `total` and `left_out`; fills the frame table and `closed_start`.

    `layers` are the rows of two positions, those of state s from `row_of[s]` on. `chance` is that of every frame to be
    opened, at most; `factors` and `returns` are room for the weights of edges and returns, `called` and `closed` come
    in with room for some rows.
    """
    n, states, size = len(weights), net.first_state[-1], row_of[-1]
    edges, nodes, openings, return_of = net.edges, net.nodes, net.openings, net.return_of
    most, table, of, before, since, row_start = frames
    past, count = row_start[0], since[0]
    left_out = zero(semiring)
    for j in range(n):
        if left_out > most_left_out:
            break
        now, then = (j & 1) * size, (j + 1 & 1) * size
        next_position(before, since, j, count)
        weigh(semiring, j, weights, potential, edges, nodes, factors, returns)
        for q in range(len(return_of)):
            p = nodes[states + q].procedure
            length = before[j, p]
            closed = _grown(closed, past, length)
            closed_start[j, q] = past
            if length == 0:
                continue
            sum_edges(semiring, closed, past, length, states + q, edges, nodes, factors, layers, row_of, now)
            left_out = plus(semiring, left_out, _cut(semiring, floor, closed, past, length, chance, p * most))
            return_rows(
                semiring, closed, past, length, q, openings, return_of, returns, table, of, p * most, row_start, called,
                layers, row_of, now,
            )  # fmt: skip
            past += length
        for u in range(len(openings) - 1):
            if potential[j, openings[u].entry] == -np.inf:
                continue
            calls = openings[u + 1].calls - openings[u].calls
            row = table[count].rows
            called = _grown(called, row_start[row], calls * count)
            likely = _call(
                semiring, states + len(return_of), openings[u].calls, calls, row, edges, nodes, factors, before, j,
                row_start, called, layers, row_of, now, chance, most,
            )  # fmt: skip
            if likely == zero(semiring) or likely < floor:
                left_out = plus(semiring, left_out, likely)
                continue
            p, entry = openings[u].procedure, openings[u].entry
            a = open_frame(most, table, of, before, count, j, u, p, row + calls)
            chance[p * most + a] = likely
            begin_frame(semiring, a, entry, net.first_state[p], net.first_state[p + 1], layers, row_of, now)
            count += 1
        read(semiring, j, before, net.first_state, edges, nodes, factors, layers, row_of, now, then)
    since[n] = count
    total = zero(semiring)
    if left_out <= most_left_out:
        for s in net.final:
            total = plus(semiring, total, layers[(n & 1) * size + row_of[s]])
    return called, row_start[table[count].rows], closed, past, total, left_out


@inner
def _grown(row, filled, more):  # type: ignore[no-untyped-def]
    """`row` with room for `more` entries behind those filled."""
    if filled + more <= len(row):
        return row
    larger = np.empty(2 * (filled + more))
    for a in range(filled):
        larger[a] = row[a]
    return larger


@inner
def _cut(semiring, floor, closed, start, length, chance, base):  # type: ignore[no-untyped-def]
    """Takes what is too unlikely out of a row of closings; the sum of that."""
    left_out = zero(semiring)
    for a in range(length):
        if closed[start + a] != zero(semiring):
            likely = times(semiring, chance[base + a], closed[start + a])
            if likely < floor:
                left_out = plus(semiring, left_out, likely)
                closed[start + a] = zero(semiring)
    return left_out


@inner
def return_rows(  # type: ignore[no-untyped-def]
    semiring, closed, start, length, q, openings, return_of, returns, table, of, base, row_start, called, layers,
    row_of, now,
):  # fmt: skip
    """Adds to the rows of return states what the frames that close by q were called with."""
    for a in range(length):
        value = closed[start + a]
        if value == zero(semiring):
            continue
        frame = table[of[base + a]]
        row = frame.rows
        for g in range(openings[frame.opening].calls, openings[frame.opening + 1].calls):
            s = return_of[q, g]
            if s >= 0 and returns[s] > -np.inf:
                factor = times(semiring, value, returns[s])
                add_row(
                    semiring,
                    layers,
                    now + row_of[s],
                    factor,
                    called,
                    row_start[row],
                    row_start[row + 1] - row_start[row],
                )
            row += 1


@inner
def _call(  # type: ignore[no-untyped-def]
    semiring, first_call, first, calls, row, edges, nodes, factors, before, j, row_start, called, layers, row_of, now,
    chance, most,
):  # fmt: skip
    """Sums the rows with which an opening would call a frame; how likely it is at most that it is opened."""
    likely = zero(semiring)
    for node in range(first_call + first, first_call + first + calls):
        p = nodes[node].procedure
        start, length = row_start[row], before[j + 1, p]
        row += 1
        row_start[row] = start + length
        sum_edges(semiring, called, start, length, node, edges, nodes, factors, layers, row_of, now)
        likely = plus(semiring, likely, product(semiring, chance, p * most, called, start, length))
    return likely


@inner
def begin_frame(semiring, a, entry, first, past, layers, row_of, now):  # type: ignore[no-untyped-def]
    """Puts a frame into the rows of the states `first` up to `past` of its procedure: it is in its entry state."""
    for s in range(first, past):
        layers[now + row_of[s] + a] = zero(semiring)
    layers[now + row_of[entry] + a] = one(semiring)


@inner
def read(semiring, j, before, first_state, edges, nodes, factors, layers, row_of, now, then):  # type: ignore[no-untyped-def]
    """Rows `then` of the states after a token from rows `now` of those before it."""
    for p in range(len(first_state) - 1):
        first, past, alive = first_state[p], first_state[p + 1], before[j + 1, p]
        for tile in range(0, alive, TILE):
            length = min(TILE, alive - tile)
            for t in range(first, past):
                fill(layers, then + row_of[t] + tile, length, zero(semiring))
            for e in range(nodes[first].edges, nodes[past].edges):
                if factors[e] > -np.inf:
                    out, row = then + row_of[edges[e].target] + tile, now + row_of[edges[e].source] + tile
                    add_row(semiring, layers, out, factors[e], layers, row, length)
