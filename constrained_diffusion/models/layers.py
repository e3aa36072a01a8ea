"""Layers that the shipped networks share: attention over what is there, rotary positions, a pre-norm block.

Rotary embeddings (Su et al. 2021, arXiv 2104.09864) and a short depthwise convolution in every block tell a token from
its neighbours.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

_BASE = 1000.0


def rotary_angles(positions: int, width: int, device: torch.device) -> Tensor:
    """float32 [positions, width / 2]: by how much rotary embedding turns every pair of a head of `width`."""
    frequency = _BASE ** -(torch.arange(0, width, 2, device=device, dtype=torch.float32) / width)
    return torch.arange(positions, device=device, dtype=torch.float32)[:, None] * frequency


def rotated(x: Tensor, angles: Tensor) -> Tensor:
    """[B, heads, n, d] turned by angles [n, d / 2]."""
    cos, sin = angles.cos().to(x.dtype), angles.sin().to(x.dtype)
    a, b = x.chunk(2, dim=-1)
    return torch.cat((a * cos - b * sin, a * sin + b * cos), dim=-1)


class Attention(nn.Module):
    """Several heads of x [B, n, width] over a memory [B, m, memory width], of which `present` [B, m] is there."""

    def __init__(self, width: int, heads: int, memory_width: int) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width)
        self.key_value = nn.Linear(memory_width, 2 * width)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor, memory: Tensor, present: Tensor | None, angles: Tensor | None = None) -> Tensor:
        q = self._split(self.query(x))
        k, v = (self._split(part) for part in self.key_value(memory).chunk(2, dim=-1))
        if angles is not None:
            q, k = rotated(q, angles), rotated(k, angles)
        seen = None if present is None else present[:, None, None, :]
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=seen)
        return self.out(mixed.transpose(1, 2).flatten(2))  # type: ignore[no-any-return]

    def _split(self, x: Tensor) -> Tensor:
        split: Tensor = x.unflatten(-1, (self.heads, -1))
        return split.transpose(1, 2)


def _along(x: Tensor, convolution: nn.Conv1d) -> Tensor:
    """`convolution`, of one channel each, along the middle of x [B, n, width], as a sum of shifted products.

    Libraries want the channels first and are slow where each stands alone (on one core, 64 x 64 x 256 took twice as
    long).
    """
    assert convolution.bias is not None
    (reach,) = convolution.kernel_size
    padded = F.pad(x, (0, 0, reach // 2, reach // 2))
    total = convolution.bias.expand_as(x)
    for shift in range(reach):
        total = torch.addcmul(total, padded[:, shift : shift + x.shape[1]], convolution.weight[:, 0, shift])
    return total


class Block(nn.Module):
    """Convolution, self-attention, attention to a prompt (where `reads_prompt`), feed-forward; residual, pre-norm."""

    def __init__(self, width: int, heads: int, *, reads_prompt: bool) -> None:
        super().__init__()
        self.convolution_norm = nn.LayerNorm(width)
        self.convolution = nn.Conv1d(width, width, 5, padding=2, groups=width)
        self.self_norm = nn.LayerNorm(width)
        self.self_attention = Attention(width, heads, width)
        if reads_prompt:
            self.prompt_norm = nn.LayerNorm(width)
            self.prompt_attention = Attention(width, heads, width)
        self.feed_norm = nn.LayerNorm(width)
        self.feed_in = nn.Linear(width, 3 * width)
        self.feed_out = nn.Linear(3 * width, width)

    def forward(
        self,
        x: Tensor,
        angles: Tensor,
        present: Tensor | None = None,
        prompt: tuple[Tensor, Tensor] | None = None,
    ) -> Tensor:
        """x [B, n, width]; `prompt` is (states [B, L, width], present [B, L])."""
        inner = self.convolution_norm(x)
        if present is not None:
            inner = inner * present[..., None]
        x = x + _along(inner, self.convolution)
        inner = self.self_norm(x)
        x = x + self.self_attention(inner, inner, present, angles)
        if prompt is not None:
            x = x + self.prompt_attention(self.prompt_norm(x), *prompt)
        return x + self.feed_out(F.gelu(self.feed_in(self.feed_norm(x))))  # type: ignore[no-any-return]
