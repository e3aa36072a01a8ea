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

    def prepare(self, prompts: Sequence[str], schema: Mapping[str, Any] | None) -> list[Any]:
        """One context a prompt, made once and handed back at every step. `schema` is the JSON Schema of the answer."""

    def logits(self, canvas: Tensor, contexts: Sequence[Any]) -> Tensor:
        """Noisy canvases [B, n] (long) and their contexts to logits [B, n, V]."""
