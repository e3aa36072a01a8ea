"""Benchmarks are run by hand; that they can be is seen here."""

from __future__ import annotations

import importlib
from pathlib import Path

import numpy as np
import pytest
import torch

from benchmarks.dense_chart import DenseChart
from benchmarks.dense_scan import DenseScan
from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.automata.tokens.finite import TokenAutomaton
from constrained_diffusion.automata.tokens.pushdown import TokenPushdown
from constrained_diffusion.inference.machines import machine_of
from constrained_diffusion.inference.machines.pushdown import PushdownMachine, Runs

EXTRA = {"json_repair", "llguidance", "outlines_core", "xgrammar"}
"""What the extra `bench` installs."""
NAMES = sorted(path.stem for path in (Path(__file__).parents[1] / "benchmarks").glob("*.py"))


@pytest.mark.parametrize("name", NAMES)
def test_every_benchmark_finds_what_it_names(name: str) -> None:
    try:
        importlib.import_module(f"benchmarks.{name}")
    except ModuleNotFoundError as error:
        if error.name not in EXTRA:
            raise


def test_the_dense_scan_weighs_and_draws_what_messages_do() -> None:
    automaton = compile_constraint(Vocabulary.from_bytes([b"", b"a", b"b", b"ab"], eos=0), regex="a(b|ab)*").automaton
    assert isinstance(automaton, TokenAutomaton)
    n, rng = 8, np.random.default_rng(0)
    weights = 3.0 * rng.standard_normal((n, automaton.labels))
    scan, given = DenseScan(automaton, torch.device("cpu")), torch.from_numpy(weights).float()
    products, messages = scan.products(given), machine_of(automaton).messages(weights)
    assert float(scan.log_total(products)) == pytest.approx(messages.log_total, abs=1e-4)
    generator, count = torch.Generator().manual_seed(0), 3000
    shares = torch.zeros(n, automaton.labels)
    for _ in range(count):
        shares[torch.arange(n), scan.sample(given, products, generator)] += 1 / count
    expected = np.exp(messages.label_gains() + weights - messages.log_total)
    assert np.abs(shares.numpy() - expected).max() < 0.05


@pytest.mark.filterwarnings("ignore:Sparse")
@pytest.mark.parametrize(
    "grammar",
    ['start: "a" start "b" | "c"', 'start: "(" start ")" start | "[" list? "]" | "a"\nlist: start ("," start)*'],
)
def test_the_dense_chart_sums_what_the_lists_do(grammar: str) -> None:
    tokens = [b"", b"a", b"b", b"c", b"(", b")", b"[", b"]", b",", b"))", b"aa", b"bb", b"(a", b"],", b")]"]
    automaton = compile_constraint(Vocabulary.from_bytes(tokens, eos=0), grammar=grammar).automaton
    assert isinstance(automaton, TokenPushdown)
    rng = np.random.default_rng(0)
    for n in (3, 8, 13):
        weights = 2.0 * rng.standard_normal((n, automaton.labels))
        runs = PushdownMachine(automaton).messages(weights, 0.0)
        assert isinstance(runs, Runs)
        given = [torch.from_numpy(part) for part in (runs.weights, runs.potential)]
        total = DenseChart(runs.net, torch.device("cpu")).total(*given)
        assert float(total) == pytest.approx(float(runs.chart.total), rel=1e-9)
