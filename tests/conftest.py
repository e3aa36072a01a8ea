"""Hypothesis without deadlines (the first call of a kernel compiles it), and the models that ship, loaded once."""

from __future__ import annotations

import os

import torch

if not torch.cuda.is_available():
    os.environ.setdefault("TRITON_INTERPRET", "1")  # read when Triton is first imported, by whichever test

import pytest
from hypothesis import settings

from constrained_diffusion import load_model
from constrained_diffusion.models.denoiser import Denoiser

settings.register_profile("compiled", deadline=None)
settings.load_profile("compiled")


@pytest.fixture(scope="session")
def absorbing() -> Denoiser:
    return load_model("absorbing")


@pytest.fixture(scope="session")
def uniform() -> Denoiser:
    return load_model("uniform")
