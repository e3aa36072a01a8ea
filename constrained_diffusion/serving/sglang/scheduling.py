"""Where SGLang's scheduler admits requests: those that ask for a structured output get what their blocks are to hold.

It is kept with the request itself, so that nothing is left of it when the request ends, however it ends; and a request
that is retracted has it still. SGLang's queue for grammars, which is never emptied for diffusion models, sees none.
"""

from __future__ import annotations

import logging
from typing import Any

from constrained_diffusion.errors import ConstrainedDiffusionError
from constrained_diffusion.serving.asked import Asked
from constrained_diffusion.serving.sglang.requests import asks, carried
from constrained_diffusion.serving.sglang.served import Served, served_with

logger = logging.getLogger(f"sglang.{__name__}")


def prepare(result: None, manager: Any, scheduler: Any) -> None:
    """After `GrammarManager.__init__`, where the scheduler knows its model: reads the vocabulary."""
    del result
    config = scheduler.dllm_config
    manager.constrained_diffusion = (
        None if config is None else served_with(scheduler.tokenizer, scheduler.model_config, config)
    )
    if config is None:
        return
    try:
        _ = manager.constrained_diffusion.compiler
    except ConstrainedDiffusionError as error:
        logger.warning("constrained_diffusion: structured outputs will be refused: %s", error)


def validate(original: Any, scheduler: Any, req: Any) -> str | None:
    """Around `SchedulerDllmMixin.validate_dllm_request`: admits requests that came around the front end.

    Returns:
        Why the request is refused, for HTTP 400.
    """
    served: Served | None = getattr(scheduler.grammar_manager, "constrained_diffusion", None)
    params = req.sampling_params
    if served is not None and asks(params):
        try:
            asked = served.asked(params, req.origin_input_ids, req.require_reasoning)
            served.admit(params, asked, len(req.origin_input_ids))
        except ConstrainedDiffusionError as error:
            return _said(error)
    refused: str | None = original(scheduler, req)
    return refused


def process(original: Any, manager: Any, req: Any) -> bool:
    """Around `GrammarManager.process_req_with_grammar`, which is asked when the budget of the request is known.

    Returns:
        Whether the request waits for SGLang's grammars.
    """
    served: Served | None = getattr(manager, "constrained_diffusion", None)
    params = req.sampling_params
    text = carried(params)
    # Before several answers to one prompt SGLang sends a request for none, so that the prompt is read once.
    if served is None or text is None or params.max_new_tokens == 0:
        waits: bool = original(manager, req)
        return waits
    try:
        asked = Asked.load(text)
        req.constrained_diffusion = served.answers(asked, len(req.origin_input_ids), params.max_new_tokens)
    except ConstrainedDiffusionError as error:
        req.set_finish_with_abort(_said(error))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        req.set_finish_with_abort(f"custom_params hold what the plugin did not write: {error}")
    return False


def _said(error: ConstrainedDiffusionError) -> str:
    return f"{type(error).__name__}: {error}"
