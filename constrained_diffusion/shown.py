"""What messages show of what was handed over: enough to know it by, whatever its length."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

_MOST = 60
"""Characters of a value."""
_MOST_OF_A_PLACE = 240
_MOST_OF_A_LINE = 76
_MOST_NAMES = 20


def shown(value: Any) -> str:
    """As Python writes it, cut if it is long."""
    if isinstance(value, (str, bytes)):
        return repr(value) if len(value) <= _MOST else f"{value[: _MOST - 3]!r}..."
    try:
        return cut(repr(value))
    except ValueError:  # of a number with more digits than Python prints
        return "one of so many digits"
    except RecursionError:
        return f"a {type(value).__name__} that is nested deep"


def path_shown(path: str) -> str:
    """In quotes, without its middle if it is long: what a path begins and ends with tells most."""
    return f"'{place_shown(path)}'"


def cut(text: str) -> str:
    """A text without quotes, cut if it is long."""
    return text if len(text) <= _MOST else f"{text[: _MOST - 3]}..."


def listed(names: Iterable[str]) -> str:
    """The first of them."""
    first = [cut(name) for name, _ in zip(names, range(_MOST_NAMES + 1), strict=False)]
    return ", ".join(first[:_MOST_NAMES]) + (", ..." if len(first) > _MOST_NAMES else "")


def place_shown(pointer: str) -> str:
    """Where something stands, on one line that can be printed, without its middle if it is long."""
    if len(pointer) > _MOST_OF_A_PLACE:
        pointer = f"{pointer[: _MOST_OF_A_PLACE // 2]}...{pointer[-_MOST_OF_A_PLACE // 2 :]}"
    return "".join(map(_printed, pointer))


def with_caret(text: str, position: int) -> str:
    """The line of a text that holds a position (its end is one too), and below it a caret under the character there.

    What cannot be printed is escaped; of a long line, what stands around the position is left.
    """
    lines = text[:position].splitlines(keepends=True)
    before = lines[-1] if lines and lines[-1].splitlines()[0] == lines[-1] else ""
    behind = next(iter(text[position:].splitlines()), "")
    first = max(0, len(before) - _MOST_OF_A_LINE // 2)
    start = ("..." if first else "") + "".join(map(_printed, before[first:]))
    most = _MOST_OF_A_LINE - len(before) + first
    end = "".join(map(_printed, behind[:most])) + ("..." if len(behind) > most else "")
    return f"{start}{end}\n{' ' * sum(map(_width, start))}^"


def _printed(character: str) -> str:
    return character if character.isprintable() else repr(character)[1:-1]


def _width(character: str) -> int:
    """Columns of a terminal (UAX 11)."""
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
