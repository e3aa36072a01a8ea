"""Sums over the runs of an automaton, given how much every label weighs at every position.

A run reads one label a position. All that inference asks of a language is answered here, for any weights: which labels
stand on a completion, the total over runs and the share of every label in it, the best run, a run drawn by weight.
A class of automata says how by registering a function with `machine_of`.
"""

from __future__ import annotations

from functools import singledispatch
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.inference.machines.lone import Held, Longs

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

MISSING = 1e-8
"""The share of a sum over runs that may be left out of it, where nothing else is said."""


class Messages(Protocol):
    """All runs under one set of weights."""

    @property
    def log_total(self) -> float:
        """log of the summed weight of all runs, -inf where there is none."""

    def label_gains(self) -> Floats:
        """log of the summed weight of the runs through a label [n, L], less the label's own weight.

        -inf where there is no run, and where all of them are among what the sums leave out.
        """

    @property
    def draws(self) -> int:
        """How many uniform numbers `sample` needs at most."""

    def sample(self, uniforms: Floats) -> Ints:
        """Labels [n] of a run drawn by weight, with the help of `draws` numbers in [0, 1)."""


@runtime_checkable
class HastyMessages(Messages, Protocol):
    """Messages for which it is dear to tell how rare the rare is."""

    def likely_label_gains(self) -> Floats:
        """`label_gains`, but for labels so rare that sums over shares do not show it, to some 1e-10 of all runs."""


class Machine(Protocol):
    """The runs of an automaton. Weights are logarithms [n, L]."""

    def living(self, allowed: Bools) -> Bools | None:
        """[n, L]: the labels that stand on a run through allowed ones; None where there is no run."""

    def lone(self, allowed: Bools, held: Held, asked: Bools) -> Longs | None:
        """int64 [n]: the token that all runs through allowed labels hold at a position, -1 where there is no such.

        Only where `asked` [n] bool; elsewhere -1. None where there is no run.
        """

    def messages(self, weights: Floats, missing: float = MISSING) -> Messages:
        """Sums over all runs, of which at most the share `missing` may be left out where that makes them cheaper."""

    def best(self, weights: Floats) -> tuple[Ints, float]:
        """Labels [n] of the run of greatest weight, and its weight (-inf: there is none)."""


@singledispatch
def machine_of(automaton: object) -> Machine:
    """The machine that runs an automaton.

    Raises:
        TypeError: none is registered for its class (``@machine_of.register``).
    """
    raise TypeError(f"no machine is registered that runs {type(automaton).__name__}")
