"""Why a schema has no values, in the words of its keywords, and what would mend it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from constrained_diffusion.languages.json_schema.keywords import is_annotation

_PAIRS = (
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minimum", "maximum"),
    ("exclusiveMinimum", "maximum"),
    ("minimum", "exclusiveMaximum"),
    ("exclusiveMinimum", "exclusiveMaximum"),
)
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
    for low, high in _PAIRS:
        least, most = schema.get(low), schema.get(high)
        if not isinstance(least, (int, float)) or not isinstance(most, (int, float)):
            continue
        if least > most or (least == most and "xclusive" in low + high):
            return Contradiction(f"{low} {least} with {high} {most}", f"lower {low} or raise {high}")
    if "enum" in schema or "const" in schema:
        fixed = "const" if "const" in schema else "enum"
        beside = [keyword for keyword in keywords if keyword != fixed]
        if beside:
            said = _named(schema, beside)
            return Contradiction(f"{fixed} together with {said}, which allow none of its values", "change either")
    if keywords == ["$ref"]:
        return Contradiction(f"{schema['$ref']}, which only leads back to itself", "let it end somewhere")
    undeclared = [name for name in schema.get("required", []) if name not in schema.get("properties", {})]
    if undeclared and schema.get("additionalProperties") is False:
        what = f"required {undeclared[0]!r}, which additionalProperties: false forbids"
        return Contradiction(what, "declare it in properties")
    if len(keywords) < 2:
        return Contradiction(_named(schema, keywords) or "this schema", "change it")
    return Contradiction(f"{_named(schema, keywords)} together", _LOOSEN)


def _named(schema: Mapping[str, Any], keywords: list[str]) -> str:
    """The keywords, with those of their values that are short."""
    names = [f"{keyword}{_value(schema[keyword])}" for keyword in keywords]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _value(value: Any) -> str:
    if not isinstance(value, (str, int, float)):
        return ""
    shown = json.dumps(value, ensure_ascii=False)
    return f" {shown}" if len(shown) <= _SHOWN else ""
