"""Tells what the model chose from what the constraint had settled, in the frames of a text.

A sampler calls a position forced where a single *token* can stand there. The skeleton of an object is nearly never
that: ``{"`` may be one token or two, and where ``":`` stands hangs on how long the name before it is. So a model that
is sure commits all of it with its own values, and what it leaves is forced by where those happen to stand. As *text*
the skeleton is settled all the same, and this module says so. It reads from left to right: a token is forced if the
text before it lets nothing else follow, however that is cut into tokens, and committed if it is one of several.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import torch
from torch import Tensor

from constrained_diffusion.inference.constraint import Constraint
from constrained_diffusion.sampling.state import Frame, Status


def told_apart(frames: Sequence[Frame], constraint: Constraint) -> list[Frame]:
    """The frames with `Status.FORCED` wherever the constraint left no choice about the text, and nowhere else.

    What it settles at the very start of the answer is shown from the first frame on. The constraint is asked about once
    a byte of the answer: that is for looking at answers, not for serving them.

    Args:
        frames: of one answer, the last of them finished.
        constraint: that the answer was held to.

    Raises:
        UnsatisfiableConstraint: the last frame holds no member of the language.
    """
    if not frames:
        return []
    last = frames[-1]
    constraint.forced(last.tokens)  # raises where no member of the language stands there
    forced, start = _settled_by(constraint, last)
    first = _first_of_answer(frames)
    return [*frames[:first], *(_shown(frame, last, forced, start) for frame in frames[first:])]


def _first_of_answer(frames: Sequence[Frame]) -> int:
    """The number of the first frame behind a thought, which stood on the same positions: they are empty once more."""
    emptied = (
        len(after.tokens) < len(before.tokens)
        or bool(((before.tokens >= 0) & (after.tokens[: len(before.tokens)] < 0)).any())
        for before, after in pairwise(frames)
    )
    return max((number for number, is_first in enumerate(emptied, 1) if is_first), default=0)


def _shown(frame: Frame, last: Frame, forced: Tensor, start: int) -> Frame:
    n = len(frame.tokens)
    tokens, status, confidence = frame.tokens.clone(), frame.status.clone(), frame.confidence.clone()
    same = tokens == last.tokens[:n]
    kinds = torch.where(forced[:n], int(Status.FORCED), int(Status.COMMITTED)).to(status.dtype)
    settled = same & (status != int(Status.OPEN))
    status[settled] = kinds[settled]
    # Other tokens may stand there for the same text, and those behind them continue these: then they stay.
    if bool((same | (tokens < 0))[:start].all()):
        tokens[:start], status[:start], confidence[:start] = last.tokens[: min(start, n)], int(Status.FORCED), 1.0
    return replace(frame, tokens=tokens, status=status, confidence=confidence)


def _settled_by(constraint: Constraint, last: Frame) -> tuple[Tensor, int]:
    """bool [n], the positions whose text is settled by what stands before it; and how many of them are at the start."""
    vocabulary = constraint.vocabulary
    known = constraint.forced(torch.full_like(last.tokens, -1))
    forced = known >= 0
    start, at_start = 0, True
    for position, token in enumerate(last.tokens.tolist()):
        if token < 0 or not vocabulary.is_text[token]:
            break
        forced[position] = _leaves_no_choice(constraint, known, position, vocabulary.token_bytes(token))
        at_start &= bool(forced[position])
        start += at_start
        known[position] = token
    return forced, start


def _leaves_no_choice(constraint: Constraint, canvas: Tensor, position: int, text: bytes) -> bool:
    """Whether all that can stand at a position, and behind it, begins to spell `text`."""
    vocabulary, canvas = constraint.vocabulary, canvas.clone()
    while position < len(canvas):
        possible = constraint.masks(canvas)[position].nonzero().flatten().tolist()
        for token in possible:
            spelled = vocabulary.token_bytes(token)
            if not vocabulary.is_text[token] or not (spelled.startswith(text) or text.startswith(spelled)):
                return False
        # Of tokens that spell less, the shortest leaves the most open: what may follow it?
        shortest = min(possible, key=lambda token: len(vocabulary.token_bytes(token)))
        spelled = vocabulary.token_bytes(shortest)
        if len(spelled) >= len(text):
            return True
        canvas[position], text, position = shortest, text[len(spelled) :], position + 1
    return True
