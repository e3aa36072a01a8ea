"""Sequential Monte Carlo over denoising trajectories: draws of the model's own joint distribution, given the language.

A step draws from the model's *product* distribution given the language, and the next step looks at what came of it; so
an answer is drawn with the odds of neither the model nor its product. Its trajectory is drawn with known odds, though:

    model alone:   prod_s p_s(x_s)      p_s: the product distribution of step s, x_s: what step s committed or held
    constrained:   prod_s q_s(x_s)      q_s: p_s given the language and what was committed before

so that w = prod_s p_s(x_s) / q_s(x_s) is the importance weight of a trajectory, for the target "the model denoises
alone, and its answer falls in the language". As q_s(x) = p_s(x) Z_s(x) / Z_s, where Z is the prior probability of the
language (`Posterior.log_evidence`), w is also prod_s Z_s / Z_s(x_s). The mean of the weights is an unbiased estimate of
the target's normaliser, the probability that the model alone ends in the language. What the language forces at a step
counts as committed at that step, and what it forces before the first is given.

The weights are looked at after every pass through the model, each with the evidence of what is still to come under the
newest logits (a twisted target; here the look-ahead is exact), and where they have become uneven the particles are
resampled (Del Moral et al. 2006; for language models Lew et al. 2023, arXiv 2306.03081; Loula et al. 2025, arXiv
2504.13139). Which positions a step commits is decided without looking at the draw, so that it cancels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.inference.constraint import Posterior
from constrained_diffusion.models.denoiser import Denoiser
from constrained_diffusion.sampling.loop import check_logits
from constrained_diffusion.sampling.samplers import Sampler
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
        generator: of its draws, which no other particle shares.
        origin: the particle that it descends from, by its place at the start of the canvas.
        log_weight: log of its importance weight, as far as it has come.
    """

    context: Any
    sampler: Sampler
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
    """
    states = [particle.sampler.start(n, particle.generator) for particle in particles]
    on_states(states)
    for step in range(steps):
        active = [row for row, state in enumerate(states) if state.stopped_by is None]
        if not active:
            break
        noisy = torch.stack([states[row].noisy for row in active])
        logits = model.logits(noisy, [particles[row].context for row in active], 1.0 - step / steps)
        check_logits(logits, noisy, model.vocabulary.size)
        posteriors: list[Posterior | None] = [None] * len(particles)
        for row, scores in zip(active, logits, strict=True):
            posteriors[row] = _measured(particles[row].sampler.posterior(states[row], scores))
        evidence = np.array([0.0 if p is None else p.log_evidence for p in posteriors])
        weights = np.array([particle.log_weight for particle in particles]) + evidence
        if effective(weights) < _FEWEST * len(particles):
            chosen = ancestors(weights, generator)
            states, posteriors = [states[k] for k in chosen], [posteriors[k] for k in chosen]
            level = log_mean(weights)
            inherited = _inherited(particles, chosen)
            for particle, k, (context, sampler, origin) in zip(particles, chosen, inherited, strict=True):
                particle.context, particle.sampler, particle.origin = context, sampler, origin
                particle.log_weight = level - float(evidence[k])
        for row, posterior in enumerate(posteriors):
            if posterior is None:
                continue
            particle = particles[row]
            states[row] = particle.sampler.advance(states[row], posterior, particle.generator, last=step + 1 == steps)
            particle.log_weight += _log_odds(posterior, states[row])
        on_states(states)
    return states


def _measured(posterior: Posterior) -> Posterior:
    if posterior.is_measured:
        return posterior
    raise InvalidArgument(
        "particles are weighed by the exact odds of their draws, which this constraint does not know (an ambiguous "
        "grammar, distinct items, a puzzle of many solutions, or two constraints on one canvas): leave out particles="
    )


def _log_odds(posterior: Posterior, state: CanvasState) -> float:
    """log of the odds of what the step settled or holds, for the model alone over the constrained draw."""
    assert state.drawn is not None
    prior = posterior.prior_confidences(state.frame.tokens).cpu()[state.drawn >= 0]
    return float(prior.log().sum()) - posterior.log_probability(state.drawn)


def _inherited(particles: Sequence[Particle], chosen: Sequence[int]) -> list[tuple[Any, Sampler, int]]:
    """Context, sampler and origin of those chosen; the first child takes the context over, others get copies."""
    found: list[tuple[Any, Sampler, int]] = []
    for row, k in enumerate(chosen):
        parent = particles[k]
        context = deepcopy(parent.context) if k in chosen[:row] else parent.context
        found.append((context, parent.sampler, parent.origin))
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
