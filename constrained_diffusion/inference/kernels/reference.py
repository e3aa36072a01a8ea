"""The definition of every primitive, in plain torch, on any device. Slow; the fast kernels are tested against it."""

from __future__ import annotations

import torch
from torch import Tensor

from constrained_diffusion.inference.semirings import LOG_SUM, Semiring


def class_scores(logits: Tensor, class_of_token: Tensor, classes: int, semiring: Semiring = LOG_SUM) -> Tensor:
    """[n, V] logits to [n, C] scores, the sum (of `semiring`) over the tokens of every class."""
    live = class_of_token >= 0
    index = class_of_token[live].long()
    return torch.stack([semiring.gather_sum(row[live].double(), index, classes) for row in logits])


def class_entropies(logits: Tensor, class_of_token: Tensor, classes: int) -> Tensor:
    """[n, V] logits to [n, C]: the entropy, in nats, of the distribution that a row gives within every class."""
    entropies = torch.zeros((len(logits), classes), dtype=torch.float64)
    for kind in range(classes):
        share = logits[:, class_of_token == kind].double().log_softmax(1)
        entropies[:, kind] = -torch.where(share > -torch.inf, share.exp() * share, 0.0).sum(1)
    return entropies


def forward(weights: Tensor, source: Tensor, target: Tensor, label: Tensor, states: int, semiring: Semiring) -> Tensor:
    """Forward messages [n + 1, S]: the sum over paths of t edges from state 0, label l weighing `weights[t, l]`."""
    messages = torch.full((len(weights) + 1, states), semiring.zero, dtype=semiring.dtype)
    messages[0, 0] = semiring.one
    for t, row in enumerate(weights):
        messages[t + 1] = semiring.gather_sum(semiring.times(messages[t][source], row[label]), target, states)
    return messages


def backward(
    weights: Tensor, source: Tensor, target: Tensor, label: Tensor, accepting: Tensor, semiring: Semiring
) -> Tensor:
    """Backward messages [n + 1, S]: the sum over paths from position t and a state to acceptance at position n."""
    n, states = len(weights), len(accepting)
    messages = torch.full((n + 1, states), semiring.zero, dtype=semiring.dtype)
    messages[n, accepting] = semiring.one
    for t in range(n - 1, -1, -1):
        messages[t] = semiring.gather_sum(semiring.times(weights[t][label], messages[t + 1][target]), source, states)
    return messages


def label_gains(
    ahead: Tensor, behind: Tensor, source: Tensor, target: Tensor, label: Tensor, labels: int, semiring: Semiring
) -> Tensor:
    """[n, L]: the sum over edges of a label of what lies before times what lies after, without the label's weight."""
    rows = [
        semiring.gather_sum(semiring.times(ahead[t][source], behind[t + 1][target]), label, labels)
        for t in range(len(ahead) - 1)
    ]
    return torch.stack(rows) if rows else torch.zeros((0, labels), dtype=semiring.dtype)


def spread(logits: Tensor, gains: Tensor, class_of_token: Tensor) -> Tensor:
    """[n, V]: every logit plus the gain [n, C] of its token's class, -inf for tokens of no class."""
    padded = torch.nn.functional.pad(gains, (0, 1), value=-torch.inf)
    return logits + padded[:, class_of_token.long()].to(logits.dtype)
