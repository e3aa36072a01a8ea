"""New numbers for what is kept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Renumbering:
    """Some of the numbers 0, ..., n - 1 get new ones: 0, 1, 2, ... without a gap.

    Attributes:
        new: [n + 1] int32, the new number of every old one, -1 where it is dropped; the last entry is that of -1.
        old: [kept], the old number of every new one.
    """

    new: Ints
    old: NDArray[np.intp]

    @staticmethod
    def keeping(keep: Bools) -> Renumbering:
        """Those that `keep` [n] holds, in their order."""
        return Renumbering.in_order(np.flatnonzero(keep), len(keep))

    @staticmethod
    def in_order(old: NDArray[np.intp], size: int) -> Renumbering:
        """Those of `old`, distinct and below `size`, in that order."""
        new = np.full(size + 1, -1, np.int32)
        new[old] = np.arange(len(old), dtype=np.int32)
        return Renumbering(new, old)

    def __len__(self) -> int:
        return len(self.old)

    def renumbered(self, numbers: Ints) -> Ints:
        """The new numbers of old ones; -1 for those that are dropped, and for -1."""
        return self.new[numbers]

    def rows_of(self, offsets: Ints, values: Ints) -> tuple[Ints, Ints]:
        """The rows ``values[offsets[i]:offsets[i + 1]]`` that are kept, in the new order, as offsets and values."""
        sizes = np.diff(offsets)[self.old]
        past = np.cumsum(sizes)
        at = np.arange(int(sizes.sum())) + np.repeat(offsets[self.old] - (past - sizes), sizes)
        return np.concatenate([[0], past]).astype(np.int32), values[at]
