"""Two schemas that must both hold, as one schema; the way from siblings of $ref, anyOf and allOf to plain schemas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from constrained_diffusion.errors import UnsupportedSchema
from constrained_diffusion.languages.json_schema.equality import are_equal, common
from constrained_diffusion.languages.json_schema.keywords import BY_TYPE, is_annotation
from constrained_diffusion.languages.json_schema.shapes import check_shapes

_LARGER = {"minLength", "minItems", "minimum", "exclusiveMinimum"}
_SMALLER = {"maxLength", "maxItems", "maximum", "exclusiveMaximum"}


def merged(first: Mapping[str, Any], second: Mapping[str, Any], pointer: str) -> dict[str, Any]:
    """A schema whose values are those of both.

    Raises:
        UnsupportedSchema: a keyword stands in both and its two values cannot be joined.
    """
    for one in (first, second):
        check_shapes(one, pointer)
    for one, other in ((first, second), (second, first)):
        if "additionalProperties" in one and other.get("properties", {}).keys() - one.get("properties", {}).keys():
            names = ", ".join(sorted(other.get("properties", {}).keys() - one.get("properties", {}).keys())[:3])
            raise UnsupportedSchema(
                f"additionalProperties of one part speaks of members of the other, {names}: declare them beside it, "
                "or leave it out there",
                pointer,
            )
        if "items" in one and not _says_the_same(other, one, "prefixItems"):
            raise UnsupportedSchema("items speaks about the prefixItems beside it only", pointer)
        if "additionalItems" in one and not _says_the_same(other, one, "items"):
            raise UnsupportedSchema("additionalItems speaks about the items beside it only", pointer)
    whole = dict(first)
    for keyword, value in second.items():
        if keyword not in whole or are_equal(whole[keyword], value) or is_annotation(keyword):
            whole[keyword] = value
        else:
            whole[keyword] = _joined(keyword, whole[keyword], value, pointer)
    return whole


def _says_the_same(one: Mapping[str, Any], other: Mapping[str, Any], keyword: str) -> bool:
    """Whether `one` is silent about a keyword, or as `other`."""
    return keyword not in one or (keyword in other and are_equal(one[keyword], other[keyword]))


def _joined(keyword: str, one: Any, other: Any, pointer: str) -> Any:
    numeric = all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in (one, other))
    if keyword in _LARGER and numeric:
        return max(one, other)
    if keyword in _SMALLER and numeric:
        return min(one, other)
    if keyword == "required":
        return list(dict.fromkeys([*one, *other]))
    if keyword == "type":
        return _types(one, other)
    if keyword == "enum":
        return common(one, other)
    if keyword == "properties":
        return {
            name: one[name] if name not in other else other[name] if name not in one
            else _both(one[name], other[name], f"{pointer}/properties/{name}")
            for name in [*one, *(name for name in other if name not in one)]
        }  # fmt: skip
    raise UnsupportedSchema(f"two different values of {keyword} must both hold", f"{pointer}/{keyword}")


def _both(one: Any, other: Any, pointer: str) -> Any:
    if one is True or other is True:
        return other if one is True else one
    if one is False or other is False:
        return False
    for schema in (one, other):
        if not isinstance(schema, Mapping):
            raise UnsupportedSchema(f"a schema is an object or a boolean, not {schema!r}", pointer)
    return merged(one, other, pointer)


def _types(one: Any, other: Any) -> list[str]:
    first, second = ({kinds} if isinstance(kinds, str) else set(kinds) for kinds in (one, other))
    both = first & second
    if ("integer" in first and "number" in second) or ("integer" in second and "number" in first):
        both.add("integer")
    return [name for name in BY_TYPE if name in both]
