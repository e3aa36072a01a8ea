"""The models that ship inside the package, as `Denoiser`s."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from constrained_diffusion.errors import PromptTooLong, UnknownModel
from constrained_diffusion.languages.outline import outline_of
from constrained_diffusion.models.catalogue import WEIGHTS
from constrained_diffusion.models.denoiser import BaseDenoiser, NoiseKind, Prompt, Told, plain_text
from constrained_diffusion.models.grid_model import GridModel, grid_model
from constrained_diffusion.models.network import DenoisingNetwork, EncodedPrompt, NetworkConfig
from constrained_diffusion.models.special import EOS, MASK, PAD, SEPARATOR
from constrained_diffusion.vocabulary import Vocabulary


class ShippedModel(BaseDenoiser):
    """A `DenoisingNetwork` with its tokenizer. The prompt is an outline, a separator, and the text."""

    reads_told = True

    def __init__(self, network: DenoisingNetwork, vocabulary: Vocabulary, separator: int, noise: NoiseKind) -> None:
        self.network, self.vocabulary, self.separator, self.noise = network.eval(), vocabulary, separator, noise
        self.canvas_length = network.config.canvas_length

    @property
    def device(self) -> torch.device:
        return self.network.embedding.weight.device

    def prepare(self, prompts: Sequence[Prompt], told: Told) -> list[EncodedPrompt]:
        """Encodes every prompt, each a batch of one, after the outline of the schema or of the tables.

        Raises:
            PromptTooLong: outline and text have more tokens than the network reads.
        """
        named = outline_of(told) if isinstance(told, Mapping) else told or ""
        outline = self.vocabulary.encode(named)
        return [
            self._encode([*outline, self.separator, *self.vocabulary.encode(plain_text(prompt))]) for prompt in prompts
        ]

    @torch.inference_mode()
    def _encode(self, tokens: list[int]) -> EncodedPrompt:
        most = self.network.config.prompt_length
        if len(tokens) > most:
            raise PromptTooLong(
                f"the prompt (field names and text) has {len(tokens)} tokens; this small model reads {most}. "
                "Shorten it, or ask for less: fewer fields, or tables= of a SqlDatabase (--table)"
            )
        return self.network.encode(torch.tensor([tokens], device=self.device))

    @torch.inference_mode()
    def logits(self, canvas: Tensor, contexts: Sequence[EncodedPrompt], time: float) -> Tensor:
        del time  # it reads the noise off the canvas
        prompt = contexts[0] if len(contexts) == 1 else _collated(contexts, self.network.config.pad)
        return self.network(canvas.to(self.device), prompt)  # type: ignore[no-any-return]


def _collated(contexts: Sequence[EncodedPrompt], pad: int) -> EncodedPrompt:
    return EncodedPrompt(
        pad_sequence([context.tokens[0] for context in contexts], batch_first=True, padding_value=pad),
        pad_sequence([context.states[0] for context in contexts], batch_first=True),
        pad_sequence([context.present[0] for context in contexts], batch_first=True),
    )


def shipped_model(
    name: str, *, device: str | torch.device = "cpu", dtype: torch.dtype | None = None
) -> ShippedModel | GridModel:
    """One of `shipped_names`; see `read_model`."""
    model = read_model(WEIGHTS / f"{name}.safetensors", WEIGHTS / "tokenizer.json", device=device)
    if dtype is not None:
        model.network.to(dtype)
    return model


def read_model(path: Path, tokenizer: Path, *, device: str | torch.device = "cpu") -> ShippedModel | GridModel:
    """Reads weights that the training script exported; those of text models go with the tokenizer beside them.

    Raises:
        UnknownModel: the file is not one of the script's.
    """
    try:
        with safe_open(str(path), framework="pt", device=str(device)) as file:
            metadata = file.metadata() or {}
            config, noise = json.loads(metadata["config"]), metadata["noise"]
            weights = {key: file.get_tensor(key).float() for key in file.keys()}  # noqa: SIM118
        if noise not in ("absorbing", "uniform"):
            raise ValueError(f"an unknown noise kind, {noise!r}")
        if metadata.get("network") == "grid":
            return grid_model(config, weights, noise, device)
        network = DenoisingNetwork(NetworkConfig(**config)).to(device)
        network.load_state_dict(weights)
    except (SafetensorError, KeyError, TypeError, ValueError, RuntimeError, OSError) as error:
        raise UnknownModel(f"{path} holds no weights of this package's networks: {error}") from None
    mask = MASK if noise == "absorbing" else None
    vocabulary = Vocabulary.from_tokenizers(tokenizer, eos=EOS, pad=PAD, mask=mask)
    return ShippedModel(network, vocabulary, _id(tokenizer, SEPARATOR), noise)


def _id(tokenizer: Path, name: str) -> int:
    added = json.loads(tokenizer.read_text("utf-8"))["added_tokens"]
    return next(int(entry["id"]) for entry in added if entry["content"] == name)
