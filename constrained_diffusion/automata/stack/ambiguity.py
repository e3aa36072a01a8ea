"""Whether every text of a context-free language has one run of its pushdown automaton.

In general that cannot be decided. Here two runs over one text are followed from where they part for as long as they
push and pop together; if they never meet again in the end, the language is unambiguous. If they do meet, or get out of
step, the answer is no: what hangs on it is then promised for runs only.
"""

from __future__ import annotations

import numpy as np

from constrained_diffusion.automata.stack.pushdown import POPPED, Bools, Configuration, Configurations

_LIMIT = 200_000

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
        self._returned: dict[int, tuple[Bools, bool]] = {}

    def finds_nothing(self) -> bool:
        parting = self.bodies.reads & ~self.bodies.simple  # where there is more than one way to read a byte
        for state, symbol in np.argwhere(parting).tolist():
            ways = self._moves(state, symbol)
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
        """Follows two moves; False where the runs may meet in the end, or get out of step."""
        (one, pushed), (two, others) = first, second
        if (one == POPPED) != (two == POPPED):
            staying, leaving = (second, first) if one == POPPED else (first, second)
            return not self._share_after_return(staying[0], leaving[1][0])
        if one != POPPED and len(pushed) != len(others):
            return not self._share_a_byte(one, two)
        if one == POPPED:
            if frame is None or pushed != others:
                return False
            self.left.add(frame)
            return all(self._reach(above, pair) for above, pair in list(self.callers[frame]))
        if not pushed:
            return self._reach(frame, (one, two))
        callees = self._callees(first), self._callees(second)
        if callees[0] != callees[1] and {callees[0], callees[1]} <= self.bodies.apart and pushed == others:
            return True  # whatever the two read, it is not the same text
        if len(pushed) > 1:
            return False
        entered = (one, two)
        back = (pushed[0], others[0])
        self.callers.setdefault(entered, set()).add((frame, back))
        if not self._reach(entered, entered):
            return False
        return entered not in self.left or self._reach(frame, back)

    def _share_a_byte(self, one: int, two: int) -> bool:
        """Whether some text of one byte or more, or the end, can follow in both states."""
        if self._is_end(one) and self._is_end(two):
            return True
        return bool((self.bodies.reads[one] & self.bodies.reads[two]).any())

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
