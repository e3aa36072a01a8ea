"""The `Denoiser` protocol: everything the library asks of a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Protocol, runtime_checkable

from torch import Tensor

from constrained_diffusion.vocabulary import Vocabulary

NoiseKind = Literal["absorbing", "uniform"]


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

    def prepare(self, prompts: Sequence[str], described: Mapping[str, Any] | str | None) -> list[Any]:
        """One context a prompt, made once and handed back at every step.

        `described` is what is known of the answer: its JSON Schema, or the outline of the tables that a query asks.
        """

    def logits(self, canvas: Tensor, contexts: Sequence[Any]) -> Tensor:
        """Noisy canvases [B, n] (long) and their contexts to logits [B, n, V]."""


@runtime_checkable
class BlockDenoiser(Denoiser, Protocol):
    """A model that writes answers longer than its canvas, one canvas after another."""

    def extend(self, context: Any, tokens: Tensor) -> Any:
        """The context of the next canvas, after the finished one `tokens` [n]."""
