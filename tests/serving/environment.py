"""Environments of their own for tests with servers, whose wheels pin what they need."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOOLS = ["pytest>=8", "hypothesis>=6.120", "jsonschema>=4.23", "lark>=1.2,<1.4", "rich>=13", "typer>=0.15"]
MISSING = 3
"""The exit status where packages cannot be had here."""


def build(folder: Path, recipe: Path, steps: Iterable[Sequence[str]]) -> int:
    """Makes the environment by pip's `steps`, or leaves it where the recipe is the same; this library is put into it.

    Returns an exit status.
    """
    stamp, wanted = folder / ".built", hashlib.sha256(recipe.read_bytes() + Path(__file__).read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True)
        for step in steps:
            if pip(folder, *step):
                print(f"this cannot be done here: pip {' '.join(step)}", file=sys.stderr)
                return MISSING
        stamp.write_text(wanted)
    return 1 if pip(folder, "install", "--no-deps", "--editable", str(ROOT)) else 0


def pip(folder: Path, *arguments: str) -> int:
    return subprocess.run([str(folder / "bin" / "python"), "-m", "pip", "--quiet", *arguments], check=False).returncode
