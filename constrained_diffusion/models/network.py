"""The half of the shipped text models that writes: denoises a canvas, and copies from the prompt.

The prompt is read once (`reader`); every denoising step runs only the canvas half, which attends to itself and to the
prompt, both ways. The output mixes a distribution over the vocabulary with a distribution over the prompt's positions
(pointer-generator, See et al. 2017, arXiv 1704.04368), because extraction is mostly copying and the model is far too
small to know every name.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from constrained_diffusion.models.layers import Block, rotary_angles
from constrained_diffusion.models.reader import EncodedPrompt


@dataclass(frozen=True, kw_only=True)
class NetworkConfig:
    """Sizes of the network. `prompt_length` and `canvas_length` are the most it takes, in tokens."""

    vocabulary_size: int
    width: int = 256
    heads: int = 8
    layers: int = 6
    prompt_length: int = 256
    canvas_length: int = 128

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


class DenoisingNetwork(nn.Module):
    """A prompt and a canvas [B, n] in, log-probabilities [B, n, V] of the clean token at every position out."""

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocabulary_size, config.width)
        self.position = nn.Embedding(config.canvas_length, config.width)
        self.blocks = nn.ModuleList(Block(config.width, config.heads, reads_prompt=True) for _ in range(config.layers))
        self.norm = nn.LayerNorm(config.width)
        self.pointer_query = nn.Linear(config.width, config.width)
        self.pointer_key = nn.Linear(config.width, config.width)
        self.gate = nn.Linear(config.width, 1)
        nn.init.normal_(self.embedding.weight, std=config.width**-0.5)
        nn.init.normal_(self.position.weight, std=config.width**-0.5)

    def _decode(self, canvas: Tensor, prompt: EncodedPrompt) -> tuple[Tensor, Tensor, Tensor]:
        positions = torch.arange(canvas.shape[1], device=canvas.device)
        x = self.embedding(canvas) * self.config.width**0.5 + self.position(positions)
        angles = rotary_angles(canvas.shape[1], self.config.width // self.config.heads, x.device)
        for block in self.blocks:
            x = block(x, angles, None, (prompt.states, prompt.present))
        x = self.norm(x)
        own = F.log_softmax((x @ self.embedding.weight.T).float(), dim=-1)
        pointer = self.pointer_query(x) @ self.pointer_key(prompt.states).transpose(1, 2)
        pointer = (pointer * self.config.width**-0.5).float().masked_fill(~prompt.present[:, None, :], -torch.inf)
        return own, pointer.softmax(-1), self.gate(x).float()

    def forward(self, canvas: Tensor, prompt: EncodedPrompt) -> Tensor:
        own, pointer, gate = self._decode(canvas, prompt)
        copied = torch.zeros_like(own).scatter_add_(-1, prompt.tokens[:, None, :].expand_as(pointer), pointer)
        return torch.logaddexp(own + F.logsigmoid(gate), copied.log() + F.logsigmoid(-gate))

    def log_probability(self, canvas: Tensor, prompt: EncodedPrompt, target: Tensor) -> Tensor:
        """Log-probability [B, n] of the tokens `target` [B, n]: `forward` gathered, without its [B, n, V] copy."""
        own, pointer, gate = self._decode(canvas, prompt)
        own = own.gather(-1, target[..., None]).squeeze(-1)
        copied = (pointer * (prompt.tokens[:, None, :] == target[..., None])).sum(-1)
        gate = gate.squeeze(-1)
        return torch.logaddexp(own + F.logsigmoid(gate), copied.clamp_min(1e-9).log() + F.logsigmoid(-gate))
