"""A frame as pieces of text, each with the status that decides how it is drawn, wherever it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from constrained_diffusion.sampling.state import Frame, Status
from constrained_diffusion.vocabulary import Vocabulary

BLANK = "·"
"""What an open position without a proposal looks like."""


class Kind(IntEnum):
    """How a piece is drawn: as its status says, as given with the question, or as what stands between cells."""

    OPEN = Status.OPEN
    COMMITTED = Status.COMMITTED
    FORCED = Status.FORCED
    GIVEN = 3
    BETWEEN = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of neighbouring positions drawn alike.

    Attributes:
        text: what it reads.
        status: of the positions.
        confidence: of the least certain of them.
        drawn_as: where the status is not all there is to say.
    """

    text: str
    status: Status
    confidence: float
    drawn_as: Kind | None = None

    @property
    def kind(self) -> Kind:
        return Kind(self.status) if self.drawn_as is None else self.drawn_as


Reader = Callable[[Frame, Vocabulary], list[Piece]]
"""Draws a frame: its pieces in reading order."""


def pieces(frame: Frame, vocabulary: Vocabulary) -> list[Piece]:
    """The frame from its start to the end of the answer; what follows the end is left out.

    Tokens that hold part of a character are drawn together with the ones that complete it.
    """
    return [piece for piece, _ in placed_pieces(frame, vocabulary)]


def placed_pieces(frame: Frame, vocabulary: Vocabulary) -> list[tuple[Piece, range]]:
    """The same, each with the positions that it stands on."""
    found: list[tuple[Piece, range]] = []
    pending, certainty, first, last = b"", 1.0, 0, 0
    kind = Status.OPEN
    rows = zip(frame.tokens.tolist(), frame.status.tolist(), frame.confidence.tolist(), strict=True)
    for position, (token, status, confidence) in enumerate(rows):
        if token >= 0 and not vocabulary.is_text[token]:
            break
        spelled = BLANK.encode() if token < 0 else vocabulary.token_bytes(token)
        if not pending:
            kind, first = Status(status), position
        kind = min(kind, Status(status))
        pending, certainty, last = pending + spelled, min(certainty, confidence), position
        try:
            text = pending.decode()
        except UnicodeDecodeError:
            continue
        found.append((Piece(text, kind, certainty), range(first, position + 1)))
        pending, certainty = b"", 1.0
    if pending:
        found.append((Piece(pending.decode(errors="replace"), kind, certainty), range(first, last + 1)))
    return found


def kinds(drawn: Sequence[Sequence[Piece]]) -> dict[Kind, str]:
    """The kinds of pieces that frames may show, and what a legend calls them; a puzzle has givens, and other words."""
    if any(piece.kind == Kind.GIVEN for shown in drawn for piece in shown):
        return {
            Kind.GIVEN: "given",
            Kind.FORCED: "deduced from the rules",
            Kind.COMMITTED: "chosen by the model",
            Kind.OPEN: "open: paler is less certain",
        }
    return {
        Kind.FORCED: "forced by the constraint",
        Kind.COMMITTED: "committed by the model",
        Kind.OPEN: "open: paler is less certain",
    }
