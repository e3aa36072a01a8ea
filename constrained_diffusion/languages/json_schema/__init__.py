"""JSON Schema to IR. What is supported, and every departure from the specification: docs/json-schema.md."""

from constrained_diffusion.languages.json_schema.options import (
    PLAIN,
    AdditionalProperties,
    PropertyOrder,
    SchemaOptions,
    Strict,
    Whitespace,
)
from constrained_diffusion.languages.json_schema.reader import read, schema_language
from constrained_diffusion.languages.json_schema.registry import Documents
from constrained_diffusion.languages.json_schema.values import NOTHING_TWICE, Repeated
from constrained_diffusion.languages.json_schema.wrappers import unwrapped

__all__ = [
    "NOTHING_TWICE",
    "PLAIN",
    "AdditionalProperties",
    "Documents",
    "PropertyOrder",
    "Repeated",
    "SchemaOptions",
    "Strict",
    "Whitespace",
    "read",
    "schema_language",
    "unwrapped",
]
