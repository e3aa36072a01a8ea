"""Training the grid model: random puzzles with one solution, of 17 to 45 givens, turned and relabelled at random."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from constrained_diffusion.models.grid_model import MASK
from constrained_diffusion.models.grid_network import GridNetwork
from constrained_diffusion.puzzles.sudoku_generator import (
    Grid,
    minimal_puzzle,
    seventeens,
    solutions,
    symmetry,
    with_more_givens,
)
from training.loop import OnStep, Schedule, noised, optimise

_SEVENTEENS = 0.15


class SudokuBatches:
    """Endless batches of puzzles [B, 81] and solutions [B, 81], a function of (seed, step) alone.

    `puzzles` random minimal puzzles are made once; every one drawn later is turned by a random symmetry of the game,
    of which there are 10^12, and given up to 45 givens.
    """

    def __init__(self, schedule: Schedule, puzzles: int) -> None:
        self.schedule = schedule
        first = 10_000_000 * (1 + schedule.seed)
        self.minimal = [minimal_puzzle(first + number) for number in range(puzzles)]
        self.seventeens = [(puzzle, solutions(puzzle)[1]) for puzzle in seventeens()[::2]]

    def __call__(self, step: int) -> tuple[Tensor, Tensor]:
        rng = np.random.default_rng((self.schedule.seed, step))
        pairs = [self._draw(rng) for _ in range(self.schedule.batch)]
        puzzles, solved = (torch.from_numpy(np.stack(part)).long() for part in zip(*pairs, strict=True))
        return puzzles, solved

    def _draw(self, rng: np.random.Generator) -> tuple[Grid, Grid]:
        pool = self.seventeens if rng.random() < _SEVENTEENS else self.minimal
        puzzle, solution = pool[rng.integers(len(pool))]
        if rng.random() < 0.5:
            puzzle = with_more_givens(puzzle, solution, int(rng.integers(17, 46)), rng)
        cells, digits = symmetry(rng)
        return digits[puzzle[cells]], digits[solution[cells]]


def train_grid(
    network: GridNetwork,
    noise: str,
    schedule: Schedule,
    checkpoint: Path,
    on_step: OnStep,
    *,
    puzzles: int = 20_000,
    device: str = "cpu",
) -> None:
    """Trains `network` in place to fill in noisy grids; the loss is the mean over its rounds. See `optimise`."""
    batches = SudokuBatches(schedule, puzzles)

    def loss(step: int) -> Tensor:
        givens, target = batches(step)
        canvas, predicted = noised(target, noise, MASK, network.config.symbols)
        givens, target, canvas, predicted = (x.to(device) for x in (givens, target, canvas, predicted))
        with torch.autocast(device, dtype=torch.bfloat16):
            rounds = network.every_round(canvas, givens)
        losses = [F.cross_entropy(answer[predicted], target[predicted]) for answer in rounds]
        return torch.stack(losses).mean()

    optimise(network, loss, schedule, checkpoint, on_step, device=device)
