"""The keywords that only annotate, and the way to them in a document."""

from __future__ import annotations

ANNOTATIONS = frozenset(
    {
        "$schema", "$id", "id", "$anchor", "$comment", "$defs", "definitions", "$vocabulary", "title", "description",
        "default", "example", "examples", "deprecated", "readOnly", "writeOnly",
        "discriminator", "markdownDescription", "enumDescriptions", "markdownEnumDescriptions",
        "defaultSnippets", "deprecationMessage", "errorMessage", "externalDocs", "xml",
        "links", "base", "media", "fragmentResolution", "pathStart",
    }
)  # fmt: skip
"""Keywords that restrict nothing, by the specifications of JSON Schema and OpenAPI or by the custom of editors."""


def is_annotation(keyword: str) -> bool:
    """Whether a keyword restricts nothing; vendors' own (``x-...``) never do."""
    return keyword in ANNOTATIONS or keyword.startswith("x-")


def step(name: str) -> str:
    """A name as a step of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")
