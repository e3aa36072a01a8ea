"""Puzzles: cells of finitely many symbols, relations between them, and the constraint they make on a canvas."""

from constrained_diffusion.errors import InvalidPuzzle
from constrained_diffusion.puzzles.constraint import PuzzleConstraint
from constrained_diffusion.puzzles.puzzle import BLANKS, Puzzle
from constrained_diffusion.puzzles.relations import (
    AllDifferent,
    Count,
    Equal,
    Less,
    Linear,
    NotEqual,
    Regular,
    Relation,
    Sum,
    Table,
)
from constrained_diffusion.puzzles.solver import Solver
from constrained_diffusion.puzzles.sudoku import difficulty, random_sudoku, sudoku

__all__ = [
    "BLANKS",
    "AllDifferent",
    "Count",
    "Equal",
    "InvalidPuzzle",
    "Less",
    "Linear",
    "NotEqual",
    "Puzzle",
    "PuzzleConstraint",
    "Regular",
    "Relation",
    "Solver",
    "Sum",
    "Table",
    "difficulty",
    "random_sudoku",
    "sudoku",
]
