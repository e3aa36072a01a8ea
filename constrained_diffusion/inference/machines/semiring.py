"""The semirings of the chart, for numbers and for rows of them.

`SUM` are numbers as they are, `MAX` logarithms of which the greatest counts, `LOG` logarithms that are summed. Which is
meant is told at run time, so that a kernel is compiled once for all of them.
"""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from constrained_diffusion.jit import inner

SUM, MAX, LOG = 0, 1, 2

_ROWS = {"contract", "nsz", "reassoc"}
"""Rows are summed in any order."""


@inner
def zero(semiring):  # type: ignore[no-untyped-def]
    return 0.0 if semiring == SUM else -np.inf


@inner
def one(semiring):  # type: ignore[no-untyped-def]
    return 1.0 if semiring == SUM else 0.0


@inner
def log_add(a, b):  # type: ignore[no-untyped-def]
    if a < b:
        a, b = b, a
    if b == -np.inf:
        return a
    return a + math.log1p(math.exp(b - a))


@inner
def plus(semiring, a, b):  # type: ignore[no-untyped-def]
    if semiring == SUM:
        return a + b
    if semiring == MAX:
        return max(a, b)
    return log_add(a, b)


@inner
def times(semiring, a, b):  # type: ignore[no-untyped-def]
    return a * b if semiring == SUM else a + b


@inner
def weight(semiring, logarithm):  # type: ignore[no-untyped-def]
    return math.exp(logarithm) if semiring == SUM else logarithm


@inner
def fill(row, start, length, value):  # type: ignore[no-untyped-def]
    """row[start:][:length] = value."""
    part = row[start : start + length]
    for a in range(length):
        part[a] = value


@partial(inner, fastmath=_ROWS)
def add_row(semiring, out, start, factor, row, row_start, length):  # type: ignore[no-untyped-def]
    """out[start:][:length] += factor * row[row_start:][:length]."""
    target = out[start : start + length]
    values = row[row_start : row_start + length]
    if semiring == SUM:
        for a in range(length):
            target[a] += factor * values[a]
    elif semiring == MAX:
        for a in range(length):
            target[a] = max(target[a], factor + values[a])
    else:
        for a in range(length):
            target[a] = log_add(target[a], factor + values[a])


@partial(inner, fastmath=_ROWS)
def product(semiring, first, start, second, second_start, length):  # type: ignore[no-untyped-def]
    """The sum of first[start:][:length] * second[second_start:][:length]."""
    a, b = first[start : start + length], second[second_start : second_start + length]
    if semiring == SUM:
        total = 0.0
        for k in range(length):
            total += a[k] * b[k]
        return total
    total = -np.inf
    for k in range(length):
        total = plus(semiring, total, a[k] + b[k])
    return total


@partial(inner, fastmath=_ROWS)
def pull_row(semiring, out, start, factor, row, row_start, other, other_start, length):  # type: ignore[no-untyped-def]
    """As `add_row`; the sum of other[other_start:][:length] * row[row_start:][:length]."""
    target, values = out[start : start + length], row[row_start : row_start + length]
    others = other[other_start : other_start + length]
    total = zero(semiring)
    if semiring == SUM:
        for a in range(length):
            target[a] += factor * values[a]
            total += others[a] * values[a]
    else:
        for a in range(length):
            target[a] = plus(semiring, target[a], factor + values[a])
            total = plus(semiring, total, others[a] + values[a])
    return total
