"""An automaton with a counter laid out for sums, and its relaxation: the same automaton without the counter.

The *potential* of a state at a position is the weight of all ways from there to the end of the canvas if nobody counts.
It is never too small. An edge weighs, relative to it, what it adds to the potential of its target over that of its
source: the probability of a Markov chain, which dies where a bound is broken.

Where the bounds cut deep, nearly all of the chain dies, and numbers become too small. So items may be given a price: a
*tilt* of x nats an item in a region, paid as items are read and given back where the region is left, as far as that is
certain: x times the bound that the chain tends to break (the greatest count for x > 0, the least for x < 0). What is
then missing at a count c is paid by the edge that leaves. The potential of a state with c items is that of the state
less x c; it is never too small either.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.graphs import strongly_connected_components
from constrained_diffusion.automata.tokens.counted import CountedAutomaton
from constrained_diffusion.automata.tokens.counted_arcs import LEAVES, NO_REGION, STAYS
from constrained_diffusion.inference.machines.semiring import MAX
from constrained_diffusion.jit import inner, kernel

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]


_SAFE = 200.0
"""Up to this logarithm what edges weigh besides their labels may be a factor among plain numbers."""
_LOST = 1e-180
"""A plain sum that is above this has lost nothing to speak of: what underflows is below 1e-300 times e^_SAFE."""


_RARE = 1e-12
"""A state that is so improbable does not change a mean."""


class Net(NamedTuple):
    """Edges sorted by source, in columns [edges], and states [states].

    Attributes:
        source, target, label, added, kind: as in `Arcs`.
        entry: the count in the target behind an edge that does not stay; 0 outside of regions.
        first: [states + 1], where the edges of every state start.
        into, incoming: the edges that lead to state s are ``incoming[into[s]:into[s + 1]]``.
        least, most: as in `Arcs`.
        place: [states], the place of every state: those of a region that share visits; -1 outside of regions.
        final_state, final_low, final_high: as in `CountedAutomaton`.
        start_count: as in `CountedAutomaton`.
    """

    source: Ints
    target: Ints
    label: Ints
    added: Ints
    kind: NDArray[np.int8]
    entry: Ints
    first: Ints
    into: Ints
    incoming: Ints
    least: Ints
    most: Ints
    place: Ints
    final_state: Ints
    final_low: Ints
    final_high: Ints
    start_count: int


class Relaxed(NamedTuple):
    """The relaxation under one set of weights.

    Attributes:
        weights: [n, labels].
        tilt: [states], nats an item; equal within a place, 0 outside of regions.
        pledge: [states], what is given back where a region is left: the tilt times the bound.
        extra: [edges], what edges weigh besides their labels, but for what depends on the count.
        potential: [n + 1, states].
    """

    weights: Floats
    tilt: Floats
    pledge: Floats
    extra: Floats
    potential: Floats


def layout(a: CountedAutomaton) -> Net:
    """The edges and states of an automaton."""
    arcs, states = a.arcs, a.states
    incoming = np.argsort(arcs.target, kind="stable").astype(np.int32)
    return Net(
        source=arcs.source, target=arcs.target, label=arcs.label, added=arcs.added, kind=arcs.kind,
        entry=np.maximum(arcs.entered, 0),
        first=np.searchsorted(arcs.source, np.arange(states + 1)).astype(np.int32),
        into=np.searchsorted(arcs.target[incoming], np.arange(states + 1)).astype(np.int32),
        incoming=incoming, least=arcs.least, most=arcs.most, place=_places(a),
        final_state=a.final_state, final_low=a.final_low, final_high=a.final_high, start_count=a.start_count,
    )  # fmt: skip


def _places(a: CountedAutomaton) -> Ints:
    """States of regions that edges within one visit join, in whatever direction, are in one place."""
    joined: dict[int, list[int]] = {state: [] for state in np.flatnonzero(a.region != NO_REGION).tolist()}
    stays = np.flatnonzero(a.arcs.kind == STAYS)
    for one, other in zip(a.source[stays].tolist(), a.target[stays].tolist(), strict=True):
        joined[one].append(other)
        joined[other].append(one)
    place = np.full(a.states, -1, np.int32)
    for number, group in enumerate(strongly_connected_components(joined)):
        place[group] = number
    return place


def relaxed(semiring: int, net: Net, weights: Floats, tilt: Floats) -> Relaxed:
    """The relaxation, summed or (`MAX`) maximised, with a tilt for every state."""
    pledge = tilt * np.where(tilt > 0.0, net.most, net.least)
    extra = pledge[net.source] * (net.kind == LEAVES) - tilt[net.source] * net.added
    extra -= np.where(net.kind == STAYS, 0.0, tilt[net.target] * net.entry)
    potential = np.full((len(weights) + 1, len(net.least)), -np.inf)
    given_back = np.maximum(tilt[net.final_state] * net.final_low, tilt[net.final_state] * net.final_high)
    np.maximum.at(potential[-1], net.final_state, given_back)
    _relax(semiring, weights, net, extra, potential)
    return Relaxed(weights, tilt, pledge, extra, potential)


def relaxed_total(net: Net, given: Relaxed) -> float:
    """log of what the relaxation comes to, from the start."""
    return float(given.potential[0, 0] - given.tilt[0] * net.start_count)


@kernel
def _relax(semiring, weights, net, extra, potential):  # type: ignore[no-untyped-def]
    """Fills `potential` from its last row on.

    Sums are of plain numbers, relative to the greatest weight and the greatest potential, where these are not so far
    apart that something may be lost: an exponential a label and a state, where there would be one an edge.
    """
    states, labels = len(net.least), weights.shape[1]
    scaled, share, price = np.empty(states), np.empty(labels), np.empty(len(extra))
    for e in range(len(extra)):
        price[e] = math.exp(min(extra[e], _SAFE))
    for t in range(len(weights) - 1, -1, -1):
        own, then, now = weights[t], potential[t + 1], potential[t]
        if semiring == MAX:
            for s in range(states):
                for e in range(net.first[s], net.first[s + 1]):
                    now[s] = max(now[s], own[net.label[e]] + then[net.target[e]] + extra[e])
            continue
        heaviest, highest = np.max(own), np.max(then)
        if heaviest == -np.inf or highest == -np.inf:
            continue
        for m in range(labels):
            share[m] = math.exp(own[m] - heaviest)
        for s in range(states):
            scaled[s] = math.exp(then[s] - highest)
        for s in range(states):
            total, safe = 0.0, True
            for e in range(net.first[s], net.first[s + 1]):
                total += share[net.label[e]] * scaled[net.target[e]] * price[e]
                safe &= extra[e] < _SAFE
            if safe and total > _LOST:
                now[s] = math.log(total) + heaviest + highest
            else:
                now[s] = _log_sum(own, then, extra, s, net)


@inner
def _log_sum(own, then, extra, s, net):  # type: ignore[no-untyped-def]
    """The potential of a state, by logarithms."""
    peak = -np.inf
    for e in range(net.first[s], net.first[s + 1]):
        peak = max(peak, own[net.label[e]] + then[net.target[e]] + extra[e])
    if peak == -np.inf:
        return peak
    total = 0.0
    for e in range(net.first[s], net.first[s + 1]):
        total += math.exp(own[net.label[e]] + then[net.target[e]] + extra[e] - peak)
    return peak + math.log(total)


def items_and_visits(semiring: int, net: Net, given: Relaxed, places: int) -> tuple[Floats, Floats]:
    """The mean numbers of items and of visits of every place [places] in the relaxation, or on its best run (`MAX`)."""
    items, visits = np.zeros(places), np.zeros(places)
    if net.place[0] >= 0:
        items[net.place[0]] = net.start_count
    (_count_best if semiring == MAX else _count)(net, given, items, visits)
    return items, visits


@kernel
def _count(net, given, items, visits):  # type: ignore[no-untyped-def]
    """Adds up the items and visits of the relaxation."""
    target, label, added, kind, entry, first = net.target, net.label, net.added, net.kind, net.entry, net.first
    place, extra = net.place, given.extra
    states = len(place)
    now, then = np.zeros(states), np.zeros(states)
    now[0] = 1.0
    for t in range(len(given.weights)):
        own, before, after = given.weights[t], given.potential[t], given.potential[t + 1]
        then[:] = 0.0
        for s in range(states):
            if now[s] < _RARE:
                continue
            p = place[s]
            for e in range(first[s], first[s + 1]):
                q = target[e]
                gain = own[label[e]] + extra[e] + after[q] - before[s]
                if gain < -40.0:
                    continue
                share = now[s] * math.exp(gain)
                then[q] += share
                if p >= 0:
                    items[p] += share * added[e]
                if kind[e] == LEAVES:
                    visits[p] += share
                if kind[e] != STAYS and place[q] >= 0:
                    items[place[q]] += share * entry[e]
        now, then = then, now
    for s in range(states):
        if place[s] >= 0:
            visits[place[s]] += now[s]


@kernel
def _count_best(net, given, items, visits):  # type: ignore[no-untyped-def]
    """Adds up the items and visits of the best run of the relaxation."""
    s = np.int64(0)
    for t in range(len(given.weights)):
        best, found = -np.inf, np.int64(-1)
        for e in range(net.first[s], net.first[s + 1]):
            gain = given.weights[t, net.label[e]] + given.extra[e] + given.potential[t + 1, net.target[e]]
            if gain > best:
                best, found = gain, np.int64(e)
        p, q = net.place[s], net.place[net.target[found]]
        if p >= 0:
            items[p] += net.added[found]
        if net.kind[found] == LEAVES:
            visits[p] += 1.0
        if net.kind[found] != STAYS and q >= 0:
            items[q] += net.entry[found]
        s = np.int64(net.target[found])
    if net.place[s] >= 0:
        visits[net.place[s]] += 1.0
