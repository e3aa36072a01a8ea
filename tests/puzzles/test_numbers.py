"""Numbers of any size and any fraction, against plain Python over all assignments; and what is refused, by name."""

from __future__ import annotations

import itertools
import operator
import os
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from constrained_diffusion import Vocabulary
from constrained_diffusion.errors import ConstraintTooLarge, UnsatisfiableConstraint
from constrained_diffusion.puzzles import (
    AllDifferent,
    Count,
    Equal,
    InvalidPuzzle,
    Less,
    Linear,
    NotEqual,
    Puzzle,
    PuzzleConstraint,
    Regular,
    Relation,
    Solver,
    Sum,
    Table,
    random_sudoku,
    sudoku,
)
from constrained_diffusion.puzzles.completion import completion
from constrained_diffusion.puzzles.puzzle import BLANKS
from tests.enumeration import Enumerated

EXAMPLES = int(os.environ.get("PUZZLE_EXAMPLES", "150"))
VOCABULARY = Vocabulary.from_bytes([b"a", b"b", b"c", b""], eos=3)

Written = int | float | Fraction | Decimal | np.generic
Meant = Callable[[list[Fraction]], bool]
"""What a relation says, of the numbers that all cells hold."""


def meant(number: Written) -> Fraction:
    """A number as it is written."""
    return number if isinstance(number, Fraction) else Fraction(str(number))


@st.composite
def written(draw: st.DrawFn) -> Written:
    """Mostly small ones, that sums may meet."""
    few = draw(st.integers(-6, 6))
    match draw(st.sampled_from(["whole", "numpy", "tenth", "half", "decimal", "fraction", "single", "huge"])):
        case "whole":
            return few
        case "numpy":
            return np.int16(few)
        case "tenth":
            return few / 10
        case "half":
            return few / 2
        case "decimal":
            return Decimal(few) / 10
        case "single":
            return np.float32(few / 10)
        case "fraction":
            return Fraction(few, 3)
    return few * 10**25


