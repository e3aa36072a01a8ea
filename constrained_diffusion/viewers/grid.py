"""A puzzle on a canvas as rows of cells: how `CanvasView` and `save_page` are told to draw a grid."""

from __future__ import annotations

from collections.abc import Callable

from constrained_diffusion.puzzles import PuzzleConstraint
from constrained_diffusion.sampling.state import Frame, Status
from constrained_diffusion.viewers.deduction import given_values
from constrained_diffusion.viewers.pieces import BLANK, Kind, Piece
from constrained_diffusion.vocabulary import Vocabulary


def grid_pieces(
    constraint: PuzzleConstraint, columns: int, *, box: tuple[int, int] | None = None
) -> Callable[[Frame, Vocabulary], list[Piece]]:
    """Draws the cells of a puzzle, `columns` to a row, with a gap after every box of (rows, columns).

    The givens are those of the constraint's puzzle; one that a model has changed is drawn as the model's.
    """
    given = [
        constraint.symbol_tokens[value].tolist() if value >= 0 else None for value in given_values(constraint).tolist()
    ]

    def drawn(frame: Frame, vocabulary: Vocabulary) -> list[Piece]:
        found = []
        for cell, places in enumerate(constraint.positions):
            row, column = divmod(cell, columns)
            if column == 0 and row:
                found.append(Piece("\n", Status.FORCED, 1.0, Kind.BETWEEN))
                if box and row % box[0] == 0:
                    found.append(Piece("\n", Status.FORCED, 1.0, Kind.BETWEEN))
            elif column:
                gap = "  " if box and column % box[1] == 0 else " "
                found.append(Piece(gap, Status.FORCED, 1.0, Kind.BETWEEN))
            tokens = frame.tokens[places].tolist()
            text = BLANK * len(tokens) if min(tokens) < 0 else vocabulary.decode(tokens)
            status = Status(int(frame.status[places].min()))
            kind = Kind.GIVEN if status != Status.OPEN and tokens == given[cell] else None
            found.append(Piece(text, status, float(frame.confidence[places].min()), kind))
        return found

    return drawn
