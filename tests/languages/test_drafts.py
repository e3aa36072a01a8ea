"""References, resources and keywords are read as their draft reads them, and joined without a loss."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import jsonschema
import pytest

from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.errors import (
    ConstrainedDiffusionError,
    SchemaWarning,
    UnsatisfiableConstraint,
    UnsupportedSchema,
)

BYTES = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)
D4, D7 = "http://json-schema.org/draft-04/schema#", "http://json-schema.org/draft-07/schema#"
CASES: list[tuple[dict[str, Any], list[Any]]] = [
    # $ref under anyOf and allOf: what stands beside the combining keyword counts, in every draft
    (
        {
            "$schema": D7,
            "type": "object",
            "properties": {"x": {"type": "integer"}},
            "anyOf": [{"$ref": "#/definitions/a"}],
            "definitions": {"a": {"required": ["x"]}},
        },
        [{"x": 1}, {"x": "s"}, {}],
    ),
    (
        {
            "$schema": D7,
            "type": "integer",
            "anyOf": [{"$ref": "#/definitions/a"}],
            "definitions": {"a": {"type": ["integer", "null"]}},
        },
        [1, None],
    ),
    (
        {
            "$schema": D7,
            "type": "integer",
            "allOf": [{"$ref": "#/definitions/a"}],
            "definitions": {"a": {"type": ["integer", "null"]}},
        },
        [1, None],
    ),
    # lists of types
    ({"allOf": [{"type": ["integer", "number", "null"]}, {"type": ["string", "null"]}]}, [6, "a", None]),
    ({"type": ["integer", "number", "null"], "anyOf": [{"type": "null"}, {"type": "string"}]}, [6, None, "a"]),
    ({"allOf": [{"type": ["integer", "string"]}, {"type": "number"}]}, [6, 6.5, "a"]),
    # bounds of more digits than decimals are rounded to
    (
        {"type": "integer", "minimum": 1, "maximum": 123456789012345678901234567890123456789},
        [123456789012345678901234567890123456789, 123456789012345678901234567890123456790, 1, 0],
    ),
    ({"type": "integer", "minimum": 10**39, "maximum": 10**40 - 1}, [10**39, 10**39 - 1, 10**40 - 1, 10**40]),
    (
        {"type": "integer", "minimum": -123456789012345678901234567890123456789},
        [-123456789012345678901234567890123456789, -123456789012345678901234567890123456790, 0, -1],
    ),
    ({"type": "number", "minimum": 0, "exclusiveMaximum": 0.5}, [0, 0.25, 0.5, -1]),
    ({"type": "number", "maximum": 0}, [0, -0.5, 1]),
    # resources within resources
    (
        {
            "type": "object",
            "properties": {"p": {"$id": "http://x/sub", "$defs": {"a": {"type": "integer"}}, "$ref": "#/$defs/a"}},
            "$defs": {"a": {"type": "string"}},
        },
        [{"p": 1}, {"p": "s"}],
    ),
    (
        {
            "$ref": "#/$defs/a",
            "$defs": {
                "a": {
                    "$id": "http://x/sub",
                    "$defs": {"a": {"type": "string"}},
                    "type": "object",
                    "properties": {"x": {"$ref": "#/$defs/a"}},
                }
            },
        },
        [{"x": "s"}, {"x": {}}],
    ),
    (
        {
            "$id": "http://x/root",
            "$ref": "other",
            "properties": {"x": {"$ref": "#/$defs/a"}},
            "$defs": {
                "a": {"type": "integer"},
                "o": {"$id": "http://x/other", "$defs": {"a": {"type": "string"}}, "type": "object", "required": ["x"]},
            },
        },
        [{"x": 1}, {"x": "s"}],
    ),
    (
        {"$defs": {"n": {"$anchor": "here", "type": "integer"}}, "type": "array", "items": {"$ref": "#here"}},
        [[1], ["a"]],
    ),
    (
        {
            "type": "object",
            "properties": {"$ref": {"type": "string"}, "enum": {"$ref": "#/$defs/a"}},
            "$defs": {"a": {"type": "integer"}},
        },
        [{"$ref": "#/$defs/a"}, {"enum": 1}, {"enum": "a"}],
    ),
    ({"enum": [{"$ref": "#/$defs/a"}]}, [{"$ref": "#/$defs/a"}]),
    # draft 4
    (
        {
            "$schema": D4,
            "allOf": [{"type": "integer", "minimum": 5, "exclusiveMinimum": True}, {"minimum": 7, "maximum": 7}],
        },
        [7, 5, 6, 8],
    ),
    (
        {
            "$schema": D4,
            "type": "integer",
            "minimum": 5,
            "exclusiveMinimum": False,
            "maximum": 9,
            "exclusiveMaximum": True,
        },
        [5, 8, 9],
    ),
    ({"$schema": D4, "enum": [5, 6], "minimum": 5, "exclusiveMinimum": True}, [5, 6]),
    # references beside fixed values
    (
        {
            "enum": [{"a": 1}, {"a": "s"}],
            "properties": {"a": {"$ref": "#/$defs/x"}},
            "$defs": {"x": {"type": "string"}},
        },
        [{"a": 1}, {"a": "s"}],
    ),
]


@pytest.mark.parametrize(("schema", "values"), CASES, ids=range(len(CASES)))
def test_as_jsonschema_reads_it(schema: dict[str, Any], values: list[Any]) -> None:
    constraint = compile_constraint(BYTES, schema=schema)
    validator = jsonschema.validators.validator_for(schema, default=jsonschema.Draft202012Validator)(schema)
    for value in values:
        text = json.dumps(value, separators=(",", ":")).encode()
        assert constraint.accepts(list(text)) == validator.is_valid(value), value


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "anyOf": [5]},
        {"properties": {"a": {}}, "anyOf": [{"properties": 5}]},
        {"required": ["a"], "anyOf": [{"required": 5}]},
        {"type": ["string"], "anyOf": [{"type": 5}]},
        {"allOf": [{"properties": {"a": 5}}, {"properties": {"a": {"type": "string"}}}]},
        {"type": "integer", "minimum": 10**400},
        {"enum": [10**5000]},
        {"enum": [1], "$ref": "#/nowhere"},
        {"enum": [{"a": 1}], "properties": {"a": {"$ref": "#/nowhere"}}},
    ],
    ids=range(9),
)
def test_refused_by_name(schema: dict[str, Any]) -> None:
    with pytest.raises(UnsupportedSchema):
        compile_constraint(BYTES, schema=schema)


def test_depth() -> None:
    """Whatever is nested, it is read or refused."""
    deep: Any = {"type": "null"}
    lists: Any = 1
    for _ in range(3_000):
        deep, lists = {"type": "object", "properties": {"a": deep}}, [lists]
    alls: Any = {"type": "null"}
    for _ in range(3_000):
        alls = {"allOf": [alls]}
    base = {"$defs": {"a": {"type": "object"}}}
    for schema in (
        {"const": lists},
        {"type": lists},
        alls,
        base | {"$ref": "#/$defs/a", "properties": {"x": deep}},
        base | {"allOf": [{"$ref": "#/$defs/a"}, deep]},
        {"allOf": [deep, deep]},
    ):
        with contextlib.suppress(ConstrainedDiffusionError):
            compile_constraint(BYTES, schema=schema)


def test_references_are_read_once() -> None:
    """However often definitions refer to one another, beside whatever, and however long the chain."""
    twice = {f"d{i}": {"allOf": [{"$ref": f"#/$defs/d{i + 1}"}] * 2} for i in range(40)} | {"d40": {"type": "null"}}
    either = {
        f"d{i}": {"anyOf": [{"$ref": f"#/$defs/d{i + 1}"}, {"$ref": f"#/$defs/d{i + 1}", "minimum": i}]}
        for i in range(40)
    } | {"d40": {"type": "integer"}}
    chain = {f"d{i}": {"type": "object", "properties": {"p": {"$ref": f"#/$defs/d{i + 1}"}}} for i in range(300)}
    for definitions in (twice, chain | {"d300": {"type": "null"}}):
        compile_constraint(BYTES, schema={"$ref": "#/$defs/d0", "$defs": definitions})
    with pytest.raises(UnsupportedSchema, match="cases"):
        compile_constraint(BYTES, schema={"$ref": "#/$defs/d0", "$defs": either})


def test_references_under_ever_new_keywords_end() -> None:
    grows = {
        "type": "object",
        "properties": {"a": {"$ref": "#", "properties": {"a": {"$ref": "#", "required": ["a"]}}}},
    }
    with contextlib.suppress(ConstrainedDiffusionError):
        compile_constraint(BYTES, schema=grows)


@pytest.mark.parametrize("draft", [D7, "https://json-schema.org/draft/2020-12/schema"])
def test_boolean_bounds_are_of_draft_4(draft: str) -> None:
    with pytest.raises(UnsupportedSchema, match="exclusiveMinimum is a number"):
        compile_constraint(BYTES, schema={"$schema": draft, "minimum": 3, "exclusiveMinimum": True})
    opened = compile_constraint(BYTES, schema={"type": "integer", "minimum": 3, "exclusiveMinimum": True, "maximum": 5})
    assert [number for number in range(7) if opened.accepts(list(b"%d" % number))] == [4, 5]


@pytest.mark.parametrize("options", [{}, {"additional_properties": "open", "property_order": "any"}])
@pytest.mark.parametrize("draft", [jsonschema.Draft4Validator, jsonschema.Draft6Validator])
def test_a_fraction_of_zeros(draft: Any, options: dict[str, Any]) -> None:
    """1.0 is no integer of draft 4, and is one ever after."""
    for asked in ({"type": "integer"}, {"type": "integer", "enum": [1.0, 2]}, {"enum": [1]}, {"multipleOf": 1}):
        schema = {"$schema": draft.META_SCHEMA["$schema"], **asked}
        constraint = compile_constraint(BYTES, schema=schema, **options)
        for text in ("1", "1.0", "2", "2.00", "3"):
            accepted = constraint.accepts(list(text.encode()))
            assert draft(schema).is_valid(json.loads(text)) or not accepted
        if options and draft is jsonschema.Draft6Validator:
            assert constraint.accepts(list(b"1.0"))


FOREIGN: list[tuple[Any, dict[str, Any]]] = [
    (jsonschema.Draft4Validator, {"const": 1}),
    (jsonschema.Draft4Validator, {"not": {"const": 1}}),
    (jsonschema.Draft4Validator, {"if": True, "then": False}),
    (jsonschema.Draft6Validator, {"if": True, "then": False}),
    (jsonschema.Draft4Validator, {"type": "array", "contains": {"type": "null"}}),
    (jsonschema.Draft7Validator, {"prefixItems": [{"type": "null"}]}),
    (jsonschema.Draft7Validator, {"properties": {"a": {"type": "null"}}, "dependentRequired": {"a": ["b"]}}),
    (jsonschema.Draft201909Validator, {"prefixItems": [{"type": "null"}]}),
    (jsonschema.Draft202012Validator, {"type": "integer", "nullable": True}),
    (jsonschema.Draft7Validator, {"type": "object", "propertyNames": {"maxLength": 1}, "unevaluatedProperties": False}),
]


@pytest.mark.parametrize(("draft", "asked"), FOREIGN)
def test_keywords_of_another_draft_say_nothing(draft: Any, asked: dict[str, Any]) -> None:
    """And it is said that they do, or they are refused."""
    schema = {"$schema": draft.META_SCHEMA["$schema"], **asked}
    constraint = None
    with pytest.warns(SchemaWarning, match=r" in draft.*at "), contextlib.suppress(UnsatisfiableConstraint):
        constraint = compile_constraint(BYTES, schema=schema, additional_properties="open", property_order="any")
    for value in (1, 2, None, [], [1], [None], {}, {"a": None}, {"ab": 1}):
        text = json.dumps(value, separators=(",", ":"))
        accepted = constraint is not None and constraint.accepts(list(text.encode()))
        assert accepted == draft(schema).is_valid(value), value
    with pytest.raises(UnsupportedSchema, match="is not known"):
        compile_constraint(BYTES, schema=schema, strict=True)