COMPARED = {"==": operator.eq, "<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt}


@st.composite
def said(draw: st.DrawFn, cells: int, symbols: int) -> tuple[Relation, Meant]:
    """A relation, and the same in the words of Python."""
    some = draw(st.lists(st.sampled_from(range(cells)), min_size=1, max_size=cells, unique=True))
    first, second = draw(st.permutations(range(cells)))[:2]
    each = st.lists(written(), min_size=len(some), max_size=len(some))
    comparison, number = draw(st.sampled_from(list(COMPARED))), draw(written())
    match draw(st.sampled_from(["different", "sum", "linear", "rows", "equal", "unequal", "less"])):
        case "different":
            offsets = draw(each)
            return (
                AllDifferent(some, offsets),
                lambda held: (
                    len({held[cell] + meant(offset) for cell, offset in zip(some, offsets, strict=True)}) == len(some)
                ),
            )
        case "sum":
            times = draw(each)
            return Sum(some, number, comparison=comparison, coefficients=times), lambda held: COMPARED[comparison](
                sum(held[cell] * meant(weight) for cell, weight in zip(some, times, strict=True)), meant(number)
            )
        case "linear":
            times, high = draw(each), draw(st.none() | written())
            return (
                Linear(some, times, low=number, high=high),
                lambda held: (
                    meant(number)
                    <= (total := sum(held[cell] * meant(weight) for cell, weight in zip(some, times, strict=True)))
                    and (high is None or total <= meant(high))
                ),
            )
        case "rows":
            return Linear(some, [[number] * symbols for _ in some], low=0), lambda held: meant(number) >= 0
        case "equal":
            return Equal(first, second, number), lambda held: held[first] == held[second] + meant(number)
        case "unequal":
            return NotEqual(first, second, number), lambda held: held[first] != held[second] + meant(number)
    return Less(first, second), lambda held: held[first] < held[second]


@given(st.data(), st.integers(2, 4), st.integers(2, 3), st.integers(0, 2**31))
@settings(deadline=None, max_examples=EXAMPLES)
def test_numbers_are_exact(data: st.DataObject, cells: int, symbols: int, seed: int) -> None:
    """Masks, sums, the best and draws are those of all assignments that the relations hold of, as they are written."""
    numbers = data.draw(st.lists(written(), min_size=symbols, max_size=symbols, unique_by=meant))
    pairs = data.draw(st.lists(said(cells, symbols), min_size=1, max_size=3))
    puzzle = Puzzle(cells, "abc"[:symbols], numbers=numbers)
    try:
        puzzle.add(*(relation for relation, _ in pairs))
    except ConstraintTooLarge:
        assert "0" * 25 in f"{numbers} {pairs}".replace("_", "")  # told only of sums that are
        return
    values = [meant(number) for number in numbers]
    every = [
        row
        for row in itertools.product(range(symbols), repeat=cells)
        if all(holds([values[value] for value in row]) for _, holds in pairs)
    ]
    assert every == [row for row in itertools.product(range(symbols), repeat=cells) if puzzle.holds(row)]
    found, whole = Solver(puzzle).solutions(np.full(cells, -1), 100)
    assert whole
    assert sorted(map(tuple, found.tolist())) == every
    settled = completion(puzzle.primitives(), puzzle.alphabet, puzzle.domains)
    assert (settled is None) == (not every)
    assert settled is None or tuple(settled.values.tolist()) in every
    if not every:
        with pytest.raises(UnsatisfiableConstraint, match=r"no solution: .* cannot hold"):
            PuzzleConstraint(puzzle, VOCABULARY)
        return
    constraint, free = PuzzleConstraint(puzzle, VOCABULARY), torch.full((cells,), -1)
    logits = torch.randn(cells, VOCABULARY.size, generator=torch.Generator().manual_seed(seed))
    oracle = Enumerated(VOCABULARY, every, free, logits, True)
    assert torch.equal(constraint.masks(free), oracle.masks())
    assert constraint.masks(free).dtype == torch.bool
    posterior, chances = constraint.posterior(free, logits), oracle.probability()
    assert torch.allclose(posterior.marginals().exp().double(), oracle.marginals().exp(), atol=1e-5)
    assert chances[tuple(posterior.best()[0].tolist())] == pytest.approx(max(chances.values()), rel=1e-4)
    assert tuple(posterior.sample(torch.Generator().manual_seed(seed)).tolist()) in chances


def held(puzzle: Puzzle) -> list[str]:
    found, whole = Solver(puzzle).solutions(np.full(puzzle.cells.size, -1), 100)
    assert whole
    return sorted(puzzle.text(row) for row in found)


def test_a_float_is_the_decimal_it_is_written_as() -> None:
    tenths = {"numbers": [0.1, 0.2, 0.3]}
    assert held(Puzzle(2, "abc", **tenths).add(Sum([0, 1], 0.3))) == ["ab", "ba"]
    assert held(Puzzle(2, "abc", **tenths).add(Sum([0, 1], 0.3, comparison="<"))) == ["aa"]
    assert held(Puzzle(2, "abc", **tenths).add(Equal(0, 1, 0.1))) == ["ba", "cb"]
    assert held(Puzzle(2, "abc", **tenths).add(Less(1, 0))) == ["ba", "ca", "cb"]
    assert held(Puzzle(2, "ab").add(Linear([0, 1], [1, 1], low=0.5))) == ["ab", "ba", "bb"]
    assert held(Puzzle(2, "ab", numbers=[0.5, 1.5]).add(Sum([0, 1], 2))) == ["ab", "ba"]
    assert held(Puzzle(2, ["0.5", "1.5"], layout="{} {}").add(Sum([0, 1], 2))) == ["0.5 1.5", "1.5 0.5"]
    assert held(Puzzle(2, "abc").add(Count([0, 1], "a", 1.5, comparison=">="))) == ["aa"]


def test_numbers_of_any_size() -> None:
    """No sum wraps round, none is cut off, and none takes memory by its size."""
    assert held(Puzzle(2, "ab").add(Sum([0, 1], 2**50, coefficients=[2**50, 2**51], comparison=">"))) == ["ab", "bb"]
    assert held(Puzzle(2, "ab").add(Sum([0, 1], 10**30, coefficients=[10**30, -(10**30)]))) == ["ba"]
    assert held(Puzzle(2, "ab", numbers=[2**63, -(2**63)]).add(Sum([0, 1], 0))) == ["ab", "ba"]
    assert held(Puzzle(2, "ab", numbers=[2**70, 1]).add(AllDifferent([0, 1], [1, 2**70]))) == ["aa", "ba", "bb"]
    far = [[10**14, 10**14 + 1], [-(10**14), -(10**14)]]  # a sum on the way is far away, its end is not
    assert held(Puzzle(2, "ab").add(Linear([0, 1], far, low=1))) == ["ba", "bb"]
    for weights in ([2**62, 1], [2**64 + 1, 3], [1e300, 1]):
        with pytest.raises(ConstraintTooLarge, match="add up to more than 2\\^60"):
            Puzzle(2, "ab").add(Linear([0, 1], weights, low=1))


def test_scores_of_any_size() -> None:
    puzzle = Puzzle(3, "abc").add(AllDifferent([0, 1, 2]))
    scores = np.array([[0, -1e30, 3e37], [5.0, -4e14, 0], [0, 7, -1e20]])
    found = completion(puzzle.primitives(), puzzle.alphabet, puzzle.domains, scores=scores)
    assert found is not None
    assert found.values.tolist() == [2, 0, 1]


REFUSED: dict[str, Callable[[], object]] = {
    "no cells": lambda: AllDifferent([]),
    "Sum is given no cells": lambda: Sum([], 0),
    "Linear is given no cells": lambda: Linear([], []),
    "Table is given no cells": lambda: Table([], []),
    "Count is given no cells": lambda: Count([], "a", 0),
    "Regular is given no cells": lambda: Regular([], ".*"),
    "table without rows": lambda: Table([0, 1], []),
    "row of 1": lambda: Table([0, 1], ["ab", "a"]),
    "no symbols to count": lambda: Count([0], "", 0),
    "by their numbers.* True": lambda: AllDifferent([True, False]),
    "by their numbers.* False": lambda: AllDifferent(np.array([False, True])),
    r"by their numbers.* 0\.0": lambda: AllDifferent([0.0, 1.0]),
    r"by their numbers.* 1\.5": lambda: Equal(0, 1.5),  # type: ignore[arg-type]
    "given '01'": lambda: AllDifferent("01"),  # type: ignore[arg-type]
    "given 3 where": lambda: AllDifferent(3),  # type: ignore[arg-type]
    "cell -1": lambda: AllDifferent([0, -1]),
    "names cell 0 twice": lambda: Equal(0, 0),
    "names cell 9; there are 2": lambda: Puzzle(2, "ab").add(Equal(0, 9)),
    "finite number, not nan": lambda: Sum([0], float("nan")),
    "finite number, not NaN": lambda: Sum([0], Decimal("nan")),
    "finite number, not inf": lambda: Linear([0], [1], high=float("inf")),
    r"at most 10\^400": lambda: Sum([0], Decimal("1e999999999")),
    "total of Sum .* not True": lambda: Sum([0], True),
    "total of Count .* not '1'": lambda: Count([0], "a", "1"),  # type: ignore[arg-type]
    "weight of Linear .* not None": lambda: Linear([0], [None]),  # type: ignore[list-item]
    "offset of Equal .* finite": lambda: Equal(0, 1, float("inf")),
    "offset of AllDifferent": lambda: AllDifferent([0], ["a"]),  # type: ignore[list-item]
    "coefficients, not 0": lambda: Sum([0, 1], 1, coefficients=[]),
    "1 weights for cell 0": lambda: Puzzle(2, "ab").add(Linear([0], [[1]])),
    "'z', which is not": lambda: Puzzle(2, "ab").add(Table([0], ["z"])),
    "number of a symbol .* True": lambda: Puzzle(2, "ab", numbers=[True, 2]),
    "distinct numbers, not 1, 1": lambda: Puzzle(2, "ab", numbers=[1, 1.0]),
    "distinct numbers, not 1, 2, 3": lambda: Puzzle(2, "ab", numbers=(n for n in (1, 2, 3))),
    "distinct texts": lambda: Puzzle(2, [1, 2]),  # type: ignore[list-item]
    "along each axis.* -1": lambda: Puzzle(-1, "ab"),
    r"along each axis.* 2\.0": lambda: Puzzle(2.0, "ab"),  # type: ignore[arg-type]
    r"along each axis.* \(2, 0\)": lambda: Puzzle((2, 0), "ab"),
    "a given names cell -1": lambda: Puzzle(2, "ab").given(-1, "a"),
    "no cell 2; there are 2": lambda: Puzzle(2, "ab").given(2, "a"),
    "a given names .* True": lambda: Puzzle(2, "ab").given(True, "a"),
    "a given names .* '0'": lambda: Puzzle(2, "ab").given("0", "a"),  # type: ignore[arg-type]
    r"no cell at \(1,\)": lambda: Puzzle((2, 2), "ab").given((1,), "a"),
    r"no cell at \(0, 2\)": lambda: Puzzle((2, 2), "ab").given((0, 2), "a"),
    "given no symbols": lambda: Puzzle(2, "ab").given(0),
    "'z' in cell 0": lambda: Puzzle(2, "ab").given(0, "a", "z"),
    "boxes of -3 x -3": lambda: sudoku(box=(-3, -3)),
    "'extreme' is no difficulty": lambda: random_sudoku("extreme", 0),  # type: ignore[arg-type]
    "seconds is a positive time": lambda: PuzzleConstraint(Puzzle(1, "ab"), VOCABULARY, seconds=float("nan")),
}


@pytest.mark.parametrize("message", REFUSED)
def test_what_cannot_be_meant_is_refused(message: str) -> None:
    with pytest.raises(InvalidPuzzle, match=message):
        REFUSED[message]()


def test_a_relation_of_ones_own() -> None:
    """It is lowered to a primitive, whose cells are looked at too."""

    class Odd(Relation):
        def __init__(self, *cells: int) -> None:
            self.cells = cells

        def lowered(self, alphabet: object) -> Table:
            return Table([*self.cells, 1], ["ab", "ba"])

    assert held(Puzzle(2, "ab").add(Odd(0))) == ["ab", "ba"]
    with pytest.raises(InvalidPuzzle, match="Odd names cell 1; there are 1"):
        Puzzle(1, "ab").add(Odd(0))

    class Nothing(Relation):
        cells = (0,)

        def lowered(self, alphabet: object) -> None:  # type: ignore[override]
            return None

    with pytest.raises(InvalidPuzzle, match="Nothing is lowered to NoneType"):
        Puzzle(1, "ab").add(Nothing())


def test_cells_in_every_form() -> None:
    forms = (
        [0, 1], (0, 1), range(2), iter([0, 1]), np.array([[0], [1]]), [np.int64(0), np.uint8(1)], [[0], [1]],
        [np.array([0, 1])], torch.tensor([0, 1]),
    )  # fmt: skip
    for cells in forms:
        assert AllDifferent(cells).cells == (0, 1)  # type: ignore[arg-type]
    assert Sum([0, 1], 1, coefficients=np.array([1, 2])).coefficients == (1, 2)
    assert Puzzle((2, 2), "ab").given(np.array([0, 1]), "a").given([1, np.int8(0)], "b").domains.tolist() == [
        3,
        1,
        2,
        3,
    ]


def test_a_symbol_given_twice_is_given_once() -> None:
    assert str(Puzzle(2, "ab").given(0, "a", "a")) == "a."
    assert Puzzle(2, "abc").given(1, "a", "b", "a").domains.tolist() == [7, 3]
    with pytest.raises(UnsatisfiableConstraint, match="cell 0 is given b, but earlier givens leave it a") as caught:
        Puzzle(2, "ab").given(0, "a").given(0, "b")
    assert caught.value.cause == "language"


def test_wide_blanks_are_blank_and_nothing_else_is() -> None:
    puzzle = Puzzle(2, ["08", "10"], layout="{} {}")
    assert str(puzzle.read(".. 10")) == ".. 10"
    assert str(Puzzle(2, ["08", "10"], layout="{} {}").read(str(puzzle))) == ".. 10"
    with pytest.raises(InvalidPuzzle, match=r"'\.1'"):
        puzzle.read(".1 10")
    assert all(str(Puzzle(1, "ab").read(blank)) == "." for blank in BLANKS)


def test_what_excludes_what_is_named() -> None:
    said = (
        (sudoku("5.5" + "." * 78), r"AllDifferent over cells 0, .*, 8 cannot hold, since cell 0 is given 5, cell 2 is"),
        (Puzzle(2, "ab").add(Sum([0, 1], 2.5)), "Sum over cells 0, 1 cannot hold, whatever the givens"),
        (
            Puzzle(3, "ab").add(Less(0, 2), AllDifferent([0, 1]), AllDifferent([1, 2]), Regular([0], "a*|b")),
            "Less over cells 0, 2, AllDifferent over cells 0, 1, AllDifferent over cells 1, 2 cannot hold together",
        ),
        (Puzzle(20, "ab").add(Count(range(20), "a", 20)).given(7, "b"), r"Count .* 11, \.\.\. \(20\) .* cell 7 is"),
    )  # fmt: skip
    for puzzle, message in said:
        with pytest.raises(UnsatisfiableConstraint, match=f"the puzzle has no solution: {message}") as caught:
            PuzzleConstraint(puzzle, Vocabulary.from_bytes([*(bytes([b]) for b in b"123456789ab\n"), b""], eos=12))
        assert caught.value.cause == "language"


def test_a_large_puzzle_takes_memory_in_proportion() -> None:
    """The search keeps as many levels as it has trials, and not one a cell; what is remembered is bounded by size."""
    cells = 400_000  # squared, 1.3 TB of bit sets
    solver = Solver(Puzzle(cells, "ab").add(AllDifferent([0, 1])))
    for cell in range(2, 40):
        asked = np.full(cells, -1)
        asked[[0, cell]] = 1
        left = solver.propagated(asked)
        assert left is not None
        assert left[[1, cell]].tolist() == [2, 1]
    assert sum(fact.asked.nbytes for fact in solver._propagated) <= 1 << 26
    found, whole = solver.solutions(np.full(cells, -1), 2, trials=30)
    assert (len(found), whole) == (0, False)
