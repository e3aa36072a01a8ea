"""What a user may give as a schema, as JSON Schema, and the way from an answer's text back to a value of that type."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping
from copy import deepcopy
from typing import Any

from constrained_diffusion.errors import RejectedValue, UnsupportedSchema
from constrained_diffusion.languages.json_schema import (
    NOTHING_TWICE,
    PLAIN,
    Repeated,
    SchemaOptions,
    read,
    unwrapped,
)
from constrained_diffusion.languages.wanted import Wanted
from constrained_diffusion.memory import Memory

_MOST_READINGS = 128
"""Refinements of a schema that are kept."""


def wanted_of_schema(schema: Any, options: SchemaOptions = PLAIN) -> Wanted:
    """JSON values of a schema, or instances of a type.

    Raises:
        UnsupportedSchema: see `schema_of` and `json_schema.read`.
    """
    try:
        found = schema_of(schema)
        return _Schema(found, options, value_reader(schema)).read(NOTHING_TWICE)
    except RecursionError:  # of json, pydantic or referencing
        raise UnsupportedSchema("the schema is nested too deep to be read", "") from None


class _Schema:
    """What is wanted of a schema, and what remains of it when texts have shown what its arrays and objects repeat."""

    def __init__(self, schema: dict[str, Any] | bool, options: SchemaOptions, reader: Callable[[str], Any]) -> None:
        self.schema, self.options, self.reader = schema, options, reader
        self._made: Memory[Hashable, Wanted] = Memory(_MOST_READINGS, lambda *_: 1)

    def wanted(self, repeated: Repeated) -> Wanted:
        """JSON values of it, without those of its texts that repeat this where nothing may be repeated."""
        return self._made.get(repeated.key, lambda: self.read(repeated))

    def read(self, known: Repeated) -> Wanted:
        """The same, read anew."""
        reading = read(self.schema, self.options, known)
        if reading.is_loose and known == NOTHING_TWICE:
            self.schema = deepcopy(self.schema)  # which is read again, whatever becomes of the caller's

        def refined(text: str) -> Wanted | None:
            more = known.and_in(text)
            return None if more == known else self.wanted(more)

        return Wanted(
            language=reading.language,
            read=self.reader,
            told=self.schema if isinstance(self.schema, Mapping) else None,
            parts=reading.parts,
            refined=refined if reading.is_loose else None,
        )


def schema_of(schema: Any) -> dict[str, Any] | bool:
    """JSON Schema of a dict, a bool, JSON text, a pydantic model, a dataclass, a TypedDict or any other annotation.

    What the interfaces of model servers wrap around a schema is taken off; see `unwrapped`.

    Raises:
        UnsupportedSchema: the text is no JSON, or pydantic has no schema for the type.
    """
    if isinstance(schema, bool):
        return schema
    if isinstance(schema, dict):
        return unwrapped(schema)
    if isinstance(schema, str):
        try:
            parsed = json.loads(schema)
        except ValueError as error:
            hint = "; it looks like a path: give the text of the file" if schema.endswith((".json", ".yaml")) else ""
            raise UnsupportedSchema(f"the schema is not JSON: {error}{hint}", "") from None
        if not isinstance(parsed, (dict, bool, list)):
            raise UnsupportedSchema("a JSON Schema is an object or a boolean", "")
        return parsed if isinstance(parsed, bool) else unwrapped(parsed)
    if isinstance(schema, list):
        return unwrapped(schema)
    from pydantic import BaseModel
    from pydantic.errors import PydanticUserError

    if isinstance(schema, BaseModel):
        raise UnsupportedSchema(f"a schema is the class, {type(schema).__name__}, not an instance of it", "")
    if hasattr(schema, "wanted"):
        name = schema.__name__ if isinstance(schema, type) else type(schema).__name__
        raise UnsupportedSchema(f"{name} goes in as grammar=, not as schema=", "")
    try:
        from constrained_diffusion.languages.pydantic_schema import Narrow

        made: dict[str, Any] = _adapter(schema).json_schema(schema_generator=Narrow)
        return made
    except PydanticUserError as error:
        raise UnsupportedSchema(f"pydantic makes no JSON Schema of {schema!r}: {error}", "") from None


def value_reader(schema: Any) -> Callable[[str], Any]:
    """From an answer's text to its value: an instance of the type, or plain JSON values for a schema in JSON.

    The reader raises `RejectedValue` where the type refuses a text that its JSON Schema allows.
    """
    if isinstance(schema, (dict, bool, str)):
        return json.loads
    adapter = _adapter(schema)

    def value(text: str) -> Any:
        from pydantic import ValidationError

        try:
            return adapter.validate_json(text)
        except ValidationError as error:
            raise RejectedValue(
                f"the answer {text} fits the JSON Schema, but its type refuses it; say so in the schema: {error}", text
            ) from error
        except Exception as error:  # of a validator that the user wrote
            raise RejectedValue(
                f"the answer {text} fits the JSON Schema, but a validator of its type fails on it: {error!r}", text
            ) from error

    return value


def _adapter(annotation: Any) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(annotation)
