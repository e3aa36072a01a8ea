"""A denoising step at a real size, with the tensor of all log-marginals and without: ``python -m benchmarks.step``.

What the sampler asks of a posterior is a proposal, the probability of its tokens and the entropy of every position.
*whole tensor* reads them off `marginals()` [n, V], as the sampler once did; *as asked* calls `entropies` and
`confidences`. Peak memory is what a process of its own needs above the logits.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

import torch

from benchmarks.vocabulary import tokenizer
from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.inference.constraint import Posterior

PERSON = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "age": {"type": "integer"}, "city": {"type": "string"}},
    "required": ["name", "age", "city"],
}


def whole_tensor(posterior: Posterior, tokens: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Confidences and entropies off the log-marginals."""
    marginals = posterior.marginals()
    confidences = marginals.gather(1, tokens[:, None]).squeeze(1).exp()
    return confidences, -(marginals.exp() * marginals.clamp_min(-1e30)).sum(1)


def as_asked(posterior: Posterior, tokens: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Confidences and entropies as such."""
    return posterior.confidences(tokens), posterior.entropies()


WAYS = {"whole tensor": whole_tensor, "as asked": as_asked}


def high_water() -> float:
    """Megabytes that this process has had at most."""
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


def measured(way: str, n: int, dtype: torch.dtype, temperature: float, repeats: int) -> tuple[float, float]:
    """Median milliseconds of a step, and megabytes above the logits."""
    vocabulary = Vocabulary.from_tokenizers(tokenizer(), eos="<eos>", pad="<pad>", mask="<mask>")
    constraint = compile_constraint(vocabulary, schema=PERSON)
    canvas = torch.full((n,), -1)
    small = constraint.posterior(canvas[:32], torch.randn(32, vocabulary.size).to(dtype))
    WAYS[way](small, small.sample() if temperature else small.best()[0])  # kernels, loaded or compiled
    logits = torch.empty(n, vocabulary.size, dtype=dtype)
    for row in logits:
        row.copy_(torch.randn(vocabulary.size))
    before, times = high_water(), []
    for _ in range(repeats):
        began = time.perf_counter()
        posterior = constraint.posterior(canvas, logits)
        best = posterior.best()[0]
        WAYS[way](posterior, posterior.sample() if temperature else best)
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1e3, high_water() - before


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--positions", type=int, default=256)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--one", nargs=3, metavar=("WAY", "DTYPE", "TEMPERATURE"), help="one cell, in this process")
    options = parser.parse_args()
    if options.one:
        way, dtype, temperature = options.one
        found = measured(way, options.positions, getattr(torch, dtype), float(temperature), options.repeats)
        print(*found)
        return
    print(f"a step of {options.positions} positions, {tokenizer().get_vocab_size():,} tokens, a person schema, "
          f"{torch.get_num_threads()} threads\n")  # fmt: skip
    print("| logits | temperature | whole tensor | as asked | ratio | memory: whole tensor | as asked |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for dtype in ("float32", "bfloat16"):
        for temperature in ("0", "1"):
            cells = []
            for way in WAYS:
                command = [sys.executable, "-m", "benchmarks.step", "--one", way, dtype, temperature]
                command += ["--positions", str(options.positions), "--repeats", str(options.repeats)]
                done = subprocess.run(command, capture_output=True, text=True, check=True)
                cells.append([float(cell) for cell in done.stdout.split()])
            (old, large), (new, little) = cells
            print(f"| {dtype} | {temperature} | {old:.0f} ms | {new:.0f} ms | {new / old:.2f} | "
                  f"{large:.0f} MB | {little:.0f} MB |", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
