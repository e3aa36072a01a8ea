"""A language and a vocabulary to an automaton over tokens: finite where that will do, with a counter, or a stack."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial

from constrained_diffusion.automata.bytes.counted import CountedDfa, NotCountable, counted_automaton
from constrained_diffusion.automata.bytes.counting import Bounds, counted
from constrained_diffusion.automata.bytes.dfa import Dfa, intersection
from constrained_diffusion.automata.bytes.nfa import body_automaton, byte_automaton
from constrained_diffusion.automata.bytes.normal import normalised
from constrained_diffusion.automata.stack.ambiguity import is_unambiguous
from constrained_diffusion.automata.stack.brackets import is_enclosed
from constrained_diffusion.automata.stack.outlining import (
    MANY_WRITTEN_OUT,
    MOST_TRIED,
    MOST_WRITTEN_OUT,
    is_large,
    with_calls,
)
from constrained_diffusion.automata.stack.pushdown import Configurations, bodies_of
from constrained_diffusion.automata.stack.restriction import restricted
from constrained_diffusion.automata.stack.self_embedding import Procedures, procedures
from constrained_diffusion.automata.tokens.automaton import LabelledAutomaton
from constrained_diffusion.automata.tokens.counted import counted_token_automaton
from constrained_diffusion.automata.tokens.finite import token_automaton
from constrained_diffusion.automata.tokens.pushdown import token_pushdown
from constrained_diffusion.automata.work import MAX_STEPS, at_most, bounded
from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.languages.ir import Folded, Grammar, Language, Node, Within
from constrained_diffusion.memory import Memory
from constrained_diffusion.vocabulary import Vocabulary

_TRIED = 3 * MAX_STEPS // 4
"""The steps that it may take to see whether a large language does without calls."""

compiled: Memory[tuple[Language, str], LabelledAutomaton] = Memory(512 << 20, lambda _, automaton: automaton.nbytes)
"""Automata by language and vocabulary."""


def automaton_of(language: Language, vocabulary: Vocabulary) -> LabelledAutomaton:
    """The automaton of all token sequences that spell a text of a language; the same one for the same question.

    Raises:
        ConstraintTooLarge: it would have more states or edges than the library is willing to hold.
    """
    return compiled.get((language, vocabulary.fingerprint), lambda: _made(language, vocabulary))


def _made(language: Language, vocabulary: Vocabulary) -> LabelledAutomaton:
    """A grammar that needs no stack becomes a finite automaton, as everything regular does."""
    with bounded():
        match language:
            case Grammar():
                return _of_grammar(language, None, vocabulary)
            case Within(grammar, regular):
                return _of_grammar(grammar, byte_automaton(regular), vocabulary)
            case _:
                tree = normalised(language, Folded())
                counting = _counting(tree)
                if counting is not None:
                    return counted_token_automaton(counting, vocabulary)
                if not is_large(tree):
                    return token_automaton(byte_automaton(tree), vocabulary)
                if not is_large(tree, MOST_TRIED):
                    with suppress(ConstraintTooLarge), at_most(_TRIED):
                        return token_automaton(byte_automaton(tree), vocabulary)
                return _of_grammar(Grammar("", (("", tree),)), None, vocabulary)


def _counting(tree: Node) -> CountedDfa | None:
    """The automaton with as many regions counted as can be, None where that is none."""
    refused: set[Bounds] = set()
    while (found := counted(tree, refused)) is not None and not is_large(found.tree):
        try:
            return counted_automaton(found)
        except NotCountable as error:
            refused |= error.bounds
    return None


def _of_grammar(grammar: Grammar, bound: Dfa | None, vocabulary: Vocabulary) -> LabelledAutomaton:
    """Of the texts of a grammar that `bound` accepts too."""
    known: Folded[Node] = Folded()
    rules = tuple((name, normalised(tree, known)) for name, tree in grammar.rules)
    grammar = replace(grammar, rules=rules)
    with_few = with_calls(grammar, MOST_WRITTEN_OUT)
    if with_few is grammar:
        certain = _with_many_calls(grammar, bound)
        if certain is not None:
            return token_pushdown(certain, vocabulary, is_unambiguous=True)
    found = _procedures(with_few)
    if found.calls:
        configurations = _configurations(found, bound)
        return token_pushdown(configurations, vocabulary, is_unambiguous=is_unambiguous(configurations))
    whole = body_automaton(found.start, found.rules, {})
    return token_automaton(whole if bound is None else intersection(whole, bound), vocabulary)


def _with_many_calls(grammar: Grammar, bound: Dfa | None) -> Configurations | None:
    """With calls of all that is enclosed in brackets and stands in many places; None where that brings nothing.

    That is where the grammar is not large, or needs no stack, or would have texts with more than one run. What stands
    between brackets begins and ends on definite bytes, so that its calls are seldom in doubt.
    """
    outlined = with_calls(grammar, MANY_WRITTEN_OUT, partial(is_enclosed, rules=dict(grammar.rules)))
    if set(outlined.calls) == set(grammar.calls):
        return None
    found = _procedures(outlined)
    if not set(found.calls) - (set(outlined.calls) - set(grammar.calls)):
        return None
    with suppress(ConstraintTooLarge):
        configurations = _configurations(found, bound)
        if is_unambiguous(configurations):
            return configurations
    return None


def _procedures(grammar: Grammar) -> Procedures:
    found = procedures(grammar)
    known: Folded[Node] = Folded()
    rules = {name: normalised(tree, known) for name, tree in found.rules.items()}
    return replace(found, start=normalised(found.start, known), rules=rules)


def _configurations(found: Procedures, bound: Dfa | None) -> Configurations:
    bodies = bodies_of(found)
    return Configurations(bodies if bound is None else restricted(bodies, bound))
