"""An automaton with a counter as a finite one, every count a state of its own: for products, which know no counters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.bytes.counting import UNBOUNDED
from constrained_diffusion.automata.tokens.counted_arcs import LEAVES, OUTWARD, STAYS, Arcs
from constrained_diffusion.automata.tokens.finite import TokenAutomaton, trimmed

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

MAX_EDGES = 2_000_000
"""An automaton that would have more is not drawn out."""


class _Labels:
    """Labels [..., filler], and unions of them, which come behind all others."""

    def __init__(self, offsets: Ints, classes: Ints) -> None:
        self.rows = [classes[i:j] for i, j in pairwise(offsets.tolist())]
        self.labels = len(self.rows)
        self._known: dict[tuple[int, ...], int] = {}

    def union(self, labels: tuple[int, ...]) -> int:
        """The number of the label that holds what any of the given ones holds."""
        if len(labels) == 1:
            return labels[0]
        if labels not in self._known:
            self._known[labels] = len(self.rows)
            self.rows.append(np.unique(np.concatenate([self.rows[label] for label in labels])))
        return self._known[labels]

    def with_filler_last(self) -> tuple[Ints, Ints, Ints]:
        """Offsets and classes of all labels, and the new number of each."""
        order = [*range(self.labels - 1), *range(self.labels, len(self.rows)), self.labels - 1]
        number = np.empty(len(order), np.int32)
        number[order] = np.arange(len(order), dtype=np.int32)
        rows = [self.rows[label] for label in order]
        return np.cumsum([0, *map(len, rows)]).astype(np.int32), np.concatenate(rows).astype(np.int32), number


def drawn_out(
    arcs: Arcs, class_of_token: Ints, label_offsets: Ints, label_classes: Ints, finals: tuple[Ints, Ints, Ints],
    start_count: int,
) -> TokenAutomaton | None:  # fmt: skip
    """The same token sequences, None where that takes more than `MAX_EDGES` edges."""
    endless = arcs.most >= UNBOUNDED  # from the least count on, all counts are one there
    top = np.where(endless, arcs.least, arcs.most).astype(np.int64)
    leaves = arcs.kind == LEAVES
    copies = np.where(arcs.kind == OUTWARD, 1, top[arcs.source] + 1)
    copies -= np.where((arcs.kind == STAYS) & ~endless[arcs.source], arcs.added, 0)
    if copies.sum() > MAX_EDGES:
        return None
    first = np.concatenate([[0], np.cumsum(top + 1)])
    labels = _Labels(label_offsets, label_classes)
    stays = np.repeat(np.flatnonzero(~leaves), copies[~leaves])
    count = np.arange(len(stays)) - np.repeat(np.cumsum(copies[~leaves]) - copies[~leaves], copies[~leaves])
    before = first[arcs.source[stays]] + count
    after = np.where(arcs.kind[stays] == STAYS, count + arcs.added[stays], np.maximum(arcs.entered[stays], 0))
    after = np.minimum(after, top[arcs.target[stays]])
    leaving = np.array(list(_leaving(arcs, np.flatnonzero(leaves), first, top, labels)), np.int64).reshape(-1, 3)
    offsets, classes, number = labels.with_filler_last()
    source = np.concatenate([before, leaving[:, 0]])
    target = np.concatenate([first[arcs.target[stays]] + after, leaving[:, 1]])
    label = number[np.concatenate([arcs.label[stays], leaving[:, 2]])]
    accepting = np.zeros(first[-1], np.bool_)
    for state, low, high in zip(*finals, strict=True):
        accepting[first[state] + min(low, top[state]) : first[state] + min(high, top[state]) + 1] = True
    # the configuration at the start becomes the first state
    start = min(start_count, int(top[0]))
    place = np.arange(first[-1])
    place[[0, start]] = place[[start, 0]]
    order = np.argsort(place[source], kind="stable")
    return trimmed(
        TokenAutomaton(
            class_of_token=class_of_token,
            label_offsets=offsets,
            label_classes=classes,
            source=place[source[order]].astype(np.int32),
            target=place[target[order]].astype(np.int32),
            label=label[order],
            accepting=accepting[place],
            distance=np.zeros(0, np.int32),
            longest=-1,
        )
    )


def _leaving(
    arcs: Arcs, edges: NDArray[np.intp], first: Longs, top: Longs, labels: _Labels
) -> Iterator[tuple[int, int, int]]:
    """Source, target and label of the edges that leave regions, one for all that lead from one count to one place."""

    def ends(e: int) -> tuple[int, int, int]:
        return int(arcs.source[e]), int(arcs.target[e]), max(int(arcs.entered[e]), 0)

    for (source, target, entered), group in groupby(sorted(edges.tolist(), key=ends), key=ends):
        least, most = int(arcs.least[source]), int(arcs.most[source])
        ways = [(int(arcs.added[e]), int(arcs.label[e])) for e in group]
        for count in range(int(top[source]) + 1):
            if open_labels := tuple(sorted(label for added, label in ways if least <= count + added <= most)):
                entry = int(first[target]) + min(entered, int(top[target]))
                yield int(first[source]) + count, entry, labels.union(open_labels)
