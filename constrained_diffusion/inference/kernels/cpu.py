"""The passes over the vocabulary on CPU, in numba. `reference` says what each computes; here is how it is made fast.

They read every logit once, exponentiate with a vectorised polynomial (relative error 3e-7) and sum by class in double
precision; the few classes that lie so far under the row's maximum that single precision loses them are summed again
exactly.
"""

from __future__ import annotations

import math
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.jit import inner, kernel

Array = NDArray[Any]
Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

_FAST = {"contract", "nsz", "arcp", "reassoc"}
_TINY = 1e-24
_CHUNK = 4096
_MOST, _MOST_SINGLE = np.finfo(np.float64).max, np.finfo(np.float32).max
_FAR = np.float32(-87.0)
"""Logarithm of about the least normal number of single precision."""


@inner
def _exact_logsumexp(row, tokens, first, past):  # type: ignore[no-untyped-def]
    peak = -np.inf
    for k in range(first, past):
        value = np.float64(row[tokens[k]])
        if value != value:
            return np.nan
        peak = max(peak, value)
    if peak == -np.inf:
        return -np.inf
    total = 0.0
    for k in range(first, past):
        total += math.exp(np.float64(row[tokens[k]]) - peak)
    return math.log(total) + peak


@inner
def _exact_entropy(row, tokens, first, past, log_sum):  # type: ignore[no-untyped-def]
    """Of the distribution over `tokens[first:past]` that `row` gives, whose log-sum is known."""
    entropy = 0.0
    for k in range(first, past):
        value = np.float64(row[tokens[k]]) - log_sum
        if value > -700.0:
            entropy -= math.exp(value) * value
    return entropy


@partial(inner, fastmath=_FAST)
def _exponentials(row, peak, out, power, scale):  # type: ignore[no-untyped-def]
    """out[v] = exp(x) and exp(x) x, side by side, for x = row[v] - peak of a float32 row.

    exp(x) is at least 2^-126, which the caller treats as nothing. `power` and `scale` are room for `_CHUNK` entries.
    """
    for start in range(0, len(row), _CHUNK):
        past = min(start + _CHUNK, len(row))
        for v in range(start, past):
            z = (row[v] - peak) * np.float32(1.4426950408889634)
            z = max(z, np.float32(-126.0))
            whole = np.floor(z)
            f = z - whole
            p = np.float32(1.8775767e-3)
            p = p * f + np.float32(8.9893397e-3)
            p = p * f + np.float32(5.5826318e-2)
            p = p * f + np.float32(2.4015361e-1)
            p = p * f + np.float32(6.9315308e-1)
            p = p * f + np.float32(9.9999994e-1)
            power[v - start] = p
            scale[v - start] = (np.int32(whole) + np.int32(127)) << np.int32(23)
        factor = scale.view(np.float32)
        for v in range(start, past):
            value = power[v - start] * factor[v - start]
            out[v, 0] = value
            out[v, 1] = value * max(row[v] - peak, _FAR)


@partial(inner, fastmath=_FAST)
def _peak(row, most):  # type: ignore[no-untyped-def]
    """The greatest entry, and whether none is NaN or above `most`, the greatest finite number."""
    peak, sound = row[0], True
    for v in range(len(row)):
        peak = max(peak, row[v])
        sound &= row[v] <= most
    return peak, sound


@partial(inner, fastmath=_FAST)
def _moments(exponentials, tokens, first, past):  # type: ignore[no-untyped-def]
    """The sums over `tokens[first:past]` of the two that `_exponentials` made."""
    total, weighted = 0.0, 0.0
    for k in range(first, past):
        total += np.float64(exponentials[tokens[k], 0])
        weighted += np.float64(exponentials[tokens[k], 1])
    return total, weighted


@partial(inner, fastmath=_FAST)
def _total(exponentials):  # type: ignore[no-untyped-def]
    """The sum over all tokens."""
    total = 0.0
    for v in range(len(exponentials)):
        total += np.float64(exponentials[v, 0])
    return total


@inner
def _row_logsumexp(row, peak):  # type: ignore[no-untyped-def]
    if not math.isfinite(peak):
        return np.float64(peak)
    total = 0.0
    for v in range(len(row)):
        total += math.exp(np.float64(row[v]) - peak)
    return math.log(total) + peak


