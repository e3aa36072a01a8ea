"""Sums over the runs of an automaton, given how much every label weighs at every position.

A run reads one label a position. All that inference asks of a language is answered here, for any weights: which labels
stand on a completion, the total over runs and the share of every label in it, the best run, a run drawn by weight.
Finite automata do it by forward-backward, pushdown automata by a chart.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.tokens.finite import TokenAutomaton
from constrained_diffusion.automata.tokens.pushdown import TokenPushdown
from constrained_diffusion.inference.kernels import cpu
from constrained_diffusion.inference.machines import bits, chart

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

_TINY = 1e-200
"""Below this total, relative to the potentials, plain sums may have lost something to underflow."""
_PRECISION = 1e-8
"""The share of a sum that may be left out of it."""
_LEFT_OUT = 400.0
"""About how many things a position are as likely as the floor below which they are left out (SQL; JSON has fewer)."""
_GAPS = (-8.0, -12.0, -18.0, -27.0, -40.0, -60.0, -90.0, -135.0, -200.0, -np.inf)
"""How far below the optimistic bound the best run is looked for."""


class Messages(Protocol):
    """All runs under one set of weights."""

    @property
    def log_total(self) -> float:
        """log of the summed weight of all runs, -inf where there is none."""

    def label_gains(self) -> Floats:
        """log of the summed weight of the runs through a label [n, L], less the label's own weight."""

    def sample(self, uniforms: Floats) -> Ints:
        """Labels [n] of a run drawn by weight, with the help of n + 1 uniform numbers."""


class Machine(Protocol):
    """The runs of an automaton. Weights are logarithms [n, L]."""

    def living(self, allowed: Bools) -> Bools | None:
        """[n, L]: the labels that stand on a run through allowed ones; None where there is no run."""

    def messages(self, weights: Floats) -> Messages:
        """Sums over all runs."""

    def best(self, weights: Floats) -> tuple[Ints, float]:
        """Labels [n] of the run of greatest weight, and its weight (-inf: there is none)."""


class FiniteMachine:
    """Forward-backward over a finite automaton, in log space."""

    def __init__(self, automaton: TokenAutomaton) -> None:
        self.automaton = automaton

    @cached_property
    def incoming(self) -> tuple[Ints, Ints]:
        return _incoming(self.automaton)

    def living(self, allowed: Bools) -> Bools | None:
        a = self.automaton
        ahead, behind = cpu.reachable(allowed, a.source, a.target, a.label, a.accepting)
        if not behind[0, 0]:
            return None
        found: Bools = cpu.living_labels(allowed, ahead, behind, a.source, a.target, a.label)
        return found

    def messages(self, weights: Floats) -> Messages:
        return _FiniteMessages(self, weights)

    def best(self, weights: Floats) -> tuple[Ints, float]:
        a = self.automaton
        labels, weight = cpu.best_path(weights, a.source, a.target, a.label, a.accepting)
        return labels, float(weight)


class _FiniteMessages:
    def __init__(self, machine: FiniteMachine, weights: Floats) -> None:
        a = machine.automaton
        self._machine, self._weights = machine, weights
        self._ahead: Floats = cpu.forward_logsumexp(weights, a.source, a.target, a.label, a.states)

    @cached_property
    def log_total(self) -> float:
        return float(np.logaddexp.reduce(self._ahead[-1][self._machine.automaton.accepting]))

    def label_gains(self) -> Floats:
        a = self._machine.automaton
        behind = cpu.backward_logsumexp(self._weights, a.source, a.target, a.label, a.accepting)
        gains: Floats = cpu.label_gains(self._ahead, behind, a.source, a.target, a.label, a.labels)
        return gains

    def sample(self, uniforms: Floats) -> Ints:
        a = self._machine.automaton
        by_target, into = self._machine.incoming
        labels: Ints = cpu.sampled_path(
            self._ahead, self._weights, a.source, a.label, by_target, into, a.accepting, uniforms
        )
        return labels


class PushdownMachine:
    """Inside-outside over a pushdown automaton (`machines.chart`)."""

    def __init__(self, automaton: TokenPushdown) -> None:
        self.automaton = automaton

    @cached_property
    def net(self) -> chart.Layout:
        return _layout(self.automaton)

    @cached_property
    def incoming(self) -> tuple[Ints, Ints]:
        return _incoming(self.automaton)

    def living(self, allowed: Bools) -> Bools | None:
        free = np.ones((len(allowed), 1), np.bool_)
        found, completable = bits.living_labels(len(allowed), self.net, np.concatenate([allowed, free], 1))
        return found[:, :-1] if completable else None

    def messages(self, weights: Floats) -> Messages:
        plain = _ChartMessages(self, weights, chart.SUM, _PRECISION / (_LEFT_OUT * max(len(weights), 1)), _lower_floor)
        return plain if plain.is_safe else _ChartMessages(self, weights, chart.LOG, -np.inf, _never_lower)

    def best(self, weights: Floats) -> tuple[Ints, float]:
        found = _ChartMessages(self, weights, chart.MAX, _GAPS[0], _lower_gap)
        if found.log_total == -np.inf:
            return np.full(len(weights), -1, np.int32), -np.inf
        return found.trace(0), found.log_total


