"""The relaxation of a pushdown automaton in which a return may go to any caller, and edges weighed relative to it.

The *potential* of a node at a position is the weight of all ways from there to the end of the canvas, if every return
went to the caller that promises most. It is never too small. An edge weighs, relative to it, what it adds to the
potential of its target over that of its source: the probability of a Markov chain that may die.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.inference.machines.layout import Layout
from constrained_diffusion.inference.machines.semiring import MAX, log_add, weight
from constrained_diffusion.jit import inner, kernel

Floats = NDArray[np.float64]


def relax(semiring: int, weights: Floats, net: Layout) -> Floats:
    """The potentials [n + 1, nodes], logarithms, summed (`SUM`, `LOG`) or maximised.

    That of a closing is the greatest of its return states, that of a call is that of the entry state.
    `weights` [n, labels + 1] are logarithms.
    """
    potential = np.full((len(weights) + 1, len(net.nodes) - 1), -np.inf)
    potential[-1, net.final] = 0.0
    _relax(semiring, weights, net, potential, np.empty(net.states))
    return potential


@kernel
def _relax(semiring, weights, net, potential, total):  # type: ignore[no-untyped-def]
    """Fills `potential` from its last row on; `total` is room for a row of states."""
    n, states, closings = len(weights), net.first_state[-1], len(net.return_of)
    for j in range(n - 1, -1, -1):
        _read_back(semiring, j, weights, potential, net.edges, net.nodes[states].edges, total)
        for u in range(len(net.openings) - 2, -1, -1):
            value = potential[j, net.openings[u].entry]
            if value == -np.inf:
                continue
            for g in range(net.openings[u].calls, net.openings[u + 1].calls):
                _spread(semiring, j, states + closings + g, value, weights, potential, net.edges, net.nodes)
        for q in range(closings - 1, -1, -1):
            value = _greatest_return(j, q, net.nodes[states + q].procedure, potential, net.openings, net.return_of)
            if value > -np.inf:
                _spread(semiring, j, states + q, value, weights, potential, net.edges, net.nodes)


@inner
def _read_back(semiring, j, weights, potential, edges, past, total):  # type: ignore[no-untyped-def]
    """Potentials of states before a token, from the edges up to `past` between states."""
    for e in range(past):
        edge = edges[e]
        value = weights[j, edge.label] + potential[j + 1, edge.target]
        potential[j, edge.source] = max(potential[j, edge.source], value)
    if semiring == MAX:
        return
    for s in range(len(total)):
        total[s] = 0.0
    for e in range(past):
        edge = edges[e]
        peak = potential[j, edge.source]
        if peak > -np.inf:
            total[edge.source] += math.exp(weights[j, edge.label] + potential[j + 1, edge.target] - peak)
    for s in range(len(total)):
        if total[s] > 0.0:
            potential[j, s] += math.log(total[s])


@inner
def _greatest_return(j, q, procedure, potential, openings, return_of):  # type: ignore[no-untyped-def]
    """The greatest potential of the states that closing q returns to."""
    value = -np.inf
    for u in range(len(openings) - 1):
        if openings[u].procedure == procedure:
            for g in range(openings[u].calls, openings[u + 1].calls):
                if return_of[q, g] >= 0:
                    value = max(value, potential[j, return_of[q, g]])
    return value


@inner
def _spread(semiring, j, node, value, weights, potential, edges, nodes):  # type: ignore[no-untyped-def]
    """Gives a closing or a call its potential, and the states that lead there their share."""
    potential[j, node] = value
    for e in range(nodes[node].edges, nodes[node + 1].edges):
        s = edges[e].source
        gain = weights[j, edges[e].label] + value
        potential[j, s] = max(potential[j, s], gain) if semiring == MAX else log_add(potential[j, s], gain)


@inner
def edge_weight(semiring, j, edge, weights, potential, states):  # type: ignore[no-untyped-def]
    """What an edge weighs at position j; -inf, in every semiring, where it leads nowhere."""
    t = edge.target
    gain = weights[j, edge.label] + potential[j + 1 if t < states else j, t]
    if gain == -np.inf:
        return gain
    return weight(semiring, gain - potential[j, edge.source])


@inner
def return_weight(semiring, j, s, potential, states, nodes):  # type: ignore[no-untyped-def]
    """What a closing weighs that returns to state s at position j; -inf, in every semiring, where it leads nowhere."""
    value = potential[j, s]
    if value == -np.inf:
        return value
    return weight(semiring, value - potential[j, states + nodes[s].closing])


@inner
def weigh(semiring, j, weights, potential, edges, nodes, factors, returns):  # type: ignore[no-untyped-def]
    """`edge_weight` of all edges, `return_weight` of all return states."""
    states = len(returns)
    for e in range(len(edges)):
        factors[e] = edge_weight(semiring, j, edges[e], weights, potential, states)
    for s in range(states):
        if nodes[s].closing >= 0:
            returns[s] = return_weight(semiring, j, s, potential, states, nodes)
