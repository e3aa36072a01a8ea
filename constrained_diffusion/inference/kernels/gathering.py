"""Sums and maxima over members, on CPU: class scores to label weights, gains of labels to those of classes.

For every row and every end s

    out[s]  =  log-sum, or greatest, of  terms[i]  over the members i of s

Sums are those of numbers wherever a number is not too small for it; the others are taken in log space. Rows are spread
over threads.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.inference.kernels.numbers import PLAIN, exponentials
from constrained_diffusion.inference.kernels.sums import Fans
from constrained_diffusion.jit import inner, kernel
from constrained_diffusion.threads import over_rows

Floats = NDArray[np.float64]


_FEW = 8
"""Ends of one degree, fewer than that, are gone through one by one."""


def summed(terms: Floats, by: Fans) -> Floats:
    """The log-sums [n, by.size] of members of rows `terms` [n, ...]; -inf where there are none."""
    return _over_rows(_summed, terms, by)


def greatest(terms: Floats, by: Fans) -> Floats:
    """The greatest [n, by.size] of members of rows `terms` [n, ...]; -inf where there are none."""
    return _over_rows(_greatest, terms, by)


def _over_rows(gathers: Callable[..., None], terms: Floats, by: Fans) -> Floats:
    out = np.full((len(terms), by.size), -np.inf)
    over_rows(
        len(terms), len(by.first),
        lambda low, past: gathers(terms[low:past], out[low:past], by.blocks, by.ends, by.first),
    )  # fmt: skip
    return out


@partial(kernel, fastmath={"contract", "nsz", "reassoc"})
def _summed(terms, out, blocks, ends, members):  # type: ignore[no-untyped-def]
    values, total = np.empty(terms.shape[1]), np.empty(1 if len(blocks) == 0 else blocks[:, 1].max())
    for t in range(len(terms)):
        row, peak = terms[t], -np.inf
        for i in range(len(row)):
            peak = max(peak, row[i])
        if peak == -np.inf:
            continue
        exponentials(row, peak, values)
        for b in range(len(blocks)):
            place, count, degree, begin = blocks[b]
            if count < _FEW:
                for v in range(count):
                    gathered = 0.0
                    for e in range(begin + v, begin + degree * count, count):
                        gathered += values[members[e]]
                    total[v] = gathered
            else:
                total[:count] = 0.0
                for e in range(begin, begin + degree * count, count):
                    for v in range(count):
                        total[v] += values[members[e + v]]
            for v in range(count):
                if total[v] > PLAIN:
                    out[t, ends[place + v]] = peak + math.log(total[v])
                else:
                    out[t, ends[place + v]] = _log_sum(row, members, begin + v, degree, count)


@inner
def _log_sum(row, members, first, degree, count):  # type: ignore[no-untyped-def]
    """That of every `count`-th of the members from `first` on, `degree` of them."""
    peak = -np.inf
    for e in range(degree):
        peak = max(peak, row[members[first + e * count]])
    if peak == -np.inf:
        return peak
    total = 0.0
    for e in range(degree):
        total += math.exp(row[members[first + e * count]] - peak)
    return peak + math.log(total)


@partial(kernel, fastmath={"nnan", "nsz"})
def _greatest(terms, out, blocks, ends, members):  # type: ignore[no-untyped-def]
    most = np.empty(1 if len(blocks) == 0 else blocks[:, 1].max())
    for t in range(len(terms)):
        row = terms[t]
        for b in range(len(blocks)):
            place, count, degree, begin = blocks[b]
            if count < _FEW:
                for v in range(count):
                    peak = -np.inf
                    for e in range(begin + v, begin + degree * count, count):
                        peak = max(peak, row[members[e]])
                    most[v] = peak
            else:
                most[:count] = -np.inf
                for e in range(begin, begin + degree * count, count):
                    for v in range(count):
                        most[v] = max(most[v], row[members[e + v]])
            for v in range(count):
                out[t, ends[place + v]] = most[v]
