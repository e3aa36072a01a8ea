"""Answers, canvas after canvas: a thought first where the model thinks, then text of the language until it ends."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import torch
from torch import Tensor

from constrained_diffusion.automata.tokens.free_text import free_text
from constrained_diffusion.checked import real, whole
from constrained_diffusion.errors import InvalidArgument, UnsatisfiableConstraint
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from constrained_diffusion.inference.constraint import Constraint
from constrained_diffusion.models.denoiser import Denoiser, Prompt, Told
from constrained_diffusion.sampling.loop import denoise
from constrained_diffusion.sampling.samplers import AbsorbingSampler, Sampler, UniformSampler
from constrained_diffusion.sampling.state import CanvasState, Frame, Status, StoppedBy
from constrained_diffusion.sampling.stopping import Stable
from constrained_diffusion.sampling.strategies import CommitStrategy, EntropyBound, strategy_named

OnStep = Callable[[int, Frame], None]
"""Called with the row of a batch and its newest frame."""


_MOST_PARTICLES = 65_536
"""A canvas of each is held at once."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How answers are written, as far as the caller says; see `generate`. None is the model's own choice."""

    max_tokens: int | None = None
    steps: int | None = None
    temperature: float | None = None
    strategy: str | CommitStrategy | None = None
    stop: Stable | None = None
    seed: int | None = None
    particles: int | None = None
    thinking: int = 0
    on_step: OnStep | None = None
    frames: bool = False

    def plan(self, model: Denoiser, *, invents: bool) -> Plan:
        """What is left open settled; `invents`: whether there is no prompt.

        Raises:
            InvalidArgument: a setting makes no sense, or not with this model.
        """
        total = model.canvas_length if self.max_tokens is None else whole("max_tokens", self.max_tokens, least=1)
        if total > model.canvas_length and not model.continues:
            raise InvalidArgument(
                f"max_tokens={total} is more than the {model.canvas_length} positions of the model's canvas, and it "
                "does not write one canvas after another"
            )
        steps = None if self.steps is None else whole("steps", self.steps, least=1)
        seed = secrets.randbelow(2**31) if self.seed is None else whole("seed", self.seed)
        if not -(2**63) <= seed < 2**63:
            raise InvalidArgument(f"a seed has 64 bits, {seed} has more")
        particles = (
            None if self.particles is None else whole("particles", self.particles, least=1, most=_MOST_PARTICLES)
        )
        default = 0.0 if particles is None and not invents else 1.0
        temperature = real("temperature", default if self.temperature is None else self.temperature, least=0.0)
        if particles is not None and temperature == 0.0:
            raise InvalidArgument("particles are draws, and at temperature 0 all of them are the same: leave it out")
        thinking = whole("thinking", self.thinking, least=0)
        if thinking and model.end_of_thought is None:
            raise InvalidArgument("this model does not think before it answers: leave out thinking=")
        if self.stop is not None and not isinstance(self.stop, Stable):
            raise InvalidArgument(f"stop is a stopping rule, such as Stable(), not {self.stop!r}")
        if self.on_step is not None and not callable(self.on_step):
            raise InvalidArgument(f"on_step is called with a row and its frame; {self.on_step!r} cannot be called")
        own = model.defaults
        return Plan(
            total=total,
            steps=steps or own.steps,
            temperature=temperature,
            strategy=EntropyBound(bound=own.entropy_bound) if self.strategy is None else strategy_named(self.strategy),
            stop=self.stop or Stable(steps=own.stable_steps, entropy=own.stable_entropy),
            seed=seed,
            particles=particles,
            thinking=thinking,
            on_step=self.on_step,
            frames=self.frames,
        )


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How answers are written, everything settled.

    Attributes:
        total: the most tokens of an answer.
        steps: the most denoising steps of a canvas, None for one a position.
        temperature, strategy, stop: of every step.
        seed: of the first row; row i has seed + i.
        particles: how many trajectories of every answer are drawn and weighed; None for one that is not weighed.
        thinking: the most tokens of a thought, 0 for none.
        on_step: is shown every frame.
        frames: whether they are kept.
    """

    total: int
    steps: int | None
    temperature: float
    strategy: CommitStrategy
    stop: Stable
    seed: int
    particles: int | None
    thinking: int
    on_step: OnStep | None
    frames: bool

    def show(self, number: int, frame: Frame, kept: list[Frame]) -> None:
        """Adds the frame of a row to those `kept`, where they are, and hands it on."""
        if self.frames:
            kept.append(frame)
        if self.on_step is not None:
            self.on_step(number, frame)


@dataclass(frozen=True)
class Passage:
    """A stretch of text to be written: members of `constraint` that end in one of the tokens `ends`, or are full."""

    constraint: Constraint
    ends: Sequence[int]
    total: int
    is_thought: bool = False

    def on_canvas(self, before: Tensor, n: int) -> Constraint:
        """The constraint on a canvas of n positions behind the tokens `before`."""
        return self.constraint.block(before.numpy(), self.total - len(before) - n)


@dataclass(eq=False)
class Answer:
    """A row of the batch, canvas after canvas: its thought first, where it thinks.

    Attributes:
        number: of the row.
        context: what the model has read, all canvases but the last.
        tokens: long, of all canvases, the last of them `canvas`.
        steps: passes through the model, those of the thought included.
        log_likelihood: of the answer under the constrained posteriors that it was drawn from.
        frames: where they are kept.
        thought: long, its tokens without the end.
        alternatives: of particles, the texts they came to and their shares of the weight, the greatest first.
        log_evidence: of particles, an estimate of the log-probability that the model alone ends in the language.
    """

    number: int
    context: Any
    generator: torch.Generator
    tokens: Tensor = field(default_factory=lambda: torch.zeros(0, dtype=torch.long))
    canvas: Tensor = field(default_factory=lambda: torch.zeros(0, dtype=torch.long))
    steps: int = 0
    log_likelihood: float = 0.0
    stopped_by: StoppedBy = "committed"
    is_finished: bool = False
    frames: list[Frame] = field(default_factory=list)
    thought: Tensor = field(default_factory=lambda: torch.zeros(0, dtype=torch.long))
    alternatives: list[tuple[str, float]] = field(default_factory=list)
    log_evidence: float | None = None

    def take(self, state: CanvasState, model: Denoiser, passage: Passage) -> None:
        """Adds a finished canvas; where the text goes on behind it, the model reads it too."""
        assert state.stopped_by is not None
        self.canvas, self.tokens = state.canvas, torch.cat([self.tokens, state.canvas])
        self.steps += state.frame.step
        self.log_likelihood += state.log_likelihood
        self.stopped_by = state.stopped_by
        ended = bool(torch.isin(state.canvas, torch.tensor(passage.ends)).any())
        self.is_finished = ended or len(self.tokens) == passage.total
        if not self.is_finished:
            self.context = model.extend(self.context, state.canvas)

    def turn(self, model: Denoiser, passage: Passage) -> None:
        """Behind a thought: what was written up to its end was the thought; the answer begins on a new canvas."""
        if not passage.is_thought:
            return
        end = int((self.canvas == passage.ends[0]).nonzero()[0])
        self.context = model.extend(self.context, self.canvas[: end + 1])
        self.thought = self.tokens[: len(self.tokens) - len(self.canvas) + end]
        self.tokens, self.canvas = self.tokens[:0], self.canvas[:0]
        self.log_likelihood, self.is_finished = 0.0, False

    def whole(self, frame: Frame) -> Frame:
        """The frame, behind the canvases before it."""
        settled = torch.full((len(self.tokens),), int(Status.COMMITTED), dtype=frame.status.dtype)
        return Frame(
            self.steps + frame.step,
            torch.cat([self.tokens, frame.tokens]),
            torch.cat([settled, frame.status]),
            torch.cat([torch.ones(len(self.tokens)).to(frame.confidence), frame.confidence]),
        )

    def show(self, frame: Frame, plan: Plan) -> None:
        """Keeps the frame and hands it on, behind the canvases before it."""
        plan.show(self.number, self.whole(frame), self.frames)


def answers(model: Denoiser, prompts: Sequence[Prompt], constraint: Constraint, told: Told, plan: Plan) -> list[Answer]:
    """One answer a prompt, members of the language of `constraint`; the model is told `told` of it.

    Raises:
        UnsatisfiableConstraint: no member fits in the budget, or what was committed or the logits leave none.
    """
    parts = passages(model, constraint, plan)
    rows = [
        Answer(number, context, torch.Generator().manual_seed(plan.seed + number))
        for number, context in enumerate(prepared(model, prompts, told, plan))
    ]
    for passage in parts:
        _write(model, rows, passage, plan)
        for row in rows:
            row.turn(model, passage)
    return rows


def prepared(model: Denoiser, prompts: Sequence[Prompt], told: Told, plan: Plan) -> list[Any]:
    """A context a prompt."""
    return model.prepare_to_think(prompts, told) if plan.thinking else model.prepare(prompts, told)


def passages(model: Denoiser, constraint: Constraint, plan: Plan) -> list[Passage]:
    """What is written one after another: the thought, where the model is to think, and the answer.

    Raises:
        UnsatisfiableConstraint: no member fits in the budget of a model that writes several canvases.
    """
    if model.continues and plan.total < (least := constraint.min_length()):
        raise UnsatisfiableConstraint.beyond(plan.total, least)
    answer = Passage(constraint, model.vocabulary.eos, plan.total)
    end = model.end_of_thought
    if not plan.thinking or end is None:
        return [answer]
    thought = AutomatonConstraint(model.vocabulary, free_text(model.vocabulary, end))
    return [Passage(thought, (end,), plan.thinking, is_thought=True), answer]


def _write(model: Denoiser, rows: Sequence[Answer], passage: Passage, plan: Plan) -> None:
    """Writes canvas after canvas until every row has come to the passage's end; rows in step go together."""
    while found := in_step(model, rows, passage):
        together, n = found
        active = [rows[k] for k in together]
        states = denoise(
            model,
            [row.context for row in active],
            [sampler_for(model, passage.on_canvas(row.tokens, n), plan) for row in active],
            [row.generator for row in active],
            n=n,
            steps=plan.steps or n,
            on_frame=partial(_show, active, plan),
        )
        for row, state in zip(active, states, strict=True):
            row.take(state, model, passage)


