"""One step of the optimiser: as it comes, or, on a GPU, as a CUDA graph of each shape that batches have.

A step of these small networks is thousands of short kernels, and launching them costs more than running them (measured:
300 ms of launches a step where the kernels take a tenth of that). A graph is launched at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import torch
from torch import Tensor, nn

Batch = tuple[Tensor, ...]
Loss = Callable[[Batch], Tensor]

_CLIPPED = 1.0
_AS_THEY_COME = 1
"""Batches of a shape that go as they come before it is captured, so that libraries have settled on their kernels."""


class Step(Protocol):
    """Lowers a loss."""

    def __call__(self, batch: Batch, rate: float) -> Tensor:
        """One step on a batch, on whatever device it lies, at a learning rate; the loss before it, a scalar."""


@dataclass
class PlainStep:
    """Forward, backward, clipping, AdamW.

    Where `used` is given, the loss reads those parameters in place of the optimiser's own, one for one: copies of half the
    width, say, which every step brings up to date.
    """

    optimiser: torch.optim.AdamW
    loss: Loss
    device: str
    used: Sequence[Tensor] = ()

    def __call__(self, batch: Batch, rate: float) -> Tensor:
        set_rate(self.optimiser, rate)
        return self.on(tuple(part.to(self.device) for part in batch))

    def on(self, batch: Batch) -> Tensor:
        """One step on a batch that lies on the device, at the rate that is set."""
        self.forget()
        loss = self.loss(batch)
        loss.backward()
        if self.used:
            for own, used in zip(self._own, self.used, strict=True):
                own.grad = None if used.grad is None else used.grad.to(own.dtype)
        nn.utils.clip_grad_norm_(self._own, _CLIPPED)
        self.optimiser.step()
        self.refresh()
        return loss.detach()

    def refresh(self) -> None:
        """Brings the parameters that the loss reads up to date."""
        if self.used:
            with torch.no_grad():
                torch._foreach_copy_(list(self.used), self._own)

    def forget(self) -> None:
        """Drops all gradients."""
        for parameter in (*self._own, *self.used):
            parameter.grad = None

    @property
    def _own(self) -> list[Tensor]:
        return [parameter for group in self.optimiser.param_groups for parameter in group["params"]]


@dataclass
class _Captured:
    graph: torch.cuda.CUDAGraph
    batch: Batch
    loss: Tensor


@dataclass
class GraphedStep:
    """The same on a GPU, captured once for each shape of a batch and replayed from then on."""

    plain: PlainStep
    seen: dict[tuple[torch.Size, ...], int] = field(default_factory=dict)
    captured: dict[tuple[torch.Size, ...], _Captured] = field(default_factory=dict)

    def __call__(self, batch: Batch, rate: float) -> Tensor:
        set_rate(self.plain.optimiser, rate)
        shape = tuple(part.shape for part in batch)
        known = self.captured.get(shape)
        if known is None:
            self.seen[shape] = self.seen.get(shape, 0) + 1
            here = tuple(part.to(self.plain.device) for part in batch)
            if self.seen[shape] <= _AS_THEY_COME:
                return self._aside(here)
            known = self.captured[shape] = self._capture(here)
        else:
            for held, part in zip(known.batch, batch, strict=True):
                held.copy_(part, non_blocking=True)
        known.graph.replay()
        return known.loss

    def _aside(self, batch: Batch) -> Tensor:
        """A step on a stream of its own, as capturing wants its rehearsals."""
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            loss = self.plain.on(batch)
        torch.cuda.current_stream().wait_stream(stream)
        return loss

    def _capture(self, batch: Batch) -> _Captured:
        graph = torch.cuda.CUDAGraph()
        pool = next((known.graph.pool() for known in self.captured.values()), None)
        self.plain.forget()
        with torch.cuda.graph(graph, pool=pool):
            loss = self.plain.on(batch)
        return _Captured(graph, batch, loss)


def set_rate(optimiser: torch.optim.Optimizer, rate: float) -> None:
    """Sets the learning rate; each group has a `share` of it."""
    for group in optimiser.param_groups:
        if isinstance(group["lr"], Tensor):
            group["lr"].fill_(rate * group["share"])
        else:
            group["lr"] = rate * group["share"]


def make_step(
    groups: Sequence[dict[str, Any]], loss: Loss, device: str, used: Sequence[Tensor] = ()
) -> tuple[Step, torch.optim.AdamW]:
    """The step of a device, and its optimiser; `groups` are AdamW's, each with a `share` of the learning rate.

    `used` are the parameters that the loss reads, in the order of the groups, where they are not the groups' own.
    """
    on_gpu = torch.device(device).type == "cuda"
    described = [{**group, "lr": torch.zeros((), device=device) if on_gpu else 0.0} for group in groups]
    optimiser = torch.optim.AdamW(described, betas=(0.9, 0.98), weight_decay=0.01, fused=on_gpu, capturable=on_gpu)
    plain = PlainStep(optimiser, loss, device, used)
    plain.refresh()
    return (GraphedStep(plain) if on_gpu else plain), optimiser
