"""JSON Schema to IR. What is supported, and every departure from the specification: docs/json-schema.md."""

from constrained_diffusion.languages.json_schema.reader import schema_language

__all__ = ["schema_language"]
