"""`Puzzle`: cells, what they may hold, what must hold between them, and how the whole is written down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.errors import ConstraintTooLarge, InvalidPuzzle, UnsatisfiableConstraint
from constrained_diffusion.puzzles.exact_numbers import Exact, Number, cell_number, exact
from constrained_diffusion.puzzles.propagation import MOST
from constrained_diffusion.puzzles.relations import AllDifferent, Alphabet, Linear, Primitive, Regular, Relation, Table

BLANKS = ".0_?"
"""Characters that stand for an empty cell where they are no symbols of the puzzle."""


class Puzzle:
    """Cells in a grid of any number of axes; each holds one of `symbols`.

        square = Puzzle((3, 3), "123456789")
        square.add(AllDifferent(square.cells))
        square.add(*(Sum(line, 15) for line in [*square.cells, *square.cells.T]))

    Attributes:
        cells: int64 [shape], the number of every cell, to slice and hand to relations.
        alphabet: the symbols, and the numbers that relations read them as.
        relations: what has been added, in order.
        domains: int64 [cells], bit v set where symbol v is still allowed by the givens.
        layout: the puzzle as text, with ``{}`` where a cell stands.
    """

    def __init__(
        self,
        shape: int | Sequence[int],
        symbols: Iterable[str],
        *,
        numbers: Iterable[Number] | None = None,
        layout: str | None = None,
    ) -> None:
        """
        Args:
            shape: the number of cells along each axis.
            symbols: what a cell may hold, each a text of one character or more.
            numbers: what the symbols mean where relations add or compare: whole numbers, fractions, or decimals, which
                are exact as written. By default the numerals they are (-3, 07, 1.5), or their place among the symbols
                where some is no numeral.
            layout: the puzzle as text, ``{}`` for every cell in order. By default rows follow one another in lines.

        Raises:
            InvalidPuzzle: no cell, symbols that are not distinct texts, numbers that are not distinct and one a symbol,
                or a layout without a place for every cell.
            ConstraintTooLarge: more than 62 symbols.
        """
        self.shape = _shape(shape)
        self.cells: NDArray[np.int64] = np.arange(int(np.prod(self.shape)), dtype=np.int64).reshape(self.shape)
        texts = tuple(symbols)
        if not texts or not all(isinstance(text, str) and text for text in texts) or len(set(texts)) != len(texts):
            raise InvalidPuzzle(f"a puzzle's symbols are distinct texts, none of them empty: {texts}")
        if len(texts) > MOST:
            raise ConstraintTooLarge(f"a puzzle has at most {MOST} symbols, not {len(texts)}")
        self.alphabet = Alphabet(texts, _numbers(texts, numbers))
        self._relations: list[tuple[Relation, Primitive]] = []
        self.domains = np.full(self.cells.size, (1 << len(texts)) - 1, np.int64)
        if layout is None:
            layout = "\n".join("{}" * self.shape[-1] for _ in range(self.cells.size // self.shape[-1]))
        if layout.count("{}") != self.cells.size:
            raise InvalidPuzzle(f"the layout has {layout.count('{}')} places for {self.cells.size} cells")
        self.layout = layout

    @property
    def relations(self) -> tuple[Relation, ...]:
        return tuple(relation for relation, _ in self._relations)

    def add(self, *relations: Relation) -> Puzzle:
        """Adds relations, each checked against the puzzle's cells and symbols.

        Raises:
            InvalidPuzzle: a cell or symbol that the puzzle does not have, or a weight too few.
            ConstraintTooLarge: the weights of a sum are greater than can be added.
        """
        for relation in relations:
            primitive = relation.lowered(self.alphabet)
            if not isinstance(primitive, AllDifferent | Linear | Table | Regular):
                raise InvalidPuzzle(
                    f"{type(relation).__name__} is lowered to {type(primitive).__name__}; propagation and search know "
                    "AllDifferent, Linear, Table and Regular"
                )
            for cell in (*relation.cells, *primitive.cells):
                if not 0 <= cell < self.cells.size:
                    raise InvalidPuzzle(f"{type(relation).__name__} names cell {cell}; there are {self.cells.size}")
            primitive.check(self.alphabet)
            self._relations.append((relation, primitive))
        return self

    def given(self, cell: int | Sequence[int], *symbols: str) -> Puzzle:
        """Lets a cell (its number or its place in the grid) hold one of `symbols` only.

        Raises:
            InvalidPuzzle: no such cell, no such symbol, or no symbols.
            UnsatisfiableConstraint: earlier givens exclude them all.
        """
        number = self._number(cell)
        if not symbols:
            raise InvalidPuzzle(f"cell {number} is given no symbols; name those that it may hold")
        bits = 0
        for symbol in symbols:
            bits |= 1 << self._value(symbol, f"cell {number}")
        before = int(self.domains[number])
        if not before & bits:
            left = " ".join(text for value, text in enumerate(self.alphabet.symbols) if before >> value & 1)
            raise UnsatisfiableConstraint(
                f"cell {number} is given {' '.join(symbols)}, but earlier givens leave it {left}", cause="language"
            )
        self.domains[number] = before & bits
        return self

    def read(self, text: str) -> Puzzle:
        """Takes the givens from a picture: a character a cell, ``. 0 _ ?`` for empty ones, white space left out.

        Symbols of several characters are separated by white space instead.

        Raises:
            InvalidPuzzle: wrong number of cells, or something that is no symbol.
            UnsatisfiableConstraint: earlier givens exclude what stands in some cell.
        """
        short = all(len(symbol) == 1 for symbol in self.alphabet.symbols)
        entries = [character for character in text if not character.isspace()] if short else text.split()
        if len(entries) != self.cells.size:
            raise InvalidPuzzle(f"the puzzle has {self.cells.size} cells, the text {len(entries)}")
        for number, entry in enumerate(entries):
            if entry in self.alphabet.symbols:
                self.given(number, entry)
            elif not set(entry) <= set(BLANKS):
                place = ", ".join(str(int(i) + 1) for i in np.unravel_index(number, self.shape))
                known = " ".join(self.alphabet.symbols)
                raise InvalidPuzzle(f"{entry!r} in cell ({place}) is no symbol of the puzzle ({known}) and not blank")
        return self

    def text(self, values: Sequence[int] | NDArray[np.int64]) -> str:
        """The layout filled in; values [cells] are indices of symbols, -1 for a cell that is empty."""
        symbols = self.alphabet.symbols
        wide = max(map(len, symbols))
        pieces = self.layout.split("{}")
        cells = [symbols[value] if value >= 0 else "." * wide for value in values]
        return pieces[0] + "".join(cell + piece for cell, piece in zip(cells, pieces[1:], strict=True))

    def settled(self) -> NDArray[np.int64]:
        """The values (int64 [cells]) that the givens leave no choice about, -1 elsewhere."""
        single = (self.domains & (self.domains - 1) == 0) & (self.domains > 0)
        lengths = [int(bits).bit_length() for bits in self.domains]
        return np.where(single, np.array(lengths, np.int64) - 1, -1)

    def __str__(self) -> str:
        return self.text(self.settled())

    def primitives(self) -> list[Primitive]:
        """The relations as the engines know them."""
        return [primitive for _, primitive in self._relations]

    def holds(self, values: Sequence[int]) -> bool:
        """Whether values [cells] (indices of symbols) are a solution."""
        inside = all(value >= 0 and int(bits) >> value & 1 for bits, value in zip(self.domains, values, strict=True))
        return inside and all(primitive.holds(values, self.alphabet) for primitive in self.primitives())

    def _number(self, cell: object) -> int:
        """The number of a cell, from its number or its place."""
        if isinstance(cell, list | tuple | np.ndarray) and np.ndim(cell) == 1:
            place = tuple(cell_number(index, "a given") for index in cell)
            if len(place) != len(self.shape) or any(i >= n for i, n in zip(place, self.shape, strict=True)):
                raise InvalidPuzzle(f"there is no cell at {place} in a puzzle of shape {self.shape}")
            return int(self.cells[place])
        number = cell_number(cell, "a given")
        if number >= self.cells.size:
            raise InvalidPuzzle(f"there is no cell {number}; there are {self.cells.size}, counted from 0")
        return number

    def _value(self, symbol: str, where: str) -> int:
        if symbol not in self.alphabet.symbols:
            raise InvalidPuzzle(f"{symbol!r} in {where} is no symbol of the puzzle ({' '.join(self.alphabet.symbols)})")
        return self.alphabet.symbols.index(symbol)


def _shape(shape: object) -> tuple[int, ...]:
    axes = tuple(shape) if isinstance(shape, list | tuple | np.ndarray) else (shape,)
    whole = all(isinstance(axis, int | np.integer) and not isinstance(axis, bool) and axis > 0 for axis in axes)
    if not axes or not whole:
        raise InvalidPuzzle(f"a puzzle needs at least one cell along each axis, whole numbers of them, not {shape!r}")
    return tuple(map(int, axes))


_NUMERAL = re.compile(r"[+-]?[0-9]+([.][0-9]+)?")


def _numbers(symbols: tuple[str, ...], given: Iterable[Number] | None) -> tuple[Exact, ...]:
    if given is None:
        numerals = all(_NUMERAL.fullmatch(symbol) for symbol in symbols)
        given = map(Fraction, symbols) if numerals else range(len(symbols))
    numbers = tuple(exact(number, "the number of a symbol") for number in given)
    if len(numbers) != len(symbols) or len(set(numbers)) != len(symbols):
        told = ", ".join(map(str, numbers))
        raise InvalidPuzzle(f"{len(symbols)} symbols need as many distinct numbers, not {told}")
    return numbers
