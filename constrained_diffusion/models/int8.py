"""Weights in eight bits: every row of a matrix as whole numbers times the row's own scale, the rest in half precision.

Rounding to the nearest costs a row at most 1/254 of its greatest weight, which the shipped models do not notice (model
card). The weights are widened once, when they are read.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

_SCALE = ".scale"


def packed(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Every matrix (two axes or more) as int8 and its ``<name>.scale`` (float32 [rows]), the rest in half precision."""
    stored: dict[str, Tensor] = {}
    for name, weight in weights.items():
        if weight.dim() < 2:
            stored[name] = weight.half()
            continue
        rows = weight.float().flatten(1)
        scale = (rows.abs().amax(1) / 127).clamp_min(1e-12)
        stored[name] = (rows / scale[:, None]).round().clamp(-127, 127).to(torch.int8).view(weight.shape)
        stored[name + _SCALE] = scale
    return stored


def unpacked(stored: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The weights in single precision."""
    weights = {}
    for name, weight in stored.items():
        if weight.dtype == torch.int8:
            scale = stored[name + _SCALE]
            weights[name] = weight.float() * scale.view(-1, *[1] * (weight.dim() - 1))
        elif not name.endswith(_SCALE):
            weights[name] = weight.float()
    return weights
