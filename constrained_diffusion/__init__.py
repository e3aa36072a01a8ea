"""Structured output from diffusion language models: always valid, always complete, true to the model's distribution."""

from constrained_diffusion.api.compilation import compile_constraint
from constrained_diffusion.api.generation import Generation, generate
from constrained_diffusion.api.infilling import Infilling, edit, infill
from constrained_diffusion.inference.constraint import Constraint
from constrained_diffusion.inference.storage import load_constraint, save_constraint
from constrained_diffusion.languages.sql import SqlDatabase
from constrained_diffusion.models.denoiser import Denoiser
from constrained_diffusion.models.loading import load_model
from constrained_diffusion.models.logits_processor import ConstraintLogitsProcessor
from constrained_diffusion.sampling.stopping import Stable
from constrained_diffusion.sampling.strategies import (
    CommitStrategy,
    Confidence,
    Entropy,
    EntropyBound,
    Margin,
    Random,
    SemiAutoregressive,
)
from constrained_diffusion.vocabulary import Vocabulary

__all__ = [
    "CommitStrategy",
    "Confidence",
    "Constraint",
    "ConstraintLogitsProcessor",
    "Denoiser",
    "Entropy",
    "EntropyBound",
    "Generation",
    "Infilling",
    "Margin",
    "Random",
    "SemiAutoregressive",
    "SqlDatabase",
    "Stable",
    "Vocabulary",
    "compile_constraint",
    "edit",
    "generate",
    "infill",
    "load_constraint",
    "load_model",
    "save_constraint",
]
