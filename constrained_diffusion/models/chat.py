"""Prompts to token ids, through a checkpoint's own chat template where it has one."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from constrained_diffusion.errors import InvalidArgument
from constrained_diffusion.models.denoiser import Prompt, plain_text


class Chat:
    """A transformers processor, or a tokenizer alone.

    Attributes:
        processor: what the checkpoint came with.
        tokenizer: the tokenizer inside it.
    """

    def __init__(self, processor: Any) -> None:
        self.processor, self.tokenizer = processor, getattr(processor, "tokenizer", processor)

    def encoded(self, prompt: Prompt, **template: Any) -> dict[str, Tensor]:
        """`input_ids` [1, L] and whatever the processor adds for pictures; `template` goes to the chat template.

        A text is the message of a user; without a template (base models) it is encoded as it is.

        Raises:
            InvalidArgument: it is a conversation and there is no template for it, or it has no tokens at all.
        """
        if getattr(self.processor, "chat_template", None) is None:
            read = self.tokenizer(plain_text(prompt), return_tensors="pt")
        else:
            messages = [{"role": "user", "content": prompt}] if isinstance(prompt, str) else list(prompt)
            read = self.processor.apply_chat_template(
                messages, tokenize=True, return_dict=True, return_tensors="pt", add_generation_prompt=True, **template
            )
        inputs = {name: value for name, value in read.items() if isinstance(value, Tensor)}
        inputs["input_ids"] = inputs["input_ids"].long()
        if inputs["input_ids"].shape[1] == 0:
            raise InvalidArgument(
                "this model has no chat template, and an empty prompt gives it nothing to go on: write one"
            )
        return inputs

    def tokens(self, text: str) -> Tensor:
        """The ids [L] of a text as it is, special tokens by name."""
        return torch.tensor(self.tokenizer.encode(text, add_special_tokens=False), dtype=torch.long)

    def special(self, name: str) -> int | None:
        """The id of a special token, None where the tokenizer has none of that name."""
        found = self.tokenizer.get_vocab().get(name)
        return None if found is None else int(found)
