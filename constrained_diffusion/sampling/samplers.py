"""One denoising step, for either noise kind: a pure function from a canvas state and logits to the next state.

    posterior  =  constraint given the committed tokens, weighed by the logits
    proposal   =  one joint draw from it (its most probable canvas at temperature 0)
    commit     =  positions that the strategy chooses, by what posterior and model both say of them (`strategies`), and
                  whatever the constraint then forces
    stop       =  all committed, or the most probable canvas is stable and certain, or no steps are left; the proposal
                  then settles the rest

Which positions are committed, and when to stop, hangs on logits and posterior, never on the draw. So under logits that
do not depend on the canvas an answer is an exact draw, whatever strategy and rule.

*absorbing*: what is committed stays; open positions hold the mask token.
*uniform*: the chosen positions hold their proposal and the others a random token; all are judged anew at the next step,
so that an early mistake can be undone. Only forced positions are settled for good.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import torch
from torch import Tensor

from constrained_diffusion.errors import UnsatisfiableConstraint
from constrained_diffusion.inference.batches.rows import Batches, log_probabilities
from constrained_diffusion.inference.constraint import Constraint, Posterior
from constrained_diffusion.sampling.state import CanvasState, Frame, Status, first_frame
from constrained_diffusion.sampling.stopping import Stable
from constrained_diffusion.sampling.strategies import Beliefs, CommitStrategy, chosen_by


class Sampler(Protocol):
    """How one noise kind moves.

    Attributes:
        constraint: what the canvas is held to.
        temperature: of draws; at 0 the most probable canvas takes their place.
    """

    @property
    def constraint(self) -> Constraint: ...

    @property
    def temperature(self) -> float: ...

    def start(self, n: int, generator: torch.Generator, /) -> CanvasState:
        """The canvas before the first step. Raises `UnsatisfiableConstraint` where n positions hold no member."""

    def unsettled(self, n: int, generator: torch.Generator, /) -> CanvasState:
        """The same with nothing settled yet: what is forced is with the first step, so that its logits weigh it."""

    def advance(
        self, state: CanvasState, posterior: Posterior, generator: torch.Generator, *, last: bool
    ) -> CanvasState:
        """The state after one more step, with its posterior; the last one settles everything.

        Its likelihood is that of the steps before: what this one settled is weighed for all rows at once (`weighed`).
        """


def posteriors(
    batches: Batches,
    samplers: Sequence[Sampler],
    states: Sequence[CanvasState],
    logits: Tensor,
    generators: Sequence[torch.Generator] | None = None,
) -> Iterator[Posterior]:
    """What the constraints make of logits [B, n, V] for these canvases, each at its sampler's temperature.

    One after the other, so that a loop need not hold all of them. The generators are those of draws,
    where any will be made.
    """
    heat = [sampler.temperature or 1.0 for sampler in samplers]
    if len({*heat}) > 1:
        logits = torch.stack([row / by for row, by in zip(logits, heat, strict=True)])
    elif heat[0] != 1.0:
        logits = logits / heat[0]
    constraints, canvases = [sampler.constraint for sampler in samplers], [state.canvas for state in states]
    given = [None] * len(samplers) if generators is None else generators
    drawing = [one if sampler.temperature else None for one, sampler in zip(given, samplers, strict=True)]
    together = batches.posteriors(constraints, canvases, logits, drawing)
    for known, constraint, canvas, scores in zip(together, constraints, canvases, logits, strict=True):
        yield constraint.posterior(canvas, scores) if known is None else known


def weighed(posteriors: Sequence[Posterior], states: Sequence[CanvasState]) -> list[float]:
    """log of the probability of what the last step settled of each canvas, under its posterior of that step."""
    known = [state.drawn_weight for state in states]
    asked = [row for row, weight in enumerate(known) if weight is None]
    found = iter(log_probabilities([posteriors[row] for row in asked], [settled_by(states[row]) for row in asked]))
    return [next(found) if weight is None else weight for weight in known]


def settled_by(state: CanvasState) -> Tensor:
    """long [n]: what the last step settled, -1 elsewhere."""
    assert state.drawn is not None  # there was one
    return state.drawn


def counted(state: CanvasState, weight: float) -> CanvasState:
    """The state with what its last step settled in its likelihood."""
    return replace(state, log_likelihood=state.log_likelihood + weight)


@dataclass(frozen=True, kw_only=True)
class _Shared(ABC):
    constraint: Constraint
    strategy: CommitStrategy
    stop: Stable
    temperature: float

    def start(self, n: int, generator: torch.Generator, /) -> CanvasState:
        canvas = self._forced(torch.full((n,), -1))
        state = CanvasState(canvas, self._noisy(canvas, generator), first_frame(canvas), drawn=canvas)
        return state if bool((canvas < 0).any()) else replace(state, stopped_by="committed")

    def unsettled(self, n: int, generator: torch.Generator, /) -> CanvasState:
        canvas = torch.full((n,), -1)
        return CanvasState(canvas, self._noisy(canvas, generator), first_frame(canvas))

    def advance(
        self, state: CanvasState, posterior: Posterior, generator: torch.Generator, *, last: bool
    ) -> CanvasState:
        found, weight = posterior.best()
        best = found.cpu()
        tokens = best if self.temperature == 0.0 else self._drawn(posterior, best, generator)
        beliefs = Beliefs(
            tokens=tokens,
            confidence=posterior.confidences(best).cpu().float(),
            prior_confidence=posterior.prior_confidences(best).cpu().float(),
            entropy=posterior.entropies().cpu().float(),
            cross_entropy=posterior.cross_entropies().cpu().float(),
            open=state.canvas < 0,
            marginals=posterior.marginals,
            generator=generator,
        )
        unchanged = state.unchanged + 1 if state.best is not None and torch.equal(best, state.best) else 0
        whole = weight > -torch.inf  # a constraint that does not look ahead may have no solution to offer yet
        stable = whole and self.stop.holds(unchanged, float(self._doubts(beliefs)[beliefs.open].mean()))
        if not (stable or last):
            return replace(self._moved(state, posterior, beliefs, generator), best=best, unchanged=unchanged)
        if not whole:
            raise UnsatisfiableConstraint(
                "the steps ran out before a whole answer was found, by a constraint that does not look ahead",
                cause="steps",
            )
        status = torch.where(beliefs.open, int(Status.COMMITTED), state.frame.status.long()).to(torch.int8)
        return CanvasState(
            canvas=tokens,
            noisy=tokens,
            frame=Frame(state.frame.step + 1, tokens, status, posterior.confidences(tokens).cpu().float()),
            best=best,
            unchanged=unchanged,
            log_likelihood=state.log_likelihood,  # without this step's, see `weighed`
            drawn=torch.where(beliefs.open, tokens, -1),
            drawn_weight=weight if self.temperature == 0.0 else None,
            stopped_by="stable" if stable else "steps",
        )

    @property
    def _ends_alike(self) -> bool:
        """Whether an end is also what fills the canvas behind it, and only the end is weighed: then a filler that is
        settled has to be known for the one or the other, or it would be weighed wrongly from there on.
        """
        vocabulary = self.constraint.vocabulary
        return not self.constraint.scores_padding and vocabulary.filler in vocabulary.eos

    def _forced(self, canvas: Tensor) -> Tensor:
        """The canvas with what the constraint forces; a filler only where the text before it is settled."""
        forced = self.constraint.forced(canvas)
        if self._ends_alike:
            for position in range(1, len(forced)):
                new = canvas[position] < 0 and forced[position] == self.constraint.vocabulary.filler
                if new and forced[position - 1] < 0:
                    forced[position] = -1
        return forced

    def _told_apart(self, chosen: Tensor, beliefs: Beliefs) -> Tensor:
        """What is chosen, and to the left of a chosen filler everything up to the text. What more is revealed hangs on
        nothing but what was revealed before it, so that draws stay exact.
        """
        if not self._ends_alike:
            return chosen
        found, fills = chosen.clone(), beliefs.tokens == self.constraint.vocabulary.filler
        for position in range(len(found) - 1, 0, -1):
            found[position - 1] |= found[position] & fills[position]
        return found & beliefs.open

    def _drawn(self, posterior: Posterior, best: Tensor, generator: torch.Generator) -> Tensor:
        """A draw; of a constraint that does not look ahead it may be no answer, and the best canvas then serves."""
        drawn = posterior.sample(generator).cpu()
        return drawn if self.constraint.exact or self.constraint.is_completable(drawn) else best

    @abstractmethod
    def _doubts(self, beliefs: Beliefs) -> Tensor:
        """[n], in nats: what the stopping rule looks at."""

    @abstractmethod
    def _noisy(self, held: Tensor, generator: torch.Generator) -> Tensor:
        """What the model reads: `held` [n], and noise where it is -1."""

    @abstractmethod
    def _moved(
        self, state: CanvasState, posterior: Posterior, beliefs: Beliefs, generator: torch.Generator
    ) -> CanvasState:
        """The state after the strategy's commits."""


