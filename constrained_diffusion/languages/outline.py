"""How a prompt names the fields of a schema: in one line, such as ``name age:integer home(street city) tags[]``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

_DEEPEST = 100
"""Fields within fields that an outline shows."""

_DESCRIBED = 60
"""Characters of a description that an outline shows."""

_OPTIONS = 40
"""Options of an enumeration, and alternatives, that an outline shows."""

_LONGEST = 200
"""Characters of choices, or of a regex."""


def outline_of(schema: Mapping[str, object]) -> str:
    """The outline of a schema: of an object its fields, of any other the kind of its values.

    A field is its name, and what it holds where that is no plain text: ``age:integer``, ``day:date`` (the format of a
    string), ``status=open/paid`` (the options of an enumeration), a nested object's fields in parentheses, ``[]``
    behind what the items of an array are, ``|null`` where null will do, and ``a|b`` of alternatives. An optional field
    ends in ``?``; a description stands behind its field in quotation marks, cut to 60 characters. Local references
    (``#/$defs/...``) are followed once each.
    """
    if isinstance(schema.get("properties"), Mapping):
        return _fields(schema, schema, frozenset(), 0)
    return _kind(schema, schema, frozenset(), 0)


def _fields(schema: Mapping[str, object], root: Mapping[str, object], seen: frozenset[str], depth: int) -> str:
    properties = schema.get("properties")
    if not isinstance(properties, Mapping):
        return ""
    required = schema.get("required")
    needed = {name for name in required if isinstance(name, str)} if isinstance(required, list) else set()
    words = []
    for name, member in properties.items():
        word = name if name in needed else f"{name}?"
        if isinstance(member, Mapping):
            word += _kind(member, root, seen, depth + 1)
            description = member.get("description")
            if isinstance(description, str) and description:
                word += f' "{description[:_DESCRIBED]}"'
        words.append(word)
    return " ".join(words)


def _kind(schema: Mapping[str, object], root: Mapping[str, object], seen: frozenset[str], depth: int) -> str:
    if depth > _DEEPEST:
        return ""
    reference = schema.get("$ref")
    if isinstance(reference, str) and reference.startswith("#/") and reference not in seen:
        target: object = root
        for part in reference[2:].split("/"):
            target = target.get(part.replace("~1", "/").replace("~0", "~")) if isinstance(target, Mapping) else None
        return _kind(target, root, seen | {reference}, depth) if isinstance(target, Mapping) else ""
    if isinstance(schema.get("properties"), Mapping):
        return f"({_fields(schema, root, seen, depth)})"
    if "const" in schema:
        return f"={_word(schema['const'])}"
    options = schema.get("enum")
    if isinstance(options, list) and options:
        return "=" + "/".join(map(_word, options[:_OPTIONS]))
    for word in ("anyOf", "oneOf"):
        among = schema.get(word)
        if isinstance(among, list) and among:
            kinds = [_kind(member, root, seen, depth + 1) for member in among[:_OPTIONS] if isinstance(member, Mapping)]
            return ":" + "|".join(kind.removeprefix(":") or "text" for kind in kinds)
    kind = schema.get("type")
    if kind == "array" or "items" in schema:
        items = schema.get("items")
        inner = _kind(items, root, seen, depth + 1) if isinstance(items, Mapping) else ""
        return f"{inner}[]"
    if kind == "string":
        named = schema.get("format")
        return f":{named}" if isinstance(named, str) else ""
    if isinstance(kind, list):
        return ":" + "|".join("text" if each == "string" else str(each) for each in kind)
    return f":{kind}" if isinstance(kind, str) and kind != "object" else ""


def _word(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def outline_of_tables(tables: Mapping[str, Sequence[str]]) -> str:
    """How a prompt names the tables of a database: ``sql customers(id name city) orders(id total customer_id)``."""
    return " ".join(("sql", *(f"{name}({' '.join(columns)})" for name, columns in tables.items())))


def outline_of_choices(options: Sequence[str]) -> str:
    """How a prompt names the answers there are: ``one of open/paid/shipped``, cut to 200 characters."""
    return f"one of {'/'.join(options)}"[:_LONGEST]


def outline_of_regex(regex: str) -> str:
    """How a prompt names what an answer looks like: ``like`` and the regex, cut to 200 characters."""
    return f"like {regex}"[:_LONGEST]