@kernel
def class_sums_exact(logits, tokens, offsets, scores, entropies, totals, peaks):  # type: ignore[no-untyped-def]
    """For logits [n, V] the log-sum of every class and the entropy within it, to float64 [n, C] each, and the log-sum
    and the greatest entry of every row, to float64 [n] each.

    `tokens[offsets[c]:offsets[c + 1]]` are those of class c. Scores are NaN in a row that holds NaN or infinity, of
    whatever token. For double precision.
    """
    for t in range(len(logits)):
        row = logits[t]
        peak, sound = _peak(row, _MOST)
        totals[t], peaks[t] = _row_logsumexp(row, peak), peak
        for c in range(len(offsets) - 1):
            first, past = offsets[c], offsets[c + 1]
            scores[t, c] = _exact_logsumexp(row, tokens, first, past) if sound else np.nan
            entropies[t, c] = _exact_entropy(row, tokens, first, past, scores[t, c])


def class_sums(
    logits: Array, tokens: Ints, offsets: Longs, scores: Floats, entropies: Floats, totals: Floats, peaks: Floats
) -> None:
    """As `class_sums_exact`, for float32 logits, to single precision."""
    exponentials = np.empty((logits.shape[1], 2), np.float32)
    power, scale = np.empty(_CHUNK, np.float32), np.empty(_CHUNK, np.int32)
    _class_sums(logits, tokens, offsets, scores, entropies, totals, peaks, exponentials, power, scale)


@kernel
def _class_sums(logits, tokens, offsets, scores, entropies, totals, peaks, exponentials, power, scale):  # type: ignore[no-untyped-def]
    for t in range(len(logits)):
        row = logits[t]
        peak, sound = _peak(row, _MOST_SINGLE)
        totals[t], peaks[t] = peak, peak
        if math.isfinite(peak):
            _exponentials(row, peak, exponentials, power, scale)
            totals[t] += math.log(_total(exponentials))
        for c in range(len(offsets) - 1):
            first, past = offsets[c], offsets[c + 1]
            total, weighted = 0.0, 0.0
            if math.isfinite(peak):
                total, weighted = _moments(exponentials, tokens, first, past)
            if not sound:
                scores[t, c] = np.nan
            elif total < _TINY:
                scores[t, c] = _exact_logsumexp(row, tokens, first, past)
                entropies[t, c] = _exact_entropy(row, tokens, first, past, scores[t, c])
            else:
                scores[t, c] = math.log(total) + np.float64(peak)
                entropies[t, c] = math.log(total) - weighted / total


@kernel
def class_maximum(logits, class_of_token, scores, winners):  # type: ignore[no-untyped-def]
    """The greatest logit of every class, to float64 [n, C], and the first token that has it, to int32 [n, C]."""
    scores[:] = -np.inf
    winners[:] = -1
    for t in range(len(logits)):
        row, peak, best = logits[t], scores[t], winners[t]
        for v in range(len(row)):
            c = class_of_token[v]
            if c >= 0 and (row[v] > peak[c] or best[c] < 0):
                peak[c] = row[v]
                best[c] = v


@kernel
def drawn_tokens(logits, rows, classes, scores, tokens, offsets, uniforms, drawn):  # type: ignore[no-untyped-def]
    """For every i a token of class `classes[i]` by its logit in row `rows[i]`; `scores[i]` is their log-sum."""
    for i in range(len(rows)):
        row = logits[rows[i]]
        left = uniforms[i]
        chosen = -1
        for k in range(offsets[classes[i]], offsets[classes[i] + 1]):
            x = np.float64(row[tokens[k]])
            if x > -np.inf:
                chosen = tokens[k]
                left -= math.exp(x - scores[i])
                if left < 0.0:
                    break
        drawn[i] = chosen


@kernel
def sampled_member(row, members, first, past, uniform):  # type: ignore[no-untyped-def]
    """One of `members[first:past]`, drawn in proportion to the exponential of its entry in `row`."""
    peak = -np.inf
    for k in range(first, past):
        peak = max(peak, np.float64(row[members[k]]))
    total = 0.0
    for k in range(first, past):
        total += math.exp(np.float64(row[members[k]]) - peak)
    left = uniform * total
    chosen = -1
    for k in range(first, past):
        if row[members[k]] > -np.inf:
            chosen = members[k]
            left -= math.exp(np.float64(row[members[k]]) - peak)
            if left < 0.0:
                break
    return chosen
