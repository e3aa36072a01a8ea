"""A run that weighs what the relaxation promises, where one is found by going along it: then no run is better.

Most often there is one. Where several steps keep the promise, one that stays in its frame is taken before one that
closes it, and that before one that opens another, so that little can go wrong; where a return leads to less than was
promised, the search is given up.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.inference.machines.layout import Layout
from constrained_diffusion.inference.machines.relaxation import step_weight
from constrained_diffusion.inference.machines.semiring import MAX
from constrained_diffusion.jit import kernel

Floats = NDArray[np.float64]

_LOST = 1e-11
"""So many nats a step may lose to rounding."""


def along_bound(net: Layout, weights: Floats, potential: Floats) -> NDArray[np.int32] | None:
    """Labels [n] of a run of weight ``potential[0, 0]``, None if none was found; the potentials are those of `MAX`."""
    labels = np.full(len(weights), -1, np.int32)
    callers = np.empty(len(weights) * max(len(net.openings) - 1, 1) + 1, np.int64)
    return labels if _along(MAX, weights, potential, net, labels, callers) else None


@kernel
def _along(semiring, weights, potential, net, labels, callers):  # type: ignore[no-untyped-def]
    """Fills `labels`; whether a run was found. `callers` is room for the calls that opened the frames on the way."""
    n, states, nodes, steps = len(weights), net.first_state[-1], net.nodes, net.steps
    first_call, free, depth, s, j = states + len(net.return_of), weights.shape[1] - 1, 0, 0, 0
    while j < n:
        if potential[j, s] == -np.inf:
            return False
        taken, kind = -1, 3
        for e in range(nodes[s].outgoing, nodes[s + 1].outgoing):
            t = steps[e].target
            other = 0 if t < states else 1 if t < first_call else 2
            if other < kind and (other != 1 or depth > 0):
                lost = -step_weight(semiring, j, s, steps[e], weights, potential, states)
                if lost <= _LOST:
                    if other == 1:
                        back = net.return_of[t - states, callers[depth - 1]]
                        if back < 0 or potential[j, back] < potential[j, t] - _LOST:
                            continue
                    taken, kind = e, other
        if taken < 0:
            return False
        t = steps[taken].target
        if steps[taken].label != free:
            labels[j] = steps[taken].label
        if kind == 0:
            s, j = t, j + 1
        elif kind == 1:
            depth -= 1
            s = net.return_of[t - states, callers[depth]]
        else:
            callers[depth] = t - first_call
            depth += 1
            s = net.openings[net.opening_of[t - first_call]].entry
    return depth == 0 and potential[n, s] == 0.0
