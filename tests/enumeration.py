"""The oracle: every canvas of a few positions over a few tokens, tried one by one."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from constrained_diffusion import Vocabulary


def text_of(vocabulary: Vocabulary, tokens: tuple[int, ...]) -> str | None:
    """The text of a whole canvas: text tokens, then at most one eos, then filler; None if it is not of that form."""
    filler = vocabulary.eos[0] if vocabulary.pad is None else vocabulary.pad
    end = next((i for i, token in enumerate(tokens) if not vocabulary.is_text[token]), len(tokens))
    if end < len(tokens) and tokens[end] not in vocabulary.eos:
        return None
    if any(token != filler for token in tokens[end + 1 :]):
        return None
    try:
        return b"".join(map(vocabulary.token_bytes, tokens[:end])).decode("utf-8")
    except UnicodeDecodeError:
        return None


def members(vocabulary: Vocabulary, holds: Callable[[str], bool], canvas: Tensor) -> list[tuple[int, ...]]:
    """All completions of `canvas` whose text is in the language."""
    choices = [range(vocabulary.size) if token < 0 else [token] for token in canvas.tolist()]
    found = []
    for tokens in itertools.product(*choices):
        text = text_of(vocabulary, tokens)
        if text is not None and holds(text):
            found.append(tokens)
    return found


class Enumerated:
    """Weights of all members under logits, and what follows from them."""

    def __init__(
        self, vocabulary: Vocabulary, found: list[tuple[int, ...]], canvas: Tensor, logits: Tensor, scored: bool
    ) -> None:
        self.vocabulary, self.found = vocabulary, found
        self.n = len(canvas)
        weights = []
        for tokens in found:
            end = self._end(tokens)
            counted = range(self.n) if scored else range(min(end + 1, self.n))
            unscored = set(range(self.n)) - set(counted)
            weights.append(
                sum(float(logits[t, tokens[t]]) for t in counted if canvas[t] < 0)
                + sum(float(logits[t].double().logsumexp(0)) for t in unscored if canvas[t] < 0)
            )
        self.weights = np.array(weights)
        peaks = [float((row.max() - row.logsumexp(0)).double()) for row in logits.double()]
        self.scores = self.weights + np.array(
            [
                0.0 if scored else sum(p for t, p in enumerate(peaks) if t > self._end(x) and canvas[t] < 0)
                for x in found
            ]
        )
        self.log_partition = float(np.logaddexp.reduce(self.weights)) if found else -math.inf
        self.prior = logits.double().log_softmax(1)
        self.log_evidence = self.log_partition - sum(
            float(row.double().logsumexp(0)) for row, token in zip(logits, canvas.tolist(), strict=True) if token < 0
        )

    def _end(self, tokens: tuple[int, ...]) -> int:
        return next((i for i, token in enumerate(tokens) if not self.vocabulary.is_text[token]), self.n)

    def is_best(self, tokens: Tensor) -> bool:
        """Whether no canvas is more probable, with the likeliest tokens behind its end where padding is not scored."""
        return bool(self.scores[self.found.index(tuple(tokens.tolist()))] >= self.scores.max() - 1e-4)

    def masks(self) -> Tensor:
        masks = torch.zeros(self.n, self.vocabulary.size, dtype=torch.bool)
        for tokens in self.found:
            masks[range(self.n), list(tokens)] = True
        return masks

    def marginals(self) -> Tensor:
        marginals = torch.zeros(self.n, self.vocabulary.size, dtype=torch.float64)
        for tokens, weight in zip(self.found, self.weights, strict=True):
            marginals[range(self.n), list(tokens)] += math.exp(weight - self.log_partition)
        return marginals.log()

    def cross_entropies(self) -> Tensor:
        """Of scored padding, and where no end is given, of the others too."""
        marginals = self.marginals()
        return -(marginals.exp() * self.prior).nan_to_num(0.0).sum(1)

    def probability(self) -> dict[tuple[int, ...], float]:
        chances = np.exp(self.weights - self.log_partition)
        return dict(zip(self.found, chances.tolist(), strict=True))
