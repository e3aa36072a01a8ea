"""Times the engine at a real size beside the left-to-right engines, and prints tables for docs/benchmarks.md.

``python -m benchmarks [--every N]``. Every figure is measured in this one run; ratios are what is worth quoting.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import platform
import statistics
import time
from typing import Any

import torch
from rich.progress import track
from tokenizers import Tokenizer

from benchmarks.engines import Engine, LLGuidance, OutlinesCore, XGrammar
from benchmarks.isolated import load, peak
from benchmarks.sample import schemas
from benchmarks.timing import limited, timed
from benchmarks.vocabulary import tokenizer
from constrained_diffusion import Vocabulary, compile_constraint, limit_memory
from constrained_diffusion.api.compilation import Compiled
from constrained_diffusion.errors import ConstrainedDiffusionError
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint

CANVAS = 256
PERSON = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "age": {"type": "integer"}, "city": {"type": "string"}},
    "required": ["name", "age", "city"],
    "additionalProperties": False,
}
OUTLINES_SCHEMAS = 12
OUTLINES_SECONDS = 60


def fresh(vocabulary: Vocabulary, schema: dict[str, Any]) -> Compiled:
    """Compiles as in a process that has seen other schemas, not this one: parts that are shared are kept."""
    limit_memory(constraints=0)
    return compile_constraint(vocabulary, schema=schema)


def row(name: str, values: list[float], taken: str) -> None:
    values = sorted(values)
    p99 = values[min(len(values) - 1, int(len(values) * 0.99))]
    print(f"| {name} | {taken} | {statistics.median(values):.1f} | {p99:.1f} | {values[-1]:.1f} |")


def compile_times(vocabulary: Vocabulary, engines: list[Engine], sample: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Compile times over the sample; returns the schemas that every engine took."""
    taken: dict[str, dict[int, float]] = {"ours": {}} | {engine.name: {} for engine in engines}
    for index, schema in enumerate(track(sample, description="compiling")):
        began = time.perf_counter()
        try:
            fresh(vocabulary, schema).min_length()
            taken["ours"][index] = (time.perf_counter() - began) * 1e3
        except ConstrainedDiffusionError:
            pass
        for engine in engines:
            began = time.perf_counter()
            try:
                engine.compile(schema)()
                taken[engine.name][index] = (time.perf_counter() - began) * 1e3
            except Exception:
                continue
    common = set.intersection(*(set(times) for times in taken.values()))
    print(f"\nCompile (and first mask), ms, {len(sample)} schemas, {vocabulary.size:,} tokens\n")
    print("| engine | schemas taken | median | p99 | max |\n| --- | --- | --- | --- | --- |")
    for name, times in taken.items():
        row(name, list(times.values()), str(len(times)))
    for name, times in taken.items():
        row(f"{name}, on the {len(common)} that all take", [times[index] for index in common], str(len(common)))
    return [sample[index] for index in sorted(common)]


