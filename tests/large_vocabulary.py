"""A made-up vocabulary of a real size: every byte, syllables with spaces and punctuation, digits, JSON fragments."""

from __future__ import annotations

import itertools
import random
from functools import lru_cache

from constrained_diffusion import Vocabulary

_ONSETS = "bcdfghjklmnprstvwz"
_VOWELS = ["a", "e", "i", "o", "u", "er", "in", "on", "al", "y"]
_FRAGMENTS = ["\n", "  ", "    ", "\\n", '\\"', "\\u00", "\\u", ": "]
_FRAGMENTS += ["".join(parts) for n in (1, 2, 3) for parts in itertools.product('{}[]":,', repeat=n)]


@lru_cache(maxsize=2)
def large_vocabulary(size: int = 131_072) -> Vocabulary:
    """`size` tokens, eos 0 and pad 1. The same at every call."""
    rng = random.Random(0)
    syllables = [onset + vowel for onset in _ONSETS for vowel in _VOWELS]
    tokens = {bytes([byte]) for byte in range(256)} | {str(i).encode() for i in range(1000)}
    tokens |= {fragment.encode() for fragment in _FRAGMENTS}
    while len(tokens) < size - 2:
        word = "".join(rng.choice(syllables) for _ in range(rng.randint(1, 4)))
        word = rng.choice([word, word.capitalize(), word.upper()])
        before = rng.choice(["", " ", "", " ", '"', ' "'])
        after = rng.choice([""] * 8 + [":", '"', ",", "é", "ß", " ", "ü", "日"])
        tokens.add((before + word + after).encode())
    return Vocabulary.from_bytes([b"", b"", *sorted(tokens)], eos=0, pad=1)
