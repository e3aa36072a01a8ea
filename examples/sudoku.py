"""Solves Sudokus with a diffusion model, and shows what the model and what the constraint contributed.

    python examples/sudoku.py                                   a random hard puzzle
    python examples/sudoku.py 53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79
    python examples/sudoku.py puzzles.txt --mode model --json
    python examples/sudoku.py --generate 17 --count 3 --watch --mode model+propagation

Modes: *model* lets the model write any digits; *model+propagation* takes from it only digits that propagation leaves;
*model+exact* only digits that some solution has, so every puzzle that has a solution is solved.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from rich.console import Console

from constrained_diffusion import Constraint, Denoiser, compile_constraint, generate, load_model
from constrained_diffusion.errors import UnsatisfiableConstraint
from constrained_diffusion.puzzles import BLANKS, InvalidPuzzle, PuzzleConstraint, Solver, random_sudoku, sudoku
from constrained_diffusion.sampling.state import Frame, Status
from constrained_diffusion.viewers.deduction import deduced
from constrained_diffusion.viewers.grid import grid_pieces
from constrained_diffusion.viewers.page import save_page
from constrained_diffusion.viewers.terminal import CanvasView


class Mode(str, Enum):
    MODEL = "model"
    PROPAGATION = "model+propagation"
    EXACT = "model+exact"


class Difficulty(str, Enum):
    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"
    SEVENTEEN = "17"


@dataclass(frozen=True)
class Outcome:
    """What became of a puzzle. `reason` says why it was not solved, or that it has several solutions."""

    puzzle: str
    solution: str | None
    solved: bool
    steps: int
    seconds: float
    mode: str
    given: int = 0
    by_constraint: int = 0
    by_model: int = 0
    reason: str | None = None


def constraint_of(puzzle: str, mode: Mode, model: Denoiser) -> Constraint:
    """What keeps the model to the rules in this mode."""
    if mode is Mode.MODEL:
        return compile_constraint(model.vocabulary, regex="[1-9]{81}")
    return PuzzleConstraint(sudoku(puzzle), model.vocabulary, exact=mode is Mode.EXACT)


def rules_of(puzzle: str, model: Denoiser) -> PuzzleConstraint:
    """The rules with the givens of a puzzle, or without any where it is none that could be solved."""
    try:
        return PuzzleConstraint(sudoku(puzzle), model.vocabulary, exact=False)
    except (InvalidPuzzle, UnsatisfiableConstraint):
        return PuzzleConstraint(sudoku(), model.vocabulary, exact=False)


def solve(model: Denoiser, puzzle: str, mode: Mode, **options: Any) -> tuple[Outcome, list[Frame]]:
    """One puzzle, solved or not, and the canvas after every step. Never raises for a puzzle that is wrong."""
    began = time.perf_counter()
    frames: list[Frame] = []

    def outcome(solution: str | None, reason: str | None, solved: bool = False) -> Outcome:
        seconds = round(time.perf_counter() - began, 4)
        given = sum(cell not in BLANKS for cell in puzzle)
        if not frames:
            return Outcome(puzzle, solution, solved, 0, seconds, mode.value, given, reason=reason)
        shown = frames if mode is Mode.MODEL else deduced(frames, rules_of(puzzle, model))
        forced = int((shown[-1].status == int(Status.FORCED)).sum())
        by_constraint = max(0, forced - given)
        return Outcome(
            puzzle, solution, solved, frames[-1].step, seconds, mode.value, given, by_constraint,
            by_model=81 - given - by_constraint, reason=reason,
        )  # fmt: skip

    try:
        rules = sudoku(puzzle)
        known, _ = Solver(rules).solutions(np.full(81, -1), 2)
        if not len(known):
            return outcome(None, "no solution exists"), frames
        note = "it has more than one solution; this is one" if len(known) > 1 else None
        watch = options.pop("on_step", None)

        def on_step(row: int, frame: Frame) -> None:
            frames.append(frame)
            if watch is not None:
                watch(row, frame)

        result = generate(
            model, puzzle, constraint=constraint_of(puzzle, mode, model), on_step=on_step, **{"seed": 0, **options}
        )
    except InvalidPuzzle as error:
        return outcome(None, str(error)), frames
    except UnsatisfiableConstraint as error:
        return outcome(None, str(error)), frames
    if rules.holds([int(digit) - 1 for digit in result.text]):
        return outcome(result.text, note, solved=True), frames
    changed = sum(a not in BLANKS and a != b for a, b in zip(puzzle, result.text, strict=True))
    reason = f"the model changed {changed} of the givens" if changed else "the model broke the rules"
    return outcome(result.text, reason), frames


def puzzles_of(source: str | None, generated: Difficulty, count: int, seed: int) -> list[str]:
    """The puzzles of a file (a line each, # for comments), one given as text, or random ones."""
    if source is None:
        return [random_sudoku(generated.value, seed + k) for k in range(count)]
    if Path(source).is_file():
        lines = Path(source).read_text("utf-8").splitlines()
        return [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return [source]


def main(
    source: Annotated[
        str | None, typer.Argument(help="81 characters (. or 0: empty), or a file with one a line")
    ] = None,
    mode: Mode = Mode.EXACT,
    noise: Annotated[str, typer.Option(help="absorbing or uniform")] = "absorbing",
    generated: Annotated[
        Difficulty, typer.Option("--generate", help="the kind of puzzle to make up")
    ] = Difficulty.HARD,
    count: Annotated[int, typer.Option(min=1, help="puzzles to make up")] = 1,
    seed: int = 0,
    watch: Annotated[bool, typer.Option("--watch", help="show the grid filling in")] = False,
    save: Annotated[Path | None, typer.Option(help="write a page that replays the (last) puzzle")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object a puzzle")] = False,
) -> None:
    """Solves Sudokus; exit code 1 where one was not solved."""
    if noise not in ("absorbing", "uniform"):
        raise typer.BadParameter("noise is absorbing or uniform")
    if save is not None and not save.resolve().parent.is_dir():
        raise typer.BadParameter(f"there is no folder {save.resolve().parent}")
    model, console, failed = load_model(f"sudoku-{noise}"), Console(), False
    for puzzle in puzzles_of(source, generated, count, seed):
        rules = rules_of(puzzle, model)
        read = grid_pieces(rules, 9, box=(3, 3))
        if watch:
            with CanvasView(model.vocabulary, read=read) as view:
                result, frames = solve(model, puzzle, mode, on_step=view, seed=seed)
        else:
            result, frames = solve(model, puzzle, mode, seed=seed)
        failed |= not result.solved
        if save is not None and frames:
            shown = frames if mode is Mode.MODEL else deduced(frames, rules)
            save_page(save, shown, model.vocabulary, title=f"Sudoku {puzzle}", read=read, prompt=puzzle)
        if as_json:
            print(json.dumps(asdict(result)))
        else:
            report(console, result)
    raise typer.Exit(int(failed))


def report(console: Console, result: Outcome) -> None:
    """The grid, the givens bold, and a line on how it went."""
    console.print(f"[dim]{result.puzzle}[/dim]", soft_wrap=True)  # in one line, however wide, so that it can be copied
    if result.solution is not None:
        for row in range(9):
            cells = [
                f"[bold]{digit}[/bold]" if result.puzzle[k] not in BLANKS else f"[cyan]{digit}[/cyan]"
                for k, digit in enumerate(result.solution) if k // 9 == row
            ]  # fmt: skip
            console.print("  ".join(" ".join(cells[k : k + 3]) for k in (0, 3, 6)))
            if row in (2, 5):
                console.print()
    verdict = "[green]solved[/green]" if result.solved else "[red]not solved[/red]"
    steps = f"{result.steps} denoising step{'s' * (result.steps != 1)}"
    console.print(
        f"{verdict} in {steps}, {result.seconds:.3f} s: {result.given} cells given, "
        f"{result.by_constraint} settled by the constraint, {result.by_model} by the model"
        + (f"\n[yellow]{result.reason}[/yellow]" if result.reason else ""),
        soft_wrap=True,
    )


if __name__ == "__main__":
    typer.run(main)
