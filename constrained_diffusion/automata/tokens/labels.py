"""Labels: the sets of token classes that lead from one state to another, so that two states are joined by one edge."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.interning import interned, no_rows, sort, with_room, with_slots
from constrained_diffusion.jit import inner, kernel

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]


class Labelled:
    """What automata over labels have in common; see `tokens.automaton.LabelledAutomaton`."""

    __slots__ = ()
    class_of_token: Ints
    label_offsets: Ints
    label_classes: Ints
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


def labelled_edges(
    used: Ints, offsets: NDArray[np.int64], pairs: Ints, states: int
) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Edges sorted by source and target, each with the label of all classes that follow it.

    Class c leads from sources to targets as the pairs ``pairs[offsets[m]:offsets[m + 1]]`` say, where m is ``used[c]``.

    Returns:
        source, target and label of every edge;
        the labels, which are sets of classes, numbered: their offsets, and the classes of each in rising order.
    """
    source, target, label, first, count, pool = _edges(used, offsets, pairs, states)
    return source, target, label, first[: count + 1].astype(np.int32), pool[: first[count]].copy()


@kernel
def _edges(used, offsets, pairs, states):  # type: ignore[no-untyped-def]
    """Labels are interned rows of classes."""
    start, by_class, by_target = _by_source(used, offsets, pairs, states)
    place = np.empty(states, np.int32)
    edges, widest = _count(start, by_target, place)
    source, target, label = np.empty(edges, np.int32), np.empty(edges, np.int32), np.empty(edges, np.int32)
    distinct = np.empty(states, np.int32)
    row = np.empty(widest, np.int32)
    pool, first, slots = no_rows()
    pool = with_room(pool, widest)
    count = np.int64(0)
    e = 0
    for s in range(states):
        found = _sort_by_target(by_class, by_target, start[s], start[s + 1], distinct, place, row)
        k = 0
        for d in range(found):
            t = distinct[d]
            past = first[count]
            while k < place[t]:
                pool[past] = row[k]
                past += 1
                k += 1
            place[t] = 0
            source[e], target[e], label[e] = s, t, interned(pool, first, slots, count, past)
            if label[e] == count:
                count += 1
                first, slots = with_slots(first, slots, count)
                pool = with_room(pool, past + widest)
            e += 1
    return source, target, label, first, count, pool


@inner
def _by_source(used, offsets, pairs, states):  # type: ignore[no-untyped-def]
    """The moves of all classes, grouped by source, by class in each group: start of every group, class, target."""
    start = np.empty(states + 2, np.int64)
    for s in range(states + 2):
        start[s] = 0
    for c in range(len(used)):
        for k in range(offsets[used[c]], offsets[used[c] + 1]):
            start[pairs[k, 0] + 2] += 1
    for s in range(states):
        start[s + 2] += start[s + 1]
    by_class = np.empty(start[states + 1], np.int32)
    by_target = np.empty(start[states + 1], np.int32)
    for c in range(len(used)):
        for k in range(offsets[used[c]], offsets[used[c] + 1]):
            free = start[pairs[k, 0] + 1]
            by_class[free], by_target[free] = c, pairs[k, 1]
            start[pairs[k, 0] + 1] = free + 1
    return start, by_class, by_target


@inner
def _count(start, by_target, last):  # type: ignore[no-untyped-def]
    """The number of pairs of source and target, and the greatest number of moves from one source.

    `last` has an entry for every state; all are left at zero.
    """
    for t in range(len(last)):
        last[t] = -1
    pairs, widest = 0, 0
    for s in range(len(last)):
        if start[s + 1] - start[s] > widest:
            widest = start[s + 1] - start[s]
        for k in range(start[s], start[s + 1]):
            if last[by_target[k]] != s:
                last[by_target[k]] = s
                pairs += 1
    for t in range(len(last)):
        last[t] = 0
    return pairs, widest


@inner
def _sort_by_target(by_class, by_target, begin, past, distinct, place, row):  # type: ignore[no-untyped-def]
    """Lists the distinct targets of one source in rising order, and in `row` the classes, target by target.

    `place`, zero everywhere, becomes where the classes of each of these targets end. Returns their number.
    """
    found = np.int64(0)
    for k in range(begin, past):
        t = by_target[k]
        if place[t] == 0:
            distinct[found] = t
            found += 1
        place[t] += 1
    sort(distinct, np.int64(0), found)
    free = 0
    for d in range(found):
        size = place[distinct[d]]
        place[distinct[d]] = free
        free += size
    for k in range(begin, past):
        t = by_target[k]
        row[place[t]] = by_class[k]
        place[t] += 1
    return found
