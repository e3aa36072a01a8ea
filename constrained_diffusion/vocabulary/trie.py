"""The byte trie of a vocabulary, in preorder, so that a walk is a loop over an array and a dead branch is one jump."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.jit import inner, kernel
from constrained_diffusion.vocabulary.characters import characters_below


@dataclass(frozen=True, slots=True, eq=False)
class Trie:
    """Nodes in preorder, the root left out.

    Attributes:
        byte: [nodes] uint8, the byte on the edge into the node.
        depth: [nodes] int32, 0 for children of the root.
        skip: [nodes] int32, the first node after the node's subtree.
        node_of_token: [V] int32, the node at which a token ends, -1 for tokens that are not text.
        below: [nodes] int64, the kinds of characters below the node; see `characters_below`.
    """

    byte: NDArray[np.uint8]
    depth: NDArray[np.int32]
    skip: NDArray[np.int32]
    node_of_token: NDArray[np.int32]
    below: NDArray[np.int64]


def build_trie(tokens: list[bytes], is_text: NDArray[np.bool_]) -> Trie:
    """The trie of the tokens that are text."""
    order = sorted(np.flatnonzero(is_text).tolist(), key=tokens.__getitem__)
    spelled = [tokens[token] for token in order]
    offsets = np.zeros(len(order) + 1, np.int64)
    np.cumsum([len(token) for token in spelled], out=offsets[1:])
    data = np.frombuffer(b"".join(spelled), np.uint8)
    longest = max(map(len, spelled), default=0)
    byte = np.empty(len(data), np.uint8)
    depth, skip = np.empty(len(data), np.int32), np.empty(len(data), np.int32)
    node, path = np.empty(len(order), np.int32), np.empty(longest + 1, np.int32)
    nodes = _preorder(data, offsets, byte, depth, skip, node, path)
    node_of_token = np.full(len(tokens), -1, np.int32)
    node_of_token[order] = node
    byte, depth, skip = byte[:nodes].copy(), depth[:nodes].copy(), skip[:nodes].copy()
    ends = np.zeros(nodes, np.bool_)
    ends[node] = True
    return Trie(byte, depth, skip, node_of_token, characters_below(byte, depth, ends, longest + 1))


@kernel
def _preorder(data, offsets, byte, depth, skip, node, path):  # type: ignore[no-untyped-def]
    """Fills the arrays of a trie from the tokens' bytes, token after token in order; returns the number of nodes.

    ``path[d]`` is the last node at depth d.
    """
    nodes, top = 0, -1
    for i in range(len(offsets) - 1):
        start, past = offsets[i], offsets[i + 1]
        shared = 0
        if i > 0:
            shared = _shared(data, offsets[i - 1], start, past)
        while top >= shared:  # the subtrees that end before this token
            skip[path[top]] = nodes
            top -= 1
        for k in range(shared, past - start):
            byte[nodes], depth[nodes], path[k] = data[start + k], k, nodes
            nodes += 1
        top = past - start - 1
        node[i] = path[top]
    while top >= 0:
        skip[path[top]] = nodes
        top -= 1
    return nodes


@inner
def _shared(data, before, start, past):  # type: ignore[no-untyped-def]
    """How many bytes two tokens, the one right behind the other, have in common at their beginning."""
    shared = 0
    while start + shared < past and before + shared < start and data[before + shared] == data[start + shared]:
        shared += 1
    return shared
