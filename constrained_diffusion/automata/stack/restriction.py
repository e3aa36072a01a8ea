"""The texts of procedures that a finite automaton accepts too (Bar-Hillel, Perles & Shamir 1961).

A procedure entered in state t of the automaton and left in state u becomes a procedure of its own, so that what a text
does to the automaton is known where it returns.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from constrained_diffusion.automata.bytes.dfa import Dfa
from constrained_diffusion.automata.stack.pushdown import Bodies
from constrained_diffusion.automata.tables import DEAD

_Pair = tuple[int, int]
"""A state of the bodies and a state of the automaton."""

_Version = tuple[int, int, int]
"""A procedure, and the states of the automaton in which it is entered and left."""


def restricted(bodies: Bodies, automaton: Dfa) -> Bodies:
    """The bodies of the texts of `bodies` that `automaton` accepts."""
    return _Product(bodies, automaton).built()


@dataclass
class _Product:
    bodies: Bodies
    automaton: Dfa
    symbols: np.ndarray = field(init=False)
    exits: dict[_Pair, set[int]] = field(default_factory=dict)
    """(procedure, state on entry) -> states on leaving."""

    def __post_init__(self) -> None:
        columns = np.stack([self.bodies.byte_class, self.automaton.byte_class[:256]])
        self.distinct, self.symbols = np.unique(columns, axis=1, return_inverse=True)
        self.mine = self.bodies.table[:, self.distinct[0]].tolist()
        self.theirs = self.automaton.table[:, self.distinct[1]].tolist()
        self.leaving = [
            procedure > 0 and bool(accepts)
            for procedure, accepts in zip(self.bodies.procedure.tolist(), self.bodies.accepting, strict=True)
        ]

    def _next(self, pair: _Pair) -> list[_Pair]:
        """Pairs after a byte, one a symbol; (DEAD, DEAD) where there is none."""
        state, other = pair
        row = zip(self.mine[state], self.theirs[other], strict=True)
        return [(x, y) if x >= 0 and y >= 0 else (DEAD, DEAD) for x, y in row]

    def _calls(self, pair: _Pair) -> list[tuple[_Pair, int]]:
        """Procedures that may be entered, with the state to return to."""
        state, other = pair
        return [((procedure, other), back) for procedure, back in self.bodies.calls[state]]

    def _find_exits(self) -> None:
        seen: dict[_Pair, set[_Pair]] = {}
        callers: dict[_Pair, set[tuple[_Pair, int]]] = {}
        waiting: list[tuple[_Pair, _Pair]] = []

        def reach(frame: _Pair, pair: _Pair) -> None:
            if pair not in seen.setdefault(frame, set()):
                seen[frame].add(pair)
                waiting.append((frame, pair))

        reach((0, 0), (0, 0))
        while waiting:
            frame, pair = waiting.pop()
            if self.leaving[pair[0]] and pair[1] not in self.exits.setdefault(frame, set()):
                self.exits[frame].add(pair[1])
                for above, back in callers.get(frame, ()):
                    reach(above, (back, pair[1]))
            for following in set(self._next(pair)):
                if following[0] >= 0:
                    reach(frame, following)
            for callee, back in self._calls(pair):
                callers.setdefault(callee, set()).add((frame, back))
                reach(callee, (self.bodies.start[callee[0]], callee[1]))
                for exit_ in self.exits.get(callee, set()).copy():
                    reach(frame, (back, exit_))

    def built(self) -> Bodies:
        self._find_exits()
        top: _Version = (0, 0, DEAD)
        number: dict[_Version, int] = {top: 0}
        versions = [top]
        table: list[list[int]] = []
        accepting: list[bool] = []
        procedure: list[int] = []
        starts: list[int] = []
        calls: list[tuple[tuple[int, int], ...]] = []
        for version in versions:
            pairs = self._useful(version)
            base = len(table)
            local = {pair: base + index for index, pair in enumerate(pairs)}
            starts.append(base)
            for pair in pairs:
                table.append([local.get(following, DEAD) for following in self._next(pair)])
                accepting.append(self._accepts(version, pair))
                procedure.append(number[version])
                made = []
                for callee, back in self._calls(pair):
                    for exit_ in sorted(self.exits.get(callee, ())):
                        if (back, exit_) in local:
                            key = (*callee, exit_)
                            if key not in number:
                                number[key] = len(versions)
                                versions.append(key)
                            made.append((number[key], local[back, exit_]))
                calls.append(tuple(made))
        returns: list[set[int]] = [set() for _ in versions]
        for row in calls:
            for callee_number, back in row:
                returns[callee_number].add(back)
        return Bodies(
            byte_class=np.asarray(self.symbols).reshape(256).astype(np.uint8),
            table=np.array(table, np.int32).reshape(len(table), self.distinct.shape[1]),
            accepting=np.array(accepting, np.bool_),
            procedure=np.array(procedure, np.int32),
            start=tuple(starts),
            calls=tuple(calls),
            returns=tuple(tuple(sorted(states)) for states in returns),
            apart=frozenset(number[version] for version in versions if version[0] in self.bodies.apart),
        )

    def _accepts(self, version: _Version, pair: _Pair) -> bool:
        if not self.bodies.accepting[pair[0]]:
            return False
        return bool(self.automaton.accepting[pair[1]]) if version[0] == 0 else pair[1] == version[2]

    def _useful(self, version: _Version) -> list[_Pair]:
        """Pairs on a way through a version, the start first."""
        start = (self.bodies.start[version[0]], version[1])
        order = [start]
        seen = {start}
        before: dict[_Pair, list[_Pair]] = {}
        for pair in order:
            following = {other for other in self._next(pair) if other[0] >= 0}
            for callee, back in self._calls(pair):
                following |= {(back, exit_) for exit_ in self.exits.get(callee, ())}
            for other in sorted(following):
                before.setdefault(other, []).append(pair)
                if other not in seen:
                    seen.add(other)
                    order.append(other)
        alive = [pair for pair in order if self._accepts(version, pair)]
        living = set(alive)
        while alive:
            for pair in before.get(alive.pop(), ()):
                if pair not in living:
                    living.add(pair)
                    alive.append(pair)
        return [pair for pair in order if pair in living or pair == start]
