"""transformers' own DiffusionGemma loop with the constraint in it, on a tiny model of random weights."""

from __future__ import annotations

import copy
import json
import shutil
from random import Random
from typing import Any

import jsonschema
import pytest
import torch

from constrained_diffusion import ConstraintLogitsProcessor, Vocabulary, compile_constraint, generate
from constrained_diffusion.errors import InvalidArgument, UnsatisfiableConstraint
from constrained_diffusion.models.diffusion_gemma import DiffusionGemma
from tests.checkpoints_by_hand import diffusion_gemma, gemma_tokenizer
from tests.random_schemas import random_schema

SINGLE, OF_THREE = 64, 24


def model_of(canvas_length: int) -> DiffusionGemma:
    return DiffusionGemma(diffusion_gemma(canvas_length), gemma_tokenizer())


def in_their_loop(
    model: DiffusionGemma, constraint: Any, prompts: list[str], budget: int, seed: int, **options: Any
) -> list[str]:
    """The answers of transformers' `generate` to a batch of prompts, padded on the left."""
    tokenizer = gemma_tokenizer()
    tokenizer.padding_side = "left"
    inputs = tokenizer(prompts, return_tensors="pt", padding=True)
    length = inputs["input_ids"].shape[1]
    processor = ConstraintLogitsProcessor(constraint, length, budget)
    torch.manual_seed(seed)
    done = model.model.generate(
        inputs["input_ids"], attention_mask=inputs["attention_mask"], max_denoising_steps=2,
        **processor.arguments, **options,
    )  # fmt: skip
    texts = []
    for row in done.sequences[:, length:]:
        assert int(torch.from_numpy(model.vocabulary.is_text)[row].sum()) <= budget
        texts.append(model.vocabulary.decode(row))
    assert processor.texts(done.sequences) == texts
    return texts


@pytest.mark.parametrize("number", range(100))
def test_a_hundred_schemas_in_both_loops(number: int) -> None:
    """With random weights nothing but the constraint can make the answers valid."""
    rng = Random(number)
    asked = random_schema(rng)
    canvases = 1 if number % 2 else 3
    model = model_of(SINGLE if canvases == 1 else OF_THREE)
    budget = canvases * model.canvas_length - rng.randrange(3)
    prompts = [
        "".join(rng.choices("What is the name? Zoë 日本", k=rng.randint(1, 20)))
        for _ in range(4 if number % 4 < 2 else 1)
    ]
    constraint = compile_constraint(model.vocabulary, schema=asked, scores_padding=False)
    texts = in_their_loop(model, constraint, prompts, budget, number)
    results = generate(
        model, prompts, constraint=constraint, max_tokens=budget, steps=2, seed=number, temperature=number % 3 / 2
    )
    texts += [result.text for result in results]
    assert len(texts) == 2 * len(prompts)
    for text in texts:
        jsonschema.validate(json.loads(text), asked)


@pytest.mark.skipif(shutil.which("g++") is None, reason="torch.compile needs a C++ compiler")
def test_a_compiled_loop() -> None:
    """A static cache makes transformers compile its model calls and its sampler; the processor stays outside."""
    model = copy.deepcopy(model_of(OF_THREE))  # compilation leaves its traces in the model
    asked = {"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": 99}, "minItems": 9, "maxItems": 12}
    constraint = compile_constraint(model.vocabulary, schema=asked, scores_padding=False)
    for text in in_their_loop(model, constraint, ["one", "a second"], 48, 0, cache_implementation="static"):
        jsonschema.validate(json.loads(text), asked)


