"""Sudoku puzzles in numbers: counting solutions, random puzzles with one solution, their difficulty, their symmetries.

A grid is uint8 [81] in reading order, 0 where a cell is empty. Everything here runs over bit sets in numba, because
training wants a hundred thousand puzzles and every one of them takes dozens of uniqueness checks.
"""

from __future__ import annotations

from importlib import resources
from typing import Literal

import numba
import numpy as np
import numpy.typing as npt

from constrained_diffusion.puzzles.propagation import size_of

Grid = npt.NDArray[np.uint8]
Bits = npt.NDArray[np.int64]
Difficulty = Literal["easy", "medium", "hard", "17"]
DIFFICULTIES: tuple[Difficulty, ...] = ("easy", "medium", "hard", "17")
"""easy: naked and hidden singles solve it. medium: they do not, but removing candidates by pairs, triples and so on
(all-different propagation) does. hard: propagation does not. 17: any of these, with 17 givens."""


@numba.njit(cache=True)
def _free(cell: int, rows: Bits, columns: Bits, boxes: Bits) -> int:
    """The digits that a cell's row, column and box have left, as bits."""
    r, c = cell // 9, cell % 9
    return ~(rows[r] | columns[c] | boxes[r // 3 * 3 + c // 3]) & 0x1FF  # type: ignore[no-any-return]


@numba.njit(cache=True)
def _tightest(grid: Grid, rows: Bits, columns: Bits, boxes: Bits) -> tuple[int, int]:
    """The empty cell of fewest candidates and their bits; cell -1 where the grid is full."""
    best, fewest, candidates = -1, 10, 0
    for cell in range(81):
        if grid[cell] == 0:
            free = _free(cell, rows, columns, boxes)
            size = size_of(free)
            if size < fewest:
                best, fewest, candidates = cell, size, free
                if size <= 1:
                    break
    return best, candidates


@numba.njit(cache=True)
def _toggle(cell: int, bit: int, rows: Bits, columns: Bits, boxes: Bits) -> None:
    r, c = cell // 9, cell % 9
    rows[r] ^= bit
    columns[c] ^= bit
    boxes[r // 3 * 3 + c // 3] ^= bit


@numba.njit(cache=True)
def _taken(grid: Grid, rows: Bits, columns: Bits, boxes: Bits) -> bool:
    """Enters the digits of a grid; False where two of them clash."""
    for cell in range(81):
        if grid[cell]:
            bit = 1 << (int(grid[cell]) - 1)
            if not _free(cell, rows, columns, boxes) & bit:
                return False
            _toggle(cell, bit, rows, columns, boxes)
    return True


@numba.njit(cache=True)
def _count(puzzle: Grid, limit: int, order: Grid, found: Grid) -> int:
    """Depth-first search, the cell of fewest candidates first; values are tried in `order`."""
    grid = puzzle.copy()
    rows = np.zeros(9, np.int64)
    columns = np.zeros(9, np.int64)
    boxes = np.zeros(9, np.int64)
    if not _taken(grid, rows, columns, boxes):
        return 0
    cells = np.zeros(82, np.int64)
    left = np.zeros(82, np.int64)
    depth, count = 0, 0
    cells[0], left[0] = _tightest(grid, rows, columns, boxes)
    while depth >= 0:
        cell = cells[depth]
        if cell < 0:
            found[:] = grid
            count += 1
            if count >= limit:
                break
            depth -= 1
            continue
        if grid[cell]:
            _toggle(cell, 1 << (int(grid[cell]) - 1), rows, columns, boxes)
            grid[cell] = 0
        taken = 0
        for k in range(9):
            if left[depth] & (1 << (order[k] - 1)):
                taken = order[k]
                break
        if taken == 0:
            depth -= 1
            continue
        bit = 1 << (taken - 1)
        left[depth] ^= bit
        grid[cell] = taken
        _toggle(cell, bit, rows, columns, boxes)
        depth += 1
        cells[depth], left[depth] = _tightest(grid, rows, columns, boxes)
    return count


_ORDER = np.arange(1, 10, dtype=np.uint8)


def solutions(grid: Grid, limit: int = 2) -> tuple[int, Grid]:
    """How many solutions the grid has, counted up to `limit`, and one of them (zeros where there is none)."""
    found = np.zeros(81, np.uint8)
    return int(_count(grid, limit, _ORDER, found)), found


@numba.njit(cache=True)
def _generate(seed: int, found: Grid) -> Grid:
    """A random minimal puzzle, its solution in `found`."""
    np.random.seed(seed)
    order = np.arange(1, 10).astype(np.uint8)
    np.random.shuffle(order)
    grid = np.zeros(81, np.uint8)
    # A third of the grid laid out at random (three boxes that do not meet), the rest found by search.
    for box in range(3):
        values = np.arange(1, 10).astype(np.uint8)
        np.random.shuffle(values)
        for k in range(9):
            grid[(box * 3 + k // 3) * 9 + box * 3 + k % 3] = values[k]
    _count(grid, 1, order, found)
    grid[:] = found
    cells = np.arange(81)
    np.random.shuffle(cells)
    other = np.zeros(81, np.uint8)
    for cell in cells:
        kept = grid[cell]
        grid[cell] = 0
        if _count(grid, 2, order, other) > 1:
            grid[cell] = kept
    return grid


def minimal_puzzle(seed: int) -> tuple[Grid, Grid]:
    """A puzzle with one solution, none of whose givens can be left out (20 to 28 of them mostly), and its solution."""
    found = np.zeros(81, np.uint8)
    return _generate(seed, found), found


@numba.njit(cache=True)
def solved_by_singles(puzzle: Grid) -> bool:
    """Whether a puzzle with one solution needs no more than naked singles (one candidate in a cell) and hidden ones
    (one cell for a digit in a line or box)."""
    grid = puzzle.copy()
    rows = np.zeros(9, np.int64)
    columns = np.zeros(9, np.int64)
    boxes = np.zeros(9, np.int64)
    if not _taken(grid, rows, columns, boxes):
        return False
    moved = True
    while moved:
        moved = False
        once = np.zeros(27, np.int64)  # digits seen as candidates in a unit, and seen twice
        twice = np.zeros(27, np.int64)
        for cell in range(81):
            if grid[cell] == 0:
                r, c = cell // 9, cell % 9
                b = r // 3 * 3 + c // 3
                free = _free(cell, rows, columns, boxes)
                for unit in (r, 9 + c, 18 + b):
                    twice[unit] |= once[unit] & free
                    once[unit] |= free
        for cell in range(81):
            if grid[cell] == 0:
                r, c = cell // 9, cell % 9
                b = r // 3 * 3 + c // 3
                free = _free(cell, rows, columns, boxes)
                hidden = free & ~(twice[r] & twice[9 + c] & twice[18 + b])
                bit = free if size_of(free) == 1 else hidden if size_of(hidden) == 1 else 0
                if bit:
                    digit = 1
                    while bit >> digit:
                        digit += 1
                    grid[cell] = digit
                    _toggle(cell, bit, rows, columns, boxes)
                    moved = True
    return bool(np.all(grid > 0))


def with_more_givens(puzzle: Grid, solution: Grid, givens: int, rng: np.random.Generator) -> Grid:
    """The puzzle with random cells of its solution added until it has `givens`."""
    filled = puzzle.copy()
    empty = np.flatnonzero(filled == 0)
    added = rng.permutation(empty)[: max(0, givens - (81 - len(empty)))]
    filled[added] = solution[added]
    return filled


def seventeens() -> list[Grid]:
    """Puzzles of 17 givens: those of even place are for training, the others for benchmarks and examples."""
    text = resources.files("constrained_diffusion.puzzles").joinpath("seventeen.txt").read_text("ascii")
    return [np.array([*line.encode()], np.uint8) - ord("0") for line in text.splitlines() if not line.startswith("#")]


def symmetry(rng: np.random.Generator) -> tuple[npt.NDArray[np.int64], Grid]:
    """A random symmetry of the game: cells [81] and digits [10], so that ``digits[grid[cells]]`` is as hard as grid."""

    def lines() -> npt.NDArray[np.int64]:
        return np.concatenate([3 * band + rng.permutation(3) for band in rng.permutation(3)])

    cells = lines()[:, None] * 9 + lines()[None, :]
    if rng.random() < 0.5:
        cells = cells.T
    digits = np.concatenate([[0], 1 + rng.permutation(9)]).astype(np.uint8)
    return cells.reshape(-1), digits