@dataclass(frozen=True, kw_only=True)
class AbsorbingSampler(_Shared):
    """For models whose open positions hold a mask token."""

    mask: int

    def _doubts(self, beliefs: Beliefs) -> Tensor:
        return beliefs.cross_entropy  # to stop is to commit

    def _noisy(self, held: Tensor, generator: torch.Generator) -> Tensor:
        del generator  # absorbing noise is the same everywhere
        return torch.where(held < 0, self.mask, held)

    def _moved(
        self, state: CanvasState, posterior: Posterior, beliefs: Beliefs, generator: torch.Generator
    ) -> CanvasState:
        chosen = self._told_apart(chosen_by(self.strategy, beliefs), beliefs)
        committed = torch.where(chosen, beliefs.tokens, state.canvas)
        canvas = self._forced(committed)
        status = state.frame.status.clone()
        status[chosen] = Status.COMMITTED
        status[(committed < 0) & (canvas >= 0)] = Status.FORCED
        shown = torch.where(canvas >= 0, canvas, beliefs.tokens)
        sure = posterior.confidences(beliefs.tokens).cpu().float()
        confidence = torch.where(beliefs.open, sure, state.frame.confidence)
        return replace(
            state,
            canvas=canvas,
            noisy=self._noisy(canvas, generator),
            frame=Frame(state.frame.step + 1, shown, status, confidence),
            drawn=torch.where(beliefs.open, canvas, -1),
            drawn_weight=None,
            stopped_by=None if bool((canvas < 0).any()) else "committed",
        )


