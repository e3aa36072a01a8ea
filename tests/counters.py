"""One language twice: with a counter, and drawn out."""

from __future__ import annotations

from constrained_diffusion import Vocabulary
from constrained_diffusion.automata.bytes.counted import NotCountable, counted_automaton
from constrained_diffusion.automata.bytes.counting import Bounds, marked
from constrained_diffusion.automata.bytes.nfa import byte_automaton
from constrained_diffusion.automata.bytes.normal import normalised
from constrained_diffusion.automata.tokens.counted import CountedAutomaton, counted_token_automaton
from constrained_diffusion.automata.tokens.finite import TokenAutomaton, token_automaton
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from constrained_diffusion.languages.arguments import wanted
from constrained_diffusion.languages.ir import Folded, Language, Node


def language_of(**asked: object) -> Node:
    """The language of a schema or regex, as a tree."""
    language = wanted(**asked).language  # type: ignore[arg-type]
    assert isinstance(language, Node)
    return language


def with_counter(language: Language, vocabulary: Vocabulary) -> CountedAutomaton | None:
    """With as many repeats counted as can be, however small; None where that is none."""
    assert isinstance(language, Node)
    tree = normalised(language, Folded())
    refused: set[Bounds] = set()
    while (found := marked(tree, refused, 2, 1)[0]) is not None:
        try:
            return counted_token_automaton(counted_automaton(found), vocabulary)
        except NotCountable as error:
            refused |= error.bounds
    return None


def drawn_out(language: Language, vocabulary: Vocabulary) -> TokenAutomaton:
    """Without a counter."""
    assert isinstance(language, Node)
    return token_automaton(byte_automaton(language), vocabulary)


def both(language: Language, vocabulary: Vocabulary) -> tuple[AutomatonConstraint, AutomatonConstraint] | None:
    """The constraints with a counter and without, None where nothing can be counted."""
    counting = with_counter(language, vocabulary)
    if counting is None:
        return None
    return AutomatonConstraint(vocabulary, counting), AutomatonConstraint(vocabulary, drawn_out(language, vocabulary))
