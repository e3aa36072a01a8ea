"""LLaDA, Dream and LLaDA2 in our loop, against their own sampling rules on models of random weights."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
import torch
from torch import Tensor

from constrained_diffusion import generate
from constrained_diffusion.models.masked import Dream, LLaDA, LLaDA2, MaskedModel
from constrained_diffusion.sampling.loop import denoise
from constrained_diffusion.sampling.samplers import AbsorbingSampler
from constrained_diffusion.sampling.stopping import NEVER
from constrained_diffusion.sampling.strategies import (
    CommitStrategy,
    Confidence,
    Entropy,
    Margin,
    SemiAutoregressive,
)
from tests.checkpoints_by_hand import masked_model, qwen_tokenizer
from tests.models_by_hand import Anything

ADAPTERS = {"llada": LLaDA, "Dream": Dream, "llada2_moe": LLaDA2}
PROMPT = "What is the name of the person?"
N = 24


def adapter(family: str, **options: Any) -> MaskedModel:
    return ADAPTERS[family](masked_model(family), qwen_tokenizer(), **options)


def ours(model: MaskedModel, contexts: list[Tensor], strategy: CommitStrategy, n: int) -> list[Tensor]:
    assert model.vocabulary.mask is not None
    sampler = AbsorbingSampler(
        constraint=Anything(model.vocabulary), strategy=strategy, stop=NEVER, temperature=0.0,  # type: ignore[arg-type]
        mask=model.vocabulary.mask,
    )  # fmt: skip
    generators = [torch.Generator().manual_seed(0) for _ in contexts]
    states = denoise(
        model, contexts, [sampler] * len(contexts), generators, n=n, steps=10 * n, on_frame=lambda *_: None
    )
    return [state.canvas for state in states]


def commit(x: Tensor, scores: Tensor, confidence: Tensor, k: int, start: int, end: int) -> None:
    """Settles the k most confident masked positions of x[start:end]."""
    mask = int(qwen_tokenizer().mask_token_id)
    confidence = torch.where(x == mask, confidence, -torch.inf)
    confidence[:start] = confidence[end:] = -torch.inf
    chosen = confidence.topk(min(k, int((x[start:end] == mask).sum()))).indices
    x[chosen] = scores.argmax(-1)[chosen]


def own_llada(net: Any, prompt: Tensor, per_step: int, block: int) -> Tensor:
    """`remasking="low_confidence"` with steps = gen_length / per_step and block_length."""
    mask, length = int(qwen_tokenizer().mask_token_id), len(prompt)
    x = torch.cat([prompt, torch.full((N,), mask)])
    for start in range(length, length + N, block):
        while bool((x[start : start + block] == mask).any()):
            scores = net(x[None]).logits[0]
            commit(x, scores, scores.softmax(-1).amax(-1), per_step, start, start + block)
    return x[length:]


def own_dream(net: Any, prompt: Tensor, alg: str) -> Tensor:
    """`alg="entropy"`, "topk_margin" or "maskgit_plus" with one token a step."""
    mask, length = int(qwen_tokenizer().mask_token_id), len(prompt)
    x = torch.cat([prompt, torch.full((N,), mask)])
    while bool((x == mask).any()):
        scores = net(x[None], "full").logits[0]
        scores = torch.cat([scores[:1], scores[:-1]])
        chances = scores.softmax(-1)
        two = chances.topk(2, -1).values
        confidence = {
            "maskgit_plus": two[:, 0],
            "topk_margin": two[:, 0] - two[:, 1],
            "entropy": (chances * (chances + 1e-10).log()).sum(-1),
        }[alg]
        commit(x, scores, confidence, 1, length, length + N)
    return x[length:]


def own_llada2(net: Any, prompt: Tensor, threshold: float, block: int, blocks: int) -> Tensor:
    """`threshold`, `block_length` = `steps`; blocks are counted from the first token of the prompt."""
    mask, length = int(qwen_tokenizer().mask_token_id), len(prompt)
    first = length // block
    x = torch.full(((first + blocks) * block,), mask)
    x[:length] = prompt
    number = torch.arange(len(x)) // block
    bias = torch.where(number[None] <= number[:, None], 0.0, -torch.inf)[None, None]
    for current in range(first, first + blocks):
        end = (current + 1) * block
        seen = x[:end]
        while bool((seen == mask).any()):
            scores = net(seen[None], attention_mask=bias[..., :end, :end], position_ids=torch.arange(end)[None]).logits[
                0
            ]
            confidence = torch.where(seen == mask, scores.softmax(-1).amax(-1), -torch.inf)
            high = confidence > threshold
            if high.any():
                seen[high] = scores.argmax(-1)[high]
            else:
                commit(seen, scores, confidence, 1, 0, end)
    return x[length:]


@pytest.mark.parametrize(("per_step", "block"), [(1, N), (2, 8), (3, 6)])
def test_llada_commits_what_its_own_loop_commits(per_step: int, block: int) -> None:
    model = adapter("llada")
    (context,) = model.prepare([PROMPT], None)
    strategy = SemiAutoregressive(block_length=block, within=Confidence(threshold=1.0, per_step=per_step))
    with torch.no_grad():
        assert torch.equal(ours(model, [context], strategy, N)[0], own_llada(model.model, context, per_step, block))


@pytest.mark.parametrize(
    ("alg", "strategy"),
    [("entropy", Entropy()), ("topk_margin", Margin()), ("maskgit_plus", Confidence(threshold=1.0))],
)
def test_dream_commits_what_its_own_loop_commits(alg: str, strategy: CommitStrategy) -> None:
    model = adapter("Dream")
    (context,) = model.prepare([PROMPT], None)
    with torch.no_grad():
        assert torch.equal(ours(model, [context], strategy, N)[0], own_dream(model.model, context, alg))


@pytest.mark.parametrize("threshold", [0.95, 0.3, 0.1])
@pytest.mark.parametrize("prompt", [PROMPT, "Hi", "A prompt. " * 4])
def test_llada2_commits_what_its_own_loop_commits(threshold: float, prompt: str) -> None:
    block = 8
    model = adapter("llada2_moe", canvas_length=block)
    assert isinstance(model, LLaDA2)
    (context,) = model.prepare([prompt], None)
    with torch.no_grad():
        expected = own_llada2(model.model, context, threshold, block, 3)
        found = []
        for _ in range(3):
            (canvas,) = ours(model, [context], Confidence(threshold=threshold), model.next_length(context))
            found.append(canvas)
            context = model.extend(context, canvas)
    assert torch.equal(torch.cat(found), expected)


@pytest.mark.parametrize("family", ADAPTERS)
def test_rows_of_different_lengths_do_not_see_each_other(family: str) -> None:
    model = adapter(family)
    contexts = model.prepare(["one", "a longer prompt", "two", "another longer prompt"], None)
    canvas = torch.randint(model.vocabulary.size, (4, 7))
    together = model.logits(canvas, contexts, 1.0)
    for row in range(4):
        assert torch.allclose(
            together[row], model.logits(canvas[row : row + 1], contexts[row : row + 1], 1.0)[0], atol=1e-5
        )


def test_special_tokens() -> None:
    names = qwen_tokenizer().get_vocab()
    vocabulary = adapter("Dream").vocabulary
    assert vocabulary.mask == names["<|mask|>"]
    assert (vocabulary.eos, vocabulary.pad) == ((names["<|im_end|>"],), names["<|endoftext|>"])
    model = masked_model("Dream")
    model.config.mask_token_id = None
    with pytest.raises(ValueError, match="151666"):  # the released checkpoints' mask, which this tokenizer has not
        Dream(model, qwen_tokenizer())


SCHEMA = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "maxLength": 8},
        "age": {"type": "integer", "minimum": 0, "maximum": 150},
    },
    "required": ["name", "age"],
    "additionalProperties": False,
}


@pytest.mark.parametrize("family", ADAPTERS)
@pytest.mark.parametrize("strategy", ["entropy_bound", "random", "margin", SemiAutoregressive(block_length=8)])
def test_answers_are_valid(family: str, strategy: Any) -> None:
    model = adapter(family)
    results = generate(
        model, ["Who?", PROMPT, "Another"], schema=SCHEMA, max_tokens=50, steps=6, strategy=strategy, seed=0
    )  # fmt: skip
    for result in results:
        jsonschema.validate(json.loads(result.text), SCHEMA)
        assert len(result.tokens) <= 50
    messages = [
        {"role": "user", "content": "Who?"},
        {"role": "assistant", "content": "Ada"},
        {"role": "user", "content": "Age?"},
    ]
    assert generate(model, messages, regex="[0-9]{1,3}", max_tokens=8, steps=3, temperature=1.0, seed=2).value.isdigit()
