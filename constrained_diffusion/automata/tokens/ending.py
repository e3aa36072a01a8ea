"""The end of an answer: one eos after the text, then padding until the canvas is full.

A text that fills the canvas needs no eos. Padding is the pad token, or the first eos where there is no pad.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.vocabulary import Vocabulary

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Ending:
    """The classes of the tokens that are no text.

    Attributes:
        class_of_token: [V], those of text as they were.
        eos: the classes that end a text: the first eos, and all others.
        filler: the class of the token that fills the canvas after the end, pad or the first eos; it has no other token.
    """

    class_of_token: Ints
    eos: tuple[int, ...]
    filler: int


def ending(vocabulary: Vocabulary, class_of_token: Ints, classes: int) -> Ending:
    """Gives eos and pad classes of their own, behind the `classes` of text."""
    numbered = class_of_token.copy()
    first, rest = vocabulary.eos[0], vocabulary.eos[1:]
    numbered[first] = classes
    eos = [classes]
    if rest:
        numbered[list(rest)] = classes + 1
        eos.append(classes + 1)
    filler = classes
    if vocabulary.pad is not None:
        filler = classes + len(eos)
        numbered[vocabulary.pad] = filler
    return Ending(numbered, tuple(eos), filler)
