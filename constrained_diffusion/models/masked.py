"""Masked diffusion models whose code comes with the checkpoint: LLaDA, Dream and LLaDA2, as `Denoiser`s.

Each reads the prompt and the canvas as one sequence in which mask tokens stand at the open positions. None of them
keeps a key-value cache between steps, as their own sampling loops do not.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, Literal

import torch
from torch import Tensor

from constrained_diffusion.models.chat import Chat
from constrained_diffusion.models.denoiser import BaseDenoiser, Prompt, Told
from constrained_diffusion.models.rows import each_read
from constrained_diffusion.vocabulary import Vocabulary


class MaskedModel(BaseDenoiser):
    """What the three have in common. A context is the ids [L] of everything before the canvas.

    Attributes:
        model: the checkpoint's model; it has `config` and `device`.
        canvas_length: the most positions that are denoised at once; may be set.
    """

    noise: Literal["absorbing"] = "absorbing"
    scores_padding = True
    mask_token: int
    """Of the released checkpoints, for configs that do not say."""
    turn_end: str
    """The special token that ends a turn, if the tokenizer has it."""

    def __init__(self, model: Any, processor: Any, *, canvas_length: int = 128) -> None:
        self.model = model.eval()
        self.canvas_length = canvas_length
        self._chat = Chat(processor)
        config, tokenizer = model.config, self._chat.tokenizer
        mask = getattr(config, "mask_token_id", None)
        pad = tokenizer.eos_token_id if tokenizer.pad_token_id is None else tokenizer.pad_token_id
        ends = [tokenizer.eos_token_id, tokenizer.get_vocab().get(self.turn_end)]
        self.vocabulary = Vocabulary.from_transformers(
            tokenizer,
            # The padding comes first: it is what fills the canvas behind the end, and often an end itself.
            eos=sorted({end for end in ends if end is not None}, key=lambda end: (end != pad, end)),
            pad=pad,
            mask=self.mask_token if mask is None else mask,
            size=getattr(config, "embedding_size", None) or config.vocab_size,
        )

    def prepare(self, prompts: Sequence[Prompt], told: Told) -> list[Tensor]:
        """The ids of every prompt, a text as the message of a user, through the checkpoint's chat template.

        `told` is not looked at: the model knows of the answer what the prompt says.
        """
        del told
        return each_read(prompts, lambda prompt: self._chat.encoded(prompt)["input_ids"][0])

    @torch.inference_mode()
    def logits(self, canvas: Tensor, contexts: Sequence[Tensor], time: float) -> Tensor:
        del time  # they read the noise off the canvas
        found: dict[int, Tensor] = {}
        for length in {len(context) for context in contexts}:  # rows as long as one another go through together
            rows = [row for row, context in enumerate(contexts) if len(context) == length]
            before = torch.stack([contexts[row] for row in rows])
            scores = self._scores(torch.cat([before, canvas[rows]], 1).to(self.model.device), canvas.shape[1])
            found.update(zip(rows, scores, strict=True))
        return torch.stack([found[row] for row in range(len(canvas))])

    @abstractmethod
    def _scores(self, ids: Tensor, n: int) -> Tensor:
        """Logits [B, n, V] of the last n positions of `ids` [B, L]."""


class LLaDA(MaskedModel):
    """LLaDA and LLaDA 1.5 (Nie et al. 2025, arXiv 2502.09992): ``model(input_ids).logits``."""

    mask_token = 126336
    turn_end = "<|eot_id|>"

    def _scores(self, ids: Tensor, n: int) -> Tensor:
        return self.model(ids).logits[:, -n:]  # type: ignore[no-any-return]


class Dream(MaskedModel):
    """Dream (Ye et al. 2025, arXiv 2508.15487), whose logits at a position speak of the next one."""

    mask_token = 151666
    turn_end = "<|im_end|>"

    def _scores(self, ids: Tensor, n: int) -> Tensor:
        return self.model(ids, "full").logits[:, -n - 1 : -1]  # type: ignore[no-any-return]


class LLaDA2(MaskedModel):
    """LLaDA2 (Bie et al. 2025, arXiv 2512.15745): block after block, each of which sees those before it and itself.

    Blocks are counted from the first token of the prompt, so that the first canvas is what the prompt's last block
    leaves open.
    """

    mask_token = 156895
    turn_end = "<|role_end|>"
    scores_padding = False  # its own loop cuts off what follows the end
    continues = True

    def __init__(self, model: Any, processor: Any, *, canvas_length: int = 32) -> None:
        super().__init__(model, processor, canvas_length=canvas_length)

    def next_length(self, context: Tensor) -> int:
        """What is left of the block that the context ends in."""
        return self.canvas_length - len(context) % self.canvas_length

    def extend(self, context: Tensor, tokens: Tensor) -> Tensor:
        return torch.cat([context, tokens])

    def _scores(self, ids: Tensor, n: int) -> Tensor:
        assert self.vocabulary.mask is not None
        length = ids.shape[1]
        missing = -length % self.canvas_length  # a canvas that the budget cuts short is masked to the block's end
        ids = torch.nn.functional.pad(ids, (0, missing), value=self.vocabulary.mask)
        block = torch.arange(length + missing, device=ids.device) // self.canvas_length
        seen = torch.zeros((len(block), len(block)), dtype=self.model.dtype, device=ids.device)
        seen.masked_fill_(block[None, :] > block[:, None], -torch.inf)
        found = self.model(
            ids,
            attention_mask=seen.expand(len(ids), 1, -1, -1),
            position_ids=torch.arange(len(block), device=ids.device).expand(len(ids), -1),
        ).logits
        return found[:, length - n : length]  # type: ignore[no-any-return]
