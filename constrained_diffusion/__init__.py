"""Structured output from diffusion language models: always valid, always complete, true to the model's distribution.

Names are imported when they are first used, so that what needs no model does not wait for torch.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from constrained_diffusion.api.compilation import compile_constraint, limit_memory
    from constrained_diffusion.api.files import load_constraint, save_constraint
    from constrained_diffusion.api.generation import Generation, generate
    from constrained_diffusion.api.infilling import Infilling, edit, infill
    from constrained_diffusion.inference.composition import Conjunction
    from constrained_diffusion.inference.constraint import Constraint, Posterior
    from constrained_diffusion.languages.sql import SqlDatabase
    from constrained_diffusion.languages.wanted import Wanted
    from constrained_diffusion.models.denoiser import BaseDenoiser, Denoiser
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

_HOMES = {
    "api.compilation": ("compile_constraint", "limit_memory"),
    "api.files": ("load_constraint", "save_constraint"),
    "api.generation": ("Generation", "generate"),
    "api.infilling": ("Infilling", "edit", "infill"),
    "inference.composition": ("Conjunction",),
    "inference.constraint": ("Constraint", "Posterior"),
    "languages.sql": ("SqlDatabase",),
    "languages.wanted": ("Wanted",),
    "models.denoiser": ("BaseDenoiser", "Denoiser"),
    "models.loading": ("load_model",),
    "models.logits_processor": ("ConstraintLogitsProcessor",),
    "sampling.stopping": ("Stable",),
    "sampling.strategies": (
        "CommitStrategy", "Confidence", "Entropy", "EntropyBound", "Margin", "Random", "SemiAutoregressive",
    ),
    "vocabulary": ("Vocabulary",),
}  # fmt: skip
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "BaseDenoiser",
    "CommitStrategy",
    "Confidence",
    "Conjunction",
    "Constraint",
    "ConstraintLogitsProcessor",
    "Denoiser",
    "Entropy",
    "EntropyBound",
    "Generation",
    "Infilling",
    "Margin",
    "Posterior",
    "Random",
    "SemiAutoregressive",
    "SqlDatabase",
    "Stable",
    "Vocabulary",
    "Wanted",
    "compile_constraint",
    "edit",
    "generate",
    "infill",
    "limit_memory",
    "load_constraint",
    "load_model",
    "save_constraint",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    return found


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
