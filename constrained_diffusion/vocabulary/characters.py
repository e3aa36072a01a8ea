"""Kinds of UTF-8 characters that automata hardly tell apart, and which of them stand below a node of a trie.

Letters, digits and control characters are a kind each, every other ASCII character is one of its own. Longer characters
are of one kind if they have the same rules for their bytes (RFC 3629, section 4); those that are frequent, in several.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.jit import kernel

_GO_ON = ((0x80, 0x8F), (0x90, 0x9F), (0xA0, 0xBF))
"""The bytes behind the first one, in the runs that the rules tell apart."""
_ANY = (0x80, 0xBF)

LONGER = np.array(
    [
        *((0xC2, 0xDF, *second, *_ANY, 2) for second in _GO_ON),
        *((0xE1, 0xEC, *second, *third, 3) for second in _GO_ON for third in _GO_ON),
        (0xE0, 0xE0, 0xA0, 0xBF, *_ANY, 3),
        (0xED, 0xED, 0x80, 0x9F, *_ANY, 3),
        (0xEE, 0xEF, *_ANY, *_ANY, 3),
        (0xF0, 0xF0, 0x90, 0xBF, *_ANY, 4),
        (0xF1, 0xF3, *_ANY, *_ANY, 4),
        (0xF4, 0xF4, 0x80, 0x8F, *_ANY, 4),
    ],
    np.int32,
)
"""[kinds, 7]: of every kind of longer character the bytes that may be first, second and third, and how many it has."""


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
    path = np.zeros((longest + 1, 4), np.int32)
    found: NDArray[np.int64] = _below(byte, depth, ends, ASCII, LONGER, path, np.zeros(longest + 2, np.int64))
    return found


@kernel
def _below(byte, depth, ends, ascii_kind, longer, path, found):  # type: ignore[no-untyped-def]
    """``path[d]`` is of the byte at depth d: the first two bytes of its character, which byte of it it is, and how many
    it has.

    ``found[d]`` is what stands at depth d or deeper, behind the node at hand.
    """
    broken = np.int64(1) << BROKEN
    below, inside = np.zeros(len(byte), np.int64), np.zeros(len(byte), np.bool_)
    for i in range(len(byte)):
        b, d = np.int32(byte[i]), depth[i]
        if d > 0 and path[d - 1, 2] < path[d - 1, 3]:
            first, second, at, length = path[d - 1]
            second, at = b if at == 1 else second, at + 1
        else:
            first, second, at, length = b, np.int32(0), np.int32(1), np.int32(1)
            for k in range(len(longer)):
                if longer[k, 0] <= b <= longer[k, 1]:
                    length = longer[k, 6]
        kind = np.int32(BROKEN)
        if length == 1 and b < 0x80:
            kind = ascii_kind[b]
        for k in range(len(longer)):
            is_second = at == 1 or longer[k, 2] <= second <= longer[k, 3]
            is_later = at < 3 or (0x80 <= b <= 0xBF if at == 4 else longer[k, 4] <= b <= longer[k, 5])
            if longer[k, 0] <= first <= longer[k, 1] and is_second and is_later:
                kind = np.int32(k)
        if kind == BROKEN:
            length = at
        path[d, 0], path[d, 1], path[d, 2], path[d, 3] = first, second, at, length
        inside[i] = at < length
        if not inside[i]:
            below[i] = np.int64(1) << kind
        elif ends[i]:
            below[i] = broken
    for i in range(len(byte) - 1, -1, -1):
        d, here = depth[i], below[i]
        below[i] = found[d + 1] | (broken if inside[i] else 0)
        found[d] |= found[d + 1] | here
        found[d + 1] = 0
    return below
