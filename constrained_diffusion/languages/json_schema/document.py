"""A schema document of any draft, rewritten so that what it says no longer hangs on where in it one stands.

References become absolute, by the ``$id`` around them (RFC 3986, section 5; JSON Schema 2020-12, 8.2). What stands
beside ``$ref`` in draft 7 and before says nothing there and is taken out, annotations and definitions excepted. The
boolean ``exclusiveMinimum`` and ``exclusiveMaximum`` of draft 4 become bounds. All else stays where it is, and so do
the pointers to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from constrained_diffusion.errors import UnsupportedSchema
from constrained_diffusion.languages.json_schema.keywords import OF_DATA, OF_SCHEMAS, is_annotation

_OLD = {"draft-03", "draft-04", "draft-06", "draft-07"}
"""Specifications in which $ref stands alone."""
_BOOLEAN_BOUNDS = {"", "draft-03", "draft-04"}
"""Where exclusive bounds may be booleans: in draft 4, and without a name, for OpenAPI 3.0 has them too."""
_MOST_PARTS = 2_000_000


def rewritten(document: Mapping[str, Any], draft: str) -> dict[str, Any]:
    """The document in the terms above; `draft` is the name of its specification, empty where it names none.

    Raises:
        UnsupportedSchema: a keyword is not one of this draft, but would be misread; or the document has no end.
    """
    whole: dict[str, Any] = {}
    waiting: list[tuple[Any, Any, Any, str, bool]] = [(document, whole, None, "", True)]
    # what is copied, the container it goes to and the key there (none for the root), the base, whether it is a schema
    parts = 0
    while waiting:
        value, target, key, base, is_schema = waiting.pop()
        parts += 1
        if parts > _MOST_PARTS:
            raise UnsupportedSchema(f"the schema has more than {_MOST_PARTS} parts, or holds itself", "")
        if isinstance(value, Mapping):
            copy: Any = whole if key is None else {}
            if is_schema:
                base = _base(value, base, draft)
                value = _plain(value, base, draft)
            for name, inner in value.items():
                copy[name] = inner
                if isinstance(inner, (Mapping, list)) and not (is_schema and name in OF_DATA):
                    waiting.append((inner, copy, name, base, not (is_schema and name in OF_SCHEMAS)))
        else:
            copy = list(value)
            waiting += [
                (inner, copy, index, base, True)
                for index, inner in enumerate(value)
                if isinstance(inner, (Mapping, list))
            ]
        if key is not None:
            target[key] = copy
    return whole


def _base(schema: Mapping[str, Any], base: str, draft: str) -> str:
    """The URI that references in a schema are relative to."""
    name = "id" if draft in ("draft-03", "draft-04") else "$id"
    identifier = schema.get(name)
    if not isinstance(identifier, str) or identifier.startswith("#") or (draft in _OLD and "$ref" in schema):
        return base
    return urljoin(base, identifier)


def _plain(schema: Mapping[str, Any], base: str, draft: str) -> dict[str, Any]:
    found = dict(schema)
    reference = found.get("$ref")
    if isinstance(reference, str):
        if draft in _OLD:
            found = {name: value for name, value in found.items() if name == "$ref" or is_annotation(name)}
        if base:
            found["$ref"] = urljoin(base, reference)
    for exclusive, inclusive in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(found.get(exclusive), bool) and draft in _BOOLEAN_BOUNDS:
            is_exclusive = found.pop(exclusive)
            if is_exclusive and inclusive in found:
                found[exclusive] = found.pop(inclusive)
    if "prefixItems" in found and draft not in ("", "draft2020-12"):
        raise UnsupportedSchema(f"prefixItems is no keyword of {draft}: write it as a list under items", "")
    return found
