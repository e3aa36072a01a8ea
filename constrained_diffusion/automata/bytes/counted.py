"""Deterministic byte automata with one counter: the states of a region act alike at every count.

Made of the automaton of a tree with marks (`bytes.counting`) by reading over the marks: a byte takes the automaton past
all marks before it. That is deterministic, and the count of items a function of the bytes that were read, if in no
state a byte (or the end of the text) can be had behind two rows of marks. Where it can, because an item may be empty,
or begin as what follows the region, or because regions with other bounds begin alike, there is no such automaton.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.bytes.counting import DIGITS, END, ENTER, ITEM, Bounds, Counted
from constrained_diffusion.automata.bytes.nfa import byte_automaton
from constrained_diffusion.automata.tables import DEAD
from constrained_diffusion.automata.work import spend
from constrained_diffusion.jit import inner, kernel
from constrained_diffusion.languages.ir import MARKS
from constrained_diffusion.vocabulary.core import FIRST_MARK

Ints = NDArray[np.int32]

OUTSIDE = -1
"""In the place of a region: none. In the place of a count: no region is entered."""
_MOST_MARKS = 64
"""Marks that are read over at a time; more are taken for a circle of items without bytes."""
_STEPS, _STEPS_OF_A_MARK = 500, 20_000
"""What a state costs, and what one with marks does besides (`automata.work`)."""


class NotCountable(Exception):
    """The count is no function of the bytes that were read.

    Attributes:
        bounds: those of the regions that are at fault.
    """

    def __init__(self, bounds: frozenset[Bounds]) -> None:
        super().__init__()
        self.bounds = bounds


@dataclass(frozen=True, slots=True, eq=False)
class CountedDfa:
    """An automaton over bytes with one counter; state 0 is the start, where the count is 0. All arrays are int32.

    A transition from a state of a region adds items to the count. If it leads out of the region, or enters one anew,
    the count must then lie within the bounds of the region that is left.

    Attributes:
        byte_class: [256], the class of every byte.
        table: [states, classes], the next state, `DEAD` where there is none.
        added: [states, classes], the items added to the count, in the region of the state that is left.
        entered: [states, classes], the count with which a region is entered, `OUTSIDE` where none is.
        region: [states], the region of every state, `OUTSIDE` for those that are in none.
        least, most: [regions], their bounds.
        accepting: [states] bool, states in which a text may end; in a region, if its count is within the bounds.
    """

    byte_class: Ints
    table: Ints
    added: Ints
    entered: Ints
    region: Ints
    least: Ints
    most: Ints
    accepting: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Way:
    """A row of marks from a state: where it leads, and what it does to the count.

    Attributes:
        state: where it leads.
        added: items before the region is left, if it is left.
        left: the region that is left, `OUTSIDE` if none is.
        entered: the items since a region was entered, `OUTSIDE` if none was.
        number: the digits that were read of the number of bounds, None if there are none.
    """

    state: int
    added: int = 0
    left: int = OUTSIDE
    entered: int = OUTSIDE
    number: int | None = None


def counted_automaton(counted: Counted) -> CountedDfa:
    """The automaton of a tree with marks.

    Raises:
        NotCountable: there is none.
        ConstraintTooLarge: without the counter, it would have more states than the library is willing to hold.
    """
    return _Silencing(counted).automaton()


class _Silencing:
    """An automaton with marks, and what a byte does in each of its states once the marks before it are read over.

    Attributes:
        steps: [states, columns], where a byte leads, `DEAD` where it does not.
        added, left, entered: [states, columns], of the way that it takes there (`_Way`).
        ends, ends_leaving: [states], whether a text may end, and the region that is left there.
        faults: of some states, the bounds because of which the count is no function of the bytes.
    """

    def __init__(self, counted: Counted) -> None:
        self.bounds = counted.bounds
        dfa = byte_automaton(counted.tree)
        kinds = dfa.byte_class.astype(np.int32)
        used, byte_class = np.unique(kinds[:FIRST_MARK], return_inverse=True)
        # Bytes that UTF-8 does not use lead nowhere, as the marks do once they are read over.
        self.byte_class = np.full(256, len(used), np.int32)
        self.byte_class[:FIRST_MARK] = byte_class
        spend(_STEPS * len(dfa.table), "counting instead of drawing out")
        self.whole = dfa.table
        self.bytes = np.concatenate([dfa.table[:, used], np.full((len(dfa.table), 1), DEAD, np.int32)], axis=1)
        self.marks = dfa.table[:, kinds[FIRST_MARK : FIRST_MARK + MARKS]]
        self.steps = self.bytes.copy()
        self.added, self.left = np.zeros_like(self.steps), np.full_like(self.steps, OUTSIDE)
        self.entered = self.left.copy()
        self.is_end = dfa.accepting
        self.ends, self.ends_leaving = dfa.accepting.copy(), np.full(len(dfa.table), OUTSIDE, np.int32)
        self.faults: dict[int, frozenset[Bounds]] = {}
        between_bytes = np.zeros(len(dfa.table) + 1, np.bool_)  # the last is where -1 leads
        between_bytes[self.bytes] = between_bytes[0] = True
        marked = np.flatnonzero((self.marks != DEAD).any(1) & between_bytes[:-1]).tolist()
        spend(_STEPS_OF_A_MARK * len(marked), "counting instead of drawing out")
        for state in marked:
            self._read_over(state)

    def automaton(self) -> CountedDfa:
        order, inside = _reached(self.steps, self.left, self.entered)
        faults = [self.faults[state] for state in self.faults.keys() & set(order.tolist())]
        if faults:
            raise NotCountable(frozenset[Bounds]().union(*faults))
        region, clashes = _regions(self.steps, self.left, self.entered, self.ends_leaving, order, inside)
        if len(clashes):
            raise NotCountable(frozenset(self.bounds[number] for number in np.unique(clashes)))
        number = np.full(len(self.steps) + 1, DEAD, np.int32)  # the last is where -1 leads
        number[order] = np.arange(len(order))
        return CountedDfa(
            byte_class=self.byte_class,
            table=number[self.steps[order]],
            added=self.added[order],
            entered=self.entered[order],
            region=region[order],
            least=np.array([least for least, _ in self.bounds], np.int32),
            most=np.array([most for _, most in self.bounds], np.int32),
            accepting=self.ends[order],
        )

    def _read_over(self, state: int) -> None:
        """Fills in the rows of a state with marks."""
        ways = self._ways(state)
        if len(ways) > _MOST_MARKS:
            self.faults[state] = self._at_fault(ways)
            return
        targets = self.bytes[[way.state for way in ways]]
        alive = targets != DEAD
        ending = [way for way in ways if self.is_end[way.state]]
        several = {tuple(column) for column in alive.T[alive.sum(0) > 1].tolist()}
        found = [self._at_fault([way for way, is_one in zip(ways, which, strict=True) if is_one]) for which in several]
        found += [self._at_fault(ending)] if len(ending) > 1 else []
        if found:
            self.faults[state] = frozenset[Bounds]().union(*found)
        way, columns = alive.argmax(0), np.arange(alive.shape[1])
        self.steps[state] = targets[way, columns]
        is_step = alive.any(0)
        for rows, values in (
            (self.added, [way.added for way in ways]),
            (self.left, [way.left for way in ways]),
            (self.entered, [way.entered for way in ways]),
        ):
            rows[state, is_step] = np.array(values, np.int32)[way[is_step]]
        self.ends[state] = bool(ending)
        if ending:
            self.ends_leaving[state] = ending[0].left

    def _ways(self, state: int) -> list[_Way]:
        """The rows of marks from a state that no bounds forbid, the empty one first; all, or more than are allowed."""
        ways = [_Way(state)]
        for way in ways:
            if len(ways) > _MOST_MARKS:
                break
            ways += [
                after
                for mark, target in enumerate(self.marks[way.state].tolist())
                if target != DEAD and (after := self._past(way, mark, target))
            ]
        return ways

    def _past(self, way: _Way, mark: int, target: int) -> _Way | None:
        """A way and one mark more; None where it leaves a region that it has entered with too few items."""
        if mark == ENTER:
            return _Way(target, way.added, way.left, 0)
        if mark == ITEM:
            if way.entered == OUTSIDE:
                return _Way(target, way.added + 1, way.left)
            return _Way(target, way.added, way.left, way.entered + 1)
        if mark != END:
            return _Way(target, way.added, way.left, way.entered, DIGITS * (way.number or 0) + mark - END - 1)
        assert way.number is not None
        if way.entered == OUTSIDE:
            return _Way(target, way.added, way.number)
        least, most = self.bounds[way.number]
        return _Way(target, way.added, way.left) if least <= way.entered <= most else None

    def _at_fault(self, ways: list[_Way]) -> frozenset[Bounds]:
        """The bounds of the regions that the ways leave, or else of those that are left next behind them, or all."""
        told = {way.left for way in ways} - {OUTSIDE}
        waiting = [way.state for way in ways]
        seen = set(waiting)
        for state in waiting:
            if told:
                break
            told = {way.left for way in self._leaving(state)}
            fresh = {target for target in self.whole[state].tolist() if target != DEAD} - seen
            seen |= fresh
            waiting += sorted(fresh)
        return frozenset(self.bounds[number] for number in told) or frozenset(self.bounds)

    def _leaving(self, state: int) -> list[_Way]:
        """The ways over digits alone that leave a region."""
        ways = [_Way(state)]
        for way in ways:
            ways += [
                after
                for mark, target in enumerate(self.marks[way.state].tolist())
                if mark >= END and (mark > END or way.number is not None)
                if target != DEAD and (after := self._past(way, mark, target))
                if way.left == OUTSIDE
            ]
        return [way for way in ways if way.left != OUTSIDE]


@kernel
def _reached(steps, left, entered):  # type: ignore[no-untyped-def]
    """The states that are met from the first on, in that order; and of every state whether it is within a region."""
    order, seen = np.empty(len(steps), np.int32), np.zeros(len(steps), np.bool_)
    inside = np.zeros(len(steps), np.bool_)
    order[0], seen[0], count, at = 0, True, 1, 0
    while at < count:
        state = order[at]
        at += 1
        for column in range(steps.shape[1]):
            target = steps[state, column]
            if target != DEAD and not seen[target]:
                seen[target] = True
                inside[target] = entered[state, column] != OUTSIDE or (inside[state] and left[state, column] == OUTSIDE)
                order[count] = target
                count += 1
    return order[:count].copy(), inside


@kernel
def _regions(steps, left, entered, ends_leaving, order, inside):  # type: ignore[no-untyped-def]
    """The region of every state, that which is left next on all ways from it, if it is in one; and those at odds."""
    first = np.zeros(len(steps) + 1, np.int64)
    for state in order:
        for column in range(steps.shape[1]):
            if _stays(steps, left, entered, inside, state, column):
                first[steps[state, column] + 1] += 1
    for state in range(len(steps)):
        first[state + 1] += first[state]
    before, filled = np.empty(first[-1], np.int32), first[:-1].copy()
    for state in order:
        for column in range(steps.shape[1]):
            if _stays(steps, left, entered, inside, state, column):
                target = steps[state, column]
                before[filled[target]] = state
                filled[target] += 1
    region, clashes = (
        np.full(len(steps), OUTSIDE, np.int32),
        np.zeros(1 + max(left.max(), ends_leaving.max()), np.bool_),
    )
    waiting = np.empty(len(steps), np.int32)
    for state in order:
        if not inside[state]:
            continue
        for column in range(steps.shape[1] + 1):
            found = left[state, column] if column < steps.shape[1] else ends_leaving[state]
            if found == OUTSIDE:
                continue
            count = _claimed(region, clashes, waiting, np.int64(0), state, found)
            while count > 0:
                count -= 1
                at = waiting[count]
                for k in range(first[at], first[at + 1]):
                    count = _claimed(region, clashes, waiting, count, before[k], found)
    return region, np.flatnonzero(clashes)


@inner
def _stays(steps, left, entered, inside, state, column):  # type: ignore[no-untyped-def]
    """Whether a byte leads on within the region of a state."""
    is_step = steps[state, column] != DEAD and inside[state]
    return is_step and left[state, column] == OUTSIDE and entered[state, column] == OUTSIDE


@inner
def _claimed(region, clashes, waiting, count, state, found):  # type: ignore[no-untyped-def]
    """Gives a state to a region, and puts it among those that wait if it was free; how many wait then."""
    if region[state] == OUTSIDE:
        region[state] = found
        waiting[count] = state
        return count + 1
    if region[state] != found:
        clashes[region[state]] = clashes[found] = True
    return count
