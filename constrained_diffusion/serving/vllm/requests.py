"""vLLM's way of asking for structured outputs, as what is asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.inference.positionwise import PositionwiseAnswers
from constrained_diffusion.inference.rows import OPEN
from constrained_diffusion.languages.thought import Thought
from constrained_diffusion.serving.asked import Asked
from constrained_diffusion.vocabulary import Vocabulary

ANY_OBJECT = '{"type": "object"}'


def asked_of(outputs: Any, thought: Thought, *, compact: bool = False) -> Asked:
    """What vLLM's `StructuredOutputsParams` ask for.

    Args:
        compact: whether the server is set up to write JSON without white space.

    Raises:
        InvalidArgument: it holds what cannot be honoured.
    """
    if not hasattr(outputs, "structural_tag"):
        raise InvalidArgument(f"structured_outputs are StructuredOutputsParams(...), not {type(outputs).__name__}")
    if outputs.structural_tag is not None:
        raise InvalidArgument(
            "structural tags are not supported on diffusion models: ask for the whole answer by json, regex, choice or "
            "grammar; for tools, tool_choice is 'required' or the name of one"
        )
    if outputs.whitespace_pattern is not None:
        raise InvalidArgument(
            "whitespace_pattern is not supported: leave it out for any whitespace that JSON allows, or set "
            "disable_any_whitespace for none"
        )
    if outputs.json is not None or outputs.json_object:
        schema = ANY_OBJECT if outputs.json is None else outputs.json
        return Asked(
            kind="schema",
            content=schema if isinstance(schema, str) else json.dumps(schema),
            whitespace="compact" if outputs.disable_any_whitespace or compact else "flexible",
            additional_properties="open" if outputs.json is None else "closed",
            thought=thought,
        )
    if outputs.regex is not None:
        return Asked(kind="regex", content=outputs.regex, thought=thought)
    if outputs.choice is not None:
        return Asked(kind="choices", content=tuple(outputs.choice), thought=thought)
    if outputs.grammar is not None:
        return Asked(kind="grammar", content=outputs.grammar, thought=thought)
    raise InvalidArgument("structured outputs are json, json_object, regex, choice or grammar")


def refuse_what_cuts(params: Any, vocabulary: Vocabulary) -> None:
    """Raises `InvalidArgument` where the sampling parameters would cut an answer off, or write beside it."""
    extra = params.extra_args or {}
    if params.stop:
        raise InvalidArgument(f"stop={params.stop!r} would cut the answer off in the middle: leave it out")
    if cutting := set(params.stop_token_ids or ()) - set(vocabulary.eos):
        raise InvalidArgument(f"stop_token_ids={sorted(cutting)} would cut the answer off: leave them out")
    if params.prompt_logprobs is not None:
        raise InvalidArgument("prompt_logprobs end the engine of a diffusion model: leave them out")
    if params.repetition_detection is not None:
        raise InvalidArgument("repetition_detection would cut the answer off: leave it out")
    if params.thinking_token_budget is not None:
        raise InvalidArgument(
            "thinking_token_budget is not kept on diffusion models: max_tokens is over the thought and the answer"
        )
    if params.ignore_eos and not extra.get("diffusion_read_only"):
        raise InvalidArgument("ignore_eos would write on behind the answer: leave it out")
    if extra.get("diffusion_constrained"):
        raise InvalidArgument("diffusion_constrained and structured outputs both say which tokens there are: ask one")


def refuse_pins(answers: PositionwiseAnswers, extra: Mapping[str, Any]) -> None:
    """Raises `InvalidArgument` where the tokens that a request pins on its canvas leave no answer, or have several."""
    seed, pins = extra.get("diffusion_seed_canvas"), extra.get("diffusion_pinned")
    if not seed or not pins:
        return
    if answers.max_tokens > len(seed):
        raise InvalidArgument(
            f"pinned tokens stand on every canvas: beside structured outputs, max_tokens is at most {len(seed)}"
        )
    behind = sorted(pin for pin in pins if pin >= answers.max_tokens)
    if behind:
        raise InvalidArgument(f"max_tokens={answers.max_tokens} ends the answer before the pinned positions {behind}")
    held = np.full(len(seed), OPEN, np.int64)
    held[list(pins)] = np.array(seed)[list(pins)]
    if not answers.can_hold(held):
        raise InvalidArgument("the pinned tokens leave nothing that the structured outputs allow")
