"""SGLang's algorithms, worker and requests: every answer is what was asked, block after block."""

from __future__ import annotations

import gc
import json
import re
import weakref
from itertools import pairwise
from random import Random
from typing import Any

import jsonschema
import pytest
import torch
from torch import Tensor

from tests.checkpoints_by_hand import qwen_tokenizer
from tests.random_schemas import random_schema
from tests.serving.sglang.by_hand import GEMMA
from tests.serving.sglang.sglang_by_hand import Engine

pytestmark = pytest.mark.usefixtures("hooks")

WAYS: dict[str, dict[str, Any]] = {
    "low confidence": {"algorithm": "LowConfidence"},
    "low confidence, low threshold": {"algorithm": "LowConfidence", "threshold": 0.1},
    "low confidence, first done first out": {"algorithm": "LowConfidence", "fdfo": True},
    "low confidence, blocks of SDAR": {"algorithm": "LowConfidence", "block_size": 4},
    "low confidence, blocks of LLaDA2": {"algorithm": "LowConfidence", "block_size": 32, "threshold": 0.5},
    "joint threshold": {"algorithm": "JointThreshold"},
    "joint threshold, some edits": {"algorithm": "JointThreshold", "edit_threshold": 0.3, "threshold": 0.2},
    "joint threshold, first done first out": {"algorithm": "JointThreshold", "fdfo": True, "edit_threshold": 0.2},
    "joint threshold, vectorised": {
        "algorithm": "JointThreshold", "vectorized_decoding": True, "edit_threshold": 0.2, "threshold": 0.2,
    },
    "joint threshold, vectorised, first done first out": {
        "algorithm": "JointThreshold", "vectorized_decoding": True, "fdfo": True, "edit_threshold": 0.2,
    },
    "renoise": {"algorithm": GEMMA, "block_size": 16, "max_denoising_steps": 6},
    "renoise, first done first out": {"algorithm": GEMMA, "block_size": 16, "max_denoising_steps": 4, "fdfo": True},
}  # fmt: skip


def nested(text: str) -> bool:
    return text.strip("()") == "x" and text.count("(") == text.count(")") == len(text) // 2


def random_request(rng: Random, engine: Engine, number: int) -> tuple[Any, Any]:
    """A request with what judges its answer; one in four is free."""
    prompt = [rng.randrange(30, 300) for _ in range(rng.randint(1, 40))]
    if number % 4 == 0:
        schema = random_schema(rng)
        validator = jsonschema.Draft202012Validator(schema)
        req = engine.request(prompt, 128, json_schema=json.dumps(schema))
        return req, lambda text: validator.is_valid(json.loads(text))
    if number % 4 == 1:
        low, high = sorted((rng.randint(1, 30), rng.randint(1, 30)))
        pattern = rng.choice([f"[a-z]{{{low},{high}}}-\\d+", f"(ab|c){{{low},{high}}}", f"\\d{{{low}}}( \\w+)*"])
        return engine.request(prompt, 100, regex=pattern), lambda text: re.fullmatch(pattern, text) is not None
    if number % 4 == 2:
        grammar = rng.choice(['root ::= "(" root ")" | "x"', 'start: "(" start ")" | "x"'])
        return engine.request(prompt, rng.choice([3, 17, 60]), ebnf=grammar), nested
    return engine.request(prompt, rng.randint(1, 60)), None


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("scale", [0.5, 12.0])
def test_mixed_batches(way: str, scale: float) -> None:
    torch.manual_seed(16)
    rng = Random(f"{way} {scale}")
    engine = Engine(scores=lambda *shape: scale * torch.randn(*shape), **WAYS[way])
    for _ in range(3):
        asked = [random_request(rng, engine, number) for number in range(8)]
        engine.finish([req for req, _ in asked])
        for req, judge in asked:
            answer = engine.text(req)
            assert len(req.output_ids_through_stop) <= req.sampling_params.max_new_tokens
            assert judge is None or judge(answer), (way, answer)


@pytest.mark.parametrize("way", WAYS)
def test_answers_over_several_blocks(way: str) -> None:
    torch.manual_seed(4)
    engine = Engine(**WAYS[way])
    schema = {"type": "array", "items": {"type": "integer", "minimum": 1000}, "minItems": 9, "maxItems": 12}
    req = engine.request([40] * 13, 150, json_schema=json.dumps(schema))
    engine.finish([req])
    assert len(req.output_ids) > engine.dllm_config.block_size
    jsonschema.validate(json.loads(engine.text(req)), schema)


@pytest.mark.parametrize("way", WAYS)
def test_the_least_budget_is_enough(way: str) -> None:
    torch.manual_seed(5)
    engine = Engine(**WAYS[way])
    with pytest.raises(ValueError, match="the least that would do is") as told:
        engine.request([40] * 6, 1, regex="[0-9]{21}")
    least = int(str(told.value).split()[-1])
    for most in range(least, least + 3):
        req = engine.request([40] * 6, most, regex="[0-9]{21}[0-9]*")
        engine.finish([req])
        assert re.fullmatch("[0-9]{21,}", engine.text(req))


