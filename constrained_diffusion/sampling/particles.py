"""Sequential Monte Carlo over denoising trajectories: draws of the model's own joint distribution, given the language.

A step draws from the model's *product* distribution given the language, and the next step looks at what came of it; so
an answer is drawn with the odds of neither the model nor its product. Its trajectory is drawn with known odds, though:

    model alone:   prod_s p_s(x_s)      p_s: step s's product distribution, given that the canvas is to hold some text,
                                        and what was committed before; x_s: what step s committed
    constrained:   prod_s q_s(x_s)      q_s: the same, given that it is to hold a text of the language

so that w = prod_s p_s(x_s) / q_s(x_s) is the importance weight of a trajectory, for the target "the model denoises
alone, and what it writes falls in the language". The mean of the weights is an unbiased estimate of the target's
normaliser, the probability of that. What the language forces at a step counts as committed at that step; nothing is
committed before the first. Of uniform noise hardly anything is settled before the last step: the target is then what
the model alone would write in that step, on the canvas where the constrained steps have led.

The weights are looked at after every pass through the model, each with the ratio of the two partition functions under
the newest logits, which is the probability of the language for what is still to come (a twisted target; here the
look-ahead is exact), and where they have become uneven the particles are resampled (Del Moral et al. 2006; language
models: Lew et al. 2023, arXiv 2306.03081; Loula et al. 2025, arXiv 2504.13139). Which positions a step commits is
decided without looking at the draw, so that it cancels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from constrained_diffusion.errors import InvalidArgument, UnsatisfiableConstraint
from constrained_diffusion.inference.batches.rows import Batches, log_probabilities
from constrained_diffusion.inference.constraint import Posterior
from constrained_diffusion.models.denoiser import Denoiser
from constrained_diffusion.sampling.loop import scored
from constrained_diffusion.sampling.samplers import Sampler, counted, posteriors, settled_by, weighed
from constrained_diffusion.sampling.state import CanvasState

Floats = NDArray[np.float64]

_FEWEST = 0.5
"""The share of particles that are to count; below it, they are resampled."""


@dataclass(eq=False)
class Particle:
    """One of the trajectories of an answer.

    Attributes:
        context: of the model; copied (`deepcopy`) where a particle has several children.
        sampler: moves the canvas.
        alone: a sampler of any text, which says what the model alone would have done.
        generator: of its draws, which no other particle shares.
        origin: the particle that it descends from, by its place at the start of the canvas.
        log_weight: log of its importance weight, as far as it has come.
    """

    context: Any
    sampler: Sampler
    alone: Sampler
    generator: torch.Generator
    origin: int
    log_weight: float


def denoise_particles(
    model: Denoiser,
    particles: Sequence[Particle],
    generator: torch.Generator,
    *,
    n: int,
    steps: int,
    on_states: Callable[[Sequence[CanvasState]], None],
) -> list[CanvasState]:
    """Denoises a canvas of n positions for every particle, all of the same answer; they are changed in place.

    Args:
        generator: of the resampling.
        on_states: called at the start and after every step.

    Raises:
        InvalidArgument: the constraint does not know the odds of its draws.
        UnsatisfiableConstraint: n positions hold no member, or the logits leave none of the particles a way to end.
    """
    particles[0].sampler.start(n, torch.Generator())  # where n positions hold no member, no model is asked
    states = [particle.sampler.unsettled(n, particle.generator) for particle in particles]
    on_states(states)
    batches, alone = Batches(), Batches()
    for step in range(steps):
        rows, logits = scored(model, states, [particle.context for particle in particles], 1.0 - step / steps)
        if not rows:
            break
        pairs: list[_Pair | None] = [None] * len(particles)
        held = [states[row] for row in rows]
        own = [particles[row].generator for row in rows]
        constrained = posteriors(batches, [particles[row].sampler for row in rows], held, logits, own)
        free = posteriors(alone, [particles[row].alone for row in rows], held, logits)
        for row, posterior, prior in zip(rows, constrained, free, strict=True):
            pairs[row] = _Pair.of(posterior, prior)
        evidence = np.array([0.0 if pair is None else pair.log_evidence for pair in pairs])
        weights = np.array([particle.log_weight for particle in particles]) + evidence
        if np.isneginf(weights).all():
            raise UnsatisfiableConstraint.improbable()
        if np.isneginf(weights).any() or effective(weights) < _FEWEST * len(particles):
            chosen = ancestors(weights, generator)
            states, pairs = [states[k] for k in chosen], [pairs[k] for k in chosen]
            level = log_mean(weights)
            inherited = _inherited(particles, chosen)
            for particle, k, (context, parent) in zip(particles, chosen, inherited, strict=True):
                particle.context, particle.sampler, particle.alone = context, parent.sampler, parent.alone
                particle.origin, particle.log_weight = parent.origin, level - float(evidence[k])
        moved = {row: pair for row, pair in enumerate(pairs) if pair is not None}
        for row, pair in moved.items():
            particle, last = particles[row], step + 1 == steps
            states[row] = particle.sampler.advance(states[row], pair.posterior, particle.generator, last=last)
        settled = [states[row] for row in moved]
        weights_drawn = weighed([pair.posterior for pair in moved.values()], settled)
        weights_free = log_probabilities(
            [pair.prior for pair in moved.values()], [settled_by(state) for state in settled]
        )
        for row, bound, loose in zip(moved, weights_drawn, weights_free, strict=True):
            states[row] = counted(states[row], bound)
            particles[row].log_weight += loose - bound
        on_states(states)
    return states


@dataclass(frozen=True, eq=False)
class _Pair:
    """What the constraint and the model alone make of a particle's logits; no evidence, where they leave it nothing."""

    posterior: Posterior
    prior: Posterior
    log_evidence: float

    @classmethod
    def of(cls, posterior: Posterior, prior: Posterior) -> _Pair:
        if not posterior.is_measured:
            raise InvalidArgument(
                "particles are weighed by the exact odds of their draws, which this constraint does not know. Those "
                "of a schema or grammar are known where it is unambiguous (constraint.is_unambiguous) and asks for no "
                "distinct items, those of a puzzle with exact=True and up to 1,000 solutions, those of a & b where "
                "both are finite. Else leave out particles="
            )
        try:
            return cls(posterior, prior, posterior.log_partition - prior.log_partition)
        except UnsatisfiableConstraint as error:
            if error.cause != "logits":
                raise
            return cls(posterior, prior, -np.inf)


