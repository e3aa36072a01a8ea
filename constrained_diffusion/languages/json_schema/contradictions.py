"""Why a schema has no values, in the words of its keywords, and what would mend it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from constrained_diffusion.languages.json_schema.keywords import is_annotation
from constrained_diffusion.languages.json_schema.rules.any_value import type_of
from constrained_diffusion.shown import cut, shown

_PAIRS = (
    ("string", "minLength", "maxLength"),
    ("array", "minItems", "maxItems"),
    ("object", "minProperties", "maxProperties"),
    ("number", "minimum", "maximum"),
    ("number", "exclusiveMinimum", "maximum"),
    ("number", "minimum", "exclusiveMaximum"),
    ("number", "exclusiveMinimum", "exclusiveMaximum"),
)
"""Bounds, by the type of what they bound."""
_SHOWN = 40
"""Characters of a value that is shown beside its keyword."""


class Contradiction(NamedTuple):
    """What no value fits, and what to do about it."""

    what: str
    remedy: str


_LOOSEN = "loosen one of them"
_ALONE = {
    "not": Contradiction("not with a schema that every value fits", "leave it out, or deny less"),
    "allOf": Contradiction("all schemas of allOf at once", _LOOSEN),
    "anyOf": Contradiction("any schema of anyOf", _LOOSEN),
    "oneOf": Contradiction(
        "exactly one schema of oneOf", "let them exclude one another, or write anyOf where several may fit"
    ),
    "the schema false": Contradiction("the schema false", "leave it out, or say what may stand there"),
}
"""Of keywords that stand alone."""


def contradiction(schema: Mapping[str, Any]) -> Contradiction:
    """What cannot be met of a schema that is known to have no values."""
    keywords = [keyword for keyword in schema if not is_annotation(keyword)]
    if len(keywords) == 1 and keywords[0] in _ALONE:
        return _ALONE[keywords[0]]
    if schema.get("enum") == []:
        return Contradiction("an empty enum", "list the values there are")
    if schema.get("type") == []:
        return Contradiction("an empty list of types", "name the types there may be")
    fixed = "const" if "const" in schema else "enum" if "enum" in schema else None
    crossed = _crossed(schema)
    if crossed is not None and fixed is None:
        return crossed
    if fixed is not None:
        if crossed is not None and _are_of_type(schema, fixed):
            return Contradiction(crossed.what, f"set them so that a value of {fixed} fits, or leave them out")
        beside = [keyword for keyword in keywords if keyword != fixed]
        if beside:
            said = _named(schema, beside)
            return Contradiction(f"{fixed} together with {said}, which allow none of its values", "change either")
    if keywords == ["$ref"]:
        return Contradiction(f"{cut(schema['$ref'])}, which only leads back to itself", "let it end somewhere")
    undeclared = [name for name in schema.get("required", []) if name not in schema.get("properties", {})]
    if undeclared and schema.get("additionalProperties") is False:
        what = f"required {shown(undeclared[0])}, which additionalProperties: false forbids"
        return Contradiction(what, "declare it in properties")
    if "contains" in schema:
        least, most = _number(schema.get("minContains", 1)), _number(schema.get("maxItems"))
        if least is not None and most is not None and least > most:
            asked = f"contains, which asks for {least} item{'s' * (least != 1)},"
            return Contradiction(f"{asked} with maxItems {most}", "raise maxItems, or leave contains out")
    if len(keywords) < 2:
        return Contradiction(_named(schema, keywords) or "this schema", "change it")
    return Contradiction(f"{_named(schema, keywords)} together", _LOOSEN)


def _crossed(schema: Mapping[str, Any]) -> Contradiction | None:
    """Two bounds between which there is nothing, of a type that there may be."""
    given = schema.get("type")
    kinds = None if given is None else {given} if isinstance(given, str) else set(given)
    for kind, low, high in _PAIRS:
        least, most = _number(schema.get(low)), _number(schema.get(high))
        if least is None or most is None:
            continue
        if kinds is not None and kind not in kinds and (kind != "number" or "integer" not in kinds):
            continue
        if least > most or (least == most and "xclusive" in low + high):
            return Contradiction(f"{low} {least} with {high} {most}", f"lower {low} or raise {high}")
    return None


def _number(value: Any) -> float | None:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _are_of_type(schema: Mapping[str, Any], fixed: str) -> bool:
    """Whether a fixed value is of a type that there may be."""
    kinds = schema.get("type")
    if kinds is None:
        return True
    values = [schema["const"]] if fixed == "const" else schema["enum"]
    whole = any(_number(value) is not None and value == int(value) for value in values)
    return any(type_of(value) in kinds for value in values) or ("integer" in kinds and whole)


def _named(schema: Mapping[str, Any], keywords: list[str]) -> str:
    """The keywords, with those of their values that are short."""
    names = [f"{keyword}{_value(schema[keyword])}" for keyword in keywords]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _value(value: Any) -> str:
    if not isinstance(value, (str, int, float)):
        return ""
    written = json.dumps(value, ensure_ascii=False)
    return f" {written}" if len(written) <= _SHOWN else ""
