"""Where SGLang's front end tokenises requests: what one asks is compiled there, or refused with HTTP 400.

It crosses to the scheduler in `custom_params`; SGLang's own structured outputs are told nothing of it. Of models that
are no diffusion models nothing changes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from constrained_diffusion.errors import ConstrainedDiffusionError, InvalidArgument
from constrained_diffusion.serving.aside import compiled_aside, threads
from constrained_diffusion.serving.folder import shared_folder
from constrained_diffusion.serving.sglang.requests import CARRIED, asks
from constrained_diffusion.serving.sglang.served import Served, served_with


def prepare(result: None, manager: Any) -> None:
    """After `TokenizerManager.init_tokenizer_and_processor`: reads the vocabulary, on a thread."""
    del result
    from sglang.srt.dllm.config import DllmConfig

    shared_folder()  # before other processes are started
    config = DllmConfig.from_server_args(manager.server_args)
    manager.constrained_diffusion = (
        None if config is None else served_with(manager.tokenizer, manager.model_config, config)
    )
    if config is not None:
        threads().submit(_compiler_made, manager.constrained_diffusion)


def _compiler_made(served: Served) -> None:
    with suppress(ConstrainedDiffusionError):  # told to the requests that need it
        _ = served.compiler


async def tokenize_one(original: Any, manager: Any, obj: Any) -> Any:
    """Around `TokenizerManager._tokenize_one_request`."""
    _refuse_forged(manager, obj)
    tokenized = await original(manager, obj)
    await _admit(manager, tokenized)
    return tokenized


async def tokenize_batch(original: Any, manager: Any, batch_size: int, obj: Any) -> Any:
    """Around `TokenizerManager._batch_tokenize_and_process`, which may tokenise without the other."""
    for number in range(batch_size):
        _refuse_forged(manager, obj[number])
    tokenized = await original(manager, batch_size, obj)
    for one in tokenized:
        await _admit(manager, one)
    return tokenized


def _refuse_forged(manager: Any, obj: Any) -> None:
    if _served(manager) is None or not isinstance(obj.sampling_params, dict):
        return
    if CARRIED in (obj.sampling_params.get("custom_params") or ()):
        with _refusals():
            raise InvalidArgument(f"custom_params[{CARRIED!r}] is the plugin's own: ask by json_schema, regex or ebnf")


async def _admit(manager: Any, tokenized: Any) -> None:
    served, params = _served(manager), tokenized.sampling_params
    if served is None or not asks(params):
        return
    prompt = tokenized.input_ids or ()
    with _refusals():
        # On a thread, for the vocabulary may still be read.
        asked = await asyncio.to_thread(served.asked, params, prompt, tokenized.require_reasoning)
        if not served.compiler.is_at_hand(asked):
            await compiled_aside(lambda: served.compiler.constraint(asked))
        served.admit(params, asked, len(prompt))


def _served(manager: Any) -> Served | None:
    """What `prepare` left; None for models that are no diffusion models."""
    served: Served | None = getattr(manager, "constrained_diffusion", None)
    return served


@contextmanager
def _refusals() -> Iterator[None]:
    """The library's errors as those that SGLang's server answers with HTTP 400."""
    try:
        yield
    except ConstrainedDiffusionError as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error
