"""The three passes that touch the whole vocabulary, on the device where the logits are.

Everything else works on class scores, which are small, on CPU.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from constrained_diffusion.automata.tokens.automaton import LabelledAutomaton
from constrained_diffusion.inference.kernels import cpu
from constrained_diffusion.threads import over_rows

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Array = NDArray[np.float32] | NDArray[np.float64]

_TOGETHER = 16
"""Rows that are widened at a time, where they are of half precision."""


class Sums(NamedTuple):
    """What a row's logits say in sum.

    Attributes:
        scores: float64 [rows, C], the log-sum of every class.
        within: float64 [rows, C], the entropy, in nats, of the distribution within it.
        totals, peaks: float64 [rows], the log-sum and the greatest entry of the whole row, tokens of no class included.
    """

    scores: Floats
    within: Floats
    totals: Floats
    peaks: Floats


class VocabularyPasses(Protocol):
    """What inference asks of a device. Logits are [rows, V]."""

    def class_sums(self, logits: Tensor) -> Sums:
        """The sums of every row, by class and over all."""

    def class_maximum(self, logits: Tensor) -> tuple[Floats, Ints]:
        """The greatest logit of every class [rows, C], and its token."""

    def spread(self, logits: Tensor, scores: Floats, gains: Floats) -> Tensor:
        """[rows, V]: logits plus class gains [rows, C + 1], whose last column serves tokens of no class.

        `scores` [rows, C] are the log-sums of classes: relative to them neither summand is large, and nothing is lost.
        """

    def draw(self, logits: Tensor, rows: Longs, classes: Ints, scores: Floats, uniforms: Floats) -> Longs:
        """For every i a token of class `classes[i]`, in proportion to the exponential of its logit in row `rows[i]`.

        The rows rise; `scores` are the log-sums of those classes in those rows; `uniforms` lie in [0, 1).
        """


class CpuPasses:
    """numba and numpy over the tensor's own memory, rows on several threads; half precision is widened in passing."""

    def __init__(self, automaton: LabelledAutomaton) -> None:
        self.class_of_token = automaton.class_of_token
        live = np.flatnonzero(self.class_of_token >= 0).astype(np.int32)
        self.tokens = live[np.argsort(self.class_of_token[live], kind="stable")]
        self.offsets = np.searchsorted(self.class_of_token[self.tokens], np.arange(automaton.classes + 1))

    def class_sums(self, logits: Tensor) -> Sums:
        one = cpu.class_sums_exact if logits.dtype == torch.float64 else cpu.class_sums
        scores, within = (np.empty((len(logits), len(self.offsets) - 1)) for _ in range(2))
        sums = Sums(scores, within, np.empty(len(logits)), np.empty(len(logits)))
        _by_rows(logits, lambda rows, at: one(rows, self.tokens, self.offsets, *(part[at] for part in sums)))
        return sums

    def class_maximum(self, logits: Tensor) -> tuple[Floats, Ints]:
        scores = np.empty((len(logits), len(self.offsets) - 1))
        winners = np.empty(scores.shape, np.int32)
        _by_rows(logits, lambda rows, at: cpu.class_maximum(rows, self.class_of_token, scores[at], winners[at]))
        return scores, winners

    def spread(self, logits: Tensor, scores: Floats, gains: Floats) -> Tensor:
        out = torch.empty(logits.shape, dtype=_wide(logits))
        written = out.numpy()
        offsets, shares = _relative(scores, gains, written.dtype)

        def add(rows: Array, at: slice) -> None:
            for row, offset, share, target in zip(rows, offsets[at], shares[at], written[at], strict=True):
                np.subtract(row, np.take(offset, self.class_of_token), out=target)
                target += np.take(share, self.class_of_token)

        _by_rows(logits, add)
        return out.to(logits.device)

    def draw(self, logits: Tensor, rows: Longs, classes: Ints, scores: Floats, uniforms: Floats) -> Longs:
        drawn = np.empty(len(rows), np.int64)

        def some(at: slice) -> None:
            low, high = int(rows[at.start]), int(rows[at.stop - 1])
            cpu.drawn_tokens(
                _array(logits[low : high + 1]), rows[at] - low, classes[at], scores[at],
                self.tokens, self.offsets, uniforms[at], drawn[at],
            )  # fmt: skip

        _a_few_at_a_time(len(rows), logits.shape[1], some)
        return drawn


