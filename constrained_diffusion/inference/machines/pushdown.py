"""Sums over the runs of a pushdown automaton: inside and outside weights of a chart.

What is below a floor is left out of a chart, so each sum says here how low the floor must be, and looks again until
that holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from constrained_diffusion.automata.tokens.pushdown import TokenPushdown
from constrained_diffusion.automata.tokens.sites import apart_by_site
from constrained_diffusion.inference.machines.bits import living_labels
from constrained_diffusion.inference.machines.inside import Chart, inside
from constrained_diffusion.inference.machines.layout import Layout, layout
from constrained_diffusion.inference.machines.machine import Bools, Floats, Ints, Machine, Messages, machine_of
from constrained_diffusion.inference.machines.outside import outside
from constrained_diffusion.inference.machines.relaxation import relax
from constrained_diffusion.inference.machines.semiring import LOG, MAX, SUM
from constrained_diffusion.inference.machines.trace import picks, trace

_TINY = 1e-200
"""Below this total, relative to the potentials, plain sums may have lost something to underflow."""
_PRECISION = 1e-8
"""The share of a sum that may be left out of it."""
_LEFT_OUT = 400.0
"""About how many things a position are as likely as the floor below which they are left out (SQL; JSON has fewer)."""
_TIGHTER = 1.0
"""By so many nats the bound must be lower for which procedures are kept apart by the places that call them."""
_GAPS = (-8.0, -12.0, -18.0, -27.0, -40.0, -60.0, -90.0, -135.0, -200.0, -np.inf)
"""How far below the optimistic bound the best run is looked for."""


class PushdownMachine:
    """Inside and outside weights over a pushdown automaton."""

    def __init__(self, automaton: TokenPushdown) -> None:
        self.automaton = automaton

    @cached_property
    def net(self) -> Layout:
        return layout(self.automaton)

    @cached_property
    def _apart(self) -> Layout | None:
        """With procedures apart by the places that call them; None where they are."""
        automaton = apart_by_site(self.automaton)
        return None if automaton is self.automaton else layout(automaton)

    def _bounded(self, semiring: int, weights: Floats) -> tuple[Layout, Floats]:
        """The layout and its potentials. Frames kept apart are more, and worth it where the bound is much lower."""
        potential = relax(semiring, weights, self.net)
        if self._apart is not None:
            lower = relax(semiring, weights, self._apart)
            if potential[0, 0] > lower[0, 0] + _TIGHTER:
                return self._apart, lower
        return self.net, potential

    def living(self, allowed: Bools) -> Bools | None:
        found = living_labels(self.net, _with_free(np.where(allowed, 0.0, -np.inf)))
        return None if found is None else np.ascontiguousarray(found[:, :-1])

    def messages(self, weights: Floats) -> Messages:
        weights = _with_free(weights)
        net, potential = self._bounded(SUM, weights)
        chart = _numbers(net, weights, potential)
        if chart.total > _TINY or potential[0, 0] == -np.inf:
            return _Runs(SUM, net, weights, potential, chart)
        return _Runs(LOG, net, weights, potential, inside(LOG, net, weights, potential, -np.inf, np.inf))

    def best(self, weights: Floats) -> tuple[Ints, float]:
        weights = _with_free(weights)
        net, potential = self._bounded(MAX, weights)
        runs = _Runs(MAX, net, weights, potential, _greatest(net, weights, potential))
        if runs.log_total == -np.inf:
            return np.full(len(weights), -1, np.int32), -np.inf
        return runs.sample(np.zeros(runs.draws)), runs.log_total


@machine_of.register
def _(automaton: TokenPushdown) -> Machine:
    return PushdownMachine(automaton)


def _with_free(weights: Floats) -> Floats:
    """With a column for the label `free`, which weighs nothing."""
    return np.concatenate([weights, np.zeros((len(weights), 1))], 1)


def _numbers(net: Layout, weights: Floats, potential: Floats) -> Chart:
    """Plain sums, to `_PRECISION`. What is left out is about in proportion to the floor.

    No sum exceeds one, so that one which has left out more than `_PRECISION` is not worth finishing. The floor falls
    tenfold a turn at least, and from `_TINY` on it is zero, where nothing is left out: some 200 turns at the very most.
    """
    floor = _PRECISION / (_LEFT_OUT * max(len(weights), 1))
    while True:
        chart = inside(SUM, net, weights, potential, floor, _PRECISION)
        if floor == 0.0 or chart.left_out <= _PRECISION * chart.total:
            return chart
        if chart.total > 0.0:
            floor *= min(0.1, 0.3 * _PRECISION * chart.total / chart.left_out)
        else:  # given up on the way, or everything was below the floor
            floor *= 0.1 if chart.left_out > _PRECISION else 1e-8
        if floor <= _TINY:
            floor = 0.0


def _greatest(net: Layout, weights: Floats, potential: Floats) -> Chart:
    """The greatest weight: looked for in wider gaps until nothing that was left out can be greater."""
    return next(
        chart for gap in _GAPS if (chart := inside(MAX, net, weights, potential, gap, np.inf)).total >= chart.left_out
    )


@dataclass(frozen=True)
class _Runs:
    """Messages read off a chart."""

    semiring: int
    net: Layout
    weights: Floats
    potential: Floats
    chart: Chart

    @property
    def log_total(self) -> float:
        relaxed, total = float(self.potential[0, 0]), float(self.chart.total)
        if self.semiring == SUM:
            total = float(np.log(total)) if total > 0.0 else -np.inf
        return relaxed + total if relaxed > -np.inf else -np.inf

    def label_gains(self) -> Floats:
        gains = outside(self.semiring, self.net, self.weights, self.potential, self.chart)
        return gains[:, :-1] + float(self.potential[0, 0])

    @property
    def draws(self) -> int:
        return picks(len(self.weights), self.net)

    def sample(self, uniforms: Floats) -> Ints:
        return trace(self.semiring, self.net, self.weights, self.potential, self.chart, uniforms)
