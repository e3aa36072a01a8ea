"""Weighed draws: unbiased for the model's own trajectories, which are enumerated here for models of a few tokens."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
import torch

from constrained_diffusion import BaseDenoiser, Vocabulary, compile_constraint, generate
from constrained_diffusion.errors import InvalidArgument, UnsatisfiableConstraint
from constrained_diffusion.sampling.particles import ancestors, effective, log_mean, shares
from constrained_diffusion.sampling.stopping import NEVER
from constrained_diffusion.sampling.strategies import Beliefs, EntropyBound
from tests.enumeration import Enumerated, members
from tests.models_by_hand import RandomDenoiser

N = 4
RUNS = 250
LANGUAGES = ["(aab|b)[ab]*", "[ab]*a|(b|ba)*", "a{4}|b{4}|abab"]


class Toy(BaseDenoiser):
    """Says of every canvas something of its own; uniform: of every step."""

    canvas_length = N

    def __init__(self, noise: Any, seed: int = 0, *, scores_padding: bool = True, pad: int | None = 1) -> None:
        self.noise, self.seed, self.scores_padding = noise, seed, scores_padding
        self.vocabulary = Vocabulary.from_bytes(
            [b"", b"", b"", b"a", b"b", b"ab"], eos=0, pad=pad, mask=2 if noise == "absorbing" else None
        )
        self.widths: list[int] = []

    def prepare(self, prompts: Any, told: Any) -> list[None]:
        return [None for _ in prompts]

    def of(self, key: int) -> torch.Tensor:
        return 1.5 * torch.randn(N, self.vocabulary.size, generator=torch.Generator().manual_seed(key + self.seed))

    def logits(self, canvas: torch.Tensor, contexts: Any, time: float) -> torch.Tensor:
        self.widths.append(len(canvas))
        if self.noise == "uniform":
            return self.of(round(1000 * time)).expand(len(canvas), -1, -1)
        return torch.stack([self.of(int((row * 7 ** torch.arange(N)).sum())) for row in canvas])


@dataclass(frozen=True)
class FirstOpen:
    """The first `count` open positions."""

    count: int

    def choose(self, beliefs: Beliefs) -> torch.Tensor:
        chosen = torch.zeros_like(beliefs.open)
        chosen[beliefs.open.nonzero().flatten()[: self.count]] = True
        return chosen


def alone(model: Toy, constraint: Any, count: int) -> dict[tuple[int, ...], float]:
    """The probability that the model alone, in the same order, ends in each canvas of the language."""
    found: dict[tuple[int, ...], float] = {}

    def some_text(canvas: torch.Tensor, logits: torch.Tensor, drawn: torch.Tensor) -> float:
        """The chance of what is drawn, given that the canvas is to hold some text."""
        anything = members(model.vocabulary, lambda text: True, canvas)
        chances = Enumerated(model.vocabulary, anything, canvas, logits, model.scores_padding).probability()
        wanted = drawn.tolist()
        return sum(p for tokens, p in chances.items() if all(w in (-1, t) for w, t in zip(wanted, tokens, strict=True)))

    def go(canvas: torch.Tensor, chance: float) -> None:
        opened = (canvas < 0).nonzero().flatten()
        if not len(opened):
            found[tuple(canvas.tolist())] = chance
            return
        noisy = torch.where(canvas < 0, model.vocabulary.mask or 0, canvas)
        logits = model.logits(noisy[None], [None], 1.0)[0]
        here = opened[:count]
        for tokens in np.ndindex(*[model.vocabulary.size] * len(here)):
            taken = canvas.clone()
            taken[here] = torch.tensor(tokens)
            if not constraint.is_completable(taken):
                continue
            after = constraint.forced(taken)
            new = (canvas < 0) & (after >= 0)
            go(after, chance * some_text(canvas, logits, torch.where(new, after, -1)))

    go(torch.full((N,), -1), 1.0)
    return found


def texts(model: Toy, canvases: dict[tuple[int, ...], float]) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    for tokens, chance in canvases.items():
        found[model.vocabulary.decode(list(tokens))] += chance
    return found


@pytest.mark.parametrize("regex", LANGUAGES)
@pytest.mark.parametrize("count", [1, 2, 4])
@pytest.mark.parametrize("scored", [True, False])
def test_the_weight_of_one(regex: str, count: int, scored: bool) -> None:
    """It is the chance of its trajectory for the model alone, over the chance that it was drawn with."""
    model = Toy("absorbing", scores_padding=scored)
    expected = alone(model, compile_constraint(model.vocabulary, regex=regex), count)
    for seed in range(40):
        result = generate(model, "p", regex=regex, particles=1, strategy=FirstOpen(count), stop=NEVER, seed=seed)
        chance = expected[tuple(result.tokens.tolist())]
        assert result.log_evidence == pytest.approx(math.log(chance) - result.log_likelihood, abs=1e-4)
        assert result.alternatives == [(result.text, 1.0)]


@pytest.mark.parametrize("regex", LANGUAGES)
@pytest.mark.parametrize(("count", "scored"), [(1, True), (2, False)])
def test_unbiased(regex: str, count: int, scored: bool) -> None:
    """The mean of evidence times share is the probability of every text, to within its standard error."""
    model = Toy("absorbing", scores_padding=scored)
    expected = texts(model, alone(model, compile_constraint(model.vocabulary, regex=regex), count))
    total = sum(expected.values())
    sums: dict[str, list[float]] = defaultdict(list)
    for seed in range(RUNS):
        result = generate(model, "p", regex=regex, particles=6, strategy=FirstOpen(count), stop=NEVER, seed=1000 * seed)
        assert result.log_evidence is not None
        assert result.text == result.alternatives[0].text
        assert sum(one.share for one in result.alternatives) == pytest.approx(1.0)
        share = dict(result.alternatives)
        sums["all of them"].append(math.exp(result.log_evidence))
        for text in expected:
            sums[text].append(math.exp(result.log_evidence) * share.get(text, 0.0))
    for text, chance in {"all of them": total, **{t: c for t, c in expected.items() if c > total / 5}}.items():
        assert abs(float(np.mean(sums[text])) - chance) < 5 * float(np.std(sums[text])) / math.sqrt(RUNS) + 1e-6, text


@pytest.mark.parametrize(("steps", "scored"), [(1, True), (3, True), (3, False)])
def test_unbiased_where_nothing_is_settled_for_good(steps: int, scored: bool) -> None:
    """Uniform noise: what counts is what the model alone writes in the last step."""
    model, regex = Toy("uniform", scores_padding=scored), LANGUAGES[0]
    constraint, canvas = compile_constraint(model.vocabulary, regex=regex), torch.full((N,), -1)
    anything = members(model.vocabulary, lambda text: True, canvas)
    said = model.of(round(1000 / steps))
    chances = Enumerated(model.vocabulary, anything, canvas, said, model.scores_padding).probability()
    exact = sum(p for tokens, p in chances.items() if constraint.is_completable(torch.tensor(tokens)))
    found = [
        math.exp(
            generate(
                model, "p", regex=regex, particles=4, steps=steps, strategy=FirstOpen(2), stop=NEVER, seed=1000 * s
            ).log_evidence or 0.0
        )
        for s in range(RUNS)
    ]  # fmt: skip
    assert abs(float(np.mean(found)) - exact) < 5 * float(np.std(found)) / math.sqrt(RUNS) + 1e-6
    if steps == 1:
        assert found == pytest.approx([exact] * RUNS, rel=1e-5)


def test_many_particles_follow_the_model() -> None:
    model, regex = Toy("absorbing"), LANGUAGES[1]
    expected = texts(model, alone(model, compile_constraint(model.vocabulary, regex=regex), 1))
    total = sum(expected.values())
    result = generate(model, "p", regex=regex, particles=3000, strategy=FirstOpen(1), stop=NEVER, seed=0)
    for text, share in result.alternatives:
        assert share == pytest.approx(expected[text] / total, abs=0.05)
    assert result.log_evidence == pytest.approx(math.log(total), abs=0.1)
    assert result.text == max(expected, key=lambda text: expected[text])
    assert max(model.widths) == 3000  # side by side


@pytest.mark.parametrize("noise", ["absorbing", "uniform"])
def test_always_valid_and_repeatable(noise: Any) -> None:
    schema = {
        "type": "object",
        "properties": {"name": {"type": "string", "maxLength": 8}, "age": {"type": "integer", "maximum": 150}},
        "required": ["name", "age"],
        "additionalProperties": False,
    }
    seen: list[int] = []
    options: dict[str, Any] = {"schema": schema, "particles": 5, "steps": 6, "strategy": EntropyBound(bound=2.0)}
    results = generate(RandomDenoiser(noise), ["a", "b"], seed=3, frames=True, on_step=lambda row, _: seen.append(row),
                       **options)  # fmt: skip
    for number, result in enumerate(results):
        assert result.value["age"] <= 150
        assert [frame.step for frame in result.frames] == list(range(len(result.frames)))
        assert result.steps <= 6
        alone = generate(RandomDenoiser(noise), ["a", "b"][number], seed=3 + number, **options)
        assert (alone.text, alone.alternatives) == (result.text, result.alternatives)
    assert sorted(set(seen)) == [0, 1]


def test_what_cannot_be_weighed_is_refused() -> None:
    model = RandomDenoiser("absorbing")
    with pytest.raises(InvalidArgument, match="at temperature 0 all of them are the same"):
        generate(model, "p", regex="a+", particles=3, temperature=0)
    with pytest.raises(InvalidArgument, match="particles is at least 1"):
        generate(model, "p", regex="a+", particles=0)
    with pytest.raises(UnsatisfiableConstraint, match="9"):
        generate(model, "p", regex="a{9}", particles=3, max_tokens=8)
    assert model.seen == []
    distinct = {"type": "array", "items": {"type": "string", "maxLength": 3}, "uniqueItems": True, "minItems": 2}
    with pytest.raises(InvalidArgument, match=r"exact odds of their draws.*leave out particles="):
        generate(model, "p", schema=distinct, particles=3)


@pytest.mark.parametrize("noise", ["absorbing", "uniform"])
@pytest.mark.parametrize("temperature", [0.01, 1.0])
def test_what_has_nothing_to_weigh_weighs_one(noise: Any, temperature: float) -> None:
    """Any text at all: the model alone does the same, whatever it says."""
    for scored in (True, False):
        model = Toy(noise, scores_padding=scored)
        result = generate(model, "p", regex=r"[\s\S]*", particles=5, temperature=temperature, steps=3, seed=1)
        assert result.log_evidence == pytest.approx(0.0, abs=1e-3)


@pytest.mark.parametrize("noise", ["absorbing", "uniform"])
@pytest.mark.parametrize("k", [1, 4])
def test_a_language_of_one_text(noise: Any, k: int) -> None:
    """Everything is forced with the first step; the weight is what the model alone would have given it."""
    model = Toy(noise)
    text = "a" * N
    result = generate(model, "p", choices=[text], particles=k, stop=NEVER, seed=0)
    assert (result.text, result.stopped_by) == (text, "committed")
    assert result.log_evidence is not None
    assert -20 < result.log_evidence < 0


def test_a_particle_that_cannot_go_on_dies() -> None:
    class Forbidding(Toy):
        """After an a it says nothing that goes on in the language; after a b it goes on with b."""

        def of(self, key: int) -> torch.Tensor:
            return torch.zeros(N, self.vocabulary.size)

        def logits(self, canvas: torch.Tensor, contexts: Any, time: float) -> torch.Tensor:
            said = torch.zeros(*canvas.shape, self.vocabulary.size)
            said[(canvas[:, 0] == 3) | (canvas[:, 0] == 5), 1:, 3:] = -torch.inf
            return said

    model = Forbidding("absorbing")
    result = generate(model, "p", regex="[ab]{4}", particles=8, strategy=FirstOpen(1), stop=NEVER, seed=0)
    assert result.text.startswith("b")
    with pytest.raises(UnsatisfiableConstraint, match="probability zero"):
        generate(model, "p", regex="a[ab]{3}", particles=8, strategy=FirstOpen(1), stop=NEVER, seed=0)


def test_resampling() -> None:
    weights = np.log(np.array([0.5, 0.25, 0.125, 0.125]))
    generator = torch.Generator().manual_seed(0)
    counts = np.bincount(np.concatenate([ancestors(weights, generator) for _ in range(4000)]), minlength=4) / 16_000
    assert counts == pytest.approx([0.5, 0.25, 0.125, 0.125], abs=0.01)
    for _ in range(50):
        assert abs(ancestors(weights, generator).count(0) - 2) <= 1
    assert effective(weights) == pytest.approx(1 / (0.25 + 0.0625 + 2 * 0.015625))
    assert log_mean(weights) == pytest.approx(math.log(0.25))
    assert shares(np.full(3, -np.inf)) == pytest.approx([1 / 3] * 3)
    assert effective(np.zeros(7)) == pytest.approx(7)
