"""Numbers that stand for logarithms, where a sum of them is not too small for it."""

from __future__ import annotations

import math

from constrained_diffusion.jit import inner

_FAR, PLAIN = -500.0, 1e-150
"""Numbers below exp(_FAR) are taken for 0: nothing beside a sum of at most a million of them that is above PLAIN."""


@inner
def exponentials(logarithms, peak, out):  # type: ignore[no-untyped-def]
    """The exponentials of logarithms less `peak`, which is no less than any of them, 0 for what is far below it."""
    for k in range(len(logarithms)):
        out[k] = math.exp(logarithms[k] - peak) if logarithms[k] - peak > _FAR else 0.0
