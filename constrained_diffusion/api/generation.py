"""`generate`: a model, a constraint and a prompt to an answer that is valid, complete and within the budget."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypedDict, Unpack, overload

import torch
from pydantic import ValidationError
from torch import Tensor

from constrained_diffusion.api.compilation import GrammarSource, Whitespace, compile_constraint
from constrained_diffusion.errors import RejectedValue, UnsatisfiableConstraint
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from constrained_diffusion.inference.constraint import Constraint
from constrained_diffusion.languages.schema_types import schema_of, value_reader
from constrained_diffusion.languages.sql import SqlDatabase
from constrained_diffusion.models.denoiser import (
    BlockDenoiser,
    Conversation,
    Denoiser,
    Prompt,
    ThinkingDenoiser,
    TunedDenoiser,
)
from constrained_diffusion.models.outline import outline_of_tables
from constrained_diffusion.sampling.loop import denoise
from constrained_diffusion.sampling.samplers import AbsorbingSampler, Sampler, UniformSampler
from constrained_diffusion.sampling.state import CanvasState, Frame, Status, StoppedBy
from constrained_diffusion.sampling.stopping import Stable
from constrained_diffusion.sampling.strategies import CommitStrategy, EntropyBound, strategy_named
from constrained_diffusion.thinking import thought_constraint

UNIFORM_STEPS = 48
"""Denoising steps of uniform models where none are given, as in DiffusionGemma."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Generation:
    """An answer.

    Attributes:
        text: the answer, a member of the language.
        value: an instance of the schema's type (plain JSON values for a schema in JSON), else the text.
        tokens: long [n], the whole canvas, eos and padding included.
        steps: denoising steps, that is, passes through the model; those of the thought included.
        stopped_by: "committed" (every position was), "stable" (the stopping rule) or "steps" (none were left).
        log_likelihood: of the answer under the constrained posteriors that it was drawn from.
        frames: the canvas after every step, where they were asked for.
        thought: what the model thought before it answered.
    """

    text: str
    value: Any
    tokens: Tensor = field(repr=False)
    steps: int
    stopped_by: StoppedBy
    log_likelihood: float
    frames: list[Frame] = field(default_factory=list, repr=False)
    thought: str = field(default="", repr=False)


class AnswerOptions(TypedDict, total=False):
    """The keyword arguments of `generate` that `infill` and `edit` take too."""

    schema: Any
    regex: str | None
    choices: Sequence[str] | None
    grammar: str | Path | GrammarSource | None
    start: str
    whitespace: Whitespace
    max_tokens: int | None
    steps: int | None
    temperature: float | None
    strategy: str | CommitStrategy | None
    stop: Stable | None
    seed: int | None
    thinking: int
    on_step: Callable[[int, Frame], None] | None
    frames: bool


class Options(AnswerOptions, total=False):
    """The keyword arguments of `generate`."""

    constraint: Constraint | None


@overload
def generate(model: Denoiser, prompt: Prompt | None = None, **options: Unpack[Options]) -> Generation: ...


@overload
def generate(
    model: Denoiser, prompt: list[str] | tuple[str, ...] | list[Conversation], **options: Unpack[Options]
) -> list[Generation]: ...


