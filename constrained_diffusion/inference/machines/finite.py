"""Sums over the paths of a finite automaton: forward-backward, in log space."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from constrained_diffusion.automata.tokens.finite import TokenAutomaton
from constrained_diffusion.inference.kernels import edges, sums
from constrained_diffusion.inference.kernels.sums import Fans, fans
from constrained_diffusion.inference.machines.lone import Held, Longs, lone_tokens
from constrained_diffusion.inference.machines.machine import MISSING, Bools, Floats, Ints, Machine, Messages, machine_of


class FiniteMachine:
    """Forward-backward over a finite automaton."""

    def __init__(self, automaton: TokenAutomaton) -> None:
        self.automaton = automaton

    @cached_property
    def incoming(self) -> tuple[Ints, Ints]:
        """The edges sorted by target, and where those of every state start."""
        a = self.automaton
        by_target = np.argsort(a.target, kind="stable").astype(np.int32)
        into = np.searchsorted(a.target[by_target], np.arange(a.states + 1))
        return by_target, into.astype(np.int32)

    @cached_property
    def into(self) -> Fans:
        """Edges to states, from states by labels."""
        a = self.automaton
        return fans(a.target, a.source, a.label, a.states)

    @cached_property
    def out_of(self) -> Fans:
        """Edges back to states."""
        a = self.automaton
        return fans(a.source, a.target, a.label, a.states)

    @cached_property
    def around(self) -> Fans:
        """What lies around the edges of every label."""
        a = self.automaton
        return fans(a.label, a.source, a.target, a.labels)

    def living(self, allowed: Bools) -> Bools | None:
        a = self.automaton
        ahead, behind = edges.reachable(allowed, a.source, a.target, a.label, a.accepting)
        if not behind[0, 0]:
            return None
        return edges.living_labels(allowed, ahead, behind, a.source, a.target, a.label)

    def lone(self, allowed: Bools, held: Held, asked: Bools) -> Longs | None:
        return lone_tokens(self.living(allowed), held, asked)

    def messages(self, weights: Floats, missing: float = MISSING) -> Messages:
        del missing  # nothing is left out
        return _Messages(self, weights)

    def best(self, weights: Floats) -> tuple[Ints, float]:
        a = self.automaton
        return edges.best_path(weights, a.source, a.target, a.label, a.accepting)


class _Messages:
    def __init__(self, machine: FiniteMachine, weights: Floats) -> None:
        self._machine, self._weights = machine, weights
        self._ahead = sums.forward(weights, machine.into)

    @cached_property
    def log_total(self) -> float:
        return float(np.logaddexp.reduce(self._ahead[-1][self._machine.automaton.accepting]))

    def label_gains(self) -> Floats:
        machine = self._machine
        behind = sums.backward(self._weights, machine.out_of, machine.automaton.accepting)
        return sums.gains(self._ahead, behind, machine.around)

    @property
    def draws(self) -> int:
        return len(self._weights) + 1

    def sample(self, uniforms: Floats) -> Ints:
        a = self._machine.automaton
        by_target, into = self._machine.incoming
        labels: Ints = edges.sampled_path(
            self._ahead, self._weights, a.source, a.label, by_target, into, a.accepting, uniforms
        )
        return labels


@machine_of.register
def _(automaton: TokenAutomaton) -> Machine:
    return FiniteMachine(automaton)
