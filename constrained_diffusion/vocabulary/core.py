"""`Vocabulary`: token ids, the bytes they spell, and which of them end, fill or mask a canvas."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property
from os import PathLike
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray

from constrained_diffusion.checked import text as _text
from constrained_diffusion.checked import whole
from constrained_diffusion.errors import InvalidText, InvalidVocabulary
from constrained_diffusion.vocabulary import readers
from constrained_diffusion.vocabulary.trie import Trie, build_trie

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Special = int | str | None

FIRST_MARK, FIRST_SIGNAL, SIGNALS = 0xF5, 0xC0, 2
"""UTF-8 has no use for the bytes from 0xF5 up and for 0xC0 and 0xC1. Languages use the former for marks, which no token
spells, and special tokens the latter, where a language asks for them (`languages.ir.Mark`, `Vocabulary.with_signals`).
"""


class Vocabulary:
    """Token ids and the bytes they spell, exactly as the tokenizer decodes them.

    Special tokens (eos, pad, mask and every other token the tokenizer marks as special) never count as text, and
    neither do tokens that spell nothing. Text is what the other tokens spell, one after another, read as UTF-8.

    Attributes:
        size: number of ids V; the last axis of a model's logits.
        eos: ids that end an answer, the one written first. Never empty.
        pad: the id that fills the canvas after the end, None where eos does.
        mask: the id of an open position in absorbing models, None for uniform ones.
        is_text: bool [V] (numpy), the tokens that spell text.

    Raises:
        InvalidVocabulary: tokens are no bytes, a special token is none of them, or one has two parts to play.
        InvalidArgument: a special token is no whole number.
    """

    def __init__(
        self,
        tokens: Sequence[bytes],
        *,
        eos: int | Sequence[int],
        pad: int | None = None,
        mask: int | None = None,
        special: Iterable[int] = (),
        encode: Callable[[str], list[int]] | None = None,
    ) -> None:
        self._tokens = list(tokens)
        wrong = next((number for number, token in enumerate(self._tokens) if not isinstance(token, bytes)), None)
        if wrong is not None:
            raise InvalidVocabulary(f"tokens are bytes; token {wrong} is {self._tokens[wrong]!r}: encode it first")
        self.size = len(self._tokens)
        self.eos: tuple[int, ...] = tuple(dict.fromkeys(whole("eos", token) for token in _several(eos)))
        pad, mask = (None if token is None else whole(name, token) for name, token in (("pad", pad), ("mask", mask)))
        self.pad = None if pad in self.eos else pad
        self.mask = mask
        self._encode = encode
        if not self.eos:
            raise InvalidVocabulary("a vocabulary needs an end-of-sequence token: name it with eos=")
        given = {*self.eos, *special, *(token for token in (pad, mask) if token is not None)}
        outside = [token for token in given if not 0 <= token < self.size]
        if outside:
            raise InvalidVocabulary(
                f"special token {outside[0]} is outside the vocabulary of {self.size} tokens: give one from 0 to "
                f"{self.size - 1}"
            )
        if mask is not None and mask in (*self.eos, self.pad):
            raise InvalidVocabulary(
                f"token {mask} cannot be the mask and the end (or padding) of an answer: name another"
            )
        self.is_text: NDArray[np.bool_] = np.array([len(token) > 0 for token in self._tokens], np.bool_)
        self.is_text[list(given)] = False

    @classmethod
    def from_bytes(
        cls, tokens: Sequence[bytes], *, eos: int | Sequence[int], pad: int | None = None, mask: int | None = None
    ) -> Vocabulary:
        """A plain list of byte strings, one a token; special tokens are given by id.

        Raises:
            InvalidVocabulary: a special token is outside the list.
        """
        return cls(tokens, eos=eos, pad=pad, mask=mask)

    @classmethod
    def from_tokenizers(
        cls,
        tokenizer: Tokenizer | str | PathLike[str],
        *,
        eos: int | str | Sequence[int | str],
        pad: Special = None,
        mask: Special = None,
        size: int | None = None,
    ) -> Vocabulary:
        """A tokenizer of the `tokenizers` library, or the path of its ``tokenizer.json``.

        Byte-level BPE (GPT-2, Llama 3, Qwen) and SentencePiece-style BPE with byte fallback (Gemma, Llama 2) are read.
        A decoder's `Strip` of the first space concerns the start of a document; an answer continues one, so the space
        is kept. `eos`, `pad` and `mask` are names or ids. `size` is the width of the model's logits, where that is
        more than the tokenizer has ids for.

        Raises:
            InvalidVocabulary: the decoder is of another kind, or a special token is not known.
            MissingFile: there is no such file.
        """
        return cls._from(readers.read_tokenizers(tokenizer), eos=eos, pad=pad, mask=mask, size=size)

    @classmethod
    def from_transformers(
        cls,
        tokenizer: Any,
        *,
        eos: int | str | Sequence[int | str] | None = None,
        pad: Special = None,
        mask: Special = None,
        size: int | None = None,
    ) -> Vocabulary:
        """A tokenizer of the `transformers` library; its own eos and pad are used unless others are given.

        Fast tokenizers are read, and slow ones of GPT-2's kind (byte-level BPE, such as Dream's).

        Raises:
            InvalidVocabulary: it is another slow tokenizer, or names no end and none is given.
        """
        reading = readers.read_transformers(tokenizer)
        eos = tokenizer.eos_token_id if eos is None else eos
        if eos is None:
            raise InvalidVocabulary("the tokenizer names no end-of-sequence token: give eos=")
        pad = tokenizer.pad_token_id if pad is None else pad
        return cls._from(reading, eos=eos, pad=pad, mask=mask, size=size)

    @classmethod
    def from_sentencepiece(
        cls,
        model: Any,
        *,
        eos: int | str | Sequence[int | str] | None = None,
        pad: Special = None,
        mask: Special = None,
        size: int | None = None,
    ) -> Vocabulary:
        """A SentencePiece model: a path or a `SentencePieceProcessor` (extra ``sentencepiece``).

        Raises:
            InvalidVocabulary: it is none, or names no end and none is given.
            MissingFile: there is no such file.
            MissingExtra: sentencepiece is not installed.
        """
        reading = readers.read_sentencepiece(model)
        eos = reading.eos if eos is None else eos
        if eos is None:
            raise InvalidVocabulary("the SentencePiece model has no end-of-sequence token: give eos=")
        return cls._from(reading, eos=eos, pad=reading.pad if pad is None else pad, mask=mask, size=size)

    @classmethod
    def from_tiktoken(
        cls,
        path: str | PathLike[str],
        *,
        special: dict[str, int],
        eos: int | str | Sequence[int | str],
        pad: Special = None,
        mask: Special = None,
        size: int | None = None,
    ) -> Vocabulary:
        """A tiktoken rank file (a line a token: base64 and rank) and its special tokens, which stand elsewhere.

        Raises:
            InvalidVocabulary: a line is something else, or a special token has the id of another token.
            MissingFile: there is no such file.
        """
        return cls._from(readers.read_tiktoken(path, special), eos=eos, pad=pad, mask=mask, size=size)

    @classmethod
    def _from(
        cls,
        reading: readers.Reading,
        *,
        eos: int | str | Sequence[int | str],
        pad: Special,
        mask: Special,
        size: int | None,
    ) -> Vocabulary:
        tokens = reading.tokens
        if size is not None:
            if size < len(tokens):
                raise InvalidVocabulary(
                    f"the tokenizer has {len(tokens)} ids, more than size={size}: give as many as the model's logits "
                    "have columns"
                )
            tokens = tokens + [b""] * (size - len(tokens))

        def find(token: int | str) -> int:
            if not isinstance(token, str):
                return whole("a special token", token)
            if token not in reading.names:
                raise InvalidVocabulary(f"the tokenizer has no token {token!r}{_instead(token, reading.names)}")
            return reading.names[token]

        ends = _several(eos)
        return cls(
            tokens,
            eos=[find(token) for token in ends],
            pad=None if pad is None else find(pad),
            mask=None if mask is None else find(mask),
            special=reading.special,
            encode=reading.encode,
        )

    def __len__(self) -> int:
        return self.size

    def __repr__(self) -> str:
        return f"Vocabulary(size={self.size}, eos={self.eos}, pad={self.pad}, mask={self.mask})"

    @property
    def filler(self) -> int:
        """The token that fills a canvas behind the end: pad, or the first eos where there is none."""
        return self.eos[0] if self.pad is None else self.pad

    def token_bytes(self, token: int) -> bytes:
        """The bytes that a token spells; empty for special tokens."""
        return self._tokens[token] if self.is_text[token] else b""

    def with_signals(self, tokens: Sequence[int]) -> Vocabulary:
        """The same tokens, of which special ones stand for signals: ``tokens[i]`` for `languages.ir.signal` i.

        Bytes that belong to no character are text no longer, so that no other token spells a signal.

        Raises:
            InvalidVocabulary: one of them is no special token, or ends, fills or masks a canvas; or they are too many.
        """
        if len(set(tokens)) != len(tokens):
            raise InvalidVocabulary(f"every signal has a token of its own: {list(tokens)}")
        if len(tokens) > SIGNALS:
            raise InvalidVocabulary(
                f"there are {SIGNALS} signals, and {len(tokens)} tokens for them: give one for each"
            )
        unused = {FIRST_SIGNAL, FIRST_SIGNAL + 1, *range(FIRST_MARK, 256)}
        spelled = [b"" if unused.intersection(token) else token for token in self._tokens]
        special = set(np.flatnonzero(~self.is_text).tolist())
        for number, token in enumerate(tokens):
            if token not in special or token in (*self.eos, self.pad, self.mask):
                raise InvalidVocabulary(f"token {token} is text, or ends, fills or masks a canvas: it is no signal")
            spelled[token] = bytes([FIRST_SIGNAL + number])
        return Vocabulary(
            spelled, eos=self.eos, pad=self.pad, mask=self.mask, special=special - set(tokens), encode=self._encode
        )

    def token_of(self, text: bytes) -> int | None:
        """The token that spells exactly these bytes, the one of least id where there are several."""
        return self._token_of.get(text)

    @cached_property
    def _token_of(self) -> dict[bytes, int]:
        return {self._tokens[token]: int(token) for token in np.flatnonzero(self.is_text)[::-1]}

    def text_bytes(self, tokens: Iterable[int] | torch.Tensor) -> bytes:
        """The bytes that tokens spell one after another, special tokens left out."""
        ids = tokens.tolist() if isinstance(tokens, torch.Tensor) else tokens
        return b"".join(map(self.token_bytes, ids))

    def decode(self, tokens: Iterable[int] | torch.Tensor) -> str:
        """The text that tokens spell, special tokens left out; bytes that are no UTF-8 become U+FFFD."""
        return self.text_bytes(tokens).decode("utf-8", errors="replace")

    def encode(self, text: str) -> list[int]:
        """Text tokens that spell `text` and nothing else: the tokenizer's own wherever these do.

        Some tokenizers put a space before a text, normalise it, or take the name of a special token for the token. The
        fewest tokens that spell the text are given then.

        Raises:
            InvalidVocabulary: the vocabulary was made without a tokenizer.
            InvalidText: the text holds a lone surrogate, or a character that no token spells.
        """
        if self._encode is None:
            raise InvalidVocabulary(
                "this vocabulary was made from a list of bytes and cannot split text into tokens: make it from a "
                "tokenizer"
            )
        wanted = _text("the text", text).encode()
        own = self._encode(text)
        if self.text_bytes(own) == wanted and self.is_text[own].all():
            return own
        return self._spelled(text, wanted)

    def _spelled(self, text: str, wanted: bytes) -> list[int]:
        """The fewest tokens whose bytes are `wanted`, the longer first where there are several ways."""
        most = max(map(len, self._token_of), default=0)
        fewest = [0] + [len(wanted) + 1] * len(wanted)
        last = [0] * (len(wanted) + 1)
        reach = 0
        for past in range(1, len(wanted) + 1):
            for first in range(max(0, past - most), past):
                if fewest[first] + 1 < fewest[past] and wanted[first:past] in self._token_of:
                    fewest[past], last[past] = fewest[first] + 1, first
            if fewest[past] <= len(wanted):
                reach = past
        if reach < len(wanted):
            position = len(wanted[:reach].decode(errors="ignore"))
            raise InvalidText("no token of the vocabulary spells a character of the text", text, position)
        found: list[int] = []
        past = len(wanted)
        while past:
            found.append(self._token_of[wanted[last[past] : past]])
            past = last[past]
        return found[::-1]

    @cached_property
    def trie(self) -> Trie:
        """The trie of the tokens that are text."""
        return build_trie(self._tokens, self.is_text)

    @cached_property
    def fingerprint(self) -> str:
        """A digest of everything that a compiled constraint depends on."""
        digest = hashlib.sha256()
        lengths = np.array([len(token) for token in self._tokens], np.int64)
        digest.update(lengths.tobytes())
        digest.update(b"".join(self._tokens))
        digest.update(self.is_text.tobytes())
        digest.update(repr((self.eos, self.pad)).encode())
        return digest.hexdigest()


def _instead(token: str, names: Mapping[str, int]) -> str:
    """The special tokens that may be meant by a name that there is not."""
    marked = [name for name in names if not name.isalnum()] if len(token) > 1 else []
    near = get_close_matches(token, marked, 3)
    return f"; did you mean {' or '.join(map(repr, near))}?" if near else ": give its name or its id"


def _several(tokens: Any) -> list[Any]:
    """One special token, or those of a list."""
    if isinstance(tokens, str) or not isinstance(tokens, Iterable) or getattr(tokens, "ndim", 1) == 0:
        return [tokens]
    return list(tokens)