@pytest.mark.parametrize("way", WAYS)
def test_the_end_of_the_context_is_a_budget_too(way: str) -> None:
    torch.manual_seed(6)
    engine = Engine(**WAYS[way])
    schema = '{"type": "array", "items": {"type": "integer"}, "minItems": 1}'
    req = engine.request([40] * 215, 1 << 20, json_schema=schema)
    engine.finish([req])
    assert isinstance(json.loads(engine.text(req)), list)
    assert req.seqlen <= 256


@pytest.mark.parametrize("way", WAYS)
def test_free_requests_are_what_they_are_alone(way: str) -> None:
    """Scores that depend on the position in the batch alone, so that a free request sees the same beside others."""

    def scores(*shape: int) -> Tensor:
        made = torch.randn(*shape, generator=torch.Generator().manual_seed(7)) * 4
        made[:, qwen_tokenizer().mask_token_id] = -100.0  # SGLang would commit it, and wait for ever
        return made

    answers = []
    for pattern in (None, "[0-9]{20}"):
        engine = Engine(scores=scores, **WAYS[way])
        free = engine.request([40] * 5, 40)
        free.rid = "free"  # seeds the noise
        others = [] if pattern is None else [engine.request([41] * 5, 40, regex=pattern)]
        while not free.finished():
            engine.round([free, *(other for other in others if not other.finished())])
        answers.append(list(free.output_ids))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("way", [way for way in WAYS if "first done" not in way or "renoise" in way])
def test_a_retracted_request_goes_on_where_it_was(way: str) -> None:
    torch.manual_seed(8)
    engine = Engine(**WAYS[way])
    req = engine.request([40] * 9, 90, regex="[a-z]{50}[0-9]{9}")
    while len(req.output_ids) < 10:
        engine.round([req])
    written = list(req.output_ids)
    req.reset_for_retract()
    if not engine.gemma:
        for _ in range(req.seqlen // engine.dllm_config.block_size):  # what is known is read again
            engine.round([req])
    assert list(req.output_ids) == written
    engine.finish([req])
    assert re.fullmatch("[a-z]{50}[0-9]{9}", engine.text(req))
    assert list(req.output_ids)[: len(written)] == written


def test_a_prompt_may_hold_mask_tokens() -> None:
    torch.manual_seed(9)
    for way in ("low confidence", "joint threshold", "joint threshold, vectorised"):
        engine = Engine(**WAYS[way])
        req = engine.request([40, engine.dllm_config.mask_id] * 5, 40, regex="[0-9]{20}")
        engine.finish([req])
        assert re.fullmatch("[0-9]{20}", engine.text(req))


def test_edits_happen_and_stay_valid() -> None:
    torch.manual_seed(10)
    engine = Engine("JointThreshold", edit_threshold=0.0, threshold=0.05, scores=lambda *shape: 6 * torch.randn(*shape))
    seen: list[list[int]] = []
    step = engine.worker.dllm_algorithm.step

    def watched(forward_batch: Any, *rest: Any) -> Any:
        done = step(forward_batch, *rest)
        seen.append(forward_batch.input_ids.tolist())
        return done

    engine.worker.dllm_algorithm.step = watched
    req = engine.request([40] * 8, 16, regex="[a-z]{12,}")
    engine.finish([req])
    assert re.fullmatch("[a-z]{12,}", engine.text(req))
    mask = engine.dllm_config.mask_id
    assert any(
        one != two and one != mask and two != mask
        for before, after in pairwise(seen)
        for one, two in zip(before, after, strict=True)
    )


def test_a_canvas_that_is_sure_is_done_early() -> None:
    """Entropies would be no numbers where probabilities are -inf as logarithms."""
    steps: list[int] = []

    def scores(*shape: int) -> Tensor:
        steps.append(1)
        made = torch.zeros(*shape)
        made[:, letter] = 40.0
        return made

    engine = Engine(GEMMA, block_size=16, max_denoising_steps=30, confidence_threshold=0.5, scores=scores)
    letter = engine.tokenizer.encode("q", add_special_tokens=False)[-1]
    req = engine.request([40] * 8, 16, regex="[a-z]{12,}")
    engine.finish([req])
    assert re.fullmatch("[a-z]{12,}", engine.text(req))
    assert len(steps) < 10


def test_a_request_leaves_nothing_behind() -> None:
    engine = Engine("LowConfidence")
    req = engine.request([40], 30, regex="[0-9]{20}")
    engine.round([req])
    kept = weakref.ref(req), weakref.ref(req.constrained_diffusion)
    del req  # aborted: SGLang drops it from its queues
    engine.output_streamer.reset_mock()
    engine.metrics_reporter.reset_mock()
    gc.collect()
    assert kept[0]() is None
    assert kept[1]() is None