class GpuPasses:
    """Triton on the logits where they lie; only class scores cross to the CPU."""

    def __init__(self, automaton: LabelledAutomaton, device: torch.device) -> None:
        from constrained_diffusion.inference.kernels import gpu

        self.kernels = gpu
        self.class_of_token = torch.from_numpy(automaton.class_of_token).to(device)
        self.layout = gpu.layout(self.class_of_token, automaton.classes)
        members = CpuPasses(automaton)
        self.members, self.offsets = (torch.from_numpy(part).to(device) for part in (members.tokens, members.offsets))

    def class_sums(self, logits: Tensor) -> Sums:
        found = self.kernels.class_sums(_strided(logits), self.layout)
        return Sums(*(part.cpu().numpy() for part in found))

    def class_maximum(self, logits: Tensor) -> tuple[Floats, Ints]:
        scores, winners = self.kernels.class_maximum(_strided(logits), self.layout)
        return scores.cpu().numpy(), winners.cpu().numpy()

    def spread(self, logits: Tensor, scores: Floats, gains: Floats) -> Tensor:
        offsets, shares = (
            torch.from_numpy(part).to(logits.device) for part in _relative(scores, gains, np.dtype(np.float32))
        )
        return self.kernels.spread(_strided(logits), offsets, shares, self.class_of_token)

    def draw(self, logits: Tensor, rows: Longs, classes: Ints, scores: Floats, uniforms: Floats) -> Longs:
        asked = [torch.from_numpy(np.ascontiguousarray(part)).to(logits.device)
                 for part in (rows, classes, scores, uniforms)]  # fmt: skip
        found = self.kernels.draw(_strided(logits), asked[0], asked[1], asked[2], asked[3], self.members, self.offsets)
        drawn: Longs = found.cpu().numpy().astype(np.int64)
        return drawn


class PassesByDevice:
    """The passes of one automaton, made when a device first asks for them."""

    def __init__(self, automaton: LabelledAutomaton) -> None:
        self._automaton = automaton
        self._gpu: dict[torch.device, GpuPasses] = {}

    @cached_property
    def _cpu(self) -> CpuPasses:
        return CpuPasses(self._automaton)

    def on(self, device: torch.device) -> VocabularyPasses:
        """Triton on CUDA devices; other devices' logits are brought to the CPU."""
        if device.type != "cuda":
            return self._cpu
        if device not in self._gpu:
            self._gpu[device] = GpuPasses(self._automaton, device)
        return self._gpu[device]


def _relative(scores: Floats, gains: Floats, dtype: np.dtype[Any]) -> tuple[Array, Array]:
    """Class scores [rows, C + 1] as the type has them, 0 where nothing can be lost; and gains on top of them."""
    offsets = np.zeros(gains.shape, dtype)
    offsets[:, :-1] = np.where(np.isfinite(scores), scores, 0.0)
    return offsets, (gains + offsets).astype(dtype)


def _wide(logits: Tensor) -> torch.dtype:
    return torch.float64 if logits.dtype == torch.float64 else torch.float32


def _array(logits: Tensor) -> Array:
    return np.ascontiguousarray(logits.detach().to(_wide(logits)).cpu().numpy())


def _by_rows(logits: Tensor, task: Callable[[Array, slice], object]) -> None:
    """Calls the task with a few rows at a time, on several threads, and where they stand."""
    _a_few_at_a_time(len(logits), logits.shape[1], lambda at: task(_array(logits[at]), at))


def _a_few_at_a_time(rows: int, width: int, task: Callable[[slice], object]) -> None:
    """So that little is widened at once, where logits are of half precision."""

    def stretch(first: int, past: int) -> None:
        for start in range(first, past, _TOGETHER):
            task(slice(start, min(start + _TOGETHER, past)))

    over_rows(rows, width, stretch)


def _strided(logits: Tensor) -> Tensor:
    rows = logits.detach()
    return rows if rows.stride(-1) == 1 else rows.contiguous()
