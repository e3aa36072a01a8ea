"""The DiffusionGemma adapter against transformers' own loop, on a tiny model of the real class with random weights."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
import torch

from constrained_diffusion import generate
from constrained_diffusion.errors import UnsatisfiableConstraint
from constrained_diffusion.models.diffusion_gemma import DiffusionGemma
from constrained_diffusion.sampling.loop import denoise
from constrained_diffusion.sampling.samplers import UniformSampler
from constrained_diffusion.sampling.stopping import Stable
from constrained_diffusion.sampling.strategies import EntropyBound
from tests.checkpoints_by_hand import diffusion_gemma, gemma_tokenizer
from tests.models_by_hand import Anything

CANVAS = 24


@pytest.fixture(scope="module")
def checkpoint() -> Any:
    return diffusion_gemma(CANVAS)


@pytest.fixture(scope="module")
def model(checkpoint: Any) -> DiffusionGemma:
    return DiffusionGemma(checkpoint, gemma_tokenizer())


def theirs(checkpoint: Any, prompt: torch.Tensor, seed: int, steps: int, canvases: int) -> tuple[list[Any], Any]:
    """What transformers' loop hands the decoder and gets back, step by step, and its answer."""
    seen: list[Any] = []
    forward = checkpoint.forward

    def recording(**given: Any) -> Any:
        out = forward(**given)
        seen.append((given["decoder_input_ids"].clone(), out.logits.clone()))
        return out

    checkpoint.forward = recording
    try:
        torch.manual_seed(seed)
        done = checkpoint.generate(
            prompt, max_new_tokens=CANVAS * canvases, max_denoising_steps=steps, disable_compile=True,
            eos_token_id=None, pad_token_id=None,
        )  # fmt: skip
    finally:
        checkpoint.forward = forward
    return seen, done.sequences[:, prompt.shape[1] :]


@pytest.mark.parametrize("seed", range(3))
def test_without_a_constraint_the_canvases_are_those_of_transformers(
    checkpoint: Any, model: DiffusionGemma, seed: int
) -> None:
    steps = 6
    text = "What is the name of the person?"
    inputs = model._chat.encoded(text)["input_ids"]
    # The first canvas, and one behind it: the same seed, the same noise, the same draws, in the same order.
    seen, sequence = theirs(checkpoint, inputs, seed, steps, 2)
    generator = torch.Generator().manual_seed(seed)
    (context,) = model.prepare([text], None)
    ours: list[torch.Tensor] = []
    decode = model.logits

    class Watched:
        vocabulary, noise, canvas_length, scores_padding = model.vocabulary, model.noise, CANVAS, False

        def logits(self, canvas: torch.Tensor, contexts: Any, time: float) -> torch.Tensor:
            ours.append(canvas.clone())
            found = decode(canvas, contexts, time)
            temperature = 0.4 + 0.4 * time
            assert torch.allclose(found * temperature, seen[len(ours) - 1][1], atol=1e-5)
            return found

    sampler = UniformSampler(
        constraint=Anything(model.vocabulary),  # type: ignore[arg-type]
        strategy=EntropyBound(bound=0.1), stop=Stable(steps=1, entropy=0.005), temperature=1.0,
        vocabulary_size=model.vocabulary.size,
    )  # fmt: skip
    answer = []
    for _ in range(2):
        (state,) = denoise(
            Watched(), [context], [sampler], [generator], n=CANVAS, steps=steps, on_frame=lambda *_: None  # type: ignore[arg-type, list-item]
        )  # fmt: skip
        assert state.best is not None  # transformers ends on the most probable canvas, we on the draw
        answer.append(state.best)
        context = model.extend(context, state.best)
        # After the last step transformers draws noise once more, and does not use it.
        torch.randint(model.vocabulary.size, (CANVAS,), generator=generator)
    assert len(ours) == len(seen)
    assert all(torch.equal(mine, step[0]) for mine, step in zip(ours, seen, strict=True))
    assert torch.equal(torch.cat(answer), sequence[0])


def test_defaults_are_the_checkpoint_s(model: DiffusionGemma) -> None:
    own = model.defaults
    assert (own.steps, own.entropy_bound, own.stable_steps, own.stable_entropy) == (48, 0.1, 1, 0.005)
    assert model.temperatures == (0.8, 0.4)
    assert model.vocabulary.eos == (1, 5)
    assert model.canvas_length == CANVAS


SCHEMA = {
    "type": "array",
    "items": {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]},
    "minItems": 2,
    "maxItems": 4,
}


