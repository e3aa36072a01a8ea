"""Benchmarks are run by hand; that they can be is seen here."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

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
