"""The longest run of an automaton with a counter."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.bytes.counting import UNBOUNDED
from constrained_diffusion.automata.graphs import strongly_connected_components
from constrained_diffusion.automata.tokens.counted_arcs import STAYS, Arcs
from constrained_diffusion.jit import kernel

Ints = NDArray[np.int32]

_MOST_CONFIGURATIONS = 1 << 25
"""Where there are more, the longest run is not looked for."""
_NO_RUN = -(1 << 30)


def longest_run(arcs: Arcs, start_count: int, filler: int, finals: tuple[Ints, Ints, Ints]) -> int:
    """The greatest number of text tokens on a run from the start, in state 0, to a final configuration.

    -1 where there is none, because a run may come back to a state with no fewer items to go, and where there are more
    configurations than are looked at.
    """
    text = np.flatnonzero(arcs.label != filler)
    states = len(arcs.least)
    endless = arcs.most >= UNBOUNDED  # from the least count on, all counts are one there
    most = np.where(endless, arcs.least, arcs.most)
    grows = (arcs.kind == STAYS) & (arcs.added > 0) & ~endless[arcs.source]
    rank, circle = _ranks(arcs, text[~grows[text]], states)
    group, _ = _ranks(arcs, text, states)
    same = text[group[arcs.source[text]] == group[arcs.target[text]]]
    offsets = np.concatenate([[0], np.cumsum(most.astype(np.int64) + 1)])
    if circle or (arcs.kind[same] != STAYS).any() or offsets[-1] > _MOST_CONFIGURATIONS:
        return -1
    order = np.lexsort((rank, group))
    starts = np.concatenate([[0], np.flatnonzero(np.diff(group[order])) + 1, [states]])
    runs = np.full(offsets[-1], _NO_RUN, np.int32)
    for state, low, high in zip(*finals, strict=True):
        runs[offsets[state] + min(low, most[state]) : offsets[state] + min(high, most[state]) + 1] = 0
    reads = np.searchsorted(arcs.source, np.arange(states + 1))
    _lengthen(arcs, filler, most, order, starts, offsets, reads, runs)
    length = int(runs[min(start_count, most[0])])  # of edges, the last of which reads the eos
    return length - 1 if length > 0 else length


def _ranks(arcs: Arcs, edges: NDArray[np.intp], states: int) -> tuple[NDArray[np.int64], bool]:
    """The place of every state among groups that lead to one another by the edges, callees first; any circle at all."""
    following: dict[int, list[int]] = {state: [] for state in range(states)}
    for source, target in zip(arcs.source[edges].tolist(), arcs.target[edges].tolist(), strict=True):
        following[source].append(target)
    groups = strongly_connected_components(following)
    rank = np.empty(states, np.int64)
    for number, group in enumerate(groups):
        rank[group] = number
    return rank, len(groups) < states or bool((arcs.source[edges] == arcs.target[edges]).any())


@kernel
def _lengthen(arcs, filler, most, order, starts, offsets, reads, runs):  # type: ignore[no-untyped-def]
    """Raises the runs from all configurations: those of state s, up to `most`, are at ``offsets[s] + count``."""
    for g in range(len(starts) - 1):
        greatest = 0
        for k in range(starts[g], starts[g + 1]):
            greatest = max(greatest, most[order[k]])
        for count in range(greatest, -1, -1):
            for k in range(starts[g], starts[g + 1]):
                s = order[k]
                if count > most[s]:
                    continue
                here = offsets[s] + count
                for e in range(reads[s], reads[s + 1]):
                    total = count + arcs.added[e]
                    if arcs.label[e] == filler or total > arcs.most[s]:
                        continue
                    if arcs.kind[e] != STAYS:
                        if total < arcs.least[s]:
                            continue
                        total = max(arcs.entered[e], 0)
                    end = arcs.target[e]
                    runs[here] = max(runs[here], runs[offsets[end] + min(total, most[end])] + 1)
