"""Schemas that nest without end: jsonschema judges what comes out, and deep values go in."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
import torch

from constrained_diffusion import Vocabulary, compile_constraint, load_constraint, load_model, save_constraint
from constrained_diffusion.errors import InvalidConstraintFile, UnsatisfiableConstraint

BYTES = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)
LIST: dict[str, Any] = {
    "$defs": {
        "list": {
            "anyOf": [
                {"type": "null"},
                {
                    "type": "object",
                    "properties": {"v": {"$ref": "#/$defs/value"}, "next": {"$ref": "#/$defs/list"}},
                    "required": ["v", "next"],
                    "additionalProperties": False,
                },
            ]
        },
        "value": {"type": ["integer", "boolean"]},
    },
    "$ref": "#/$defs/list",
}
SCHEMAS: dict[str, Any] = {
    "list": LIST,
    "itself": {"type": "array", "items": {"$ref": "#"}},
    "anything": True,
    "open object": {"type": "object", "properties": {"a": {"type": "integer"}}, "additionalProperties": True},
    "mutual": {
        "$defs": {
            "a": {"type": "array", "items": {"$ref": "#/$defs/b"}, "maxItems": 2},
            "b": {"type": "object", "properties": {"a": {"$ref": "#/$defs/a"}}, "additionalProperties": False},
        },
        "$ref": "#/$defs/a",
    },
}


@pytest.mark.parametrize("name", SCHEMAS)
@pytest.mark.parametrize("whitespace", ["compact", "flexible"])
def test_samples_are_valid(name: str, whitespace: Any) -> None:
    vocabulary = load_model().vocabulary
    constraint = compile_constraint(vocabulary, schema=SCHEMAS[name], whitespace=whitespace)
    validator = jsonschema.Draft202012Validator(SCHEMAS[name])
    brackets = torch.tensor([any(b in vocabulary.token_bytes(t) for b in b'[{]}"') for t in range(vocabulary.size)])
    generator = torch.Generator().manual_seed(4)
    for n in (6, 25):
        logits = torch.randn(n, vocabulary.size, generator=generator) * 2 + 5.0 * brackets
        if n < constraint.min_length():
            continue
        posterior = constraint.posterior(torch.full((n,), -1), logits)
        texts = [vocabulary.decode(posterior.sample(generator)) for _ in range(8)]
        for text in (*texts, vocabulary.decode(posterior.best()[0])):
            validator.validate(json.loads(text))


def test_deep_values_are_in_the_language() -> None:
    value: Any = None
    for depth in range(30):
        value = {"v": depth, "next": value}
    text = json.dumps(value, separators=(",", ":"))
    assert compile_constraint(BYTES, schema=LIST).accepts(list(text.encode()))
    assert not compile_constraint(BYTES, schema=LIST).accepts(list(text[:-1].encode()))
    nested = "[" * 200 + "]" * 200
    assert compile_constraint(BYTES, schema=SCHEMAS["itself"]).accepts(list(nested.encode()))
    assert not compile_constraint(BYTES, schema=SCHEMAS["itself"]).accepts(list(f"{nested}]".encode()))


def test_a_schema_that_only_refers_to_itself_is_empty() -> None:
    with pytest.raises(UnsatisfiableConstraint, match="only leads back to itself"):
        compile_constraint(BYTES, schema={"$defs": {"x": {"$ref": "#/$defs/x"}}, "$ref": "#/$defs/x"})


def test_budget_is_kept_with_a_stack() -> None:
    """`((((` committed leaves just enough room to close; one more is told where it stands."""
    constraint = compile_constraint(BYTES, grammar='start: "(" start ")" | "x"')
    canvas = torch.tensor([40, 40, -1, -1, -1])
    assert bytes(constraint.forced(canvas).tolist()) == b"((x))"
    canvas = torch.tensor([40, 40, 40, -1, -1])
    with pytest.raises(UnsatisfiableConstraint) as raised:
        constraint.masks(canvas)
    assert (raised.value.cause, raised.value.position) == ("committed", 2)
    with pytest.raises(UnsatisfiableConstraint, match="least that would do"):
        compile_constraint(BYTES, grammar='start: "(" start ")" | "xyz"').masks(torch.full((2,), -1))


def test_kept_on_disk(tmp_path: Any) -> None:
    constraint = compile_constraint(BYTES, schema=LIST)
    path = tmp_path / "list.safetensors"
    save_constraint(constraint, path)
    again = load_constraint(path, BYTES)
    assert again.min_length() == constraint.min_length()
    assert again.accepts(list(b'{"v":1,"next":null}'))
    content = bytearray(path.read_bytes())
    content[-40:] = b"\x7f" * 40
    path.write_bytes(content)
    with pytest.raises(InvalidConstraintFile):
        load_constraint(path, BYTES)
