"""Constraints that are refined while they are used: answers are always right, and follow the model's distribution."""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from typing import Any

import jsonschema
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from constrained_diffusion import (
    ConstraintLogitsProcessor,
    Vocabulary,
    compile_constraint,
    edit,
    generate,
    infill,
    load_model,
    save_constraint,
)
from constrained_diffusion.errors import ConstraintTooLarge, InvalidArgument, UnsatisfiableConstraint
from constrained_diffusion.inference.refinement import RefinedConstraint
from constrained_diffusion.models.denoiser import BaseDenoiser
from constrained_diffusion.sampling.stopping import NEVER
from constrained_diffusion.sampling.strategies import Confidence, Random
from tests.enumeration import Enumerated, members
from tests.models_by_hand import RandomDenoiser
from tests.sampling.test_draws import follows

NUMBERS: dict[str, Any] = {"type": "array", "items": {"type": "integer"}, "uniqueItems": True}
VOCABULARY = Vocabulary.from_bytes([b"[", b"]", b",", b"1", b"2", b"1,", b""], eos=6)
N = 6


def is_right(text: str) -> bool:
    if not re.fullmatch(r"\[((0|-?[1-9][0-9]*)(,(0|-?[1-9][0-9]*))*)?\]", text):
        return False
    return len(set(value := json.loads(text))) == len(value)


EVERY = members(VOCABULARY, is_right, torch.full((N,), -1))
CONSTRAINT = compile_constraint(VOCABULARY, schema=NUMBERS)


def test_there_is_something_to_refine() -> None:
    assert isinstance(CONSTRAINT, RefinedConstraint)
    assert not CONSTRAINT.exact
    repeating = members(VOCABULARY, lambda text: text in ("[1,1]", "[1,1,2]", "[2,1,1]"), torch.full((N,), -1))
    assert repeating
    for tokens in repeating:
        assert not CONSTRAINT.accepts(list(tokens))
    for tokens in EVERY:
        assert CONSTRAINT.accepts(list(tokens))


def _committed(data: st.DataObject) -> torch.Tensor:
    member = data.draw(st.sampled_from(EVERY))
    return torch.tensor([token if data.draw(st.booleans()) else -1 for token in member])


def _oracle(canvas: torch.Tensor, logits: torch.Tensor) -> Enumerated:
    fits = [tokens for tokens in EVERY if all(c in (-1, t) for c, t in zip(canvas.tolist(), tokens, strict=True))]
    return Enumerated(VOCABULARY, fits, canvas, logits, True)


def _logits(seed: int, *, scale: float = 2.0) -> torch.Tensor:
    """That like to repeat 1."""
    logits = torch.randn(N, VOCABULARY.size, generator=torch.Generator().manual_seed(seed)) * scale
    logits[:, 3] += 2.0
    logits[:, 5] += 2.0
    return logits


@given(st.data(), st.integers(0, 9_999))
@settings(deadline=None, max_examples=150)
def test_best_is_the_best_of_all(data: st.DataObject, seed: int) -> None:
    canvas, logits = _committed(data), _logits(seed)
    oracle = _oracle(canvas, logits)
    constraint = data.draw(st.sampled_from([CONSTRAINT, CONSTRAINT.block(np.zeros(0, np.int64), 0)]))
    posterior = constraint.posterior(canvas, logits)
    best, weight = posterior.best()
    chances = oracle.probability()
    assert chances[tuple(best.tolist())] == pytest.approx(max(chances.values()), rel=1e-5)
    assert weight <= np.log(max(chances.values())) + 1e-6
    assert posterior.log_partition >= oracle.log_partition - 1e-6
    assert tuple(posterior.sample().tolist()) in chances
    assert not bool((oracle.masks() & ~constraint.masks(canvas)).any())
    forced = constraint.forced(canvas)
    assert all(all(f in (-1, t) for f, t in zip(forced.tolist(), tokens, strict=True)) for tokens in oracle.found)
    assert constraint.is_completable(canvas)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("learns", [False, True])
def test_draws_follow_the_distribution(seed: int, learns: bool) -> None:
    """Whether each starts anew, or where the last one ended."""
    canvas, logits = torch.full((N,), -1), _logits(seed, scale=0.7)
    logits[:, [3, 5]] += 1.0
    oracle = _oracle(canvas, logits)
    constraint = CONSTRAINT.block(np.zeros(0, np.int64), 0) if learns else CONSTRAINT
    generator = torch.Generator().manual_seed(seed)
    counts = Counter(tuple(constraint.sample(canvas, logits, generator=generator).tolist()) for _ in range(1_500))
    assert follows(counts, oracle.probability()) > 1e-3


