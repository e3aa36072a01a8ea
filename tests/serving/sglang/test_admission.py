"""SGLang's scheduler and grammar queue, and its own check of DiffusionGemma's requests."""

from __future__ import annotations

import asyncio
from array import array
from collections import defaultdict
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import msgspec
import pytest
from sglang.srt.constrained.grammar_manager import GrammarManager
from sglang.srt.dllm.algorithm import get_algorithm_cls
from sglang.srt.managers import tokenizer_manager
from sglang.srt.managers.io_struct import GenerateReqInput, TokenizedGenerateReqInput
from sglang.srt.managers.schedule_batch import Req
from sglang.srt.managers.tokenizer_manager import TokenizerManager
from sglang.srt.sampling.sampling_params import SamplingParams

from constrained_diffusion.serving.sglang.requests import CARRIED, asks
from constrained_diffusion.serving.sglang.served import Served
from tests.serving.sglang.by_hand import GEMMA
from tests.serving.sglang.sglang_by_hand import Engine

pytestmark = pytest.mark.usefixtures("hooks")


def raw(engine: Engine, **asked: Any) -> Any:
    params = SamplingParams(max_new_tokens=20, **asked)
    params.normalize(None)
    return Req("raw", "", array("q", [40] * 3), params, vocab_size=400, dllm_config=engine.dllm_config)


@pytest.mark.parametrize("algorithm", ["LowConfidence", "JointThreshold", GEMMA])
def test_no_request_waits_for_a_grammar(algorithm: str) -> None:
    engine = Engine(algorithm)
    manager = object.__new__(GrammarManager)
    manager.constrained_diffusion = engine.served
    manager.grammar_queue, manager.grammar_backend, manager._enable_strict_thinking = [], None, False
    for asked in ({"json_schema": '{"type": "boolean"}'}, {"regex": "a+"}, {"ebnf": 'root ::= "a"'}, {}):
        req = raw(engine, **asked)
        assert engine.validate_dllm_request(req) is None
        assert not manager.process_req_with_grammar(req)
        assert hasattr(req, "constrained_diffusion") == bool(asked)
        assert req.to_finish is None
        assert req.grammar is None
    assert not manager.has_waiting_grammars()


def test_gemma_s_own_refusals_stay() -> None:
    engine = Engine(GEMMA)
    refused = get_algorithm_cls(GEMMA).validate_request(raw(engine, regex="a+"))
    assert "regex" in refused  # SGLang alone
    assert engine.validate_dllm_request(raw(engine, regex="a+")) is None
    assert "min_p" in engine.validate_dllm_request(raw(engine, regex="a+", min_p=0.5))


def test_a_budget_that_is_too_small_aborts(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine("LowConfidence")
    req = raw(engine, regex="[0-9]{19}")
    assert engine.validate_dllm_request(req) is None
    req.sampling_params.max_new_tokens = 3  # as the scheduler's memory may have it
    told: list[str] = []
    monkeypatch.setattr(req, "set_finish_with_abort", told.append)
    manager = object.__new__(GrammarManager)
    manager.constrained_diffusion = engine.served
    assert not manager.process_req_with_grammar(req)
    assert "the least that would do is" in told[0]


def test_what_is_asked_survives_the_way_to_the_scheduler() -> None:
    engine = Engine("LowConfidence")
    params = raw(engine, json_schema='{"enum": ["ä", 1]}').sampling_params
    engine.served.admit(params, engine.served.asked(params, [40], False), 1)
    sent = msgspec.msgpack.decode(msgspec.msgpack.encode(params), type=SamplingParams)
    assert not asks(sent)
    assert sent.custom_params == {CARRIED: params.custom_params[CARRIED]}


def test_a_grammar_manager_of_a_diffusion_model_knows_what_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    from constrained_diffusion.serving.sglang import scheduling

    engine = Engine("LowConfidence")
    monkeypatch.setattr(scheduling, "served_with", lambda *_: engine.served)
    manager = object.__new__(GrammarManager)
    scheduling.prepare(None, manager, engine)
    assert isinstance(manager.constrained_diffusion, Served)
    engine.dllm_config = None
    scheduling.prepare(None, manager, engine)
    assert manager.constrained_diffusion is None


@pytest.fixture
def manager(monkeypatch: pytest.MonkeyPatch) -> Any:
    """SGLang's tokenizer manager, without its sockets."""
    disaggregation = SimpleNamespace(language_model_only=False, disaggregation_transfer_backend="none")
    monkeypatch.setattr(tokenizer_manager, "get_disagg", lambda: disaggregation)
    monkeypatch.setattr(tokenizer_manager, "_validate_watermark_request", lambda _: None)
    monkeypatch.setattr(TokenizerManager, "_validate_one_request", lambda *_: None)
    engine = Engine("LowConfidence")
    made = object.__new__(TokenizerManager)
    made.mm_processor, made.tokenizer, made.preferred_sampling_params = None, engine.tokenizer, None
    made.model_config = SimpleNamespace(
        hf_config=SimpleNamespace(architectures=["LLaDA2MoeModelLM"]), vocab_size=engine.model_config.vocab_size
    )
    made.rid_to_state = defaultdict(MagicMock)
    made.sampling_params_class, made.tokenized_generate_req_type = SamplingParams, TokenizedGenerateReqInput
    made.constrained_diffusion = engine.served
    return made


def tokenized(manager: Any, **asked: Any) -> Any:
    obj = GenerateReqInput(input_ids=[40, 41, 42], sampling_params={"max_new_tokens": 20} | asked, rid="r")
    obj.normalize_batch_and_arguments()
    return asyncio.run(manager._tokenize_one_request(obj))


def test_the_tokenizer_manager_admits(manager: Any) -> None:
    params = tokenized(manager, regex="[0-9]{3}").sampling_params
    assert not asks(params)
    assert CARRIED in params.custom_params
    assert tokenized(manager).sampling_params.custom_params is None


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("InvalidRegex: a group is not closed", {"regex": "(a"}),
        ("the least that would do is", {"regex": "[0-9]{90}"}),
        (r"stop=\['a'\] would cut", {"regex": "a", "stop": "a"}),
        (r"stop_token_ids=\[7\] would cut", {"regex": "a", "stop_token_ids": [7]}),
        (r"UnsupportedSchema.*at /properties/a/\$ref", {"json_schema": '{"properties": {"a": {"$ref": "#/b"}}}'}),
        ("the plugin's own", {"custom_params": {CARRIED: "{}"}}),
    ],
)
def test_the_tokenizer_manager_refuses(manager: Any, message: str, asked: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=message):
        tokenized(manager, **asked)
