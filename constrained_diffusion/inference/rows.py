"""What constraints share: a canvas is checked once, a batch is a row after another, a draw is read off a posterior."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Generic, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from constrained_diffusion.errors import InvalidArgument, InvalidLogits
from constrained_diffusion.inference.constraint import Posterior, RowWeights
from constrained_diffusion.inference.hedging import TOLERANCE, hedge_rows
from constrained_diffusion.vocabulary import Vocabulary

Tokens = NDArray[np.int64]
P = TypeVar("P", bound=Posterior)
T = TypeVar("T")

OPEN = -1
"""The canvas entry of an open position."""


class Rows(ABC, Generic[P]):
    """The part of a `Constraint` that asks about canvases: told one checked canvas at a time, int64 [n], -1 if open."""

    vocabulary: Vocabulary

    @abstractmethod
    def _masks(self, committed: Tokens) -> Tensor:
        """`Constraint.masks` of one canvas, on the CPU."""

    @abstractmethod
    def _forced(self, committed: Tokens) -> Tokens:
        """`Constraint.forced` of one canvas."""

    @abstractmethod
    def _posterior(self, committed: Tokens, logits: Tensor, prior: RowWeights | None) -> P:
        """`Constraint.posterior` of one canvas under checked logits."""

    @abstractmethod
    def _is_completable(self, committed: Tokens) -> bool:
        """`Constraint.is_completable` of one canvas."""

    @abstractmethod
    def min_length(self) -> int:
        """`Constraint.min_length`."""

    @abstractmethod
    def max_length(self) -> int | None:
        """`Constraint.max_length`."""

    def masks(self, canvas: Tensor) -> Tensor:
        if is_batch(canvas):
            return torch.stack([self.masks(row) for row in canvas])
        return self._masks(checked(canvas, self.vocabulary)).to(canvas.device)

    def forced(self, canvas: Tensor) -> Tensor:
        if is_batch(canvas):
            return torch.stack([self.forced(row) for row in canvas])
        return torch.from_numpy(self._forced(checked(canvas, self.vocabulary))).to(canvas.device)

    def posterior(self, canvas: Tensor, logits: Tensor, *, prior: RowWeights | None = None) -> P:
        if is_batch(canvas):
            raise InvalidArgument("a posterior is that of one canvas [n]: ask for each row of a batch")
        if not (prior is None or isinstance(prior, RowWeights)):
            raise InvalidArgument("prior is what rows weighed before tokens were ruled out: RowWeights(totals, peaks)")
        scores = checked_logits(canvas, logits, self.vocabulary.size)
        return self._posterior(checked(canvas, self.vocabulary), scores, prior)

    def marginals(self, canvas: Tensor, logits: Tensor) -> Tensor:
        rows = self._each(canvas, logits, lambda posterior: posterior.marginals())
        return torch.stack(rows) if is_batch(canvas) else rows[0]

    def log_partition(self, canvas: Tensor, logits: Tensor) -> Tensor:
        rows = self._each(canvas, logits, lambda posterior: posterior.log_partition)
        values = torch.tensor(rows, dtype=torch.float64, device=logits.device)
        return values if is_batch(canvas) else values[0]

    def best(self, canvas: Tensor, logits: Tensor) -> tuple[Tensor, Tensor]:
        rows = self._each(canvas, logits, lambda posterior: posterior.best())
        tokens = torch.stack([row[0] for row in rows])
        weights = torch.tensor([row[1] for row in rows], dtype=torch.float64, device=logits.device)
        return (tokens, weights) if is_batch(canvas) else (tokens[0], weights[0])

    def sample(self, canvas: Tensor, logits: Tensor, *, generator: torch.Generator | None = None) -> Tensor:
        rows = self._each(canvas, logits, lambda posterior: posterior.sample(generator))
        return torch.stack(rows) if is_batch(canvas) else rows[0]

    def is_completable(self, canvas: Tensor) -> bool:
        if is_batch(canvas):
            raise InvalidArgument("whether a canvas [n] can be completed is asked of each row of a batch")
        return self._is_completable(checked(canvas, self.vocabulary))

    def accepts(self, tokens: list[int] | Tensor) -> bool:
        canvas = torch.as_tensor(tokens, dtype=torch.long)
        if canvas.numel() and (int(canvas.min()) < 0 or int(canvas.max()) >= self.vocabulary.size):
            return False
        return self.is_completable(canvas)

    def _each(self, canvas: Tensor, logits: Tensor, read: Callable[[P], T]) -> list[T]:
        if is_batch(canvas):
            if logits.dim() != 3 or len(logits) != len(canvas):
                raise InvalidArgument(f"a batch of canvases {list(canvas.shape)} needs logits [B, n, V]")
            return [read(self.posterior(row, scores)) for row, scores in zip(canvas, logits, strict=True)]
        return [read(self.posterior(canvas, logits))]


def is_batch(canvas: Tensor) -> bool:
    """Whether it is canvases [B, n], not one canvas [n].

    Raises:
        InvalidArgument: it is no tensor, or a batch of none.
    """
    if not isinstance(canvas, Tensor):
        raise InvalidArgument(f"a canvas is a LongTensor [n], not {type(canvas).__name__}")
    if canvas.dim() == 2 and len(canvas) == 0:
        raise InvalidArgument("a batch of canvases has at least one")
    return canvas.dim() == 2


def checked(canvas: Tensor, vocabulary: Vocabulary) -> Tokens:
    """A canvas [n], or tokens in the place of one, as an array.

    Raises:
        InvalidArgument: it is of another shape or type, or holds ids that the vocabulary does not have.
    """
    if not isinstance(canvas, Tensor):
        raise InvalidArgument(f"a canvas is a LongTensor [n], not {type(canvas).__name__}")
    if canvas.dim() != 1 or canvas.is_floating_point():
        raise InvalidArgument(f"a canvas is a LongTensor [n], not {canvas.dtype} {list(canvas.shape)}")
    committed = canvas.detach().cpu().numpy().astype(np.int64)
    if len(committed) and (committed.min() < OPEN or committed.max() >= vocabulary.size):
        raise InvalidArgument(f"a canvas holds token ids below {vocabulary.size}, and {OPEN} where it is open")
    return committed


def aligned(tokens: Tensor, canvas: Tokens, vocabulary: Vocabulary) -> Tokens:
    """Tokens [n] that are asked about at the positions of `canvas` [n], as an array.

    Raises:
        InvalidArgument: they are not as many, or as `checked`.
    """
    asked = checked(tokens, vocabulary)
    if len(asked) != len(canvas):
        raise InvalidArgument(f"a canvas of {len(canvas)} positions is asked about as many tokens, not {len(asked)}")
    return asked


def aligned_whole(tokens: Tensor, canvas: Tokens, vocabulary: Vocabulary) -> Tokens:
    """The same, of a canvas without open positions.

    Raises:
        InvalidArgument: as `aligned`, or a position is open.
    """
    asked = aligned(tokens, canvas, vocabulary)
    if (asked == OPEN).any():
        raise InvalidArgument(f"there is no token at position {int((asked == OPEN).argmax())} to be confident of")
    return asked


def first_clash(is_completable: Callable[[Tokens], bool], committed: Tokens) -> int:
    """The first position whose token, with those committed before it, leaves no completion."""
    spots = np.flatnonzero(committed >= 0)
    low, high = 0, len(spots) - 1  # the clash is at one of spots[low:high + 1]
    while low < high:
        middle = (low + high) // 2
        prefix = committed.copy()
        prefix[spots[middle + 1 :]] = OPEN
        if is_completable(prefix):
            low = middle + 1
        else:
            high = middle
    return int(spots[low])


def gumbel_noise(shape: Sequence[int], generator: torch.Generator | None) -> Tensor:
    """Float64 noise [shape]; added to logits, it makes the best canvas nearly a draw (perturb-and-MAP)."""
    uniform = torch.rand(tuple(shape), generator=generator, dtype=torch.float64).clamp(1e-300, 1 - 1e-16)
    return -torch.log(-torch.log(uniform))


def behind_end(tokens: Tokens, vocabulary: Vocabulary) -> NDArray[np.bool_]:
    """bool [n]: the positions behind the first eos of a canvas."""
    ends = np.isin(tokens, vocabulary.eos)
    behind: NDArray[np.bool_] = np.cumsum(ends) > ends
    return behind


def binary_entropies(shares: Tensor) -> Tensor:
    """The entropy, in nats, of whether something happens that has these probabilities."""
    bounded = shares.clamp(0.0, 1.0)
    entropies: Tensor = torch.special.entr(bounded) + torch.special.entr(1.0 - bounded)
    return entropies


def row_weights(logits: Tensor) -> RowWeights:
    """What the rows of logits [n, V] weigh; 0 where one holds nothing finite."""
    wide = logits if logits.dtype == torch.float64 else logits.float()
    return finite(RowWeights(*(part.double().cpu().numpy() for part in (wide.logsumexp(1), wide.max(1).values))))


def finite(weights: RowWeights) -> RowWeights:
    """The same with 0 where a row holds nothing finite: nothing there can be weighed against anything."""
    return RowWeights(*(np.where(np.isfinite(weights.totals), part, 0.0) for part in weights))


class FromMarginals(ABC):
    """For posteriors whose marginals are at hand: what is read off them.

    Of padding that weighs nothing it is taken for granted that it is there: its filler has the prior probability one.
    """

    def __init__(
        self, committed: Tokens, logits: Tensor, prior: RowWeights | None, vocabulary: Vocabulary, scores_padding: bool
    ) -> None:
        """
        Args:
            committed: the canvas [n].
            logits: [n, V].
            prior: what the rows weighed, where logits were narrowed since.
            vocabulary: the tokens.
            scores_padding: whether padding weighs anything.
        """
        self._committed, self._weights = committed, row_weights(logits) if prior is None else prior
        self._prior_logits, self._vocabulary = logits, vocabulary
        self._padding = None if scores_padding else vocabulary.filler

    @property
    @abstractmethod
    def log_partition(self) -> float:
        """`Posterior.log_partition`."""

    @abstractmethod
    def marginals(self) -> Tensor:
        """`Posterior.marginals`."""

    @cached_property
    def _log_marginals(self) -> Tensor:
        """`marginals`, made once for all that a step reads off them."""
        return self.marginals()

    @property
    def is_measured(self) -> bool:
        return False

    @property
    def log_evidence(self) -> float:
        return self.log_partition - float(self._weights.totals[self._committed == OPEN].sum())

    def cross_entropies(self) -> Tensor:
        marginals, prior = self._log_marginals.double(), self._prior()
        costs = torch.where(marginals.isfinite() & prior.isfinite(), -marginals.exp() * prior, 0.0).sum(1)
        if self._padding is not None:
            costs = costs + binary_entropies(marginals[:, self._padding].exp())
        return torch.where(torch.from_numpy(self._committed == OPEN).to(costs.device), costs, 0.0)

    def prior_confidences(self, tokens: Tensor) -> Tensor:
        asked = torch.from_numpy(aligned_whole(tokens, self._committed, self._vocabulary)).to(self._prior_logits.device)
        own = self._prior().gather(1, asked[:, None]).squeeze(1).exp()
        canvas = torch.from_numpy(self._committed).to(own.device)
        return torch.where(canvas == OPEN, own, (canvas == asked).double())

    def _prior(self) -> Tensor:
        """Log-probabilities [n, V] of the model alone."""
        prior = (
            self._prior_logits.double() - torch.from_numpy(self._weights.totals).to(self._prior_logits.device)[:, None]
        )
        if self._padding is not None:
            prior[:, self._padding] = 0.0
        return prior

    def hedged_marginals(self) -> Tensor:
        out, wanted = self._log_marginals.clone(), self.cross_entropies()
        rows = torch.nonzero(wanted > self.entropies() + TOLERANCE).flatten()
        hedge_rows(out, rows.tolist(), wanted[rows].cpu().numpy())
        return out

    def entropies(self) -> Tensor:
        marginals = self._log_marginals.double()
        return -(marginals.exp() * marginals.clamp_min(-1e30)).sum(1)

    def confidences(self, tokens: Tensor) -> Tensor:
        marginals = self._log_marginals
        asked = torch.from_numpy(aligned_whole(tokens, self._committed, self._vocabulary)).to(marginals.device)
        return marginals.gather(1, asked[:, None]).squeeze(1).double().exp()


def checked_logits(canvas: Tensor, logits: Tensor, size: int) -> Tensor:
    """Logits [n, V] of a canvas [n] and a vocabulary of so many tokens.

    Raises:
        InvalidLogits: they are of another shape or type.
    """
    if not isinstance(logits, Tensor) or not logits.is_floating_point():
        kind = logits.dtype if isinstance(logits, Tensor) else type(logits).__name__
        raise InvalidLogits(f"logits are a tensor of floats, not {kind}")
    if logits.dim() != 2 or len(logits) != len(canvas):
        raise InvalidLogits(f"a canvas of {len(canvas)} positions needs float logits [n, V], not {list(logits.shape)}")
    if logits.shape[1] != size:
        raise InvalidLogits(
            f"the logits have {logits.shape[1]} columns, the vocabulary {size} tokens; give size={logits.shape[1]} "
            "when the vocabulary is made"
        )
    return logits.detach()
