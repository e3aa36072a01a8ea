"""The Sudoku model: symmetric where the game is, taught by its script, and at home in the loop."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from typer.testing import CliRunner

from constrained_diffusion import generate, load_model
from constrained_diffusion.errors import UnsatisfiableConstraint
from constrained_diffusion.models.denoiser import BaseDenoiser
from constrained_diffusion.models.grid_model import GridModel
from constrained_diffusion.models.grid_network import GridConfig, GridNetwork, relations
from constrained_diffusion.models.shipped import read_model
from constrained_diffusion.puzzles import InvalidPuzzle, PuzzleConstraint, sudoku
from constrained_diffusion.puzzles.sudoku_generator import symmetry
from constrained_diffusion.sampling.state import Status
from training.__main__ import app
from training.loop import Schedule
from training.sudoku import draw, make_puzzles, train_grid

KNOWN = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79"
TINY = GridConfig(width=16, heads=4, blocks=1, rounds=2)


def test_relations_by_hand() -> None:
    shared = relations(GridConfig())
    assert shared[0, 0] == 7
    assert shared[0, 1] == 5  # same row and box
    assert shared[0, 8] == 1
    assert shared[0, 72] == 2
    assert shared[0, 10] == 4
    assert shared[0, 80] == 0


def test_what_a_symmetry_of_the_game_does_to_the_answer() -> None:
    """Rows swapped within a band and so on, unless transposed: the network's answer moves along."""
    import numpy as np

    torch.manual_seed(0)
    network = GridNetwork(TINY)
    canvas, givens = torch.randint(0, 10, (1, 81)), torch.randint(0, 10, (1, 81))
    rng = np.random.default_rng(1)
    cells = next(c for c in (symmetry(rng)[0] for _ in range(50)) if c[0] // 9 == c[1] // 9)
    moved = network(canvas[:, cells], givens[:, cells])
    assert torch.allclose(moved, network(canvas, givens)[:, cells], atol=1e-4)


@pytest.mark.parametrize("noise", ["absorbing", "uniform"])
def test_training_learns_and_resumes(noise: str, tmp_path: Path) -> None:
    losses: dict[int, float] = {}
    torch.manual_seed(0)
    network, puzzles = GridNetwork(TINY), make_puzzles(tmp_path / "puzzles.npz", 20, seed=0)
    for steps in (31, 61):
        schedule = Schedule(steps=steps, batch=16, learning_rate=5e-3, warmup=5)
        path = tmp_path / f"sudoku-{noise}.pt"
        train_grid(network, noise, schedule, path, lambda s, loss, _: losses.update({s: loss}), puzzles=puzzles)
    assert list(losses) == [0, 10, 20, 30, 40, 50, 60]
    assert losses[60] < 0.95 * losses[0]


def test_the_script_trains_and_exports(tmp_path: Path) -> None:
    runner = CliRunner()
    command = ["train-sudoku", "--noise", "absorbing", "--steps", "2", "--batch", "2", "--puzzles", "5"]
    done = runner.invoke(app, [*command, "--runs", str(tmp_path)])
    assert done.exit_code == 0, done.output
    done = runner.invoke(app, ["export", "sudoku-absorbing", "--runs", str(tmp_path), "--target", str(tmp_path)])
    assert done.exit_code == 0, done.output
    model = read_model(tmp_path / "sudoku-absorbing.safetensors")
    assert isinstance(model, GridModel)
    assert model.noise == "absorbing"


def test_what_is_drawn_are_puzzles(tmp_path: Path) -> None:
    pool = make_puzzles(tmp_path / "puzzles.npz", 4, seed=0)
    again = make_puzzles(tmp_path / "puzzles.npz", 4, seed=0)
    assert torch.equal(pool.grids, again.grids)
    torch.manual_seed(0)
    puzzles, solved = draw(pool, 60)
    givens = (puzzles > 0).sum(1)
    assert 17 <= int(givens.min()) < int(givens.max()) <= 45
    for puzzle, solution in zip(puzzles, solved, strict=True):
        assert sudoku("".join(map(str, puzzle.tolist()))).holds((solution - 1).tolist())


@pytest.mark.parametrize("noise", ["absorbing", "uniform"])
def test_shipped_models_solve_with_the_rules(noise: str) -> None:
    model = load_model(f"sudoku-{noise}")
    for exact in (False, True):
        constraint = PuzzleConstraint(sudoku(KNOWN), model.vocabulary, exact=exact)
        result = generate(model, KNOWN, constraint=constraint, seed=0, frames=True)
        assert sudoku(KNOWN).holds([int(digit) - 1 for digit in result.text])
        assert result.steps == 0  # propagation alone settles this one before the model is asked
        assert bool((result.frames[-1].status == int(Status.FORCED)).all())
    with pytest.raises(InvalidPuzzle):
        generate(model, "53", constraint=PuzzleConstraint(sudoku(), model.vocabulary))


class Stubborn(BaseDenoiser):
    """A model that is sure of the digit 1 everywhere."""

    canvas_length = 81

    def __init__(self, like: GridModel) -> None:
        self.vocabulary, self.noise = like.vocabulary, like.noise

    def prepare(self, prompts: list[str], described: object) -> list[str]:
        return prompts

    def logits(self, canvas: torch.Tensor, contexts: list[str], time: float) -> torch.Tensor:
        logits = torch.zeros(*canvas.shape, 12)
        logits[..., 1] = 20.0
        return logits


@pytest.mark.parametrize("noise", ["absorbing", "uniform"])
def test_a_dead_end_is_an_error_and_looking_ahead_has_none(noise: str) -> None:
    model = Stubborn(load_model(f"sudoku-{noise}"))
    hard = "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4.."
    exact = generate(model, hard, constraint=PuzzleConstraint(sudoku(hard), model.vocabulary), steps=4, seed=0)
    assert sudoku(hard).holds([int(digit) - 1 for digit in exact.text])
    with pytest.raises(UnsatisfiableConstraint, match=r"dead end|steps ran out|look ahead|value"):
        generate(model, hard, constraint=PuzzleConstraint(sudoku(hard), model.vocabulary, exact=False), steps=4, seed=0)
