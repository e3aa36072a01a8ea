"""Where SGLang denoises blocks: the scores of constrained requests become their posterior before an algorithm looks.

SGLang's algorithms commit the most probable token of positions that they choose by its probability. So they are handed
what `inference.positionwise` makes of the scores: the most probable tokens, read together, are the best valid canvas
given the tokens that are committed, so that any of them may be committed and the rest of the block can be completed.
Requests are rows of one batch, each with its own constraint, or none; the rows of free ones are not touched.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from constrained_diffusion.inference.batches.rows import Batches
from constrained_diffusion.inference.positionwise import PositionwiseAnswers, Scored
from constrained_diffusion.inference.rows import OPEN, Tokens
from constrained_diffusion.serving.handing import hand_over

logger = logging.getLogger(f"sglang.{__name__}")

_LEAST = -1e4
"""In the place of -inf, which SGLang's entropies would make NaN of; its probability is 0 in every type of number."""
_SURELY = 1e-5
"""How far a probability is to lie above a threshold, so that rounding cannot take it below."""


@dataclass(frozen=True, eq=False)
class Canvas:
    """A request's part of a block.

    Attributes:
        answers: what it is to hold.
        before: the answer's tokens in earlier blocks.
        start: the tokens of the block that belong to the prompt.
        batches: what its steps have laid out.
    """

    answers: PositionwiseAnswers
    before: Tokens
    start: int
    batches: Batches = field(default_factory=Batches)


def canvas_of(req: Any, block_size: int) -> Canvas | None:
    """What a request denoises in its next block; None for one without a constraint, or a block that is only read."""
    answers: PositionwiseAnswers | None = getattr(req, "constrained_diffusion", None)
    if answers is None:
        return None
    start = len(req.origin_input_ids) + len(req.output_ids) - req.dllm_block_offset
    if start >= block_size:  # of the prompt; or of the answer, when a retracted request is read again
        return None
    return Canvas(answers, np.array(req.output_ids, np.int64), max(start, 0))


def forward(original: Any, worker: Any, forward_batch: Any, batch: Any = None) -> Any:
    """Around `TpModelWorker._forward_batch_generation_dllm`: the one place that sees requests and their rows."""
    if batch is not None:
        block_size = worker.dllm_algorithm.block_size
        forward_batch.constrained_diffusion = [canvas_of(req, block_size) for req in batch.reqs]
    return original(worker, forward_batch, batch)


def steer(algorithm: Any, config: Any) -> None:
    """After `get_algorithm`: lets the algorithm's steps see posteriors where requests have constraints."""
    del config
    rule = RULES.get(type(algorithm).__name__)
    if rule is None:
        return  # `served` refuses the requests
    original = algorithm.step

    @wraps(original)
    def step(forward_batch: Any, full_logits: Tensor, states: Sequence[Any]) -> Any:
        canvases: Sequence[Canvas | None] = getattr(forward_batch, "constrained_diffusion", ())
        size = algorithm.block_size
        for row, canvas in enumerate(canvases):
            if canvas is not None and not _is_over(states[row]):
                rows = slice(row * size + canvas.start, (row + 1) * size)
                ids = forward_batch.input_ids[rows].cpu().numpy().astype(np.int64)
                with torch.inference_mode():
                    rule(algorithm, canvas, ids, full_logits[rows], states[row])
        return original(forward_batch, full_logits, states)

    algorithm.step = step


def _is_over(state: Any) -> bool:
    return isinstance(state, dict) and state.get("finished") is True


def _low_confidence(algorithm: Any, canvas: Canvas, ids: Tokens, scores: Tensor, state: Any) -> None:
    """Commits open positions, and leaves what is committed alone."""
    del state
    held = _held(algorithm, ids)
    if (held == OPEN).any():  # else the block is only read once more
        scores.copy_(_posterior(canvas, scores, held))


def _joint_threshold(algorithm: Any, canvas: Canvas, ids: Tokens, scores: Tensor, state: Any) -> None:
    """Commits open positions, and edits those committed tokens whose replacement is more probable than a threshold.

    Edits go together: where some of them are not probable enough, the others alone could break the answer, and no
    committed token is edited in this step.
    """
    del state
    held = _held(algorithm, ids)
    free = _posterior(canvas, scores, None)
    found, tokens = free.softmax(-1).max(-1).values.cpu().numpy(), free.argmax(-1).cpu().numpy()
    edited: NDArray[np.bool_] = (held != OPEN) & (tokens != ids)
    together = bool((found[edited] > algorithm.edit_threshold + _SURELY).all())
    scores.copy_(free if together else _posterior(canvas, scores, held))


def _renoise(algorithm: Any, canvas: Canvas, ids: Tokens, scores: Tensor, state: Any) -> None:
    """Draws every position anew, from the scores over the temperature of its schedule, until the canvas is stable."""
    del ids  # noise
    scores.copy_(_posterior(canvas, scores, None, algorithm._temperature(state["step"])))


RULES: dict[str, Callable[[Any, Canvas, Tokens, Tensor, Any], None]] = {
    "LowConfidence": _low_confidence,
    "JointThreshold": _joint_threshold,
    "Gemma4Renoise": _renoise,
}
"""The algorithms that can be steered, by name: each writes to `scores` [n, V] what one step is to see of a canvas."""


def _held(algorithm: Any, ids: Tokens) -> Tokens:
    held: Tokens = np.where(ids == algorithm.mask_id, OPEN, ids)
    return held


def _posterior(canvas: Canvas, scores: Tensor, held: Tokens | None, temperature: float = 1.0) -> Tensor:
    """What an algorithm is to see of `scores` [n, V]."""
    size = canvas.answers.constraint.vocabulary.size
    out = torch.full_like(scores, -torch.inf)
    scored = Scored(canvas.answers, scores[:, :size], canvas.before, out[:, :size], temperature, held)
    hand_over([scored], canvas.batches, logger)
    return out.clamp_(min=_LEAST)
