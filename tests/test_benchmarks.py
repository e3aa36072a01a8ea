"""Benchmarks are run by hand; that they can be is seen here."""

from __future__ import annotations

import importlib
from pathlib import Path

import numpy as np
import pytest
import torch

from benchmarks.dense_scan import DenseScan
from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.automata.tokens.finite import TokenAutomaton
from constrained_diffusion.inference.machines import machine_of

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