class Fixed(BaseDenoiser):
    """Says the same of every canvas."""

    canvas_length = N
    scores_padding = True

    def __init__(self, noise: Any, logits: torch.Tensor) -> None:
        self.noise = noise
        self.vocabulary = Vocabulary.from_bytes(
            [b"[", b"]", b",", b"1", b"2", b"1,", b"", b""], eos=6, mask=7 if noise == "absorbing" else None
        )
        self.scores = torch.cat([logits, torch.full((N, 1), -50.0)], 1)

    def prepare(self, prompts: Any, told: Any) -> list[None]:
        return [None for _ in prompts]

    def logits(self, canvas: torch.Tensor, contexts: Any, time: float) -> torch.Tensor:
        return self.scores.expand(len(canvas), -1, -1)


@pytest.mark.parametrize("noise", ["absorbing", "uniform"])
@pytest.mark.parametrize("strategy", [Random(), Confidence(threshold=0.6)])
def test_answers_are_draws(noise: str, strategy: Any) -> None:
    """Commits that hang on the superset's beliefs, and never on what was drawn, leave them exact."""
    logits = _logits(1, scale=0.7)
    model = Fixed(noise, logits)
    constraint = compile_constraint(model.vocabulary, schema=NUMBERS)
    counts = Counter(
        tuple(
            generate(model, constraint=constraint, seed=1_000 * seed, strategy=strategy, stop=NEVER, steps=4)
            .tokens.tolist()
        )
        for seed in range(400)
    )  # fmt: skip
    assert follows(counts, _oracle(torch.full((N,), -1), logits).probability()) > 1e-3


def test_the_same_seed_gives_the_same_answer_whatever_came_before() -> None:
    model = RandomDenoiser("absorbing", canvas_length=24)
    schema = NUMBERS | {"items": {"type": "integer", "minimum": 0, "maximum": 30}, "minItems": 6, "maxItems": 6}
    constraint = compile_constraint(model.vocabulary, schema=schema)
    alone = [generate(model, "x", schema=schema, seed=seed, temperature=1.0).text for seed in range(5)]
    shared = [generate(model, "x", constraint=constraint, seed=seed, temperature=1.0).text for seed in range(5)]
    batch = [row.text for row in generate(model, ["x"] * 5, constraint=constraint, seed=0, temperature=1.0)]
    assert alone == shared == batch


SCHEMAS: dict[str, dict[str, Any]] = {
    "numbers": NUMBERS,
    "five of few": NUMBERS | {
        "items": {"type": "integer", "minimum": 0, "maximum": 15}, "minItems": 5, "maxItems": 5,
    },
    "texts": {"type": "array", "items": {"type": "string", "maxLength": 2}, "uniqueItems": True, "minItems": 3},
    "objects": {
        "type": "array", "uniqueItems": True, "minItems": 2,
        "items": {"type": "object", "properties": {"a": {"type": "boolean"}, "b": {"enum": list(range(9))}},
                  "required": ["a"], "additionalProperties": False},
    },
    "nested": {"type": "array", "uniqueItems": True, "minItems": 2, "items": {
        "type": "array", "items": {"type": "integer", "minimum": 0, "maximum": 12}, "uniqueItems": True,
        "minItems": 2, "maxItems": 3}},
    "free": {"type": "array", "uniqueItems": True, "minItems": 2},
    "beside": {
        "type": "object", "required": ["a", "b"], "additionalProperties": False, "properties": {
            "a": {"type": "array", "items": {"enum": list(range(10))}, "minItems": 4},
            "b": {"type": "array", "items": {"enum": list(range(10))}, "minItems": 4, "uniqueItems": True}},
    },
}  # fmt: skip


@pytest.mark.parametrize("noise", ["absorbing", "uniform"])
@pytest.mark.parametrize("name", SCHEMAS)
def test_a_model_that_knows_nothing(noise: Any, name: str) -> None:
    schema = SCHEMAS[name]
    model = RandomDenoiser(noise, canvas_length=32)
    for seed in range(4):
        result = generate(
            model, f"{seed}", schema=schema, seed=seed, temperature=float(seed % 2),
            strategy=Confidence(threshold=0.5, per_step=3),
        )  # fmt: skip
        jsonschema.validate(result.value, schema)


@pytest.mark.parametrize("name", ["absorbing", "uniform"])
def test_the_shipped_models(name: str) -> None:
    model = load_model(name)
    for seed in range(3):
        found = generate(model, schema=set[str], seed=seed, max_tokens=24)
        assert len(json.loads(found.text)) == len(found.value)
    changed = edit(model, "[1,2,1]", [(5, 6)], schema=NUMBERS, seed=0, max_tokens=12)
    assert changed.text.startswith("[1,2,")
    assert is_right(changed.text)


def test_infilling_knows_of_the_fixed_text() -> None:
    model = RandomDenoiser("absorbing", canvas_length=16)
    for seed in range(4):
        filled = infill(model, "[1,2,{more}]", schema=NUMBERS, seed=seed, temperature=1.0)
        assert is_right(filled.text)
    with pytest.raises((UnsatisfiableConstraint, ConstraintTooLarge)):
        infill(model, "[1,1,{more}]", schema=NUMBERS)