def generate(
    model: Denoiser,
    prompt: Prompt | Sequence[Prompt] | None = None,
    *,
    schema: Any = None,
    regex: str | None = None,
    choices: Sequence[str] | None = None,
    grammar: str | Path | GrammarSource | None = None,
    start: str = "start",
    constraint: Constraint | None = None,
    whitespace: Whitespace = "compact",
    max_tokens: int | None = None,
    steps: int | None = None,
    temperature: float | None = None,
    strategy: str | CommitStrategy | None = None,
    stop: Stable | None = None,
    seed: int | None = None,
    thinking: int = 0,
    on_step: Callable[[int, Frame], None] | None = None,
    frames: bool = False,
) -> Generation | list[Generation]:
    """Generates an answer in the language that one of `schema`, `regex`, `choices`, `grammar` and `constraint`
    describes.

    Args:
        model: any `Denoiser`, such as `load_model()`.
        prompt: the text to answer, or a conversation (messages with a "role" and a "content"; models with a chat
            template), a list of either for a batch, or None to let the model invent an answer.
        schema: a pydantic model, any type pydantic understands, or a JSON Schema (dict or text).
        regex: a regular expression that the whole answer matches.
        choices: the answers there are.
        grammar: a lark grammar, as a path or as its text, or a `SqlDatabase`.
        start: the rule that a lark grammar starts from.
        constraint: a compiled constraint for the model's vocabulary.
        whitespace: of JSON, "compact" or "flexible".
        max_tokens: the most tokens of the answer; the model's canvas by default. More than that is written canvas after
            canvas, by models that can.
        steps: the most denoising steps a canvas; by default what the model asks for, else one a position (absorbing)
            or 48 (uniform).
        temperature: 0 commits the most probable canvas, 1 samples the model's own distribution. By default 0 with a
            prompt and 1 without.
        strategy: "entropy_bound", "confidence", "entropy", "margin", "random", "semi_autoregressive", or a strategy
            with its own settings; by default an entropy bound.
        stop: when to stop early; by default what the model asks for, else `Stable()`.
        seed: the same seed gives the same answer; by default it is drawn anew. Row i of a batch uses seed + i.
        thinking: the most tokens of free text that the model may think before it answers (models that can).
        on_step: called with the row and its `Frame` after every step.
        frames: whether to keep the frames.

    Raises:
        UnsatisfiableConstraint: no answer fits in `max_tokens`; raised before the first step.
        UnsupportedSchema, InvalidRegex, InvalidGrammar, ConstraintTooLarge, PromptTooLong: see there.
        RejectedValue: the answer fits the JSON Schema, but a validator of the type refuses it.
    """
    languages: Languages = {"schema": schema, "regex": regex, "choices": choices, "grammar": grammar}
    bound = _constraint(model, languages, start, constraint, whitespace)
    results = answers(
        model, prompt, bound, value_reader(schema) if schema is not None else str, described(schema, grammar),
        max_tokens=max_tokens, steps=steps, temperature=temperature, strategy=strategy, stop=stop, seed=seed,
        thinking=thinking, on_step=on_step, frames=frames,
    )  # fmt: skip
    return results[0] if prompt is None or _is_single(prompt) else results


def answers(
    model: Denoiser,
    prompt: Prompt | Sequence[Prompt] | None,
    constraint: Constraint,
    read: Callable[[str], Any],
    described: Mapping[str, Any] | str | None,
    *,
    max_tokens: int | None,
    steps: int | None,
    temperature: float | None,
    strategy: str | CommitStrategy | None,
    stop: Stable | None,
    seed: int | None,
    thinking: int,
    on_step: Callable[[int, Frame], None] | None,
    frames: bool,
) -> list[Generation]:
    """Answers to the prompts in the language of a constraint; `read` makes their values. See `generate`."""
    prompts: list[Any] = [""] if prompt is None else [prompt] if _is_single(prompt) else list(prompt)
    total = model.canvas_length if max_tokens is None else max_tokens
    _check_budget(model, constraint, total)
    if steps is not None and steps < 1:
        raise ValueError("at least one denoising step is needed")
    if temperature is None:
        temperature = 1.0 if prompt is None else 0.0
    if temperature < 0:
        raise ValueError("a temperature is not negative")
    first = secrets.randbelow(2**31) if seed is None else seed
    contexts = _prepared(model, prompts, described, thinking)
    rows = [_Answer(context, torch.Generator().manual_seed(first + number)) for number, context in enumerate(contexts)]
    settings = (*_moves(model, strategy, stop), temperature)

    def on_frame(row: _Answer, frame: Frame) -> None:
        if frames:
            row.frames.append(frame)
        if on_step is not None:
            on_step(rows.index(row), frame)

    if thinking:
        assert isinstance(model, ThinkingDenoiser)
        thought = thought_constraint(model.vocabulary, model.end_of_thought)
        _write(model, rows, thought, (model.end_of_thought,), thinking, steps, settings, on_frame)
        for row in rows:
            row.turn_to_answer(model)
    _write(model, rows, constraint, model.vocabulary.eos, total, steps, settings, on_frame)
    return [_result(model, row, read) for row in rows]


