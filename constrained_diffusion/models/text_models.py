"""The text models that ship, as `Denoiser`s. A prompt is what the model is told, a separator, and the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from constrained_diffusion.errors import PromptTooLong
from constrained_diffusion.languages.outline import outline_of
from constrained_diffusion.models.denoiser import BaseDenoiser, NoiseKind, Prompt, Told, plain_text
from constrained_diffusion.models.network import DenoisingNetwork
from constrained_diffusion.models.prompt_tokens import PromptTokenizer, batch_of
from constrained_diffusion.models.reader import EncodedPrompt, Reader
from constrained_diffusion.models.rows import each_read
from constrained_diffusion.vocabulary import Vocabulary


class TextModel(BaseDenoiser):
    """A `DenoisingNetwork` over a `Reader`, which reads a prompt once."""

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
        self.network.to(dtype)
        self.reader.to(dtype)

    def prepare(self, prompts: Sequence[Prompt], told: Told) -> list[EncodedPrompt]:
        """Reads every prompt, each a batch of one, after what is told beside it.

        Raises:
            PromptTooLong: the two have more tokens than the network reads.
        """
        with torch.inference_mode():
            return each_read(prompts, lambda prompt: self._read(plain_text(prompt), told))

    def _read(self, text: str, told: Told) -> EncodedPrompt:
        prompt = self.prompts(outline_of(told) if isinstance(told, Mapping) else told or "", text)
        most = self.network.config.prompt_length
        length = max(len(prompt.tokens), len(prompt.pieces) - self.reader.config.longest + most)
        if length > most:
            raise PromptTooLong(
                f"the prompt (field names and text) has {length} tokens; this small model reads {most}. "
                "Shorten it, or ask for less: fewer fields, options and descriptions, or of a SqlDatabase tables=[...]"
            )
        return self.reader(batch_of([prompt], self.reader.config.pad).to(self.device))  # type: ignore[no-any-return]

    @torch.inference_mode()
    def logits(self, canvas: Tensor, contexts: Sequence[EncodedPrompt], time: float) -> Tensor:
        del time  # it reads the noise off the canvas
        prompt = contexts[0] if len(contexts) == 1 else _collated(contexts)
        return self.network(canvas.to(self.device), prompt)  # type: ignore[no-any-return]


def _collated(contexts: Sequence[EncodedPrompt]) -> EncodedPrompt:
    """Prompts of several lengths in one batch; what stands behind the end of one is not present."""
    return EncodedPrompt(
        pad_sequence([context.tokens[0] for context in contexts], batch_first=True),
        pad_sequence([context.states[0] for context in contexts], batch_first=True),
        pad_sequence([context.present[0] for context in contexts], batch_first=True),
    )
