"""The byte trie of a vocabulary, in preorder, so that a walk is a loop over an array and a dead branch is one jump."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Trie:
    """Nodes in preorder, the root left out.

    Attributes:
        byte: [nodes] uint8, the byte on the edge into the node.
        depth: [nodes] int32, 0 for children of the root.
        skip: [nodes] int32, the first node after the node's subtree.
        node_of_token: [V] int32, the node at which a token ends, -1 for tokens that are not text.
    """

    byte: NDArray[np.uint8]
    depth: NDArray[np.int32]
    skip: NDArray[np.int32]
    node_of_token: NDArray[np.int32]


def build_trie(tokens: list[bytes], is_text: NDArray[np.bool_]) -> Trie:
    """The trie of the tokens that are text."""
    order = sorted(np.flatnonzero(is_text).tolist(), key=tokens.__getitem__)
    spelled = [tokens[token] for token in order]
    offsets = np.zeros(len(order) + 1, np.int64)
    np.cumsum([len(token) for token in spelled], out=offsets[1:])
    data = np.frombuffer(b"".join(spelled), np.uint8)
    longest = max(map(len, spelled), default=0)
    byte, depth, skip, node = _preorder(data, offsets, longest)
    node_of_token = np.full(len(tokens), -1, np.int32)
    node_of_token[order] = node
    return Trie(byte, depth, skip, node_of_token)


@njit(cache=True)
def _preorder(data, offsets, longest):  # type: ignore[no-untyped-def]
    count = len(offsets) - 1
    byte = np.empty(len(data), np.uint8)
    depth = np.empty(len(data), np.int32)
    node = np.empty(count, np.int32)
    nodes = 0
    for i in range(count):
        start, length = offsets[i], offsets[i + 1] - offsets[i]
        shared = 0
        if i > 0:
            before = offsets[i - 1]
            while shared < length and shared < start - before and data[before + shared] == data[start + shared]:
                shared += 1
        for k in range(shared, length):
            byte[nodes] = data[start + k]
            depth[nodes] = k
            nodes += 1
        node[i] = node[i - 1] if i > 0 and shared == length and start - offsets[i - 1] == length else nodes - 1
    skip = np.full(nodes, nodes, np.int32)
    path = np.empty(longest + 1, np.int32)
    top = -1
    for i in range(nodes):
        while top >= depth[i]:  # the subtrees that end before this node
            skip[path[top]] = i
            top -= 1
        top = depth[i]
        path[top] = i
    return byte[:nodes].copy(), depth[:nodes].copy(), skip, node
