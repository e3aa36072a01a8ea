"""Trains the tokenizer of the shipped text models: a small byte-level BPE over the training split.

Words, single digits, single spaces and runs of punctuation never merge with one another, so that a name is spelled with
the same tokens in a sentence, after a comma and between JSON quotes; that is what lets the model copy.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

from constrained_diffusion.models.special import EOS, MASK, PAD, SEPARATOR
from training.mixture import make_lesson

_PIECES = r"\p{L}+|\p{N}|\s|[^\s\p{L}\p{N}]+"


def train_tokenizer(size: int, examples: int, seed: int) -> Tokenizer:
    """A tokenizer of at most `size` entries, learnt from `examples` training examples. Deterministic in `seed`."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_PIECES), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=[PAD, EOS, MASK, SEPARATOR],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(_texts(examples, seed), trainer)
    return tokenizer


def _texts(examples: int, seed: int) -> Iterator[str]:
    rng = random.Random(seed)
    for _ in range(examples):
        yield "\n".join(make_lesson(rng, "train"))
