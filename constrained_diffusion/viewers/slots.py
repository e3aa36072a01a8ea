"""Where the pieces of a finished text stand on a page of fixed width, and what stood there before it was finished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells

from constrained_diffusion.sampling.state import Frame, Status
from constrained_diffusion.viewers.legible import legible
from constrained_diffusion.viewers.pieces import BLANK, Kind, placed_pieces
from constrained_diffusion.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Segment:
    """Text on one line, from a column on."""

    text: str
    line: int
    column: int
    width: int


@dataclass(frozen=True, slots=True)
class Run:
    """What a slot shows in the frames from `start` up to `stop`."""

    start: int
    stop: int
    text: str
    kind: Kind
    confidence: float


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a piece: its segments once it is finished (several where a line ends in it), and its history."""

    segments: list[Segment]
    runs: list[Run]


def slots(frames: Sequence[Frame], vocabulary: Vocabulary, columns: int) -> list[Slot]:
    """The slots of the last frame's pieces, in lines of so many columns."""
    found: list[Slot] = []
    line = column = 0
    for piece, places in placed_pieces(frames[-1], vocabulary):
        segments = []
        for number, part in enumerate(piece.text.split("\n")):
            if number:
                line, column = line + 1, 0
            # An accent by itself has no width, and nothing is cut off it.
            for text in chop_cells(legible(part), columns) or [part] * bool(part):
                width = max(cell_len(text), 1)
                if column + width > columns:
                    line, column = line + 1, 0
                segments.append(Segment(text, line, column, width))
                column += width
        if segments:
            found.append(Slot(segments, _runs(frames, vocabulary, places)))
    return found


def _runs(frames: Sequence[Frame], vocabulary: Vocabulary, places: range) -> list[Run]:
    found: list[Run] = []
    for number, frame in enumerate(frames):
        text, kind, confidence = _shown(frame, vocabulary, places)
        if found and (found[-1].text, found[-1].kind, found[-1].confidence) == (text, kind, confidence):
            found[-1] = Run(found[-1].start, number + 1, text, kind, confidence)
        else:
            found.append(Run(number, number + 1, text, kind, confidence))
    return found


def _shown(frame: Frame, vocabulary: Vocabulary, places: range) -> tuple[str, Kind, float]:
    """What a frame has in these positions; confidences are rounded, so that few differ."""
    if places.stop > len(frame.tokens):
        return BLANK, Kind.OPEN, 0.0  # a canvas that is yet to come
    tokens, kind = frame.tokens[list(places)].tolist(), Kind(int(frame.status[list(places)].min()))
    spelled = b"".join(
        vocabulary.token_bytes(token) if token >= 0 and vocabulary.is_text[token] else BLANK.encode()
        for token in tokens
    )
    text = BLANK if max(tokens) < 0 else legible(spelled.decode(errors="replace"))
    certainty = round(4 * float(frame.confidence[list(places)].min())) / 4
    return text, kind, certainty if kind == Kind(Status.OPEN) else 1.0