def _lower_floor(floor: float, total: float, left_out: float) -> float | None:
    """The floor to sum again with, None where `floor` was low enough. What is left out is about in proportion to it."""
    if left_out <= _PRECISION * total:
        return None
    if total > 0.0:
        lower = floor * min(0.1, 0.3 * _PRECISION * total / left_out)
    else:  # given up on the way, or everything was below the floor
        lower = floor * (0.1 if left_out > _PRECISION else 1e-8)
    return lower if lower > _TINY else 0.0


def _lower_gap(gap: float, total: float, left_out: float) -> float | None:
    """The gap to look in again, None where nothing that was left out can be better than the best."""
    return None if total >= left_out else _GAPS[_GAPS.index(gap) + 1]


def _never_lower(floor: float, total: float, left_out: float) -> float | None:
    """For sums without a floor."""
    del floor, total, left_out
    return None


class _ChartMessages:
    """A chart, made again with a lower floor until nothing that matters is below it."""

    def __init__(
        self,
        machine: PushdownMachine,
        weights: Floats,
        semiring: int,
        floor: float | None,
        lower: Callable[[float, float, float], float | None],
    ) -> None:
        n, net = len(weights), machine.net
        self._machine, self._semiring = machine, semiring
        self._weights = np.concatenate([weights, np.zeros((n, 1))], 1)  # the label `free` weighs nothing
        self._relaxation = chart.relax(semiring, n, net, self._weights)
        # No sum exceeds one, so that one which has left out more than this share is not worth finishing.
        most = _PRECISION if semiring == chart.SUM else np.inf
        while floor is not None:
            self._chart = chart.inside(semiring, n, net, self._weights, self._relaxation, floor, most)
            floor = lower(floor, float(self._chart.total), float(self._chart.left_out))

    @property
    def is_safe(self) -> bool:
        """Whether no weight that matters can have been lost to underflow."""
        return bool(self._chart.total > _TINY) or bool(self._relaxation.state[0, 0] == -np.inf)

    @property
    def _log_relative(self) -> float:
        total = float(self._chart.total)
        if self._semiring != chart.SUM:
            return total
        return float(np.log(total)) if total > 0 else -np.inf

    @property
    def log_total(self) -> float:
        relaxed = float(self._relaxation.state[0, 0])
        return relaxed + self._log_relative if relaxed > -np.inf else -np.inf

    def label_gains(self) -> Floats:
        net = self._machine.net
        gains: Floats = chart.outside(
            self._semiring, len(self._weights), net, self._weights, self._relaxation, self._chart
        )
        return gains[:, :-1] + float(self._relaxation.state[0, 0])

    def sample(self, uniforms: Floats) -> Ints:
        return self.trace(int(uniforms[0] * 2**31))

    def trace(self, seed: int) -> Ints:
        by_target, into = self._machine.incoming
        labels = chart.trace(
            self._semiring, len(self._weights), self._machine.net, self._weights, self._relaxation, self._chart,
            by_target, into, seed,
        )  # fmt: skip
        narrow: Ints = labels.astype(np.int32)
        return narrow


def machine_of(automaton: TokenAutomaton | TokenPushdown) -> Machine:
    """The machine that runs an automaton."""
    return PushdownMachine(automaton) if isinstance(automaton, TokenPushdown) else FiniteMachine(automaton)


def _incoming(automaton: TokenAutomaton | TokenPushdown) -> tuple[Ints, Ints]:
    """The edges sorted by target, and where those of every state start."""
    by_target = np.argsort(automaton.target, kind="stable").astype(np.int32)
    into = np.searchsorted(automaton.target[by_target], np.arange(automaton.states + 1))
    return by_target, into.astype(np.int32)


def _layout(a: TokenPushdown) -> chart.Layout:
    size = np.bincount(a.procedure, minlength=int(a.procedure.max()) + 1)
    first = np.concatenate([[0], np.cumsum(size)])
    closings, calls = len(a.closing_procedure), len(a.call_opening)
    local = np.zeros(closings, np.int64)
    for procedure in np.unique(a.closing_procedure):
        mine = np.flatnonzero(a.closing_procedure == procedure)
        local[mine] = np.arange(len(mine))
    virtual = [np.unique(a.return_state[a.return_closing == q]) for q in range(closings)]
    return_of = np.full((closings, calls), -1)
    return_of[a.return_closing, a.return_call] = a.return_state
    closing_of = np.full(a.states, -1)
    closing_of[a.return_state] = a.return_closing
    columns = {
        "source": a.source, "target": a.target, "label": a.label,
        "first_edge": np.searchsorted(a.source, np.arange(a.states + 1)),
        "procedure": a.procedure, "local": np.arange(a.states) - first[a.procedure], "size": size,
        "closing_offsets": a.closing_offsets, "closing_members": a.closing_members,
        "closing_labels": a.closing_labels, "closing_procedure": a.closing_procedure, "closing_local": local,
        "virtual_offsets": np.cumsum([0, *map(len, virtual)]),
        "virtual_states": np.concatenate([np.zeros(0, np.int64), *virtual]),
        "closing_of": closing_of, "return_of": return_of,
        "opening_procedure": a.opening_procedure, "opening_entry": a.opening_entry,
        "opening_calls": np.searchsorted(a.call_opening, np.arange(len(a.opening_entry) + 1)),
        "call_offsets": a.call_offsets, "call_members": a.call_members,
        "call_labels": a.call_labels, "call_procedure": a.call_procedure,
    }  # fmt: skip
    wide = {name: np.ascontiguousarray(column, dtype=np.int64) for name, column in columns.items()}
    return chart.Layout(**wide, accepting=a.accepting)
