"""Completions by OR-Tools CP-SAT (extra ``puzzles``): whether there is one, and which one the scores like best.

A Boolean per cell and symbol that is still possible; the relations are clauses and linear constraints over them.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.errors import ConstraintTooLarge, MissingExtra, SolverGaveUp
from constrained_diffusion.puzzles.propagation import Domains, Ints
from constrained_diffusion.puzzles.relations import LARGEST, AllDifferent, Alphabet, Linear, Primitive, Regular, Table

PRECISION = 1e-6
"""Scores are rounded to multiples of this, in nats: the solver maximises integers."""


def _cp_model() -> ModuleType:
    try:
        from ortools.sat.python import cp_model
    except ImportError:
        raise MissingExtra.named(
            "puzzles", "this puzzle is too large for the built-in search alone and needs OR-Tools"
        ) from None
    return cp_model


class Found(NamedTuple):
    """Values [cells], whether they are proven to be the best, and whether they are a solution at all."""

    values: Ints
    is_proven: bool
    is_solution: bool = True


def completion(
    primitives: Sequence[Primitive],
    alphabet: Alphabet,
    domains: Domains,
    *,
    scores: NDArray[np.float64] | None = None,
    seconds: float = 60.0,
) -> Found | None:
    """Values [cells] inside `domains` that satisfy every relation, None where there are none.

    With `scores` [cells, symbols], those of the greatest sum of scores (up to `PRECISION` a cell, or a 2^-60th of what
    the scores span together); a score of -inf excludes a value. After `seconds` the best values found so far are
    returned.

    Raises:
        SolverGaveUp: no answer at all within `seconds`.
        ConstraintTooLarge: CP-SAT refuses the program.
        MissingExtra: OR-Tools is not installed.
    """
    cp = _cp_model()
    model = cp.CpModel()
    possible = (domains[:, None] >> np.arange(alphabet.size)) & 1 == 1
    if scores is not None:
        possible &= scores > -np.inf
    if not possible.any(1).all():
        return None
    program = _Program(model, alphabet, possible)
    for primitive in primitives:
        program.add(primitive)
    if program.is_impossible:
        return None
    if scores is not None:
        top = np.where(possible, scores, -np.inf).max(1, keepdims=True)
        loss = _whole(np.where(possible, top - scores, 0.0))
        model.minimize(sum(int(loss[c, v]) * literal for (c, v), literal in program.literals.items() if loss[c, v]))
    solver = cp.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_time_in_seconds = seconds
    # The relaxation costs time where any solution will do, and is what proves one the best.
    solver.parameters.linearization_level = 0 if scores is None else 2
    status = solver.solve(model)
    if status == cp.INFEASIBLE:
        return None
    if status == cp.MODEL_INVALID:
        raise ConstraintTooLarge(f"CP-SAT cannot take the puzzle: {model.validate()}")
    if status not in (cp.OPTIMAL, cp.FEASIBLE):
        raise SolverGaveUp(f"CP-SAT could not settle the puzzle within {seconds:g} seconds; add givens, or exact=False")
    values = possible.argmax(1)
    for (c, v), literal in program.literals.items():
        if solver.boolean_value(literal):
            values[c] = v
    return Found(values.astype(np.int64), status == cp.OPTIMAL)


def _whole(loss: NDArray[np.float64]) -> NDArray[np.int64]:
    """Losses in multiples of `PRECISION`, or of what makes their sum fit the solver's words where that is more."""
    step = max(PRECISION, float((loss / LARGEST).sum()))
    return np.round(loss / step).astype(np.int64)


class _Program:
    """The literals of what is possible, and the relations over them. A cell of one value has no literal."""

    def __init__(self, model: Any, alphabet: Alphabet, possible: NDArray[np.bool_]) -> None:
        self.model, self.alphabet, self.possible = model, alphabet, possible
        self.open = possible.sum(1) > 1
        self.is_impossible = False
        self.fixed = possible.argmax(1)
        self.literals: dict[tuple[int, int], Any] = {
            (int(c), int(v)): model.new_bool_var("") for c, v in np.argwhere(possible & self.open[:, None])
        }
        self._whole: dict[int, Any] = {}
        for c in map(int, np.flatnonzero(self.open)):
            model.add_exactly_one([self.literals[c, int(v)] for v in np.flatnonzero(possible[c])])

    def add(self, primitive: Primitive) -> None:
        match primitive:
            case AllDifferent():
                self._different(primitive)
            case Linear():
                self._linear(primitive)
            case Table():
                cells, rows = [self._variable(cell) for cell in primitive.cells], primitive.tuples(self.alphabet)
                post = self.model.add_allowed_assignments if primitive.allowed else self.model.add_forbidden_assignments
                post(cells, rows.tolist())
            case Regular():
                self._regular(primitive)

    def _different(self, primitive: AllDifferent) -> None:
        holders: dict[int, list[Any]] = {}
        taken = set()
        nodes, _ = primitive.nodes(self.alphabet)
        for k, cell in enumerate(primitive.cells):
            for v in np.flatnonzero(self.possible[cell]):
                node = int(nodes[k, v])
                if self.open[cell]:
                    holders.setdefault(node, []).append(self.literals[cell, int(v)])
                elif node in taken:
                    self.is_impossible = True
                else:
                    taken.add(node)
        everyone = len(holders.keys() | taken) == len(primitive.cells)  # as many numbers as cells: each is used
        for node, literals in holders.items():
            if node in taken:
                for literal in literals:
                    self.model.add(literal == 0)
            elif everyone:
                self.model.add_exactly_one(literals)
            else:
                self.model.add_at_most_one(literals)

    def _linear(self, primitive: Linear) -> None:
        table, low, high = primitive.sums(self.alphabet)
        total: Any = 0
        for k, cell in enumerate(primitive.cells):
            if self.open[cell]:
                total += sum(
                    int(table[k, v]) * self.literals[cell, int(v)] for v in np.flatnonzero(self.possible[cell])
                )
            else:
                total += int(table[k, self.fixed[cell]])
        if isinstance(total, int) or low > high:
            if not (isinstance(total, int) and low <= total <= high):
                self.is_impossible = True
        else:
            self.model.add_linear_constraint(total, low, high)

    def _regular(self, primitive: Regular) -> None:
        steps = primitive.steps(self.alphabet)
        accepting = np.flatnonzero(steps.accepting).tolist()
        if not accepting:
            self.is_impossible = True
            return
        arcs = [(int(s), int(v), int(steps.table[s, v])) for s, v in np.argwhere(steps.table >= 0)]
        self.model.add_automaton([self._variable(cell) for cell in primitive.cells], 0, accepting, arcs)

    def _variable(self, cell: int) -> Any:
        """The cell as an integer."""
        if cell not in self._whole:
            values = np.flatnonzero(self.possible[cell])
            if self.open[cell]:
                variable = self.model.new_int_var(int(values[0]), int(values[-1]), "")
                self.model.add(variable == sum(int(v) * self.literals[cell, int(v)] for v in values))
            else:
                variable = self.model.new_constant(int(values[0]))
            self._whole[cell] = variable
        return self._whole[cell]
