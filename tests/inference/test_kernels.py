"""Every kernel against its definition in `reference`, over one table of shapes.

Triton runs in its interpreter, or on a GPU where there is one and TRITON_INTERPRET is not set.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import numpy as np
import pytest
import torch

from constrained_diffusion.automata.tokens.finite import TokenAutomaton
from constrained_diffusion.inference.kernels import cpu, edges, reference
from constrained_diffusion.inference.kernels import sums as log_sums
from constrained_diffusion.inference.passes import CpuPasses, GpuPasses, Sums
from constrained_diffusion.inference.semirings import BOOLEAN, LOG_SUM, MAX

DEVICE = torch.device("cpu" if os.environ.get("TRITON_INTERPRET") == "1" else "cuda")
SHAPES = {  # positions, tokens, classes, states, edges, labels
    "odd": (5, 37, 6, 7, 23, 5),
    "one position": (1, 130, 3, 4, 9, 2),
    "one state": (4, 16, 2, 1, 2, 2),
    "one class": (3, 300, 1, 3, 5, 1),
    "wide": (2, 5000, 40, 30, 200, 60),
}
SCALES = {"flat": 0.0, "ordinary": 1.0, "peaked": 200.0}


class Case:
    def __init__(self, shape: str, scale: str, impossible: bool) -> None:
        n, size, classes, states, edges, labels = SHAPES[shape]
        rng = np.random.default_rng(0)
        self.n, self.classes, self.states, self.labels = n, classes, states, labels
        self.logits = torch.from_numpy((rng.normal(size=(n, size)) * SCALES[scale]).astype(np.float32))
        if impossible:
            self.logits[:, rng.random(size) < 0.6] = -torch.inf
        self.class_of_token = rng.integers(-1, classes, size).astype(np.int32)
        self.class_of_token[:classes] = np.arange(classes)
        live = np.flatnonzero(self.class_of_token >= 0).astype(np.int32)
        self.tokens = live[np.argsort(self.class_of_token[live], kind="stable")]
        self.offsets = np.searchsorted(self.class_of_token[self.tokens], np.arange(classes + 1))
        self.source = np.sort(rng.integers(0, states, edges)).astype(np.int32)
        self.target = rng.integers(0, states, edges).astype(np.int32)
        self.label = rng.integers(0, labels, edges).astype(np.int32)
        self.weights = rng.normal(size=(n, labels)) * SCALES[scale]
        if impossible:
            self.weights[rng.random((n, labels)) < 0.5] = -np.inf
        self.accepting = rng.random(states) < 0.5
        self.accepting[0] = True

    def edges(self) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        return tuple(torch.from_numpy(a).long() for a in (self.source, self.target, self.label))  # type: ignore[return-value]


@pytest.fixture(
    params=[(s, c, i) for s in SHAPES for c in SCALES for i in (False, True)], ids=lambda p: f"{p[0]}-{p[1]}-{p[2]}"
)
def case(request: pytest.FixtureRequest) -> Case:
    return Case(*request.param)


def automaton_of(case: Case) -> TokenAutomaton:
    """With the case's classes, and nothing else."""
    empty = np.zeros(0, np.int32)
    return TokenAutomaton(case.class_of_token, empty, empty, empty, empty, empty, empty > 0, empty, 0)


def close(got: object, expected: torch.Tensor, tolerance: float) -> None:
    found = torch.as_tensor(got).cpu()
    assert torch.equal(found.isinf(), expected.isinf())
    finite = expected.isfinite()
    assert torch.allclose(found[finite].double(), expected[finite].double(), rtol=tolerance, atol=tolerance)


def sums(kernel: Callable[..., None], logits: torch.Tensor, case: Case) -> Sums:
    found = Sums(np.empty((case.n, case.classes)), np.empty((case.n, case.classes)), np.empty(case.n), np.empty(case.n))
    kernel(logits.numpy(), case.tokens, case.offsets, *found)
    return found


def test_class_sums(case: Case) -> None:
    kinds, double = torch.from_numpy(case.class_of_token), case.logits.double()
    expected = reference.class_scores(double, kinds, case.classes)
    inner = reference.class_entropies(double, kinds, case.classes)
    for kernel, logits, tolerance in ((cpu.class_sums, case.logits, 1e-5), (cpu.class_sums_exact, double, 1e-10)):
        found = sums(kernel, logits, case)
        close(found.scores, expected, tolerance)
        close(found.within, inner, tolerance)
        close(found.totals, double.logsumexp(1), tolerance)
        close(found.peaks, double.max(1).values, tolerance)


