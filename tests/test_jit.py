"""Kernels are compiled once on a machine, and never in silence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numba
import numpy as np
import pytest
from numba.core.compiler import Compiler

from constrained_diffusion import linking
from constrained_diffusion.jit import QUIET, inner, kernel

CODE = """
import constrained_diffusion.jit, numpy as np
from constrained_diffusion.automata.paths import distances
line = np.arange(4, dtype=np.int32)
print(distances(line[:-1], line[1:], np.array([True, False, False, False])))
"""


def said(kernels: Path, **more: str) -> str:
    """What a process that calls a kernel says on standard error."""
    environment = {name: value for name, value in os.environ.items() if name != QUIET}
    environment |= {"NUMBA_CACHE_DIR": str(kernels), **more}
    done = subprocess.run([sys.executable, "-c", CODE], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[0 1 2 3]"
    return done.stderr


def test_compilation_is_announced_once(tmp_path: Path) -> None:
    first = said(tmp_path)
    assert first.count("compiling kernels for this machine") == 1
    assert "once" in first
    assert said(tmp_path) == ""
    assert said(tmp_path / "other", **{QUIET: "1"}) == ""


def test_this_version_of_numba_is_known() -> None:
    """If this fails after an upgrade: see whether linking.py still works with it, and add it to the known ones."""
    assert linking.linked_compiler() is not Compiler
    assert numba.version_info.short in linking._KNOWN


def test_unknown_versions_compile_as_numba_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "_KNOWN", set())
    assert linking.linked_compiler() is Compiler


@pytest.mark.parametrize("compiler", [Compiler, linking._Linked])
def test_inner_functions_either_way(compiler: type[Compiler]) -> None:
    def halved(x):  # type: ignore[no-untyped-def]
        return x // 2

    def steps(values, counts):  # type: ignore[no-untyped-def]
        for k in range(len(values)):
            x = values[k]
            while x > 0:
                x = half(x)
                counts[k] += 1

    half = inner(halved, pipeline_class=compiler)
    counts = np.zeros(5, np.int64)
    kernel(steps, cache=False)(np.array([0, 1, 2, 7, 1000]), counts)
    assert counts.tolist() == [0, 1, 2, 3, 10]
