"""When two JSON values are the same: numbers by value, and never a boolean (JSON Schema 2020-12, 4.2.2)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any


def identity(value: Any) -> Hashable:
    """The same for two JSON values exactly where they are equal. Python says that ``True == 1``; JSON does not."""
    if isinstance(value, Mapping):
        return "object", frozenset((name, identity(member)) for name, member in value.items())
    if isinstance(value, (list, tuple)):
        return "array", tuple(identity(item) for item in value)
    if isinstance(value, bool):
        return "boolean", value
    if isinstance(value, (int, float)):
        return "number", value
    return "other", value
