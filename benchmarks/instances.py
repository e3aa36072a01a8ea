"""Schemas of JSONSchemaBench beside their instances: which engine takes them, how soon, and how it judges.

    python -m benchmarks.instances --every 4

Compile times are for 131,072 tokens, closed objects in the schema's order, in a process that has compiled other schemas
before; and with the mask of one position for the others, of which one compiles lazily. Instances are judged in the
standard's own meaning: ours with open objects, in any order or, where there are too many members for that, in that of
the schema; the others as they come, with any white space.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from rich.progress import track
from tokenizers import Tokenizer

from benchmarks.engines import Judge, LLGuidance, XGrammar
from benchmarks.sample import rows
from benchmarks.timing import limited
from benchmarks.vocabulary import tokenizer
from constrained_diffusion import Vocabulary, compile_constraint, limit_memory
from constrained_diffusion.errors import UnsatisfiableConstraint, UnsupportedSchema

SECONDS = 60
"""What takes longer is not taken."""


class Ours:
    name = "ours"

    def __init__(self, made: Tokenizer) -> None:
        self._tokens = Vocabulary.from_tokenizers(made, eos="<eos>", pad="<pad>", mask="<mask>")
        self._bytes = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)
        limit_memory(constraints=0)

    def compile(self, schema: dict[str, Any]) -> Callable[[], object]:
        return compile_constraint(self._tokens, schema=schema).min_length

    def judging(self, schema: dict[str, Any]) -> Callable[[str], bool]:
        try:
            try:
                found = compile_constraint(
                    self._bytes, schema=schema, additional_properties="open", property_order="any"
                )
            except UnsupportedSchema:
                found = compile_constraint(self._bytes, schema=schema, additional_properties="open")
        except UnsatisfiableConstraint:
            return lambda _: False
        return lambda text: found.accepts(list(text.encode()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=4, help="take every so many schemas of the sample")
    parser.add_argument("--start", type=int, default=0, help="the first one")
    asked = parser.parse_args()
    made = tokenizer()
    engines: list[Judge] = [Ours(made), LLGuidance(made), XGrammar(made)]
    sample = rows()[asked.start :: asked.every]
    times: dict[str, list[float]] = {engine.name: [] for engine in engines}
    judged: dict[str, Counter[str]] = {engine.name: Counter() for engine in engines}
    for engine in engines:
        engine.compile({"type": "object", "properties": {"a": {"type": "string"}}})()
    for row in track(sample, description="schemas"):
        for engine in engines:
            began = time.process_time()
            try:
                with limited(SECONDS):
                    engine.compile(row["schema"])()
                times[engine.name].append((time.process_time() - began) * 1e3)
            except Exception:  # each has errors of its own
                continue
            for verdict in _verdicts(engine, row):
                judged[engine.name][verdict] += 1
    print(f"\n{len(sample)} schemas, {sum(len(row['tests']) for row in sample)} instances\n")
    print("| engine | schemas taken | median, ms | p99 | most | rightly judged | invalid accepted | valid refused |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, found in times.items():
        found.sort()
        p99, count = found[len(found) * 99 // 100], judged[name]
        print(
            f"| {name} | {len(found)} ({len(found) / len(sample):.1%}) | {statistics.median(found):.1f} | {p99:.0f} | "
            f"{found[-1]:.0f} | {count['right']} of {count.total()} | {count['accepted']} | {count['refused']} |"
        )


def _verdicts(engine: Judge, row: dict[str, Any]) -> list[str]:
    """How an engine judges the instances of a schema; nothing where it cannot in time."""
    found = []
    try:
        with limited(SECONDS):
            accepts = engine.judging(row["schema"])
            for test in row["tests"]:
                text = json.dumps(test["data"], ensure_ascii=False, separators=(",", ":"))
                verdict = accepts(text)
                found.append("right" if verdict == test["valid"] else "accepted" if verdict else "refused")
    except Exception:
        return ["failed"] * len(row["tests"])
    return found


if __name__ == "__main__":
    main()
