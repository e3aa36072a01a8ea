"""Whatever the logits say, both noise kinds end in a valid canvas, and keep the rules of their kind on the way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import torch

from constrained_diffusion import BaseDenoiser, Vocabulary, generate
from constrained_diffusion.sampling.state import Frame, Status
from constrained_diffusion.sampling.stopping import NEVER, Stable
from constrained_diffusion.sampling.strategies import (
    Beliefs,
    CommitStrategy,
    Confidence,
    EntropyBound,
    SemiAutoregressive,
)
from tests.models_by_hand import RandomDenoiser

SCHEMA = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "maxLength": 8},
        "age": {"type": "integer", "minimum": 0, "maximum": 150},
        "tags": {"type": "array", "items": {"enum": ["x", "yy"]}, "maxItems": 2},
    },
    "required": ["name", "age"],
    "additionalProperties": False,
}


@pytest.mark.parametrize("noise", ["absorbing", "uniform"])
@pytest.mark.parametrize("strategy", [Confidence(), Confidence(threshold=1.0, per_step=5), EntropyBound(bound=2.0)])
@pytest.mark.parametrize("temperature", [0.0, 0.7, 1.0])
@pytest.mark.parametrize("steps", [1, 5, 48])
@pytest.mark.parametrize("padding", [True, False])
def test_always_valid(noise, strategy, temperature, steps, padding) -> None:  # type: ignore[no-untyped-def]
    model = RandomDenoiser(noise, scores_padding=padding)
    result = generate(
        model,
        "p",
        schema=SCHEMA,
        strategy=strategy,
        temperature=temperature,
        steps=steps,
        seed=1,
        stop=NEVER,
        frames=True,
    )
    assert 0 <= result.value["age"] <= 150
    assert len(result.value["name"]) <= 8
    assert result.steps == len(model.seen) <= steps
    assert result.stopped_by in ("committed", "steps")
    assert len(result.tokens) == 48
    assert result.log_likelihood <= 1e-6
    assert [frame.step for frame in result.frames] == list(range(result.steps + 1))


def test_absorbing_commits_stay() -> None:
    model = RandomDenoiser("absorbing")
    result = generate(
        model, "p", schema=SCHEMA, strategy=Confidence(threshold=1.0), temperature=1.0, seed=2, frames=True
    )
    for before, after in zip(result.frames, result.frames[1:], strict=False):
        settled = before.status != Status.OPEN
        assert torch.equal(after.tokens[settled], before.tokens[settled])
        assert bool((after.status[settled] != Status.OPEN).all())
    mask = model.vocabulary.mask
    for canvas, frame in zip(model.seen, result.frames, strict=False):
        assert torch.equal(canvas[0] == mask, frame.status == Status.OPEN)


def test_uniform_canvases_hold_tokens_everywhere() -> None:
    model = RandomDenoiser("uniform")
    generate(model, "p", regex="[a-z]{10}", seed=3, steps=6, stop=NEVER)
    assert len(model.seen) == 6
    assert all(bool((canvas >= 0).all()) for canvas in model.seen)
    assert not torch.equal(model.seen[0], model.seen[1])


@pytest.mark.parametrize("noise", ["absorbing", "uniform"])
def test_what_is_forced_costs_no_step(noise) -> None:  # type: ignore[no-untyped-def]
    model = RandomDenoiser(noise)
    result = generate(model, "p", choices=["Z"], max_tokens=1, seed=0, frames=True)
    assert (result.text, result.steps, result.stopped_by) == ("Z", 0, "committed")
    assert result.frames[0].status.tolist() == [Status.FORCED]
    assert model.seen == []


@pytest.mark.parametrize("noise", ["absorbing", "uniform"])
def test_same_seed_same_answer_and_batches_agree(noise) -> None:  # type: ignore[no-untyped-def]
    prompts = ["one", "two", "three"]
    batch = generate(RandomDenoiser(noise), prompts, schema=SCHEMA, temperature=1.0, seed=10, steps=8)
    for row, prompt in enumerate(prompts):
        alone = generate(RandomDenoiser(noise), prompt, schema=SCHEMA, temperature=1.0, seed=10 + row, steps=8)
        assert alone.text == batch[row].text
        assert alone.steps == batch[row].steps
    assert len({generate(RandomDenoiser(noise), "one", regex="[a-z]{12}", seed=s).text for s in range(4)}) > 1 or (
        noise == "absorbing"  # at temperature 0 an absorbing model starts from the same masks
    )


@pytest.mark.parametrize("noise", ["absorbing", "uniform"])
def test_stable_and_certain_stops_early(noise) -> None:  # type: ignore[no-untyped-def]
    class Certain(RandomDenoiser):
        def logits(self, canvas, contexts, time):  # type: ignore[no-untyped-def]
            return super().logits(torch.zeros_like(canvas), contexts, time) * 3

    one = EntropyBound(bound=0.0)
    result = generate(
        Certain(noise), "p", regex="[a-z]{5,20}", strategy=one, stop=Stable(steps=2, entropy=50.0), seed=0
    )
    assert (result.steps, result.stopped_by) == (3, "stable")


def test_on_step_is_called_for_every_frame() -> None:
    frames: list[tuple[int, Frame]] = []
    result = generate(
        RandomDenoiser("absorbing"),
        ["a", "b"],
        regex="x{3}",
        seed=0,
        on_step=lambda row, frame: frames.append((row, frame)),
    )
    for row in (0, 1):
        assert [frame.step for r, frame in frames if r == row] == list(range(result[row].steps + 1))


class Wavering(BaseDenoiser):
    """Seventy per cent for "left" and thirty for "right", until it sees a letter: then it knows that it is "long"."""

    noise, canvas_length = "absorbing", 6
    vocabulary = Vocabulary.from_bytes([b"", b"", b"", *(bytes([c]) for c in range(97, 123))], eos=0, pad=1, mask=2)

    def prepare(self, prompts, told):  # type: ignore[no-untyped-def]
        return [None for _ in prompts]

    def logits(self, canvas, contexts, time):  # type: ignore[no-untyped-def]
        begun = bool((canvas > 2).any())
        said = torch.full((len(canvas), 6, self.vocabulary.size), 1e-6)
        for text, share in (("long", 1.0),) if begun else (("left", 0.7), ("right", 0.3)):
            tokens = [*(code - 94 for code in text.encode()), 0, 1][:6]
            said[:, range(6), tokens] += share
            said[:, 0, tokens[0]] += share > 0.5  # surest of the first letter
        return said.log()


@pytest.mark.parametrize("strategy", [EntropyBound(), Confidence(), SemiAutoregressive(block_length=6)])
def test_one_opinion_told_six_times_settles_one_position(strategy: CommitStrategy) -> None:
    """The posterior is 99.4 % sure at every position, for the model's 70 % are counted once a letter."""

    class Hasty:
        def choose(self, beliefs: Beliefs) -> torch.Tensor:
            return EntropyBound().choose(replace(beliefs, cross_entropy=beliefs.entropy))

    words = ["left", "right", "long"]
    model: Any = Wavering()
    assert generate(model, "p", choices=words, strategy=strategy).text == "long"
    assert generate(model, "p", choices=words, strategy=Hasty()).text == "left"
