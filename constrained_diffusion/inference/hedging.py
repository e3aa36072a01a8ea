"""Distributions made flatter until they have a given entropy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TOLERANCE = 1e-6
"""Nats that a row may lack."""
_HALVINGS = 40


def hedged(shares: Floats, within: Floats, wanted: Floats) -> Floats:
    """Log-shares [rows, K] of classes, flattened until the entropy of a row is `wanted` [rows] or cannot rise.

    Rows go from what they are along ``share^b * exp(within)^(1 - b)``, b from 1 down to 0, where every possible class
    weighs as many tokens as its entropy `within` [rows, K] speaks for. On this path (an exponential family) the entropy
    of the row, that within its classes included, rises as b falls, so that b is found by bisection. What is impossible
    (-inf) stays so, and a row that has the entropy already stays as it is.
    """
    possible = shares > -np.inf
    logs = np.where(possible, shares, 0.0)

    def at(share: Floats) -> Floats:
        b = share[:, None]
        mixed = np.where(possible, b * logs + (1.0 - b) * within, -np.inf)
        with np.errstate(invalid="ignore"):  # a row of nothing
            normalised: Floats = mixed - np.logaddexp.reduce(mixed, axis=1, keepdims=True)
        return normalised

    def entropies(rows: Floats) -> Floats:
        sums: Floats = np.where(possible, np.exp(rows) * (within - np.where(possible, rows, 0.0)), 0.0).sum(1)
        return sums

    lacking = entropies(shares) < wanted - TOLERANCE
    low, high = np.zeros(len(shares)), np.ones(len(shares))  # flat enough, or as flat as can be; not flat enough
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        enough = entropies(at(middle)) >= wanted
        low, high = np.where(enough, middle, low), np.where(enough, high, middle)
    return np.where(lacking[:, None], at(low), shares)
