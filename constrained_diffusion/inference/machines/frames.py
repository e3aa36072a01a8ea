"""The frame table: which frames there are on a canvas, and where the rows with which they were called are kept.

A *frame* is a procedure opened at a position by an opening; frame 0 is that of the whole text. A row over frames holds
one entry (or one bit) a frame of some procedure, in the order in which they were opened.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.inference.machines.layout import Layout, Longs, Table
from constrained_diffusion.jit import inner

FRAME = np.dtype([("position", np.int64), ("opening", np.int64), ("anchor", np.int64), ("rows", np.int64)], align=True)
"""Where a frame was opened, how, its number among the frames of its procedure, and the first of the rows with which it
was called, one a call of its opening."""


class Frames(NamedTuple):
    """All int64 but `table`.

    Attributes:
        most: the most frames that a procedure may have.
        table: `FRAME` [frames + 1], in the order in which they were opened; of the last only `rows` means something.
        of: [procedures * most], the frame of procedure p with anchor a is at ``p * most + a``.
        before: [n + 1, procedures], frames of a procedure opened before a position.
        since: [n + 1], the first of the frames opened at a position or later.
        row_start: [rows + 1], where the rows with which frames were called start.
    """

    most: int
    table: Table
    of: Longs
    before: Longs
    since: Longs
    row_start: Longs


def opened(net: Layout, potential: NDArray[np.float64]) -> Longs:
    """[openings]: at how many positions each may open a frame, which is where its entry has a potential."""
    times: Longs = (potential[:-1, net.openings["entry"][:-1]] > -np.inf).sum(0)
    return times


def room(net: Layout, times: Longs) -> Longs:
    """The most frames that every procedure may have if openings open as often as told."""
    most = np.zeros(len(net.first_state) - 1, np.int64)
    np.add.at(most, net.openings["procedure"][:-1], times)
    most[0] += 1
    return most


def frame_table(net: Layout, times: Longs, n: int) -> Frames:
    """A table with room for all frames of a canvas of n positions, that holds the frame of the whole text."""
    most = room(net, times)
    table = np.zeros(int(most.sum()) + 1, FRAME)
    table["opening"] = -1
    before = np.zeros((n + 1, len(most)), np.int64)
    before[0, 0] = 1
    return Frames(
        int(most.max()), table, np.zeros(len(most) * most.max(), np.int64), before, np.ones(n + 1, np.int64),
        np.zeros(int(times @ np.diff(net.openings["calls"])) + 1, np.int64),
    )  # fmt: skip


@inner
def next_position(before, since, j, count):  # type: ignore[no-untyped-def]
    """At j as many frames were opened before j + 1 as before j, until more are."""
    since[j] = count
    for p in range(before.shape[1]):
        before[j + 1, p] = before[j, p]


@inner
def open_frame(most, table, of, before, f, j, u, procedure, rows):  # type: ignore[no-untyped-def]
    """Enters frame f, opened at j by opening u, whose calls are the rows up to `rows`; its anchor."""
    a = before[j + 1, procedure]
    before[j + 1, procedure] = a + 1
    table[f].position = j
    table[f].opening = u
    table[f].anchor = a
    table[f + 1].rows = rows
    of[procedure * most + a] = f
    return a
