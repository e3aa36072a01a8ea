"""`Puzzle`: cells, what they may hold, what must hold between them, and how the whole is written down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.errors import ConstraintTooLarge, InvalidPuzzle
from constrained_diffusion.puzzles.propagation import MOST
from constrained_diffusion.puzzles.relations import Alphabet, Primitive, Relation

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
        relations: what has been added.
        domains: int64 [cells], bit v set where symbol v is still allowed by the givens.
        layout: the puzzle as text, with ``{}`` where a cell stands.
    """

    def __init__(
        self,
        shape: int | Sequence[int],
        symbols: Iterable[str],
        *,
        numbers: Sequence[int] | None = None,
        layout: str | None = None,
    ) -> None:
        """
        Args:
            shape: the number of cells along each axis.
            symbols: what a cell may hold, each a text of one character or more.
            numbers: what the symbols mean where relations add or compare. By default the numerals they are, or their
                place among the symbols where some is no numeral.
            layout: the puzzle as text, ``{}`` for every cell in order. By default rows follow one another in lines.

        Raises:
            ConstraintTooLarge: more than 62 symbols.
        """
        self.shape = (shape,) if isinstance(shape, int) else tuple(shape)
        self.cells: NDArray[np.int64] = np.arange(int(np.prod(self.shape)), dtype=np.int64).reshape(self.shape)
        texts = tuple(symbols)
        if not texts or len(set(texts)) != len(texts) or not all(texts):
            raise ValueError(f"a puzzle's symbols are distinct, none of them empty: {texts}")
        if len(texts) > MOST:
            raise ConstraintTooLarge(f"a puzzle has at most {MOST} symbols, not {len(texts)}")
        if self.cells.size == 0:
            raise ValueError("a puzzle needs at least one cell")
        self.alphabet = Alphabet(texts, _numbers(texts, numbers))
        self.relations: list[Relation] = []
        self.domains = np.full(self.cells.size, (1 << len(texts)) - 1, np.int64)
        if layout is None:
            layout = "\n".join("{}" * self.shape[-1] for _ in range(self.cells.size // self.shape[-1]))
        if layout.count("{}") != self.cells.size:
            raise ValueError(f"the layout has {layout.count('{}')} places for {self.cells.size} cells")
        self.layout = layout

    def add(self, *relations: Relation) -> Puzzle:
        """Adds relations, each checked against the puzzle's cells and symbols."""
        for relation in relations:
            outside = [cell for cell in relation.cells if not 0 <= cell < self.cells.size]
            if outside:
                raise ValueError(f"{type(relation).__name__} names cell {outside[0]}; there are {self.cells.size}")
            relation.lowered(self.alphabet)  # symbols that do not exist are an error here
            self.relations.append(relation)
        return self

    def given(self, cell: int | Sequence[int], *symbols: str) -> Puzzle:
        """Lets a cell (its number or its place in the grid) hold one of `symbols` only."""
        number = int(cell) if isinstance(cell, (int, np.integer)) else int(self.cells[tuple(cell)])
        self.domains[number] &= sum(1 << self._value(symbol, f"cell {number}") for symbol in symbols)
        return self

    def read(self, text: str) -> Puzzle:
        """Takes the givens from a picture: a character a cell, ``. 0 _ ?`` for empty ones, white space left out.

        Symbols of several characters are separated by white space instead.

        Raises:
            InvalidPuzzle: wrong number of cells, or something that is no symbol.
        """
        short = all(len(symbol) == 1 for symbol in self.alphabet.symbols)
        entries = [character for character in text if not character.isspace()] if short else text.split()
        if len(entries) != self.cells.size:
            raise InvalidPuzzle(f"the puzzle has {self.cells.size} cells, the text {len(entries)}")
        for number, entry in enumerate(entries):
            if entry in self.alphabet.symbols:
                self.given(number, entry)
            elif entry not in BLANKS:
                place = ", ".join(str(int(i) + 1) for i in np.unravel_index(number, self.shape))
                known = " ".join(self.alphabet.symbols)
                raise InvalidPuzzle(f"{entry!r} in cell ({place}) is no symbol of the puzzle ({known}) and not blank")
        return self

    def text(self, values: Sequence[int] | NDArray[np.int64]) -> str:
        """The layout filled in; values are indices of symbols, -1 for a cell that is empty."""
        symbols = self.alphabet.symbols
        wide = max(map(len, symbols))
        pieces = self.layout.split("{}")
        cells = [symbols[value] if value >= 0 else "." * wide for value in values]
        return pieces[0] + "".join(cell + piece for cell, piece in zip(cells, pieces[1:], strict=True))

    def settled(self) -> NDArray[np.int64]:
        """The values [cells] that the givens leave no choice about, -1 elsewhere."""
        single = (self.domains & (self.domains - 1) == 0) & (self.domains > 0)
        lengths = [int(bits).bit_length() for bits in self.domains]
        return np.where(single, np.array(lengths, np.int64) - 1, -1)

    def __str__(self) -> str:
        return self.text(self.settled())

    def primitives(self) -> list[Primitive]:
        """The relations as the engines know them."""
        return [relation.lowered(self.alphabet) for relation in self.relations]

    def holds(self, values: Sequence[int]) -> bool:
        """Whether values (indices of symbols) are a solution."""
        inside = all(value >= 0 and int(bits) >> value & 1 for bits, value in zip(self.domains, values, strict=True))
        return inside and all(relation.holds(values, self.alphabet) for relation in self.relations)

    def _value(self, symbol: str, where: str) -> int:
        if symbol not in self.alphabet.symbols:
            raise InvalidPuzzle(f"{symbol!r} in {where} is no symbol of the puzzle ({' '.join(self.alphabet.symbols)})")
        return self.alphabet.symbols.index(symbol)


def _numbers(symbols: tuple[str, ...], numbers: Sequence[int] | None) -> tuple[int, ...]:
    if numbers is None:
        try:
            numbers = [int(symbol) for symbol in symbols]
        except ValueError:
            numbers = range(len(symbols))
    if len(numbers) != len(symbols) or len(set(numbers)) != len(symbols):
        raise ValueError(f"{len(symbols)} symbols need as many distinct numbers, not {list(numbers)}")
    return tuple(map(int, numbers))
