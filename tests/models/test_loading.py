"""`load_model` on checkpoints in folders, saved as they are released."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

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
    with pytest.raises(UnknownModel, match=r"there are: absorbing, .*Nor is it a checkpoint"):
        load_model(str(tmp_path / "nothing"))


def test_no_pickles(tmp_path: Path) -> None:
    folder = save_masked_model("llada", tmp_path)
    (folder / "model.safetensors").unlink()
    torch.save({}, folder / "pytorch_model.bin")
    with pytest.raises(UnknownModel, match=r"could not be loaded.*safetensors"):
        load_model(str(folder), trust_remote_code=True)


def test_without_transformers(monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(MissingExtra, match=r"constrained-diffusion\[transformers\]"):
        load_model(str(tmp_path))
    assert load_model("uniform", noise="uniform").noise == "uniform"


def test_the_shipped_models_in_another_dtype() -> None:
    model = load_model(dtype=torch.bfloat16)
    assert generate(model, "Ada is 36", regex="[0-9]{2}", seed=0).text.isdigit()
