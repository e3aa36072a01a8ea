"""Triton kernels that walk the edges of automata, canvas by canvas and position by position.

A sum over the arcs that lead to an end (`batches.arcs`) is taken column by column: up to LENGTH arcs a column, WIDTH
columns a tile, one thread a column. An end with more arcs has several columns; their sums are *parts*, and those of an
end are summed by further levels of columns. So a position costs as many dependent stages as there are levels, two or
three, and nothing is ordered or counted while it runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
import triton
import triton.language as tl
from numpy.typing import NDArray
from torch import Tensor

Ints = NDArray[np.int32]

LENGTH, WIDTH, WARPS = 4, 256, 8
BLOCK = 128
"""Edges out of a state that are looked at together."""


@dataclass(frozen=True)
class Ladder:
    """The columns of A automata, one level behind the other.

    Attributes:
        first, second: int32 [tiles, LENGTH, WIDTH], where a term comes from, -1 where there is none; of a level above
            the lowest `first` are parts, and `second` is not read.
        owner: int32 [tiles, WIDTH]: an end, or -2 less a part, or -1 for no column.
        levels: int32 [A, most levels + 1]: where the tiles of every level begin.
        parts: how many parts a canvas has at most.
        size: how many ends there are.
    """

    first: Tensor
    second: Tensor
    owner: Tensor
    levels: Tensor
    parts: int
    size: int


def ladder(given: Sequence[tuple[Ints, Ints, Ints]], size: int, device: torch.device) -> Ladder:
    """Lays out the arcs of each automaton: ends, first and second terms, int32 [E] each."""
    tiles: list[tuple[Ints, Ints, Ints]] = []
    begun: list[list[int]] = []
    most = 0
    for end, first, second in given:
        begins, parts = [len(tiles)], 0
        while len(end):
            order = np.argsort(end, kind="stable")
            end, first, second = end[order], first[order], second[order]
            rank = np.arange(len(end)) - np.searchsorted(end, end)
            column = np.cumsum(rank % LENGTH == 0) - 1
            owners = end[rank % LENGTH == 0]
            several = np.bincount(owners, minlength=size)[owners] > 1
            numbers = parts + np.cumsum(several) - 1
            tiles += _tiles(column, rank % LENGTH, first, second, np.where(several, -2 - numbers, owners))
            begins.append(len(tiles))
            end, first = owners[several], numbers[several]
            second, parts = np.zeros_like(first), parts + int(several.sum())
        begun.append(begins)
        most = max(most, parts)
    depth = max(2, *map(len, begun))
    levels = np.array([[*row, *[row[-1]] * (depth - len(row))] for row in begun])
    empty = (np.full((LENGTH, WIDTH), -1), np.full((LENGTH, WIDTH), -1), np.full(WIDTH, -1))
    columns = (np.stack(part) for part in zip(*(tiles or [empty]), strict=True))
    one, other, owner, starts = (torch.from_numpy(part.astype(np.int32)).to(device) for part in (*columns, levels))
    return Ladder(one, other, owner, starts, max(most, 1), size)


def _tiles(column: Ints, place: Ints, first: Ints, second: Ints, owners: Ints) -> list[tuple[Ints, Ints, Ints]]:
    count = -(-(int(column[-1]) + 1) // WIDTH)
    laid = np.full((2, count, LENGTH, WIDTH), -1)
    for to, part in zip(laid, (first, second), strict=True):
        to[column // WIDTH, place, column % WIDTH] = part
    owner = np.full(count * WIDTH, -1)
    owner[: len(owners)] = owners
    return list(zip(*laid, owner.reshape(count, WIDTH), strict=True))


@triton.jit
def _column(x, IS_SUM: tl.constexpr):  # type: ignore[no-untyped-def]
    """The log-sum or the greatest of every column of a tile."""
    peak = tl.max(x, axis=0)
    if IS_SUM:
        some = peak > -float("inf")
        under = x - tl.where(some, peak, 0.0)[None, :]
        total = tl.sum(tl.exp(under), axis=0)
        return tl.where(some, tl.log(tl.where(some, total, 1.0)) + peak, -float("inf"))
    return peak


@triton.jit
def _walk(one, other, out, scratch, which, first, second, owner, levels,  # type: ignore[no-untyped-def]
          one_row, one_step, other_row, other_step, out_row, out_step, parts, depth, steps, begin, direction,
          one_shift, other_shift, out_shift, HAS_OTHER: tl.constexpr, IS_SUM: tl.constexpr,
          LENGTH: tl.constexpr, WIDTH: tl.constexpr):  # fmt: skip
    row, start = tl.program_id(0).to(tl.int64), tl.program_id(1)
    level = levels + tl.load(which + row) * (depth + 1)
    cell, column = tl.arange(0, LENGTH * WIDTH), tl.arange(0, WIDTH)
    parted = scratch + (row * tl.num_programs(1) + start) * parts
    for step in range(steps):
        t = (begin + direction * step + start).to(tl.int64)
        source = one + row * one_row + (t + one_shift) * one_step
        beside = other + row * other_row + (t + other_shift) * other_step
        target = out + row * out_row + (t + out_shift) * out_step
        for tile in range(tl.load(level), tl.load(level + 1)):
            i = tl.load(first + tile * (LENGTH * WIDTH) + cell)
            x = tl.load(source + i, mask=i >= 0, other=-float("inf"))
            if HAS_OTHER:
                k = tl.load(second + tile * (LENGTH * WIDTH) + cell)
                x += tl.load(beside + k, mask=i >= 0, other=-float("inf"))
            value = _column(tl.reshape(x, (LENGTH, WIDTH)), IS_SUM)
            own = tl.load(owner + tile * WIDTH + column)
            tl.store(target + own, value, mask=own >= 0)
            tl.store(parted - 2 - own, value, mask=own <= -2)
        tl.debug_barrier()
        for above in range(1, depth):
            for tile in range(tl.load(level + above), tl.load(level + above + 1)):
                i = tl.load(first + tile * (LENGTH * WIDTH) + cell)
                x = tl.load(parted + i, mask=i >= 0, other=-float("inf"))
                value = _column(tl.reshape(x, (LENGTH, WIDTH)), IS_SUM)
                own = tl.load(owner + tile * WIDTH + column)
                tl.store(target + own, value, mask=own >= 0)
                tl.store(parted - 2 - own, value, mask=own <= -2)
            tl.debug_barrier()


@triton.jit
def _worth(weights, behind, label, target, inside):  # type: ignore[no-untyped-def]
    """What edges weigh, with all that is behind them; -inf for those that are not `inside`."""
    own = tl.load(weights + tl.load(label, mask=inside, other=0), mask=inside, other=-float("inf"))
    return own + tl.load(behind + tl.load(target, mask=inside, other=0), mask=inside, other=-float("inf"))


@triton.jit
def _follow(weights, behind, uniforms, found, which, start, target, label,  # type: ignore[no-untyped-def]
            n, labels, states, edges, IS_DRAWN: tl.constexpr, BLOCK: tl.constexpr):  # fmt: skip
    row = tl.program_id(0).to(tl.int64)
    own = tl.load(which + row).to(tl.int64)
    state = tl.zeros((), tl.int64)
    nowhere = tl.full((), 9223372036854775807, tl.int64)
    for t in range(n):
        at = tl.load(start + own * (states + 1) + state)
        past = tl.load(start + own * (states + 1) + state + 1)
        ahead, here = behind + (row * (n + 1) + t + 1) * states, weights + (row * n + t) * labels
        taken = tl.minimum(at, edges - 1)
        if IS_DRAWN:
            total, left = tl.load(behind + (row * (n + 1) + t) * states + state), tl.load(uniforms + row * n + t)
            chosen = nowhere
            while (at < past) & (chosen == nowhere):
                edge = at + tl.arange(0, BLOCK)
                inside = edge < past
                value = _worth(here, ahead, label + own * edges + edge, target + own * edges + edge, inside)
                some = value > -float("inf")
                share = tl.where(some, tl.exp(tl.where(some, value - total, 0.0)), 0.0)
                chosen = tl.min(tl.where(some & (tl.cumsum(share, axis=0) > left), edge, nowhere), axis=0)
                taken = tl.maximum(taken, tl.max(tl.where(some, edge, taken), axis=0))
                left -= tl.sum(share, axis=0)
                at += BLOCK
            taken = tl.where(chosen < nowhere, chosen, taken)
        else:
            greatest = tl.full((), -float("inf"), weights.dtype.element_ty)
            while at < past:
                edge = at + tl.arange(0, BLOCK)
                inside = edge < past
                value = _worth(here, ahead, label + own * edges + edge, target + own * edges + edge, inside)
                top = tl.max(value, axis=0)
                first = tl.min(tl.where(value == top, edge, nowhere), axis=0)
                taken = tl.where(top > greatest, first, taken)
                greatest = tl.maximum(greatest, top)
                at += BLOCK
        tl.store(found + row * n + t, tl.load(label + own * edges + taken))
        state = tl.load(target + own * edges + taken)


def by_position(by: Ladder, which: Tensor, first: Tensor, second: Tensor | None, *, is_sum: bool) -> Tensor:
    """Terms [B, n, I], and [B, n, K] beside them, to sums (or what is greatest) [B, n, ends], position by position."""
    rows, n, _ = first.shape
    out = first.new_full((rows, n, by.size), -torch.inf)
    if rows * n:
        _launch(by, which, first, first if second is None else second, out, (rows, n), (1, 0, 1), (0, 0, 0),
                has_other=second is not None, is_sum=is_sum)  # fmt: skip
    return out


def sweep(by: Ladder, which: Tensor, weights: Tensor, messages: Tensor, *, forwards: bool, is_sum: bool) -> None:
    """Fills messages [B, n + 1, S], of which the first (or, backwards, the last) are given and the rest -inf."""
    rows, n, _ = weights.shape
    if rows * n:
        path, shift = ((n, 0, 1), (0, 0, 1)) if forwards else ((n, n - 1, -1), (1, 0, 0))
        _launch(by, which, messages, weights, messages, (rows, 1), path, shift, has_other=True, is_sum=is_sum)


def _launch(
    by: Ladder, which: Tensor, one: Tensor, other: Tensor, out: Tensor, grid: tuple[int, int],
    path: tuple[int, int, int], shift: tuple[int, int, int], *, has_other: bool, is_sum: bool,
) -> None:  # fmt: skip
    scratch = one.new_empty((grid[0] * grid[1], by.parts))
    _walk[grid](
        one, other, out, scratch, which, by.first, by.second, by.owner, by.levels,
        one.stride(0), one.stride(1), other.stride(0), other.stride(1), out.stride(0), out.stride(1),
        by.parts, by.levels.shape[1] - 1, *path, *shift, HAS_OTHER=has_other, IS_SUM=is_sum,
        LENGTH=LENGTH, WIDTH=WIDTH, num_warps=WARPS,
    )  # fmt: skip


def followed(
    weights: Tensor, behind: Tensor, which: Tensor, start: Tensor, target: Tensor, label: Tensor,
    uniforms: Tensor | None,
) -> Tensor:  # fmt: skip
    """Labels int64 [B, n] of the path from the start on which every edge is the best, or drawn with `uniforms` [B, n],
    by its label's weight [B, n, L] and the message [B, n + 1, S] behind it; see `batches.automata.Exits`."""
    rows, n, labels = weights.shape
    found = torch.empty((rows, n), dtype=torch.int64, device=weights.device)
    if rows * n:
        _follow[(rows,)](
            weights, behind, weights if uniforms is None else uniforms, found, which, start, target, label,
            n, labels, behind.shape[2], target.shape[1], IS_DRAWN=uniforms is not None, BLOCK=BLOCK, num_warps=4,
        )  # fmt: skip
    return found
