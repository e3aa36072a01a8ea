"""The loop over denoising steps, for a batch of canvases that stop each in its own time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor

from constrained_diffusion.errors import InvalidLogits
from constrained_diffusion.inference.batches.rows import Batches
from constrained_diffusion.inference.constraint import Posterior
from constrained_diffusion.models.denoiser import Denoiser
from constrained_diffusion.sampling.samplers import Sampler, counted, posteriors, weighed
from constrained_diffusion.sampling.state import CanvasState, Frame

OnFrame = Callable[[int, Frame], None]
"""Called with the row of the batch and its newest frame."""


def scored(
    model: Denoiser, states: Sequence[CanvasState], contexts: Sequence[Any], time: float
) -> tuple[list[int], Tensor]:
    """The rows that have not stopped, and their logits [rows, n, V], from one pass through the model.

    Raises:
        InvalidLogits: the model does not return logits.
    """
    active = [row for row, state in enumerate(states) if state.stopped_by is None]
    if not active:
        return [], torch.empty(0)
    noisy = torch.stack([states[row].noisy for row in active])
    logits = model.logits(noisy, [contexts[row] for row in active], time)
    _check_logits(logits, noisy, model.vocabulary.size)
    return active, logits


def _check_logits(logits: Any, canvas: Tensor, size: int) -> None:
    """Raises `InvalidLogits` where a model does not return float logits [B, n, V]."""
    wanted = (*canvas.shape, size)
    if not isinstance(logits, Tensor):
        raise InvalidLogits(f"a model's logits are a tensor, not {type(logits).__name__}")
    if tuple(logits.shape) != wanted or not logits.is_floating_point():
        raise InvalidLogits(
            f"a model's logits are floating-point numbers {list(wanted)} (canvases, positions, tokens), not "
            f"{logits.dtype} {list(logits.shape)}"
        )


def denoise(
    model: Denoiser,
    contexts: Sequence[Any],
    samplers: Sequence[Sampler],
    generators: Sequence[torch.Generator],
    *,
    n: int,
    steps: int,
    on_frame: OnFrame,
) -> list[CanvasState]:
    """Denoises one canvas of n positions for every context; the model sees only canvases that have not stopped."""
    states = [sampler.start(n, generator) for sampler, generator in zip(samplers, generators, strict=True)]
    for row, state in enumerate(states):
        on_frame(row, state.frame)
    batches = Batches()
    for step in range(steps):
        rows, logits = scored(model, states, contexts, 1.0 - step / steps)
        if not rows:
            break
        own, held = [samplers[row] for row in rows], [states[row] for row in rows]
        found = posteriors(batches, own, held, logits, [generators[row] for row in rows])
        waiting: dict[int, Posterior] = {}
        for row, posterior in zip(rows, found, strict=True):
            states[row] = samplers[row].advance(states[row], posterior, generators[row], last=step + 1 == steps)
            if batches.holds(posterior):
                waiting[row] = posterior
            else:
                states[row] = counted(states[row], *weighed([posterior], [states[row]]))
            on_frame(row, states[row].frame)
        for row, weight in zip(waiting, weighed([*waiting.values()], [states[row] for row in waiting]), strict=True):
            states[row] = counted(states[row], weight)
    return states
