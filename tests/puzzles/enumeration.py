"""The oracle for puzzles: every assignment tried, one by one; and random small puzzles."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import strategies as st

from constrained_diffusion.puzzles import (
    AllDifferent,
    Count,
    Equal,
    Less,
    Linear,
    NotEqual,
    Puzzle,
    Regular,
    Relation,
    Sum,
    Table,
)


def solutions(puzzle: Puzzle) -> list[tuple[int, ...]]:
    """Every solution, by trying all assignments."""
    choices = range(puzzle.alphabet.size)
    return [values for values in itertools.product(choices, repeat=puzzle.cells.size) if puzzle.holds(values)]


def consistent(puzzle: Puzzle) -> np.ndarray | None:
    """Domains [cells] after every relation alone has dropped what it cannot support, again and again."""
    size = puzzle.alphabet.size
    domains = [{v for v in range(size) if int(bits) >> v & 1} for bits in puzzle.domains]
    while True:
        before = [set(domain) for domain in domains]
        for relation in puzzle.relations:
            primitive = relation.lowered(puzzle.alphabet)
            rows = [
                row for row in itertools.product(*(sorted(domains[c]) for c in primitive.cells))
                if primitive.allows(row, puzzle.alphabet)
            ]  # fmt: skip
            for k, cell in enumerate(primitive.cells):
                domains[cell] = {row[k] for row in rows}
        if any(not domain for domain in domains):
            return None
        if domains == before:
            return np.array([sum(1 << v for v in domain) for domain in domains])


SYMBOLS = "abcd"


@st.composite
def relations(draw: st.DrawFn, cells: int, symbols: str) -> Relation:
    few = st.lists(st.sampled_from(range(cells)), min_size=1, max_size=min(4, cells), unique=True)
    some = draw(few)
    comparison = draw(st.sampled_from(["==", "<=", ">=", "<", ">"]))
    match draw(st.sampled_from(["different", "sum", "linear", "table", "regular", "count", "pair"])):
        case "different":
            offsets = draw(st.none() | st.lists(st.integers(-2, 2), min_size=len(some), max_size=len(some)))
            return AllDifferent(some, offsets)
        case "sum":
            weights = draw(st.lists(st.integers(-2, 3), min_size=len(some), max_size=len(some)))
            return Sum(some, draw(st.integers(-2, 9)), comparison=comparison, coefficients=weights)
        case "linear":
            rows = [draw(st.lists(st.integers(-3, 3), min_size=len(symbols), max_size=len(symbols))) for _ in some]
            return Linear(some, rows, low=draw(st.integers(-4, 2)), high=draw(st.integers(0, 6)))
        case "table":
            row = st.lists(st.sampled_from(symbols), min_size=len(some), max_size=len(some))
            return Table(some, draw(st.lists(row, min_size=1, max_size=8)), allowed=draw(st.booleans()))
        case "regular":
            return Regular(
                some, draw(st.sampled_from(["a*b?[ab]*", "(ab|ba|c)+", "[^a]*a[^a]*", "a{1,2}.*", "(aa|b)*"]))
            )
        case "count":
            wanted = draw(st.lists(st.sampled_from(symbols), min_size=1, max_size=2, unique=True))
            return Count(some, wanted, draw(st.integers(0, 3)), comparison=comparison)
    first, second = draw(st.permutations(range(cells)))[:2]
    offset = draw(st.integers(-2, 2))
    return draw(st.sampled_from([Equal(first, second, offset), NotEqual(first, second, offset), Less(first, second)]))


@st.composite
def puzzles(draw: st.DrawFn, most: int = 5) -> Puzzle:
    cells = draw(st.integers(2, most))
    symbols = SYMBOLS[: draw(st.integers(2, 4))]
    puzzle = Puzzle(cells, symbols, numbers=draw(st.permutations([0, 1, 2, 4]))[: len(symbols)])
    puzzle.add(*draw(st.lists(relations(cells, symbols), min_size=1, max_size=4)))
    if draw(st.booleans()):
        puzzle.given(draw(st.integers(0, cells - 1)), *draw(st.lists(st.sampled_from(symbols), min_size=1, max_size=2)))
    return puzzle
