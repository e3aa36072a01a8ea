"""The protocol of automata over labels: what a constraint asks of one, whatever runs it."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.tokens.finite import TokenAutomaton

Ints = NDArray[np.int32]


class LabelledAutomaton(Protocol):
    """All that a constraint asks of an automaton, besides the machine that runs it."""

    @property
    def class_of_token(self) -> Ints:
        """int32 [V], the class of every token, -1 for those that no completion ever holds."""

    @property
    def label_offsets(self) -> Ints:
        """int32 [labels + 1]: label l is the classes ``label_classes[label_offsets[l]:label_offsets[l + 1]]``.

        The last label is that of the tokens that fill the canvas after the end.
        """

    @property
    def label_classes(self) -> Ints:
        """int32, see `label_offsets`."""

    @property
    def states(self) -> int:
        """The number of states."""

    @property
    def edges(self) -> int:
        """The number of edges."""

    @property
    def nbytes(self) -> int:
        """What its arrays take in memory."""

    @property
    def classes(self) -> int:
        """The number of classes C."""

    @property
    def labels(self) -> int:
        """The number of labels L."""

    @property
    def filler(self) -> int:
        """The last label."""

    @property
    def least(self) -> int:
        """The least number of positions that hold a member, `automata.paths.UNREACHABLE` where there is none."""

    @property
    def longest(self) -> int:
        """The greatest number of text tokens of a member, -1 if there is none."""

    @property
    def is_empty(self) -> bool:
        """Whether no token sequence of the vocabulary spells a member."""

    @property
    def is_unambiguous(self) -> bool:
        """Whether it is certain that no token sequence has two runs."""

    @property
    def finite(self) -> TokenAutomaton | None:
        """The automaton as a finite one, None where it needs a stack."""

    def after(self, tokens: Ints, room: int) -> LabelledAutomaton | None:
        """What may stand on a canvas behind `tokens`, when up to `room` more positions follow that canvas.

        None for automata that cannot start in the middle.
        """
