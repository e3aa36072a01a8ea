"""The `Denoiser` protocol: everything the library asks of a model, and a base class for the half that is optional."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeAlias, runtime_checkable

from torch import Tensor

from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.vocabulary import Vocabulary

NoiseKind = Literal["absorbing", "uniform"]

Conversation: TypeAlias = Sequence[Mapping[str, Any]]
"""Messages with a "role" and a "content", as transformers' chat templates take them, pictures included."""

Prompt: TypeAlias = str | Conversation
"""What a model answers; which of the two it reads is its own affair."""

Told: TypeAlias = Mapping[str, Any] | str | None
"""What is known of the answer: its JSON Schema, an outline (of tables, of a regex, of choices), or nothing."""

UNIFORM_STEPS = 48
"""Denoising steps of a canvas of uniform noise where none are given, as in DiffusionGemma."""


def plain_text(prompt: Prompt) -> str:
    """The prompt of a model that reads nothing but text.

    Raises:
        InvalidArgument: it is a conversation.
    """
    if not isinstance(prompt, str):
        raise InvalidArgument("this model reads plain text: give a string, not the messages of a conversation")
    return prompt


@dataclass(frozen=True, kw_only=True)
class SamplingDefaults:
    """What a model is best sampled with, unless the caller says otherwise.

    Attributes:
        steps: denoising steps a canvas, None for as many as it has positions.
        entropy_bound: of the `EntropyBound` strategy, in nats.
        stable_steps: for how many further steps the best canvas has to stay the same to stop early.
        stable_entropy: and at most which mean entropy, in nats.
    """

    steps: int | None = None
    entropy_bound: float = 0.1
    stable_steps: int = 1
    stable_entropy: float = 0.05


@runtime_checkable
class Denoiser(Protocol):
    """A diffusion language model: a noisy canvas and a prompt in, logits of the clean tokens out.

    Subclass `BaseDenoiser`, which supplies everything behind `logits`.
    """

    @property
    def vocabulary(self) -> Vocabulary:
        """The model's tokens; `vocabulary.mask` is set for absorbing models."""

    @property
    def noise(self) -> NoiseKind:
        """absorbing: open positions hold the mask token. uniform: every position holds some token."""

    @property
    def canvas_length(self) -> int:
        """The most positions the model denoises at once."""

    @property
    def scores_padding(self) -> bool:
        """Whether the logits after the first eos mean something (the model was trained on what stands there)."""

    @property
    def reads_told(self) -> bool:
        """Whether `prepare` looks at what is told beside the prompt."""

    def prepare(self, prompts: Sequence[Prompt], told: Told) -> list[Any]:
        """One context a prompt, made once and handed back at every step; `copy.deepcopy` copies it for particles.

        Raises:
            PromptTooLong: the model reads no prompt of this length.
            InvalidArgument: it reads no prompt of this kind, such as a conversation.
        """

    def logits(self, canvas: Tensor, contexts: Sequence[Any], time: float) -> Tensor:
        """Noisy canvases [B, n] (long) and their contexts to logits [B, n, V] (any float dtype).

        `time` is the share of the denoising steps that is left, 1 at the first step.
        """

    @property
    def defaults(self) -> SamplingDefaults:
        """For whatever the caller leaves open."""

    @property
    def continues(self) -> bool:
        """Whether answers may be longer than a canvas, written one canvas after another."""

    def next_length(self, context: Any) -> int:
        """Positions of the next canvas, at most `canvas_length`."""

    def extend(self, context: Any, tokens: Tensor) -> Any:
        """The context of the next canvas, after the finished one `tokens` [n], or after as much of it as was kept."""

    @property
    def end_of_thought(self) -> int | None:
        """The token that ends a thought; None where the model does not think before it answers."""

    def prepare_to_think(self, prompts: Sequence[Prompt], told: Told) -> list[Any]:
        """`prepare`, for answers that begin with a thought."""


class BaseDenoiser(ABC):
    """A model of one canvas that does not think. Four attributes and two methods make one; the rest may be overridden.

    Attributes:
        vocabulary: the model's tokens; with a mask for absorbing models. Set it, and the next two, in the class or in
            ``__init__``.
        noise: "absorbing" or "uniform".
        canvas_length: the most positions it denoises at once.
        scores_padding: whether the logits after the first eos mean something.
        continues: whether answers may be longer than a canvas.
        reads_told: whether `prepare` looks at what is told beside the prompt.
    """

    vocabulary: Vocabulary
    noise: NoiseKind
    canvas_length: int
    scores_padding: bool = True
    continues: bool = False
    reads_told: bool = False

    @abstractmethod
    def prepare(self, prompts: Sequence[Prompt], told: Told) -> list[Any]:
        """`Denoiser.prepare`."""

    @abstractmethod
    def logits(self, canvas: Tensor, contexts: Sequence[Any], time: float) -> Tensor:
        """`Denoiser.logits`."""

    @property
    def defaults(self) -> SamplingDefaults:
        return SamplingDefaults(steps=UNIFORM_STEPS if self.noise == "uniform" else None)

    def next_length(self, context: Any) -> int:
        del context
        return self.canvas_length

    def extend(self, context: Any, tokens: Tensor) -> Any:
        raise NotImplementedError(
            f"{type(self).__name__} writes one canvas only: it has an extend of its own, or continues is False"
        )

    @property
    def end_of_thought(self) -> int | None:
        return None

    def prepare_to_think(self, prompts: Sequence[Prompt], told: Told) -> list[Any]:
        raise NotImplementedError(
            f"{type(self).__name__} does not think before it answers: it has a prepare_to_think of its own, or "
            "end_of_thought is None"
        )
