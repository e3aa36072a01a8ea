"""When two JSON values are the same: numbers by value, and never a boolean (JSON Schema 2020-12, 4.2.2)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from hashlib import blake2b
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


def are_equal(one: Any, other: Any) -> bool:
    """Whether two JSON values are the same."""
    return identity(one) == identity(other)


def common(values: Iterable[Any], others: Iterable[Any]) -> list[Any]:
    """Those of `values` that are among `others`."""
    kept = {identity(other) for other in others}
    return [value for value in values if identity(value) in kept]


def digest(value: Any) -> str:
    """A digest of a value as it is written, the order of names included; at any depth."""
    found, waiting = blake2b(digest_size=16), [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Mapping):
            found.update(b"{%d" % len(one))
            waiting += [part for name in reversed(list(one)) for part in (one[name], name)]
        elif isinstance(one, (list, tuple)):
            found.update(b"[%d" % len(one))
            waiting += reversed(one)
        else:
            text = repr(one).encode(errors="backslashreplace")
            found.update(b"%d:" % len(text) + text)
    return found.hexdigest()
