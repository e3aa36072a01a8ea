"""uniqueItems: which texts are in the language, and what a text that repeats items makes of it."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any, Literal

import jsonschema
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.api.compilation import Compiled, compile_language
from constrained_diffusion.errors import ConstraintTooLarge, UnsatisfiableConstraint, UnsupportedSchema
from constrained_diffusion.inference.automaton_constraint import AutomatonConstraint
from constrained_diffusion.inference.refinement import RefinedConstraint
from constrained_diffusion.languages.ir import ANY_TEXT, NOTHING, Characters, Repeat, Selection, Text, choice, sequence
from constrained_diffusion.languages.json_schema import Repeated, SchemaOptions, read
from constrained_diffusion.languages.json_schema.equality import identity
from constrained_diffusion.languages.json_schema.layout import layout_of
from constrained_diffusion.languages.json_schema.values import NOTHING_TWICE, together, value_of
from constrained_diffusion.languages.listing import listed
from constrained_diffusion.languages.schema_types import wanted_of_schema

SUITE = Path(__file__).parents[3] / "shared" / "data" / "json-schema-test-suite" / "uniqueItems.json"
BYTES = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)


def accepts(constraint: Compiled, text: str) -> bool:
    return constraint.accepts(list(text.encode()))


class Point(BaseModel):
    x: int
    y: int


Color = Literal["red", "green", "blue"]
IN_AND_OUT: list[tuple[Any, list[str], list[str]]] = [
    (set[int], ["[]", "[1]", "[1,2,-1]", "[10,1,0]"], ["[1,1]", "[1,2,3,1]", "[12,3,12]"]),
    (
        {"type": "array", "items": {"type": "number"}, "uniqueItems": True},
        ["[1.0,2]", "[1e0,2]", "[0.1,0.01]", "[9007199254740993,9007199254740992]"],
        ["[1,1.0]", "[1e0,10e-1]", "[1,1.00,2]", "[0,-0]", "[0.1,0.10]", "[1e22,10000000000000000000000]",
         "[0.1,0.1000000000000000055]"],
    ),
    (set[str], ['["a","b"]', '["a","A"]', '["1","true"]'], ['["a","a"]', '["a","\\u0061"]', '["\\n","\\u000a"]']),
    (frozenset[Color], ['["red","blue"]', "[]", '["blue","green","red"]'], ['["red","red"]']),
    (set[bool], ["[true,false]", "[false]"], ["[true,true]"]),
    (
        {"type": "array", "items": Point.model_json_schema(), "uniqueItems": True},
        ['[{"x":1,"y":2},{"x":2,"y":1}]'],
        ['[{"x":1,"y":2},{"x":1,"y":2}]', '[{"x":1,"y":2},{"x":3,"y":4},{"x":1,"y":2}]'],
    ),
    (
        {"uniqueItems": True},
        ["[1,true]", "[0,false]", "[[1],[2],1]", '[{"a":1},{"a":2}]', '[{"a":1},{"b":1}]', "[[1,1],[1]]", "[[],{}]",
         '[{"a":{"b":[1,2]}},{"a":{"b":[2,1]}}]'],
        ["[null,null]", "[[1],[1.0]]", "[[],[]]", "[{},{}]", '[{"a":1},{"a":1}]', '[{"a":1,"b":2},{"b":2,"a":1}]',
         '[{"a":{"b":[1,2]}},3,{"a":{"b":[1,2]}}]', '[{"a":2,"a":1},{"a":1}]', '["a","\\u0061"]'],
    ),
    (
        {"type": "array", "items": {"type": "array", "items": {"type": "integer"}, "uniqueItems": True},
         "uniqueItems": True},
        ["[[1,2],[2,1]]", "[[],[1]]"], ["[[1,1]]", "[[1],[1]]", "[[1,2],[3],[1,2]]"],
    ),
    (
        {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "integer"}, "uniqueItems": True},
                   {"type": "array", "items": {"type": "integer"}, "minItems": 4}]},
        ['"a"', "[1,2]", "[1,1,1,1]"], ["[1,1]", "[1,2,1]"],
    ),
    (
        {"type": "object", "additionalProperties": False, "required": ["a", "b"], "properties": {
            "a": {"type": "array", "items": {"type": "integer"}},
            "b": {"type": "array", "items": {"type": "integer"}, "uniqueItems": True}}},
        ['{"a":[1,1,1],"b":[1,2]}', '{"a":[2,2],"b":[]}'], ['{"a":[1,1],"b":[1,2,2]}', '{"a":[],"b":[0,0]}'],
    ),
    (
        {"type": "array", "prefixItems": [{"const": "x"}, {"type": "string"}], "items": {"type": "integer"},
         "uniqueItems": True},
        ['["x","y",1]', '["x"]'], ['["x","x"]', '["x","y",1,1]'],
    ),
    (
        {"type": "array", "items": {"type": "integer"}, "uniqueItems": True, "contains": {"const": 5}},
        ["[5]", "[1,5]"], ["[1]", "[5,5]", "[1,1,5]"],
    ),
    ({"type": "array", "items": {"const": {"a": [1, {"b": 2}]}}, "uniqueItems": True},
     ['[{"a":[1,{"b":2}]}]', "[]"], ['[{"a":[1,{"b":2}]},{"a":[1,{"b":2}]}]']),
    ({"type": "array", "items": {"enum": ["a", "b"]}, "not": {"uniqueItems": True}},
     ['["a","a"]', '["a","b","a"]'], ["[]", '["a","b"]', '["a"]']),
    ({"type": "array", "items": {"type": "integer"}, "uniqueItems": True, "maxItems": 1}, ["[1]", "[]"], ["[1,2]"]),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "inside", "outside"), IN_AND_OUT)
def test_what_is_in_the_language(schema: Any, inside: list[str], outside: list[str]) -> None:
    constraint = compile_constraint(BYTES, schema=schema)
    for text in inside:
        assert accepts(constraint, text), text
    for text in outside:
        assert not accepts(constraint, text), text


@pytest.mark.skipif(not SUITE.exists(), reason="the suite lies in ../shared/data, which is not here")
def test_the_official_suite() -> None:
    """No wrong word: what is invalid is outside; of valid arrays all that closed lists of schemas allow are inside."""
    for group in json.loads(SUITE.read_text("utf-8")):
        constraint = compile_constraint(BYTES, schema=group["schema"], additional_properties="open")
        for case in group["tests"]:
            text = json.dumps(case["data"], separators=(",", ":"))
            assert accepts(constraint, text) == case["valid"], (group["description"], case["description"])


def test_few_values_are_exact_from_the_start() -> None:
    """Permutations, and no more items than there are values."""
    enum = {"type": "array", "items": {"enum": ["a", "b", "c"]}, "uniqueItems": True, "minItems": 3}
    constraint = compile_constraint(BYTES, schema=enum)
    assert isinstance(constraint, AutomatonConstraint)
    for row in itertools.product("abc", repeat=3):
        assert accepts(constraint, json.dumps(row, separators=(",", ":"))) == (len(set(row)) == 3)
    with pytest.raises(UnsatisfiableConstraint, match="items, uniqueItems true and minItems 4 together"):
        compile_constraint(BYTES, schema=enum | {"minItems": 4})
    for items in (
        {"type": "boolean"},
        {"type": "null"},
        {"type": "integer", "minimum": -2, "maximum": 3},
        {"const": 1},
    ):
        exact = compile_constraint(BYTES, schema={"type": "array", "items": items, "uniqueItems": True})
        assert isinstance(exact, AutomatonConstraint)
        assert exact.max_length() is not None
    many = compile_constraint(BYTES, schema={"type": "array", "items": {"enum": list(range(20))}, "uniqueItems": True})
    assert isinstance(many, RefinedConstraint)


def test_more_items_than_a_longer_list_has_are_told_too() -> None:
    schema = {"type": "array", "items": {"enum": list(range(20))}, "uniqueItems": True, "minItems": 21}
    constraint = compile_constraint(BYTES, schema=schema | {"minItems": 20})
    assert constraint.min_length() > 20
    with pytest.raises(UnsatisfiableConstraint, match="uniqueItems"):
        compile_constraint(BYTES, schema=schema)


@pytest.mark.parametrize("items", [{"type": "string"}, {"type": "integer"}, {}])
def test_that_it_does_not_hold_is_refused_of_many_values(items: dict[str, Any]) -> None:
    with pytest.raises(UnsupportedSchema, match=r"does not hold.*at most 8 values.*uniqueItems"):
        compile_constraint(BYTES, schema={"type": "array", "items": items, "not": {"uniqueItems": True}})


def test_no_array_of_nothing_repeats_something() -> None:
    """An array without items has distinct ones, whatever says that it has none."""
    both = {"oneOf": [{"const": []}, {"uniqueItems": True}]}
    assert not accepts(compile_constraint(BYTES, schema=both), "[]")
    with pytest.raises(UnsatisfiableConstraint):
        compile_constraint(BYTES, schema={"type": "array", "items": False, "not": {"uniqueItems": True}})


def test_too_many_values_are_told() -> None:
    schema = {"type": "array", "items": {"type": "integer"}, "uniqueItems": True}
    values = together({}, (value_of(str(number)) for number in range(14)))
    with pytest.raises(ConstraintTooLarge, match=r"uniqueItems.*14 values.*maxItems"):
        read(schema, repeated=Repeated(values))


def test_a_schema_that_changes_later_does_not_matter() -> None:
    schema: dict[str, Any] = {"type": "array", "items": {"type": "integer"}, "uniqueItems": True}
    constraint = compile_constraint(BYTES, schema=schema)
    schema.clear()
    assert not accepts(constraint, "[1,1]")


def test_white_space() -> None:
    constraint = compile_constraint(BYTES, schema=set[int], whitespace="flexible")
    assert accepts(constraint, "[ 1 ,\n2 ]")
    assert not accepts(constraint, "[ 1 ,\n1 ]")
    free = compile_constraint(BYTES, schema={"uniqueItems": True}, whitespace="flexible")
    assert not accepts(free, '[[1, 2],[1,2] , {"a" : 3}]')
    assert accepts(free, '[[1, 2],[1,3] , {"a" : 3}]')


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from([0.5, 1.0, -0.0, 1e22]) | st.sampled_from("ab"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)


def _arrays(value: Any) -> list[list[Any]]:
    if isinstance(value, dict):
        return [found for inner in value.values() for found in _arrays(inner)]
    return [value, *(found for inner in value for found in _arrays(inner))] if isinstance(value, list) else []


@given(st.lists(JSON, max_size=5), st.sampled_from([None, 1]))
@settings(deadline=None, max_examples=150)
def test_what_a_text_repeats(value: list[Any], indent: int | None) -> None:
    """Against the definition; and the texts of a value spell it and nothing else."""
    expected = {
        key
        for array in _arrays(value)
        for key in map(identity, array)
        if sum(identity(other) == key for other in array) > 1
    }
    found = NOTHING_TWICE.and_in(json.dumps(value, indent=indent)).values.values()
    assert {one.key for one in found} == expected
    layout = layout_of(SchemaOptions(whitespace="flexible"))
    for one in found:
        assert identity(json.loads(json.dumps(one.data))) == one.key
        spelled = compile_language(one.texts(layout), BYTES)
        assert accepts(spelled, json.dumps(one.data))
        assert not accepts(spelled, json.dumps([one.data]))


@given(st.lists(JSON, max_size=4))
@example([{"b": None, "a": None}, [{"a": None}, {"a": None}]])
@example([{"c": 1, "b": 0, "a": 0}, [{"a": 0, "b": 0}, {"b": 0, "a": 0}], {"b": 0, "c": 1, "a": 2}])
@settings(deadline=None, max_examples=60)
def test_arrays_of_anything(value: list[Any]) -> None:
    constraint = FREE
    unique = jsonschema.Draft202012Validator({"uniqueItems": True}).is_valid(value)
    text = json.dumps(value, separators=(",", ":"))
    assert accepts(constraint, text) == unique


FREE = compile_constraint(BYTES, schema={"type": "array", "uniqueItems": True})


def test_what_is_told_apart_elsewhere_does_not_become_a_member() -> None:
    """Nodes are closed; that the free array repeats a value with a "z" gives them none."""
    node = {"type": "object", "properties": {"a": {"$ref": "#/$defs/node"}}}
    schema = {
        "type": "object",
        "properties": {"free": {"type": "array"}, "nodes": {"uniqueItems": True, "items": {"$ref": "#/$defs/node"}}},
        "$defs": {"node": node},
    }
    wanted = wanted_of_schema(schema)
    assert wanted.refined is not None
    further = wanted.refined('{"free":[{"z":1},{"z":1}],"nodes":[{}]}')
    assert further is not None
    smaller = compile_language(further.language, BYTES)
    assert accepts(smaller, '{"free":[{"z":1},{"z":1}],"nodes":[{},{"a":{}}]}')
    assert not accepts(smaller, '{"free":[{"z":1},{"z":1}],"nodes":[{"z":2}]}')


def test_a_chain_only_ever_leaves_out_what_repeats() -> None:
    """Whatever is taken apart, arrays of distinct items stay."""
    wanted = wanted_of_schema({"type": "array", "items": {"type": ["number", "string"]}, "uniqueItems": True})
    assert wanted.refined is not None
    further = wanted.refined('[1,1e0,"a","\\u0061",0.5,0.5]')
    assert further is not None
    assert further.refined is not None
    assert further.refined('[1,1e0,"a","\\u0061",0.5,0.5]') is None
    assert further.refined('[1,10e-1,"a"]') is not None
    smaller = compile_language(further.language, BYTES)
    for text in ('["a",1]', '["\\u0061",1e0,0.50]', "[1e5,2e5,3]", '["b","b"]', "[7,7]", "[1.0,2.0]"):
        assert accepts(smaller, text), text
    for text in ('["a","\\u0061"]', "[1,1.0]", "[1e0,1]", "[0.5,0.50]"):
        assert not accepts(smaller, text), text


def test_small_languages_are_listed() -> None:
    digits = Characters(((48, 50),))
    assert listed(choice("a", "b", "a"), 9) == ("a", "b")
    assert listed(sequence(digits, digits), 9) is not None
    assert listed(sequence(digits, digits), 8) is None
    assert listed(Repeat(Text("a"), 0, 1), 9) == ("", "a")
    assert listed(Selection(((Text("a"), True), (digits, True)), Text(",")), 9) == ("a,0", "a,1", "a,2")
    assert listed(NOTHING, 9) == ()
    assert listed(ANY_TEXT, 9) is None


def test_masks_are_those_of_a_superset_and_never_too_small() -> None:
    constraint = compile_constraint(BYTES, schema=set[int])
    canvas = torch.tensor([*b"[1,", -1, -1])
    allowed = constraint.masks(canvas)
    assert bool(allowed[3, ord("2")])
    assert constraint.is_completable(canvas)
