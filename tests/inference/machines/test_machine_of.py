"""Which machine runs an automaton: one is registered for each class, from outside as well."""

from __future__ import annotations

import numpy as np
import pytest

from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.inference.machines import machine_of
from constrained_diffusion.inference.machines.finite import FiniteMachine
from constrained_diffusion.inference.machines.lone import Held, Longs, lone_tokens
from constrained_diffusion.inference.machines.machine import Bools, Floats, Ints, Messages
from constrained_diffusion.inference.machines.pushdown import PushdownMachine

VOCABULARY = Vocabulary.from_bytes([b"<eos>", b"a", b"(", b")"], eos=0)


def test_automata_of_the_library() -> None:
    finite = compile_constraint(VOCABULARY, regex="a+")
    nested = compile_constraint(VOCABULARY, grammar='start: "(" start ")" | "a"')
    assert isinstance(machine_of(finite.automaton), FiniteMachine)
    assert isinstance(machine_of(nested.automaton), PushdownMachine)


class Anything:
    """An automaton of one label that goes anywhere."""


class AnythingMachine:
    def living(self, allowed: Bools) -> Bools | None:
        return allowed if allowed.any(1).all() else None

    def lone(self, allowed: Bools, held: Held, asked: Bools) -> Longs | None:
        return lone_tokens(self.living(allowed), held, asked)

    def messages(self, weights: Floats, missing: float = 0.0) -> Messages:
        del missing
        raise NotImplementedError

    def best(self, weights: Floats) -> tuple[Ints, float]:
        return weights.argmax(1).astype(np.int32), float(weights.max(1).sum())


def test_an_automaton_of_ones_own() -> None:
    with pytest.raises(TypeError, match="Anything"):
        machine_of(Anything())

    @machine_of.register
    def _(automaton: Anything) -> AnythingMachine:
        return AnythingMachine()

    labels, weight = machine_of(Anything()).best(np.array([[1.0, 2.0], [4.0, 3.0]]))
    assert labels.tolist() == [1, 0]
    assert weight == 6.0
