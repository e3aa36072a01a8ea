"""What requests to SGLang ask, what is refused and why, and how many tokens an answer has. Needs no SGLang."""

from __future__ import annotations

import asyncio
import json
import sys
from importlib import metadata
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

import constrained_diffusion.serving.sglang as plugin
from constrained_diffusion.errors import ConstrainedDiffusionError, InvalidArgument, MissingExtra, UnsupportedServer
from constrained_diffusion.languages.thought import thought_before
from constrained_diffusion.serving.asked import Asked
from constrained_diffusion.serving.sglang import front_end, scheduling
from constrained_diffusion.serving.sglang.requests import CARRIED, asked_of, asks, budget, carried
from tests.serving.sglang.by_hand import GEMMA, config, params, served

ASKED = {
    "schema": ({"json_schema": '{"type": "integer"}'}, {"content": '{"type": "integer"}'}),
    "any object": (
        {"json_schema": '{"type": "object"}'},
        {"kind": "schema", "content": '{"type": "object"}', "additional_properties": "open"},
    ),
    "any JSON": ({"json_schema": "$$ANY$$"}, {"kind": "schema", "content": "{}", "additional_properties": "open"}),
    "regex": ({"regex": "a+"}, {"content": "a+"}),
    "grammar": ({"ebnf": 'root ::= "a"'}, {"content": 'root ::= "a"'}),
}


@pytest.mark.parametrize("kind", ASKED)
def test_what_is_asked(kind: str) -> None:
    given, wanted = ASKED[kind]
    expected = {"kind": kind, "whitespace": "compact", "thought": "none"} | wanted
    found = asked_of(params(**given), "compact", "none")
    assert {name: getattr(found, name) for name in expected} == expected
    assert Asked.load(found.dump()) == found


def test_a_request_for_nothing_asks_for_nothing() -> None:
    assert not asks(params())
    assert carried(params()) is None
    assert carried(params(custom_params={"thinking_budget": 3})) is None


REFUSED = {
    r"UnsupportedSchema: .*leads nowhere.*at /properties/a/\$ref": {
        "json_schema": json.dumps({"properties": {"a": {"$ref": "#/nope"}}})
    },
    "UnsupportedSchema: the schema is not JSON": {"json_schema": "{"},
    "InvalidRegex: a group is not closed": {"regex": "(a"},
    "InvalidGrammar: there is no rule 'b'.*line 1, column 10": {"ebnf": "root ::= b"},
    "of at most 4 tokens; the least that would do is": {"max_new_tokens": 4, "regex": "[0-9]{90}"},
    "structural tags are not supported": {"structural_tag": "{}"},
    "control tokens": {"ebnf": 'root ::= "a"', "ebnf_full_assistant": True},
    r"stop=\['a'\] would cut": {"regex": "a+", "stop_strs": ["a"]},
    r"stop_regex=\['a'\] would cut": {"regex": "a+", "stop_regex_strs": ["a"]},
    r"stop_token_ids=\[40\] would cut": {"regex": "a+", "stop_token_ids": {40}},
    "ignore_eos": {"regex": "a+", "ignore_eos": True},
}


def tokenized(asked: Any, thinks: bool = False) -> Any:
    return SimpleNamespace(sampling_params=asked, input_ids=[5, 6, 7], require_reasoning=thinks)


def through_the_front_end(asked: Any, on: Any = None, custom: dict[str, Any] | None = None) -> Any:
    manager = SimpleNamespace(constrained_diffusion=served() if on is None else on)

    async def original(manager: Any, obj: Any) -> Any:
        return tokenized(asked)

    obj = SimpleNamespace(sampling_params={"custom_params": custom})
    return asyncio.run(front_end.tokenize_one(original, manager, obj))


@pytest.mark.parametrize("message", REFUSED)
def test_what_cannot_be_is_refused_in_the_front_end(message: str) -> None:
    with pytest.raises(ValueError, match=message):
        through_the_front_end(params(**REFUSED[message]))


@pytest.mark.parametrize("message", REFUSED)
def test_and_in_the_scheduler_where_a_request_came_around_it(message: str) -> None:
    scheduler = SimpleNamespace(grammar_manager=SimpleNamespace(constrained_diffusion=served()))
    req = SimpleNamespace(
        sampling_params=params(**REFUSED[message]), origin_input_ids=[5, 6, 7], require_reasoning=False
    )
    refused = scheduling.validate(lambda *_: None, scheduler, req)
    assert refused is not None
    with pytest.raises(ValueError, match=message):
        raise ValueError(refused)


def test_what_is_asked_crosses_to_the_scheduler() -> None:
    sent = through_the_front_end(params(regex="[0-9]{3}", custom_params={"thinking_budget": 3})).sampling_params
    assert not asks(sent)
    assert sent.custom_params["thinking_budget"] == 3
    assert Asked.load(sent.custom_params[CARRIED]).content == "[0-9]{3}"
    manager = SimpleNamespace(constrained_diffusion=served())
    req = SimpleNamespace(sampling_params=sent, origin_input_ids=[5, 6, 7])
    assert not scheduling.process(pytest.fail, manager, req)
    assert req.constrained_diffusion.max_tokens == 64


def test_a_batch_is_admitted_too() -> None:
    manager = SimpleNamespace(constrained_diffusion=served())

    async def original(manager: Any, batch_size: int, obj: Any) -> Any:
        return [tokenized(params(regex="a")), tokenized(params())]

    obj = [SimpleNamespace(sampling_params={})] * 2
    first, second = asyncio.run(front_end.tokenize_batch(original, manager, 2, obj))
    assert CARRIED in first.sampling_params.custom_params
    assert second.sampling_params.custom_params is None


