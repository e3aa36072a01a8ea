"""What the constraint adds to a step of transformers' DiffusionGemma loop, at its real shape.

``python -m benchmarks.processor [--device cuda]``. One canvas of 256 positions, 262,144 tokens, bfloat16 and float32
logits. Beside it stands what the loop itself does with the logits in that step, the model's forward pass left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

import torch

from benchmarks.__main__ import CANVAS, PERSON, timed
from constrained_diffusion import ConstraintLogitsProcessor, compile_constraint
from tests.large_vocabulary import large_vocabulary

SIZE = 262_144
LANGUAGES: dict[str, dict[str, Any]] = {
    "person (JSON Schema)": {"schema": PERSON},
    "grammars/json.lark": {"grammar": "grammars/json.lark"},
}


def own_step(scores: torch.Tensor) -> None:
    """Draw, entropies, order, argmax, stopping rule: the loop's own work on the processed scores."""
    flat = scores.flatten(0, 1)
    torch.multinomial(flat.softmax(-1, dtype=torch.float32), 1)
    scores.argmax(-1)
    for _ in range(2):  # once to accept, once to stop
        torch.distributions.Categorical(logits=scores).entropy().sort()


def milliseconds(call: Callable[[], object], device: torch.device, repeats: int) -> float:
    def finished() -> None:
        call()
        if device.type == "cuda":
            torch.cuda.synchronize()

    return timed(finished, repeats)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--repeats", type=int, default=7)
    given = parser.parse_args()
    device = torch.device(given.device)
    vocabulary = large_vocabulary(SIZE)
    print(f"\n{CANVAS} positions, {SIZE:,} tokens, {device}, {torch.get_num_threads()} threads; milliseconds a step\n")
    print("| constraint | logits | processor | the loop's own work | ratio |")
    print("| --- | --- | --- | --- | --- |")
    for name, language in LANGUAGES.items():
        constraint = compile_constraint(vocabulary, **language, scores_padding=False)
        processor = ConstraintLogitsProcessor(constraint, 1, CANVAS)
        prompt = torch.zeros(1, 1, dtype=torch.long, device=device)
        for dtype in (torch.bfloat16, torch.float32):
            generator = torch.Generator(device).manual_seed(0)
            scores = torch.randn(1, CANVAS, SIZE, generator=generator, device=device, dtype=dtype)
            ours = milliseconds(lambda s=scores, p=processor, at=prompt: p(at, s), device, given.repeats)  # type: ignore[misc]
            theirs = milliseconds(lambda s=scores: own_step(s), device, given.repeats)  # type: ignore[misc]
            kind = str(dtype).removeprefix("torch.")
            print(f"| {name} | {kind} | {ours:.0f} | {theirs:.0f} | {ours / theirs:.2f} |", flush=True)


if __name__ == "__main__":
    main()
