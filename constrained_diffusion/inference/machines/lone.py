"""Where all runs hold one and the same token.

To know all labels of a position takes the Boolean chart. To know that a token is not alone takes two runs that differ
there, or one whose label holds several tokens; that a token is alone often shows in the relaxation, which has more
runs.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.inference.machines.layout import Layout
from constrained_diffusion.jit import kernel

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Longs = NDArray[np.int64]


class Held(NamedTuple):
    """What labels hold: `counts` [L], how many tokens; `only` int64 [L], the token where it is one, else -1."""

    counts: Longs
    only: Longs


def lone_tokens(living: Bools | None, held: Held, asked: Bools) -> Longs | None:
    """int64 [n]: the token that all living labels of a position hold alone, -1 where there is none or it is not asked.

    `living` is [n, L], None where there is no run, which is given back; `asked` [n] bool.
    """
    if living is None:
        return None
    most = np.where(living, held.only, -1).max(1)
    least = np.where(living, held.only, np.iinfo(np.int64).max).min(1)
    return np.where(asked & (least == most), most, -1)


def relaxed_labels(net: Layout, allowed: Bools, potential: Floats) -> Bools:
    """[n, labels + 1]: the allowed labels on a run of the relaxation, in which a return may go to any caller.

    `potential` is that of `relaxation.relax` for any weights that are -inf where a label is not allowed.
    """
    closing = net.nodes["closing"][: net.states]
    found = np.zeros(allowed.shape, np.bool_)
    starts = np.searchsorted(np.sort(closing), np.arange(len(net.return_of) + 1))
    _relaxed_labels(net, allowed, potential, np.argsort(closing, kind="stable"), starts, found)
    return found


@kernel
def _relaxed_labels(net, allowed, potential, returning, starts, found):  # type: ignore[no-untyped-def]
    """Fills `found`. The states that closing q returns to are those of `returning` from ``starts[q]`` on."""
    states, nodes, steps, openings, inward = net.first_state[-1], net.nodes, net.steps, net.openings, net.inward
    first_call = states + len(net.return_of)
    here, there = np.zeros(states, np.bool_), np.zeros(states, np.bool_)
    taken = np.full(len(nodes) - 1 - states, -1)  # where a closing or a call was last led on from
    here[0] = True
    for j in range(len(allowed)):
        there[:] = False
        for k in range(len(inward) - 1, -1, -1):  # each before those that it leads on to within a token
            s = inward[k]
            if not here[s]:
                continue
            for e in range(nodes[s].outgoing, nodes[s + 1].outgoing):
                t, label = steps[e].target, steps[e].label
                if not allowed[j, label] or potential[j + 1 if t < states else j, t] == -np.inf:
                    continue
                found[j, label] = True
                if t < states:
                    there[t] = True
                elif taken[t - states] < j:
                    taken[t - states] = j
                    if t < first_call:
                        for r in range(starts[t - states], starts[t - states + 1]):
                            here[returning[r]] = True
                    else:
                        here[openings[net.opening_of[t - first_call]].entry] = True
        here[:] = there
