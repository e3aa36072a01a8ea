"""A frame as pieces of text, each with the status that decides how it is drawn. Shared by terminal and page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from constrained_diffusion.sampling.state import Frame, Status
from constrained_diffusion.vocabulary import Vocabulary

BLANK = "·"
"""What an open position without a proposal looks like."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of neighbouring positions drawn alike. `confidence` is that of the least certain of them."""

    text: str
    status: Status
    confidence: float


Reader = Callable[[Frame, Vocabulary], list[Piece]]
"""Draws a frame: its pieces in reading order."""


def pieces(frame: Frame, vocabulary: Vocabulary) -> list[Piece]:
    """The frame from its start to the end of the answer; what follows the end is left out.

    Tokens that hold part of a character are drawn together with the ones that complete it.
    """
    found: list[Piece] = []
    pending, certainty = b"", 1.0
    kind = Status.OPEN
    rows = zip(frame.tokens.tolist(), frame.status.tolist(), frame.confidence.tolist(), strict=True)
    for token, status, confidence in rows:
        if token >= 0 and not vocabulary.is_text[token]:
            break
        spelled = BLANK.encode() if token < 0 else vocabulary.token_bytes(token)
        kind = Status(status) if not pending else min(kind, Status(status))
        pending, certainty = pending + spelled, min(certainty, confidence)
        try:
            text = pending.decode()
        except UnicodeDecodeError:
            continue
        found.append(Piece(text, kind, certainty))
        pending, certainty = b"", 1.0
    if pending:
        found.append(Piece(pending.decode(errors="replace"), kind, certainty))
    return found
