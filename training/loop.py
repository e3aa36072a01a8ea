"""Optimisation: warm-up and decay, clipped gradients, checkpoints that a run goes on from."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from constrained_diffusion.files import written_whole

OnStep = Callable[[int, float, float], None]
"""Called with the step, its loss and the seconds since the run began, every few steps."""

_TOLD_EVERY = 10


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """How long and how fast.

    Attributes:
        steps: of the optimiser.
        minutes: where given, the run ends after so long if the steps have not come to an end, and the rate falls with
            whichever of the two is further on.
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
    level = (torch.randperm(rows, device=device)[:, None] + torch.rand(rows, 1, device=device)) / rows
    hit = torch.rand(target.shape, device=device) < level
    if noise == "absorbing":
        hit[:, 0] |= ~hit.any(1)
        return target.masked_fill(hit, mask), hit
    return torch.where(hit, torch.randint_like(target, vocabulary_size), target), torch.ones_like(hit)


def compile_layers(network: nn.Module) -> None:
    """Compiles the members of every list of layers, for any length: layers of one kind share what is compiled."""
    for layers in network.modules():
        if isinstance(layers, nn.ModuleList):
            for layer in layers:
                layer.compile(dynamic=True)


def rate_at(done: float, step: int, schedule: Schedule) -> float:
    """The share of the greatest learning rate at a step, where `done` of the run is over."""
    if step < schedule.warmup:
        return (step + 1) / schedule.warmup
    return 1 - (1 - schedule.final_rate) * min(1.0, done)


def optimise(
    network: nn.Module,
    groups: Sequence[dict[str, Any]],
    loss_at: Callable[[int], Tensor],
    schedule: Schedule,
    checkpoint: Path,
    on_step: OnStep,
    *,
    device: str = "cpu",
) -> None:
    """Lowers `loss_at(step)`, resuming from `checkpoint` where it exists.

    `groups` are AdamW's, each with a `share` of the learning rate. The checkpoint (weights, optimiser, step) is
    replaced atomically every `save_every` steps and at the end; Ctrl-C loses at most that many steps.
    """
    torch.manual_seed(schedule.seed)
    network.to(device).train()
    optimiser = torch.optim.AdamW(
        list(groups), lr=schedule.learning_rate, betas=(0.9, 0.98), weight_decay=0.01, fused=device != "cpu"
    )
    first = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        network.load_state_dict(state["network"])
        optimiser.load_state_dict(state["optimiser"])
        first = int(state["step"])
        torch.manual_seed(schedule.seed + first)
    began = time.perf_counter()
    limit = float("inf") if schedule.minutes is None else 60 * schedule.minutes
    trained = [parameter for parameter in network.parameters() if parameter.requires_grad]
    for step in range(first, schedule.steps):
        elapsed = time.perf_counter() - began
        ends = step + 1 == schedule.steps or elapsed >= limit
        rate = schedule.learning_rate * rate_at(max(step / schedule.steps, elapsed / limit), step, schedule)
        for group in optimiser.param_groups:
            group["lr"] = rate * group["share"]
        loss = loss_at(step)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        if step % _TOLD_EVERY == 0 or ends:
            on_step(step, float(loss.detach()), elapsed)
        if (step + 1) % schedule.save_every == 0 or ends:
            save_checkpoint(checkpoint, network, optimiser, step + 1)
        if ends:
            return


def save_checkpoint(path: Path, network: nn.Module, optimiser: torch.optim.Optimizer, step: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(path) as partial:
        torch.save({"network": network.state_dict(), "optimiser": optimiser.state_dict(), "step": step}, partial)
