"""Training learns, resumes and exports; what is read back is what was trained; outlines say what a schema asks for."""

from __future__ import annotations

import copy
import json
import random
import shutil
import string
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.torch import save, save_file
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from torch import Tensor
from typer.testing import CliRunner

from constrained_diffusion import generate, load_model
from constrained_diffusion.errors import InvalidText, PromptTooLong, UnknownModel
from constrained_diffusion.languages.outline import outline_of, outline_of_choices, outline_of_regex
from constrained_diffusion.models.catalogue import READER, WEIGHTS
from constrained_diffusion.models.int8 import packed, unpacked
from constrained_diffusion.models.network import DenoisingNetwork, NetworkConfig
from constrained_diffusion.models.prompt_tokens import batch_of
from constrained_diffusion.models.reader import EncodedPrompt, Encoder, Reader, ReaderConfig
from constrained_diffusion.models.shipped import read_model
from constrained_diffusion.models.text_models import TextModel
from training.__main__ import app
from training.encoder import pretrained
from training.loop import noised
from training.mixture import make_lesson
from training.text import Batches, Lexicon, TextModels, TextSchedule, train_text


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    runs = tmp_path_factory.mktemp("runs")
    _tokenizers_into(runs)
    return Lexicon.read(runs)


def _tokenizers_into(runs: Path) -> None:
    """The shipped tokenizer, and uncased pieces of one letter or digit but for a few words."""
    shutil.copy(WEIGHTS / "tokenizer.json", runs / "tokenizer.json")
    letters = string.ascii_lowercase + string.digits + string.punctuation
    names = ["[PAD]", "[unused0]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "ada", "lives", "in", "語", "москва"]
    names += [mark + letter for letter in letters for mark in ("", "##")]
    pieces = Tokenizer(WordPiece({name: n for n, name in enumerate(names)}, unk_token="[UNK]"))
    pieces.normalizer, pieces.pre_tokenizer = BertNormalizer(), BertPreTokenizer()
    pieces.add_special_tokens([name for name in names if name.startswith("[") and name != "[" and "unused" not in name])
    pieces.save(str(runs / "pieces.json"))


def _small(lexicon: Lexicon) -> TextModels:
    torch.manual_seed(0)
    tokens = lexicon.tokens.get_vocab_size()
    reader = ReaderConfig(
        pieces=lexicon.pieces.get_vocab_size(), tokens=tokens, width=32, heads=2, layers=1,
        encoder_width=24, encoder_heads=2, encoder_layers=1, encoder_inner=48,
    )  # fmt: skip
    return TextModels(reader, NetworkConfig(vocabulary_size=tokens, width=32, heads=2, layers=1))


def test_lessons_repeat(lexicon: Lexicon) -> None:
    schedule = TextSchedule(steps=8, batch=4)
    batches = Batches(lexicon, NetworkConfig(vocabulary_size=1), schedule)
    for one, other in zip(batches[1], Batches(lexicon, NetworkConfig(vocabulary_size=1), schedule)[1], strict=True):
        assert all(map(torch.equal, one, other))
    assert make_lesson(random.Random(5), "test") == make_lesson(random.Random(5), "test")


def test_training_learns_and_resumes(lexicon: Lexicon, tmp_path: Path) -> None:
    losses: dict[int, float] = {}
    longer = TextSchedule(steps=81, batch=8, warmup=2, learning_rate=3e-3)
    train_text(_small(lexicon), lexicon, longer, tmp_path / "a.pt", lambda s, loss, _: losses.update({s: loss}))
    assert min(losses[step] for step in (60, 70, 80)) < 0.8 * losses[0]

    class Interrupted(Exception):
        pass

    def stop(step: int, *_: float) -> None:
        if step == 20:
            raise Interrupted

    brief = TextSchedule(steps=24, batch=2, draws=2, save_every=6)
    with pytest.raises(Interrupted):
        train_text(_small(lexicon), lexicon, brief, tmp_path / "b.pt", stop)
    resumed: list[int] = []
    train_text(_small(lexicon), lexicon, brief, tmp_path / "b.pt", lambda s, *_: resumed.append(s))
    assert resumed == [20, 23]
    assert not list(tmp_path.glob("*.partial"))


def test_a_run_ends_when_its_time_is_over(lexicon: Lexicon, tmp_path: Path) -> None:
    told: list[int] = []
    schedule = TextSchedule(steps=10_000, minutes=1e-6, batch=2)
    train_text(_small(lexicon), lexicon, schedule, tmp_path / "a.pt", lambda s, *_: told.append(s))
    assert told[-1] < 3
    assert torch.load(tmp_path / "a.pt", weights_only=True)["step"] == told[-1] + 1


@pytest.mark.parametrize("noise", ["absorbing", "uniform"])
def test_noise(noise: str) -> None:
    torch.manual_seed(0)
    target = torch.randint(10, 50, (64, 30))
    canvas, predicted = noised(target, noise, 3, 50)
    changed = canvas != target
    if noise == "absorbing":
        assert torch.equal(changed, predicted)
        assert bool((canvas[changed] == 3).all())
        assert bool(predicted.any(1).all())
    else:
        assert bool(predicted.all())
    shares = changed.float().mean(1).sort().values  # spread evenly over the batch
    assert bool(((shares - torch.linspace(0, 1, 64)).abs() < 0.35).all())


def test_command_line(lexicon: Lexicon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs, weights = tmp_path / "runs", tmp_path / "weights"
    runs.mkdir()
    _tokenizers_into(runs)
    monkeypatch.setattr("training.__main__.untrained_models", _small)
    encoder = _small(Lexicon.read(runs)).reader.encoder
    save_file({name: weight.half() for name, weight in encoder.state_dict().items()}, runs / "encoder.safetensors")
    done = CliRunner().invoke(app, ["train", "--runs", str(runs), "--steps", "1", "--batch", "2"])
    assert done.exit_code == 0, done.output
    done = CliRunner().invoke(app, ["export", "text", "--runs", str(runs), "--target", str(weights)])
    assert done.exit_code == 0, done.output
    model = read_model(weights / "uniform.safetensors")
    assert isinstance(model, TextModel)
    assert model.noise == "uniform"
    assert generate(model, "x", regex="a|b", seed=0, steps=2).text in ("a", "b")
    further = ["--runs", str(runs / "more"), "--start", str(weights), "--steps", "1", "--batch", "2"]
    (runs / "more").mkdir()
    _tokenizers_into(runs / "more")
    done = CliRunner().invoke(app, ["train", *further, "--learning-rate", "0"])
    assert done.exit_code == 0, done.output
    trained = torch.load(runs / "more" / "text.pt", weights_only=True)["network"]
    assert torch.allclose(trained["reader.read.weight"], model.reader.read.weight)  # it began where the other ended
    (weights / READER / "reader.safetensors").unlink()
    with pytest.raises(UnknownModel, match="no weights"):
        read_model(weights / "uniform.safetensors")


def test_damaged_weights(tmp_path: Path) -> None:
    path = tmp_path / "absorbing.safetensors"
    path.write_bytes((WEIGHTS / "absorbing.safetensors").read_bytes()[:1000])
    with pytest.raises(UnknownModel, match="no weights"):
        read_model(path)


@pytest.mark.parametrize("kind", ["small", "reading"])
def test_batches_of_different_lengths_agree_with_single_prompts(kind: str) -> None:
    model = {"small": load_model(), "reading": _reading()}[kind]
    assert isinstance(model, TextModel)
    contexts = model.prepare(["short", "a much longer prompt than the first one"], None)
    canvas = torch.full((2, 20), model.vocabulary.mask or 0)
    together = model.logits(canvas, contexts, 1.0)
    for row in (0, 1):
        alone = model.logits(canvas[row : row + 1], contexts[row : row + 1], 1.0)[0]
        assert torch.allclose(together[row], alone, atol=1e-3)


def test_network_log_probability_is_forward_gathered() -> None:
    torch.manual_seed(0)
    network = DenoisingNetwork(NetworkConfig(vocabulary_size=50, width=32, heads=2, layers=1)).eval()
    tokens = torch.tensor([[5, 6, 7, 8], [5, 9, 0, 0]])
    prompt = EncodedPrompt(tokens, torch.randn(2, 4, 32), tokens != 0)
    canvas, target = torch.randint(1, 50, (2, 7)), torch.randint(1, 50, (2, 7))
    full = network(canvas, prompt)
    assert torch.allclose(full.exp().sum(-1), torch.ones(2, 7), atol=1e-4)
    gathered = full.gather(-1, target[..., None]).squeeze(-1)
    assert torch.allclose(network.log_probability(canvas, prompt, target), gathered, atol=1e-3)


def test_the_encoder_is_transformers_own(tmp_path: Path) -> None:
    """Weights in BERT's names, packed as the registry's package packs them, give BERT's states."""
    transformers = pytest.importorskip("transformers")
    _tokenizers_into(tmp_path)
    described = json.loads((tmp_path / "pieces.json").read_text("utf-8"))
    vocabulary = described["model"]["vocab"]
    torch.manual_seed(0)
    config = transformers.BertConfig(
        vocab_size=len(vocabulary), hidden_size=24, num_hidden_layers=2, num_attention_heads=2, intermediate_size=40
    )
    bert = transformers.BertModel(config).eval()
    with zipfile.ZipFile(tmp_path / "model.zip", "w") as file:
        file.writestr("model.safetensors", save({name: w.contiguous() for name, w in bert.state_dict().items()}))
        file.writestr("tokenizer.json", json.dumps(described))
    weights, pieces = pretrained(tmp_path / "model.zip")
    assert "[unused0]" not in pieces.get_vocab()
    assert "語" not in pieces.get_vocab()
    encoder = Encoder(
        ReaderConfig(
            pieces=pieces.get_vocab_size(),
            tokens=1,
            encoder_width=24,
            encoder_heads=2,
            encoder_layers=2,
            encoder_inner=40,
        )
    ).eval()
    encoder.load_state_dict(weights)
    ours = torch.tensor([[pieces.token_to_id(name) for name in ("[CLS]", "ada", "##s", "lives", "[SEP]")]])
    theirs = torch.tensor([[vocabulary[name] for name in ("[CLS]", "ada", "##s", "lives", "[SEP]")]])
    present = torch.ones_like(ours, dtype=torch.bool)
    assert torch.allclose(encoder(ours, present), bert(theirs).last_hidden_state, atol=1e-5)


def test_a_reader_does_not_see_padding(lexicon: Lexicon) -> None:
    reader: Reader = _small(lexicon).reader.eval()
    read = lexicon.prompts()
    prompts = [read("name age:integer", "Ada is 36."), read("", "A longer text, in which Ada Lovelace lives in Paris")]
    together = reader(batch_of(prompts, 0))
    for row, prompt in enumerate(prompts):
        alone = reader(batch_of([prompt], 0))
        length = len(prompt.tokens)
        assert torch.allclose(together.states[row, :length], alone.states[0], atol=1e-5)
        assert together.present[row].tolist() == [position < length for position in range(together.present.shape[1])]


@given(st.text(max_size=40), st.text(max_size=40))
def test_tokens_lie_on_the_pieces_they_begin_in(told: str, text: str) -> None:
    read = _reading().prompts
    try:
        prompt = read(told, text)
    except InvalidText:  # a lone surrogate
        return
    assert len(prompt.owners) == len(prompt.tokens)
    assert prompt.owners == sorted(prompt.owners)
    assert all(0 <= owner < len(prompt.pieces) for owner in prompt.owners)
    middle = prompt.owners[prompt.tokens.index(read.separator)]
    assert prompt.pieces[middle] == prompt.pieces[-1] == read.pieces.token_to_id("[SEP]")


def test_tokens_of_words_lie_on_their_words() -> None:
    read = _reading().prompts
    text = "Ada M\u00fcller (\u8a9e) paid $12.50 in \u0141\u00f3d\u017a"
    prompt = read("", text)
    spelled = read.pieces.encode(text, add_special_tokens=False)
    starts = [len(text[:first].encode()) for first, _ in spelled.offsets]
    at = 0
    for token, owner in zip(prompt.tokens[1:], prompt.owners[1:], strict=True):
        assert starts[owner - 2] == max(start for start in starts if start <= at)
        at += read.lengths[token]
    assert at == len(text.encode())


@cache
def _reading() -> TextModel:
    """A model with random weights, written and read back."""
    with tempfile.TemporaryDirectory() as folder:
        runs = Path(folder)
        _tokenizers_into(runs)
        _export(_small(Lexicon.read(runs)), runs)
        model = read_model(runs / "weights" / "absorbing.safetensors")
    assert isinstance(model, TextModel)
    return model


def _export(models: TextModels, runs: Path) -> None:
    torch.save({"network": models.state_dict(), "step": 0}, runs / "text.pt")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("training.__main__.untrained_models", _small)
        done = CliRunner().invoke(app, ["export", "text", "--runs", str(runs), "--target", str(runs / "weights")])
    assert done.exit_code == 0, done.output


def test_a_prompt_that_is_too_long() -> None:
    model = _reading()
    with pytest.raises(PromptTooLong, match="this small model reads 256"):
        model.prepare(["word " * 300], None)
    with pytest.raises(PromptTooLong):
        model.prepare([""], "x" * 4000)


def test_a_model_in_another_precision() -> None:
    model = copy.deepcopy(_reading())
    model.to(torch.bfloat16)
    assert generate(model, "Ada is 36", regex="[0-9]{2}", seed=0).text.isdigit()


def test_eight_bits() -> None:
    torch.manual_seed(0)
    weights = {
        "a": torch.randn(5, 7) * torch.tensor([1e-4, 1, 10, 0, 3])[:, None],
        "b": torch.randn(4),
        "c": torch.randn(3, 1, 5),
    }
    back: dict[str, Tensor] = unpacked(packed(weights))
    assert back.keys() == weights.keys()
    for name, weight in weights.items():
        most = weight.flatten(1).abs().amax(1) if weight.dim() > 1 else weight.abs().max()
        difference = (back[name] - weight).abs()
        assert bool(
            (difference.flatten(1).amax(1) if weight.dim() > 1 else difference.max()).le(most / 200 + 1e-6).all()
        )


def test_outline() -> None:
    schema = {
        "$defs": {"place": {"type": "object", "properties": {"city": {}, "zip": {}}, "required": ["city"]}},
        "properties": {
            "name": {"type": "string", "description": "as in the passport"},
            "age": {"type": "integer"},
            "born": {"type": "string", "format": "date"},
            "home": {"$ref": "#/$defs/place"},
            "tags": {"type": "array", "items": {"type": "string"}},
            "counts": {"type": "array", "items": {"type": "integer"}},
            "kind": {"enum": ["a", 2, None]},
            "homes": {"type": "array", "items": {"$ref": "#/$defs/place"}},
            "nick": {"anyOf": [{"type": "string"}, {"type": "null"}]},
            "more": {"type": ["string", "integer"]},
            "fixed": {"const": "x"},
        },
        "required": ["name", "age", "home", "tags", "counts", "homes"],
    }
    assert outline_of(schema) == (
        'name "as in the passport" age:integer born?:date home(city zip?) tags[] counts:integer[] kind?=a/2/null '
        "homes(city zip?)[] nick?:text|null more?:text|integer fixed?=x"
    )
    assert outline_of({"type": "string"}) == ""
    assert outline_of({"type": "array", "items": {"type": "number"}}) == ":number[]"
    assert outline_of({"enum": ["a", "b"]}) == "=a/b"
    assert outline_of_choices(["a", "b"]) == "one of a/b"
    assert outline_of_regex("[0-9]{2}") == "like [0-9]{2}"
    assert len(outline_of_regex("a" * 1000)) == 200


_KEYWORDS = st.sampled_from(
    ["properties", "required", "type", "items", "enum", "const", "anyOf", "oneOf", "format", "description", "$ref", "a"]
)
_JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["object", "array", "string", "#/a", "#", "x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYWORDS, inner, max_size=4),
)


@given(st.dictionaries(_KEYWORDS, _JUNK, max_size=5))
def test_an_outline_of_anything(schema: dict[str, object]) -> None:
    assert "\n" not in outline_of(schema)
