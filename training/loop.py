"""Optimisation: warm-up and decay, clipped gradients, checkpoints that a run goes on from."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from constrained_diffusion.files import written_whole
from training.steps import Batch, Loss, make_step

OnStep = Callable[[int, float, float], None]
"""Called with the step, its loss and the seconds since the run began, every few steps."""

_TOLD_EVERY = 10


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """How long and how fast.

    Attributes:
        steps: of the optimiser.
        minutes: where given, the run (all that resumes it counted in) ends after so long if the steps have not come to an
            end, and the rate falls with whichever of the two is further on.
        batch: examples a step.
        learning_rate: the greatest, after `warmup` steps; it falls in a line to `final_rate` of it.
        seed: fixes data, noise and initial weights.
        save_every: steps between checkpoints.
    """

    steps: int = 7_000
    minutes: float | None = None
    batch: int = 48
    learning_rate: float = 1.5e-3
    final_rate: float = 0.02
    warmup: int = 200
    seed: int = 0
    save_every: int = 250


def noised(target: Tensor, noise: str, mask: int, vocabulary_size: int) -> tuple[Tensor, Tensor]:
    """A noisy canvas and the positions [B, n] (bool) whose clean token is to be predicted.

    Levels of noise are uniform in (0, 1), spread evenly over the batch. *absorbing*: every position is masked with
    that probability, and masked positions are predicted (the simplified objective of MDLM, Sahoo et al. 2024, arXiv
    2406.07524). *uniform*: it is replaced by a random token, and all are predicted (Austin et al. 2021, arXiv
    2107.03006, x0-prediction).
    """
    rows, device = target.shape[0], target.device
    place = torch.rand(rows, device=device).argsort()[:, None]  # a permutation that a CUDA graph can hold
    level = (place + torch.rand(rows, 1, device=device)) / rows
    hit = torch.rand(target.shape, device=device) < level
    if noise == "absorbing":
        hit[:, 0] |= ~hit.any(1)
        return target.masked_fill(hit, mask), hit
    return torch.where(hit, torch.randint_like(target, vocabulary_size), target), torch.ones_like(hit)


def rate_at(done: float, step: int, schedule: Schedule) -> float:
    """The share of the greatest learning rate at a step, where `done` of the run is over."""
    if step < schedule.warmup:
        return (step + 1) / schedule.warmup
    return 1 - (1 - schedule.final_rate) * min(1.0, done)


def optimise(
    network: nn.Module,
    groups: Sequence[dict[str, Any]],
    batches: Callable[[int], Iterator[Batch]],
    loss: Loss,
    schedule: Schedule,
    checkpoint: Path,
    on_step: OnStep,
    *,
    device: str = "cpu",
    used: Sequence[Tensor] = (),
) -> None:
    """Lowers `loss` over the batches that come from a step on, resuming from `checkpoint` where it exists.

    `groups` are AdamW's, each with a `share` of the learning rate, `used` those of `steps.make_step`. The checkpoint (weights, optimiser, step, seconds) is
    replaced atomically every `save_every` steps and at the end; Ctrl-C loses at most that many steps.
    """
    torch.manual_seed(schedule.seed)
    network.to(device).train()
    first, spent, known = 0, 0.0, None
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        network.load_state_dict(state["network"])
        first, spent, known = int(state["step"]), float(state["seconds"]), state["optimiser"]
        torch.manual_seed(schedule.seed + first)
    step_on, optimiser = make_step(groups, loss, device, used)
    if known is not None:
        optimiser.load_state_dict(known)
    coming = batches(first)
    began = time.perf_counter() - spent
    limit = float("inf") if schedule.minutes is None else 60 * schedule.minutes
    for step in range(first, schedule.steps):
        elapsed = time.perf_counter() - began
        ends = step + 1 == schedule.steps or elapsed >= limit
        done = max(step / schedule.steps, elapsed / limit)
        reached = step_on(next(coming), schedule.learning_rate * rate_at(done, step, schedule))
        if step % _TOLD_EVERY == 0 or ends:
            on_step(step, float(reached), elapsed)
        if (step + 1) % schedule.save_every == 0 or ends:
            save_checkpoint(checkpoint, network, optimiser, step + 1, elapsed)
        if ends:
            return


def save_checkpoint(
    path: Path, network: nn.Module, optimiser: torch.optim.Optimizer, step: int, seconds: float
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(path) as partial:
        state = {"network": network.state_dict(), "optimiser": optimiser.state_dict(), "step": step, "seconds": seconds}
        torch.save(state, partial)