def _is_single(prompt: Prompt | Sequence[Prompt]) -> bool:
    """Whether it is one text or one conversation, and not a batch."""
    return isinstance(prompt, str) or (len(prompt) > 0 and isinstance(prompt[0], Mapping))


def _prepared(
    model: Denoiser, prompts: Sequence[Prompt], described: Mapping[str, Any] | str | None, thinking: int
) -> list[Any]:
    if not thinking:
        return model.prepare(prompts, described)
    if thinking < 0:
        raise ValueError("a thought has no negative number of tokens")
    if not isinstance(model, ThinkingDenoiser):
        raise ValueError("this model does not think before it answers: leave out thinking=")
    return model.prepare_to_think(prompts, described)


def _moves(
    model: Denoiser, strategy: str | CommitStrategy | None, stop: Stable | None
) -> tuple[CommitStrategy, Stable]:
    """Strategy and stopping rule: the caller's, else the model's, else ours."""
    if not isinstance(model, TunedDenoiser):
        return strategy_named(strategy or "entropy_bound"), stop or Stable()
    own = model.defaults
    return (
        EntropyBound(bound=own.entropy_bound) if strategy is None else strategy_named(strategy),
        stop or Stable(steps=own.stable_steps, entropy=own.stable_entropy),
    )


def _write(
    model: Denoiser,
    rows: Sequence[_Answer],
    constraint: Constraint,
    ends: Sequence[int],
    total: int,
    steps: int | None,
    settings: tuple[CommitStrategy, Stable, float],
    on_frame: Callable[[_Answer, Frame], None],
) -> None:
    """Writes canvas after canvas until every row holds one of the tokens `ends` or `total` tokens."""
    while pending := [row for row in rows if not row.is_finished]:
        n = _next_length(model, pending[0], total)
        begun = len(pending[0].tokens)
        active = [row for row in pending if len(row.tokens) == begun and _next_length(model, row, total) == n]
        room = total - begun - n
        states = denoise(
            model,
            [row.context for row in active],
            [_sampler(model, _on_canvas(constraint, row.tokens, room), *settings) for row in active],
            [row.generator for row in active],
            n=n,
            steps=steps or _own_steps(model, n),
            on_frame=partial(_show, on_frame, active),
        )
        for row, state in zip(active, states, strict=True):
            row.take(state, model, ends, total)


def _show(on_frame: Callable[[_Answer, Frame], None], active: Sequence[_Answer], number: int, frame: Frame) -> None:
    on_frame(active[number], active[number].with_frame(frame))


def _next_length(model: Denoiser, row: _Answer, total: int) -> int:
    most = model.next_length(row.context) if isinstance(model, BlockDenoiser) else model.canvas_length
    return min(most, total - len(row.tokens))


def _own_steps(model: Denoiser, n: int) -> int:
    if isinstance(model, TunedDenoiser):
        return model.defaults.steps
    return n if model.noise == "absorbing" else UNIFORM_STEPS


@dataclass(eq=False)
class _Answer:
    """A row of the batch, canvas after canvas: its thought first, where it thinks.

    Attributes:
        context: what the model has read, all canvases but the last.
        tokens: of all canvases, the last of them `canvas`.
    """

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

    def take(self, state: CanvasState, model: Denoiser, ends: Sequence[int], total: int) -> None:
        """Adds a finished canvas; where the text goes on behind it, the model reads it too."""
        assert state.stopped_by is not None
        self.canvas, self.tokens = state.canvas, torch.cat([self.tokens, state.canvas])
        self.steps += state.frame.step
        self.log_likelihood += state.log_likelihood
        self.stopped_by = state.stopped_by
        ended = bool(torch.isin(state.canvas, torch.tensor(ends)).any())
        self.is_finished = ended or len(self.tokens) == total
        if not self.is_finished:
            assert isinstance(model, BlockDenoiser)
            self.context = model.extend(self.context, state.canvas)

    def turn_to_answer(self, model: ThinkingDenoiser) -> None:
        """What was written up to the end of thought was the thought; the answer begins on a new canvas."""
        end = int((self.canvas == model.end_of_thought).nonzero()[0])
        self.context = model.extend(self.context, self.canvas[: end + 1])
        self.thought = self.tokens[: len(self.tokens) - len(self.canvas) + end]
        self.tokens, self.canvas = self.tokens[:0], self.canvas[:0]
        self.log_likelihood, self.is_finished = 0.0, False

    def with_frame(self, frame: Frame) -> Frame:
        """The frame behind the canvases before it."""
        settled = torch.full((len(self.tokens),), int(Status.COMMITTED), dtype=frame.status.dtype)
        return Frame(
            self.steps + frame.step,
            torch.cat([self.tokens, frame.tokens]),
            torch.cat([settled, frame.status]),
            torch.cat([torch.ones(len(self.tokens)).to(frame.confidence), frame.confidence]),
        )