def test_class_maximum(case: Case) -> None:
    expected = reference.class_scores(case.logits, torch.from_numpy(case.class_of_token), case.classes, MAX)
    scores, winners = np.empty((case.n, case.classes)), np.empty((case.n, case.classes), np.int32)
    cpu.class_maximum(case.logits.numpy(), case.class_of_token, scores, winners)
    close(scores, expected, 0.0)
    rows = np.arange(case.n)[:, None]
    assert (case.class_of_token[winners] == np.arange(case.classes)).all()
    close(case.logits.numpy()[rows, winners], expected, 0.0)


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.bfloat16, torch.float16])
def test_passes_of_every_dtype(case: Case, dtype: torch.dtype) -> None:
    logits, passes = case.logits.to(dtype), CpuPasses(automaton_of(case))
    kinds = torch.from_numpy(case.class_of_token)
    found = passes.class_sums(logits)
    close(found.scores, reference.class_scores(logits, kinds, case.classes), 1e-5)
    close(found.within, reference.class_entropies(logits, kinds, case.classes), 1e-5)
    close(found.totals, logits.double().logsumexp(1), 1e-5)
    close(found.peaks, logits.double().max(1).values, 0.0)
    close(passes.class_maximum(logits)[0], reference.class_scores(logits, kinds, case.classes, MAX), 0.0)


def test_draws(case: Case) -> None:
    """The token whose share of the class's cumulated weight holds the uniform number; on CPU and by the GPU's way."""
    scores = reference.class_scores(case.logits, torch.from_numpy(case.class_of_token), case.classes).numpy()
    rows, kinds = np.nonzero(scores > -np.inf)
    automaton = automaton_of(case)
    for uniform in (0.0, 0.37, 0.999):
        uniforms = np.full(len(rows), uniform)
        arguments = (case.logits, rows, kinds.astype(np.int32), scores[rows, kinds], uniforms)
        drawn = CpuPasses(automaton).draw(*arguments)
        assert np.array_equal(drawn, GpuPasses(automaton, DEVICE).draw(case.logits.to(DEVICE), *arguments[1:]))
        for row, kind, token in zip(rows, kinds, drawn, strict=True):
            members = case.tokens[case.offsets[kind] : case.offsets[kind + 1]]
            shares = np.cumsum(np.exp(case.logits[row, members].double().numpy() - scores[row, kind]))
            at = int(np.flatnonzero(members == token)[0])
            assert (shares[at - 1] if at else 0.0) <= uniform + 1e-9
            assert shares[at] > uniform - 1e-9


def test_spread(case: Case) -> None:
    gains = np.random.default_rng(1).normal(size=(case.n, case.classes))
    gains[:, 0] = -np.inf
    expected = reference.spread(case.logits, torch.from_numpy(gains), torch.from_numpy(case.class_of_token))
    padded = np.pad(gains, ((0, 0), (0, 1)), constant_values=-np.inf)
    scores = reference.class_scores(case.logits, torch.from_numpy(case.class_of_token), case.classes).numpy()
    close(CpuPasses(automaton_of(case)).spread(case.logits, scores, padded), expected, 1e-4)


def test_triton(case: Case) -> None:
    from constrained_diffusion.inference.kernels import gpu

    kinds, logits = torch.from_numpy(case.class_of_token), case.logits.to(DEVICE)
    plan = gpu.layout(kinds.to(DEVICE), case.classes)
    scores, entropies, totals, peaks = gpu.class_sums(logits, plan)
    close(scores, reference.class_scores(case.logits, kinds, case.classes), 1e-5)
    close(entropies, reference.class_entropies(case.logits, kinds, case.classes), 1e-5)
    close(totals, case.logits.double().logsumexp(1), 1e-5)
    close(peaks, case.logits.double().max(1).values, 0.0)
    scores, winners = gpu.class_maximum(logits, plan)
    close(scores, reference.class_scores(case.logits, kinds, case.classes, MAX), 0.0)
    possible = scores.isfinite()
    assert torch.equal(logits.gather(1, winners.long())[possible].double(), scores[possible])
    gains = torch.randn(case.n, case.classes)
    offsets = torch.randn(case.n, case.classes)
    expected = reference.spread(case.logits, gains, kinds)
    close(gpu.spread(logits, offsets.to(DEVICE), (gains + offsets).to(DEVICE), kinds.to(DEVICE)), expected, 1e-4)


