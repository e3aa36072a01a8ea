"""Why a puzzle has no solution: few of its relations and givens that already exclude each other.

A deletion filter (Chinneck & Dravnieks 1991): whatever can be left out, the rest still without a solution, is left out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from constrained_diffusion.puzzles.propagation import NONE, Domains, net, propagate, search
from constrained_diffusion.puzzles.puzzle import Puzzle
from constrained_diffusion.puzzles.relations import Primitive

_RELATIONS = 100
"""Relations up to which those are looked for that exclude each other only together."""
_GIVENS = 200
"""Givens that are left out in turn."""
_TRIALS = 400
"""Values tried to see that relations have no solution."""
_TOLD = 12
"""Cells that a message names."""


def conflict(puzzle: Puzzle) -> str:
    """Of a puzzle without a solution: what excludes what, to end a sentence with; "" where that is not soon found."""
    every = list(zip(puzzle.relations, puzzle.primitives(), strict=True))
    guilty = [pair for pair in every if _excluded(puzzle, [pair[1]], puzzle.domains)][:1]
    if not guilty and len(every) <= _RELATIONS and _excluded(puzzle, [p for _, p in every], puzzle.domains):
        guilty = every
        for pair in every:
            fewer = [other for other in guilty if other is not pair]
            if _excluded(puzzle, [p for _, p in fewer], puzzle.domains):
                guilty = fewer
    if not guilty:
        return ""
    primitives = [primitive for _, primitive in guilty]
    everything = (1 << puzzle.alphabet.size) - 1
    concerned = sorted({cell for primitive in primitives for cell in primitive.cells})
    domains = np.full(puzzle.cells.size, everything, np.int64)
    domains[concerned] = puzzle.domains[concerned]
    for cell in [cell for cell in concerned if domains[cell] != everything][:_GIVENS]:
        domains[cell] = everything
        if not _excluded(puzzle, primitives, domains):
            domains[cell] = puzzle.domains[cell]
    needed = [cell for cell in concerned if domains[cell] != everything]
    told = ", ".join(f"{type(relation).__name__} over {_cells(primitive.cells)}" for relation, primitive in guilty[:4])
    more = f" and {len(guilty) - 4} relations more" if len(guilty) > 4 else ""
    givens = ", ".join(f"cell {cell} is given {_symbols(puzzle, int(domains[cell]))}" for cell in needed[:_TOLD])
    return (
        f": {told}{more} cannot hold{' together' if len(guilty) > 1 else ''}"
        + (f", since {givens}" if needed else ", whatever the givens")
        + (f" and {len(needed) - _TOLD} cells more are given" if len(needed) > _TOLD else "")
    )


def _excluded(puzzle: Puzzle, primitives: Sequence[Primitive], domains: Domains) -> bool:
    """Whether the relations are seen to have no solution inside `domains`."""
    laid_out = net(primitives, puzzle.cells.size, puzzle.alphabet)
    tight = domains.copy()
    if not propagate(tight, np.arange(len(tight)), *laid_out):
        return True
    found, ended = search(tight, np.zeros_like(tight), 1, _TRIALS, *laid_out)
    return not len(found) and ended == NONE


def _cells(cells: tuple[int, ...]) -> str:
    told = ", ".join(map(str, cells[:_TOLD]))
    return f"cells {told}, ... ({len(cells)})" if len(cells) > _TOLD else f"cells {told}"


def _symbols(puzzle: Puzzle, bits: int) -> str:
    return " or ".join(symbol for value, symbol in enumerate(puzzle.alphabet.symbols) if bits >> value & 1)
