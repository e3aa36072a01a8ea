"""Sudoku as a `Puzzle`, of any box size."""

from __future__ import annotations

import numpy as np

from constrained_diffusion.errors import InvalidPuzzle, SolverGaveUp
from constrained_diffusion.puzzles.puzzle import Puzzle
from constrained_diffusion.puzzles.relations import AllDifferent
from constrained_diffusion.puzzles.solver import Solver
from constrained_diffusion.puzzles.sudoku_generator import (
    DIFFICULTIES,
    Difficulty,
    Grid,
    minimal_puzzle,
    seventeens,
    solved_by_singles,
    symmetry,
    with_more_givens,
)

_SYMBOLS = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def sudoku(givens: str | None = None, *, box: tuple[int, int] = (3, 3), layout: str | None = None) -> Puzzle:
    """A Sudoku whose boxes have `box` rows and columns: (2, 2) is 4 x 4, (3, 3) is 9 x 9, (5, 5) is 25 x 25.

    `givens` is the puzzle row after row, ``.`` or ``0`` where a cell is empty: 81 characters for 9 x 9. It is written
    without a break too, unless `layout` says otherwise (see `Puzzle`).

    Raises:
        InvalidPuzzle: `givens` has a wrong length or a character that is no symbol, or there is no grid of such boxes.
    """
    rows, columns = box
    side = rows * columns
    if not (rows > 0 and columns > 0 and 2 <= side <= len(_SYMBOLS)):
        raise InvalidPuzzle(
            f"boxes of {rows} x {columns} make a grid of {side} x {side}; from 2 to {len(_SYMBOLS)} will do"
        )
    puzzle = Puzzle((side, side), _SYMBOLS[:side], numbers=range(1, side + 1), layout=layout or "{}" * side**2)
    cells = puzzle.cells
    for k in range(side):
        top, left = k // rows * rows, k % rows * columns
        box_cells = cells[top : top + rows, left : left + columns]
        puzzle.add(AllDifferent(cells[k]), AllDifferent(cells[:, k]), AllDifferent(box_cells))
    return puzzle if givens is None else puzzle.read(givens)


def difficulty(givens: str) -> Difficulty:
    """How hard a 9 x 9 puzzle with one solution is: "easy", "medium" or "hard".

    Raises:
        InvalidPuzzle: `givens` has a wrong length or a character that is no symbol.
    """
    puzzle = sudoku(givens)
    if solved_by_singles((puzzle.settled() + 1).astype(np.uint8)):
        return "easy"
    domains = Solver(puzzle).propagated(np.full(81, -1))
    return "medium" if domains is not None and not np.any(domains & (domains - 1)) else "hard"


_EXTRA: dict[Difficulty, int] = {"easy": 36, "medium": 27, "hard": 0}
"""Givens up to which random cells of the solution are added."""
_PUZZLES = 10_000
"""Random puzzles looked at for one of a difficulty."""


def random_sudoku(wanted: Difficulty, seed: int) -> str:
    """A random 9 x 9 puzzle with one solution, of a difficulty; the same seed gives the same puzzle.

    Args:
        wanted: "easy", "medium", "hard" (see `difficulty`), or "17" for any puzzle of 17 givens.
        seed: a whole number, from 0.

    Returns:
        81 characters, row after row, ``.`` where a cell is empty.

    Raises:
        InvalidPuzzle: there is no such difficulty.
        SolverGaveUp: none of 10,000 random puzzles has it (one in a few does).
    """
    if wanted not in DIFFICULTIES:
        raise InvalidPuzzle(f"{wanted!r} is no difficulty; there are {', '.join(DIFFICULTIES)}")
    rng = np.random.default_rng((seed, 9))
    if wanted == "17":
        unseen = seventeens()[1::2]
        cells, digits = symmetry(rng)
        return _written(digits[unseen[seed % len(unseen)][cells]])
    for _ in range(_PUZZLES):
        puzzle, solution = minimal_puzzle(int(rng.integers(1_000_000_000, 2_000_000_000)))
        found = _written(with_more_givens(puzzle, solution, int(_EXTRA[wanted] - rng.integers(0, 5)), rng))
        if difficulty(found) == wanted:
            return found
    raise SolverGaveUp(f"none of {_PUZZLES} random puzzles is {wanted}; try another seed")


def _written(grid: Grid) -> str:
    return "".join(str(cell) if cell else "." for cell in grid)
