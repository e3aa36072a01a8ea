"""Commit strategies: which open positions a denoising step settles.

A strategy sees what the *posterior* says of every position, given the constraint and all tokens committed so far. The
tokens themselves come from one joint draw (or the most probable canvas), so that any set of positions may be committed
together and a valid canvas remains.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor


@dataclass(frozen=True, slots=True, eq=False)
class Beliefs:
    """What the posterior says of a canvas [n].

    Attributes:
        tokens: long, a joint proposal.
        confidence: the posterior probability of the proposed token.
        entropy: of the position's posterior, in nats.
        open: bool, positions that are not committed.
    """

    tokens: Tensor
    confidence: Tensor
    entropy: Tensor
    open: Tensor


class CommitStrategy(Protocol):
    """Chooses positions out of those that are open; at least one where any is."""

    def choose(self, beliefs: Beliefs) -> Tensor:
        """bool [n], a subset of `beliefs.open`."""


@dataclass(frozen=True, kw_only=True)
class Confidence:
    """Commits every position whose token has at least `threshold`, and in any case the `per_step` most confident ones.

    With ``threshold=1`` it is the fixed schedule of LLaDA (Nie et al. 2025, arXiv 2502.09992), k positions a step; with
    a lower threshold that of Fast-dLLM (Wu et al. 2025, arXiv 2505.22618).
    """

    threshold: float = 0.9
    per_step: int = 1

    def __post_init__(self) -> None:
        if not 0.0 < self.threshold <= 1.0 or self.per_step < 1:
            raise ValueError("confidence needs a threshold in (0, 1] and at least one position per step")

    def choose(self, beliefs: Beliefs) -> Tensor:
        score = torch.where(beliefs.open, beliefs.confidence, -1.0)
        chosen = score >= self.threshold
        top = torch.topk(score, min(self.per_step, int(beliefs.open.sum()))).indices
        chosen[top] = True
        return chosen & beliefs.open


@dataclass(frozen=True, kw_only=True)
class EntropyBound:
    """Commits the positions of least entropy whose joint error is bounded (Ben-Hamu et al. 2025, arXiv 2505.24857).

    In the order of their entropies, positions are taken while the sum of entropies less the greatest of them, a bound
    on the mutual information that committing them together ignores, is at most `bound` nats.
    """

    bound: float = 0.1

    def __post_init__(self) -> None:
        if self.bound < 0:
            raise ValueError("an entropy bound is not negative")

    def choose(self, beliefs: Beliefs) -> Tensor:
        entropy = torch.where(beliefs.open, beliefs.entropy, torch.inf)
        ordered, order = torch.sort(entropy, stable=True)
        fits = (torch.cumsum(ordered, 0) - ordered <= self.bound) & beliefs.open[order]
        if bool(beliefs.open.any()):
            fits[0] = True
        chosen = torch.zeros_like(beliefs.open)
        chosen[order[fits]] = True
        return chosen


def strategy_named(name: str | CommitStrategy) -> CommitStrategy:
    """A strategy by name, with its defaults: "confidence" or "entropy_bound"."""
    if not isinstance(name, str):
        return name
    known: dict[str, CommitStrategy] = {"confidence": Confidence(), "entropy_bound": EntropyBound()}
    if name not in known:
        raise ValueError(f"no strategy is named {name!r}; there are: {', '.join(known)}")
    return known[name]
