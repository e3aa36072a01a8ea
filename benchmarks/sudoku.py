"""Unseen Sudokus by difficulty: ``python -m benchmarks.sudoku [--puzzles N] [--noise KIND] [--costs]``.

For the model alone, with propagation and exact: the share solved and the denoising steps taken. `--costs` measures what
propagation and exact masks take a step instead, on 9 x 9, 16 x 16 and 25 x 25.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable

import numpy as np
from rich.console import Console
from rich.progress import track

from constrained_diffusion import Denoiser, compile_constraint, generate, load_model
from constrained_diffusion.puzzles import Puzzle, Solver, random_sudoku, sudoku
from constrained_diffusion.puzzles.sudoku_generator import DIFFICULTIES, Difficulty
from examples.sudoku import Mode, solve

PROGRESS = Console(stderr=True)
FIRST_SEED = 100_000
BATCH = 50


def alone(model: Denoiser, puzzles: list[str]) -> Iterable[tuple[bool, int]]:
    """The model without rules, many puzzles at once: whether it solved each, and its steps."""
    constraint = compile_constraint(model.vocabulary, regex="[1-9]{81}")
    for start in track(range(0, len(puzzles), BATCH), description="model", console=PROGRESS):
        batch = puzzles[start : start + BATCH]
        for puzzle, result in zip(batch, generate(model, batch, constraint=constraint, seed=0), strict=True):
            yield sudoku(puzzle).holds([int(digit) - 1 for digit in result.text]), result.steps


def ruled(model: Denoiser, puzzles: list[str], mode: Mode) -> Iterable[tuple[bool, int]]:
    for puzzle in track(puzzles, description=mode.value, console=PROGRESS):
        outcome, _ = solve(model, puzzle, mode)
        yield outcome.solved, outcome.steps


def table(count: int, noises: list[str]) -> None:
    print("| model | puzzles | mode | solved | steps, median | p95 | seconds a puzzle |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for difficulty in DIFFICULTIES:
        puzzles = [random_sudoku(difficulty, FIRST_SEED + k) for k in range(count)]
        for noise in noises:
            model = load_model(f"sudoku-{noise}")
            for mode in Mode:
                began = time.perf_counter()
                found = list(alone(model, puzzles) if mode is Mode.MODEL else ruled(model, puzzles, mode))
                seconds = (time.perf_counter() - began) / count
                steps = [step for _, step in found]
                print(
                    f"| {noise} | {difficulty} | {mode.value} | {np.mean([right for right, _ in found]):.1%} | "
                    f"{np.median(steps):.0f} | {np.percentile(steps, 95):.0f} | {seconds:.3f} |",
                    flush=True,
                )


def costs() -> None:
    """Milliseconds a step, committing random allowed values in random order, on an empty grid and on hard puzzles."""
    print("| grid | masks | first | a step, median | p95 | most |\n| --- | --- | --- | --- | --- | --- |")
    rng = np.random.default_rng(0)
    hard: list[Difficulty] = ["hard", "17"]
    for name, make in (
        ("9 x 9, empty", lambda: sudoku()),
        ("9 x 9, hard and 17 givens", lambda: sudoku(random_sudoku(hard[rng.integers(2)], int(rng.integers(10_000))))),
        ("16 x 16, empty", lambda: sudoku(box=(4, 4))),
        ("25 x 25, empty", lambda: sudoku(box=(5, 5))),
    ):
        for exact in (False, True):
            if exact and name.startswith("25"):
                continue
            first, later = [], []
            for _ in range(20 if name.startswith("9") else 1):
                taken = commits(make(), exact, rng)
                first.append(taken[0])
                later += taken[1:]
            kind = "exact" if exact else "propagation"
            later = later or [0.0]  # settled from the start
            row = (np.median(first), np.median(later), np.percentile(later, 95), max(later))
            print(f"| {name} | {kind} | " + " | ".join(f"{1e3 * x:.2f} ms" for x in row) + " |", flush=True)


def commits(puzzle: Puzzle, exact: bool, rng: np.random.Generator) -> list[float]:
    """Seconds of the domains at the start and after every commit, until all is settled or a dead end."""
    solver = Solver(puzzle)
    ask = solver.exact if exact else solver.propagated
    asked, seconds = np.full(puzzle.cells.size, -1), []

    def timed() -> np.ndarray | None:
        began = time.perf_counter()
        found = ask(asked)
        seconds.append(time.perf_counter() - began)
        return found

    domains = timed()
    for cell in rng.permutation(puzzle.cells.size):
        if domains is None:
            break
        values = [value for value in range(puzzle.alphabet.size) if int(domains[cell]) >> value & 1]
        if len(values) > 1:
            asked[cell] = 1 << int(rng.choice(values))
            domains = timed()
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--puzzles", type=int, default=1000)
    parser.add_argument("--noise", choices=["absorbing", "uniform"], default=None)
    parser.add_argument("--costs", action="store_true")
    arguments = parser.parse_args()
    if arguments.costs:
        costs()
    else:
        table(arguments.puzzles, [arguments.noise] if arguments.noise else ["absorbing", "uniform"])


if __name__ == "__main__":
    main()
