"""Structured output from diffusion language models: always valid, always complete, true to the model's distribution."""

from constrained_diffusion.compilation import compile_constraint
from constrained_diffusion.vocabulary import Vocabulary

__all__ = ["Vocabulary", "compile_constraint"]
