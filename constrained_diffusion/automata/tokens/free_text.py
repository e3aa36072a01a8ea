"""Free text up to a special token, such as the one that ends a thought, as an automaton like any other."""

from __future__ import annotations

import numpy as np

from constrained_diffusion.automata.tokens.finite import TokenAutomaton
from constrained_diffusion.vocabulary import Vocabulary


def free_text(vocabulary: Vocabulary, end: int) -> TokenAutomaton:
    """Tokens of text, then the special token `end`, then anything at all: what follows is thrown away.

    Whatever the model believes of the text behind the end keeps its weight, so that a canvas on which the answer is
    already taking shape looks to the model as it would without a constraint.
    """
    text, ending, other = 0, 1, 2
    class_of_token = np.where(vocabulary.is_text, text, other).astype(np.int32)
    class_of_token[end] = ending
    if vocabulary.mask is not None:
        class_of_token[vocabulary.mask] = -1
    thinking, ended = 0, 1
    return TokenAutomaton(
        class_of_token=class_of_token,
        label_offsets=np.array([0, 1, 2, 5], np.int32),
        label_classes=np.array([text, ending, text, ending, other], np.int32),
        source=np.array([thinking, thinking, ended], np.int32),
        target=np.array([thinking, ended, ended], np.int32),
        label=np.array([0, 1, 2], np.int32),
        accepting=np.array([False, True]),
        distance=np.array([1, 0], np.int32),
        longest=-1,
    )