def test_answers_over_canvases(model: DiffusionGemma) -> None:
    for result in generate(model, ["one", "another question"], schema=SCHEMA, max_tokens=3 * CANVAS, steps=3, seed=1):
        jsonschema.validate(json.loads(result.text), SCHEMA)
        assert len(result.tokens) <= 3 * CANVAS
    short = generate(model, "a short budget, not the whole canvas", regex="[a-c]{3,9}", max_tokens=10, steps=2, seed=0)
    assert set(short.text) <= set("abc")
    assert len(short.tokens) == 10
    with pytest.raises(UnsatisfiableConstraint):
        generate(model, "no room", regex="0123456789{99}", max_tokens=30)


def test_conversations_and_no_prompt(model: DiffusionGemma) -> None:
    messages = [
        {"role": "user", "content": "Hello"},
        {"role": "model", "content": "Hi"},
        {"role": "user", "content": [{"type": "text", "text": "And now?"}]},
    ]
    assert generate(model, messages, choices=["yes", "no"], steps=2).value in ("yes", "no")
    both = generate(model, [messages, messages], choices=["yes", "no"], steps=2)
    assert {one.value for one in both} <= {"yes", "no"}
    assert generate(model, choices=["yes", "no"], steps=2, max_tokens=5).value in ("yes", "no")


def test_it_thinks_before_it_answers(model: DiffusionGemma) -> None:
    frames: list[int] = []
    for budget in (1, CANVAS, 3 * CANVAS):
        result = generate(
            model, "Think.", schema=SCHEMA, max_tokens=2 * CANVAS, thinking=budget, steps=3, seed=budget,
            on_step=lambda _, frame: frames.append(frame.step),
        )  # fmt: skip
        jsonschema.validate(json.loads(result.text), SCHEMA)
        thought = model._chat.tokenizer.encode(result.thought, add_special_tokens=False)
        assert len(thought) <= budget * 8  # text of at most budget - 1 tokens, split anew
        assert (result.thought == "") == (budget == 1)
    assert max(frames) == result.steps


def test_what_it_reads_before_it_thinks(model: DiffusionGemma) -> None:
    read: list[torch.Tensor] = []
    encoder = model.model.model.encoder
    hook = encoder.register_forward_pre_hook(lambda _, __, given: read.append(given["input_ids"]), with_kwargs=True)
    try:
        generate(model, "Think.", choices=["a"], thinking=5, steps=2, seed=0)
    finally:
        hook.remove()
    tokenizer = gemma_tokenizer()
    assert tokenizer.decode(torch.cat(read[:2], 1)[0]) == (
        "<bos><|turn>system\n<|think|><turn|>\n<|turn>user\nThink.<turn|>\n<|turn>model\n<|channel>thought\n"
    )
    assert int(read[2][0, -1]) == tokenizer.convert_tokens_to_ids("<channel|>")


def test_pictures_pass_through(checkpoint: Any) -> None:
    """What the processor adds to the ids reaches the encoder, as in the model's own forward."""
    tokenizer = gemma_tokenizer()
    torch.manual_seed(1)
    patches = 9  # pooled into one token
    picture = {
        "pixel_values": torch.rand(1, patches, 3 * checkpoint.config.vision_config.patch_size**2),
        "image_position_ids": torch.tensor([[[x, y] for y in range(3) for x in range(3)]]),
    }

    class Processor:
        chat_template = tokenizer.chat_template

        def __init__(self) -> None:
            self.tokenizer = tokenizer

        def apply_chat_template(self, messages: Any, **options: Any) -> Any:
            inputs = tokenizer.apply_chat_template(messages, **options)
            kinds = (inputs["input_ids"] == checkpoint.config.image_token_id).long()
            return {**inputs, **picture, "mm_token_type_ids": kinds}

    model = DiffusionGemma(checkpoint, Processor())
    message = [{"role": "user", "content": [{"type": "image"}, {"type": "text", "text": "What is it?"}]}]
    canvas = torch.randint(model.vocabulary.size, (1, CANVAS))
    found = model.logits(canvas, model.prepare([message], None), 1.0)
    inputs = Processor().apply_chat_template(
        message, tokenize=True, return_dict=True, return_tensors="pt", add_generation_prompt=True
    )
    with torch.no_grad():
        expected = checkpoint(decoder_input_ids=canvas, **inputs).logits / 0.8
    assert torch.allclose(found, expected, atol=1e-5)
    picture["pixel_values"] = picture["pixel_values"].flip(1)
    assert not torch.allclose(model.logits(canvas, model.prepare([message], None), 1.0), expected, atol=1e-5)
    assert generate(model, message, choices=["a cat", "a dog"], steps=2).value in ("a cat", "a dog")
