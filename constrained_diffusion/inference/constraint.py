"""The protocols of inference: a `Constraint` over a canvas, and its `Posterior` once a model has scored the canvas.

A canvas is a LongTensor [n], or a batch [B, n], whose entries are token ids, -1 where a position is open. Logits are
[n, V] or [B, n, V], any float dtype, any device; results come back on the device of the input. The distribution is the
model's own product distribution ``prod_t softmax(logits[t])[x_t]`` over the open positions, conditioned on the language
and on the committed tokens; committed positions weigh nothing.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from constrained_diffusion.vocabulary import Vocabulary


class Posterior(Protocol):
    """The model's distribution over one canvas [n], conditioned on a constraint."""

    @property
    def log_partition(self) -> float:
        """log of the sum, over completions, of the exponential of their open logits."""

    def marginals(self) -> Tensor:
        """Log-probabilities [n, V] of every token at every position, -inf where it cannot stand."""

    def entropies(self) -> Tensor:
        """float64 [n]: the entropy, in nats, of every position's marginal; 0 where a token is committed."""

    def confidences(self, tokens: Tensor) -> Tensor:
        """float64 [n]: the marginal probability of the token of `tokens` [n] at every position."""

    def log_probability(self, tokens: Tensor) -> float:
        """Of the event that a draw agrees with `tokens` [n], -1 where any token will do."""

    def best(self) -> tuple[Tensor, float]:
        """The most probable completion [n], and its log-probability."""

    def sample(self, generator: torch.Generator | None = None) -> Tensor:
        """An exact draw [n]."""


@runtime_checkable
class Constraint(Protocol):
    """A language (or any relation over positions) that a canvas must fall into.

    Methods that need a completion raise `UnsatisfiableConstraint` where there is none.
    """

    @property
    def vocabulary(self) -> Vocabulary:
        """The tokens it speaks about."""

    @property
    def exact(self) -> bool:
        """Whether masks exclude all that no completion holds, so that no commit leads to a dead end."""

    @property
    def scores_padding(self) -> bool:
        """Whether what follows the first eos is weighed by the logits."""

    def scoring_padding(self, scores_padding: bool) -> Constraint:
        """The same constraint for a model of that kind.

        Where a model leaves what follows the end untrained, it weighs nothing, so that short and long answers compete
        on their own tokens alone.
        """

    def scope(self, n: int) -> NDArray[np.bool_]:
        """bool [n]: the positions that the constraint says anything about; elsewhere any token will do."""

    def masks(self, canvas: Tensor) -> Tensor:
        """bool [n, V] (or [B, n, V]): exactly the tokens that some completion holds at each position."""

    def forced(self, canvas: Tensor) -> Tensor:
        """long [n] (or [B, n]): the only token that can stand at a position, -1 where there are several."""

    def posterior(self, canvas: Tensor, logits: Tensor) -> Posterior:
        """The posterior of one canvas [n] under logits [n, V]."""

    def marginals(self, canvas: Tensor, logits: Tensor) -> Tensor:
        """`Posterior.marginals`, batched."""

    def log_partition(self, canvas: Tensor, logits: Tensor) -> Tensor:
        """`Posterior.log_partition` as a float64 scalar, or [B]."""

    def best(self, canvas: Tensor, logits: Tensor) -> tuple[Tensor, Tensor]:
        """`Posterior.best`, batched."""

    def sample(self, canvas: Tensor, logits: Tensor, *, generator: torch.Generator | None = None) -> Tensor:
        """`Posterior.sample`, batched."""

    def block(self, before: NDArray[np.int64], room: int) -> Constraint:
        """The constraint on one canvas of several: that behind the tokens `before`, when `room` positions follow it.

        A canvas satisfies it if the whole can still be completed within `room`.
        """

    def __and__(self, other: Constraint) -> Constraint:
        """Both constraints on one canvas."""

    def is_completable(self, canvas: Tensor) -> bool:
        """Whether the canvas [n] has a completion."""

    def accepts(self, tokens: list[int] | Tensor) -> bool:
        """Whether the tokens are a complete answer (with or without eos and padding)."""

    def min_length(self) -> int:
        """The least number of positions that hold a member."""

    def max_length(self) -> int | None:
        """The greatest number of text tokens of a member, None where there is no greatest."""
