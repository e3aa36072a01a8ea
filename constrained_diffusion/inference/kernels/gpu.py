"""The passes over the vocabulary on GPU, in Triton; the pass over the small automaton stays on CPU.

Tokens are laid out in tiles of `WIDTH` columns of `LENGTH` tokens of one class each (`Layout`). A thread reduces a
column by itself, exactly (each column has its own maximum); a scan joins the columns of a class in a tile, and a small
kernel the tiles. A tile is a stretch of the vocabulary, so that its classes share what they read. Tokens of no class
are a class like others, the last: what a whole row sums up to comes out of the same pass. Values are taken as a vector
and then folded, for of a vector every Triton gives a thread whole columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import triton
import triton.language as tl
from numpy.typing import NDArray
from torch import Tensor

LENGTH = 64
WIDTH = 64
WARPS = 2
"""One column a thread. Of sixteen such sizes these were the fastest on an H200, all types of logits together."""
ROWS = 8
"""Rows that a program goes through with the tokens of one tile, at most."""
_PROGRAMS = 1024
"""Enough to keep a GPU busy: where rows are few, a program takes fewer of them."""
_SCATTERED = 4
"""A class is scattered where its columns in stretches of the vocabulary hold less than one token in so many."""
_JOINED = 128

Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Tiles of columns, and where the parts that come of them go.

    Attributes:
        tokens: int32 [tiles, LENGTH, WIDTH], -1 where a column is not full.
        kinds: int32 [tiles, WIDTH], the class of every column; `classes` for tokens of none, one more if unused.
        parts: int32 [tiles, WIDTH], -1 but in the last column of a class in a tile: where its part goes.
        first: int32 [classes + 2], the parts of class c are those from first[c] on up to first[c + 1].
        classes: tokens of no class not counted.
        count: how many parts a row has.
    """

    tokens: Tensor
    kinds: Tensor
    parts: Tensor
    first: Tensor
    classes: int
    count: int


