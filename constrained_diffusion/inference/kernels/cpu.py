"""The primitives on CPU, in numba. `reference` says what each computes; here is how it is made fast.

Passes over the vocabulary read every logit once, exponentiate with a vectorised polynomial (relative error 3e-7) and
sum by class in double precision; the few classes that lie so far under the row's maximum that single precision loses
them are summed again exactly. Passes over the automaton stay in log space in double precision.
"""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from constrained_diffusion.jit import inner, kernel

_FAST = {"contract", "nsz", "arcp", "reassoc"}
_TINY = 1e-24
_CHUNK = 4096
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
def _exponentials(row, peak, out, scale):  # type: ignore[no-untyped-def]
    """out = exp(row - peak) for float32 rows; at least 2^-126, which the caller treats as nothing."""
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
            out[v] = p
            scale[v - start] = (np.int32(whole) + np.int32(127)) << np.int32(23)
        power = scale.view(np.float32)
        for v in range(start, past):
            out[v] *= power[v - start]


@partial(inner, fastmath=_FAST)
def _peak(row):  # type: ignore[no-untyped-def]
    peak = row[0]
    for v in range(len(row)):
        peak = max(peak, row[v])
    return peak


@partial(inner, fastmath=_FAST)
def _moments(exponential, row, peak, tokens, first, past):  # type: ignore[no-untyped-def]
    """Over `tokens[first:past]`: the sum of their exponentials, and of these times how far they lie under the peak."""
    total, weighted = 0.0, 0.0
    for k in range(first, past):
        v = tokens[k]
        value = np.float64(exponential[v])
        total += value
        weighted += value * np.float64(max(row[v] - peak, _FAR))
    return total, weighted


@kernel
def class_sums_exact(logits, tokens, offsets, scores, entropies):  # type: ignore[no-untyped-def]
    """For logits [n, V] the log-sum of every class and the entropy within it, to float64 [n, C] each.

    `tokens[offsets[c]:offsets[c + 1]]` are those of class c. For double precision.
    """
    for t in range(len(logits)):
        row = logits[t]
        for c in range(len(offsets) - 1):
            first, past = offsets[c], offsets[c + 1]
            scores[t, c] = _exact_logsumexp(row, tokens, first, past)
            entropies[t, c] = _exact_entropy(row, tokens, first, past, scores[t, c])


@kernel
def class_sums(logits, tokens, offsets, scores, entropies):  # type: ignore[no-untyped-def]
    """As `class_sums_exact`, for float32 logits, to single precision."""
    exponential = np.zeros(logits.shape[1], np.float32)
    scale = np.empty(_CHUNK, np.int32)
    for t in range(len(logits)):
        row = logits[t]
        peak = _peak(row)
        if math.isfinite(peak):
            _exponentials(row, peak, exponential, scale)
        else:
            exponential[:] = np.float32(0.0)
        for c in range(len(offsets) - 1):
            first, past = offsets[c], offsets[c + 1]
            total, weighted = _moments(exponential, row, peak, tokens, first, past)
            if total < _TINY:
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
def label_logsumexp(scores, label_offsets, label_classes):  # type: ignore[no-untyped-def]
    """Class scores [n, C] to label weights [n, L]."""
    n, labels = len(scores), len(label_offsets) - 1
    weights = np.empty((n, labels))
    for t in range(n):
        for m in range(labels):
            weights[t, m] = _exact_logsumexp(scores[t], label_classes, label_offsets[m], label_offsets[m + 1])
    return weights


@kernel
def label_maximum(scores, label_offsets, label_classes):  # type: ignore[no-untyped-def]
    """The greatest class score of every label [n, L], and its class [n, L]."""
    n, labels = len(scores), len(label_offsets) - 1
    weights = np.empty((n, labels))
    winners = np.empty((n, labels), np.int32)
    for t in range(n):
        for m in range(labels):
            best = label_classes[label_offsets[m]]
            for k in range(label_offsets[m] + 1, label_offsets[m + 1]):
                if scores[t, label_classes[k]] > scores[t, best]:
                    best = label_classes[k]
            weights[t, m] = scores[t, best]
            winners[t, m] = best
    return weights, winners


