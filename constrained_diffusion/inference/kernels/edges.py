"""The passes over edges on CPU, in numba, for masks (or), best paths (max) and draws; `sums` has those for sums.

For every t of a sweep, in order, and every edge e

    out[t + c, o[e]]  =  or, or greatest, of  first[t + a, i[e]] * second[t + b, k[e]]

where (a, b, c) shift the rows. `reference` says what each computes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from constrained_diffusion.inference.kernels import gathering
from constrained_diffusion.inference.kernels.sums import Fans, fans
from constrained_diffusion.jit import kernel

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]


@dataclass(frozen=True)
class Membership:
    """Which classes every label holds: pairs of label and class, int32 [pairs] each."""

    label: Ints
    kind: Ints
    labels: int
    classes: int

    @cached_property
    def of_labels(self) -> Fans:
        """The classes of every label."""
        return fans(self.label, self.kind, np.zeros_like(self.kind), self.labels)

    @cached_property
    def of_classes(self) -> Fans:
        """The labels of every class."""
        return fans(self.kind, self.label, np.zeros_like(self.label), self.classes)


def membership(label_offsets: Ints, label_classes: Ints, classes: int) -> Membership:
    """The pairs of labels as automata hold them."""
    labels = len(label_offsets) - 1
    owner = np.repeat(np.arange(labels, dtype=np.int32), np.diff(label_offsets))
    return Membership(owner, np.ascontiguousarray(label_classes, np.int32), labels, classes)


def class_gains(gains: Floats, held: Membership) -> Floats:
    """Label gains [n, L] to class gains [n, C + 1], the last column -inf, for tokens of no class."""
    found = gathering.summed(gains, held.of_classes)
    return np.concatenate([found, np.full((len(gains), 1), -np.inf)], axis=1)


def label_logsumexp(scores: Floats, held: Membership) -> Floats:
    """Class scores [n, C] to label weights [n, L]."""
    return gathering.summed(scores, held.of_labels)


def label_maximum(scores: Floats, held: Membership) -> Floats:
    """The greatest class score of every label [n, L]."""
    return gathering.greatest(scores, held.of_labels)


@kernel
def greatest_members(scores, labels, label_classes, label_offsets):  # type: ignore[no-untyped-def]
    """The class of greatest score of a label a row: of scores [n, C] and labels [n], int32 [n]."""
    found = np.empty(len(labels), np.int32)
    for t in range(len(labels)):
        found[t] = label_classes[label_offsets[labels[t]]]
        for k in range(label_offsets[labels[t]], label_offsets[labels[t] + 1]):
            if scores[t, label_classes[k]] > scores[t, found[t]]:
                found[t] = label_classes[k]
    return found


def best_path(weights: Floats, source: Ints, target: Ints, label: Ints, accepting: Bools) -> tuple[Ints, float]:
    """Labels [n] of the path of greatest weight (Viterbi), and its weight; -1 and -inf where there is none."""
    n, states = len(weights), len(accepting)
    value, edge = np.full((n + 1, states), -np.inf), np.full((n + 1, states), -1, np.int32)
    value[0, 0] = 0.0
    _maximum(np.arange(n), _shift(0, 0, 1), value, source, weights, label, value, target, edge)
    final = np.where(accepting, value[n], -np.inf)
    state = int(final.argmax())
    labels, weight = np.full(n, -1, np.int32), float(final[state])
    if weight > -np.inf:
        for t in range(n, 0, -1):
            e = edge[t, state]
            labels[t - 1] = label[e]
            state = source[e]
    return labels, weight


def reachable(allowed: Bools, source: Ints, target: Ints, label: Ints, accepting: Bools) -> tuple[Bools, Bools]:
    """Boolean messages, forward and backward [n + 1, S], for labels allowed [n, L] at every position.

    A state is in the backward message only if it is in the forward one too: only what a completion visits is kept.
    """
    n, states = len(allowed), len(accepting)
    ahead, behind = np.zeros((n + 1, states), np.bool_), np.zeros((n + 1, states), np.bool_)
    ahead[0, 0] = True
    _any(np.arange(n), _shift(0, 0, 1), ahead, source, allowed, label, ahead, target)
    behind[n] = accepting
    _any(np.arange(n)[::-1].copy(), _shift(1, 0, 0), behind, target, allowed, label, behind, source)
    return ahead, behind & ahead


def living_labels(allowed: Bools, ahead: Bools, behind: Bools, source: Ints, target: Ints, label: Ints) -> Bools:
    """[n, L]: the labels on a path through allowed ones, from `reachable` messages."""
    living = np.zeros(allowed.shape, np.bool_)
    _any(np.arange(len(allowed)), _shift(0, 1, 0), ahead, source, behind, target, living, label)
    return living & allowed


def living_classes(living: Bools, held: Membership) -> Bools:
    """Living labels [n, L] to living classes [n, C + 1], the last column False, for tokens of no class."""
    n = len(living)
    out = np.zeros((n, held.classes + 1), np.bool_)
    none = np.zeros(len(held.kind), np.int32)
    _any(np.arange(n), _shift(0, 0, 0), living, held.label, np.ones((n, 1), np.bool_), none, out, held.kind)
    return out


def _shift(first: int, second: int, out: int) -> Longs:
    return np.array([first, second, out])


@kernel
def _maximum(sweep, shift, first, i, second, k, out, o, winner):  # type: ignore[no-untyped-def]
    """Also notes the edge that won, in `winner`, which comes in as -1."""
    for t in sweep:
        one, other, peak, won = first[t + shift[0]], second[t + shift[1]], out[t + shift[2]], winner[t + shift[2]]
        for e in range(len(o)):
            x = one[i[e]] + other[k[e]]
            if x > peak[o[e]]:
                peak[o[e]] = x
                won[o[e]] = e


@kernel
def _any(sweep, shift, first, i, second, k, out, o):  # type: ignore[no-untyped-def]
    """`out` comes in as False, but for rows that no edge leads to."""
    for t in sweep:
        one, other, row = first[t + shift[0]], second[t + shift[1]], out[t + shift[2]]
        for e in range(len(o)):
            if one[i[e]] and other[k[e]]:
                row[o[e]] = True


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
