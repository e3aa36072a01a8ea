"""The `Denoiser` protocol: everything the library asks of a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeAlias, runtime_checkable

from torch import Tensor

from constrained_diffusion.vocabulary import Vocabulary

NoiseKind = Literal["absorbing", "uniform"]

Conversation: TypeAlias = Sequence[Mapping[str, Any]]
"""Messages with a "role" and a "content", as transformers' chat templates take them, pictures included."""

Prompt: TypeAlias = str | Conversation
"""What a model answers; which of the two it reads is its own affair."""


def plain_text(prompt: Prompt) -> str:
    """The prompt of a model that reads nothing but text.

    Raises:
        ValueError: it is a conversation.
    """
    if not isinstance(prompt, str):
        raise ValueError("this model reads plain text: give a string, not the messages of a conversation")
    return prompt


@dataclass(frozen=True, kw_only=True)
class SamplingDefaults:
    """What a checkpoint is best sampled with, unless the caller says otherwise.

    Attributes:
        steps: denoising steps a canvas.
        entropy_bound: of the `EntropyBound` strategy, in nats.
        stable_steps: for how many further steps the best canvas has to stay the same to stop early.
        stable_entropy: and at most which mean entropy, in nats.
    """

    steps: int
    entropy_bound: float
    stable_steps: int
    stable_entropy: float


@runtime_checkable
class Denoiser(Protocol):
    """A diffusion language model: a noisy canvas and a prompt in, logits of the clean tokens out."""

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

    def prepare(self, prompts: Sequence[Prompt], described: Mapping[str, Any] | str | None) -> list[Any]:
        """One context a prompt, made once and handed back at every step.

        `described` is what is known of the answer: its JSON Schema, or the outline of the tables that a query asks.
        """

    def logits(self, canvas: Tensor, contexts: Sequence[Any], time: float) -> Tensor:
        """Noisy canvases [B, n] (long) and their contexts to logits [B, n, V].

        `time` is the share of the denoising steps that is left, 1 at the first step.
        """


@runtime_checkable
class TunedDenoiser(Denoiser, Protocol):
    """A model that says how it is best sampled."""

    @property
    def defaults(self) -> SamplingDefaults:
        """For whatever the caller leaves open."""


@runtime_checkable
class BlockDenoiser(Denoiser, Protocol):
    """A model that writes answers longer than its canvas, one canvas after another."""

    def next_length(self, context: Any) -> int:
        """Positions of the next canvas, at most `canvas_length`."""

    def extend(self, context: Any, tokens: Tensor) -> Any:
        """The context of the next canvas, after the finished one `tokens` [n], or after as much of it as was kept."""


@runtime_checkable
class ThinkingDenoiser(BlockDenoiser, Protocol):
    """A model that can think, in canvases of their own, before it answers."""

    @property
    def end_of_thought(self) -> int:
        """The token that ends its thoughts."""

    def prepare_to_think(self, prompts: Sequence[Prompt], described: Mapping[str, Any] | str | None) -> list[Any]:
        """`prepare`, for answers that begin with a thought."""
