"""Semirings: what "or" and "and" mean in a dynamic program (Goodman 1999, "Semiring Parsing").

The same forward-backward pass yields masks, log-sums or the most probable canvas, depending on the semiring it runs in.
Samples are drawn backward through the messages of the log-sum semiring.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True, kw_only=True)
class Semiring:
    """Values are float64 (bool for `BOOLEAN`).

    Attributes:
        zero: the weight of what is impossible.
        one: the weight of the empty product.
        times: product of two tensors, elementwise.
        gather_sum: (values [k], index [k], size) -> [size], the sum of the values at every index, `zero` where none.
    """

    zero: float | bool
    one: float | bool
    dtype: torch.dtype
    times: Callable[[Tensor, Tensor], Tensor]
    gather_sum: Callable[[Tensor, Tensor, int], Tensor]


def _any(values: Tensor, index: Tensor, size: int) -> Tensor:
    counts = torch.zeros(size, dtype=torch.long, device=values.device).index_add_(0, index, values.long())
    return counts > 0


def _max(values: Tensor, index: Tensor, size: int) -> Tensor:
    start = torch.full((size,), -torch.inf, dtype=values.dtype, device=values.device)
    return start.scatter_reduce(0, index, values, "amax")


def _logsumexp(values: Tensor, index: Tensor, size: int) -> Tensor:
    peak = _max(values, index, size)
    peak = torch.where(peak.isfinite(), peak, 0.0)
    total = torch.zeros(size, dtype=values.dtype, device=values.device)
    return total.index_add_(0, index, (values - peak[index]).exp()).log() + peak


BOOLEAN = Semiring(zero=False, one=True, dtype=torch.bool, times=torch.logical_and, gather_sum=_any)
LOG_SUM = Semiring(zero=-torch.inf, one=0.0, dtype=torch.float64, times=torch.add, gather_sum=_logsumexp)
MAX = Semiring(zero=-torch.inf, one=0.0, dtype=torch.float64, times=torch.add, gather_sum=_max)
"""Tropical: weights add along a path, the best of the paths counts."""
