"""A prompt in the two spellings that a `Reader` takes: the canvas's own tokens, and the encoder's word pieces."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

import torch
from tokenizers import Tokenizer

from constrained_diffusion.models.reader import Prompts


class PromptTokens(NamedTuple):
    """One prompt: its tokens, the word piece that each of them begins in, and the word pieces."""

    tokens: list[int]
    owners: list[int]
    pieces: list[int]


class PromptTokenizer:
    """What a model is told, a separator, and the text, in tokens and in word pieces."""

    def __init__(
        self, encode: Callable[[str], list[int]], lengths: Sequence[int], separator: int, pieces: Tokenizer
    ) -> None:
        """
        Args:
            encode: a text to tokens that spell it.
            lengths: of every token, its bytes.
            separator: the token between what is told and the text.
            pieces: the encoder's tokenizer.
        """
        self.encode, self.lengths, self.separator, self.pieces = encode, lengths, separator, pieces
        self._first, self._end = (piece_of(pieces, name) for name in ("[CLS]", "[SEP]"))

    def __call__(self, told: str, text: str) -> PromptTokens:
        named = self._part(told, 1)
        said = self._part(text, len(named.pieces) + 2)
        ends = len(named.pieces) + 1
        return PromptTokens(
            [*named.tokens, self.separator, *said.tokens],
            [*named.owners, ends, *said.owners],
            [self._first, *named.pieces, self._end, *said.pieces, self._end],
        )

    def _part(self, text: str, before: int) -> PromptTokens:
        """Of a part of the prompt that so many pieces stand before."""
        tokens, found = self.encode(text), self.pieces.encode(text, add_special_tokens=False)
        lengths = [self.lengths[token] for token in tokens]
        return PromptTokens(tokens, _owners(lengths, _starts(text, found.offsets), before), found.ids)


def piece_of(pieces: Tokenizer, name: str) -> int:
    """The number of a word piece.

    Raises:
        ValueError: there is none.
    """
    found = pieces.token_to_id(name)
    if found is None:
        raise ValueError(f"the encoder's tokenizer has no piece {name}")
    return int(found)


def _starts(text: str, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Where every piece begins, in bytes of UTF-8."""
    if text.isascii():
        return [first for first, _ in spans]
    at = [0, *accumulate(len(letter.encode()) for letter in text)]
    return [at[first] for first, _ in spans]


def _owners(lengths: Sequence[int], starts: Sequence[int], before: int) -> list[int]:
    """Of tokens of so many bytes, the last piece that begins no later, of those that `before` stand before; what stands
    before the first piece belongs to it too, and to the mark before it where there is none."""
    least = before if starts else before - 1
    firsts = accumulate(lengths[:-1], initial=0) if lengths else ()
    return [max(least, before + bisect_right(starts, first) - 1) for first in firsts]


def batch_of(prompts: Sequence[PromptTokens], pad: int, least: tuple[int, int] = (0, 0)) -> Prompts:
    """Prompts padded to the longest, and to at `least` so many tokens and word pieces."""
    width = max(least[0], *(len(prompt.tokens) for prompt in prompts))
    pieces = max(least[1], *(len(prompt.pieces) for prompt in prompts))
    return Prompts(
        tokens=torch.tensor([prompt.tokens + [pad] * (width - len(prompt.tokens)) for prompt in prompts]),
        owners=torch.tensor([prompt.owners + [0] * (width - len(prompt.owners)) for prompt in prompts]),
        pieces=torch.tensor([prompt.pieces + [0] * (pieces - len(prompt.pieces)) for prompt in prompts]),
        piece_present=torch.tensor(
            [[True] * len(prompt.pieces) + [False] * (pieces - len(prompt.pieces)) for prompt in prompts]
        ),
    )
