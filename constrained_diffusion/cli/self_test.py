"""The shipped model answers in languages of three kinds, and others than this library look at what it says."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from typing import Any, NamedTuple

_PROMPT = "Ada Lovelace, 36, lives in London"
_SCHEMA = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "age": {"type": "integer"}},
    "required": ["name", "age"],
    "additionalProperties": False,
}
_REGEX = r"[A-Z][a-z]+ [A-Z][a-z]+, [0-9]{1,3}"
"""The prompt begins so: an invented name would read like a fault."""
_GRAMMAR = "arithmetic"


class Trial(NamedTuple):
    """An answer in a language of one kind, or why there is none."""

    kind: str
    answer: str
    error: str | None
    seconds: float


def trials() -> list[Trial]:
    """Three answers of the model that `load_model` gives."""
    from constrained_diffusion.models.loading import load_model

    try:
        model = load_model()
    except Exception as error:  # whatever is broken is what is looked for
        return [Trial("model", "", _said(error), 0.0)]
    return [
        _trial("schema", model, _fits_schema, schema=_SCHEMA),
        _trial("regex", model, _fits_regex, regex=_REGEX),
        _trial("grammar", model, _fits_grammar, grammar=_GRAMMAR, max_tokens=24),
    ]


def _trial(kind: str, model: Any, look: Callable[[str], None], **options: Any) -> Trial:
    from constrained_diffusion.api.generation import generate

    began, answer, failed = time.perf_counter(), "", None
    try:
        answer = generate(model, _PROMPT, seed=0, **options).text
        look(answer)
    except Exception as error:  # whatever is broken is what is looked for
        failed = _said(error)
    return Trial(kind, answer, failed, round(time.perf_counter() - began, 2))


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def _fits_schema(answer: str) -> None:
    import jsonschema

    jsonschema.validate(json.loads(answer), _SCHEMA)


def _fits_regex(answer: str) -> None:
    if re.fullmatch(_REGEX, answer) is None:
        raise ValueError(f"{answer!r} does not match {_REGEX}")


def _fits_grammar(answer: str) -> None:
    from lark import Lark

    import constrained_diffusion.grammars as grammars

    Lark(grammars.path(_GRAMMAR).read_text("utf-8"), lexer="dynamic_complete").parse(answer)
