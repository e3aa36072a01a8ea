"""What type checkers make of answers; `test_typing` reads what they say of it, and nothing runs it."""

from typing import assert_type

from pydantic import BaseModel

from constrained_diffusion import Generation, Infilling, edit, generate, infill, load_model


class Person(BaseModel):
    name: str


model = load_model()
assert_type(generate(model, "Ada", schema=Person).value, Person)
assert_type(generate(model, schema=Person, seed=1, max_tokens=9), Generation[Person])
assert_type(generate(model, ["Ada", "Bob"], schema=Person), list[Generation[Person]])
assert_type(generate(model, "1, 2", schema=list[int]).value, list[int])
assert_type(generate(model, "Ada", regex="[A-Z][a-z]+").text, str)
assert_type(infill(model, "{name}", schema=Person), Infilling[Person])
assert_type(edit(model, "{}", [(1, 1)], schema=Person).holes, dict[str, str])
print(generate(model, "Ada", schema=Person).value.nome)  # wrong: no such field
generate(model, "Ada", schema=Person, max_token=3)  # wrong: no such argument
