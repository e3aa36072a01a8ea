"""Reads the models that ship inside the package, and others that the training script made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from tokenizers import Tokenizer
from torch import Tensor

from constrained_diffusion.errors import UnknownModel
from constrained_diffusion.models.catalogue import READER, WEIGHTS
from constrained_diffusion.models.denoiser import NoiseKind
from constrained_diffusion.models.grid_model import GridModel, grid_model
from constrained_diffusion.models.int8 import unpacked
from constrained_diffusion.models.network import DenoisingNetwork, NetworkConfig
from constrained_diffusion.models.prompt_tokens import PromptTokenizer
from constrained_diffusion.models.reader import Reader, ReaderConfig
from constrained_diffusion.models.special import EOS, MASK, PAD, SEPARATOR
from constrained_diffusion.models.text_models import TextModel
from constrained_diffusion.vocabulary import Vocabulary

_DAMAGE = (SafetensorError, KeyError, TypeError, ValueError, RuntimeError, OSError)


def shipped_model(
    name: str, *, device: str | torch.device = "cpu", dtype: torch.dtype | None = None
) -> TextModel | GridModel:
    """One of `shipped_names`; see `read_model`."""
    model = read_model(WEIGHTS / f"{name}.safetensors", device=device)
    if dtype is not None:
        model.to(dtype)
    return model


def read_model(path: Path, *, device: str | torch.device = "cpu") -> TextModel | GridModel:
    """Reads weights that the training script exported; a text model's go with the tokenizer and the reader beside them.

    Raises:
        UnknownModel: the file, or one that it goes with, is not one of the script's.
    """
    try:
        metadata, weights = _read_file(path, device)
        config, noise = json.loads(metadata["config"]), _noise(metadata["noise"])
        if metadata["network"] == "grid":
            return grid_model(config, weights, noise, device)
        return _text_model(path, config, weights, noise, device)
    except _DAMAGE as error:
        raise UnknownModel(
            f"{path} holds no weights of this package's networks: {error}; install the package again, or export them "
            "anew"
        ) from None


def _text_model(path: Path, config: Any, weights: dict[str, Tensor], noise: NoiseKind, device: Any) -> TextModel:
    network = DenoisingNetwork(NetworkConfig(**config)).to(device)
    network.load_state_dict(weights)
    shared = path.parent / READER
    metadata, weights = _read_file(shared / "reader.safetensors", device)
    reader = Reader(ReaderConfig(**json.loads(metadata["config"]))).to(device)
    reader.load_state_dict(weights)
    pieces = _pieces(shared / "pieces.json")
    tokenizer = path.parent / "tokenizer.json"
    vocabulary = _vocabulary(tokenizer, noise)
    lengths = [len(vocabulary.token_bytes(token)) for token in range(vocabulary.size)]
    prompts = PromptTokenizer(vocabulary.encode, lengths, _id(tokenizer, SEPARATOR), pieces)
    return TextModel(reader, network, vocabulary, prompts, noise)


def _pieces(path: Path) -> Tokenizer:
    try:
        return Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises bare Exception
        raise ValueError(f"{path} is no tokenizer file: {error}") from None


def _noise(name: str) -> NoiseKind:
    if name not in ("absorbing", "uniform"):
        raise ValueError(f"an unknown noise kind, {name!r}")
    return "absorbing" if name == "absorbing" else "uniform"


def _vocabulary(tokenizer: Path, noise: NoiseKind) -> Vocabulary:
    return Vocabulary.from_tokenizers(tokenizer, eos=EOS, pad=PAD, mask=MASK if noise == "absorbing" else None)


def _read_file(path: Path, device: str | torch.device) -> tuple[dict[str, str], dict[str, Tensor]]:
    with safe_open(str(path), framework="pt", device=str(device)) as file:
        stored = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
        return file.metadata() or {}, unpacked(stored)


def _id(tokenizer: Path, name: str) -> int:
    added = json.loads(tokenizer.read_text("utf-8"))["added_tokens"]
    return next(int(entry["id"]) for entry in added if entry["content"] == name)
