"""The keywords there are: which belong to which type, which only annotate, which are refused."""

from __future__ import annotations

BY_TYPE: dict[str, frozenset[str]] = {
    "object": frozenset({"properties", "required", "additionalProperties"}),
    "array": frozenset({"items", "prefixItems", "additionalItems", "minItems", "maxItems", "uniqueItems"}),
    "string": frozenset({"minLength", "maxLength", "pattern"}),
    "number": frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}),
    "integer": frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}),
    "boolean": frozenset(),
    "null": frozenset(),
}
"""Keywords that speak about one type only. `format` belongs to strings and numbers."""

COMBINING = frozenset({"$ref", "anyOf", "allOf", "enum", "const", "type", "format"})

ANNOTATIONS = frozenset(
    {
        "$schema", "$id", "id", "$anchor", "$comment", "$defs", "definitions", "$vocabulary", "title", "description",
        "default", "example", "examples", "deprecated", "readOnly", "writeOnly", "contentEncoding", "contentMediaType",
        "contentSchema", "discriminator", "markdownDescription", "enumDescriptions", "markdownEnumDescriptions",
        "defaultSnippets", "deprecationMessage", "errorMessage", "externalDocs", "xml",
    }
)  # fmt: skip
"""Keywords that restrict nothing, by the specifications of JSON Schema and OpenAPI or by the custom of editors."""


def is_annotation(keyword: str) -> bool:
    """Whether a keyword restricts nothing; vendors' own (``x-...``) never do."""
    return keyword in ANNOTATIONS or keyword.startswith("x-")


SUPPORTED = frozenset().union(*BY_TYPE.values()) | COMBINING
