"""Compiled constraints on disk."""

from __future__ import annotations

from os import PathLike

from constrained_diffusion.automata.tokens.storage import load_automaton, save_automaton
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from constrained_diffusion.vocabulary import Vocabulary


def save_constraint(constraint: AutomatonConstraint, path: str | PathLike[str]) -> None:
    """Writes a constraint. The file appears whole or not at all."""
    save_automaton(constraint.automaton, constraint.vocabulary, path)


def load_constraint(
    path: str | PathLike[str], vocabulary: Vocabulary, *, scores_padding: bool = True
) -> AutomatonConstraint:
    """Reads a constraint that `save_constraint` wrote for the same vocabulary.

    Raises:
        InvalidConstraintFile: the file is of another kind or version, for another vocabulary, or damaged.
        FileNotFoundError: there is no such file.
    """
    return AutomatonConstraint(vocabulary, load_automaton(path, vocabulary), scores_padding=scores_padding)
