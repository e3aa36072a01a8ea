"""One canvas between two denoising steps, and what is shown of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

import torch
from torch import Tensor

StoppedBy = Literal["committed", "stable", "steps"]


class Status(IntEnum):
    """Of a position: open, committed by the strategy, or forced by the constraint."""

    OPEN = 0
    COMMITTED = 1
    FORCED = 2


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A canvas as a step left it.

    Attributes:
        step: number of denoising steps so far; 0 is the canvas before the first.
        tokens: long [n], the committed token, or the current proposal at open positions, -1 where there is none yet.
        status: int8 [n], of `Status`.
        confidence: float [n], the posterior probability of the token shown.
    """

    step: int
    tokens: Tensor
    status: Tensor
    confidence: Tensor


@dataclass(frozen=True, slots=True, eq=False)
class CanvasState:
    """Attributes:
    canvas: long [n], committed tokens, -1 where open.
    noisy: long [n], what the model reads next.
    frame: what is shown.
    best: the posterior's most probable canvas, and for how many steps it has been the same.
    log_likelihood: of what is committed, step by step, under the posteriors it was drawn from.
    drawn_weight: the log-probability of `drawn`, where it is known without asking the posterior.
    drawn: long [n], the tokens that were settled for good last, -1 elsewhere; None before even what is forced is.
    stopped_by: None while steps remain to be taken.
    """

    canvas: Tensor
    noisy: Tensor
    frame: Frame
    best: Tensor | None = None
    unchanged: int = 0
    log_likelihood: float = 0.0
    drawn_weight: float | None = None
    drawn: Tensor | None = None
    stopped_by: StoppedBy | None = None


def first_frame(forced: Tensor) -> Frame:
    """The frame before the first step: only forced positions hold something."""
    status = torch.where(forced >= 0, int(Status.FORCED), int(Status.OPEN)).to(torch.int8)
    return Frame(0, forced, status, (forced >= 0).float())