@dataclass(frozen=True, kw_only=True)
class UniformSampler(_Shared):
    """For models whose every position holds some token."""

    vocabulary_size: int

    def _doubts(self, beliefs: Beliefs) -> Tensor:
        # All positions are judged at every step, those too where the model will never come round to the constraint: its
        # surprise does not fade with the steps.
        return beliefs.entropy

    def _noisy(self, held: Tensor, generator: torch.Generator) -> Tensor:
        noise = torch.randint(self.vocabulary_size, held.shape, generator=generator)
        return torch.where(held < 0, noise, held)

    def _moved(
        self, state: CanvasState, posterior: Posterior, beliefs: Beliefs, generator: torch.Generator
    ) -> CanvasState:
        chosen = chosen_by(self.strategy, beliefs)  # nothing is committed for good, so nothing is counted yet
        settled = self._forced(state.canvas) if state.drawn is None else state.canvas
        status = torch.where(settled >= 0, int(Status.FORCED), chosen.long()).to(torch.int8)
        held = torch.where(chosen, beliefs.tokens, settled)
        return replace(
            state,
            canvas=settled,
            noisy=self._noisy(held, generator),
            drawn=torch.where(beliefs.open, settled, -1),
            drawn_weight=0.0,  # forced, if anything
            stopped_by=None if bool((settled < 0).any()) else "committed",
            frame=Frame(
                state.frame.step + 1, beliefs.tokens, status, posterior.confidences(beliefs.tokens).cpu().float()
            ),
        )
