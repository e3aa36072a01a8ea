"""What is released, tried as a stranger would: ``python -m tests.release``, or `make release-check`.

Wheel and sdist are built and each is installed in a bare environment with what it depends on. There, away from the
repository, `doctor` is run, and the README and the first pages of the guide are walked from top to bottom.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
GUIDE = (
    "index",
    "json-schema",
    "regex",
    "grammars",
    "sql",
    "infilling",
    "puzzles",
    "sampling",
    "viewing",
    "vocabulary",
)
PAGES = ("README.md", *(f"docs/{page}.md" for page in GUIDE), "docs/inference.md")
EXTRAS = "[puzzles,sql]"
"""What the examples need beside the package."""


def run(*command: str | Path, folder: Path) -> None:
    """Runs a command in a folder, without what this environment would lend it.

    Raises:
        SystemExit: it fails.
    """
    lent = ("PYTHONPATH", "NUMBA_CACHE_DIR", "VIRTUAL_ENV")
    environment = {name: value for name, value in os.environ.items() if name not in lent}
    print("$", *command, flush=True)
    if subprocess.run([str(part) for part in command], cwd=folder, env=environment, check=False).returncode:
        raise SystemExit(f"failed: {' '.join(map(str, command))}")


def try_out(package: Path, folder: Path) -> None:
    """Installs a wheel or sdist in a bare environment, and walks the pages with it."""
    folder.mkdir()
    run(sys.executable, "-m", "venv", "bare", folder=folder)
    bare = folder / "bare" / "bin"
    constraints = ROOT / "constraints.txt"
    run(bare / "pip", "install", "--quiet", "--constraint", constraints, f"{package}{EXTRAS}", folder=folder)
    away = folder / "away"
    shutil.copytree(ROOT / "examples", away / "examples")
    run(bare / "constrained-diffusion", "doctor", folder=away)
    run(bare / "python", ROOT / "tests" / "pages.py", *(ROOT / page for page in PAGES), folder=away)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="release-") as name:
        folder = Path(name)
        run(sys.executable, "-m", "build", "--outdir", folder / "dist", ROOT, folder=folder)
        packages = sorted((folder / "dist").iterdir())
        for number, package in enumerate(packages):
            try_out(package, folder / str(number))
        print("good to release:", *(package.name for package in packages))


if __name__ == "__main__":
    main()
