"""One denoising step, for either noise kind: a pure function from a canvas state and logits to the next state.

    posterior  =  constraint given the committed tokens, weighed by the logits
    proposal   =  one joint draw from it (its most probable canvas at temperature 0)
    commit     =  positions that the strategy chooses, and whatever the constraint then forces
    stop       =  all committed, or the most probable canvas is stable and certain, or no steps are left

*absorbing*: what is committed stays; open positions hold the mask token.
*uniform*: the chosen positions hold their proposal and the others a random token; all are judged anew at the next step,
so that an early mistake can be undone. Only forced positions are settled for good.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

import torch
from torch import Tensor

from constrained_diffusion.inference.constraint import Constraint, Posterior
from constrained_diffusion.sampling.state import CanvasState, Frame, Status, first_frame
from constrained_diffusion.sampling.stopping import Stable
from constrained_diffusion.sampling.strategies import Beliefs, CommitStrategy


class Sampler(Protocol):
    """How one noise kind moves."""

    def start(self, n: int, generator: torch.Generator, /) -> CanvasState:
        """The canvas before the first step. Raises `UnsatisfiableConstraint` where n positions hold no member."""

    def step(self, state: CanvasState, logits: Tensor, generator: torch.Generator, *, last: bool) -> CanvasState:
        """The state after one more step with logits [n, V]; the last one settles everything."""


@dataclass(frozen=True, kw_only=True)
class _Shared:
    constraint: Constraint
    strategy: CommitStrategy
    stop: Stable
    temperature: float

    def _posterior(self, canvas: Tensor, logits: Tensor) -> Posterior:
        scaled = logits if self.temperature in (0.0, 1.0) else logits / self.temperature
        return self.constraint.posterior(canvas, scaled)

    def _beliefs(self, posterior: Posterior, best: Tensor, canvas: Tensor, generator: torch.Generator) -> Beliefs:
        marginals = posterior.marginals()
        tokens = best if self.temperature == 0.0 else posterior.sample(generator)
        confidence = marginals.gather(1, tokens[:, None]).squeeze(1).exp()
        entropy = -(marginals.exp() * marginals.clamp_min(-1e30)).sum(1)
        return Beliefs(tokens, confidence, entropy, canvas < 0)

    def _finished(
        self, state: CanvasState, posterior: Posterior, best: Tensor, beliefs: Beliefs, weight: float, *, last: bool
    ) -> CanvasState | None:
        """The state in which everything is settled, if it is time to."""
        unchanged = state.unchanged + 1 if state.best is not None and torch.equal(best, state.best) else 0
        mean = float(beliefs.entropy[beliefs.open].mean()) if bool(beliefs.open.any()) else 0.0
        stable = self.stop.holds(unchanged, mean)
        if not (stable or last):
            return None
        confidence = posterior.marginals().gather(1, best[:, None]).squeeze(1).exp()
        status = torch.where(beliefs.open, int(Status.COMMITTED), state.frame.status.long()).to(torch.int8)
        return replace(
            state,
            canvas=best,
            noisy=best,
            frame=Frame(state.frame.step + 1, best, status, confidence),
            best=best,
            unchanged=unchanged,
            log_likelihood=state.log_likelihood + weight,
            stopped_by="stable" if stable else "steps",
        )


@dataclass(frozen=True, kw_only=True)
class AbsorbingSampler(_Shared):
    """For models whose open positions hold a mask token."""

    mask: int

    def start(self, n: int, _: torch.Generator) -> CanvasState:
        canvas = self.constraint.forced(torch.full((n,), -1))
        state = CanvasState(canvas, self._noisy(canvas), first_frame(canvas))
        return state if bool((canvas < 0).any()) else replace(state, stopped_by="committed")

    def step(self, state: CanvasState, logits: Tensor, generator: torch.Generator, *, last: bool) -> CanvasState:
        posterior = self._posterior(state.canvas, logits)
        best, weight = posterior.best()
        beliefs = self._beliefs(posterior, best, state.canvas, generator)
        finished = self._finished(state, posterior, best, beliefs, weight, last=last)
        if finished is not None:
            return finished
        chosen = self.strategy.choose(beliefs)
        committed = torch.where(chosen, beliefs.tokens, state.canvas)
        canvas = self.constraint.forced(committed)
        status = state.frame.status.clone()
        status[chosen] = Status.COMMITTED
        status[(committed < 0) & (canvas >= 0)] = Status.FORCED
        shown = torch.where(canvas >= 0, canvas, beliefs.tokens)
        confidence = torch.where(beliefs.open, beliefs.confidence, state.frame.confidence)
        return replace(
            state,
            canvas=canvas,
            noisy=self._noisy(canvas),
            frame=Frame(state.frame.step + 1, shown, status, confidence),
            best=best,
            unchanged=state.unchanged + 1 if state.best is not None and torch.equal(best, state.best) else 0,
            log_likelihood=state.log_likelihood + posterior.log_probability(torch.where(chosen, beliefs.tokens, -1)),
            stopped_by=None if bool((canvas < 0).any()) else "committed",
        )

    def _noisy(self, canvas: Tensor) -> Tensor:
        return torch.where(canvas < 0, self.mask, canvas)


@dataclass(frozen=True, kw_only=True)
class UniformSampler(_Shared):
    """For models whose every position holds some token."""

    vocabulary_size: int

    def start(self, n: int, generator: torch.Generator) -> CanvasState:
        canvas = self.constraint.forced(torch.full((n,), -1))
        state = CanvasState(canvas, self._renoised(canvas, generator), first_frame(canvas))
        return state if bool((canvas < 0).any()) else replace(state, stopped_by="committed")

    def step(self, state: CanvasState, logits: Tensor, generator: torch.Generator, *, last: bool) -> CanvasState:
        posterior = self._posterior(state.canvas, logits)
        best, weight = posterior.best()
        beliefs = self._beliefs(posterior, best, state.canvas, generator)
        finished = self._finished(state, posterior, best, beliefs, weight, last=last)
        if finished is not None:
            return finished
        chosen = self.strategy.choose(beliefs)
        held = torch.where(chosen, beliefs.tokens, state.canvas)
        status = torch.where(state.canvas >= 0, int(Status.FORCED), chosen.long()).to(torch.int8)
        return replace(
            state,
            noisy=self._renoised(held, generator),
            frame=Frame(state.frame.step + 1, beliefs.tokens, status, beliefs.confidence),
            best=best,
            unchanged=state.unchanged + 1 if state.best is not None and torch.equal(best, state.best) else 0,
        )

    def _renoised(self, held: Tensor, generator: torch.Generator) -> Tensor:
        noise = torch.randint(self.vocabulary_size, held.shape, generator=generator)
        return torch.where(held < 0, noise, held)
