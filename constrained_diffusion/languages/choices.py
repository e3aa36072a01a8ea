"""Choices: one out of a list of texts."""

from __future__ import annotations

from collections.abc import Iterable

from constrained_diffusion.checked import text
from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.languages.ir import choice
from constrained_diffusion.languages.outline import outline_of_choices
from constrained_diffusion.languages.wanted import Wanted
from constrained_diffusion.shown import shown


def wanted_of_choices(options: Iterable[str]) -> Wanted:
    """The language of exactly these texts; a model is told what they are.

    Raises:
        InvalidArgument: there are none, or one is not a string.
        InvalidText: one holds a lone surrogate.
    """
    if isinstance(options, str) or not isinstance(options, Iterable):
        raise InvalidArgument(f"choices is a list of strings, not {shown(options)}: put them into one")
    checked = [text(f"choice {number}", option) for number, option in enumerate(options)]
    if not checked:
        raise InvalidArgument("choices is empty: give at least one option")
    return Wanted(language=choice(*dict.fromkeys(checked)), told=outline_of_choices(checked))
