"""The chart of a canvas: which frames there are, and what weighs enough in each of them at every position.

A *frame* is a procedure opened at a position by an opening; frame 0 is that of the whole text. What happens inside a
frame does not depend on what lies under it, so inside weights are kept relative to its opening. Almost all of them are
too small to matter (of an open canvas of 256 tokens, all but one in fifty to two hundred), so that only the others are
listed: for every position and frame a *block* of items, each a state and its weight.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.inference.machines.layout import Longs, Table
from constrained_diffusion.jit import inner

FRAME = np.dtype([("position", np.int64), ("opening", np.int64), ("calls", np.int64)], align=True)
"""Where a frame was opened, how (-1: frame 0), and the first of the calls that opened it."""

CALL = np.dtype(
    [
        ("call", np.int32), ("frame", np.int32), ("caller", np.int32), ("earlier", np.int32), ("weight", np.float64),
        ("likely", np.float64),
    ],
    align=True,
)  # fmt: skip
"""By which call a frame was opened, from which frame, what that frame called before (-1: nothing), with what weight
it gets to the call, and how likely it is at most that the call is made. The likeliest call of a frame comes first."""

BLOCK = np.dtype([("frame", np.int64), ("items", np.int64), ("returned", np.int64), ("closings", np.int64)], align=True)
"""Of a frame at a position: the first of its items, the first of those that are return states or the entry, and the
first of its closings."""

ITEM = np.dtype([("state", np.int64), ("value", np.float64)], align=True)
"""A state, and the weight of all ways that lead there from the entry of the frame."""

CLOSING = np.dtype([("closing", np.int64), ("value", np.float64), ("rest", np.float64)], align=True)
"""A closing, the weight of all ways that lead from the entry of the frame through it, and the sum of that and those
that follow in the block. The greatest comes first."""


WAY = np.dtype(
    [
        ("state", np.int32), ("slot", np.int32), ("closing", np.int64), ("weight", np.float64),
        ("returning", np.float64),
    ],
    align=True,
)  # fmt: skip
"""Where a closing returns to, which of the return states of the procedure that is, the closing, what it weighs with the
return, and what the return weighs."""


class Chart(NamedTuple):
    """What there is on a canvas of n positions.

    Attributes:
        frames: `FRAME` [frames + 1], in the order in which they were opened; of the last only `calls` means something.
        calls: `CALL`, by frame.
        latest: int64 [frames], the call that every frame makes last, -1 for none.
        blocks: `BLOCK` [blocks + 1], by position. At each the frames opened before come first, the latest before the
            earlier, then those opened there, as they are opened. At the end there is frame 0 alone.
        since: int64 [n + 2], where the blocks of a position start.
        items: `ITEM`, by block.
        closings: `CLOSING`, by block.
        floors: [n], what is less likely at a position is left out.
        total: the weight of the whole canvas, relative to the potential of the start.
        left_out: the summed weight of what was left out for being below the floor.
        reached: the position at which it was given up, n for a chart that is whole.
    """

    frames: Table
    calls: Table
    latest: Longs
    blocks: Table
    since: Longs
    items: Table
    closings: Table
    floors: NDArray[np.float64]
    total: float
    left_out: float
    reached: int


@partial(inner, forceinline=True)
def grown(rows, filled, more):  # type: ignore[no-untyped-def]
    """`rows` with room for `more` behind those filled."""
    if filled + more <= len(rows):
        return rows
    larger = np.empty(2 * (filled + more), rows.dtype)
    for k in range(filled):
        larger[k] = rows[k]
    return larger


@inner
def filled(rows, room, value):  # type: ignore[no-untyped-def]
    """`rows` with `room`, what is new of it filled with a value."""
    if room <= len(rows):
        return rows
    larger = np.full(2 * room, value)
    larger[: len(rows)] = rows
    return larger


@partial(inner, forceinline=True)
def natural(number):  # type: ignore[no-untyped-def]
    """A number as an index that is not looked at for being negative, which inner loops would be slower for."""
    return np.uint64(number)
