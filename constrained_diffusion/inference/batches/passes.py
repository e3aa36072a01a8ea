"""The passes over the vocabulary with nothing but tensors before and behind them: plain torch, and Triton on CUDA."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import torch
from torch import Tensor

from constrained_diffusion.automata.tokens.automaton import LabelledAutomaton
from constrained_diffusion.inference.batches.arcs import drawn, greatest
from constrained_diffusion.inference.passes import GpuPasses


class RowSums(NamedTuple):
    """As `inference.passes.Sums`, tensors [R, C] and [R]."""

    scores: Tensor
    within: Tensor
    totals: Tensor
    peaks: Tensor


class DevicePasses(Protocol):
    """What is asked of logits [R, V] on the device where they are."""

    classes: int

    def class_sums(self, logits: Tensor) -> RowSums:
        """The sums of every row, by class and over all."""

    def class_maximum(self, logits: Tensor) -> tuple[Tensor, Tensor]:
        """The greatest logit of every class [R, C], and its token, int64."""

    def spread(self, logits: Tensor, scores: Tensor, gains: Tensor, out: Tensor) -> None:
        """Writes to `out` [R, V], which may be the logits, these plus the gains [R, C] of the classes whose log-sums
        are `scores`; -inf for tokens of no class."""

    def draw(self, logits: Tensor, classes: Tensor, scores: Tensor, uniforms: Tensor) -> Tensor:
        """int64 [R]: a token of class `classes` [R] of every row, by its logit; `scores` [R] are their log-sums."""


class TorchPasses:
    """Plain torch, in the logits' precision or float32, whichever is wider."""

    def __init__(self, automaton: LabelledAutomaton, device: torch.device) -> None:
        self.classes = automaton.classes
        kinds = torch.from_numpy(automaton.class_of_token).to(device).long()
        self.class_of_token = torch.where(kinds >= 0, kinds, self.classes)  # the last is that of tokens of no class

    def class_sums(self, logits: Tensor) -> RowSums:
        wide = _widened(logits)
        index, shape = self.class_of_token.expand(wide.shape), (len(wide), self.classes + 1)
        peaks = greatest(wide, index, self.classes + 1)
        safe = torch.where(peaks.isfinite(), peaks, 0.0)
        under = wide - safe.gather(1, index)
        weights = under.exp()
        sums = wide.new_zeros(shape).scatter_add(1, index, weights)
        depths = wide.new_zeros(shape).scatter_add(1, index, torch.where(weights > 0.0, weights * under, 0.0))
        scores = sums.log() + safe
        within = torch.where(sums > 0.0, sums.log() - depths / sums, 0.0)
        return RowSums(scores[:, :-1], within[:, :-1], wide.logsumexp(1), wide.amax(1))

    def class_maximum(self, logits: Tensor) -> tuple[Tensor, Tensor]:
        wide = _widened(logits)
        index = self.class_of_token.expand(wide.shape)
        tops = greatest(wide, index, self.classes + 1)
        own = torch.arange(wide.shape[1], device=wide.device)
        asked = torch.where(wide == tops.gather(1, index), own, -1)
        winners = asked.new_full(tops.shape, -1).scatter_reduce(1, index, asked, "amax")
        return tops[:, :-1], winners[:, :-1]

    def spread(self, logits: Tensor, scores: Tensor, gains: Tensor, out: Tensor) -> None:
        wide = _widened(logits)
        index = self.class_of_token.expand(wide.shape)
        offsets = _padded(torch.where(scores.isfinite(), scores, 0.0).to(wide.dtype), 0.0)
        shares = _padded((gains + torch.where(scores.isfinite(), scores, 0.0)).to(wide.dtype), -torch.inf)
        out.copy_((wide - offsets.gather(1, index)) + shares.gather(1, index))

    def draw(self, logits: Tensor, classes: Tensor, scores: Tensor, uniforms: Tensor) -> Tensor:
        del scores  # what is drawn is scaled anyway
        theirs = self.class_of_token == classes[:, None]
        return drawn(torch.where(theirs, logits.to(uniforms.dtype), -torch.inf), uniforms)


class TritonPasses:
    """The kernels of `GpuPasses`, whose results stay where they are."""

    def __init__(self, automaton: LabelledAutomaton, device: torch.device) -> None:
        self.classes, self._own = automaton.classes, GpuPasses(automaton, device)

    def class_sums(self, logits: Tensor) -> RowSums:
        return RowSums(*self._own.kernels.class_sums(logits, self._own.layout))

    def class_maximum(self, logits: Tensor) -> tuple[Tensor, Tensor]:
        tops, winners = self._own.kernels.class_maximum(logits, self._own.layout)
        return tops, winners.long()

    def spread(self, logits: Tensor, scores: Tensor, gains: Tensor, out: Tensor) -> None:
        offsets = torch.where(scores.isfinite(), scores, 0.0)
        shares = (gains + offsets).float()
        self._own.kernels.spread(logits, offsets.float(), shares, self._own.class_of_token, out)

    def draw(self, logits: Tensor, classes: Tensor, scores: Tensor, uniforms: Tensor) -> Tensor:
        rows = torch.arange(len(logits), device=logits.device)
        own = self._own
        found: Tensor = own.kernels.draw(logits, rows, classes.int(), scores, uniforms, own.members, own.offsets)
        return found.long()


def _widened(logits: Tensor) -> Tensor:
    return logits if logits.dtype == torch.float64 else logits.float()


def _padded(values: Tensor, last: float) -> Tensor:
    return torch.nn.functional.pad(values, (0, 1), value=last)
