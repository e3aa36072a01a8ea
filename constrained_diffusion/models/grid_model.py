"""The Sudoku models that ship: a `GridNetwork` as a `Denoiser`. The prompt is the puzzle, 81 characters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from constrained_diffusion.models.denoiser import BaseDenoiser, NoiseKind, Prompt, Told, plain_text
from constrained_diffusion.models.grid_network import GridConfig, GridNetwork
from constrained_diffusion.models.rows import each_read
from constrained_diffusion.puzzles.sudoku import sudoku
from constrained_diffusion.vocabulary import Vocabulary

MASK, EOS, PAD = 0, 10, 11
"""Token ids; 1 to 9 are the digits. A uniform model has no mask: its 0 is a token that never stands for anything."""


def grid_vocabulary(noise: NoiseKind) -> Vocabulary:
    """The twelve tokens of the Sudoku models."""
    tokens = [b"", *(str(digit).encode() for digit in range(1, 10)), b"", b""]
    return Vocabulary.from_bytes(tokens, eos=EOS, pad=PAD, mask=MASK if noise == "absorbing" else None)


class GridModel(BaseDenoiser):
    """Fills in a Sudoku of which the prompt gives some cells; without a prompt it makes one up."""

    def __init__(self, network: GridNetwork, noise: NoiseKind) -> None:
        self.network, self.noise = network.eval(), noise
        self.vocabulary = grid_vocabulary(noise)
        self.canvas_length = network.config.side**2

    def to(self, dtype: torch.dtype) -> None:
        """Casts the weights."""
        self.network.to(dtype)

    def prepare(self, prompts: Sequence[Prompt], told: Told) -> list[Tensor]:
        """Reads the puzzles, each to ids [81], 0 where a cell is empty. `told` is not looked at.

        Raises:
            InvalidPuzzle: a prompt is not 81 digits, dots and zeros.
        """
        del told
        return each_read(prompts, lambda prompt: _givens(plain_text(prompt)))

    @torch.inference_mode()
    def logits(self, canvas: Tensor, contexts: Sequence[Tensor], time: float) -> Tensor:
        del time  # it reads the noise off the canvas
        device = self.network.out.weight.device
        return self.network(canvas.to(device), torch.stack(list(contexts)).to(device))  # type: ignore[no-any-return]


def _givens(prompt: str) -> Tensor:
    return torch.from_numpy(sudoku(prompt or None).settled() + 1)


def grid_model(config: Mapping[str, int], weights: Mapping[str, Tensor], noise: NoiseKind, device: Any) -> GridModel:
    """A model out of what its file holds."""
    network = GridNetwork(GridConfig(**config)).to(device)
    network.load_state_dict(weights)
    return GridModel(network, noise)
