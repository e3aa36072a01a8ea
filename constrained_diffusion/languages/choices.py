"""Choices: one out of a list of texts."""

from __future__ import annotations

from collections.abc import Sequence

from constrained_diffusion.languages.ir import Node, choice


def one_of(options: Sequence[str]) -> Node:
    """The language of exactly these texts.

    Raises:
        ValueError: there are none, or one is not a string.
    """
    if isinstance(options, str) or not all(isinstance(option, str) for option in options):
        raise ValueError("choices is a list of strings")
    if not options:
        raise ValueError("choices is empty: give at least one option")
    return choice(*dict.fromkeys(options))
