"""Puzzles for the model that ships for text: it proposes, the puzzle's constraint keeps it to the rules.

``python examples/puzzles.py [queens | futoshiki | nonogram | magic | cryptarithm | json]`` (all of them by default).
"""

from __future__ import annotations

import json
import sys

from rich.console import Console

from constrained_diffusion import Constraint, Vocabulary, compile_constraint, generate, load_model
from constrained_diffusion.puzzles import (
    AllDifferent,
    Equal,
    Less,
    Puzzle,
    PuzzleConstraint,
    Regular,
    Sum,
    sudoku,
)


def queens(vocabulary: Vocabulary) -> Constraint:
    """Eight queens, none of which attacks another: a row's cell says in which column its queen stands."""
    puzzle = Puzzle(8, "12345678", layout="queens in columns {} {} {} {} {} {} {} {}")
    rows = range(8)
    puzzle.add(AllDifferent(rows), AllDifferent(rows, offsets=rows), AllDifferent(rows, offsets=[-r for r in rows]))
    return PuzzleConstraint(puzzle, vocabulary)


def futoshiki(vocabulary: Vocabulary) -> Constraint:
    """A Latin square of 5 with inequalities between neighbours."""
    puzzle = Puzzle((5, 5), "12345")
    cells = puzzle.cells
    puzzle.add(*(AllDifferent(line) for line in [*cells, *cells.T]))
    for smaller, larger in (((0, 0), (0, 1)), ((1, 2), (0, 2)), ((2, 4), (2, 3)), ((3, 0), (4, 0)), ((4, 3), (4, 4))):
        puzzle.add(Less(int(cells[smaller]), int(cells[larger])))
    puzzle.given((2, 2), "4")
    return PuzzleConstraint(puzzle, vocabulary)


def nonogram(vocabulary: Vocabulary) -> Constraint:
    """Runs of black cells, told for every row and column: a heart."""
    puzzle = Puzzle((5, 7), "#.")
    rows = ([2, 2], [7], [5], [3], [1])
    columns = ([2], [3], [3], [4], [3], [3], [2])
    for line, runs in zip([*puzzle.cells, *puzzle.cells.T], [*rows, *columns], strict=True):
        puzzle.add(Regular(line, r"\.*" + r"\.+".join(f"#{{{run}}}" for run in runs) + r"\.*"))
    return PuzzleConstraint(puzzle, vocabulary)


def magic(vocabulary: Vocabulary) -> Constraint:
    """Nine digits in a square whose lines all add up to 15."""
    square = Puzzle((3, 3), "123456789", layout="{} {} {}\n{} {} {}\n{} {} {}")
    cells = square.cells
    square.add(AllDifferent(cells), *(Sum(line, 15) for line in [*cells, *cells.T]))
    square.add(Sum(cells.diagonal(), 15), Sum(cells[::-1].diagonal(), 15))
    return PuzzleConstraint(square, vocabulary)


def cryptarithm(vocabulary: Vocabulary) -> Constraint:
    """SEND + MORE = MONEY: letters are digits, different ones different digits."""
    letters = "SENDMOREMONEY"
    puzzle = Puzzle(13, "0123456789", layout="{}{}{}{} + {}{}{}{} = {}{}{}{}{}")
    puzzle.add(AllDifferent([letters.index(letter) for letter in dict.fromkeys(letters)]))
    first = [letters.index(letter) for letter in letters]
    puzzle.add(*(Equal(cell, first[cell]) for cell in range(13) if first[cell] < cell))
    worth = [10**k for k in (3, 2, 1, 0)] * 2 + [-(10**k) for k in (4, 3, 2, 1, 0)]
    puzzle.add(Sum(range(13), 0, coefficients=worth))
    for leading in (0, 4, 8):
        puzzle.given(leading, *"123456789")
    return PuzzleConstraint(puzzle, vocabulary)


def json_grid(vocabulary: Vocabulary) -> Constraint:
    """A JSON object that holds a 4 x 4 Sudoku and a title: the schema and the puzzle, both on one canvas."""
    row = {"type": "string", "pattern": "^[1-4]{4}$"}
    schema = {
        "type": "object",
        "properties": {
            "grid": {"type": "array", "items": row, "minItems": 4, "maxItems": 4},
            "title": {"enum": ["easy", "medium", "hard"]},
        },
        "required": ["grid", "title"],
        "additionalProperties": False,
    }  # fmt: skip
    layout = '{"grid":["{}{}{}{}","{}{}{}{}","{}{}{}{}","{}{}{}{}"],"title":'
    puzzle = sudoku("1.....3..4.....2", box=(2, 2), layout=layout)
    return compile_constraint(vocabulary, schema=schema) & PuzzleConstraint(puzzle, vocabulary, open_ended=True)


PUZZLES = {
    "queens": queens,
    "futoshiki": futoshiki,
    "nonogram": nonogram,
    "magic": magic,
    "cryptarithm": cryptarithm,
    "json": json_grid,
}


def main() -> None:
    console, model = Console(highlight=False), load_model()
    for name in sys.argv[1:] or PUZZLES:
        if name not in PUZZLES:
            sys.exit(f"no puzzle is named {name!r}; there are: {', '.join(PUZZLES)}")
        constraint = PUZZLES[name](model.vocabulary)
        result = generate(model, constraint=constraint, max_tokens=min(constraint.min_length() + 8, 96), seed=0)
        console.print(f"[bold]{name}[/bold]: {PUZZLES[name].__doc__}")
        console.print(result.text, markup=False, soft_wrap=True)
        if name == "json":
            console.print(json.loads(result.text))
        console.print(f"[dim]{result.steps} denoising step{'s' * (result.steps != 1)}[/dim]\n")


if __name__ == "__main__":
    main()
