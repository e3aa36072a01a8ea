"""Grammars as procedures: the same language, recursion through calls only, and definite ends of what is called."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from constrained_diffusion.automata.bytes.dfa import difference
from constrained_diffusion.automata.bytes.nfa import body_automaton, byte_automaton
from constrained_diffusion.automata.graphs import strongly_connected_components
from constrained_diffusion.automata.stack.brackets import FIXED_TEXT, Brackets, bracketed, punctuation
from constrained_diffusion.automata.stack.elimination import corners
from constrained_diffusion.automata.stack.self_embedding import Procedures, procedures
from constrained_diffusion.automata.stack.trees import (
    FROM_LEFT,
    FROM_RIGHT,
    Direction,
    Mentions,
    alternation,
    nullable,
    productive,
    references,
    spelled_out,
    unrolled,
    without_empty_text,
)
from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.languages.ir import (
    EMPTY_TEXT,
    NOTHING,
    Both,
    Choice,
    Except,
    Grammar,
    Multiples,
    Network,
    Node,
    Reference,
    Repeat,
    Selection,
    Sequence,
    Text,
    characters,
    choice,
    optional,
    sequence,
    subtrees,
)
from constrained_diffusion.languages.lark_grammar import grammar_language
from constrained_diffusion.languages.regex import full_match
from tests.inference.test_context_free import AMBIGUOUS, BY_HAND, GRAMMARS, derives

R = Reference
TEXTS = st.lists(st.text("a()+", max_size=6), min_size=4, max_size=8)


def _found(grammar: Grammar) -> Procedures:
    try:
        return procedures(grammar)
    except ConstraintTooLarge:
        assume(False)
        raise


def _grammar_of(found: Procedures) -> Grammar:
    return Grammar("the whole", (("the whole", found.start), *found.rules.items()))


STATES = st.integers(-2, 2)
NETWORKS = st.builds(
    Network,
    st.lists(st.tuples(STATES, st.sampled_from([*map(Text, ("", "a", "b"))]), STATES), min_size=2, max_size=7).map(
        tuple
    ),
    st.lists(STATES, min_size=1, max_size=2).map(tuple),
)


@settings(max_examples=300)
@given(NETWORKS)
def test_networks_are_spelled_out(network: Network) -> None:
    assert _equal(spelled_out(network), network)


@settings(max_examples=200)
@given(GRAMMARS, TEXTS)
def test_the_language_stays(grammar: Grammar, texts: list[str]) -> None:
    after = _grammar_of(_found(grammar))
    for text in texts:
        assert derives(after, text) == derives(grammar, text), text


@pytest.mark.parametrize("name", [*BY_HAND, "ambiguous"])
def test_the_language_of_grammars_by_hand_stays(name: str) -> None:
    grammar = BY_HAND.get(name, AMBIGUOUS)
    after = _grammar_of(procedures(grammar))
    texts = [""]
    for _ in range(4):
        texts += [text + letter for text in texts for letter in "a()+" if len(text) < 4]
    for text in set(texts):
        assert derives(after, text) == derives(grammar, text), text


def _leads_back(edges: dict[str, list[str]]) -> bool:
    return any(len(group) > 1 or group[0] in edges[group[0]] for group in strongly_connected_components(edges))


def _corner_rules(found: Procedures, direction: Direction) -> dict[str, list[str]]:
    every = Mentions(found.rules)
    return {
        name: [corner for corner, _ in corners(tree, every, direction) if corner is not None]
        for name, tree in found.rules.items()
    }


@settings(max_examples=300)
@given(GRAMMARS)
def test_rules_lead_back_through_calls_only_and_not_at_their_ends(grammar: Grammar) -> None:
    found = _found(grammar)
    assert not _leads_back(
        {name: [n for n in references(tree) if n not in found.calls] for name, tree in found.rules.items()}
    )
    for direction in (FROM_LEFT, FROM_RIGHT):
        assert not _leads_back(_corner_rules(found, direction))
    assert not any(nullable(tree) for tree in found.rules.values())


@pytest.mark.parametrize(
    ("rules", "pattern"),
    [
        ({"s": choice(sequence(R("s"), "+", R("s")), sequence(R("s"), "!"), sequence("-", R("s")), "a")},
         r"-*a!*(\+-*a!*)*"),
        ({"s": choice(sequence(R("s"), "b", optional("c")), "a")}, "a(bc?)*"),
        ({"s": choice(sequence(Repeat(Text("a"), 1, 2, Text(",")), R("s")), "")}, "(a|a,a)*"),
        ({"s": choice(sequence(R("t"), "+"), "a"), "t": choice(sequence(R("s"), "a"), "b")}, r"(a|b\+)(a\+)*"),
        ({"s": choice(sequence("+", R("t")), "a"), "t": choice(sequence("a", R("s")), "b")}, r"(\+a)*(a|\+b)"),
        ({"s": choice(R("s"), R("t")), "t": choice(R("s"), "a")}, "a"),
    ],
)  # fmt: skip
def test_what_is_regular_needs_no_calls(rules: dict[str, Node], pattern: str) -> None:
    found = procedures(Grammar("s", tuple(rules.items())))
    assert found.calls == ()
    mine, expected = body_automaton(found.start, found.rules, {}), byte_automaton(full_match(pattern))
    assert difference(mine, expected).is_empty
    assert difference(expected, mine).is_empty


@pytest.mark.parametrize(("name", "calls"), [("json", 2), ("arithmetic", 1), ("sql", 7)])
def test_calls_of_grammars_that_ship(name: str, calls: int) -> None:
    assert len(procedures(grammar_language(Path("grammars") / f"{name}.lark")).calls) == calls


def test_which_part_becomes_a_procedure() -> None:
    s = R("s")
    body = sequence("(", s, ")")
    found = procedures(Grammar("s", (("s", choice(sequence("x", body, "y"), sequence(s, "+", s), "a")),)))
    assert found.calls == ("s#1",)
    assert found.rules["s#1"] == body
    once = choice(sequence("x", R("s#1"), "y"), "a")
    assert found.rules["s"] == sequence(once, Repeat(sequence("+", once), 0, None))


def test_references_inside_both_are_refused() -> None:
    for node in (Both(R("s"), Text("a")), Except(Text("a"), sequence("b", R("s")))):
        with pytest.raises(TypeError, match="cannot stand inside"):
            procedures(Grammar("s", (("s", choice("a", sequence("(", node, ")"))),)))


def test_rules_that_are_needed_by_none_or_empty_go() -> None:
    rules = {"s": choice("a", R("endless"), sequence("b", R("none"))), "endless": sequence("(", R("endless"), ")"),
             "none": Selection(((Text("a"), True), (Text("b"), True)), NOTHING), "other": Text("a")}  # fmt: skip
    found = procedures(Grammar("s", tuple(rules.items())))
    assert found.calls == ()
    assert found.rules == {"s": rules["s"], "endless": NOTHING, "none": NOTHING}
    found = procedures(Grammar("endless", tuple(rules.items())))
    assert found.rules == {"endless": NOTHING}


def test_long_and_deep_rules() -> None:
    """Where work done again at every level, or for every rule that calls another, would take minutes."""
    alternatives = Choice(tuple(sequence(f"{index}(", R("s"), ")") for index in range(5_000)))
    assert len(procedures(Grammar("s", (("s", choice(alternatives, "a")),))).calls) == 5_000
    maybe = Sequence((Text("("), *[Repeat(R("s"), 0, 1)] * 3_000, Text("b")))
    assert procedures(Grammar("s", (("s", choice(maybe, "a")),))).calls == ("s#1",)
    nested: Node = R("s")
    for _ in range(400):
        nested = sequence("a", nested, "b")
    assert procedures(Grammar("s", (("s", choice(nested, "c")),))).calls == ("s#1",)
    chain = [(f"r{index}", sequence(R(f"r{index + 1}"), "a")) for index in range(3_000)]
    assert procedures(Grammar("r0", (*chain, ("r3000", Text("b"))))).calls == ()


# --- brackets, by trying every pair


PARTS = st.lists(
    st.sampled_from(
        [R("s"), Repeat(R("s"), 0, 1), Text("("), Text("a("), Text(")"), Text(")a"), Text("a"), optional("a"),
         Text("("), Text(")"), characters("[("), choice("(", "["), choice(")", "a"), R("open"), R("close"), R("more")]
    ),
    max_size=8,
)  # fmt: skip
RULES: dict[str, Node] = {"open": Text("{"), "close": Text("}"), "more": sequence("(", R("open"))}


def _bracketed_by_hand(parts: list[Node], brackets: Brackets) -> tuple[int, int] | None:
    """The first recursive part with an opening bracket before it, up to the last one with a closing one after it."""
    recursive = ["s" in references(part) for part in parts]

    def nearest(indices: range) -> int | None:
        return next((index for index in indices if not nullable(parts[index])), None)

    openings, closings = {}, {}
    for index in range(len(parts)):
        before, after = nearest(range(index - 1, -1, -1)), nearest(range(index + 1, len(parts)))
        if recursive[index] and before is not None and not recursive[before] and brackets.opens(parts[before]):
            openings[index] = before
        if recursive[index] and after is not None and not recursive[after] and brackets.closes(parts[after]):
            closings[index] = after
    if not openings or not closings or min(openings) > max(closings):
        return None
    return openings[min(openings)], closings[max(closings)]


def _names(tree: Node) -> list[str]:
    return [node.name for node in subtrees(tree) if isinstance(node, Reference)]


@settings(max_examples=500)
@given(PARTS, st.sampled_from([FIXED_TEXT, punctuation(RULES)]))
def test_brackets_of_a_sequence(parts: list[Node], brackets: Brackets) -> None:
    bodies: list[Node] = []

    def procedure(body: Node) -> Reference:
        bodies.append(body)
        return R("call")

    tree = Sequence(tuple(parts))
    after = bracketed(tree, Mentions("s"), brackets, procedure)
    expected = _bracketed_by_hand(parts, brackets)
    if expected is None:
        assert bodies == []
        assert _names(after) == _names(tree)
    else:
        first, last = expected
        assert bodies == [Sequence(tuple(parts[first : last + 1]))]
        before, behind = Sequence(tuple(parts[:first])), Sequence(tuple(parts[last + 1 :]))
        assert _names(after) == [*_names(before), "call", *_names(behind)]


# --- the algebra of trees without references, by automata


REGULAR: st.SearchStrategy[Node] = st.recursive(
    st.sampled_from([Text("a"), Text("b"), Text(""), Text("ab"), NOTHING, characters("ab"), Multiples(2)]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: Sequence(tuple(parts))),
        st.lists(inner, max_size=3).map(lambda options: Choice(tuple(options))),
        st.builds(
            lambda item, counts, separator: Repeat(item, *counts, separator),
            inner, st.sampled_from([(0, 0), (0, 1), (0, None), (1, None), (1, 1), (2, 3), (3, None)]), inner,
        ),
        st.builds(Selection, st.lists(st.tuples(inner, st.booleans()), max_size=3).map(tuple), inner),
        st.builds(
            Network,
            st.lists(st.tuples(st.integers(-1, 2), inner, st.integers(-1, 2)), max_size=4).map(tuple),
            st.sampled_from([(), (0,), (2,), (1, 2), (-1,)]),
        ),
        st.builds(Both, inner, inner),
        st.builds(Except, inner, inner),
    ),
    max_leaves=8,
)  # fmt: skip


def _equal(first: Node, second: Node) -> bool:
    return byte_automaton(Except(first, second)).is_empty and byte_automaton(Except(second, first)).is_empty


@settings(max_examples=300)
@given(REGULAR)
def test_the_empty_text_and_emptiness(tree: Node) -> None:
    automaton = byte_automaton(tree)
    assert nullable(tree) == automaton.accepts(b"")
    assert productive(tree, ()) == (not automaton.is_empty)
    assert _equal(without_empty_text(tree), Except(tree, EMPTY_TEXT))


@settings(max_examples=200)
@given(REGULAR, REGULAR, st.sampled_from([(0, 0), (0, 1), (0, None), (1, None), (2, 3)]))
def test_repetitions_unrolled_at_either_end(item: Node, separator: Node, counts: tuple[int, int | None]) -> None:
    repeat = Repeat(item, *counts, separator)
    for direction in (FROM_LEFT, FROM_RIGHT):
        assert _equal(unrolled(repeat, direction), repeat)


@settings(max_examples=200)
@given(GRAMMARS)
def test_corners_are_all_there_is_but_the_empty_text(grammar: Grammar) -> None:
    """With the rule that is the corner written as a letter of its own."""
    named = {name: Text(name) for name, _ in grammar.rules}
    for direction in (FROM_LEFT, FROM_RIGHT):
        for _, tree in grammar.rules:
            alternatives = corners(tree, Mentions(named), direction)
            whole = alternation(
                *(rest if corner is None else direction.concatenation(R(corner), rest) for corner, rest in alternatives)
            )
            mine, expected = body_automaton(whole, named, {}), body_automaton(tree, named, {})
            texts = ["", "s", "t", "u", "a", "(", "(s)", "(a)", "st", "sa", "as", "ss", "ts+", "a)", "tt", "+u", "us"]
            for text in texts:
                assert mine.accepts(text.encode()) == (text != "" and expected.accepts(text.encode())), text
