"""Denoisers that know nothing: random logits, the hardest model there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from constrained_diffusion import Vocabulary
from constrained_diffusion.inference.rows import FromMarginals
from constrained_diffusion.models.denoiser import BaseDenoiser, NoiseKind

ASCII = [bytes([byte]) for byte in range(0x20, 0x7F)]
PIECES = [b'{"', b'":', b'","', b'"}', b"],[", "é".encode(), b"\xc3", b"\xa9", b"12", b"true", b"null", b'":"']


class RandomDenoiser(BaseDenoiser):
    """Logits are a function of the canvas and of the prompt, and mean nothing."""

    def __init__(
        self, noise: NoiseKind, *, canvas_length: int = 48, scores_padding: bool = True, scale: float = 3.0
    ) -> None:
        self.noise: NoiseKind = noise
        self.canvas_length, self.scores_padding, self.scale = canvas_length, scores_padding, scale
        mask = 2 if noise == "absorbing" else None
        self.vocabulary = Vocabulary.from_bytes([b"", b"", b"", *ASCII, *PIECES], eos=0, pad=1, mask=mask)
        self.seen: list[Tensor] = []

    def prepare(self, prompts: Sequence[str], schema: Mapping[str, Any] | None) -> list[int]:
        return [sum(prompt.encode()) for prompt in prompts]

    def logits(self, canvas: Tensor, contexts: Sequence[int], time: float) -> Tensor:
        self.seen.append(canvas.clone())
        rows = []
        for row, context in zip(canvas, contexts, strict=True):
            generator = torch.Generator().manual_seed(int(row.sum()) * 31 + context)
            rows.append(torch.randn(len(row), self.vocabulary.size, generator=generator) * self.scale)
        return torch.stack(rows)


class Anything:
    """No constraint: every position is drawn on its own, by the call that transformers makes."""

    exact, scores_padding = True, True

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def forced(self, canvas: Tensor) -> Tensor:
        return canvas

    def posterior(self, canvas: Tensor, logits: Tensor) -> Any:
        return Unbound(canvas, logits, self.vocabulary)


class Unbound(FromMarginals):
    def __init__(self, canvas: Tensor, logits: Tensor, vocabulary: Vocabulary) -> None:
        super().__init__(canvas.numpy(), logits, None, vocabulary, True)
        self.logits = logits

    @property
    def log_partition(self) -> float:
        return float(self.logits.logsumexp(-1).sum())

    def marginals(self) -> Tensor:
        return self.logits.log_softmax(-1)

    def best(self) -> tuple[Tensor, float]:
        return self.logits.argmax(-1), 0.0

    def sample(self, generator: torch.Generator) -> Tensor:
        return torch.multinomial(self.logits.softmax(-1), 1, generator=generator)[:, 0]

    def log_probability(self, tokens: Tensor) -> float:
        return 0.0
