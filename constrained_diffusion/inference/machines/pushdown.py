"""Sums over the runs of a pushdown automaton: inside and outside weights of a chart.

What is below a floor is left out of a chart, so each sum says here how low the floor must be, and looks again until
that holds.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from constrained_diffusion.automata.tokens.pushdown import TokenPushdown
from constrained_diffusion.automata.tokens.sites import apart_by_site
from constrained_diffusion.inference.machines.bits import living_labels
from constrained_diffusion.inference.machines.bound import along_bound
from constrained_diffusion.inference.machines.chart import Chart
from constrained_diffusion.inference.machines.inside import inside
from constrained_diffusion.inference.machines.layout import Layout, layout
from constrained_diffusion.inference.machines.lone import Held, Longs, lone_tokens, relaxed_labels
from constrained_diffusion.inference.machines.machine import MISSING, Bools, Floats, Ints, Machine, Messages, machine_of
from constrained_diffusion.inference.machines.outside import outside
from constrained_diffusion.inference.machines.relaxation import relax
from constrained_diffusion.inference.machines.semiring import LOG, MAX, SUM
from constrained_diffusion.inference.machines.trace import picks, trace

_TINY = 1e-200
"""Below this total, relative to the potentials, plain sums may have lost something to underflow."""
_LEFT_OUT = 3_000.0
"""About how many things a position are as likely as the floor below which they are left out (SQL; JSON has fewer)."""
_APART_ITEMS = 0.5
"""With procedures apart, a chart may have so many times the items that one can have without."""
_LOOSEST = 300.0
"""By so many nats a bound may be off for sums to be made below it while there is a lower one."""
_TIGHTER = 1.0
"""By so many nats the bound must be lower for which procedures are kept apart by the places that call them."""
_LARGE = 30_000
"""With more steps than that, a bound is looked into only where it turns out to be loose."""
_OTHER_RUNS = 4
"""So many runs beside the first are looked at for a token that is not alone, before all are."""
_NEAR = (-0.01, -1.0, -3.0, -8.0)
"""How far below the optimistic bound the best run is looked for, before that bound is looked into."""
_GAPS = (*_NEAR, -12.0, -18.0, -27.0, -40.0, -60.0, -90.0, -135.0, -200.0, -np.inf)
"""And after."""


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
        """The layout and its potentials; of a large automaton, before `_tighter` is asked."""
        potential = relax(semiring, weights, self.net)
        return (self.net, potential) if self._is_large else self._tighter(semiring, weights, potential)

    def _tighter(self, semiring: int, weights: Floats, potential: Floats) -> tuple[Layout, Floats]:
        """With procedures apart, where that bounds the whole much lower."""
        if self._apart is not None:
            lower = relax(semiring, weights, self._apart)
            if potential[0, 0] > lower[0, 0] + _TIGHTER:
                return self._apart, lower
        return self.net, potential

    @property
    def _is_large(self) -> bool:
        return len(self.net.steps) > _LARGE

    def living(self, allowed: Bools) -> Bools | None:
        found = living_labels(self.net, _with_free(allowed))
        return None if found is None else np.ascontiguousarray(found[:, :-1])

    def lone(self, allowed: Bools, held: Held, asked: Bools) -> Longs | None:
        """As `Machine.lone`. The run whose labels hold most is looked at first; it leaves few positions in doubt."""
        weights, _ = _relative(np.where(allowed, np.log(np.maximum(held.counts, 1)), -np.inf))
        potential = relax(MAX, weights, self.net)
        if potential[0, 0] == -np.inf:
            return None
        found = _best(self.net, weights, potential, _NEAR)
        if found is None or found[1] == -np.inf:
            return lone_tokens(self.living(allowed), held, asked)
        first, lone = held.only[found[0]], np.full(len(allowed), -1)
        doubtful = asked & (first >= 0)
        for _ in range(_OTHER_RUNS):
            if not doubtful.any():
                break
            at = doubtful.argmax()
            others = weights.copy()
            others[at, :-1][held.only == first[at]] = -np.inf
            without = relax(MAX, others, self.net)
            if without[0, 0] > -np.inf:
                found = _best(self.net, others, without, _NEAR)
                if found is None or found[1] == -np.inf:
                    break
                doubtful &= held.only[found[0]] == first
            else:  # the relaxation tells that this one is alone, and of all of which it can tell it
                sure = lone_tokens(relaxed_labels(self.net, _with_free(allowed), potential)[:, :-1], held, doubtful)
                assert sure is not None
                lone = sure
                doubtful &= lone < 0
        if not doubtful.any():
            return lone
        rest = lone_tokens(self.living(allowed), held, doubtful)
        assert rest is not None
        return np.where(doubtful, rest, lone)

    def messages(self, weights: Floats, missing: float = MISSING) -> Messages:
        weights, peaks = _relative(weights)
        net, potential, chart = self._summed(weights, missing)
        if chart.total > _TINY or potential[0, 0] == -np.inf:
            return Runs(SUM, net, weights, peaks, potential, chart)
        return Runs(LOG, net, weights, peaks, potential, inside(LOG, net, weights, potential, -np.inf))

    def _summed(self, weights: Floats, missing: float) -> tuple[Layout, Floats, Chart]:
        """A layout, its potentials, and the chart of sums: with procedures apart where that makes it smaller."""
        potential, begun = relax(SUM, weights, self.net), None
        if self._is_large:
            begun = inside(SUM, self.net, weights, potential, _first_floor(len(weights), missing), missing)
            if _is_enough(begun, missing):
                return self.net, potential, begun
        net, lower = self._tighter(SUM, weights, potential)
        if net is self.net:
            return net, potential, _numbers(net, weights, potential, missing, begun=begun)
        excess = float(potential[0, 0] - lower[0, 0])
        if excess > _LOOSEST:
            return net, lower, _numbers(net, weights, lower, missing)
        most = int(_APART_ITEMS * _most_items(self.net, potential))
        chart = _numbers(net, weights, lower, missing, most_items=most)
        if chart.reached == len(weights):
            return net, lower, chart
        return self.net, potential, _numbers(self.net, weights, potential, missing, math.exp(-excess), begun=begun)

    def best(self, weights: Floats) -> tuple[Ints, float]:
        weights, peaks = _relative(weights)
        net, potential = self._bounded(MAX, weights)
        found = _best(net, weights, potential, _NEAR if self._is_large else _GAPS)
        if found is None:
            net, potential = self._tighter(MAX, weights, potential)
            found = _best(net, weights, potential, _GAPS)
            assert found is not None
        return found[0], found[1] + float(peaks.sum())


@machine_of.register
def _(automaton: TokenPushdown) -> Machine:
    return PushdownMachine(automaton)


def _with_free(allowed: Bools) -> Bools:
    """With a last column for the label `free`."""
    return np.concatenate([allowed, np.ones((len(allowed), 1), np.bool_)], 1)


def _relative(weights: Floats) -> tuple[Floats, Floats]:
    """Weights [n, labels + 1] below what weighs most at a position, and that [n].

    The last column is the label `free`, which weighs nothing: a run reads one of the others at every position.
    """
    peaks = weights.max(1, initial=-np.inf)
    peaks[peaks == -np.inf] = 0.0
    return np.concatenate([weights - peaks[:, None], np.zeros((len(weights), 1))], 1), peaks


def _first_floor(n: int, most: float) -> float:
    """Where so much may be left out of sums over n positions."""
    return most / (_LEFT_OUT * max(n, 1))


def _is_enough(chart: Chart, missing: float) -> bool:
    """Whether a chart is whole, and without the share `missing` at most."""
    return chart.reached == len(chart.floors) and chart.left_out <= missing * chart.total


def _numbers(
    net: Layout,
    weights: Floats,
    potential: Floats,
    missing: float,
    total: float = 1.0,
    most_items: int = sys.maxsize,
    begun: Chart | None = None,
) -> Chart:
    """Plain sums without the share `missing` of the whole at most; a chart that is not whole if it is too large.

    `total` is what the whole weighs at most, relative to the potentials, `begun` a chart that left out too much. The
    floor falls by half a turn at least, and from `_TINY` on it is zero, where nothing is left out.
    """
    n = len(weights)
    floor = _first_floor(n, missing * total)
    while True:
        if begun is not None:
            lowest = float(begun.floors[begun.reached - 1])
            if begun.total > 0.0 or begun.reached < n:
                total = begun.total if begun.total > 0.0 else total
                left_out = begun.left_out * (n / begun.reached) ** 2  # by the end of the way
                floor = lowest * min(0.5, (0.8 * missing * total / left_out) ** 1.4)
            else:  # everything was below the floor
                total, floor = min(total, begun.left_out), lowest * lowest
        floor = floor if floor > _TINY else 0.0
        begun = inside(SUM, net, weights, potential, floor, missing * total, most_items)
        too_many = begun.reached < n and begun.left_out <= missing * total
        if floor == 0.0 or too_many or _is_enough(begun, missing):
            return begun


def _most_items(net: Layout, potential: Floats) -> int:
    """How many items a chart has at most: one for every state at every position of every frame."""
    alive = potential[:-1] > -np.inf
    states = np.add.reduceat(alive[:, : net.states], net.first_state[:-1], 1, dtype=np.int64)
    openings = net.openings[:-1]
    opened = np.cumsum(alive[:, openings["entry"]], 0, dtype=np.int64)
    return int((opened * states[:, openings["procedure"]]).sum() + states[:, 0].sum())


def _greatest(net: Layout, weights: Floats, potential: Floats, gaps: tuple[float, ...]) -> Chart | None:
    """The greatest weight: looked for in wider gaps until nothing that was left out can be greater; None if none is."""
    charts = (inside(MAX, net, weights, potential, gap) for gap in gaps)
    return next((chart for chart in charts if chart.total >= chart.left_out), None)


def _best(net: Layout, weights: Floats, potential: Floats, gaps: tuple[float, ...]) -> tuple[Ints, float] | None:
    """Labels [n] of the best run under relative weights, and what it weighs (-inf: there is none).

    None where it is further below the optimistic bound than the widest of the gaps.
    """
    labels = along_bound(net, weights, potential)
    if labels is not None:
        return labels, float(potential[0, 0])
    chart = _greatest(net, weights, potential, gaps)
    if chart is None:
        return None
    runs = Runs(MAX, net, weights, np.zeros(len(weights)), potential, chart)
    if runs.log_total == -np.inf:
        return np.full(len(weights), -1, np.int32), -np.inf
    return runs.sample(np.zeros(runs.draws)), runs.log_total


@dataclass(frozen=True)
class Runs:
    """Messages read off a chart."""

    semiring: int
    net: Layout
    weights: Floats
    peaks: Floats
    potential: Floats
    chart: Chart

    @property
    def _bound(self) -> float:
        return float(self.potential[0, 0] + self.peaks.sum())

    @property
    def log_total(self) -> float:
        relaxed, total = self._bound, float(self.chart.total)
        if self.semiring == SUM:
            total = float(np.log(total)) if total > 0.0 else -np.inf
        return relaxed + total if relaxed > -np.inf else -np.inf

    def label_gains(self) -> Floats:
        gains = outside(self.semiring, self.net, self.weights, self.potential, self.chart)
        return gains[:, :-1] + (self._bound - self.peaks)[:, None]

    @property
    def draws(self) -> int:
        return picks(len(self.weights), self.net)

    def sample(self, uniforms: Floats) -> Ints:
        return trace(self.semiring, self.net, self.weights, self.potential, self.chart, uniforms)
