"""The models that ship, on the test split: exact match and steps, constrained, unconstrained, and repaired afterwards.

``python -m benchmarks.accuracy [--examples N]``. Names, values and sentence templates of the split were not trained on.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import json_repair
import jsonschema
from rich.progress import track

from constrained_diffusion import compile_constraint, generate, load_model
from constrained_diffusion.sampling.strategies import CommitStrategy, Confidence, EntropyBound
from training.example import Example
from training.mixture import make_extraction

ANYTHING = r"[\s\S]*"


@dataclass
class Score:
    """What one way of decoding reached."""

    exact: int = 0
    valid: int = 0
    steps: list[int] = field(default_factory=list)

    def add(self, text: str, example: Example, steps: int) -> None:
        value: Any
        try:
            value = json.loads(text)
        except ValueError:
            value = ...
        self.valid += value is not ... and jsonschema.Draft202012Validator(example.schema).is_valid(value)
        self.exact += value is not ... and value == json.loads(example.target)
        self.steps.append(steps)

    def row(self, name: str) -> str:
        n = len(self.steps)
        ordered = sorted(self.steps)
        return (
            f"| {name} | {self.valid / n:.1%} | {self.exact / n:.1%} | {statistics.mean(self.steps):.2f} | "
            f"{ordered[n // 2]} | {ordered[int(n * 0.95)]} |"
        )


@dataclass
class Told:
    """A model that is told the schema, where the constraint no longer carries it."""

    inner: Any
    schema: Any

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def prepare(self, prompts: Any, _: Any) -> Any:
        return self.inner.prepare(prompts, self.schema)

    def logits(self, canvas: Any, contexts: Any, time: float) -> Any:
        return self.inner.logits(canvas, contexts, time)


def examples(model: Any) -> Iterator[Example]:
    """The examples of the test split that fit the model's prompt and canvas, without end."""
    rng = random.Random("test split")
    while True:
        example = make_extraction(rng, "test")
        prompt = len(model.vocabulary.encode(example.outline)) + len(model.vocabulary.encode(example.text)) + 1
        fits = prompt <= model.network.config.prompt_length
        if example.text and fits and len(model.vocabulary.encode(example.target)) < model.canvas_length:
            yield example


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=500)
    count = parser.parse_args().examples
    strategies: dict[str, CommitStrategy] = {
        "entropy bound 0.1": EntropyBound(),
        "confidence 0.9": Confidence(),
        "one position a step": Confidence(threshold=1.0),
    }
    print(f"{count} examples of the test split, temperature 0\n")
    print("| model, strategy, decoding | valid | exact match | steps, mean | median | p95 |")
    print("| --- | --- | --- | --- | --- | --- |")
    for noise in ("absorbing", "uniform"):
        model = load_model(noise)
        chosen = list(islice(examples(model), count))
        free = compile_constraint(model.vocabulary, regex=ANYTHING)
        for name, strategy in strategies.items():
            if noise == "uniform" and name == "one position a step":
                continue
            scores = {kind: Score() for kind in ("constrained", "unconstrained", "unconstrained, then repaired")}
            for example in track(chosen, description=f"{noise}, {name}"):
                common: dict[str, Any] = {"strategy": strategy, "seed": 0, "temperature": 0.0}
                bound = generate(model, example.text, schema=example.schema, **common)
                scores["constrained"].add(bound.text, example, bound.steps)
                canvas = _unconstrained(model, free, example, common)
                scores["unconstrained"].add(canvas[0], example, canvas[1])
                repaired = json_repair.repair_json(canvas[0], ensure_ascii=False)
                scores["unconstrained, then repaired"].add(repaired, example, canvas[1])
            for kind, score in scores.items():
                print(score.row(f"{noise}, {name}, {kind}"), flush=True)


def _unconstrained(model: Any, free: Any, example: Example, common: dict[str, Any]) -> tuple[str, int]:
    """The same sampler over a language that holds every text; the prompt still names the fields."""
    result = generate(Told(model, example.schema), example.text, constraint=free, **common)
    return result.text, result.steps


if __name__ == "__main__":
    main()
