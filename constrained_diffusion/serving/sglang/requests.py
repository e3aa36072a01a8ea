"""SGLang's way of asking for structured outputs, as what is asked; and what cannot be asked beside them."""

from __future__ import annotations

import json
from typing import Any

from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.languages.json_schema import Whitespace
from constrained_diffusion.languages.thought import Thought
from constrained_diffusion.serving.asked import Asked
from constrained_diffusion.vocabulary import Vocabulary

CARRIED = "constrained_diffusion"
"""The key of `custom_params` that carries what is asked from the front end to the scheduler."""
_KINDS = ("json_schema", "regex", "ebnf", "structural_tag")
_ANY_OBJECT = {"type": "object"}
_ANY_JSON = "$$ANY$$"
"""What SGLang writes in the place of a schema for any JSON."""


def asks(params: Any) -> bool:
    """Whether SGLang's `SamplingParams` ask for a structured output."""
    return any(getattr(params, kind) is not None for kind in _KINDS)


def asked_of(params: Any, whitespace: Whitespace, thought: Thought) -> Asked:
    """What `SamplingParams` that ask for a structured output ask for.

    Raises:
        InvalidArgument: it is what cannot be honoured.
    """
    if params.structural_tag is not None:
        raise InvalidArgument(
            "structural tags are not supported on diffusion models: ask for the whole answer by json_schema, regex or "
            "ebnf, with thinking switched off and no tools that the model calls in its own syntax"
        )
    if params.ebnf is not None and params.ebnf_full_assistant:
        raise InvalidArgument(
            "this tool parser asks for a grammar of its model's control tokens, which is not supported on diffusion "
            "models: leave the tools out"
        )
    if params.json_schema is not None:
        schema, any_json = _schema(params.json_schema)
        return Asked(
            kind="schema", content=schema, whitespace=whitespace, thought=thought,
            additional_properties="open" if any_json else "closed",
        )  # fmt: skip
    if params.regex is not None:
        return Asked(kind="regex", content=params.regex, thought=thought)
    return Asked(kind="grammar", content=params.ebnf, thought=thought)


def _schema(text: str) -> tuple[str, bool]:
    """The schema as JSON text, and whether it is how SGLang writes "any object" or "any JSON"."""
    if text == _ANY_JSON:
        return "{}", True
    try:
        return text, json.loads(text) == _ANY_OBJECT
    except ValueError:
        return text, False  # whoever reads it says what is wrong with it


def refuse_what_cuts(params: Any, vocabulary: Vocabulary) -> None:
    """Raises `InvalidArgument` where the sampling parameters would cut an answer off, or write beside it."""
    for name in ("stop", "stop_regex"):
        if value := getattr(params, name) or getattr(params, f"{name}_strs"):
            raise InvalidArgument(f"{name}={value!r} would cut the answer off in the middle: leave it out")
    if cutting := set(params.stop_token_ids or ()) - set(vocabulary.eos):
        raise InvalidArgument(f"stop_token_ids={sorted(cutting)} would cut the answer off: leave them out")
    if params.ignore_eos:
        raise InvalidArgument("ignore_eos would write on behind the answer: leave it out")


def carry(params: Any, asked: Asked) -> None:
    """Puts what is asked where SGLang's own structured outputs, which read from left to right, do not see it."""
    params.json_schema = params.regex = params.ebnf = None
    params.custom_params = {**(params.custom_params or {}), CARRIED: asked.dump()}


def carried(params: Any) -> str | None:
    """What `carry` left, as text."""
    custom = params.custom_params
    return custom.get(CARRIED) if isinstance(custom, dict) else None


def budget(prompt: int, most: int | None, block: int, context: int, *, aligned: bool) -> int:
    """The tokens that an answer may take: SGLang begins no block that would end behind the context.

    Args:
        prompt: its tokens.
        most: those that the request allows, None for any number.
        block: the tokens of a block.
        context: the most tokens of prompt and answer.
        aligned: whether blocks are counted from the first token of the prompt, so that the first holds its end.
    """
    first = block - prompt % block if aligned else block
    blocks = max((context - prompt - first) // block, 0)
    room = first + blocks * block
    return room if most is None else min(room, most)
