"""JSON Schemas at random, for models with random weights and little room."""

from __future__ import annotations

from random import Random
from typing import Any


def random_schema(rng: Random, depth: int = 2) -> dict[str, Any]:
    """A random JSON Schema, small enough for the budget whatever is asked for."""
    kinds = ["integer", "string", "enum", "boolean", "number", *(["object", "array", "union"] if depth else [])]
    match rng.choice(kinds) if depth < 2 else rng.choice(["object", "object", "array"]):
        case "integer":
            return {"type": "integer", "minimum": rng.randint(-50, 0), "maximum": rng.randint(1, 5000)}
        case "string":
            return rng.choice(
                [{"type": "string", "maxLength": rng.randint(1, 12)}, {"type": "string", "pattern": "^[a-f]+$"}]
            )
        case "enum":
            return {"enum": rng.sample(["red", "green", 1, 2.5, None, True, "Zoë"], rng.randint(1, 4))}
        case "union":
            return {"anyOf": [random_schema(rng, 0), random_schema(rng, 0)]}
        case "array":
            return {
                "type": "array",
                "items": random_schema(rng, depth - 1),
                "minItems": rng.randint(0, 2),
                "maxItems": 3,
            }
        case "object":
            names = rng.sample(["id", "n", "ok", "tags"], rng.randint(1, 2))
            return {
                "type": "object",
                "properties": {name: random_schema(rng, depth - 1) for name in names},
                "required": rng.sample(names, rng.randint(0, len(names))),
                "additionalProperties": False,
            }
        case kind:
            return {"type": kind}
