"""Sudoku: puzzles that have one solution and the difficulty they claim, 16 x 16 and 25 x 25, the example's answers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from constrained_diffusion.puzzles import InvalidPuzzle, PuzzleConstraint, Solver, difficulty, random_sudoku, sudoku
from constrained_diffusion.puzzles import sudoku_generator as generator
from constrained_diffusion.vocabulary import Vocabulary

EXAMPLE = Path(__file__).parents[2] / "examples" / "sudoku.py"
KNOWN = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79"
SOLVED = "534678912672195348198342567859761423426853791713924856961537284287419635345286179"
OPEN = np.full(81, -1)


@pytest.mark.parametrize("wanted", generator.DIFFICULTIES)
def test_random_puzzles(wanted: generator.Difficulty) -> None:
    for seed in range(5):
        puzzle = random_sudoku(wanted, seed)
        assert puzzle == random_sudoku(wanted, seed)
        found, whole = Solver(sudoku(puzzle)).solutions(OPEN, 2)
        assert whole
        assert len(found) == 1
        assert sudoku(puzzle).holds(found[0].tolist())
        grid = np.array([0 if cell == "." else int(cell) for cell in puzzle], np.uint8)
        count, solution = generator.solutions(grid)
        assert count == 1
        assert solution.tolist() == (found[0] + 1).tolist()
        assert sum(cell != "." for cell in puzzle) == 17 if wanted == "17" else difficulty(puzzle) == wanted


def test_singles_are_singles() -> None:
    assert difficulty(KNOWN) == "easy"
    assert generator.solved_by_singles(np.array([int(c) if c != "." else 0 for c in SOLVED], np.uint8))
    assert not generator.solved_by_singles(np.zeros(81, np.uint8))


def test_minimal_puzzles_are_minimal_and_symmetries_keep_them_so() -> None:
    rng = np.random.default_rng(0)
    for seed in range(3):
        puzzle, solution = generator.minimal_puzzle(seed)
        cells, digits = generator.symmetry(rng)
        for grid, answer in ((puzzle, solution), (digits[puzzle[cells]], digits[solution[cells]])):
            assert generator.solutions(grid) == (1, pytest.approx(answer))
            for cell in np.flatnonzero(grid):
                less = grid.copy()
                less[cell] = 0
                assert generator.solutions(less)[0] == 2
    assert generator.solutions(np.array([1, 1] + [0] * 79, np.uint8))[0] == 0
    more = generator.with_more_givens(puzzle, solution, 40, rng)
    assert int((more > 0).sum()) == 40
    assert bool((more[more > 0] == solution[more > 0]).all())


def test_the_two_halves_of_the_seventeens_differ() -> None:
    every = generator.seventeens()
    assert len(every) == 200
    assert len({tuple(grid.tolist()) for grid in every}) == 200
    assert all(int((grid > 0).sum()) == 17 for grid in every)


@pytest.mark.parametrize("box", [(2, 3), (4, 4), (5, 5)])
def test_other_sizes(box: tuple[int, int]) -> None:
    puzzle = sudoku(box=box)
    side = box[0] * box[1]
    solver, asked = Solver(puzzle), np.full(side**2, -1)
    solution = solver.solution(asked)
    assert puzzle.holds(solution.tolist())
    rng = np.random.default_rng(0)
    for cell in rng.permutation(side**2)[: side**2 // 2]:
        asked[cell] = 1 << int(solution[cell])
    domains = solver.exact(asked)
    assert np.all(domains & (1 << solution))
    assert not np.any(domains & ~solver.propagated(asked))


def test_exactness_is_the_default_where_it_is_affordable() -> None:
    symbols = [bytes([byte]) for byte in range(48, 123)]
    vocabulary = Vocabulary.from_bytes([*symbols, b""], eos=len(symbols))
    assert PuzzleConstraint(sudoku(box=(4, 4)), vocabulary).exact
    assert not PuzzleConstraint(sudoku(box=(5, 5)), vocabulary).exact


def test_bad_puzzles() -> None:
    with pytest.raises(InvalidPuzzle, match="81 cells, the text 80"):
        sudoku(KNOWN[1:])
    with pytest.raises(InvalidPuzzle, match=r"'x' in cell \(1, 3\)"):
        sudoku(KNOWN[:2] + "x" + KNOWN[3:])
    with pytest.raises(ValueError, match="2 to 61"):
        sudoku(box=(8, 8))


def run(*arguments: str, code: int = 0) -> list[str]:
    done = subprocess.run([sys.executable, EXAMPLE, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    return done.stdout.splitlines()


def test_the_example_answers_every_kind_of_puzzle(tmp_path: Path) -> None:
    file = tmp_path / "puzzles.txt"
    file.write_text(f"# four\n{KNOWN}\n{'5' * 2}{KNOWN[2:]}\n{'.' * 40}{SOLVED[40:]}\nx{KNOWN[1:]}\n")
    said = [json.loads(line) for line in run(str(file), "--json", code=1)]
    assert [one["solved"] for one in said] == [True, False, True, False]
    assert said[0]["solution"] == SOLVED
    assert said[0]["puzzle"] == KNOWN
    assert said[0]["mode"] == "model+exact"
    assert said[0]["given"] + said[0]["by_constraint"] + said[0]["by_model"] == 81
    assert said[1]["reason"] == "no solution exists"
    assert "more than one solution" in said[2]["reason"]
    assert "'x' in cell (1, 1)" in said[3]["reason"]


def test_the_example_shows_and_saves(tmp_path: Path) -> None:
    page = tmp_path / "run.html"
    shown = "\n".join(run(KNOWN, "--mode", "model+propagation", "--watch", "--save", str(page)))
    assert "solved" in shown
    assert "const frames" in page.read_text("utf-8")
    assert run(KNOWN, "--save", str(tmp_path / "no" / "run.html"), code=2) == []
