"""What the interfaces of model servers wrap around a JSON Schema, recognised and taken off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from constrained_diffusion.errors import UnsupportedSchema

_TOOLS = ("parameters", "input_schema", "inputSchema")
_OF_SCHEMAS = {"type", "properties", "$ref", "anyOf", "allOf", "oneOf", "enum", "const"}


def unwrapped(given: Any) -> dict[str, Any]:
    """The schema in a ``response_format`` of OpenAI's, or in a tool of OpenAI's, Anthropic's or MCP's; else itself.

    No JSON Schema has the type "json_schema" or "function", so nothing is taken for what it is not.

    Raises:
        UnsupportedSchema: it is several tools, or a format that asks for no schema.
    """
    if isinstance(given, list):
        raise UnsupportedSchema(
            f"this is a list of {len(given)} tools or schemas",
            None,
            "give one, or {'anyOf': [...]} of their schemas",
        )
    for name in ("response_format", "format", "text"):
        if set(given) == {name} and isinstance(given[name], Mapping):
            return unwrapped(dict(given[name]))
    kind = given.get("type")
    if kind == "json_schema":
        inner = given.get("json_schema", given)
        return _inside(inner, ("schema",), "a response_format of type json_schema")
    if kind == "function":
        return _inside(given.get("function", given), _TOOLS, "a tool")
    if kind == "json_object":
        return {"type": "object"}
    if kind == "custom" and isinstance(given.get("input_schema"), Mapping):
        return _inside(given, _TOOLS, "a tool")
    if kind in ("text", "custom"):
        raise UnsupportedSchema(
            f"the type {kind!r} is that of a format that asks for no schema", "", "leave schema= out"
        )
    if isinstance(given.get("name"), str) and not given.keys() & _OF_SCHEMAS:
        for keys in (_TOOLS, ("schema",)):
            if any(isinstance(given.get(key), Mapping) for key in keys):
                return _inside(given, keys, "a tool")
    return dict(given)


def _inside(wrapper: Any, keys: tuple[str, ...], what: str) -> dict[str, Any]:
    for key in keys:
        if isinstance(wrapper, Mapping) and isinstance(wrapper.get(key), Mapping):
            return dict(wrapper[key])
    raise UnsupportedSchema(
        f"{what} holds its JSON Schema under {' or '.join(map(repr, keys))}, and there is none", "", "put it there"
    )
