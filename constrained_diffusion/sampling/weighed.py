"""Answers out of particles: several trajectories of every answer, of which the heaviest text is returned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch

from constrained_diffusion.automata.compile import automaton_of
from constrained_diffusion.errors import UnsatisfiableConstraint
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from constrained_diffusion.inference.constraint import Constraint
from constrained_diffusion.languages.ir import ANY_TEXT
from constrained_diffusion.models.denoiser import Denoiser, Prompt, Told
from constrained_diffusion.sampling.answers import Answer, Passage, Plan, passages, prepared, sampler_for
from constrained_diffusion.sampling.particles import Floats, Particle, denoise_particles, log_mean, shares
from constrained_diffusion.sampling.state import CanvasState, Frame


def weighed_answers(
    model: Denoiser, prompts: Sequence[Prompt], constraint: Constraint, told: Told, plan: Plan
) -> list[Answer]:
    """One answer a prompt, the heaviest text of `plan.particles` trajectories; see `answers`."""
    if model.continues and plan.total < (least := constraint.min_length()):
        raise UnsatisfiableConstraint.beyond(plan.total, least)
    return [_weighed(model, prompt, number, constraint, told, plan) for number, prompt in enumerate(prompts)]


def _weighed(model: Denoiser, prompt: Prompt, number: int, constraint: Constraint, told: Told, plan: Plan) -> Answer:
    assert plan.particles is not None
    generator = torch.Generator().manual_seed(plan.seed + number)
    seeds = torch.randint(2**62, (plan.particles,), generator=generator).tolist()
    contexts = prepared(model, [prompt] * plan.particles, told, plan)
    rows = [
        Answer(number, context, torch.Generator().manual_seed(seed))
        for context, seed in zip(contexts, seeds, strict=True)
    ]
    weights, frames = np.zeros(plan.particles), _Frames(plan)
    anything = AutomatonConstraint(
        model.vocabulary, automaton_of(ANY_TEXT, model.vocabulary), scores_padding=model.scores_padding
    )
    for passage in passages(model, constraint, plan):
        alone = passage if passage.is_thought else replace(passage, constraint=anything)
        _write(model, rows, weights, (passage, alone), plan, generator, frames)
        for row in rows:
            row.turn(model, passage)
    answer, texts = _heaviest(model, rows, shares(weights))
    return replace(answer, frames=frames.kept, alternatives=texts, log_evidence=log_mean(weights))


class _Frames:
    """Shows, step by step, the first of the particles that have not come to their end."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.kept: list[Frame] = []

    def show(self, row: Answer, state: CanvasState) -> None:
        whole = row.whole(state.frame)
        if self.plan.frames:
            self.kept.append(whole)
        if self.plan.on_step is not None:
            self.plan.on_step(row.number, whole)


def _write(
    model: Denoiser,
    rows: list[Answer],
    weights: Floats,
    passages: tuple[Passage, Passage],
    plan: Plan,
    generator: torch.Generator,
    frames: _Frames,
) -> None:
    """Writes a passage, canvas after canvas, beside what the model alone would write; rows and weights are changed in
    place.

    Particles that have come to the passage's end wait for the others with the weight they have; the others are
    resampled among themselves, which leaves their total weight as it is.
    """
    for row in rows:
        row.is_finished = False
    passage = passages[0]

    def next_length(row: Answer) -> int:
        return min(model.next_length(row.context), passage.total - len(row.tokens))

    while pending := [k for k, row in enumerate(rows) if not row.is_finished]:
        n, begun = next_length(rows[pending[0]]), len(rows[pending[0]].tokens)
        together = [k for k in pending if len(rows[k].tokens) == begun and next_length(rows[k]) == n]
        particles = []
        for k in together:
            row = rows[k]
            bound, alone = (sampler_for(model, part.on_canvas(row.tokens, n), plan) for part in passages)
            particles.append(Particle(row.context, bound, alone, row.generator, origin=k, log_weight=float(weights[k])))

        def show(states: Sequence[CanvasState], particles: Sequence[Particle] = particles) -> None:
            leading = next((k for k, state in enumerate(states) if state.stopped_by is None), 0)
            frames.show(rows[particles[leading].origin], states[leading])

        states = denoise_particles(model, particles, generator, n=n, steps=plan.steps or n, on_states=show)
        children = [replace(rows[p.origin], context=p.context, generator=p.generator) for p in particles]
        for k, child, particle, state in zip(together, children, particles, states, strict=True):
            child.take(state, model, passage)
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
