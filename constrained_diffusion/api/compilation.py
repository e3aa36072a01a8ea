"""`compile_constraint`: what is wanted, and a vocabulary, to a constraint. Compiled ones are kept."""

from __future__ import annotations

from typing import TypeAlias, Unpack

from constrained_diffusion.api.explaining import where_too_large, why_empty
from constrained_diffusion.automata.bytes.nfa import automata as _byte_automata
from constrained_diffusion.automata.compile import automaton_of, compiled
from constrained_diffusion.checked import unknown_argument
from constrained_diffusion.errors import ConstraintTooLarge, InvalidArgument, UnsatisfiableConstraint
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from constrained_diffusion.inference.refinement import RefinedConstraint, Superset
from constrained_diffusion.languages.arguments import LanguageOptions, wanted
from constrained_diffusion.languages.ir import Language
from constrained_diffusion.languages.wanted import Wanted
from constrained_diffusion.memory import Memory
from constrained_diffusion.vocabulary import Vocabulary

_MOST_SUPERSETS = 64
"""Refinements of a constraint that are kept."""
_BYTES = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)


Compiled: TypeAlias = AutomatonConstraint | RefinedConstraint
"""A constraint that was compiled, or for languages that no automaton has one that is refined while it is used."""


def compile_constraint(
    vocabulary: Vocabulary, *, scores_padding: bool = True, **asked: Unpack[LanguageOptions]
) -> Compiled:
    """Compiles one language for one vocabulary.

    Args:
        vocabulary: the tokens of the model.
        scores_padding: False for models whose logits after the end mean nothing.
        asked: exactly one of `schema`, `regex`, `choices` and `grammar`, with `start` beside a grammar, and the
            settings of schemas beside a schema: all as for `generate`.

    Raises:
        InvalidArgument: none of the four is given, or more than one; or a setting is unknown or does not go with it.
        UnsupportedSchema: the schema cannot be honoured exactly; nothing is ignored silently.
        InvalidRegex: the regular expression cannot be read.
        InvalidGrammar: the grammar cannot be read, or not be honoured exactly; `UnknownGrammar` where there is none.
        ConstraintTooLarge: its automaton would not fit in memory.
        UnsatisfiableConstraint: no sequence of tokens spells a member.
    """
    if unknown := asked.keys() - LanguageOptions.__annotations__.keys():
        raise unknown_argument(min(unknown), LanguageOptions.__annotations__)
    return compile_wanted(wanted(**asked), required_vocabulary(vocabulary), scores_padding=scores_padding)


def required_vocabulary(given: object) -> Vocabulary:
    """Raises `InvalidArgument` where something else stands in the place of the vocabulary, and says what would do."""
    if isinstance(given, Vocabulary):
        return given
    hint = ": give model.vocabulary" if isinstance(getattr(given, "vocabulary", None), Vocabulary) else ""
    raise InvalidArgument(f"a vocabulary belongs here, not {type(given).__name__}{hint}")


def compile_wanted(wanted: Wanted, vocabulary: Vocabulary, *, scores_padding: bool = True) -> Compiled:
    """Compiles what is wanted. Errors are those of `compile_constraint`, and name the part that is at fault."""
    if wanted.refined is None:
        return _automaton_constraint(wanted, vocabulary, scores_padding)
    return RefinedConstraint(_superset(wanted, vocabulary, scores_padding, Memory(_MOST_SUPERSETS, lambda *_: 1)))


def _superset(
    wanted: Wanted, vocabulary: Vocabulary, scores_padding: bool, known: Memory[int, tuple[Wanted, Superset]]
) -> Superset:
    """What is wanted and what it may be refined to; `known` by the identity of what is wanted."""

    def made(one: Wanted) -> Superset:
        of, superset = known.get(id(one), lambda: (one, _superset(one, vocabulary, scores_padding, known)))
        assert of is one  # which is kept, so that no other has its identity
        return superset

    def refined(text: str) -> Superset | None:
        further = None if wanted.refined is None else wanted.refined(text)
        return None if further is None else made(further)

    def holds(text: str) -> bool:
        return AutomatonConstraint(_BYTES, automaton_of(wanted.language, _BYTES)).accepts(list(text.encode()))

    return Superset(lambda: _automaton_constraint(wanted, vocabulary, scores_padding), holds, refined)


def _automaton_constraint(wanted: Wanted, vocabulary: Vocabulary, scores_padding: bool) -> AutomatonConstraint:
    """Of the language as it is."""
    try:
        return compile_language(wanted.language, vocabulary, scores_padding=scores_padding)
    except UnsatisfiableConstraint:
        raise why_empty(wanted, vocabulary) from None
    except ConstraintTooLarge as error:
        raise where_too_large(error, wanted) from None


def compile_language(language: Language, vocabulary: Vocabulary, *, scores_padding: bool = True) -> AutomatonConstraint:
    """Compiles a language in the intermediate representation."""
    constraint = AutomatonConstraint(vocabulary, automaton_of(language, vocabulary), scores_padding=scores_padding)
    constraint.min_length()  # an empty language is an error here, not at the first step
    return constraint


def limit_memory(*, constraints: int | None = None, byte_automata: int | None = None) -> None:
    """Sets how many bytes of what was compiled are kept, so that asking again costs nothing.

    Args:
        constraints: of token automata, the result; 512 MiB unless told otherwise.
        byte_automata: of automata over bytes, the parts that languages share; 128 MiB unless told otherwise.

    Raises:
        InvalidArgument: a number is negative, or none.
    """
    for memory, most in ((compiled, constraints), (_byte_automata, byte_automata)):
        if most is not None:
            memory.limit(most)
