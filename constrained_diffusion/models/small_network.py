"""The small transformer that ships with the package: reads a prompt, denoises a canvas, copies from the prompt.

Its successor is `network` over a `reader`, which the training script makes now; the weights of that are not final yet.

Both halves are bidirectional. The prompt is encoded once; every denoising step runs only the canvas half, which attends
to itself and to the encoded prompt. The output mixes a distribution over the vocabulary with a distribution over the
prompt's positions (pointer-generator, See et al. 2017, arXiv 1704.04368), because extraction is mostly copying and the
model is far too small to know every name.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from constrained_diffusion.models.layers import Block, rotary_angles
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


class SmallNetwork(nn.Module):
    """Prompt [B, L] and canvas [B, n] in, log-probabilities [B, n, V] of the clean token at every position out."""

    def __init__(self, config: SmallConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocabulary_size, config.width)
        self.canvas_position = nn.Embedding(config.canvas_length, config.width)
        self.prompt_blocks = nn.ModuleList(
            Block(config.width, config.heads, reads_prompt=False) for _ in range(config.prompt_layers)
        )
        self.prompt_norm = nn.LayerNorm(config.width)
        self.canvas_blocks = nn.ModuleList(
            Block(config.width, config.heads, reads_prompt=True) for _ in range(config.canvas_layers)
        )
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
        angles = self._angles(prompt)
        for block in self.prompt_blocks:
            x = block(x, angles, present)
        return EncodedPrompt(prompt, self.prompt_norm(x), present)

    def _angles(self, tokens: Tensor) -> Tensor:
        return rotary_angles(tokens.shape[1], self.config.width // self.config.heads, tokens.device)

    def _decode(self, canvas: Tensor, prompt: EncodedPrompt) -> tuple[Tensor, Tensor, Tensor]:
        positions = torch.arange(canvas.shape[1], device=canvas.device)
        x = self.embedding(canvas) * self.config.width**0.5 + self.canvas_position(positions)
        angles = self._angles(canvas)
        for block in self.canvas_blocks:
            x = block(x, angles, None, (prompt.states, prompt.present))
        x = self.canvas_norm(x)
        own = F.log_softmax((x @ self.embedding.weight.T).float(), dim=-1)
        pointer = self.pointer_query(x) @ self.pointer_key(prompt.states).transpose(1, 2)
        pointer = (pointer * self.config.width**-0.5).float().masked_fill(~prompt.present[:, None, :], -torch.inf)
        return own, pointer.softmax(-1), self.gate(x).float()

    def forward(self, canvas: Tensor, prompt: EncodedPrompt) -> Tensor:
        own, pointer, gate = self._decode(canvas, prompt)
        copied = torch.zeros_like(own).scatter_add_(-1, prompt.tokens[:, None, :].expand_as(pointer), pointer)
        return torch.logaddexp(own + F.logsigmoid(gate), copied.log() + F.logsigmoid(-gate))
