"""The preorder arrays against the tokens they stand for."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from constrained_diffusion.vocabulary.characters import ASCII, BROKEN, LONGER
from constrained_diffusion.vocabulary.trie import build_trie


@given(st.lists(st.binary(max_size=5), min_size=1, max_size=30))
def test_every_token_is_a_path(tokens: list[bytes]) -> None:
    is_text = np.array([len(token) > 0 for token in tokens])
    trie = build_trie(tokens, is_text)
    path: list[int] = []
    spelled: list[bytes] = []
    for byte, depth in zip(trie.byte.tolist(), trie.depth.tolist(), strict=True):
        path = [*path[:depth], byte]
        spelled.append(bytes(path))
    assert len(set(spelled)) == len(spelled)
    assert set(spelled) == {token[:end] for token in tokens for end in range(1, len(token) + 1)}
    for token, node in zip(tokens, trie.node_of_token.tolist(), strict=True):
        assert (node == -1) == (not token)
        assert not token or spelled[node] == token
    for node, skip in enumerate(trie.skip.tolist()):
        inside = [other for other in range(node + 1, len(spelled)) if spelled[other].startswith(spelled[node])]
        assert inside == list(range(node + 1, skip))


PIECES = st.sampled_from(["a", "Z", "7", '"', "\n", "é", "߿", "ࠀ", "日", "퟿", "\ue000", "😀", "\U0010ffff"])
TOKENS = st.lists(
    st.one_of(
        st.lists(PIECES, max_size=4).map(lambda pieces: "".join(pieces).encode()),
        st.tuples(st.lists(PIECES, max_size=3), st.integers(0, 4), st.integers(0, 4)).map(
            lambda drawn: "".join(drawn[0]).encode()[drawn[1] :][: -drawn[2] or None]
        ),
        st.binary(max_size=4),
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=300)
@given(TOKENS)
def test_what_is_below_a_node(tokens: list[bytes]) -> None:
    """Where nothing is broken, all tokens below go on in whole characters, whose kinds are those that are set."""
    trie = build_trie(tokens, np.array([len(token) > 0 for token in tokens]))
    path: list[int] = []
    for node, (byte, depth) in enumerate(zip(trie.byte.tolist(), trie.depth.tolist(), strict=True)):
        path = [*path[:depth], byte]
        prefix, kinds = bytes(path), int(trie.below[node])
        expected = 0
        for rest in (token[len(prefix) :] for token in tokens if token.startswith(prefix)):
            try:
                rest.decode()
                for character in rest.decode():
                    expected |= 1 << _kind(character.encode())
            except UnicodeDecodeError:
                expected |= 1 << BROKEN
        if not kinds >> BROKEN & 1:
            assert kinds == expected
        else:  # that a prefix ends within a character is broken too
            assert expected >> BROKEN & 1 or not _is_whole(prefix)


def _kind(character: bytes) -> int:
    if len(character) == 1:
        return int(ASCII[character[0]])
    (kind,) = [
        kind
        for kind, (*runs, length) in enumerate(LONGER.tolist())
        if length == len(character)
        and all(low <= byte <= high for byte, low, high in zip(character[:3], runs[::2], runs[1::2], strict=False))
    ]
    return kind


def _is_whole(prefix: bytes) -> bool:
    """Whether no character that begins in it goes on behind it."""
    return not any(
        len(prefix) - start < length
        and all(low <= byte <= high for byte, low, high in zip(prefix[start:][:3], runs[::2], runs[1::2], strict=False))
        for start in range(max(0, len(prefix) - 3), len(prefix))
        for *runs, length in LONGER.tolist()
    )


def test_every_character_has_a_kind() -> None:
    kinds = [_kind(chr(code).encode()) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    assert set(kinds) == set(range(int(ASCII.max()) + 1))
    assert max(kinds) < BROKEN
