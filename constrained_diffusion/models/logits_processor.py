"""`ConstraintLogitsProcessor`: the constraint inside transformers' own DiffusionGemma loop."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor

from constrained_diffusion.checked import whole
from constrained_diffusion.errors import InvalidArgument, UnsatisfiableConstraint
from constrained_diffusion.inference.constraint import Constraint
from constrained_diffusion.inference.rows import Tokens


class ConstraintLogitsProcessor:
    """Makes ``model.generate(input_ids, logits_processor=LogitsProcessorList([...]))`` return members of a language.

    transformers' loop draws every position on its own from the processed scores, accepts positions of low entropy,
    draws the others anew, and finally returns the most probable token of every position. Tokens that are possible one
    by one may clash together, so what is returned here are the *posterior marginals* of every position, given the
    constraint, as log-probabilities, flattened where the posterior is surer than the model
    (`Posterior.hedged_marginals`), in which the most probable token and that of the most probable valid canvas have
    changed places wherever they differ. Thus

    - the argmax of every position, read together, is the most probable valid canvas, at every step;
    - the entropies that decide what is accepted and when to stop are those of the library's own rule, the posterior's
      cross-entropies under the model (`sampling.strategies`), as far as the allowed tokens can be as uncertain;
    - a token that no completion holds is never drawn.

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
            UnsatisfiableConstraint: no member fits into `max_tokens`.
        """
        if not isinstance(constraint, Constraint):
            raise InvalidArgument(f"compile_constraint makes a constraint; {type(constraint).__name__} is none")
        prompt_length = whole("prompt_length", prompt_length, least=0)
        max_tokens = whole("max_tokens", max_tokens, least=1)
        if max_tokens < constraint.min_length():
            raise UnsatisfiableConstraint.beyond(max_tokens, constraint.min_length())
        self.constraint, self.prompt_length, self.max_tokens = constraint, prompt_length, max_tokens
        self._blocks: dict[bytes, Constraint] = {}
        self._seen = prompt_length
        """Columns at the last call."""

    @property
    def arguments(self) -> dict[str, Any]:
        """What goes with it into `generate`, so that the two agree: ``model.generate(input_ids, **p.arguments)``."""
        from transformers import LogitsProcessorList

        return {"logits_processor": LogitsProcessorList([self]), "max_new_tokens": self.max_tokens}

    def texts(self, sequences: Tensor) -> list[str]:
        """The answers in what `generate` returned, prompt and canvases [B, L].

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
        """Processed scores [B, n, V] for prompt and finished canvases `input_ids` [B, L] and raw scores [B, n, V]."""
        del cur_step  # every step is judged alike
        if scores.dim() != 3 or len(scores) != len(input_ids):
            raise InvalidArgument(f"a diffusion loop hands over scores [B, n, V], not {list(scores.shape)}")
        self._follow(input_ids.shape[1], scores.shape[1])
        answered = input_ids[:, self.prompt_length :].cpu().numpy().astype(np.int64)
        processed = torch.empty_like(scores)
        for row, before in enumerate(answered):
            self._process(scores[row], before, processed[row])
        return processed

    def _follow(self, columns: int, n: int) -> None:
        """Raises `InvalidArgument` where the columns are not those of the prompt, or of one more canvas than before."""
        if columns not in (self.prompt_length, self._seen, self._seen + n):
            raise InvalidArgument(
                f"the loop begins with a prompt of {columns} columns, not {self.prompt_length}: give "
                "prompt_length=input_ids.shape[1]"
                if self._seen == self.prompt_length
                else f"the loop went from {self._seen} columns to {columns} with canvases of {n} tokens"
            )
        self._seen = columns

    def _process(self, scores: Tensor, before: Tokens, out: Tensor) -> None:
        """Writes the processed scores of one canvas behind the tokens `before` to `out` [n, V]."""
        n = max(min(len(scores), self.max_tokens - len(before)), 0)
        out[n:] = -torch.inf  # behind the budget there is nothing but the end
        out[n:, self.constraint.vocabulary.eos[0]] = 0.0
        if n == 0:
            return
        posterior = self._block(before, n).posterior(torch.full((n,), -1), scores[:n])
        best, _ = posterior.best()
        best, marginals = best.to(scores.device)[:, None], out[:n]
        marginals.copy_(posterior.hedged_marginals())
        top = marginals.argmax(-1, keepdim=True)
        highest = marginals.gather(-1, top)
        marginals.scatter_(-1, top, marginals.gather(-1, best))
        marginals.scatter_(-1, best, -torch.inf)
        # Another token may be level, or so close that the loop's division by its temperature would make it so, and the
        # argmax would be that of lesser id. Both are below log 1/2 then: a few units of the last place set them apart.
        gap = 4 * torch.finfo(out.dtype).eps
        level = (marginals >= highest * (1 + gap)).any(-1, keepdim=True)
        marginals.scatter_(-1, best, torch.where(level, highest * (1 - gap), highest))

    def _block(self, before: Tokens, n: int) -> Constraint:
        key = before.tobytes()
        if key not in self._blocks:
            if len(self._blocks) > 256:
                self._blocks.clear()
            self._blocks[key] = self.constraint.block(before, self.max_tokens - len(before) - n)
        return self._blocks[key]
