"""The models that ship inside the package, as `Denoiser`s."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from constrained_diffusion.errors import PromptTooLong, UnknownModel
from constrained_diffusion.languages.outline import outline_of
from constrained_diffusion.models.catalogue import READER, WEIGHTS
from constrained_diffusion.models.denoiser import BaseDenoiser, NoiseKind, Prompt, Told, plain_text
from constrained_diffusion.models.grid_model import GridModel, grid_model
from constrained_diffusion.models.int8 import unpacked
from constrained_diffusion.models.network import DenoisingNetwork, NetworkConfig
from constrained_diffusion.models.prompt_tokens import PromptTokenizer, PromptTokens, batch_of
from constrained_diffusion.models.reader import EncodedPrompt, Reader, ReaderConfig
from constrained_diffusion.models.special import EOS, MASK, PAD, SEPARATOR
from constrained_diffusion.vocabulary import Vocabulary


class ShippedModel(BaseDenoiser):
    """A `DenoisingNetwork` over a `Reader`. The prompt is an outline, a separator, and the text."""

    reads_told = True

    def __init__(
        self,
        reader: Reader,
        network: DenoisingNetwork,
        vocabulary: Vocabulary,
        prompts: PromptTokenizer,
        noise: NoiseKind,
    ) -> None:
        self.reader, self.network = reader.eval(), network.eval()
        self.vocabulary, self.prompts, self.noise = vocabulary, prompts, noise
        self.canvas_length = network.config.canvas_length

    @property
    def device(self) -> torch.device:
        return self.network.embedding.weight.device

    def to(self, dtype: torch.dtype) -> None:
        """Casts the weights."""
        self.reader.to(dtype)
        self.network.to(dtype)

    def prepare(self, prompts: Sequence[Prompt], told: Told) -> list[EncodedPrompt]:
        """Reads every prompt, each a batch of one, after the outline of the schema or of the tables.

        Raises:
            PromptTooLong: outline and text have more tokens than the network reads.
        """
        named = outline_of(told) if isinstance(told, Mapping) else told or ""
        return [self._read(self.prompts(named, plain_text(prompt))) for prompt in prompts]

    @torch.inference_mode()
    def _read(self, prompt: PromptTokens) -> EncodedPrompt:
        most = self.network.config.prompt_length
        length = max(len(prompt.tokens), len(prompt.pieces) - self.reader.config.longest + most)
        if length > most:
            raise PromptTooLong(
                f"the prompt (field names and text) has {length} tokens; this small model reads {most}. "
                "Shorten it, or ask for less: fewer fields, or tables= of a SqlDatabase (--table)"
            )
        return self.reader(batch_of([prompt], self.reader.config.pad).to(self.device))  # type: ignore[no-any-return]

    @torch.inference_mode()
    def logits(self, canvas: Tensor, contexts: Sequence[EncodedPrompt], time: float) -> Tensor:
        del time  # it reads the noise off the canvas
        prompt = contexts[0] if len(contexts) == 1 else _collated(contexts, self.reader.config.pad)
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
    model = read_model(WEIGHTS / f"{name}.safetensors", device=device)
    if dtype is not None:
        model.to(dtype)
    return model


def read_model(path: Path, *, device: str | torch.device = "cpu") -> ShippedModel | GridModel:
    """Reads weights that the training script exported; a text model's go with the tokenizer and the reader beside them.

    Raises:
        UnknownModel: the file, or one that it goes with, is not one of the script's.
    """
    try:
        metadata, weights = _read_file(path, device)
        config, noise = json.loads(metadata["config"]), _noise(metadata["noise"])
        if metadata.get("network") == "grid":
            return grid_model(config, weights, noise, device)
        network = DenoisingNetwork(NetworkConfig(**config)).to(device)
        network.load_state_dict(weights)
        shared = path.parent / READER
        metadata, weights = _read_file(shared / "reader.safetensors", device)
        reader = Reader(ReaderConfig(**json.loads(metadata["config"]))).to(device)
        reader.load_state_dict(weights)
        pieces = Tokenizer.from_file(str(shared / "pieces.json"))
    except Exception as error:  # the tokenizers' library raises bare Exception
        if isinstance(error, _DAMAGE) or type(error) is Exception:
            raise UnknownModel(f"{path} holds no weights of this package's networks: {error}") from None
        raise
    mask = MASK if noise == "absorbing" else None
    tokenizer = path.parent / "tokenizer.json"
    vocabulary = Vocabulary.from_tokenizers(tokenizer, eos=EOS, pad=PAD, mask=mask)
    lengths = [len(vocabulary.token_bytes(token)) for token in range(vocabulary.size)]
    prompts = PromptTokenizer(vocabulary.encode, lengths, _id(tokenizer, SEPARATOR), pieces)
    return ShippedModel(reader, network, vocabulary, prompts, noise)


def _noise(name: str) -> NoiseKind:
    if name not in ("absorbing", "uniform"):
        raise ValueError(f"an unknown noise kind, {name!r}")
    return "absorbing" if name == "absorbing" else "uniform"


_DAMAGE = (SafetensorError, KeyError, TypeError, ValueError, RuntimeError, OSError)


def _read_file(path: Path, device: str | torch.device) -> tuple[dict[str, str], dict[str, Tensor]]:
    with safe_open(str(path), framework="pt", device=str(device)) as file:
        stored = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
        return file.metadata() or {}, unpacked(stored)


def _id(tokenizer: Path, name: str) -> int:
    added = json.loads(tokenizer.read_text("utf-8"))["added_tokens"]
    return next(int(entry["id"]) for entry in added if entry["content"] == name)
