"""Handing posteriors to a server's sampler, where an error would end the engine and every request with it."""

from __future__ import annotations

from logging import Logger

import torch
from torch import Tensor

from constrained_diffusion.errors import ConstrainedDiffusionError, InvalidLogits, UnsatisfiableConstraint
from constrained_diffusion.inference.positionwise import PositionwiseAnswers
from constrained_diffusion.inference.rows import Tokens


def hand_over(
    answers: PositionwiseAnswers,
    scores: Tensor,
    before: Tokens,
    out: Tensor,
    *,
    temperature: float,
    held: Tokens | None,
    logger: Logger,
) -> None:
    """`PositionwiseAnswers.process`, which raises nothing.

    Logits that are none (NaN, or -inf wherever the language could go on) are left out, and the answer is valid all the
    same; where even that cannot be, the canvas holds the end and nothing else, and the log says why.

    Args:
        temperature: by which the sampler divides; 0 where it takes the most probable tokens.
    """
    warm = temperature if temperature > 0.0 else 1.0
    try:
        try:
            answers.process(scores, before, out, temperature=warm, held=held)
        except (InvalidLogits, UnsatisfiableConstraint) as error:
            logger.warning("constrained_diffusion: %s; this step goes without the model's logits", error)
            answers.process(torch.zeros_like(scores), before, out, temperature=warm, held=held)
    except ConstrainedDiffusionError as error:
        logger.error("constrained_diffusion: %s; the answer is cut off", error)
        end(out, answers.constraint.vocabulary.eos[0])


def end(out: Tensor, eos: int) -> None:
    """Writes to `out` [n, V] that there is nothing but the end."""
    out[:] = -torch.inf
    out[:, eos] = 0.0
