"""What a puzzle may ask of its cells.

A relation is about `cells`, numbers of the puzzle's cells (take them from `Puzzle.cells`). Four of them are primitive:
`AllDifferent`, `Linear`, `Table` and `Regular`; propagation, search and CP-SAT know these only. The others say what
they mean in terms of them (`lowered`). Cells hold *symbols*; wherever a relation counts, compares or adds, it means
their *numbers* (`Alphabet.numbers`). Numbers are exact: whole ones, fractions, and decimals as they are written.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import gcd, lcm
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.bytes.dfa import Dfa
from constrained_diffusion.automata.bytes.nfa import byte_automaton
from constrained_diffusion.errors import ConstraintTooLarge, InvalidPuzzle
from constrained_diffusion.languages.regex import full_match
from constrained_diffusion.puzzles.exact_numbers import Exact, Number, cell_number, exact, grain

Ints = NDArray[np.int64]
Comparison = Literal["==", "<=", ">=", "<", ">"]
Cells = Iterable[int] | NDArray[np.int64]

LARGEST = 2**60
"""What all weights of a relation may add up to: CP-SAT, and sums of signed words, take no more."""


@dataclass(frozen=True)
class Alphabet:
    """What the symbols of a puzzle are: their texts, and the numbers they stand for."""

    symbols: tuple[str, ...]
    numbers: tuple[Exact, ...]

    @property
    def size(self) -> int:
        return len(self.symbols)


def _flat(cells: Cells, relation: str) -> tuple[int, ...]:
    """The cells of a relation, from an array of them or anything nested.

    Raises:
        InvalidPuzzle: there is none, one occurs twice, or something is not the number of a cell.
    """
    flat = tuple(_numbered(cells, relation))
    if not flat:
        raise InvalidPuzzle(f"{relation} is given no cells; leave out a relation that is about nothing")
    if len(set(flat)) != len(flat):
        twice = next(cell for cell in flat if flat.count(cell) > 1)
        raise InvalidPuzzle(f"{relation} names cell {twice} twice: {flat}")
    return flat


def _numbered(cells: object, relation: str) -> Iterable[int]:
    if isinstance(cells, np.ndarray) and cells.ndim:
        for cell in cells.ravel().tolist():
            yield cell_number(cell, relation)
    elif isinstance(cells, Iterable) and not isinstance(cells, str | np.ndarray):
        for part in cells:
            if isinstance(part, list | tuple | range | np.ndarray):
                yield from _numbered(part, relation)
            else:
                yield cell_number(part, relation)
    else:
        raise InvalidPuzzle(f"{relation} is given {cells!r} where an array or list of cells is wanted")


class Relation(ABC):
    """Something that holds between cells, or not.

    Attributes:
        cells: the numbers of the cells it is about, in order.
    """

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

    def check(self, alphabet: Alphabet) -> None:
        """Whether it can be asked of these symbols.

        Raises:
            InvalidPuzzle: it names a symbol that does not exist, or has not a weight for every one.
            ConstraintTooLarge: its weights are greater than the engines can add.
        """

    @abstractmethod
    def allows(self, values: Sequence[int], alphabet: Alphabet) -> bool:
        """Whether it holds of the values (indices of symbols) of its own cells, in their order."""


def _exact_each(numbers: Iterable[object], what: str) -> tuple[Exact, ...]:
    return tuple(exact(number, what) for number in numbers)


@dataclass(frozen=True, init=False)
class AllDifferent(Primitive):
    """No two cells hold the same number, after `offsets` are added to them (queens on a diagonal).

    Attributes:
        cells: numbers of cells, from an array of any shape or anything nested; at most 62 of them.
        offsets: exact numbers, one a cell; 0 unless given.

    Raises:
        InvalidPuzzle: there is no cell, one occurs twice, or the offsets are not as many.
    """

    cells: tuple[int, ...]
    offsets: tuple[Exact, ...]

    def __init__(self, cells: Cells, offsets: Iterable[Number] | None = None) -> None:
        object.__setattr__(self, "cells", _flat(cells, "AllDifferent"))
        moved = (0,) * len(self.cells) if offsets is None else _exact_each(offsets, "an offset of AllDifferent")
        object.__setattr__(self, "offsets", moved)
        if len(self.offsets) != len(self.cells):
            raise InvalidPuzzle(f"AllDifferent of {len(self.cells)} cells needs as many offsets, not {len(moved)}")

    def nodes(self, alphabet: Alphabet) -> tuple[Ints, int]:
        """[cells, symbols]: which of the numbers that can be reached every symbol stands for; and how many there are.

        Numbers are counted as they come up, since they may be any size.
        """
        places: dict[Exact, int] = {}
        rows = [
            [places.setdefault(number + offset, len(places)) for number in alphabet.numbers] for offset in self.offsets
        ]
        return np.array(rows, np.int64), len(places)

    def allows(self, values: Sequence[int], alphabet: Alphabet) -> bool:
        reached = [alphabet.numbers[value] + offset for value, offset in zip(values, self.offsets, strict=True)]
        return len(set(reached)) == len(reached)


class Sums(NamedTuple):
    """A linear relation in whole numbers: the sum of weights[k, symbol of cell k] is from `low` to `high`.

    Attributes:
        weights: int64 [cells, symbols], the least of every cell 0, all of them together at most `LARGEST`.
        low, high: from -1 to one more than the greatest sum.
    """

    weights: Ints
    low: int
    high: int


@dataclass(frozen=True, init=False)
class Linear(Primitive):
    """``low <= sum of weight(cell, symbol) <= high``, a bound that is None leaving its side open.

    Attributes:
        cells: numbers of cells, from an array of any shape or anything nested.
        weights: a number a cell, which multiplies the number that the cell holds, or a row a cell with a weight for
            every symbol.
        low: the least that the sum may be.
        high: the most.

    Raises:
        InvalidPuzzle: there is no cell, one occurs twice, or the weights are not as many.
        ConstraintTooLarge: when it is added to a puzzle, where its weights add up to more than 2^60 in their unit.
    """

    cells: tuple[int, ...]
    weights: tuple[Exact | tuple[Exact, ...], ...]
    low: Exact | None
    high: Exact | None

    def __init__(
        self,
        cells: Cells,
        weights: Iterable[Number | Sequence[Number] | NDArray[np.generic]],
        *,
        low: Number | None = None,
        high: Number | None = None,
    ) -> None:
        object.__setattr__(self, "cells", _flat(cells, "Linear"))
        rows = tuple(
            _exact_each(row, "a weight of Linear")
            if isinstance(row, list | tuple | range | np.ndarray)
            else exact(row, "a weight of Linear")
            for row in weights
        )
        object.__setattr__(self, "weights", rows)
        object.__setattr__(self, "low", None if low is None else exact(low, "the low of Linear"))
        object.__setattr__(self, "high", None if high is None else exact(high, "the high of Linear"))
        if len(rows) != len(self.cells):
            raise InvalidPuzzle(f"Linear over {len(self.cells)} cells needs as many weights, not {len(rows)}")

    def check(self, alphabet: Alphabet) -> None:
        self.sums(alphabet)

    def sums(self, alphabet: Alphabet) -> Sums:
        """The same in whole numbers: counted from every cell's least weight, in the greatest unit they all fit."""
        table = [
            [row * number for number in alphabet.numbers] if isinstance(row, int | Fraction) else list(row)
            for row in self.weights
        ]
        for cell, row in zip(self.cells, table, strict=True):
            if len(row) != alphabet.size:
                raise InvalidPuzzle(
                    f"Linear has {len(row)} weights for cell {cell}; the puzzle has {alphabet.size} symbols"
                )
        fine = lcm(*(weight.denominator for row in table for weight in row))
        whole = [[int(weight * fine) for weight in row] for row in table]
        base = sum(map(min, whole))
        above = [[weight - min(row) for weight in row] for row in whole]
        unit = gcd(*(weight for row in above for weight in row)) or 1
        counted = [[weight // unit for weight in row] for row in above]
        if sum(map(sum, counted)) > LARGEST:
            raise ConstraintTooLarge(
                f"the weights of a sum over the cells {self.cells} add up to more than 2^60 in the greatest unit that "
                "they share; make them smaller, or split the sum with cells that carry"
            )
        most = sum(map(max, counted))
        low = 0 if self.low is None else -int((base - self.low * fine) // unit)
        high = most if self.high is None else int((self.high * fine - base) // unit)
        return Sums(np.array(counted, np.int64), min(max(low, 0), most + 1), max(min(high, most), -1))

    def allows(self, values: Sequence[int], alphabet: Alphabet) -> bool:
        total = sum(
            row[value] if isinstance(row, tuple) else row * alphabet.numbers[value]
            for row, value in zip(self.weights, values, strict=True)
        )
        return (self.low is None or self.low <= total) and (self.high is None or total <= self.high)


@dataclass(frozen=True, init=False)
class Table(Primitive):
    """The cells hold one of the `rows` of symbols; with ``allowed=False``, none of them.

    Attributes:
        cells: numbers of cells, from an array of any shape or anything nested.
        rows: symbols, one a cell.
        allowed: whether the rows are those that there may be, or those that there may not.

    Raises:
        InvalidPuzzle: there is no cell, one occurs twice, no row is allowed, or one is of another length.
    """

    cells: tuple[int, ...]
    rows: frozenset[tuple[str, ...]]
    allowed: bool

    def __init__(self, cells: Cells, rows: Iterable[Sequence[str]], *, allowed: bool = True) -> None:
        object.__setattr__(self, "cells", _flat(cells, "Table"))
        object.__setattr__(self, "rows", frozenset(tuple(row) for row in rows))
        object.__setattr__(self, "allowed", allowed)
        if allowed and not self.rows:
            raise InvalidPuzzle("a table without rows allows nothing; give the rows that the cells may hold")
        for row in self.rows:
            if len(row) != len(self.cells):
                raise InvalidPuzzle(f"a table over {len(self.cells)} cells has a row of {len(row)}: {row}")

    def check(self, alphabet: Alphabet) -> None:
        self.tuples(alphabet)

    def tuples(self, alphabet: Alphabet) -> Ints:
        """[rows, cells] of indices of symbols, sorted."""
        index = {symbol: value for value, symbol in enumerate(alphabet.symbols)}
        for row in self.rows:
            for symbol in row:
                if symbol not in index:
                    raise InvalidPuzzle(f"a table names {symbol!r}, which is not a symbol of the puzzle")
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
    """The symbols of the cells, read in order, spell a text that matches the regular expression `pattern`.

    Attributes:
        cells: numbers of cells, from an array of any shape or anything nested.
        pattern: matched by the whole text.

    Raises:
        InvalidPuzzle: there is no cell, or one occurs twice.
        InvalidRegex: the pattern cannot be read.
    """

    cells: tuple[int, ...]
    pattern: str

    def __init__(self, cells: Cells, pattern: str) -> None:
        object.__setattr__(self, "cells", _flat(cells, "Regular"))
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


def _comparison(comparison: Comparison) -> Comparison:
    if comparison not in ("==", "<=", ">=", "<", ">"):
        raise InvalidPuzzle(f"sums are compared by ==, <=, >=, < and >, not by {comparison!r}")
    return comparison


def _bounds(comparison: Comparison, total: Exact, step: Exact) -> tuple[Exact | None, Exact | None]:
    """Between what a sum lies that compares to `total`; sums and total are multiples of `step`."""
    match comparison:
        case "==":
            return total, total
        case "<=":
            return None, total
        case ">=":
            return total, None
        case "<":
            return None, total - step
    return total + step, None


@dataclass(frozen=True, init=False)
class Sum(Relation):
    """The numbers of the cells, times their `coefficients`, add up to `total` (or compare to it).

    Attributes:
        cells: numbers of cells, from an array of any shape or anything nested.
        total: an exact number.
        comparison: ``==``, ``<=``, ``>=``, ``<`` or ``>``.
        coefficients: exact numbers, one a cell; 1 unless given.

    Raises:
        InvalidPuzzle: there is no cell, one occurs twice, or the coefficients are not as many.
        ConstraintTooLarge: when it is added to a puzzle, where its weights add up to more than 2^60 in their unit.
    """

    cells: tuple[int, ...]
    comparison: Comparison
    total: Exact
    coefficients: tuple[Exact, ...]

    def __init__(
        self,
        cells: Cells,
        total: Number,
        *,
        comparison: Comparison = "==",
        coefficients: Iterable[Number] | None = None,
    ) -> None:
        object.__setattr__(self, "cells", _flat(cells, "Sum"))
        object.__setattr__(self, "comparison", _comparison(comparison))
        object.__setattr__(self, "total", exact(total, "the total of Sum"))
        ones = (1,) * len(self.cells)
        times = ones if coefficients is None else _exact_each(coefficients, "a coefficient of Sum")
        object.__setattr__(self, "coefficients", times)
        if len(times) != len(self.cells):
            raise InvalidPuzzle(f"Sum of {len(self.cells)} cells needs as many coefficients, not {len(times)}")

    def lowered(self, alphabet: Alphabet) -> Primitive:
        step = grain([self.total, grain(alphabet.numbers) * grain(self.coefficients)])
        low, high = _bounds(self.comparison, self.total, step)
        return Linear(self.cells, self.coefficients, low=low, high=high)


@dataclass(frozen=True, init=False)
class Count(Relation):
    """The number of cells that hold one of `symbols` is `total` (or compares to it).

    Attributes:
        cells: numbers of cells, from an array of any shape or anything nested.
        symbols: those that are counted, at least one.
        total: how many.
        comparison: ``==``, ``<=``, ``>=``, ``<`` or ``>``.

    Raises:
        InvalidPuzzle: there is no cell, one occurs twice, or there is no symbol.
    """

    cells: tuple[int, ...]
    symbols: tuple[str, ...]
    comparison: Comparison
    total: Exact

    def __init__(self, cells: Cells, symbols: Iterable[str], total: Number, *, comparison: Comparison = "==") -> None:
        object.__setattr__(self, "cells", _flat(cells, "Count"))
        object.__setattr__(self, "symbols", tuple(symbols))
        object.__setattr__(self, "comparison", _comparison(comparison))
        object.__setattr__(self, "total", exact(total, "the total of Count"))
        if not self.symbols:
            raise InvalidPuzzle("Count is given no symbols to count")

    def lowered(self, alphabet: Alphabet) -> Primitive:
        for symbol in self.symbols:
            if symbol not in alphabet.symbols:
                raise InvalidPuzzle(f"Count names {symbol!r}, which is not a symbol of the puzzle")
        low, high = _bounds(self.comparison, self.total, grain([self.total]))
        row = tuple(int(symbol in self.symbols) for symbol in alphabet.symbols)
        return Linear(self.cells, [row] * len(self.cells), low=low, high=high)


class _Pair(Relation):
    first: int
    second: int

    def __post_init__(self) -> None:
        assert self.cells  # what is no pair of cells is an error here

    @property
    def cells(self) -> tuple[int, ...]:  # type: ignore[override]
        return _flat((self.first, self.second), type(self).__name__)


class _Moved(_Pair):
    offset: Number

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "offset", exact(self.offset, f"the offset of {type(self).__name__}"))


@dataclass(frozen=True)
class Equal(_Moved):
    """The number in `first` is the number in `second` plus `offset`.

    Attributes:
        first: the number of a cell.
        second: that of another.
        offset: an exact number.

    Raises:
        InvalidPuzzle: one of them is no number of a cell, or they are the same.
    """

    first: int
    second: int
    offset: Number = 0

    def lowered(self, alphabet: Alphabet) -> Primitive:
        return Linear(self.cells, (1, -1), low=self.offset, high=self.offset)


@dataclass(frozen=True)
class NotEqual(_Moved):
    """The number in `first` is not the number in `second` plus `offset`.

    Attributes:
        first: the number of a cell.
        second: that of another.
        offset: an exact number.

    Raises:
        InvalidPuzzle: one of them is no number of a cell, or they are the same.
    """

    first: int
    second: int
    offset: Number = 0

    def lowered(self, alphabet: Alphabet) -> Primitive:
        return AllDifferent(self.cells, (0, self.offset))


@dataclass(frozen=True)
class Less(_Pair):
    """The number in `first` is less than the number in `second`.

    Attributes:
        first: the number of a cell.
        second: that of another.

    Raises:
        InvalidPuzzle: one of them is no number of a cell, or they are the same.
    """

    first: int
    second: int

    def lowered(self, alphabet: Alphabet) -> Primitive:
        return Linear(self.cells, (1, -1), high=-grain(alphabet.numbers))