def test_over_several_canvases() -> None:
    """What is committed on one canvas can always be completed on the next, without repeating an item."""
    length = 3 * 4
    vocabulary = Vocabulary.from_bytes([b"[", b"]", b",", b"1", b"2", b"3", b"", b""], eos=6, pad=7)
    schema = NUMBERS | {"items": {"type": "integer", "minimum": 1, "maximum": 33}, "minItems": 4}
    whole = compile_constraint(vocabulary, schema=schema)
    for seed in range(12):
        generator = torch.Generator().manual_seed(seed)
        before = np.zeros(0, np.int64)
        while len(before) < length and not np.isin(before, [6]).any():
            logits = torch.randn(4, vocabulary.size, generator=generator) * 2
            logits[:, 3] += 5.0
            block = whole.block(before, length - len(before) - 4)
            canvas = block.forced(torch.full((4,), -1))
            while bool((canvas < 0).any()):
                posterior = block.posterior(canvas, logits)
                tokens = posterior.sample(generator) if seed % 2 else posterior.best()[0]
                at = int((canvas < 0).nonzero()[0])
                canvas = canvas.clone()
                canvas[at] = tokens[at]
                canvas = block.forced(canvas)
            before = np.concatenate([before, canvas.numpy()])
        jsonschema.validate(json.loads(vocabulary.decode(before.tolist())), schema)


def test_the_processor_puts_the_best_right_canvas_on_top() -> None:
    for seed in range(20):
        scores = _logits(seed)[None]
        processed = ConstraintLogitsProcessor(CONSTRAINT, 2, N)(torch.tensor([[0, 1]]), scores)
        chances = _oracle(torch.full((N,), -1), scores[0]).probability()
        assert chances[tuple(processed[0].argmax(-1).tolist())] == pytest.approx(max(chances.values()), rel=1e-5)


def test_logits_that_allow_only_repeats() -> None:
    logits = torch.full((5, VOCABULARY.size), -torch.inf)
    for position, token in enumerate([0, 3, 2, 3, 1]):
        logits[position, token] = 0.0
    posterior = CONSTRAINT.posterior(torch.full((5,), -1), logits)
    for ask in (posterior.best, posterior.sample):
        with pytest.raises(UnsatisfiableConstraint, match="logits give every completion the probability zero"):
            ask()
    with pytest.raises(UnsatisfiableConstraint, match="committed at position"):
        CONSTRAINT.posterior(torch.tensor([0, 3, 2, 3, 1]), torch.zeros(5, VOCABULARY.size)).best()
    assert not CONSTRAINT.is_completable(torch.tensor([0, 3, 2, 3, 1]))


def test_a_language_that_turns_out_to_be_empty() -> None:
    """All its texts repeat an item, which is seen only when one of them is looked at."""
    items = {"type": "array", "prefixItems": [{"type": "integer", "minimum": 1, "maximum": 1}], "items": False,
             "minItems": 1}  # fmt: skip
    schema = {"type": "array", "items": items, "minItems": 2, "uniqueItems": True}
    model = RandomDenoiser("absorbing", canvas_length=12)
    with pytest.raises(UnsatisfiableConstraint, match="uniqueItems"):
        generate(model, "x", schema=schema)


def test_what_cannot_be_had_is_told(tmp_path: Any) -> None:
    with pytest.raises(InvalidArgument, match="uniqueItems"):
        _ = CONSTRAINT & compile_constraint(VOCABULARY, regex=r"\[[12,]*\]")
    with pytest.raises(InvalidArgument, match=r"uniqueItems.*cannot be saved"):
        save_constraint(CONSTRAINT, tmp_path / "constraint.safetensors")


def test_threads_share_a_constraint() -> None:
    fresh = compile_constraint(VOCABULARY, schema=NUMBERS)
    canvas = torch.full((N,), -1)

    def answers(constraint: Any, seed: int) -> list[Any]:
        generator = torch.Generator().manual_seed(seed)
        return [
            (constraint.best(canvas, _logits(k))[0].tolist(),
             constraint.sample(canvas, _logits(k), generator=generator).tolist())
            for k in range(25)
        ]  # fmt: skip

    alone = [answers(CONSTRAINT, seed) for seed in range(4)]
    together: list[Any] = [None] * 4

    def work(seed: int) -> None:
        together[seed] = answers(fresh, seed)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == alone


def test_the_other_padding() -> None:
    other = CONSTRAINT.scoring_padding(False)
    assert other.scoring_padding(False) is other
    assert not other.scores_padding
    for seed in range(10):
        best, _ = other.posterior(torch.full((N,), -1), _logits(seed)).best()
        assert tuple(best.tolist()) in EVERY
