"""vLLM's OpenAI server over HTTP, asked by the `openai` client; without the plugin it answers 400."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any
from urllib.error import URLError
from urllib.request import urlopen

import jsonschema
import pytest
from openai import BadRequestError, OpenAI
from pydantic import BaseModel, Field

STARTUP = 300
"""Seconds that a server may take."""
SCHEMA = {
    "type": "object",
    "properties": {"name": {"type": "string", "maxLength": 12}, "age": {"type": "integer", "maximum": 150}},
    "required": ["name", "age"],
}
FORMAT = {"type": "json_schema", "json_schema": {"name": "person", "schema": SCHEMA}}
MESSAGES = [{"role": "user", "content": "Ada Lovelace, 36"}]
TOOLS = [
    {"type": "function", "function": {"name": "person", "parameters": SCHEMA}},
    {"type": "function", "function": {"name": "stop", "parameters": {"type": "object", "properties": {}}}},
]


@contextmanager
def serving(checkpoint: Path, log: Path, plugins: str | None, name: str = "tiny") -> Iterator[OpenAI]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "vllm.entrypoints.openai.api_server", "--model", str(checkpoint), "--host", "127.0.0.1",
        "--port", str(port), "--served-model-name", name, "--enforce-eager", "--dtype", "float32",
        "--max-model-len", "512", "--max-num-seqs", "4", "--limit-mm-per-prompt", '{"image": 0}',
        "--reasoning-parser", "gemma4", "--enable-auto-tool-choice", "--tool-call-parser", "gemma4",
    ]  # fmt: skip
    environment = {**os.environ, **({} if plugins is None else {"VLLM_PLUGINS": plugins})}
    environment.pop("VLLM_ENABLE_V1_MULTIPROCESSING", None)  # the engine is a process of its own, as people have it
    with log.open("w") as out:
        server = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment)
        try:
            ready(server, port, log)
            yield OpenAI(base_url=f"http://127.0.0.1:{port}/v1", api_key="none", timeout=300)
        finally:
            server.terminate()
            server.wait(60)


def ready(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + STARTUP
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            urlopen(f"http://127.0.0.1:{port}/health", timeout=5).close()
            return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(1)
    pytest.fail(f"the server did not come up:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="module")
def client(checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenAI]:
    with serving(checkpoint, tmp_path_factory.mktemp("server") / "log", None) as found:
        yield found


def ask(client: OpenAI, max_tokens: int = 64, **options: Any) -> Any:
    return client.chat.completions.create(model="tiny", messages=MESSAGES, max_tokens=max_tokens, **options)


def content(client: OpenAI, **options: Any) -> str:
    found = ask(client, **options).choices[0].message.content
    assert isinstance(found, str)
    return found


def test_a_schema(client: OpenAI) -> None:
    jsonschema.validate(json.loads(content(client, response_format=FORMAT)), SCHEMA)
    assert isinstance(json.loads(content(client, response_format={"type": "json_object"})), dict)


def nested(text: str) -> bool:
    return text.strip("()") == "x" and text.count("(") == text.count(")")


STRUCTURED: list[tuple[dict[str, Any], Callable[[str], object]]] = [
    ({"json": SCHEMA}, lambda text: jsonschema.validate(json.loads(text), SCHEMA) is None),
    ({"regex": "[a-z]{3}-[0-9]{4}"}, lambda text: re.fullmatch("[a-z]{3}-[0-9]{4}", text)),
    ({"choice": ["positive", "negative"]}, lambda text: text in ("positive", "negative")),
    ({"grammar": 'root ::= "(" root ")" | "x"'}, nested),
    ({"grammar": 'start: "(" start ")" | "x"'}, nested),
]


def test_structured_outputs_of_every_kind_at_once(client: OpenAI) -> None:
    def answer(number: int) -> tuple[str | None, Any]:
        outputs, judge = STRUCTURED[number % len(STRUCTURED)]
        if number % 6 == 5:
            return content(client), None
        return content(client, extra_body={"structured_outputs": outputs}), judge

    with ThreadPoolExecutor(8) as threads:
        for text, judge in threads.map(answer, range(24)):
            assert judge is None or judge(text), text


def test_tools(client: OpenAI) -> None:
    (call,) = (
        ask(client, tools=TOOLS[:1], tool_choice="required", parallel_tool_calls=False).choices[0].message.tool_calls
    )
    jsonschema.validate(json.loads(call.function.arguments), SCHEMA)
    named = {"type": "function", "function": {"name": "person"}}
    (call,) = ask(client, tools=TOOLS, tool_choice=named).choices[0].message.tool_calls
    assert call.function.name == "person"
    jsonschema.validate(json.loads(call.function.arguments), SCHEMA)


LONG = {
    "type": "object",
    "properties": {"notes": {"type": "array", "items": {"type": "string", "minLength": 10, "maxLength": 40},
                             "minItems": 6, "maxItems": 8}},
    "required": ["notes"],
}  # fmt: skip


@pytest.mark.parametrize("choice", ["required", {"type": "function", "function": {"name": "trip"}}])
@pytest.mark.parametrize("thinking", [False, True])
def test_calls_over_several_canvases_in_a_stream(client: OpenAI, choice: Any, thinking: bool) -> None:
    """Each canvas is a piece of the stream, and the pieces together are the call."""
    tools = [{"type": "function", "function": {"name": "trip", "parameters": LONG}}]
    pieces, why = [], None
    for chunk in ask(
        client, max_tokens=440, tools=tools, tool_choice=choice, stream=True,
        extra_body={"chat_template_kwargs": {"enable_thinking": thinking}},
    ):  # fmt: skip
        for one in chunk.choices:
            pieces += [call.function.arguments or "" for call in one.delta.tool_calls or ()]
            why = one.finish_reason or why
    jsonschema.validate(json.loads("".join(pieces)), LONG)
    assert thinking or len(pieces) > 1
    assert why in ("tool_calls", "stop")


class Person(BaseModel):
    name: str
    age: Annotated[int, Field(ge=0, le=150)]


def test_helpers_of_the_client_take_answers_that_fill_the_budget(client: OpenAI) -> None:
    for budget in (16, 20, 64, 65):
        done = client.chat.completions.parse(
            model="tiny", messages=MESSAGES, response_format=Person, max_tokens=budget
        ).choices[0]  # fmt: skip
        assert isinstance(done.message.parsed, Person)
        assert done.finish_reason == "stop"


def test_completions_have_no_thought_that_nobody_would_take_off(client: OpenAI) -> None:
    for outputs, judge in STRUCTURED:
        done = client.completions.create(
            model="tiny", prompt="Colour?", max_tokens=64, extra_body={"structured_outputs": outputs}
        ).choices[0]  # fmt: skip
        assert judge(done.text), done.text


def test_a_thought_and_then_the_answer(client: OpenAI) -> None:
    options = {"chat_template_kwargs": {"enable_thinking": True}}
    for _ in range(3):
        message = ask(client, max_tokens=128, response_format=FORMAT, extra_body=options).choices[0].message
        jsonschema.validate(json.loads(message.content), SCHEMA)


def test_a_stream(client: OpenAI) -> None:
    pieces = [
        chunk.choices[0].delta.content or ""
        for chunk in ask(client, response_format=FORMAT, stream=True)
        if chunk.choices
    ]
    jsonschema.validate(json.loads("".join(pieces)), SCHEMA)


def test_several_answers(client: OpenAI) -> None:
    for choice in ask(client, response_format=FORMAT, n=3).choices:
        jsonschema.validate(json.loads(choice.message.content), SCHEMA)


def test_logprobs(client: OpenAI) -> None:
    (choice,) = ask(
        client, extra_body={"structured_outputs": {"choice": ["yes", "no"]}}, logprobs=True, top_logprobs=2
    ).choices
    assert choice.message.content in ("yes", "no")
    assert len(choice.logprobs.content) >= 1


REFUSED: dict[str, dict[str, Any]] = {
    "leads nowhere": {"response_format": {"type": "json_schema", "json_schema": {"name": "a", "schema": {
        "properties": {"a": {"$ref": "#/nope"}}}}}},
    "at /properties/a": {"response_format": {"type": "json_schema", "json_schema": {"name": "a", "schema": {
        "properties": {"a": {"type": "string", "pattern": r"(a)\1"}}}}}},
    "no member of at most 5 tokens; the least that would do is": {
        "max_tokens": 5, "extra_body": {"structured_outputs": {"regex": "(0123456789){20}"}}},
    "a group is not closed": {"extra_body": {"structured_outputs": {"regex": "(a"}}},
    "beam search and structured outputs": {
        "n": 2, "extra_body": {"use_beam_search": True, "structured_outputs": {"regex": "a+"}}},
    "would cut the answer off": {"stop": ["a"], "extra_body": {"structured_outputs": {"regex": "a+"}}},
}  # fmt: skip


@pytest.mark.parametrize("message", REFUSED)
def test_what_cannot_be_is_a_400(client: OpenAI, message: str) -> None:
    with pytest.raises(BadRequestError, match=message) as caught:
        ask(client, **REFUSED[message])
    assert caught.value.status_code == 400
    jsonschema.validate(json.loads(content(client, response_format=FORMAT)), SCHEMA)  # and the engine goes on


def test_a_client_that_goes_away_leaves_the_others_alone(client: OpenAI) -> None:
    with ThreadPoolExecutor(4) as threads:
        gone = threads.submit(
            ask, client.with_options(timeout=0.3, max_retries=0), max_tokens=192,
            extra_body={"structured_outputs": {"regex": "[a-z]{190,}"}},
        )  # fmt: skip
        for text in threads.map(lambda _: content(client, response_format=FORMAT), range(4)):
            jsonschema.validate(json.loads(text), SCHEMA)
        with pytest.raises(Exception, match=r"[Tt]imed out"):
            gone.result()
    jsonschema.validate(json.loads(content(client, response_format=FORMAT)), SCHEMA)


def test_without_the_plugin_it_is_a_400(checkpoint: Path, tmp_path: Path) -> None:
    """What issue 45572 of vLLM is about."""
    with serving(checkpoint, tmp_path / "log", "") as client:
        with pytest.raises(BadRequestError, match="not yet supported for diffusion") as caught:
            ask(client, response_format=FORMAT)
        assert caught.value.status_code == 400
        assert content(client)
