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
            end = next((i for i, token in enumerate(tokens) if not vocabulary.is_text[token]), self.n)
            counted = range(self.n) if scored else range(min(end + 1, self.n))
            weights.append(sum(float(logits[t, tokens[t]]) for t in counted if canvas[t] < 0))
        self.weights = np.array(weights)
        self.log_partition = float(np.logaddexp.reduce(self.weights)) if found else -math.inf

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

    def probability(self) -> dict[tuple[int, ...], float]:
        chances = np.exp(self.weights - self.log_partition)
        return dict(zip(self.found, chances.tolist(), strict=True))
