"""Procedures to a pushdown automaton over bytes, read through sets of configurations.

A *configuration* is where a run stands relative to where it began: a state, with the return states pushed since; or,
once it has popped the frame it began in, what the rest of the text does to whatever return state lies below. Runs move
on bytes only: a call is made by the byte that its body begins with, and a procedure returns on the byte that ends it (a
procedure that may also go on does both). Sets of configurations, and maps from return states to them, are numbered as
they are found, so that the automaton reads like a deterministic one whose table is filled where it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.automata.bytes.dfa import BYTES, MAX_STATES, Dfa
from constrained_diffusion.automata.bytes.nfa import body_automaton
from constrained_diffusion.automata.stack.self_embedding import Procedures
from constrained_diffusion.automata.tables import DEAD, UNKNOWN
from constrained_diffusion.automata.work import spend
from constrained_diffusion.errors import ConstraintTooLarge

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

_STEPS = 2_000
"""What one configuration costs (`automata.work`)."""
_STEPS_OF_A_CALL = 200
_STEPS_OF_A_STATE = 500

POPPED = -1
"""The state of a configuration that has left its frame; its stack is then (residual,)."""

Configuration = tuple[int, tuple[int, ...]]


@dataclass(frozen=True)
class Bodies:
    """The bodies of all procedures over one set of states; procedure 0 is the whole language, state 0 its start.

    Attributes:
        byte_class: [256] uint8.
        table: [states, byte classes], -1 where there is none.
        accepting: [states].
        procedure: [states], whose state it is.
        start: [procedures].
        calls: of every state, the calls that may be made there: (procedure, return state).
        returns: of every procedure, the states to which a call of it returns.
        apart: procedures of which no two have a text in common.
    """

    byte_class: NDArray[np.uint8]
    table: Ints
    accepting: Bools
    procedure: Ints
    start: tuple[int, ...]
    calls: tuple[tuple[tuple[int, int], ...], ...]
    returns: tuple[tuple[int, ...], ...]
    apart: frozenset[int]

    @cached_property
    def reads(self) -> Bools:
        """[states, byte classes]: the bytes that may be read in a state, in its frame or in those that it opens."""
        found: Bools = self.table >= 0
        firsts = found[list(self.start)]
        callers: list[list[int]] = [[] for _ in self.start]
        for caller, start in enumerate(self.start):
            for procedure, _ in self.calls[start]:
                callers[procedure].append(caller)
        waiting = list(range(len(self.start)))
        while waiting:
            callee = waiting.pop()
            for caller in callers[callee]:
                if (firsts[callee] & ~firsts[caller]).any():
                    firsts[caller] |= firsts[callee]
                    waiting.append(caller)
        for state, calls in enumerate(self.calls):
            for procedure, _ in calls:
                found[state] |= firsts[procedure]
        return found

    @cached_property
    def goes_on(self) -> Bools:
        """[states]: whether something may be read in a state, or it is one of the whole language."""
        found: Bools = (self.procedure == 0) | self.reads.any(1)
        return found

    @cached_property
    def simple(self) -> Bools:
        """[states, byte classes]: where a byte does to a state what the table says and nothing else.

        No call begins with it there, and no frame ends with it. These are nearly all.
        """
        ends = (self.accepting & (self.procedure > 0)) | ~self.goes_on
        found: Bools = np.append(~ends, True)[self.table]  # the last is where -1 leads
        for state, calls in enumerate(self.calls):
            if calls:
                found[state] &= ~self._begins_call(calls)
        return found

    def _begins_call(self, calls: tuple[tuple[int, int], ...]) -> Bools:
        """[byte classes]: the bytes with which one of the calls may begin."""
        starts = [self.start[procedure] for procedure, _ in calls]
        begins: Bools = np.logical_or.reduce(self.reads[starts], axis=0)
        return begins


def bodies_of(procedures: Procedures) -> Bodies:
    """Compiles every procedure.

    Raises:
        ConstraintTooLarge: their automata have too many states, one of them or all together.
    """
    number = {name: index for index, name in enumerate(procedures.calls)}
    trees = [procedures.start, *(procedures.rules[name] for name in procedures.calls)]
    automata: list[Dfa] = []
    for name, tree in zip(("", *procedures.calls), trees, strict=True):
        try:
            automata.append(body_automaton(tree, procedures.rules, number))
        except ConstraintTooLarge as error:
            raise ConstraintTooLarge(f"{error.reason}{_within(name)}", error.remedy) from None
        if sum(len(automaton.table) for automaton in automata) > MAX_STATES:
            raise ConstraintTooLarge(
                f"the rules of the grammar need more than {MAX_STATES} states together, at last "
                f"{len(automata[-1].table)}{_within(name)}",
                "make the grammar smaller",
            )
    columns = np.stack([automaton.byte_class[:BYTES] for automaton in automata])
    distinct, byte_class = np.unique(columns, axis=1, return_inverse=True)
    starts = np.cumsum([0, *(len(automaton.table) for automaton in automata)])
    table = np.full((int(starts[-1]), distinct.shape[1]), DEAD, np.int32)
    calls: list[tuple[tuple[int, int], ...]] = [()] * int(starts[-1])
    returns: list[set[int]] = [set() for _ in automata]
    for index, automaton in enumerate(automata):
        base = int(starts[index])
        rows = automaton.table[:, distinct[index]]
        table[base : base + len(rows)] = np.where(rows >= 0, rows + base, DEAD)
        for call in range(len(number)):
            symbol = automaton.byte_class[BYTES + call]
            for state in np.flatnonzero(automaton.table[:, symbol] >= 0).tolist():
                back = int(automaton.table[state, symbol]) + base
                calls[base + state] += ((call + 1, back),)
                returns[call + 1].add(back)
    return Bodies(
        byte_class=byte_class.reshape(BYTES).astype(np.uint8),
        table=table,
        accepting=np.concatenate([automaton.accepting for automaton in automata]),
        procedure=np.repeat(np.arange(len(automata)), np.diff(starts)).astype(np.int32),
        start=tuple(starts[:-1].tolist()),
        calls=tuple(calls),
        returns=tuple(tuple(sorted(states)) for states in returns),
        apart=frozenset(number[name] + 1 for name in procedures.apart if name in number),
    )


def _within(name: str) -> str:
    """Where a procedure stands, if the rule that it was made of has a name that somebody gave it."""
    rule = re.sub(r" \d+$", "", name.partition("#")[0])
    return f" (in {rule!r})" if re.search(r"\D", rule) and rule != "shared" else ""


class Configurations:
    """The automaton whose states are sets of configurations, explored on demand.

    Set x, for every state x of the bodies, holds the one configuration (x, nothing pushed).
    """

    def __init__(self, bodies: Bodies) -> None:
        self.bodies = bodies
        states, self.classes = bodies.table.shape
        spend(_STEPS_OF_A_STATE * states, "following procedures")
        self.sets: list[tuple[Configuration, ...]] = [((state, ()),) for state in range(states)]
        self._number: dict[tuple[Configuration, ...], int] = {}
        self.residuals: list[tuple[tuple[int, int], ...]] = []
        """Residual p maps return state r to a set of configurations: pairs (r, set)."""
        self._residual_number: dict[tuple[tuple[int, int], ...], int] = {}
        self._next_residual: dict[tuple[int, int], int] = {}
        self._popped: dict[int, int] = {}
        self._arriving: set[int] = set()
        self.table = np.full((2 * states + 16, self.classes), UNKNOWN, np.int32)
        self._goes_on: list[bool] = bodies.goes_on.tolist()
        self.table[:states] = np.where(bodies.simple, bodies.table, UNKNOWN)

    @property
    def known(self) -> Ints:
        """[sets, byte classes]: the set after one byte, `DEAD` for none, `UNKNOWN` where that is not known."""
        return self.table[: len(self.sets)]

    def filled(self, asked: Ints) -> Ints:
        """The table once the entries [k, 2] of it, set and byte class, are worked out."""
        for number, symbol in asked.tolist():
            self.advance(number, symbol)
        return self.known

    def advance(self, number: int, symbol: int) -> int:
        """The set after one byte, or `DEAD`."""
        known = int(self.table[number, symbol])
        if known >= DEAD:
            return known
        found: set[Configuration] = set()
        spend(_STEPS * len(self.sets[number]), "following procedures")
        for state, stack in self.sets[number]:
            if state == POPPED:
                residual = self._advance_residual(stack[0], symbol)
                if residual >= 0:
                    found.add((POPPED, (residual,)))
            else:
                self.read(state, symbol, stack, found.add)
        after = self._set(found) if found else DEAD
        self.table[number, symbol] = after
        return after

    def read(self, state: int, symbol: int, stack: tuple[int, ...], add: Callable[[Configuration], object]) -> None:
        """Calls `add` with every configuration after one byte, as often as there are ways to it."""
        target = int(self.bodies.table[state, symbol])
        if target >= 0:
            self._enter(target, stack, add)
        for procedure, back in self.bodies.calls[state]:
            spend(_STEPS_OF_A_CALL, "following procedures")
            self.read(self.bodies.start[procedure], symbol, (*stack, back), add)

    def _enter(self, state: int, stack: tuple[int, ...], add: Callable[[Configuration], object]) -> None:
        if self._goes_on[state]:
            add((state, stack))
        procedure = int(self.bodies.procedure[state])
        if procedure and self.bodies.accepting[state]:
            if stack:
                self._enter(stack[-1], stack[:-1], add)
            else:
                add((POPPED, (self._arrival(procedure),)))

    def _arrival(self, procedure: int) -> int:
        """The residual of a return with nothing left to read."""
        if procedure not in self._popped:
            if procedure in self._arriving:
                raise ConstraintTooLarge(
                    "rules that are too large to be written out call one another last of all",
                    "make the language smaller",
                )
            self._arriving.add(procedure)
            pairs = []
            for back in self.bodies.returns[procedure]:
                found: set[Configuration] = set()
                self._enter(back, (), found.add)
                if found:
                    pairs.append((back, self._set(found)))
            self._popped[procedure] = self._residual(tuple(pairs))
        return self._popped[procedure]

    def _advance_residual(self, residual: int, symbol: int) -> int:
        key = (residual, symbol)
        if key not in self._next_residual:
            moved = [(back, self.advance(number, symbol)) for back, number in self.residuals[residual]]
            live = tuple(pair for pair in moved if pair[1] >= 0)
            self._next_residual[key] = self._residual(live) if live else DEAD
        return self._next_residual[key]

    def _residual(self, pairs: tuple[tuple[int, int], ...]) -> int:
        if pairs not in self._residual_number:
            self._residual_number[pairs] = len(self.residuals)
            self.residuals.append(pairs)
        return self._residual_number[pairs]

    def _set(self, found: set[Configuration]) -> int:
        if len(found) == 1:
            ((state, stack),) = found
            if state != POPPED and not stack:
                return state
        key = tuple(sorted(found))
        if key not in self._number:
            self._number[key] = len(self.sets)
            self.sets.append(key)
            if len(self.sets) > len(self.table):
                taller = np.full((2 * len(self.table), self.classes), UNKNOWN, np.int32)
                taller[: len(self.table)] = self.table
                self.table = taller
        return self._number[key]
