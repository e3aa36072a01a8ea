"""The corpus keeps its split; training learns, resumes and exports; outlines say what a schema asks for."""

from __future__ import annotations

import json
import random
from pathlib import Path

import jsonschema
import pytest
import torch
from tokenizers import Tokenizer
from typer.testing import CliRunner

from constrained_diffusion import generate, load_model
from constrained_diffusion.errors import UnknownModel
from constrained_diffusion.languages.outline import outline_of
from constrained_diffusion.models.network import DenoisingNetwork, NetworkConfig
from constrained_diffusion.models.shipped import WEIGHTS, ShippedModel, read_model
from training import values
from training.__main__ import app
from training.corpus import DOMAINS, make_example
from training.loop import TrainingConfig, train
from training.values import split_of


def test_examples_fit_their_schema_and_repeat() -> None:
    for split in ("train", "test"):
        rng, again = random.Random(3), random.Random(3)
        for _ in range(300):
            example = make_example(rng, split)
            assert example == make_example(again, split)
            jsonschema.validate(json.loads(example.target), example.schema)


def test_split_is_clean() -> None:
    """Templates of the two sides differ, and open values are on their own side."""
    for domain in DOMAINS:
        for prop in (domain.head, *domain.properties):
            assert not set(prop.train) & set(prop.test)
    rng = random.Random(0)
    for split in ("train", "test"):
        for _ in range(300):
            for make in (values.first_name, values.last_name, values.city, values.goods, values.date, values.code):
                assert split_of(make(rng, split)) == split


def test_outline() -> None:
    schema = {
        "$defs": {"place": {"type": "object", "properties": {"city": {}, "zip": {}}, "required": ["city"]}},
        "properties": {
            "name": {"type": "string"},
            "home": {"$ref": "#/$defs/place"},
            "tags": {"type": "array", "items": {"type": "string"}},
            "kind": {"enum": ["a", "b"]},
            "homes": {"type": "array", "items": {"$ref": "#/$defs/place"}},
        },
        "required": ["name", "home", "tags", "homes"],
    }
    assert outline_of(schema) == "name home(city zip?) tags[] kind=a/b? homes(city zip?)[]"
    assert outline_of({"type": "string"}) == ""


@pytest.mark.parametrize("noise", ["absorbing", "uniform"])
def test_training_learns_and_resumes(noise: str, tmp_path: Path) -> None:
    tokenizer = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    config = TrainingConfig(noise=noise, steps=12, batch=4, warmup=2, learning_rate=3e-3)
    longer = TrainingConfig(noise=noise, steps=60, batch=8, warmup=2, learning_rate=3e-3)

    def network() -> DenoisingNetwork:
        torch.manual_seed(0)
        size = tokenizer.get_vocab_size()
        return DenoisingNetwork(
            NetworkConfig(vocabulary_size=size, width=32, heads=2, prompt_layers=1, canvas_layers=1)
        )

    losses: dict[int, float] = {}
    train(network(), tokenizer, longer, tmp_path / "a.pt", lambda s, loss, _: losses.update({s: loss}))
    assert len(losses) == 60
    assert sum(losses[step] for step in range(50, 60)) < 0.8 * sum(losses[step] for step in range(10))

    class Interrupted(Exception):
        pass

    def stop(step: int, *_: float) -> None:
        if step == 8:
            raise Interrupted

    with pytest.raises(Interrupted):
        train(network(), tokenizer, config, tmp_path / "b.pt", stop, save_every=4)
    resumed: list[int] = []
    train(network(), tokenizer, config, tmp_path / "b.pt", lambda s, *_: resumed.append(s), save_every=4)
    assert resumed == [8, 9, 10, 11]
    assert not list(tmp_path.glob("*.partial"))


def test_command_line(tmp_path: Path) -> None:
    runs, weights = tmp_path / "runs", tmp_path / "weights"
    runs.mkdir()
    (runs / "tokenizer.json").write_bytes((WEIGHTS / "tokenizer.json").read_bytes())
    arguments = ["train", "--noise", "uniform", "--runs", str(runs), "--steps", "1", "--batch", "2"]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    result = CliRunner().invoke(app, ["export", "uniform", "--runs", str(runs), "--target", str(weights)])
    assert result.exit_code == 0, result.output
    model = read_model(weights / "uniform.safetensors", weights / "tokenizer.json")
    assert model.noise == "uniform"
    assert generate(model, "x", regex="a|b", seed=0, steps=2).text in ("a", "b")
    assert CliRunner().invoke(app, ["train", "--noise", "gaussian"]).exit_code == 2


def test_damaged_weights(tmp_path: Path) -> None:
    path = tmp_path / "absorbing.safetensors"
    path.write_bytes((WEIGHTS / "absorbing.safetensors").read_bytes()[:1000])
    with pytest.raises(UnknownModel, match="no weights"):
        read_model(path, WEIGHTS / "tokenizer.json")


def test_batches_of_different_lengths_agree_with_single_prompts() -> None:
    model = load_model()
    assert isinstance(model, ShippedModel)
    contexts = model.prepare(["short", "a much longer prompt than the first one"], None)
    canvas = torch.full((2, 20), model.vocabulary.mask or 0)
    together = model.logits(canvas, contexts, 1.0)
    for row in (0, 1):
        alone = model.logits(canvas[row : row + 1], contexts[row : row + 1], 1.0)[0]
        assert torch.allclose(together[row], alone, atol=1e-3)


def test_network_log_probability_is_forward_gathered() -> None:
    network = DenoisingNetwork(NetworkConfig(vocabulary_size=50, width=32, heads=2)).eval()
    prompt = network.encode(torch.tensor([[5, 6, 7, 8], [5, 9, 0, 0]]))
    canvas, target = torch.randint(1, 50, (2, 7)), torch.randint(1, 50, (2, 7))
    full = network(canvas, prompt)
    assert torch.allclose(full.exp().sum(-1), torch.ones(2, 7), atol=1e-4)
    gathered = full.gather(-1, target[..., None]).squeeze(-1)
    assert torch.allclose(network.log_probability(canvas, prompt, target), gathered, atol=1e-3)
