"""vLLM's own engine: `LLM.generate` with structured outputs on a diffusion model."""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any

import jsonschema
import pytest
import torch
from vllm import SamplingParams
from vllm.exceptions import VLLMValidationError
from vllm.sampling_params import RepetitionDetectionParams, StructuredOutputsParams

from constrained_diffusion.serving.vllm.front_end import CARRIED, REASONING_ENDED
from tests.random_schemas import random_schema
from tests.serving.vllm.conftest import CANVAS

PROMPT = "What is the name of the person?<|channel>thought\n<channel|>"
"""Ends in a thought that is empty, as chat templates write it where thinking is off."""


def asked(max_tokens: int = CANVAS, logprobs: int | None = None, **outputs: Any) -> SamplingParams:
    wanted = StructuredOutputsParams(**outputs) if outputs else None
    return SamplingParams(max_tokens=max_tokens, structured_outputs=wanted, logprobs=logprobs)


def texts(engine: Any, params: list[SamplingParams], prompt: str = PROMPT) -> list[str]:
    done = engine.generate([prompt] * len(params), params, use_tqdm=False)
    return [one.outputs[0].text for one in done]


def nested(text: str) -> bool:
    return text.strip("()") == "x" and text.count("(") == text.count(")") == len(text) // 2


def random_requests(rng: Random, count: int) -> list[tuple[SamplingParams, Any]]:
    """Requests with what judges their answers; one in five is free."""
    made: list[tuple[SamplingParams, Any]] = []
    for number in range(count):
        budget = rng.choice([CANVAS // 2, CANVAS, 3 * CANVAS])
        kind = ("json", "regex", "choice", "grammar", "free")[number % 5]
        if kind == "json":
            schema = random_schema(rng)
            validator = jsonschema.Draft202012Validator(schema)
            made.append((asked(3 * CANVAS, json=schema), lambda text, v=validator: v.is_valid(json.loads(text))))
        elif kind == "regex":
            low, high = sorted((rng.randint(1, 40), rng.randint(1, 40)))
            pattern = rng.choice([f"[a-z]{{{low},{high}}}-\\d+", f"(ab|c){{{low},{high}}}", f"\\d{{{low}}}( \\w+)*"])
            made.append((asked(3 * CANVAS, regex=pattern), lambda text, p=pattern: re.fullmatch(p, text) is not None))
        elif kind == "choice":
            choices = [f"choice {rng.randint(0, 10**6)}" for _ in range(rng.randint(1, 20))]
            made.append((asked(budget, choice=choices), lambda text, c=choices: text in c))
        elif kind == "grammar":
            grammar = rng.choice(['root ::= "(" root ")" | "x"', 'start: "(" start ")" | "x"'])
            made.append((asked(budget, grammar=grammar), nested))
        else:
            made.append((asked(budget), None))
    return made


def test_sixty_requests_in_mixed_batches(engine: Any) -> None:
    requests = random_requests(Random(16), 60)
    for answer, (params, judge) in zip(texts(engine, [params for params, _ in requests]), requests, strict=True):
        assert judge is None or judge(answer), (params.structured_outputs, answer)


def test_answers_over_three_canvases(engine: Any) -> None:
    least = {"type": "array", "items": {"type": "integer", "minimum": 1000}, "minItems": 24, "maxItems": 30}
    (one,) = engine.generate([PROMPT], [asked(3 * CANVAS, json=least)], use_tqdm=False)
    assert len(one.outputs[0].token_ids) > CANVAS
    jsonschema.validate(json.loads(one.outputs[0].text), least)


def test_the_budget_is_never_exceeded(engine: Any) -> None:
    schema = {"type": "array", "items": {"type": "integer"}, "minItems": 1}
    for budget in (4, 5, 17, CANVAS, CANVAS + 1, CANVAS + 3):
        (one,) = engine.generate([PROMPT], [asked(budget, json=schema)], use_tqdm=False)
        assert len(one.outputs[0].token_ids) <= budget
        assert one.outputs[0].finish_reason == "stop"  # and not "length", which says that it was cut off
        jsonschema.validate(json.loads(one.outputs[0].text), schema)


REFUSED = {
    r"UnsupportedSchema: .*leads nowhere.*at /properties/a/\$ref": {"json": {"properties": {"a": {"$ref": "#/nope"}}}},
    "InvalidRegex: a group is not closed": {"regex": "(a"},
    "InvalidGrammar: there is no rule 'b'.*line 1, column 10": {"grammar": "root ::= b"},
    "the language has no member of at most 4 tokens; the least": {"max_tokens": 4, "regex": "(0123456789){9}"},
    "structural tags are not supported": {"structural_tag": '{"type": "structural_tag"}'},
    "whitespace_pattern is not supported": {"json": {"type": "string"}, "whitespace_pattern": " "},
}


@pytest.mark.parametrize("message", REFUSED)
def test_what_cannot_be_is_refused_before_it_is_scheduled(engine: Any, message: str) -> None:
    with pytest.raises(VLLMValidationError, match=message):
        engine.generate([PROMPT], [asked(**REFUSED[message])], use_tqdm=False)
    assert not engine.llm_engine.has_unfinished_requests()


REPEATED = RepetitionDetectionParams(max_pattern_size=2, min_count=2)
CUTTING = [{"stop": ["a"]}, {"stop_token_ids": [40]}, {"ignore_eos": True}, {"repetition_detection": REPEATED},
           {"thinking_token_budget": 9}]  # fmt: skip


@pytest.mark.parametrize("change", CUTTING)
def test_what_would_cut_an_answer_is_refused(engine: Any, change: dict[str, Any]) -> None:
    params = SamplingParams(structured_outputs=StructuredOutputsParams(regex="a+"), **change)
    with pytest.raises(VLLMValidationError, match=r"InvalidArgument: (stop|ignore_eos|repetition|thinking_token)"):
        engine.generate([PROMPT], [params], use_tqdm=False)


def test_free_answers_are_what_they_are_without_the_plugin(engine: Any) -> None:
    from vllm.model_executor.models.diffusion_gemma import DiffusionGemmaModelState

    from constrained_diffusion.serving.vllm.engine import ConstrainedSampler

    runner = engine.llm_engine.model_executor.driver_worker.worker.model_runner
    assert isinstance(runner.sampler, ConstrainedSampler)
    own, plugged = runner.sampler._inner, runner.sampler
    found = []
    for sampler in (own, plugged):
        runner.sampler = sampler
        torch.manual_seed(0)
        found.append(texts(engine, [asked(), asked(3 * CANVAS)]))
    runner.sampler = plugged
    assert found[0] == found[1]
    assert isinstance(runner.model_state, DiffusionGemmaModelState)


def test_an_abort_leaves_nothing_behind(engine: Any) -> None:
    core = engine.llm_engine
    core.add_request("goes", PROMPT, asked(3 * CANVAS, regex="[a-z]{150,}"))
    core.add_request("stays", PROMPT, asked(regex="[0-9]{5}"))
    core.step()
    core.abort_request(["goes"])
    done = []
    while core.has_unfinished_requests():
        done += [one for one in core.step() if one.finished]
    assert [one.request_id for one in done] == ["stays"]
    assert re.fullmatch("[0-9]{5}", done[0].outputs[0].text)
    core.step()
    runner = core.model_executor.driver_worker.worker.model_runner
    assert runner.model_state._guides == {}


def test_a_preempted_request_goes_on_where_it_was(engine: Any) -> None:
    core = engine.llm_engine
    pattern = "([a-z]{5} ){30,32}[0-9]"
    core.add_request("long", PROMPT, asked(4 * CANVAS, regex=pattern))
    core.add_request("free", PROMPT, asked(3 * CANVAS))
    done, preempted = {}, False
    while core.has_unfinished_requests():
        for one in core.step():
            if one.finished:
                done[one.request_id] = one.outputs[0]
            elif one.request_id == "long" and not preempted and len(one.outputs[0].token_ids) >= CANVAS:
                preempted = core.reset_prefix_cache(reset_running_requests=True)
    assert preempted
    assert len(done["long"].token_ids) > CANVAS
    assert re.fullmatch(pattern, done["long"].text)
    assert len(done["free"].token_ids) > 0


def test_canvases_that_are_committed_in_part(engine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the tokens of a step do not suffice for all canvases, vLLM takes a part of one."""
    scheduler = engine.llm_engine.engine_core.engine_core.scheduler
    monkeypatch.setattr(scheduler, "max_num_scheduled_tokens", CANVAS + CANVAS // 2)
    pattern = "([a-z]{5} ){20}[0-9]{60,133}"
    params = [asked(n, regex=pattern) for n in (2 * CANVAS, 3 * CANVAS, 4 * CANVAS, 3 * CANVAS + 7)]
    for text in texts(engine, params * 2):
        assert re.fullmatch(pattern, text), text


def test_greedy_is_a_schedule_without_a_temperature(engine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    sampler = engine.llm_engine.model_executor.driver_worker.worker.model_runner.sampler._inner
    monkeypatch.setattr(sampler, "t_min", 0.0)
    monkeypatch.setattr(sampler, "t_max", 0.0)
    found = texts(engine, [asked(regex="[a-z]{3}-[0-9]{4}"), asked(json={"type": "integer"}), asked()])
    assert re.fullmatch("[a-z]{3}-[0-9]{4}", found[0])
    assert isinstance(json.loads(found[1]), int)


@pytest.mark.parametrize("junk", ["no JSON", '{"kind": "regex"}', 7, None])
def test_what_a_client_says_under_the_plugin_s_own_names_is_not_read(engine: Any, junk: Any) -> None:
    extra = {CARRIED: junk, REASONING_ENDED: junk}
    free, bound = asked(), asked(regex="[0-9]{4}")
    free.extra_args, bound.extra_args = dict(extra), dict(extra)
    assert re.fullmatch("[0-9]{4}", texts(engine, [free, bound])[1])


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_logits_that_are_none_do_not_end_the_engine(engine: Any, monkeypatch: pytest.MonkeyPatch, value: float) -> None:
    runner = engine.llm_engine.model_executor.driver_worker.worker.model_runner
    compute = runner.model.compute_logits
    monkeypatch.setattr(runner.model, "compute_logits", lambda *given: compute(*given).fill_(value))
    assert re.fullmatch("[0-9]{4}", texts(engine, [asked(regex="[0-9]{4}")])[0])
    monkeypatch.undo()
    assert re.fullmatch("[0-9]{4}", texts(engine, [asked(regex="[0-9]{4}")])[0])


def test_logprobs_are_the_posterior_s(engine: Any) -> None:
    (one,) = engine.generate([PROMPT], [asked(logprobs=2, choice=["yes", "no"])], use_tqdm=False)
    assert one.outputs[0].text in ("yes", "no")
    for position, token in zip(one.outputs[0].logprobs, one.outputs[0].token_ids, strict=True):
        assert position[token].rank == 1


def test_a_thought_comes_first_where_the_prompt_asks_for_one(engine: Any) -> None:
    tokenizer = engine.get_tokenizer()
    open_thought = "<|turn>user\nHi<turn|>\n<|turn>model\n<|channel>thought\n"
    params = asked(2 * CANVAS, regex="[0-9]{4}")
    params.skip_special_tokens = False
    (one,) = engine.generate([open_thought], [params], use_tqdm=False)
    thought, end, answer = one.outputs[0].text.partition("<channel|>")
    assert end
    assert re.fullmatch("[0-9]{4}(<turn[|]>|<eos>)?", answer)
    assert tokenizer.encode(thought, add_special_tokens=False)


def test_pinned_tokens_stand_in_the_answer(engine: Any) -> None:
    tokenizer = engine.get_tokenizer()
    seven = tokenizer.encode("7", add_special_tokens=False)[-1]
    assert tokenizer.decode([seven]) == "7"
    seed = [seven] * CANVAS
    params = asked(regex="[0-9]{6}")
    params.extra_args = {"diffusion_seed_canvas": seed, "diffusion_pinned": [2, 4]}
    (one,) = engine.generate([PROMPT], [params], use_tqdm=False)
    assert re.fullmatch("[0-9]{6}", one.outputs[0].text)
    assert one.outputs[0].token_ids[2] == one.outputs[0].token_ids[4] == seven
    for change, message in (
        ({"regex": "[a-z]{6}"}, "leave nothing"),
        ({"regex": "[0-9]{6}", "max_tokens": 65}, "at most 64"),
    ):
        refused = asked(**change)
        refused.extra_args = params.extra_args
        with pytest.raises(VLLMValidationError, match=message):
            texts(engine, [refused])
