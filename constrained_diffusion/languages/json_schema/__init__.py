"""JSON Schema to IR. What is supported, and every departure from the specification: docs/json-schema.md."""

from constrained_diffusion.languages.json_schema.options import (
    PLAIN,
    AdditionalProperties,
    PropertyOrder,
    SchemaOptions,
    Whitespace,
)
from constrained_diffusion.languages.json_schema.reader import read, schema_language
from constrained_diffusion.languages.json_schema.registry import Documents
from constrained_diffusion.languages.json_schema.wrappers import unwrapped

__all__ = [
    "PLAIN",
    "AdditionalProperties",
    "Documents",
    "PropertyOrder",
    "SchemaOptions",
    "Whitespace",
    "read",
    "schema_language",
    "unwrapped",
]
