"""For loops that look at every position by itself, as transformers' and vLLM's do: one answer, canvas after canvas.

Such a loop draws every position on its own from the scores it is handed, accepts positions of low entropy, draws the
others anew, and returns the most probable token of every position. Tokens that are possible one by one may clash
together, so what it is handed are the *posterior marginals*, as log-probabilities, flattened where the posterior is
surer than the model (`Posterior.hedged_marginals`), in which the most probable token and that of the most probable
valid canvas have changed places wherever they differ. Thus

- the argmax of every position, read together, is the most probable valid canvas, at every step;
- the entropies that decide what is accepted and when to stop are those of the library's own rule, the posterior's
  cross-entropies under the model (`sampling.strategies`), as far as the allowed tokens can be as uncertain;
- a token that no completion holds is never drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from constrained_diffusion.checked import whole
from constrained_diffusion.errors import ConstrainedDiffusionError, UnsatisfiableConstraint
from constrained_diffusion.inference.batches.rows import Batches
from constrained_diffusion.inference.constraint import Constraint, Posterior
from constrained_diffusion.inference.rows import OPEN, Tokens

_KEPT = 256
_WANTED = 30.0
"""Nats; what a token that is wanted weighs over others."""


class PositionwiseAnswers:
    """Answers of `constraint` within `max_tokens` tokens, over as many canvases as that takes."""

    def __init__(self, constraint: Constraint, max_tokens: int, *, with_end: bool = False) -> None:
        """
        Args:
            with_end: whether the token that ends the answer is one of them, as servers count that tell answers that
                have ended from those that were cut off.

        Raises:
            UnsatisfiableConstraint: no member fits into `max_tokens`.
        """
        max_tokens, least = whole("max_tokens", max_tokens, least=1), constraint.min_length() + with_end
        if max_tokens < least:
            raise UnsatisfiableConstraint.beyond(max_tokens, least)
        self.constraint, self.max_tokens = constraint, max_tokens
        self._room = max_tokens - with_end
        self._blocks: dict[tuple[bytes, int], Constraint] = {}

    def process(
        self, scores: Tensor, before: Tokens, out: Tensor, *, temperature: float = 1.0, held: Tokens | None = None
    ) -> None:
        """Writes to `out` [n, V] what the loop is handed of `scores` [n, V]; see `Scored`."""
        process_all([Scored(self, scores, before, out, temperature, held)], Batches())

    def asked(self, of: Scored) -> tuple[Constraint, Tensor, Tensor] | None:
        """The constraint, the canvas and the logits of the posterior that a loop is handed, None where it needs none:
        behind the budget there is nothing but the end.
        """
        n = self._length(len(of.scores), of.before)
        of.out[n:] = -torch.inf
        of.out[n:, self.constraint.vocabulary.eos[0]] = 0.0
        if n == 0:
            return None
        canvas = torch.full((n,), OPEN) if of.held is None else torch.from_numpy(of.held[:n])
        scaled = of.scores[:n] if of.temperature == 1.0 else of.scores[:n] / of.temperature
        return self._block(of.before, n), canvas, scaled

    def can_hold(self, held: Tokens, before: Tokens | None = None) -> bool:
        """Whether the canvas behind the tokens `before` can hold these tokens [n], -1 where any will do."""
        earlier = held[:0] if before is None else before
        n = self._length(len(held), earlier)
        vocabulary = self.constraint.vocabulary
        if not np.isin(
            held[n:], [token for token in (OPEN, *vocabulary.eos, vocabulary.pad) if token is not None]
        ).all():
            return False
        return n == 0 or self._block(earlier, n).is_completable(torch.from_numpy(held[:n]))

    def nearest(self, tokens: Tokens, before: Tokens) -> Tokens:
        """A canvas that can stand behind the tokens `before`, and has as many of these tokens [n] as can be."""
        scores = torch.zeros(len(tokens), self.constraint.vocabulary.size)
        scores[torch.arange(len(tokens)), torch.from_numpy(tokens)] = _WANTED
        out = torch.empty_like(scores)
        self.process(scores, before, out)
        found: Tokens = out.argmax(-1).numpy()
        return found

    def _length(self, positions: int, before: Tokens) -> int:
        """How many of the positions behind the tokens `before` may hold text."""
        return max(min(positions, self._room - len(before)), 0)

    def _block(self, before: Tokens, n: int) -> Constraint:
        key = before.tobytes(), n
        if key not in self._blocks:
            if len(self._blocks) > _KEPT:
                self._blocks.clear()
            self._blocks[key] = self.constraint.block(before, self._room - len(before) - n)
        return self._blocks[key]


class Scored(NamedTuple):
    """A canvas that a loop has scored.

    Attributes:
        answers: what it is to hold.
        scores: [n, V].
        before: the tokens of the canvases before it.
        out: [n, V], where it is written what the loop is handed.
        temperature: by which the loop divides what it is handed; what it makes of it is then the posterior at that
            temperature. 1 also for a loop that only looks at the most probable tokens.
        held: [n], tokens that stand on the canvas and stay there, -1 where there are none.
    """

    answers: PositionwiseAnswers
    scores: Tensor
    before: Tokens
    out: Tensor
    temperature: float = 1.0
    held: Tokens | None = None


Failed = Callable[[Scored, ConstrainedDiffusionError], None]
"""Told of a canvas of which there is no posterior, and why."""


def process_all(canvases: Sequence[Scored], batches: Batches, failed: Failed | None = None) -> None:
    """Writes what a loop is handed of every canvas to its `out`.

    Args:
        batches: of the loop, kept from step to step.
        failed: what becomes of a canvas that an error concerns, the others going on; without it, the error is raised.
    """
    asked: list[tuple[Scored, Constraint, Tensor, Tensor]] = []
    for of in canvases:
        with _told(of, failed):
            one = of.answers.asked(of)
            if one is not None:
                asked.append((of, *one))
    together = batches.posteriors(
        [constraint for _, constraint, _, _ in asked],
        [canvas for _, _, canvas, _ in asked],
        [scaled for _, _, _, scaled in asked],
    )
    for (of, constraint, canvas, scaled), known in zip(asked, together, strict=True):
        with _told(of, failed):
            out = of.out[: len(canvas)]
            positionwise(constraint.posterior(canvas, scaled) if known is None else known, out)
            if of.temperature != 1.0:
                out *= of.temperature


@contextmanager
def _told(of: Scored, failed: Failed | None) -> Iterator[None]:
    try:
        yield
    except ConstrainedDiffusionError as error:
        if failed is None:
            raise
        failed(of, error)


def positionwise(posterior: Posterior, out: Tensor) -> None:
    """Writes the hedged marginals to `out` [n, V], with the argmax of every position that of the best canvas."""
    best, _ = posterior.best()
    best = best.to(out.device)[:, None]
    out.copy_(posterior.hedged_marginals())
    top = out.argmax(-1, keepdim=True)
    highest = out.gather(-1, top)
    out.scatter_(-1, top, out.gather(-1, best))
    out.scatter_(-1, best, -torch.inf)
    # Another token may be level, or so close that the loop's division by its temperature would make it so, and the
    # argmax would be that of lesser id. Both are below log 1/2 then: a few units of the last place set them apart.
    gap = 4 * torch.finfo(out.dtype).eps
    level = (out >= highest * (1 + gap)).any(-1, keepdim=True)
    out.scatter_(-1, best, torch.where(level, highest * (1 - gap), highest))
