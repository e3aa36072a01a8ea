"""Objects whose members count, whatever their names: none stands twice, and they are those that jsonschema counts."""

from __future__ import annotations

import itertools
import json
from typing import Any

import jsonschema
import pytest
import torch

from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.api.compilation import Compiled
from constrained_diffusion.errors import ConstraintTooLarge
from constrained_diffusion.inference.refinement import RefinedConstraint
from constrained_diffusion.languages.json_schema import Repeated, SchemaOptions, read

BYTES = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)
INTEGERS: dict[str, Any] = {"additionalProperties": {"type": "integer"}}
SCHEMAS: list[dict[str, Any]] = [
    {"type": "object", "minProperties": 2, **INTEGERS},
    {"type": "object", "minProperties": 3, "maxProperties": 3, "properties": {"a": {"type": "null"}}, **INTEGERS},
    {"type": "object", "minProperties": 3, "properties": {"a": {}}, "required": ["a"], **INTEGERS},
    {"type": "object", "minProperties": 2, "properties": {"b": {}, "bc": {}}, **INTEGERS},
    {"type": "object", "minProperties": 2, "propertyNames": {"pattern": "^(a|bc?)$"}},
    {"type": "object", "minProperties": 2, "patternProperties": {"^[ab]$": {"type": "null"}}, **INTEGERS},
]
OWED: list[dict[str, Any]] = [
    {"type": "object", "not": {"additionalProperties": {"type": "null"}}},
    {"type": "object", "not": {"patternProperties": {"^b": {"type": "integer"}}}},
    {"type": "object", "not": {"propertyNames": {"pattern": "^a$"}}, "minProperties": 2},
    {
        "allOf": [
            {"not": {"patternProperties": {"^b": {"type": "integer"}}}},
            {"not": {"propertyNames": {"maxLength": 1}}},
        ],
        "type": "object",
        "maxProperties": 3,
    },
]


def accepts(constraint: Compiled, text: str) -> bool:
    return constraint.accepts(list(text.encode()))


def texts(most: int) -> list[list[tuple[str, Any]]]:
    """Members with names of few letters, in all orders, some names twice."""
    members = list(itertools.product(["a", "b", "bc"], [1, None]))
    return [list(row) for count in range(most + 1) for row in itertools.product(members, repeat=count)]


@pytest.mark.parametrize("schema", SCHEMAS)
def test_members_are_counted_as_jsonschema_counts(schema: dict[str, Any]) -> None:
    constraint = compile_constraint(BYTES, schema=schema)
    assert isinstance(constraint, RefinedConstraint)
    _compare(constraint, schema, has_order=True)


@pytest.mark.parametrize("schema", SCHEMAS + OWED)
def test_in_any_order_and_open(schema: dict[str, Any]) -> None:
    constraint = compile_constraint(BYTES, schema=schema, additional_properties="open", property_order="any")
    _compare(constraint, schema, has_order=False)


def _compare(constraint: Compiled, schema: dict[str, Any], *, has_order: bool) -> None:
    validator = jsonschema.Draft202012Validator(schema)
    inside = 0
    for members in texts(3):
        names = [name for name, _ in members]
        text = "{" + ",".join(f"{json.dumps(name)}:{json.dumps(value)}" for name, value in members) + "}"
        right = validator.is_valid(dict(members)) and len(set(names)) == len(names)
        if has_order:  # those that are declared come first, in their order
            declared = [name for name in schema.get("properties", {}) if name in names]
            right = right and names[: len(declared)] == declared
        assert accepts(constraint, text) == right, text
        inside += right
    assert inside > 0


def test_escapes_of_one_name_are_one_name() -> None:
    constraint = compile_constraint(BYTES, schema=SCHEMAS[0])
    assert accepts(constraint, '{"a":1,"b":2}')
    assert not accepts(constraint, '{"a":1,"\\u0061":2}')


@pytest.mark.parametrize("seed", range(4))
def test_a_model_that_repeats_a_name_writes_others(seed: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    logits = torch.randn(40, 257, generator=generator)
    for at, character in enumerate('{"a":1,"a":1,"a":1}'):
        logits[at, ord(character)] += 30
    canvas = torch.full((40,), -1)
    posterior = compile_constraint(BYTES, schema=SCHEMAS[1]).posterior(canvas, logits)
    for tokens in (posterior.best()[0], posterior.sample(generator)):
        members = json.loads(BYTES.decode(tokens), object_pairs_hook=list)
        assert len({name for name, _ in members}) == len(members) == 3


def test_more_names_than_can_be_told_apart() -> None:
    names = frozenset(f"n{number}" for number in range(14))
    with pytest.raises(ConstraintTooLarge, match=r"minProperties.*14 names.*maxProperties"):
        read(SCHEMAS[0], SchemaOptions(), Repeated(names=names))
