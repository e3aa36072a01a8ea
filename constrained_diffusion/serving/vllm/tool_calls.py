"""Required and named tool calls are JSON, as the constraint writes them, and not Gemma's own syntax.

vLLM leaves them to the model's goodwill where its parser of Gemma 4's calls is set up. Here that parser asks for them
as JSON, which vLLM reads itself; calls that are left to the model stay native.
"""

from __future__ import annotations

from functools import cache, wraps
from typing import Any

_WRITTEN = "_constrained_diffusion_written"
"""Where a stream's parser keeps the text of required calls so far."""


@cache
def required_calls_are_json() -> None:
    """Tells vLLM's parsers, once a process."""
    from vllm.parser.abstract_parser import DelegatingParser
    from vllm.parser.engine.registered_adapters import Gemma4ParserToolAdapter
    from vllm.tool_parsers.gemma4_engine_tool_parser import Gemma4EngineToolParser

    Gemma4EngineToolParser.supports_required_and_named = True
    Gemma4EngineToolParser.adjust_request = Gemma4ParserToolAdapter.adjust_request
    DelegatingParser._extract_tool_calls_streaming = _of_the_whole_text(
        DelegatingParser._extract_tool_calls_streaming, Gemma4EngineToolParser
    )


def _of_the_whole_text(original: Any, kind: type) -> Any:
    """vLLM looks for required calls in all that was written, which streams of such parsers do not keep."""

    @wraps(original)
    def extract(self: Any, **given: Any) -> Any:
        if isinstance(self._tool_parser, kind) and self._engine_based and given["request"].tool_choice == "required":
            before = getattr(self, _WRITTEN, "")
            given = {**given, "previous_text": before, "current_text": before + given["current_text"]}
            setattr(self, _WRITTEN, given["current_text"])
        return original(self, **given)

    return extract
