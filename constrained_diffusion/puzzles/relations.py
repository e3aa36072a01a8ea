"""What a puzzle may ask of its cells.

A relation is about `cells`, numbers of the puzzle's cells (take them from `Puzzle.cells`). Four of them are primitive:
`AllDifferent`, `Linear`, `Table` and `Regular`; propagation, search and CP-SAT know these only. The others say what
they mean in terms of them (`lowered`). Cells hold *symbols*; wherever a relation counts, compares or adds, it means
their *numbers* (`Alphabet.numbers`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.bytes.dfa import Dfa
from constrained_diffusion.automata.bytes.nfa import byte_automaton
from constrained_diffusion.languages.regex import full_match

Ints = NDArray[np.int64]
Comparison = Literal["==", "<=", ">=", "<", ">"]
Cells = Iterable[int] | NDArray[np.int64]

UNBOUNDED = 2**40


@dataclass(frozen=True)
class Alphabet:
    """What the symbols of a puzzle are: their texts, and the numbers they stand for."""

    symbols: tuple[str, ...]
    numbers: tuple[int, ...]

    @property
    def size(self) -> int:
        return len(self.symbols)


def _flat(cells: Cells) -> tuple[int, ...]:
    flat = tuple(int(cell) for cell in np.asarray(cells if isinstance(cells, np.ndarray) else list(cells)).ravel())
    if len(set(flat)) != len(flat):
        raise ValueError(f"a relation names a cell twice: {flat}")
    return flat


class Relation(ABC):
    """Something that holds between cells, or not."""

    cells: tuple[int, ...]

    @abstractmethod
    def lowered(self, alphabet: Alphabet) -> Primitive:
        """The same in primitive terms."""

    def holds(self, values: Sequence[int], alphabet: Alphabet) -> bool:
        """Whether it holds of `values`, the index of the symbol of every cell of the puzzle."""
        primitive = self.lowered(alphabet)
        return primitive.allows([values[cell] for cell in self.cells], alphabet)


class Primitive(Relation):
    """A relation that the engines know."""

    def lowered(self, alphabet: Alphabet) -> Primitive:
        return self

    @abstractmethod
    def allows(self, values: Sequence[int], alphabet: Alphabet) -> bool:
        """Whether it holds of the values (indices of symbols) of its own cells, in their order."""


@dataclass(frozen=True, init=False)
class AllDifferent(Primitive):
    """No two cells hold the same number, after `offsets` are added to them (queens on a diagonal)."""

    cells: tuple[int, ...]
    offsets: tuple[int, ...]

    def __init__(self, cells: Cells, offsets: Iterable[int] | None = None) -> None:
        object.__setattr__(self, "cells", _flat(cells))
        object.__setattr__(self, "offsets", tuple(offsets) if offsets is not None else (0,) * len(self.cells))
        if len(self.offsets) != len(self.cells):
            raise ValueError(f"AllDifferent of {len(self.cells)} cells needs as many offsets, not {len(self.offsets)}")

    def allows(self, values: Sequence[int], alphabet: Alphabet) -> bool:
        reached = [alphabet.numbers[value] + offset for value, offset in zip(values, self.offsets, strict=True)]
        return len(set(reached)) == len(reached)


@dataclass(frozen=True, init=False)
class Linear(Primitive):
    """``low <= sum of weight(cell, symbol) <= high``.

    `weights` is a number a cell, which multiplies the number that the cell holds, or a row a cell with a weight for
    every symbol.
    """

    cells: tuple[int, ...]
    weights: tuple[int | tuple[int, ...], ...]
    low: int
    high: int

    def __init__(
        self, cells: Cells, weights: Iterable[int | Sequence[int]], *, low: int = -UNBOUNDED, high: int = UNBOUNDED
    ) -> None:
        object.__setattr__(self, "cells", _flat(cells))
        rows = tuple(int(row) if isinstance(row, (int, np.integer)) else tuple(map(int, row)) for row in weights)
        object.__setattr__(self, "weights", rows)
        object.__setattr__(self, "low", low)
        object.__setattr__(self, "high", high)
        if len(rows) != len(self.cells):
            raise ValueError(f"Linear over {len(self.cells)} cells needs as many weights, not {len(rows)}")

    def table(self, alphabet: Alphabet) -> Ints:
        """[cells, symbols]: what every symbol adds."""
        numbers = np.array(alphabet.numbers, np.int64)
        return np.array([numbers * row if isinstance(row, int) else row for row in self.weights], np.int64)

    def allows(self, values: Sequence[int], alphabet: Alphabet) -> bool:
        table = self.table(alphabet)
        return self.low <= sum(int(table[k, value]) for k, value in enumerate(values)) <= self.high


@dataclass(frozen=True, init=False)
class Table(Primitive):
    """The cells hold one of the `rows` of symbols; with ``allowed=False``, none of them."""

    cells: tuple[int, ...]
    rows: frozenset[tuple[str, ...]]
    allowed: bool

    def __init__(self, cells: Cells, rows: Iterable[Sequence[str]], *, allowed: bool = True) -> None:
        object.__setattr__(self, "cells", _flat(cells))
        object.__setattr__(self, "rows", frozenset(tuple(row) for row in rows))
        object.__setattr__(self, "allowed", allowed)
        for row in self.rows:
            if len(row) != len(self.cells):
                raise ValueError(f"a table over {len(self.cells)} cells has a row of {len(row)}: {row}")

    def tuples(self, alphabet: Alphabet) -> Ints:
        """[rows, cells] of indices of symbols, sorted."""
        index = {symbol: value for value, symbol in enumerate(alphabet.symbols)}
        for row in self.rows:
            for symbol in row:
                if symbol not in index:
                    raise ValueError(f"a table names {symbol!r}, which is not a symbol of the puzzle")
        found = sorted(tuple(index[symbol] for symbol in row) for row in self.rows)
        return np.array(found, np.int64).reshape(len(found), len(self.cells))

    def allows(self, values: Sequence[int], alphabet: Alphabet) -> bool:
        return (tuple(alphabet.symbols[value] for value in values) in self.rows) == self.allowed


@dataclass(frozen=True)
class Steps:
    """A deterministic automaton over symbols; state 0 starts, -1 is no state."""

    table: Ints
    accepting: NDArray[np.bool_]


@dataclass(frozen=True, init=False)
class Regular(Primitive):
    """The symbols of the cells, read in order, spell a text that matches the regular expression `pattern`."""

    cells: tuple[int, ...]
    pattern: str

    def __init__(self, cells: Cells, pattern: str) -> None:
        object.__setattr__(self, "cells", _flat(cells))
        object.__setattr__(self, "pattern", pattern)
        assert self._automaton is not None  # an unreadable pattern is an error here

    @cached_property
    def _automaton(self) -> Dfa:
        return byte_automaton(full_match(self.pattern))

    def steps(self, alphabet: Alphabet) -> Steps:
        """The automaton with a step a symbol instead of a byte."""
        dfa = self._automaton
        full = dfa.table[:, dfa.byte_class]
        columns = []
        for symbol in alphabet.symbols:
            state = np.arange(len(full))
            for byte in symbol.encode():
                state = np.where(state >= 0, full[state, byte], -1)
            columns.append(state)
        return Steps(np.stack(columns, 1).astype(np.int64), dfa.accepting)

    def allows(self, values: Sequence[int], alphabet: Alphabet) -> bool:
        return self._automaton.accepts("".join(alphabet.symbols[value] for value in values).encode())


def _bounds(comparison: Comparison, total: int) -> tuple[int, int]:
    match comparison:
        case "==":
            return total, total
        case "<=":
            return -UNBOUNDED, total
        case ">=":
            return total, UNBOUNDED
        case "<":
            return -UNBOUNDED, total - 1
        case ">":
            return total + 1, UNBOUNDED
    raise ValueError(f"sums are compared by ==, <=, >=, < and >, not by {comparison!r}")


@dataclass(frozen=True, init=False)
class Sum(Relation):
    """The numbers of the cells, times their `coefficients`, add up to `total` (or compare to it)."""

    cells: tuple[int, ...]
    comparison: Comparison
    total: int
    coefficients: tuple[int, ...]

    def __init__(
        self, cells: Cells, total: int, *, comparison: Comparison = "==", coefficients: Iterable[int] | None = None
    ) -> None:
        object.__setattr__(self, "cells", _flat(cells))
        object.__setattr__(self, "comparison", comparison)
        object.__setattr__(self, "total", total)
        object.__setattr__(self, "coefficients", tuple(coefficients or (1,) * len(self.cells)))
        _bounds(comparison, total)
        if len(self.coefficients) != len(self.cells):
            raise ValueError(f"Sum of {len(self.cells)} cells needs as many coefficients")

    def lowered(self, alphabet: Alphabet) -> Primitive:
        low, high = _bounds(self.comparison, self.total)
        return Linear(self.cells, self.coefficients, low=low, high=high)


@dataclass(frozen=True, init=False)
class Count(Relation):
    """The number of cells that hold one of `symbols` is `total` (or compares to it)."""

    cells: tuple[int, ...]
    symbols: tuple[str, ...]
    comparison: Comparison
    total: int

    def __init__(self, cells: Cells, symbols: Iterable[str], total: int, *, comparison: Comparison = "==") -> None:
        object.__setattr__(self, "cells", _flat(cells))
        object.__setattr__(self, "symbols", tuple(symbols))
        object.__setattr__(self, "comparison", comparison)
        object.__setattr__(self, "total", total)
        _bounds(comparison, total)

    def lowered(self, alphabet: Alphabet) -> Primitive:
        for symbol in self.symbols:
            if symbol not in alphabet.symbols:
                raise ValueError(f"Count names {symbol!r}, which is not a symbol of the puzzle")
        low, high = _bounds(self.comparison, self.total)
        row = tuple(int(symbol in self.symbols) for symbol in alphabet.symbols)
        return Linear(self.cells, [row] * len(self.cells), low=low, high=high)


class _Pair(Relation):
    first: int
    second: int

    @property
    def cells(self) -> tuple[int, ...]:  # type: ignore[override]
        return _flat((self.first, self.second))


@dataclass(frozen=True)
class Equal(_Pair):
    """The number in `first` is the number in `second` plus `offset`."""

    first: int
    second: int
    offset: int = 0

    def lowered(self, alphabet: Alphabet) -> Primitive:
        return Linear(self.cells, (1, -1), low=self.offset, high=self.offset)


@dataclass(frozen=True)
class NotEqual(_Pair):
    """The number in `first` is not the number in `second` plus `offset`."""

    first: int
    second: int
    offset: int = 0

    def lowered(self, alphabet: Alphabet) -> Primitive:
        return AllDifferent(self.cells, (0, self.offset))


@dataclass(frozen=True)
class Less(_Pair):
    """The number in `first` is less than the number in `second`."""

    first: int
    second: int

    def lowered(self, alphabet: Alphabet) -> Primitive:
        return Linear(self.cells, (1, -1), high=-1)
