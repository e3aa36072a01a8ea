"""Classes, edges and distances against tokens walked one by one."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from constrained_diffusion import Vocabulary
from constrained_diffusion.automata.bytes.dfa import Dfa
from constrained_diffusion.automata.bytes.nfa import byte_automaton
from constrained_diffusion.automata.tokens.finite import TokenAutomaton, token_automaton
from constrained_diffusion.languages.regex import full_match
from tests.inference.test_automaton_constraint import REGEXES

TOKENS = st.lists(st.sampled_from([b"a", b"b", b"ab", b"ba", b"aa", b"bb", b"\xc3", b"\xa9", "é".encode(), b"b\xc3"]),
                  min_size=1, max_size=10)  # fmt: skip


def _after(dfa: Dfa, state: int, token: bytes) -> int:
    for byte in token:
        state = int(dfa.table[state, dfa.byte_class[byte]])
        if state < 0:
            return -1
    return state


def _reads(automaton: TokenAutomaton, tokens: tuple[int, ...]) -> bool:
    """Whether some run reads the tokens and ends accepting."""
    states = {0}
    for token in tokens:
        kind = automaton.class_of_token[token]
        following = set()
        for s, t, m in zip(automaton.source, automaton.target, automaton.label, strict=True):
            if s in states and kind >= 0:
                members = automaton.label_classes[automaton.label_offsets[m] : automaton.label_offsets[m + 1]]
                if kind in members:
                    following.add(int(t))
        assert len(following) <= 1
        states = following
    return any(automaton.accepting[s] for s in states)


@settings(max_examples=150)
@given(REGEXES, TOKENS)
def test_runs_and_classes(pattern: str, tokens: list[bytes]) -> None:
    vocabulary = Vocabulary.from_bytes([b"", b"", *tokens], eos=0, pad=1)
    dfa = byte_automaton(full_match(pattern))
    automaton = token_automaton(dfa, vocabulary)
    text = range(2, vocabulary.size)
    lengths = []
    for length in range(4):
        for sequence in itertools.product(text, repeat=length):
            member = dfa.accepts(b"".join(vocabulary.token_bytes(token) for token in sequence))
            assert _reads(automaton, sequence) == member
            assert _reads(automaton, (*sequence, 0)) == member
            assert _reads(automaton, (*sequence, 0, 1)) == member
            assert not _reads(automaton, (*sequence, 1))
            if member:
                lengths.append(length)
    if lengths:
        assert automaton.distance[0] == min(lengths)
        assert automaton.longest == -1 or automaton.longest >= max(lengths)
    else:
        assert automaton.distance[0] > 3
    # tokens that act alike on every state are in one class
    for one, other in itertools.combinations(text, 2):
        kinds = automaton.class_of_token[[one, other]]
        alike = all(
            _after(dfa, s, vocabulary.token_bytes(one)) == _after(dfa, s, vocabulary.token_bytes(other))
            for s in range(len(dfa.table))
        )
        if alike:
            assert kinds[0] == kinds[1]
        elif kinds[0] == kinds[1]:
            assert kinds[0] == -1  # neither is on any completion


def test_longest() -> None:
    vocabulary = Vocabulary.from_bytes([b"", b"a", b"aa", b"b"], eos=0)
    assert token_automaton(byte_automaton(full_match("a{2,5}b?")), vocabulary).longest == 6
    assert token_automaton(byte_automaton(full_match("a*")), vocabulary).longest == -1
    assert token_automaton(byte_automaton(full_match("")), vocabulary).longest == 0


def test_empty_language() -> None:
    vocabulary = Vocabulary.from_bytes([b"", b"a"], eos=0)
    automaton = token_automaton(byte_automaton(full_match("b")), vocabulary)
    assert automaton.is_empty
    assert np.array_equal(automaton.accepting, [False, True])
