"""What every token of a tokenizer spells, in bytes; the trie of those bytes; the special tokens."""

from constrained_diffusion.vocabulary.core import Vocabulary

__all__ = ["Vocabulary"]
