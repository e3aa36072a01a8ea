"""What a newcomer waits for: ``python -m benchmarks.first_minute`` (``--old DIR`` beside an older checkout).

Each figure is of a process of its own. *Cold* has no compiled kernels on disk, *warm* has those of the cold run; CPU
seconds, children included, for wall clock depends on what else the machine does.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SCHEMA = """
from pydantic import BaseModel
from constrained_diffusion import generate, load_model
class Person(BaseModel):
    name: str
    age: int
    city: str
model = load_model()
assert generate(model, "Ada Lovelace, 36, lives in London", schema=Person, seed=0).value.age == 36
"""
SQL = (
    SCHEMA
    + """
import sqlite3, time
from constrained_diffusion import SqlDatabase
shop = sqlite3.connect(":memory:")
shop.execute("CREATE TABLE orders (id INTEGER PRIMARY KEY, item TEXT, total REAL, status TEXT)")
before = time.process_time()
generate(model, "How many orders are there with status paid?", grammar=SqlDatabase(shop), seed=0)
print(time.process_time() - before)
"""
)
STEPS = {
    "import constrained_diffusion": [sys.executable, "-c", "import constrained_diffusion"],
    "from constrained_diffusion import generate": [sys.executable, "-c", "from constrained_diffusion import generate"],
    "constrained-diffusion --help": [sys.executable, "-m", "constrained_diffusion.cli", "--help"],
    "an error in a regex": [sys.executable, "-m", "constrained_diffusion.cli", "generate", "--regex", "(a"],
    "a process with generate(schema=)": [sys.executable, "-c", SCHEMA],
}


def seconds(command: list[str], folder: Path, kernels: str) -> float:
    """CPU seconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "NUMBA_CACHE_DIR": kernels, "CONSTRAINED_DIFFUSION_QUIET": "1"}
    subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def sql(folder: Path, kernels: str) -> float:
    """CPU seconds of the first query of a process that has answered a schema already."""
    environment = {**os.environ, "NUMBA_CACHE_DIR": kernels, "CONSTRAINED_DIFFUSION_QUIET": "1"}
    done = subprocess.run(
        [sys.executable, "-c", SQL], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def column(folder: Path) -> dict[str, float]:
    """All figures of one checkout."""
    with tempfile.TemporaryDirectory() as kernels:
        found = {
            "cold: a process with generate(schema=)": seconds(
                STEPS["a process with generate(schema=)"], folder, kernels
            )
        }
        found["cold: the first SQL behind it"] = sql(folder, kernels)
        found |= {f"warm: {name}": seconds(command, folder, kernels) for name, command in STEPS.items()}
        found["warm: the first SQL behind it"] = sql(folder, kernels)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--old", type=Path, help="an older checkout to set beside this one")
    old = parser.parse_args().old
    columns = [column(folder) for folder in ([old] if old else []) + [ROOT]]
    heads = ["before", "now"] if old else ["now"]
    print(f"| CPU seconds | {' | '.join(heads)} |\n| --- |{' --- |' * len(heads)}")
    for name in columns[-1]:
        print(f"| {name} | {' | '.join(f'{found[name]:.2f}' for found in columns)} |")


if __name__ == "__main__":
    main()
