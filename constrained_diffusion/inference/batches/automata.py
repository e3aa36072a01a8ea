"""Several finite automata on one device, so that a batch of canvases can have one each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from constrained_diffusion.automata.tokens.finite import TokenAutomaton
from constrained_diffusion.inference.batches.arcs import Ints
from constrained_diffusion.inference.kernels.edges import membership


class Exits(NamedTuple):
    """The edges of A automata sorted by where they come from, int64: those of state s are ``start[s]:start[s + 1]``.

    Attributes:
        start: [A, S + 1].
        target, label: [A, E].
        most: the greatest number of edges that leave one state.
    """

    start: Tensor
    target: Tensor
    label: Tensor
    most: int


T = TypeVar("T")

Lists = tuple[Ints, Ints, Ints]
"""Where arcs lead, and what they take their first and second terms from, int32 [E] each; see `arcs`."""


@dataclass(frozen=True)
class Layouts(Generic[T]):
    """Everything that is summed, laid out for whatever sums it.

    Attributes:
        of_labels, of_classes: classes by the labels that hold them, and the other way round.
        into, out_of, around: edges to states, back to states, and by their labels.
    """

    of_labels: T
    of_classes: T
    into: T
    out_of: T
    around: T


@dataclass(frozen=True)
class Automata:
    """A automata over one vocabulary; states, labels and classes are counted up to the most that one of them has.

    Attributes:
        states, labels, classes: S, L and C.
        class_of_token: int64 [A, V], C for tokens of no class.
        accepting: bool [A, S].
        filler: int64 [A], the label of what fills the canvas behind the end.
        holds: bool [A, L, C], whether a label holds a class.
        exits: edges by where they come from.
        each: the automata themselves.
    """

    states: int
    labels: int
    classes: int
    class_of_token: Tensor
    accepting: Tensor
    filler: Tensor
    holds: Tensor
    exits: Exits
    each: tuple[TokenAutomaton, ...]

    def laid_out(self, lay: Callable[[Sequence[Lists], int], T]) -> Layouts[T]:
        """Their edges and what their labels hold, by `lay` of the lists of each and how many ends there are."""
        held = [membership(a.label_offsets, a.label_classes, a.classes) for a in self.each]
        return Layouts(
            of_labels=lay([(one.label, one.kind, np.zeros_like(one.kind)) for one in held], self.labels),
            of_classes=lay([(one.kind, one.label, np.zeros_like(one.label)) for one in held], self.classes),
            into=lay([(a.target, a.source, a.label) for a in self.each], self.states),
            out_of=lay([(a.source, a.target, a.label) for a in self.each], self.states),
            around=lay([(a.label, a.source, a.target) for a in self.each], self.labels),
        )


def packed(automata: Sequence[TokenAutomaton], device: torch.device) -> Automata:
    """Puts automata over one vocabulary on a device."""
    states, labels, classes = (max(getattr(a, name) for a in automata) for name in ("states", "labels", "classes"))
    kinds = np.stack([np.where(a.class_of_token >= 0, a.class_of_token, classes) for a in automata])
    accepting, holds = np.zeros((len(automata), states), np.bool_), np.zeros((len(automata), labels, classes), np.bool_)
    for row, a in enumerate(automata):
        accepting[row, : a.states] = a.accepting
        held = membership(a.label_offsets, a.label_classes, a.classes)
        holds[row, held.label, held.kind] = True
    filler = np.array([a.filler for a in automata], np.int64)

    def there(array: NDArray[Any]) -> Tensor:
        return torch.from_numpy(array).to(device)

    return Automata(
        states, labels, classes, there(kinds.astype(np.int64)), there(accepting), there(filler), there(holds),
        _exits(automata, states, device), tuple(automata),
    )  # fmt: skip


def _exits(automata: Sequence[TokenAutomaton], states: int, device: torch.device) -> Exits:
    start = np.zeros((len(automata), states + 1), np.int64)
    edges = np.zeros((2, len(automata), max(1, *(len(a.source) for a in automata))), np.int64)
    for row, a in enumerate(automata):  # their edges are sorted by source
        start[row] = np.searchsorted(a.source, np.arange(states + 1))
        edges[:, row, : len(a.source)] = a.target, a.label
    most = int(np.diff(start, axis=1).max())
    target, label = torch.from_numpy(edges).to(device)
    return Exits(torch.from_numpy(start).to(device), target, label, max(most, 1))
