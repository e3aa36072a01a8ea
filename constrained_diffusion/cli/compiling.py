"""Kernels compiled now, so that nobody waits for them later: whatever meets one is done here.

What is left out are those that come in where others give up, on languages too large to be met in passing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from tempfile import TemporaryDirectory
from typing import Any

_PROMPT = "Ada Lovelace, 36, lives in London"
_LANGUAGES: dict[str, dict[str, Any]] = {
    "schemas": {
        "schema": {
            "type": "object",
            "properties": {
                "name": {"type": "string"},
                "code": {"type": "string", "pattern": "^[a-z]+$", "maxLength": 4},
                "tags": {"type": "array", "items": {"type": "integer"}, "uniqueItems": True, "maxItems": 2},
            },
            "required": ["name"],
        }
    },
    "long texts": {"schema": {"type": "string", "minLength": 60, "maxLength": 400}},
    "grammars": {"grammar": "arithmetic"},
    "many choices": {"choices": [f"number {number}" for number in range(500)]},
}
"""A language of each of the kinds that are compiled and computed with in ways of their own."""
_ROOM = 16
"""Tokens beyond the least that an answer of them takes."""


def compile_all(say: Callable[[str], None]) -> None:
    """Compiles the kernels for what they are mostly called with, and says how far it has come.

    Kernels are compiled for the types they are called with: others may be, once more, where they are first met.
    """
    from constrained_diffusion.cli.installation import kernels

    for name, do in _tasks():
        found = kernels()
        say(f"{found.compiled} of {found.loaded} kernels are compiled; now those of {name}")
        do()
    found = kernels()
    rest = "" if found.compiled >= found.loaded else "; the rest are for languages that are hardly ever met"
    say(f"{found.compiled} of {found.loaded} kernels are compiled{rest}")


def _tasks() -> Iterator[tuple[str, Callable[[], None]]]:
    from constrained_diffusion.models.loading import load_model

    model = load_model()
    for name, asked in _LANGUAGES.items():
        yield name, lambda asked=asked: _answer(model, asked)  # type: ignore[misc]
    yield "saved constraints", lambda: _save(model)
    yield "puzzles", _puzzle


def _answer(model: Any, asked: dict[str, Any]) -> None:
    """The most probable answer, one that is drawn, and all that can be asked of the constraint."""
    import numpy as np
    import torch

    from constrained_diffusion.api.compilation import compile_constraint
    from constrained_diffusion.api.generation import generate

    constraint = compile_constraint(model.vocabulary, **asked)
    room = constraint.min_length() + _ROOM
    for temperature in (0.0, 1.0):
        generate(model, _PROMPT, constraint=constraint, max_tokens=room, temperature=temperature, seed=0)
    canvas = torch.full((room,), -1)
    constraint.masks(canvas)
    constraint.max_length()
    constraint.block(np.zeros(0, np.int64), room)
    for dtype in (torch.float32, torch.float64):
        constraint.posterior(canvas, torch.zeros(room, model.vocabulary.size, dtype=dtype)).marginals()


def _save(model: Any) -> None:
    """To a file and back, an automaton of each kind: what is read is proven first, by kernels of its own."""
    from constrained_diffusion.api.compilation import compile_constraint
    from constrained_diffusion.api.files import load_constraint, save_constraint

    with TemporaryDirectory() as folder:
        for name in ("long texts", "grammars", "many choices"):
            save_constraint(compile_constraint(model.vocabulary, **_LANGUAGES[name]), f"{folder}/{name}")
            load_constraint(f"{folder}/{name}", model.vocabulary)


def _puzzle() -> None:
    from constrained_diffusion.api.generation import generate
    from constrained_diffusion.models.loading import load_model
    from constrained_diffusion.puzzles import PuzzleConstraint, random_sudoku, sudoku

    solver = load_model("sudoku-absorbing")
    for difficulty in ("easy", "hard"):
        givens = random_sudoku(difficulty, 0)
        generate(solver, givens, constraint=PuzzleConstraint(sudoku(givens), solver.vocabulary), seed=0)
