"""The log-sums over edges on CPU, in numba: all of forward-backward is one sum.

For every t of a sweep, in order, and every end s

    out[t + c, s]  =  log-sum over the edges e that lead to s of  first[t + a, i[e]] + second[t + b, k[e]]

where (a, b, c) shift the rows. With messages for `first` and `out` and the weights of labels for `second`, rows apart
by one, it is a forward or a backward pass; with messages for both it is what lies around an edge, gathered by label.
`reference` says what each computes.

Sums are in log space in double precision, because two states may differ by thousands of nats. Ends are sorted by how
many edges lead to them, and those of as many stand side by side: exponentials and logarithms, by polynomials whose
relative error is that of rounding, are then taken of whole blocks, which processors do four at once.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.jit import inner, kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

_BLOCK = 512
"""Ends in a block; what is computed of one stays in the cache."""
_NARROW = 32
"""Ends that more edges lead to than that are blocks of their own."""
_ROOM = _BLOCK * _NARROW
_NOWHERE = -1e300
"""Less than any sum that is not -inf."""
_FAST = {"contract", "nsz", "arcp", "reassoc"}
_SHIFT = 6755399441055744.0
"""2^52 + 2^51: a whole number added to it stands in its last bits."""
_LOG2, _LOG2_E = math.log(2.0), 1.0 / math.log(2.0)
_ROOT_OF_HALF = int(np.float64(math.sqrt(0.5)).view(np.int64))


@dataclass(frozen=True, slots=True)
class Fans:
    """Edges by what they lead to.

    Attributes:
        blocks: int64 [blocks, 4]: the place of the first end, how many there are, how many edges lead to each, and the
            place of the first edge.
        ends: int32, those that edges lead to, block by block.
        first, second: int32 [edges], where edges take their terms from: of a block the first edges of all ends, then
            the second ones, and so on.
        size: how many ends there are, edges or none.
    """

    blocks: Longs
    ends: Ints
    first: Ints
    second: Ints
    size: int


def fans(end: Ints, first: Ints, second: Ints, size: int) -> Fans:
    """Sorts edges, int32 [edges] each, that lead to one of `size` ends."""
    order = np.argsort(end, kind="stable")
    degrees = np.bincount(end, minlength=size)
    starts = np.concatenate([[0], np.cumsum(degrees)])
    blocks: list[tuple[int, int, int, int]] = []
    ends, edges, count = [np.empty(0, np.int64)], [np.empty(0, np.int64)], 0
    by_degree = np.argsort(degrees, kind="stable")
    by_degree = by_degree[degrees[by_degree] > 0]
    alike = np.flatnonzero(np.diff(degrees[by_degree], prepend=0, append=0))
    place = 0
    for low, high in zip(alike[:-1].tolist(), alike[1:].tolist(), strict=True):
        degree = int(degrees[by_degree[low]])
        step = _BLOCK if degree <= _NARROW else 1
        for begin in range(low, high, step):
            members = by_degree[begin : min(begin + step, high)]
            blocks.append((place, len(members), degree, count))
            ends.append(members)
            edges.append(order[(starts[members][None, :] + np.arange(degree)[:, None]).ravel()])
            place, count = place + len(members), count + degree * len(members)
    chosen = np.concatenate(edges)
    return Fans(
        np.array(blocks, np.int64).reshape(-1, 4), np.concatenate(ends).astype(np.int32),
        np.ascontiguousarray(first[chosen], np.int32), np.ascontiguousarray(second[chosen], np.int32), size,
    )  # fmt: skip


def forward(weights: Floats, into: Fans) -> Floats:
    """Forward messages [n + 1, S] of label weights [n, L], from state 0; edges to targets from sources by labels."""
    n = len(weights)
    messages = np.full((n + 1, into.size), -np.inf)
    messages[0, 0] = 0.0
    _sum(np.arange(n), (0, 0, 1), messages, weights, messages, into)
    return messages


def backward(weights: Floats, out_of: Fans, accepting: NDArray[np.bool_]) -> Floats:
    """Backward messages [n + 1, S], from acceptance; edges to sources from targets by labels."""
    n = len(weights)
    messages = np.full((n + 1, out_of.size), -np.inf)
    messages[n, accepting] = 0.0
    _sum(np.arange(n)[::-1].copy(), (1, 0, 0), messages, weights, messages, out_of)
    return messages


def gains(ahead: Floats, behind: Floats, around: Fans) -> Floats:
    """[n, L]: what lies before and after the edges of a label, without its weight; to labels from both states."""
    n = len(ahead) - 1
    found = np.full((n, around.size), -np.inf)
    _sum(np.arange(n), (0, 1, 0), ahead, behind, found, around)
    return found


def _sum(sweep: Longs, shift: tuple[int, int, int], first: Floats, second: Floats, out: Floats, by: Fans) -> None:
    _logsumexp(sweep, np.array(shift), first, second, out, by.blocks, by.ends, by.first, by.second)


@partial(inner, fastmath=_FAST)
def _exponentials(x, count, power, scale):  # type: ignore[no-untyped-def]
    """x = exp(x) for x of at most 0, where exp(-700) is nothing; `power` and `scale` are room for as many."""
    for v in range(count):
        z = max(x[v], -700.0) * _LOG2_E
        whole = math.floor(z + 0.5)
        f = (z - whole) * _LOG2
        p = 1.0 / 6227020800.0
        p = p * f + 1.0 / 479001600.0
        p = p * f + 1.0 / 39916800.0
        p = p * f + 1.0 / 3628800.0
        p = p * f + 1.0 / 362880.0
        p = p * f + 1.0 / 40320.0
        p = p * f + 1.0 / 5040.0
        p = p * f + 1.0 / 720.0
        p = p * f + 1.0 / 120.0
        p = p * f + 1.0 / 24.0
        p = p * f + 1.0 / 6.0
        p = p * f + 0.5
        p = p * f + 1.0
        power[v] = p * f + 1.0
        scale[v] = whole + _SHIFT
    bits = scale.view(np.int64)
    for v in range(count):
        bits[v] = (bits[v] + 1023) << 52
    for v in range(count):
        x[v] = power[v] * scale[v]


@partial(inner, fastmath=_FAST)
def _logarithms(x, count, exponents):  # type: ignore[no-untyped-def]
    """x = log x for x of at least 1; `exponents` is room for as many."""
    bits, whole = x.view(np.int64), exponents.view(np.int64)
    for v in range(count):
        whole[v] = (bits[v] - _ROOT_OF_HALF) >> 52
        bits[v] -= whole[v] << 52  # what is left is between the roots of a half and of two
    for v in range(count):
        q = (x[v] - 1.0) / (x[v] + 1.0)
        z = q * q
        p = 1.0 / 21.0
        p = p * z + 1.0 / 19.0
        p = p * z + 1.0 / 17.0
        p = p * z + 1.0 / 15.0
        p = p * z + 1.0 / 13.0
        p = p * z + 1.0 / 11.0
        p = p * z + 1.0 / 9.0
        p = p * z + 1.0 / 7.0
        p = p * z + 1.0 / 5.0
        p = p * z + 1.0 / 3.0
        p = p * z + 1.0
        x[v] = 2.0 * q * p + np.float64(whole[v]) * _LOG2


@inner
def _of_many(one, other, i, k, begin, past, x, power, scale):  # type: ignore[no-untyped-def]
    """The log-sum over edges from `begin` to `past`."""
    peak, total, room = -np.inf, 0.0, 0
    for low in range(begin, past, _ROOM):
        room = min(_ROOM, past - low)
        for e in range(room):
            x[e] = one[i[low + e]] + other[k[low + e]]
        for e in range(room):
            peak = max(peak, x[e])
    if peak < _NOWHERE:
        return -np.inf
    for low in range(begin, past, _ROOM):
        if past - begin > _ROOM:  # of fewer edges, the terms are all there
            room = min(_ROOM, past - low)
            for e in range(room):
                x[e] = one[i[low + e]] + other[k[low + e]]
        for e in range(room):
            x[e] -= peak
        _exponentials(x, room, power, scale)
        for e in range(room):
            total += x[e]
    return peak + math.log(total)


@partial(kernel, fastmath=_FAST)
def _logsumexp(sweep, shift, first, second, out, blocks, ends, i, k):  # type: ignore[no-untyped-def]
    """Rows of `out` that no edge leads to stay as they are."""
    x, power, scale = np.empty(_ROOM), np.empty(_ROOM), np.empty(_ROOM)
    peak, total = np.empty(_BLOCK), np.empty(_BLOCK)
    for t in sweep:
        one, other, row = first[t + shift[0]], second[t + shift[1]], out[t + shift[2]]
        for b in range(len(blocks)):
            place, count, degree, begin = blocks[b]
            if degree == 1:
                for v in range(count):
                    row[ends[place + v]] = one[i[begin + v]] + other[k[begin + v]]
                continue
            if degree > _NARROW:
                row[ends[place]] = _of_many(one, other, i, k, begin, begin + degree, x, power, scale)
                continue
            for v in range(degree * count):
                x[v] = one[i[begin + v]] + other[k[begin + v]]
            for v in range(count):
                peak[v] = max(x[v], _NOWHERE)
                total[v] = 0.0
            for e in range(1, degree):
                for v in range(count):
                    peak[v] = max(peak[v], x[e * count + v])
            for e in range(degree):
                for v in range(count):
                    x[e * count + v] -= peak[v]
            _exponentials(x, degree * count, power, scale)
            for e in range(degree):
                for v in range(count):
                    total[v] += x[e * count + v]
            for v in range(count):
                total[v] = max(total[v], 1.0)  # nothing at all, where all terms are -inf
            _logarithms(total, count, scale)
            for v in range(count):
                row[ends[place + v]] = peak[v] + total[v] if peak[v] > _NOWHERE else -np.inf
