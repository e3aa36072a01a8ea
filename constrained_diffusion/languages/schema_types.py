"""What a user may give as a schema, as JSON Schema, and the way from an answer's text back to a value of that type."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Hashable, Mapping
from copy import deepcopy
from os import PathLike
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
from constrained_diffusion.shown import cut, shown

_KINDS = "a dict or its text, True or False, a BaseModel, a dataclass, a TypedDict or a type such as list[int]"
"""What a schema may be."""
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
        raise UnsupportedSchema("the schema is nested too deep to be read", "", "nest it less") from None


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
        parsed = schema_in(schema)
        return parsed if isinstance(parsed, bool) else unwrapped(parsed)
    if isinstance(schema, list):
        return unwrapped(schema)
    from pydantic import BaseModel
    from pydantic.errors import PydanticUserError

    if isinstance(schema, PathLike):
        raise UnsupportedSchema(f"{shown(schema)} is a path, not a schema", None, "give the text of the file")
    if isinstance(schema, BaseModel):
        name = type(schema).__name__
        raise UnsupportedSchema(f"a schema is the class, {name}, not an instance of it", None, f"give schema={name}")
    if hasattr(schema, "wanted"):
        name = schema.__name__ if isinstance(schema, type) else type(schema).__name__
        raise UnsupportedSchema(f"{name} goes in as grammar=, not as schema=", None, "give it there")
    try:
        from constrained_diffusion.languages.pydantic_schema import Narrow

        made: dict[str, Any] = _adapter(schema).json_schema(schema_generator=Narrow)
        return made
    except (PydanticUserError, NameError, TypeError) as error:
        raise _no_type(schema, error) from error


def schema_in(text: str) -> dict[str, Any] | list[Any] | bool:
    """A JSON Schema out of its text.

    Raises:
        UnsupportedSchema: it is empty, no JSON, or another JSON value.
    """
    if not text.strip():
        raise UnsupportedSchema("the schema is empty", None, f"give {_KINDS}")
    try:
        parsed = json.loads(text)
    except ValueError as error:
        raise _no_json(text, error) from None
    if isinstance(parsed, (dict, bool, list)):
        return parsed
    raise UnsupportedSchema(f"{shown(parsed)} is no JSON Schema", None, "give an object, true or false")


def _no_json(text: str, error: ValueError) -> UnsupportedSchema:
    """Of a text that begins like JSON, where it stops being so; of another, what would do in its place."""
    if text.lstrip()[0] in "{[":
        return UnsupportedSchema(f"the schema is not JSON: {error}", None, "correct the text there")
    looks = " and looks like a path" if text.endswith((".json", ".yaml", ".yml")) else ""
    return UnsupportedSchema(
        f"the schema is not JSON: {shown(text)} is neither an object nor true or false{looks}",
        None,
        "give the text of the file" if looks else f"give {_KINDS}",
    )


def _no_type(schema: Any, error: Exception) -> UnsupportedSchema:
    """Pydantic's own words are the cause: they speak to those who write types for it."""
    if getattr(error, "code", None) == "invalid-for-json-schema":
        what = str(error).splitlines()[0].rstrip(".")
        return UnsupportedSchema(f"{_shown(schema)} has a part that JSON cannot show: {what}", None, "leave it out")
    if isinstance(error, NameError):
        return UnsupportedSchema(
            f"{_shown(schema)} speaks of a type that is not there: {error}".splitlines()[0],
            None,
            "define it, or import it where the schema is defined",
        )
    unread = re.search(r"core schema for (.+?)\. ", str(error).replace("core-schema", "core schema"), re.DOTALL)
    if unread is not None and unread[1] != repr(schema) and isinstance(schema, type):
        return UnsupportedSchema(
            f"{_shown(schema)} has a part that pydantic cannot read, {unread[1]}",
            None,
            "make it a BaseModel, a dataclass or a TypedDict, or leave it out",
        )
    if getattr(error, "code", None) == "class-not-fully-defined":
        return UnsupportedSchema(
            f"{_shown(schema)} is not fully defined, as it speaks of types that are not there",
            None,
            "define them, and call its model_rebuild()",
        )
    return UnsupportedSchema(
        f"{_shown(schema)} is neither a JSON Schema nor a type that pydantic can read", None, f"give {_KINDS}"
    )


def _shown(schema: Any) -> str:
    return f"the class {schema.__name__}" if isinstance(schema, type) else shown(schema)


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
                f"the answer {cut(text)} fits the JSON Schema, but its type refuses it; say so in the schema: {error}",
                text,
            ) from error
        except Exception as error:  # of a validator that the user wrote
            raise RejectedValue(
                f"the answer {cut(text)} fits the JSON Schema, but a validator of its type fails on it: {error!r}", text
            ) from error

    return value


def _adapter(annotation: Any) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(annotation)
