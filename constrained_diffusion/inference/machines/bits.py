"""Which labels stand on some completion of a canvas: the chart of `machines.inside` in the Boolean semiring.

Rows over frames are bit sets, 64 frames a word, so that "multiply and add" is one "or" for 64 frames. Layers of inside
rows are kept, as they are small. A row that can gain no further bits is not looked at again: frames of one opening are
read from the latest on, and what all earlier ones together could add is known (`upto`).

On a stretch of open positions little changes from one to the next but for the frames that were opened last. Where the
same labels are allowed as one position before and the words of a frame are what they were there, they lead on to what
they led to there: only the words from the first that differs on are read (and read back, from right to left). Frames
that close as they did, and return to rows that are wanted as they were, are not looked at again either.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.inference.machines.frames import frame_table, next_position, open_frame, opened, room
from constrained_diffusion.inference.machines.layout import Layout
from constrained_diffusion.inference.machines.relaxation import relax
from constrained_diffusion.inference.machines.semiring import MAX
from constrained_diffusion.jit import inner, kernel

Bools = NDArray[np.bool_]
Words = NDArray[np.uint64]

_ONE = np.uint64(1)
_NONE = np.uint64(0)


class Starts(NamedTuple):
    """Where rows of each kind start.

    Attributes:
        layers: those of all states at every position, inside.
        outer: those of all states at two positions, outside.
        base: those of all states, outside, as far as they come from states after the token.
        closed: the frames that close, by position and closing.
        useful: those for which it is of use to close, by closing.
        called: the frames that call another, rows of the frame table.
        upto: those that call it or an earlier frame of its opening.
        wanted: those for which it is of use that the frame closes.
    """

    layers: int
    outer: int
    base: int
    closed: int
    useful: int
    called: int
    upto: int
    wanted: int


LINK = np.dtype([("earlier", np.int64), ("gaining", np.int64)], align=True)
"""The frame before of the same opening, -1 for none, and how many rows of a frame may still gain bits of `wanted`."""


def living_labels(net: Layout, allowed: Bools) -> Bools | None:
    """[n, labels + 1]: the labels on a completion, among those that are allowed; None: there is none."""
    n = len(allowed)
    potential = relax(MAX, np.where(allowed, 0.0, -np.inf), net)
    if potential[0, 0] == -np.inf:
        return None
    times = opened(net, potential)
    frames = frame_table(net, times, n)
    words = _words.py_func(room(net, times))
    row_of, width = net.rows(words), int(words.max())
    calls = np.concatenate([[0], np.cumsum(words[net.nodes["procedure"][net.first_call : -1]])])
    most = int(times @ np.diff(calls[net.openings["calls"]]))  # words of all rows with which frames are called
    closings = len(net.return_of)
    sizes = (n + 1) * row_of[-1], 2 * row_of[-1], row_of[-1], n * closings * width, closings * width, most, most, most
    starts = np.concatenate([[0], np.cumsum(sizes)])
    rows = np.zeros(starts[-1], np.uint64)
    rows[0] = 1  # the frame of the whole text is in the start state
    living, leads = np.zeros(allowed.shape, np.bool_), potential > -np.inf
    completable = _living(
        allowed, leads, _alike(allowed, leads, net.states), net, frames, row_of, rows,
        Starts(*starts[:-1].tolist()), width, np.zeros(len(frames.table), LINK), np.full(len(times), -1),
        np.zeros(len(frames.row_start), np.int64), living, np.empty(len(net.edges), np.bool_),
        np.empty(len(net.first_state), np.int64), np.empty(len(net.edges), np.int32),
        np.empty(len(net.edges), np.int32), np.empty(len(net.first_state), np.int64),
    )  # fmt: skip
    return living if completable else None


def _alike(allowed: Bools, leads: Bools, states: int) -> Bools:
    """[n]: whether the same edges lead somewhere at a position as at the one before."""
    alike = np.zeros(len(allowed), np.bool_)
    before, after = leads[:-1], leads[1:]
    alike[1:] = (
        (allowed[1:] == allowed[:-1]).all(1)
        & (after[1:, :states] == after[:-1, :states]).all(1)
        & (before[1:] == before[:-1]).all(1)
    )
    return alike


@kernel
def _living(  # type: ignore[no-untyped-def]
    allowed, leads, alike, net, frames, row_of, rows, starts, width, links, latest, filled, living, usable,
    spans, sources, targets, alike_words,
):  # fmt: skip
    """Marks what is living; whether there is a completion. All rows are in `rows`, as `starts` tells.

    `leads` [n + 1, nodes] tells from where a completion may be; `links` are `LINK` [frames]; `latest` [openings] is the
    last frame that each opened, -1 for none; `filled` [rows], whether all that call are wanted; the last
    five are room for which edges lead somewhere, the rows that these read and fill, and for a number a procedure.
    """
    n, states, size = len(allowed), net.first_state[-1], row_of[-1]
    edges, nodes, openings, return_of, first_state = net.edges, net.nodes, net.openings, net.return_of, net.first_state
    most, table, of, before, since, row_start = frames
    closings = len(return_of)
    layers, outer, base, closed, useful, called, upto, wanted = starts
    count = since[0]
    for j in range(n):
        now, then = layers + j * size, layers + (j + 1) * size
        next_position(before, since, j, count)
        if not alike[j]:
            _use(j, allowed, leads, net, row_of, usable, spans, sources, targets)
        for q in range(closings):
            p, closing = nodes[states + q].procedure, closed + (j * closings + q) * width
            _or_edges(rows, closing, _words(before[j, p]), states + q, edges, nodes, usable, row_of, now)
            for u in range(len(latest)):
                if openings[u].procedure == p and latest[u] >= 0:
                    _return(
                        openings[u].calls, openings[u + 1].calls, q, return_of, leads[j], latest[u], links, table,
                        row_start, rows, closing, called, upto, row_of, now,
                    )  # fmt: skip
        for u in range(len(latest)):
            entry, calls, row = openings[u].entry, openings[u + 1].calls - openings[u].calls, table[count].rows
            if not leads[j, entry] or not _call(
                j, states + closings + openings[u].calls, calls, row, edges, nodes, usable, before, row_start, rows,
                called, row_of, now,
            ):  # fmt: skip
                continue
            a = open_frame(most, table, of, before, count, j, u, openings[u].procedure, row + calls)
            rows[now + row_of[entry] + (a >> 6)] |= _ONE << np.uint64(a & 63)
            _link(calls, count, latest[u], links, table, row_start, rows, called, upto)
            latest[u] = count
            count += 1
        for p in range(len(first_state) - 1):
            first, past, length, same = first_state[p], first_state[p + 1], _words(before[j + 1, p]), 0
            if alike[j]:
                same = _same(rows, row_of, now, now - size, first, past, length)
                for s in range(first, past):
                    if nodes[s].opening < 0 and nodes[s].closing < 0:
                        _or(rows, then + row_of[s], now + row_of[s], same)
            if same < length:
                _read(rows, then + same, now + same, length - same, targets, sources, spans[p], spans[p + 1])
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
        as_after = j < n - 1 and alike[j + 1]
        if not as_after:
            _use(j, allowed, leads, net, row_of, usable, spans, sources, targets)
        for p in range(len(first_state) - 1):
            first, past, length, same = first_state[p], first_state[p + 1], _words(before[j + 1, p]), 0
            if as_after:
                same = _same(rows, row_of, behind, ahead, first, past, length)
            if same < length:
                for s in range(first, past):
                    for w in range(same, length):
                        rows[base + row_of[s] + w] = _NONE
                _read(rows, base + same, behind + same, length - same, sources, targets, spans[p], spans[p + 1])
            for s in range(first, past):
                for w in range(row_of[s + 1] - row_of[s]):
                    rows[ahead + row_of[s] + w] = rows[base + row_of[s] + w] if w < length else _NONE
        for u in range(len(latest)):
            latest[u] = -1
        for f in range(since[j], since[j + 1]):
            row, u = table[f].rows, table[f].opening
            latest[u] = f
            for g in range(openings[u].calls, openings[u + 1].calls):
                start, length = wanted + row_start[row], row_start[row + 1] - row_start[row]
                _edges_back(states + closings + g, edges, nodes, usable, rows, start, length, ahead, row_of)
                row += 1
        for q in range(closings - 1, -1, -1):
            p, closing = nodes[states + q].procedure, closed + (j * closings + q) * width
            length, use = _words(before[j, p]), useful + q * width
            same = 0
            if as_after:
                same = _wanted_alike(j, q, p, return_of, nodes, before, rows, row_of, ahead, behind, alike_words)
            for w in range(length):
                rows[use + w] = rows[use + w] & rows[closing + w] if w < same else _NONE
            _return_back(
                closing, closing + closings * width, same, length, p * most, openings, q, return_of, leads[j], table,
                of, row_start, links, filled, rows, called, wanted, ahead, row_of, use,
            )  # fmt: skip
            _edges_back(states + q, edges, nodes, usable, rows, use, length, ahead, row_of)
        _mark(
            j, net, allowed[j], usable, before, latest, table, row_start, rows, now, behind, useful, width, wanted,
            row_of, living[j],
        )  # fmt: skip
    return True


@inner
def _use(j, allowed, leads, net, row_of, usable, spans, sources, targets):  # type: ignore[no-untyped-def]
    """Which edges lead somewhere at a position; of those to states, by procedure, the rows that they read and fill."""
    edges, states, count = net.edges, net.first_state[-1], 0
    for e in range(len(edges)):
        t = edges[e].target
        usable[e] = allowed[j, edges[e].label] and leads[j + 1 if t < states else j, t]
    for p in range(len(spans) - 1):
        spans[p] = count
        for e in range(net.nodes[net.first_state[p]].edges, net.nodes[net.first_state[p + 1]].edges):
            if usable[e]:
                sources[count], targets[count] = row_of[edges[e].source], row_of[edges[e].target]
                count += 1
    spans[len(spans) - 1] = count


@inner
def _read(rows, into, out_of, length, fills, reads, first, past):  # type: ignore[no-untyped-def]
    """Adds `length` words of rows to others: of two layers, the pairs `first` up to `past`."""
    if length == 1:
        for k in range(first, past):
            rows[into + fills[k]] |= rows[out_of + reads[k]]
    else:
        for k in range(first, past):
            for w in range(length):
                rows[into + fills[k] + w] |= rows[out_of + reads[k] + w]


@inner
def _same(rows, row_of, one, other, first, past, length):  # type: ignore[no-untyped-def]
    """How many words, from the first on and `length` at most, are the same in two layers of rows."""
    for s in range(first, past):
        for w in range(length):
            if rows[one + row_of[s] + w] != rows[other + row_of[s] + w]:
                length = w
                break
    return length


@inner
def _wanted_alike(j, q, p, return_of, nodes, before, rows, row_of, ahead, behind, alike_words):  # type: ignore[no-untyped-def]
    """How many words hold frames of procedure p of which all callers are wanted as one position later, where they
    close by q. `alike_words` [procedures] is room.
    """
    for caller in range(len(alike_words) - 1):
        alike_words[caller] = _words(before[j, caller])
    for g in range(return_of.shape[1]):
        s = return_of[q, g]
        if s >= 0:
            caller = nodes[s].procedure
            length = min(alike_words[caller], row_of[s + 1] - row_of[s])
            for w in range(length):
                if rows[ahead + row_of[s] + w] != rows[behind + row_of[s] + w]:
                    alike_words[caller] = w
                    break
    for i in range(j, 0, -1):
        for caller in range(len(alike_words) - 1):
            if _words(before[i, caller]) > alike_words[caller]:
                break
        else:  # all callers of frames opened before i are among those
            return before[i, p] >> 6
    return 0


@inner
def _mark(  # type: ignore[no-untyped-def]
    j, net, allowed, usable, before, latest, table, row_start, rows, now, behind, useful, width, wanted, row_of, living
):
    """Marks the labels that some edge reads of which a completion makes use. `latest` are the frames opened at j."""
    edges, nodes, states, first_call = (
        net.edges,
        net.nodes,
        net.first_state[-1],
        net.first_state[-1] + len(net.return_of),
    )
    for m in range(len(net.read) - 2):
        if not allowed[m]:
            continue
        for k in range(net.read[m], net.read[m + 1]):
            e = net.by_label[k]
            if not usable[e]:
                continue
            s, t = edges[e].source, edges[e].target
            if t < states:
                row, length = behind + row_of[t], _words(before[j + 1, nodes[t].procedure])
            elif t < first_call:
                row, length = useful + (t - states) * width, _words(before[j, nodes[t].procedure])
            else:
                u = net.opening_of[t - first_call]
                f = latest[u]
                if f < 0:
                    continue
                r = table[f].rows + t - first_call - net.openings[u].calls
                row, length = wanted + row_start[r], row_start[r + 1] - row_start[r]
            if _meet(rows, now + row_of[s], row, length):
                living[m] = True
                break


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
def _or_edges(rows, out, length, node, edges, nodes, usable, row_of, now):  # type: ignore[no-untyped-def]
    """Adds to the row of a node those of the states that lead there."""
    for e in range(nodes[node].edges, nodes[node + 1].edges):
        if usable[e]:
            _or(rows, out, now + row_of[edges[e].source], length)


@inner
def _return(  # type: ignore[no-untyped-def]
    first, past, q, return_of, leads, latest, links, table, row_start, rows, closing, called, upto, row_of, now
):
    """Adds to the rows of return states those that called frames that close, by the calls `first` up to `past`."""
    for g in range(first, past):
        s = return_of[q, g]
        if s < 0 or not leads[s]:
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
def _call(j, first, calls, row, edges, nodes, usable, before, row_start, rows, called, row_of, now):  # type: ignore[no-untyped-def]
    """Makes the rows with which an opening would call a frame; whether there are any that do."""
    found = False
    for node in range(first, first + calls):
        start, length = called + row_start[row], _words(before[j + 1, nodes[node].procedure])
        row += 1
        row_start[row] = row_start[row - 1] + length
        for w in range(length):
            rows[start + w] = _NONE
        _or_edges(rows, start, length, node, edges, nodes, usable, row_of, now)
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
def _edges_back(node, edges, nodes, usable, rows, row, length, ahead, row_of):  # type: ignore[no-untyped-def]
    """Adds the row of a node to those of the states that lead there."""
    for e in range(nodes[node].edges, nodes[node + 1].edges):
        if usable[e]:
            _or(rows, ahead + row_of[edges[e].source], row, length)


@inner
def _return_back(  # type: ignore[no-untyped-def]
    closing, closing_after, same, length, base, openings, q, return_of, leads, table, of, row_start, links, filled,
    rows, called, wanted, ahead, row_of, useful,
):  # fmt: skip
    """Finds the closing frames for which that is of use; tells their calls what is wanted.

    Of the first words (`same`), those that close one position later too are known.
    """
    for w in range(length):
        left = rows[closing + w] & ~rows[closing_after + w] if w < same else rows[closing + w]
        while left:
            lowest = left & (~left + _ONE)
            left ^= lowest
            f = of[base + 64 * w + _bit(lowest)]
            u, row, is_useful = table[f].opening, table[f].rows, False
            for g in range(openings[u].calls, openings[u + 1].calls):
                if is_useful and links[f].gaining == 0:
                    break
                s = return_of[q, g]
                if s >= 0 and leads[s]:
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