def in_step(model: Denoiser, rows: Sequence[Answer], passage: Passage) -> tuple[list[int], int] | None:
    """Which rows go on together, from the first that has not come to the passage's end, and how long their next canvas
    is; None where all have.
    """

    def next_length(row: Answer) -> int:
        return min(model.next_length(row.context), passage.total - len(row.tokens))

    pending = [k for k, row in enumerate(rows) if not row.is_finished]
    if not pending:
        return None
    n, begun = next_length(rows[pending[0]]), len(rows[pending[0]].tokens)
    return [k for k in pending if len(rows[k].tokens) == begun and next_length(rows[k]) == n], n


def _show(active: Sequence[Answer], plan: Plan, number: int, frame: Frame) -> None:
    active[number].show(frame, plan)


def sampler_for(model: Denoiser, constraint: Constraint, plan: Plan) -> Sampler:
    if model.noise == "uniform":
        return UniformSampler(
            constraint=constraint, strategy=plan.strategy, stop=plan.stop, temperature=plan.temperature,
            vocabulary_size=model.vocabulary.size,
        )  # fmt: skip
    if model.vocabulary.mask is None:
        raise InvalidArgument("an absorbing model's vocabulary names its mask token: give mask= when it is made")
    return AbsorbingSampler(
        constraint=constraint, strategy=plan.strategy, stop=plan.stop, temperature=plan.temperature,
        mask=model.vocabulary.mask,
    )  # fmt: skip
