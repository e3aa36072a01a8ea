"""JSON values are compared as JSON, empty objects are closed, order is the document's, numbers are finite."""

from __future__ import annotations

import itertools
import json
import math
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from constrained_diffusion.automata.bytes.dfa import Dfa
from constrained_diffusion.automata.bytes.nfa import byte_automaton
from constrained_diffusion.languages.ir import Grammar
from constrained_diffusion.languages.json_schema import schema_language, unwrapped
from constrained_diffusion.languages.json_schema.equality import identity
from constrained_diffusion.languages.schema_types import schema_of


def are_equal(one: Any, other: Any) -> bool:
    return identity(one) == identity(other)


def automaton(schema: Any) -> Dfa:
    language = schema_language(schema)
    assert not isinstance(language, Grammar)
    return byte_automaton(language)


def texts(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


ATOMS = [True, False, 0, 1, 0.0, 1.0, -1, 1.5, "1", "true", "", None]
VALUES = [*ATOMS, *([a] for a in ATOMS[:6]), [[True]], [[1]], *({"a": a} for a in ATOMS[:6]), {"a": [1]}, {"a": [True]},
          {"b": 1, "a": True}, [], {}]  # fmt: skip
some = st.sampled_from(VALUES)
fixed = st.one_of(st.builds(lambda v: {"const": v}, some), st.builds(lambda v: {"enum": v}, st.lists(some, max_size=6)))
schemas = st.one_of(
    fixed,
    st.builds(lambda a, b: a | b, fixed, fixed),
    st.builds(lambda parts: {"allOf": parts}, st.lists(fixed, min_size=2, max_size=3)),
    st.builds(lambda a, kind: a | {"type": kind}, fixed, st.sampled_from(["integer", "number", "boolean", "array"])),
)


@settings(max_examples=500)
@given(schemas)
def test_values_are_compared_as_json(schema: dict[str, Any]) -> None:
    """Every member is valid, and every valid value is a member in the spelling of one that equals it."""
    dfa, validator = automaton(schema), jsonschema.Draft202012Validator(schema)
    for value in VALUES:
        if dfa.accepts(texts(value)):
            assert validator.is_valid(value)
        if validator.is_valid(value):
            assert any(dfa.accepts(texts(other)) for other in VALUES if are_equal(value, other))


@given(some, some)
def test_equality_is_that_of_jsonschema(one: Any, other: Any) -> None:
    assert are_equal(one, other) == jsonschema.Draft202012Validator({"const": one}).is_valid(other)


class Empty(BaseModel):
    pass


def test_no_properties_are_none() -> None:
    for schema in ({"type": "object", "properties": {}}, Empty.model_json_schema()):
        dfa = automaton(schema)
        assert dfa.accepts(b"{}")
        assert not dfa.accepts(b'{"a":1}')
    assert isinstance(schema_language({"type": "object"}), Grammar)  # says nothing of properties: any will do
    opened = automaton({"type": "object", "properties": {}, "additionalProperties": {"const": 1}})
    assert opened.accepts(b'{"a":1}')


BASE = {"$defs": {"base": {"type": "object", "properties": {"id": {"const": 1}}, "required": ["id"]},
                  "middle": {"allOf": [{"$ref": "#/$defs/base"}, {"properties": {"kind": {"const": 2}}}]}}}  # fmt: skip
OWN = {"properties": {"name": {"const": 3}}, "required": ["name"]}


@pytest.mark.parametrize(
    ("schema", "order"),
    [
        ({"allOf": [{"$ref": "#/$defs/base"}, OWN]}, "id name"),
        ({"allOf": [OWN, {"$ref": "#/$defs/base"}]}, "name id"),
        ({"allOf": [{"$ref": "#/$defs/base"}], **OWN}, "id name"),
        ({**OWN, "allOf": [{"$ref": "#/$defs/base"}]}, "name id"),
        ({"$ref": "#/$defs/base", **OWN}, "id name"),
        ({**OWN, "$ref": "#/$defs/base"}, "name id"),
        ({"allOf": [{"$ref": "#/$defs/middle"}, OWN]}, "id kind name"),
        (
            {"allOf": [{"$ref": "#/$defs/base"}, {"$ref": "#/$defs/own"}], "$defs": BASE["$defs"] | {"own": OWN}},
            "id name",
        ),
    ],
)
def test_fields_stand_in_the_order_of_the_document(schema: dict[str, Any], order: str) -> None:
    dfa = automaton(BASE | schema)
    numbers = {"id": 1, "kind": 2, "name": 3}
    for names in itertools.permutations(order.split()):
        assert dfa.accepts(texts({name: numbers[name] for name in names})) == (" ".join(names) == order)


def test_a_base_may_lead_back() -> None:
    node = {"allOf": [{"$ref": "#/$defs/base"}, {"properties": {"child": {"$ref": "#/$defs/node"}}}]}
    schema = {"$defs": BASE["$defs"] | {"node": node}, "$ref": "#/$defs/node"}
    assert isinstance(schema_language(schema), Grammar)
    grows = {"type": "object", "properties": {"a": {"allOf": [{"$ref": "#"}, {"properties": {"x": {"const": 1}}}]}}}
    assert isinstance(schema_language(grows), Grammar)


@pytest.mark.parametrize(("draft", "alone"), [("draft-04", True), ("draft-06", True), ("draft-07", True),
                                              ("draft/2019-09", False), ("draft/2020-12", False)])  # fmt: skip
def test_drafts_read_what_stands_beside_a_reference(draft: str, alone: bool) -> None:
    scheme = "http" if draft.startswith("draft-") else "https"
    schema = {
        "$schema": f"{scheme}://json-schema.org/{draft}/schema" + ("#" if scheme == "http" else ""),
        "definitions": {"a": {"enum": ["a", "abc"]}}, "$ref": "#/definitions/a", "minLength": 3,
    }  # fmt: skip
    assert automaton(schema).accepts(b'"a"') == alone
    assert jsonschema.validators.validator_for(schema)(schema).is_valid("a") == alone


@settings(max_examples=300)
@given(
    bounds=st.fixed_dictionaries(
        {}, optional={"minimum": st.floats(-1e30, 1e30), "exclusiveMaximum": st.floats(-1e30, 1e30)}
    ),
    digits=st.integers(1, 400),
    fraction=st.integers(0, 400),
    exponent=st.none() | st.integers(-2000, 2000),
    sign=st.sampled_from(["", "-"]),
)
def test_numbers_are_finite(
    bounds: dict[str, float], digits: int, fraction: int, exponent: int | None, sign: str
) -> None:
    text = sign + "9" * digits + ("." + "9" * fraction if fraction else "")
    text += "" if exponent is None else f"e{exponent}"
    if automaton({"type": "number", **bounds}).accepts(text.encode()):
        assert math.isfinite(float(text))
    plain = exponent is None and digits <= 15 and fraction <= 1
    if plain and jsonschema.Draft202012Validator(bounds).is_valid(json.loads(text)):
        assert automaton({"type": "number", **bounds}).accepts(text.encode())


INNER = {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}


@pytest.mark.parametrize(
    "wrapper",
    [
        {"type": "json_schema", "json_schema": {"name": "x", "strict": True, "schema": INNER}},
        {"type": "json_schema", "name": "x", "strict": True, "schema": INNER},
        {"response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": INNER}}},
        {"format": {"type": "json_schema", "name": "x", "schema": INNER}},
        {"type": "function", "function": {"name": "f", "description": "d", "parameters": INNER}},
        {"type": "function", "name": "f", "parameters": INNER},
        {"name": "f", "description": "d", "input_schema": INNER},
        {"name": "f", "inputSchema": INNER},
        {"name": "x", "strict": True, "schema": INNER},
        INNER,
    ],
)
def test_wrappers_are_taken_off(wrapper: dict[str, Any]) -> None:
    assert unwrapped(wrapper) == INNER
    assert schema_of(json.dumps(wrapper)) == INNER
