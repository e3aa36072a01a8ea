"""The preorder arrays against the tokens they stand for."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

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
