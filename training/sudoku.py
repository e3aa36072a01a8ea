"""Training the grid models: random puzzles with one solution, of 17 to 45 givens, turned and relabelled at random."""

from __future__ import annotations

from itertools import repeat
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from constrained_diffusion.files import written_whole
from constrained_diffusion.models.grid_model import MASK
from constrained_diffusion.models.grid_network import GridNetwork
from constrained_diffusion.puzzles.sudoku_generator import minimal_puzzle, seventeens, solutions
from training.loop import OnStep, Schedule, noised, optimise
from training.steps import Batch

_SEVENTEENS = 0.15
_MOST_GIVENS = 45


class Puzzles(NamedTuple):
    """Grids uint8 [N, 81], 0 where a cell is empty, and their solutions; the last `few` of them have 17 givens."""

    grids: Tensor
    solved: Tensor
    few: int

    def to(self, device: str) -> Puzzles:
        return Puzzles(self.grids.to(device), self.solved.to(device), self.few)


def make_puzzles(path: Path, count: int, seed: int) -> Puzzles:
    """`count` random minimal puzzles, and those of the collection that are for training; made once, kept at `path`."""
    if not path.exists():
        first = 10_000_000 * (1 + seed)
        pairs = [minimal_puzzle(first + number) for number in range(count)]
        pairs += [(puzzle, solutions(puzzle)[1]) for puzzle in seventeens()[::2]]
        puzzles, answers = (np.stack(part) for part in zip(*pairs, strict=True))
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_whole(path) as partial, partial.open("wb") as file:
            np.savez_compressed(file, grids=puzzles, solved=answers)
    with np.load(path) as kept:
        grids, solved = torch.from_numpy(kept["grids"]), torch.from_numpy(kept["solved"])
    return Puzzles(grids, solved, len(seventeens()[::2]))


def draw(puzzles: Puzzles, count: int) -> tuple[Tensor, Tensor]:
    """Puzzles and solutions, long [count, 81] each, on the device of `puzzles`: each a pick of the pool under a random
    symmetry of the game, of which there are 10^12, half of them with cells of the solution added."""
    device = puzzles.grids.device
    plenty = len(puzzles.grids) - puzzles.few
    few = torch.rand(count, device=device) < _SEVENTEENS
    picked = torch.where(
        few,
        plenty + torch.randint(puzzles.few, (count,), device=device),
        torch.randint(plenty, (count,), device=device),
    )
    grids, solved = puzzles.grids[picked].long(), puzzles.solved[picked].long()
    # The cells that come to be givens: those there are, then empty ones in random order, up to a random number.
    order = torch.rand(count, 81, device=device) - (grids > 0).float()
    rank = order.argsort(1).argsort(1)
    wanted = torch.randint(17, _MOST_GIVENS + 1, (count, 1), device=device)
    wanted = wanted * (torch.rand(count, 1, device=device) < 0.5)
    grids = torch.where((rank < wanted) | (grids > 0), solved, 0)
    cells, digits = _symmetries(count, device)
    return digits.gather(1, grids.gather(1, cells)), digits.gather(1, solved.gather(1, cells))


def _symmetries(count: int, device: torch.device) -> tuple[Tensor, Tensor]:
    """Cells [count, 81] and digits [count, 10], so that ``digits[grid[cells]]`` is as hard as grid."""

    def lines() -> Tensor:
        bands = torch.rand(count, 3, device=device).argsort(1)
        within = torch.rand(count, 3, 3, device=device).argsort(2)
        return (3 * bands[:, :, None] + within).flatten(1)

    cells = 9 * lines()[:, :, None] + lines()[:, None, :]
    turned = torch.rand(count, 1, 1, device=device) < 0.5
    cells = torch.where(turned, cells.transpose(1, 2), cells).flatten(1)
    digits = 1 + torch.rand(count, 9, device=device).argsort(1)
    return cells, torch.cat([torch.zeros_like(digits[:, :1]), digits], 1)


def train_grid(
    network: GridNetwork,
    noise: str,
    schedule: Schedule,
    checkpoint: Path,
    on_step: OnStep,
    *,
    puzzles: Puzzles,
    device: str = "cpu",
) -> None:
    """Trains `network` in place to fill in noisy grids; the loss is the mean over its rounds. See `optimise`."""
    pool = puzzles.to(device)

    def loss(_: Batch) -> Tensor:
        givens, target = draw(pool, schedule.batch)
        canvas, predicted = noised(target, noise, MASK, network.config.symbols)
        with torch.autocast(torch.device(device).type, dtype=torch.bfloat16, cache_enabled=False):
            rounds = torch.stack(network.every_round(canvas, givens))
        score = F.cross_entropy(rounds.flatten(0, 2), target.expand(len(rounds), -1, -1).flatten(), reduction="none")
        weight = predicted.expand(len(rounds), -1, -1).flatten()
        return (score * weight).sum() / weight.sum()

    groups = [{"params": list(network.parameters()), "share": 1.0}]
    optimise(network, groups, lambda _: repeat(()), loss, schedule, checkpoint, on_step, device=device)
