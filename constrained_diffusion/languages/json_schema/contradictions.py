"""Why a schema has no values, in the words of its keywords."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from constrained_diffusion.languages.json_schema.keywords import is_annotation

_PAIRS = (
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minimum", "maximum"),
    ("exclusiveMinimum", "maximum"),
    ("minimum", "exclusiveMaximum"),
    ("exclusiveMinimum", "exclusiveMaximum"),
)


def contradiction(schema: Mapping[str, Any]) -> str:
    """What cannot be met, and what would mend it, of a schema that is known to have no values."""
    if "the schema false" in schema:
        return "the schema false; leave it out, or say what may stand there"
    if schema.get("enum") == []:
        return "an empty enum; list the values there are"
    for low, high in _PAIRS:
        least, most = schema.get(low), schema.get(high)
        if not isinstance(least, (int, float)) or not isinstance(most, (int, float)):
            continue
        if least > most or (least == most and "xclusive" in low + high):
            return f"{low} {least} with {high} {most}; lower {low} or raise {high}"
    if "enum" in schema or "const" in schema:
        fixed = "const" if "const" in schema else "enum"
        beside = _named(schema, fixed)
        if beside:
            return f"{fixed} together with {beside}: these allow none of its values; change either"
    if {keyword for keyword in schema if not is_annotation(keyword)} == {"$ref"}:
        return f"{schema['$ref']}, which only leads back to itself; let it end somewhere"
    undeclared = [name for name in schema.get("required", []) if name not in schema.get("properties", {})]
    if undeclared and schema.get("additionalProperties") is False:
        return f"required {undeclared[0]!r}, which additionalProperties: false forbids; declare it in properties"
    return f"{_named(schema) or 'this schema'}: together they leave nothing; loosen one of them"


def _named(schema: Mapping[str, Any], *but: str) -> str:
    names = [keyword for keyword in schema if keyword not in but and not is_annotation(keyword)]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
