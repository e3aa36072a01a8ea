"""Labels: the sets of token classes that lead from one state to another, so that two states are joined by one edge."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.jit import kernel

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]


class Labelled:
    """What automata over labels have in common; see `tokens.automaton.LabelledAutomaton`."""

    __slots__ = ()
    class_of_token: Ints
    label_offsets: Ints
    source: Ints
    accepting: Bools

    @property
    def states(self) -> int:
        return len(self.accepting)

    @property
    def edges(self) -> int:
        return len(self.source)

    @property
    def nbytes(self) -> int:
        columns = (getattr(self, field.name) for field in fields(cast(Any, self)))
        return sum(column.nbytes for column in columns if isinstance(column, np.ndarray))

    @property
    def classes(self) -> int:
        return int(self.class_of_token.max(initial=-1)) + 1

    @property
    def labels(self) -> int:
        return len(self.label_offsets) - 1

    @property
    def filler(self) -> int:
        return self.labels - 1

    @property
    def finite(self) -> Any:
        return None

    def after(self, tokens: Ints, room: int) -> Any:
        del tokens, room


@kernel
def labelled_edges(used, offsets, sources, targets, states):  # type: ignore[no-untyped-def]
    """Edges sorted by source, each with the label (a set of classes, numbered) of all classes that follow it."""
    start = np.zeros(states + 1, np.int64)
    for c in range(len(used)):
        for k in range(offsets[used[c]], offsets[used[c] + 1]):
            start[sources[k] + 1] += 1
    for s in range(states):
        start[s + 1] += start[s]
    total = start[states]
    by_target = np.empty(total, np.int32)
    by_class = np.empty(total, np.int32)
    fill = start[:-1].copy()
    for c in range(len(used)):
        for k in range(offsets[used[c]], offsets[used[c] + 1]):
            s = sources[k]
            by_target[fill[s]] = targets[k]
            by_class[fill[s]] = c
            fill[s] += 1
    source = np.empty(1 << 12, np.int32)
    target = np.empty(1 << 12, np.int32)
    label = np.empty(1 << 12, np.int32)
    edges = 0
    label_offsets = np.empty(1 << 10, np.int32)
    label_offsets[0] = 0
    label_classes = np.empty(1 << 12, np.int32)
    hashes = np.empty(1 << 10, np.uint64)
    labels = 0
    size = 1 << 12
    slots = np.full(size, -1, np.int32)
    for s in range(states):
        order = np.argsort(by_target[start[s] : start[s + 1]], kind="mergesort")
        k = 0
        while k < len(order):
            t = by_target[start[s] + order[k]]
            past = k
            mix = np.uint64(0)
            while past < len(order) and by_target[start[s] + order[past]] == t:
                h = np.uint64(by_class[start[s] + order[past]] + 1) * np.uint64(0x9E3779B97F4A7C15)
                h = (h ^ (h >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
                mix += h ^ (h >> np.uint64(32))
                past += 1
            slot = np.int64((mix ^ (mix >> np.uint64(33))) & np.uint64(size - 1))
            known = -1
            while slots[slot] >= 0:
                other = slots[slot]
                if hashes[other] == mix and label_offsets[other + 1] - label_offsets[other] == past - k:
                    same = True
                    for j in range(past - k):
                        if label_classes[label_offsets[other] + j] != by_class[start[s] + order[k + j]]:
                            same = False
                            break
                    if same:
                        known = other
                        break
                slot = (slot + 1) & (size - 1)
            if known < 0:
                known = labels
                slots[slot] = labels
                if labels + 2 > len(label_offsets):
                    longer = np.empty(2 * len(label_offsets), np.int32)
                    longer[: labels + 1] = label_offsets[: labels + 1]
                    label_offsets = longer
                    wider = np.empty(2 * len(hashes), np.uint64)
                    wider[:labels] = hashes[:labels]
                    hashes = wider
                at = label_offsets[labels]
                if at + past - k > len(label_classes):
                    deeper = np.empty(2 * len(label_classes) + past - k, np.int32)
                    deeper[:at] = label_classes[:at]
                    label_classes = deeper
                for j in range(past - k):
                    label_classes[at + j] = by_class[start[s] + order[k + j]]
                hashes[labels] = mix
                labels += 1
                label_offsets[labels] = at + past - k
                if 2 * labels > size:
                    size *= 4
                    slots = np.full(size, -1, np.int32)
                    for m in range(labels):
                        h = hashes[m]
                        slot = np.int64((h ^ (h >> np.uint64(33))) & np.uint64(size - 1))
                        while slots[slot] >= 0:
                            slot = (slot + 1) & (size - 1)
                        slots[slot] = m
            if edges == len(source):
                larger = np.empty(2 * edges, np.int32)
                larger[:edges] = source
                source = larger
                larger = np.empty(2 * edges, np.int32)
                larger[:edges] = target
                target = larger
                larger = np.empty(2 * edges, np.int32)
                larger[:edges] = label
                label = larger
            source[edges] = s
            target[edges] = t
            label[edges] = known
            edges += 1
            k = past
    last = label_offsets[labels]
    return (
        source[:edges].copy(), target[:edges].copy(), label[:edges].copy(),
        label_offsets[: labels + 1].copy(), label_classes[:last].copy(),
    )  # fmt: skip
