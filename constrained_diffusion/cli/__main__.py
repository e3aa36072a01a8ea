"""``python -m constrained_diffusion.cli``."""

from __future__ import annotations

from constrained_diffusion.cli import app

app()
