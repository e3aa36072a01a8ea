"""`compile_constraint`: a schema, a regex or choices, and a vocabulary, to a constraint. Compiled ones are kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Literal, Protocol

from constrained_diffusion.automata.bytes.dfa import intersection
from constrained_diffusion.automata.bytes.nfa import body_automaton, byte_automaton
from constrained_diffusion.automata.stack.pushdown import bodies_of
from constrained_diffusion.automata.stack.restriction import restricted
from constrained_diffusion.automata.stack.self_embedding import procedures
from constrained_diffusion.automata.tokens.finite import TokenAutomaton, token_automaton
from constrained_diffusion.automata.tokens.pushdown import TokenPushdown, token_pushdown
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from constrained_diffusion.languages.choices import one_of
from constrained_diffusion.languages.ir import Grammar, Language, Node, Within
from constrained_diffusion.languages.json_schema import schema_language
from constrained_diffusion.languages.lark_grammar import grammar_language
from constrained_diffusion.languages.regex import full_match
from constrained_diffusion.languages.schema_types import schema_of
from constrained_diffusion.vocabulary import Vocabulary


class GrammarSource(Protocol):
    """Anything that knows a language, such as `SqlDatabase`."""

    def language(self) -> Node | Grammar:
        """The language in the intermediate representation."""


Whitespace = Literal["compact", "flexible"]

_REMEMBERED = 64
_memory: OrderedDict[tuple[Language, str], TokenAutomaton | TokenPushdown] = OrderedDict()
_lock = Lock()


def compile_constraint(
    vocabulary: Vocabulary,
    *,
    schema: Any = None,
    regex: str | None = None,
    choices: Sequence[str] | None = None,
    grammar: str | Path | GrammarSource | None = None,
    start: str = "start",
    whitespace: Whitespace = "compact",
    scores_padding: bool = True,
) -> AutomatonConstraint:
    """Compiles one language for one vocabulary. Exactly one of `schema`, `regex`, `choices` and `grammar` is given.

    Args:
        vocabulary: the tokens of the model.
        schema: a JSON Schema (dict, bool or JSON text), a pydantic model, or any type that pydantic understands.
        regex: a regular expression that the whole answer matches (dialect: docs/regex.md).
        choices: the answers there are.
        grammar: a lark grammar, as a path or as its text (dialect: docs/grammars.md), or an object with a `language`
            method, such as `SqlDatabase`.
        start: the rule that a lark grammar starts from.
        whitespace: of JSON: "compact" has none, "flexible" allows it wherever JSON does.
        scores_padding: False for models whose logits after the end mean nothing.

    Raises:
        InvalidRegex, InvalidGrammar, UnsupportedSchema: the language cannot be read; nothing is ignored silently.
        ConstraintTooLarge: its automaton would not fit in memory.
        UnsatisfiableConstraint: no sequence of tokens spells a member.
    """
    node = language(schema=schema, regex=regex, choices=choices, grammar=grammar, start=start, whitespace=whitespace)
    return compile_language(node, vocabulary, scores_padding=scores_padding)


def compile_language(language: Language, vocabulary: Vocabulary, *, scores_padding: bool = True) -> AutomatonConstraint:
    """Compiles a language in the intermediate representation."""
    key = (language, vocabulary.fingerprint)
    with _lock:
        automaton = _memory.get(key)
        if automaton is not None:
            _memory.move_to_end(key)
    if automaton is None:
        automaton = _compiled(language, vocabulary)
        with _lock:
            _memory[key] = automaton
            while len(_memory) > _REMEMBERED:
                _memory.popitem(last=False)
    constraint = AutomatonConstraint(vocabulary, automaton, scores_padding=scores_padding)
    constraint.min_length()  # an empty language is an error here, not at the first step
    return constraint


def _compiled(language: Language, vocabulary: Vocabulary) -> TokenAutomaton | TokenPushdown:
    """A grammar that needs no stack becomes a finite automaton, as everything regular does."""
    if not isinstance(language, (Grammar, Within)):
        return token_automaton(byte_automaton(language), vocabulary)
    bound = byte_automaton(language.regular) if isinstance(language, Within) else None
    found = procedures(language.grammar if isinstance(language, Within) else language)
    if found.calls:
        bodies = bodies_of(found)
        return token_pushdown(restricted(bodies, bound) if bound is not None else bodies, vocabulary)
    whole = body_automaton(found.start, found.rules, {})
    return token_automaton(intersection(whole, bound) if bound is not None else whole, vocabulary)


def language(
    *,
    schema: Any = None,
    regex: str | None = None,
    choices: Sequence[str] | None = None,
    grammar: str | Path | GrammarSource | None = None,
    start: str = "start",
    whitespace: Whitespace = "compact",
) -> Node | Grammar:
    """The language that the arguments of `compile_constraint` describe."""
    described = {"schema": schema, "regex": regex, "choices": choices, "grammar": grammar}
    given = [name for name, value in described.items() if value is not None]
    if len(given) != 1:
        raise ValueError(f"give exactly one of schema, regex, choices and grammar, not {' and '.join(given) or 'none'}")
    if regex is not None:
        return full_match(regex)
    if choices is not None:
        return one_of(choices)
    if isinstance(grammar, (str, Path)):
        return grammar_language(grammar, start)
    if grammar is not None:
        return grammar.language()
    return schema_language(schema_of(schema), whitespace=whitespace)
