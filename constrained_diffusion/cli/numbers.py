"""Numbers as options take them: what is no such number is said with its bounds."""

from __future__ import annotations

import math
from collections.abc import Callable

import typer


def whole(least: int) -> Callable[[str], int]:
    """Reads whole numbers of at least so many."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if number < least:
            raise typer.BadParameter(f"is a whole number of at least {least}, not {text!r}")
        return number

    return read


def of_64_bits(text: str) -> int:
    """Reads a whole number of 64 bits."""
    try:
        number = int(text)
    except ValueError:
        raise typer.BadParameter(f"is a whole number, not {text!r}") from None
    if not -(2**63) <= number < 2**63:
        raise typer.BadParameter(f"is a number of 64 bits, and {text} has more: give a smaller one")
    return number


def _within(said: str, holds: Callable[[float], bool]) -> Callable[[str], float]:
    """Reads numbers for which something holds, which is `said`."""

    def read(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not holds(number):  # as of no NaN
            raise typer.BadParameter(f"is {said}, not {text!r}")
        return number

    return read


real = _within("a finite number of at least 0", lambda number: 0.0 <= number < math.inf)
share = _within("a number above 0 and up to 1, such as 0.9", lambda number: 0.0 < number <= 1.0)
