"""Structured output from diffusion language models: always valid, always complete, true to the model's distribution."""

from constrained_diffusion.compilation import compile_constraint
from constrained_diffusion.generation import Generation, generate
from constrained_diffusion.inference.storage import load_constraint, save_constraint
from constrained_diffusion.models.shipped import load_model
from constrained_diffusion.vocabulary import Vocabulary

__all__ = [
    "Generation",
    "Vocabulary",
    "compile_constraint",
    "generate",
    "load_constraint",
    "load_model",
    "save_constraint",
]
