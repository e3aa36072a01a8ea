"""The half of the shipped text models that reads: a pretrained sentence encoder, and the prompt's own tokens upon it.

The encoder (a BERT of six layers and uncased word pieces, Devlin et al. 2019, arXiv 1810.04805, distilled as MiniLM,
Wang et al. 2020, arXiv 2002.10957) knows what sentences mean; it does not know how they were spelled. So its states are
laid under the tokens of the canvas's own vocabulary, case and all, each token upon the word piece that it begins in:
what comes out is what a canvas attends to and copies from. Models of both noise kinds share one reader.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from constrained_diffusion.models.layers import Block, rotary_angles


@dataclass(frozen=True, kw_only=True)
class ReaderConfig:
    """Sizes of a reader.

    Attributes:
        pieces: word pieces of the encoder.
        tokens: of the canvas's vocabulary.
        width: of the states that come out, and of the canvas that attends to them.
        heads: of the layers above the encoder.
        layers: above the encoder.
        longest: the most word pieces that it reads.
        encoder_width, encoder_heads, encoder_layers, encoder_inner: of the encoder.
        pad: the token behind the end of a prompt.
    """

    pieces: int
    tokens: int
    width: int = 256
    heads: int = 8
    layers: int = 2
    longest: int = 512
    encoder_width: int = 384
    encoder_heads: int = 12
    encoder_layers: int = 6
    encoder_inner: int = 1536
    pad: int = 0

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


class Prompts(NamedTuple):
    """A batch of prompts: `tokens` [B, L] and `owners` [B, L] (the word piece that each begins in), `pieces` [B, P] and
    `piece_present` [B, P] bool. All long but the last, padded at the end; tokens with the vocabulary's pad."""

    tokens: Tensor
    owners: Tensor
    pieces: Tensor
    piece_present: Tensor

    def to(self, device: torch.device | str) -> Prompts:
        """The same on a device."""
        return Prompts(*(part.to(device) for part in self))


class EncodedPrompt(NamedTuple):
    """A batch of prompts that were read: `tokens` [B, L] long, `states` [B, L, width], `present` [B, L] bool."""

    tokens: Tensor
    states: Tensor
    present: Tensor


class EncoderLayer(nn.Module):
    """Self-attention and feed-forward; residual, post-norm, as BERT has them."""

    def __init__(self, config: ReaderConfig) -> None:
        super().__init__()
        width = config.encoder_width
        self.heads = config.encoder_heads
        self.query_key_value = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.feed_in = nn.Linear(width, config.encoder_inner)
        self.feed_out = nn.Linear(config.encoder_inner, width)
        self.feed_norm = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, seen: Tensor) -> Tensor:
        q, k, v = (
            part.unflatten(-1, (self.heads, -1)).transpose(1, 2) for part in self.query_key_value(x).chunk(3, dim=-1)
        )
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=seen)
        x = self.norm(x + self.out(mixed.transpose(1, 2).flatten(2)))
        return self.feed_norm(x + self.feed_out(F.gelu(self.feed_in(x))))  # type: ignore[no-any-return]


class Encoder(nn.Module):
    """Word pieces [B, P] to states [B, P, encoder width]."""

    def __init__(self, config: ReaderConfig) -> None:
        super().__init__()
        width = config.encoder_width
        self.piece = nn.Embedding(config.pieces, width)
        self.position = nn.Embedding(config.longest, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(EncoderLayer(config) for _ in range(config.encoder_layers))

    def forward(self, pieces: Tensor, present: Tensor) -> Tensor:
        positions = torch.arange(pieces.shape[1], device=pieces.device)
        x: Tensor = self.norm(self.piece(pieces) + self.position(positions))
        for layer in self.layers:
            x = layer(x, present[:, None, None, :])
        return x


class Reader(nn.Module):
    """Prompts to what a canvas attends to."""

    def __init__(self, config: ReaderConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = Encoder(config)
        self.read = nn.Linear(config.encoder_width, config.width)
        self.token = nn.Embedding(config.tokens, config.width)
        self.blocks = nn.ModuleList(Block(config.width, config.heads, reads_prompt=False) for _ in range(config.layers))
        self.norm = nn.LayerNorm(config.width)
        nn.init.normal_(self.token.weight, std=config.width**-0.5)

    def forward(self, prompts: Prompts) -> EncodedPrompt:
        present = prompts.tokens != self.config.pad
        states = self.read(self.encoder(prompts.pieces, prompts.piece_present))
        laid = states.gather(1, prompts.owners[..., None].expand(-1, -1, states.shape[-1]))
        x = laid + self.token(prompts.tokens) * self.config.width**0.5
        angles = rotary_angles(x.shape[1], self.config.width // self.config.heads, x.device)
        for block in self.blocks:
            x = block(x, angles, present)
        return EncodedPrompt(prompts.tokens, self.norm(x), present)
