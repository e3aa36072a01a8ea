"""Handing posteriors to a server's sampler, where an error would end the engine and every request with it."""

from __future__ import annotations

from collections.abc import Sequence
from logging import Logger

import torch
from torch import Tensor

from constrained_diffusion.errors import ConstrainedDiffusionError, InvalidLogits, UnsatisfiableConstraint
from constrained_diffusion.inference.batches.rows import Batches
from constrained_diffusion.inference.positionwise import Scored, process_all


def hand_over(canvases: Sequence[Scored], batches: Batches, logger: Logger) -> None:
    """`process_all`, which raises nothing.

    Logits that are none (NaN, or -inf wherever the language could go on) are left out, and the answer is valid all the
    same; where even that cannot be, the canvas holds the end and nothing else, and the log says why. A temperature of 0
    stands for a sampler that takes the most probable tokens.
    """

    def cut_off(of: Scored, error: ConstrainedDiffusionError) -> None:
        logger.error("constrained_diffusion: %s; the answer is cut off", error)
        end(of.out, of.answers.constraint.vocabulary.eos[0])

    def without_logits(of: Scored, error: ConstrainedDiffusionError) -> None:
        if not isinstance(error, (InvalidLogits, UnsatisfiableConstraint)):
            cut_off(of, error)
            return
        logger.warning("constrained_diffusion: %s; this step goes without the model's logits", error)
        process_all([of._replace(scores=torch.zeros_like(of.scores))], Batches(), cut_off)

    warm = [of._replace(temperature=of.temperature if of.temperature > 0.0 else 1.0) for of in canvases]
    process_all(warm, batches, without_logits)


def end(out: Tensor, eos: int) -> None:
    """Writes to `out` [n, V] that there is nothing but the end."""
    out[:] = -torch.inf
    out[:, eos] = 0.0
