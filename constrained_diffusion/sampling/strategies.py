"""Commit strategies: which open positions a denoising step settles.

A strategy sees what the *posterior* says of every position, given the constraint and all tokens committed so far, and
what the model alone (the *prior*) thinks of that. The tokens themselves come from one joint draw (or the most probable
canvas), so that any set of positions may be committed together and a valid canvas remains.

The posterior alone is too sure. It takes the positions' distributions for independent evidence: where the model wavers
between two answers of different lengths, ten positions that lean a little to one of them make it certain, though they
are one opinion told ten times. And where the constraint forbids what the model wanted, whatever is left looks certain.
Both show as a posterior q that the model p would be surprised by: H(q) is small, the cross-entropy H(q, p) = H(q) +
KL(q || p) is not. So thresholds are held against what both agree to; where the constraint says nothing, q is p, and the
strategies are those of their papers.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

import torch
from torch import Tensor

from constrained_diffusion.checked import real, whole
from constrained_diffusion.errors import InvalidArgument


@dataclass(frozen=True, slots=True, eq=False)
class Beliefs:
    """What posterior and model say of a canvas [n].

    Attributes:
        tokens: long, a joint proposal.
        confidence: float, the posterior probability of the token that the most probable canvas holds.
        prior_confidence: float, the probability that the model alone gives that token.
        entropy: float, of the position's posterior, in nats.
        cross_entropy: float, of the position's posterior under the model's own distribution, in nats; at least the
            entropy.
        open: bool, positions that are not committed.
        marginals: gives the posterior's log-probabilities [n, V], on the device of the logits; the whole vocabulary's
            width is made only for a strategy that asks.
        generator: of the strategy's own draws.
    """

    tokens: Tensor
    confidence: Tensor
    prior_confidence: Tensor
    entropy: Tensor
    cross_entropy: Tensor
    open: Tensor
    marginals: Callable[[], Tensor]
    generator: torch.Generator


class CommitStrategy(Protocol):
    """Chooses positions out of those that are open; at least one where any is."""

    def choose(self, beliefs: Beliefs) -> Tensor:
        """bool [n], a subset of `beliefs.open`; a choice that is something else, or empty, is an `InvalidArgument`."""


@dataclass(frozen=True, kw_only=True)
class Confidence:
    """Commits every position whose token has at least `threshold`, and in any case the `per_step` most confident ones.

    A token's confidence is the lesser of its probabilities in the posterior and in the model's own distribution.
    With ``threshold=1`` it is the fixed schedule of LLaDA (Nie et al. 2025, arXiv 2502.09992), k positions a step; with
    a lower threshold that of Fast-dLLM (Wu et al. 2025, arXiv 2505.22618).

    Attributes:
        threshold: a probability, above 0 and at most 1.
        per_step: positions, at least 1.

    Raises:
        InvalidArgument: one of them is out of its bounds.
    """

    threshold: float = 0.9
    per_step: int = 1

    def __post_init__(self) -> None:
        if real("threshold", self.threshold, most=1.0) <= 0.0:
            raise InvalidArgument(f"threshold is above 0, not {self.threshold}")
        whole("per_step", self.per_step, least=1)

    def choose(self, beliefs: Beliefs) -> Tensor:
        confidence = torch.minimum(beliefs.confidence, beliefs.prior_confidence)
        sure = (confidence >= self.threshold) & beliefs.open
        return sure | _highest(confidence, beliefs.open, self.per_step)


@dataclass(frozen=True, kw_only=True)
class EntropyBound:
    """Commits the positions of least entropy whose joint error is bounded (Ben-Hamu et al. 2025, arXiv 2505.24857).

    In the order of their entropies, positions are taken while the sum of entropies less the greatest of them, a bound
    on the mutual information that committing them together ignores, is at most `bound` nats. The entropies are the
    cross-entropies of the posterior under the model, which without a constraint are the model's own entropies.

    Attributes:
        bound: in nats, at least 0.

    Raises:
        InvalidArgument: it is negative, or no number.
    """

    bound: float = 0.1

    def __post_init__(self) -> None:
        real("bound", self.bound, least=0.0)

    def choose(self, beliefs: Beliefs) -> Tensor:
        entropy = torch.where(beliefs.open, beliefs.cross_entropy, torch.inf)
        ordered, order = torch.sort(entropy, stable=True)
        fits = (torch.cumsum(ordered, 0) - ordered <= self.bound) & beliefs.open[order]
        if bool(beliefs.open.any()):
            fits[0] = True
        chosen = torch.zeros_like(beliefs.open)
        chosen[order[fits]] = True
        return chosen


@dataclass(frozen=True, kw_only=True)
class _Ranked(ABC):
    """Commits the `per_step` open positions that score highest."""

    per_step: int = 1

    def __post_init__(self) -> None:
        whole("per_step", self.per_step, least=1)

    def choose(self, beliefs: Beliefs) -> Tensor:
        return _highest(self._score(beliefs), beliefs.open, self.per_step)

    @abstractmethod
    def _score(self, beliefs: Beliefs) -> Tensor:
        """float [n]."""


@dataclass(frozen=True, kw_only=True)
class Entropy(_Ranked):
    """Commits the `per_step` positions of least entropy: ``alg="entropy"`` of Dream (Ye et al., arXiv 2508.15487).

    Attributes:
        per_step: positions, at least 1.
    """

    def _score(self, beliefs: Beliefs) -> Tensor:
        return -beliefs.entropy


@dataclass(frozen=True, kw_only=True)
class Margin(_Ranked):
    """Commits the `per_step` positions whose most probable token is furthest ahead of the second: ``alg="topk_margin"``
    of Dream (Kim et al. 2025, arXiv 2502.06768).

    Attributes:
        per_step: positions, at least 1.
    """

    def _score(self, beliefs: Beliefs) -> Tensor:
        first, second = beliefs.marginals().topk(2, -1).values.exp().cpu().unbind(-1)
        return first - second


@dataclass(frozen=True, kw_only=True)
class Random(_Ranked):
    """Commits `per_step` positions drawn at random: ``remasking="random"`` of LLaDA, ``alg="origin"`` of Dream.

    Attributes:
        per_step: positions, at least 1.
    """

    def _score(self, beliefs: Beliefs) -> Tensor:
        return torch.rand(beliefs.open.shape, generator=beliefs.generator)


@dataclass(frozen=True, kw_only=True)
class SemiAutoregressive:
    """Commits block after block of `block_length` positions, from left to right; `within` a block, another strategy.

    The sampling of LLaDA's chat models (Nie et al. 2025, arXiv 2502.09992): the whole canvas is denoised, but no block
    is entered before the one to its left is whole.

    Attributes:
        block_length: positions, at least 1.
        within: a strategy, or the name of one.

    Raises:
        InvalidArgument: the length is below 1, or there is no such strategy.
    """

    block_length: int = 32
    within: CommitStrategy = field(default_factory=EntropyBound)

    def __post_init__(self) -> None:
        whole("block_length", self.block_length, least=1)
        object.__setattr__(self, "within", strategy_named(self.within))

    def choose(self, beliefs: Beliefs) -> Tensor:
        found = beliefs.open.nonzero()
        if len(found) == 0:
            return beliefs.open
        start = int(found[0]) // self.block_length * self.block_length
        here = torch.zeros_like(beliefs.open)
        here[start : start + self.block_length] = True
        return self.within.choose(replace(beliefs, open=beliefs.open & here))


def chosen_by(strategy: CommitStrategy, beliefs: Beliefs) -> Tensor:
    """bool [n], on the CPU: what the strategy chooses.

    Raises:
        InvalidArgument: it is nothing of the kind, or holds no open position.
    """
    chosen = strategy.choose(beliefs)
    shape = tuple(beliefs.open.shape)
    if not isinstance(chosen, Tensor) or chosen.dtype != torch.bool or tuple(chosen.shape) != shape:
        said = f"{chosen.dtype} {list(chosen.shape)}" if isinstance(chosen, Tensor) else type(chosen).__name__
        raise InvalidArgument(f"choose returns a bool tensor {list(shape)}, not {said}")
    chosen = chosen.cpu() & beliefs.open
    if not bool(chosen.any()):
        raise InvalidArgument("choose returns at least one position that is open; it returned none")
    return chosen


def _highest(score: Tensor, open_positions: Tensor, count: int) -> Tensor:
    """bool [n]: the `count` open positions of highest score."""
    ranked = torch.where(open_positions, score, -torch.inf)
    chosen = torch.zeros_like(open_positions)
    chosen[torch.topk(ranked, min(count, int(open_positions.sum()))).indices] = True
    return chosen


def strategy_named(name: str | CommitStrategy) -> CommitStrategy:
    """A strategy by name, with its defaults.

    Raises:
        InvalidArgument: there is none of that name, or what is given does not choose.
    """
    if not isinstance(name, str):
        if isinstance(name, type):
            raise InvalidArgument(f"a strategy is made, with its settings: {name.__name__}(...), not the class")
        if not callable(getattr(name, "choose", None)):
            raise InvalidArgument(f"a strategy has a method choose, {name!r} has none")
        return name
    known: dict[str, CommitStrategy] = {
        "confidence": Confidence(),
        "entropy": Entropy(),
        "entropy_bound": EntropyBound(),
        "margin": Margin(),
        "random": Random(),
        "semi_autoregressive": SemiAutoregressive(),
    }
    if name not in known:
        raise InvalidArgument(f"no strategy is named {name!r}; there are: {', '.join(known)}")
    return known[name]
