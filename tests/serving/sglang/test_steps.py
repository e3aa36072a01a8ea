"""What a step is handed, with an algorithm written by hand: held tokens, the budget, scores that are no scores."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from torch import Tensor

from constrained_diffusion.errors import UnsatisfiableConstraint
from constrained_diffusion.serving.sglang import engine
from tests.serving.sglang.by_hand import config, params, served

BLOCK = 8


class LowConfidence:
    """Commits one open position a step, the last of them first."""

    def __init__(self, mask_id: int) -> None:
        self.block_size, self.mask_id = BLOCK, mask_id
        self.seen: Tensor | None = None

    def step(self, forward_batch: Any, full_logits: Tensor, states: list[Any]) -> list[bool]:
        self.seen = full_logits.clone()
        ids = forward_batch.input_ids.view(-1, BLOCK)
        logits = full_logits.view(len(ids), BLOCK, -1)
        for row, block in enumerate(ids):
            spots = (block == self.mask_id).nonzero().flatten().tolist()
            if spots:
                block[spots[-1]] = logits[row, spots[-1]].argmax()
        return (ids != self.mask_id).all(1).tolist()  # type: ignore[no-any-return]


def request(prompt: list[int], on: Any, most: int = 64, **asked: Any) -> Any:
    wanted = on.asked(params(**asked), prompt, False) if asked else None
    req = SimpleNamespace(origin_input_ids=prompt, output_ids=[], dllm_block_offset=len(prompt) // BLOCK * BLOCK)
    if wanted is not None:
        req.constrained_diffusion = on.answers(wanted, len(prompt), most)
    return req


def block_of(req: Any, mask: int) -> list[int]:
    known = [*req.origin_input_ids, *req.output_ids]
    return [*known[req.dllm_block_offset :], *[mask] * (BLOCK - len(known) % BLOCK)]


def denoise(reqs: list[Any], on: Any, scores: Any = torch.randn, width: int | None = None) -> LowConfidence:
    """One block of every request."""
    mask = on.compiler.vocabulary.mask
    algorithm = LowConfidence(mask)
    engine.steer(algorithm, None)
    ids = torch.tensor([block_of(req, mask) for req in reqs])
    batch = SimpleNamespace(input_ids=ids.view(-1))
    worker = SimpleNamespace(dllm_algorithm=algorithm)

    def run(worker: Any, forward_batch: Any, batch: Any) -> None:
        while not all(
            algorithm.step(forward_batch, scores(len(reqs) * BLOCK, width or on._model.vocab_size), [None] * len(reqs))
        ):
            pass

    engine.forward(run, worker, batch, SimpleNamespace(reqs=reqs))
    for req, row in zip(reqs, ids.tolist(), strict=True):
        start = len(req.origin_input_ids) + len(req.output_ids) - req.dllm_block_offset
        req.output_ids += row[start:]
        req.dllm_block_offset += BLOCK
    return algorithm


def text(req: Any, on: Any, most: int = 64) -> str:
    ends = on.compiler.vocabulary.eos
    tokens = req.output_ids[:most]
    end = next((place for place, token in enumerate(tokens) if token in ends), len(tokens))
    return on._tokenizer.decode(tokens[:end])  # type: ignore[no-any-return]


@pytest.mark.parametrize("prompt", [[40], [40] * 5, [40] * 8, [40] * 15])
def test_an_answer_over_several_blocks(prompt: list[int]) -> None:
    torch.manual_seed(len(prompt))
    on = served(config())
    reqs = [request(prompt, on, regex="(abc|x-y){9,20}!"), request(prompt, on, ebnf='root ::= "(" root ")" | "x"')]
    for _ in range(9):
        denoise(reqs, on)
    assert re.fullmatch("(abc|x-y){9,20}!", text(reqs[0], on))
    found = text(reqs[1], on)
    assert found.count("(") == found.count(")") == len(found) // 2


def test_an_answer_ends_within_its_budget() -> None:
    on = served(config())
    least = on.answers(on.asked(params(regex="[0-9]{11}"), [], False), 1, 64).constraint.min_length()
    with pytest.raises(UnsatisfiableConstraint, match=f"the least that would do is {least + 1}"):
        request([40] * 3, on, least, regex="[0-9]{11}[0-9]*")
    for most in range(least + 1, least + 5):
        req = request([40] * 3, on, most, regex="[0-9]{11}[0-9]*")
        for _ in range(4):
            denoise([req], on)
        assert re.fullmatch("[0-9]{11,}", text(req, on, most))


def test_free_rows_are_what_the_model_said() -> None:
    on = served(config())
    free, bound = request([40], on), request([40], on, regex="[0-9]{6}")
    given: list[Tensor] = []

    def scores(*shape: int) -> Tensor:
        given.append(torch.randn(*shape))
        return given[-1]

    kept: list[Tensor] = []
    algorithm = denoise([free, bound], on, lambda *shape: kept.append(scores(*shape).clone()) or given[-1])
    assert algorithm.seen is not None
    assert torch.equal(algorithm.seen[:BLOCK], kept[-1][:BLOCK])
    assert not torch.equal(algorithm.seen[BLOCK:], kept[-1][BLOCK:])
    assert torch.isfinite(algorithm.seen).all()


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), -float("inf")])
def test_scores_that_are_none_do_not_end_the_engine(wrong: float) -> None:
    on = served(config())
    req = request([40], on, regex="[0-9]{6}")
    for _ in range(2):
        denoise([req], on, lambda *shape: torch.full(shape, wrong))
    assert re.fullmatch("[0-9]{6}", text(req, on))


def test_more_columns_than_tokens_are_never_committed() -> None:
    on = served(config())
    req = request([40], on, regex="[0-9]{6}")
    for _ in range(2):
        denoise([req], on, width=on._model.vocab_size + 5)
    assert re.fullmatch("[0-9]{6}", text(req, on))


def test_a_block_that_is_only_read_is_left_alone() -> None:
    on = served(config())
    req = request([40] * 20, on, regex="a")
    for offset in (0, 8):
        req.dllm_block_offset = offset
        assert engine.canvas_of(req, BLOCK) is None
    req.dllm_block_offset = 16
    canvas = engine.canvas_of(req, BLOCK)
    assert canvas is not None
    assert canvas.start == 4
    assert engine.canvas_of(request([40], on), BLOCK) is None


def test_an_unknown_algorithm_keeps_its_step() -> None:
    other = SimpleNamespace(step=len)
    engine.steer(other, None)
    assert other.step is len
