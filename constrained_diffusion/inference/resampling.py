"""Draws of canvases out of draws of runs, where a canvas may have several runs.

A run drawn by weight is a canvas drawn in proportion to its weight times its number of runs r. Kept with chance 1 / r,
it is an exact draw (von Neumann 1951, rejection); but the share that is kept may fall exponentially with the length of
the canvas. So a bounded number k of runs is drawn. The first that is kept is the draw; if none of them is, one is
picked in proportion to what its weight should have been over what it was, (1 / r) / (1 - 1 / r) = 1 / (r - 1) for runs
that were not kept (Rubin 1988, sampling importance resampling). With a the share that is kept, the law of the draw is

    (1 - (1 - a)^k) * exact  +  (1 - a)^k * resampled

and the second is off by O(1 / k) in total variation.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeVar

import numpy as np

T = TypeVar("T")


def resampled(draw: Callable[[], T], log_runs: Callable[[T], float], uniform: Callable[[], float], most: int) -> T:
    """One canvas out of at most `most` runs.

    Args:
        draw: the canvas of a run drawn by weight, a new one every time.
        log_runs: log of the number of runs of a canvas.
        uniform: a number in [0, 1), a new one every time.
        most: how many runs may be drawn, at least one.
    """
    drawn: list[T] = []
    log_odds: list[float] = []
    for _ in range(most):
        canvas = draw()
        found = max(log_runs(canvas), 0.0)
        if uniform() < math.exp(-found):
            return canvas
        drawn.append(canvas)
        log_odds.append(-found - math.log(-math.expm1(-found)))  # of 1 / (r - 1)
    share = np.exp(np.array(log_odds) - max(log_odds)).cumsum()
    return drawn[min(int(np.searchsorted(share, uniform() * share[-1], side="right")), most - 1)]
