"""Pairs of bounds on a count, such as minLength and maxLength."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from constrained_diffusion.errors import UnsupportedSchema


def bounds(schema: Mapping[str, Any], least: str, most: str, pointer: str) -> tuple[int, int | None]:
    """The two bounds, 0 and None where they are not given.

    Raises:
        UnsupportedSchema: a bound is no non-negative integer.
    """
    low, high = (_count(schema.get(keyword), f"{pointer}/{keyword}") for keyword in (least, most))
    return low or 0, high


def _count(value: Any, pointer: str) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0 or value != int(value):
        raise UnsupportedSchema(f"{value!r} is no count", pointer)
    return int(value)
