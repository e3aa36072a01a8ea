"""Choices: one out of a list of texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from constrained_diffusion.checked import text
from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.languages.ir import Node, choice


def one_of(options: Sequence[str]) -> Node:
    """The language of exactly these texts.

    Raises:
        InvalidArgument: there are none, or one is not a string.
        InvalidText: one holds a lone surrogate.
    """
    if isinstance(options, str) or not isinstance(options, Iterable):
        raise InvalidArgument(f"choices is a list of strings, not {options!r}")
    options = [text(f"choice {number}", option) for number, option in enumerate(options)]
    if not options:
        raise InvalidArgument("choices is empty: give at least one option")
    return choice(*dict.fromkeys(options))
