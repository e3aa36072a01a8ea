"""`generate` with the models that ship: types in, instances out; errors before the first step."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from typing import Annotated, Any, Literal

import pytest
import torch
from pydantic import BaseModel, Field, field_validator
from torch import Tensor
from typing_extensions import TypedDict

from constrained_diffusion import Generation, Vocabulary, compile_constraint, edit, generate, infill, load_model
from constrained_diffusion.errors import (
    InvalidArgument,
    InvalidPuzzle,
    PromptTooLong,
    RejectedValue,
    UnknownModel,
    UnsatisfiableConstraint,
    UnsupportedSchema,
)
from constrained_diffusion.models.denoiser import BaseDenoiser, Denoiser, Prompt, Told
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


@pytest.mark.parametrize("blank", ["", " \n\t"])
def test_a_blank_prompt_is_none(absorbing: Denoiser, blank: str) -> None:
    """It would answer the same for every seed if it counted as a text to answer."""
    word = r"\{[a-z]{5}\}"
    invented = [generate(absorbing, regex=word, seed=seed).text for seed in range(3)]
    assert len({*invented}) > 1
    assert [generate(absorbing, blank, regex=word, seed=seed).text for seed in range(3)] == invented
    filled = infill(absorbing, "{{{x}}}", regex=word, seed=1).text
    assert infill(absorbing, "{{{x}}}", prompt=blank, regex=word, seed=1).text == filled
    assert generate(absorbing, [blank, blank], regex=word, seed=0)[0].text == invented[0]


def test_a_batch_with_a_prompt_is_greedy(absorbing: Denoiser) -> None:
    one, other = (generate(absorbing, ["", TEXT], schema=Person, seed=seed) for seed in (1, 2))
    assert [row.text for row in one] == [row.text for row in other]


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


def test_settings_of_schemas(uniform: Denoiser) -> None:
    """Each of them reaches the language, from every function that takes a schema."""
    registry = {"http://x/city": {"enum": ["Zürich"]}}
    schema = {"type": "object", "properties": {"a": {"$ref": "http://x/city"}}, "required": ["a"]}
    options: dict[str, Any] = {"schema": schema, "registry": registry, "max_tokens": 40, "seed": 0}
    assert generate(uniform, **options).text == '{"a":"Zürich"}'
    assert generate(uniform, **options, ensure_ascii=True).text == '{"a":"Z\\u00fcrich"}'
    assert infill(uniform, "{{{a}}}", **options).holes == {"a": '"a":"Zürich"'}
    assert edit(uniform, '{"a":"Bern"}', [(6, 10)], **options).text == '{"a":"Zürich"}'
    for settings in ({"additional_properties": "open"}, {"property_order": "any"}):
        two = {"type": "object", "properties": {"a": {}, "b": {"const": 2}}, "required": ["b"], "maxProperties": 2}
        accepted = compile_constraint(uniform.vocabulary, schema=two, **settings)
        plain = compile_constraint(uniform.vocabulary, schema=two)
        other = '{"b":2,"c":1}' if "additional_properties" in settings else '{"b":2,"a":1}'
        assert accepted.accepts(uniform.vocabulary.encode(other))
        assert not plain.accepts(uniform.vocabulary.encode(other))
    with pytest.raises(UnsupportedSchema, match=r"'minLenght' .* minLength was probably meant"):
        generate(uniform, schema={"minLenght": 3}, strict=True)


def test_flexible_whitespace(uniform: Denoiser) -> None:
    assert generate(uniform, TEXT, schema=Person, whitespace="flexible", seed=0).value.age == 36


def test_errors_come_before_the_first_step(absorbing: Denoiser) -> None:
    with pytest.raises(UnsatisfiableConstraint) as raised:
        generate(absorbing, TEXT, schema=Person, max_tokens=3)
    assert raised.value.cause == "budget"
    assert raised.value.least is not None
    assert generate(absorbing, TEXT, schema=Person, max_tokens=raised.value.least).text
    with pytest.raises(PromptTooLong, match=r"this small model reads \d+"):
        generate(absorbing, "word " * 500, schema=Person)
    with pytest.raises(ValueError, match=f"more than the {absorbing.canvas_length} positions"):
        generate(absorbing, TEXT, schema=Person, max_tokens=500)
    with pytest.raises(UnsupportedSchema):
        generate(absorbing, TEXT, schema={"type": "object", "disallow": "string"})
    with pytest.raises(InvalidArgument, match="give one of schema, regex, choices, grammar and constraint"):
        generate(absorbing, TEXT)
    with pytest.raises(ValueError, match="exactly one"):
        generate(absorbing, TEXT, regex="a", choices=["a"])
    with pytest.raises(ValueError, match="at least 0"):
        generate(absorbing, TEXT, schema=Person, temperature=-1.0)
    with pytest.raises(UnknownModel, match="absorbing, sudoku-absorbing"):
        load_model("gpt")


def test_a_value_that_only_the_type_refuses(absorbing: Denoiser) -> None:
    class Picky(BaseModel):
        name: str

        @field_validator("name")
        @classmethod
        def never(cls, value: str) -> str:
            raise ValueError("no name will do")

    with pytest.raises(RejectedValue, match=r"^the answer (.|\n)*no name will do") as raised:
        generate(absorbing, TEXT, schema=Picky, seed=0)
    assert raised.value.text.startswith('{"name":')


def test_errors_of_one_row_name_it(absorbing: Denoiser) -> None:
    class Elder(BaseModel):
        age: int

        @field_validator("age")
        @classmethod
        def of_age(cls, age: int) -> int:
            if age < 60:
                raise ValueError("too young")
            return age

    with pytest.raises(PromptTooLong, match=r"^prompt\[1\]: the prompt .* reads \d+"):
        generate(absorbing, [TEXT, "word " * 500], schema=Person)
    with pytest.raises(PromptTooLong, match=r"^the prompt "):
        generate(absorbing, ["word " * 500], schema=Person)
    with pytest.raises(InvalidArgument, match=r"^prompt\[0\]: this model reads plain text"):
        generate(absorbing, [[{"role": "user", "content": "a"}], TEXT], schema=Person)
    with pytest.raises(RejectedValue, match=r"^prompt\[1\]: the answer \{\"age\":36\}") as caught:
        generate(absorbing, ["Alan Turing, 71", "Ada Lovelace, 36"], schema=Elder, seed=0)
    assert caught.value.text == '{"age":36}'
    with pytest.raises(InvalidPuzzle, match=r"^prompt\[1\]: the puzzle has 81 cells"):
        generate(load_model("sudoku-absorbing"), ["." * 81, "12"], regex="[1-9]{81}")


class Rambling(BaseDenoiser):
    """Writes canvas after canvas of noise: with random logits nothing but the constraint makes sense."""

    scores_padding = False
    continues = True
    canvas_length = 12

    def __init__(self, noise: str) -> None:
        letters = [bytes([byte]) for byte in range(0x20, 0x7F)]
        mask = 2 if noise == "absorbing" else None
        self.vocabulary = Vocabulary.from_bytes([b"", b"", b"", *letters, b'":', b'},{"'], eos=0, pad=1, mask=mask)
        self.noise = noise

    def prepare(self, prompts: list[str], described: object) -> list[list[int]]:
        return [[] for _ in prompts]

    def next_length(self, context: list[int]) -> int:
        return self.canvas_length

    def extend(self, context: list[int], tokens: torch.Tensor) -> list[int]:
        return [*context, *tokens.tolist()]

    def logits(self, canvas: torch.Tensor, contexts: list[list[int]], time: float) -> torch.Tensor:
        generator = torch.Generator().manual_seed(len(contexts[0]))
        scores = torch.randn(*canvas.shape, self.vocabulary.size, generator=generator)
        scores[..., 0] -= 9.0  # it would rather not end
        return scores


@pytest.mark.parametrize("noise", ["absorbing", "uniform"])
def test_answers_that_take_several_canvases(noise: str) -> None:
    model = Rambling(noise)
    schema = {"type": "array", "items": {"type": "string", "maxLength": 9}, "minItems": 2}
    for language in ({"schema": schema}, {"grammar": "grammars/json.lark"}):
        results = generate(model, ["", ""], **language, max_tokens=40, steps=4, seed=3, frames=True)
        for result in results:
            assert len(result.tokens) <= 40
            assert json.loads(result.text) is not None
            assert torch.equal(result.frames[-1].tokens, result.tokens)
        assert any(len(result.tokens) > 12 for result in results)
    with pytest.raises(UnsatisfiableConstraint, match="least that would do is 30"):
        generate(model, regex="a{30}", max_tokens=25)


def test_a_model_that_lacks_something_is_told_what() -> None:
    class Noiseless(BaseDenoiser):
        canvas_length = 4

        def prepare(self, prompts: Sequence[Prompt], told: Told) -> list[Any]:
            return list(prompts)

        def logits(self, canvas: Tensor, contexts: Sequence[Any], time: float) -> Tensor:
            raise NotImplementedError

    with pytest.raises(InvalidArgument, match="Noiseless has no vocabulary and no noise: a BaseDenoiser sets them"):
        generate(Noiseless(), "x", regex="a")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"regex": "[0-9]{2}"}, "like [0-9]{2}"),
        ({"choices": iter(["open", "paid"])}, "one of open/paid"),
        ({"schema": {"type": "integer"}}, {"type": "integer"}),
        ({"grammar": 'start: "a"'}, None),
        ({"regex": "a|b", "about": "letters"}, "letters"),
    ],
)
def test_what_answers_are_held_to_is_told(asked: dict[str, Any], told: Told) -> None:
    heard: list[Told] = []

    class Listener(RandomDenoiser):
        reads_told = True

        def prepare(self, prompts: Sequence[Prompt], told: Told) -> list[Any]:
            heard.append(told)
            return [0 for _ in prompts]

    generate(Listener("absorbing", canvas_length=8), "x", seed=0, **asked)
    assert heard == [told]


def test_what_a_model_is_told_beside_the_prompt() -> None:
    model = load_model()
    asked: dict[str, Any] = {"grammar": 'start: "SELECT " /[a-z]+/ " FROM " /[a-z]+/', "seed": 0}
    question = "List the names of everybody who works here."
    told = "sql employees(id name salary)"
    assert generate(model, question, about=told, **asked).text == "SELECT name FROM employees"
    assert generate(model, question, **asked).text != "SELECT name FROM employees"
    person = {"type": "object", "properties": {"full_name": {"type": "string"}}, "required": ["full_name"]}
    language = 'start: "{\\"full_name\\":\\"" /[A-Za-z ]+/ "\\"}"'
    assert "Ada Lovelace" in generate(model, "Ada Lovelace, 36", grammar=language, about=person, seed=0).text
    filled = infill(
        model, "SELECT {what} FROM employees", prompt=question, grammar=asked["grammar"], about=told, seed=0
    )
    assert filled.holes == {"what": "name"}
    with pytest.raises(InvalidArgument, match="about is a text, a JSON Schema or a Source, such as SqlDatabase, not 5"):
        generate(model, question, about=5, **asked)  # type: ignore[call-overload]
    other = RandomDenoiser("absorbing")
    with pytest.raises(InvalidArgument, match="put what about= says into the prompt"):
        generate(other, question, about=told, **asked)
