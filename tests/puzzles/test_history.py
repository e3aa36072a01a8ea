"""Answers are functions of the question alone, whatever was asked before and by whom."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from constrained_diffusion import Vocabulary
from constrained_diffusion.puzzles import Puzzle, PuzzleConstraint, Solver, sudoku
from constrained_diffusion.puzzles import constraint as module
from constrained_diffusion.puzzles.constraint import PuzzlePosterior
from tests.puzzles.enumeration import puzzles

DIGITS = Vocabulary.from_bytes([*(str(d).encode() for d in range(10)), b""], eos=10)


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Threads that are interrupted as often as can be."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def commits(puzzle: Puzzle, seed: int) -> list[torch.Tensor]:
    """Canvases on the way to a solution, one cell more each; another solution for another seed."""
    cells = puzzle.cells.size
    rng = np.random.default_rng(seed)
    solution = rng.permutation(puzzle.alphabet.size)[Solver(puzzle).solution(np.full(cells, -1))]
    canvas, along = torch.full((cells,), -1), []
    for cell in rng.permutation(cells)[: cells // 2]:
        canvas[cell] = int(solution[cell]) + 1
        along.append(canvas.clone())
    return along


@pytest.mark.usefixtures("hasty_threads")
@pytest.mark.parametrize(
    ("box", "exact", "rounds"), [((2, 2), True, 60), ((2, 2), False, 120), ((3, 3), True, 3), ((3, 3), False, 12)]
)
def test_threads_that_share_a_constraint_get_their_own_masks(box: tuple[int, int], exact: bool, rounds: int) -> None:
    """Three threads, each along a canvas of its own, a commit at a time."""
    puzzle = sudoku(box=box)
    shared = PuzzleConstraint(puzzle, DIGITS, exact=exact)
    chains = [commits(puzzle, seed) for seed in range(3)]
    alone = [PuzzleConstraint(puzzle, DIGITS, exact=exact) for _ in chains]
    expected = [[c.masks(canvas) for canvas in chain] for c, chain in zip(alone, chains, strict=True)]
    together = Barrier(len(chains))

    def wrong(thread: int) -> int:
        together.wait()
        found = 0
        for _ in range(rounds):
            for canvas, masks in zip(chains[thread], expected[thread], strict=True):
                found += not torch.equal(shared.masks(canvas), masks)
        return found

    with ThreadPoolExecutor(len(chains)) as pool:
        assert list(pool.map(wrong, range(len(chains)))) == [0, 0, 0]


@pytest.mark.usefixtures("hasty_threads")
@pytest.mark.parametrize("exact", [True, False])
def test_threads_that_share_a_posterior_and_batches_get_their_own_answers(exact: bool) -> None:
    """Eight threads, each with a batch and every kind of answer, and one posterior read by all of them."""
    puzzle, threads = sudoku(box=(2, 2)), 8
    chains = [torch.stack(commits(puzzle, seed)[::2]) for seed in range(threads)]
    logits = torch.randn(16, DIGITS.size, generator=torch.Generator().manual_seed(5))
    together = Barrier(threads)

    def answers(constraint: PuzzleConstraint, posterior: PuzzlePosterior, thread: int) -> list[object]:
        batch = chains[thread]
        tokens, weights = constraint.best(batch, logits.expand(len(batch), -1, -1))
        return [
            constraint.masks(batch).tolist(),
            constraint.forced(batch).tolist(),
            constraint.marginals(batch, logits.expand(len(batch), -1, -1)).tolist(),
            tokens.tolist(),
            weights.tolist(),
            posterior.best()[0].tolist(),
            posterior.sample(torch.Generator().manual_seed(thread)).tolist(),
            posterior.log_partition,
            posterior.is_proven,
        ]

    def fresh() -> tuple[PuzzleConstraint, PuzzlePosterior]:
        constraint = PuzzleConstraint(puzzle, DIGITS, exact=exact)
        return constraint, constraint.posterior(torch.full((16,), -1), logits)

    expected = [answers(*fresh(), thread) for thread in range(threads)]
    shared = fresh()

    def shared_answers(thread: int) -> list[list[object]]:
        together.wait()
        return [answers(*shared, thread) for _ in range(4)]

    with ThreadPoolExecutor(threads) as pool:
        for thread, found in enumerate(pool.map(shared_answers, range(threads))):
            assert all(one == expected[thread] for one in found)


def test_whether_the_best_is_proven_is_about_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    """A draw that CP-SAT could not prove says nothing of the best canvas, nor does one made before."""
    monkeypatch.setattr(module, "_COUNTED", 0)
    posterior = PuzzleConstraint(sudoku(box=(2, 2)), DIGITS).posterior(torch.full((16,), -1), torch.zeros(16, 11))
    solve, proven = posterior._constraint.solver.best, iter([False, True, False])
    monkeypatch.setattr(
        posterior._constraint.solver, "best", lambda *asked: solve(*asked)._replace(is_proven=next(proven))
    )
    posterior.sample()
    posterior.best()
    posterior.sample()
    assert posterior.is_proven


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_child_asks_on() -> None:
    """Also while other threads of the parent are asking."""
    puzzle = sudoku(box=(2, 2))
    constraint, canvas = PuzzleConstraint(puzzle, DIGITS), commits(puzzle, 1)[2]
    expected, done = constraint.masks(canvas), Event()

    def ask() -> None:
        while not done.is_set():
            constraint.masks(commits(puzzle, 2)[1])

    with ThreadPoolExecutor(2) as pool:
        for _ in range(2):
            pool.submit(ask)
        try:
            children = []
            for _ in range(5):
                child = os.fork()
                if child == 0:
                    signal.alarm(20)
                    os._exit(0 if torch.equal(constraint.masks(canvas), expected) else 1)
                children.append(child)
            codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        finally:
            done.set()
    assert codes == [0] * 5


@st.composite
def questions(draw: st.DrawFn, puzzle: Puzzle) -> np.ndarray:
    """Domains, with a few cells narrowed."""
    asked = np.full(puzzle.cells.size, -1)
    for cell in draw(st.lists(st.integers(0, puzzle.cells.size - 1), max_size=5)):
        asked[cell] &= draw(st.integers(1, 2**puzzle.alphabet.size - 1))
    return asked


@given(puzzles() | st.just(sudoku(box=(2, 2))), st.data())
@settings(deadline=None, max_examples=50)
def test_a_solver_answers_as_if_it_had_never_been_asked(puzzle: Puzzle, data: st.DataObject) -> None:
    solver = Solver(puzzle)
    for asked in data.draw(st.lists(questions(puzzle), min_size=2, max_size=6)):
        kind = data.draw(st.sampled_from(["exact", "propagated", "solution", "solutions", "best"]))
        for answering in (solver, fresh := Solver(puzzle)):
            match kind:
                case "exact" | "propagated" | "solution":
                    found = getattr(answering, kind)(asked)
                    answer = None if found is None else found.tolist()
                case "solutions":
                    several, whole = answering.solutions(asked, 3)
                    answer = several.tolist(), whole
                case "best":
                    scores = np.random.default_rng(1).standard_normal((len(asked), puzzle.alphabet.size))
                    best = answering.best(asked, scores, 60.0)
                    answer = None if best is None else best.values.tolist()
            if answering is solver:
                before = answer
        assert answering is fresh
        assert answer == before


def test_what_is_remembered_cannot_be_changed() -> None:
    solver, asked = Solver(sudoku(box=(2, 2))), np.full(16, -1)
    for ask in (solver.propagated, solver.exact):
        with pytest.raises(ValueError, match="read-only"):
            ask(asked)[0] = 1
        narrower = asked.copy()
        narrower[0] = 1
        left = ask(narrower).tolist()
        narrower[0] = 2
        assert ask(asked).tolist() == [15] * 16
        assert left[0] == 1
        assert ask(narrower)[0] == 2


def test_more_questions_than_are_remembered() -> None:
    """Every pair of cells of a 4 x 4 Sudoku, twice, against the 288 grids."""
    puzzle = sudoku(box=(2, 2))
    solver = Solver(puzzle)
    grids, whole = solver.solutions(np.full(16, -1), 1000)
    assert whole
    for _ in range(2):
        for first in range(16):
            for second in range(first):
                asked = np.full(16, -1)
                asked[first], asked[second] = 1, 2
                fits = grids[(grids[:, first] == 0) & (grids[:, second] == 1)]
                left = solver.exact(asked)
                assert left.tolist() == np.bitwise_or.reduce(1 << fits, 0).tolist()
