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


def real(text: str) -> float:
    """Reads finite numbers of at least 0."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0.0 <= number < math.inf:
        raise typer.BadParameter(f"is a finite number of at least 0, not {text!r}")
    return number


def share(text: str) -> float:
    """Reads numbers above 0 and up to 1."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0.0 < number <= 1.0:
        raise typer.BadParameter(f"is a number above 0 and up to 1, such as 0.9, not {text!r}")
    return number
