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
        self.mixture = MixtureOfTargets()
        nn.init.normal_(self.embedding.weight, std=config.width**-0.5)
        nn.init.normal_(self.position.weight, std=config.width**-0.5)

    def _decode(self, canvas: Tensor, prompt: EncodedPrompt) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of the vocabulary [B, n, V], of the prompt's positions [B, n, L], and of the first over the second."""
        positions = torch.arange(canvas.shape[1], device=canvas.device)
        x = self.embedding(canvas) * self.config.width**0.5 + self.position(positions)
        angles = rotary_angles(canvas.shape[1], self.config.width // self.config.heads, x.device)
        for block in self.blocks:
            x = block(x, angles, None, (prompt.states, prompt.present))
        x = self.norm(x)
        own = x @ self.embedding.weight.T
        pointer = self.pointer_query(x) @ self.pointer_key(prompt.states).transpose(1, 2)
        return own, pointer * self.config.width**-0.5, self.gate(x)

    def forward(self, canvas: Tensor, prompt: EncodedPrompt) -> Tensor:
        own, pointer, gate = (score.float() for score in self._decode(canvas, prompt))
        pointer = _shares(pointer, prompt.present)
        copied = torch.zeros_like(own).scatter_add_(-1, prompt.tokens[:, None, :].expand_as(pointer), pointer)
        return torch.logaddexp(own.log_softmax(-1) + F.logsigmoid(gate), copied.log() + F.logsigmoid(-gate))

    def log_probability(self, canvas: Tensor, prompt: EncodedPrompt, target: Tensor) -> Tensor:
        """Log-probability [B, n] of the tokens `target` [B, n]: `forward` gathered, without its [B, n, V] copy."""
        return self.mixture(*self._decode(canvas, prompt), prompt.tokens, prompt.present, target)  # type: ignore[no-any-return]


class MixtureOfTargets(nn.Module):
    """What scores of `DenoisingNetwork` say of given tokens, log-probabilities [B, n]; a module of its own since it is
    worth compiling."""

    def forward(
        self, own: Tensor, pointer: Tensor, gate: Tensor, tokens: Tensor, present: Tensor, target: Tensor
    ) -> Tensor:
        own, gate = own.float(), gate.float().squeeze(-1)
        said = own.gather(-1, target[..., None]).squeeze(-1) - own.logsumexp(-1)
        copied = (_shares(pointer.float(), present) * (tokens[:, None, :] == target[..., None])).sum(-1)
        return torch.logaddexp(said + F.logsigmoid(gate), copied.clamp_min(1e-9).log() + F.logsigmoid(-gate))


def _shares(pointer: Tensor, present: Tensor) -> Tensor:
    """The probability [B, n, L] of every position of the prompt that is `present` [B, L]."""
    return pointer.masked_fill(~present[:, None, :], -torch.inf).softmax(-1)