@kernel
def reachable(allowed, source, target, label, accepting):  # type: ignore[no-untyped-def]
    """Boolean messages, forward and backward [n + 1, S], for labels allowed [n, L] at every position.

    A state is in the backward message only if it is in the forward one too: only what a completion visits is kept.
    """
    n, states = len(allowed), len(accepting)
    ahead = np.zeros((n + 1, states), np.bool_)
    behind = np.zeros((n + 1, states), np.bool_)
    ahead[0, 0] = True
    for t in range(n):
        for e in range(len(source)):
            if ahead[t, source[e]] and allowed[t, label[e]]:
                ahead[t + 1, target[e]] = True
    for s in range(states):
        behind[n, s] = ahead[n, s] and accepting[s]
    for t in range(n - 1, -1, -1):
        for e in range(len(source)):
            if behind[t + 1, target[e]] and ahead[t, source[e]] and allowed[t, label[e]]:
                behind[t, source[e]] = True
    return ahead, behind


@kernel
def living_labels(allowed, ahead, behind, source, target, label):  # type: ignore[no-untyped-def]
    """[n, L] bool: the labels of edges that lie on a completion."""
    n = len(allowed)
    living = np.zeros(allowed.shape, np.bool_)
    for t in range(n):
        for e in range(len(source)):
            if ahead[t, source[e]] and behind[t + 1, target[e]] and allowed[t, label[e]]:
                living[t, label[e]] = True
    return living


@kernel
def living_classes(living, label_offsets, label_classes, classes):  # type: ignore[no-untyped-def]
    """[n, C + 1] bool, the last column False: the classes of living labels."""
    found = np.zeros((len(living), classes + 1), np.bool_)
    for t in range(len(living)):
        for m in range(living.shape[1]):
            if living[t, m]:
                for k in range(label_offsets[m], label_offsets[m + 1]):
                    found[t, label_classes[k]] = True
    return found


@kernel
def forward_logsumexp(weights, source, target, label, states):  # type: ignore[no-untyped-def]
    n = len(weights)
    messages = np.full((n + 1, states), -np.inf)
    messages[0, 0] = 0.0
    peak = np.empty(states)
    total = np.empty(states)
    for t in range(n):
        peak[:] = -np.inf
        total[:] = 0.0
        for e in range(len(source)):
            x = messages[t, source[e]] + weights[t, label[e]]
            if x > peak[target[e]]:
                peak[target[e]] = x
        for e in range(len(source)):
            s = target[e]
            x = messages[t, source[e]] + weights[t, label[e]] - peak[s]
            if x > -45.0:
                total[s] += math.exp(x) if x < 0.0 else 1.0
        for s in range(states):
            if peak[s] > -np.inf:
                messages[t + 1, s] = peak[s] + math.log(total[s])
    return messages


@kernel
def backward_logsumexp(weights, source, target, label, accepting):  # type: ignore[no-untyped-def]
    n, states = len(weights), len(accepting)
    messages = np.full((n + 1, states), -np.inf)
    for s in range(states):
        if accepting[s]:
            messages[n, s] = 0.0
    peak = np.empty(states)
    total = np.empty(states)
    for t in range(n - 1, -1, -1):
        peak[:] = -np.inf
        total[:] = 0.0
        for e in range(len(source)):
            x = messages[t + 1, target[e]] + weights[t, label[e]]
            if x > peak[source[e]]:
                peak[source[e]] = x
        for e in range(len(source)):
            s = source[e]
            x = messages[t + 1, target[e]] + weights[t, label[e]] - peak[s]
            if x > -45.0:
                total[s] += math.exp(x) if x < 0.0 else 1.0
        for s in range(states):
            if peak[s] > -np.inf:
                messages[t, s] = peak[s] + math.log(total[s])
    return messages


@kernel
def label_gains(ahead, behind, source, target, label, labels):  # type: ignore[no-untyped-def]
    n = len(ahead) - 1
    gains = np.full((n, labels), -np.inf)
    total = np.empty(labels)
    for t in range(n):
        total[:] = 0.0
        for e in range(len(source)):
            x = ahead[t, source[e]] + behind[t + 1, target[e]]
            if x > gains[t, label[e]]:
                gains[t, label[e]] = x
        for e in range(len(source)):
            m = label[e]
            x = ahead[t, source[e]] + behind[t + 1, target[e]] - gains[t, m]
            if x > -45.0:
                total[m] += math.exp(x) if x < 0.0 else 1.0
        for m in range(labels):
            if gains[t, m] > -np.inf:
                gains[t, m] += math.log(total[m])
    return gains


