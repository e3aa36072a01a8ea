"""The protocols of inference: a `Constraint` over a canvas, and its `Posterior` once a model has scored the canvas.

A canvas is a LongTensor [n], or a batch [B, n], whose entries are token ids, -1 where a position is open. Logits are
[n, V] or [B, n, V], any float dtype, any device; results come back on the device of the input. The distribution is the
model's own product distribution ``prod_t softmax(logits[t])[x_t]`` over the open positions (the *prior*), conditioned
on the language and on the committed tokens; committed positions weigh nothing. Where padding is not scored, whatever
stands behind the end has the probability one.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol, runtime_checkable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from constrained_diffusion.vocabulary import Vocabulary


class RowWeights(NamedTuple):
    """What rows of logits [n, V] weigh as a whole.

    Attributes:
        totals: float64 [n], their log-sums.
        peaks: float64 [n], their greatest entries.
    """

    totals: NDArray[np.float64]
    peaks: NDArray[np.float64]


class Posterior(Protocol):
    """The model's distribution over one canvas [n], conditioned on a constraint.

    There are n positions and V tokens. Tensors come back on the device of the logits.

    Raises:
        UnsatisfiableConstraint: when it is made or asked, where the logits give every completion the probability zero.
        InvalidArgument: a method is handed tokens that are no long [n] of this canvas.
    """

    @property
    def log_partition(self) -> float:
        """log of the sum, over completions, of the exponential of their open logits.

        Padding that is not scored weighs what its row weighs in total, so that a constant added to a row of logits is
        added here, and changes nothing else.
        """

    @property
    def log_evidence(self) -> float:
        """log of the prior probability of the language, given the committed tokens, in nats."""

    @property
    def is_measured(self) -> bool:
        """Whether `log_probability` is exactly that of the draws that `sample` makes, so that they can be weighed."""

    def marginals(self) -> Tensor:
        """Log-probabilities [n, V], in nats, of every token at every position, -inf where it cannot stand.

        They are float64 where the logits are, else float32; of puzzles, of the dtype of the logits.
        """

    def hedged_marginals(self) -> Tensor:
        """Log-probabilities [n, V] over the same tokens as `marginals`, flattened where the posterior is surer than the
        model: the entropy of a position is its cross-entropy, or as near to that as its tokens allow. Of a language,
        its classes of tokens come nearer to each other first, and the tokens of a class only where that is not enough.

        For loops that decide by the entropies of what they are handed.
        """

    def entropies(self) -> Tensor:
        """float64 [n]: the entropy, in nats, of every position's marginal; 0 where a token is committed."""

    def cross_entropies(self) -> Tensor:
        """float64 [n]: the cross-entropy, in nats, of every position's marginal q under the prior p,
        ``-sum_x q(x) log p(x)``; 0 where a token is committed.

        It is the entropy of q plus what q costs the model, KL(q || p), and so at least the entropy. Where padding is
        not scored, p knows what is padding: it adds the entropy of whether the position lies behind the end.
        """

    def confidences(self, tokens: Tensor) -> Tensor:
        """float64 [n]: the marginal probability of the token of `tokens` [n] at every position."""

    def prior_confidences(self, tokens: Tensor) -> Tensor:
        """float64 [n]: the prior probability of the token of `tokens` [n] at every position; 1 or 0 where a token is
        committed, 1 behind the end where padding is not scored.
        """

    def log_probability(self, tokens: Tensor) -> float:
        """log of the probability that a draw agrees with `tokens` (long [n]; -1 where any token will do), in nats."""

    def best(self) -> tuple[Tensor, float]:
        """The most probable completion (long [n]), and its log-probability in nats.

        Where padding is not scored, it is the whole canvas that is the most probable, with the model's likeliest tokens
        behind the end, so that short and long answers compete on even terms.
        """

    def sample(self, generator: torch.Generator | None = None) -> Tensor:
        """An exact draw (long [n])."""


@runtime_checkable
class Constraint(Protocol):
    """A language (or any relation over positions) that a canvas must fall into.

    A canvas is a LongTensor [n] of token ids, -1 where a position is open, or a batch of them [B, n]; logits are [n, V]
    or [B, n, V], of any float dtype, on any device. Results are on the device of what is handed over.

    Raises:
        UnsatisfiableConstraint: a method needs a completion, and there is none.
        InvalidArgument: something is no canvas, or holds tokens that the vocabulary does not have.
        InvalidLogits: the logits are of another shape or type, or hold NaN or +inf; -inf rules a token out.
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

    def posterior(self, canvas: Tensor, logits: Tensor, *, prior: RowWeights | None = None) -> Posterior:
        """The posterior of one canvas [n] under logits [n, V].

        `prior` is what the rows weighed as the model gave them (`inference.rows.row_weights` of its logits), where
        tokens were ruled out since (logits of -inf) that the prior is still to know; by default what they weigh as they
        are.
        """

    def marginals(self, canvas: Tensor, logits: Tensor) -> Tensor:
        """`Posterior.marginals` [n, V], or [B, n, V]."""

    def log_partition(self, canvas: Tensor, logits: Tensor) -> Tensor:
        """`Posterior.log_partition` as a float64 scalar, or [B]."""

    def best(self, canvas: Tensor, logits: Tensor) -> tuple[Tensor, Tensor]:
        """`Posterior.best`: long [n] and a float64 scalar, or [B, n] and [B]."""

    def sample(self, canvas: Tensor, logits: Tensor, *, generator: torch.Generator | None = None) -> Tensor:
        """`Posterior.sample`: long [n], or [B, n]."""

    def block(self, before: NDArray[np.int64], room: int) -> Constraint:
        """The constraint on one canvas of several: that behind the tokens `before` (int64 [m]), when `room` positions
        follow it.

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
