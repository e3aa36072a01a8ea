"""What is drawn of a frame: statuses told apart, characters whole, nothing after the end."""

from __future__ import annotations

import io
import re

import torch
from rich.console import Console

from constrained_diffusion import Vocabulary
from constrained_diffusion.sampling.state import Frame, Status
from constrained_diffusion.viewers.pieces import pieces, placed_pieces
from constrained_diffusion.viewers.terminal import CanvasView

VOCABULARY = Vocabulary.from_bytes([b"", b"", b"<a>", b"\xc3", b"\xa9", b"z"], eos=0, pad=1)
FRAME = Frame(
    3,
    torch.tensor([2, 3, 4, -1, 5, 0, 1]),
    torch.tensor([Status.COMMITTED, Status.FORCED, Status.OPEN, Status.OPEN, Status.FORCED, 1, 1], dtype=torch.int8),
    torch.tensor([1.0, 1.0, 0.25, 0.0, 1.0, 1.0, 1.0]),
)


def test_pieces() -> None:
    assert [(piece.text, piece.status) for piece in pieces(FRAME, VOCABULARY)] == [
        ("<a>", Status.COMMITTED),
        ("é", Status.OPEN),
        ("·", Status.OPEN),
        ("z", Status.FORCED),
    ]
    assert pieces(FRAME, VOCABULARY)[1].confidence == 0.25


def test_pieces_know_where_they_stand() -> None:
    assert [places for _, places in placed_pieces(FRAME, VOCABULARY)] == [
        range(1),
        range(1, 3),
        range(3, 4),
        range(4, 5),
    ]
    cut = Frame(1, torch.tensor([5, 3]), torch.ones(2, dtype=torch.int8), torch.ones(2))
    assert [(piece.text, places) for piece, places in placed_pieces(cut, VOCABULARY)] == [
        ("z", range(1)),
        ("�", range(1, 2)),
    ]


def test_terminal() -> None:
    out = io.StringIO()
    with CanvasView(VOCABULARY, console=Console(file=out, force_terminal=True, width=60), pause=0.0) as view:
        view(0, FRAME)
    assert "step 3" in out.getvalue()
    assert "<a>" in re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", out.getvalue())


def test_without_a_terminal_a_line_break_follows() -> None:
    """The last frame once, and what is printed behind it on a line of its own."""
    out = io.StringIO()
    with CanvasView(VOCABULARY, console=Console(file=out, width=60), pause=0.0) as view:
        view(0, FRAME)
        view(0, FRAME)
    assert out.getvalue().endswith("╯\n")
    assert out.getvalue().count("╯") == 1
    nothing = io.StringIO()
    with CanvasView(VOCABULARY, console=Console(file=nothing, width=60), pause=0.0):
        pass
    assert nothing.getvalue().strip() == ""
