"""Membership and overlap by derivatives, against automata."""

from __future__ import annotations

import random

import pytest

from constrained_diffusion.automata.bytes.dfa import intersection
from constrained_diffusion.automata.bytes.nfa import byte_automaton
from constrained_diffusion.languages.derivatives import holds, meet
from constrained_diffusion.languages.ir import Both, Except, Node, Repeat, Text
from constrained_diffusion.languages.regex import search

TEXTS = ["", "a", "b", "ab", "ba", "abc", "aab", "é", "a1", "_a", "abab", "name", "-"]


def _node(rng: random.Random) -> Node:
    pieces = ["a", "b", "ab", "[ab]", ".", "(a|b)", "a*", "b?", "(ab){1,2}", "[^a]", "(a|)b", "a{2}", "(a*b?){0,3}"]
    pattern = "".join(rng.choice(pieces) for _ in range(rng.randint(0, 4)))
    return search(rng.choice(["^", ""]) + pattern + rng.choice(["$", ""]))


@pytest.mark.parametrize("seed", range(4))
def test_agree_with_automata(seed: int) -> None:
    rng = random.Random(seed)
    known = 0
    for _ in range(60):
        first, second = _node(rng), _node(rng)
        if rng.random() < 0.2:
            second = Both(second, _node(rng))
        if rng.random() < 0.1:
            second = Repeat(second, rng.randint(0, 2), rng.choice([None, 3]), Text(rng.choice(["", ",", "a"])))
        one, other = byte_automaton(first), byte_automaton(second)
        for text in TEXTS:
            assert holds(first, text) in (None, one.accepts(text.encode()))
            assert holds(second, text) in (None, other.accepts(text.encode()))
        found = meet(first, second)
        assert found in (None, not intersection(one, other).is_empty)
        known += found is not None
    assert known > 30


def test_what_is_not_taken_apart_is_not_known() -> None:
    assert holds(Except(search("a"), Text("a")), "a") is None
    assert meet(search(r"\ba\b"), search("b")) is None
    assert meet(search("^(title_[a-z]{2,3})$"), search("^(description_[a-z]{2,3})$")) is False
    assert meet(search("^x-"), search("^[a-z]")) is True


def test_work_is_bounded() -> None:
    hard = search("^(a|b|ab|ba|aab)*" + "(a|b)" * 40 + "$")
    assert meet(hard, search("^(ab|ba)*c$")) in (None, False)
    nested: Node = Text("a")
    for _ in range(5_000):
        nested = Repeat(nested, 1, 2)
    assert holds(nested, "aa") is None
