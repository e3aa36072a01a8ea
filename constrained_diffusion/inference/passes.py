"""The three passes that touch the whole vocabulary, on the device where the logits are.

Everything else works on class scores, which are small, on CPU.
"""

from __future__ import annotations

from functools import cached_property
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from constrained_diffusion.automata.tokens.finite import TokenAutomaton
from constrained_diffusion.automata.tokens.pushdown import TokenPushdown
from constrained_diffusion.inference.kernels import cpu

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]


class VocabularyPasses(Protocol):
    """What inference asks of a device. Logits are [rows, V]."""

    def class_logsumexp(self, logits: Tensor) -> Floats:
        """Class scores [rows, C]."""

    def class_maximum(self, logits: Tensor) -> tuple[Floats, Ints]:
        """The greatest logit of every class [rows, C], and its token."""

    def spread(self, logits: Tensor, gains: Floats) -> Tensor:
        """[rows, V]: logits plus class gains [rows, C + 1], whose last column serves tokens of no class."""

    def draw(self, logits: Tensor, rows: Longs, classes: Ints, scores: Floats, uniforms: Floats) -> Longs:
        """For every i a token of class `classes[i]`, in proportion to the exponential of its logit in row `rows[i]`.

        `scores` are the log-sums of those classes in those rows; `uniforms` lie in [0, 1).
        """


class CpuPasses:
    """numba over the tensor's own memory; half precision is widened first."""

    def __init__(self, automaton: TokenAutomaton | TokenPushdown) -> None:
        self.class_of_token = automaton.class_of_token
        live = np.flatnonzero(self.class_of_token >= 0).astype(np.int32)
        self.tokens = live[np.argsort(self.class_of_token[live], kind="stable")]
        self.offsets = np.searchsorted(self.class_of_token[self.tokens], np.arange(automaton.classes + 1))

    def class_logsumexp(self, logits: Tensor) -> Floats:
        kernel = cpu.class_logsumexp_exact if logits.dtype == torch.float64 else cpu.class_logsumexp
        return kernel(_array(logits), self.tokens, self.offsets)  # type: ignore[no-any-return]

    def class_maximum(self, logits: Tensor) -> tuple[Floats, Ints]:
        return cpu.class_maximum(_array(logits), self.class_of_token, len(self.offsets) - 1)  # type: ignore[no-any-return]

    def spread(self, logits: Tensor, gains: Floats) -> Tensor:
        rows = _array(logits)
        out = np.empty_like(rows)
        cpu.spread(rows, gains, self.class_of_token, out)
        return torch.from_numpy(out).to(logits.device)

    def draw(self, logits: Tensor, rows: Longs, classes: Ints, scores: Floats, uniforms: Floats) -> Longs:
        return cpu.drawn_tokens(  # type: ignore[no-any-return]
            _array(logits), rows, classes, scores, self.tokens, self.offsets, uniforms
        )


class GpuPasses:
    """Triton on the logits where they lie; only class scores cross to the CPU."""

    def __init__(self, automaton: TokenAutomaton | TokenPushdown, device: torch.device) -> None:
        from constrained_diffusion.inference.kernels import gpu

        self.kernels = gpu
        self.class_of_token = torch.from_numpy(automaton.class_of_token).to(device)
        self.layout = gpu.layout(self.class_of_token, automaton.classes)
        self.members = CpuPasses(automaton)

    def class_logsumexp(self, logits: Tensor) -> Floats:
        return self.kernels.class_logsumexp(_rows(logits), self.layout).cpu().numpy()

    def class_maximum(self, logits: Tensor) -> tuple[Floats, Ints]:
        scores, winners = self.kernels.class_maximum(_rows(logits), self.layout)
        return scores.cpu().numpy(), winners.cpu().numpy()

    def spread(self, logits: Tensor, gains: Floats) -> Tensor:
        moved = torch.from_numpy(gains).to(device=logits.device, dtype=torch.float32)
        return self.kernels.spread(_rows(logits), moved, self.class_of_token)

    def draw(self, logits: Tensor, rows: Longs, classes: Ints, scores: Floats, uniforms: Floats) -> Longs:
        """Only the logits of the classes asked for cross to the CPU."""
        members = self.members
        sizes = members.offsets[classes + 1] - members.offsets[classes]
        starts = np.concatenate([[0], np.cumsum(sizes)])
        which = np.repeat(np.arange(len(rows)), sizes)
        tokens = members.tokens[members.offsets[classes][which] + np.arange(starts[-1]) - starts[which]]
        index = torch.from_numpy(rows[which]).to(logits.device)
        values = logits[index, torch.from_numpy(tokens).to(logits.device).long()].double().cpu().numpy()
        own = np.arange(starts[-1], dtype=np.int32)
        flat = np.zeros(len(rows), np.int64)
        order = np.arange(len(rows), dtype=np.int32)
        picks = cpu.drawn_tokens(values[None], flat, order, scores, own, starts, uniforms)
        drawn: Longs = tokens[picks].astype(np.int64)
        return drawn


class PassesByDevice:
    """The passes of one automaton, made when a device first asks for them."""

    def __init__(self, automaton: TokenAutomaton | TokenPushdown) -> None:
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


def _array(logits: Tensor) -> NDArray[np.float32] | NDArray[np.float64]:
    wide = logits if logits.dtype in (torch.float32, torch.float64) else logits.float()
    return np.ascontiguousarray(wide.detach().cpu().numpy())


def _rows(logits: Tensor) -> Tensor:
    rows = logits.detach()
    return rows if rows.stride(-1) == 1 else rows.contiguous()
