"""Where vLLM admits requests: what a request asks is compiled there, or refused with HTTP 400.

Four methods of vLLM are wrapped; of models that are no diffusion models nothing changes.

- `InputProcessor.__init__` is where a process knows its model. The vocabulary is read there, on a thread, and parsers
  of tool calls are told what calls look like (`tool_calls`).
- `SamplingParams._validate_structured_outputs` refuses structured outputs of diffusion models. It no longer does.
- `InputProcessor.process_inputs` makes the engine's request. What is asked is compiled and held against the budget; it
  crosses to the workers in `extra_args`, and vLLM's own structured outputs, a machine that reads from left to right,
  are told nothing of it.
- `AsyncLLM.add_request` runs on the server's event loop, so what is asked is compiled before it, on a thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, wraps
from threading import Lock
from typing import Any

from constrained_diffusion.errors import ConstrainedDiffusionError, InvalidArgument, UnsatisfiableConstraint
from constrained_diffusion.inference.positionwise import PositionwiseAnswers
from constrained_diffusion.languages.thought import Thought, thought_before
from constrained_diffusion.serving.aside import compiled_aside, patience, threads
from constrained_diffusion.serving.asked import Asked
from constrained_diffusion.serving.compiler import Compiler, compiler_for
from constrained_diffusion.serving.folder import shared_folder
from constrained_diffusion.serving.vllm.requests import asked_of, refuse_pins, refuse_what_cuts
from constrained_diffusion.serving.vllm.tool_calls import required_calls_are_json

CARRIED = "constrained_diffusion"
"""The key of `extra_args` that carries what is asked to the workers."""
REASONING_ENDED = "constrained_diffusion_reasoning_ended"
"""The key of `extra_args` that carries the server's judgement of the prompt from `add_request` to `process_inputs`."""


@cache
def install() -> None:
    """Wraps vLLM's methods, once a process."""
    from vllm.sampling_params import SamplingParams
    from vllm.v1.engine.async_llm import AsyncLLM
    from vllm.v1.engine.input_processor import InputProcessor

    shared_folder()  # before other processes are started
    SamplingParams._validate_structured_outputs = _letting_through(SamplingParams._validate_structured_outputs)
    InputProcessor.__init__ = _preparing(InputProcessor.__init__)
    InputProcessor.process_inputs = _carrying(InputProcessor.process_inputs)
    AsyncLLM.add_request = _compiling_first(AsyncLLM.add_request)


def _concerns(model_config: Any, params: Any) -> bool:
    return bool(model_config.is_diffusion) and getattr(params, "structured_outputs", None) is not None


def _preparing(original: Any) -> Any:
    @wraps(original)
    def __init__(self: Any, *given: Any, **named: Any) -> None:
        original(self, *given, **named)
        if self.model_config.is_diffusion:
            threads().submit(served, self.model_config)
            required_calls_are_json()
            _beams_are_refused()

    return __init__


@cache
def _beams_are_refused() -> None:
    """Beam search knows nothing of structured outputs, and would leave them out silently."""
    from vllm.entrypoints.openai.chat_completion.protocol import ChatCompletionRequest
    from vllm.entrypoints.openai.completion.protocol import CompletionRequest

    def refusing(original: Any) -> Any:
        @wraps(original)
        def to_beam_search_params(self: Any, *given: Any, **named: Any) -> Any:
            if self.structured_outputs is not None or getattr(self.response_format, "type", "text") != "text":
                with _refusals():
                    raise InvalidArgument("beam search and structured outputs do not go together: leave one out")
            return original(self, *given, **named)

        return to_beam_search_params

    for request in (ChatCompletionRequest, CompletionRequest):
        request.to_beam_search_params = refusing(request.to_beam_search_params)


def _letting_through(original: Any) -> Any:
    @wraps(original)
    def validate(self: Any, model_config: Any, *rest: Any, **named: Any) -> None:
        if not _concerns(model_config, self):
            original(self, model_config, *rest, **named)

    return validate


