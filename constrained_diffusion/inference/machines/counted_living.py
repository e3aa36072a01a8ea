"""Which labels stand on some run of an automaton with a counter, through allowed labels: sets of configurations."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.tokens.counted import CountedAutomaton
from constrained_diffusion.automata.tokens.counted_arcs import (
    NONE_COMPLETES,
    NONE_REACHED,
    STAYS,
    complete,
    is_reached,
    least_from,
    meets,
    no_sets,
    reach,
)
from constrained_diffusion.jit import kernel

Bools = NDArray[np.bool_]


def living_labels(automaton: CountedAutomaton, allowed: Bools) -> Bools | None:
    """[n, L]: the labels on a run through allowed ones; None where there is no run.

    Raises:
        ConstraintTooLarge: the lower bounds are so high that the sets of counts below them take too much memory.
    """
    n, arcs = len(allowed), automaton.arcs
    ahead, behind = no_sets(n + 1, arcs, NONE_REACHED), no_sets(2, arcs, NONE_COMPLETES)
    ahead.bits[0], ahead.beyond[0] = automaton.start.bits[0], automaton.start.beyond[0]
    behind.bits[n & 1], behind.beyond[n & 1] = automaton.final.bits[0], automaton.final.beyond[0]
    living = np.zeros(allowed.shape, np.bool_)
    first = np.searchsorted(arcs.source, np.arange(automaton.states + 1))
    _living(allowed, arcs, first, ahead.bits, ahead.beyond, behind.bits, behind.beyond, living)
    if n == 0:
        return living if automaton.least == 0 else None
    return living if living[0].any() else None


@kernel
def _living(allowed, arcs, first, ahead_bits, ahead, behind_bits, behind, living):  # type: ignore[no-untyped-def]
    """Marks what is living. The edges of state s are those from ``first[s]`` on.

    The rows of what completes are two, one for even positions and one for odd ones.
    """
    n, states = len(allowed), len(first) - 1
    _, target, label, added, entered, kind, least, most = arcs
    for t in range(n):
        read, now_bits, now, then_bits, then = allowed[t], ahead_bits[t], ahead[t], ahead_bits[t + 1], ahead[t + 1]
        for s in range(states):
            if is_reached(now_bits, now, s):
                count, end_count = now[s], most[s]
                some = least[s] > 0 and least_from(now_bits, s, 0) != NONE_REACHED
                for e in range(first[s], first[s + 1]):
                    if read[label[e]]:
                        end = target[e]
                        if kind[e] == STAYS and not some:  # what `reach` comes to
                            if count <= end_count - added[e]:
                                then[end] = min(then[end], count + added[e])
                            continue
                        reach(
                            now_bits, now, s, end, added[e], entered[e], kind[e], least[s], most[s], least[end],
                            then_bits, then,
                        )  # fmt: skip
    for t in range(n - 1, -1, -1):
        read, now_bits, now, alive = allowed[t], ahead_bits[t], ahead[t], living[t]
        then_bits, then = behind_bits[t + 1 & 1], behind[t + 1 & 1]
        back_bits, back = behind_bits[t & 1], behind[t & 1]
        back_bits[:] = 0
        back[:] = NONE_COMPLETES
        for s in range(states):
            if is_reached(now_bits, now, s):
                some = least[s] > 0 and least_from(now_bits, s, 0) != NONE_REACHED
                count, greatest = now[s], back[s]
                for e in range(first[s], first[s + 1]):
                    m = label[e]
                    if read[m]:
                        end = target[e]
                        if (
                            kind[e] == STAYS and not some
                        ):  # what `complete` and `meets` come to, of counts that are reached
                            completes = then[end] - added[e]
                            if then[end] != NONE_COMPLETES and completes >= count:
                                greatest = max(greatest, completes)
                                alive[m] = True
                            continue
                        complete(
                            then_bits, then, s, end, added[e], entered[e], kind[e], least[s], most[s], least[end],
                            back_bits, back,
                        )  # fmt: skip
                        if not alive[m]:
                            alive[m] = meets(
                                now_bits, now, s, end, added[e], entered[e], kind[e], least[s], most[s], least[end],
                                then_bits, then,
                            )  # fmt: skip
                back[s] = max(back[s], greatest)
