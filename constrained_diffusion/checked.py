"""What a caller hands over, of the right kind and within its bounds, or an `InvalidArgument` that names it."""

from __future__ import annotations

import math
import operator
import os
import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from constrained_diffusion.errors import InvalidArgument, InvalidText


def whole(name: str, value: Any, *, least: int | None = None, most: int | None = None) -> int:
    """A whole number; those of numpy and torch count, booleans do not.

    Raises:
        InvalidArgument: it is something else, below `least` or above `most`.
    """
    try:
        if isinstance(value, bool):
            raise TypeError
        number = operator.index(value)
    except TypeError:
        raise InvalidArgument(f"{name} is a whole number, not {_shown(value)}") from None
    if least is not None and number < least:
        raise InvalidArgument(f"{name} is at least {least}, not {number}")
    if most is not None and number > most:
        raise InvalidArgument(f"{name} is at most {most}, not {number}")
    return number


def real(name: str, value: Any, *, least: float = -math.inf, most: float = math.inf) -> float:
    """A finite number; booleans do not count.

    Raises:
        InvalidArgument: it is something else, NaN or infinite, below `least` or above `most`.
    """
    try:
        if isinstance(value, (bool, str, bytes)):
            raise TypeError
        number = float(value)
    except (TypeError, ValueError, OverflowError, RuntimeError):
        raise InvalidArgument(f"{name} is a number, not {_shown(value)}") from None
    if not math.isfinite(number):
        raise InvalidArgument(f"{name} is a finite number, not {number}")
    if not least <= number <= most:
        bounds = f"at least {least:g}" if most == math.inf else f"at most {most:g}"
        if math.inf not in (-least, most):
            bounds = f"from {least:g} to {most:g}"
        raise InvalidArgument(f"{name} is {bounds}, not {number:g}")
    return number


def text(name: str, value: Any) -> str:
    """A string of characters.

    Raises:
        InvalidArgument: it is no string.
        InvalidText: it holds a lone surrogate.
    """
    if isinstance(value, re.Pattern):
        raise InvalidArgument(
            f"{name} is the text of a regular expression, not a compiled one: give {name}={value.pattern!r}, "
            "with its flags inside, such as (?i)"
        )
    if not isinstance(value, str):
        raise InvalidArgument(f"{name} is a string, not {_shown(value)}")
    for position, character in enumerate(value) if not value.isascii() else ():
        if "\ud800" <= character <= "\udfff":
            raise InvalidText(f"{name} holds a lone surrogate, which is no character", value, position)
    return value


def path(name: str, value: Any) -> str:
    """A path in the file system.

    Raises:
        InvalidArgument: it is neither a string nor a path, empty, or longer than any system takes.
        InvalidText: it holds half a surrogate pair that does not stand for a byte, or a character 0.
    """
    try:
        found = os.fspath(value)
    except TypeError:
        found = None
    if not isinstance(found, str):
        raise InvalidArgument(f"{name} is a path, a string or a pathlib.Path, not {_shown(value)}")
    if not found.strip():
        raise InvalidArgument(f"{name} is empty: give the path of a file")
    if "\0" in found:
        raise InvalidText(f"{name} holds a character that no path holds", found, found.index("\0"))
    try:
        spelled = os.fsencode(found)
    except UnicodeEncodeError as error:
        raise InvalidText(f"{name} holds a lone surrogate, which no path holds", found, error.start) from None
    if max(map(len, spelled.split(b"/"))) > _LONGEST_NAME or len(spelled) > _LONGEST_PATH:
        raise InvalidArgument(f"{name} is longer than a path can be: give the path of a file")
    return found


_LONGEST_NAME, _LONGEST_PATH = 255, 4095
"""In bytes, on the systems in use."""


_SAID_ELSEWHERE = {
    "max_new_tokens": "max_tokens", "max_length": "max_tokens", "response_format": "schema", "json_schema": "schema",
    "response_model": "schema", "output_type": "schema", "pattern": "regex", "choice": "choices", "num_steps": "steps",
}  # fmt: skip
"""What other libraries call the arguments."""


def unknown_argument(name: str, known: Iterable[str]) -> InvalidArgument:
    """The error of a keyword argument that does not exist, with the one that was probably meant."""
    names = list(known)
    close = get_close_matches(name, names, 1)
    meant = close[0] if close else _SAID_ELSEWHERE.get(name)
    hint = f"; {meant} was probably meant" if meant in names else ""
    return InvalidArgument(f"there is no argument {name!r}{hint}; there are: {', '.join(names)}")


def _shown(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) < 60 else f"a {type(value).__name__}"
