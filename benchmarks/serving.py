"""What the vLLM plugin adds to a denoising step, in vLLM's own engine: ``python -m benchmarks.serving [--size V]``.

Run it in the environment of the vLLM tests (``make test-vllm`` makes it), with VLLM_ON_CPU=1. A DiffusionGemma of the
real canvas and vocabulary, but hardly any layers, so that what is timed is the sampler: vLLM's own, and what the plugin
does before it. The model's forward pass is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ["VLLM_ENABLE_V1_MULTIPROCESSING"] = "0"

CANVAS, STEPS = 256, 3
PERSON = json.dumps(
    {
        "type": "object",
        "properties": {
            "name": {"type": "string"}, "age": {"type": "integer", "minimum": 0},
            "tags": {"type": "array", "items": {"type": "string"}},
        },
        "required": ["name", "age", "tags"],
    }
)  # fmt: skip
_NO_STEP = 0.02
"""Seconds; calls that read a prompt take less."""
CONSTRAINTS: dict[str, dict[str, str] | None] = {
    "none": None,
    "person (JSON Schema)": {"json": PERSON},
    "grammars/json.lark": {"grammar": Path("grammars/json.lark").read_text("utf-8")},
}


class Timed:
    """A sampler with a watch."""

    def __init__(self, inner: Any) -> None:
        self.inner, self.seconds = inner, []  # type: ignore[var-annotated]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def __call__(self, *given: Any) -> Any:
        began = time.perf_counter()
        found = self.inner(*given)
        self.seconds.append(time.perf_counter() - began)
        return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=262_144)
    parser.add_argument("--requests", type=int, nargs="+", default=[1, 4, 8])
    parser.add_argument("--constraints", nargs="+", choices=CONSTRAINTS, default=[*CONSTRAINTS])
    arguments = parser.parse_args()

    from vllm import LLM, SamplingParams
    from vllm.sampling_params import StructuredOutputsParams

    from tests.checkpoints_by_hand import save_served_diffusion_gemma

    with tempfile.TemporaryDirectory() as folder:
        checkpoint = save_served_diffusion_gemma(CANVAS, Path(folder), steps=STEPS, vocabulary=arguments.size)
        engine = LLM(
            model=str(checkpoint), enforce_eager=True, dtype="float32", max_model_len=512,
            max_num_seqs=max(arguments.requests), limit_mm_per_prompt={"image": 0},
        )  # fmt: skip
    runner = engine.llm_engine.model_executor.driver_worker.worker.model_runner
    runner.sampler._inner = own = Timed(runner.sampler._inner)
    runner.sampler = whole = Timed(runner.sampler)
    print(f"\n{CANVAS} positions, {arguments.size:,} tokens, {os.cpu_count()} cores; milliseconds a step, median\n")
    print("| constraint | requests | plugin | vLLM's sampler | ratio |")
    print("| --- | --- | --- | --- | --- |")
    for name in arguments.constraints:
        outputs = CONSTRAINTS[name]
        for count in arguments.requests:
            params = SamplingParams(
                max_tokens=CANVAS, structured_outputs=None if outputs is None else StructuredOutputsParams(**outputs)
            )
            for many in (1, count):  # once to warm up
                whole.seconds.clear()
                own.seconds.clear()
                engine.generate(["Hello"] * many, params, use_tqdm=False)
            steps = [(a - b, b) for a, b in zip(whole.seconds, own.seconds, strict=True) if b > _NO_STEP]
            added, theirs = (1e3 * statistics.median(column) for column in zip(*steps, strict=True))
            print(f"| {name} | {count} | {added:.0f} | {theirs:.0f} | {added / theirs:.2f} |", flush=True)


if __name__ == "__main__":
    main()
