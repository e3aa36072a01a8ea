"""Sums over the paths of a finite automaton: forward-backward, in log space."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from constrained_diffusion.automata.tokens.finite import TokenAutomaton
from constrained_diffusion.inference.kernels import edges
from constrained_diffusion.inference.machines.machine import Bools, Floats, Ints, Machine, Messages, machine_of


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

    def living(self, allowed: Bools) -> Bools | None:
        a = self.automaton
        ahead, behind = edges.reachable(allowed, a.source, a.target, a.label, a.accepting)
        if not behind[0, 0]:
            return None
        return edges.living_labels(allowed, ahead, behind, a.source, a.target, a.label)

    def messages(self, weights: Floats) -> Messages:
        return _Messages(self, weights)

    def best(self, weights: Floats) -> tuple[Ints, float]:
        a = self.automaton
        return edges.best_path(weights, a.source, a.target, a.label, a.accepting)


class _Messages:
    def __init__(self, machine: FiniteMachine, weights: Floats) -> None:
        a = machine.automaton
        self._machine, self._weights = machine, weights
        self._ahead = edges.forward_logsumexp(weights, a.source, a.target, a.label, a.states)

    @cached_property
    def log_total(self) -> float:
        return float(np.logaddexp.reduce(self._ahead[-1][self._machine.automaton.accepting]))

    def label_gains(self) -> Floats:
        a = self._machine.automaton
        behind = edges.backward_logsumexp(self._weights, a.source, a.target, a.label, a.accepting)
        return edges.label_gains(self._ahead, behind, a.source, a.target, a.label, a.labels)

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
