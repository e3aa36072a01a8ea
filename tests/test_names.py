"""The package's own names: every one is there, nothing is imported before it is used."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import constrained_diffusion

HEAVY = ("torch", "numba", "transformers", "ortools", "matplotlib", "lark", "pydantic", "jsonschema")


def loaded_after(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_every_name_is_there() -> None:
    for name in constrained_diffusion.__all__:
        assert getattr(constrained_diffusion, name).__name__ == name
    assert set(constrained_diffusion.__all__) <= set(dir(constrained_diffusion))
    with pytest.raises(AttributeError, match="generat'"):
        constrained_diffusion.generat  # noqa: B018


def test_types_and_run_time_agree_on_where_names_live() -> None:
    tree = ast.parse(Path(constrained_diffusion.__file__).read_text("utf-8"))
    typed = {
        alias.name: node.module
        for block in tree.body
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    homes = {name: f"constrained_diffusion.{home}" for name, home in constrained_diffusion._HOME.items()}
    assert typed == homes
    assert sorted(homes) == sorted(constrained_diffusion.__all__)


def test_importing_the_package_imports_nothing_heavy() -> None:
    assert not loaded_after("import constrained_diffusion").intersection(HEAVY)


def test_what_needs_no_model_needs_no_torch() -> None:
    for statement in (
        "import constrained_diffusion.cli",
        "from constrained_diffusion.languages.arguments import wanted; wanted(regex='a'); wanted(grammar='sql')",
        "from constrained_diffusion.models.catalogue import shipped_names; shipped_names()",
        "from constrained_diffusion import SqlDatabase",
    ):
        assert not loaded_after(statement).intersection(("torch", "numba", "jsonschema"))
