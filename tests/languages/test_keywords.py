"""Every keyword of every draft is in the table of docs/json-schema.md, and is read as the table says."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import Any

import pytest
from jsonschema_specifications import REGISTRY

from constrained_diffusion.errors import SchemaWarning, UnsupportedSchema
from constrained_diffusion.languages.json_schema import schema_language
from constrained_diffusion.languages.json_schema.assertions import KEYWORDS
from constrained_diffusion.languages.json_schema.keywords import ANNOTATIONS

PAGE = Path(__file__).parents[2] / "docs" / "json-schema.md"
ROWS = re.findall(r"^\| ((?:`[$A-Za-z]+`(?:, )?)+) \| [^|]+ \| ([^|]+) \|$", PAGE.read_text("utf-8"), re.M)
TOLD = {name: how for names, how in ROWS for name in re.findall(r"`([^`]+)`", names)}

PLAIN: dict[str, Any] = {
    "$ref": "#/$defs/x", "$dynamicRef": "#x", "$recursiveRef": "#", "additionalProperties": True, "allOf": [True],
    "anyOf": [True], "const": 1, "contains": True, "contentEncoding": "base64", "dependencies": {}, "enum": [1],
    "dependentRequired": {}, "dependentSchemas": {}, "exclusiveMaximum": 1, "exclusiveMinimum": 1, "format": "date",
    "maximum": 1, "minimum": 1, "multipleOf": 2, "oneOf": [True], "pattern": "a", "patternProperties": {},
    "prefixItems": [True], "properties": {}, "required": [], "type": "null", "uniqueItems": True, "items": True,
    "nullable": True, "$recursiveAnchor": True, "id": "urn:x", "$id": "urn:x", "$anchor": "y", "$dynamicAnchor": "z",
    "$defs": {}, "definitions": {}, "$schema": "https://json-schema.org/draft/2020-12/schema", "$vocabulary": {},
}  # fmt: skip


def _value(keyword: str) -> Any:
    if keyword in PLAIN:
        return PLAIN[keyword]
    counts = ("Length", "Items", "Properties", "Contains")
    return 1 if keyword[3:] in counts else True


def test_the_table_has_every_keyword() -> None:
    specified = {name for uri in REGISTRY for name in REGISTRY.contents(uri).get("properties", {})}
    assert specified <= set(TOLD)
    assert set(KEYWORDS) | ANNOTATIONS <= set(TOLD)


@pytest.mark.parametrize("keyword", sorted(TOLD))
def test_a_keyword_is_read_as_the_table_says(keyword: str) -> None:
    """What is refused is refused by name; nothing else is, and none is called unknown."""
    schema = {keyword: _value(keyword)}
    if "#x" in schema.values() or keyword in ("$ref", "$dynamicRef"):
        schema["$defs"] = {"x": {"$dynamicAnchor": "x", "type": "null"}}
    with warnings.catch_warnings():
        warnings.simplefilter("error", SchemaWarning)
        if TOLD[keyword].startswith("refused"):
            with pytest.raises(UnsupportedSchema, match=re.escape(keyword)):
                schema_language(schema)
        else:
            assert TOLD[keyword].startswith(("exact", "annotation"))
            schema_language(schema)


@pytest.mark.parametrize("keyword", sorted(name for name, how in TOLD.items() if how == "annotation"))
def test_annotations_restrict_nothing(keyword: str) -> None:
    value: Any = {"const": 1} if keyword == "contentSchema" else "x"
    assert schema_language({keyword: value, "type": "boolean"}) == schema_language({"type": "boolean"})
