"""Propagation, exact domains, search and CP-SAT against the enumeration of all assignments."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.puzzles import AllDifferent, InvalidPuzzle, Puzzle, Regular, Solver, Sum, Table
from constrained_diffusion.puzzles import propagation as kernels
from constrained_diffusion.puzzles.completion import completion
from tests.puzzles.enumeration import consistent, puzzles, solutions


def everything(puzzle: Puzzle) -> np.ndarray:
    return np.full(puzzle.cells.size, -1)


@given(puzzles())
@settings(deadline=None, max_examples=300)
def test_propagation_is_the_fixed_point_of_domain_consistency(puzzle: Puzzle) -> None:
    expected, found = consistent(puzzle), Solver(puzzle).propagated(everything(puzzle))
    assert (found is None) == (expected is None)
    if expected is not None:
        assert found.tolist() == expected.tolist()


@given(puzzles())
@settings(deadline=None, max_examples=100)
def test_wide_sums_keep_every_solution(puzzle: Puzzle) -> None:
    narrow = kernels.WIDEST
    try:
        kernels.WIDEST = -1
        solver = Solver(puzzle)
    finally:
        kernels.WIDEST = narrow
    assert sorted(map(tuple, solver.solutions(everything(puzzle), 2000)[0].tolist())) == solutions(puzzle)


@given(puzzles(), st.data())
@settings(deadline=None, max_examples=200)
def test_exact_domains_and_solutions(puzzle: Puzzle, data: st.DataObject) -> None:
    """Along a chain of commits and undos, so that remembered fixed points are put to the test."""
    solver, every = Solver(puzzle), solutions(puzzle)
    found, whole = solver.solutions(everything(puzzle), 2000)
    assert whole
    assert sorted(map(tuple, found.tolist())) == every
    asked = [everything(puzzle)]
    for _ in range(4):
        if data.draw(st.booleans()) and len(asked) > 1:
            asked.pop()
        else:
            narrower = asked[-1].copy()
            cell = data.draw(st.integers(0, puzzle.cells.size - 1))
            narrower[cell] &= data.draw(st.integers(1, 2**puzzle.alphabet.size - 1))
            asked.append(narrower)
        fits = [v for v in every if all(int(bits) >> value & 1 for bits, value in zip(asked[-1], v, strict=True))]
        exact, propagated = solver.exact(asked[-1]), solver.propagated(asked[-1])
        assert (exact is None) == (not fits)
        if exact is None:
            assert solver.solution(asked[-1]) is None
            continue
        expected = [sum(1 << value for value in set(column)) for column in zip(*fits, strict=True)]
        assert exact.tolist() == expected
        assert not np.any(exact & ~propagated)
        assert tuple(solver.solution(asked[-1]).tolist()) in fits


@given(puzzles(most=4), st.integers(0, 2**31))
@settings(deadline=None, max_examples=60)
def test_cp_sat_finds_the_best_solution(puzzle: Puzzle, seed: int) -> None:
    note(f"{puzzle.relations} {puzzle.alphabet} {puzzle.domains}")
    every = solutions(puzzle)
    scores = np.random.default_rng(seed).standard_normal((puzzle.cells.size, puzzle.alphabet.size))
    scores[scores < -1.5] = -np.inf
    found = completion(puzzle.primitives(), puzzle.alphabet, puzzle.domains, scores=scores)
    weights = [scores[range(len(values)), values].sum() for values in every]
    if not weights or max(weights) == -np.inf:
        assert found is None
    else:
        assert found.is_proven
        assert scores[range(len(found.values)), found.values].sum() == pytest.approx(max(weights), abs=1e-5)
        assert tuple(found.values.tolist()) in every
    any_one = completion(puzzle.primitives(), puzzle.alphabet, puzzle.domains)
    assert (any_one is None) == (not every)
    assert any_one is None or tuple(any_one.values.tolist()) in every


def test_regin_sees_what_pairs_do_not() -> None:
    """Three cells of two symbols have no way to differ; two cells that share two symbols take them from a third."""
    puzzle = Puzzle(3, "123").add(AllDifferent([0, 1, 2]))
    puzzle.given(0, "1", "2").given(1, "1", "2")
    assert Solver(puzzle).propagated(everything(puzzle)).tolist() == [0b011, 0b011, 0b100]
    puzzle.given(2, "1", "2")
    assert Solver(puzzle).propagated(everything(puzzle)) is None


def test_pictures() -> None:
    puzzle = Puzzle((2, 2), "12")
    puzzle.read("1.\n.2")
    assert str(puzzle) == "1.\n.2"
    assert puzzle.text([0, 1, 1, 0]) == "12\n21"
    with pytest.raises(InvalidPuzzle, match=r"4 cells, the text 3"):
        puzzle.read("1.2")
    with pytest.raises(InvalidPuzzle, match=r"'x' in cell \(2, 1\)"):
        puzzle.read("1.x2")
    wide = Puzzle(2, ["08", "10"], layout="{} and {}").read(".. 10".replace("..", "."))
    assert str(wide) == ".. and 10"


def test_mistakes_are_named() -> None:
    puzzle = Puzzle(3, "abc")
    with pytest.raises(ValueError, match="names cell 3"):
        puzzle.add(AllDifferent([0, 3]))
    with pytest.raises(ValueError, match="twice"):
        AllDifferent([0, 0])
    with pytest.raises(ValueError, match="'z', which is not a symbol"):
        Solver(puzzle.add(Table([0], ["z"])))
    with pytest.raises(ValueError, match="compared by"):
        Sum([0], 3, comparison="!=")  # type: ignore[arg-type]
    with pytest.raises(ConstraintTooLarge, match="62 symbols"):
        Puzzle(1, [chr(200 + k) for k in range(63)])
    with pytest.raises(ConstraintTooLarge, match="at most 62 cells"):
        Solver(Puzzle(70, "ab").add(AllDifferent(range(70))))
    with pytest.raises(ValueError, match="layout has 2 places"):
        Puzzle(3, "ab", layout="{}{}")


def test_a_pattern_over_wide_symbols() -> None:
    puzzle = Puzzle(3, ["10", "11"]).add(Regular([0, 1, 2], "(10)*11(10)*"))
    found, _ = Solver(puzzle).solutions(everything(puzzle), 10)
    assert sorted(map(tuple, found.tolist())) == [(0, 0, 1), (0, 1, 0), (1, 0, 0)]
