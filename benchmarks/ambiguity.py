"""How near draws of an ambiguous grammar are to exact ones, beside enumeration; tables for docs/context-free.md.

``python -m benchmarks.ambiguity [--pools N]``. The grammar has one text a^p c b^q for p <= q <= 2 p, of p over (q - p)
parses, and the logits are equal, so that the exact distribution is uniform. Laws are averages over simulated pools of
runs; seconds are those of the engine.
"""

from __future__ import annotations

import argparse
import math
import time

import numpy as np
import torch
from numpy.typing import NDArray

from constrained_diffusion import Vocabulary, compile_constraint

GRAMMAR = 'start: "a" start "b" | "a" start "b" "b" | "c"'
Floats = NDArray[np.float64]


def parses(n: int) -> Floats:
    """The numbers of parses of the texts of at most n letters."""
    return np.array([math.comb(p, q - p) for p in range(n) for q in range(p, 2 * p + 1) if p + q < n], np.float64)


def law(runs: Floats, most: int, pools: int, rng: np.random.Generator) -> tuple[Floats, float]:
    """Of `resampled` under uniform weights, and the effective sample size of a pool of `most` runs."""
    drawn, kept = runs / runs.sum(), len(runs) / runs.sum()
    pool = rng.choice(len(runs), (pools, most), p=drawn * (1 - 1 / runs) / (1 - kept))
    odds = 1 / (runs[pool] - 1)
    picked = np.bincount(pool.ravel(), (odds / odds.sum(1, keepdims=True)).ravel(), len(runs)) / pools
    weights = 1 / runs[rng.choice(len(runs), (pools, most), p=drawn)]
    size = float(np.mean(weights.sum(1) ** 2 / (weights**2).sum(1)))
    return (1 - (1 - kept) ** most) / len(runs) + (1 - kept) ** most * picked, size


def seconds(n: int, most: int, draws: int = 5) -> float:
    """Of one draw of the engine, with the chart made."""
    vocabulary = Vocabulary.from_bytes([b"<eos>", b"a", b"b", b"c"], eos=0)
    constraint = compile_constraint(vocabulary, grammar=GRAMMAR).drawing(most)
    posterior = constraint.posterior(torch.full((n,), -1), torch.zeros(n, 4))
    posterior.sample(torch.Generator().manual_seed(0))
    began = time.perf_counter()
    for seed in range(draws):
        posterior.sample(torch.Generator().manual_seed(seed))
    return (time.perf_counter() - began) / draws


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pools", type=int, default=20_000)
    pools = parser.parse_args().pools
    rng = np.random.default_rng(0)
    print("| n | texts | a run is kept | k | off by | ESS | s a draw |\n| --- | --- | --- | --- | --- | --- | --- |")
    for n in (8, 16, 24, 32, 48):
        runs = parses(n)
        for most in (1, 8, 64, 512):
            found, size = law(runs, most, max(1, min(pools, 8 * pools // most)), rng)
            off = float(np.abs(found - 1 / len(runs)).sum()) / 2
            print(
                f"| {n} | {len(runs)} | {len(runs) / runs.sum():.2g} | {most} | {off:.1g} | {size:.0f} "
                f"| {seconds(n, most):.3f} |"
            )


if __name__ == "__main__":
    main()
