"""Compiled constraints on disk."""

from __future__ import annotations

from os import PathLike

from constrained_diffusion.api.compilation import required_vocabulary
from constrained_diffusion.automata.tokens.storage import load_automaton, save_automaton
from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from constrained_diffusion.inference.constraint import Constraint
from constrained_diffusion.inference.refinement import RefinedConstraint
from constrained_diffusion.vocabulary import Vocabulary


def save_constraint(constraint: Constraint, path: str | PathLike[str]) -> None:
    """Writes a constraint. The file appears whole or not at all.

    Args:
        constraint: one that `compile_constraint` made.
        path: where to; a file that is there is replaced.

    Raises:
        InvalidArgument: it is none that can be saved; `uniqueItems` of items of many values is not. Or the path has no
            folder.
    """
    if isinstance(constraint, RefinedConstraint):
        raise InvalidArgument(
            "a constraint that is refined while it is used (uniqueItems of items of many values) cannot be saved: "
            "compile it from its schema"
        )
    if not isinstance(constraint, AutomatonConstraint):
        raise InvalidArgument(
            f"{type(constraint).__name__} cannot be saved: give a constraint that compile_constraint made"
        )
    save_automaton(constraint.automaton, constraint.vocabulary, path)


def load_constraint(
    path: str | PathLike[str], vocabulary: Vocabulary, *, scores_padding: bool = True
) -> AutomatonConstraint:
    """Reads a constraint that `save_constraint` wrote for the same vocabulary.

    Args:
        path: of the file, which is not trusted: what it holds is proven before anything runs.
        vocabulary: the tokens that it was compiled for.
        scores_padding: False for models whose logits after the end mean nothing.

    Raises:
        InvalidConstraintFile: the file is of another kind or version, for another vocabulary, or damaged.
        MissingFile: there is no such file.
    """
    required_vocabulary(vocabulary)
    return AutomatonConstraint(vocabulary, load_automaton(path, vocabulary), scores_padding=scores_padding)
