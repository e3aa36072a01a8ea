"""A stretch of a longer canvas: what stands before it is committed, what comes after it is open and unknown.

This is how a constraint that cannot start in the middle (a stack, a puzzle) is asked about one canvas of several: the
whole is laid out every time. Positions after the canvas have no logits yet; all tokens weigh the same there.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from constrained_diffusion.inference.constraint import Posterior
from constrained_diffusion.inference.rows import OPEN, CanvasConstraint, Tokens


class Window(CanvasConstraint["WindowPosterior"]):
    """The canvases that `whole` can complete, between the tokens `before` and `room` open positions.

    Masks are exact. Sums count every continuation in the open positions with weight V^-1 a position, so that where many
    continuations are open to a canvas it is somewhat favoured over one that few are open to.
    """

    def __init__(self, whole: CanvasConstraint[Any], before: Tokens, room: int) -> None:
        self.whole, self.before, self.room = whole, before, room
        self.vocabulary = whole.vocabulary
        self.exact = getattr(whole, "exact", True)
        self.scores_padding: bool = getattr(whole, "scores_padding", True)

    def scope(self, n: int) -> NDArray[np.bool_]:
        return self.whole.scope(len(self.before) + n + self.room)[self._inside(n)]

    def min_length(self) -> int:
        return max(0, self.whole.min_length() - len(self.before) - self.room)

    def max_length(self) -> int | None:
        longest = self.whole.max_length()
        return None if longest is None else max(0, longest - len(self.before))

    def _inside(self, n: int) -> slice:
        return slice(len(self.before), len(self.before) + n)

    def _laid_out(self, committed: Tokens) -> Tensor:
        return torch.from_numpy(np.concatenate([self.before, committed, np.full(self.room, OPEN)]).astype(np.int64))

    def _masks(self, committed: Tokens) -> Tensor:
        return self.whole.masks(self._laid_out(committed))[self._inside(len(committed))]

    def _forced(self, committed: Tokens) -> Tokens:
        forced: Tokens = self.whole.forced(self._laid_out(committed)).numpy()[self._inside(len(committed))]
        return forced

    def _posterior(self, committed: Tokens, logits: Tensor) -> WindowPosterior:
        flat = -float(np.log(self.vocabulary.size))
        sides = (logits.new_zeros(len(self.before), logits.shape[1]), logits,
                 logits.new_full((self.room, logits.shape[1]), flat))  # fmt: skip
        inner = self.whole.posterior(self._laid_out(committed), torch.cat(sides))
        return WindowPosterior(inner, self._inside(len(committed)), len(self.before), self.room)

    def _is_completable(self, committed: Tokens) -> bool:
        return self.whole.is_completable(self._laid_out(committed))


class WindowPosterior:
    """A posterior of the whole, read inside the window."""

    def __init__(self, inner: Posterior, inside: slice, before: int, room: int) -> None:
        self._inner, self._inside, self._before, self._room = inner, inside, before, room

    @property
    def log_partition(self) -> float:
        return self._inner.log_partition

    def marginals(self) -> Tensor:
        return self._inner.marginals()[self._inside]

    def log_probability(self, tokens: Tensor) -> float:
        sides = (tokens.new_full((self._before,), OPEN), tokens, tokens.new_full((self._room,), OPEN))
        return self._inner.log_probability(torch.cat(sides))

    def best(self) -> tuple[Tensor, float]:
        tokens, weight = self._inner.best()
        return tokens[self._inside], weight

    def sample(self, generator: torch.Generator | None = None) -> Tensor:
        return self._inner.sample(generator)[self._inside]