def test_the_front_end_of_another_model_is_left_alone() -> None:
    async def original(manager: Any, obj: Any) -> Any:
        return tokenized(params(regex="a"))

    manager, obj = SimpleNamespace(constrained_diffusion=None), SimpleNamespace(sampling_params={})
    assert asyncio.run(front_end.tokenize_one(original, manager, obj)).sampling_params.regex == "a"


def test_custom_params_of_the_plugin_s_name_are_refused() -> None:
    with pytest.raises(ValueError, match="the plugin's own"):
        through_the_front_end(params(), custom={CARRIED: "{}"})
    told: list[str] = []
    for forged in ("{}", "[", '{"content": 3}', '{"content": "a", "kind": "nothing"}'):
        req = SimpleNamespace(
            sampling_params=params(custom_params={CARRIED: forged}), origin_input_ids=[5],
            set_finish_with_abort=told.append,
        )  # fmt: skip
        assert not scheduling.process(pytest.fail, SimpleNamespace(constrained_diffusion=served()), req)
    assert len(told) == 4


def test_the_request_before_several_answers_has_no_constraint() -> None:
    sent = through_the_front_end(params(regex="[0-9]{3}")).sampling_params
    sent.max_new_tokens = 0
    req = SimpleNamespace(sampling_params=sent, origin_input_ids=[5, 6, 7])
    assert not scheduling.process(lambda *_: False, SimpleNamespace(constrained_diffusion=served()), req)
    assert not hasattr(req, "constrained_diffusion")


def test_a_budget_that_the_scheduler_finds_too_small_aborts() -> None:
    sent = through_the_front_end(params(regex="[0-9]{30}")).sampling_params
    sent.max_new_tokens = 4
    told: list[str] = []
    req = SimpleNamespace(sampling_params=sent, origin_input_ids=[5, 6, 7], set_finish_with_abort=told.append)
    assert not scheduling.process(pytest.fail, SimpleNamespace(constrained_diffusion=served()), req)
    assert "the least that would do is" in told[0]


@pytest.mark.parametrize(
    ("on", "message"),
    [
        (config("JointThresholdInDel"), "moves tokens about: use Gemma4Renoise, JointThreshold, LowConfidence"),
        (config("JointThreshold", penalty_lambda=0.5), "penalty_lambda"),
    ],
)
def test_algorithms_that_cannot_be_steered_are_told(on: Any, message: str) -> None:
    with pytest.raises(InvalidArgument, match=message):
        served(on).asked(params(regex="a"), [], False)


def test_a_pattern_for_white_space_is_refused() -> None:
    with pytest.raises(InvalidArgument, match="whitespace-pattern"):
        served(whitespace_pattern=" ").asked(params(json_schema="{}"), [], False)
    assert served(whitespace_pattern=" ").asked(params(regex="a"), [], False).kind == "regex"


def test_thoughts() -> None:
    assert thought_before([1, 9, 3], (8, 9), (2,)) == "open"
    assert thought_before([1, 9, 3, 8, 4], (8, 9), (2,)) == "none"
    assert thought_before([9, 3, 2, 4], (8, 9), (2,)) == "may"
    gemma = served(config(GEMMA))
    beginning = gemma._tokenizer.get_vocab()["<|channel>"]
    assert gemma.asked(params(regex="a"), [beginning], True).thought == "open"
    assert gemma.asked(params(regex="a"), [beginning], False).thought == "none"
    qwen = served()
    with pytest.raises(InvalidArgument, match="no tokens that begin and end a thought"):
        qwen.answers(qwen.asked(params(regex="a"), [], True), 3, 64)


def test_the_budget_is_what_sglang_s_loop_writes() -> None:
    rng = Random(23)
    for _ in range(500):
        block, prompt, aligned = rng.randint(1, 9), rng.randint(1, 40), rng.random() < 0.5
        context, most = prompt + block + rng.randint(0, 40), rng.choice([None, rng.randint(1, 60)])
        length = prompt
        while True:
            length += block - length % block if aligned else block
            if (most is not None and length - prompt >= most) or length + block > context:
                break
        written = length - prompt if most is None else min(length - prompt, most)
        assert budget(prompt, most, block, context, aligned=aligned) == written


def test_versions() -> None:
    plugin.require_known("0.5.23")
    plugin.require_known("0.5.23+cu130")
    for other in ("0.5.22", "0.5.24", "0.5.23.post1"):
        with pytest.raises(UnsupportedServer, match=f"SGLang {other} is not one .* install 0.5.23"):
            plugin.require_known(other)


def test_an_unknown_version_ends_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugin, "version", lambda: "0.6.0")
    with pytest.raises(SystemExit, match=r"UnsupportedServer: SGLang 0\.6\.0"):
        plugin.register()


def test_what_is_not_installed_is_a_missing_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """And no end of the process, as nobody else's server is starting."""

    def version(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", version)
    monkeypatch.setitem(sys.modules, "sglang", None)
    with pytest.raises(MissingExtra, match=r"not installed; .* pip install 'constrained-diffusion-lm\[sglang\]'"):
        plugin.register()


def test_a_server_without_a_tokenizer_refuses() -> None:
    bare = served()
    bare._tokenizer = None
    with pytest.raises(ConstrainedDiffusionError, match="skip-tokenizer-init"):
        bare.asked(params(regex="a"), [], False)
