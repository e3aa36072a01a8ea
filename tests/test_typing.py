"""What type checkers know of answers: mypy, and pyright where it can be had."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

FILE = Path(__file__).with_name("typed_results.py")
WRONG = [number for number, line in enumerate(FILE.read_text("utf-8").splitlines(), 1) if "# wrong:" in line]
CHECKERS = {"mypy": ["mypy", "--strict", "--no-error-summary"], "pyright": ["pyright"]}


@pytest.mark.parametrize("checker", CHECKERS)
def test_values_have_the_type_of_their_schema(checker: str) -> None:
    """Of the whole file two lines are wrong, and nothing else is."""
    module, *options = CHECKERS[checker]
    python = [sys.executable, "-m"]
    if checker == "pyright" and subprocess.run([*python, module, "--version"], capture_output=True).returncode:
        pytest.skip("pyright is not installed, or its registry is out of reach")
    done = subprocess.run([*python, module, *options, str(FILE)], capture_output=True, text=True, cwd=FILE.parents[1])
    found = {int(line) for line in re.findall(r"\.py:(\d+):.*error", done.stdout)}
    assert sorted(found) == WRONG, done.stdout + done.stderr
