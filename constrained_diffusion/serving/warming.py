"""What compiles kernels, done once at the start of a server and not under its first requests."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
import torch

from constrained_diffusion.errors import ConstrainedDiffusionError
from constrained_diffusion.inference.positionwise import PositionwiseAnswers
from constrained_diffusion.serving.asked import Asked
from constrained_diffusion.serving.compiler import Compiler

_POSITIONS = 8
_EXAMPLES = (
    Asked(kind="regex", content="[a-z]*"),
    Asked(kind="schema", content='{"type": "string", "maxLength": 1000}'),
    Asked(kind="grammar", content='root ::= "(" root ")" | "x"'),
)


def warm(compiler: Compiler, device: torch.device) -> None:
    """Takes a step of every kind of automaton, on float32 logits; what the vocabulary cannot spell is left out."""
    none = np.zeros(0, np.int64)
    scores = torch.zeros(_POSITIONS, compiler.vocabulary.size, device=device)
    for asked in _EXAMPLES:
        with suppress(ConstrainedDiffusionError):
            answers = PositionwiseAnswers(compiler.constraint(asked), _POSITIONS)
            answers.process(scores, none, torch.empty_like(scores), temperature=0.5)
            answers.can_hold(np.full(_POSITIONS, compiler.vocabulary.eos[0], np.int64))
