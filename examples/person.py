"""A sentence becomes a `Person`: the smallest use of the library."""

from pydantic import BaseModel

from constrained_diffusion import generate, load_model


class Person(BaseModel):
    name: str
    age: int
    city: str


if __name__ == "__main__":
    model = load_model()
    result = generate(model, "Ada Lovelace, 36, lives in London", schema=Person)
    print(result.value)
    print(f"{result.steps} denoising step{'s' * (result.steps != 1)}, log-likelihood {result.log_likelihood:.4f}")
