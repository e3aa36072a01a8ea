"""A token pushdown as arrays for the kernels: nodes, and the edges into them.

A *node* is a state, a closing or a call, numbered in this order. A piece of a token leads from a state to a node: to
the state after the token (an edge), to a closing, to a call. All three are edges here, and all sums over them are made
alike, a row of frames at a time.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.tokens.pushdown import TokenPushdown

Longs = NDArray[np.int64]
Table = NDArray[np.void]

EDGE = np.dtype([("source", np.int64), ("target", np.int64), ("label", np.int64)], align=True)
"""A state, the node that is reached from it, and what is read; the last column of weights, 0, is the label `free`."""

STEP = np.dtype([("target", np.int32), ("label", np.int32)], align=True)
"""The node that is reached from a state, and what is read."""

NODE = np.dtype(
    [
        ("procedure", np.int64),
        ("edges", np.int64),
        ("outgoing", np.int64),
        ("closing", np.int64),
        ("opening", np.int64),
    ],
    align=True,
)
"""Whose frames a row of the node ranges over (those that a state is in, that a closing closes, that make a call), where
the edges into it start, where the steps out of it start, the closing whose return state it is, and the
opening whose entry it is (-1 for others)."""

OPENING = np.dtype([("procedure", np.int64), ("entry", np.int64), ("calls", np.int64)], align=True)
"""The procedure that is entered, the state in which its frame begins, and where the calls of the opening start."""


class Layout(NamedTuple):
    """A token pushdown.

    Attributes:
        edges: `EDGE` [edges], sorted by target.
        nodes: `NODE` [nodes + 1]; of the last only `edges` and `outgoing` mean something.
        openings: `OPENING` [openings + 1]; of the last only `calls` means something. An opening comes after those whose
            entry states it is made from.
        steps: `STEP` [edges], the edges sorted by source.
        opening_of: [calls] int64, the opening of every call.
        by_label: [edges] int64, the edges by what is read.
        read: [labels + 2] int64, where those of every label start; the last label is `free`.
        inward: [states] int64, all states, each after those that steps within a token lead on from it.
        first_state: [procedures + 1] int64, where the states of every procedure start.
        return_of: [closings, calls] int64, the state that a return leads to, -1 where there is none. A closing comes
            after those whose return states it pops from.
        return_to: [calls, closings] int32, the same by call.
        final: int64, the states in which a canvas may be full.
        slot_of: [states] int64, the number of a return state among those of its procedure.
        slots: [procedures] int64, how many return states there are.
    """

    edges: Table
    steps: Table
    nodes: Table
    openings: Table
    opening_of: Longs
    by_label: Longs
    read: Longs
    inward: Longs
    first_state: Longs
    return_of: Longs
    return_to: NDArray[np.int32]
    final: Longs
    slot_of: Longs
    slots: Longs

    @property
    def states(self) -> int:
        return int(self.first_state[-1])

    @property
    def first_call(self) -> int:
        """The node of call 0."""
        return self.states + len(self.return_of)

    def rows(self, most: Longs) -> Longs:
        """Where the row of every state starts in a buffer, given the frames that each procedure has room for.

        One more entry is the size of the buffer.
        """
        length = most[self.nodes["procedure"][: self.states]]
        return np.concatenate([[0], np.cumsum(length)])


def layout(automaton: TokenPushdown) -> Layout:
    """The arrays of an automaton."""
    a = automaton
    states, closings, calls = a.states, len(a.closing_procedure), len(a.call_opening)
    to_closing = states + np.repeat(np.arange(closings), np.diff(a.closing_offsets))
    to_call = states + closings + np.repeat(np.arange(calls), np.diff(a.call_offsets))
    target = np.concatenate([a.target, to_closing, to_call])
    by_target = np.argsort(target, kind="stable")
    edges = _table(
        EDGE,
        source=np.concatenate([a.source, a.closing_members, a.call_members])[by_target],
        target=target[by_target],
        label=np.concatenate([a.label, a.closing_labels, a.call_labels])[by_target],
    )
    closing = np.full(states + closings + calls + 1, -1)
    closing[a.return_state] = a.return_closing
    opening = np.full(len(closing), -1)
    opening[a.opening_entry] = np.arange(len(a.opening_entry))
    # openings are made from those before them, closings from the return states of those before them
    inward = np.lexsort([np.arange(states), -closing[:states], -opening[:states]])
    by_source = edges[np.argsort(edges["source"], kind="stable")]
    by_label = np.argsort(edges["label"], kind="stable")
    nodes = _table(
        NODE,
        outgoing=np.searchsorted(by_source["source"], np.arange(states + closings + calls + 1)),
        procedure=np.concatenate([a.procedure, a.closing_procedure, a.call_procedure, [-1]]),
        edges=np.searchsorted(edges["target"], np.arange(states + closings + calls + 1)),
        closing=closing,
        opening=opening,
    )
    openings = _table(
        OPENING,
        procedure=np.append(a.opening_procedure, -1),
        entry=np.append(a.opening_entry, -1),
        calls=np.searchsorted(a.call_opening, np.arange(len(a.opening_entry) + 1)),
    )
    return_of = np.full((closings, calls), -1)
    own = a.closing_procedure[a.return_closing] == a.opening_procedure[a.call_opening[a.return_call]]
    return_of[a.return_closing[own], a.return_call[own]] = a.return_state[own]
    returning = np.append(0, np.cumsum(closing[:states] >= 0))
    first_state = np.searchsorted(a.procedure, np.arange(int(a.procedure.max()) + 2))
    return Layout(
        edges, _table(STEP, target=by_source["target"], label=by_source["label"]), nodes, openings,
        opening_of=a.call_opening.astype(np.int64),
        by_label=by_label,
        read=np.searchsorted(edges["label"][by_label], np.arange(a.labels + 2)),
        inward=inward,
        first_state=first_state,
        return_of=return_of, return_to=np.ascontiguousarray(return_of.T, np.int32), final=np.flatnonzero(a.accepting),
        slot_of=returning[:-1] - returning[first_state[a.procedure]], slots=np.diff(returning[first_state]),
    )  # fmt: skip


def _table(dtype: np.dtype[np.void], **columns: NDArray[np.integer]) -> Table:
    table = np.zeros(len(next(iter(columns.values()))), dtype)
    for name, column in columns.items():
        table[name] = column
    return table
