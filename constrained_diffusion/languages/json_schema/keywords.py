"""The keywords that only annotate."""

from __future__ import annotations

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


OF_SCHEMAS = frozenset({
    "properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies",
})  # fmt: skip
"""Keywords whose value is an object of schemas, by names that are no keywords."""
OF_DATA = frozenset({"enum", "const", "default", "example", "examples"})
"""Keywords whose value is no schema and holds none."""


def step(name: str) -> str:
    """A name as a step of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")
