"""Which labels stand on some completion of a canvas: the chart of `machines.inside` in the Boolean semiring.

Rows over frames are bit sets, 64 frames a word, so that "multiply and add" is one "or" for 64 frames. Layers of inside
rows are kept, as they are small. A row that can gain no further bits is not looked at again: frames of one opening are
read from the latest on, and what all earlier ones together could add is known (`upto`).
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.inference.machines.frames import frame_table, next_position, open_frame, opened, room
from constrained_diffusion.inference.machines.layout import Layout
from constrained_diffusion.inference.machines.relaxation import relax, weigh
from constrained_diffusion.inference.machines.semiring import MAX
from constrained_diffusion.jit import inner, kernel

Words = NDArray[np.uint64]

_ONE = np.uint64(1)
_NONE = np.uint64(0)


class Starts(NamedTuple):
    """Where rows of each kind start.

    Attributes:
        layers: those of all states at every position, inside.
        outer: those of all states at two positions, outside.
        closed: the frames that close, by position and closing.
        useful: one row, of those for which it is of use to close.
        called: the frames that call another, rows of the frame table.
        upto: those that call it or an earlier frame of its opening.
        wanted: those for which it is of use that the frame closes.
    """

    layers: int
    outer: int
    closed: int
    useful: int
    called: int
    upto: int
    wanted: int


LINK = np.dtype([("earlier", np.int64), ("gaining", np.int64)], align=True)
"""The frame before of the same opening, -1 for none, and how many rows of a frame may still gain bits of `wanted`."""


def living_labels(net: Layout, weights: NDArray[np.float64]) -> NDArray[np.bool_] | None:
    """[n, labels + 1]: the labels on a completion, among those that weigh 0 (the others -inf); None: there is none."""
    n = len(weights)
    potential = relax(MAX, weights, net)
    if potential[0, 0] == -np.inf:
        return None
    times = opened(net, potential)
    frames = frame_table(net, times, n)
    words = _words.py_func(room(net, times))
    row_of, width = net.rows(words), int(words.max())
    calls = np.concatenate([[0], np.cumsum(words[net.nodes["procedure"][net.first_call : -1]])])
    most = int(times @ np.diff(calls[net.openings["calls"]]))  # words of all rows with which frames are called
    sizes = (n + 1) * row_of[-1], 2 * row_of[-1], n * len(net.return_of) * width, width, most, most, most
    starts = np.concatenate([[0], np.cumsum(sizes)])
    rows = np.zeros(starts[-1], np.uint64)
    rows[0] = 1  # the frame of the whole text is in the start state
    living = np.zeros(weights.shape, np.bool_)
    completable = _living(
        MAX, weights, potential, net, frames, row_of, rows, Starts(*starts[:-1].tolist()), width,
        np.zeros(len(frames.table), LINK), np.full(len(times), -1), np.zeros(len(frames.row_start), np.int64), living,
        np.empty(len(net.edges)), np.empty(net.states),
    )  # fmt: skip
    return living if completable else None


@kernel
def _living(  # type: ignore[no-untyped-def]
    semiring, weights, potential, net, frames, row_of, rows, starts, width, links, latest, filled, living, factors,
    returns,
):  # fmt: skip
    """Marks what is living; whether there is a completion. All rows are in `rows`, as `starts` tells.

    `links` are `LINK` [frames]; `latest` [openings] is the last frame that each opened, -1 for none; `filled` [rows],
    whether all that call are wanted; `factors` and `returns` are room for the weights of edges and returns.
    """
    n, states, size = len(weights), net.first_state[-1], row_of[-1]
    edges, nodes, openings, return_of = net.edges, net.nodes, net.openings, net.return_of
    most, table, of, before, since, row_start = frames
    closings = len(return_of)
    layers, outer, closed, useful, called, upto, wanted = starts
    count = since[0]
    for j in range(n):
        now, then = layers + j * size, layers + (j + 1) * size
        next_position(before, since, j, count)
        weigh(semiring, j, weights, potential, edges, nodes, factors, returns)
        for q in range(closings):
            p, closing = nodes[states + q].procedure, closed + (j * closings + q) * width
            _or_edges(rows, closing, _words(before[j, p]), states + q, edges, nodes, factors, row_of, now)
            for u in range(len(latest)):
                if openings[u].procedure == p and latest[u] >= 0:
                    _return(
                        openings[u].calls, openings[u + 1].calls, q, return_of, returns, latest[u], links, table,
                        row_start, rows, closing, called, upto, row_of, now,
                    )  # fmt: skip
        for u in range(len(latest)):
            entry, calls, row = openings[u].entry, openings[u + 1].calls - openings[u].calls, table[count].rows
            if potential[j, entry] == -np.inf or not _call(
                j, states + closings + openings[u].calls, calls, row, edges, nodes, factors, before, row_start, rows,
                called, row_of, now,
            ):  # fmt: skip
                continue
            a = open_frame(most, table, of, before, count, j, u, openings[u].procedure, row + calls)
            rows[now + row_of[entry] + (a >> 6)] |= _ONE << np.uint64(a & 63)
            _link(calls, count, latest[u], links, table, row_start, rows, called, upto)
            latest[u] = count
            count += 1
        _read(j, rows, edges, nodes, nodes[states].edges, factors, before, row_of, now, then)
    since[n] = count
    completable = False
    for s in net.final:
        if rows[layers + n * size + row_of[s]]:
            rows[outer + (n & 1) * size + row_of[s]] = _ONE
            completable = True
    if not completable:
        return False
    for j in range(n - 1, -1, -1):
        now, behind, ahead = layers + j * size, outer + (j + 1 & 1) * size, outer + (j & 1) * size
        weigh(semiring, j, weights, potential, edges, nodes, factors, returns)
        for k in range(ahead, ahead + size):
            rows[k] = _NONE
        _read_back(j, rows, edges, nodes, nodes[states].edges, factors, before, row_of, now, behind, ahead, living)
        for f in range(since[j], since[j + 1]):
            row, u = table[f].rows, table[f].opening
            for g in range(openings[u].calls, openings[u + 1].calls):
                start, length = wanted + row_start[row], row_start[row + 1] - row_start[row]
                _edges_back(
                    j, states + closings + g, edges, nodes, factors, rows, start, length, ahead, now, row_of, living
                )
                row += 1
        for q in range(closings - 1, -1, -1):
            p, closing = nodes[states + q].procedure, closed + (j * closings + q) * width
            length = _words(before[j, p])
            if _return_back(
                closing, length, p * most, openings, q, return_of, returns, table, of, row_start, links, filled, rows,
                called, wanted, ahead, row_of, useful,
            ):  # fmt: skip
                _edges_back(j, states + q, edges, nodes, factors, rows, useful, length, ahead, now, row_of, living)
    return True


@inner
def _words(frames):  # type: ignore[no-untyped-def]
    return frames + 63 >> 6


@partial(inner, forceinline=True)
def _or(rows, out, row, length):  # type: ignore[no-untyped-def]
    """Adds one row to another."""
    for w in range(length):
        rows[out + w] |= rows[row + w]


@partial(inner, forceinline=True)
def _covers(rows, out, row, length):  # type: ignore[no-untyped-def]
    """Whether a row would gain nothing by another."""
    for w in range(length):  # noqa: SIM110
        if rows[row + w] & ~rows[out + w]:
            return False
    return True


@partial(inner, forceinline=True)
def _meet(rows, first, second, length):  # type: ignore[no-untyped-def]
    """Whether two rows have a frame in common."""
    for w in range(length):  # noqa: SIM110
        if rows[first + w] & rows[second + w]:
            return True
    return False


@inner
def _or_edges(rows, out, length, node, edges, nodes, factors, row_of, now):  # type: ignore[no-untyped-def]
    """Adds to the row of a node those of the states that lead there."""
    for e in range(nodes[node].edges, nodes[node + 1].edges):
        if factors[e] > -np.inf:
            _or(rows, out, now + row_of[edges[e].source], length)


@inner
def _read(j, rows, edges, nodes, past, factors, before, row_of, now, then):  # type: ignore[no-untyped-def]
    """Rows of the states after a token, from those of the states before it, by the edges up to `past`."""
    for e in range(past):
        if factors[e] > -np.inf:
            s, t = edges[e].source, edges[e].target
            _or(rows, then + row_of[t], now + row_of[s], _words(before[j + 1, nodes[t].procedure]))


@inner
def _return(  # type: ignore[no-untyped-def]
    first, past, q, return_of, returns, latest, links, table, row_start, rows, closing, called, upto, row_of, now
):
    """Adds to the rows of return states those that called frames that close, by the calls `first` up to `past`."""
    for g in range(first, past):
        s = return_of[q, g]
        if s < 0 or returns[s] == -np.inf:
            continue
        f, out = latest, now + row_of[s]
        while f >= 0:
            row, a = table[f].rows + g - first, table[f].anchor
            start, length = row_start[row], row_start[row + 1] - row_start[row]
            if _covers(rows, out, upto + start, length):
                break
            if (rows[closing + (a >> 6)] >> np.uint64(a & 63)) & _ONE:
                _or(rows, out, called + start, length)
            f = links[f].earlier


@inner
def _call(j, first, calls, row, edges, nodes, factors, before, row_start, rows, called, row_of, now):  # type: ignore[no-untyped-def]
    """Makes the rows with which an opening would call a frame; whether there are any that do."""
    found = False
    for node in range(first, first + calls):
        start, length = called + row_start[row], _words(before[j + 1, nodes[node].procedure])
        row += 1
        row_start[row] = row_start[row - 1] + length
        for w in range(length):
            rows[start + w] = _NONE
        _or_edges(rows, start, length, node, edges, nodes, factors, row_of, now)
        found = found or _meet(rows, start, start, length)
    return found


@inner
def _link(calls, f, earlier, links, table, row_start, rows, called, upto):  # type: ignore[no-untyped-def]
    """Puts frame f behind the one before of its opening."""
    links[f].earlier = earlier
    links[f].gaining = calls
    for k in range(calls):
        row = table[f].rows + k
        start = row_start[row]
        _or(rows, upto + start, called + start, row_start[row + 1] - start)
        if earlier >= 0:
            row = table[earlier].rows + k
            _or(rows, upto + start, upto + row_start[row], row_start[row + 1] - row_start[row])


@inner
def _edges_back(j, node, edges, nodes, factors, rows, row, length, ahead, now, row_of, living):  # type: ignore[no-untyped-def]
    """Adds the row of a node to those of the states that lead there; marks what is read on the way."""
    for e in range(nodes[node].edges, nodes[node + 1].edges):
        if factors[e] > -np.inf:
            s, m = row_of[edges[e].source], edges[e].label
            _or(rows, ahead + s, row, length)
            if not living[j, m] and _meet(rows, now + s, row, length):
                living[j, m] = True


@inner
def _read_back(j, rows, edges, nodes, past, factors, before, row_of, now, behind, ahead, living):  # type: ignore[no-untyped-def]
    """As `_edges_back`, from the states after a token to those before it, by the edges up to `past`."""
    for e in range(past):
        if factors[e] > -np.inf:
            s, t, m = edges[e].source, edges[e].target, edges[e].label
            length = _words(before[j + 1, nodes[t].procedure])
            _or(rows, ahead + row_of[s], behind + row_of[t], length)
            if not living[j, m] and _meet(rows, now + row_of[s], behind + row_of[t], length):
                living[j, m] = True


@inner
def _return_back(  # type: ignore[no-untyped-def]
    closing, length, base, openings, q, return_of, returns, table, of, row_start, links, filled, rows, called, wanted,
    ahead, row_of, useful,
):  # fmt: skip
    """Finds the closing frames for which that is of use, whether there are any; tells their calls what is wanted."""
    any_useful = False
    for w in range(length):
        left = rows[closing + w]
        rows[useful + w] = _NONE
        while left:
            lowest = left & (~left + _ONE)
            left ^= lowest
            f = of[base + 64 * w + _bit(lowest)]
            u, row, is_useful = table[f].opening, table[f].rows, False
            for g in range(openings[u].calls, openings[u + 1].calls):
                if is_useful and links[f].gaining == 0:
                    break
                s = return_of[q, g]
                if s >= 0 and returns[s] > -np.inf:
                    start, size = row_start[row], row_start[row + 1] - row_start[row]
                    is_useful = is_useful or _meet(rows, called + start, ahead + row_of[s], size)
                    if not filled[row]:
                        _or(rows, wanted + start, ahead + row_of[s], size)
                        if _covers(rows, wanted + start, called + start, size):
                            filled[row] = 1
                            links[f].gaining -= 1
                row += 1
            if is_useful:
                rows[useful + w] |= lowest
                any_useful = True
    return any_useful


@inner
def _bit(lowest):  # type: ignore[no-untyped-def]
    """The number of the only bit that is set."""
    number = 0
    if lowest & np.uint64(0xFFFFFFFF00000000):
        number += 32
    if lowest & np.uint64(0xFFFF0000FFFF0000):
        number += 16
    if lowest & np.uint64(0xFF00FF00FF00FF00):
        number += 8
    if lowest & np.uint64(0xF0F0F0F0F0F0F0F0):
        number += 4
    if lowest & np.uint64(0xCCCCCCCCCCCCCCCC):
        number += 2
    if lowest & np.uint64(0xAAAAAAAAAAAAAAAA):
        number += 1
    return number
