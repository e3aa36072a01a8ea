"""Random logits, the hardest model there is, over a vocabulary and schemas of real size: every answer is valid."""

from __future__ import annotations

import gzip
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import torch

from constrained_diffusion import compile_constraint
from constrained_diffusion.errors import ConstrainedDiffusionError
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from tests.large_vocabulary import large_vocabulary

SAMPLE = Path(__file__).parents[3] / "shared" / "data" / "jsonschemabench-sample.jsonl.gz"
CANVAS = 256
SCHEMAS = 200

if not SAMPLE.exists():
    pytest.skip("the schemas lie in ../shared/data, which is not here", allow_module_level=True)


@lru_cache(maxsize=1)
def compiled() -> list[tuple[str, Any, AutomatonConstraint]]:
    """The first schemas, spread over the whole sample, that compile and have a member of at most 256 tokens."""
    vocabulary = large_vocabulary()
    with gzip.open(SAMPLE, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    found = []
    for row in rows[::2] + rows[1::2]:
        try:
            constraint = compile_constraint(vocabulary, schema=row["schema"])
        except ConstrainedDiffusionError:
            continue
        if constraint.min_length() <= CANVAS:
            found.append((row["name"], row["schema"], constraint))
        if len(found) == SCHEMAS:
            break
    return found


def check(schema: Any, text: str) -> None:
    kind = jsonschema.validators.validator_for(schema, default=jsonschema.Draft202012Validator)
    kind(schema, format_checker=kind.FORMAT_CHECKER).validate(json.loads(text))


def test_samples_are_valid() -> None:
    vocabulary = large_vocabulary()
    generator = torch.Generator().manual_seed(0)
    logits = torch.randn(CANVAS, vocabulary.size, generator=generator) * 2
    schemas = compiled()
    assert len(schemas) == SCHEMAS
    for turn, (name, schema, constraint) in enumerate(schemas):
        canvas = torch.full((CANVAS,), -1)
        sample = constraint.sample(canvas, logits.roll(turn, 0), generator=generator)
        try:
            check(schema, vocabulary.decode(sample))
        except (ValueError, jsonschema.ValidationError) as error:
            raise AssertionError(f"{name}: {vocabulary.decode(sample)}") from error


def test_random_order_commits_never_reach_a_dead_end() -> None:
    vocabulary = large_vocabulary()
    generator = torch.Generator().manual_seed(1)
    for name, schema, constraint in compiled()[::8]:
        n = min(CANVAS, constraint.min_length() + 12)
        canvas = torch.full((n,), -1)
        for position in torch.randperm(n, generator=generator).tolist():
            allowed = torch.nonzero(constraint.masks(canvas)[position]).flatten()
            pick = int(torch.randint(len(allowed), (1,), generator=generator))
            canvas[position] = allowed[pick]
        assert constraint.accepts(canvas), name
        check(schema, vocabulary.decode(canvas))
