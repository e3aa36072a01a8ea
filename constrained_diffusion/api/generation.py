"""`generate`: a model, what is wanted and a prompt to an answer that is valid, complete and within the budget."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeAlias, TypedDict, TypeVar, Unpack, overload

from torch import Tensor

from constrained_diffusion.api.compilation import compile_wanted
from constrained_diffusion.api.prompts import is_single, rows_of, says_nothing
from constrained_diffusion.checked import text
from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.inference.constraint import Constraint
from constrained_diffusion.languages.arguments import (
    BesideSchema,
    LanguageOptions,
    describes,
    refuse_misplaced,
    wanted,
)
from constrained_diffusion.languages.json_schema import (
    AdditionalProperties,
    Documents,
    PropertyOrder,
    Strict,
    Whitespace,
)
from constrained_diffusion.languages.wanted import Source
from constrained_diffusion.models.denoiser import BaseDenoiser, Conversation, Denoiser, Prompt, Told
from constrained_diffusion.models.rows import telling_row
from constrained_diffusion.sampling.answers import Answer, OnStep, Plan, Settings, answers
from constrained_diffusion.sampling.state import Frame, StoppedBy
from constrained_diffusion.sampling.stopping import Stable
from constrained_diffusion.sampling.strategies import CommitStrategy
from constrained_diffusion.sampling.weighed import weighed_answers


class Alternative(NamedTuple):
    """A text that particles came to.

    Attributes:
        text: the answer.
        share: its share of their weight; those of all texts add up to 1.
    """

    text: str
    share: float


T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, eq=False)
class Generation(Generic[T]):
    """An answer, of which type checkers know the type of the value where the schema is a type: `Generation[Person]`.

    Attributes:
        text: the answer, a member of the language.
        value: an instance of the schema's type (plain JSON values for a schema in JSON), else the text.
        tokens: long [n], the whole canvas, eos and padding included.
        steps: denoising steps, that is, passes through the model; those of the thought included.
        stopped_by: "committed" (every position was), "stable" (the stopping rule) or "steps" (none were left).
        log_likelihood: of the answer under the constrained posteriors that it was drawn from, in nats.
        frames: the canvas before the first step and after every one, where they were asked for.
        thought: what the model thought before it answered; empty where it did not.
        alternatives: with `particles`, all texts they came to, the heaviest first: estimates of the model's own
            distribution over its answers, given the language.
        log_evidence: with `particles`, log of an unbiased estimate of the probability that the model alone ends in the
            language if it commits, step by step, the positions that the constrained steps commit. What the language
            forces is committed early, so that a model left to itself may end there more often; values compare between
            texts of one prompt, strategy and language.
    """

    text: str
    value: T
    tokens: Tensor = field(repr=False)
    steps: int
    stopped_by: StoppedBy
    log_likelihood: float
    frames: list[Frame] = field(default_factory=list, repr=False)
    thought: str = field(default="", repr=False)
    alternatives: list[Alternative] = field(default_factory=list, repr=False)
    log_evidence: float | None = field(default=None, repr=False)


About: TypeAlias = Source | Mapping[str, Any] | str
"""What a model is told beside the prompt."""


class SettingOptions(TypedDict, total=False):
    """The keyword arguments that say how an answer is written; see `generate`."""

    max_tokens: int | None
    steps: int | None
    temperature: float | None
    strategy: str | CommitStrategy | None
    stop: Stable | None
    seed: int | None
    particles: int | None
    thinking: int
    on_step: OnStep | None
    frames: bool


class TypedOptions(BesideSchema, SettingOptions, total=False):
    """The keyword arguments of `infill` and `edit` but for the schema."""

    about: About | None


class AnswerOptions(LanguageOptions, SettingOptions, total=False):
    """The keyword arguments of `generate` that `infill` and `edit` take too."""

    about: About | None


class Options(AnswerOptions, total=False):
    """The keyword arguments of `generate`."""

    constraint: Constraint | None


Batch: TypeAlias = list[str] | tuple[str, ...] | list[Conversation]
"""Several prompts."""


@overload
def generate(
    model: Denoiser, prompt: Prompt | None = None, *, schema: type[T], **options: Unpack[TypedOptions]
) -> Generation[T]: ...


@overload
def generate(model: Denoiser, prompt: Prompt | None = None, **options: Unpack[Options]) -> Generation[Any]: ...


@overload
def generate(
    model: Denoiser, prompt: Batch, *, schema: type[T], **options: Unpack[TypedOptions]
) -> list[Generation[T]]: ...


@overload
def generate(model: Denoiser, prompt: Batch, **options: Unpack[Options]) -> list[Generation[Any]]: ...


def generate(
    model: Denoiser,
    prompt: Prompt | Sequence[Prompt] | None = None,
    *,
    schema: Any = None,
    regex: str | None = None,
    choices: Sequence[str] | None = None,
    grammar: str | Path | Source | None = None,
    start: str = "start",
    constraint: Constraint | None = None,
    whitespace: Whitespace = "compact",
    additional_properties: AdditionalProperties = "closed",
    property_order: PropertyOrder = "schema",
    ensure_ascii: bool = False,
    strict: Strict = False,
    registry: Documents | None = None,
    max_tokens: int | None = None,
    steps: int | None = None,
    temperature: float | None = None,
    strategy: str | CommitStrategy | None = None,
    stop: Stable | None = None,
    seed: int | None = None,
    particles: int | None = None,
    thinking: int = 0,
    about: About | None = None,
    on_step: OnStep | None = None,
    frames: bool = False,
) -> Generation[Any] | list[Generation[Any]]:
    """Generates an answer in the language that one of `schema`, `regex`, `choices`, `grammar` and `constraint`
    describes.

    Args:
        model: any `Denoiser`, such as `load_model()`.
        prompt: the text to answer, or a conversation (messages with a "role" and a "content"; models with a chat
            template), a list of either for a batch, or None to let the model invent an answer, as it does where the
            text is empty or blank.
        schema: a pydantic model, any type pydantic understands, or a JSON Schema (dict or text).
        regex: a regular expression that the whole answer matches.
        choices: the answers there are.
        grammar: a lark grammar, as the name of one that ships, a path or its text, or a `SqlDatabase`.
        start: the rule that a lark grammar starts from.
        constraint: a compiled constraint for the model's vocabulary.
        whitespace: of JSON, "compact" or "flexible".
        additional_properties: "closed": objects hold what their schema names, where it does not say more; "open": any
            members beside, as the standard has it.
        property_order: of members, "schema" (the order in which the schema names them) or "any".
        ensure_ascii: whether JSON is written in ASCII alone, with escapes for what is beyond.
        strict: whether keywords and formats that no specification of JSON Schema knows are refused, not only told;
            "misspelt": those that resemble a known one.
        registry: schemas by URI, or a `referencing.Registry`, for references of the schema to lead to. Nothing is ever
            fetched.
        max_tokens: the most tokens of the answer; the model's canvas by default. More than that is written canvas after
            canvas, by models that can.
        steps: the most denoising steps a canvas; by default what the model asks for, else one a position (absorbing)
            or 48 (uniform).
        temperature: 0 commits the most probable canvas, 1 samples the model's own distribution. By default 0 with a
            prompt and 1 without (none, or nothing but blanks; of a batch, in all its rows).
        strategy: "entropy_bound", "confidence", "entropy", "margin", "random", "semi_autoregressive", or a strategy
            with its own settings; by default an entropy bound.
        stop: when to stop early; by default what the model asks for, else `Stable()`.
        seed: the same seed gives the same answer; by default it is drawn anew. Row i of a batch uses seed + i.
        particles: draws so many answers side by side and weighs them against one another (sequential Monte Carlo,
            `sampling.particles`), so that they follow what the model itself would say, had it to end in the language;
            the heaviest is returned. Temperature 1 unless given.
        thinking: the most tokens of free text that the model may think before it answers (models that can); 0 for none.
        about: what the model is told beside the prompt, in place of what the schema or the database says: a text, a
            JSON Schema, or a `Source`, such as the `SqlDatabase` that a grammar's queries are for. Models that are told
            nothing beside the prompt refuse it.
        on_step: called with the row and its `Frame` after every step.
        frames: whether to keep the frames.

    Returns:
        A `Generation`, or a list of them, one a prompt, where a list of prompts is given.

    Raises:
        InvalidArgument: an argument is of a wrong kind or out of its bounds, or `model` is none. What is one row's
            fault names it: ``prompt[1]: ...``.
        UnsupportedSchema: the schema cannot be honoured exactly.
        InvalidRegex: the regular expression cannot be read.
        InvalidGrammar: the grammar cannot be read, or not be honoured exactly; `UnknownGrammar` where there is none.
        InvalidText: a text holds half a surrogate pair.
        ConstraintTooLarge: the language would not fit in memory.
        UnsatisfiableConstraint: no answer fits in `max_tokens`; raised before the first step.
        PromptTooLong: the model reads no prompt of this length.
        InvalidLogits: the model returns something else than finite floats [B, n, V], -inf apart.
        RejectedValue: the answer fits the JSON Schema, but a validator of the type refuses it.
    """
    asked: LanguageOptions = {
        "schema": schema, "regex": regex, "choices": choices, "grammar": grammar, "start": start,
        "whitespace": whitespace, "additional_properties": additional_properties, "property_order": property_order,
        "ensure_ascii": ensure_ascii, "strict": strict, "registry": registry,
    }  # fmt: skip
    settings = Settings(
        max_tokens=max_tokens, steps=steps, temperature=temperature, strategy=strategy, stop=stop, seed=seed,
        particles=particles, thinking=thinking, on_step=on_step, frames=frames,
    )  # fmt: skip
    require_model(model)
    rows = rows_of(prompt)
    plan = settings.plan(model, invents=says_nothing(rows))
    if constraint is not None:
        results = answered(model, rows, _fitting(constraint, model, asked), str, told_of(about, None, model), plan)
    elif not describes(asked):
        raise InvalidArgument(
            "say what the answer is to be: give one of schema, regex, choices, grammar and constraint (what "
            "compile_constraint and PuzzleConstraint make)"
        )
    else:
        found = wanted(**asked)
        bound = compile_wanted(found, model.vocabulary, scores_padding=model.scores_padding)
        results = answered(model, rows, bound, found.read, told_of(about, found.told, model), plan)
    return results[0] if is_single(prompt) else results


def answered(
    model: Denoiser,
    rows: Sequence[Prompt],
    constraint: Constraint,
    read: Callable[[str], Any],
    told: Told,
    plan: Plan,
) -> list[Generation[Any]]:
    """The answers to one prompt or several (see `rows_of`), with their values.

    Raises:
        RejectedValue: see `Wanted.read`.
    """
    write = answers if plan.particles is None else weighed_answers
    found = []
    for number, row in enumerate(write(model, rows, constraint, told, plan)):
        with telling_row(number, rows):
            found.append(_generation(row, model, read))
    return found


def _generation(row: Answer, model: Denoiser, read: Callable[[str], Any]) -> Generation[Any]:
    written = model.vocabulary.decode(row.tokens)
    return Generation(
        text=written, value=read(written), tokens=row.tokens, steps=row.steps, stopped_by=row.stopped_by,
        log_likelihood=row.log_likelihood, frames=row.frames, thought=model.vocabulary.decode(row.thought),
        alternatives=[Alternative(*one) for one in row.alternatives], log_evidence=row.log_evidence,
    )  # fmt: skip


def told_of(about: About | None, usual: Told, model: Denoiser) -> Told:
    """What the model is told beside the prompt; `usual` unless the caller says.

    Raises:
        InvalidArgument: it is nothing to tell, or the model would not look at it.
    """
    if about is None:
        return usual
    if not model.reads_told:
        raise InvalidArgument("this model is told nothing beside the prompt: put what about= says into the prompt")
    if isinstance(about, Source):
        return about.wanted().told
    if isinstance(about, Mapping):
        return about
    if not isinstance(about, str):
        raise InvalidArgument(
            f"about is a text, a JSON Schema or a Source, such as SqlDatabase, not {about!r}: give one"
        )
    return text("about", about)


def require_model(model: object) -> None:
    """Raises `InvalidArgument` where something else stands in the place of the model, and says what would do."""
    if isinstance(model, Denoiser):
        return
    if isinstance(model, str):
        raise InvalidArgument(f"the first argument is a model, not its name: load_model({model!r})")
    lacking = [name for name in ("vocabulary", "noise", "canvas_length") if not hasattr(model, name)]
    if isinstance(model, BaseDenoiser) and lacking:
        raise InvalidArgument(f"{type(model).__name__} has no {' and no '.join(lacking)}: a BaseDenoiser sets them")
    raise InvalidArgument(
        f"the first argument is a model, such as load_model(), not {type(model).__name__}; a model of your own is a "
        "subclass of BaseDenoiser"
    )


def _fitting(constraint: Constraint, model: Denoiser, asked: LanguageOptions) -> Constraint:
    """The constraint for this model.

    Raises:
        InvalidArgument: it is none, a language is described beside it, or it was compiled for another vocabulary.
    """
    if describes(asked):
        raise InvalidArgument(
            "give a constraint, or one of schema, regex, choices and grammar, not both: leave one out"
        )
    refuse_misplaced("a compiled constraint", asked)
    if not isinstance(constraint, Constraint):
        raise InvalidArgument(
            f"a constraint is made by compile_constraint, or PuzzleConstraint; {type(constraint).__name__} is none"
        )
    if constraint.vocabulary.fingerprint != model.vocabulary.fingerprint:
        raise InvalidArgument("the constraint was compiled for another vocabulary: compile it with model.vocabulary")
    return constraint.scoring_padding(model.scores_padding)