def _carrying(original: Any) -> Any:
    @wraps(original)
    def process_inputs(self: Any, request_id: str, prompt: Any, params: Any, *rest: Any, **named: Any) -> Any:
        request = original(self, request_id, prompt, params, *rest, **named)
        own = request.sampling_params
        if own is None or not self.model_config.is_diffusion:
            return request
        said = own.extra_args or {}
        ended = said.get(REASONING_ENDED)
        # What a client says under the plugin's own keys is not what the workers are to read.
        extra = {key: value for key, value in said.items() if key not in (CARRIED, REASONING_ENDED)}
        if own.structured_outputs is None:
            own.extra_args = extra or None
            return request
        with _refusals():
            if request.prompt_token_ids is None:
                raise InvalidArgument(
                    "structured outputs on diffusion models need a prompt of tokens, not of embeddings"
                )
            asked = _asked(self.vllm_config, own.structured_outputs, request.prompt_token_ids, ended)
            compiler = served(self.model_config)
            refuse_what_cuts(own, compiler.vocabulary)
            budget = min(own.max_tokens, self.model_config.max_model_len - len(request.prompt_token_ids))
            with patience():
                constraint = compiler.constraint(asked)
            answers = PositionwiseAnswers(constraint, max(budget, 1), with_end=True)
            refuse_pins(answers, extra)
        own.structured_outputs, own.extra_args = None, {**extra, CARRIED: asked.dump()}
        return request

    return process_inputs


def _compiling_first(original: Any) -> Any:
    @wraps(original)
    async def add_request(self: Any, request_id: str, prompt: Any, params: Any, *rest: Any, **named: Any) -> Any:
        if _concerns(self.model_config, params):
            ended = named.get("reasoning_ended")
            params = params.clone()
            params.extra_args = {**(params.extra_args or {}), REASONING_ENDED: ended}
            # Other prompts are tokenised first, and compiled for, on a thread of vLLM's own.
            if isinstance(prompt, dict) and "prompt_token_ids" in prompt:
                with _refusals():
                    compiler = await asyncio.to_thread(served, self.model_config)
                    asked = _asked(self.vllm_config, params.structured_outputs, prompt["prompt_token_ids"], ended)
                    if not compiler.is_at_hand(asked):
                        await compiled_aside(lambda: compiler.constraint(asked))
        return await original(self, request_id, prompt, params, *rest, **named)

    return add_request


@contextmanager
def _refusals() -> Iterator[None]:
    """The library's errors as vLLM's, which its server answers with HTTP 400."""
    from vllm.exceptions import VLLMValidationError

    try:
        yield
    except ConstrainedDiffusionError as error:
        what_to_do = ""
        if isinstance(error, UnsatisfiableConstraint) and error.cause == "budget":
            what_to_do = "; raise max_tokens, or max_model_len where that is less"
        raise VLLMValidationError(f"{type(error).__name__}: {error}{what_to_do}") from error


_serving = Lock()
_served: dict[int, tuple[Any, Compiler]] = {}
"""By the identity of the model's configuration, which is kept with it."""


def served(model_config: Any) -> Compiler:
    """The compiler for the model that is served."""
    key = id(model_config)
    with _serving:
        if key not in _served:
            _served[key] = model_config, _compiler(model_config)
        return _served[key][1]


def _compiler(model_config: Any) -> Compiler:
    from vllm.tokenizers import cached_tokenizer_from_config

    tokenizer = cached_tokenizer_from_config(model_config)
    if tokenizer is None:
        raise InvalidArgument("structured outputs need the tokenizer: leave out skip_tokenizer_init")
    ends = model_config.try_get_generation_config().get("eos_token_id") or []  # what vLLM ends an answer at
    return compiler_for(tokenizer, [ends] if isinstance(ends, int) else ends, size=model_config.get_vocab_size())


def _asked(vllm_config: Any, outputs: Any, prompt: Sequence[int] | None, ended: bool | None) -> Asked:
    """What a request asks of this server."""
    compact = vllm_config.structured_outputs_config.disable_any_whitespace
    return asked_of(outputs, thought_of(vllm_config, prompt, ended), compact=compact)


def thought_of(vllm_config: Any, prompt: Sequence[int] | None, ended: bool | None) -> Thought:
    """Whether an answer has a thought before it: where a reasoning parser is set up to tell the two apart, and the
    prompt has not ended it.

    Args:
        ended: what the server knows of that; None where it tells no thoughts from answers, as for completions. These
            have one only where the prompt has begun it, or asks for one.
    """
    config = vllm_config.structured_outputs_config
    if not config.reasoning_parser or config.enable_in_reasoning or ended:
        return "none"
    compiler = served(vllm_config.model_config)
    if compiler.thought is None:
        return "none"
    found = thought_before(prompt or (), compiler.thought, compiler.vocabulary.eos)
    if ended is not None:
        return "may" if found == "none" else found
    return "none" if found == "may" and compiler.asks not in (prompt or ()) else found