def _inherited(particles: Sequence[Particle], chosen: Sequence[int]) -> list[tuple[Any, Particle]]:
    """Contexts and parents of those chosen; the first child takes the context over, others get copies."""
    found: list[tuple[Any, Particle]] = []
    for row, k in enumerate(chosen):
        context = deepcopy(particles[k].context) if k in chosen[:row] else particles[k].context
        found.append((context, replace(particles[k])))
    return found


def log_mean(log_weights: Floats) -> float:
    return float(np.logaddexp.reduce(log_weights) - np.log(len(log_weights)))


def shares(log_weights: Floats) -> Floats:
    """The weights' shares of their sum; even where none has any weight."""
    top = log_weights.max()
    weights: Floats = np.exp(log_weights - top) if np.isfinite(top) else np.ones(len(log_weights))
    total: Floats = weights / weights.sum()
    return total


def effective(log_weights: Floats) -> float:
    """How many particles of even weight would tell as much (Kong et al. 1994)."""
    return float(1.0 / (shares(log_weights) ** 2).sum())


def ancestors(log_weights: Floats, generator: torch.Generator) -> list[int]:
    """Systematic resampling: as many as there are weights, each within one of its expected number of times."""
    count = len(log_weights)
    spots = (np.arange(count) + float(torch.rand(1, generator=generator, dtype=torch.float64))) / count
    bounds = np.cumsum(shares(log_weights))
    return np.minimum(np.searchsorted(bounds, spots, side="right"), count - 1).tolist()  # type: ignore[no-any-return]
