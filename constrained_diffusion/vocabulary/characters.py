"""Kinds of UTF-8 characters that automata hardly tell apart, and which of them stand below a node of a trie.

Letters, digits and control characters are a kind each, every other ASCII character is one of its own, and longer
characters are of one kind if their lengths and the bytes that may be second are the same (RFC 3629, section 4).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.jit import kernel

LONGER = np.array(
    [
        # first bytes, second bytes, length
        (0xC2, 0xDF, 0x80, 0xBF, 2),
        (0xE0, 0xE0, 0xA0, 0xBF, 3),
        (0xE1, 0xEC, 0x80, 0xBF, 3),
        (0xED, 0xED, 0x80, 0x9F, 3),
        (0xEE, 0xEF, 0x80, 0xBF, 3),
        (0xF0, 0xF0, 0x90, 0xBF, 4),
        (0xF1, 0xF3, 0x80, 0xBF, 4),
        (0xF4, 0xF4, 0x80, 0x8F, 4),
    ],
    np.int32,
)
"""[kinds, 5]: of every kind of longer character the bytes that may be first and second, and how many there are."""


def _ascii() -> NDArray[np.int32]:
    kind = np.full(0x80, -1, np.int32)
    for number, (first, last) in enumerate((b"az", b"AZ", b"09", b"\x00\x1f")):
        kind[first : last + 1] = len(LONGER) + number
    alone = np.flatnonzero(kind < 0)
    kind[alone] = kind.max() + 1 + np.arange(len(alone))
    return kind


ASCII = _ascii()
"""[128]: the kind of every ASCII character, below 62. The first kinds are those of `LONGER`."""

BROKEN = 62
"""The bit of what is no character, or not a whole one."""


def characters_below(
    byte: NDArray[np.uint8], depth: NDArray[np.int32], ends: NDArray[np.bool_], longest: int
) -> NDArray[np.int64]:
    """The kinds of characters in the subtree of every node [nodes], the node itself left out, a bit each.

    Args:
        byte, depth: of a trie in preorder.
        ends: [nodes], whether a token ends there.
        longest: more than any depth.

    Within a character, and where one is cut off, `BROKEN` is set.
    """
    path = np.zeros((longest + 1, 3), np.int32)
    found: NDArray[np.int64] = _below(byte, depth, ends, ASCII, LONGER, path, np.zeros(longest + 2, np.int64))
    return found


@kernel
def _below(byte, depth, ends, ascii_kind, longer, path, found):  # type: ignore[no-untyped-def]
    """``path[d]`` is of the byte at depth d: the kind of its character, which byte of it it is, and how many it has.

    ``found[d]`` is what stands at depth d or deeper, behind the node at hand.
    """
    broken = np.int64(1) << BROKEN
    below, inside = np.empty(len(byte), np.int64), np.empty(len(byte), np.bool_)
    for i in range(len(byte)):
        b, d, kind, at, length = byte[i], depth[i], np.int32(BROKEN), np.int32(1), np.int32(1)
        if d > 0 and path[d - 1, 1] < path[d - 1, 2]:
            before = path[d - 1, 0]
            low = longer[before, 2] if path[d - 1, 1] == 1 else 0x80
            high = longer[before, 3] if path[d - 1, 1] == 1 else 0xBF
            if low <= b <= high:
                kind, at, length = before, path[d - 1, 1] + 1, path[d - 1, 2]
        elif b < 0x80:
            kind = ascii_kind[b]
        else:
            for k in range(len(longer)):
                if longer[k, 0] <= b <= longer[k, 1]:
                    kind, length = np.int32(k), longer[k, 4]
        path[d, 0], path[d, 1], path[d, 2] = kind, at, length
        inside[i] = at < length
        below[i] = np.int64(1) << kind
        if inside[i] and ends[i]:
            below[i] |= broken
    for i in range(len(byte) - 1, -1, -1):
        d, here = depth[i], below[i]
        below[i] = found[d + 1] | (broken if inside[i] else 0)
        found[d] |= found[d + 1] | here
        found[d + 1] = 0
    return below
