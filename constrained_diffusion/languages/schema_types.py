"""What a user may give as a schema, as JSON Schema, and the way from an answer's text back to a value of that type."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from constrained_diffusion.errors import UnsupportedSchema


def schema_of(schema: Any) -> dict[str, Any] | bool:
    """JSON Schema of a dict, a bool, JSON text, a pydantic model, a dataclass, a TypedDict or any other annotation.

    Raises:
        UnsupportedSchema: the text is no JSON, or pydantic has no schema for the type.
    """
    if isinstance(schema, (dict, bool)):
        return schema
    if isinstance(schema, str):
        try:
            parsed = json.loads(schema)
        except ValueError as error:
            raise UnsupportedSchema(f"the schema is not JSON: {error}", "") from None
        if not isinstance(parsed, (dict, bool)):
            raise UnsupportedSchema("a JSON Schema is an object or a boolean", "")
        return parsed
    from pydantic.errors import PydanticUserError

    try:
        made: dict[str, Any] = _adapter(schema).json_schema()
        return made
    except PydanticUserError as error:
        raise UnsupportedSchema(f"pydantic makes no JSON Schema of {schema!r}: {error}", "") from None


def value_reader(schema: Any) -> Callable[[str], Any]:
    """From an answer's text to its value: an instance of the type, or plain JSON values for a schema in JSON."""
    if isinstance(schema, (dict, bool, str)):
        return json.loads
    reader: Callable[[str], Any] = _adapter(schema).validate_json
    return reader


def _adapter(annotation: Any) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(annotation)
