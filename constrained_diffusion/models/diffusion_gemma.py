"""DiffusionGemma, as transformers loads it (extra ``transformers``), as a `Denoiser`.

The encoder reads the prompt and every finished canvas into a key-value cache. The decoder then denoises the next canvas
of uniform noise against it, each step also reading its own logits of the step before (self-conditioning). The logits
are divided by the temperature of the checkpoint's schedule, as transformers' own loop does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import torch
from torch import Tensor

from constrained_diffusion.models.chat import Chat
from constrained_diffusion.models.denoiser import BaseDenoiser, Prompt, SamplingDefaults, Told
from constrained_diffusion.models.rows import each_read
from constrained_diffusion.vocabulary import Vocabulary

THOUGHT = "<|channel>thought\n"
END_OF_THOUGHT = "<channel|>"


@dataclass(eq=False)
class Context:
    """What the encoder has read, and what the decoder said of the canvas last (None: nothing yet)."""

    cache: Any
    self_conditioning: Tensor | None = None


class DiffusionGemma(BaseDenoiser):
    """`DiffusionGemmaForBlockDiffusion` with its processor. Conversations may hold pictures.

    Its `defaults` are the steps, the entropy bound and the stopping rule of the checkpoint's generation config.

    Attributes:
        model: the transformers model.
        temperatures: of the first step, and that which the schedule falls towards.
    """

    noise: Literal["uniform"] = "uniform"
    scores_padding = False  # transformers overwrites whatever follows the end
    continues = True

    def __init__(self, model: Any, processor: Any) -> None:
        self.model = model.eval()
        self._chat = Chat(processor)
        own = model.generation_config
        # What a checkpoint leaves open is what transformers' own loop falls back to.
        sampler = own.sampler_config
        self._defaults = SamplingDefaults(
            steps=_or(own.max_denoising_steps, 48),
            entropy_bound=_or(None if sampler is None else sampler.entropy_bound, 0.1),
            stable_steps=_or(own.stability_threshold, 1),
            stable_entropy=_or(own.confidence_threshold, 0.005),
        )
        self.temperatures = (_or(own.t_max, 0.8), _or(own.t_min, 0.4))
        self.canvas_length = int(model.config.canvas_length)
        text = model.config.text_config
        self.vocabulary = Vocabulary.from_transformers(
            self._chat.tokenizer,
            eos=_or(own.eos_token_id, text.eos_token_id),
            pad=_or(own.pad_token_id, text.pad_token_id),
            size=text.vocab_size,
        )

    @property
    def defaults(self) -> SamplingDefaults:
        return self._defaults

    @cached_property
    def end_of_thought(self) -> int | None:
        """The token that closes the channel of thoughts, None where the tokenizer has none."""
        return self._chat.special(END_OF_THOUGHT)

    def prepare(self, prompts: Sequence[Prompt], told: Told) -> list[Context]:
        """Encodes every prompt, a text as the message of a user, through the processor's chat template.

        `told` is not looked at: the model knows of the answer what the prompt says.
        """
        del told
        return each_read(prompts, lambda prompt: self._read(self._chat.encoded(prompt), Context(self._empty())))

    def prepare_to_think(self, prompts: Sequence[Prompt], told: Told) -> list[Context]:
        """`prepare` with the template's thinking switched on, up to the opening of the channel of thoughts."""
        del told
        opening = self._chat.tokens(THOUGHT)
        read = each_read(prompts, lambda prompt: self._chat.encoded(prompt, enable_thinking=True))
        return [self._read_tokens(opening, self._read(inputs, Context(self._empty()))) for inputs in read]

    def extend(self, context: Context, tokens: Tensor) -> Context:
        """Encodes a finished canvas, or the part of it that was kept."""
        return self._read_tokens(tokens, Context(context.cache))

    @torch.inference_mode()
    def logits(self, canvas: Tensor, contexts: Sequence[Context], time: float) -> Tensor:
        return torch.stack([self._decoded(row, context, time) for row, context in zip(canvas, contexts, strict=True)])

    def _decoded(self, canvas: Tensor, context: Context, time: float) -> Tensor:
        n = len(canvas)
        # The model was trained on whole canvases: behind a shorter one stands what stands behind an end.
        whole = torch.full((1, self.canvas_length), self.vocabulary.filler)
        whole[0, :n] = canvas
        said = self.model(
            decoder_input_ids=whole.to(self.model.device),
            self_conditioning_logits=context.self_conditioning,
            cache=context.cache,
        ).logits
        first, last = self.temperatures
        said = said / (last + (first - last) * time)
        context.self_conditioning = said.to(self.model.get_input_embeddings().weight.dtype)
        return said[0, :n]  # type: ignore[no-any-return]

    def _empty(self) -> Any:
        from transformers import DynamicCache

        return DynamicCache(config=self.model.config.get_text_config(decoder=True))

    def _read_tokens(self, tokens: Tensor, context: Context) -> Context:
        return self._read({"input_ids": tokens[None]}, context)

    @torch.inference_mode()
    def _read(self, inputs: Mapping[str, Tensor], context: Context) -> Context:
        """Encodes `inputs` behind what the cache holds already; it grows in place."""
        model, cache = self.model, context.cache
        given = {
            name: value.to(model.device, model.dtype if value.is_floating_point() else None)
            for name, value in inputs.items()
            if name != "attention_mask"  # a single row is all attention
        }
        length, seen = given["input_ids"].shape[1], cache.get_seq_length()
        positions = torch.arange(seen, seen + length, device=model.device)[None]
        masks = model.model.encoder.create_masks_for_generate(
            config=model.config,
            inputs_embeds=torch.empty((1, length, 0), dtype=model.dtype, device=model.device),
            attention_mask=torch.ones((1, seen + length), dtype=torch.bool, device=model.device),
            cache=cache,
            position_ids=positions,
            mm_token_type_ids=given.get("mm_token_type_ids"),
        )
        model.model.encoder(attention_mask=masks, cache=cache, position_ids=positions, **given)
        return context


def _or(given: Any, fallback: Any) -> Any:
    return fallback if given is None else given
