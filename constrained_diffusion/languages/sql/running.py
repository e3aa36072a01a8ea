"""How an engine is asked."""

from __future__ import annotations

from collections.abc import Callable

Rows = list[tuple[object, ...]]
Run = Callable[[str], Rows]
"""Runs a query; raises `Refused`."""

PATIENCE = 10.0
"""Seconds that reading the values of a column may take."""


class Refused(Exception):
    """The engine refuses a query, and says why."""


def reason(error: Exception) -> str:
    """What an engine says, in one line."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
