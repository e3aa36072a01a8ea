"""`load_model` on checkpoints in folders, saved as they are released."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
import transformers

from constrained_diffusion import generate, load_model
from constrained_diffusion.errors import MissingExtra, UnknownModel
from constrained_diffusion.models.diffusion_gemma import DiffusionGemma
from constrained_diffusion.models.masked import Dream, LLaDA, LLaDA2
from tests.checkpoints_by_hand import diffusion_gemma, gemma_tokenizer, save_diffusion_gemma, save_masked_model


def test_diffusion_gemma(tmp_path: Path) -> None:
    made = diffusion_gemma(24)
    made.generation_config.max_denoising_steps = 7
    save_diffusion_gemma(24, tmp_path)  # the same model: it is made once
    made.generation_config.max_denoising_steps = None
    model = load_model(str(tmp_path), noise="uniform")
    assert isinstance(model, DiffusionGemma)
    assert model.defaults.steps == 7
    canvas = torch.zeros(1, 24, dtype=torch.long)
    before = DiffusionGemma(made, gemma_tokenizer())
    assert torch.allclose(
        model.logits(canvas, model.prepare(["x"], None), 1.0), before.logits(canvas, before.prepare(["x"], None), 1.0)
    )
    assert generate(model, "yes or no?", choices=["yes", "no"], steps=2).value in ("yes", "no")
    half = load_model(str(tmp_path), dtype=torch.bfloat16)
    assert isinstance(half, DiffusionGemma)
    assert half.model.dtype == torch.bfloat16
    assert generate(half, "yes or no?", choices=["yes", "no"], steps=2).value in ("yes", "no")
    with pytest.raises(UnknownModel, match="a model of uniform noise"):
        load_model(str(tmp_path), noise="absorbing")


@pytest.mark.parametrize(("family", "adapter"), [("llada", LLaDA), ("Dream", Dream), ("llada2_moe", LLaDA2)])
def test_checkpoints_with_code_of_their_own(family: str, adapter: type, tmp_path: Path) -> None:
    folder = str(save_masked_model(family, tmp_path / family))
    with pytest.raises(UnknownModel, match=r"modeling_by_hand\.py.*trust_remote_code=True"):
        load_model(folder)
    model = load_model(folder, trust_remote_code=True)
    assert isinstance(model, adapter)
    assert generate(model, "yes or no?", choices=["yes", "no"], max_tokens=6).value in ("yes", "no")


def test_what_is_not_known(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "llama"}))
    with pytest.raises(
        UnknownModel, match=r"'llama'; known are diffusion_gemma, llada, Dream, llada2_moe.*docs/models\.md"
    ):
        load_model(str(tmp_path))
    (tmp_path / "config.json").write_text("{")
    with pytest.raises(UnknownModel, match=r"^the config\.json of .* cannot be read.*; mend the file"):
        load_model(str(tmp_path))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("/nonexistent/folder", "^there is no folder /nonexistent/folder; there are absorbing, .*; or give a folder"),
        ("./nothing", "^there is no folder ./nothing; there are absorbing, "),
        ("~/nothing here", "^there is no folder ~/nothing here; there are absorbing, "),
        ("a/b/c", "^there is no folder a/b/c; "),
        ("", "^the name of the model is empty; there are absorbing, "),
        (" ", "^the name of the model is empty; "),
        (__file__, "is a file, not the folder of a checkpoint; "),
        (str(Path(__file__).parent), "has no config.json, so that it holds no checkpoint; there are"),
        ("absorbin", "^no model named 'absorbin' ships with the package; did you mean 'absorbing' or "),
        ("Uniform", "did you mean 'uniform'"),
    ],
)
def test_names_that_lead_nowhere(name: str, message: str) -> None:
    """None of them is asked of the hub."""
    with pytest.raises(UnknownModel, match=message):
        load_model(name)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (
            "We couldn't connect to 'https://huggingface.co' to load the files, and couldn't find them in the cache.",
            "^the Hugging Face hub cannot be reached, and owner/name is not in its cache on this machine: connect",
        ),
        (
            "owner/name is not a local folder and is not a valid model identifier listed on 'https://huggingface.co'",
            "^the Hugging Face hub has no owner/name, or does not show it to you .*; there are absorbing",
        ),
        ("Something else.\nMore", "^the Hugging Face hub gave no config.json of owner/name: Something else; there are"),
    ],
)
def test_why_the_hub_has_nothing(said: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order in which it matters: the cause, and what to do."""

    def failing(name: str) -> None:
        raise OSError(said)

    monkeypatch.setattr(transformers.PreTrainedConfig, "get_config_dict", failing)
    with pytest.raises(UnknownModel, match=message) as caught:
        load_model("owner/name")
    assert isinstance(caught.value.__cause__, OSError)


def test_checkpoints_in_the_home_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "config.json").write_text(json.dumps({"model_type": "llama"}))
    with pytest.raises(UnknownModel, match="has the model type 'llama'"):
        load_model("~/mine")


def test_no_pickles(tmp_path: Path) -> None:
    folder = save_masked_model("llada", tmp_path)
    (folder / "model.safetensors").unlink()
    torch.save({}, folder / "pytorch_model.bin")
    with pytest.raises(UnknownModel, match=r"could not be loaded.*safetensors"):
        load_model(str(folder), trust_remote_code=True)


def test_without_transformers(monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "transformers", None)
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(MissingExtra, match=r"pip install 'constrained-diffusion-lm\[transformers\]'"):
        load_model(str(tmp_path))
    assert load_model("uniform", noise="uniform").noise == "uniform"


@pytest.mark.parametrize("dtype", ["float16", "torch.bfloat16", torch.float64])
def test_dtypes_by_name(dtype: Any, tmp_path: Path) -> None:
    assert generate(load_model(dtype=dtype), "Ada is 36", regex="[0-9]{2}", seed=0).text == "36"
    assert generate(load_model("sudoku-uniform", dtype=dtype), regex="[1-9]{81}", steps=1, seed=0).text.isdigit()
    model = load_model(str(save_masked_model("llada", tmp_path)), dtype=dtype, trust_remote_code=True)
    assert isinstance(model, LLaDA)
    assert str(model.model.dtype).removeprefix("torch.") == str(dtype).removeprefix("torch.")


def test_the_shipped_models_in_another_dtype() -> None:
    model = load_model(dtype=torch.bfloat16)
    assert generate(model, "Ada is 36", regex="[0-9]{2}", seed=0).text.isdigit()