@pytest.mark.parametrize("canvas_length", [SINGLE, OF_THREE])
def test_a_language_with_a_stack(canvas_length: int) -> None:
    model = model_of(canvas_length)
    constraint = compile_constraint(
        model.vocabulary, grammar='start: "[" (start ("," start)*)? "]" | "1"', scores_padding=False
    )
    for seed in range(2):
        for text in in_their_loop(model, constraint, ["one", "a second"], 48 - seed, seed):
            json.loads(text)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_level_tokens_stay_apart_at_every_temperature(dtype: torch.dtype) -> None:
    """ "a" has two continuations, the others one twice as probable: all letters are level, one of them is best."""
    vocabulary = model_of(SINGLE).vocabulary
    for count in range(2, 26):
        others = "bcdefghijklmnopqrstuvwxyz"[: count - 1]
        constraint = compile_constraint(vocabulary, regex=f"a[12]|[{others}]3", scores_padding=False)
        logits = torch.full((1, 2, vocabulary.size), -1e4)
        logits[..., [vocabulary.encode(letter)[0] for letter in f"a12{others}"]] = 0.0
        logits[..., vocabulary.encode("3")[0]] = torch.tensor(2.0).log()
        processed = ConstraintLogitsProcessor(constraint, 1, 2)(torch.zeros(1, 1, dtype=torch.long), logits.to(dtype))
        for step in range(48, 0, -1):
            temperature = 0.4 + 0.4 * (torch.tensor(step, dtype=torch.int32) / 48)
            assert constraint.accepts((processed / temperature).argmax(-1)[0])


def test_a_budget_that_holds_no_member_is_refused() -> None:
    model = model_of(SINGLE)
    constraint = compile_constraint(model.vocabulary, regex="[0-9]{40}z", scores_padding=False)
    with pytest.raises(UnsatisfiableConstraint, match="least that would do"):
        ConstraintLogitsProcessor(constraint, 3, 5)


def test_a_prompt_of_another_length_is_refused() -> None:
    """Columns of the prompt would be read as an answer, or the answer's as the prompt."""
    model = model_of(SINGLE)
    constraint = compile_constraint(model.vocabulary, regex="[0-9]+", scores_padding=False)
    prompt = gemma_tokenizer()("What is it?", return_tensors="pt")["input_ids"]
    for length in (0, prompt.shape[1] - 1, prompt.shape[1] + 1):
        processor = ConstraintLogitsProcessor(constraint, length, SINGLE)
        with pytest.raises(InvalidArgument, match=rf"{prompt.shape[1]} columns, not {length}"):
            model.model.generate(prompt, max_denoising_steps=1, **processor.arguments)


def test_sequences_of_another_loop_are_refused() -> None:
    vocabulary = Vocabulary.from_bytes([b"a", b"b", b""], eos=2)
    processor = ConstraintLogitsProcessor(compile_constraint(vocabulary, regex="a+"), 1, 3)
    with pytest.raises(InvalidArgument, match="answer 1, 'ab', is not in the language"):
        processor.texts(torch.tensor([[0, 0, 0, 2], [0, 0, 1, 2]]))
    with pytest.raises(InvalidArgument, match="str is none"):
        ConstraintLogitsProcessor("a+", 1, 3)  # type: ignore[arg-type]


def test_an_answer_that_was_cut_is_refused() -> None:
    model = model_of(OF_THREE)
    constraint = compile_constraint(model.vocabulary, regex="[0-9]{60}z", scores_padding=False)
    prompt = gemma_tokenizer()("What is it?", return_tensors="pt")["input_ids"]
    processor = ConstraintLogitsProcessor(constraint, prompt.shape[1], 3 * OF_THREE)
    cut = model.model.generate(prompt, max_denoising_steps=1, **processor.arguments | {"max_new_tokens": OF_THREE})
    with pytest.raises(InvalidArgument, match=f"answer 0 is cut after {OF_THREE} tokens.*at least max_tokens, 72"):
        processor.texts(cut.sequences)
    whole = model.model.generate(prompt, max_denoising_steps=1, **processor.arguments)
    (text,) = processor.texts(whole.sequences)
    assert constraint.accepts(model.vocabulary.encode(text))
