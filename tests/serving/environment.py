"""What the environments of the servers' tests have in common: one is built once by pip, in a folder of its own."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]
TORCH = ["torch==2.13.0", "triton==3.9.0"]
TOOLS = ["pytest>=8", "hypothesis>=6.120", "jsonschema>=4.23", "lark>=1.2,<1.4", "rich>=13", "typer>=0.15"]
MISSING = 3
"""Exit status: the packages cannot be had here."""


def build(folder: Path, recipe: str, *steps: list[str]) -> int:
    """These steps of pip, unless this very recipe made the folder; and this library, as it lies here."""
    stamp = folder / ".built"
    wanted = hashlib.sha256(Path(__file__).read_bytes() + Path(recipe).read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True)
        for step in steps:
            if pip(folder, *step):
                print(f"pip {' '.join(step)}: cannot be done here", file=sys.stderr)
                return MISSING
        stamp.write_text(wanted)
    return 1 if pip(folder, "install", "--no-deps", "--editable", str(ROOT)) else 0


def pip(folder: Path, *arguments: str) -> int:
    return subprocess.run([str(folder / "bin" / "python"), "-m", "pip", "--quiet", *arguments], check=False).returncode
