"""What a denoising step costs with a stack: ``python -m benchmarks.grammars [--longest N] [NAME ...]``.

JSON and SQL grammars over 131,072 tokens, an open canvas, logits from a normal distribution: masks of the whole canvas,
the chart, a joint sample from it, marginals, the best canvas, as the canvas grows.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from benchmarks.vocabulary import tokenizer
from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint

GRAMMARS = Path(__file__).parents[1] / "grammars"


def timed(action: Callable[[], Any]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def measured(constraint: AutomatonConstraint, n: int, generator: torch.Generator) -> list[float]:
    """Seconds of every part of a step on a canvas of n positions."""
    canvas = torch.full((n,), -1)
    posterior = constraint.posterior(canvas, torch.randn(n, constraint.vocabulary.size, generator=generator))
    allowed = constraint.allowed_labels(canvas.numpy())
    return [
        timed(lambda: posterior._weights),
        timed(lambda: constraint._machine.living(allowed)),
        timed(lambda: posterior.log_partition),
        timed(posterior.sample),
        timed(posterior.marginals),
        timed(posterior.best),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--longest", type=int, default=256)
    parser.add_argument("names", nargs="*", default=["json", "sql_marked", "sql"], help="grammars that ship")
    asked = parser.parse_args()
    longest = asked.longest
    vocabulary = Vocabulary.from_tokenizers(tokenizer(), eos="<eos>", pad="<pad>", mask="<mask>")
    generator = torch.Generator().manual_seed(0)
    print("| grammar, positions | compile | reduce V | masks | chart | sample | marginals | best |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name in asked.names:
        began = time.perf_counter()
        constraint = compile_constraint(vocabulary, grammar=GRAMMARS / f"{name}.lark")
        seconds = time.perf_counter() - began
        measured(constraint, 8, generator)  # compiles the kernels
        n = 64
        while n <= longest:
            cells = " | ".join(f"{cell * 1e3:,.0f} ms" for cell in measured(constraint, n, generator))
            print(f"| {name}, {n} | {seconds:.2f} s | {cells} |", flush=True)
            n *= 2
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


if __name__ == "__main__":
    main()
