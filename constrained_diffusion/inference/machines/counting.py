"""Sums over the runs of an automaton with a counter: rows over counts, as narrow as their weights allow.

What is below a floor is left out of rows, so each sum says here how low the floor must be, and looks again until that
holds. Where the bounds cut so deep that hardly anything is left, items are given a price first (`counted_net`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from constrained_diffusion.automata.tokens.counted import CountedAutomaton
from constrained_diffusion.inference.machines.counted_living import living_labels
from constrained_diffusion.inference.machines.counted_net import (
    Net,
    Relaxed,
    items_and_visits,
    layout,
    relaxed,
    relaxed_total,
)
from constrained_diffusion.inference.machines.counted_rows import Rows, forward, label_shares
from constrained_diffusion.inference.machines.counted_shares import relaxed_shares, shares
from constrained_diffusion.inference.machines.counted_trace import picks, trace
from constrained_diffusion.inference.machines.lone import Held, Longs, lone_tokens
from constrained_diffusion.inference.machines.machine import MISSING, Bools, Floats, Ints, Machine, Messages, machine_of
from constrained_diffusion.inference.machines.semiring import LOG, MAX, SUM

_TINY = 1e-200
"""Below this total, relative to the potentials, plain sums may have lost something to underflow."""
_UNDERFLOW = 1e-280
"""More than is lost of a plain sum because numbers end."""
_SMALL = 1e-6
"""Below this total it pays to give items a price."""
_PRECISION = 1e-10
"""The share of a sum that may be left out of it."""
_KNOWN = 1e-10
"""So near to one another, as logarithms, are bounds on what is known."""
_MOST_LOGARITHMS = 1 << 24
"""Entries that are followed by sums of logarithms for the sake of what is rare; about a second."""
_LEFT_OUT = 1e4
"""About how many things a position are as likely as the floor below which they are left out, and some more."""
_GAPS = (-8.0, -16.0, -32.0, -64.0, -128.0, -256.0, -np.inf)
"""How far below the optimistic bound the best run is looked for."""
_DEPTHS = (-40.0, -60.0, -90.0, -np.inf)
"""How far below the best run sums of logarithms go."""
_CHEAP = 0.125
"""The first price of an item that is tried, in nats."""
_NEAR = 0.0625
"""How far prices of sums are looked for from those of the best run, at first."""
_CLOSE = 20.0
"""Nats, to which prices are found."""
_FEW = 1.0
"""So many items beyond a bound do not matter, in the mean."""
_ROUNDS = 24
"""How often prices are mended."""


class CountingMachine:
    """Sums over counts, bounded by a relaxation that does not count."""

    def __init__(self, automaton: CountedAutomaton) -> None:
        self.automaton = automaton

    @cached_property
    def net(self) -> Net:
        return layout(self.automaton)

    def living(self, allowed: Bools) -> Bools | None:
        return living_labels(self.automaton, allowed)

    def lone(self, allowed: Bools, held: Held, asked: Bools) -> Longs | None:
        return lone_tokens(self.living(allowed), held, asked)

    def messages(self, weights: Floats, missing: float = MISSING) -> Messages:
        del missing  # less is left out
        net = self.net
        given = relaxed(SUM, net, weights, np.zeros(self.automaton.states))
        rows = _numbers(net, given, _SMALL)
        if rows.total < _SMALL and given.potential[0, 0] > -np.inf and self.living(weights > -np.inf) is not None:
            given = self._priced(SUM, weights)
            rows = _numbers(net, given, 0.0)
            if rows.total < _TINY:
                return _Runs(self.automaton, LOG, net, given, _logarithms(net, given, self.best(weights)[1]))
        return _Runs(self.automaton, SUM, net, given, rows)

    def best(self, weights: Floats) -> tuple[Ints, float]:
        net = self.net
        none = np.full(len(weights), -1, np.int32), -np.inf
        given = relaxed(MAX, net, weights, np.zeros(self.automaton.states))
        if given.potential[0, 0] == -np.inf:
            return none
        rows = forward(MAX, net, given, _GAPS[0], np.inf)
        if rows.total < rows.left_out:
            if self.living(weights > -np.inf) is None:
                return none
            given = self._priced(MAX, weights)
            rows = _greatest(net, given)
        runs = _Runs(self.automaton, MAX, net, given, rows)
        if runs.log_total == -np.inf:
            return none
        return runs.sample(np.zeros(runs.draws)), runs.log_total

    def _priced(self, semiring: int, weights: Floats) -> Relaxed:
        """The relaxation with a price for the items of every place, so that in the mean the bounds are kept.

        Any price will do: it decides how much of the relaxation survives, not what sums come to. The prices of the best
        run are found first, which is cheap, and those of sums near them.
        """
        places = int(self.net.place.max(initial=-1)) + 1
        given = self._mended(MAX, weights, np.zeros(places), _CHEAP)
        if semiring == MAX:
            return given
        price = np.zeros(places)
        inside = self.net.place >= 0
        price[self.net.place[inside]] = given.tilt[inside]
        return self._mended(semiring, weights, price, _NEAR)

    def _mended(self, semiring: int, weights: Floats, price: Floats, step: float) -> Relaxed:
        """Prices near those given, in steps that double, then by halving intervals.

        The logarithm of the relaxation is convex in the prices, and its slope is how many items too many there are; so
        what is still to be gained is at most the slope times the interval. That is enough if it is `_CLOSE`.
        """
        net = self.net
        inside = net.place >= 0
        least, most = np.zeros(len(price)), np.zeros(len(price))
        least[net.place[inside]], most[net.place[inside]] = net.least[inside], net.most[inside]
        low, high, steps = np.full(len(price), -np.inf), np.full(len(price), np.inf), np.full(len(price), step)
        for _ in range(_ROUNDS):
            given = relaxed(semiring, net, weights, np.append(price, 0.0)[net.place])
            items, visits = items_and_visits(semiring, net, given, len(price))
            # What is paid is given back up to the greatest count, a bonus down to the least; between them all is free.
            beyond, short = items - visits * most, visits * least - items
            over = (beyond > _FEW) | ((price < 0.0) & (short < 0.0))
            under = (short > _FEW) | ((price > 0.0) & (beyond < 0.0))
            slope = np.where((price > 0.0) | ((price == 0.0) & over), beyond, -short)
            low, high = np.where(over, price, low), np.where(under, price, high)
            known = np.isfinite(low) & np.isfinite(high)
            width = np.where(known, high, 1.0) - np.where(known, low, 0.0)
            wanting = (over | under) & (~known | (np.abs(slope) * width * len(price) > _CLOSE))
            if not wanting.any():
                break
            further = np.where(over, price + steps, price - steps)
            further = np.where(further * price < 0.0, 0.0, further)  # no bonus for what had a price
            price = np.where(
                wanting, np.where(known, price + (np.where(over, high, low) - price) / 2.0, further), price
            )
            steps *= 2.0
        return given


def _numbers(net: Net, given: Relaxed, small: float) -> Rows:
    """Plain sums, to `_PRECISION`, unless they come to less than `small`.

    What is left out is about in proportion to the floor.

    No sum exceeds one, so that one which has left out more than `_PRECISION` is not worth finishing. The floor falls
    tenfold a turn at least, and from `_TINY` on it is zero, where nothing is left out: some 200 turns at the very most.
    """
    floor = _PRECISION / (_LEFT_OUT * max(len(given.weights), 1))
    while True:
        rows = forward(SUM, net, given, floor, _PRECISION)
        if floor == 0.0 or rows.left_out <= _PRECISION * rows.total or rows.total + rows.left_out < small:
            return rows
        if rows.total > 0.0:
            floor *= min(0.1, 0.3 * _PRECISION * rows.total / rows.left_out)
        else:  # given up on the way, or everything was below the floor
            floor *= 0.1 if rows.left_out > _PRECISION else min(1e-8, floor)
        if floor <= _TINY:
            floor = 0.0


def _logarithms(net: Net, given: Relaxed, best: float) -> Rows:
    """Sums of logarithms, to `_PRECISION`. No sum is below the weight of the best run: the floor is found from that."""
    greatest = best - relaxed_total(net, given)
    return next(
        rows
        for gap in _DEPTHS
        if (rows := forward(LOG, net, given, greatest + gap, np.inf)).left_out <= rows.total + np.log(_PRECISION)
    )


def _greatest(net: Net, given: Relaxed) -> Rows:
    """The greatest weight: looked for in wider gaps until nothing that was left out can be greater."""
    return next(rows for gap in _GAPS if (rows := forward(MAX, net, given, gap, np.inf)).total >= rows.left_out)


def _is_vague(lower: Floats, upper: Floats) -> Bools:
    """Where bounds on logarithms do not tell the value."""
    with np.errstate(invalid="ignore"):
        return (upper > -np.inf) & ~(upper - lower <= _KNOWN)


@dataclass(frozen=True)
class _Runs:
    """Messages read off rows."""

    automaton: CountedAutomaton
    semiring: int
    net: Net
    given: Relaxed
    rows: Rows

    @property
    def log_total(self) -> float:
        total = self.rows.total
        if self.semiring == SUM:
            total = float(np.log(total)) if total > 0.0 else -np.inf
        return relaxed_total(self.net, self.given) + total if total > -np.inf else -np.inf

    def likely_label_gains(self) -> Floats:
        return self._gains(self._likely)

    @cached_property
    def _likely(self) -> Floats:
        """The logarithms of the shares of labels, relative to the potential of the start."""
        found = label_shares(self.semiring, self.net, self.given, self.rows)
        with np.errstate(divide="ignore"):
            return np.log(found) if self.semiring == SUM else found

    def _gains(self, logs: Floats) -> Floats:
        whole = relaxed_total(self.net, self.given)
        with np.errstate(invalid="ignore"):
            return np.where(logs > -np.inf, logs - self.given.weights + whole, -np.inf)

    def label_gains(self) -> Floats:
        """Exact where bounds meet; -inf where the label is on no run; what else is rare may be less than is said."""
        lower, upper = self._likely, np.logaddexp(self._likely, self._left_out)
        found = shares(self.net, self.given)
        if found is not None and found.most - found.total <= _KNOWN:
            # relative to the same total, so that shares of the whole are what they are
            shift = self._total - found.total
            lower, upper = found.lower + shift, found.upper + shift
        vague = _is_vague(lower, upper)
        if vague.any():
            living = self.living
            lower, upper = np.where(living, lower, -np.inf), np.where(living, upper, -np.inf)
            vague &= living
        if vague.any():
            if found is not None and found.steps <= _MOST_LOGARITHMS:
                rows = forward(LOG, self.net, self.given, -np.inf, np.inf)
                exact = label_shares(LOG, self.net, self.given, rows) + (self._total - rows.total)
                return self._gains(np.where(vague, exact, lower))
            upper = np.minimum(upper, relaxed_shares(self.net, self.given))
        return self._gains(np.where(vague & (upper > lower + 1.0), upper, lower))

    @cached_property
    def living(self) -> Bools:
        """[n, L]: the labels on some run."""
        living = living_labels(self.automaton, self.given.weights > -np.inf)
        return np.zeros(self.given.weights.shape, np.bool_) if living is None else living

    @property
    def _total(self) -> float:
        """log of the total, relative to the potential of the start."""
        return float(np.log(self.rows.total)) if self.semiring == SUM else self.rows.total

    @property
    def _left_out(self) -> float:
        """log of what has been left out of the total, at most."""
        return self.rows.left_out if self.semiring == LOG else float(np.log(self.rows.left_out + _UNDERFLOW))

    @property
    def draws(self) -> int:
        return picks(len(self.given.weights))

    def sample(self, uniforms: Floats) -> Ints:
        return trace(self.semiring, self.net, self.given, self.rows, uniforms)


@machine_of.register
def _(automaton: CountedAutomaton) -> Machine:
    return CountingMachine(automaton)
