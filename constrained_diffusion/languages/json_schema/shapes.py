"""What the value of a keyword has to look like, told by one table."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from constrained_diffusion.errors import UnsupportedSchema
from constrained_diffusion.languages.json_schema.keywords import step
from constrained_diffusion.shown import shown


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= sys.float_info.max


def _is_count(value: Any) -> bool:
    return _is_number(value) and value >= 0 and value == int(value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and (
        value.isascii() or not any("\ud800" <= character <= "\udfff" for character in value)
    )


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_schema(value: Any) -> bool:
    return isinstance(value, (Mapping, bool))


_Shape = tuple[Callable[[Any], bool], str]
_NUMBER: _Shape = _is_number, "a number that double precision holds"
_COUNT: _Shape = _is_count, "a whole number that is not negative"
_TEXT: _Shape = _is_text, "a string"
_LIST: _Shape = (lambda value: isinstance(value, list)), "a list"
_FLAG: _Shape = (lambda value: isinstance(value, bool)), "true or false"


def _by_name(check: Callable[[Any], bool], what: str) -> _Shape:
    return (
        lambda value: isinstance(value, Mapping) and all(map(_is_text, value)) and all(map(check, value.values())),
        f"an object, {what} for every name",
    )


_SCHEMAS = _by_name(lambda _: True, "a schema")  # what is none is told with a pointer of its own

_SHAPES: dict[str, _Shape] = {
    "$ref": _TEXT,
    "type": (lambda value: _is_text(value) or _are_names(value), "the name of a type, or a list of names"),
    "enum": _LIST,
    "anyOf": _LIST,
    "allOf": _LIST,
    "oneOf": _LIST,
    "patternProperties": _SCHEMAS,
    "dependentSchemas": _by_name(_is_schema, "a schema"),
    "dependentRequired": _by_name(_are_names, "a list of names"),
    "dependencies": _by_name(
        lambda one: _are_names(one) or _is_schema(one) or isinstance(one, str), "names or a schema"
    ),
    "minProperties": _COUNT,
    "maxProperties": _COUNT,
    "minContains": _COUNT,
    "maxContains": _COUNT,
    "format": _TEXT,
    "contentEncoding": _TEXT,
    "contentMediaType": _TEXT,
    "properties": _SCHEMAS,
    "required": (_are_names, "a list of names"),
    "prefixItems": _LIST,
    "minItems": _COUNT,
    "maxItems": _COUNT,
    "uniqueItems": _FLAG,
    "minLength": _COUNT,
    "maxLength": _COUNT,
    "pattern": _TEXT,
    "minimum": _NUMBER,
    "maximum": _NUMBER,
    "exclusiveMinimum": _NUMBER,
    "exclusiveMaximum": _NUMBER,
    "multipleOf": (lambda value: _is_number(value) and value > 0, "a number above 0"),
}


def check_shapes(schema: Mapping[Any, Any], pointer: str) -> None:
    """Looks at every keyword of one schema, not at the schemas inside it.

    Raises:
        UnsupportedSchema: a value is not what its keyword takes, with the pointer of the keyword.
    """
    for keyword, value in schema.items():
        if not isinstance(keyword, str):
            raise UnsupportedSchema(
                f"keywords are strings, not {shown(keyword)}", pointer, "give the schema as JSON has it"
            )
        if keyword not in _SHAPES and keyword != "const":
            continue
        _check_characters(value, f"{pointer}/{keyword}", is_value=keyword in ("enum", "const"))
        if keyword in _SHAPES and not _SHAPES[keyword][0](value):
            reason = f"{keyword} is {_SHAPES[keyword][1]}, not {shown(value)}"
            raise UnsupportedSchema(reason, f"{pointer}/{keyword}", "correct it")


def _check_characters(value: Any, pointer: str, *, is_value: bool) -> None:
    """Raises `UnsupportedSchema` for half a surrogate pair: in a string, a list of them or a name, and of a JSON value
    anywhere in it. The schemas that a keyword holds are looked at by themselves.
    """
    waiting = [(value, pointer, 0)]
    while waiting:
        one, at, depth = waiting.pop()
        if isinstance(one, Mapping):
            names = [name for name in one if isinstance(name, str)]
            inner: Iterable[tuple[Any, Any]] = one.items()
        else:
            names = [one] if isinstance(one, str) else []
            inner = enumerate(one) if isinstance(one, list) else ()
        for name in names:
            if not _is_text(name):
                reason = f"{shown(name)} holds a lone surrogate, which is no character"
                raise UnsupportedSchema(reason, at, "leave it out")
        if depth < _DEEPEST:
            found = [
                (part, f"{at}/{step(str(key))}", depth + 1)
                for key, part in inner
                if is_value or not isinstance(part, Mapping)
            ]
            waiting += reversed(found)


_DEEPEST = 500
"""Of values; deeper ones are refused where they are read."""
