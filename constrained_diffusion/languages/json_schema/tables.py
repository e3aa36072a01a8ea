"""Values written part by part: a row of a table for what has been written and what is still owed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from constrained_diffusion.languages.ir import Network, Node
from constrained_diffusion.stackless import Steps

R = TypeVar("R")


def table_texts(
    start: R, ways: Callable[[R], Steps], is_end: Callable[[R], bool], check: Callable[[int], None]
) -> Steps:
    """The texts along the ways from the first row to one at which the value may end.

    Args:
        ways: of a row, a list of what may be written next, each with the row behind it.
        check: raises where there are too many rows; it is told how many as they are met.
    """
    waiting, numbers = [start], {start: 0}
    moves: list[tuple[int, Node, int]] = []
    while waiting:
        row = waiting.pop()
        for written, after in (yield ways(row)):
            if after not in numbers:
                numbers[after] = len(numbers)
                check(len(numbers))
                waiting.append(after)
            moves.append((numbers[row], written, numbers[after]))
    return Network(tuple(moves), tuple(sorted(number for row, number in numbers.items() if is_end(row))))