def test_messages(case: Case) -> None:
    source, target, label = case.edges()
    weights, accepting = torch.from_numpy(case.weights), torch.from_numpy(case.accepting)
    ahead = reference.forward(weights, source, target, label, case.states, LOG_SUM)
    behind = reference.backward(weights, source, target, label, accepting, LOG_SUM)
    into = log_sums.fans(case.target, case.source, case.label, case.states)
    out_of = log_sums.fans(case.source, case.target, case.label, case.states)
    close(log_sums.forward(case.weights, into), ahead, 1e-10)
    close(log_sums.backward(case.weights, out_of, case.accepting), behind, 1e-10)
    gains = reference.label_gains(ahead, behind, source, target, label, case.labels, LOG_SUM)
    around = log_sums.fans(case.label, case.source, case.target, case.labels)
    close(log_sums.gains(ahead.numpy(), behind.numpy(), around), gains, 1e-10)


def test_boolean_messages(case: Case) -> None:
    source, target, label = case.edges()
    allowed, accepting = torch.from_numpy(case.weights > -np.inf), torch.from_numpy(case.accepting)
    ahead = reference.forward(allowed, source, target, label, case.states, BOOLEAN)
    behind = reference.backward(allowed, source, target, label, accepting, BOOLEAN) & ahead
    columns = (case.source, case.target, case.label)
    got_ahead, got_behind = edges.reachable(allowed.numpy(), *columns, case.accepting)
    assert np.array_equal(got_ahead, ahead.numpy())
    assert np.array_equal(got_behind, behind.numpy())
    living = reference.label_gains(ahead, behind, source, target, label, case.labels, BOOLEAN) & allowed
    assert np.array_equal(edges.living_labels(allowed.numpy(), got_ahead, got_behind, *columns), living.numpy())


def test_best_path(case: Case) -> None:
    source, target, label = case.edges()
    accepting = torch.from_numpy(case.accepting)
    behind = reference.backward(torch.from_numpy(case.weights), source, target, label, accepting, MAX)
    labels, weight = edges.best_path(case.weights, case.source, case.target, case.label, case.accepting)
    close(np.float64(weight), behind[0, 0], 1e-10)
    if weight > -np.inf:
        assert case.weights[np.arange(case.n), labels].sum() == pytest.approx(weight)


def test_labels_and_classes(case: Case) -> None:
    """Label weights and class gains are sums over the classes of labels, and the labels of classes."""
    rng = np.random.default_rng(2)
    sets = [np.flatnonzero(rng.random(case.classes) < 0.5) for _ in range(case.labels)]
    offsets = np.cumsum([0, *map(len, sets)]).astype(np.int32)
    held = edges.membership(offsets, np.concatenate(sets).astype(np.int32), case.classes)
    scores = rng.normal(size=(case.n, case.classes)) * rng.choice([1.0, 50.0, 900.0], (case.n, 1))
    scores[rng.random(scores.shape) < 0.3] = -np.inf
    weights = edges.label_logsumexp(scores, held)
    greatest = edges.label_maximum(scores, held)
    gains = edges.class_gains(case.weights, held)
    living = edges.living_classes(case.weights > 0, held)
    assert not living[:, -1].any()
    assert np.isneginf(gains[:, -1]).all()
    for m, members in enumerate(sets):
        inner = np.concatenate([np.full((case.n, 1), -np.inf), scores[:, members]], 1)
        close(weights[:, m], torch.from_numpy(np.logaddexp.reduce(inner, axis=1)), 1e-10)
        close(greatest[:, m], torch.from_numpy(inner.max(1)), 0.0)
        if len(members):
            found = edges.greatest_members(scores, np.full(case.n, m, np.int32), held.kind, offsets)
            assert np.isin(found, members).all()
            assert (scores[np.arange(case.n), found] == greatest[:, m]).all()
    for c in range(case.classes):
        labels = [m for m, members in enumerate(sets) if c in members]
        inner = np.concatenate([np.full((case.n, 1), -np.inf), case.weights[:, labels]], 1)
        close(gains[:, c], torch.from_numpy(np.logaddexp.reduce(inner, axis=1)), 1e-10)
        assert np.array_equal(living[:, c], (case.weights[:, labels] > 0).any(1))
