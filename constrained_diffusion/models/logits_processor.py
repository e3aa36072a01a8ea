"""`ConstraintLogitsProcessor`: the constraint inside transformers' own DiffusionGemma loop."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor

from constrained_diffusion.checked import whole
from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.inference.batches.rows import Batches
from constrained_diffusion.inference.constraint import Constraint
from constrained_diffusion.inference.positionwise import PositionwiseAnswers, Scored, process_all


class ConstraintLogitsProcessor:
    """Makes ``model.generate(input_ids, logits_processor=LogitsProcessorList([...]))`` return members of a language.

    What it returns are the posterior's marginals, in which the argmax of every position is that of the most probable
    valid canvas (`inference.positionwise` says why).

    The loop's temperature divides these log-probabilities afterwards, which sharpens them and moves no maximum.
    Answers may span several canvases: each continues the text of those before it and leaves the next ones room to
    finish within `max_tokens`. Rows of a batch are independent; a row that is finished gets padding.

    The processor runs in Python and numba. The loop compiles its model calls and its sampler, not its processors, so
    static caches and compilation work; the scores cross to the constraint outside the compiled regions.
    """

    def __init__(self, constraint: Constraint, prompt_length: int, max_tokens: int) -> None:
        """
        Args:
            constraint: compiled for the model's vocabulary, the logits' whole width.
            prompt_length: columns of the `input_ids` that `generate` is called with (padding on the left included).
            max_tokens: the budget over all canvases; at most `max_new_tokens`.

        Raises:
            InvalidArgument: a number is out of its bounds, or the constraint is none.
            UnsatisfiableConstraint: no member fits into `max_tokens`.
        """
        if not isinstance(constraint, Constraint):
            raise InvalidArgument(f"compile_constraint makes a constraint; {type(constraint).__name__} is none")
        self.prompt_length = whole("prompt_length", prompt_length, least=0)
        self._answers, self._batches = PositionwiseAnswers(constraint, max_tokens), Batches()
        self.constraint, self.max_tokens = constraint, self._answers.max_tokens
        self._seen = prompt_length
        """Columns at the last call."""

    @property
    def arguments(self) -> dict[str, Any]:
        """What goes with it into `generate`, so that the two agree: ``model.generate(input_ids, **p.arguments)``."""
        from transformers import LogitsProcessorList

        return {"logits_processor": LogitsProcessorList([self]), "max_new_tokens": self.max_tokens}

    def texts(self, sequences: Tensor) -> list[str]:
        """The answers in what `generate` returned, prompt and canvases (long [B, L]).

        Raises:
            InvalidArgument: an answer is cut, as `generate` was told of fewer new tokens than `max_tokens`; or it is
                none.
        """
        vocabulary, found = self.constraint.vocabulary, []
        for row, answered in enumerate(sequences[:, self.prompt_length :].cpu()):
            ends = torch.isin(answered, torch.tensor(vocabulary.eos)).nonzero()
            tokens = answered[: int(ends[0])] if len(ends) else answered
            if not self.constraint.accepts(tokens) and (len(ends) or len(answered) >= self.max_tokens):
                raise InvalidArgument(
                    f"answer {row}, {vocabulary.decode(tokens)[:40]!r}, is not in the language: these are not "
                    "sequences that a loop with this processor returned, or their prompt has another length"
                )
            if not self.constraint.accepts(tokens):
                raise InvalidArgument(
                    f"answer {row} is cut after {len(answered)} tokens, {vocabulary.decode(tokens)[-40:]!r} being its "
                    f"end: max_new_tokens is at least max_tokens, {self.max_tokens}; `arguments` holds both"
                )
            found.append(vocabulary.decode(tokens))
        return found

    def __call__(self, input_ids: Tensor, scores: Tensor, cur_step: Any = None) -> Tensor:
        """Processed scores [B, n, V] for prompt and finished canvases `input_ids` (long [B, L]) and raw scores
        [B, n, V], of their dtype and on their device.

        Raises:
            InvalidArgument: the scores are of another shape, or the columns not those of the prompt and whole canvases.
            InvalidLogits: the scores hold NaN or +inf.
        """
        del cur_step  # every step is judged alike
        if scores.dim() != 3 or len(scores) != len(input_ids):
            raise InvalidArgument(f"a diffusion loop hands over scores [B, n, V], not {list(scores.shape)}")
        self._follow(input_ids.shape[1], scores.shape[1])
        answered = input_ids[:, self.prompt_length :].cpu().numpy().astype(np.int64)
        processed = torch.empty_like(scores)
        rows = zip(scores, answered, processed, strict=True)
        process_all([Scored(self._answers, *row) for row in rows], self._batches)
        return processed

    def _follow(self, columns: int, n: int) -> None:
        """Raises `InvalidArgument` where the columns are not those of the prompt, or of one more canvas than before."""
        if columns not in (self.prompt_length, self._seen, self._seen + n):
            raise InvalidArgument(
                f"the loop begins with a prompt of {columns} columns, not {self.prompt_length}: give "
                "prompt_length=input_ids.shape[1]"
                if self._seen == self.prompt_length
                else f"the loop went from {self._seen} columns to {columns} with canvases of {n} tokens: make a "
                "processor for every call of generate"
            )
        self._seen = columns
