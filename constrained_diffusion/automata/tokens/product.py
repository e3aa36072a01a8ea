"""The token sequences of two finite automata over one vocabulary: their product, class by class.

A state is a pair of states, a class a pair of classes that some token has in both, and a label what two labels have in
common. At most one edge joins two states in either automaton, so at most one joins two pairs.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.tokens.finite import TokenAutomaton, trimmed
from constrained_diffusion.errors import ConstraintTooLarge

MAX_EDGES = 10_000_000
_MOST_MEETINGS = 200_000_000
"""Pairs of edges that are looked at, in all."""
_AT_ONCE = 2_000_000
"""And at a time, which bounds the memory."""

Longs = NDArray[np.int64]


def intersection(first: TokenAutomaton, second: TokenAutomaton) -> TokenAutomaton:
    """The automaton of the token sequences of both.

    Raises:
        ConstraintTooLarge: it would have more edges than the library is willing to hold.
    """
    both = (first.class_of_token >= 0) & (second.class_of_token >= 0)
    pairs, kind = np.unique(
        np.stack([first.class_of_token[both], second.class_of_token[both]]), axis=1, return_inverse=True
    )
    class_of_token = np.full(len(both), -1, np.int32)
    class_of_token[both] = kind.reshape(-1)
    shared = _Labels(first, second, pairs)
    states, edges = _product(first, second, shared)
    end = int(np.flatnonzero((states == [[first.states - 1], [second.states - 1]]).all(0))[0])
    order = np.append(np.delete(np.arange(states.shape[1]), end), end)  # the end is the last state
    number = np.empty(len(order), np.int64)
    number[order] = np.arange(len(order))
    accepting = first.accepting[states[0]] & second.accepting[states[1]]
    label_offsets, label_classes = shared.members()
    return trimmed(
        TokenAutomaton(
            class_of_token=class_of_token,
            label_offsets=label_offsets,
            label_classes=label_classes,
            source=number[edges[0]].astype(np.int32),
            target=number[edges[1]].astype(np.int32),
            label=edges[2].astype(np.int32),
            accepting=accepting[order],
            distance=np.zeros(0, np.int32),
            longest=-1,
        )
    )


class _Labels:
    """What labels of the two automata have in common: number [labels, labels], -1 where that is nothing.

    The last number is that of the two fillers, whatever else has the same classes.
    """

    def __init__(self, first: TokenAutomaton, second: TokenAutomaton, pairs: NDArray[np.int32]) -> None:
        self._held = [_held(a, kinds) for a, kinds in ((first, pairs[0]), (second, pairs[1]))]
        common = (self._held[0].astype(np.float32) @ self._held[1].astype(np.float32).T) > 0
        filler = (first.labels - 1, second.labels - 1)
        common[filler] = False
        self._one, self._other = np.nonzero(common)
        self.number = np.full(common.shape, -1, np.int64)
        self.number[self._one, self._other] = np.arange(len(self._one))
        self.number[filler] = len(self._one)
        self._one, self._other = np.append(self._one, filler[0]), np.append(self._other, filler[1])

    def members(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Offsets and classes of all labels."""
        rows = [
            np.flatnonzero(self._held[0][a] & self._held[1][b]) for a, b in zip(self._one, self._other, strict=True)
        ]
        return np.cumsum([0, *map(len, rows)]).astype(np.int32), np.concatenate(rows).astype(np.int32)


def _held(automaton: TokenAutomaton, kinds: NDArray[np.int32]) -> NDArray[np.bool_]:
    """[labels, pairs]: whether a label holds the automaton's class `kinds` [pairs] of a pair."""
    held = np.zeros((automaton.labels, automaton.classes), np.bool_)
    held[np.repeat(np.arange(automaton.labels), np.diff(automaton.label_offsets)), automaton.label_classes] = True
    return held[:, kinds]


def _too_large(first: TokenAutomaton, second: TokenAutomaton) -> ConstraintTooLarge:
    return ConstraintTooLarge(
        f"two automata of {first.edges} and {second.edges} edges have more than {MAX_EDGES} in common, or meet in more "
        f"than {_MOST_MEETINGS} ways; Conjunction(a, b) searches instead of joining them"
    )


def _product(first: TokenAutomaton, second: TokenAutomaton, shared: _Labels) -> tuple[Longs, Longs]:
    """Pairs of states [2, states] that are reached, the start first, and edges [3, edges]: source, target, label."""
    width = second.states
    goal = (first.states - 1) * width + width - 1
    found = {0: 0, goal: 1}
    starts = [np.searchsorted(a.source, np.arange(a.states + 1)) for a in (first, second)]
    frontier = np.array([0, goal])
    columns: list[Longs] = []
    total = looked_at = 0
    while len(frontier):
        one, other = frontier // width, frontier % width
        ways = [(start[s + 1] - start[s]) for start, s in zip(starts, (one, other), strict=True)]
        meets = np.cumsum(ways[0] * ways[1])
        if meets[-1] > _AT_ONCE and len(frontier) > 1:  # the rest waits
            first_few = max(int(np.searchsorted(meets, _AT_ONCE)), 1)
            frontier, later = frontier[:first_few], frontier[first_few:]
            one, other, ways = one[:first_few], other[:first_few], [way[:first_few] for way in ways]
        else:
            later = frontier[:0]
        looked_at += int(meets[len(frontier) - 1])
        if looked_at > _MOST_MEETINGS:
            raise _too_large(first, second)
        each = np.repeat(np.arange(len(frontier)), ways[0] * ways[1])
        within = np.arange(len(each)) - np.repeat(np.cumsum(ways[0] * ways[1]) - ways[0] * ways[1], ways[0] * ways[1])
        mine = starts[0][one[each]] + within // np.maximum(ways[1][each], 1)
        theirs = starts[1][other[each]] + within % np.maximum(ways[1][each], 1)
        label = shared.number[first.label[mine], second.label[theirs]]
        live = label >= 0
        target = first.target[mine[live]].astype(np.int64) * width + second.target[theirs[live]]
        fresh = [code for code in np.unique(target).tolist() if code not in found]
        found.update(zip(fresh, range(len(found), len(found) + len(fresh)), strict=True))
        columns.append(np.stack([frontier[each[live]], target, label[live]]))
        total += len(target)
        if total > MAX_EDGES:
            raise _too_large(first, second)
        frontier = np.concatenate([later, np.array(fresh, np.int64)])
    codes = np.array(list(found), np.int64)
    edges = np.concatenate(columns, axis=1)
    order = np.argsort(codes)
    for row in (0, 1):
        edges[row] = order[np.searchsorted(codes[order], edges[row])]
    return np.stack([codes // width, codes % width]), edges
