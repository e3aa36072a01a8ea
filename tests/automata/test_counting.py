"""When a repeat gets a counter, and that the language stays the same."""

from __future__ import annotations

import itertools
import json
import random

import jsonschema
import numpy as np
import pytest
import torch

from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.automata.bytes.counted import OUTSIDE, NotCountable, counted_automaton
from constrained_diffusion.automata.bytes.counting import UNBOUNDED, marked
from constrained_diffusion.automata.bytes.normal import normalised
from constrained_diffusion.automata.compile import automaton_of
from constrained_diffusion.automata.tokens.counted import CountedAutomaton
from constrained_diffusion.automata.tokens.finite import TokenAutomaton
from constrained_diffusion.errors import UnsatisfiableConstraint
from constrained_diffusion.languages.ir import (
    ANY_CHARACTER,
    ANY_TEXT,
    Both,
    Except,
    Folded,
    Node,
    Repeat,
    Text,
    choice,
    json_string,
    sequence,
    span,
)
from tests.counters import drawn_out, language_of, with_counter

LETTERS = Vocabulary.from_bytes([b"", *(bytes([byte]) for byte in b'ab",[]xy'), b"ab", b'a"', b'"a', b'b","a'], eos=0)
BYTES = Vocabulary.from_bytes([b"", *(bytes([byte]) for byte in range(256)), b'","', b"abc", b'"a', b"  "], eos=0)


def regions(tree: Node) -> tuple[tuple[int, int], ...]:
    found, *_ = marked(normalised(tree, Folded()), (), 2, 1)
    if found is None:
        return ()
    used = np.unique(counted_automaton(found).region)
    return tuple(found.bounds[number] for number in used.tolist() if number != OUTSIDE)


def test_what_is_counted() -> None:
    letters = span("a", "b")
    assert regions(Repeat(letters, 2, 9)) == ((2, 9),)
    assert regions(Repeat(letters, 3, None)) == ((3, UNBOUNDED),)
    assert regions(Repeat(letters, 0, None)) == ()
    assert regions(sequence(Repeat(letters, 0, 9), "x", Repeat(letters, 0, 9))) == ((0, 9),)
    inner = sequence('"', Repeat(letters, 0, 90), '"')
    assert regions(Repeat(inner, 0, 5)) == ((0, 90),)  # the outer one is drawn five times
    assert regions(Repeat(sequence('"', Repeat(letters, 0, 3), '"'), 0, 100)) == ((0, 100),)
    assert regions(Both(Repeat(letters, 0, 9), ANY_TEXT)) == ((0, 9),)
    assert regions(Both(Repeat(letters, 0, 9), Repeat(ANY_CHARACTER, 0, 50))) == ((0, 50),)  # of two the longer


def test_what_is_too_small_stays_finite() -> None:
    def is_counted(**asked: object) -> bool:
        automaton = automaton_of(language_of(**asked), LETTERS)
        assert isinstance(automaton, (CountedAutomaton, TokenAutomaton))
        return isinstance(automaton, CountedAutomaton)

    assert not is_counted(regex="[ab]{0,9}")
    assert is_counted(regex="[ab]{0,900}")
    assert not is_counted(schema={"type": "string", "maxLength": 31})
    assert is_counted(schema={"type": "string", "maxLength": 32})
    # what would be large is not drawn out for a few items less
    strings = {"type": "array", "minItems": 16, "maxItems": 16, "items": {"type": "string", "maxLength": 31}}
    assert is_counted(schema=strings)


@pytest.mark.parametrize(
    "tree",
    [
        sequence(Repeat(span("a", "b"), 0, 9), "a"),  # what follows may begin as an item does
        choice(sequence('"', Repeat(Text("a"), 0, 5), '"'), sequence('"', Repeat(Text("a"), 0, 9), '"')),
        choice(sequence('"', Repeat(Text("a"), 0, 5), '"'), Text('"ab"')),
        Repeat(choice("", "a"), 0, 9),  # an item may be empty
        Repeat(choice("a", "ab", "ba"), 2, 5),  # items that are spelled in two ways
        Repeat(Repeat(Text("a"), 2, 3), 2, 9),
    ],
)
def test_what_cannot_be_counted_is_drawn_out(tree: Node) -> None:
    found, *_ = marked(normalised(tree, Folded()), (), 2, 1)
    if found is not None:
        try:
            counted_automaton(found)
        except NotCountable as error:
            told = error.bounds
        else:
            told = frozenset(found.bounds)
        assert told
        assert told <= set(found.bounds)
    automaton = with_counter(tree, LETTERS)
    if automaton is not None:
        assert same_texts(tree, automaton)


def test_one_region_that_cannot_be_counted_does_not_keep_others_from_it() -> None:
    tree = sequence("[", Repeat(span("a", "b"), 0, 9), "a]", '"', Repeat(Text("x"), 2, 7), '"')
    automaton = with_counter(tree, LETTERS)
    assert automaton is not None
    assert automaton.region_most.tolist() == [7]
    assert same_texts(tree, automaton)


