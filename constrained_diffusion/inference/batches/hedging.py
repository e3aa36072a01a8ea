"""Distributions made flatter until they have a given entropy, on a device and without waiting for it."""

from __future__ import annotations

import torch
from torch import Tensor

_TURNS = 30


def hedged(shares: Tensor, within: Tensor, wanted: Tensor) -> tuple[Tensor, Tensor]:
    """As `inference.hedging.hedged`, of log-shares [..., K] in as many turns as are ever needed; and the entropies that
    the rows have then."""
    own = entropies_within(shares, within)
    low, high = torch.zeros_like(wanted), torch.ones_like(wanted)  # flat enough, or as flat as can be; not flat enough
    b = low
    rows, entropies, slopes = _at(b, shares, within)
    unreachable = entropies <= wanted
    for _ in range(_TURNS):
        missing = entropies - wanted
        low, high = torch.where(missing > 0.0, b, low), torch.where(missing > 0.0, high, b)
        newton = b - missing / slopes
        bracketed = (newton > low) & (newton < high)
        b = torch.where(unreachable, 0.0, torch.where(bracketed, newton, (low + high) / 2.0))
        rows, entropies, slopes = _at(b, shares, within)
    has_it = own >= wanted
    return torch.where(has_it[..., None], shares, rows), torch.where(has_it, own, entropies)


def entropies_within(shares: Tensor, within: Tensor) -> Tensor:
    """Entropies [...] of log-shares [..., K] of classes of the entropies `within` [..., K]."""
    possible = shares > -torch.inf
    return torch.where(possible, shares.exp() * (within - torch.where(possible, shares, 0.0)), 0.0).sum(-1)


def _at(b: Tensor, shares: Tensor, within: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """The rows at b [...], their entropies, and the derivatives of these by b."""
    possible = shares > -torch.inf
    odds = torch.where(possible, shares - within, 0.0)
    mixed = torch.where(possible, b[..., None] * odds + within, -torch.inf)
    rows = mixed.log_softmax(-1)
    chances = torch.where(possible, rows.exp(), 0.0)
    mean = (chances * odds).sum(-1, keepdim=True)
    return rows, entropies_within(rows, within), -b * (chances * (odds - mean) ** 2).sum(-1)


def hedge_row(marginals: Tensor, wanted: float) -> None:
    """Flattens a row of log-probabilities [V] in place, token by token, to an entropy."""
    own = marginals.double().log_softmax(0) if marginals.device.type != "mps" else marginals.log_softmax(0)
    flat, _ = hedged(own, torch.zeros_like(own), own.new_tensor(wanted))
    marginals.copy_(flat)
