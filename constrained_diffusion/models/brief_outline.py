"""The outline of a schema that the small text models were taught: ``name age address(street city) tags[] mail?``."""

from __future__ import annotations

from collections.abc import Mapping

_DEEPEST = 100
"""Fields within fields that an outline shows."""


def brief_outline_of(schema: Mapping[str, object]) -> str:
    """The outline of an object schema, or an empty string for a schema without properties.

    A nested object stands in parentheses, an array ends in ``[]``, an optional field in ``?``, and the options of an
    enumeration of strings are joined by ``/`` after ``=``. Local references (``#/$defs/...``) are followed once each.
    """
    return _fields(schema, schema, frozenset(), 0)


def _fields(schema: Mapping[str, object], root: Mapping[str, object], seen: frozenset[str], depth: int) -> str:
    properties = schema.get("properties")
    if not isinstance(properties, Mapping):
        return ""
    required = schema.get("required")
    needed = set(required) if isinstance(required, list) else set()
    words = []
    for name, member in properties.items():
        word = name + (_shape(member, root, seen, depth + 1) if isinstance(member, Mapping) else "")
        words.append(word if name in needed else word + "?")
    return " ".join(words)


def _shape(schema: Mapping[str, object], root: Mapping[str, object], seen: frozenset[str], depth: int) -> str:
    if depth > _DEEPEST:
        return ""
    reference = schema.get("$ref")
    if isinstance(reference, str) and reference.startswith("#/") and reference not in seen:
        target: object = root
        for part in reference[2:].split("/"):
            target = target.get(part.replace("~1", "/").replace("~0", "~")) if isinstance(target, Mapping) else None
        return _shape(target, root, seen | {reference}, depth) if isinstance(target, Mapping) else ""
    if isinstance(schema.get("properties"), Mapping):
        return f"({_fields(schema, root, seen, depth)})"
    if schema.get("type") == "array" or "items" in schema:
        items = schema.get("items")
        inner = _shape(items, root, seen, depth + 1) if isinstance(items, Mapping) else ""
        return f"{inner}[]"
    options = schema.get("enum")
    if isinstance(options, list) and options and all(isinstance(option, str) for option in options):
        return "=" + "/".join(options)
    return ""
