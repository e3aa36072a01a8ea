"""Draws under random logits, judged by `jsonschema`: every one must be valid, whatever the schema and the emission.

    python -m benchmarks.samples --every 4

Of every schema of the sample of JSONSchemaBench that compiles and has a member of at most 256 tokens, some canvases of
256 positions are drawn at once from the posterior of normal logits; schemas that took too long are counted by what
they were doing. Formats are not asked of `jsonschema`: the standard takes them for annotations.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from typing import Any, Literal

import torch
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for
from rich.progress import track

from benchmarks.sample import rows
from benchmarks.timing import limited
from benchmarks.vocabulary import tokenizer
from constrained_diffusion import Vocabulary, compile_constraint, limit_memory
from constrained_diffusion.errors import ConstrainedDiffusionError

POSITIONS = 256
COMPILING, DRAWING = 30, 30
"""Seconds after which a schema is left out."""
SPREAD = 3.0
"""The standard deviation of the logits."""

Emission = Literal["closed", "open"]


def judged(vocabulary: Vocabulary, row: dict[str, Any], emission: Emission, draws: int, seed: int) -> list[str]:
    """A verdict on every draw, or why there is none."""
    doing = f"{COMPILING} s of compiling"
    try:
        with limited(COMPILING):
            constraint = compile_constraint(vocabulary, schema=row["schema"], additional_properties=emission)
            if constraint.min_length() > POSITIONS:
                return ["no member so short"]
        generator = torch.Generator().manual_seed(seed)
        canvas = torch.full((POSITIONS,), -1)
        validator = validator_for(row["schema"], default=Draft202012Validator)(row["schema"])
        verdicts = []
        doing = f"{DRAWING} s of drawing"
        with limited(DRAWING):
            for _ in range(draws):
                logits = torch.randn(POSITIONS, vocabulary.size, generator=generator) * SPREAD
                text = vocabulary.decode(constraint.sample(canvas, logits, generator=generator))
                errors = [error.message for error in validator.iter_errors(json.loads(text))]
                verdicts.append("invalid" if errors else "valid")
                if errors:
                    print(f"{row['name']}, {emission}: {errors[0][:200]}\n    {text[:1000]}", flush=True)
        return verdicts
    except TimeoutError:
        return [doing]
    except ConstrainedDiffusionError as error:
        return [type(error).__name__]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=4, help="take every so many schemas of the sample")
    parser.add_argument("--start", type=int, default=0, help="the first one")
    parser.add_argument("--draws", type=int, default=2, help="canvases of a schema and an emission")
    parser.add_argument("--tokens", type=int, default=131_072, help="of the vocabulary")
    asked = parser.parse_args()
    vocabulary = Vocabulary.from_tokenizers(tokenizer(asked.tokens), eos="<eos>", pad="<pad>", mask="<mask>")
    limit_memory(constraints=0)
    sample = rows()[asked.start :: asked.every]
    found: dict[Emission, Counter[str]] = {"closed": Counter(), "open": Counter()}
    number = 0
    try:
        for number, row in enumerate(track(sample, description="schemas"), 1):
            for emission, verdicts in found.items():
                verdicts.update(judged(vocabulary, row, emission, asked.draws, number))
    except KeyboardInterrupt:
        number -= 1
    print(f"\n{number} schemas, {asked.draws} draws each of {POSITIONS} positions over {vocabulary.size} tokens\n")
    print("| objects | valid | invalid | schemas without a draw |")
    print("| --- | --- | --- | --- |")
    for emission, verdicts in found.items():
        rest = ", ".join(f"{why}: {count}" for why, count in verdicts.items() if why not in ("valid", "invalid"))
        print(f"| {emission} | {verdicts['valid']} | {verdicts['invalid']} | {rest} |")


if __name__ == "__main__":
    main()
