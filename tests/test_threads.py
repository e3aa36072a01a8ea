"""Constraints, models and what is remembered are shared between threads; a forked child works.

Each script runs in a process of its own, so that one that dies or waits for ever fails a test and nothing else.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = """
import os, threading, time
import torch
from constrained_diffusion import Vocabulary, compile_constraint, generate, load_model
from constrained_diffusion.puzzles import PuzzleConstraint, sudoku

PERSON = {
    "type": "object",
    "properties": {"name": {"type": "string", "maxLength": 12}, "age": {"type": "integer", "minimum": 0}},
    "required": ["name"],
}
UNIQUE = {"type": "array", "items": {"enum": list(range(10))}, "uniqueItems": True, "minItems": 4}
model = load_model("absorbing")
vocabulary = model.vocabulary

def constraints():
    word, sum = compile_constraint(vocabulary, regex="[0-9+()]+"), compile_constraint(vocabulary, grammar="arithmetic")
    return [
        (compile_constraint(vocabulary, schema=PERSON), 48),
        (sum, 24),
        (compile_constraint(vocabulary, regex="[a-f]{3,9}|x+"), 12),
        (sum & word, 12),
        (compile_constraint(vocabulary, schema=UNIQUE), 16),
        (PuzzleConstraint(sudoku("1...............", box=(2, 2)), vocabulary), 31),
    ]

def answers(constraint, n, seed):
    found, generator = [], torch.Generator().manual_seed(seed)
    logits = torch.randn(n, constraint.vocabulary.size, generator=generator)
    canvas = constraint.forced(torch.full((n,), -1))
    for _ in range(3):
        posterior = constraint.posterior(canvas, logits)
        drawn = posterior.sample(generator)
        found += [constraint.masks(canvas), posterior.marginals(), posterior.best()[0], drawn]
        keep = torch.rand(n, generator=generator) < 0.3
        canvas = constraint.forced(torch.where(keep, drawn, canvas))
        found.append(canvas)
    return found

def same(one, two):
    return all(
        torch.allclose(a, b, atol=1e-4) if a.is_floating_point() else torch.equal(a, b)
        for a, b in zip(one, two, strict=True)
    )

def text(seed):
    return generate(model, "Ada Lovelace, 36, lives in London", schema=PERSON, seed=seed).text
"""
THREADS = """
fresh = constraints()
alone = [[answers(constraint, n, seed) for seed in range(4)] for constraint, n in constraints()]
texts = [text(seed) for seed in range(4)]
wrong, barrier = [], threading.Barrier(4)

def work(seed):
    barrier.wait()
    for which, (constraint, n) in enumerate(fresh):
        try:
            if not same(answers(constraint, n, seed), alone[which][seed]):
                wrong.append(f"constraint {which} at seed {seed}")
        except Exception as error:
            wrong.append(f"constraint {which} at seed {seed}: {error!r}")
    if text(seed) != texts[seed]:
        wrong.append(f"text at seed {seed}")

threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert not wrong, wrong
print("sound")
"""
FORK = """
expected = text(0)
shared = constraints()
large = torch.randn(256, vocabulary.size)
shared[0][0].marginals(torch.full((256,), -1), large)  # wide enough for the threads

def child():
    pid = os.fork()
    if pid == 0:
        try:
            assert text(0) == expected
            shared[0][0].marginals(torch.full((256,), -1), large)
            for constraint, n in shared:
                answers(constraint, n, 0)
            compile_constraint(vocabulary, regex="[a-f]{3,9}x")
            os._exit(0)
        except BaseException as error:
            print(repr(error), flush=True)
            os._exit(1)
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return status
        time.sleep(0.05)
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    return "waits for ever"

assert child() == 0
busy = True

def compile():
    count = 0
    while busy:
        compile_constraint(vocabulary, regex=f"a{{{count % 50}}}b{count}")
        count += 1

others = [threading.Thread(target=compile) for _ in range(2)]
for other in others:
    other.start()
try:
    statuses = [child() for _ in range(3)]
finally:
    busy = False
for other in others:
    other.join()
assert statuses == [0, 0, 0], statuses
assert text(0) == expected
print("sound")
"""


def run(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", SHARED + script], cwd=ROOT, capture_output=True, text=True, timeout=300,
        env=os.environ | {"CONSTRAINED_DIFFUSION_QUIET": "1"} | environment,
    )  # fmt: skip


@pytest.mark.parametrize("layer", ["workqueue", "omp"])
def test_threads_share_constraints_and_models(layer: str) -> None:
    """Whichever threading layer numba would take: no kernel asks for one."""
    done = run(THREADS, NUMBA_THREADING_LAYER=layer)
    assert (done.returncode, done.stdout) == (0, "sound\n"), done.stderr


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_forked_child_works() -> None:
    """After the parent has computed, and while other threads of it compile."""
    done = run(FORK)
    assert (done.returncode, done.stdout) == (0, "sound\n"), done.stdout + done.stderr