@kernel
def class_gains(gains, label_offsets, label_classes, left_out, classes):  # type: ignore[no-untyped-def]
    """Label gains [n, L] to class gains [n, C + 1], the last column -inf; label `left_out` (-1: none) left out."""
    n, labels = gains.shape
    peak = np.full((n, classes + 1), -np.inf)
    for t in range(n):
        for m in range(labels):
            if m != left_out and gains[t, m] > -np.inf:
                for k in range(label_offsets[m], label_offsets[m + 1]):
                    peak[t, label_classes[k]] = max(peak[t, label_classes[k]], gains[t, m])
        total = np.zeros(classes + 1)
        for m in range(labels):
            if m != left_out and gains[t, m] > -np.inf:
                for k in range(label_offsets[m], label_offsets[m + 1]):
                    x = gains[t, m] - peak[t, label_classes[k]]
                    if x > -45.0:
                        total[label_classes[k]] += math.exp(x) if x < 0.0 else 1.0
        for c in range(classes):
            if peak[t, c] > -np.inf:
                peak[t, c] += math.log(total[c])
    return peak


@kernel
def best_path(weights, source, target, label, accepting):  # type: ignore[no-untyped-def]
    """Labels [n] of the path of greatest weight (Viterbi), and its weight."""
    n, states = len(weights), len(accepting)
    value = np.full(states, -np.inf)
    value[0] = 0.0
    came = np.full((n, states), -1, np.int32)
    for t in range(n):
        following = np.full(states, -np.inf)
        for e in range(len(source)):
            x = value[source[e]] + weights[t, label[e]]
            if x > following[target[e]]:
                following[target[e]] = x
                came[t, target[e]] = e
        value = following
    last = -1
    for s in range(states):
        if accepting[s] and value[s] > -np.inf and (last < 0 or value[s] > value[last]):
            last = s
    labels = np.full(n, -1, np.int32)
    if last < 0:
        return labels, -np.inf
    weight = value[last]
    for t in range(n - 1, -1, -1):
        e = came[t, last]
        labels[t] = label[e]
        last = source[e]
    return labels, weight


@kernel
def sampled_path(ahead, weights, source, label, by_target, into, accepting, uniforms):  # type: ignore[no-untyped-def]
    """Labels [n] of a path drawn backward through the forward messages; `uniforms` [n + 1] in [0, 1).

    `by_target[into[s]:into[s + 1]]` are the edges that lead into state s.
    """
    n, states = len(weights), len(accepting)
    labels = np.empty(n, np.int32)
    peak = -np.inf
    for s in range(states):
        if accepting[s]:
            peak = max(peak, ahead[n, s])
    total = 0.0
    for s in range(states):
        if accepting[s]:
            total += math.exp(ahead[n, s] - peak)
    left = uniforms[n] * total
    state = -1
    for s in range(states):
        if accepting[s] and ahead[n, s] > -np.inf:
            state = s
            left -= math.exp(ahead[n, s] - peak)
            if left < 0.0:
                break
    for t in range(n - 1, -1, -1):
        peak = -np.inf
        for k in range(into[state], into[state + 1]):
            e = by_target[k]
            peak = max(peak, ahead[t, source[e]] + weights[t, label[e]])
        total = 0.0
        for k in range(into[state], into[state + 1]):
            e = by_target[k]
            total += math.exp(ahead[t, source[e]] + weights[t, label[e]] - peak)
        left = uniforms[t] * total
        chosen = -1
        for k in range(into[state], into[state + 1]):
            e = by_target[k]
            x = ahead[t, source[e]] + weights[t, label[e]]
            if x > -np.inf:
                chosen = e
                left -= math.exp(x - peak)
                if left < 0.0:
                    break
        labels[t] = label[chosen]
        state = source[chosen]
    return labels


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