def layout(class_of_token: Tensor, classes: int) -> Layout:
    """Lays the tokens out for `class_sums` and `class_maximum`, on the device of `class_of_token`."""
    kinds = class_of_token.cpu().numpy().astype(np.int64)
    kinds[kinds < 0] = classes
    span = LENGTH * WIDTH
    stretches = (np.bincount(kinds[at : at + span], minlength=classes + 1) for at in range(0, len(kinds), span))
    columns = sum((-(-sizes // LENGTH) for sizes in stretches), np.zeros(classes + 1, np.int64))
    scattered = (columns * LENGTH > _SCATTERED * np.bincount(kinds, minlength=classes + 1))[kinds]
    apart = np.flatnonzero(scattered)
    tokens: list[Any] = []
    owners: list[Any] = []
    for some in (np.flatnonzero(~scattered), apart[np.argsort(kinds[apart], kind="stable")]):
        while len(some):
            tile, owner, taken = _tile(some[:span], kinds[some[:span]], classes)
            tokens.append(tile)
            owners.append(owner)
            some = some[taken:]
    owned = np.stack(owners)
    ends = np.pad(owned[:, 1:] != owned[:, :-1], ((0, 0), (0, 1)), constant_values=True) & (owned <= classes)
    own = owned[ends]
    parts = np.full(owned.shape, -1)
    parts[ends] = np.argsort(np.argsort(own, kind="stable"))
    first = np.searchsorted(np.sort(own), np.arange(classes + 2))

    def there(part: Any) -> Tensor:
        return torch.from_numpy(part.astype(np.int32)).to(class_of_token.device)

    return Layout(there(np.stack(tokens)), there(owned), there(parts), there(first), classes, len(own))


def _tile(tokens: Longs, kinds: Longs, classes: int) -> tuple[Longs, Longs, int]:
    """Of as many of the tokens as fit: where each goes, the classes of columns, and how many these tokens are."""
    order = np.argsort(kinds, kind="stable")
    sizes = np.bincount(kinds)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order)) - (np.cumsum(sizes) - sizes)[kinds[order]]
    taken = int(np.searchsorted(np.cumsum(rank % LENGTH == 0), WIDTH, side="right"))
    kinds, rank = kinds[:taken], rank[:taken]
    columns = -(-np.bincount(kinds) // LENGTH)
    place = (np.cumsum(columns) - columns)[kinds] + rank % columns[kinds]  # what is read at once lies together
    tile = np.full((LENGTH, WIDTH), -1)
    tile[rank // columns[kinds], place] = tokens[:taken]
    owner = np.full(WIDTH, classes + 1)
    owner[: columns.sum()] = np.repeat(np.arange(len(columns)), columns)
    return tile, owner, taken


@triton.jit
def _exponential(under):  # type: ignore[no-untyped-def]
    """Of what is at most 0, -inf included; and what it was, but finite, where it makes a difference."""
    under = tl.maximum(under, -200.0)
    return tl.exp2(under * 1.4426950408889634), under


@triton.jit
def _finite(peak):  # type: ignore[no-untyped-def]
    return tl.where(peak > -float("inf"), peak, 0.0)


@triton.jit
def _both(peak0, sum0, depth0, kind0, peak1, sum1, depth1, kind1):  # type: ignore[no-untyped-def]
    """Two neighbouring columns as one, where they are of the same class; else the second."""
    peak = tl.maximum(peak0, peak1)
    factor0, under0 = _exponential(peak0 - _finite(peak))
    factor1, under1 = _exponential(peak1 - _finite(peak))
    total = factor0 * sum0 + factor1 * sum1
    depth = factor0 * (depth0 + under0 * sum0) + factor1 * (depth1 + under1 * sum1)
    same = kind0 == kind1
    return tl.where(same, peak, peak1), tl.where(same, total, sum1), tl.where(same, depth, depth1), kind1


@triton.jit
def _greater(peak0, winner0, kind0, peak1, winner1, kind1):  # type: ignore[no-untyped-def]
    first = (kind0 == kind1) & ((peak0 > peak1) | ((peak0 == peak1) & (winner0 > winner1)))
    return tl.where(first, peak0, peak1), tl.where(first, winner0, winner1), kind1


@triton.jit
def _sums(logits, tokens, kinds, parts, peaks, sums, depths, stride, n, count, rows,  # type: ignore[no-untyped-def]
          LENGTH: tl.constexpr, WIDTH: tl.constexpr):  # fmt: skip
    tile, column = tl.program_id(1), tl.arange(0, WIDTH)
    token = tl.load(tokens + tile * (LENGTH * WIDTH) + tl.arange(0, LENGTH * WIDTH))
    kind, part = tl.load(kinds + tile * WIDTH + column), tl.load(parts + tile * WIDTH + column)
    for at in range(tl.program_id(0) * rows, tl.minimum(tl.program_id(0) * rows + rows, n)):
        row = tl.cast(at, tl.int64)  # a batch may have more than 2 ** 31 logits
        value = tl.load(logits + row * stride + token, mask=token >= 0, other=-float("inf"))
        value = tl.reshape(value, (LENGTH, WIDTH)).to(tl.float32)
        value = tl.where(value == value, value, float("inf"))  # maxima pass NaN over, and infinity is noticed
        peak = tl.max(value, axis=0)
        weight, under = _exponential(value - _finite(peak)[None, :])
        total, depth = tl.sum(weight, axis=0), tl.sum(weight * under, axis=0)
        peak, total, depth, _ = tl.associative_scan((peak, total, depth, kind), 0, _both)
        to = row * count + part
        tl.store(peaks + to, peak, mask=part >= 0)
        tl.store(sums + to, total, mask=part >= 0)
        tl.store(depths + to, depth, mask=part >= 0)


@triton.jit
def _maxima(logits, tokens, kinds, parts, peaks, winners, stride, n, count, rows,  # type: ignore[no-untyped-def]
            LENGTH: tl.constexpr, WIDTH: tl.constexpr):  # fmt: skip
    tile, column = tl.program_id(1), tl.arange(0, WIDTH)
    token = tl.load(tokens + tile * (LENGTH * WIDTH) + tl.arange(0, LENGTH * WIDTH))
    kind, part = tl.load(kinds + tile * WIDTH + column), tl.load(parts + tile * WIDTH + column)
    own = tl.reshape(token, (LENGTH, WIDTH))
    for at in range(tl.program_id(0) * rows, tl.minimum(tl.program_id(0) * rows + rows, n)):
        row = tl.cast(at, tl.int64)
        value = tl.load(logits + row * stride + token, mask=token >= 0, other=-float("inf"))
        value = tl.reshape(value, (LENGTH, WIDTH)).to(tl.float32)
        peak = tl.max(value, axis=0)
        winner = tl.max(tl.where(value == peak[None, :], own, -1), axis=0)
        peak, winner, _ = tl.associative_scan((peak, winner, kind), 0, _greater)
        to = row * count + part
        tl.store(peaks + to, peak, mask=part >= 0)
        tl.store(winners + to, winner, mask=part >= 0)


@triton.jit
def _join_sums(peaks, sums, depths, first, scores, within, totals, tops, count, classes,  # type: ignore[no-untyped-def]
               BLOCK: tl.constexpr):  # fmt: skip
    row = tl.program_id(0).to(tl.int64)
    row_peak = tl.full((BLOCK,), -float("inf"), tl.float32)
    row_total = tl.zeros((BLOCK,), tl.float64)
    for block in range(0, classes + 1, BLOCK):
        kind = block + tl.arange(0, BLOCK)
        part = tl.load(first + kind, mask=kind <= classes, other=0)
        past = tl.load(first + kind + 1, mask=kind <= classes, other=0)
        most = tl.max(past - part, axis=0)
        peak = tl.full((BLOCK,), -float("inf"), tl.float32)
        for i in range(most):
            peak = tl.maximum(peak, tl.load(peaks + row * count + part + i, mask=part + i < past, other=-float("inf")))
        total, depth = tl.zeros((BLOCK,), tl.float64), tl.zeros((BLOCK,), tl.float64)
        for i in range(most):
            at, inside = row * count + part + i, part + i < past
            under = tl.load(peaks + at, mask=inside, other=-float("inf")) - _finite(peak)
            under = tl.maximum(under, -1000.0).to(tl.float64)
            factor = tl.exp(under)
            own = tl.load(sums + at, mask=inside, other=0.0).to(tl.float64)
            total += factor * own
            depth += factor * (tl.load(depths + at, mask=inside, other=0.0).to(tl.float64) + under * own)
        some = peak > -float("inf")
        safe = tl.where(some, total, 1.0)
        score = tl.where(some, tl.log(safe) + peak.to(tl.float64), -float("inf"))
        tl.store(scores + row * classes + kind, score, mask=kind < classes)
        tl.store(within + row * classes + kind, tl.where(some, tl.log(safe) - depth / safe, 0.0), mask=kind < classes)
        top = tl.maximum(row_peak, peak)
        row_total *= tl.exp(tl.maximum(row_peak - _finite(top), -1000.0).to(tl.float64))
        row_total += total * tl.exp(tl.maximum(peak - _finite(top), -1000.0).to(tl.float64))
        row_peak = top
    top = tl.max(row_peak, axis=0)
    total = tl.sum(row_total * tl.exp(tl.maximum(row_peak - _finite(top), -1000.0).to(tl.float64)), axis=0)
    some = top > -float("inf")
    tl.store(totals + row, tl.where(some, tl.log(tl.where(some, total, 1.0)) + top.to(tl.float64), -float("inf")))
    tl.store(tops + row, top.to(tl.float64))


@triton.jit
def _join_maxima(peaks, winners, first, tops, best, count, classes, BLOCK: tl.constexpr):  # type: ignore[no-untyped-def]
    row, kind = tl.program_id(0).to(tl.int64), tl.program_id(1) * BLOCK + tl.arange(0, BLOCK)
    part = tl.load(first + kind, mask=kind < classes, other=0)
    past = tl.load(first + kind + 1, mask=kind < classes, other=0)
    top, own = tl.full((BLOCK,), -float("inf"), tl.float32), tl.full((BLOCK,), -1, tl.int32)
    for i in range(tl.max(past - part, axis=0)):
        at, inside = row * count + part + i, part + i < past
        peak = tl.load(peaks + at, mask=inside, other=-float("inf"))
        winner = tl.load(winners + at, mask=inside, other=-1)
        own = tl.where(peak > top, winner, tl.where(peak == top, tl.maximum(own, winner), own))
        top = tl.maximum(top, peak)
    tl.store(tops + row * classes + kind, top.to(tl.float64), mask=kind < classes)
    tl.store(best + row * classes + kind, own, mask=kind < classes)


@triton.jit
def _spread(logits, offsets, shares, class_of_token, out, stride, size, classes, BLOCK: tl.constexpr):  # type: ignore[no-untyped-def]
    row, block = tl.program_id(0).to(tl.int64), tl.program_id(1)  # a batch may have more than 2 ** 31 logits
    token = block * BLOCK + tl.arange(0, BLOCK)
    inside = token < size
    kind = tl.load(class_of_token + token, mask=inside, other=-1)
    value = tl.load(logits + row * stride + token, mask=inside, other=0.0).to(tl.float32)
    offset = tl.load(offsets + row * classes + kind, mask=kind >= 0, other=0.0)
    share = tl.load(shares + row * classes + kind, mask=kind >= 0, other=-float("inf"))
    tl.store(out + row * size + token, (value - offset) + share, mask=inside)


@triton.jit
def _draw(logits, rows, classes, scores, uniforms, members, offsets, drawn, stride, BLOCK: tl.constexpr):  # type: ignore[no-untyped-def]
    row, kind = tl.load(rows + tl.program_id(0)), tl.load(classes + tl.program_id(0))
    score, left = tl.load(scores + tl.program_id(0)), tl.load(uniforms + tl.program_id(0))
    at, past = tl.load(offsets + kind), tl.load(offsets + kind + 1)
    none = tl.full((), 2147483647, tl.int32)
    found, last = none, tl.full((), -1, tl.int32)
    while (at < past) & (found == none):
        member = at + tl.arange(0, BLOCK)
        token = tl.load(members + member, mask=member < past, other=0)
        value = tl.load(logits + row * stride + token, mask=member < past, other=-float("inf")).to(tl.float64)
        possible = value > -float("inf")
        weight = tl.where(possible, tl.exp(tl.where(possible, value - score, 0.0)), 0.0)
        found = tl.min(tl.where(possible & (tl.cumsum(weight, axis=0) > left), token, none), axis=0)
        last = tl.maximum(last, tl.max(tl.where(possible, token, -1), axis=0))
        left -= tl.sum(weight, axis=0)
        at += BLOCK
    tl.store(drawn + tl.program_id(0), tl.where(found < none, found, last))


def _over_tiles(kernel: Any, logits: Tensor, plan: Layout, *out: Tensor) -> None:
    n, tiles = len(logits), len(plan.tokens)
    rows = max(1, min(ROWS, n * tiles // _PROGRAMS))
    kernel[triton.cdiv(n, rows), tiles](
        logits, plan.tokens, plan.kinds, plan.parts, *out, logits.stride(0), n, plan.count, rows,
        LENGTH=LENGTH, WIDTH=WIDTH, num_warps=WARPS,
    )  # fmt: skip


def sums_of_parts(logits: Tensor, plan: Layout) -> tuple[Tensor, Tensor, Tensor]:
    """Of every part, float32 [n, parts]: the greatest logit, and relative to it the sum of exponentials and the sum of
    these times their logits."""
    peaks, sums, depths = torch.empty((3, len(logits), plan.count), dtype=torch.float32, device=logits.device)
    _over_tiles(_sums, logits, plan, peaks, sums, depths)
    return peaks, sums, depths


def class_sums(logits: Tensor, plan: Layout) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """[n, V] logits (any float dtype, rows contiguous) to class scores and entropies within classes, float64 [n, C],
    and to the log-sum and the greatest entry of whole rows, float64 [n]."""
    n, classes = len(logits), plan.classes
    scores, within = torch.empty((2, n, classes), dtype=torch.float64, device=logits.device)
    totals, tops = torch.empty((2, n), dtype=torch.float64, device=logits.device)
    parts = sums_of_parts(logits, plan)
    _join_sums[(n,)](*parts, plan.first, scores, within, totals, tops, plan.count, classes, BLOCK=_JOINED)
    return scores, within, totals, tops


def class_maximum(logits: Tensor, plan: Layout) -> tuple[Tensor, Tensor]:
    """The greatest logit of every class, float64 [n, C], and a token that has it, int32 [n, C]."""
    n, classes, device = len(logits), plan.classes, logits.device
    peaks = torch.empty((n, plan.count), dtype=torch.float32, device=device)
    winners = torch.empty((n, plan.count), dtype=torch.int32, device=device)
    _over_tiles(_maxima, logits, plan, peaks, winners)
    tops = torch.empty((n, classes), dtype=torch.float64, device=device)
    best = torch.empty((n, classes), dtype=torch.int32, device=device)
    grid = (n, triton.cdiv(classes, _JOINED))
    _join_maxima[grid](peaks, winners, plan.first, tops, best, plan.count, classes, BLOCK=_JOINED)
    return tops, best


def draw(  # one argument for each of an entry's columns
    logits: Tensor, rows: Tensor, classes: Tensor, scores: Tensor, uniforms: Tensor, members: Tensor, offsets: Tensor
) -> Tensor:
    """For every i a token of class `classes[i]` by its logit in row `rows[i]`, int32; `scores[i]` is their log-sum.

    The first token, or the last possible one, whose cumulated share is beyond `uniforms[i]`; both float64. Of class c,
    `members[offsets[c] : offsets[c + 1]]` are the tokens, rising.
    """
    drawn = torch.empty(len(rows), dtype=torch.int32, device=logits.device)
    if len(rows):
        _draw[(len(rows),)](
            logits, rows, classes, scores, uniforms, members, offsets, drawn, logits.stride(0), BLOCK=2048, num_warps=8
        )
    return drawn


def spread(
    logits: Tensor, offsets: Tensor, shares: Tensor, class_of_token: Tensor, out: Tensor | None = None
) -> Tensor:
    """[n, V]: logits less the offset and plus the share (float32 [n, C] each) of every token's class.

    -inf for tokens of no class. In float32, or written to `out` (contiguous, of any float dtype; the logits themselves
    will do).
    """
    n, size = logits.shape
    out = torch.empty((n, size), dtype=torch.float32, device=logits.device) if out is None else out
    grid = (n, triton.cdiv(size, 1024))
    _spread[grid](logits, offsets, shares, class_of_token, out, logits.stride(0), size, shares.shape[1], BLOCK=1024)
    return out
