"""Edges of several automata side by side, as tensors: what every pass over them sums, and where to.

All passes are one sum, as on the CPU (`kernels.sums`): for every end s

    out[s]  =  log-sum over the arcs that lead to s of  first[i[arc]] + second[k[arc]]

with messages and weights of labels for a step of a pass, messages from both sides for what lies around a label, scores
of classes alone for the weights of labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

Ints = NDArray[np.int32]


class Arcs(NamedTuple):
    """The arcs of B canvases, int64 [B, E] each; those that are none lead to the end `size`, of which nobody asks.

    Attributes:
        end: where they lead.
        first, second: what they take their terms from.
        size: how many ends there are.
    """

    end: Tensor
    first: Tensor
    second: Tensor
    size: int

    def on(self, which: Tensor) -> Arcs:
        """Those of one automaton a row: `which` int64 [B] are rows of this."""
        return Arcs(self.end[which], self.first[which], self.second[which], self.size)


def arcs(given: Sequence[tuple[Ints, Ints, Ints]], size: int, device: torch.device) -> Arcs:
    """Ends, first and second terms of the arcs of each automaton, int32 [E] each, made as long as the longest."""
    longest = max(1, *(len(end) for end, _, _ in given))
    packed = np.zeros((3, len(given), longest), np.int64)
    packed[0] = size
    for row, columns in enumerate(given):
        for to, column in zip(packed, columns, strict=True):
            to[row, : len(column)] = column
    end, first, second = torch.from_numpy(packed).to(device)
    return Arcs(end, first, second, size)


def log_sums(terms: Tensor, end: Tensor, size: int) -> Tensor:
    """Terms [..., E] that lead to ends [..., E], to their log-sums [..., size]; -inf where there are none."""
    shape = (*terms.shape[:-1], size + 1)
    peaks = terms.new_full(shape, -torch.inf).scatter_reduce(-1, end, terms, "amax")
    safe = torch.where(peaks.isfinite(), peaks, 0.0)
    totals = terms.new_zeros(shape).scatter_add(-1, end, (terms - safe.gather(-1, end)).exp())
    return (totals.log() + safe)[..., :size]


def greatest(terms: Tensor, end: Tensor, size: int) -> Tensor:
    """Terms [..., E] that lead to ends [..., E], to the greatest of each end [..., size]; -inf where there are none."""
    shape = (*terms.shape[:-1], size + 1)
    return terms.new_full(shape, -torch.inf).scatter_reduce(-1, end, terms, "amax")[..., :size]


def drawn(logarithms: Tensor, uniforms: Tensor) -> Tensor:
    """int64 [...]: an index into the last axis of log-weights [..., K], drawn with numbers [...] in [0, 1)."""
    peak = logarithms.amax(-1, keepdim=True)
    weights = (logarithms - torch.where(peak.isfinite(), peak, 0.0)).exp()
    so_far = weights.cumsum(-1)
    total = so_far[..., -1:]
    beyond = (so_far <= uniforms[..., None] * total).sum(-1)
    return torch.minimum(beyond, (so_far < total).sum(-1))
