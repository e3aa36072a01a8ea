"""The shell completes commands, strategies, models, grammars and paths."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from constrained_diffusion.cli.commands import application

ROOT = Path(__file__).parents[2]


def completed(line: str) -> list[str]:
    words = line.split(" ")
    variables = {
        "_CONSTRAINED_DIFFUSION_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1),
    }  # fmt: skip
    return CliRunner().invoke(application, [], prog_name="constrained-diffusion", env=variables).stdout.split()


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("constrained-diffusion ch", ["check"]),
        ("constrained-diffusion generate --strategy entropy", ["entropy_bound", "entropy"]),
        ("constrained-diffusion generate --model abs", ["absorbing"]),
        ("constrained-diffusion check --model google/", ["google/diffusiongemma-26B-A4B-it"]),
        ("constrained-diffusion generate --grammar sql_", ["sql_dml", "sql_marked"]),
        ("constrained-diffusion check --grammar examples/s", ["examples/shop.lark", "examples/shop_database.py"]),
        ("constrained-diffusion check --grammar exam", ["examples/"]),
        ("constrained-diffusion check --grammar nowhere/at/all", []),
    ],
)
def test_values(line: str, found: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    said = completed(line)
    assert said[: len(found)] == found
    assert bool(said) == bool(found)


def test_torch_is_not_waited_for() -> None:
    code = "import constrained_diffusion.cli.options as o, sys; o.complete_model('a'); print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout == "False\n"


def test_the_module_runs_as_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "constrained_diffusion.cli", "--help"], capture_output=True, text=True, check=True
    )
    assert "Usage: constrained-diffusion" in done.stdout
    assert "--install-completion" in done.stdout
