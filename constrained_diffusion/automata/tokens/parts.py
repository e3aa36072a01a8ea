"""A pushdown automaton in parts, before its edges get labels; and the parts of it that some run may use."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.paths import UNREACHABLE, distances
from constrained_diffusion.automata.tokens.moves import Edges
from constrained_diffusion.automata.tokens.renumbering import Renumbering
from constrained_diffusion.automata.tokens.sharing import Closings, Openings

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """States, then calls, then closings: these are read like edges into nodes of their own. Arrays are int32.

    Attributes:
        procedure: [states], whose frame a state belongs to.
        accepting: [states] bool.
        end: the state after eos.
        edges: from states to nodes.
        call_opening, call_back: [calls], sorted; the return state is that of the bodies, which may be no state here.
        opening_entry: [openings], a state.
        closings: how many there are.
        returned: [r, 3]: closing, return state of the bodies, and the virtual state of having returned there.
    """

    procedure: Ints
    accepting: Bools
    end: int
    edges: Edges
    call_opening: Ints
    call_back: Ints
    opening_entry: Ints
    closings: int
    returned: Ints

    @property
    def states(self) -> int:
        return len(self.procedure)

    @property
    def calls(self) -> int:
        return len(self.call_opening)


def joined(procedure: Ints, accepting: Bools, edges: list[Edges], closings: Closings, openings: Openings) -> Parts:
    """The states of the bodies, the virtual states of closings and openings in their order, and the end at last.

    Args:
        procedure, accepting: [states of the bodies].
        edges: all but those of closings and openings.
    """
    first = len(procedure)
    entry = first + len(closings.returned)
    end = entry + len(openings.procedure)
    returned = np.array(closings.returned, np.int32).reshape(-1, 2)
    calls = sorted({(opening, call[1]) for opening, members in enumerate(openings.members) for _, call in members})
    call_node = {call: node for node, call in enumerate(calls, end + 1)}
    closing_node = end + 1 + len(calls)
    crossed = [
        (kind, state, call_node[opening, back])
        for opening, calling in enumerate(openings.members)
        for kind, (state, back, _) in calling
    ]
    crossed += [
        (kind, state, closing_node + closing)
        for closing, popping in enumerate(closings.members)
        for kind, state in popping
    ]
    columns = np.array(calls, np.int32).reshape(-1, 2)
    return Parts(
        procedure=np.concatenate([procedure, procedure[returned[:, 1]], openings.procedure, [0]]).astype(np.int32),
        accepting=np.concatenate([accepting, np.zeros(end - first, np.bool_), [True]]),
        end=end,
        edges=Edges.joined([*edges, closings.edges, openings.edges, Edges.of(crossed)]),
        call_opening=columns[:, 0],
        call_back=columns[:, 1],
        opening_entry=np.arange(entry, end, dtype=np.int32),
        closings=len(closings.members),
        returned=np.column_stack([returned, np.arange(first, entry)]).astype(np.int32),
    )


def trimmed(whole: Parts) -> Parts:
    """What lies on a path from start to end, were a return to lead to any caller.

    States are sorted by procedure, and procedures numbered anew.
    """
    states, calls = whole.states, whole.calls
    keep = _useful(whole)
    kept = np.flatnonzero(keep)
    last = int(whole.procedure.max()) + 1
    rank = np.concatenate([whole.procedure, np.full(calls, last), np.full(whole.closings, last + 1)])
    nodes = Renumbering.in_order(kept[np.argsort(rank[kept], kind="stable")], len(keep))
    kept_states, kept_calls = int(keep[:states].sum()), keep[states : states + calls]
    openings = Renumbering.keeping(keep[whole.opening_entry])
    alive = keep[whole.edges.source] & keep[whole.edges.target]
    closing, back, virtual = whole.returned[keep[whole.returned[:, 2]]].T
    first_closing = kept_states + int(kept_calls.sum())
    old = nodes.old[:kept_states]
    return Parts(
        procedure=np.unique(whole.procedure[old], return_inverse=True)[1].astype(np.int32),
        accepting=whole.accepting[old],
        end=int(nodes.new[whole.end]),
        edges=Edges(
            whole.edges.kind[alive],
            nodes.renumbered(whole.edges.source[alive]),
            nodes.renumbered(whole.edges.target[alive]),
        ),
        call_opening=openings.renumbered(whole.call_opening[kept_calls]),
        call_back=whole.call_back[kept_calls],
        opening_entry=nodes.renumbered(whole.opening_entry[openings.old]),
        closings=len(nodes) - first_closing,
        returned=np.column_stack(
            [nodes.renumbered(states + calls + closing) - first_closing, back, nodes.renumbered(virtual)]
        ).astype(np.int32),
    )


def _useful(parts: Parts) -> Bools:
    """[nodes], whether a path leads there from the start and on to acceptance, or it is the start or the end."""
    calls, closings = parts.states, parts.states + parts.calls
    entered = parts.opening_entry[parts.call_opening]
    source = np.concatenate([parts.edges.source, np.arange(calls, closings), closings + parts.returned[:, 0]])
    target = np.concatenate([parts.edges.target, entered, parts.returned[:, 2]])
    source, target = source.astype(np.int32), target.astype(np.int32)
    accepting = np.zeros(closings + parts.closings, np.bool_)
    accepting[: parts.states] = parts.accepting
    start = np.zeros_like(accepting)
    start[0] = True
    useful: Bools = (distances(source, target, start) < UNREACHABLE) & (
        distances(target, source, accepting) < UNREACHABLE
    )
    useful[[0, parts.end]] = True
    return useful
