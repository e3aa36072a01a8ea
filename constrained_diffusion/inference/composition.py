"""Constraints, and the two ways to make one of others: both of two on one canvas, and a stretch of a longer canvas.

A constraint that cannot start in the middle (a stack, a puzzle) is asked about one canvas of several by laying out the
whole every time: what stands before is committed, what comes after is open and unknown.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.inference.constraint import Constraint, Posterior, RowWeights
from constrained_diffusion.inference.joint import JointPosterior, JointSearch
from constrained_diffusion.inference.rows import OPEN, Rows, Tokens, aligned, aligned_whole
from constrained_diffusion.vocabulary import Vocabulary

P = TypeVar("P", bound=Posterior)


class CanvasConstraint(Rows[P]):
    """What a constraint can do besides answering about canvases; the base of all of the library's.

    Attributes:
        exact: whether masks exclude all that no completion holds, so that there are no dead ends.
        scores_padding: whether what follows the first eos is weighed by the logits.
    """

    exact: bool = True
    scores_padding: bool = True

    @abstractmethod
    def scoring_padding(self, scores_padding: bool) -> CanvasConstraint[Any]:
        """`Constraint.scoring_padding`."""

    def scope(self, n: int) -> NDArray[np.bool_]:
        return np.ones(n, np.bool_)

    def block(self, before: Tokens, room: int) -> CanvasConstraint[Any]:
        return Window(self, before, room) if len(before) or room else self

    def __and__(self, other: Constraint) -> CanvasConstraint[Any]:
        return Conjunction(self, other)


class Window(CanvasConstraint["WindowPosterior"]):
    """The canvases that `whole` can complete, between the tokens `before` and `room` open positions.

    Masks are exact. Sums count every continuation in the open positions with weight V^-1 a position, so that where many
    continuations are open to a canvas it is somewhat favoured over one that few are open to.
    """

    def __init__(self, whole: Constraint, before: Tokens, room: int) -> None:
        self.whole, self.before, self.room = whole, before, room
        self.vocabulary, self.exact, self.scores_padding = whole.vocabulary, whole.exact, whole.scores_padding

    def scoring_padding(self, scores_padding: bool) -> Window:
        return Window(self.whole.scoring_padding(scores_padding), self.before, self.room)

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

    def _posterior(self, committed: Tokens, logits: Tensor, prior: RowWeights | None) -> WindowPosterior:
        flat = -float(np.log(self.vocabulary.size))
        sides = (logits.new_zeros(len(self.before), logits.shape[1]), logits,
                 logits.new_full((self.room, logits.shape[1]), flat))  # fmt: skip
        if prior is not None:
            edges = (len(self.before), self.room)
            prior = RowWeights(np.pad(prior.totals, edges), np.pad(prior.peaks, edges, constant_values=(0.0, flat)))
        inner = self.whole.posterior(self._laid_out(committed), torch.cat(sides), prior=prior)
        return WindowPosterior(inner, committed, self.vocabulary, len(self.before), self.room)

    def _is_completable(self, committed: Tokens) -> bool:
        return self.whole.is_completable(self._laid_out(committed))


class WindowPosterior:
    """A posterior of the whole, read inside the window."""

    def __init__(self, inner: Posterior, committed: Tokens, vocabulary: Vocabulary, before: int, room: int) -> None:
        self._inner, self._committed, self._vocabulary = inner, committed, vocabulary
        self._inside, self._before, self._room = slice(before, before + len(committed)), before, room

    @property
    def log_partition(self) -> float:
        return self._inner.log_partition

    @property
    def log_evidence(self) -> float:
        return self._inner.log_evidence

    @property
    def is_measured(self) -> bool:
        return self._inner.is_measured

    def marginals(self) -> Tensor:
        return self._inner.marginals()[self._inside]

    def hedged_marginals(self) -> Tensor:
        return self._inner.hedged_marginals()[self._inside]

    def entropies(self) -> Tensor:
        return self._inner.entropies()[self._inside]

    def cross_entropies(self) -> Tensor:
        return self._inner.cross_entropies()[self._inside]

    def confidences(self, tokens: Tensor) -> Tensor:
        asked = aligned_whole(tokens, self._committed, self._vocabulary)
        return self._inner.confidences(self._laid_out(asked, 0))[self._inside]

    def prior_confidences(self, tokens: Tensor) -> Tensor:
        asked = aligned_whole(tokens, self._committed, self._vocabulary)
        return self._inner.prior_confidences(self._laid_out(asked, 0))[self._inside]

    def log_probability(self, tokens: Tensor) -> float:
        return self._inner.log_probability(self._laid_out(aligned(tokens, self._committed, self._vocabulary), OPEN))

    def _laid_out(self, tokens: Tokens, outside: int) -> Tensor:
        return torch.from_numpy(np.pad(tokens, (self._before, self._room), constant_values=outside))

    def best(self) -> tuple[Tensor, float]:
        tokens, weight = self._inner.best()
        return tokens[self._inside], weight

    def sample(self, generator: torch.Generator | None = None) -> Tensor:
        return self._inner.sample(generator)[self._inside]


class Conjunction(CanvasConstraint[JointPosterior]):
    """What both `first` and `second` accept. Made by ``first & second``.

    `masks`, `best`, `is_completable` are exact; `JointPosterior` says what is promised of the rest.

    Attributes:
        first: one side.
        second: the other.
        vocabulary: the tokens, the same of both.
        scores_padding: whether both weigh what follows the first eos.

    Raises:
        InvalidArgument: the two speak of different vocabularies, or one is not exact.
        UnsatisfiableConstraint: at use, where no canvas satisfies both.
        ConstraintTooLarge: at use, when a search takes more than 2,000 branchings.
    """

    def __init__(self, first: Constraint, second: Constraint) -> None:
        for side in (first, second):
            if not isinstance(side, Constraint):
                raise InvalidArgument(f"& joins two constraints, and {type(side).__name__} is none")
        if first.vocabulary.fingerprint != second.vocabulary.fingerprint:
            raise InvalidArgument("constraints that are joined by & are compiled for the same vocabulary")
        if not (first.exact and second.exact):
            raise InvalidArgument(
                "constraints that are joined by & are exact ones: give the puzzle exact=True; a schema with "
                "uniqueItems of items of many values cannot be joined"
            )
        self.first, self.second, self.vocabulary = first, second, first.vocabulary
        self.scores_padding = first.scores_padding and second.scores_padding
        self._search = JointSearch(first, second)

    def scoring_padding(self, scores_padding: bool) -> Conjunction:
        if self.first.scores_padding == self.second.scores_padding == scores_padding:
            return self
        return Conjunction(*(side.scoring_padding(scores_padding) for side in (self.first, self.second)))

    def scope(self, n: int) -> NDArray[np.bool_]:
        return self.first.scope(n) | self.second.scope(n)

    def min_length(self) -> int:
        """A lower bound: the greater of the two."""
        return max(self.first.min_length(), self.second.min_length())

    def max_length(self) -> int | None:
        """An upper bound: the lesser of the two."""
        lengths = [length for side in (self.first, self.second) if (length := side.max_length()) is not None]
        return min(lengths, default=None)

    def _masks(self, committed: Tokens) -> Tensor:
        return self._search.masks(committed)

    def _forced(self, committed: Tokens) -> Tokens:
        return self._search.forced(committed)

    def _posterior(self, committed: Tokens, logits: Tensor, prior: RowWeights | None) -> JointPosterior:
        return JointPosterior(self._search, committed, logits, prior)

    def _is_completable(self, committed: Tokens) -> bool:
        return self._search.is_completable(committed)
