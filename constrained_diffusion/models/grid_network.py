"""The small transformer that ships for grid puzzles: givens and a noisy grid in, logits of the clean grid out.

Bidirectional attention over the cells, one stack of blocks run several rounds with the same weights: filling in a grid
is one rule applied again and again (recurrent relational networks, Palm et al. 2018, arXiv 1711.08028). A cell has no
number; attention knows a pair of cells only by what they share (row, column, box, themselves) through a learned bias.
So whatever the network learns of one cell holds for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F


@dataclass(frozen=True, kw_only=True)
class GridConfig:
    """Sizes of the network: a grid of `side` x `side` cells in boxes of `box_rows` x `box_columns`, `symbols` ids."""

    symbols: int = 12
    side: int = 9
    box_rows: int = 3
    box_columns: int = 3
    width: int = 128
    heads: int = 8
    blocks: int = 2
    rounds: int = 8

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


_ROW, _COLUMN, _BOX = 1, 2, 4


def relations(config: GridConfig) -> Tensor:
    """long [cells, cells]: bits of what two cells share; 7 only for a cell and itself."""
    cell = torch.arange(config.side**2)
    row, column = cell // config.side, cell % config.side
    box = row // config.box_rows * config.side + column // config.box_columns
    shared = torch.zeros(len(cell), len(cell), dtype=torch.long)
    for bit, part in ((_ROW, row), (_COLUMN, column), (_BOX, box)):
        shared |= bit * (part[:, None] == part[None, :]).long()
    return shared


class _Block(nn.Module):
    """Self-attention under a bias by relation, and feed-forward; residual, pre-norm."""

    def __init__(self, config: GridConfig) -> None:
        super().__init__()
        width = config.width
        self.heads = config.heads
        self.norm = nn.LayerNorm(width)
        self.query_key_value = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.feed_norm = nn.LayerNorm(width)
        self.feed_in = nn.Linear(width, 4 * width)
        self.feed_out = nn.Linear(4 * width, width)
        # The heads start out as specialists: rows, columns, boxes, everything.
        shared = torch.arange(8)
        of = [(shared & bit) > 0 for bit in (_ROW, _COLUMN, _BOX)] + [shared >= 0]
        self.bias = nn.Parameter(torch.stack([torch.where(of[head % 4], 0.0, -6.0) for head in range(config.heads)]))

    def bias_by(self, shares: Tensor) -> Tensor:
        """The bias of every pair of cells, by what they share: one-hot [relations, cells, cells]."""
        return torch.einsum("hr,rij->hij", self.bias, shares)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """x [B, cells, width]; `bias` [heads, cells, cells] is what `bias_by` gives."""
        q, k, v = (part.unflatten(-1, (self.heads, -1)).transpose(1, 2)
                   for part in self.query_key_value(self.norm(x)).chunk(3, dim=-1))  # fmt: skip
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype)[None])
        x = x + self.out(mixed.transpose(1, 2).flatten(2))
        return x + self.feed_out(F.gelu(self.feed_in(self.feed_norm(x))))  # type: ignore[no-any-return]


class GridNetwork(nn.Module):
    """Canvas [B, cells] and givens [B, cells] (ids; 0 where a cell is not given) in, logits [B, cells, symbols] out."""

    shares: Tensor

    def __init__(self, config: GridConfig) -> None:
        super().__init__()
        self.config = config
        self.canvas_embedding = nn.Embedding(config.symbols, config.width)
        self.given_embedding = nn.Embedding(config.symbols, config.width)
        self.round_norm = nn.LayerNorm(config.width)
        self.blocks = nn.ModuleList(_Block(config) for _ in range(config.blocks))
        self.out_norm = nn.LayerNorm(config.width)
        self.out = nn.Linear(config.width, config.symbols)
        shares = F.one_hot(relations(config), 8).permute(2, 0, 1).float()
        self.register_buffer("shares", shares, persistent=False)

    def _blocks(self) -> Iterator[_Block]:
        for block in self.blocks:
            assert isinstance(block, _Block)
            yield block

    def every_round(self, canvas: Tensor, givens: Tensor) -> list[Tensor]:
        """The logits after every round; training asks all of them, the last is the answer."""
        seen = self.canvas_embedding(canvas) + self.given_embedding(givens)
        x = torch.zeros_like(seen)
        biases = [block.bias_by(self.shares) for block in self._blocks()]
        answers = []
        for _ in range(self.config.rounds):
            x = self.round_norm(x) + seen
            for block, bias in zip(self.blocks, biases, strict=True):
                x = block(x, bias)
            answers.append(self.out(self.out_norm(x)).float())
        return answers

    def forward(self, canvas: Tensor, givens: Tensor) -> Tensor:
        return self.every_round(canvas, givens)[-1]
