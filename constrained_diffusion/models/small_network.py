"""The small transformer that ships with the package: reads a prompt, denoises a canvas, copies from the prompt.

Its successor is `network` over a `reader`, which the training script makes now; the weights of that are not final yet.

Both halves are bidirectional. The prompt is encoded once; every denoising step runs only the canvas half, which attends
to itself and to the encoded prompt. The output mixes a distribution over the vocabulary with a distribution over the
prompt's positions (pointer-generator, See et al. 2017, arXiv 1704.04368), because extraction is mostly copying and the
model is far too small to know every name. Rotary embeddings (Su et al. 2021, arXiv 2104.09864) and a short depthwise
convolution in every block tell a token from its neighbours.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from constrained_diffusion.models.reader import EncodedPrompt


@dataclass(frozen=True, kw_only=True)
class SmallConfig:
    """Sizes of the network. `prompt_length` and `canvas_length` are the most it takes, in tokens."""

    vocabulary_size: int
    width: int = 128
    heads: int = 4
    prompt_layers: int = 2
    canvas_layers: int = 4
    prompt_length: int = 192
    canvas_length: int = 96
    pad: int = 0

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


def _rotate(x: Tensor) -> Tensor:
    """Rotary embedding of [B, heads, n, d] by position along n."""
    n, d = x.shape[-2:]
    frequency = 1.0 / (1000.0 ** (torch.arange(0, d, 2, device=x.device, dtype=torch.float32) / d))
    angle = torch.arange(n, device=x.device, dtype=torch.float32)[:, None] * frequency
    cos, sin = angle.cos().to(x.dtype), angle.sin().to(x.dtype)
    a, b = x[..., : d // 2], x[..., d // 2 :]
    return torch.cat((a * cos - b * sin, a * sin + b * cos), dim=-1)


class _Attention(nn.Module):
    def __init__(self, width: int, heads: int, *, rotary: bool) -> None:
        super().__init__()
        self.heads, self.rotary = heads, rotary
        self.query = nn.Linear(width, width)
        self.key_value = nn.Linear(width, 2 * width)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor, memory: Tensor, present: Tensor | None) -> Tensor:
        q = self._split(self.query(x))
        k, v = (self._split(part) for part in self.key_value(memory).chunk(2, dim=-1))
        if self.rotary:
            q, k = _rotate(q), _rotate(k)
        score = (q * q.shape[-1] ** -0.5) @ k.transpose(-1, -2)
        if present is not None:
            score = score.masked_fill(~present[:, None, None, :], -torch.inf)
        mixed = score.softmax(-1).to(v.dtype) @ v
        return self.out(mixed.transpose(1, 2).flatten(2))  # type: ignore[no-any-return]

    def _split(self, x: Tensor) -> Tensor:
        split: Tensor = x.unflatten(-1, (self.heads, -1))
        return split.transpose(1, 2)


class _Block(nn.Module):
    """Convolution, self-attention, attention to the prompt (canvas half only), feed-forward; residual, pre-norm."""

    def __init__(self, config: SmallConfig, *, reads_prompt: bool) -> None:
        super().__init__()
        width = config.width
        self.convolution_norm = nn.LayerNorm(width)
        self.convolution = nn.Conv1d(width, width, 5, padding=2, groups=width)
        self.self_norm = nn.LayerNorm(width)
        self.self_attention = _Attention(width, config.heads, rotary=True)
        if reads_prompt:
            self.prompt_norm = nn.LayerNorm(width)
            self.prompt_attention = _Attention(width, config.heads, rotary=False)
        self.feed_norm = nn.LayerNorm(width)
        self.feed_in = nn.Linear(width, 3 * width)
        self.feed_out = nn.Linear(3 * width, width)

    def forward(self, x: Tensor, present: Tensor | None, prompt: EncodedPrompt | None = None) -> Tensor:
        inner = self.convolution_norm(x)
        if present is not None:
            inner = inner * present[..., None]
        x = x + self.convolution(inner.transpose(1, 2)).transpose(1, 2)
        inner = self.self_norm(x)
        x = x + self.self_attention(inner, inner, present)
        if prompt is not None:
            x = x + self.prompt_attention(self.prompt_norm(x), prompt.states, prompt.present)
        return x + self.feed_out(F.gelu(self.feed_in(self.feed_norm(x))))  # type: ignore[no-any-return]


class SmallNetwork(nn.Module):
    """Prompt [B, L] and canvas [B, n] in, log-probabilities [B, n, V] of the clean token at every position out."""

    def __init__(self, config: SmallConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocabulary_size, config.width)
        self.canvas_position = nn.Embedding(config.canvas_length, config.width)
        self.prompt_blocks = nn.ModuleList(_Block(config, reads_prompt=False) for _ in range(config.prompt_layers))
        self.prompt_norm = nn.LayerNorm(config.width)
        self.canvas_blocks = nn.ModuleList(_Block(config, reads_prompt=True) for _ in range(config.canvas_layers))
        self.canvas_norm = nn.LayerNorm(config.width)
        self.pointer_query = nn.Linear(config.width, config.width)
        self.pointer_key = nn.Linear(config.width, config.width)
        self.gate = nn.Linear(config.width, 1)
        nn.init.normal_(self.embedding.weight, std=config.width**-0.5)
        nn.init.normal_(self.canvas_position.weight, std=config.width**-0.5)

    def encode(self, prompt: Tensor) -> EncodedPrompt:
        """Encodes prompts [B, L] (long, padded at the end with `config.pad`, none of them empty)."""
        present = prompt != self.config.pad
        x = self.embedding(prompt) * self.config.width**0.5
        for block in self.prompt_blocks:
            x = block(x, present)
        return EncodedPrompt(prompt, self.prompt_norm(x), present)

    def _decode(self, canvas: Tensor, prompt: EncodedPrompt) -> tuple[Tensor, Tensor, Tensor]:
        positions = torch.arange(canvas.shape[1], device=canvas.device)
        x = self.embedding(canvas) * self.config.width**0.5 + self.canvas_position(positions)
        for block in self.canvas_blocks:
            x = block(x, None, prompt)
        x = self.canvas_norm(x)
        own = F.log_softmax((x @ self.embedding.weight.T).float(), dim=-1)
        pointer = self.pointer_query(x) @ self.pointer_key(prompt.states).transpose(1, 2)
        pointer = (pointer * self.config.width**-0.5).float().masked_fill(~prompt.present[:, None, :], -torch.inf)
        return own, pointer.softmax(-1), self.gate(x).float()

    def forward(self, canvas: Tensor, prompt: EncodedPrompt) -> Tensor:
        own, pointer, gate = self._decode(canvas, prompt)
        copied = torch.zeros_like(own).scatter_add_(-1, prompt.tokens[:, None, :].expand_as(pointer), pointer)
        return torch.logaddexp(own + F.logsigmoid(gate), copied.log() + F.logsigmoid(-gate))
