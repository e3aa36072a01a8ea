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
from constrained_diffusion.automata.bytes.nfa import FIRST_MARK, byte_automaton
from constrained_diffusion.automata.tables import DEAD
from constrained_diffusion.languages.ir import MARKS

Ints = NDArray[np.int32]

OUTSIDE = -1
"""In the place of a region: none. In the place of a count: no region is entered."""
_MOST_MARKS = 64
"""Marks that are read over at a time; more are taken for a circle of items without bytes."""


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
    def __init__(self, counted: Counted) -> None:
        self.bounds = counted.bounds
        dfa = byte_automaton(counted.tree)
        kinds = dfa.byte_class.astype(np.int32)
        self.rows: list[list[int]] = dfa.table.tolist()
        self.is_end: list[bool] = dfa.accepting.tolist()
        self.marks: list[int] = kinds[FIRST_MARK : FIRST_MARK + MARKS].tolist()
        used, byte_class = np.unique(kinds[:FIRST_MARK], return_inverse=True)
        self.columns: list[int] = used.tolist()
        # Bytes that UTF-8 does not use lead nowhere, as the marks do once they are read over.
        self.byte_class = np.full(256, len(used), np.int32)
        self.byte_class[:FIRST_MARK] = byte_class

    def automaton(self) -> CountedDfa:
        number, order = {0: 0}, [0]
        steps: list[list[_Way]] = []
        ends: list[_Way | None] = []
        for state in order:
            ways = self._ways(state)
            end, row = self._only([way for way in ways if self.is_end[way.state]]), []
            for column in self.columns:
                way = self._only([way for way in ways if self.rows[way.state][column] != DEAD])
                target = DEAD if way is None else self.rows[way.state][column]
                if target != DEAD and target not in number:
                    number[target] = len(order)
                    order.append(target)
                row.append(
                    _Way(DEAD) if way is None else _Way(number.get(target, DEAD), way.added, way.left, way.entered)
                )
            steps.append(row)
            ends.append(end)
        region = self._regions(steps, ends)
        table, added, entered = (
            np.array([[getattr(way, name) for way in row] + [blank] for row in steps], np.int32)
            for name, blank in (("state", DEAD), ("added", 0), ("entered", OUTSIDE))
        )
        return CountedDfa(
            byte_class=self.byte_class,
            table=table,
            added=added,
            entered=entered,
            region=np.array(region, np.int32),
            least=np.array([least for least, _ in self.bounds], np.int32),
            most=np.array([most for _, most in self.bounds], np.int32),
            accepting=np.array([end is not None for end in ends]),
        )

    def _ways(self, state: int) -> list[_Way]:
        """All rows of marks from a state that some bounds do not forbid, the empty one first."""
        ways = [_Way(state)]
        for way in ways:
            if len(ways) > _MOST_MARKS:
                raise NotCountable(self._at_fault(ways))
            ways += [
                after
                for mark, column in enumerate(self.marks)
                if (target := self.rows[way.state][column]) != DEAD and (after := self._past(way, mark, target))
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

    def _only(self, ways: list[_Way]) -> _Way | None:
        if len(ways) > 1:
            raise NotCountable(self._at_fault(ways))
        return ways[0] if ways else None

    def _at_fault(self, ways: list[_Way]) -> frozenset[Bounds]:
        """The bounds of the regions that the ways leave, or else of those that are left next behind them, or all."""
        told = {way.left for way in ways} - {OUTSIDE}
        waiting = [way.state for way in ways]
        seen = set(waiting)
        for state in waiting:
            if told:
                break
            told = {way.left for way in self._leaving(state)}
            fresh = {target for target in self.rows[state] if target != DEAD} - seen
            seen |= fresh
            waiting += sorted(fresh)
        return frozenset(self.bounds[number] for number in told) or frozenset(self.bounds)

    def _leaving(self, state: int) -> list[_Way]:
        """The ways over digits alone that leave a region."""
        ways = [_Way(state)]
        for way in ways:
            ways += [
                after
                for mark, column in enumerate(self.marks)
                if mark >= END and (mark > END or way.number is not None)
                if (target := self.rows[way.state][column]) != DEAD and (after := self._past(way, mark, target))
                if way.left == OUTSIDE
            ]
        return [way for way in ways if way.left != OUTSIDE]

    def _regions(self, steps: list[list[_Way]], ends: list[_Way | None]) -> list[int]:
        """The region of every state: that which is left next on all ways from it, if it is within one."""
        inside = [False] * len(steps)
        waiting = [0]
        seen = {0}
        while waiting:
            state = waiting.pop()
            for way in steps[state]:
                if way.state == DEAD or way.state in seen:
                    continue
                seen.add(way.state)
                inside[way.state] = way.entered != OUTSIDE or (inside[state] and way.left == OUTSIDE)
                waiting.append(way.state)
        region = [OUTSIDE] * len(steps)
        before: list[list[int]] = [[] for _ in steps]
        for state, row in enumerate(steps):
            for way in row:
                if way.state != DEAD and way.entered == OUTSIDE and way.left == OUTSIDE and inside[state]:
                    before[way.state].append(state)
        for state, row in enumerate(steps):
            for found in [way.left for way in (*row, ends[state]) if way is not None] if inside[state] else []:
                if found == OUTSIDE:
                    continue
                spread = [state]
                while spread:
                    at = spread.pop()
                    if region[at] not in (OUTSIDE, found):
                        raise NotCountable(frozenset((self.bounds[region[at]], self.bounds[found])))
                    if region[at] == OUTSIDE:
                        region[at] = found
                        spread += before[at]
        return region