def outlines(vocabulary: Vocabulary, made: Tokenizer, common: list[dict[str, Any]]) -> None:
    engine = OutlinesCore(made)
    ours, theirs, failed = [], [], 0
    for schema in common[:: max(1, len(common) // OUTLINES_SCHEMAS)][:OUTLINES_SCHEMAS]:
        try:
            with limited(OUTLINES_SECONDS):
                began = time.perf_counter()
                engine.compile(schema)()
                theirs.append((time.perf_counter() - began) * 1e3)
        except Exception:
            failed += 1
            continue
        began = time.perf_counter()
        fresh(vocabulary, schema).min_length()
        ours.append((time.perf_counter() - began) * 1e3)
    print(f"\nCompile, ms, against outlines-core on {len(theirs)} schemas ({failed} more it refused or took over "
          f"{OUTLINES_SECONDS} s for)\n")  # fmt: skip
    print("| engine | schemas | median | p99 | max |\n| --- | --- | --- | --- | --- |")
    if theirs:
        row("ours", ours, str(len(ours)))
        row("outlines-core", theirs, str(len(theirs)))


def step_times(vocabulary: Vocabulary, engines: list[Engine], common: list[dict[str, Any]], repeats: int) -> None:
    """One denoising step at n = 256, for a small object and for the schemas that all engines take."""
    logits = torch.randn(CANVAS, vocabulary.size, generator=torch.Generator().manual_seed(0))
    canvas = torch.full((CANVAS,), -1)
    print(f"\nOne denoising step, ms, n = {CANVAS}, {vocabulary.size:,} tokens, float32 logits on CPU "
          f"({torch.get_num_threads()} threads)\n")  # fmt: skip
    print("| what | person | median of the sample |\n| --- | --- | --- |")
    chosen = [fresh(vocabulary, PERSON)]
    chosen += [c for s in common[:: max(1, len(common) // 16)] if (c := fresh(vocabulary, s)).min_length() <= CANVAS]

    def automaton_masks(c: AutomatonConstraint) -> object:
        return c._living_classes(canvas.numpy())

    def automaton_marginals(c: AutomatonConstraint, weights: Any) -> object:
        return c._machine.messages(weights).label_gains()

    rows: dict[str, list[float]] = {}
    for c in track(chosen, description="stepping"):
        posterior = c.posterior(canvas, logits)
        for name, call in {
            "Boolean masks, automaton part": lambda c=c: automaton_masks(c),
            "Boolean masks, with the [n, V] tensor": lambda c=c: c.masks(canvas),
            "marginals, automaton part": lambda c=c, p=posterior: automaton_marginals(c, p._weights),
            "marginals": lambda c=c: c.marginals(canvas, logits),
            "joint sample": lambda c=c: c.sample(canvas, logits),
            "best": lambda c=c: c.best(canvas, logits),
        }.items():
            rows.setdefault(name, []).append(timed(call, repeats))
    floor = timed(lambda: torch.logsumexp(logits, 1), repeats)
    copy = timed(lambda: logits + 1.0, repeats)
    for name, values in rows.items():
        print(f"| {name} | {values[0]:.2f} | {statistics.median(values[1:]):.2f} |")
    print(f"| for scale: torch.logsumexp over the logits | {floor:.2f} | {floor:.2f} |")
    print(f"| for scale: logits + 1 (read and write them once) | {copy:.2f} | {copy:.2f} |")
    for engine in engines:
        fill = timed(engine.compile(PERSON), 50)
        whole = rows["Boolean masks, automaton part"][0]
        print(f"| {engine.name}: mask of one position, at the start | {fill:.3f} | |")
        print(f"| ours, automaton part: a position's share of the canvas | {whole / CANVAS:.4f} | "
              f"{fill * CANVAS / whole:.1f} times less |")  # fmt: skip


def vocabulary_load(size: int = 262_144) -> None:
    """Time and memory of reading a vocabulary of Gemma's size, in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        seconds, megabytes = pool.apply(load, (size,))
    print(f"\nVocabulary of {size:,} entries from a tokenizers.Tokenizer: {seconds:.2f} s, {megabytes:.0f} MB\n")


def largest(vocabulary: Vocabulary, sample: list[dict[str, Any]]) -> None:
    """Peak memory of compiling the largest schemas that compile, each in a process of its own."""
    found: list[dict[str, Any]] = []
    for schema in sorted(sample, key=lambda schema: -len(json.dumps(schema))):
        try:
            fresh(vocabulary, schema)
        except ConstrainedDiffusionError:
            continue
        found.append(schema)
        if len(found) == 3:
            break
    most = {"type": "string", "minLength": 10_000}
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        floor = pool.apply(peak, ({"type": "null"},))
        peaks = [pool.apply(peak, (schema,)) for schema in [*found, most]]
    print("\nPeak memory, MB, of a whole process (Python, torch, tokenizer included) that compiles one schema\n")
    print("| schema | characters | states | peak | above `null` |\n| --- | --- | --- | --- | --- |")
    names = [*(f"the largest that compiles, {rank + 1}" for rank in range(len(found))), "a string of 10,000 and more"]
    for name, result in zip(names, peaks, strict=True):
        size, states, megabytes = result
        print(f"| {name} | {size:,} | {states:,} | {megabytes:.0f} | {megabytes - floor[2]:.0f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=4, help="take every so many schemas of the sample")
    every = parser.parse_args().every
    made = tokenizer()
    vocabulary = Vocabulary.from_tokenizers(made, eos="<eos>", pad="<pad>", mask="<mask>")
    print(f"{platform.machine()}, {torch.get_num_threads()} threads, Python {platform.python_version()}, "
          f"torch {torch.__version__}")  # fmt: skip
    began = time.perf_counter()
    fresh(vocabulary, PERSON)
    print(f"the first compilation of this process, numba's and the trie's share included: "
          f"{time.perf_counter() - began:.2f} s")  # fmt: skip
    engines: list[Engine] = [LLGuidance(made), XGrammar(made)]
    sample = schemas()[::every]
    common = compile_times(vocabulary, engines, sample)
    outlines(vocabulary, made, common)
    step_times(vocabulary, engines, common, 5)
    vocabulary_load()
    largest(vocabulary, schemas())


if __name__ == "__main__":
    main()
