"""Maps of tokens, and the labels of edges, against tokens read byte by byte in every state."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from constrained_diffusion import Vocabulary
from constrained_diffusion.automata.bytes.dfa import Dfa
from constrained_diffusion.automata.bytes.nfa import byte_automaton
from constrained_diffusion.automata.tables import ASKED, DEAD, UNKNOWN
from constrained_diffusion.automata.tokens.classes import token_classes, token_maps
from constrained_diffusion.automata.tokens.labels import labelled_edges
from constrained_diffusion.languages.regex import full_match

ROWS, CLASSES = 6, 3
ENTRIES = st.lists(st.integers(DEAD, ROWS - 1), min_size=CLASSES, max_size=CLASSES)
TABLES = st.lists(ENTRIES, min_size=ROWS, max_size=ROWS)
HIDDEN = st.sets(st.tuples(st.integers(0, ROWS - 1), st.integers(0, CLASSES - 1)))
TOKENS = st.lists(st.lists(st.integers(0, CLASSES - 1), min_size=1, max_size=4).map(bytes), min_size=1, max_size=12)
BYTE_CLASS = (np.arange(256) % CLASSES).astype(np.uint8)


def _read(table: list[list[int]], state: int, token: bytes, met: set[tuple[int, int]]) -> int:
    for byte in token:
        met.add((state, byte))
        state = table[state][byte]
        if state == DEAD:
            break
    return state


@settings(max_examples=300)
@given(TABLES, HIDDEN, TOKENS, st.integers(1, ROWS))
def test_maps(table: list[list[int]], hidden: set[tuple[int, int]], tokens: list[bytes], states: int) -> None:
    vocabulary = Vocabulary.from_bytes([b"", *tokens], eos=0)
    known = np.array([*table, [UNKNOWN] * CLASSES], np.int32)
    for entry in hidden:
        known[entry] = UNKNOWN
    asked: list[tuple[int, int]] = []

    def fill(entries: NDArray[np.int32]) -> NDArray[np.int32]:
        nonlocal known
        for row, kind in entries.tolist():
            assert known[row, kind] == ASKED
            known[row, kind] = table[row][kind]
            asked.append((row, kind))
        known = np.concatenate([known, np.full((1, CLASSES), UNKNOWN, np.int32)])  # it may move, and grow
        return known

    nodes, offsets, pairs, complete = token_maps(vocabulary.trie, BYTE_CLASS, known, states, 10_000, fill)
    assert complete
    met: set[tuple[int, int]] = set()
    maps = {}
    for token in range(1, vocabulary.size):
        after = {s: _read(table, s, tokens[token - 1], met) for s in range(states)}
        maps[token] = {s: t for s, t in after.items() if t >= 0}
        number = nodes[vocabulary.trie.node_of_token[token]]
        found = [] if number == DEAD else pairs[offsets[number] : offsets[number + 1]].tolist()
        assert found == sorted(map(list, maps[token].items()))
    assert sorted(asked) == sorted(met & hidden)

    class_of_token, used = token_classes(vocabulary, nodes, len(offsets) - 1)
    for one in maps:
        assert (class_of_token[one] == -1) == (not maps[one])
        for other in maps:
            assert (class_of_token[one] == class_of_token[other]) == (maps[one] == maps[other])

    source, target, label, label_offsets, label_classes = labelled_edges(used, offsets, pairs, ROWS)
    edges: dict[tuple[int, int], set[int]] = {}
    for token, after in maps.items():
        for move in after.items():
            edges.setdefault(move, set()).add(int(class_of_token[token]))
    assert list(zip(source.tolist(), target.tolist(), strict=True)) == sorted(edges)
    labels = [label_classes[a:b].tolist() for a, b in itertools.pairwise(label_offsets)]
    assert [labels[k] for k in label] == [sorted(edges[edge]) for edge in sorted(edges)]
    assert len(set(map(tuple, labels))) == len(labels)


PATTERNS = [
    r'"[^"\\]*"',
    r"[a-z]*\d[\s\S]*",
    "[^é]*x",
    "(日|[a-m])*",
    "[\U00010000-\U0010ffff]*z?[^Z]*",
    "[\x80-\uffff]*",
]
DFAS = [byte_automaton(full_match(pattern)) for pattern in PATTERNS]
PIECES = st.sampled_from([*"ab", *'ab"Z7 x\n¢éèжऀᄀ㐀日本蠀\ue000😀\U00050000\U0010ffff'])
TEXTS = st.lists(st.lists(PIECES, min_size=1, max_size=7).map(lambda pieces: "".join(pieces).encode()), min_size=80)
CUT = st.lists(st.integers(0, 3), min_size=5, max_size=5)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(DFAS), TEXTS, CUT)
def test_maps_of_texts(dfa: Dfa, texts: list[bytes], cut: list[int]) -> None:
    """Of automata that most characters leave where they are, by tokens that are whole characters or are cut off."""
    tokens = [token for text, ends in zip(texts, itertools.cycle(cut)) if (token := text[: len(text) - ends])]
    vocabulary = Vocabulary.from_bytes([b"", *tokens], eos=0)
    states = len(dfa.table)
    nodes, offsets, pairs, _ = token_maps(vocabulary.trie, dfa.byte_class, dfa.table.astype(np.int32), states, 100_000)
    for token, spelled in enumerate(tokens, 1):
        expected = []
        for state in range(states):
            after = state
            for byte in spelled:
                after = int(dfa.table[after, dfa.byte_class[byte]]) if after >= 0 else DEAD
            if after >= 0:
                expected.append([state, after])
        number = nodes[vocabulary.trie.node_of_token[token]]
        assert ([] if number == DEAD else pairs[offsets[number] : offsets[number + 1]].tolist()) == expected


@pytest.mark.parametrize("left_out", ["é", "日", "😀", "\ud7ff", "\U0010ffff"])
def test_one_character_that_does_not_go_on(left_out: str) -> None:
    """It comes last, when all characters of up to three bytes, and many of four, are known to go on."""
    near = [chr(code) for code in range(0x80, 0x10000) if not 0xD800 <= code < 0xE000]
    near += [chr(code) for first in (0x1F600, 0x10FFC0) for code in range(first, first + 64)]
    near += [chr(code) for code in range(0x10000, 0x110000, 61)]
    tokens = [f"a{one}b".encode() for one in near if one != left_out] + [f"b{left_out}b".encode(), b"aab", b"bb"]
    vocabulary = Vocabulary.from_bytes([b"", *dict.fromkeys(tokens)], eos=0)
    dfa = byte_automaton(full_match(f"[^{left_out}]*"))
    table = dfa.table.astype(np.int32)
    nodes, _, _, _ = token_maps(vocabulary.trie, dfa.byte_class, table, len(table), 1_000_000)
    dead = nodes[vocabulary.trie.node_of_token[1:]] == DEAD
    assert [vocabulary.token_bytes(int(token) + 1).decode() for token in np.flatnonzero(dead)] == [f"b{left_out}b"]


def test_too_many_pairs() -> None:
    vocabulary = Vocabulary.from_bytes([b"", b"\x00", b"\x01", b"\x02"], eos=0)
    table = np.array([[1, 2, 0], [2, 0, 1], [0, 1, 2]], np.int32)
    for limit in range(3, 14):
        *_, complete = token_maps(vocabulary.trie, BYTE_CLASS, table, 3, limit)
        assert complete == (limit >= 12)  # the identity, and a map a token
