"""What a puzzle's cells can still hold, by propagation or exactly, and its solutions.

Exactness comes from *witnesses*: every solution that was ever found is kept, and proves all its values at once wherever
it fits the cells already set. A value without one is asked for by search, and by CP-SAT where the search takes too
long: a solution is a new witness, and none means that the value is impossible.

Every answer is a function of the question alone. What a solver keeps of earlier ones (witnesses, and fixed points) are
facts about the puzzle, true whoever found them: they make an answer cheaper and never another one. They are values that
nobody changes, only replaces whole, so threads may share a solver; where two replace one at once, a fact is lost, and
found again when it is needed. (Giving up is about effort: with more facts known, it may not come to that.)
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.puzzles.completion import Found, completion
from constrained_diffusion.puzzles.propagation import FOUND, GAVE_UP, Domains, Ints, net, propagate, search
from constrained_diffusion.puzzles.puzzle import Puzzle

Floats = NDArray[np.float64]

_TRIALS = 400
"""Values the search tries before it leaves a question to CP-SAT."""
_WITNESSES = 512
"""Witnesses kept, at most."""
_FACTS = 128
"""Fixed points kept of either kind, at most."""
_WORDS = 1 << 23
"""Cells of all that is kept of a kind: 64 MiB. Puzzles of more than 16,000 cells keep fewer witnesses, those of more
than 65,000 fewer fixed points."""
_SECONDS = 60.0
"""What CP-SAT is given for the values of one question together."""


class _Fact(NamedTuple):
    """That `left` is the fixed point inside `asked`: bit sets [cells]. `left` is read-only, since it is handed out."""

    asked: Domains
    left: Domains


_Facts = tuple[_Fact, ...]
"""The latest first."""


def _answered(
    asked: Domains, facts: _Facts, tightened: Callable[[Domains, Ints], Domains | None]
) -> tuple[Domains | None, _Facts]:
    """The fixed point inside `asked`, None where there is no solution; and the facts with this one.

    It starts from the latest fixed point of a wider question, so that one cell more or less is not everything anew.
    """
    wider = next((fact.left for fact in facts if not (asked & ~fact.asked).any()), None)
    if wider is None:
        start, changed = asked, np.arange(len(asked))
    else:
        start = asked & wider
        changed = np.flatnonzero(start != wider)
        if not len(changed):
            return wider, facts
    left = tightened(start, changed)
    if left is None:
        return None, facts
    left.flags.writeable = False
    if len(facts) >= _kept(
        _FACTS, len(asked)
    ):  # the first is kept: most often the open puzzle, where the next canvas starts
        facts = (*facts[:-2], *facts[-1:])
    return left, (_Fact(asked, left), *facts)


def _kept(most: int, cells: int) -> int:
    return max(2, min(most, _WORDS // cells))


class Solver:
    """A puzzle as it is now; relations and givens added to it later do not count.

    *Domains* are int64 [cells], bit v set where symbol v is allowed; -1 allows all of them. Values are int64 [cells],
    indices of symbols. `exact`, `solution` and `best` leave to CP-SAT what the search does not settle in 400 trials.

    Raises:
        SolverGaveUp: CP-SAT does not settle a question in time: 60 seconds, or as many as `best` is given.
        MissingExtra: CP-SAT is needed and OR-Tools is not installed.
    """

    def __init__(self, puzzle: Puzzle) -> None:
        self.puzzle_domains = puzzle.domains.copy()
        self.alphabet = puzzle.alphabet
        self.primitives = puzzle.primitives()
        self._net = net(self.primitives, puzzle.cells.size, puzzle.alphabet)
        self._propagated: _Facts = ()
        self._exact: _Facts = ()
        self._witnesses: Domains = np.zeros((0, puzzle.cells.size), np.int64)

    def propagated(self, domains: Domains) -> Domains | None:
        """The fixed point of propagation inside `domains` (bit sets [cells]); None where it leaves a cell nothing.

        Read-only, as what `exact` returns.
        """
        left, self._propagated = _answered(domains & self.puzzle_domains, self._propagated, self._propagate)
        return left

    def exact(self, domains: Domains) -> Domains | None:
        """Exactly the values that stand in a solution inside `domains`; None where there is no solution."""
        left, self._exact = _answered(domains & self.puzzle_domains, self._exact, self._tighten)
        return left

    def solution(self, domains: Domains) -> Ints | None:
        """Some solution [cells] inside `domains`; None where there is none."""
        tight = self.propagated(domains)
        return (
            None if tight is None else self._completed(tight.copy(), np.zeros_like(tight), time.monotonic() + _SECONDS)
        )

    def solutions(self, domains: Domains, most: int, trials: int = 1_000_000) -> tuple[Ints, bool]:
        """Up to `most` solutions [k, cells] inside `domains`, and whether these are all there are."""
        tight = self.propagated(domains)
        if tight is None:
            return np.zeros((0, len(domains)), np.int64), True
        # A copy, since a fact is read-only and the kernel is not compiled once more for arrays that are.
        found, ended = search(tight.copy(), np.zeros_like(tight), most + 1, trials, *self._net)
        return found[:most], ended not in (FOUND, GAVE_UP)

    def best(self, domains: Domains, scores: Floats, seconds: float) -> Found | None:
        """The solution inside `domains` of the greatest sum of `scores` (float64 [cells, symbols]) that is found within
        so many seconds (see `completion`); None where there is none.
        """
        tight = self.propagated(domains)
        if tight is None:
            return None
        return completion(self.primitives, self.alphabet, tight, scores=scores, seconds=seconds)

    def greedy(self, domains: Domains, scores: Floats) -> tuple[Ints, bool]:
        """Cell after cell its likeliest value, the surest cell first, with propagation after each and no way back.

        Returns the values, and whether they are a solution: where a cell is left without a value, the others keep
        their likeliest ones.
        """
        symbols = np.arange(self.alphabet.size)
        now = domains.copy()
        while True:
            possible = (now[:, None] >> symbols) & 1 == 1
            scored = np.where(possible, scores, -np.inf)
            values = np.where(np.isneginf(scored).all(1), possible.argmax(1), scored.argmax(1))
            undecided = possible.sum(1) > 1
            if not undecided.any():
                return values, True
            shifted = np.where(possible, scored - scored.max(1, keepdims=True).clip(-1e300), -np.inf)
            chance = 1.0 / np.exp(shifted).sum(1).clip(1e-300)
            cell = int(np.where(undecided, chance, -1.0).argmax())
            trial = now.copy()
            trial[cell] = 1 << int(values[cell])
            tight = self._propagate(trial, np.array([cell]))
            if tight is None:
                trial = now.copy()
                trial[cell] &= ~(1 << int(values[cell]))
                tight = self._propagate(trial, np.array([cell]))
                if tight is None:
                    return values, False
            now = tight

    def _propagate(self, domains: Domains, changed: Ints) -> Domains | None:
        tight = domains.copy()
        return tight if propagate(tight, changed, *self._net) else None

    def _tighten(self, domains: Domains, changed: Ints) -> Domains | None:
        tight = self._propagate(domains, changed)
        if tight is None:
            return None
        witnesses = self._witnesses
        fits = ~(witnesses & ~tight).any(1)
        proven = np.bitwise_or.reduce(witnesses[fits], 0, initial=0)
        until = time.monotonic() + _SECONDS
        while True:
            left = tight & ~proven
            if not left.any():
                return tight
            cell = int(np.flatnonzero(left)[0])
            bit = int(left[cell] & -left[cell])
            trial = tight.copy()
            trial[cell] = bit
            narrowed = self._propagate(trial, np.array([cell]))
            solution = None if narrowed is None else self._completed(narrowed, left, until)
            if solution is not None:
                witness = np.left_shift(1, solution)
                self._witnesses = np.concatenate([self._witnesses[1 - _kept(_WITNESSES, len(tight)) :], witness[None]])
                proven |= witness
                continue
            tight[cell] &= ~bit
            if not propagate(tight, np.array([cell]), *self._net):
                return None

    def _completed(self, tight: Domains, wanted: Domains, until: float) -> Ints | None:
        """Some solution inside domains at their fixed point, with as many `wanted` values as come along.

        Raises:
            SolverGaveUp: CP-SAT is needed and does not find out before the (monotonic) time `until`.
        """
        found, ended = search(tight, wanted, 1, _TRIALS, *self._net)
        if len(found):
            solution: Ints = found[0]
            return solution
        if ended != GAVE_UP:
            return None
        settled = completion(self.primitives, self.alphabet, tight, seconds=max(until - time.monotonic(), 0.0))
        return None if settled is None else settled.values
