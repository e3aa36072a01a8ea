"""What is written of pydantic's types is what they take, and it is all that one writes of them by hand."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Generic, Literal, NamedTuple, TypeVar

import pytest
import torch
from pydantic import (
    AfterValidator,
    AnyUrl,
    AwareDatetime,
    Base64Bytes,
    BaseModel,
    EmailStr,
    Field,
    FutureDate,
    Json,
    NaiveDatetime,
    PastDate,
    RootModel,
    SecretStr,
    StringConstraints,
    TypeAdapter,
    conint,
)
from pydantic.dataclasses import dataclass
from typing_extensions import TypedDict

from constrained_diffusion import Vocabulary, compile_constraint
from constrained_diffusion.errors import RejectedValue
from constrained_diffusion.languages.schema_types import wanted_of_schema

BYTES = Vocabulary.from_bytes([*(bytes([byte]) for byte in range(256)), b""], eos=256)
T = TypeVar("T")


class Color(Enum):
    red = "red"
    blue = "blue"


class Dog(BaseModel):
    kind: Literal["dog"] = "dog"
    bark: int


class Cat(BaseModel):
    kind: Literal["cat"] = "cat"
    meow: bool


class Box(BaseModel, Generic[T]):
    inside: T


class Tree(BaseModel):
    value: bool
    children: list[Tree] = []


class Aliased(BaseModel):
    name: str = Field(alias="the name", max_length=3)


class Row(NamedTuple):
    a: int
    b: bool


class Typed(TypedDict, total=False):
    a: int


@dataclass
class Point:
    x: int
    y: int


Pet = Annotated[Dog | Cat, Field(discriminator="kind")]
TYPES: list[tuple[Any, str]] = [
    (Pet, '{"kind":"dog","bark":1}'),
    (list[Pet], '[{"kind":"cat","meow":true}]'),
    (dict[Color, int], '{"red":1,"blue":2}'),
    (dict[Annotated[str, StringConstraints(pattern="^k[0-9]+$")], int], '{"k1":1}'),
    (dict[int, bool], '{"-12":true}'),
    (set[Color], '["blue"]'),
    (Annotated[Decimal, Field(max_digits=4, decimal_places=2)], "12.25"),
    (Literal["a", 1, None], "null"),
    (Box[conint(ge=3, lt=9)], '{"inside":8}'),  # type: ignore[valid-type]
    (Tree, '{"value":true,"children":[{"value":false,"children":[]}]}'),
    (RootModel[list[Color]], '["red","red"]'),
    (Aliased, '{"the name":"abc"}'),
    (Row, "[1,true]"),
    (Typed, "{}"),
    (Point, '{"x":1,"y":-2}'),
    (datetime.date, '"2024-02-29"'),
    (AwareDatetime, '"2024-02-29T12:00:00Z"'),
    (NaiveDatetime, '"2024-02-28T12:00:00"'),
    (PastDate, '"1999-12-31"'),
    (FutureDate, f'"{datetime.date.today().year + 2}-01-01"'),
    (EmailStr, '"ada@example.com"'),
    (AnyUrl, '"https://example.com/a"'),
    (Base64Bytes, '"YWJj"'),
    (SecretStr, '"x"'),
    (Json[int], '"12"'),
    (Json[list[Color]], json.dumps('["red","blue"]')),
    (Json[Aliased], json.dumps('{"the name":"\\""}')),
    (Json[Any], '"[1]"'),
]


@pytest.mark.parametrize(("kind", "text"), TYPES, ids=[str(kind)[:60] for kind, _ in TYPES])
def test_types(kind: Any, text: str) -> None:
    constraint, validate = compile_constraint(BYTES, schema=kind), TypeAdapter(kind).validate_json
    assert constraint.accepts(list(text.encode()))
    validate(text)
    n = constraint.min_length() + 40
    for seed in range(6):
        generator = torch.Generator().manual_seed(seed)
        tokens = constraint.sample(torch.full((n,), -1), torch.randn(n, BYTES.size, generator=generator))
        validate(BYTES.decode(tokens))


def test_a_tag_has_to_be_there() -> None:
    constraint = compile_constraint(BYTES, schema=Pet)
    assert not constraint.accepts(list(b'{"bark":1}'))
    assert not constraint.accepts(list(b'{"kind":"cat","bark":1}'))


def _fails(_: int) -> int:
    raise ZeroDivisionError("of mine")


def _refuses(_: int) -> int:
    raise ValueError("not this one")


@pytest.mark.parametrize(("validator", "told"), [(_fails, "of mine"), (_refuses, "not this one")])
def test_validators_that_fail(validator: Callable[[int], int], told: str) -> None:
    read = wanted_of_schema(Annotated[int, AfterValidator(validator)]).read
    with pytest.raises(RejectedValue, match=told) as error:
        read("12")
    assert error.value.text == "12"
