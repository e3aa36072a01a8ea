"""Answers out of particles: several trajectories of every answer, of which the heaviest text is returned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch

from constrained_diffusion.automata.compile import automaton_of
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from constrained_diffusion.inference.constraint import Constraint
from constrained_diffusion.languages.ir import ANY_TEXT
from constrained_diffusion.models.denoiser import Denoiser, Prompt, Told
from constrained_diffusion.sampling.answers import Answer, Passage, Plan, in_step, passages, prepared, sampler_for
from constrained_diffusion.sampling.particles import Floats, Particle, denoise_particles, log_mean, shares
from constrained_diffusion.sampling.state import CanvasState, Frame


def weighed_answers(
    model: Denoiser, prompts: Sequence[Prompt], constraint: Constraint, told: Told, plan: Plan
) -> list[Answer]:
    """One answer a prompt, the heaviest text of `plan.particles` trajectories; see `answers`."""
    anything = AutomatonConstraint(
        model.vocabulary, automaton_of(ANY_TEXT, model.vocabulary), scores_padding=model.scores_padding
    )
    pairs = [
        (passage, passage if passage.is_thought else replace(passage, constraint=anything))
        for passage in passages(model, constraint, plan)
    ]
    return [_weighed(model, prompt, number, pairs, told, plan) for number, prompt in enumerate(prompts)]


def _weighed(
    model: Denoiser, prompt: Prompt, number: int, pairs: Sequence[tuple[Passage, Passage]], told: Told, plan: Plan
) -> Answer:
    """`pairs`: what is written, and beside it what the model alone would write."""
    assert plan.particles is not None
    generator = torch.Generator().manual_seed(plan.seed + number)
    seeds = torch.randint(2**62, (plan.particles,), generator=generator).tolist()
    contexts = prepared(model, [prompt] * plan.particles, told, plan)
    rows = [
        Answer(number, context, torch.Generator().manual_seed(seed))
        for context, seed in zip(contexts, seeds, strict=True)
    ]
    weights = np.zeros(plan.particles)
    frames: list[Frame] = []
    for passage, alone in pairs:
        _write(model, rows, weights, (passage, alone), plan, generator, frames)
        for row in rows:
            row.turn(model, passage)
    answer, texts = _heaviest(model, rows, shares(weights))
    return replace(answer, frames=frames, alternatives=texts, log_evidence=log_mean(weights))


def _write(
    model: Denoiser,
    rows: list[Answer],
    weights: Floats,
    passages: tuple[Passage, Passage],
    plan: Plan,
    generator: torch.Generator,
    frames: list[Frame],
) -> None:
    """Writes a passage, canvas after canvas, beside what the model alone would write; rows and weights are changed in
    place.

    Particles that have come to the passage's end wait for the others with the weight they have; the others are
    resampled among themselves, which leaves their total weight as it is. Shown is the first that is still on its way.
    """
    while found := in_step(model, rows, passages[0]):
        together, n = found
        particles = []
        for k in together:
            row = rows[k]
            bound, alone = (sampler_for(model, part.on_canvas(row.tokens, n), plan) for part in passages)
            particles.append(Particle(row.context, bound, alone, row.generator, origin=k, log_weight=float(weights[k])))

        def show(states: Sequence[CanvasState], particles: Sequence[Particle] = particles) -> None:
            leading = next((k for k, state in enumerate(states) if state.stopped_by is None), 0)
            row = rows[particles[leading].origin]
            plan.show(row.number, row.whole(states[leading].frame), frames)

        states = denoise_particles(model, particles, generator, n=n, steps=plan.steps or n, on_states=show)
        children = [replace(rows[p.origin], context=p.context, generator=p.generator) for p in particles]
        for k, child, particle, state in zip(together, children, particles, states, strict=True):
            child.take(state, model, passages[0])
            rows[k], weights[k] = child, particle.log_weight


def _heaviest(model: Denoiser, rows: Sequence[Answer], share: Floats) -> tuple[Answer, list[tuple[str, float]]]:
    """The heaviest row of the heaviest text, and all texts with their shares."""
    texts = [model.vocabulary.decode(row.tokens) for row in rows]
    weight: dict[str, float] = defaultdict(float)
    for text, part in zip(texts, share.tolist(), strict=True):
        weight[text] += part
    ordered = sorted(weight.items(), key=lambda item: -item[1])
    best = max((k for k, text in enumerate(texts) if text == ordered[0][0]), key=lambda k: float(share[k]))
    return rows[best], ordered
