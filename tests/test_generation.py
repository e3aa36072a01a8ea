"""`generate` with the models that ship: types in, instances out; errors before the first step."""

from __future__ import annotations

import dataclasses
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, Field, field_validator
from typing_extensions import TypedDict

from constrained_diffusion import Generation, compile_constraint, generate, load_model
from constrained_diffusion.errors import (
    PromptTooLong,
    RejectedValue,
    UnknownModel,
    UnsatisfiableConstraint,
    UnsupportedSchema,
)
from constrained_diffusion.models.denoiser import Denoiser
from tests.models_by_hand import RandomDenoiser


class Person(BaseModel):
    name: str
    age: int
    city: str


@dataclasses.dataclass
class Order:
    id: str
    total: float
    status: Literal["open", "paid", "shipped"]


class Event(TypedDict):
    title: str
    tags: list[str]


TEXT = "Ada Lovelace, 36, lives in London"


@pytest.mark.parametrize("name", ["absorbing", "uniform"])
def test_the_main_job(name: str, request: pytest.FixtureRequest) -> None:
    model: Denoiser = request.getfixturevalue(name)
    result = generate(model, TEXT, schema=Person, seed=0)
    assert isinstance(result, Generation)
    assert result.value == Person(name="Ada Lovelace", age=36, city="London")
    assert result.text == '{"name":"Ada Lovelace","age":36,"city":"London"}'
    assert result.steps <= 10


def test_invents_without_a_prompt(absorbing: Denoiser) -> None:
    people = [generate(absorbing, schema=Person, seed=seed).value for seed in range(3)]
    assert all(isinstance(person, Person) for person in people)
    assert len({person.name for person in people}) > 1
    assert generate(absorbing, schema=Person, seed=1).value == people[1]


def test_types(absorbing: Denoiser) -> None:
    order = generate(absorbing, "Order A123; total 12.5; paid", schema=Order, seed=0).value
    assert isinstance(order, Order)
    event = generate(absorbing, "The Chess Workshop is about logic and algebra.", schema=Event, seed=0).value
    assert isinstance(event["tags"], list)
    small = generate(absorbing, TEXT, schema=Annotated[int, Field(ge=10, le=20)], seed=0).value
    assert 10 <= small <= 20
    many = generate(absorbing, TEXT, schema=list[Literal["a", "b"]], seed=0, max_tokens=24).value
    assert set(many) <= {"a", "b"}
    plain = generate(absorbing, TEXT, schema='{"type": "boolean"}', seed=0).value
    assert isinstance(plain, bool)


def test_regex_choices_and_constraint(absorbing: Denoiser) -> None:
    assert generate(absorbing, TEXT, choices=["yes", "no"], seed=0).value in ("yes", "no")
    assert generate(absorbing, TEXT, regex=r"\d{4}-\d{2}", seed=0).text[4] == "-"
    constraint = compile_constraint(absorbing.vocabulary, regex="a|b")
    assert generate(absorbing, TEXT, constraint=constraint, seed=0).text in ("a", "b")
    with pytest.raises(ValueError, match="not both"):
        generate(absorbing, TEXT, constraint=constraint, regex="a")
    other = compile_constraint(RandomDenoiser("absorbing").vocabulary, regex="a")
    with pytest.raises(ValueError, match="another vocabulary"):
        generate(absorbing, TEXT, constraint=other)


def test_batch_of_prompts(absorbing: Denoiser) -> None:
    results = generate(absorbing, [TEXT, "Alan Turing, 41, lives in Manchester"], schema=Person, seed=0)
    assert [result.value.age for result in results] == [36, 41]


def test_flexible_whitespace(uniform: Denoiser) -> None:
    assert generate(uniform, TEXT, schema=Person, whitespace="flexible", seed=0).value.age == 36


def test_errors_come_before_the_first_step(absorbing: Denoiser) -> None:
    with pytest.raises(UnsatisfiableConstraint) as raised:
        generate(absorbing, TEXT, schema=Person, max_tokens=3)
    assert raised.value.cause == "budget"
    assert raised.value.least is not None
    assert generate(absorbing, TEXT, schema=Person, max_tokens=raised.value.least).text
    with pytest.raises(PromptTooLong, match="192"):
        generate(absorbing, "word " * 500, schema=Person)
    with pytest.raises(ValueError, match="more than the 96 positions"):
        generate(absorbing, TEXT, schema=Person, max_tokens=500)
    with pytest.raises(UnsupportedSchema):
        generate(absorbing, TEXT, schema={"type": "object", "not": {}})
    with pytest.raises(ValueError, match="exactly one"):
        generate(absorbing, TEXT)
    with pytest.raises(ValueError, match="negative"):
        generate(absorbing, TEXT, schema=Person, temperature=-1.0)
    with pytest.raises(UnknownModel, match="absorbing, uniform"):
        load_model("gpt")


def test_a_value_that_only_the_type_refuses(absorbing: Denoiser) -> None:
    class Picky(BaseModel):
        name: str

        @field_validator("name")
        @classmethod
        def never(cls, value: str) -> str:
            raise ValueError("no name will do")

    with pytest.raises(RejectedValue, match="no name will do") as raised:
        generate(absorbing, TEXT, schema=Picky, seed=0)
    assert raised.value.text.startswith('{"name":')