def same_texts(tree: Node, automaton: CountedAutomaton) -> bool:
    """Of all token sequences up to five: whether the automaton drawn out by itself has those of the language."""
    finite, exact = automaton.finite, drawn_out(tree, LETTERS)
    assert finite is not None
    assert (finite.states, finite.longest) >= (exact.states, exact.longest)  # the one is minimal
    return all(
        reads(finite, tokens) == reads(exact, tokens)
        for n in range(5)
        for tokens in itertools.product(range(1, LETTERS.size), repeat=n)
    )


def reads(automaton: TokenAutomaton, tokens: tuple[int, ...]) -> bool:
    rest = automaton
    state = 0
    for token in tokens:
        kind = int(rest.class_of_token[token])
        ways = [
            int(rest.target[e])
            for e in range(*rest.source.searchsorted([state, state + 1]))
            if kind in rest.label_classes[rest.label_offsets[rest.label[e]] : rest.label_offsets[rest.label[e] + 1]]
        ]
        if not ways:
            return False
        (state,) = ways
    return bool(rest.accepting[state])


@pytest.mark.parametrize(
    "tree",
    [
        Both(json_string(Repeat(choice("a", "ab"), 0, None)), json_string(Repeat(ANY_CHARACTER, 2, 4))),
        Except(sequence('"', Repeat(span("a", "b"), 0, 4), '"'), sequence('"', Repeat(Text("ab"), 0, None), '"')),
        Repeat(sequence('"', Repeat(span("a", "b"), 1, 3), '"'), 0, 2, Text(",")),
        sequence(Repeat(Text("a"), 1, 3), Repeat(Text("b"), 0, 2), Repeat(Text("x"), 1, None)),
        Repeat(sequence(Repeat(Text("a"), 0, 2), "x"), 0, None),
    ],
)
def test_the_language_is_the_same(tree: Node) -> None:
    automaton = with_counter(tree, LETTERS)
    assert automaton is not None
    assert same_texts(tree, automaton)


def token(text: bytes) -> int:
    found = BYTES.token_of(text)
    assert found is not None
    return found


SCHEMAS = [
    {"type": "string", "maxLength": 40},
    {"type": "string", "minLength": 3, "maxLength": 500, "pattern": "^[a-c]+( [a-c]*)?$"},
    {"type": "object", "required": ["a", "b"],
     "properties": {"a": {"type": "string", "maxLength": 300}, "b": {"type": "string", "minLength": 20}}},
    {"type": "array", "maxItems": 50, "items": {"type": "string", "maxLength": 2000}},
    {"type": "array", "minItems": 2, "maxItems": 500, "items": {"enum": [1, "x", None]}},
    {"anyOf": [{"type": "string", "maxLength": 100}, {"type": "array", "maxItems": 90, "items": {"type": "null"}}]},
]  # fmt: skip


@pytest.mark.parametrize("schema", SCHEMAS, ids=range(len(SCHEMAS)))
def test_answers_satisfy_the_schema(schema: dict[str, object]) -> None:
    """Whatever the logits: also such as pull towards long strings, on canvases that are longer than they may be."""
    constraint = compile_constraint(BYTES, schema=schema)
    assert isinstance(constraint.automaton, CountedAutomaton)
    validator = jsonschema.Draft202012Validator(schema)
    generator = torch.Generator().manual_seed(2)
    rng = random.Random(3)
    for n in (30, 70):
        for cost in (0.0, 6.0, 60.0):
            logits = torch.randn(n, BYTES.size, generator=generator) * 2.0
            for name in (b"a", b"b", b"abc"):
                logits[:, token(name)] += cost
            canvas = torch.full((n,), -1)
            if rng.random() < 0.5 and constraint.masks(canvas)[2, token(b"a")]:
                canvas[2] = token(b"a")
            posterior = constraint.posterior(canvas, logits)
            for tokens in (posterior.best()[0], *(posterior.sample(generator) for _ in range(5))):
                validator.validate(json.loads(BYTES.decode(tokens.tolist())))


def test_a_count_at_its_bound_is_masked() -> None:
    """Where a committed canvas has all the characters there may be, no mask offers one more."""
    most = 60
    constraint = compile_constraint(BYTES, schema={"type": "string", "maxLength": most})
    canvas = torch.full((most + 4,), -1)
    quote, letter, three = (token(name) for name in (b'"', b"a", b"abc"))
    canvas[0], canvas[1 : most - 1] = quote, letter
    masks = constraint.masks(canvas)
    assert masks[most - 1, [quote, letter]].all()
    assert not masks[most - 1, three]
    canvas[most - 1 : most + 1] = letter
    assert constraint.masks(canvas)[most + 1].nonzero().tolist() == [[quote]]
    canvas[most + 1] = letter
    with pytest.raises(UnsatisfiableConstraint):
        constraint.masks(canvas)


def test_lengths_of_what_is_counted() -> None:
    constraint = compile_constraint(BYTES, schema={"type": "string", "minLength": 300, "maxLength": 400})
    assert constraint.min_length() == 102  # a hundred times "abc" between quotes
    assert constraint.max_length() == 400 * 12 + 2  # every character a surrogate pair, byte by byte
    with pytest.raises(UnsatisfiableConstraint):
        constraint.masks(torch.full((100,), -1))
