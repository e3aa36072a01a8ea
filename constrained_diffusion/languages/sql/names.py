"""When two spellings name one thing."""

from __future__ import annotations

_LOWER = str.maketrans({upper: upper.lower() for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"})


def folded(name: str) -> str:
    """The same for names that differ in the case of letters of ASCII alone."""
    return name.translate(_LOWER)
