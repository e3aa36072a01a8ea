"""Distributions made flatter until they have a given entropy."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

Floats = NDArray[np.float64]

TOLERANCE = 1e-6
"""Nats that a row may lack."""
_TURNS = 60


def hedged(shares: Floats, within: Floats, wanted: Floats) -> Floats:
    """Log-shares [rows, K] of classes, flattened until the entropy of a row is `wanted` [rows] or cannot rise.

    Rows go from what they are along ``share^b * exp(within)^(1 - b)``, b from 1 down to 0, where every possible class
    weighs as many tokens as its entropy `within` [rows, K] speaks for. On this path (an exponential family) the entropy
    of the row, that within its classes included, rises as b falls: its derivative is -b times the variance of
    ``log share - within``. So b is found by Newton's method, within what is known of it. What is impossible (-inf)
    stays so, and a row that has the entropy already stays as it is.
    """
    out = shares.copy()
    lacking = np.flatnonzero(entropies_within(shares, within) < wanted - TOLERANCE)
    if not len(lacking):
        return out
    shares, within, wanted = shares[lacking], within[lacking], wanted[lacking]
    low, high = np.zeros(len(lacking)), np.ones(len(lacking))  # flat enough, or as flat as can be; not flat enough
    b = low
    for turn in range(_TURNS):
        rows, entropies, slopes = _at(b, shares, within)
        missing = entropies - wanted
        if turn == 0:
            unreachable = missing <= 0.0
        if np.all((np.abs(missing) <= TOLERANCE) | unreachable):
            break
        low, high = np.where(missing > 0.0, b, low), np.where(missing > 0.0, high, b)
        with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
            newton = b - missing / slopes
        bracketed = (newton > low) & (newton < high)
        b = np.where(unreachable, 0.0, np.where(bracketed, newton, (low + high) / 2.0))
    out[lacking] = rows
    return out


def entropies_within(shares: Floats, within: Floats) -> Floats:
    """Entropies [rows] of log-shares [rows, K] of classes of the entropies `within` [rows, K]."""
    possible = shares > -np.inf
    parts = np.where(possible, np.exp(shares) * (within - np.where(possible, shares, 0.0)), 0.0)
    entropies: Floats = parts.sum(1)
    return entropies


def _at(b: Floats, shares: Floats, within: Floats) -> tuple[Floats, Floats, Floats]:
    """The rows at b [rows], their entropies, and the derivatives of these by b."""
    possible = shares > -np.inf
    odds = np.where(possible, shares - within, 0.0)
    mixed = np.where(possible, b[:, None] * odds + within, -np.inf)
    peaks = mixed.max(1, keepdims=True)
    with np.errstate(invalid="ignore"):  # a row of nothing
        weights = np.where(possible, np.exp(mixed - peaks), 0.0)
        rows = mixed - (peaks + np.log(weights.sum(1, keepdims=True)))
        chances = weights / weights.sum(1, keepdims=True)
    mean = (chances * odds).sum(1, keepdims=True)
    return rows, entropies_within(rows, within), -b * (chances * (odds - mean) ** 2).sum(1)


def hedge_rows(marginals: Tensor, rows: list[int], wanted: Floats) -> None:
    """Flattens rows of log-probabilities [n, V] in place, token by token, to the entropies `wanted` [rows]."""
    for row, entropy in zip(rows, wanted, strict=True):
        tokens = torch.nonzero(marginals[row].isfinite()).flatten()
        shares = marginals[row, tokens].double().log_softmax(0).cpu().numpy()[None]
        flat = hedged(shares, np.zeros_like(shares), np.array([entropy]))[0]
        marginals[row, tokens] = torch.from_numpy(flat).to(marginals)
