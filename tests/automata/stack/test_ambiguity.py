"""What is known to be unambiguous: never wrongly so, and everything whose ambiguity is in regular parts."""

from __future__ import annotations

import os

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.api.compilation import compile_language
from constrained_diffusion.automata.tokens.pushdown import TokenPushdown
from constrained_diffusion.languages.ir import (
    Choice,
    Grammar,
    Node,
    Reference,
    Repeat,
    Sequence,
    Text,
    choice,
    sequence,
)
from tests.inference.test_context_free import check, derives

BYTES = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)
TOKENS = Vocabulary.from_bytes([b"<eos>", b"a", b"+", b"(", b")", b"a)", b"aa", b")+("], eos=0)
EXAMPLES = int(os.environ.get("AMBIGUITY_EXAMPLES", "25"))
R = Reference

CLEAR = {
    "tags": """
        start: "<a>" (start | T)* "</a>" | "<b>" (start | T)* "</b>" | "<b/>"
        T: /[a-z]+/
    """,
    "calls after calls": """
        start: start "+" start | start " OVER (" start ")" | "f(" start ")" | "n" | start " OR " start
    """,
    "left recursion and ignored blanks": """
        start: start "+" product | product
        product: product "*" atom | atom
        atom: /[0-9]+/ | "-" atom | "(" start ")"
        %ignore " "
    """,
    "ignored blanks": """
        start: "{" [pair ("," pair)*] "}" | "[" [start ("," start)*] "]" | STRING
        pair: STRING ":" start
        STRING: /"[a-z]*"/
        %ignore /[ \\n]+/
    """,
    "overlapping rules": """
        start: "(" start ")" either | either
        either: one | other
        one: "a"+
        other: "a"* "b"?
    """,
    "a star of what may be empty": """
        start: "(" start ")" | many*
        many: "a"*
    """,
}

AMBIGUOUS = {
    "dangling else": ('start: "i" start | "i" start "e" start | "x"', "iixex"),
    "two procedures": ('start: x | y\nx: "(" x ")" | "a"\ny: "(" y ")" | "a" | "b"', "(a)"),
    "out of step and back": ('start: "<" start ">" | "<[" start "]>" | "[" start "]" | "x"', "<[x]>"),
    "out of step for a while": ('start: "o" start ")" | "over" start ")" | "ver" start | "x"', "overx)"),
}


@pytest.mark.parametrize("name", CLEAR)
def test_clear_grammars(name: str) -> None:
    constraint = compile_constraint(BYTES, grammar=CLEAR[name])
    assert isinstance(constraint.automaton, TokenPushdown)
    assert constraint.is_unambiguous


@pytest.mark.parametrize("name", AMBIGUOUS)
def test_a_text_of_two_parses_is_noticed(name: str) -> None:
    grammar, text = AMBIGUOUS[name]
    constraint = compile_constraint(BYTES, grammar=grammar)
    canvas = torch.tensor(list(text.encode()))
    assert not constraint.is_unambiguous
    assert constraint.log_partition(canvas, torch.zeros(len(canvas), BYTES.size)) > 0.5  # log 2 at least: two runs


def _regular(names: tuple[str, ...] = ()) -> st.SearchStrategy[Node]:
    leaves = st.sampled_from([Text("a"), Text("+"), Text(""), Text("a+"), *map(Reference, names)])
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, min_size=2, max_size=3).map(lambda parts: Sequence(tuple(parts))),
            st.lists(inner, min_size=2, max_size=3).map(lambda options: Choice(tuple(options))),
            st.tuples(inner, st.sampled_from([(0, 1), (0, None), (1, None), (0, 2)])).map(
                lambda pair: Repeat(pair[0], *pair[1])
            ),
        ),
        max_leaves=5,
    )


@st.composite
def ambiguous_in_regular_parts(draw: st.DrawFn) -> Grammar:
    """Rules without self-embedding, ambiguous as they come, around the calls of one that is clear."""
    first, second, operand = draw(_regular()), draw(_regular()), draw(_regular())
    ends = draw(
        st.sampled_from(
            [
                choice(operand, sequence(first, R("t")), sequence(R("t"), second), sequence(R("t"), first, R("t"))),
                choice(operand, sequence(first, R("t")), sequence(second, R("t"))),
                choice(operand, sequence(R("t"), second), R("t")),
                choice(operand, first),
            ]
        )
    )
    call = sequence("(", R("s"), ")")
    whole = choice(R("t"), draw(_regular(("t", "c"))), sequence(R("c"), draw(_regular(("t",)))))
    return Grammar("s", (("s", whole), ("t", ends), ("c", call)))


@settings(max_examples=EXAMPLES)
@given(ambiguous_in_regular_parts(), st.integers(0, 2**31))
def test_ambiguity_of_regular_parts_is_gone(grammar: Grammar, seed: int) -> None:
    """The compiled language has one run a text, and is the one that enumeration finds."""
    constraint, n = compile_language(grammar, TOKENS), 3
    assert constraint.is_unambiguous
    logits = torch.randn(n, TOKENS.size, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    known: dict[str, bool] = {}

    def holds(text: str) -> bool:
        if text not in known:
            known[text] = derives(grammar, text)
        return known[text]

    check(constraint, holds, torch.full((n,), -1), logits, True)