def _check_budget(model: Denoiser, constraint: Constraint, total: int) -> None:
    if total < 1:
        raise ValueError(f"max_tokens={total} leaves no room for an answer")
    if total > model.canvas_length and not isinstance(model, BlockDenoiser):
        raise ValueError(
            f"max_tokens={total} is more than the {model.canvas_length} positions of the model's canvas, and it does "
            "not write one canvas after another"
        )
    if isinstance(model, BlockDenoiser):
        least = constraint.min_length()
        if total < least:
            raise UnsatisfiableConstraint.beyond(total, least)


def _on_canvas(constraint: Constraint, before: Tensor, room: int) -> Constraint:
    """The constraint on the canvas behind `before`; the whole one where there is only one canvas."""
    return constraint.block(before.numpy(), room) if len(before) or room else constraint


class Languages(TypedDict):
    """The arguments that describe a language, all but one None."""

    schema: Any
    regex: str | None
    choices: Sequence[str] | None
    grammar: str | Path | GrammarSource | None


def described(schema: Any, grammar: str | Path | GrammarSource | None) -> Mapping[str, Any] | str | None:
    """What a model may be told of the answer: its JSON Schema, or the tables that it asks."""
    if isinstance(grammar, SqlDatabase):
        return outline_of_tables(grammar.column_names)
    found = schema_of(schema) if schema is not None else None
    return found if isinstance(found, Mapping) else None


def _constraint(
    model: Denoiser, languages: Languages, start: str, constraint: Constraint | None, whitespace: Whitespace
) -> Constraint:
    if constraint is None:
        return compile_constraint(
            model.vocabulary, **languages, start=start, whitespace=whitespace, scores_padding=model.scores_padding
        )
    if any(given is not None for given in languages.values()):
        raise ValueError("give a constraint, or one of schema, regex, choices and grammar, not both")
    if constraint.vocabulary.fingerprint != model.vocabulary.fingerprint:
        raise ValueError("the constraint was compiled for another vocabulary: compile it with model.vocabulary")
    if isinstance(constraint, AutomatonConstraint):
        return constraint.scoring_padding(model.scores_padding)
    return constraint


def _sampler(
    model: Denoiser, constraint: Constraint, strategy: CommitStrategy, stop: Stable, temperature: float
) -> Sampler:
    if model.noise == "uniform":
        return UniformSampler(
            constraint=constraint, strategy=strategy, stop=stop, temperature=temperature,
            vocabulary_size=model.vocabulary.size,
        )  # fmt: skip
    if model.vocabulary.mask is None:
        raise ValueError("an absorbing model's vocabulary names its mask token: give mask= when it is made")
    return AbsorbingSampler(
        constraint=constraint, strategy=strategy, stop=stop, temperature=temperature, mask=model.vocabulary.mask
    )


def _result(model: Denoiser, row: _Answer, read: Callable[[str], Any]) -> Generation:
    text = model.vocabulary.decode(row.tokens)
    try:
        value = read(text)
    except ValidationError as error:
        raise RejectedValue(
            f"the answer {text} fits the JSON Schema, but its type refuses it; say so in the schema: {error}", text
        ) from error
    return Generation(
        text=text, value=value, tokens=row.tokens, steps=row.steps, stopped_by=row.stopped_by,
        log_likelihood=row.log_likelihood, frames=row.frames, thought=model.vocabulary.decode(row.thought),
    )  # fmt: skip
