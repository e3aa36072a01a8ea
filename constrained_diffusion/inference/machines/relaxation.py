"""The relaxation of a pushdown automaton in which a return may go to any caller, and edges weighed relative to it.

The *potential* of a node at a position is the weight of all ways from there to the end of the canvas, if every return
went to the caller that promises most. It is never too small. An edge weighs, relative to it, what it adds to the
potential of its target over that of its source: the probability of a Markov chain that may die.
"""

from __future__ import annotations

import math
from functools import partial

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.inference.kernels.numbers import PLAIN, exponentials
from constrained_diffusion.inference.machines.layout import Layout
from constrained_diffusion.inference.machines.semiring import MAX, times, weight, zero
from constrained_diffusion.jit import inner, kernel

Floats = NDArray[np.float64]

_NOWHERE = -1e300
_SUMS = {"contract", "nsz", "reassoc"}
"""Sums are taken in any order."""


def relax(semiring: int, weights: Floats, net: Layout) -> Floats:
    """The potentials [n + 1, nodes], logarithms, summed (`SUM`, `LOG`) or maximised.

    That of a closing is the greatest of its return states, that of a call is that of the entry state.
    `weights` [n, labels + 1] are logarithms, 0 at most.
    """
    potential = np.full((len(weights) + 1, len(net.nodes) - 1), -np.inf)
    potential[-1, net.final] = 0.0
    nodes, labels = potential.shape[1], weights.shape[1]
    _relax(semiring, weights, net, potential, potential[-1].copy(), np.empty(nodes), np.empty(labels))
    return potential


@kernel
def _relax(semiring, weights, net, potential, ahead, values, factors):  # type: ignore[no-untyped-def]
    """Fills `potential` from its last row on.

    `ahead` [nodes] are the potentials of states after the token and of other nodes before it. Where a sum of
    exponentials is not too small it is taken from `values`, those of `ahead`, and `factors` [labels + 1], those of
    weights.
    """
    n, states = len(weights), net.first_state[-1]
    nodes, steps, openings, inward = net.nodes, net.steps, net.openings, net.inward
    first_call, peak = states + len(net.return_of), 0.0
    for j in range(n - 1, -1, -1):
        now = potential[j]
        if j + 2 < len(potential) and _equal(weights[j], weights[j + 1]) and _equal(ahead[:states], potential[j + 2]):
            now[:] = potential[j + 1]
            continue
        ahead[states:] = -np.inf
        if semiring != MAX:
            peak = max(ahead[:states].max(), _NOWHERE)
            exponentials(ahead, peak, values)
            exponentials(weights[j], 0.0, factors)
        for k in range(len(inward)):
            s = inward[k]
            first, past, total = nodes[s].outgoing, nodes[s + 1].outgoing, 0.0
            if semiring == MAX:
                now[s] = _greatest(steps, first, past, weights[j], ahead)
            else:
                total = _total(steps, first, past, factors, values)
                if total > PLAIN:
                    now[s] = peak + math.log(total)
                else:
                    now[s] = _log_total(steps, first, past, weights[j], ahead)
            u, q = nodes[s].opening, nodes[s].closing
            if u >= 0:
                for g in range(openings[u].calls, openings[u + 1].calls):
                    ahead[first_call + g], values[first_call + g] = now[s], total
            elif q >= 0 and now[s] > ahead[states + q]:
                ahead[states + q], values[states + q] = now[s], total
        now[states:] = ahead[states:]
        ahead[:states] = now[:states]


@inner
def _equal(one, other):  # type: ignore[no-untyped-def]
    """Whether `one` is how `other` begins."""
    for k in range(len(one)):  # noqa: SIM110
        if one[k] != other[k]:
            return False
    return True


@partial(inner, fastmath=_SUMS, forceinline=True)
def _total(steps, first, past, factors, values):  # type: ignore[no-untyped-def]
    """The sum of what the steps `first` up to `past` lead to."""
    total = 0.0
    for e in range(first, past):
        total += factors[steps[e].label] * values[steps[e].target]
    return total


@partial(inner, fastmath={"nnan", "nsz"}, forceinline=True)
def _greatest(steps, first, past, weights, ahead):  # type: ignore[no-untyped-def]
    """The most that the steps `first` up to `past` lead to, a logarithm."""
    peak = -np.inf
    for e in range(first, past):
        gain = weights[steps[e].label] + ahead[steps[e].target]
        if gain > peak:
            peak = gain
    return peak


@inner
def _log_total(steps, first, past, weights, ahead):  # type: ignore[no-untyped-def]
    """The logarithm of `_total`, which may be too small for a number."""
    peak = _greatest(steps, first, past, weights, ahead)
    if peak == -np.inf:
        return peak
    total = 0.0
    for e in range(first, past):
        total += math.exp(weights[steps[e].label] + ahead[steps[e].target] - peak)
    return peak + math.log(total)


@inner
def return_weight(semiring, j, s, potential, states, nodes):  # type: ignore[no-untyped-def]
    """What a closing weighs that returns to state s at position j; -inf, in every semiring, where it leads nowhere."""
    value = potential[j, s]
    if value == -np.inf:
        return value
    return weight(semiring, value - potential[j, states + nodes[s].closing])


@partial(inner, forceinline=True)
def list_ways(  # type: ignore[no-untyped-def]
    semiring, j, through, lists, return_to, closings, first, past, potential, states, nodes, slot_of, returns, weighed,
    ways, first_way, past_way,
):  # fmt: skip
    """Puts into `ways` where the closings `first` up to `past` lead through each of some calls, and what that weighs.

    `returns` are the weights of returns to states at the position that `weighed` tells.
    """
    count = 0
    for k in range(lists):
        g = through[k]
        first_way[g] = count
        for c in range(first, past):
            s = return_to[g, closings[c].closing]
            if s < 0:
                continue
            if weighed[s] != j:
                weighed[s], returns[s] = j, return_weight(semiring, j, s, potential, states, nodes)
            if returns[s] > -np.inf:
                ways[count].state, ways[count].slot = s, slot_of[s]
                ways[count].closing, ways[count].returning = c, returns[s]
                ways[count].weight = times(semiring, closings[c].value, returns[s])
                count += 1
        past_way[g] = count


@partial(inner, forceinline=True)
def step_weight(semiring, j, s, step, weights, potential, states):  # type: ignore[no-untyped-def]
    """What a step out of state s weighs at position j; -inf, in every semiring, where it leads nowhere."""
    t = step.target
    gain = weights[j, step.label] + potential[j + 1 if t < states else j, t]
    if gain == -np.inf:
        return gain
    return weight(semiring, gain - potential[j, s])


@partial(inner, forceinline=True)
def weigh_steps(semiring, j, s, weights, potential, nodes, steps, states, factors):  # type: ignore[no-untyped-def]
    """`step_weight` of the steps out of state s, zero where they lead nowhere."""
    for e in range(nodes[s].outgoing, nodes[s + 1].outgoing):
        factor = step_weight(semiring, j, s, steps[e], weights, potential, states)
        factors[e] = factor if factor > -np.inf else zero(semiring)
