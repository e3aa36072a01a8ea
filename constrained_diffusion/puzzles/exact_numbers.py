"""Numbers as a puzzle's author means them: whole numbers and fractions, never rounded, and numbers of cells."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from numbers import Rational

import numpy as np

from constrained_diffusion.errors import InvalidPuzzle

Exact = int | Fraction
"""A whole number is an int, any other one a Fraction."""
Number = int | float | Fraction | Decimal
"""What an author may write. A float is the decimal that it prints as: 0.1 is a tenth."""

_FARTHEST = 400
"""Powers of ten of a Decimal: what a float can reach, and some."""


def exact(number: object, what: str) -> Exact:
    """The value of a `Number` (numpy's included), told in an error as `what`.

    Raises:
        InvalidPuzzle: it is no number, not finite, or a truth value.
    """
    found: Fraction
    if isinstance(number, int | np.integer) and not isinstance(number, bool):
        return int(number)
    if isinstance(number, float | np.floating | Decimal):
        if not (number.is_finite() if isinstance(number, Decimal) else math.isfinite(number)):
            raise InvalidPuzzle(f"{what} is a finite number, not {number}; leave a bound out where there is none")
        if isinstance(number, Decimal) and number and abs(number.adjusted()) > _FARTHEST:
            raise InvalidPuzzle(f"{what} is at most 10^{_FARTHEST} and at least 10^-{_FARTHEST}, not {number}")
        found = Fraction(str(number))
    elif isinstance(number, Rational) and not isinstance(number, bool):
        found = Fraction(int(number.numerator), int(number.denominator))
    else:
        raise InvalidPuzzle(f"{what} is a whole number, a decimal or a fraction, not {number!r}")
    return found.numerator if found.denominator == 1 else found


def grain(numbers: Iterable[Exact]) -> Exact:
    """The greatest fraction 1 / k that all of `numbers` are multiples of."""
    k = math.lcm(*(number.denominator for number in numbers))
    return 1 if k == 1 else Fraction(1, k)


def cell_number(cell: object, what: str) -> int:
    """The number of a cell, from an int of Python or numpy.

    Raises:
        InvalidPuzzle: it is something else, a truth value too, or negative.
    """
    try:
        if isinstance(cell, bool | np.bool_):
            raise TypeError
        number = operator.index(cell)  # type: ignore[arg-type]
    except TypeError:
        raise InvalidPuzzle(f"{what} names cells by their numbers, as in Puzzle.cells, not {cell!r}") from None
    if number < 0:
        raise InvalidPuzzle(f"{what} names cell {number}; cells are counted from 0")
    return number
