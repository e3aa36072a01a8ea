"""Byte automata against Python's `re` and against interegular, and minimality against plain partition refinement."""

from __future__ import annotations

import re

import interegular
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constrained_diffusion.automata.bytes.dfa import Dfa, difference, intersection
from constrained_diffusion.automata.bytes.nfa import byte_automaton
from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.languages.ir import (
    ANY_CHARACTER,
    Choice,
    Multiples,
    Repeat,
    Selection,
    Text,
    json_string,
    sequence,
)
from constrained_diffusion.languages.regex import full_match
from tests.inference.test_automaton_constraint import REGEXES

TEXTS = st.text("abé", max_size=7)


@settings(max_examples=300)
@given(REGEXES, REGEXES, st.lists(TEXTS, max_size=20))
def test_operations_agree_with_re(first: str, second: str, texts: list[str]) -> None:
    one, two = byte_automaton(full_match(first)), byte_automaton(full_match(second))
    both, less = intersection(one, two), difference(one, two)
    for text in [*texts, "", "a", "ab", "é", "abab"]:
        in_first = re.fullmatch(first, text) is not None
        in_second = re.fullmatch(second, text) is not None
        assert one.accepts(text.encode()) == in_first
        assert both.accepts(text.encode()) == (in_first and in_second)
        assert less.accepts(text.encode()) == (in_first and not in_second)


def _moore(dfa: Dfa) -> int:
    """Number of states that can be told apart, by refinement to a fixed point."""
    kinds = dfa.accepting.astype(int)
    while True:
        rows = [(int(kinds[s]), *(int(kinds[t]) if t >= 0 else -1 for t in dfa.table[s])) for s in range(len(kinds))]
        numbered = {row: i for i, row in enumerate(sorted(set(rows)))}
        refined = np.array([numbered[row] for row in rows])
        if len(set(refined.tolist())) == len(set(kinds.tolist())):
            return len(numbered)
        kinds = refined


@settings(max_examples=150)
@given(REGEXES)
def test_minimal_and_trim(pattern: str) -> None:
    dfa = byte_automaton(full_match(pattern))
    assert _moore(dfa) == len(dfa.table)
    columns = {tuple(column) for column in dfa.table.T.tolist()}
    assert len(columns) == dfa.table.shape[1]
    alive = dfa.accepting.copy()
    for _ in range(len(alive)):
        alive |= np.array([any(t >= 0 and alive[t] for t in row) for row in dfa.table])
    assert alive.all()


@settings(max_examples=100)
@given(REGEXES.filter(lambda pattern: "." not in pattern and "^" not in pattern))
def test_same_language_as_interegular(pattern: str) -> None:
    """interegular builds its own automaton of the pattern; no text up to some length tells the two apart."""
    theirs = interegular.parse_pattern(pattern).to_fsm()
    ours = byte_automaton(full_match(pattern))
    layer = [""]
    for _ in range(5):
        for text in layer:
            assert ours.accepts(text.encode()) == theirs.accepts(text)
        layer = [text + letter for text in layer for letter in "abé"]


def test_selection() -> None:
    node = Selection(((Text("a"), False), (Text("b"), True), (Text("c"), False)), Text(","))
    dfa = byte_automaton(node)
    accepted = {"b", "a,b", "b,c", "a,b,c"}
    for text in [*accepted, "", "a", "a,c", "c", "ab", "b,", ",b", "b,a"]:
        assert dfa.accepts(text.encode()) == (text in accepted)


@pytest.mark.parametrize("divisor", [1, 2, 3, 7, 10, 12, 25])
def test_multiples(divisor: int) -> None:
    dfa = byte_automaton(Multiples(divisor))
    for number in range(400):
        assert dfa.accepts(str(number).encode()) == (number % divisor == 0)
        assert not dfa.accepts(f"0{number}".encode())


def test_repeat_with_separator() -> None:
    for least, most in [(0, None), (1, None), (2, None), (0, 0), (0, 2), (1, 3), (3, 3)]:
        dfa = byte_automaton(Repeat(Choice((Text("x"), Text("yy"))), least, most, Text(";")))
        for count in range(6):
            for item in ("x", "yy"):
                expected = count >= least and (most is None or count <= most)
                assert dfa.accepts(";".join([item] * count).encode()) == expected
    assert not byte_automaton(Repeat(Text("x"), 0, None, Text(";"))).accepts(b"x;")


def test_too_large_is_an_error_that_says_so() -> None:
    with pytest.raises(ConstraintTooLarge, match="repeated"):
        byte_automaton(
            sequence(json_string(Repeat(ANY_CHARACTER, 0, 99_000)), json_string(Repeat(ANY_CHARACTER, 0, 90_000)))
        )
