"""Whether every text of a context-free language has one run of its pushdown automaton.

In general that cannot be decided. Here two runs over one text are followed from where they part; if they never meet
again in the end, the language is unambiguous. If they do meet, or get out of step for long, the answer is no: what
hangs on it is then promised for runs only.

Two runs are *in step* for as long as they push and pop together. Out of step they are where one has made a call and
the other goes on without, as in ``f(x) OVER (`` and ``f(x) OR``; that is followed byte by byte, stacks and all, until
no byte is left that both can read or their stacks are of one height again.
"""

from __future__ import annotations

import numpy as np

from constrained_diffusion.automata.stack.pushdown import POPPED, Bools, Configuration, Configurations

_LIMIT = 200_000
_MOST_STEPS = 3_000_000
_OUT_OF_STEP = 20_000
"""Pairs of moves that are followed out of step, in all."""
_HEIGHT = 4
"""The most frames that one of two runs out of step may have opened since they were in step."""

_Pair = tuple[int, int]


def is_unambiguous(configurations: Configurations) -> bool:
    """Whether it is certain that no text has two runs."""
    return _Search(configurations).finds_nothing()


class _Search:
    """Pairs of states that two different runs over one text can be in, by the frame in which they parted or entered.

    A frame is None where both runs have the stack that they had when they parted; else the pair in which it was
    entered.
    """

    def __init__(self, configurations: Configurations) -> None:
        self.configurations, self.bodies = configurations, configurations.bodies
        self.known: dict[tuple[int, int], list[Configuration]] = {}
        self.seen: set[tuple[_Pair | None, _Pair]] = set()
        self.waiting: list[tuple[_Pair | None, _Pair]] = []
        self.callers: dict[_Pair, set[tuple[_Pair | None, _Pair]]] = {}
        self.left: set[_Pair] = set()
        self.steps = 0
        self._returned: dict[int, tuple[Bools, bool]] = {}
        self.out_of_step: set[tuple[_Pair | None, Configuration, Configuration]] = set()

    def finds_nothing(self) -> bool:
        parting = self.bodies.reads & ~self.bodies.simple  # where there is more than one way to read a byte
        parted: set[tuple[int, ...]] = set()
        for state, symbol in np.argwhere(parting).tolist():
            ways = self._moves(state, symbol)
            if len({pushed for _, pushed in ways}) == 1 and ways[0][1]:
                # The runs part in what is called, and are one again if they return: from which state does not matter.
                callees = tuple(callee for callee, _ in ways)
                if callees in parted:
                    continue
                parted.add(callees)
            for index, first in enumerate(ways):
                for second in ways[index + 1 :]:
                    if not self._step(None, first, second):
                        return False
        while self.waiting:
            frame, (one, two) = self.waiting.pop()
            if len(self.seen) > _LIMIT:
                return False
            for symbol in np.flatnonzero(self.bodies.reads[one] & self.bodies.reads[two]).tolist():
                for first in self._moves(one, symbol):
                    for second in self._moves(two, symbol):
                        if not self._step(frame, first, second):
                            return False
        return True

    def _moves(self, state: int, symbol: int) -> list[Configuration]:
        """The moves of a state on a byte, each as often as there are ways to make it."""
        key = (state, symbol)
        if key not in self.known:
            self.known[key] = []
            self.configurations.read(state, symbol, (), self.known[key].append)
        return self.known[key]

    def _step(self, frame: _Pair | None, first: Configuration, second: Configuration) -> bool:
        """Follows two moves; False where the runs may meet in the end, or are out of step or followed for long."""
        self.steps += 1
        if self.steps > _MOST_STEPS:
            return False
        (one, pushed), (two, others) = first, second
        if (one == POPPED) != (two == POPPED):
            staying, leaving = (second, first) if one == POPPED else (first, second)
            return not self._share_after_return(staying[0], leaving[1][0])
        if one != POPPED and len(pushed) != len(others):
            return self._fall_in_step(frame, first, second)
        if one == POPPED:
            if frame is None or pushed != others:
                return False
            self.left.add(frame)
            return all(self._reach(above, pair) for above, pair in list(self.callers[frame]))
        callees = self._callees(first), self._callees(second)
        if callees[0] != callees[1] and {callees[0], callees[1]} <= self.bodies.apart and pushed == others:
            return True  # whatever the two read, it is not the same text
        return self._stay_in_step(frame, first, second)

    def _stay_in_step(self, frame: _Pair | None, first: Configuration, second: Configuration) -> bool:
        """Goes on with two moves that left stacks of one height, at most one call higher than they were."""
        (one, pushed), (two, others) = first, second
        if not pushed:
            return self._reach(frame, (one, two))
        if len(pushed) > 1:
            return False
        entered = (one, two)
        back = (pushed[0], others[0])
        self.callers.setdefault(entered, set()).add((frame, back))
        if not self._reach(entered, entered):
            return False
        return entered not in self.left or self._reach(frame, back)

    def _fall_in_step(self, frame: _Pair | None, first: Configuration, second: Configuration) -> bool:
        """Follows two moves that left stacks of different heights until they are of one height, on every text."""
        if (frame, first, second) in self.out_of_step:
            return True
        self.out_of_step.add((frame, first, second))
        waiting = [(first, second)]
        while waiting:
            one, two = waiting.pop()
            for symbol in np.flatnonzero(self.bodies.reads[one[0]]).tolist():
                others = self._moves_of(two, symbol)
                for ahead in self._moves_of(one, symbol) if others else ():
                    for other in others:
                        if POPPED in (ahead[0], other[0]):
                            if not self._step(frame, ahead, other):
                                return False
                        elif len(ahead[1]) == len(other[1]):
                            if not self._stay_in_step(frame, ahead, other):
                                return False
                        elif (frame, ahead, other) not in self.out_of_step:
                            if max(len(ahead[1]), len(other[1])) > _HEIGHT or len(self.out_of_step) >= _OUT_OF_STEP:
                                return False
                            self.out_of_step.add((frame, ahead, other))
                            waiting.append((ahead, other))
        return True

    def _moves_of(self, configuration: Configuration, symbol: int) -> list[Configuration]:
        """As `_moves`, from a configuration that has calls open."""
        found: list[Configuration] = []
        self.configurations.read(configuration[0], symbol, configuration[1], found.append)
        return found

    def _is_end(self, state: int) -> bool:
        return bool(self.bodies.accepting[state]) and int(self.bodies.procedure[state]) == 0

    def _share_after_return(self, state: int, residual: int) -> bool:
        """The same, where the other run has just returned to some caller."""
        reads, is_end = self._after_return(residual)
        return (is_end and self._is_end(state)) or bool((self.bodies.reads[state] & reads).any())

    def _after_return(self, residual: int) -> tuple[Bools, bool]:
        """The bytes, by class, that may follow in some caller, and whether the end may; where a caller returns in turn,
        everything may."""
        if residual not in self._returned:
            sets = {number for _, number in self.configurations.residuals[residual]}
            backs = [back for number in sets for back, _ in self.configurations.sets[number]]
            if POPPED in backs:
                self._returned[residual] = np.ones(self.bodies.table.shape[1], np.bool_), True
            else:
                reads: Bools = np.logical_or.reduce(self.bodies.reads[backs], axis=0)
                self._returned[residual] = reads, any(map(self._is_end, backs))
        return self._returned[residual]

    def _callees(self, move: Configuration) -> int:
        """The procedure that a move enters first."""
        state, pushed = move
        return int(self.bodies.procedure[pushed[1] if len(pushed) > 1 else state])

    def _reach(self, frame: _Pair | None, pair: _Pair) -> bool:
        if frame is None and pair[0] == pair[1]:
            return False
        if frame is None and self._is_end(pair[0]) and self._is_end(pair[1]):
            return False
        if (frame, pair) not in self.seen:
            self.seen.add((frame, pair))
            self.waiting.append((frame, pair))
        return True
