"""What a denoising step costs with a stack: ``python -m benchmarks.grammars [--longest N] [--tokens V] [NAME ...]``.

JSON and SQL grammars over 131,072 tokens, an open canvas, logits from a normal distribution: masks of the whole canvas,
the chart, a joint sample from it, entropies, marginals, the best canvas, what is forced (and where half is committed),
as the canvas grows. With ``--model`` logits
and vocabulary are those of a shipped model that is asked for some JSON or SQL.
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
from constrained_diffusion import Vocabulary, compile_constraint, load_model
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from constrained_diffusion.models.denoiser import Denoiser

GRAMMARS = Path(__file__).parents[1] / "grammars"


def timed(action: Callable[[], Any]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def measured(constraint: AutomatonConstraint, logits: torch.Tensor) -> list[float]:
    """Seconds of every part of a step on an open canvas under logits [n, V]."""
    canvas = torch.full((len(logits),), -1)
    posterior = constraint.posterior(canvas, logits)
    allowed = constraint.allowed_labels(canvas.numpy())
    held = torch.rand(len(logits), generator=torch.Generator().manual_seed(0)) < 0.5
    half = torch.where(held, constraint.posterior(canvas, logits).sample(), -1)
    return [
        timed(lambda: posterior._weights),
        timed(lambda: constraint._machine.living(allowed)),
        timed(lambda: posterior.log_partition),
        timed(posterior.sample),
        timed(posterior.entropies),
        timed(posterior.marginals),
        timed(posterior.best),
        timed(lambda: constraint._forced_by(canvas.numpy())),
        timed(lambda: constraint._forced_by(half.numpy())),
    ]


def asked_of(model: Denoiser) -> torch.Tensor:
    """Logits [n, V] of a model that has not written anything yet."""
    prompt = "Ada Lovelace, 36 years old, ordered 3 apples and 2 pears. List the orders with more than two items."
    noise = torch.randint(model.vocabulary.size, (1, model.canvas_length), generator=torch.Generator().manual_seed(0))
    mask = model.vocabulary.mask
    canvas = noise if mask is None else torch.full_like(noise, mask)
    return model.logits(canvas, model.prepare([prompt], {}), 1.0)[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--longest", type=int, default=256)
    parser.add_argument("--tokens", type=int, default=131_072, help="the size of the vocabulary")
    parser.add_argument("--model", help="the name of a model that ships")
    parser.add_argument("names", nargs="*", default=["json", "sql_marked", "sql"], help="grammars that ship")
    asked = parser.parse_args()
    generator = torch.Generator().manual_seed(0)
    if asked.model:
        model = load_model(asked.model)
        vocabulary, given = model.vocabulary, [asked_of(model)]
    else:
        vocabulary = Vocabulary.from_tokenizers(tokenizer(asked.tokens), eos="<eos>", pad="<pad>", mask="<mask>")
        lengths = [64 << k for k in range(asked.longest.bit_length()) if 64 << k <= asked.longest]
        given = [torch.randn(n, vocabulary.size, generator=generator) for n in lengths]
    parts = "compile | reduce V | masks | chart | sample | entropies | marginals | best | forced | forced, half"
    print(f"| grammar, positions | {parts} |")
    print("| --- " * 11 + "|")
    for name in asked.names:
        began = time.perf_counter()
        constraint = compile_constraint(vocabulary, grammar=GRAMMARS / f"{name}.lark")
        seconds = time.perf_counter() - began
        measured(constraint, given[0][:8] if asked.model is None else given[0])  # compiles the kernels
        for logits in given:
            cells = " | ".join(f"{cell * 1e3:,.0f} ms" for cell in measured(constraint, logits))
            print(f"| {name}, {len(logits)} | {seconds:.2f} s | {cells} |", flush=True)
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


if __name__ == "__main__":
    main()
