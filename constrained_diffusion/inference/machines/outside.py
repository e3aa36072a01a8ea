"""Outside weights of a chart: how much every label gains the whole."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.inference.machines.inside import Chart, begin_frame, begin_text, read, return_rows
from constrained_diffusion.inference.machines.layout import Layout
from constrained_diffusion.inference.machines.relaxation import weigh
from constrained_diffusion.inference.machines.semiring import SUM, TILE, fill, plus, pull_row, times, zero
from constrained_diffusion.jit import inner, kernel

Floats = NDArray[np.float64]


def outside(semiring: int, net: Layout, weights: Floats, potential: Floats, chart: Chart) -> Floats:
    """Logarithms [n, labels + 1] of the weight of all canvases with a label at a position, less the label's own weight.

    Relative to the whole, so that adding a label's weight gives its posterior. Rows of inside weights are rebuilt from
    checkpoints, a square root of n at a time.
    """
    n = len(weights)
    row_of = net.rows(chart.frames.before[n])
    block = max(1, math.isqrt(n))
    checkpoints = np.empty((n + block - 1) // block * row_of[-1])
    layers = np.empty((block + 1) * row_of[-1])
    begin_text(semiring, net, layers, row_of)
    wanted = np.full(len(chart.called), 0.0 if semiring == SUM else -np.inf)
    outer = np.full(2 * row_of[-1], 0.0 if semiring == SUM else -np.inf)
    outer[(n % 2) * row_of[-1] + row_of[net.final]] = 1.0 if semiring == SUM else 0.0
    gains = np.full(weights.shape, 0.0 if semiring == SUM else -np.inf)
    _outside(
        semiring, weights, potential, net, chart.frames, chart.called, chart.closed, chart.closed_start, row_of, block,
        checkpoints, layers, wanted, outer, gains, np.empty(len(net.edges)), np.empty(net.states),
        np.empty(chart.frames.most),
    )  # fmt: skip
    with np.errstate(divide="ignore", invalid="ignore"):
        logarithms = np.log(gains) if semiring == SUM else gains
        return np.where(logarithms > -np.inf, logarithms - weights, -np.inf)


@kernel
def _outside(  # type: ignore[no-untyped-def]
    semiring, weights, potential, net, frames, called, closed, closed_start, row_of, block, checkpoints, layers,
    wanted, outer, gains, factors, returns, totals,
):  # fmt: skip
    """Adds to `gains` what runs through a label weigh.

    `layers` are the inside rows of the positions of a block, `outer` outside rows of two positions, `wanted` outside
    weights of the calls. The last three are room for the weights of edges and returns, and for a row.
    """
    n, states, size, blocks = len(weights), net.first_state[-1], row_of[-1], len(checkpoints) // row_of[-1]
    edges, nodes, openings, return_of = net.edges, net.nodes, net.openings, net.return_of
    most, table, of, before, since, row_start = frames
    nowhere = row_start[0]
    for k in range(2 * blocks - 1):  # forward up to the last block, then back to the first
        b = min(k, 2 * (blocks - 1) - k)
        first, past = b * block, min(n, (b + 1) * block)
        for i in range(size):
            if k < blocks:
                checkpoints[b * size + i] = layers[i]
            else:
                layers[i] = checkpoints[b * size + i]
        for j in range(first, past):
            now = (j - first) * size
            weigh(semiring, j, weights, potential, edges, nodes, factors, returns)
            for q in range(len(return_of)):
                p = nodes[states + q].procedure
                return_rows(
                    semiring, closed, closed_start[j, q], before[j, p], q, openings, return_of, returns, table, of,
                    p * most, row_start, called, layers, row_of, now,
                )  # fmt: skip
            for f in range(since[j], since[j + 1]):
                entry = openings[table[f].opening].entry
                p = nodes[entry].procedure
                a = table[f].anchor
                begin_frame(semiring, a, entry, net.first_state[p], net.first_state[p + 1], layers, row_of, now)
            read(semiring, j, before, net.first_state, edges, nodes, factors, layers, row_of, now, now + size)
        if k < blocks - 1:
            for i in range(size):
                layers[i] = layers[block * size + i]
            continue
        for j in range(past - 1, first - 1, -1):
            now, behind, ahead = (j - first) * size, (j + 1 & 1) * size, (j & 1) * size
            weigh(semiring, j, weights, potential, edges, nodes, factors, returns)
            _read_back(
                semiring, before, net.first_state, edges, nodes, factors, outer, behind, ahead, row_of, layers,
                now, gains, j,
            )  # fmt: skip
            for f in range(since[j], since[j + 1]):
                row, u = table[f].rows, table[f].opening
                for g in range(openings[u].calls, openings[u + 1].calls):
                    _edges_back(
                        semiring, states + len(return_of) + g, edges, nodes, factors, wanted, row_start[row],
                        row_start[row + 1] - row_start[row], outer, ahead, row_of, layers, now, gains, j,
                    )  # fmt: skip
                    row += 1
            for q in range(len(return_of) - 1, -1, -1):
                p = nodes[states + q].procedure
                _return_back(
                    semiring, q, openings, return_of, returns, table, of, p * most, row_start, closed,
                    closed_start[j, q], before[j, p], called, wanted, outer, ahead, row_of, totals,
                )  # fmt: skip
                _edges_back(
                    semiring, states + q, edges, nodes, factors, totals, nowhere, before[j, p], outer, ahead, row_of,
                    layers, now, gains, j,
                )  # fmt: skip


@inner
def _edges_back(semiring, node, edges, nodes, factors, row, start, length, outer, ahead, row_of, layers, now, gains, j):  # type: ignore[no-untyped-def]
    """Outside weights of a node, in `row`, go to the states that lead there and to what is read on the way."""
    for e in range(nodes[node].edges, nodes[node + 1].edges):
        if factors[e] > -np.inf:
            s, m = row_of[edges[e].source], edges[e].label
            met = pull_row(semiring, outer, ahead + s, factors[e], row, start, layers, now + s, length)
            gains[j, m] = plus(semiring, gains[j, m], times(semiring, factors[e], met))


@inner
def _read_back(  # type: ignore[no-untyped-def]
    semiring, before, first_state, edges, nodes, factors, outer, behind, ahead, row_of, layers, now, gains, j
):
    """Rows `ahead` of the states before a token from rows `behind` of those after it."""
    for p in range(len(first_state) - 1):
        first, past, alive = first_state[p], first_state[p + 1], before[j + 1, p]
        for tile in range(0, alive, TILE):
            length = min(TILE, alive - tile)
            for s in range(first, past):
                fill(outer, ahead + row_of[s] + tile, length, zero(semiring))
            for e in range(nodes[first].edges, nodes[past].edges):
                if factors[e] > -np.inf:
                    s, t, m = row_of[edges[e].source] + tile, row_of[edges[e].target] + tile, edges[e].label
                    met = pull_row(semiring, outer, ahead + s, factors[e], outer, behind + t, layers, now + s, length)
                    gains[j, m] = plus(semiring, gains[j, m], times(semiring, factors[e], met))


@inner
def _return_back(  # type: ignore[no-untyped-def]
    semiring, q, openings, return_of, returns, table, of, base, row_start, closed, first_closed, length, called,
    wanted, outer, ahead, row_of, totals,
):  # fmt: skip
    """Outside weights of closing a frame by q, in `totals`; what return states want of the calls goes to `wanted`."""
    for a in range(length):
        totals[a] = zero(semiring)
        value = closed[first_closed + a]
        if value == zero(semiring):
            continue  # no inside weight to meet it
        frame = table[of[base + a]]
        row = frame.rows
        for g in range(openings[frame.opening].calls, openings[frame.opening + 1].calls):
            s = return_of[q, g]
            if s >= 0 and returns[s] > -np.inf:
                start, past = row_start[row], row_start[row + 1]
                factor = times(semiring, value, returns[s])
                met = pull_row(semiring, wanted, start, factor, outer, ahead + row_of[s], called, start, past - start)
                totals[a] = plus(semiring, totals[a], times(semiring, returns[s], met))
            row += 1
